"""Random ledgers with partial dates, denials, versions and several sources: exported and loaded again they make nobody surer.

Left out are nominees, of whom BODS can say when they may have been some only where they hold shares of a size.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.exports import bods, ftm
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from graph.queries import controllers
from tests.reference.random_folders import COMPANIES, draw_folder, load_folder
from tests.scenarios import ask, publish_files

DAYS = ("2014-06-01", "2015-06-01", "2018-06-10", "2019-03-15", "2021-06-01", "2022-01-20", "2023-02-01", "2024-01-01")


def list_sure(generation: Generation, numbers: dict[str, int], company: str, day: str) -> set[str]:
    """List who surely controls a company at the top on a day."""
    said = controllers(ask(generation, day), numbers[company])
    return {one.party.name for one in said.controllers if one.certainty == "certain"}


def number_parties(generation: Generation) -> dict[str, int]:
    return {generation.party_summary(n).name: n for n in range(len(generation))}


FORMATS = {"bods": (bods, "again.json"), "ftm": (ftm, "again.ftm.json")}


def check(folder: Path, seed: int, format_name: str) -> None:
    files = draw_folder(random.Random(seed))  # noqa: S311 - a fixed seed is the point
    files = [file.keep(lambda holding: holding.interest not in ("nominee", "nominator")) for file in files]
    files = [file for file in files if file.holdings]
    ledger = load_folder(folder / "ledger", files)
    if ledger is None:
        return
    module, name = FORMATS[format_name]
    file = folder / name
    with file.open("wb") as out:
        module.write(ExportRequest(ledger), out)
    again = publish_files(folder / "again", file)
    before, after = number_parties(ledger), number_parties(again)
    for company in sorted(before.keys() & after.keys() & set(COMPANIES)):
        for day in DAYS:
            sure = list_sure(ledger, before, company, day)
            for name in list_sure(again, after, company, day) - sure:
                # It may stand below the one that the ledger shows, if that one is not sure here.
                assert list_sure(ledger, before, name, day) & sure, f"seed {seed}: {name} of {company} on {day}"


@pytest.mark.parametrize(("format_name", "seed"), [*(("bods", n) for n in (9, 16, 249)), *(("ftm", n) for n in (5, 9, 31, 1_006))])
def test_what_is_loaded_again_is_no_surer(tmp_path: Path, format_name: str, seed: int) -> None:
    check(tmp_path, seed, format_name)


# A hundred ledgers are published twice each, which takes minutes.
@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_what_is_loaded_again_is_no_surer_of_many(tmp_path: Path, format_name: str) -> None:
    for seed in range(1_000, 1_100):
        (tmp_path / str(seed)).mkdir()
        check(tmp_path / str(seed), seed, format_name)
