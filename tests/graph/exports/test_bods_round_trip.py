"""BODS to ledger to BODS to ledger: what the model has comes back.  The exceptions are those of docs/reference/exports/bods.md."""

from __future__ import annotations

import datetime
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.exports import bods
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from ontology.identifiers import normalise_identifier
from ontology.shares import NANOPERCENT, Share
from ontology.statements import (
    Address,
    Attribute,
    Change,
    Directness,
    EntityStatement,
    Evidence,
    Identifier,
    Interest,
    InterestStatement,
    Kind,
    Name,
    Reason,
    Source,
    Statement,
)
from ontology.terms import Base
from tests.scenarios import publish_files, publish_releases

pytestmark = pytest.mark.thorough

BASE: Final = Base()
SOURCE: Final = Source(
    id=BASE.source("register"),
    title="Register of Ruritania",
    type="register",
    publisher="Registry",
    date="2030-01-01",
    licence="https://example.org/licence",
    url="https://example.org/",
)
PHASES: Final = (Phase.explicit, Phase.reuse, Phase.generate)
"""A case is a data folder that is built: making a failing one smaller takes minutes."""
IGNORED: Final = ("id", "place", "evidence", "assertion", "note")
"""Not compared as they stand: ids are made anew, places are of the new file; evidence and notes are compared apart."""

DAYS: Final = ("2001-02-03", "2005-06-07", "2010-11-12", "2020-02-29")
WORDS: Final = st.sampled_from(("Zenda", 'Ruritanian "Steel" & <Sons>', "東 é; O'Neill\\", "a,b | c", "0"))
COUNTRIES: Final = st.sampled_from(("GB", "DE", "CZ"))
DATES: Final = st.integers(1, 700_000).map(lambda day: datetime.date.fromordinal(day).isoformat())
PARTIAL: Final = st.sampled_from(("1950", "1950-02", "1950-02-03"))
BOUNDS: Final = st.integers(0, 100 * 10**9).map(lambda units: Decimal(units).scaleb(-9)) | st.integers(0, 100)


def publish(folder: Path, source: Source, statements: Iterable[Statement]) -> Generation:
    return publish_releases(folder, [(source, iter(statements))], base=BASE)


def load(folder: Path, file: Path, name: str = "register") -> Generation:
    return publish_files(folder, file, base=BASE, source=name)


def again(folder: Path, generation: Generation) -> tuple[Generation, Counter[str]]:
    """The generation exported and loaded under the same source name."""
    file = folder / "again.json"
    request = ExportRequest(generation)
    with file.open("wb") as out:
        bods.write(request, out)
    return load(folder / "again", file), request.omissions


def notes(note: str | None) -> frozenset[str]:
    """The parts of a note.  Whether a record is a component is worked out anew; words without a motivation become comments."""
    parts = {part for part in (note or "").split(" | ") if part and part != "component"}
    return frozenset(part.removeprefix("commenting: ") for part in parts)


def compared(statements: Iterable[Statement], kind: type[EntityStatement] | type[InterestStatement]) -> list[tuple[str, ...]]:
    """Every field of every statement, in an order that both sides share."""
    rows = []
    for one in statements:
        if isinstance(one, kind):
            fields: dict[str, Any] = {name: getattr(one, name) for name in one.__struct_fields__ if name not in IGNORED}
            # The publisher that the file names is a source within it, once it is read again.
            fields["source"] = f"{one.source}/".startswith(f"{SOURCE.id}/")
            if isinstance(one, InterestStatement):
                # The wording of a size is not carried, the size is.
                fields["share"] = None if one.share is None else msgspec.structs.replace(one.share, text=None)
            if isinstance(one, EntityStatement):
                fields["attributes"] = sorted(map(repr, one.attributes))
            urls = [evidence.url for evidence in one.evidence]
            rows.append((str(one.record), str(one.stated_at), repr(fields), repr(urls), repr(sorted(notes(one.note)))))
    return sorted(rows)


def shares() -> st.SearchStrategy[Share | None]:
    def band(low: Any, high: Any, low_open: bool, high_open: bool) -> Share:
        low, high = sorted((low, high))
        return Share.point(low) if low == high else Share.between(low, high, min_open=low_open, max_open=high_open)

    return st.one_of(
        st.none(),
        BOUNDS.map(Share.point),
        st.builds(band, BOUNDS, BOUNDS, st.booleans(), st.booleans()),
        # An n-th part leaves as the nearest number of nine decimals, and cannot come back.
        st.fractions(0, 100, max_denominator=97)
        .map(Share.point)
        .filter(lambda share: share.min < share.max or share.min % NANOPERCENT == 0),
    )


@st.composite
def parties(draw: st.DrawFn) -> list[EntityStatement]:
    """Companies and persons, each with its versions."""
    statements = []
    for number in range(draw(st.integers(2, 4))):
        person = number % 2 == 1
        kinds = (
            [Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON]
            if person
            else [kind for kind in Kind if kind not in (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON)]
        )
        kind = draw(st.sampled_from(kinds))
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True).map(sorted))
        for version, day in enumerate(days):
            last = version == len(days) - 1
            change = draw(st.sampled_from([Change.NEW, Change.UPDATED] if version == 0 else [Change.UPDATED, *([Change.CLOSED] * last)]))
            statements.append(draw(described(f"{'person' if person else 'company'} {number}", kind, day, change, person=person)))
    return statements


@st.composite
def described(draw: st.DrawFn, record: str, kind: Kind, day: str, change: Change, *, person: bool) -> EntityStatement:
    attributes: list[Attribute] = []
    founded = dissolved = jurisdiction = None
    if person:
        types = ("legal", "alias", "former", "transliteration")
        names = draw(st.lists(st.builds(Name, text=WORDS, type=st.sampled_from(types)), max_size=3))
        for name, values in (("birth-date", PARTIAL), ("place-of-birth", WORDS)):
            attributes += draw(st.lists(st.builds(Attribute, name=st.just(name), value=values), max_size=1))
        for name in ("nationality", "tax-residency"):
            attributes += draw(st.lists(st.builds(Attribute, name=st.just(name), value=COUNTRIES), max_size=2, unique_by=lambda a: a.value))
        attributes += draw(
            st.sampled_from(
                (
                    (),
                    (Attribute(name="political-exposure", value="isNotPep"),),
                    (
                        Attribute(name="political-exposure", value="isPep"),
                        Attribute(name="political-exposure", value="minister", at="2001-02-03", qualifier="CZ, until 2004-05-06"),
                    ),
                )
            )
        )
    else:
        names = [Name(text=text) for text in draw(st.lists(WORDS, max_size=1))]
        names += [Name(text=text, type="alias") for text in draw(st.lists(WORDS, max_size=2))]
        founded, dissolved = sorted(draw(st.lists(DATES, min_size=2, max_size=2)))
        founded, dissolved = draw(st.sampled_from(((founded, dissolved), (founded, None), (None, None))))
        jurisdiction = draw(st.none() | st.sampled_from(("GB", "US-DE")))
        if kind is Kind.ARRANGEMENT:
            attributes += draw(st.sampled_from(((), (Attribute(name="subtype", value="trust"),))))
        attributes += draw(st.lists(st.builds(Attribute, name=st.just("legal-form"), value=WORDS), max_size=1))
        attributes += draw(
            st.sampled_from(
                (
                    (),
                    (
                        Attribute(name="listing", value="true", datatype="boolean"),
                        Attribute(name="uri", value="https://example.org/filings?of=1", qualifier="filings"),
                    ),
                    (
                        Attribute(name="statute", value="Act of Zenda", at="1999-01-02"),
                        Attribute(name="uri", value="https://example.org/c"),
                    ),
                )
            )
        )
    attributes += draw(st.sampled_from(((), (Attribute(name="unspecified-reason", value=Reason.PARTY_EXEMPT.value),))))
    types = ("residence", "service") if person else ("registered", "business")
    normalised = [
        normalise_identifier(scheme, f"{record} {number}") for number, scheme in enumerate(("CZ-ICO", "DEU-TAXID", "House of Zenda"))
    ]
    identifiers: list[Identifier] = [one for one in normalised if one is not None]
    return EntityStatement(
        id=BASE.statement(SOURCE.id, "party", record, day),
        source=SOURCE.id,
        record=record,
        entity=BASE.record(SOURCE.id, record),
        stated_at=day,
        change=change,
        kind=kind,
        names=tuple(names),
        jurisdiction=jurisdiction,
        founded=founded,
        dissolved=dissolved,
        identifiers=tuple(draw(st.lists(st.sampled_from(identifiers), max_size=2, unique=True))),
        addresses=tuple(
            draw(
                st.lists(
                    st.builds(Address, text=WORDS, type=st.none() | st.sampled_from(types), country=st.none() | COUNTRIES),
                    max_size=2,
                    unique=True,
                )
            )
        ),
        attributes=tuple(attributes),
        note=draw(texts()),
        evidence=draw(evidence()),
    )


def texts() -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, "commenting: as filed", "linking: see https://example.org/a", "correcting: a slip | plain words"))


def evidence() -> st.SearchStrategy[tuple[Evidence, ...]]:
    return st.sampled_from(((), (Evidence(source=SOURCE.id, url="https://example.org/record"),)))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Statement]:
    described_ = draw(parties())
    people = sorted({one.record or "" for one in described_})
    companies = [name for name in people if name.startswith("company")]
    statements: list[Statement] = list(described_)
    plain: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        record = f"holding {number}"
        components = tuple(draw(st.lists(st.sampled_from(plain), max_size=2, unique=True))) if plain else ()
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True).map(sorted))
        for version, day in enumerate(days):
            last = version == len(days) - 1
            change = draw(st.sampled_from([Change.NEW, Change.UPDATED] if version == 0 else [Change.UPDATED, *([Change.CLOSED] * last)]))
            statements += draw(interests(record, day, change, companies, people, components))
        if not components:
            plain.append(record)
    return statements


@st.composite
def interests(
    draw: st.DrawFn, record: str, day: str, change: Change, companies: list[str], people: list[str], components: tuple[str, ...]
) -> list[InterestStatement]:
    """One version of a relationship: its interests have the ends in common."""
    holder, subject = draw(st.none() | st.sampled_from(people)), draw(st.sampled_from(companies))
    reason, nobody = draw(st.sampled_from(Reason)), draw(st.booleans()) and holder is not None
    note, urls = draw(texts()), draw(evidence())
    statements = []
    for number in range(draw(st.integers(1, 3))):
        start, end = sorted(draw(st.lists(DATES, min_size=2, max_size=2)))
        start, end = draw(st.sampled_from(((start, end), (start, None), (None, end), (None, None))))
        may = holder is None or holder.startswith("person")
        statements.append(
            InterestStatement(
                id=BASE.statement(SOURCE.id, "relationship", record, day, str(number)),
                source=SOURCE.id,
                record=record,
                stated_at=day,
                change=change,
                holder=None if holder is None else BASE.record(SOURCE.id, holder),
                holder_reason=reason if holder is None else None,
                subject=None if nobody else BASE.record(SOURCE.id, subject),
                subject_reason=reason if nobody else None,
                interest=draw(st.sampled_from([one for one in Interest if one is not Interest.VETO])),
                share=draw(shares()),
                direct=Directness.INDIRECT if components else draw(st.sampled_from(Directness)),
                valid_from=start,
                valid_until=end,
                details=draw(st.none() | WORDS),
                beneficial=draw(st.sampled_from((None, False, *([True] * may)))),
                note=note,
                evidence=urls,
                components=tuple(BASE.statement(SOURCE.id, "relationship", one) for one in components),
            )
        )
    return statements


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(ledgers())
def test_every_field_of_a_register_comes_back(statements: list[Statement]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        first = publish(path / "first", SOURCE, statements)
        second, omissions = again(path, first)
        assert omissions == Counter()
        for kind in (EntityStatement, InterestStatement):
            assert compared(second.statements(), kind) == compared(first.statements(), kind)


def real_files(data: Path) -> Iterator[Path]:
    for folder in ("bods04-examples", "bods04-fixtures-pypi", "bods04-oo-published"):
        yield from (path for path in sorted((data / "registries" / folder).rglob("*.json*")))


def has_exception(statements: Iterable[Statement]) -> bool:
    """Whether something in the file is not carried, as the page says: a party that is named and nowhere described, securities."""
    described_, named = set(), set()
    securities = False
    for one in statements:
        if isinstance(one, EntityStatement):
            described_.add(one.entity)
            securities |= any(fact.name == "listing" and fact.datatype == "text" for fact in one.attributes)
        elif isinstance(one, InterestStatement):
            named |= {iri for iri in (one.holder, one.subject) if iri is not None}
    return securities or not named <= described_


@pytest.mark.shared
def test_real_records_of_the_standard_come_back(shared_data: Path, tmp_path: Path) -> None:
    came_back = 0
    for number, file in enumerate(real_files(shared_data)):
        folder = tmp_path / str(number)
        folder.mkdir()
        first = load(folder / "first", file)
        second, omissions = again(folder, first)
        assert omissions == Counter(), file.name
        if not has_exception(first.statements()):
            came_back += 1
            for kind in (EntityStatement, InterestStatement):
                assert compared(second.statements(), kind) == compared(first.statements(), kind), file.name
    assert came_back >= 20
