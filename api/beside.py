"""A process that works beside the service: started without holding anybody up, and giving way to the process that serves everybody.

Owns how it is started, its environment and its pipes.  Must not know what it does.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Final

import ontology

_NICENESS: Final = 5
"""How far it stands back: where both want a processor, it has a quarter of it."""
_STARTERS: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="start-beside")
"""Threads that outlive a loop: what they have started when it ends is not lost."""
_FOLDER: Final = Path(ontology.__file__).resolve().parent.parent


def start_beside(
    words: Sequence[str], environment: Mapping[str, str], *, stdin: int = PIPE, stdout: int | None = None, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """Start ``python -m words``.

    In a process group of its own Ctrl-C at the terminal does not reach it: the service ends what it started.  It stays in the session of
    the service, since Linux may share processors out by session first, and across sessions a niceness counts for nothing.
    """
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        bufsize=0,
        process_group=0,
        cwd=_FOLDER,
        env=dict(environment),
    )


def let_stand_back(process: subprocess.Popen[bytes]) -> None:
    """Let a process have a processor after this one, where both want it."""
    with contextlib.suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICENESS)


class BesideProcess:
    """A process and the ends of its pipes: its standard output, and its standard input or its errors.  End it with ``end()``."""

    _KEPT: Final = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG")
    """It sees no other environment: what the service was given in secret stays with the service."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.stdin: asyncio.StreamWriter | None = None
        self.stdout = asyncio.StreamReader()
        self.stderr = asyncio.StreamReader()
        self._reading: list[asyncio.ReadTransport] = []

    @classmethod
    async def start(cls, *words: str, reads: bool, **environment: str) -> BesideProcess:
        """Start ``python -m words``.  ``reads``: whether it is told something on its standard input; else its errors are read.

        In a thread: until the new process is under way the one that starts it stands still, and on a busy machine that takes long.
        Where the start is given up, there is no process when this ends.
        """
        kept = {name: os.environ[name] for name in cls._KEPT if name in os.environ}
        pipes = {"stdin": PIPE, "stdout": PIPE} if reads else {"stdin": DEVNULL, "stdout": PIPE, "stderr": PIPE}
        starting = _STARTERS.submit(partial(start_beside, words, kept | environment, **pipes))
        try:
            process = await asyncio.wrap_future(starting)
        except asyncio.CancelledError:
            await asyncio.to_thread(_end_unwanted, starting)
            raise
        beside = cls(process)
        connecting = asyncio.ensure_future(beside._connect())
        try:
            await asyncio.shield(connecting)
        except BaseException:
            # Given up halfway, the loop would go on to watch a pipe that is closed.
            await asyncio.wait([connecting])
            await beside.end()
            raise
        return beside

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        for pipe, reader in ((self._process.stdout, self.stdout), (self._process.stderr, self.stderr)):
            if pipe is not None:
                transport, _ = await loop.connect_read_pipe(partial(asyncio.StreamReaderProtocol, reader), pipe)
                self._reading.append(transport)
        if self._process.stdin is not None:
            protocol = partial(asyncio.StreamReaderProtocol, asyncio.StreamReader())
            self.stdin = asyncio.StreamWriter(*await loop.connect_write_pipe(protocol, self._process.stdin), None, loop)

    def stand_back(self) -> None:
        """Have a processor after this process from now on: what it starts with is short, and waited for."""
        let_stand_back(self._process)

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    async def wait(self) -> int:
        """Wait for the end, which is near: it was killed, or has closed its pipes; return its status."""
        status = self._process.poll()
        return await asyncio.to_thread(self._process.wait) if status is None else status

    def kill(self) -> None:
        """Kill the process, unless it has ended."""
        if not self.has_ended:
            self._process.kill()

    async def end(self) -> None:
        """Kill the process, close its pipes, and wait for the end."""
        self.kill()
        # One whose other end is closed has no loop any more.
        if self.stdin is not None and not self.stdin.transport.is_closing():
            self.stdin.transport.abort()
        for transport in self._reading:
            transport.close()
        await self.wait()


def _end_unwanted(starting: Future[subprocess.Popen[bytes]]) -> None:
    """Wait until a process that nobody wants any more has started, unless it was not, and end it."""
    if not starting.cancelled() and starting.exception() is None:
        with starting.result() as process:
            process.kill()
