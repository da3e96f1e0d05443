"""Invented records of the Beneficial Ownership Data Standard, and files of them, loaded to their end."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.answers.controllers import ControllersAnswer
from graph.answers.owners import OwnersAnswer
from graph.queries import Options, QueryContext, RawOptions, controllers, owners
from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import Base
from tests.scenarios import publish_files

BASE = Base()
PUBLISHED = {"publicationDate": "2020-02-01", "bodsVersion": "0.4", "publisher": {"name": "Register of Ruritania"}}
Given = dict[str, Any]


class Loaded:
    """One file, loaded to its end."""

    def __init__(self, file: Path) -> None:
        self.rejects: list[Reject] = []
        self.context = LoadContext(BASE, file, on_reject=self.rejects.append)
        self.statements: list[Statement] = []
        self.sources: list[Source] = []
        self.named: list[Source] = []
        for stream in load_file(self.context):
            self.sources.append(stream.source)
            self.statements += stream
            self.named += stream.named.values()
        assert self.context.read == self.context.loaded + self.context.merged + self.context.rejected

    @property
    def warnings(self) -> dict[str, int]:
        return dict(self.context.warnings)

    @property
    def parties(self) -> list[EntityStatement]:
        return [x for x in self.statements if isinstance(x, EntityStatement)]

    @property
    def interests(self) -> list[InterestStatement]:
        return [x for x in self.statements if isinstance(x, InterestStatement)]

    @property
    def identities(self) -> list[IdentityStatement]:
        return [x for x in self.statements if isinstance(x, IdentityStatement)]

    def counts(self) -> tuple[int, int, int, int, int, dict[str, int], list[str]]:
        context = self.context
        codes = sorted(reject.code for reject in self.rejects)
        return context.read, context.loaded, context.merged, context.rejected, len(self.statements), self.warnings, codes


def load(folder: Path, records: object, name: str = "register.json") -> Loaded:
    file = folder / name
    file.write_text(json.dumps(records), encoding="utf-8")
    return Loaded(file)


def load_one(folder: Path, record: Given) -> Loaded:
    return load(folder, [record])


def statement(kind: str, record: str, details: Given, date: str = "2020-01-01", status: str = "new", **more: object) -> Given:
    """A statement of 0.4."""
    return {
        "statementId": f"{record}-{date}-{status}",
        "statementDate": date,
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "declarationSubject": "x",
        "publicationDetails": PUBLISHED,
        "recordDetails": {"isComponent": False, **details},
        **more,
    }


def company(record: str, **more: object) -> Given:
    return statement("entity", record, {"entityType": {"type": "registeredEntity"}, "name": record.title(), **more})


def person(record: str, **more: object) -> Given:
    return statement("person", record, {"personType": "knownPerson", "names": [{"fullName": record.title()}], **more})


def interest(share: object = None, kind: str = "shareholding", **more: object) -> Given:
    return {"type": kind, "directOrIndirect": "direct", **({} if share is None else {"share": share}), **more}


def holds(
    holder: object,
    subject: object,
    *interests: Given,
    record: str | None = None,
    date: str = "2020-01-01",
    status: str = "new",
    **more: object,
) -> Given:
    details = {"subject": subject, "interestedParty": holder, "interests": list(interests), **more}
    return statement("relationship", record or f"{holder}-{subject}", details, date, status)


def old_entity(statement_id: str, replaces: Sequence[str] = (), **more: object) -> Given:
    """A statement of 0.1 to 0.3, as the next two."""
    return {
        "statementID": statement_id,
        "statementType": "entityStatement",
        "statementDate": "2020-01-01",
        "entityType": "registeredEntity",
        "name": statement_id.title(),
        **({"replacesStatements": list(replaces)} if replaces else {}),
        **more,
    }


def old_person(statement_id: str, replaces: Sequence[str] = (), **more: object) -> Given:
    return {
        "statementID": statement_id,
        "statementType": "personStatement",
        "statementDate": "2020-01-01",
        "personType": "knownPerson",
        "names": [{"type": "individual", "fullName": statement_id.title()}],
        **({"replacesStatements": list(replaces)} if replaces else {}),
        **more,
    }


def old_holds(statement_id: str, holder: Given, subject: str, *interests: Given, date: str = "2020-01-01", **more: object) -> Given:
    return {
        "statementID": statement_id,
        "statementType": "ownershipOrControlStatement",
        "statementDate": date,
        "subject": {"describedByEntityStatement": subject},
        "interestedParty": holder,
        "interests": list(interests),
        **more,
    }


class Asked:
    """Questions of one published file."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.generation = publish_files(folder, file)
        self.names = {
            name.text: x.entity
            for statements in load_file(LoadContext(BASE, file))
            for x in statements
            if isinstance(x, EntityStatement)
            for name in x.names
        }

    def controllers(self, subject: str, as_of: str, known_at: str | None = None) -> ControllersAnswer:
        return controllers(self._asking(as_of, known_at), self._number(subject))

    def owners(self, subject: str, as_of: str, known_at: str | None = None) -> OwnersAnswer:
        return owners(self._asking(as_of, known_at), self._number(subject))

    def controlling(self, subject: str, as_of: str, known_at: str | None = None) -> set[str]:
        return {controller.party.name for controller in self.controllers(subject, as_of, known_at).controllers}

    def integrated(self, subject: str, as_of: str, known_at: str | None = None) -> dict[str, float | None]:
        """The exact integrated ownership by name; None where it is not exact."""
        return {owner.party.name: owner.integrated.exact for owner in self.owners(subject, as_of, known_at).owners if owner.integrated}

    def _asking(self, as_of: str, known_at: str | None) -> QueryContext:
        return QueryContext.of(self.generation, Options.parse(RawOptions(as_of, known_at), today=datetime.date(2026, 6, 1)))

    def _number(self, name: str) -> int:
        number = self.generation.party_number(self.names[name])
        assert number is not None
        return number
