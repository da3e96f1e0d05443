"""The file of a claim map while somebody reviews it: its bytes are read for each change, so that an editor may be open beside the page.

Owns that nothing is lost: a change is made to what the file holds now, only where the part that it is about is as the reviewer saw it, and
the file is replaced whole or not at all.  What the same bytes meant the last time is kept, so that a long map is read once.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from graph.files import raise_output_errors, replace_bytes
from loaders.article.claim_map.check import CheckReport, check_map
from loaders.article.claim_map.editor import edit_map
from loaders.article.claim_map.items import edit_items
from loaders.article.claim_map.reader import read_map
from loaders.article.claim_map.writer import format_claim, format_party
from loaders.article.model import Claim, ClaimMap, Party
from loaders.article.text.document import Document, read_document
from loaders.article.text.plain_text import PlainText, read_plain_text
from ontology.errors import InputError, OwnershipError


class Article(NamedTuple):
    """The text that a map is about, as it is stored and as a reader sees it, and how the map fits it."""

    document: Document
    plain: PlainText
    report: CheckReport


class MapFile:
    """One claim map on disk, and the article that it names."""

    def __init__(self, path: Path, text: Path | None = None) -> None:
        self.path, self._text = path, text
        self._lock = threading.Lock()
        self._read: tuple[bytes, ClaimMap] | None = None
        self._plain: tuple[bytes, str, Document, PlainText] | None = None

    def read(self) -> ClaimMap:
        """Read the map.  Raises InputError."""
        return self._read_map(self._read_bytes())

    def change(self, change: Callable[[ClaimMap], ClaimMap]) -> None:
        """Change the map and write it, whole or not at all.  Raises what ``change`` raises, InputError and UsageError UNWRITABLE_OUTPUT."""
        with self._lock:
            data = self._read_bytes()
            before = self._read_map(data)
            after = change(before)
            quick = edit_items(data, before, after, self.path.name) if after != before else (data, before)
            edited, read = quick or (edit_map(data, after, self.path.name, before=before), None)
            if edited != data:
                with raise_output_errors(self.path):
                    replace_bytes(self.path.resolve(), edited)
                self._read = (edited, read) if read is not None else None

    def _read_map(self, data: bytes) -> ClaimMap:
        """Read a map, or return what the same bytes meant the last time."""
        kept = self._read
        if kept is not None and kept[0] == data:
            return kept[1]
        claim_map = read_map(data, self.path.name)
        self._read = data, claim_map
        return claim_map

    def read_article(self, claim_map: ClaimMap) -> Article | OwnershipError:
        """Read the article of the map and compare the two; the error where there is none to read."""
        try:
            if claim_map.document.text is not None:
                data = claim_map.document.text.encode()
            else:
                data = (self._text or self.path.parent / Path(claim_map.document.file).name).read_bytes()
            return Article(*self._read_text(data, claim_map.document.file), check_map(claim_map, data))
        except OSError as error:
            what = f"the article {claim_map.document.file} cannot be read: {error.strerror}"
            return InputError("ARTICLE_MISSING", what, "put it into the map's folder, or name it with --text")
        except OwnershipError as error:
            return error

    def _read_text(self, data: bytes, name: str) -> tuple[Document, PlainText]:
        kept = self._plain
        if kept is not None and kept[:2] == (data, name):
            return kept[2:]
        document = read_document(data, name)
        plain = read_plain_text(document.text, name)
        self._plain = data, name, document, plain
        return document, plain

    def _read_bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise InputError(
                "FILE_UNREADABLE", f"{self.path} cannot be read: {error.strerror}", "check its name and permissions"
            ) from error


def find_version(item: Claim | Party) -> str:
    """Return what tells two states of a claim or a party apart: a digest of its lines."""
    lines = format_claim(item) if isinstance(item, Claim) else format_party(item)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def check_version(item: Claim | Party, version: str) -> None:
    """Raise InputError CHANGED_MEANWHILE where a claim or party is not as the reviewer saw it."""
    if find_version(item) != version:
        name = item.id if isinstance(item, Claim) else item.key
        raise InputError("CHANGED_MEANWHILE", f"{name} was changed in the file meanwhile", "look at it again: this is how it stands now")
