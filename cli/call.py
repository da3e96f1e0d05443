"""One call of the command: its settings, its clock, and how answers are printed."""

from __future__ import annotations

import csv
import datetime
import enum
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import msgspec

    from api.settings import Settings
    from graph.generation.data_folder import DataFolder
    from graph.generation.generation import Generation
    from graph.queries import Options, QueryContext
    from graph.queries.options import RawOptions


class Format(enum.StrEnum):
    """How a reading verb prints."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


@dataclass
class Call:
    """One call of the command."""

    data: str | None = None
    quiet: bool = False
    debug: bool = False
    _printed: float = field(default=0.0)

    def settings(self, **flags: object) -> Settings:
        """The settings, with these flags before all else.  Raises UsageError."""
        return self.settings_and_origins(**flags)[0]

    def settings_and_origins(self, **flags: object) -> tuple[Settings, dict[str, str]]:
        """The settings, and where each value came from."""
        from api.settings import load

        return load({"data": self.data, **flags})

    def folder(self) -> DataFolder:
        """The data folder."""
        from graph.generation.data_folder import DataFolder

        return DataFolder(self.settings().data)

    def generation(self) -> Generation:
        """The current generation, opened.  Raises StoreError NO_DATA."""
        return self.folder().open()

    def parse_options(self, options: RawOptions) -> Options:
        """Read the flags of a question, with the limits of the settings.  Raises UsageError."""
        from graph.queries import Options

        return Options.parse(options, today=today(), limits=self.settings().limits())

    def open_query(self, generation: Generation, options: RawOptions) -> QueryContext:
        """A question about a generation, asked with these flags.  Raises UsageError."""
        from graph.queries import QueryContext

        return QueryContext.of(generation, self.parse_options(options))

    def progress(self, text: str) -> None:
        """A line on stderr: at once on a terminal, every few seconds elsewhere."""
        now = time.monotonic()
        if not self.quiet and (sys.stderr.isatty() or now - self._printed > 3):
            self._printed = now
            print(text, file=sys.stderr)


def today() -> datetime.date:
    """The clock of the command, with `now` the only place where it is read."""
    return datetime.datetime.now(datetime.UTC).date()


def now() -> str:
    """This instant as ISO 8601, in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def write_answer(answer: msgspec.Struct, format_: Format, text: str) -> None:
    """Print an answer: its JSON, its rows as lines of JSON or as CSV, or the text for people."""
    import msgspec

    from graph.answers import encode
    from graph.answers.table import list_rows, write_table

    match format_:
        case Format.json:
            sys.stdout.buffer.write(encode(answer))
        case Format.jsonl:
            for row in list_rows(answer):
                sys.stdout.write(json.dumps(msgspec.to_builtins(row), ensure_ascii=False) + "\n")
        case Format.csv:
            sys.stdout.write(write_table(answer))
        case Format.table:
            sys.stdout.write(text)
    sys.stdout.flush()


def write_json(value: dict[str, object]) -> None:
    """Print as JSON what the command says of itself and of its folder."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def read_text(file: Path) -> str:
    """A file of UTF-8 text, - for stdin.  Raises InputError FILE_UNREADABLE."""
    from ontology.errors import InputError

    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read as UTF-8 text", "give an existing file, or - for stdin") from error


def read_parties(file: Path) -> list[str]:
    """The parties of a list: one id or name a line, or the first column of a file that ends in .csv.  Raises UsageError NO_PARTIES.

    The header of a CSV file is known by its first cell: party, id, iri, name, entity, holder or subject.
    """
    from ontology.errors import UsageError

    lines = read_text(file).splitlines()
    if file.suffix.lower() == ".csv":
        lines = [row[0] for row in csv.reader(lines) if row]
        if lines and lines[0].strip().lower() in ("party", "id", "iri", "name", "entity", "holder", "subject"):
            lines = lines[1:]
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise UsageError("NO_PARTIES", f"{file} names no party", "write one id or name a line, or a CSV file with them in its first column")
    return names


def read_bytes(file: Path) -> bytes:
    """Read a small file; ``-`` is standard input.  Raises InputError NO_FILE, FILE_UNREADABLE."""
    from ontology.errors import InputError

    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise InputError("NO_FILE", f"there is no file {file}", "check the path") from None
    except OSError as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error.strerror}", "check that it is a readable file") from error


def write_reviewed(file: Path, content: bytes, *, force: bool) -> None:
    """Write a file that a person reviews; ``-`` is standard output.  Raises UsageError FILE_EXISTS, UNWRITABLE_OUTPUT."""
    from graph.files import raise_output_errors, replace_text
    from ontology.errors import UsageError

    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    if file.exists() and not force:
        raise UsageError("FILE_EXISTS", f"{file} exists and may hold a review", "choose another name, or --force to replace it")
    with raise_output_errors(file):
        replace_text(file, content.decode())
