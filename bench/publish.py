"""Publish a generated network as a data folder, so that whole questions can be asked: in process, and of the real service.

Owns the statements that its rows are written as, and the folder on disk; must not know what is measured.  A party has the number in the
generation that it has in the generated network, because its IRI sorts so.
"""

from __future__ import annotations

import datetime
import hashlib
import http.client
import inspect
import os
import shutil
import sys
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from bench.networks import TODAY
from bench.shape import Shape
from bench.store import keep_network
from graph.generation.data_folder import INDEX_LIMITS, DataFolder
from graph.generation.generation import Generation
from graph.generation.interest_table import COMPLETE, HAS_SHARE, INTERESTS, MAX_OPEN, MIN_OPEN, NEVER, REASONS, STATUSES, InterestTable
from graph.generation.manifest import LAYOUT
from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import Directness, EntityStatement, InterestStatement, Kind, Name, Source, Statement, Status
from ontology.terms import Base
from tests.serving import serving

_BASE: Final = Base()
_CHUNK: Final = 100_000


def publish_network(shape: Shape) -> Path:
    """The data folder of the network of this shape, with its history; published when it is not there yet."""
    network = keep_network(shape, rows=True)
    digest = _digest()
    folder = network.folder.with_name(f"{network.folder.name}-data-{digest}")
    if not (folder / "CURRENT").is_file():
        print(f"  publishing {shape.companies:,} companies, once", file=sys.stderr)
        part = folder.with_name(f"{folder.name}.{os.getpid()}")
        with DataFolder(part).writer(limits=INDEX_LIMITS._replace(triples=0, names=0)) as writer:
            writer.publish(_streams(network.network(), shape), created=f"{TODAY.isoformat()}T00:00:00Z")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    return folder


def publish_versions(shape: Shape, folder: Path) -> tuple[Generation, Generation]:
    """Publish the network of this shape in a new data folder, and then once more with one statement of a hundred about interests left out,
    with another id, or of another size."""
    network = keep_network(shape, rows=True).network()
    generations = []
    for version in range(2):
        streams = _streams(network, shape)
        if version:
            streams = (StatementStream.from_statements(stream.source, _change(stream)) for stream in streams)
        with DataFolder(folder).writer(limits=INDEX_LIMITS._replace(triples=0, names=0)) as writer:
            generation = writer.publish(streams, created=f"{TODAY.isoformat()}T0{version}:00:00Z")
        assert generation is not None
        generations.append(generation)
    return generations[0], generations[1]


def _change(statements: Iterable[Statement]) -> Iterator[Statement]:
    interests = 0
    for statement in statements:
        if not isinstance(statement, InterestStatement):
            yield statement
            continue
        interests += 1
        changed, kind = interests % 100 == 0, interests // 100 % 3
        if changed and kind == 0:
            continue
        if changed and kind == 1:
            yield msgspec.structs.replace(statement, id=f"{statement.id}/again")
        elif changed:
            yield msgspec.structs.replace(statement, share=Share.parse("37"), status=Status.IN_EFFECT)
        else:
            yield statement


def _digest() -> str:
    """A name for what the folder holds: the functions that write statements, and the layout of the product's files."""
    texts = [inspect.getsource(function) for function in (party_iri, _streams, _with_names, _interest_statements)]
    return hashlib.sha256(f"{LAYOUT} {texts}".encode()).hexdigest()[:8]


def party_iri(party: int) -> str:
    """The IRI of a party; they sort as the numbers do."""
    return f"{_BASE.iri}ent/p{party:09d}"


def _streams(interests: InterestTable, shape: Shape) -> Iterator[StatementStream]:
    """One source a register, of which those that list every holder are apart; the first names the parties."""
    register = interests.columns["source"] * 2 + ((interests.columns["flags"] & COMPLETE) > 0)
    for number in range(int(register.max()) + 1):
        source = Source(
            id=_BASE.source(f"register-{number}"),
            title=f"Register {number // 2}{' of all holders' if number % 2 else ''}",
            type="register",
            date=TODAY.isoformat(),
            complete_register=bool(number % 2),
        )
        rows = np.flatnonzero(register == number)
        if number and not len(rows):
            continue
        statements = _interest_statements(source, interests, rows)
        yield StatementStream.from_statements(source, _with_names(source, interests, shape, statements) if number == 0 else statements)


def _with_names(source: Source, interests: InterestTable, shape: Shape, others: Iterator[Statement]) -> Iterator[Statement]:
    is_company = np.diff(interests.subject_start) > 0
    for party in range(shape.parties):
        kind = Kind.COMPANY if is_company[party] else Kind.PERSON
        names = (Name(text=f"{kind.value.capitalize()} {party:,}"),)
        yield EntityStatement(id=f"{source.id}/p{party}", source=source.id, entity=party_iri(party), kind=kind, names=names)
    yield from others


def _interest_statements(source: Source, interests: InterestTable, rows: npt.NDArray[np.intp]) -> Iterator[Statement]:
    names = ("holder", "subject", "interest", "status", "flags", "reason", "min", "max", "from_first", "until_first", "stated")
    columns = [interests.columns[name] for name in names]
    for base in range(0, len(rows), _CHUNK):
        chunk = rows[base : base + _CHUNK]
        for row, *values in zip(chunk.tolist(), *(column[chunk].tolist() for column in columns), strict=True):
            holder, subject, interest, status, flags, reason, low, high, since, until, stated = values
            share = None
            if flags & HAS_SHARE:
                share = Share(min=low, max=high, min_open=bool(flags & MIN_OPEN), max_open=bool(flags & MAX_OPEN), exact=low == high)
            yield InterestStatement(
                id=f"{source.id}/r{row}",
                source=source.id,
                stated_at=_to_day(stated),
                holder=party_iri(holder) if holder >= 0 else None,
                holder_reason=REASONS[reason] if reason >= 0 else None,
                subject=party_iri(subject),
                interest=INTERESTS[interest],
                share=share,
                direct=Directness.DIRECT,
                status=STATUSES[status],
                valid_from=_to_day(since),
                valid_until=None if until == NEVER else _to_day(until),
            )


def _to_day(number: int) -> str:
    return datetime.date.fromordinal(number).isoformat()


class Service:
    """The real service, ``ownership serve`` in a process of its own, asked over one connection that is kept open."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=600)

    def ask(self, question: str, party: int, day: datetime.date = TODAY, **options: str) -> bytes:
        """The answer about a party on a day.  Raises SystemExit where there is none."""
        parameters = urllib.parse.urlencode({"as_of": day.isoformat(), **options})
        return self._request("GET", f"/v1/entities/{_BASE.compact(party_iri(party))}/{question}?{parameters}", None)

    def get(self, question: str, options: Mapping[str, str]) -> bytes:
        """The same on the last day of a question that is not about one party, whose options name those that it is about."""
        return self._request("GET", f"/v1/{question}?{urllib.parse.urlencode({'as_of': TODAY.isoformat(), **options})}", None)

    def post(self, question: str, body: bytes) -> bytes:
        """The same of a question with a body of JSON."""
        return self._request("POST", f"/v1/{question}", body)

    def _request(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except http.client.RemoteDisconnected:
            # The service closes a connection that is silent for seconds.
            self._connection.close()
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise SystemExit(f"{path} was answered with {response.status}: {answer[:300]!r}")
        return answer


@contextmanager
def serve_folder(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Service]:
    """The service over a data folder.  ``environment``: settings."""
    with serving(folder, cwd=None, **environment or {}) as url:
        yield Service(url)
