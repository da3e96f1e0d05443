"""Entry of the command: the verbs put together, and how errors leave it.

Imports of the other rooms happen inside the verbs, so that ``--help`` is quick.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import typer

from cli import admin, article, batch, demo, doctor, explore, link, load, mcp, queries, serve, sync, table
from cli.call import Call
from ontology.errors import InternalError, OwnershipError, Reader, UsageError

app = typer.Typer(
    name="ownership",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who ultimately controls X?  An answer with its rule, its date, its chain of cited statements, and what is not known.",
)


@app.callback()
def _start(
    context: typer.Context,
    data: str = typer.Option(None, "--data", help="Data folder [default: OWNERSHIP_DATA or ./data]"),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress on stderr"),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error"),
) -> None:
    context.obj = Call(data=data, quiet=quiet, debug=debug)


for module in (demo, load, table, link, article, queries, batch, serve, sync, explore, admin, doctor, mcp):
    module.register(app)


_COLLECT: Final = (20_000, 10, 10)
"""Objects, and runs of the next younger kind, after which Python looks for unused ones: what a command imports all stays."""

_CTRL_C: Final = 130
"""How a command ends that was stopped by Ctrl-C, which the library of the command line turns into this where it meets it."""


class _Ended(BaseException):
    """A signal asks the command to end; the number of the signal."""


@contextmanager
def end_by_signal() -> Iterator[None]:
    """Let what asks a process to end (SIGTERM, a terminal that is closed) end it as Ctrl-C does, so that it leaves no files behind.

    What is ignored stays so, as under nohup.  A second signal ends the process at once.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise _Ended(number)

    numbers = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    is_main = threading.current_thread() is threading.main_thread()
    numbers = [number for number in numbers if is_main and signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in numbers:
            signal.signal(number, end)
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def main() -> None:
    """Run the command; every error leaves as ``error[CODE]: ...`` and ``hint: ...`` with its exit code."""
    debug = "--debug" in sys.argv
    gc.set_threshold(*_COLLECT)
    try:
        with end_by_signal():
            code = app(prog_name="ownership", standalone_mode=False)
            sys.stdout.flush()
        if code == _CTRL_C:
            print("stopped", file=sys.stderr)
        sys.exit(code if isinstance(code, int) else 0)
    except OwnershipError as error:
        _print_error(error, debug)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(_CTRL_C)
    except _Ended as ended:
        print("stopped", file=sys.stderr)
        sys.exit(128 + int(ended.args[0]))
    except BrokenPipeError:
        # The reader went away (a pipe into head): not an error, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last resort: a defect of ours is told as one
        if hasattr(error, "exit_code") and hasattr(error, "format_message"):
            _print_usage_error(error)
            sys.exit(2)
        if type(error).__name__ == "Abort":
            sys.exit(_CTRL_C)
        named = _name_error(error)
        _print_error(named, debug)
        sys.exit(named.exit_code)


def _name_error(error: Exception) -> OwnershipError:
    """Return what is told of an error that no verb names: standard output that is full, or a defect of ours."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        # What is still to be written has no place either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UsageError(
            "UNWRITABLE_OUTPUT", f"standard output cannot be written: {error.strerror}", "name another place, or make room there"
        )
    return InternalError("INTERNAL", f"{type(error).__name__}: {error}", "run it again with --debug and report what it prints")


def _print_usage_error(error: Any) -> None:
    """Print what is wrong with the command line, or its help where nothing was written.  ``error``: of the library that reads it."""
    from graph.rules.table import RULES

    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    what = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    hint = f"{context.command_path if context else 'ownership'} --help"
    point = str(getattr(error, "option_name", "")).lstrip("-")
    if any(point == parameter.name for rule in RULES.values() for parameter in rule.parameters):
        hint = f"a point of a rule is set by --set {point}=VALUE; see: ownership rules"
    _print_error(UsageError("USAGE", what[:1].lower() + what[1:], hint), False)


def _print_error(error: OwnershipError, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    print(error, file=sys.stderr)
    print(f"hint: {error.hint_for(Reader.COMMAND)}", file=sys.stderr)


if __name__ == "__main__":
    main()
