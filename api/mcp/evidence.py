"""On what an answer rests and who disagrees with it, in words with its links: for tools of every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.mcp.reply import Citation
from api.mcp.tool import ToolCall
from graph.answers.common import ConflictAnswer, DatedAnswer, InconsistencyAnswer, LinkAnswer, RuleRef, TriedAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries.conditions import describe_candidates, list_tried
from graph.queries.figures import to_size
from graph.queries.interest_words import describe_interest
from graph.queries.phrases import describe_claim, describe_closing, describe_size
from graph.queries.references import SUPPOSED, is_reviewed
from graph.queries.rivals import describe_rivals
from graph.queries.rule_words import describe_day, describe_standing, name_rule
from graph.rules.table import RULES
from ontology.statements import InterestStatement


def cite_links(call: ToolCall, links: Iterable[LinkAnswer]) -> tuple[Citation, ...]:
    """The statements of the links, then those that disagree with them, each once."""
    cited = {link.statement: link for link in links}
    rivals = (rival.statement for link in cited.values() for rival in link.disagrees)
    return (*(_cite_link(call, link) for link in cited.values()), *cite_statements(call, (s for s in rivals if s not in cited)))


def cite_statements(call: ToolCall, statements: Iterable[str]) -> tuple[Citation, ...]:
    """The statements of interests of these ids, each once."""
    records = (call.generation.statement(iri) for iri in dict.fromkeys(statements) if not iri.startswith(SUPPOSED))
    return tuple(_cite_statement(call, record) for record in records if isinstance(record, InterestStatement))


def list_disagreements(call: ToolCall, links: Iterable[LinkAnswer]) -> tuple[str, ...]:
    """What a source says against a link, each once."""
    titles = _Titles(call.generation)
    return tuple(dict.fromkeys(text for link in links for text in describe_rivals(link, titles)))


def list_conflicts(
    call: ToolCall, conflicts: Iterable[ConflictAnswer], inconsistencies: Iterable[InconsistencyAnswer], links: Sequence[LinkAnswer] = ()
) -> tuple[str, ...]:
    """Statements about one company that cannot all be true, unless the links say which disagree, and shares that do not add up."""
    told = {statement for link in links if link.disagrees for statement in link.statements}
    return (
        *(
            f"{len(c.statements)} statements about {c.subject.name} cannot all be true: {', '.join(map(call.compact, c.statements))}"
            for c in conflicts
            if not told.issuperset(c.statements)
        ),
        *(i.what for i in inconsistencies),
    )


def word_claim(link: LinkAnswer) -> str:
    """What a statement says, when, and whether it says so, denies it or tells what others allege."""
    if link.closed_at:
        return describe_closing(link, f" since {link.valid_from}" if link.valid_from else "")
    return _lead(link.status) + describe_claim(link) + _describe_more(link.details, link.valid_from, link.valid_until)


def describe_asked(answer: DatedAnswer, rule: RuleRef | None = None, verdict: str | None = None) -> str:
    """By which rule and for which day was asked, and of which generation of the data."""
    parts = [f"Verdict: {verdict.replace('_', ' ')}"] if verdict else []
    if rule is not None:
        parts.append(f"rule: {name_rule(rule)} (version {rule.version})")
        defaults = {parameter.name: parameter.default for parameter in RULES[rule.id].parameters}
        parts += [f"with {name} set to {value}" for name, value in rule.parameters.items() if value != defaults[name]]
        standing = describe_standing(rule, answer.as_of)
        parts += [standing] if standing else []
    return f"{'; '.join([*parts, describe_day(answer)])}; generation {answer.generation} of the data."


def describe_tried(answer: ControllersAnswer | TriedAnswer) -> tuple[str, ...]:
    """What candidates would change, and how that is asked; of an answer that was asked with them what holds only if they are right."""
    waiting = describe_candidates(answer)
    if waiting:
        return (f"who is whom: {waiting} (ask with identity candidates)",)
    return tuple(list_tried(answer)) if isinstance(answer, TriedAnswer) else ()


def _cite_link(call: ToolCall, link: LinkAnswer) -> Citation:
    is_supposed = link.statement.startswith(SUPPOSED)
    source = call.generation.sources.get(link.source or "")
    quotes = dict.fromkeys(e.quote for e in link.evidence if e.quote)
    return Citation(
        statement=link.statement,
        says=word_claim(link),
        source=source.title if source else None,
        stated_at=link.stated_at,
        reviewed=link.reviewed,
        # A quote inside a longer one (the number in its sentence) tells a reader nothing more.
        quotes=tuple(text for text in quotes if not any(text != other and text in other for other in quotes)),
        url=next((e.url for e in link.evidence if e.url), source.url if source else None),
        page=None if is_supposed else call.link(call.urls().statement(link.statement)),
    )


def _cite_statement(call: ToolCall, record: InterestStatement) -> Citation:
    source = call.generation.sources[record.source]
    size = describe_size(to_size(record.share))
    does = describe_interest(record.interest, size, record.status.value)
    claim = f"{_name_party(call, record.holder)} {does} {_name_party(call, record.subject)}"
    return Citation(
        statement=record.id,
        says=_lead(record.status.value) + claim + _describe_more(record.details, record.valid_from, record.valid_until),
        source=source.title,
        stated_at=record.stated_at,
        reviewed=is_reviewed(record.assertion),
        quotes=tuple(dict.fromkeys(e.quote for e in record.evidence if e.quote)),
        url=next((e.url for e in record.evidence if e.url), source.url),
        page=call.link(call.urls().statement(record.id)),
    )


def _lead(status: str) -> str:
    """What comes before a claim that is not simply made."""
    return {"denied": "denies that ", "alleged": "tells of an allegation that ", "supposed": "supposing that "}.get(status, "")


def _describe_more(details: str | None, start: str | None, end: str | None) -> str:
    """What a claim says beside holder, share and subject: the source's own words for it, and when it held."""
    since, until = f" since {start}" if start else "", f" until {end}" if end else ""
    return f"{f' ({details})' if details else ''}{since}{until}"


def _name_party(call: ToolCall, iri: str | None) -> str:
    number = call.generation.party_number(iri) if iri else None
    return "somebody who is not named" if number is None else call.generation.party_summary(number).name


class _Titles(Mapping[str, str]):
    """Source id -> its title, of all sources; looked up, not copied."""

    def __init__(self, generation: Generation) -> None:
        self._sources = generation.sources

    def __getitem__(self, iri: str) -> str:
        return self._sources[iri].title

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)
