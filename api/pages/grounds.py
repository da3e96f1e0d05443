"""What an answer stands on, for the first screen: the day, the rule, on whose word, what is not known, and where the trail ends.

Wording only; nothing is decided here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from api.pages.ages import describe_length
from api.pages.urls import Urls
from graph.answers.common import DatedAnswer, LinkAnswer, PartyRef, Range, RuleRef, SourceAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries.dead_ends import describe_dead_end, describe_dead_ends
from graph.queries.phrases import capitalise, describe_range, format_share, join, name_author
from graph.queries.rule_words import describe_standing
from graph.queries.stand_ins import close_stand_ins
from graph.rules.table import RULES
from ontology.dates import first_day
from ontology.statements import Kind, Source

_SPELLED: Final = 3
"""Sources, gaps and ends of the trail that the first screen spells out."""
_YEAR: Final = 365
"""Days that a source may be older than the day of an answer without a word about it."""
_STATES: Final = (Kind.STATE, Kind.STATE_BODY)


class Text(NamedTuple):
    """A piece of a line, perhaps with a way on."""

    text: str
    href: str | None = None


class Ground(NamedTuple):
    """One line of the first screen."""

    label: str
    texts: list[Text]


def list_grounds(answer: ControllersAnswer, urls: Urls) -> list[Ground]:
    """The lines of the first screen, those that have something to say."""
    grounds = [
        *_list_common(answer, answer.rule, list_cited_sources(answer), urls),
        Ground("Not known", [Text(text) for text in _list_unknowns(answer)]),
        Ground("The trail ends", [Text(f"{capitalise(text)}.") for text in _list_ends(answer)]),
    ]
    return [ground for ground in grounds if ground.texts]


def list_controlled_grounds(answer: ControlledAnswer, sources: Sequence[Source], rivals: Sequence[Source], urls: Urls) -> list[Ground]:
    """The same of what a party controls.  ``sources``: those that its chains rest on; ``rivals``: those that disagree with some of them."""
    grounds = [*_list_common(answer, answer.rule, sources, urls), Ground("Who disagrees", _list_sources(rivals, urls))]
    return [ground for ground in grounds if ground.texts]


def _list_common(answer: DatedAnswer, rule: RuleRef, sources: Sequence[SourceAnswer | Source], urls: Urls) -> list[Ground]:
    """The day, the rule, and on whose word."""
    return [
        Ground("On", [Text(_describe_day(answer, sources))]),
        Ground("By the rule", [Text(_describe_rule(rule, answer.as_of))]),
        Ground("On the word of", _list_sources(sources, urls)),
    ]


def write_day(day: str) -> str:
    """A date as people write it; one of a month or a year stays as it is.

    >>> write_day("2018-12-02"), write_day("2018")
    ('2 December 2018', '2018')
    """
    if len(day) != 10:
        return day
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _describe_day(answer: DatedAnswer, sources: Sequence[SourceAnswer | Source]) -> str:
    known = f", as known on {write_day(answer.known_at)}" if answer.known_at else ""
    counted = f", {' and '.join(answer.include)} deals counted as done" if answer.include else ""
    return f"{write_day(answer.as_of)}{known}{counted}{_describe_lag(answer.as_of, sources)}"


def _describe_lag(as_of: str, sources: Sequence[SourceAnswer | Source]) -> str:
    """How much older than the day the newest cited source is, where that is a year or more: it cannot tell what happened since."""
    days = [first_day(source.date) for source in sources if source.date]
    lag = (datetime.date.fromisoformat(as_of) - max(days)).days if days else 0
    return f"; the newest source cited is {describe_length(lag)} older" if lag >= _YEAR else ""


def _describe_rule(asked: RuleRef, as_of: str) -> str:
    rule = RULES[asked.id]
    if rule.ultimate:
        return "Control here means more than half of the votes at each link, or control that a source states."
    standing = describe_standing(asked, as_of)
    return f"{rule.statement} {f'{standing[:1].upper()}{standing[1:]}.' if standing else ''}".strip()


def list_cited_sources(answer: ControllersAnswer) -> list[SourceAnswer]:
    """The sources on whose word the chains stand; where nobody is shown, those of the largest holders; else all that were looked at."""
    links = [link for c in answer.controllers for link in c.chain]
    ids = [source for link in links for source in link.sources] or [i for h in answer.largest_holders for i in h.sources]
    by_id = {source.id: source for source in answer.sources}
    return [by_id[iri] for iri in dict.fromkeys(ids) if iri in by_id] or list(answer.sources)


def list_link_sources(generation: Generation, links: Iterable[LinkAnswer]) -> list[Source]:
    """The sources that some links rest on, each once."""
    ids = dict.fromkeys(iri for link in links for iri in link.sources)
    return [generation.sources[iri] for iri in ids if iri in generation.sources]


def list_rival_sources(generation: Generation, links: Iterable[LinkAnswer]) -> list[Source]:
    """The sources that disagree with some links, each once."""
    ids = dict.fromkeys(rival.source for link in links for rival in link.disagrees if rival.source != link.source)
    return [generation.sources[iri] for iri in ids if iri in generation.sources]


def list_statement_sources(generation: Generation, statements: Iterable[str]) -> list[Source]:
    """The sources of some statements, each once."""
    ids = dict.fromkeys(generation.statement(iri).source for iri in dict.fromkeys(statements))
    return [generation.sources[iri] for iri in ids]


def _list_sources(cited: Sequence[SourceAnswer | Source], urls: Urls) -> list[Text]:
    texts = [Text(_name_source(source), urls.source(source.id)) for source in cited[:_SPELLED]]
    return [*texts, *([Text(f"and {len(cited) - _SPELLED} more", "#table")] if len(cited) > _SPELLED else [])]


def _name_source(source: SourceAnswer | Source) -> str:
    by = name_author(source.title, source.author, source.publisher)
    return ", ".join(filter(None, (source.title, by, write_day(source.date) if source.date else "no date")))


def _list_unknowns(answer: ControllersAnswer) -> list[str]:
    """Whose hands the rest is in, and the stakes of the chains that no source sizes."""
    texts = [f"who owns {_limit(r.range)} of {answer.subject.name}" for r in answer.residual if r.max and r.subject == answer.subject.id]
    unsized = {link.statement: link for c in answer.controllers for link in c.chain if not format_share(link) and not link.through}
    texts += [close_stand_ins(f"what share {link.holder.name} has in {link.subject.name}", link) for link in unsized.values()]
    texts = list(dict.fromkeys(texts))
    more = [f"and {len(texts) - _SPELLED} more shares"] if len(texts) > _SPELLED else []
    texts = [*texts[:_SPELLED], *more]
    return [f"{capitalise('; '.join(texts))}."] if texts else []


def _limit(size: Range) -> str:
    limit = "less than" if size.max_open else "up to"
    return describe_range(size) if size.min else f"{limit} {describe_range(Range(min=size.max, max=size.max))}"


def _list_ends(answer: ControllersAnswer) -> list[str]:
    """Why nobody is named above those who control; where nobody is shown to, why the search ended."""
    if not answer.controllers:
        texts = describe_dead_ends(answer.stopped, _SPELLED)
        rest = len(texts) - _SPELLED
        return [*texts[:_SPELLED], *([f"{rest} more ends are listed below"] if rest > 0 else [])]
    texts = []
    for controller in answer.controllers[:_SPELLED]:
        if controller.ring:
            ring = join([p.name for p in controller.ring])
            texts.append(close_stand_ins(f"nobody outside the ring of {ring} is shown above it", controller.ring))
        else:
            texts += chain.from_iterable(_describe_end(party, answer) for party in controller.group or (controller.party,))
    return list(dict.fromkeys(texts))


def _describe_end(party: PartyRef, answer: ControllersAnswer) -> Iterator[str]:
    """Why nobody is named above a controller; nothing of one above which the answer names somebody, who may control it."""
    kind = Kind(party.kind)
    if kind.is_never_owned:
        what = "a state" if kind is Kind.STATE else "a body of a state" if kind in _STATES else "a person"
        yield f"at {party.name}, {what}"
        return
    ends = [describe_dead_end(end) for end in answer.stopped if end.party.id == party.id and end.reason != "no data"]
    yield from ends
    links = (*(link for c in answer.controllers for link in c.chain), *answer.not_counted)
    if not ends and all(link.subject.id != party.id for link in links):
        yield f"no source here says who is above {party.name}"
