"""Take rights away from a query worker before it sees a query: the network, memory, processor time.

Owns the Linux calls (prctl, seccomp, rlimits).  Must not know SPARQL or the store.

On Linux (x86-64, aarch64) a seccomp filter answers EPERM to every system call that makes or uses a socket, starts a
program or looks into another process, and cannot be taken off again.  Elsewhere no such filter exists: the worker
says so, and there SERVICE is stopped by its syntax alone.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ontology.errors import StoreError

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2

_LOAD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_JUMP_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_EPERM: Final = 0x00050001


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of one processor family: its audit id, the denied calls, and where foreign call numbers begin."""

    audit: int
    denied: tuple[int, ...]
    foreign_from: int | None


# socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, execve, ptrace, accept4, sendmmsg, execveat,
# process_vm_readv, process_vm_writev, io_uring_setup (it can open sockets by itself), pidfd_getfd.
_MACHINES: Final = {
    "x86_64": _Machine(0xC000003E, (41, 42, 43, 44, 46, 49, 50, 53, 59, 101, 288, 307, 322, 310, 311, 425, 438), 0x40000000),
    "aarch64": _Machine(0xC00000B7, (198, 203, 202, 206, 211, 200, 201, 199, 221, 117, 242, 269, 281, 270, 271, 425, 438), None),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def deny_network() -> str:
    """Take sockets and program starts from this process and its later threads; return ``"seccomp"`` or ``"none"``.

    Call it before any thread exists.  Raises StoreError where the system has the filter and refuses it.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return "none"
    code = _build_filter(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program))
    return "seccomp"


def _build_filter(machine: _Machine) -> bytes:
    """The BPF program: calls of another processor family and denied calls get EPERM, all others pass."""
    lines = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, machine.audit), (_RETURN, 0, 0, _EPERM), (_LOAD, 0, 0, 0)]
    if machine.foreign_from is not None:
        lines += [(_JUMP_AT_LEAST, 0, 1, machine.foreign_from), (_RETURN, 0, 0, _EPERM)]
    for number in machine.denied:
        lines += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _EPERM)]
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _prctl(option: int, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # Each argument is an unsigned long; unused ones must be zero for some options.
    values = [value if not isinstance(value, int) else ctypes.c_ulong(value) for value in arguments]
    values += [ctypes.c_ulong(0)] * (4 - len(values))
    if libc.prctl(ctypes.c_int(option), *values) != 0:
        reason = os.strerror(ctypes.get_errno())
        what = f"the system refuses to isolate a query worker: {reason}"
        raise StoreError("SANDBOX_REFUSED", what, "allow the calls prctl and seccomp to the service")


def die_with_parent() -> None:
    """End this process when the one that started it ends, however that ended (Linux)."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def measure_address_space() -> int:
    """Measure the bytes of address space in use, 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


def limit_memory(more: int) -> None:
    """Allow ``more`` bytes beyond what is in use now; a process that asks for more is ended by its allocator."""
    used = measure_address_space()
    if used:
        _lower(resource.RLIMIT_AS, used + more)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)


def _lower(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (bound, bound))


def limit_processor(seconds: float) -> None:
    """Allow ``seconds`` of processor time from now; the next call sets it anew."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
