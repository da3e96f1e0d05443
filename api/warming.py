"""Have kernels compiled before a question needs them: in a process beside the service, once for all its workers.

Owns that process and what is told of it.  Until the kernels are there questions run them as they stand (graph/algorithms/kernels.py).
"""

from __future__ import annotations

import enum
import logging
import os
import subprocess
import threading
from typing import Final

from api.beside import let_stand_back, start_beside
from graph.algorithms import kernel_cache
from graph.algorithms.kernels import has_numba, loading_kernels
from graph.generation.generation import Generation
from graph.queries.warm import compile_kernels

FEW: Final = 1_000
"""Interests of a generation up to which no question takes long without compiled kernels."""
_PATIENCE: Final = 5.0
"""Seconds that the end of the service waits for a kernel that is being loaded."""
_LOG = logging.getLogger("ownership.api")


class WarmState(enum.StrEnum):
    """How compiled kernels stand with this process."""

    NOT_NEEDED = "not needed"
    """What is served is small."""
    NOT_INSTALLED = "not installed"
    """The extra ``[fast]`` is not there: large questions take long."""
    COMPILING = "compiling"
    READY = "ready"
    FAILED = "failed"
    """They could not be compiled, or not kept: large questions take long."""


class KernelWarming:
    """Compiles and loads all kernels once, when the first generation is served that is not small."""

    def __init__(self) -> None:
        self.state = WarmState.NOT_NEEDED
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def start(self, generation: Generation) -> None:
        """Begin, unless it was begun or this generation does not need it."""
        if self.state is not WarmState.NOT_NEEDED or generation.interests.rows < FEW:
            return
        if not has_numba():
            self.state = WarmState.NOT_INSTALLED
            return
        self.state = WarmState.COMPILING
        self._thread = threading.Thread(target=self._warm, name="kernels", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process and wait for it."""
        self._stopped.set()
        if self._process is not None:
            self._process.terminate()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _warm(self) -> None:
        # Other threads go on without compiled kernels until this one has loaded all of them: a second or two.
        with loading_kernels():
            is_ready = (kernel_cache.is_filled() or self._compile_beside()) and compile_kernels(self._stopped.is_set)
        if self._stopped.is_set():
            return
        self.state = WarmState.READY if is_ready else WarmState.FAILED
        if is_ready:
            _LOG.info("kernels are compiled and loaded")
        else:
            _LOG.warning("kernels could not be compiled and kept: large questions take longer; ownership doctor --warm says why")

    def _compile_beside(self) -> bool:
        """Let a process of its own fill the cache; return whether it did."""
        cache = kernel_cache.find_folder()
        if cache is None or self._stopped.is_set():
            return False
        # It ends too when its standard input does.
        with start_beside(["graph.queries.warm"], {**os.environ, kernel_cache.ENVIRONMENT: str(cache)}) as process:
            self._process = process
            let_stand_back(process)
            if self._stopped.is_set():
                process.terminate()
            # Inside, because the pipe stays open until then.
            return process.wait() == 0
