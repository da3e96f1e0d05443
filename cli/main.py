"""Entry of the command: the verbs put together, and how errors leave it.

Imports of the other rooms happen inside the verbs, so that ``--help`` is quick.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import Any

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


def main() -> None:
    """Run the command; every error leaves as ``error[CODE]: ...`` and ``hint: ...`` with its exit code."""
    debug = "--debug" in sys.argv
    try:
        code = app(prog_name="ownership", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except OwnershipError as error:
        _print_error(error, debug)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (a pipe into head): not an error, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last resort: a defect of ours is told as one
        if hasattr(error, "exit_code") and hasattr(error, "format_message"):
            _print_usage_error(error)
            sys.exit(2)
        if type(error).__name__ == "Abort":
            sys.exit(130)
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
