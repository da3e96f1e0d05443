"""The model of a chart: parties, links and stacks, already worded.  Knows no answer, no geometry and no SVG.

Every text is a source's or the wording's; this module only carries it.  Shares are in share units (ontology/shares.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ontology.shares import WHOLE, to_percent

Role = Literal["subject", "controller"]
LinkKind = Literal["owns", "controls", "other"]
LinkStyle = Literal[
    "stated", "inferred", "indirect", "agreed", "planned", "alleged", "former", "possible", "unclear", "disputed", "denied", "impossible",
    "same",
]  # fmt: skip
"""How a line looks: what is stated and holds, what is worked out, and each way in which a claim does not simply hold."""


@dataclass(frozen=True, slots=True)
class ChartNode:
    """One card.

    ``kind`` is a value of ontology.statements.Kind; ``badge`` stands above the name; ``named`` is False where no source names the party
    (dashed card).
    """

    id: str
    name: str
    sub: str = ""
    kind: str = "unknown"
    country: str | None = None
    role: Role | None = None
    badge: str = ""
    href: str | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class ChartLink:
    """One line from holder to subject.  ``verb`` and ``share`` are its wording, such as ``Owns`` and ``51 %``.

    The bounds are in share units, None where unknown.
    """

    id: str
    holder: str
    subject: str
    verb: str = "Owns"
    share: str = ""
    share_min: int | None = None
    share_max: int | None = None
    note: str = ""
    kind: LinkKind = "owns"
    style: LinkStyle = "stated"
    status: str = "in-effect"
    href: str | None = None

    @property
    def words(self) -> str:
        """The words on the line.

        >>> ChartLink("l", "a", "b", share="51 %").words
        'Owns 51 %'
        """
        return f"{self.verb} {self.share}".strip()

    @property
    def middle(self) -> float:
        """The middle of the share as a part of the whole, 0 where it is unknown."""
        if self.share_min is None or self.share_max is None:
            return 0.0
        return (self.share_min + self.share_max) / (2 * WHOLE)


@dataclass(frozen=True, slots=True)
class ChartStack:
    """A drawn node that stands for several parties: ``id`` is the id of that node, ``members`` are the parties left out.

    ``beside``: the party that all of them hold, or are held by; empty for what is left out of a long network.
    """

    id: str
    members: tuple[str, ...]
    beside: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart.  ``subject`` is a node id; ``footer`` is the source line, a line break starts a second one."""

    subject: str
    title: str
    subtitle: str = ""
    nodes: tuple[ChartNode, ...] = ()
    links: tuple[ChartLink, ...] = ()
    stacks: tuple[ChartStack, ...] = ()
    footer: str = ""
    as_of: str | None = None
    permalink: str | None = None

    def describe(self) -> str:
        """One sentence for readers who do not see the drawing."""
        parties, links = len(self.nodes), len(self.links)
        return f"{self.title}. {parties} {'party' if parties == 1 else 'parties'}, {links} {'link' if links == 1 else 'links'}."


def to_json(chart: Chart) -> dict[str, Any]:
    """Write the chart as JSON values: shares in percent, keys as the pages use them."""
    stacks = {stack.id: stack for stack in chart.stacks}
    return {
        "subject": chart.subject,
        "asOf": chart.as_of,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "nodes": [_node_to_json(node, stacks.get(node.id)) for node in chart.nodes],
        "edges": [_link_to_json(link) for link in chart.links],
        "stacks": [{"id": stack.id, "members": list(stack.members), "href": stack.href} for stack in chart.stacks],
        "footer": chart.footer,
        "permalink": chart.permalink,
    }


def _node_to_json(node: ChartNode, stack: ChartStack | None) -> dict[str, Any]:
    return {
        "id": node.id,
        "type": node.kind,
        "label": node.name,
        "sub": node.sub,
        "cc": node.country,
        "role": node.role,
        "badge": node.badge,
        "named": node.named,
        "href": node.href,
        "hidden": {"owners": len(stack.members) if stack else 0},
    }


def _link_to_json(link: ChartLink) -> dict[str, Any]:
    has_share = link.share_min is not None and link.share_max is not None
    return {
        "id": link.id,
        "s": link.holder,
        "t": link.subject,
        "kind": link.kind,
        "style": link.style,
        "verb": link.verb,
        "label": link.words,
        "min": None if link.share_min is None else to_percent(link.share_min),
        "max": None if link.share_max is None else to_percent(link.share_max),
        "exact": has_share and link.share_min == link.share_max,
        "note": link.note,
        "status": link.status,
        "href": link.href,
    }
