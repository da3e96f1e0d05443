"""Minutes of many clients while generations are published: no error, no answer of two generations, no growing memory.

Asked by `make test-soak`; ``OWNERSHIP_TEST_SOAK_SECONDS`` says for how long (two minutes).
"""

from __future__ import annotations

import asyncio
import datetime
import json
import os
import random
import re
import time
from collections import Counter
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit

import httpx
import pytest

from bench.load import Answer, ask_at_once, write_request
from graph.generation.data_folder import DataFolder
from ontology.statements import Kind
from tests.scenarios import Sheet, publish
from tests.serving import find_processes, serving

SECONDS = float(os.environ.get("OWNERSHIP_TEST_SOAK_SECONDS", "120"))
CLIENTS = 32
COMPANIES = 400
PERSONS = 7
HOT = 20
"""Companies that are asked about again and again."""
GROWTH = 0.10
"""By how much memory of the last third may be above that of the first."""
PAUSE = 3.0
"""Seconds between two publications."""
FIRST_DAY = datetime.date(2010, 1, 1)


def controller_of(company: int, generation: int) -> str:
    """Each generation has another person above each company."""
    return f"person{(company + generation) % PERSONS}"


def sheet(generation: int) -> Sheet:
    invented = Sheet("invented", stated="2020-01-01")
    for person in range(PERSONS):
        invented.party(f"person{person}", Kind.PERSON, f"Anton Person{person} Berg")
    for company in range(COMPANIES):
        invented.party(f"company{company}", label=f"Company {company} Ltd")
        invented.holds(controller_of(company, generation), f"company{company}", "60")
    return invented


class Crowd:
    """What the clients ask, and what they make of the answers."""

    def __init__(self) -> None:
        self.random = random.Random(1)  # noqa: S311
        self.ends = time.monotonic() + SECONDS
        self.tags: dict[str, str] = {}
        self.answers: Counter[str] = Counter()
        self.generations: Counter[int] = Counter()

    def choose(self) -> bytes | None:
        if time.monotonic() > self.ends:
            return None
        kind = self.random.random()
        if kind < 0.5:
            target = f"/v1/entities/ent:company{self.random.randrange(HOT)}/controllers"
            tag = self.tags.get(target) if kind < 0.1 else None
            return write_request(target, "Accept: application/json", *([f"If-None-Match: {tag}"] if tag else []))
        company = self.random.randrange(COMPANIES)
        if kind < 0.85:
            day = FIRST_DAY + datetime.timedelta(self.random.randrange(4_000))
            return write_request(f"/v1/entities/ent:company{company}/controllers?as_of={day}", "Accept: application/json")
        if kind < 0.95:
            return write_request(f"/entity/ent:company{company % HOT}", "Accept: text/html")
        return write_request(f"/v1/entities/ent:company{company}/owners", "Accept: application/json")

    def receive(self, request: bytes, answer: Answer) -> None:
        target = request.split(b" ", 2)[1].decode()
        match = re.search(rb'\r\netag: (w/"g(\d+)-[0-9a-f]+")', answer.head)
        assert answer.status in (200, 304), (target, answer.status, answer.body[:300])
        assert match is not None, (target, answer.head)
        generation = int(match[2])
        self.generations[generation] += 1
        company = int(re.search(r"company(\d+)", target)[1])  # type: ignore[index]
        expected = controller_of(company, generation)
        if answer.status == 304:
            assert f"If-None-Match: W{match[1].decode()[1:]}" in request.decode(), (target, answer.head)
        elif target.startswith("/entity/"):
            named = set(re.findall(r"Anton (Person\d) Berg", answer.body.decode()))
            assert named == {expected.capitalize()}, (target, generation, named)
        else:
            self.read_json(target, json.loads(answer.body), generation, expected)
            self.tags[target] = f"W{match[1].decode()[1:]}"
        self.answers["page" if target.startswith("/entity/") else str(answer.status)] += 1

    def read_json(self, target: str, body: dict[str, object], generation: int, expected: str) -> None:
        assert body["generation"] == generation, (target, generation, body["generation"])
        holders = body["owners" if "/owners" in target else "controllers"]
        assert isinstance(holders, list)
        assert [holder["party"]["id"].rpartition("/")[2] for holder in holders] == [expected], (target, generation, holders)


async def publish_in_turn(folder: Path, crowd: Crowd) -> int:
    """Publish one generation after the other, and remove old ones, until the clients end.  How many."""
    number = 1
    while time.monotonic() < crowd.ends - PAUSE:
        await asyncio.sleep(PAUSE)
        number += 1
        await asyncio.to_thread(publish, folder, sheet(number))
        await asyncio.to_thread(prune, folder)
    return number


def prune(folder: Path) -> None:
    with DataFolder(folder).writer() as writer:
        writer.prune(3)


async def watch_memory(process: int, crowd: Crowd) -> list[int]:
    """Resident memory of the service in MiB, looked at twice a second."""
    sizes = []
    while time.monotonic() < crowd.ends:
        await asyncio.sleep(0.5)
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        sizes.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024)  # type: ignore[index]
    return sizes


# Two minutes: too long for every run.
@pytest.mark.slow
def test_minutes_of_many_clients_while_generations_are_published(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    publish(folder, sheet(1))
    # Its bound in bytes is reached soon, so that what grows after that is not the cache.
    settings = {"OWNERSHIP_CACHE": str(8 * 2**20), "OWNERSHIP_REQUEST_LOG": "false", "OWNERSHIP_TEST_SOAK": str(tmp_path)}
    with serving(folder, **settings) as url:
        (process,) = find_processes("OWNERSHIP_TEST_SOAK", str(tmp_path), "\0serve\0")
        crowd = Crowd()

        async def soak() -> tuple[int, list[int]]:
            asking = ask_at_once(int(urlsplit(url).port or 0), CLIENTS, crowd.choose, crowd.receive)
            _, published, sizes = await asyncio.gather(asking, publish_in_turn(folder, crowd), watch_memory(process, crowd))
            return published, sizes

        published, sizes = asyncio.run(soak())
        metrics = httpx.get(f"{url}/metrics", timeout=30).text
    third = len(sizes) // 3
    first, last = fmean(sizes[:third]), fmean(sizes[-third:])
    kept = {
        kind: sum(map(float, re.findall(rf'^ownership_requests_total{{cache="{kind}".*}} (\S+)$', metrics, re.M))) for kind in ("hit", "")
    }
    print(
        f"{SECONDS:g} s, {CLIENTS} clients: {crowd.answers.total():,} answers {dict(crowd.answers)}, of {len(crowd.generations)} of "
        f"{published} generations; {kept['hit']:,.0f} from the cache, {kept['']:,.0f} made; memory {first:.0f} MiB in the first third, "
        f"{last:.0f} MiB in the last, at most {max(sizes)} MiB"
    )
    assert crowd.answers["200"] > 0
    assert crowd.answers["304"] > 0
    assert crowd.answers["page"] > 0
    assert min(kept.values()) > 0
    assert len(crowd.generations) >= published - 1
    assert last <= first * (1 + GROWTH)
