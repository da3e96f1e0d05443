"""Whose verdict is another one than in an earlier generation, and by which statements.

Only companies that something changed can reach are asked again: the parties about whom the two generations differ
(graph/generation/difference.py), and all below them in either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from graph.answers.batch import UnansweredParty
from graph.answers.changes import ChangeOfVerdict, ChangesAnswer, VerdictAnswer
from graph.answers.common import PartyRef
from graph.answers.controllers import ControllerRef
from graph.generation.difference import compare
from graph.generation.generation import Generation
from graph.network.downstream import mark_below
from graph.queries.batch import Decided, decide_each
from graph.queries.context import QueryContext
from graph.queries.controllers import to_controller_ref
from graph.queries.options import Options
from graph.queries.parties import find_party, to_unanswered
from graph.queries.references import to_rule_ref
from graph.queries.verdict import Holder, decide, find_ultimate, grade_rows_behind
from graph.queries.wording import describe_verdict
from ontology.errors import NoMatch, SeveralMatches

Key = frozenset[tuple[frozenset[str], frozenset[str], bool]]


class _Verdict(NamedTuple):
    """A verdict, as far as it is compared."""

    key: Key
    truncated: bool


class _Side(NamedTuple):
    """One of the two generations, asked."""

    context: QueryContext
    names: Generation
    """The generation whose IRIs name the parties of both: the later one."""

    @property
    def generation(self) -> Generation:
        return self.context.generation

    def name(self, party: int) -> str:
        """The IRI of a party, as the later generation has it."""
        return self.names.canonical_iri(self.generation.party_iri(party))

    def find_numbers(self, name: str) -> list[int]:
        """Find the parties that the later generation knows by one name: none, or more than one where they were not joined yet."""
        number = self.names.party_number(name)
        iris = (name, *(self.names.aliases(number) if number is not None else ()))
        return sorted({found for iri in iris if (found := self.generation.party_number(iri)) is not None})

    def make_key(self, holders: Iterable[Holder]) -> Key:
        """Make what two verdicts have in common when they name the same parties, each as surely."""
        return frozenset((frozenset(map(self.name, h.ring or (h.party,))), frozenset(map(self.name, h.group)), h.certain) for h in holders)


def changes(old: Generation, new: Generation, options: Options, parties: Iterable[str] | None = None) -> ChangesAnswer:
    """Answer whose verdict differs between two generations, on the same day; of these parties only, where a list is given.

    Raises UsageError, NoMatch and SeveralMatches for the parties of the options that act together.
    """
    before, after = _Side(QueryContext.of(old, options), new), _Side(QueryContext.of(new, options), new)
    reached = _list_reached(before, after)
    errors: tuple[UnansweredParty, ...] = ()
    if parties is not None:
        chosen, errors = _find_parties(parties, before, after)
        reached = [name for name in reached if name in chosen]
    verdicts_before, verdicts_after = _decide_all(before, reached), _decide_all(after, reached)
    changed = [name for name in reached if verdicts_before[name].key != verdicts_after[name].key]
    listed = [_describe_change(before, after, name) for name in changed[: options.limits.companies]]
    incomplete = [name for name in reached if verdicts_before[name].truncated or verdicts_after[name].truncated]
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
        truncated=bool(incomplete) or len(listed) < len(changed) or any(c.before.truncated or c.after.truncated for c in listed),
        **after.context.header(),
    )


def _list_reached(before: _Side, after: _Side) -> list[str]:
    """List the companies that something changed can reach, by name, in order."""
    difference = compare(before.generation, after.generation)
    names = {before.name(party) for party in difference.old.tolist()} | {after.name(party) for party in difference.new.tolist()}
    reached: set[str] = set()
    for side in (before, after):
        table = side.generation.interests
        is_held = np.diff(table.subject_start) > 0
        # What differs in one generation reaches, in the other, whoever is below the same party there.
        numbers = {name: side.find_numbers(name) for name in names}
        differing = np.array(sorted({number for found in numbers.values() for number in found}), np.int64)
        reached.update(side.name(party) for party in np.flatnonzero(mark_below(table, differing) & is_held).tolist())
        # One that was parted from another since is known by that one's name here.
        reached.update(name for name, found in numbers.items() if is_held[found].any())
    return sorted(reached)


def _find_parties(texts: Iterable[str], before: _Side, after: _Side) -> tuple[set[str], tuple[UnansweredParty, ...]]:
    """Find the parties of a list by name, in the later generation or else in the earlier one; and the errors for those in neither."""
    chosen: set[str] = set()
    errors: list[UnansweredParty] = []
    for text in texts:
        try:
            chosen.add(after.name(find_party(after.generation, text)))
        except SeveralMatches as error:
            errors.append(to_unanswered(text, error))
        except NoMatch as error:
            try:
                chosen.add(before.name(find_party(before.generation, text)))
            except (NoMatch, SeveralMatches):
                errors.append(to_unanswered(text, error))
    return chosen, tuple(errors)


def _decide_all(side: _Side, names: Iterable[str]) -> dict[str, _Verdict]:
    """Decide who meets the rule for each company; nobody where the generation does not know it."""
    numbers = {name: side.find_numbers(name) for name in names}
    companies = sorted({number for found in numbers.values() for number in found})
    decided = {verdict.company: verdict for verdict in decide_each(side.context, companies)}
    return {name: _join_verdicts(side, [decided[number] for number in found]) for name, found in numbers.items()}


def _join_verdicts(side: _Side, verdicts: Sequence[Decided]) -> _Verdict:
    """Make one of the verdicts on the parties that the later generation knows as one."""
    key = side.make_key(holder for verdict in verdicts for holder in verdict.holders)
    return _Verdict(key, any(verdict.truncated for verdict in verdicts))


def _describe_change(before: _Side, after: _Side, name: str) -> ChangeOfVerdict:
    old_answer, old_rows = _describe_side(before, name)
    new_answer, new_rows = _describe_side(after, name)
    return ChangeOfVerdict(
        party=_to_party_ref(before, after, name),
        before=old_answer,
        after=new_answer,
        began=tuple(sorted({statement for statement, _ in new_rows - old_rows})),
        ended=tuple(sorted({statement for statement, _ in old_rows - new_rows})),
    )


def _to_party_ref(before: _Side, after: _Side, name: str) -> PartyRef:
    """Return the company of this name as the later generation tells it, or else the earlier one."""
    side, numbers = next((side, numbers) for side in (after, before) if (numbers := side.find_numbers(name)))
    return side.context.references.party(numbers[-1])


def _describe_side(side: _Side, name: str) -> tuple[VerdictAnswer, frozenset[tuple[str, bytes]]]:
    """Return the verdict on a company in one generation, and the rows behind it as statements with their content."""
    subject: PartyRef | None = None
    truncated = False
    controllers: list[ControllerRef] = []
    rows: set[tuple[str, bytes]] = set()
    for company in side.find_numbers(name):
        verdict = decide(side.context, company)
        ultimate = find_ultimate(side.context, verdict)
        subject = side.context.references.party(company)
        truncated = truncated or verdict.truncated
        controllers += [to_controller_ref(side.context.references, holder, ultimate) for holder in verdict.holders]
        for row, is_certain in grade_rows_behind(side.context, verdict).items():
            statement = side.context.references.statement(row)
            # Where and when a statement was read is no part of what it says.
            content = msgspec.json.encode((is_certain, msgspec.structs.replace(statement, evidence=())))
            rows.add((statement.id, content))
    outcome = "certain" if any(c.certainty == "certain" for c in controllers) else "possible" if controllers else "not_shown"
    sentence = describe_verdict(subject, controllers, to_rule_ref(side.context.options)) if subject else "These sources do not know it"
    return VerdictAnswer(verdict=outcome, controllers=tuple(controllers), sentence=sentence, truncated=truncated), frozenset(rows)
