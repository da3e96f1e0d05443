"""A process that works beside the service stands back behind it, sees none of its secrets, and is ended whoever waits for it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from api.beside import BesideProcess
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
