"""Names in scripts that run from right to left keep to themselves, so that they do not carry off the figures and names beside them.

A figure behind such a name would be drawn before it.  Owns where in a page such a name begins and ends; must not know what the page says.
"""

from __future__ import annotations

import re
from typing import Final

_RIGHT_TO_LEFT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_WITHIN: Final = r"(?:&(?:#34|#39|amp);|[^<>&A-Za-z\u00c0-\u058f"
_WORD: Final = re.compile(f"[{_RIGHT_TO_LEFT}]")
_LEFT_TO_RIGHT: Final = re.compile(r"(?<![&\w#])[A-Za-z\u00c0-\u058f]|%")
_WHOLE: Final = re.compile(f"[{_RIGHT_TO_LEFT}](?:{_WITHIN}])*[{_RIGHT_TO_LEFT}])?")
_NAME: Final = re.compile(f"[{_RIGHT_TO_LEFT}](?:{_WITHIN},;:%])*[{_RIGHT_TO_LEFT}])?")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*>")
_LEFT_ALONE: Final = frozenset({"option", "pre", "script", "style", "svg", "textarea", "title"})
"""Elements in which no such element may stand; text that says ``dir="auto"`` is left alone, too."""


def isolate_names(html: str) -> str:
    """Wrap what runs from right to left within the text of a page in ``<bdi>``; the page itself runs from left to right.

    Within words of the page a name ends at a comma, since the next may be a name, too; alone it is one.

    >>> isolate_names('<p title="שלום">שלום 55 %</p>')
    '<p title="שלום"><bdi>שלום</bdi> 55 %</p>'
    >>> isolate_names("<p>Owners: אבג דה, וזח</p> <b>אבג, וזח</b>")
    '<p>Owners: <bdi>אבג דה</bdi>, <bdi>וזח</bdi></p> <b><bdi>אבג, וזח</bdi></b>'
    """
    if not _WORD.search(html):
        return html
    parts, place, around, depth = [], 0, "", 0
    for tag in _TAG.finditer(html):
        text = html[place : tag.start()]
        parts += [text if around else _isolate(text), tag[0]]
        place = tag.end()
        if not around and not tag[1] and (tag[2] in _LEFT_ALONE or 'dir="auto"' in tag[0]):
            around, depth = tag[2], 0
        if tag[2] == around:
            depth += -1 if tag[1] else 1
            around = around if depth else ""
    return "".join((*parts, html[place:]))


def _isolate(text: str) -> str:
    return (_NAME if _LEFT_TO_RIGHT.search(text) else _WHOLE).sub(r"<bdi>\g<0></bdi>", text)
