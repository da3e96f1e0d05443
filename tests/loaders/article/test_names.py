"""Names, and which of them are one party."""

from __future__ import annotations

import pytest

from loaders.article.linking import Known, candidates, key
from loaders.article.names import find_names
from tests.loaders.article.reading import proposed


@pytest.mark.parametrize(
    "text, names",
    [
        ("We met ARAL NATIONAL IMP. & EXP. CORP, then left.", ["ARAL NATIONAL IMP. & EXP. CORP"]),
        ("the automaker LLP Buri AvtoProm.", ["LLP Buri AvtoProm"]),
        ("Buri Technology (Group) Holding Ltd. (Buritec), which grew", ["Buri Technology (Group) Holding Ltd.", "Buritec"]),
        ("Aral Co., Ltd. sells", ["Aral Co., Ltd."]),
        ("the Ministry of Coal and Iron met", ["Ministry of Coal and Iron"]),
        ("However, the talks failed. Meanwhile all rested.", []),
        ("under the central government.", ["the central government"]),
        ("Bank of Aral and Buri Motors met", ["Bank of Aral", "Buri Motors"]),
        ("He saw Aral Motors. Buri Steel came too", ["Aral Motors", "Buri Steel"]),
    ],
)
def test_the_name_grammar(text: str, names: list[str]) -> None:
    assert [m.text for m in find_names(text) if not m.place] == names


def test_countries_and_cities_are_no_parties() -> None:
    assert [m.text for m in find_names("The Chinese group in Almaty left Kazakhstan.") if not m.place] == []


def aliases(text: str, party: str) -> dict[str, tuple[str, str]]:
    found = next(p for p in proposed(text).parties if p.key == party)
    return {a.text: (a.how, a.confidence) for a in found.aliases}


def test_bracket_and_dash_define_aliases() -> None:
    text = "Aral Steel Mills (ASM) owns Buri Foods. Aral Steel Mills - Aralco - grew. Aralco owns Cetin Media."
    found = aliases(text, "asm")
    assert found["ASM"] == ("bracket", "high")
    assert found["Aralco"][0] == "dash"


def test_a_name_defined_in_a_bracket_inside_a_bracket_belongs_to_the_inner_name() -> None:
    text = "Aral Group (its unit Buri Steel Works (BSW)) grew. Cetin Foods bought BSW."
    claim = next(c for c in proposed(text).claims if c.predicate == "owns")
    assert claim.subject == "bsw"
    assert "BSW" in aliases(text, "bsw")


def test_abbreviated_and_full_spelling_are_one_party() -> None:
    text = "Aral National Imp. & Exp. Corp owns Buri Foods. Aral National Import & Export Corporation owns Cetin Media."
    assert len({c.holder for c in proposed(text).claims}) == 1


def test_a_short_capital_word_that_looks_like_a_defined_acronym_is_only_suggested() -> None:
    text = "The deal brings SMS trucks. Cetin Machine Company (CMC) owns Buri Foods."
    found = proposed(text)
    assert aliases(text, "cmc")["SMS"] == ("homoglyph", "low")
    assert all(q.text != "SMS" for c in found.claims for q in c.quotes)


def test_a_word_that_resembles_nothing_is_not_suggested() -> None:
    assert "TRK" not in aliases("The deal brings TRK trucks. Cetin Machine Company (CMC) owns Buri Foods.", "cmc")


def test_a_subsidiary_named_after_its_parent_is_a_party_of_its_own() -> None:
    claim = next(c for c in proposed("Aral Kazakhstan is a subsidiary of Aral.").claims)
    assert (claim.holder, claim.subject) == ("aral", "aral-kazakhstan")


def test_a_link_is_automatic_only_for_one_exact_name_in_the_same_jurisdiction() -> None:
    one = Known("gb-coh:1", "Buri Steel LLP", "KZ")
    assert [c.automatic for c in candidates("LLP Buri Steel", "KZ", [one])] == [True]
    assert [c.automatic for c in candidates("LLP Buri Steel", None, [one])] == [False]
    assert [c.automatic for c in candidates("LLP Buri Steel", "CN", [one])] == [False]
    assert [c.automatic for c in candidates("LLP Buri Steel", "KZ", [one, Known("gb-coh:2", "Buri Steel JSC", "KZ")])] == [False, False]
    assert [c.automatic for c in candidates("Buri Steels", "KZ", [one])] == [False]


def test_an_identifier_decides_whatever_the_name() -> None:
    assert candidates("Something Else", None, [Known("lei:X", "Buri", "KZ")], identifier="lei:X")[0].automatic


def test_a_key_is_blind_to_script_case_and_legal_form() -> None:
    assert key("ТОО Бури") == key("Buri TOO") == key("BURI, L.L.P.")
