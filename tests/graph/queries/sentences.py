"""The golden table of sentences: reads golden/sentences.md, publishes its situations together, asks its questions, and writes it again.

``python -m tests.graph.queries.sentences`` writes what the answers say now; a person reads the difference.
"""

from __future__ import annotations

import itertools
import re
import shlex
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, controllers, exposure, history, what_if
from graph.queries.history import Axis
from graph.queries.options import PUBLIC_NAMES, Limits
from graph.queries.rule_words import describe_controlled, describe_exposure
from ontology.shares import Share
from ontology.statements import (
    Assertion,
    Change,
    Directness,
    EntityStatement,
    Evidence,
    Interest,
    InterestStatement,
    Kind,
    Name,
    Reason,
    Review,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base
from tests.scenarios import ask, publish_releases

FILE: Final = Path(__file__).with_name("golden") / "sentences.md"
_BASE: Final = Base()
_PARTY: Final = re.compile(r"^(.*?)(?: \(([a-z-]+)(?::([A-Z]{2}))?\))?$")
"""Name (kind) or name (kind:country), which a situation writes where it names the party first.  #id in the place of a name is the record of
a party without one."""


@dataclass
class Question:
    """One question of a situation, as the command takes it: ``verb``, the names behind it, and the flags with their values."""

    text: str

    @property
    def verb(self) -> str:
        return self.text.partition(" ")[0]

    @cached_property
    def names(self) -> str:
        words = shlex.split(self.text)[1:]
        return " ".join(words[: next((i for i, word in enumerate(words) if word.startswith("--")), len(words))])

    @cached_property
    def flags(self) -> dict[str, list[str]]:
        """Public name of each option -> its values."""
        words, flags = shlex.split(self.text), dict[str, list[str]]()
        for flag, value in itertools.pairwise(words):
            if flag.startswith("--"):
                flags.setdefault(flag.removeprefix("--").replace("-", "_"), []).append(value)
        return flags


@dataclass
class Situation:
    """A small network in rows, and what is asked of it.  ``number`` tells parties of one name apart."""

    number: int
    title: str
    rows: list[dict[str, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def id(self, name: str) -> str:
        return f"{_BASE.iri}ent/{self.number}-{name.strip().replace(' ', '-')}"


def _read_rows(lines: list[str]) -> Iterator[dict[str, str]]:
    """Read the rows of the tables among the lines of one section."""
    header: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|\n").split("|")]
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells
        elif not line.startswith("| ---"):
            yield dict(zip(header, cells, strict=True))


@dataclass
class Table:
    """The golden table, published: all situations as one generation, each source with what it states in any of them."""

    sources: list[Source]
    situations: list[Situation]
    generation: Generation

    @staticmethod
    def read(text: str) -> tuple[list[Source], list[Situation]]:
        """Read the sources and the situations."""
        _, sources, *sections = text.split("\n## ")
        situations = [
            Situation(
                number,
                section.splitlines()[0],
                list(_read_rows(section.splitlines())),
                [Question(line.strip("`")) for line in section.splitlines() if line.startswith("`")],
            )
            for number, section in enumerate(sections, 1)
        ]
        return [_read_source(row) for row in _read_rows(sources.splitlines())], situations

    @classmethod
    def publish(cls, folder: Path, text: str) -> Table:
        """Read the table and publish it in a data folder."""
        sources, situations = cls.read(text)
        statements: dict[str, dict[str, Statement]] = {source.title: {} for source in sources}
        for situation in situations:
            parties: dict[str, EntityStatement] = {}
            for place, row in enumerate(situation.rows):
                source = next(source for source in sources if source.title == row["source"])
                stated = statements[source.title]
                for cell in (row["holder"], row["subject"]):
                    if cell != "?":
                        party = _read_party(situation, source, cell, parties)
                        stated[party.id] = party
                interest = _read_interest(situation, source, place, row)
                stated[interest.id] = interest
        return cls(sources, situations, publish_releases(folder, ((s, statements[s.title].values()) for s in sources)))

    def answer(self, situation: Situation, question: Question) -> str:
        """Ask a question; return what the answer says, each sentence in a line of its own."""
        context, names = self.open_query(situation, question), question.names
        match question.verb:
            case "controllers":
                return controllers(context, self.find_subject(situation, question)).sentence
            case "history":
                axis = Axis(question.flags.get("axis", ["as_of"])[0])
                periods = history(context, self.find_subject(situation, question), axis).periods
                return "\n".join(f"{p.from_ or 'ever'} to {p.until or 'now on'}: {p.sentence}" for p in periods)
            case "controlled":
                return describe_controlled(controlled(context, self.find_subject(situation, question)))
            case "exposure":
                return describe_exposure(exposure(context, [situation.id(name) for name in names.split(",")]))
            case "what-if":
                rows = [change.split(",") for change in question.flags["change"]]
                changes = [{"holder": situation.id(h), "subject": situation.id(s), "share": share} for h, s, share in rows]
                answer = what_if(context, self.find_subject(situation, question), changes)
                return f"Before: {answer.before.sentence}\nAfter: {answer.after.sentence}"
        raise AssertionError(question.text)

    def open_query(self, situation: Situation, question: Question) -> QueryContext:
        """Open the query of a question; it is of the day 2021-01-01 where it names none."""
        options: dict[str, Any] = {}
        for name, public in PUBLIC_NAMES.items():
            values = question.flags.get(public, [])
            if public == "together":
                values = [",".join(situation.id(member) for member in value.split(",")) for value in values]
            if values:
                options[name] = values if public in ("together", "set", "include") else values[0]
        assert not question.flags.keys() - {*PUBLIC_NAMES.values(), "axis", "change", "walked"}, question.text
        limits = Limits(parties=int(question.flags["walked"][0])) if "walked" in question.flags else None
        return ask(self.generation, options.pop("as_of", "2021-01-01"), limits=limits, **options)

    def find_subject(self, situation: Situation, question: Question) -> int:
        """Find the number of the party that a question is about."""
        number = self.generation.party_number(situation.id(question.names))
        assert number is not None, question.text
        return number


def _read_source(row: dict[str, str]) -> Source:
    return Source(
        id=_BASE.source(row["source"]),
        title=row["source"],
        type=row["type"],
        date=row["date"] or None,
        complete_register=bool(row["lists every holder"]),
    )


def _read_party(situation: Situation, source: Source, cell: str, parties: dict[str, EntityStatement]) -> EntityStatement:
    match = _PARTY.match(cell)
    assert match is not None
    name, kind, country = match.groups()
    if name not in parties:
        parties[name] = EntityStatement(
            id="",
            source="",
            entity=situation.id(name),
            kind=Kind(kind or "company"),
            names=() if name.startswith("#") else (Name(text=name),),
            record=name[1:] if name.startswith("#") else None,
            jurisdiction=country,
        )
    first = parties[name]
    return EntityStatement(
        id=_BASE.statement(source.id, "party", f"{situation.number}", name),
        source=source.id,
        entity=first.entity,
        kind=first.kind,
        names=first.names,
        record=first.record,
        jurisdiction=first.jurisdiction,
        stated_at=source.date,
    )


def _read_interest(situation: Situation, source: Source, place: int, row: dict[str, str]) -> InterestStatement:
    more = dict(pair.split("=", 1) for pair in shlex.split(row["more"]))
    holder, subject = (None if row[side] == "?" else situation.id(_PARTY.sub(r"\1", row[side])) for side in ("holder", "subject"))
    start = more.pop("from", "2000-01-01")
    reviewed = more.pop("reviewed", None)
    statement = InterestStatement(
        id=_BASE.statement(source.id, f"{situation.number}", f"{place}"),
        source=source.id,
        holder=holder,
        subject=subject,
        interest=Interest(more.pop("interest", "shareholding")),
        share=Share.parse(row["share"]) if row["share"] else None,
        status=Status(more.pop("status", "in-effect")),
        valid_from=None if start == "-" else start,
        valid_until=more.pop("until", None),
        stated_at=more.pop("stated", source.date),
        record=f"{situation.number}-{more.pop('record', place)}",
        change=Change(more.pop("change", "new")),
        direct=Directness(more.pop("directness", "unknown")),
        holder_reason=Reason(more.pop("reason", "unknown")) if holder is None else None,
        details=more.pop("details", None),
        note=more.pop("note", None),
        assertion=Assertion(extractor="rules", version="1", review=Review.AUTO) if reviewed == "no" else None,
        evidence=(Evidence(source=source.id),),
    )
    assert not more, f"{situation.title}: {more}"
    return statement


def write_again(text: str, table: Table) -> str:
    """Return the table with what the answers say now in the place of its quotes; all else stays."""
    head, sources, *sections = text.split("\n## ")
    written: list[str] = []
    for situation, section in zip(table.situations, sections, strict=True):
        questions = iter(situation.questions)
        lines: list[str] = []
        for line in section.splitlines():
            if not line.startswith(">"):
                lines.append(line)
            if line.startswith("`"):
                lines += ["", *(f"> {sentence}" for sentence in table.answer(situation, next(questions)).split("\n"))]
        written.append(re.sub(r"\n{3,}", "\n\n", "\n".join(lines).rstrip()) + "\n")
    return "\n## ".join([head, sources, *written])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        old = FILE.read_text(encoding="utf-8")
        FILE.write_text(write_again(old, Table.publish(Path(temporary) / "data", old)), encoding="utf-8")
