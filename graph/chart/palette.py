"""The colours of a chart on paper, and the classes by which a page's stylesheet paints the same parts.

api/static/chart.css repeats these values as custom properties and adds those for the dark; a test holds the two together and checks every
contrast.
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
    "doubt": "#8a4b00",
    "chip": "#eceae4",
}


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

    def hollow(self, name: str) -> str:
        """The outline in a colour, filled with the ground."""
        return f' fill="{LIGHT["ground"]}" stroke="{LIGHT[name]}"' if self.literal else f' class="f-ground s-{name}"'

    def both(self, fill: str, stroke: str) -> str:
        if self.literal:
            return f' fill="{LIGHT[fill]}" stroke="{LIGHT[stroke]}"'
        return f' class="chart-box f-{fill} s-{stroke}"'
