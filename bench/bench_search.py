"""A party by what a user types, over a file with the shape of a register: the service over HTTP, the engine in process.

Kinds of questions: the beginning of a name, a word, a word that very many names have, two words, a whole name, the same with one letter and
with two wrong, and in Cyrillic letters.  ``fresh``: of a service that has just started, whose files are in memory; ``cold``: of one whose
files had to leave memory before.  Beside them the definition: a text is compared with every name.  The service keeps no answers.
"""

from __future__ import annotations

import http.client
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from rapidfuzz import fuzz, process

from bench.harness import Record, arguments, check, machine, percentiles, rounds_of_percentiles, time_each, write
from bench.processes import running
from bench.store import keep_register
from graph.generation.data_folder import DataFolder
from graph.generation.generation import NAMES_FILE, Generation
from graph.generation.search_index import fold
from graph.queries.search import search

RECORDS: Final = {"tiny": 500, "small": 50_000, "full": 6_300_000}
ASKED: Final = {"tiny": 10, "small": 200, "full": 500}
"""Questions of a kind."""
FRESH: Final = 40
"""Questions of a kind that a service is asked which has just started."""
KEEPS_NOTHING: Final = {"OWNERSHIP_CACHE": "0", "OWNERSHIP_LIST_CACHE": "0"}
SCANNED: Final = 5
"""Questions that are answered by the definition, too."""
COMPARED: Final = 1_000_000
"""Names that each of them is compared with at most."""
COMMON: Final = ("mr", "mrs", "ms", "dr", "limited", "holdings", "trading", "properties", "capital", "authority", "energy", "systems")
_CYRILLIC: Final = str.maketrans("abvgdeziklmnoprstufj", "абвгдезиклмнопрстуфй")
_LEAST: Final = 6
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

Questions = dict[str, list[tuple[str, str]]]
"""Kind -> what is typed, and the name that is meant."""


def main() -> None:
    options = arguments(__doc__)
    file = keep_register("psc", RECORDS[options.size])
    with tempfile.TemporaryDirectory(prefix="bench-search-", dir=file.parent) as data:
        _run("--data", data, "--quiet", "load", str(file))
        _run("--data", data, "--quiet", "index", "names")
        record = measure(Path(data), ASKED[options.size], options.rounds)
    write(options.results, record | {"size": options.size, "records": RECORDS[options.size]})


def measure(folder: Path, asked: int, rounds: int) -> Record:
    """Measure what questions by name take over a data folder."""
    generation = DataFolder(folder).open()
    index = generation.path / NAMES_FILE
    questions = choose_questions(index, asked)
    texts = {kind: [text for text, _ in some] for kind, some in questions.items()}
    checks: Record = {}
    hits = {kind: _count_hits(generation, some) for kind, some in questions.items()}
    check(checks, "a whole name is found first", hits["whole"]["first"] == len(questions["whole"]), questions=asked)
    words = ["-m", "cli.main", "--data", str(folder), "serve"]
    few = {kind: some[:FRESH] for kind, some in texts.items()}
    seconds: Record = {}
    for state in ("cold", "fresh"):
        if state == "cold":
            _forget(folder)
        with running(words, "/healthz", **KEEPS_NOTHING) as server, closing(_Service(server.port)) as service:
            taken = time_each({kind: (service.ask, some) for kind, some in few.items()}, 1, 0)
            seconds |= {f"{kind}, {state}": percentiles(once[0]) for kind, once in taken.items()}
    with running(words, "/healthz", **KEEPS_NOTHING) as server, closing(_Service(server.port)) as service:
        sides: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {kind: (service.ask, some) for kind, some in texts.items()}
        sides |= {f"{kind}, in process": (lambda text: search(generation, text), some) for kind, some in texts.items()}
        seconds |= {side: rounds_of_percentiles(taken) for side, taken in time_each(sides, rounds).items()}
    names = _read_names(index)
    begun = time.perf_counter()
    for text in texts["misspelt twice"][:SCANNED]:
        process.extract(fold(text), names, scorer=fuzz.WRatio, limit=20)
    seconds["scan"] = percentiles([(time.perf_counter() - begun) / SCANNED])
    return {
        "figure": "search",
        "machine": machine("rapidfuzz", "fastapi", "uvicorn"),
        "parties": len(generation),
        "compared": len(names),
        "mib": round(index.stat().st_size / 2**20, 1),
        "checks": checks,
        "hits": hits,
        "seconds": seconds,
    }


def choose_questions(index: Path, count: int, seed: int = 7) -> Questions:
    """Draw names out of an index, and write of each what a user may type."""
    chance = random.Random(seed)  # noqa: S311 - questions, not secrets
    with closing(sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True)) as connection:
        names = list(_draw_names(connection, chance, count))
    folded = {name: fold(name).split() for name in names}
    wrong = {name: _misspell(name, chance) for name in names}
    return {
        "beginning": [(" ".join(words)[: chance.randint(2, 6)], name) for name, words in folded.items()],
        "word": [(max(words, key=len), name) for name, words in folded.items()],
        "common word": [(chance.choice(COMMON), name) for name in names],
        "two words": [(" ".join(chance.sample(words, 2)), name) for name, words in folded.items()],
        "whole": [(name, name) for name in names],
        "misspelt": [(text, name) for name, text in wrong.items()],
        "misspelt twice": [(_misspell(text, chance), name) for name, text in wrong.items()],
        "Cyrillic": [(" ".join(words).translate(_CYRILLIC), name) for name, words in folded.items()],
    }


def _draw_names(connection: sqlite3.Connection, chance: random.Random, count: int) -> Iterator[str]:
    """Draw names of two words at least, each once."""
    (last,) = connection.execute("SELECT max(rowid) FROM name").fetchone()
    drawn: set[str] = set()
    while len(drawn) < count:
        place = chance.randint(0, last)
        (name,) = connection.execute("SELECT text FROM name WHERE rowid >= ? ORDER BY rowid LIMIT 1", [place]).fetchone()
        if name not in drawn and len(fold(name).split()) > 1 and sum(map(str.isalpha, name)) >= _LEAST:
            drawn.add(name)
            yield name


def _misspell(text: str, chance: random.Random) -> str:
    """Leave out, add, change or move one letter."""
    place = chance.choice([place for place in range(len(text) - 1) if text[place : place + 2].isalpha()])
    before, one, other, after = text[:place], text[place], text[place + 1], text[place + 2 :]
    return chance.choice(
        [
            f"{before}{other}{after}",
            f"{before}{one}{chance.choice(_LETTERS)}{other}{after}",
            f"{before}{chance.choice(_LETTERS)}{other}{after}",
            f"{before}{other}{one}{after}",
        ]
    )


def _count_hits(generation: Generation, questions: Sequence[tuple[str, str]]) -> Record:
    """How often the name that is meant is the first, and among the first ten."""
    places = [[match.matched for match in search(generation, text, 10, described=slice(0)).matches] for text, _ in questions]
    meant = [fold(name) for _, name in questions]
    return {
        "first": sum(name in map(fold, found[:1]) for name, found in zip(meant, places, strict=True)),
        "ten": sum(name in map(fold, found) for name, found in zip(meant, places, strict=True)),
        "questions": len(questions),
    }


def _read_names(index: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True)) as connection:
        return [text for (text,) in connection.execute("SELECT folded FROM name LIMIT ?", [COMPARED])]


def _forget(folder: Path) -> None:
    """Have the files of a folder leave memory, as if the machine had just started."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class _Service:
    """Asks a service, one question after the other over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, text: str) -> bytes:
        self._connection.request("GET", f"/v1/search?q={quote(text)}")
        response = self._connection.getresponse()
        body = response.read()
        if response.status != http.HTTPStatus.OK:
            raise SystemExit(f"{text!r} was answered with {response.status}: {body[:300]!r}")
        return body

    def close(self) -> None:
        self._connection.close()


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "cli.main", *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
