"""Measure cards and labels: their lines of text and their sizes, before anything has a place.  Knows text widths, not layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.chart.model import Chart, ChartLink, ChartNode
from graph.chart.text import clean, measure, wrap

NAME_SIZE: Final = 17.0
SUB_SIZE: Final = 13.0
BADGE_SIZE: Final = 10.5
WORDS_SIZE: Final = 15.0
NOTE_SIZE: Final = 12.5
"""Font sizes of a card's name, second line and badge, and of a line's words and note."""
INSET: Final = 54.0
"""Where the text of a card begins: after the icon."""
FLAG_WIDTH: Final = 28.0
PORT_GAP: Final = 34.0
"""Between two lines that end on one side of a card; arrowheads stay apart."""
PORT_INSET: Final = 20.0
LABEL_GAP: Final = 12.0
"""From the line to its label."""
_PAD: Final = 16.0
_NAME_WIDTH, _SUB_WIDTH, _NOTE_WIDTH = 275.0, 255.0, 195.0
_NARROW: Final = 165.0
"""Of the names and second lines of narrow cards."""


@dataclass(frozen=True, slots=True)
class CardBox:
    """A party's card: its lines and its size."""

    node: ChartNode
    badge: str
    name: tuple[str, ...]
    sub: tuple[str, ...]
    width: float
    height: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class LabelBox:
    """What stands beside a line.  ``back`` marks a link that closes a cycle and is drawn upwards."""

    words: tuple[str, ...]
    note: tuple[str, ...]
    width: float
    height: float
    back: bool = False


def make_cards(chart: Chart, *, narrow: bool = False) -> dict[str, CardBox]:
    """Make the card of every node, wide enough for the lines that end on it.  ``narrow``: names are broken sooner."""
    holdings: dict[str, int] = {}
    holders: dict[str, int] = {}
    for link in chart.links:
        holdings[link.holder] = holdings.get(link.holder, 0) + 1
        holders[link.subject] = holders.get(link.subject, 0) + 1
    # A link that closes a cycle changes sides, so the sum is what may meet on one side.
    widths = (_NARROW, _NARROW) if narrow else (_NAME_WIDTH, _SUB_WIDTH)
    ends = {n.id: holdings.get(n.id, 0) + holders.get(n.id, 0) for n in chart.nodes}
    return {n.id: _make_card(n, ends[n.id], _describe_own_holding(chart, n), *widths) for n in chart.nodes}


def _describe_own_holding(chart: Chart, node: ChartNode) -> str:
    """Say that a party holds itself: that has no line, only words on its card."""
    own = [link.words for link in chart.links if link.holder == link.subject == node.id]
    return f"{own[0]} of itself" if own else ""


def _make_card(node: ChartNode, ends: int, own: str, name_width: float, sub_width: float) -> CardBox:
    badge = clean(node.badge).upper()
    name = wrap(node.name, name_width, NAME_SIZE, lines=3, bold=True) or ("?",)
    sub = wrap(node.sub, sub_width, SUB_SIZE, lines=2) + (wrap(own, sub_width, SUB_SIZE, lines=1) if own else ())
    flag = FLAG_WIDTH + 10.0 if node.country else 0.0
    inner = max(
        max(measure(line, NAME_SIZE, bold=True) for line in name) + flag,
        max((measure(line, SUB_SIZE) for line in sub), default=0.0) + (flag if not sub or (len(name) == 1 and len(sub) > 1) else 0.0),
        measure(badge, BADGE_SIZE, bold=True, spacing=0.06) - (INSET - _PAD),
    )
    width = max(INSET + inner + _PAD, 2 * PORT_INSET + (ends - 1) * PORT_GAP)
    height = 14.0 + (16.0 if badge else 0.0) + 22.0 * len(name) + 17.0 * len(sub) + 12.0
    return CardBox(node, badge, name, sub, float(round(width)), height, not node.named)


def make_label(link: ChartLink, *, back: bool) -> LabelBox:
    """Make the label of a line: the word always, the share where known, the note in small lines."""
    words = wrap(link.words, 240.0, WORDS_SIZE, lines=2, bold=True)
    # Where sources contradict each other, each is named with its title.
    note = wrap(link.note, _NOTE_WIDTH, NOTE_SIZE, lines=6 if link.style in ("disputed", "denied") else 3) + (
        ("closes a cycle",) if back else ()
    )
    width = max([0.0, *(measure(line, WORDS_SIZE, bold=True) for line in words), *(measure(line, NOTE_SIZE) for line in note)])
    return LabelBox(words, note, float(round(width + 2)), 19.0 * len(words) + 16.5 * len(note) + 2.0, back)
