"""Takes the text out of the pages of a PDF on standard input, and prints it as JSON: the program of a process of its own.

Owns the bounds of that process.  A file that keeps it busy or makes it grow ends it, and nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings
from typing import Final

_MAX_PAGES: Final = 5_000
_MEMORY: Final = 2 * 2**30
_SECONDS: Final = 60


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
            text = page.extract_text()
            length += len(text) + 1
            if length > limit or len(pages) >= _MAX_PAGES:
                return {"code": "TEXT_TOO_LONG", "what": f"has more than {limit} characters or {_MAX_PAGES} pages of text"}
            pages.append(text)
    except (DependencyError, FileNotDecryptedError):
        return {"code": "PDF_ENCRYPTED", "what": "has a password"}
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError, MemoryError) as error:
        return {"code": "PDF_DAMAGED", "what": f"is no PDF that can be read: {str(error)[:100]}"}
    return {"pages": pages}


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
