"""Names of parties are split and scored alike by the kept library and by the list that stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.identity import score_names
from ontology.kept_names import KeptReader
from ontology.party_names import NameReader, OwnReader, choose_reader, split_person

READERS = [KeptReader(), OwnReader()]
both = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


@both
@pytest.mark.parametrize(
    "name, other",
    [
        ("Halden Works Limited", "HALDEN WORKS LTD."),
        ("Halden A/S", "Halden AS"),
        ("The Halden & Sons Company", "Halden and Sons Co."),
        ("Zenda Gesellschaft mit beschränkter Haftung", "Zenda GmbH"),
        ("ОАО «Галден»", "Galden OAO"),
        ("J.P. Halden Inc", "JP Halden Incorporated"),
        ("Halden Fund II L.P.", "Halden Fund 2 LP"),
        ("Société Génie S.A.", "Societe Genie SA"),
    ],
)
def test_one_name_written_in_two_ways_has_one_core(reader: NameReader, name: str, other: str) -> None:
    assert reader.split(name).core == reader.split(other).core != ""


@both
@pytest.mark.parametrize(
    "name, other",
    [
        ("Halden Fund II LP", "Halden Fund III LP"),
        ("Halden Holding Ltd", "Halden Ltd"),
        ("Halden (France) SAS", "Halden (Spain) SL"),
        ("Halden Trust 2004-1", "Halden Trust 2004-2"),
        ("Halden Solutions, Inc.", "Halden Solutions II, Inc."),
    ],
)
def test_sister_companies_have_two_cores(reader: NameReader, name: str, other: str) -> None:
    assert reader.split(name).core != reader.split(other).core


@both
@pytest.mark.parametrize("name", ["AG", "Limited", "GmbH & Co. KG", "!?", "...", ""])
def test_a_name_of_legal_forms_alone_has_no_core(reader: NameReader, name: str) -> None:
    assert reader.split(name).core == ""


@both
def test_different_legal_forms_are_told(reader: NameReader) -> None:
    assert reader.split("Zenda AG").form != reader.split("Zenda GmbH").form
    assert reader.split("Zenda").form == ""


@pytest.mark.parametrize("name", ["Mr Rowan Arden", "ARDEN, Rowan", "rowan  arden"])
def test_the_order_of_a_persons_names_does_not_count(name: str) -> None:
    assert split_person(name) == "arden rowan"


def test_a_single_word_names_no_person() -> None:
    assert split_person("Rowan") == ""


def test_the_kept_library_is_chosen_where_it_is_installed() -> None:
    assert choose_reader().name == "rigour"


@pytest.mark.parametrize("reader, least", [(READERS[0], (0.62, 0.93)), (READERS[1], (0.62, 0.9))], ids=["rigour", "own"])
def test_pairs_of_real_names_are_told_apart(reader: NameReader, least: tuple[float, float], shared_data: Path) -> None:
    candidates, ranked = score_names(shared_data / "news" / "name_cases.csv", reader).values()
    assert candidates.all_pairs.precision == 1
    assert ranked.all_pairs.precision >= 0.95
    assert candidates.without_sisters.recall >= least[0]
    assert ranked.without_sisters.recall >= least[1]
    # Sisters are neither joined nor ranked so high.
    assert ranked.all_pairs.right == ranked.without_sisters.right
    assert ranked.all_pairs.wrong == ranked.without_sisters.wrong


@both
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Halden Maschinenbau Aktiengeselschaft", "Halden Maschinenbau AG"),
        ("Kestrel Ferries Limitd", "Kestrel Ferries Ltd"),
        ("Zenda Works Joynt Stock Company", "Zenda Works Joint Stock Company"),
        ("Studio Forty-Four Ltd", "Studio 44 Limited"),
        ("Birch Thirty 1 LLC", "Birch 31 LLC"),
    ],
)
def test_a_misspelt_legal_form_and_a_number_in_words_are_read(reader: NameReader, left: str, right: str) -> None:
    assert reader.split(left).core == reader.split(right).core != ""
    assert reader.score(left, right) >= reader.likely


@both
@pytest.mark.parametrize(
    ("left", "right"),
    [("Gas Company of Halden", "Oil Company of Halden"), ("Halden Trust A", "Halden Trust B"), ("Halden Mexico SA", "Halden SA")],
)
def test_sisters_are_not_likely_one(reader: NameReader, left: str, right: str) -> None:
    assert reader.score(left, right) < reader.likely


@pytest.mark.parametrize("reader", READERS, ids=["rigour", "own"])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("HaldenAG", "Halden AG"),
        ("Halden Labour Organisation", "Halden Labor Organization"),
        ("Halden Int'l Ltd", "Halden International Limited"),
        ("Bank of the United States", "Bank of the U.S."),
        ("United Kingdom Halden Ltd", "UK Halden Limited"),
    ],
)
def test_one_name_in_two_spellings_is_one(reader: NameReader, left: str, right: str) -> None:
    assert reader.split(left).core == reader.split(right).core != ""
