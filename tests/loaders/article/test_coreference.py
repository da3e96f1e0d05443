"""Which names are one party."""

from __future__ import annotations

from tests.loaders.article.extraction import proposed


def aliases(text: str, party: str) -> dict[str, tuple[str, str]]:
    party_found = next(p for p in proposed(text).parties if p.key == party)
    return {a.text: (a.how, a.confidence) for a in party_found.aliases}


def test_bracket_and_dash_define_aliases() -> None:
    text = "Aral Steel Mills (ASM) owns Buri Foods. Aral Steel Mills - Aralco - grew. Aralco owns Cetin Media."
    by_text = aliases(text, "asm")
    assert by_text["ASM"] == ("bracket", "high")
    assert by_text["Aralco"][0] == "dash"


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
    claim_map = proposed(text)
    assert aliases(text, "cmc")["SMS"] == ("homoglyph", "low")
    assert all(q.text != "SMS" for c in claim_map.claims for q in c.quotes)


def test_a_word_that_resembles_nothing_is_not_suggested() -> None:
    assert "TRK" not in aliases("The deal brings TRK trucks. Cetin Machine Company (CMC) owns Buri Foods.", "cmc")


def test_a_subsidiary_named_after_its_parent_is_a_party_of_its_own() -> None:
    claim = next(c for c in proposed("Aral Kazakhstan is a subsidiary of Aral.").claims)
    assert (claim.holder, claim.subject) == ("aral", "aral-kazakhstan")


def test_the_headline_may_have_the_short_name_of_a_party() -> None:
    text = "Buri Steel sold to Aral\n\nAral Industries AB has bought 74.9% of Buri Steel. Aral Kazakhstan was not asked."
    assert [party.name for party in proposed(text).parties] == ["Aral Industries AB", "Buri Steel"]
    assert len(proposed("Aral Bank owns Buri Steel. Aral Bank Kazakhstan owns Cetin Mills.").parties) == 4


def test_a_short_name_may_leave_out_the_first_word_where_that_is_no_name() -> None:
    text = "Mineracao Aral Dourada SA owns Buri Foods. Aral Dourada also owns Cetin Media."
    assert len({c.holder for c in proposed(text).claims}) == 1
    text = "Azulejos Brook is owned by Amparo Brook. Brook also owns Cetin Media."
    assert "azulejos-brook" not in {c.holder for c in proposed(text).claims if c.subject == "cetin-media"}


def test_a_founder_and_his_company_are_two_though_one_word_may_mean_either() -> None:
    text = "Entrepreneur Ada Brook owns 45% of Brook Mills SpA. Cetin Bank advised Brook."
    assert [(c.holder, c.subject) for c in proposed(text).claims if c.holder is not None] == [("ada-brook", "brook-mills")]
