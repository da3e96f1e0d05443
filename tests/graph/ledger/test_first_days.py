"""The day of a statement's first load is found again in a later release, whatever is compared at a time and wherever the statement lies."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger import first_days, id_index
from graph.ledger.digests import hash_claim
from graph.ledger.first_days import EarlierRelease, load_claims
from graph.ledger.record_store import join, write

CLAIMS = st.lists(st.tuples(st.integers(0, 4).map(lambda n: n * 2**60), st.integers(-2, 3)), max_size=12)
"""Statements as (hash of the id, hash of what it says); of several with one id all but one were skipped.  Below 0: it has a date, and 0 as
an earlier version of this program wrote it."""


def write_release(folder: Path, statements: list[tuple[int, int]]) -> Path:
    folder.mkdir()
    half = len(statements) // 2
    keys = [folder / f"part-{number}.keys.npy" for number in range(2)]
    claims = [folder / f"part-{number}.claims.npy" for number in range(2)]
    for number, part in enumerate((statements[:half], statements[half:])):
        id_index.write_part(keys[number], [key for key, _ in part], [claim for _, claim in part])
        np.save(claims[number], np.array([claim for _, claim in part], np.int64))
    id_index.join_parts(folder, keys)
    first_days.join_parts(folder, claims)
    return folder


@given(st.lists(CLAIMS, min_size=1, max_size=4), st.integers(1, 5), st.permutations(range(3)))
def test_a_statement_without_a_date_is_of_the_first_release_that_had_it(
    releases: list[list[tuple[int, int]]], step: int, order: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as name, patch.object(first_days, "CHUNK_ROWS", step):
        folders = [write_release(Path(name) / str(number), statements) for number, statements in enumerate(releases)]
        for number, folder in enumerate(folders):
            first_days.write_days(folder, [EarlierRelease(folders[n], 100 + n) for n in order if n < number])
            written = first_days.load_days(folder)
            expected = [
                next((100 + n for n in range(number) if claim > 0 and (key, claim) in releases[n]), 0) for key, claim in releases[number]
            ]
            assert (written is None) == (not any(expected))
            assert written is None or written.tolist() == expected


def test_what_an_earlier_version_did_not_keep_of_a_statement_with_a_date_is_read(tmp_path: Path) -> None:
    lines = [b'{"id":"s%d","stated_at":%s,"place":null}' % (number, day) for number, day in enumerate((b'"2020"', b"null", b'"2021"'))]
    write(tmp_path / "statements", join(lines))
    claims = list(map(hash_claim, lines))
    np.save(tmp_path / "claims.npy", np.maximum(claims, 0))
    assert [claim > 0 for claim in claims] == [False, True, False]
    assert load_claims(tmp_path).tolist() == [0, claims[1], 0]
    assert load_claims(tmp_path, all_of_them=True).tolist() == claims
    (tmp_path / "claims.npy").unlink()
    assert load_claims(tmp_path).tolist() == claims
