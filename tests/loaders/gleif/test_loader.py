"""Every real file of GLEIF loads, twice with the same result, with pinned counts; what is not GLEIF's is left to other loaders."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from loaders.contract import LoadContext
from loaders.gleif import REJECTS, WARNINGS, GleifLoader
from loaders.open import load_file
from ontology.errors import InputError
from ontology.statements import EntityStatement, Identifier, InterestStatement, Kind, Status
from tests.loaders.gleif.records import BASE, Loaded

COUNTS = Path(__file__).with_name("counts.csv")


def counted(file: Path) -> str:
    loaded = Loaded(file)
    assert loaded.context.warnings.keys() <= WARNINGS.keys()
    assert {reject.code for reject in loaded.rejects} <= REJECTS.keys()
    assert all(s.place and s.place.line and s.record for s in loaded.statements)
    warnings = " ".join(f"{code}={number}" for code, number in sorted(loaded.context.warnings.items()))
    return ",".join([*map(str, loaded.counts), warnings])


@pytest.mark.thorough
def test_every_real_file_loads_with_the_counts_that_were_pinned(shared_data: Path) -> None:
    registries = shared_data / "registries"
    files = sorted(f for folder in ("gleif-api", "gleif-goldencopy") for f in (registries / folder).rglob("*") if f.is_file())
    counts = [f"{file.relative_to(registries)},{counted(file)}" for file in files]
    header, *pinned = COUNTS.read_text().splitlines()
    assert header == "file,read,loaded,merged,rejected,statements,warnings"
    assert counts == pinned


@pytest.mark.thorough
def test_a_second_load_gives_the_same_statements(shared_data: Path) -> None:
    for file in sorted((shared_data / "registries" / "gleif-goldencopy").iterdir()):
        assert Loaded(file).statements == Loaded(file).statements


def test_xml_and_json_of_the_same_copy_say_the_same(shared_data: Path) -> None:
    """The JSON was written on by others: without languages, and with one of several address lines."""
    folder = shared_data / "registries" / "gleif-goldencopy"
    for name in ("rr-data", "repex-data"):
        forms = [
            [
                (s.holder, s.subject, s.interest, s.direct, s.valid_from, s.stated_at, s.details, s.note)
                for s in loaded.statements
                if isinstance(s, InterestStatement)
            ]
            for loaded in (Loaded(folder / f"{name}.xml"), Loaded(folder / f"{name}.json"))
        ]
        assert forms[0] == forms[1]
    known = [
        [
            (s.entity, s.kind, [(n.text, n.type) for n in s.names], s.identifiers, s.founded, s.dissolved)
            for s in loaded.statements
            if isinstance(s, EntityStatement)
        ]
        for loaded in (Loaded(folder / "lei-data.xml"), Loaded(folder / "lei-data.json"))
    ]
    assert known[0] == known[1]


def test_no_consolidation_has_a_share(shared_data: Path) -> None:
    for folder in ("gleif-api", "gleif-goldencopy"):
        for file in sorted(f for f in (shared_data / "registries" / folder).rglob("*") if f.is_file()):
            for statement in Loaded(file).statements:
                if isinstance(statement, InterestStatement):
                    assert (statement.share, statement.status) == (None, Status.IN_EFFECT)


def test_a_real_sole_proprietor_is_a_person_and_a_real_dissolution_is_an_end(shared_data: Path) -> None:
    folder = shared_data / "registries"
    (person,) = [
        s for s in Loaded(folder / "gleif-api" / "v1" / "9845001B2AD43E664E58_issued.json").statements if isinstance(s, EntityStatement)
    ]
    assert (person.kind, person.identifiers[0]) == (Kind.PERSON, Identifier(scheme="LEI", value="9845001B2AD43E664E58"))
    ended = [s for s in Loaded(folder / "gleif-goldencopy" / "lei-data.xml").statements if isinstance(s, EntityStatement) and s.dissolved]
    assert [(s.record, s.dissolved) for s in ended] == [("00TR8NKAEL48RGTZEW89", "2018-11-09")]


def test_the_rdf_of_gleif_is_refused_with_a_next_step(shared_data: Path) -> None:
    for file in sorted((shared_data / "registries" / "gleif-rdf").iterdir()):
        with pytest.raises(InputError) as caught:
            list(load_file(LoadContext(BASE, file)))
        assert (caught.value.code, bool(caught.value.hint)) == ("FORMAT_NOT_READ", True)


EXPORT = [
    ["LEI", "LegalName", "Entity.LegalAddress.City", "Entity.LegalJurisdiction", "Entity.EntityStatus", "Registration.RegistrationStatus"],
    ["5493001KJTIIGC8Y1R12", "Zenda Motors", "Zenda", "DE", "ACTIVE", "ISSUED"],
]


def make_workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in EXPORT:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


RECORD = {
    "LEI": {"$": EXPORT[1][0]},
    "Entity": {"LegalName": {"$": EXPORT[1][1]}, "LegalJurisdiction": {"$": "DE"}, "EntityStatus": {"$": "ACTIVE"}},
    "Registration": {"RegistrationStatus": {"$": "ISSUED"}},
}
EXPORTS = {
    "lei-records.csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in EXPORT).encode(),
    "search.csv": b"LEI;Legal Name;Legal Jurisdiction;Entity Status;Registration Status\n"
    b"5493001KJTIIGC8Y1R12;Zenda Motors;DE;ACTIVE;ISSUED\n",
    "lei-records.xlsx": make_workbook(),
    "lei-records.json": json.dumps({"records": [RECORD]}).encode(),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_the_search_exports_is_read_in_each_of_its_forms(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(EXPORTS[name])
    ((source, record),) = [(stream, s) for stream in load_file(LoadContext(BASE, tmp_path / name)) for s in stream]
    assert isinstance(record, EntityStatement)
    assert (record.entity, record.names[0].text, record.jurisdiction) == (
        BASE.identifier("lei", "5493001KJTIIGC8Y1R12"),
        "Zenda Motors",
        "DE",
    )
    assert {a.value for a in record.attributes} == {"ACTIVE", "ISSUED"}
    assert record.place
    assert record.place.line == (1 if name.endswith("json") else 2)
    assert source.source.sha256 == hashlib.sha256(EXPORTS[name]).hexdigest()


@pytest.mark.parametrize("column", ["Parent LEI", "Owner", "Shareholder"])
def test_a_list_of_leis_that_names_a_second_party_is_somebodys_own_table(column: str) -> None:
    assert not GleifLoader().detect(f"LEI,Legal Name,{column}\n".encode(), Path("own.csv"))


def test_the_files_of_other_registers_are_left_to_them(shared_data: Path) -> None:
    loader = GleifLoader()
    others = [
        f
        for f in (shared_data / "registries").rglob("*")
        if f.is_file() and f.parts[-2] not in ("gleif-goldencopy", "v1") and "gleif-api" not in f.parts
    ]
    taken = []
    for file in others:
        with file.open("rb") as stream:
            if loader.detect(stream.read(65_536), file):
                taken.append(file)
    assert others
    assert taken == []
