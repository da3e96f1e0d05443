"""One source, two speeds: kernels are plain functions over arrays that run as they stand or compiled.

A kernel uses numbers, indexing, loops, numpy arrays and other kernels, and nothing else; so the same text is right on a list in the
interpreter and on an array in machine code.  numba (extra ``[fast]``) is imported when the first large network asks for it, and what
it compiles is kept on disk between processes (kernel_cache.py).  Compiling takes minutes, so it is done beforehand
(graph/queries/warm.py): until all kernels lie there a question runs them as they stand, unless that would take longer still.

>>> @kernel
... def add(numbers):
...     total = 0
...     for number in numbers:
...         total += number
...     return total
>>> add([1, 2, 3]), choose_kernel(add, 3) is add
(6, True)
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import inspect
import threading
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, TypeVar

from graph.algorithms import kernel_cache

LARGE: Final = 20_000
"""Stakes from which compiled kernels repay the second that numba takes to load."""
HUGE: Final = 2_000_000
"""Stakes from which they repay the minutes of being compiled first; as lists for the interpreter so many fill a gigabyte, too."""

_F = TypeVar("_F", bound=Callable[..., Any])
_KERNELS: Final[dict[types.FunctionType, None]] = {}
_COMPILED: Final[set[Callable[..., Any]]] = set()
_CONSTANTS: Final = (int, float, str, tuple)
_always: Final = ContextVar("always compiled", default=False)
_spared: Final = ContextVar("none compiled", default=False)
_being_loaded: Final = threading.Event()


def kernel(function: _F) -> _F:
    """Mark a function as a kernel.  It stays the plain function that it is."""
    assert isinstance(function, types.FunctionType)
    _KERNELS[function] = None
    return function


def choose_kernel(function: _F, size: int) -> _F:
    """The kernel for a network of ``size`` stakes: compiled when that is large and numba is installed, else the function itself."""
    return compile_kernel(function) if is_worth_compiling(size) else function


def is_worth_compiling(size: int) -> bool:
    """Whether a network of ``size`` stakes gets compiled kernels: it is large and they lie on disk, or so large that it repays to wait."""
    if not has_numba():
        return False
    if _always.get() or size >= HUGE:
        return True
    return size >= LARGE and not _spared.get() and not _being_loaded.is_set() and kernel_cache.is_filled()


@contextmanager
def compiling_always() -> Iterator[None]:
    """Give compiled kernels to networks of any size in this thread."""
    token = _always.set(True)
    try:
        yield
    finally:
        _always.reset(token)


@contextmanager
def sparing_memory() -> Iterator[None]:
    """Do without compiled kernels in this thread, but for a huge network.

    numba takes 150 MB; without it a pass over a million companies takes an eighth more of the processor.
    """
    token = _spared.set(True)
    try:
        yield
    finally:
        _spared.reset(token)


@contextmanager
def loading_kernels() -> Iterator[None]:
    """Let the other threads of this process do without compiled kernels until the context ends, so that none of them waits for one."""
    _being_loaded.set()
    try:
        yield
    finally:
        _being_loaded.clear()


def list_kernels() -> list[Callable[..., Any]]:
    """All kernels of the modules that were imported."""
    return list(_KERNELS)


@functools.cache
def has_numba() -> bool:
    """Whether the extra ``[fast]`` is installed."""
    return importlib.util.find_spec("numba") is not None


def compile_kernel(function: _F) -> _F:
    """The kernel in machine code; kernels that it calls are compiled with it.  Needs numba."""
    machine_code: _F = _compile(function)
    _COMPILED.add(function)
    return machine_code


def is_compiled(function: Callable[..., Any]) -> bool:
    """Whether the kernel has been compiled in this process, so that it costs nothing to take it for a small network too."""
    return function in _COMPILED


@functools.cache
def _compile(function: Any) -> Any:
    folder = kernel_cache.find_folder()
    if not _always.get() and not kernel_cache.is_filled():
        kernel_cache.wait_while_others_compile()
    import numba

    if folder is not None:
        config: Any = numba.config
        config.CACHE_DIR = str(folder)
        config.CACHE_LOCATOR_CLASSES = f"{kernel_cache.__name__}.{kernel_cache.KernelLocator.__name__}"
    kernels = {name: value for name, value in function.__globals__.items() if isinstance(value, types.FunctionType) and value in _KERNELS}
    used = {name: _compile(value) for name, value in kernels.items() if name in function.__code__.co_names and value is not function}
    names = function.__globals__ | used
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    # numba keeps what it compiled under this name, so what other text or other constants compiled to is never opened.
    copy.__qualname__, copy.__module__ = function.__qualname__ + digest(function), function.__module__
    return numba.njit(cache=folder is not None, nogil=True)(copy)


def digest(kernel: Callable[..., Any]) -> str:
    """Return what the machine code of a kernel depends on, in 12 characters: the text of all files in it and the constants that it names.

    The constants may come from files that have no kernel, such as the size of a share unit.  Where the files lie does not matter.
    """
    called = _collect_called(kernel)
    files = {function.__module__: Path(inspect.getfile(function)) for function in called}
    parts = {f"{module}\n{file.read_text(encoding='utf-8')}" for module, file in files.items()}
    for function in called:
        constants = {name: function.__globals__.get(name) for name in function.__code__.co_names}
        parts |= {f"{function.__module__}.{name}={value!r}" for name, value in constants.items() if isinstance(value, _CONSTANTS)}
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:12]


def _collect_called(function: Any) -> list[Any]:
    """The kernel and all kernels that it calls, also through others."""
    called = {function: None}
    queue = [function]
    for current in queue:
        for name in current.__code__.co_names:
            value = current.__globals__.get(name)
            if isinstance(value, types.FunctionType) and value in _KERNELS and value not in called:
                called[value] = None
                queue.append(value)
    return queue
