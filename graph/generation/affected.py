"""Finds what some added releases change in a generation, and leaves of the tables of a build only the statements that this is read from.

Owns the rule of what depends on what.  A statement changes its party, that of every statement of its record, whoever is joined with
or parted from them, and the companies in which any of these, or its record, has rows.  To tell the rows of a company all statements of all
records about it are needed; to tell what a list shows of a party, those about it and the other versions of their records, and of one that
nothing describes those that mention it.  More than is needed may be left, never less: update_arrays.py takes of it what changed.

    touched_iri(iri)         the IRIs of parties of which something changed
    touched_party(key)       the parties that these are now, as hashes of their IRIs
    affected_party(key)      the parties about which other rows may tell, likewise

Works on hashes of IRIs and records: where two meet, more counts as changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import duckdb
import numpy as np

from graph.generation.build_tables import count_rows, keep_statements

_RECORD: Final = 'if("record" IS NULL, NULL, hash(feed, "record"))'
_VERSION: Final = "hash(stated_at, place.file, place.line, release)"
_UNREAD: Final = {"entity": "addresses, assertion, dissolved, evidence, founded", "interest": "beneficial, details, note, subject_reason"}
"""Columns that no step of the build reads: to decode them takes longer than all else here."""


def list_changes(tables: duckdb.DuckDBPyConnection, added: Sequence[int], reordered: Iterable[int], moved: Sequence[str]) -> int:
    """Create the tables of what changed; returns how many parties they name.  Takes the views of build_tables.py and ``canonical_iri``.

    ``added``: the releases, by number; ``reordered``: the sources by whose versions are put in another order than before, of which every
    record with several counts as changed; ``moved``: the IRIs that are joined with others than before, with the canonical ones of both.
    """
    is_new = f"release IN ({_list(added)}) AS is_new"
    tables.execute(f"CREATE TABLE entity_key AS SELECT position, {is_new}, {_RECORD} AS record, hash(entity) AS party FROM entity")  # noqa: S608
    tables.execute(f"""
        CREATE TABLE interest_key AS SELECT position, {is_new}, {_RECORD} AS record,
            if(holder IS NULL, NULL, hash(holder)) AS holder, if(subject IS NULL, NULL, hash(subject)) AS subject FROM interest
    """)  # noqa: S608
    tables.execute("CREATE TABLE same_key AS SELECT hash(iri) AS key, hash(canonical) AS canonical FROM canonical_iri")
    moved_iris = {"iri": np.array(moved, np.object_)}
    tables.execute("CREATE TABLE moved AS SELECT iri::VARCHAR AS iri, hash(iri::VARCHAR) AS key FROM moved_iris")
    del moved_iris
    tables.execute("""
        CREATE TABLE touched_record AS SELECT record FROM entity_key WHERE is_new AND record IS NOT NULL
        UNION SELECT record FROM interest_key WHERE is_new AND record IS NOT NULL
    """)
    if feeds := _list(reordered):
        for kind in ("entity", "interest"):
            tables.execute(f"""
                INSERT INTO touched_record SELECT record FROM (
                    SELECT {_RECORD} AS record, {_VERSION} AS version FROM {kind} WHERE feed IN ({feeds}) AND "record" IS NOT NULL
                ) GROUP BY record HAVING min(version) <> max(version)
            """)  # noqa: S608
    tables.execute("""
        CREATE TABLE touched_key AS
        SELECT party AS key FROM entity_key WHERE is_new OR record IN (SELECT record FROM touched_record)
        UNION SELECT holder FROM interest_key WHERE is_new AND holder IS NOT NULL
        UNION SELECT subject FROM interest_key WHERE is_new AND subject IS NOT NULL
        UNION SELECT key FROM moved
    """)
    tables.execute("""
        CREATE TABLE affected_key AS SELECT subject AS key FROM interest_key WHERE subject IS NOT NULL AND (
            is_new OR record IN (SELECT record FROM touched_record)
            OR subject IN (SELECT key FROM moved) OR holder IN (SELECT key FROM moved)
        ) UNION SELECT key FROM moved
    """)
    for name in ("touched", "affected"):
        tables.execute(f"""
            CREATE TABLE {name}_party AS
            SELECT DISTINCT coalesce(s.canonical, k.key) AS key FROM {name}_key k LEFT JOIN same_key s USING (key)
        """)  # noqa: S608
    return count_rows(tables, "(SELECT key FROM touched_party UNION SELECT key FROM affected_party)")


def keep_needed(tables: duckdb.DuckDBPyConnection) -> None:
    """Put tables of the needed statements in the place of the views ``entity`` and ``interest``, and create ``touched_iri``."""
    for name in ("touched", "affected"):
        tables.execute(f"CREATE TABLE {name}_member AS {_list_members(f'{name}_party')}")
    tables.execute("CREATE TABLE described AS SELECT record, party AS key FROM entity_key SEMI JOIN touched_member m ON m.key = party")
    tables.execute("""
        CREATE TABLE needed_entity AS SELECT position FROM entity_key
        WHERE party IN (SELECT key FROM touched_member) OR record IN (SELECT record FROM described WHERE record IS NOT NULL)
    """)
    # Who is described by nothing that stands may go by what mentions him.  What is in no record stands.
    tables.execute("""
        CREATE TABLE undescribed AS SELECT key FROM touched_party ANTI JOIN (
            SELECT coalesce(s.canonical, d.key) AS key FROM described d LEFT JOIN same_key s USING (key) WHERE d.record IS NULL
        ) USING (key)
    """)
    tables.execute(f"CREATE TABLE by_mention AS {_list_members('undescribed')} UNION SELECT key FROM moved")  # noqa: S608
    tables.execute("""
        CREATE TABLE needed_interest AS SELECT position FROM interest_key WHERE is_new OR subject IN (SELECT key FROM affected_member)
        OR record IN (SELECT record FROM interest_key SEMI JOIN affected_member m ON m.key = subject WHERE record IS NOT NULL)
        OR holder IN (SELECT key FROM by_mention) OR subject IN (SELECT key FROM by_mention)
    """)
    for kind, unread in _UNREAD.items():
        keep_statements(tables, kind, f"needed_{kind}", unread)
        tables.execute(f"DROP TABLE {kind}_key")
    tables.execute("""
        CREATE TABLE touched_iri AS SELECT iri FROM (
            SELECT entity AS iri FROM entity UNION SELECT holder FROM interest UNION SELECT subject FROM interest
        ) WHERE hash(iri) IN (SELECT key FROM touched_key) UNION SELECT iri FROM moved
    """)


def _list_members(parties: str) -> str:
    """Write the query for the hashes of all IRIs of the parties of a table."""
    return f"SELECT key FROM {parties} UNION SELECT s.key FROM same_key s SEMI JOIN {parties} p ON s.canonical = p.key"  # noqa: S608


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
