"""The standard as tables: each form states what the same statements in JSON state."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.errors import InputError
from ontology.shares import PERCENT
from ontology.statements import EntityStatement, InterestStatement, Statement
from ontology.terms import Base

Tables = dict[str, list[dict[str, Any]]]
COMMON = {"statementDate": "2024-01-01", "recordStatus": "new", "publicationDetails_bodsVersion": "0.4"}
TABLES: Tables = {
    "entity_statement": [
        {
            "_link": "1",
            "statementId": "s1",
            "recordId": "w",
            "recordDetails_name": "Works AG",
            "recordDetails_entityType_type": "registeredEntity",
        }
        | COMMON
    ],
    "entity_recordDetails_identifiers": [
        {"_link": "1.i.0", "_link_entity_statement": "1", "id": "12345678", "scheme": "DK-CVR"},
        {"_link": "1.i.1", "_link_entity_statement": "1", "id": "X1", "scheme": "LOCAL"},
    ],
    "person_statement": [
        {"_link": "2", "statementId": "s2", "recordId": "p", "recordDetails_personType": "knownPerson"} | COMMON,
        {"_link": "10", "statementId": "s3", "recordId": "q", "recordDetails_personType": "knownPerson"} | COMMON,
    ],
    "person_recordDetails_names": [
        {"_link": "10.n", "_link_person_statement": "10", "fullName": "Odo Mill"},
        {"_link": "2.n", "_link_person_statement": "2", "fullName": "Ida Voss"},
    ],
    "relationship_statement": [
        {"_link": "3", "statementId": "s4", "recordId": "r", "recordDetails_subject": "w", "recordDetails_interestedParty": "p"} | COMMON,
        {
            "_link": "4",
            "statementId": "s5",
            "recordId": "t",
            "recordDetails_subject": "w",
            "recordDetails_interestedParty_reason": "unknown",
        }
        | COMMON,
    ],
    "relationship_recordDetails_interests": [
        {"_link": "3.0", "_link_relationship_statement": "3", "type": "shareholding", "share_exact": "60", "startDate": "2020-01-01"},
        {"_link": "3.1", "_link_relationship_statement": "3", "type": "votingRights", "share_minimum": "50", "share_maximum": "75"},
    ],
}
EARLIER: Tables = {
    "entity_statement": [
        {"_link": "1", "statementID": "e1", "name": "Works AG", "entityType": "registeredEntity", "statementDate": "2020-01-01"}
    ],
    "person_statement": [{"_link": "2", "statementID": "p1", "personType": "knownPerson", "statementDate": "2020-01-01"}],
    "person_names": [{"_link": "2.0", "_link_person_statement": "2", "fullName": "Ida Voss"}],
    "ooc_statement": [
        {
            "_link": "3",
            "statementID": "o1",
            "statementDate": "2020-01-01",
            "subject_describedByEntityStatement": "e1",
            "interestedParty_describedByPersonStatement": "p1",
        }
    ],
    "ooc_interests": [{"_link": "3.0", "_link_ooc_statement": "3", "type": "shareholding", "share_exact": "60"}],
}


def as_sqlite(file: Path, tables: Tables, *, small: bool = True) -> Path:
    """A database, as publishers make it: names in small letters."""
    with sqlite3.connect(file) as connection:
        for name, rows in tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            listed = ", ".join(f'"{column.lower() if small else column}"' for column in columns)
            connection.execute(f"CREATE TABLE {name} ({listed})")
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [[row.get(c) for c in columns] for row in rows])  # noqa: S608
    connection.close()
    return file


def as_zip(file: Path, tables: Tables, pack: Callable[[list[dict[str, Any]]], bytes], ending: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"{ending}/{name}.{ending}", pack(rows))
        archive.writestr("README.md", "about")
    return file


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(column for row in rows for column in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_parquet(rows: list[dict[str, Any]], folder: Path) -> bytes:
    (folder / "rows.csv").write_bytes(as_csv(rows))
    duckdb.read_csv(str(folder / "rows.csv"), all_varchar=True).write_parquet(str(folder / "rows.parquet"))
    return (folder / "rows.parquet").read_bytes()


def load(file: Path) -> tuple[list[Statement], LoadContext]:
    context = LoadContext(Base(), file, source="s")
    return [statement for stream in load_file(context) for statement in stream], context


def read(file: Path) -> tuple[list[tuple[str, int | None, str | None]], dict[str, str]]:
    statements, _ = load(file)
    holdings = [
        (x.interest.value, x.share.min // PERCENT if x.share else None, x.valid_from)
        for x in statements
        if isinstance(x, InterestStatement)
    ]
    names = {x.names[0].text: x.kind.value for x in statements if isinstance(x, EntityStatement) and x.names}
    return holdings, names


EXPECTED = (
    [("shareholding", 60, "2020-01-01"), ("votingRights", 50, None), ("unknownInterest", None, None)],
    {"Works AG": "company", "Ida Voss": "person", "Odo Mill": "person"},
)


def test_a_release_is_read_from_a_database_or_from_its_tables_in_one_archive(tmp_path: Path) -> None:
    assert read(as_sqlite(tmp_path / "a.sqlite", TABLES)) == EXPECTED
    assert read(as_sqlite(tmp_path / "b.sqlite", TABLES, small=False)) == EXPECTED
    assert read(as_zip(tmp_path / "csv.zip", TABLES, as_csv, "csv")) == EXPECTED
    assert read(as_zip(tmp_path / "parquet.zip", TABLES, lambda rows: as_parquet(rows, tmp_path), "parquet")) == EXPECTED


def test_every_statement_of_the_tables_is_one_record(tmp_path: Path) -> None:
    _, context = load(as_sqlite(tmp_path / "a.sqlite", TABLES))
    assert (context.read, context.loaded, context.rejected) == (5, 5, 0)


def test_tables_of_versions_up_to_0_3_are_read(tmp_path: Path) -> None:
    holdings, names = read(as_sqlite(tmp_path / "a.sqlite", EARLIER))
    assert (holdings, names) == ([("shareholding", 60, None)], {"Works AG": "company", "Ida Voss": "person"})


def test_a_table_with_paths_as_its_header_is_read(tmp_path: Path) -> None:
    file = tmp_path / "flat.csv"
    file.write_text(
        "statementId,recordId,recordType,recordDetails/isComponent,recordDetails/subject,recordDetails/interestedParty,"
        "recordDetails/interests/0/type,recordDetails/interests/0/share/exact,recordDetails/interests/1/type\n"
        "s1,r1,relationship,false,e1,p1,shareholding,60,appointmentOfBoard\n",
        encoding="utf-8",
    )
    assert read(file)[0] == [("shareholding", 60, None), ("appointmentOfBoard", None, None)]


def test_one_table_alone_and_a_torn_database_are_named(tmp_path: Path) -> None:
    (tmp_path / "relationship_statement.csv").write_bytes(as_csv(TABLES["relationship_statement"]))
    with pytest.raises(InputError) as caught:
        load(tmp_path / "relationship_statement.csv")
    assert "put all of the release into one zip file" in caught.value.hint
    torn = as_sqlite(tmp_path / "a.sqlite", TABLES)
    torn.write_bytes(torn.read_bytes()[:20_000])
    with pytest.raises(InputError) as caught:
        load(torn)
    assert caught.value.code == "DAMAGED_DATABASE"
