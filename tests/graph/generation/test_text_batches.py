"""Texts that DuckDB makes are read alike as runs of bytes and one by one."""

from __future__ import annotations

import duckdb
import pytest

from graph.generation import text_batches


@pytest.mark.parametrize("is_installed", [True, False])
def test_texts_come_in_order_with_the_empty_ones(monkeypatch: pytest.MonkeyPatch, is_installed: bool) -> None:
    monkeypatch.setattr(text_batches, "_has_arrow", lambda: is_installed)
    query = "SELECT encode(repeat('é', (i % 3)::INTEGER)) AS a, encode(i::VARCHAR) AS b FROM range(5000) t(i) WHERE i % 7 <> 3"
    with duckdb.connect() as cursor:
        read = [
            [(a.tobytes().decode(), b.tobytes().decode()) for a, b in zip(first.split(), second.split(), strict=True)]
            for first, second in text_batches.read_texts(cursor, query, 1_000)
        ]
        wholes = [first.whole().tobytes() for first, _ in text_batches.read_texts(cursor, query, 1_000)]
    wanted = [("é" * (i % 3), str(i)) for i in range(5_000) if i % 7 != 3]
    assert [row for rows in read for row in rows] == wanted
    assert len(read) > 2
    assert b"".join(wholes).decode() == "".join(text for text, _ in wanted)


@pytest.mark.parametrize("is_installed", [True, False])
def test_a_query_without_rows_gives_no_text(monkeypatch: pytest.MonkeyPatch, is_installed: bool) -> None:
    monkeypatch.setattr(text_batches, "_has_arrow", lambda: is_installed)
    with duckdb.connect() as cursor:
        read = list(text_batches.read_texts(cursor, "SELECT encode('x') WHERE false", 10))
    assert sum(len(texts.split()) for batch in read for texts in batch) == 0
