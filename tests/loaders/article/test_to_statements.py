"""From reviewed claims to statements."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from loaders.article import ClaimMap, ClaimStatus, make_statements, propose, read_map, write_map
from ontology.errors import InputError, UsageError
from ontology.statements import Directness, EntityStatement, Interest, InterestStatement, Kind, Review, Statement, Status
from ontology.terms import Base

TEXT = (
    b" date 2031-04-05 By Ada Brook\n\nA deal was signed on the entry of a state company (Aral Motors (AM)) "
    b"into the capital (51 percent) of LLP Buri Steel.\n\n"
    b"In 1998, Aral Motors became a wholly-owned enterprise of Cetin Group, "
    b"which is under the direct supervision of the central government. "
    b"Aral Motors was affiliated to the former Ministry of Iron (the predecessor of the Ministry of Coal). "
    b"Cetin Group has more than 900 employees.\n"
)


def reviewed(review: Review = Review.ACCEPTED) -> ClaimMap:
    claim_map = propose(TEXT, name="news.txt")
    return msgspec.structs.replace(
        claim_map, claims=tuple(msgspec.structs.replace(c, review=review, by="Ada", at="2031-05-01") for c in claim_map.claims)
    )


def loaded(claim_map: ClaimMap, *, accept_tier: str | None = None) -> list[Statement]:
    return list(
        make_statements(
            write_map(claim_map), name="news.map.yaml", base=Base(), accept_tier=accept_tier, read_beside={"news.txt": TEXT}.get
        )[1]
    )


def interests(statements: list[Statement]) -> dict[Interest, InterestStatement]:
    return {s.interest: s for s in statements if isinstance(s, InterestStatement)}


def test_an_agreed_share_becomes_a_direct_shareholding_without_a_start() -> None:
    agreed = next(s for s in loaded(reviewed()) if isinstance(s, InterestStatement) and s.status is Status.AGREED)
    assert (agreed.interest, agreed.direct, agreed.valid_from, agreed.stated_at) == (
        Interest.SHAREHOLDING,
        Directness.DIRECT,
        None,
        "2031-04-05",
    )
    assert agreed.share is not None
    assert (agreed.share.label(), agreed.share.text) == ("51 %", "51 percent")


def test_each_relation_becomes_its_interest() -> None:
    by_interest = interests(loaded(reviewed()))
    assert by_interest[Interest.CONTROL_BY_LEGAL_FRAMEWORK].details == "supervises"
    former = by_interest[Interest.OTHER_INFLUENCE_OR_CONTROL]
    assert (former.status, former.details) == (Status.FORMER, "affiliated to")
    whole = by_interest[Interest.SHAREHOLDING]
    assert (whole.share and whole.share.label(), whole.valid_from, whole.status) == ("100 %", "1998", Status.IN_EFFECT)


def test_a_successor_carries_its_predecessor_and_no_interest() -> None:
    statements = loaded(reviewed())
    facts = [(s.entity, a) for s in statements if isinstance(s, EntityStatement) for a in s.attributes if a.name == "predecessor"]
    assert len(facts) == 1
    entity, fact = facts[0]
    assert (fact.datatype, "ministry-of-iron" in fact.value, "ministry-of-coal" in entity) == ("party", True, True)


def test_figures_become_attributes_with_unit_and_qualifier() -> None:
    fact = next(a for s in loaded(reviewed()) if isinstance(s, EntityStatement) for a in s.attributes if a.name == "employees")
    assert (fact.value, fact.datatype, fact.unit, fact.qualifier) == ("900", "number", "people", "more than")


def test_evidence_points_into_the_text_of_the_source() -> None:
    source, statements = make_statements(write_map(reviewed()), name="m", base=Base(), read_beside={"news.txt": TEXT}.get)
    evidence = [e for s in statements for e in s.evidence]
    assert source.text is not None
    assert (source.type, source.author, source.date) == ("article", "Ada Brook", "2031-04-05")
    assert len(evidence) > 10
    assert all(e.source == source.id and source.text[e.start : e.end] == e.quote for e in evidence)


@pytest.mark.parametrize("review", [Review.PROPOSED, Review.REJECTED])
def test_claims_that_are_not_accepted_are_kept_with_their_review(review: Review) -> None:
    statements = loaded(reviewed(review))
    assert len(statements) == len(loaded(reviewed()))
    assert {s.assertion.review for s in statements if s.assertion} == {review}


def test_an_implied_claim_makes_no_statement() -> None:
    claim_map = reviewed()
    implied = msgspec.structs.replace(
        claim_map, claims=(msgspec.structs.replace(claim_map.claims[0], status=ClaimStatus.IMPLIED), *claim_map.claims[1:])
    )
    assert len(loaded(implied)) == len(loaded(claim_map)) - 1


def test_a_negotiated_deal_is_planned() -> None:
    statements = list(make_statements(b"Aral Motors is in talks to acquire Buri Steel.", name="a.txt", base=Base())[1])
    deal = next(s for s in statements if isinstance(s, InterestStatement))
    assert (deal.status, deal.details) == (Status.PLANNED, "negotiating")


def test_taking_a_tier_without_review_says_so_and_leaves_the_doubtful_to_a_person() -> None:
    links = [s for s in loaded(propose(TEXT, name="news.txt"), accept_tier="B") if isinstance(s, InterestStatement)]
    reviews = {s.status: s.assertion.review for s in links if s.assertion}
    assert reviews == {Status.AGREED: Review.AUTO, Status.IN_EFFECT: Review.AUTO, Status.FORMER: Review.PROPOSED}
    of_tier_a = loaded(propose(TEXT, name="news.txt"), accept_tier="A")
    sure = [s for s in of_tier_a if isinstance(s, InterestStatement) and s.assertion and s.assertion.review is Review.AUTO]
    assert {s.assertion.tier for s in sure if s.assertion} == {"A"}
    assert 0 < len(sure) < sum(s.assertion.review is Review.AUTO for s in links if s.assertion)
    with pytest.raises(UsageError) as caught:
        loaded(reviewed(), accept_tier="Z")
    assert caught.value.code == "BAD_TIER"


def test_no_tier_takes_a_claim_about_a_party_that_the_text_does_not_name() -> None:
    claim_map = propose(b"The company was acquired by Aral Motors.", name="a.txt")
    assert [(c.tier, c.subject) for c in claim_map.claims] == [("A", "the-company")]
    _, statements = make_statements(b"The company was acquired by Aral Motors.", name="a.txt", base=Base(), accept_tier="C")
    assert {s.assertion.review for s in statements if isinstance(s, InterestStatement) and s.assertion} == {Review.PROPOSED}


def test_an_identifier_in_the_map_names_the_party() -> None:
    claim_map = reviewed()
    party = msgspec.structs.replace(claim_map.parties[0], id="lei:5493001KJTIIGC8Y1R12")
    statements = loaded(msgspec.structs.replace(claim_map, parties=(party, *claim_map.parties[1:])))
    first = next(s for s in statements if isinstance(s, EntityStatement))
    assert first.entity == Base().expand("lei:5493001KJTIIGC8Y1R12")
    assert [(i.scheme, i.value) for i in first.identifiers] == [("LEI", "5493001KJTIIGC8Y1R12")]


def test_a_suggested_alias_is_no_name_of_the_party() -> None:
    text = b"The deal brings SMS trucks. Cetin Machine Company (CMC) owns Buri Foods."
    names = {n.text for s in make_statements(text, name="a.txt", base=Base())[1] if isinstance(s, EntityStatement) for n in s.names}
    assert "CMC" in names
    assert "SMS" not in names


def test_a_missing_or_changed_article_is_refused_with_the_next_step() -> None:
    data = write_map(reviewed())
    with pytest.raises(InputError) as caught:
        make_statements(data, name="m.yaml", base=Base())
    assert (caught.value.code, "news.txt" in caught.value.hint) == ("ARTICLE_MISSING", True)
    with pytest.raises(InputError) as caught:
        make_statements(data, name="m.yaml", base=Base(), read_beside={"news.txt": TEXT + b"more"}.get)
    assert caught.value.code == "TEXT_CHANGED"
    with pytest.raises(InputError) as caught:
        make_statements(data, name="m.yaml", base=Base(), read_beside={"news.txt": TEXT.replace(b"51", b"49")}.get)
    assert caught.value.code == "QUOTE_LOST"
    with pytest.raises(InputError) as caught:
        make_statements(
            data.replace(b"file: news.txt", b"file: ../news.txt"), name="m.yaml", base=Base(), read_beside={"news.txt": TEXT}.get
        )
    assert caught.value.code == "BAD_FILE_NAME"


def test_a_map_can_carry_its_article() -> None:
    claim_map = reviewed()
    carried = msgspec.structs.replace(claim_map, document=msgspec.structs.replace(claim_map.document, text=TEXT.decode()))
    assert list(make_statements(write_map(carried), name="m.yaml", base=Base())[1])


def test_loading_twice_gives_the_same_statements() -> None:
    assert loaded(reviewed()) == loaded(reviewed())


def test_the_example_gives_the_chain_of_its_article() -> None:
    folder = Path(__file__).resolve().parents[3] / "examples"
    claim_map = read_map((folder / "saryarka.map.yaml").read_bytes())
    _, stream = make_statements(
        (folder / "saryarka.map.yaml").read_bytes(), name="saryarka.map.yaml", base=Base(), read_beside=lambda n: (folder / n).read_bytes()
    )
    statements = list(stream)
    assert {c.review for c in claim_map.claims} == {Review.ACCEPTED}
    names = {s.entity: s.names[0].text for s in statements if isinstance(s, EntityStatement) and s.names}
    chain = {
        (names[s.holder], names[s.subject], s.interest.value, s.share.label() if s.share else None, s.status.value, s.valid_from)
        for s in statements
        if isinstance(s, InterestStatement) and s.holder and s.subject
    }
    cmc, genertec = "China National Machinery Import & Export Corporation", "China General Technology (Group) Holding"
    state = "Central government of the People's Republic of China"
    assert (cmc, "Saryarka AvtoProm LLP", "shareholding", "51 %", "agreed", None) in chain
    assert (genertec, cmc, "shareholding", "100 %", "in-effect", "1998") in chain
    assert (state, genertec, "controlByLegalFramework", None, "in-effect", None) in chain
    assert next(s.kind for s in statements if isinstance(s, EntityStatement) and s.names and s.names[0].text == state) is Kind.STATE
