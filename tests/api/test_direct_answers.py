"""The short way to an answer says what the route says, and leaves to it whatever is not plain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from api.direct_answers import DirectAnswers
from api.settings import Settings
from api.state import Served
from graph.queries.scope import FEW
from ontology.statements import Kind
from ontology.terms import Base
from tests.api.in_process import serving_here
from tests.scenarios import Sheet, publish

BASE = Base()
OTHER = BASE.identifier("lei", "5493001KJTIIGC8Y1R12")
PLAIN = [
    "",
    "as_of=",
    "as_of=2021-06-30",
    "as_of=2021",
    "as_of=2021-06-30&known_at=2020-12-31",
    "rule=ofac-50",
    "rule=eu-amlr-52&as_of=2024-01-01",
]
ODD = [
    "as_of=2021-13-45",
    "as_of=2021-06-300000000",
    "rule=no-such-rule",
    "as_of=2021-06-30&as_of=2020-01-01",
    "include=agreed",
    "set=unknown:nothing&rule=ofac-50",
    "together=odo",
    "asof=2021",
    "as_of=%00",
    "rule=",
    "=x",
    "as_of=2021;rule=ofac-50",
]
SHORT, LONG = "application/json", "application/json, */*;q=0.5"
"""The second is not plain, so that the route answers."""


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    sheet = Sheet("invented", stated="2020-01-01")
    sheet.party("odo", Kind.PERSON, "Odo Elphberg")
    sheet.party("north", label="North Mill Ltd")
    sheet.party("south", label="South Mill Ltd")
    sheet.holds("odo", "north", "60", valid_from="2019-01-01")
    sheet.holds("north", "south", "50")
    sheet.same("north", OTHER)
    # More statements bear on it than are read where all wait.
    sheet.party("wide", label="Wide Mill Ltd")
    for number in range(FEW + 1):
        sheet.party(f"holder{number}", Kind.PERSON, f"Holder {number}")
        sheet.holds(f"holder{number}", "wide", "0.25")
    return sheet


@pytest.fixture(scope="module")
def folder(sheet: Sheet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("direct") / "data"
    publish(folder, sheet)
    return folder


def addresses(sheet: Sheet) -> list[str]:
    ids = [
        sheet.id("odo"),
        sheet.id("north"),
        OTHER,
        BASE.compact(sheet.id("south")),
        sheet.id("wide"),
        "https://example.org/nobody",
        "North Mill Ltd",
        "a/b",
    ]
    return [f"/v1/entities/{quote(party, safe=safe)}/controllers" for party, safe in product(ids, ("", ":/"))]


def test_both_ways_say_the_same(sheet: Sheet, folder: Path) -> None:
    statuses = set()
    with serving_here(folder) as url, httpx.Client(base_url=url) as client:
        for address, query, packed in product(addresses(sheet), [*PLAIN, *ODD], ("gzip", "identity")):
            short, long = (
                client.get(f"{address}?{query}" if query else address, headers={"accept": accept, "accept-encoding": packed})
                for accept in (SHORT, LONG)
            )
            assert short.status_code == long.status_code, (address, query)
            assert list(sent(short)) == list(sent(long)), (address, query)
            statuses.add(short.status_code)
    assert statuses == {200, 308, 400, 404, 422}


def sent(response: httpx.Response) -> Iterator[object]:
    """What is sent but the tag and the id of the request, which are of the request too."""
    own = response.headers["x-request-id"]
    yield response.text.replace(own, "")
    yield sorted((name, value) for name, value in response.headers.items() if name not in ("x-request-id", "etag", "date"))


def test_plain_questions_do_not_reach_the_routes(sheet: Sheet, folder: Path) -> None:
    reached, statuses = list[bytes](), list[int]()

    async def route(scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append(scope["query_string"])

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

    async def ask() -> None:
        served = Served(Settings(data=folder))
        direct = DirectAnswers(route, served=served, route=None)
        async with served.following():
            for query in (*PLAIN, *ODD):
                path = f"/v1/entities/{sheet.id('south')}/controllers"
                await direct({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}, receive, send)

    asyncio.run(ask())
    assert statuses == [200] * len(PLAIN)
    assert reached == [query.encode() for query in ODD]
