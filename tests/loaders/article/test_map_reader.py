"""The claim map, written and read back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.article import ClaimMap, Party, propose, read_map, write_map
from loaders.article.model import Alias, Claim, DocumentInfo, Quote
from loaders.common import yamltree
from ontology.errors import InputError
from ontology.shares import Share
from tests.loaders.article.extraction import MAP_TEXT as TEXT
from tests.loaders.article.extraction import a_map


def test_a_map_reads_back_as_it_was_written() -> None:
    claim_map = propose(TEXT, name="news.txt")
    assert read_map(write_map(claim_map)) == claim_map


_words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(_words, _words, st.sampled_from(["51", "33.333333333", "25..50", "(25..50]", "[75..100)", ">50", "<=10", "1/3"]))
def test_any_words_survive_the_map(name: str, note: str, share: str) -> None:
    size = Share.parse(share)
    claim = Claim(
        id="c1",
        holder="a",
        predicate="owns",
        subject="b",
        note=note,
        share=msgspec.structs.replace(size, text=name),
        quotes=(Quote(role="share", start=0, end=len(name), text=name),),
    )
    parties = (Party(key="a", name=name, aliases=(Alias(text=note, how="name"),)), Party(key="b", name=note, note=name))
    claim_map = ClaimMap(document=DocumentInfo(file="a.txt", sha256="0", title=name, text=note), parties=parties, claims=(claim,))
    assert read_map(write_map(claim_map)) == claim_map


def test_norway_and_years_stay_words() -> None:
    data = a_map().replace(b"jurisdiction:\n", b"jurisdiction: NO\n").replace(b"valid_from:\n", b"valid_from: 1998\n")
    claim_map = read_map(data)
    assert claim_map.parties[0].jurisdiction == "NO"
    assert claim_map.claims[0].valid_from == "1998"


@pytest.mark.parametrize(
    "old, new, code, words",
    [
        (b"review: proposed", b"review: acepted", "BAD_MAP", "review cannot be 'acepted'"),
        (b"share: 60", b"share: 160", "BAD_MAP", "nobody holds more than 100 %, and this is 160 %"),
        (b"share: 60", b"share: many", "BAD_MAP", "'many' is not a share"),
        (b"status: in-effect", b"status: done", "BAD_MAP", "status cannot be 'done'"),
        (b"valid_from:\n", b"valid_from: 2018-13\n", "BAD_MAP", "not a day"),
        (b"valid_from:\n", b"valid_form: 2018\n", "BAD_MAP", "no field 'valid_form'"),
        (b"kind: company", b"kind: firm", "BAD_MAP", "kind cannot be 'firm'"),
        (b"start: 0", b"start: first", "BAD_MAP", "not a whole number"),
        (b"subject: buri-steel\n    share", b"subject: buri\n    share", "UNKNOWN_PARTY", "'buri', which is not among the parties"),
        (b"id: c2", b"id: c1", "DUPLICATE_CLAIM", "'c1'"),
        (b"key: buri-steel", b"key: am", "DUPLICATE_PARTY", "'am'"),
        (b"parties:\n", b"parties: {\n", "BAD_YAML", "line"),
        (b"    name: Buri Steel LLP\n", b"    name: Buri\n    name: Buri Steel LLP\n", "BAD_YAML", "is there twice"),
        (b"name: Buri Steel LLP", b"name: &x Buri", "YAML_NOT_ALLOWED", "anchors"),
        (b"name: Buri Steel LLP", b"name: !!python/name:os.system Buri", "YAML_NOT_ALLOWED", "tag"),
        (b"name: Buri Steel LLP", b"name: *x", "YAML_NOT_ALLOWED", "aliases"),
        (b"name: Buri Steel LLP", b"? [name, alias]\n    : Buri", "YAML_NOT_ALLOWED", "a key that is not a word"),
        (b"claims:\n", b"---\nclaims:\n", "BAD_YAML", "a second document begins"),
        (b"ownership_map: 1", b"ownership_map: 9", "NOT_A_CLAIM_MAP", "version 1"),
        (b"name: Buri Steel LLP", b"name: \xff\xfe", "MAP_NOT_UTF8", "byte"),
    ],
)
def test_a_slip_in_a_map_is_one_clear_error(old: bytes, new: bytes, code: str, words: str) -> None:
    data = a_map()
    assert old in data
    with pytest.raises(InputError) as caught:
        read_map(data.replace(old, new, 1), "m.yaml")
    assert caught.value.code == code
    assert words in caught.value.what
    assert caught.value.hint


def test_a_deep_or_long_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError) as caught:
        read_map(b"[" * 50_000)
    assert caught.value.code == "YAML_NOT_ALLOWED"
    with pytest.raises(InputError) as caught:
        read_map(b"#" * (yamltree.MAX_BYTES + 1))
    assert caught.value.code == "MAP_TOO_LONG"
    monkeypatch.setattr(yamltree, "_MAX_VALUES", 1_000)
    with pytest.raises(InputError) as caught:
        read_map(b"a: [" + b"1," * 1_000 + b"]")
    assert caught.value.code == "MAP_TOO_LONG"
