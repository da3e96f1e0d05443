"""Which known party a name may mean."""

from __future__ import annotations

from loaders.article.linking import KnownParty, find_candidates, normalise_name


def test_a_link_is_automatic_only_for_one_exact_name_in_the_same_jurisdiction() -> None:
    one = KnownParty("gb-coh:1", "Buri Steel LLP", "KZ")
    assert [c.automatic for c in find_candidates("LLP Buri Steel", "KZ", [one])] == [True]
    assert [c.automatic for c in find_candidates("LLP Buri Steel", None, [one])] == [False]
    assert [c.automatic for c in find_candidates("LLP Buri Steel", "CN", [one])] == [False]
    assert [c.automatic for c in find_candidates("LLP Buri Steel", "KZ", [one, KnownParty("gb-coh:2", "Buri Steel JSC", "KZ")])] == [
        False,
        False,
    ]
    assert [c.automatic for c in find_candidates("Buri Steels", "KZ", [one])] == [False]


def test_an_identifier_decides_whatever_the_name() -> None:
    assert find_candidates("Something Else", None, [KnownParty("lei:X", "Buri", "KZ")], identifier="lei:X")[0].automatic


def test_a_key_is_blind_to_script_case_and_legal_form() -> None:
    assert normalise_name("ТОО Бури") == normalise_name("Buri TOO") == normalise_name("BURI, L.L.P.")
