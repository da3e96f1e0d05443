"""The picture of a chart as PNG, made from its SVG by resvg, without a browser and without a network.

Owns its size and that there is a typeface to write with; draws nothing itself.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

import resvg_py

from ontology.errors import InternalError

_SCALE: Final = 2.0
"""Pixels for each unit of the drawing: sharp in print and on dense screens."""
_MOST_PIXELS: Final = 16_000_000
"""A larger picture is drawn with fewer pixels a unit, so that one request cannot take all memory."""
_SIZE: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_SAMPLE: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">{}</svg>'


def render_png(svg: str) -> bytes:
    """Render a chart that stands alone (``draw`` with the theme ``export``) with the typefaces of this machine.

    Raises InternalError NO_TYPEFACE where there is none: the picture would be without its words.
    """
    if not _has_typeface():
        raise InternalError(
            "NO_TYPEFACE",
            "this machine has no typeface to write the words of a picture with",
            "install one, such as the package fonts-dejavu-core, or take the SVG",
        )
    size = _SIZE.search(svg)
    assert size is not None, "every drawing says its size"
    area = float(size[1]) * float(size[2])
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=min(_SCALE, math.sqrt(_MOST_PIXELS / area)), sans_serif_family="DejaVu Sans")


@lru_cache(maxsize=1)
def _has_typeface() -> bool:
    """Whether a letter leaves a mark."""
    letter = _SAMPLE.format('<text x="2" y="16" font-size="16" font-family="sans-serif">M</text>')
    return resvg_py.svg_to_bytes(svg_string=letter, sans_serif_family="DejaVu Sans") != resvg_py.svg_to_bytes(svg_string=_SAMPLE.format(""))
