"""Cards and labels: their lines of text and their sizes, before anything has a place.  Knows text widths, not layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.chart.model import BADGES, Chart, ChartLink, ChartNode
from graph.chart.text import clean, measure, wrap

NAME: Final = 17.0
SUB: Final = 13.0
BADGE: Final = 10.5
WORDS: Final = 15.0
NOTE: Final = 12.5
INSET: Final = 54.0
"""Where the text of a card begins: after the icon."""
FLAG: Final = 28.0
PORT_GAP: Final = 34.0
"""Between two lines that end on one side of a card; arrowheads stay apart."""
PORT_INSET: Final = 20.0
LABEL_GAP: Final = 12.0
"""From the line to its label."""
_PAD: Final = 16.0
_NAME_WIDTH, _SUB_WIDTH, _NOTE_WIDTH = 250.0, 232.0, 176.0


@dataclass(frozen=True, slots=True)
class Card:
    """A party's card: its lines and its size."""

    node: ChartNode
    badge: str
    name: tuple[str, ...]
    sub: tuple[str, ...]
    width: float
    height: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a line.  ``back`` marks a link that closes a cycle and is drawn upwards."""

    words: tuple[str, ...]
    note: tuple[str, ...]
    width: float
    height: float
    back: bool = False


def cards_of(chart: Chart) -> dict[str, Card]:
    """The card of every node, wide enough for the lines that end on it."""
    downwards: dict[str, int] = {}
    upwards: dict[str, int] = {}
    for link in chart.links:
        downwards[link.holder] = downwards.get(link.holder, 0) + 1
        upwards[link.subject] = upwards.get(link.subject, 0) + 1
    # A link that closes a cycle changes sides, so the sum is what may meet on one side.
    return {n.id: _card(n, downwards.get(n.id, 0) + upwards.get(n.id, 0), _own(chart, n)) for n in chart.nodes}


def _own(chart: Chart, node: ChartNode) -> str:
    """A party that holds itself has no line; its card says it."""
    own = [link.words for link in chart.links if link.holder == link.subject == node.id]
    return f"{own[0]} of itself" if own else ""


def _card(node: ChartNode, ends: int, own: str) -> Card:
    badge = clean(node.badge or (BADGES[node.role] if node.role else "")).upper()
    name = wrap(node.name, _NAME_WIDTH, NAME, lines=3, bold=True) or ("?",)
    sub = wrap(node.sub, _SUB_WIDTH, SUB, lines=2) + (wrap(own, _SUB_WIDTH, SUB, lines=1) if own else ())
    flag = FLAG + 10.0 if node.country else 0.0
    inner = max(
        max(measure(line, NAME, bold=True) for line in name) + flag,
        max((measure(line, SUB) for line in sub), default=0.0) + (flag if not sub or (len(name) == 1 and len(sub) > 1) else 0.0),
        measure(badge, BADGE, bold=True, spacing=0.06) - (INSET - _PAD),
    )
    width = max(INSET + inner + _PAD, 2 * PORT_INSET + (ends - 1) * PORT_GAP)
    height = 14.0 + (16.0 if badge else 0.0) + 22.0 * len(name) + 17.0 * len(sub) + 12.0
    return Card(node, badge, name, sub, float(round(width)), height, not node.named)


def label_of(link: ChartLink, *, back: bool) -> Label:
    """The label of a line: the word always, the share where known, the note in small lines."""
    words = wrap(link.words, 220.0, WORDS, lines=2, bold=True)
    note = wrap(link.note, _NOTE_WIDTH, NOTE, lines=3) + (("closes a cycle",) if back else ())
    width = max([0.0, *(measure(line, WORDS, bold=True) for line in words), *(measure(line, NOTE) for line in note)])
    return Label(words, note, float(round(width + 2)), 19.0 * len(words) + 16.5 * len(note) + 2.0, back)
