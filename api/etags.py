"""What a request says of the answers that its sender has already: the header If-None-Match of RFC 9110, section 13.1.2."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_TAG: Final = re.compile(rb'(?:W/)?("[^"]*")')


class HeldTags(NamedTuple):
    """The tags that a sender holds.  They are compared weakly: that a tag is weak makes it no other one."""

    tags: frozenset[bytes] = frozenset()
    any: bool = False
    """Whether the sender holds the answer whatever its tag is: ``*``."""

    def has(self, etag: bytes) -> bool:
        """Whether a tag is among them.

        >>> read_held_tags([(b"if-none-match", b'"a,b", W/"c"')]).has(b'W/"a,b"')
        True
        >>> read_held_tags([(b"if-none-match", b'"a,b", W/"c"')]).has(b'"b"')
        False
        """
        return etag.removeprefix(b"W/") in self.tags


def read_held_tags(headers: Iterable[tuple[bytes, bytes]]) -> HeldTags:
    """Read the header, of which a request may have several."""
    values = [value for name, value in headers if name == b"if-none-match"]
    if not values:
        return _NONE
    return HeldTags(frozenset(tag for value in values for tag in _TAG.findall(value)), any(value.strip() == b"*" for value in values))


_NONE: Final = HeldTags()
