"""Exported BODS is valid: by the schema of 0.4 and by the checks of lib-cove-bods, on invented networks, the example and real files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import libcovebods.config
import libcovebods.data_reader
import libcovebods.jsonschemavalidate
import libcovebods.run_tasks
import libcovebods.schema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libcovebods.tasks.checks import legacy_checks, record_based_checks

from graph.exports import bods
from graph.exports.request import ExportRequest
from graph.exports.statements import write_bods
from graph.generation.generation import Generation
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.statements import Interest, Kind, Statement, Status
from tests.graph.exports.test_bods_round_trip import PHASES, SOURCE, again, ledgers
from tests.graph.exports.test_bods_round_trip import publish as publish_statements
from tests.scenarios import Sheet, publish, publish_streams

pytestmark = pytest.mark.thorough

CHECKOUT = Path(__file__).parents[3]
NEEDS_THE_NETWORK = (
    legacy_checks.LegacyChecks,
    legacy_checks.LegacyChecksNeedingHistory,
    record_based_checks.CheckStatementEntityIdentifiersHaveKnownScheme,
)
"""They fetch the list of org-id.guide; the form of a scheme is checked here instead."""
TASKS = [task for task in libcovebods.run_tasks.TASK_CLASSES if task not in NEEDS_THE_NETWORK]
OF_THE_SOURCE = {
    "person_identifiers_invalid_composition",
    "relationship_interests_subject_should_be_entity_trust",
    "relationship_interests_subject_should_be_entity_nomination_arrangement",
    "statement_date_is_future_date",
    "statement_publication_date_is_future_date",
    "statement_person_birth_date_in_future",
    "statement_person_birth_date_too_far_in_past",
    "statement_person_death_date_not_sensible_value",
}
"""What a source says and an export must not mend."""


def problems(file: Path) -> list[object]:
    """What the schema and the checks find."""
    reader = libcovebods.data_reader.DataReader(str(file))
    config = libcovebods.config.LibCoveBODSConfig()
    schema = libcovebods.schema.SchemaBODS(reader, config)
    errors: list[object] = [error.json() for error in libcovebods.jsonschemavalidate.JSONSchemaValidator(schema).validate(reader)]
    tasks = [*TASKS, record_based_checks.CheckComponentRecordsRecordIds]
    errors += libcovebods.run_tasks.process_additional_checks(reader, config, schema, tasks)["additional_checks"]
    for statement in msgspec.json.decode(file.read_bytes()):
        for one in statement["recordDetails"].get("identifiers", ()):
            if "scheme" in one and not re.fullmatch(r"[A-Z]{2,3}-[A-Z0-9_]+", one["scheme"]):
                errors.append(one)
    return errors


def check(generation: Generation, folder: Path, allowed: Callable[[Any], bool] = lambda _: False) -> int:
    """Export everything, then source by source; returns how many statements everything is."""
    counts = []
    for source in (None, *generation.sources):
        file = folder / "export.json"
        with file.open("wb") as out:
            counts.append(bods.write(ExportRequest(generation, source), out))
        assert [one for one in problems(file) if not allowed(one)] == []
        assert len(msgspec.json.decode(file.read_bytes())) == counts[-1]
    return counts[0]


def is_own_of_person(problem: Any) -> bool:
    """Whether it is that the ledger's own identifier of a person is no passport, tax number or identity card."""
    return bool(problem["type"] == "person_identifiers_invalid_composition")


def test_everything_that_an_export_can_stumble_over_is_valid(generation: Generation, tmp_path: Path) -> None:
    assert check(generation, tmp_path, is_own_of_person) == 31


def test_an_excerpt_of_each_statement_is_valid(generation: Generation, tmp_path: Path) -> None:
    file = tmp_path / "excerpt.json"
    for statement in generation.statements():
        file.write_bytes(write_bods(generation, [statement.id])[0])
        assert [one for one in problems(file) if not is_own_of_person(one)] == [], statement


def test_invented_networks_are_valid(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("state", Kind.STATE)
    sheet.party("anna", Kind.PERSON)
    sheet.party("trust", Kind.ARRANGEMENT)
    sheet.holds("state", "holding", "100")
    sheet.holds("holding", "maker", "(25..50]", valid_until="2019")
    sheet.holds("maker", "holding", ">=10")
    sheet.holds("anna", "trust", interest=Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT)
    sheet.holds("trust", "maker", "1/3", Interest.VOTING_RIGHTS)
    sheet.holds("anna", "maker", "5", status=Status.AGREED)
    sheet.holds("state", "maker", interest=Interest.VETO)
    other = Sheet("other", stated="2021-02")
    other.holds("holding", "maker", "51")
    assert check(publish(tmp_path / "data", sheet, other), tmp_path) == 14


SHEET_BASE = Sheet().base


@pytest.mark.parametrize(("name", "accept"), [("saryarka.map.yaml", None), ("saryarka.txt", "B"), ("holdings.csv", None)])
def test_the_examples_are_valid(tmp_path: Path, name: str, accept: str | None) -> None:
    context = LoadContext(file=CHECKOUT / "examples" / name, base=SHEET_BASE, accept=accept)
    generation = publish_streams(tmp_path / "data", load_file(context), base=SHEET_BASE)
    assert check(generation, tmp_path) >= 10


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(ledgers(), st.booleans())
def test_invented_registers_are_valid(tmp_path_factory: pytest.TempPathFactory, statements: list[Statement], twice: bool) -> None:
    folder = tmp_path_factory.mktemp("register")
    generation = publish_statements(folder / "data", SOURCE, statements)
    if twice:
        generation, _ = again(folder, generation)
    check(generation, folder, of_the_source)


@pytest.mark.shared
def test_real_files_of_every_version_are_valid(shared_data: Path, tmp_path: Path) -> None:
    files = [path for folder in ("bods04-*", "bods-old") for path in sorted((shared_data / "registries").glob(f"{folder}/**/*.json*"))]
    contexts = [LoadContext(SHEET_BASE, file, source=f"file {number}") for number, file in enumerate(files)]
    every = (release for context in contexts for release in load_file(context) if is_usable(context))
    generation = publish_streams(tmp_path / "data", every, base=SHEET_BASE)
    file = tmp_path / "export.json"
    with file.open("wb") as out:
        assert bods.write(ExportRequest(generation), out) > 1_200
    assert [one for one in problems(file) if not of_the_source(one)] == []
    assert len(files) > 100


def is_usable(context: LoadContext) -> bool:
    """Whether the file has a statement; one of none is refused when it is loaded."""
    return any(True for release in load_file(context) for _ in release)


def of_the_source(problem: Any) -> bool:
    return problem.get("type") in OF_THE_SOURCE
