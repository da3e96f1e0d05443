"""The scene of a question: the stakes that bear on a rule, gathered from the view, with what the parties are.

Owns how far to walk for which rule, and who acts as one.  Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.generation.interest_table import UNNAMED
from graph.queries.context import QueryContext
from graph.rules.model import Combine
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT
from ontology.statements import Kind

_LINKS = "ecb-close-links"
_STATE = (Kind.STATE.value, Kind.STATE_BODY.value)


class _Kinds(Mapping[int, Kind]):
    """What parties are, looked up when a rule asks."""

    def __init__(self, context: QueryContext, parties: Iterable[int]) -> None:
        self._asking, self._parties = context, dict.fromkeys(parties)

    def __getitem__(self, party: int) -> Kind:
        if party not in self._parties:
            raise KeyError(party)
        return Kind(self._asking.party(party).kind)

    def __iter__(self) -> Iterator[int]:
        return iter(self._parties)

    def __len__(self) -> int:
        return len(self._parties)


def scene_above(context: QueryContext, subject: int) -> tuple[Subgraph, list[int], set[int]]:
    """The scene of "who meets the rule for this company", its parties nearest first, and where the limit stopped the walk."""
    above, cut = context.ancestors([subject])
    if context.options.rule != _LINKS:
        return scene(context, above), above, cut
    below, short = context.descendants(above)
    around, cut_around = context.ancestors(below)
    return scene(context, around), above, cut | cut_around | ({subject} if short else set())


def scene_below(context: QueryContext, start: Iterable[int]) -> tuple[Subgraph, bool]:
    """The scene of "what these parties reach by the rule", and whether the limit stopped the walk."""
    parties = list(start)
    parties += [p for group in context.groups if group & set(parties) for p in sorted(group)]
    if context.options.rule == _LINKS:
        above, cut_above = context.ancestors(parties)
        below, cut = context.descendants(above)
        around, cut_around = context.ancestors(below)
        return scene(context, around), cut or bool(cut_above or cut_around)
    below, cut = context.descendants(parties)
    if context.options.chosen.get("indirect", "") == "multiply" or context.options.chosen.rule.combine is Combine.MULTIPLY:
        around, cut_around = context.ancestors(below)
        return scene(context, around), cut or bool(cut_around)
    return scene(context, below), cut


def scene(context: QueryContext, companies: Iterable[int]) -> Subgraph:
    """The stakes in some companies as the rule of the question reads them."""
    held = {company: context.view.stakes(company) for company in companies}
    chosen = context.options.chosen
    one = chosen.get("state", "several") == "one"
    parties: Iterable[int] = ()
    if chosen.rule.id != DEFAULT or one:
        parties = {*held, *(s.holder for stakes in held.values() for s in stakes if s.holder != UNNAMED)}
    states: dict[int, str] = {}
    if one:
        for number in sorted(parties):
            party = context.party(number)
            if party.kind in _STATE and party.jurisdiction:
                states[number] = party.jurisdiction
    made = Subgraph(held, context.complete(held), _Kinds(context, parties), context.groups, states)
    return made.read_as(unknown=chosen.get("unknown", "open"), state=chosen.get("state", "several"), veto=chosen.get("veto", "ignored"))
