"""Parties of one name are told apart in every answer that names them, and in what the command prints of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, cycles, exposure, history, holdings, owners, paths
from graph.queries.namesakes import spell_out
from ontology.statements import EntityStatement, Identifier, Kind
from tests.command import run
from tests.scenarios import Sheet, ask, publish


def sheet() -> Sheet:
    """Two persons and two companies that have one name each."""
    sheet = Sheet("register")
    for person in ("ann1", "ann2"):
        sheet.party(person, Kind.PERSON, "Ann Arden")
    for company in ("mill1", "mill2"):
        sheet.party(company, label="Mill Ltd")
    sheet.party("works", label="Works Ltd")
    sheet.holds("ann2", "works", "60", valid_until="2010-01-01")
    sheet.holds("ann1", "works", "60", valid_from="2010-01-01")
    sheet.holds("ann2", "works", "30", valid_from="2010-01-01")
    for company, share in (("mill1", "55"), ("mill2", "52")):
        sheet.holds("works", company, share)
        sheet.holds(company, "works", "2")
    numbers = {"ann1": "1", "ann2": "2", "mill1": "00000001", "mill2": "00000002"}
    for place, row in enumerate(sheet.rows):
        name = row.entity.rsplit("/", 1)[-1] if isinstance(row, EntityStatement) else ""
        if name in numbers:
            identifiers = (Identifier(scheme="GB-COH", value=numbers[name]),)
            sheet.rows[place] = msgspec.structs.replace(row, identifiers=identifiers)
    return sheet


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("namesakes") / "data", sheet())


def list_told(answer: Any) -> set[tuple[str, str | None]]:
    """Name of each party of one name, with what tells it apart."""
    found: set[tuple[str, str | None]] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("name") in ("Ann Arden", "Mill Ltd") and "kind" in value:
                found.add((value["name"], value.get("apart")))
            for member in value.values():
                walk(member)
        elif isinstance(value, list | tuple):
            for member in value:
                walk(member)

    walk(msgspec.to_builtins(answer))
    return found


ANNS = {("Ann Arden", "GB-COH 1"), ("Ann Arden", "GB-COH 2")}
MILLS = {("Mill Ltd", "GB-COH 00000001"), ("Mill Ltd", "GB-COH 00000002")}


def test_parties_of_one_name_are_told_apart_in_every_answer(generation: Generation) -> None:
    context = ask(generation)
    numbers = {name: generation.party_number(generation.base.expand(f"ent:{name}") or "") for name in ("ann1", "works", "mill1")}
    ann, works, mill = (number for number in numbers.values() if number is not None)
    assert list_told(controlled(context, works)) == MILLS
    assert list_told(holdings(context, works)) == MILLS
    assert list_told(exposure(context, ["ent:works"])) == MILLS
    assert list_told(owners(context, works)) == ANNS | MILLS
    assert list_told(cycles(context)) == MILLS
    assert list_told(history(context, works)) == ANNS
    # The other one of that name is not in the answer.
    assert list_told(paths(context, ann, mill)) == {("Ann Arden", None), ("Mill Ltd", None)}


def test_the_command_prints_them_apart_and_an_answer_without_such_parties_is_left_as_it_is(generation: Generation, tmp_path: Path) -> None:
    publish(tmp_path / "data", sheet())
    printed = run("controlled", "ent:works", "--as-of", "2021", data=tmp_path / "data").stdout
    assert "Works Ltd controls Mill Ltd (GB-COH 00000001) and Mill Ltd (GB-COH 00000002)" in " ".join(printed.split())
    assert "Ann Arden (GB-COH 2)" in run("owners", "ent:works", data=tmp_path / "data").stdout
    context: QueryContext = ask(generation)
    number = generation.party_number(generation.base.expand("ent:ann2") or "")
    assert number is not None
    answer = holdings(context, number)
    assert spell_out(answer) is answer
