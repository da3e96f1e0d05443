"""What an answer says of the licence and the age of what it rests on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.answers.common import Provenance
from graph.queries import controllers, find_party
from graph.queries.provenance import find_terms
from ontology.statements import Source
from tests.scenarios import Sheet, ask, publish_releases


def license_sheet(sheet: Sheet, licence: str | None, kind: str = "table") -> tuple[Source, list[object]]:
    source = sheet.release().source
    return msgspec.structs.replace(source, licence=licence, type=kind), list(sheet.rows)


def describe(
    tmp_path: Path, *sheets: tuple[Sheet, str | None] | tuple[Sheet, str | None, str], company: str = "mole", as_of: str = "2021-01-01"
) -> Provenance:
    generation = publish_releases(tmp_path, [license_sheet(*sheet) for sheet in sheets])  # type: ignore[misc]
    answer = controllers(ask(generation, as_of), find_party(generation, company))
    assert answer.provenance
    return answer.provenance


def test_the_strictest_licence_of_a_chain_and_its_oldest_and_newest_statement_are_told(tmp_path: Path) -> None:
    one, two, beside = Sheet("one", "2018-05-01"), Sheet("two", "2020-06-01"), Sheet("beside", "2019-01-01")
    one.holds("halden", "mole", "80")
    two.holds("rowan", "halden", "75")
    beside.holds("zed", "elk", "90")
    told = describe(tmp_path, (one, "CC0-1.0"), (two, "ODbL-1.0"), (beside, "CC-BY-NC-4.0"))
    assert (told.licence, told.terms, told.without_licence) == ("ODbL-1.0", "share alike", ())
    assert (told.oldest, told.newest) == ("2018-05-01", "2020-06-01")
    assert (told.asked, told.earlier) == (3, 3)


def test_a_source_without_a_licence_is_named_and_never_free(tmp_path: Path) -> None:
    one = Sheet("one")
    one.holds("halden", "mole", "80")
    told = describe(tmp_path, (one, None))
    assert (told.licence, told.terms) == (None, None)
    assert told.without_licence == (one.source.id,)


def test_a_source_of_the_day_or_later_could_have_known(tmp_path: Path) -> None:
    one, two = Sheet("one", "2020-01-01"), Sheet("two", "2021-01-01")
    one.holds("halden", "mole", "80")
    two.holds("zed", "elk", "80")
    told = describe(tmp_path, (one, None), (two, None))
    assert (told.asked, told.earlier, told.earlier_sources) == (2, 1, (one.source.id,))


def test_sources_of_which_nothing_about_companies_of_its_country_is_loaded_are_told(tmp_path: Path) -> None:
    here, abroad, table, both, untold = (Sheet(name, "2021-01-01") for name in ("here", "abroad", "table", "both", "untold"))
    told_of = [(here, "mole", "LV"), (abroad, "elk", "DK"), (table, "fox", "DK"), (both, "oak", "DK-84"), (both, "ash", "LV")]
    for sheet, subject, country in (*told_of, (untold, "yew", None)):
        sheet.party(subject)
        sheet.rows[-1] = msgspec.structs.replace(sheet.rows[-1], jurisdiction=country)
        sheet.holds(f"holder of {subject}", subject, "80")
    registers = [(sheet, None, "register") for sheet in (here, abroad, both, untold)]
    told = describe(tmp_path, *registers, (table, None))
    # What is loaded counts, and not what a source is; a company without a country may be of this one.
    assert (told.asked, told.country, told.elsewhere) == (5, "LV", 2)
    assert set(told.elsewhere_sources or ()) == {abroad.source.id, table.source.id}
    # Of a company without a country nothing is said.
    alone = describe(tmp_path / "alone", *registers, company="yew")
    assert (alone.elsewhere, alone.country) == (msgspec.UNSET, msgspec.UNSET)


@pytest.mark.parametrize(
    "licence, terms",
    [
        ("https://creativecommons.org/publicdomain/zero/1.0/", "public domain"),
        ("CC BY 4.0", "attribution"),
        ("CC-BY-SA-4.0", "share alike"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "non-commercial"),
        ("All rights reserved", "other terms"),
    ],
)
def test_what_a_licence_asks_for_is_known_by_its_name_or_address(licence: str, terms: str) -> None:
    assert find_terms(licence) == terms
