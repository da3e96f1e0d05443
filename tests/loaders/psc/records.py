"""Invented lines of the UK register of control, and what becomes of a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.generation.generation import Generation
from graph.queries import controllers, find_party
from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from ontology.statements import EntityStatement, InterestStatement, Source, Statement
from ontology.terms import Base
from tests.scenarios import ask, publish_streams

BASE = Base()
COMPANY = BASE.identifier("gb-coh", "01234567")
STATEMENT = "persons-with-significant-control-statement"
CORPORATE = "corporate-entity-person-with-significant-control"
LEGAL = "legal-person-person-with-significant-control"
OWNER = "individual-beneficial-owner"


def line(
    number: str = "01234567", kind: str = "individual-person-with-significant-control", key: str = "abc", **data: Any
) -> dict[str, object]:
    """A line of the snapshot; a field given as None is left out."""
    fields: dict[str, object] = {
        "kind": kind,
        "etag": f"etag-{number}-{key}",
        "links": {"self": f"/company/{number}/persons-with-significant-control/individual/{key}"},
        "name": "Ms Elsbeth Kranz",
        "notified_on": "2018-05-01",
        "natures_of_control": ["ownership-of-shares-75-to-100-percent"],
    }
    return {"company_number": number, "data": {k: v for k, v in {**fields, **data}.items() if v is not None}}


def corporate(number: str, key: str, name: str, of: str | None = None, **data: Any) -> dict[str, object]:
    """A British company that holds."""
    identification = {"country_registered": "United Kingdom", **({"registration_number": of} if of else {})}
    more: dict[str, Any] = {"name": name, "identification": identification, **data}
    return line(number, CORPORATE, key, **more)


def event(timepoint: int, kind: str = "changed", key: str = "abc", **data: Any) -> dict[str, object]:
    """A line of the stream."""
    return {
        "resource_uri": f"/company/01234567/persons-with-significant-control/individual/{key}",
        "resource_id": key,
        "data": line(key=key, **data)["data"] if kind == "changed" else {},
        "event": {"type": kind, "timepoint": timepoint, "published_at": f"2026-06-{timepoint:02d}T10:00:00"},
    }


class Loaded:
    """A file of these lines, loaded."""

    def __init__(
        self, folder: Path, *lines: object, name: str = "psc-snapshot-2024-11-22.txt", raw: bytes | None = None, source: str | None = None
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / name
        self.file.write_bytes(raw if raw is not None else "\n".join(json.dumps(x) for x in lines).encode())
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, self.file, source, on_reject=self.rejects.append)
        self.source: Source
        self.statements: list[Statement] = []
        for stream in load_file(self.context, "psc"):
            self.source = stream.source
            self.statements.extend(stream)

    @property
    def interests(self) -> list[InterestStatement]:
        return [s for s in self.statements if isinstance(s, InterestStatement)]

    @property
    def parties(self) -> list[EntityStatement]:
        return [s for s in self.statements if isinstance(s, EntityStatement)]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        c = self.context
        return c.read, c.loaded, c.merged, c.rejected


def published(folder: Path, *loaded: Loaded) -> Generation:
    """A generation of these files, loaded one after the other."""
    return publish_streams(folder, (release for one in loaded for release in load_file(LoadContext(BASE, one.file, one.context.source))))


def tops(generation: Generation, number: str, day: str) -> dict[str, str]:
    """Controllers of a company by name, and how certain they are."""
    answer = controllers(ask(generation, day), find_party(generation, f"gb-coh:{number}"))
    return {c.party.name: c.certainty for c in answer.controllers}


def stops(generation: Generation, number: str, day: str) -> list[str]:
    """Why the search ends where nobody is named."""
    return [s.reason for s in controllers(ask(generation, day), find_party(generation, f"gb-coh:{number}")).stopped]
