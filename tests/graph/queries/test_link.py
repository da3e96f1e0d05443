"""Which known party a name of a text means."""

from __future__ import annotations

import datetime

import pytest

from graph.generation.generation import Generation
from graph.queries.link import Link, Mentioned, find_links
from ontology.statements import EntityStatement, Identifier, Kind, Name
from tests.scenarios import Sheet, publish

TODAY = datetime.date(2026, 1, 1)
LEI = "5299001LTZ2A6HSMR361"


def known(sheet: Sheet, key: str, name: str, jurisdiction: str | None = "KZ", kind: Kind = Kind.COMPANY, **fields: object) -> None:
    names = (Name(text=name), *fields.pop("names", ()))  # type: ignore[misc]
    sheet.rows.append(
        EntityStatement(
            id=sheet.base.statement(sheet.source.id, "party", key),
            source=sheet.source.id,
            entity=sheet.id(key),
            kind=kind,
            names=names,
            jurisdiction=jurisdiction,
            **fields,  # type: ignore[arg-type]
        )
    )


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    sheet = Sheet()
    known(
        sheet,
        "buri",
        "Buri Steel LLP",
        identifiers=(Identifier(scheme="LEI", value=LEI),),
        names=(Name(text="Old Mill LLP", type="former"),),
    )
    known(sheet, "twin-1", "Twin Works LLP")
    known(sheet, "twin-2", "Twin Works JSC")
    known(sheet, "half", "Half Known LLP")
    known(sheet, "half-2", "Half Known LLP", None)
    known(sheet, "gone", "Gone Works LLP", dissolved="2019")
    known(sheet, "ada", "Ada Brook", "GB", Kind.PERSON)
    known(sheet, "germany", "Form Works GmbH", "DE")
    for number in range(60):
        known(sheet, f"common-{number}", f"Central Trading House {number:02d}", "RU")
    return publish(tmp_path_factory.mktemp("link") / "data", sheet)


def links(generation: Generation, name: str, jurisdiction: str | None = "KZ", **fields: object) -> list[Link]:
    return find_links(generation, Mentioned(name, jurisdiction=jurisdiction, **fields), TODAY)  # type: ignore[arg-type]


def sure(generation: Generation, name: str, jurisdiction: str | None = "KZ", **fields: object) -> list[str]:
    return [link.name for link in links(generation, name, jurisdiction, **fields) if link.is_sure]


def test_one_name_in_one_country_links_by_itself(generation: Generation) -> None:
    (link,) = links(generation, "LLP Buri Steel")
    assert (link.name, link.is_sure, link.identifiers) == ("Buri Steel LLP", True, (f"LEI {LEI}",))


@pytest.mark.parametrize(
    ("name", "jurisdiction"),
    [
        ("Buri Steel LLP", None),  # no country is known
        ("Buri Steel LLP", "CN"),  # another country
        ("Old Mill LLP", "KZ"),  # a name it has no more
        ("Buri Steels", "KZ"),  # another name
        ("Twin Works", "KZ"),  # two have it
        ("Half Known", "KZ"),  # one that has it may be of the country, too
        ("Gone Works", "KZ"),  # it has ended
        ("Ada Brook", "GB"),  # persons are not told apart by their names
        ("Form Works AG", "DE"),  # another legal form
    ],
)
def test_all_else_is_a_candidate(generation: Generation, name: str, jurisdiction: str | None) -> None:
    found = links(generation, name, jurisdiction)
    assert found
    assert not any(link.is_sure for link in found)


def test_an_identifier_decides_whatever_the_name(generation: Generation) -> None:
    assert sure(generation, "Something Else", None, identifier=f"lei:{LEI}") == ["Buri Steel LLP"]
    assert sure(generation, "Something Else", None, identifier=f"{Sheet().base.iri}ent/ada") == ["Ada Brook"]
    assert not links(generation, "Something Else", None, identifier="lei:5299009QHJ1L6W5T6S93")


def test_a_person_is_no_candidate_for_a_company(generation: Generation) -> None:
    assert [link.name for link in links(generation, "Ada Brook", "GB", kind=Kind.PERSON)] == ["Ada Brook"]
    assert not links(generation, "Ada Brook", "GB", kind=Kind.COMPANY)


def test_the_country_orders_candidates(generation: Generation) -> None:
    assert links(generation, "Form Work", "DE")[0].why == "similar name; same jurisdiction"
    assert links(generation, "Form Work", "FR")[0].why == "similar name; another jurisdiction"


def test_a_misspelt_name_and_one_of_common_words_have_candidates(generation: Generation) -> None:
    assert links(generation, "Burri Stel")[0].name == "Buri Steel LLP"
    found = links(generation, "Central Trading House 07", "RU")
    assert found[0].is_sure
    assert links(generation, "Central Trading House", "RU")[0].name.startswith("Central Trading House")
