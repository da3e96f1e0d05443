"""Make what the answer page shows from an answer: figures, notes and rows, in words.  Wording only; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from api.pages.highlights import MarkedQuote, mark_quotes
from api.pages.urls import Urls
from graph.answers.common import PartyRef, RuleRef, TriedAnswer, VotesRange
from graph.answers.controllers import ControllerAnswer, ControllersAnswer
from graph.chart.model import ChartStack
from graph.queries import QueryContext
from graph.queries.caveats import find_inconsistencies
from graph.queries.claim_words import describe_badge
from graph.queries.conditions import describe_candidates, list_tried
from graph.queries.dead_ends import describe_dead_ends
from graph.queries.none_shown import describe_disputes, describe_not_counted, find_largest, find_size, name_largest
from graph.queries.phrases import capitalise, describe_claim, describe_excess, format_range, format_share, is_majority, join, speak_codes
from graph.queries.relations import Relation
from graph.queries.rivals import describe_rivals, describe_sources_of_sum
from graph.queries.rule_words import speak_threshold
from graph.queries.stand_ins import close_stand_ins
from graph.queries.wording import list_conditions
from graph.rules.table import RULES
from ontology.statements import REGISTER_STATEMENT, Attribute, Family, Interest, Kind


class Figure(NamedTuple):
    """One figure of the row below the headline."""

    label: str
    value: str
    note: str


class Note(NamedTuple):
    """Something odd or open that a reader has to know, with a way on."""

    text: str
    href: str | None = None
    link: str = ""


class Row(NamedTuple):
    """A relation with its quotes: one row of the table, one entry of the evidence panel.  ``sources``: ids of those that state it."""

    relation: Relation
    quotes: list[MarkedQuote]
    status: str
    sources: list[str]


class Table(NamedTuple):
    """The rows of the table: those that are written out, and those that are folded away with a line each."""

    rows: list[Row]
    folded: list[Relation]


_ENDS: Final = 20
"""Parties at which the search ended that one line names."""
_ROWS: Final = 20
"""Rows of the table that are written out with their evidence; what the chart draws always is."""


def find_namesakes(*lists: Iterable[PartyRef]) -> frozenset[str]:
    """Return the ids of the parties that have the name of another one of the same list."""
    namesakes: set[str] = set()
    for parties in lists:
        ids_of: dict[str, set[str]] = {}
        for party in parties:
            ids_of.setdefault(party.name, set()).add(party.id)
        namesakes.update(*(ids for ids in ids_of.values() if len(ids) > 1))
    return frozenset(namesakes)


def list_thresholds(rule: RuleRef) -> list[tuple[str, str, bool]]:
    """The thresholds that a rule may be asked with: value of ``set``, words, and whether it is the one.

    None where the rule has only one.
    """
    choices = [choice for p in RULES[rule.id].parameters if p.name == "threshold" for choice in p.choices]
    words = list(map(speak_threshold, choices))
    asked = rule.parameters.get("threshold", choices[0] if choices else "")
    return [(f"threshold:{choice}", text, choice == asked) for choice, text in zip(choices, words, strict=True)]


def make_rows(relations: Sequence[Relation]) -> list[Row]:
    """Each relation with its quotes, its standing in words and its sources."""
    return [
        Row(r, mark_quotes(r.link.evidence), describe_badge(r.standing), list(r.link.sources))
        if r.link
        else Row(r, [], describe_badge(r.standing) if r.same else "Inferred", [])
        for r in relations
    ]


def make_table(relations: Sequence[Relation], stacks: Sequence[ChartStack]) -> Table:
    """Write out the relations between parties that the chart draws as cards of their own, then the first of the others; fold the rest."""
    stacked = {member for stack in stacks for member in stack.members}
    drawn = {r.id for r in relations if not stacked & {r.holder.id, r.subject.id}}
    others = [r.id for r in relations if r.id not in drawn]
    written = drawn.union(others[: max(0, _ROWS - len(drawn))])
    if len(relations) - len(written) <= 1:
        return Table(make_rows(relations), [])
    return Table(make_rows([r for r in relations if r.id in written]), [r for r in relations if r.id not in written])


def make_figures(answer: ControllersAnswer, relations: Sequence[Relation]) -> list[Figure]:
    """The four figures: votes, money, what is not known, and what all of it rests on."""
    first = answer.controllers[0] if answer.controllers else None
    figures = _figures_of_controller(answer, first, relations) if first else _figures_of_largest_holder(answer)
    if answer.residual:
        residual = answer.residual[0]
        figures.append(Figure("Not known", format_range(residual.range), "owner(s) not named in any source"))
    elif not Kind(answer.subject.kind).is_never_owned:
        figures.append(Figure("Not known", "0 %", "every share has a named owner"))
    return [*figures, _figure_of_sources(answer, relations)]


def _figures_of_controller(answer: ControllersAnswer, first: ControllerAnswer, relations: Sequence[Relation]) -> list[Figure]:
    names = {r.holder.id: r.holder.name for r in relations}
    last = [link for link in first.chain if link.subject.id == answer.subject.id]
    members = {first.party.id, *(p.id for p in first.group)}
    holders = list(dict.fromkeys(names.get(link.holder.id, link.holder.name) for link in last if link.holder.id not in members))
    how = f"through {join(holders)}" if 0 < len(holders) <= 3 else f"through {len(holders)} holders" if holders else "held directly"
    is_agreed = any(link.status == "agreed" for link in last)
    if first.votes.exercisable:
        how += f"; of {format_range(first.votes.exercisable)} that can be exercised"
    if first.votes.assumed:
        how += "; one share taken as one vote"
    note = f"{how}; more than half" if is_majority(first.votes) else f"{how}, if the agreed deal is done" if is_agreed else how
    unsized = next((link for link in first.chain if not format_share(link)), None)
    money = "of the money, through every chain"
    if unsized is not None and first.economic.min == 0:
        money = f"no source gives a figure for the stake in {names.get(unsized.subject.id, unsized.subject.name)}"
    votes = format_range(first.votes)
    if (first.votes.min, first.votes.max) == (0, 100):
        votes = "not stated"
        note = f"controls, share not stated; {how}" if any(Interest(link.interest).family is Family.CONTROL for link in last) else how
    return [Figure("Votes controlled", votes, note), Figure("Economic interest", format_range(first.economic), money)]


def _figures_of_largest_holder(answer: ControllersAnswer) -> list[Figure]:
    if not answer.largest_holders and Kind(answer.subject.kind).is_never_owned:
        return []
    if not answer.largest_holders:
        return [Figure("Largest holder", "none named", "on this date"), Figure("Votes controlled", "not shown", "by these sources")]
    largest = find_largest(answer) or answer.largest_holders[:1]
    size = find_size(largest[0], answer.rule)
    label = "Largest holders, each" if len(largest) > 1 else "Largest holder"
    assumed = "; one share taken as one vote" if isinstance(size, VotesRange) and size.assumed else ""
    return [
        Figure(label, format_range(size) if size else "no share stated", f"{name_largest(answer, largest)}{assumed}"),
        Figure("Votes needed for control", "more than 50 %", "held by one party or a group it controls"),
    ]


def _figure_of_sources(answer: ControllersAnswer, relations: Sequence[Relation]) -> Figure:
    stated = [r for r in relations if r.link]
    agreed = sum(r.status == "agreed" for r in stated)
    parts = [_count(len(stated), "stated link") + (f" ({agreed} agreed)" if agreed else "")]
    if inferred := sum(relation.inferred for relation in relations):
        parts.append(f"{inferred} inferred")
    if tried := sum(relation.same is not None for relation in relations):
        parts.append(_count(tried, "candidate"))
    sources = {e.source for r in stated if r.link for e in r.link.evidence} | {s.id for s in answer.sources}
    return Figure("Based on", _count(len(sources), "source"), ", ".join(parts))


def list_notes(answer: ControllersAnswer, urls: Urls) -> list[Note]:
    """What is open or odd: candidates, agreed deals, rings, several controllers, conflicts, sums over 100 %, unreviewed claims, ends."""
    notes = _notes_on_candidates(answer, urls) + _notes_on_agreed_deals(answer, urls)
    if answer.contested:
        notes.append(Note("The sources name more than one controller, and the rule cannot choose between them. All are listed."))
    notes += [
        Note(f"{join([p.name for p in c.ring])} hold each other in a ring; nobody outside the ring is shown to control them.")
        for c in answer.controllers
        if c.ring
    ]
    titles = {source.id: source.title for source in answer.sources}
    disputed = {link.statement: link for c in answer.controllers for link in c.chain if link.disagrees or link.repeated or link.duplicated}
    sides = [(text, link) for link in disputed.values() for text in describe_rivals(link, titles)]
    notes += [Note(f"{text}.", urls.statement((link.disagrees or (link,))[0].statement), "Read it") for text, link in sides]
    told = {iri for link in disputed.values() for iri in link.statements}
    for conflict in answer.conflicts:
        if told.issuperset(conflict.statements):
            continue
        text = f"Sources disagree about {conflict.subject.name}: {len(conflict.statements)} statements cannot all be true."
        notes.append(Note(text, urls.statement(conflict.statements[0]), "Read the first of them"))
    links = [link for c in answer.controllers for link in c.chain]
    for i in answer.inconsistencies:
        since = describe_sources_of_sum(i.subject.id, links, titles) if i.code == "OVER_100" else ""
        notes.append(Note(f"{capitalise(i.what)}{since}.".replace("..", ".")))
    unreviewed = {link.statement for c in answer.controllers for link in c.chain if link.reviewed is False}
    if unreviewed:
        count = _count(len(unreviewed), "statement")
        notes.append(Note(f"{count} of this chain came out of a text by program, and no person reviewed it."))
    if answer.verdict == "not_shown" and answer.largest_holders:
        notes.append(Note("No named holder is shown to hold more than half of the votes, alone or with what it controls."))
    notes += [Note(f"{text}.") for text in (*describe_disputes(answer), *describe_not_counted(answer))]
    if answer.truncated:
        notes.append(Note("The network above is too large to be walked whole; this answer rests on a part of it."))
    return [note._replace(text=close_stand_ins(note.text, answer)) for note in notes]


def _notes_on_candidates(answer: ControllersAnswer, urls: Urls) -> list[Note]:
    """What candidates would change, or have changed, with the way to the other answer."""
    if waiting := describe_candidates(answer):
        return [Note(f"{waiting}.", urls.entity_with(answer.subject.id, identity="candidates"), "Ask with them")]
    if answer.identity:
        conditions = list_conditions(answer) or ["No candidate changes this answer."]
        texts = [Note(text) for text in conditions[:-1]]
        return [*texts, Note(conditions[-1], urls.entity_with(answer.subject.id, identity=None), "Ask without candidates")]
    return []


def _notes_on_agreed_deals(answer: ControllersAnswer, urls: Urls) -> list[Note]:
    agreed = list({link.statement: link for c in answer.controllers for link in c.chain if link.status == "agreed"}.values())
    if not agreed:
        return []
    if "agreed" in answer.include:
        text = f"This counts {_count(len(agreed), 'agreed deal')} as done; completion is not stated."
        return [Note(text, urls.entity_with(answer.subject.id, include=None), "Count only what is in effect")]
    deals = join([describe_claim(link) for link in agreed[:3]])
    text = f"The sources say that {deals}, but not that it was completed."
    return [Note(text, urls.entity_with(answer.subject.id, include="agreed"), "Count agreed deals as done")]


def list_tried_notes(answer: TriedAnswer, other: str) -> list[Note]:
    """What candidates would change in an answer, or have changed.  ``other``: the address of it asked the other way."""
    if waiting := describe_candidates(answer):
        return [Note(f"{waiting}.", other, "Ask with them")]
    sentences = list_tried(answer)
    return [*map(Note, sentences[:-1]), Note(sentences[-1], other, "Ask without candidates")] if sentences else []


def note_sums(context: QueryContext, relations: Sequence[Relation]) -> list[str]:
    """What is said of the companies of some relations whose stated shares add to more than the whole."""
    subjects = dict.fromkeys(r.subject.id for r in relations if r.standing == "impossible")
    numbers = [number for iri in subjects if (number := context.generation.party_number(iri)) is not None]
    return [f"{capitalise(describe_excess(i.what))}." for i in find_inconsistencies(context, numbers) if i.code == "OVER_100"]


def list_dead_ends(answer: ControllersAnswer) -> list[str]:
    """Where the search upwards ended without a person or a state, the ends of one kind together."""
    return [f"{capitalise(text)}." for text in describe_dead_ends(answer.stopped, _ENDS)]


def describe_attribute(attribute: Attribute, name: Callable[[str | None], str]) -> str:
    """What an attribute says: qualifier, value, unit, date.  ``name`` gives a party's name from its IRI.

    >>> describe_attribute(Attribute(name="employees", value="45000", datatype="number", unit="people", qualifier="more than"), str)
    'more than 45,000 people'
    """
    value = name(attribute.value) if attribute.datatype == "party" else attribute.value
    if attribute.name == REGISTER_STATEMENT:
        value = capitalise(speak_codes(value))
    if attribute.datatype == "number" and value.isdigit() and len(value) > 4:
        value = f"{int(value):,}"
    return " ".join(w for w in (attribute.qualifier, value, attribute.unit, attribute.at and f"({attribute.at})") if w)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
