"""A packed file that was damaged anywhere is refused with one clear error, or is what it was."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.errors import InputError
from ontology.terms import Base
from tests.loaders.test_open import PACKED, TABLE, zipped

SAMPLES = {name: raw for name, raw in PACKED.items() if raw != TABLE} | {"two.zip": zipped({"a.csv": TABLE, "b/c.csv": TABLE * 3})}


@pytest.mark.thorough
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damage_anywhere_in_a_packed_file_is_one_clear_error(tmp_path: Path, name: str, data: st.DataObject) -> None:
    raw = bytearray(SAMPLES[name])
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), max_size=3)):
        raw[place] = value
    (tmp_path / name).write_bytes(raw[: data.draw(st.integers(0, len(raw)) | st.just(len(raw)))])
    hint = "none needed"
    try:
        for statements in load_file(LoadContext(Base(), tmp_path / name), "table"):
            list(statements)
    except InputError as error:
        hint = error.hint
    assert hint


@pytest.mark.parametrize("ending", ["zip", "xlsx", "ods", "docx"])
@pytest.mark.parametrize(
    ("part", "damaged"),
    [("é".encode(), b"\x80\x80"), (b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xe0")],
    ids=["a name that is not in the letters that it says", "a later version of the format"],
)
def test_an_archive_that_cannot_be_opened_is_damaged(tmp_path: Path, part: bytes, damaged: bytes, ending: str) -> None:
    file = tmp_path / f"table.{ending}"
    raw = zipped({"é.csv": TABLE})
    assert part in raw
    file.write_bytes(raw.replace(part, damaged))
    with pytest.raises(InputError) as refused:
        list(chain.from_iterable(load_file(LoadContext(Base(), file), "table")))
    assert refused.value.hint


def test_a_member_whose_name_is_empty_is_read(tmp_path: Path) -> None:
    # Python's zipfile cuts a name at the first NUL.
    (tmp_path / "table.zip").write_bytes(zipped({"name-of-the-member": TABLE}).replace(b"name-of", b"\0ame-of"))
    loaded = [len(list(statements)) for statements in load_file(LoadContext(Base(), tmp_path / "table.zip"), "table")]
    assert len(loaded) == 1
    assert loaded[0] > 0
