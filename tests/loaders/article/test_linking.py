"""When two names are equal, and what a look-up makes of what a person said."""

from __future__ import annotations

from loaders.article.model import UNNAMED, Candidate, Party
from loaders.article.parties.linking import link_parties, normalise_name

BURI = Candidate(id="lei:X", name="Buri AG", score=100.0, why="same name", automatic=True)


def test_a_key_is_blind_to_script_case_and_legal_form() -> None:
    assert normalise_name("ТОО Бури") == normalise_name("Buri TOO") == normalise_name("BURI, L.L.P.")


def test_a_candidate_that_a_person_rejected_is_not_offered_again() -> None:
    rejected = Candidate(id="lei:X", name="Buri AG", score=100.0, why="same name", automatic=True, rejected=True)
    (party,) = link_parties([Party(key="buri", name="Buri", candidates=(rejected,))], lambda _: (BURI,))
    assert party.candidates == (rejected,)
    assert party.automatic is None


def test_a_party_that_the_text_does_not_name_is_not_looked_up() -> None:
    unnamed = Party(key="the-company", name="the company", note=f"{UNNAMED}: give its name, or reject its claims")
    assert link_parties([unnamed], lambda _: (BURI,)) == (unnamed,)
