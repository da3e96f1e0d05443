"""What an answer says of the licence and the age of what it rests on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.answers.common import Provenance
from graph.queries import controllers, find_party
from graph.queries.provenance import _SCOPES, find_terms
from loaders.table.published import list_formats
from ontology.statements import Source
from tests.scenarios import Sheet, ask, publish_releases


def license_sheet(sheet: Sheet, licence: str | None, publisher: str | None = None) -> tuple[Source, list[object]]:
    source = sheet.release().source
    return msgspec.structs.replace(source, licence=licence, publisher=publisher), list(sheet.rows)


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


def test_a_register_of_another_country_could_not_know_who_holds_the_company(tmp_path: Path) -> None:
    here, abroad, anywhere = Sheet("here", "2021-01-01"), Sheet("abroad", "2021-01-01"), Sheet("anywhere", "2021-01-01")
    here.party("mole")
    here.rows[-1] = msgspec.structs.replace(here.rows[-1], jurisdiction="LV")
    here.holds("halden", "mole", "80")
    abroad.holds("zed", "elk", "80")
    anywhere.holds("yam", "oak", "80")
    latvian, danish = (here, None, "Register of Enterprises of the Republic of Latvia"), (abroad, None, "Danish Business Authority")
    told = describe(tmp_path, latvian, danish, (anywhere, None))
    assert (told.asked, told.elsewhere, told.elsewhere_sources) == (3, 1, (abroad.source.id,))
    # Of a company without a country nothing is said.
    assert not describe(tmp_path / "alone", danish, company="elk").elsewhere


def test_every_publisher_with_a_scope_is_one_of_a_register_that_is_loaded() -> None:
    assert set(_SCOPES) <= {one.publisher for one in list_formats()}


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
