"""What a client takes: the media ranges of ``Accept`` with their q-values (RFC 9110, section 12.5.1).  Knows no format."""

from __future__ import annotations


def parse_accept(accept: str) -> list[tuple[str, float]]:
    """Read the media ranges of an Accept header with their q-values; a malformed q-value counts as not acceptable.

    >>> parse_accept("text/csv;q=0.5, application/*")
    [('text/csv', 0.5), ('application/*', 1.0)]
    """
    ranges = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = _parse_quality(value.strip())
        if "/" in media:
            ranges.append((media.lower(), quality))
    return ranges


def find_quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """Find the q-value of the most specific range that covers ``media``; 0.0 where none does.

    >>> find_quality("text/csv", [("text/*", 0.4), ("*/*", 0.1)])
    0.4
    """
    best, specific = 0.0, -1
    for pattern, quality in ranges:
        if pattern == media:
            rank = 2
        elif pattern.endswith("/*") and pattern != "*/*" and media.startswith(pattern[:-1]):
            rank = 1
        elif pattern == "*/*":
            rank = 0
        else:
            continue
        if rank > specific:
            best, specific = quality, rank
    return best


def _parse_quality(text: str) -> float:
    digits = text.replace(".", "", 1)
    return min(float(text), 1.0) if digits.isascii() and digits.isdigit() else 0.0
