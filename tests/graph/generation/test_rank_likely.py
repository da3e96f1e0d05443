"""Names that only resemble are ranked for a person: never as candidates, and not where something contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.queries.candidates import Wanted, list_candidates
from tests.graph.queries.test_identity import ask_both, place
from tests.scenarios import Sheet, publish


def rank(folder: Path, *sheets: Sheet) -> Generation:
    publish(folder, *sheets)
    with DataFolder(folder).writer() as writer:
        writer.find_candidates()
        return writer.rank_likely()


def name_ranked(generation: Generation) -> dict[frozenset[str], tuple[str, ...]]:
    listed = list_candidates(generation, Wanted(ranked=True)).candidates
    return {frozenset((pair.left.name, pair.right.name)): pair.reasons for pair in listed}


def test_a_misspelt_name_is_ranked_and_changes_no_answer(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Shipping Ltd")
    place(two, "h2", "Halden Wroks Shipping Limited")
    one.holds("h1", "mole", "80")
    two.holds("Rowan", "h2", "75")
    generation = rank(tmp_path, one, two)
    assert name_ranked(generation) == {
        frozenset(("Halden Works Shipping Ltd", "Halden Wroks Shipping Limited")): ("similar name", "same legal form", "same country")
    }
    assert len(generation.candidates or ()) == 0
    stated, asked = ask_both(generation, "mole")
    assert not stated.candidates
    assert stated.controllers == asked.controllers


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Neither ends are the same, and they share no word: the same consonants.
        ("Brindunord Ltd", "Bryndunord Ltd"),
        # A short name.
        ("Kestl Ltd", "Kesttl Ltd"),
        # The rarest word of each is misspelt; the next is not.
        ("Wofertgrem Foostasthe Partners Ltd", "Woefrtgrem Foostasthe Partner Ltd"),
        # The same words in another order.
        ("Bank of Haldenmark", "Haldenmark Bank"),
        # Few letters, and one of its vowels.
        ("Koalia Ltd", "Koelia Ltd"),
        # A letter too many at the beginning.
        ("Invotra Ltd", "Nvotra Ltd"),
        # Vowels and the end.
        ("Kestrolmor Chace Ltd", "Kestralmor Chase Ltd"),
    ],
)
def test_names_that_are_misspelt_at_either_end_are_ranked(tmp_path: Path, left: str, right: str) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "a", left)
    place(two, "b", right)
    assert list(name_ranked(rank(tmp_path, one, two))) == [frozenset((left, right))]


def test_pairs_are_ranked_word_by_word(tmp_path: Path) -> None:
    """Of two names a swapped letter tells less than another word, even where as many letters are the same."""
    one, two = Sheet("one"), Sheet("two")
    place(one, "a", "Halden Mortgage Shipping Ltd")
    place(two, "b", "Halden Mortgaeg Shipping Ltd")
    place(two, "c", "Halden Montage Shipping Ltd")
    listed = list_candidates(rank(tmp_path, one, two), Wanted(ranked=True)).candidates
    assert {listed[0].left.name, listed[0].right.name} == {"Halden Mortgage Shipping Ltd", "Halden Mortgaeg Shipping Ltd"}


@pytest.mark.parametrize(
    ("left", "right", "country"),
    [
        ("Halden Works Shipping Ltd", "HALDEN WORKS SHIPPING LIMITED", "GB"),
        ("Halden Works Shipping 1 Ltd", "Halden Works Shippings 2 Ltd", "GB"),
        ("Halden Works Shipping Ltd", "Halden Wroks Shipping plc", "GB"),
        ("Halden Works Shipping Ltd", "Halden Wroks Shipping Ltd", "FR"),
        ("Halden Works Shipping Ltd", "Kestrel Ferries and Tugs Ltd", "GB"),
    ],
)
def test_what_is_a_candidate_already_or_contradicted_is_not_ranked(tmp_path: Path, left: str, right: str, country: str) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "a", left)
    place(two, "b", right, country)
    assert name_ranked(rank(tmp_path, one, two)) == {}


def test_one_that_holds_the_other_is_not_ranked(tmp_path: Path) -> None:
    one = Sheet("one")
    place(one, "a", "Halden Works Shipping Ltd")
    place(one, "b", "Halden Works Shippings Ltd")
    one.holds("a", "b", "100")
    assert name_ranked(rank(tmp_path, one)) == {}


def test_scores_lie_below_every_candidate(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    for number, (left, right) in enumerate(
        (("Halden Shipping Works", "Halden Shiping Works"), ("Kestrel Tugs Ferries", "Kestrel Tugz Ferrys"))
    ):
        place(one, f"a{number}", f"{left} Ltd")
        place(two, f"b{number}", f"{right} Ltd")
    scores = [pair.score for pair in list_candidates(rank(tmp_path, one, two), Wanted(ranked=True)).candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores
    assert max(scores) < 90
