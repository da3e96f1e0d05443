"""Which known party a name may mean."""

from __future__ import annotations

from loaders.article.linking import Known, candidates, key


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
