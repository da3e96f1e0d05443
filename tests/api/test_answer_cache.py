"""Answers that are kept: the same bytes as when they were made, for their generation and day alone, within bounds."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answer_cache import AnswerCache, Epoch, Question, make_stored
from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.scenarios import Sheet, publish


def invented(*mills: str) -> Sheet:
    sheet = Sheet("invented", stated="2020-01-01")
    sheet.party("odo", Kind.PERSON, "Odo Elphberg")
    for mill in mills:
        sheet.party(mill, label=f"{mill.title()} Mill Ltd")
        sheet.holds("odo", mill, "60")
    return sheet


def question(target: str) -> Question:
    return Question(target.encode(), b"*/*", False)


def answer(size: int) -> bytes:
    return b"x" * size


def open_cache(size: int) -> AnswerCache:
    """A cache in which the first epoch has begun: somebody asked."""
    cache = AnswerCache(size)
    assert cache.find(Epoch(1, 1), question("nothing")) is None
    return cache


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2_000)), max_size=60))
def test_the_cache_holds_its_bound_and_gives_what_was_kept_last(kept: list[tuple[int, int]]) -> None:
    cache, epoch, last = open_cache(60_000), Epoch(1, 1), {}
    for name, size in kept:
        cache.keep(epoch, question(str(name)), make_stored([], answer(size), "/x"))
        last[name] = size
        assert cache.bytes <= cache.max_bytes
    for name, size in last.items():
        stored = cache.find(epoch, question(str(name)))
        assert stored is None or len(stored.body) == size
    assert (cache.bytes == 0) == (len(cache) == 0)


def test_the_least_recently_asked_leaves_first() -> None:
    cache, epoch = open_cache(64_000), Epoch(1, 1)
    for name in "abcdefgh":
        cache.keep(epoch, question(name), make_stored([], answer(1_200), "/x"))
        cache.find(epoch, question("a"))
    for name in "ijklmnopqrstuvwxyzABCDEF":
        cache.keep(epoch, question(name), make_stored([], answer(1_200), "/x"))
        cache.find(epoch, question("a"))
    assert cache.find(epoch, question("a")) is not None
    assert cache.find(epoch, question("b")) is None


def test_an_answer_too_large_for_its_part_of_the_cache_is_not_kept() -> None:
    cache = open_cache(100_000)
    cache.keep(Epoch(1, 1), question("a"), make_stored([], answer(7_000), "/x"))
    assert cache.find(Epoch(1, 1), question("a")) is None


@pytest.mark.parametrize("other", [Epoch(2, 1), Epoch(1, 2), Epoch(0, 1)])
def test_another_generation_or_day_has_none_of_the_old_answers_be_it_later_or_gone_back_to(other: Epoch) -> None:
    cache = open_cache(100_000)
    cache.keep(Epoch(1, 1), question("a"), make_stored([], b"old", "/x"))
    assert cache.find(other, question("a")) is None
    cache.keep(other, question("b"), make_stored([], b"new", "/x"))
    # An answer that was begun before and ends after the change is not kept.
    cache.keep(Epoch(1, 1), question("c"), make_stored([], b"late", "/x"))
    assert [cache.find(other, question(name)) is not None for name in "abc"] == [False, True, False]


def test_tags_tell_apart_all_that_decides_an_answer() -> None:
    cache, other = AnswerCache(1, "limit 1"), AnswerCache(1, "limit 2")
    asked = question("/v1/entities/ent:a/controllers")
    tags = [
        cache.make_etag(Epoch(1, 1), asked),
        cache.make_etag(Epoch(2, 1), asked),
        cache.make_etag(Epoch(1, 2), asked),
        cache.make_etag(Epoch(1, 1), asked._replace(accept=b"text/turtle")),
        cache.make_etag(Epoch(1, 1), asked._replace(target=asked.target + b"?as_of=2020")),
        other.make_etag(Epoch(1, 1), asked),
    ]
    assert len(set(tags)) == len(tags)
    assert cache.make_etag(Epoch(1, 1), asked._replace(gzip=True)) == tags[0]


def test_a_kept_answer_is_the_answer(tmp_path: Path) -> None:
    publish(tmp_path / "data", invented("zenda"))
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        for path in (
            "/",
            "/entity/ent:zenda",
            "/v1/entities/ent:zenda/controllers",
            "/v1/search?q=zenda",
            "/v1/entities/ent:zenda/chart.svg",
        ):
            first, second = client.get(path), client.get(path)
            plain = client.get(path, headers={"Accept-Encoding": "identity"})
            assert first.status_code == 200
            assert second.content == first.content == plain.content
            ids = {"x-request-id", "date"}
            assert {k: v for k, v in second.headers.items() if k not in ids} == {k: v for k, v in first.headers.items() if k not in ids}
            assert second.headers["x-request-id"] != first.headers["x-request-id"]
            assert second.headers.get_list("x-content-type-options") == ["nosniff"]
            assert "content-encoding" not in plain.headers
            head = client.head(path)
            assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
            for held in (first.headers["etag"], f'"a,b", {first.headers["etag"]}', first.headers["etag"].removeprefix("W/"), "*"):
                unchanged = client.get(path, headers={"If-None-Match": held})
                assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", first.headers["etag"]), held
        figures = client.get("/metrics").text
        route = 'route="/v1/entities/{party:path}/controllers"'
        assert f'ownership_requests_total{{cache="hit",method="GET",{route},status="200"}} 1.0' in figures
        assert 'ownership_requests_total{cache="known",method="GET",route="",status="304"}' in figures
        assert "ownership_generation 1.0" in figures


def test_after_a_publication_every_answer_is_of_the_new_generation(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(data, invented("zenda"))
    with serving_here(data) as url, httpx.Client(base_url=url, timeout=30) as client:
        path = "/v1/entities/ent:odo/controlled"
        old = [client.get(path) for _ in range(3)][-1]
        assert [c["party"]["name"] for c in old.json()["controlled"]] == ["Zenda Mill Ltd"]
        publish(data, invented("zenda", "strelsau"))
        for _ in range(600):
            time.sleep(0.05)
            new = client.get(path, headers={"If-None-Match": old.headers["etag"]})
            if new.status_code == 200:
                break
            assert new.status_code == 304
        assert new.json()["generation"] == 2
        assert len(new.json()["controlled"]) == 2
        assert client.get(path).json() == new.json()


def test_who_holds_an_answer_whatever_its_tag_gets_none_again(tmp_path: Path) -> None:
    publish(tmp_path / "data", invented("zenda"), with_triples=True)
    any_tag = {"If-None-Match": "*"}
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        for path in ("/v1/entities/ent:zenda/owners", "/entity/ent:zenda", "/v1/export/csv", "/sparql?query=ASK%7B%7D"):
            for method in ("GET", "HEAD"):
                unchanged = client.request(method, path, headers=any_tag)
                assert (unchanged.status_code, unchanged.content) == (304, b""), path
            whole = client.get(path)
            assert (whole.status_code, bool(whole.content)) == (200, True), path
            # An answer in SPARQL has a tag of its own beside that of what is kept.
            assert path.startswith("/sparql") or whole.headers["etag"] == unchanged.headers["etag"], path
            assert client.get(path, headers={"If-None-Match": '"*", "other"'}).status_code == 200
        nobody = client.get("/v1/entities/ent:nobody", headers=any_tag)
        assert (nobody.status_code, nobody.json()["code"]) == (404, "NO_PARTY")


def test_what_is_wrong_is_not_kept(tmp_path: Path) -> None:
    publish(tmp_path / "data", invented("zenda"))
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        for path, status in (
            ("/v1/entities/ent:nobody", 404),
            ("/v1/search?q=a&limt=3", 422),
            ("/v1/controllers?party=zenda&as_of=x", 400),
        ):
            for _ in range(2):
                wrong = client.get(path)
                assert wrong.status_code == status
                assert "etag" not in wrong.headers
