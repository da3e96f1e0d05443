"""An excerpt says of some statements what the whole export says: with the versions of their records, their components and their parties."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from graph.exports import bods
from graph.exports.bods import NO_COMPONENT, PARTIAL_DATES
from graph.exports.current import NOT_ACCEPTED
from graph.exports.dump import export
from graph.exports.excerpt import select_excerpt
from graph.exports.request import ExportRequest
from graph.exports.statements import write_bods
from graph.generation.generation import Generation
from graph.queries.statements import list_positions
from ontology.errors import NoMatch
from ontology.identifiers import OWN_SCHEME
from ontology.statements import Change, Directness, EntityStatement, Interest, InterestStatement, Reason, Statement
from tests.graph.exports import invented
from tests.graph.exports.invented import ANNA, BASE, HOLDING, MAKER, REGISTER, SHOP, TRUST, at, entity, holds
from tests.graph.exports.test_bods_round_trip import DAYS, PHASES, SOURCE, ledgers, load
from tests.graph.exports.test_bods_round_trip import publish as publish_statements
from tests.scenarios import ask, publish_releases

Given = dict[str, Any]
COMPANIES = tuple(entity(iri, BASE.compact(iri)) for iri in (HOLDING, MAKER, SHOP, TRUST, ANNA))


def write_all(generation: Generation) -> list[Given]:
    out = io.BytesIO()
    bods.write(ExportRequest(generation), out)
    whole: list[Given] = msgspec.json.decode(out.getvalue())
    return whole


def write(generation: Generation, *ids: str, parties: tuple[str, ...] = ()) -> list[Given]:
    part: list[Given] = msgspec.json.decode(write_bods(generation, ids, parties)[0])
    return part


def publish(folder: Path, *statements: Statement) -> Generation:
    return publish_releases(folder / "data", [(invented.SOURCES[0], iter([*COMPANIES, *statements]))], base=BASE)


def statuses(part: list[Given], record: str) -> list[str]:
    return [one["recordStatus"] for one in part if one["recordId"] == record]


def drop_own_identifier(statement: Given) -> Given:
    """Return a statement without the ledger's own identifier, which a party has where several records of one export are of it."""
    copy: Given = msgspec.json.decode(msgspec.json.encode(statement))
    details = copy["recordDetails"]
    if identifiers := [i for i in details.pop("identifiers", []) if i.get("schemeName") != OWN_SCHEME]:
        details["identifiers"] = identifiers
    if annotations := [a for a in copy.pop("annotations", []) if a["motivation"] != "identifying"]:
        copy["annotations"] = annotations
    return copy


def test_each_statement_of_an_excerpt_is_that_of_the_whole_export(generation: Generation) -> None:
    whole = {one["statementId"]: one for one in write_all(generation)}
    for statement in generation.statements():
        part = write(generation, statement.id)
        for one in part:
            if (one["recordId"], one["recordStatus"]) == ("register:r3", "closed"):
                # Of a closing by id alone a generation keeps the day.
                (closing,) = (other for other in whole.values() if (other["recordId"], other["recordStatus"]) == ("register:r3", "closed"))
                assert {**one, "statementId": closing["statementId"]} == closing
                continue
            # Whether something restates it is told where that is there.
            expected = msgspec.json.decode(msgspec.json.encode(whole[one["statementId"]]))
            expected["recordDetails"]["isComponent"] &= one["recordDetails"]["isComponent"]
            assert drop_own_identifier(one) == drop_own_identifier(expected)
        names = {one["recordId"] for one in part}
        for details in (one["recordDetails"] for one in part if one["recordType"] == "relationship"):
            assert {side for side in (details["subject"], details["interestedParty"]) if isinstance(side, str)} <= names


def test_an_excerpt_has_the_statements_asked_for_and_no_others_of_their_parties(tmp_path: Path) -> None:
    asked, other = holds("asked", ANNA, MAKER, "60"), holds("other", TRUST, MAKER, "10")
    generation = publish(tmp_path, asked, other)
    part = write(generation, asked.id, parties=(SHOP,))
    assert [one["recordId"] for one in part if one["recordType"] == "relationship"] == [BASE.compact(asked.id)]
    assert {one["recordId"] for one in part if one["recordType"] != "relationship"} == {BASE.compact(iri) for iri in (ANNA, MAKER, SHOP)}


def test_an_excerpt_of_one_version_has_the_series(tmp_path: Path) -> None:
    first = holds("first", ANNA, MAKER, "60", record="r", place=at(1), change=Change.NEW)
    second = holds("second", ANNA, MAKER, "70", record="r", place=at(2), stated_at="2021-01-01", change=Change.UPDATED)
    last = holds("last", ANNA, MAKER, "70", record="r", place=at(3), stated_at="2022-01-01", change=Change.CLOSED)
    generation = publish(tmp_path, first, second, last)
    for version in (first, second, last):
        assert statuses(write(generation, version.id), "r") == ["new", "updated", "closed"]


def test_a_version_that_another_of_its_day_replaces_is_followed_by_it(tmp_path: Path) -> None:
    new = holds("new", ANNA, MAKER, "60", record="r", place=at(2), change=Change.NEW)
    updated = holds("updated", ANNA, MAKER, "70", record="r", place=at(1), change=Change.UPDATED)
    beside = holds("beside", TRUST, MAKER, "5", record="s", place=at(3))
    part = write(publish(tmp_path, new, updated, beside), new.id)
    assert statuses(part, "r") == ["new", "updated"]
    assert statuses(part, "s") == []


@pytest.mark.parametrize("closed_on", ["2020-01-01", "2021-02-03"])
def test_an_interest_whose_record_was_closed_by_its_id_alone_is_not_held(tmp_path: Path, closed_on: str) -> None:
    held = holds("held", ANNA, MAKER, "60", record="r", place=at(1))
    votes = holds("votes", ANNA, MAKER, "60", interest=Interest.VOTING_RIGHTS, record="r", place=at(1))
    closing = holds(
        "closing",
        None,
        None,
        holder_reason=Reason.UNKNOWN,
        subject_reason=Reason.UNKNOWN,
        record="r",
        place=at(2),
        stated_at=closed_on,
        change=Change.CLOSED,
    )
    part = write(publish(tmp_path, held, votes, closing), held.id)
    assert statuses(part, "r") == ["new", "closed"]
    assert [len(one["recordDetails"]["interests"]) for one in part if one["recordId"] == "r"] == [2, 2]
    assert [one["statementDate"] for one in part if one["recordStatus"] == "closed"] == [closed_on]


@pytest.mark.parametrize("by_record", [False, True])
def test_a_summary_comes_with_the_chain_that_it_sums_up(tmp_path: Path, by_record: bool) -> None:
    links = [holds(f"link {n}", *ends, "90", record=f"r{n}") for n, ends in enumerate(((ANNA, HOLDING), (HOLDING, MAKER), (MAKER, SHOP)))]
    beside = holds("beside", TRUST, HOLDING, "5", record="r9")
    components = tuple(BASE.statement(REGISTER, "relationship", link.record or "") if by_record else link.id for link in links)
    summary = holds("summary", ANNA, SHOP, "70", direct=Directness.INDIRECT, components=components, record="sum")
    part = write(publish(tmp_path, *links, beside, summary), summary.id)
    (details,) = (one["recordDetails"] for one in part if one["recordId"] == "sum")
    assert set(details["componentRecords"]) == {"r0", "r1", "r2"}
    assert {one["recordId"] for one in part if one["recordType"] == "relationship"} == {"sum", "r0", "r1", "r2"}


def test_what_the_standard_cannot_hold_is_counted(tmp_path: Path) -> None:
    generation = publish(tmp_path, invented.PROPOSED, holds("in a person", TRUST, ANNA, interest=Interest.UNKNOWN))
    assert write_bods(generation, [invented.PROPOSED.id])[1] == {NOT_ACCEPTED: 1}


def test_dates_that_are_rounded_are_counted_as_the_whole_export_counts_them(tmp_path: Path) -> None:
    generation = publish(tmp_path, held := holds("held", TRUST, SHOP, valid_from="2015", valid_until="2019-06"))
    report = export(generation, "bods", tmp_path / "all.json")
    assert report.roundings == {PARTIAL_DATES: 2}
    assert write_bods(generation, [held.id])[1] == {f"{PARTIAL_DATES}, rounded": 2}


def test_an_id_that_nothing_has_is_refused(generation: Generation) -> None:
    with pytest.raises(NoMatch, match="no statement has the id"):
        select_excerpt(generation, ["https://example.org/nothing"])


@pytest.mark.thorough
@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(ledgers())
def test_what_is_stated_of_a_company_gives_the_same_stakes_once_it_is_loaded_again(statements: list[Statement]) -> None:
    statements = list(drop_what_lies_beyond(statements))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        first = publish_statements(path / "first", SOURCE, statements)
        companies = {s.entity for s in statements if isinstance(s, EntityStatement) and "company" in (s.record or "")}
        for number, company in enumerate(sorted(companies)):
            party = first.party_number(company)
            assert party is not None
            ids = [first.statement_at(position).id for position in list_positions(first, party)]
            file = path / f"{number}.json"
            data, omitted = write_bods(first, ids, [company])
            if omitted[NO_COMPONENT]:
                # A component that is not above the company is not found, and the file tells how many are missing.
                continue
            file.write_bytes(data)
            second = load(path / str(number), file)
            for day in (*DAYS, "2030-01-01"):
                assert stakes(second, company, day) == stakes(first, company, day)


def drop_what_lies_beyond(statements: list[Statement]) -> Iterator[Statement]:
    """Yield the statements of which an excerpt of a company has all that bears on its stakes, or whose order a file can keep."""
    days, subjects = set[tuple[str, str | None]](), dict[str, str | None]()
    for one in statements:
        if isinstance(one, InterestStatement):
            # An indirect interest that lists no components is read beside the chain above the company.
            if one.direct is Directness.INDIRECT and not one.components:
                continue
            # Of versions of one day that nothing puts in an order the file puts one last; those that name another company are of that one.
            if one.record and ((one.record, one.stated_at) in days or subjects.setdefault(one.record, one.subject) != one.subject):
                continue
            days |= {(one.record, one.stated_at)} if one.record else set()
        yield one


def stakes(generation: Generation, company: str, day: str) -> list[tuple[object, ...]]:
    number = generation.party_number(company)
    assert number is not None
    return sorted(
        (
            (generation.party_iri(stake.holder) if stake.holder >= 0 else "", stake.capital, stake.votes, stake.control, stake.presence)
            for stake in ask(generation, day).view.stakes(number)
        ),
        key=repr,
    )
