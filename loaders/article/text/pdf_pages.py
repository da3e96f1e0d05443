"""Takes the text out of the pages of a PDF on standard input, and prints it as JSON: the program of a process of its own.

Owns the bounds of that process.  A file that keeps it busy or makes it grow ends it, and nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import warnings
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_PAGES: Final = 5_000
_MEMORY: Final = 2 * 2**30
_SECONDS: Final = 60
_SOFT_HYPHEN: Final = (b"\xfe\xff\x00\xad", "\u00ad")
"""What a page says that a drawn blank stands for."""
_SHOWS: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that draw text."""
_WORD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"(?P<head>[^\W\d_]+) ?(?P<mark>[-\u2010\u00ad])\n(?P<tail>[a-z]+)")
"""A word that goes on in the next line."""


def main() -> None:
    """Print ``{"pages": [...]}``, or ``{"code", "what"}`` of the error."""
    _bound_process()
    logging.disable()
    warnings.simplefilter("ignore")
    print(json.dumps(read_pages(sys.stdin.buffer.read(), int(sys.argv[1]))))


def read_pages(data: bytes, limit: int) -> dict[str, object]:
    """Read the text of each page; ``limit``: characters that all may have."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"code": "PDF_ENCRYPTED", "what": "has a password"}
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            text = join_syllables(_leave_out_unseen(page, reader).extract_text())
            length += len(text) + 1
            if length > limit or len(pages) >= _MAX_PAGES:
                return {"code": "TEXT_TOO_LONG", "what": f"has more than {limit} characters or {_MAX_PAGES} pages of text"}
            pages.append(text)
    except (DependencyError, FileNotDecryptedError):
        return {"code": "PDF_ENCRYPTED", "what": "has a password"}
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError, MemoryError) as error:
        return {"code": "PDF_DAMAGED", "what": f"is no PDF that can be read: {str(error)[:100]}"}
    return {"pages": pages}


def join_syllables(text: str) -> str:
    r"""Join what was parted at the end of a line: at a soft hyphen or one of print always, at a common one where the page has the whole
    word, too.

    >>> join_syllables("Aral Mo\u2010\ntors, a wholly-\nowned firm, and Cetin Ca-\npital. Cetin Capital grew.")
    'Aral Motors, a wholly-\nowned firm, and Cetin Capital. Cetin Capital grew.'
    """
    words = set(_WORD.findall(text)) if "-\n" in text else set()

    def join(match: re.Match[str]) -> str:
        whole = match["head"] + match["tail"]
        return whole if match["mark"] != "-" or whole in words else match[0]

    return _PARTED.sub(join, text)


def _leave_out_unseen(page: PageObject, reader: PdfReader) -> PageObject:
    """Return the page without the blanks that stand in it for soft hyphens which the reader of the page does not see."""
    contents = page.get_contents()
    if contents is None or b"/ActualText" not in contents.get_data():
        return page
    from pypdf.generic import ContentStream, NameObject

    stream = ContentStream(contents, reader, "bytes")
    kept, is_unseen = [], False
    for operands, operator in stream.operations:
        if operator == b"BDC":
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            is_unseen = properties.get("/ActualText") in _SOFT_HYPHEN
        if not (is_unseen and operator in _SHOWS):
            kept.append((operands, operator))
        is_unseen = is_unseen and operator != b"EMC"
    stream.operations = kept
    page[NameObject("/Contents")] = stream
    return page


def _bound_process() -> None:
    """Bound the time and memory of this process."""
    try:
        import resource
    except ImportError:  # not on Windows; the caller's clock ends it there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    main()
