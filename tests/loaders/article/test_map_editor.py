"""A map is changed where it differs, and nowhere else."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from loaders.article import edit_map, read_map, write_map
from loaders.article.claim_map.items import edit_items
from loaders.article.model import Alias, Candidate, ClaimMap, ClaimStatus
from ontology.shares import Share
from ontology.statements import Review

SEED = Path(__file__).parents[3] / "examples" / "saryarka.map.yaml"


@pytest.fixture(scope="module")
def file() -> bytes:
    """The map of the example as somebody works with it: with comments, blank lines and a field in another place."""
    text = SEED.read_text()
    text = text.replace("\nclaims:\n", "\n# the claims follow\nclaims:\n")
    text = text.replace("  - id: c2\n", "\n  # ask the registrar\n  - id: c2   # second\n", 1)
    return text.encode()


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[:2] in ("+ ", "- ")]


def change_claim(claim_map: ClaimMap, at: int, **fields: object) -> ClaimMap:
    claims = list(claim_map.claims)
    claims[at] = replace(claims[at], **fields)
    return replace(claim_map, claims=tuple(claims))


def test_only_the_lines_of_changed_fields_change(file: bytes) -> None:
    before = read_map(file)
    review = before.claims[1].review.value
    after = change_claim(before, 1, review=Review.REJECTED)
    edited = edit_map(file, after)
    assert read_map(edited) == after
    assert changed_lines(file, edited) == [f"-     review: {review}", "+     review: rejected"]


CHANGES = {
    "share": {"share": Share.parse("(25..50]")},
    "no share": {"share": None},
    "text with marks": {"note": 'he said: "51 %" # not\nmore'},
    "no note": {"note": None},
    "fields that were not there": {"unit": "USD", "qualifier": "about", "as_of": "2018", "indirect": True},
    "dates": {"valid_from": "1998", "valid_until": "2001-02-03", "status": ClaimStatus.FORMER},
    "quotes": {"quotes": ()},
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("at", [0, 1, -1])
def test_a_changed_claim_reads_back_and_no_comment_is_lost(file: bytes, name: str, at: int) -> None:
    after = change_claim(read_map(file), at, **CHANGES[name])
    edited = edit_map(file, after)
    assert read_map(edited) == read_map(write_map(after))
    assert all(line in edited.decode() for line in ("# the claims follow", "# ask the registrar", "# second", "# Then: ownership"))


def test_a_party_goes_and_another_comes(file: bytes) -> None:
    before = read_map(file)
    gone, kept = before.parties[1], before.parties[0]
    new = replace(
        kept, key="new", aliases=(Alias(text="N", how="short"),), candidates=(Candidate(id="lei:X", name="N", score=91.5, why="w"),)
    )
    claims = tuple(
        replace(c, holder="new" if c.holder == gone.key else c.holder, subject="new" if c.subject == gone.key else c.subject)
        for c in before.claims
    )
    after = replace(before, parties=(*(p for p in before.parties if p is not gone), new), claims=claims)
    edited = edit_map(file, after)
    assert read_map(edited) == after
    assert b"# ask the registrar" in edited


def test_a_file_of_another_layout_is_still_changed(file: bytes) -> None:
    """JSON is YAML, too."""
    before = read_map(file)
    quote = {"role": "claim", "start": 0, "end": 1, "text": "A"}
    claim = {"id": "c1", "holder": "a", "predicate": "owns", "subject": "b", "quotes": [quote]}
    parties = [{"key": key, "name": key} for key in "ab"]
    head = {"file": "a", "sha256": "x"}
    flow = msgspec.json.encode({"ownership_map": "1", "document": head, "parties": parties, "claims": [claim]})
    after = change_claim(read_map(flow), 0, review=Review.ACCEPTED)
    assert read_map(edit_map(flow, after)) == after
    assert read_map(edit_map(file.replace(b"\n", b"\r\n"), change_claim(before, 0, by="ada"))).claims[0].by == "ada"
    assert edit_map(b"\xef\xbb\xbf" + write_map(before), change_claim(before, 0, by="ada")).startswith(b"\xef\xbb\xbf#")


def test_what_does_not_differ_stays_byte_for_byte(file: bytes) -> None:
    assert edit_map(file, read_map(file)) == file


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("at", [0, 1, -1])
def test_a_claim_changed_alone_gives_the_file_that_the_whole_gives(file: bytes, name: str, at: int) -> None:
    before = read_map(file)
    after = change_claim(before, at, **CHANGES[name])
    quick = edit_items(file, before, after)
    assert quick is not None
    assert quick == (edit_map(file, after), read_map(edit_map(file, after)))


def test_items_that_come_and_go_are_written_alone_too(file: bytes) -> None:
    before = read_map(file)
    claims = (*before.claims[:2], *before.claims[3:], replace(before.claims[0], id="c99"))
    after = replace(before, claims=claims, parties=(*before.parties, replace(before.parties[0], key="new")))
    quick = edit_items(file, before, after)
    assert quick is not None
    assert quick == (edit_map(file, after), after)


def test_a_file_that_cannot_be_read_in_parts_is_left_to_the_whole(file: bytes) -> None:
    before = read_map(file)
    after = change_claim(before, 0, by="ada")
    quoting = file.replace(b"\nparties:", b'\n  text: "one\nclaims:\n  - id: c1\ntwo"\nparties:', 1)
    assert edit_items(quoting, read_map(quoting), change_claim(read_map(quoting), 0, by="ada")) is None
    assert edit_items(file.replace(b"  - id: c1", b"  - id: c9", 1), before, after) is None
    assert edit_items(file, before, replace(after, document=replace(before.document, title="other"))) is None
