"""A process that works beside the service stands back behind it, sees none of its secrets, and is ended whoever waits for it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from api import beside
from api.beside import BesideProcess, start_beside
from tests.serving import find_processes, wait_until


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that tells what it is, and waits until its input ends."""
    (tmp_path / "invented_work.py").write_text(
        "import json, os, sys\n"
        "told = [os.getpriority(os.PRIO_PROCESS, 0), os.getpgrp() == os.getpid(), os.getsid(0), sorted(os.environ)]\n"
        "print(json.dumps(told), flush=True)\n"
        "sys.stdin.read()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("OWNERSHIP_SECRET", "x")
    return "invented_work"


def test_process_beside_the_service_stands_back_in_a_group_of_its_own(module: str) -> None:
    async def ask() -> list[object]:
        process = await BesideProcess.start(module, reads=True, GIVEN="y")
        told: list[object] = json.loads(await process.stdout.readline())
        assert not process.has_ended
        await process.end()
        assert process.has_ended
        return told

    _, is_leader, session, names = asyncio.run(ask())
    assert is_leader
    # In another session its niceness would count for nothing.
    assert session == os.getsid(0)
    assert isinstance(names, list)
    assert "GIVEN" in names
    assert "OWNERSHIP_SECRET" not in names


def test_process_beside_the_service_comes_after_it_where_processors_are_few(module: str) -> None:
    async def ask() -> int:
        process = await BesideProcess.start(module, reads=True, MARK=module)
        await process.stdout.readline()
        process.stand_back()
        (number,) = find_processes("MARK", module, module)
        niceness = os.getpriority(os.PRIO_PROCESS, number)
        await process.end()
        return niceness

    assert asyncio.run(ask()) > os.getpriority(os.PRIO_PROCESS, 0)


def test_process_whose_start_is_given_up_is_ended(module: str) -> None:
    async def give_up() -> None:
        starting = asyncio.create_task(BesideProcess.start(module, reads=True, GIVEN_UP=module))
        await asyncio.sleep(0)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        await asyncio.to_thread(wait_until, lambda: not find_processes("GIVEN_UP", module, module))

    asyncio.run(give_up())


@pytest.mark.parametrize("step", ["start_beside", "_connect"])
def test_there_is_no_process_once_its_start_was_given_up(module: str, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, started = threading.Event(), list[subprocess.Popen[bytes]]()
    connect_pipes = BesideProcess._connect

    def start(*words: Any, **pipes: Any) -> subprocess.Popen[bytes]:
        if step == "start_beside":
            begun.set()
            time.sleep(0.3)
        started.append(start_beside(*words, **pipes))
        return started[0]

    async def connect(process: BesideProcess) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        await connect_pipes(process)

    async def give_up() -> None:
        starting = asyncio.create_task(BesideProcess.start(module, reads=True))
        await asyncio.to_thread(begun.wait)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert started[0].returncode is not None

    monkeypatch.setattr(beside, "start_beside", start)
    if step == "_connect":
        monkeypatch.setattr(BesideProcess, step, connect)
    asyncio.run(give_up())


def test_process_that_starts_while_the_service_ends_is_ended(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, started = threading.Event(), list[subprocess.Popen[bytes]]()

    def start_late(*words: Any, **pipes: Any) -> subprocess.Popen[bytes]:
        begun.set()
        time.sleep(0.5)
        started.append(start_beside(*words, **pipes))
        return started[0]

    async def leave() -> None:
        starting = asyncio.create_task(BesideProcess.start(module, reads=True))
        await asyncio.to_thread(begun.wait)
        assert not starting.done()

    monkeypatch.setattr(beside, "start_beside", start_late)
    asyncio.run(leave())
    wait_until(lambda: bool(started) and started[0].returncode is not None)


def test_process_that_has_ended_by_itself_is_ended_quietly(module: str) -> None:
    async def ask() -> bool:
        process = await BesideProcess.start(module, reads=True)
        await process.stdout.readline()
        process.kill()
        assert process.stdin is not None
        while not process.stdin.transport.is_closing():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        await process.end()
        return process.has_ended

    assert asyncio.run(ask())
