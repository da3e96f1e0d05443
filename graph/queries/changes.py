"""Whose verdict is another one than in an earlier generation, and by which statements.

Only companies that something changed can reach are asked again: the parties about whom the two generations differ
(graph/generation/difference.py), and all below them in either.  Parties are compared by names that mean the same in both
(graph/generation/correspondence.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from graph.answers.batch import UnansweredParty
from graph.answers.changes import ChangeOfVerdict, ChangesAnswer, VerdictAnswer
from graph.answers.common import PartyRef
from graph.answers.controllers import ControllerRef
from graph.generation.correspondence import Names, match_parties
from graph.generation.difference import compare
from graph.generation.generation import Generation
from graph.network.downstream import mark_below
from graph.queries.batch import decide_each
from graph.queries.context import QueryContext
from graph.queries.controllers import to_controller_ref
from graph.queries.identity import try_candidates
from graph.queries.options import Options
from graph.queries.parties import find_party, to_unanswered
from graph.queries.references import to_rule_ref
from graph.queries.verdict import Holder, decide, find_alternatives, find_ultimate, grade_rows_behind
from graph.queries.wording import describe_verdict
from ontology.errors import NoMatch, SeveralMatches
from ontology.statements import Change, InterestStatement

Key = frozenset[tuple[frozenset[int], frozenset[int], bool]]


class _Ground(NamedTuple):
    """A statement behind a verdict."""

    id: str
    stated: bytes
    """What it says, whatever its id."""
    counted: tuple[str | None, bool]
    """When it was stated, and whether its stake surely holds."""


class _Side(NamedTuple):
    """One of the two generations, asked.  ``names``: what its parties are called in both."""

    context: QueryContext
    names: Names

    @property
    def generation(self) -> Generation:
        return self.context.generation

    def name(self, party: int) -> int:
        """What a party of this generation is called."""
        return int(self.names.of[party])

    def make_key(self, holders: Iterable[Holder]) -> Key:
        """Make what two verdicts have in common when they name the same parties, each as surely."""
        return frozenset((frozenset(map(self.name, h.ring or (h.party,))), frozenset(map(self.name, h.group)), h.certain) for h in holders)


def changes(old: Generation, new: Generation, options: Options, parties: Iterable[str] | None = None) -> ChangesAnswer:
    """Answer whose verdict differs between two generations, on the same day; of these parties only, where a list is given.

    Raises UsageError, NoMatch and SeveralMatches for the parties of the options that act together.
    """
    before, after = (_Side(QueryContext.of(g, options), names) for g, names in zip((old, new), match_parties(old, new), strict=True))
    reached = _list_reached(before, after)
    errors: tuple[UnansweredParty, ...] = ()
    if parties is not None:
        chosen, errors = _find_parties(parties, before, after)
        reached = np.intersect1d(reached, chosen)
    keys_before, cut_before = _decide_all(before, reached)
    keys_after, cut_after = _decide_all(after, reached)
    changed = _sort_by_iri(before, after, [name for name in reached.tolist() if keys_before.get(name) != keys_after.get(name)])
    incomplete = _sort_by_iri(before, after, cut_before | cut_after)
    candidates = set[frozenset[int]]()
    listed = [_describe_change(before, after, name, candidates) for name in changed[: options.limits.companies]]
    return ChangesAnswer(
        since=old.number,
        since_created=old.manifest.created,
        created=new.manifest.created,
        rule=to_rule_ref(options),
        compared=len(reached),
        changed=len(changed),
        changes=tuple(listed),
        incomplete=len(incomplete),
        incomplete_parties=tuple(_to_party_ref(before, after, name) for name in incomplete[: options.limits.companies]),
        errors=errors,
        candidates=len(candidates) or msgspec.UNSET,
        truncated=bool(incomplete) or len(listed) < len(changed) or any(c.before.truncated or c.after.truncated for c in listed),
        **after.context.header(),
    )


def _list_reached(before: _Side, after: _Side) -> npt.NDArray[np.int64]:
    """List the companies that something changed can reach, by name."""
    difference = compare(before.generation, after.generation)
    names = np.union1d(before.names.of[difference.old], after.names.of[difference.new])
    reached = []
    for side in (before, after):
        table = side.generation.interests
        is_held = np.diff(table.subject_start) > 0
        # What differs in one generation reaches, in the other, whoever is below the same party there.
        differing, numbers = side.names.find_all(names)
        reached.append(side.names.of[mark_below(table, numbers) & is_held])
        # One that was parted from another since is known by that one's name here.
        reached.append(differing[is_held[numbers]])
    return np.unique(np.concatenate(reached))


def _find_parties(texts: Iterable[str], before: _Side, after: _Side) -> tuple[list[int], tuple[UnansweredParty, ...]]:
    """Find the parties of a list by name, in the later generation or else in the earlier one; and the errors for those in neither."""
    chosen: list[int] = []
    errors: list[UnansweredParty] = []
    for text in texts:
        try:
            chosen.append(after.name(find_party(after.generation, text)))
        except SeveralMatches as error:
            errors.append(to_unanswered(text, error))
        except NoMatch as error:
            try:
                chosen.append(before.name(find_party(before.generation, text)))
            except (NoMatch, SeveralMatches):
                errors.append(to_unanswered(text, error))
    return chosen, tuple(errors)


def _decide_all(side: _Side, reached: npt.NDArray[np.int64]) -> tuple[dict[int, Key], set[int]]:
    """Decide who meets the rule for each company: what is compared, by name, where somebody does; and those that a limit kept from being
    decided whole.  Nobody meets it where the generation does not know the company."""
    names, numbers = side.names.find_all(reached)
    known_as: dict[int, list[int]] = {}
    for name, number in zip(names.tolist(), numbers.tolist(), strict=True):
        known_as.setdefault(number, []).append(name)
    keys: dict[int, Key] = {}
    cut: set[int] = set()
    same: dict[Key, Key] = {}
    for verdict in decide_each(side.context, sorted(known_as)):
        if verdict.truncated:
            cut.update(known_as[verdict.company])
        if verdict.holders:
            key = side.make_key(verdict.holders)
            for name in known_as[verdict.company]:
                joined = keys[name] | key if name in keys else key
                # Few parties control many companies: their keys are kept once.
                keys[name] = same.setdefault(joined, joined)
    return keys, cut


def _sort_by_iri(before: _Side, after: _Side, names: Iterable[int]) -> list[int]:
    """Sort parties by the IRI that the later generation has for them, or else the earlier one."""
    count = len(after.generation)
    return sorted(names, key=lambda name: after.generation.party_iri(name) if name < count else before.generation.party_iri(name - count))


def _describe_change(before: _Side, after: _Side, name: int, candidates: set[frozenset[int]]) -> ChangeOfVerdict:
    """Describe a change, and add the candidates that would change a verdict of it, by the names of their parties."""
    (old_answer, old_grounds), (new_answer, new_grounds) = (_describe_side(side, name, candidates) for side in (before, after))
    began, ended = _subtract(new_grounds, old_grounds), _subtract(old_grounds, new_grounds)
    return ChangeOfVerdict(party=_to_party_ref(before, after, name), before=old_answer, after=new_answer, began=began, ended=ended)


def _subtract(grounds: frozenset[_Ground], others: frozenset[_Ground]) -> tuple[str, ...]:
    """Return the ids of statements that say what none of the others says; where no two differ in that, of those that count otherwise."""
    if {ground.stated for ground in grounds} == {ground.stated for ground in others}:
        counted = {(ground.stated, ground.counted) for ground in others}
        return tuple(sorted({ground.id for ground in grounds if (ground.stated, ground.counted) not in counted}))
    stated = {ground.stated for ground in others}
    return tuple(sorted({ground.id for ground in grounds if ground.stated not in stated}))


def _encode_stated(statement: InterestStatement) -> bytes:
    """Write what a statement says, the same wherever and whenever it was read, and whatever its source counts it as."""
    change = Change.CLOSED if statement.change is Change.CLOSED else Change.NEW
    said = msgspec.structs.replace(statement, id="", record=None, change=change, place=None, evidence=(), stated_at=None)
    return msgspec.json.encode(said)


def _to_party_ref(before: _Side, after: _Side, name: int) -> PartyRef:
    """Return the company of this name as the later generation tells it, or else the earlier one."""
    side, numbers = next((side, numbers) for side in (after, before) if (numbers := side.names.find(name)))
    return side.context.references.party(numbers[-1])


def _describe_side(side: _Side, name: int, candidates: set[frozenset[int]]) -> tuple[VerdictAnswer, frozenset[_Ground]]:
    """Return the verdict on a company in one generation, and the statements behind it; add the candidates that would change it."""
    subject: PartyRef | None = None
    truncated = False
    controllers: list[ControllerRef] = []
    grounds: set[_Ground] = set()
    companies = side.names.find(name)
    for company in companies:
        verdict = decide(side.context, company)
        ultimate = find_ultimate(side.context, verdict)
        tried = (candidate for world in try_candidates(side.context, verdict) for candidate in world.candidates)
        candidates.update(frozenset((side.name(candidate.left), side.name(candidate.right))) for candidate in tried)
        # Of two companies two may control at once.
        alternatives = find_alternatives(side.context, verdict) if len(companies) == 1 else frozenset()
        subject = side.context.references.party(company)
        truncated = truncated or verdict.truncated
        controllers += [to_controller_ref(side.context.references, holder, ultimate, alternatives) for holder in verdict.holders]
        for row, is_certain in grade_rows_behind(side.context, verdict).items():
            statement = side.context.references.statement(row)
            grounds.add(_Ground(statement.id, _encode_stated(statement), (statement.stated_at, is_certain)))
    outcome = "certain" if any(c.certainty == "certain" for c in controllers) else "possible" if controllers else "not_shown"
    sentence = describe_verdict(subject, controllers, to_rule_ref(side.context.options)) if subject else "These sources do not know it"
    return VerdictAnswer(verdict=outcome, controllers=tuple(controllers), sentence=sentence, truncated=truncated), frozenset(grounds)
