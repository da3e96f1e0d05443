"""Lists kept while they are paged through: a page of a kept list is that of the list worked out anew, in every format, within a bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.list_cache import ListCache
from api.representations import ANSWER
from graph.answers.common import PartyRef, Provenance, Range
from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.queries.context import Header
from tests.api.in_process import serving_here
from tests.api.test_paging import folder, next_of, service

__all__ = ["folder", "service"]
LARGE = 10_000_000


def make_list(rows: int) -> HoldingsAnswer:
    holdings = [
        HoldingAnswer(
            subject=PartyRef(id=f"ent:{number}", name=f"Elphberg Mill {number}", kind="company"),
            interests=("shareholding",),
            direct=Range(min=number, max=number + 0.5, max_open=True),
            votes=None,
            certainty="certain",
            indirect=False,
            statements=(f"stmt:{number}",),
        )
        for number in range(rows)
    ]
    party = PartyRef(id="ent:odo", name="Odo", kind="person")
    header = Header(as_of="2021-01-01", known_at=None, include=(), generation=1)
    rests_on = Provenance(licence=None, terms=None, without_licence=(), oldest=None, newest=None, asked=1, earlier=0)
    return HoldingsAnswer(party=party, holdings=tuple(holdings), provenance=rests_on, **header)


def asking(answer: HoldingsAnswer, asked: list[str]) -> Callable[[], HoldingsAnswer]:
    def ask() -> HoldingsAnswer:
        asked.append("")
        return answer

    return ask


@given(st.integers(2, 800), st.integers(0, 900), st.none() | st.integers(0, 900))
def test_a_part_of_a_kept_list_is_that_of_the_list(rows: int, start: int, end: int | None) -> None:
    asked: list[str] = []
    cache, answer = ListCache(LARGE), make_list(rows)
    cache.read("list", 0, 1, asking(answer, asked))
    part, listed = cache.read("list", start, end, asking(answer, asked))
    assert (part.holdings, listed) == (answer.holdings[start:end], rows)
    assert part.party == answer.party
    assert len(asked) == 1


def test_a_list_that_ends_on_the_page_is_not_kept() -> None:
    cache, asked = ListCache(LARGE), list[str]()
    for start, end in ((0, 5), (0, None), (3, 7)):
        cache.read("list", start, end, asking(make_list(5), asked))
    assert (len(cache), cache.bytes, len(asked)) == (0, 0, 3)


def test_the_list_that_was_asked_for_least_recently_is_dropped_at_the_bound() -> None:
    one = ListCache(LARGE)
    one.read("list", 0, 1, lambda: make_list(300))
    cache, asked = ListCache(one.bytes * 2 + 100), list[str]()
    for key in ("a", "b", "a", "c"):
        cache.read(key, 0, 1, asking(make_list(300), asked))
    assert (len(cache), cache.bytes, len(asked)) == (2, one.bytes * 2, 3)
    cache.read("a", 0, 1, asking(make_list(300), asked))
    assert len(asked) == 3
    cache.read("b", 0, 1, asking(make_list(300), asked))
    assert len(asked) == 4


def test_a_list_that_would_fill_the_cache_is_worked_out_for_each_page() -> None:
    one = ListCache(LARGE)
    one.read("list", 0, 1, lambda: make_list(300))
    cache, asked = ListCache(one.bytes + 100), list[str]()
    for _ in range(2):
        assert cache.read("list", 1, 2, asking(make_list(300), asked))[0].holdings == make_list(300).holdings[1:2]
    assert (len(cache), len(asked)) == (0, 2)


@pytest.fixture(scope="module")
def keeping_none(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder, list_cache=0) as url, httpx.Client(base_url=url) as client:
        yield client


KEPT = [
    "/v1/entities/ent:odo/controlled",
    "/v1/entities/ent:hub/owners",
    "/v1/entities/ent:odo/holdings",
    "/v1/entities/ent:hub/history",
    "/v1/cycles",
    "/v1/changes",
]


@pytest.mark.parametrize("path", KEPT)
def test_the_pages_of_a_kept_list_are_the_same_bytes_in_every_format(service: httpx.Client, keeping_none: httpx.Client, path: str) -> None:
    for form in ANSWER:
        question = "since=1" if "changes" in path else "as_of=2022-01-01" + "&comparison=true" * path.endswith("owners")
        address: str | None = f"{path}.{form.suffix}?limit=1&{question}"
        pages = 0
        while address is not None:
            kept, anew = service.get(address), keeping_none.get(address)
            assert (kept.status_code, kept.content) == (200, anew.content)
            assert next_of(kept) == next_of(anew)
            address, pages = next_of(kept), pages + 1
        assert pages > 1


def read_bytes(client: httpx.Client) -> float:
    lines = client.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("ownership_list_cache_bytes"))


def test_metrics_tell_how_much_is_kept(service: httpx.Client, keeping_none: httpx.Client) -> None:
    for client in (service, keeping_none):
        assert client.get("/v1/entities/ent:odo/holdings?limit=1").status_code == 200
    assert read_bytes(service) > 0
    assert read_bytes(keeping_none) == 0
