"""The colours of a chart, light and dark, and the classes by which a page's stylesheet paints the same parts.

api/static/chart.css repeats these values as custom properties; a test holds the two together and checks every contrast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LIGHT: Final = {
    "ground": "#ffffff",
    "card": "#ffffff",
    "accent-card": "#fbeeee",
    "accent": "#a3201f",
    "ink": "#17181c",
    "soft": "#5a5d66",
    "rim": "#767982",
    "hair": "#d9d7cf",
    "owns": "#652eb1",
    "controls": "#0b6fb8",
    "other": "#5a5d66",
    "inferred": "#767982",
    "chip": "#eceae4",
}
DARK: Final = {
    "ground": "#1b1d22",
    "card": "#24262d",
    "accent-card": "#3a1f22",
    "accent": "#ff9d97",
    "ink": "#f2f1ee",
    "soft": "#b4b6bf",
    "rim": "#8d909b",
    "hair": "#3a3d46",
    "owns": "#bb97f5",
    "controls": "#6cbcf5",
    "other": "#b4b6bf",
    "inferred": "#9a9da8",
    "chip": "#353841",
}
TEXT_PAIRS: Final = (
    ("ink", "card"),
    ("soft", "card"),
    ("ink", "accent-card"),
    ("soft", "accent-card"),
    ("accent", "accent-card"),
    ("ink", "ground"),
    ("soft", "ground"),
    ("owns", "ground"),
    ("controls", "ground"),
    ("other", "ground"),
    ("soft", "chip"),
)
"""Text colour and what it stands on, for every text that a chart draws."""
LINE_PAIRS: Final = (("owns", "ground"), ("controls", "ground"), ("other", "ground"), ("inferred", "ground"), ("rim", "ground"))


@dataclass(frozen=True, slots=True)
class Paint:
    """How parts get their colour: by class where a page's stylesheet paints, by literal values where the picture stands alone.

    >>> Paint(literal=False).fill("ink"), Paint(literal=True).fill("ink")
    (' class="f-ink"', ' fill="#17181c"')
    """

    literal: bool

    def fill(self, name: str) -> str:
        return f' fill="{LIGHT[name]}"' if self.literal else f' class="f-{name}"'

    def stroke(self, name: str) -> str:
        return f' fill="none" stroke="{LIGHT[name]}"' if self.literal else f' fill="none" class="s-{name}"'

    def both(self, fill: str, stroke: str) -> str:
        if self.literal:
            return f' fill="{LIGHT[fill]}" stroke="{LIGHT[stroke]}"'
        return f' class="chart-box f-{fill} s-{stroke}"'


def contrast(colour: str, other: str) -> float:
    """Compute the WCAG 2.2 contrast of two ``#rrggbb`` colours.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((_luminance(colour), _luminance(other)))
    return round((high + 0.05) / (low + 0.05), 2)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
