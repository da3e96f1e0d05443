"""What a hostile or hopeless query can do: end its own worker, and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from api.sparql.pool import SparqlPool
from ontology.errors import DeadlineExceeded, OwnershipError, StoreError, UsageError
from tests.api.sparql.serving import ENDLESS, EX, HOG, build, holding, serving

pytestmark = pytest.mark.thorough

linux = pytest.mark.skipif(sys.platform != "linux", reason="seccomp, /proc and address space limits exist on Linux only")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build(tmp_path / "store", [holding(number, number + 1) for number in range(300)])


def pool_of(workers: int = 1, deadline: float = 20.0) -> SparqlPool:
    return SparqlPool(workers=workers, deadline=deadline, memory_bytes=256 * 2**20, max_result_bytes=2**24)


async def answer(pool: SparqlPool, query: str, timeout: float | None = None) -> str:
    stream = await pool.ask(query, base_iri=EX, timeout=timeout)
    try:
        await stream.evaluate("csv")
        return b"".join([piece async for piece in stream]).decode().strip()
    finally:
        await stream.aclose()


def within(pool: SparqlPool, store: Path | None, work: Coroutine[Any, Any, None]) -> None:
    """Runs ``work`` while ``pool`` serves ``store``."""

    async def run() -> None:
        await pool.start(store, 1)
        try:
            await work
        finally:
            await pool.stop()

    asyncio.run(run())


def workers_over(store: Path) -> list[int]:
    """Process ids of the living workers that serve ``store``."""
    processes = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if b"api.sparql.worker" in words and str(store).encode() in words:
                processes.append(int(folder.name))
    return processes


def test_endless_query_ends_at_its_deadline_while_another_is_answered(store: Path) -> None:
    with serving(store, deadline=2.0) as running, ThreadPoolExecutor(1) as other:
        endless = other.submit(running.client.post, "/sparql", data={"query": ENDLESS})
        meanwhile = [running.client.get("/sparql", params={"query": "ASK {}"}) for _ in range(5)]
        assert not endless.done()
        assert [one.json()["boolean"] for one in meanwhile] == [True] * 5
        late = endless.result()
        assert (late.status_code, late.json()["code"]) == (504, "QUERY_DEADLINE")
        with ThreadPoolExecutor(4) as crowd:
            after = list(crowd.map(lambda _: running.client.get("/sparql", params={"query": "ASK {}"}).status_code, range(8)))
        assert after == [200] * 8


def test_timeout_of_the_request_shortens_the_deadline_and_cannot_lengthen_it(store: Path) -> None:
    with serving(store, workers=1, deadline=1.0) as running:
        for timeout in ("0.2", "86400"):
            late = running.client.post("/sparql", data={"query": ENDLESS, "timeout": timeout})
            assert (late.status_code, late.json()["code"]) == (504, "QUERY_DEADLINE")


def test_reader_who_stops_reading_loses_the_worker_at_the_deadline(store: Path) -> None:
    with serving(store, workers=1, deadline=1.0) as running, socket.create_connection(running.address) as stuck:
        stuck.sendall(b"GET /sparql?query=SELECT*%7B?a?b?c.?d?e?f.?g?h?i%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert stuck.recv(12) == b"HTTP/1.1 200"
        # Each of these waits for a worker for at most the deadline.
        statuses = [running.client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(3)]
        assert statuses[-1] == 200


def test_query_that_waits_too_long_for_a_worker_is_told_to_come_back(store: Path) -> None:
    with serving(store, workers=1, deadline=3.0) as running, ThreadPoolExecutor(1) as other:
        assert running.client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        endless = other.submit(running.client.post, "/sparql", data={"query": ENDLESS})
        while running.pool.idle:
            threading.Event().wait(0.01)
        busy = running.client.get("/sparql", params={"query": "ASK {}", "timeout": "0.2"})
        assert (busy.status_code, busy.json()["code"]) == (503, "SPARQL_BUSY")
        assert busy.headers["retry-after"] == "2"
        assert endless.result().status_code == 504


@linux
def test_memory_hog_ends_its_worker_and_not_the_service(store: Path) -> None:
    with serving(store, workers=1) as running:
        hog = running.client.post("/sparql", data={"query": HOG})
        assert (hog.status_code, hog.json()["code"]) == (503, "QUERY_OUT_OF_MEMORY")
        assert running.client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_query_that_overflows_the_stack_ends_its_worker_and_not_the_pool(store: Path) -> None:
    async def work() -> None:
        with pytest.raises(UsageError) as caught:
            await answer(pool, "ASK { FILTER(" + "!" * 200_000 + "true) }")
        assert caught.value.code == "QUERY_TOO_DEEP"
        assert await answer(pool, "ASK {}") == "true"

    pool = pool_of()
    within(pool, store, work())


ASK_ANOTHER = """
import sys
import pyoxigraph as ox
from api.sparql.sandbox import deny_network
assert deny_network() == "seccomp"
try:
    print(len(list(ox.Store().query(sys.argv[1]))))
except OSError:
    print("refused")
"""


@linux
@pytest.mark.parametrize("silent, end", [("", "refused"), ("SILENT", "1")])
def test_service_that_gets_past_the_syntax_still_reaches_no_server(silent: str, end: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        query = f"SELECT * {{ SERVICE {silent} <http://127.0.0.1:{listening.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        done = subprocess.run([sys.executable, "-c", ASK_ANOTHER, query], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [end]
        with pytest.raises(BlockingIOError):
            listening.accept()


PROBE = """
import os, socket, subprocess, sys, threading
from api.sparql.sandbox import deny_network
assert deny_network() == "seccomp"
refused = []
def attempt(what, *arguments):
    try:
        what(*arguments)
    except PermissionError:
        refused.append(what.__name__)
def attempts():
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        attempt(socket.socket, family)
    attempt(socket.socketpair)
    attempt(os.execv, sys.executable, [sys.executable, "-c", "print('started')"])
attempts()
later = threading.Thread(target=attempts)
later.start()
later.join()
print(" ".join(refused))
"""


@linux
def test_sandboxed_process_and_its_threads_get_no_socket_and_start_no_program() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["socket", "socket", "socket", "socketpair", "execv"] * 2


@linux
def test_worker_does_not_see_the_environment_of_the_service(store: Path) -> None:
    command = f"""
import asyncio, pathlib
from api.sparql.pool import SparqlPool
from tests.api.sparql.test_isolation import workers_over
async def main():
    pool = SparqlPool(workers=1, deadline=5, memory_bytes=2**28, max_result_bytes=2**20)
    store = pathlib.Path({str(store)!r})
    await pool.start(store, 1)
    for worker in workers_over(store):
        print(pathlib.Path(f"/proc/{{worker}}/environ").read_bytes())
    await pool.stop()
asyncio.run(main())
"""
    environment = {**os.environ, "OWNERSHIP_NEO4J_PASSWORD": "hidden-word"}
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, env=environment)
    assert "RUST_BACKTRACE" in done.stdout
    assert "hidden-word" not in done.stdout


@linux
def test_worker_killed_from_outside_is_replaced(store: Path) -> None:
    async def work() -> None:
        for _ in range(3):
            for worker in workers_over(store):
                os.kill(worker, signal.SIGKILL)
            # A dead worker may still take one question with it before its death is noticed.
            lost = []
            while len(lost) < 100:
                try:
                    assert await answer(pool, "ASK {}") == "true"
                    break
                except StoreError as error:
                    lost.append(error.code)
                    await asyncio.sleep(0.05)
            else:
                pytest.fail("no worker was replaced")
            assert set(lost) <= {"QUERY_WORKER_ENDED", "WORKER_START"}

    pool = pool_of(workers=2)
    within(pool, store, work())


@linux
def test_stopped_pool_leaves_no_process(store: Path) -> None:
    async def work() -> None:
        assert len(workers_over(store)) == 3
        with pytest.raises(DeadlineExceeded):
            await answer(pool, ENDLESS, timeout=0.2)

    pool = pool_of(workers=3)
    within(pool, store, work())
    assert workers_over(store) == []


@linux
def test_workers_end_when_the_service_is_killed(store: Path) -> None:
    command = f"""
import asyncio, os, pathlib, signal
from api.sparql.pool import SparqlPool
async def main():
    pool = SparqlPool(workers=2, deadline=50, memory_bytes=2**28, max_result_bytes=2**20)
    await pool.start(pathlib.Path({str(store)!r}), 1)
    asyncio.get_running_loop().call_later(0.3, os.kill, os.getpid(), signal.SIGKILL)
    await (await pool.ask({ENDLESS!r}, base_iri="http://example.org/")).evaluate("csv")
asyncio.run(main())
"""
    # No pipe: a worker that lives on would hold it open, and the wait for it would hide the fault.
    done = subprocess.run([sys.executable, "-c", command], check=False)
    assert done.returncode == -signal.SIGKILL
    gone = threading.Event()
    for _ in range(100):
        if not workers_over(store):
            break
        gone.wait(0.05)
    assert workers_over(store) == []


def test_new_generation_is_served_and_a_running_query_finishes_on_the_old_one(store: Path, tmp_path: Path) -> None:
    newer = build(tmp_path / "newer", [holding(1, 2)])
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    async def work() -> None:
        stream = await pool.ask("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }", base_iri=EX)
        await stream.evaluate("csv")
        await pool.switch(newer, 2)
        assert pool.generation == 2
        assert [(await answer(pool, count)).split()[1] for _ in range(4)] == ["1"] * 4
        old = b"".join([piece async for piece in stream])
        await stream.aclose()
        assert (stream.generation, old.count(b"\n")) == (1, 300 * 300 + 1)
        assert [(await answer(pool, count)).split()[1] for _ in range(4)] == ["1"] * 4
        await pool.switch(None, 3)
        with pytest.raises(StoreError) as caught:
            await answer(pool, count)
        assert caught.value.code == "TRIPLES_ABSENT"
        await pool.switch(store, 4)
        assert (await answer(pool, count)).split()[1] == "300"

    pool = pool_of(workers=2)
    within(pool, store, work())


def test_generation_that_cannot_be_opened_leaves_the_old_one_served(store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "CURRENT").write_text("nothing\n")

    async def work() -> None:
        with pytest.raises(OwnershipError) as caught:
            await pool.switch(broken, 2)
        assert caught.value.code == "TRIPLES_UNREADABLE"
        assert pool.generation == 1
        assert await answer(pool, "ASK { ?s ?p ?o }") == "true"

    pool = pool_of(workers=2)
    within(pool, store, work())


@pytest.mark.parametrize(
    "query, code", [("tell me", "QUERY_SYNTAX"), ("DROP ALL", "UPDATE_REFUSED"), ("ASK " + "{" * 500, "QUERY_TOO_DEEP")]
)
def test_query_is_read_by_its_worker_which_stays(store: Path, query: str, code: str) -> None:
    async def work() -> None:
        workers = workers_over(store)
        with pytest.raises(UsageError) as caught:
            await pool.ask(query, base_iri=EX)
        assert caught.value.code == code
        stream = await pool.ask("SELECT (RAND() AS ?x) FROM <http://example.org/g> {}", base_iri=EX)
        assert (stream.shape.form, stream.shape.own_dataset, stream.shape.repeatable) == ("SELECT", True, False)
        await stream.aclose()
        assert await answer(pool, "ASK {}") == "true"
        assert workers_over(store) == workers

    pool = pool_of()
    within(pool, store, work())


def test_answers_of_readers_who_do_not_read_wait_in_files_as_far_as_there_is_room(store: Path) -> None:
    """Four times the largest answer may wait, so of six, each almost as large, the last may not."""

    async def work() -> None:
        streams = []
        for _ in range(6):
            stream = await pool.ask("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }", base_iri=EX)
            await stream.evaluate("csv")
            streams.append(stream)
        assert await answer(pool, "ASK {}") == "true"
        sizes = []
        for stream in streams:
            size = 0
            try:
                async for piece in stream:
                    size += len(piece)
            except OwnershipError as error:
                sizes.append(error.code)
            else:
                sizes.append(str(size))
            await stream.aclose()
        assert sizes[0].isdigit()
        assert sizes[:4] == [sizes[0]] * 4
        assert sizes[5] == "READER_TOO_SLOW"

    pool = SparqlPool(workers=1, deadline=60.0, memory_bytes=256 * 2**20, max_result_bytes=6 * 2**20)
    within(pool, store, work())


def test_pool_without_workers_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        pool_of(workers=0)
