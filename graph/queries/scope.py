"""The scene of a question: the stakes that bear on a rule, gathered from the view, with what the parties are.

Owns how far to walk for which rule, and who acts as one.  Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.generation.interest_table import UNNAMED
from graph.queries.context import Asking
from graph.rules.model import Combine
from graph.rules.subgraph import Scene
from graph.rules.table import DEFAULT
from ontology.statements import Kind

_LINKS = "ecb-close-links"
_STATE = (Kind.STATE.value, Kind.STATE_BODY.value)


class _Kinds(Mapping[int, Kind]):
    """What parties are, looked up when a rule asks."""

    def __init__(self, asking: Asking, parties: Iterable[int]) -> None:
        self._asking, self._parties = asking, dict.fromkeys(parties)

    def __getitem__(self, party: int) -> Kind:
        if party not in self._parties:
            raise KeyError(party)
        return Kind(self._asking.party(party).kind)

    def __iter__(self) -> Iterator[int]:
        return iter(self._parties)

    def __len__(self) -> int:
        return len(self._parties)


def scene_above(asking: Asking, subject: int) -> tuple[Scene, list[int], set[int]]:
    """The scene of "who meets the rule for this company", its parties nearest first, and where the limit stopped the walk."""
    above, cut = asking.above([subject])
    if asking.options.rule != _LINKS:
        return scene(asking, above), above, cut
    below, short = asking.below(above)
    around, cut_around = asking.above(below)
    return scene(asking, around), above, cut | cut_around | ({subject} if short else set())


def scene_below(asking: Asking, start: Iterable[int]) -> tuple[Scene, bool]:
    """The scene of "what these parties reach by the rule", and whether the limit stopped the walk."""
    parties = list(start)
    parties += [p for group in asking.groups if group & set(parties) for p in sorted(group)]
    if asking.options.rule == _LINKS:
        above, cut_above = asking.above(parties)
        below, cut = asking.below(above)
        around, cut_around = asking.above(below)
        return scene(asking, around), cut or bool(cut_above or cut_around)
    below, cut = asking.below(parties)
    if asking.options.chosen.get("indirect", "") == "multiply" or asking.options.chosen.rule.combine is Combine.MULTIPLY:
        around, cut_around = asking.above(below)
        return scene(asking, around), cut or bool(cut_around)
    return scene(asking, below), cut


def scene(asking: Asking, companies: Iterable[int]) -> Scene:
    """The stakes in some companies as the rule of the question reads them."""
    held = {company: asking.view.stakes(company) for company in companies}
    chosen = asking.options.chosen
    one = chosen.get("state", "several") == "one"
    parties: Iterable[int] = ()
    if chosen.rule.id != DEFAULT or one:
        parties = {*held, *(s.holder for stakes in held.values() for s in stakes if s.holder != UNNAMED)}
    states: dict[int, str] = {}
    if one:
        for number in sorted(parties):
            party = asking.party(number)
            if party.kind in _STATE and party.jurisdiction:
                states[number] = party.jurisdiction
    made = Scene(held, asking.complete(held), _Kinds(asking, parties), asking.groups, states)
    return made.read_as(unknown=chosen.get("unknown", "open"), state=chosen.get("state", "several"), veto=chosen.get("veto", "ignored"))
