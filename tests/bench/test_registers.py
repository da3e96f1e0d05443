"""Generated registers are well formed, as large as asked for, the same for a seed, and not what a compressor would like."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bench.registers import REGISTERS, write
from bench.registers.draw import BATCH
from loaders.framing import Lines, Objects, Rows
from tests.loaders.framing.test_lines_and_rows import framed

pytestmark = pytest.mark.thorough

KEYS = {"lei-json": "records", "rr-json": "relations", "repex-json": "exceptions"}


def write_register(name: str, folder: Path, records: int = 300, seed: int = 1) -> bytes:
    write(name, records, folder / name, seed)
    return (folder / name).read_bytes()


def rows(name: str, raw: bytes) -> list[Any]:
    if name in KEYS:
        records: list[Any] = json.loads(raw)[KEYS[name]]
        return records
    if name.endswith("-csv"):
        return list(csv.DictReader(raw.decode().splitlines(), strict=True))
    return [json.loads(line) for line in raw.splitlines()]


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_has_as_many_records_as_asked_for_and_the_same_ones_for_a_seed(tmp_path: Path, name: str) -> None:
    raw = write_register(name, tmp_path)
    records = rows(name, raw)
    assert len(records) == 300 + (name == "psc")
    assert write_register(name, tmp_path) == raw
    assert write_register(name, tmp_path, seed=2) != raw


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_framed_as_a_parser_of_the_whole_reads_it(tmp_path: Path, name: str) -> None:
    raw = write_register(name, tmp_path, BATCH + 10)
    framing = Objects((KEYS[name],)) if name in KEYS else Rows() if name.endswith("-csv") else Lines()
    records = framed(framing, raw, 100_000)
    parsed = rows(name, raw)
    assert len(records) == len(parsed) == BATCH + 10 + (name == "psc")
    if not name.endswith("-csv"):
        assert [json.loads(record.raw) for record in records] == parsed


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_does_not_compress_better_than_a_real_one(tmp_path: Path, name: str) -> None:
    raw = write_register(name, tmp_path, 3_000)
    assert len(raw) / len(gzip.compress(raw)) < 25


def test_an_lei_has_valid_check_digits_and_belongs_to_one_entity(tmp_path: Path) -> None:
    leis = [row["LEI"] for row in rows("lei-csv", write_register("lei-csv", tmp_path))]
    assert len(set(leis)) == len(leis) == 300
    assert all(len(lei) == 20 and int("".join(str(int(char, 36)) for char in lei)) % 97 == 1 for lei in leis)
    relations = rows("rr-csv", write_register("rr-csv", tmp_path))
    assert [row["Relationship.StartNode.NodeID"] for row in relations] == leis
    assert all(row["Relationship.StartNode.NodeID"] != row["Relationship.EndNode.NodeID"] for row in relations)
    assert {row["LEI"] for row in rows("repex-csv", write_register("repex-csv", tmp_path, 100))} == set(leis[:50])


def test_most_lines_of_the_register_of_persons_are_persons_and_the_last_counts_them(tmp_path: Path) -> None:
    lines = rows("psc", write_register("psc", tmp_path, 5_000))
    kinds = [row["data"]["kind"] for row in lines]
    assert 0.75 < kinds.count("individual-person-with-significant-control") / 5_000 < 0.9
    assert lines[-1]["data"]["persons_of_significant_control_count"] == 5_000
    assert len({row["data"]["links"]["self"] for row in lines[:-1]}) == 5_000


def test_a_register_is_packed_as_its_name_says(tmp_path: Path) -> None:
    write("repex-csv", 50, tmp_path / "a.csv")
    write("repex-csv", 50, tmp_path / "a.csv.gz")
    write("repex-csv", 50, tmp_path / "a.csv.zip")
    raw = (tmp_path / "a.csv").read_bytes()
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == raw
    with zipfile.ZipFile(tmp_path / "a.csv.zip") as archive:
        assert (archive.namelist(), archive.read("a.csv")) == (["a.csv"], raw)
