"""Finds the parties that may be one: the same name and country, for persons the same name and month of birth, and nothing that contradicts.

Owns which pairs are candidates and how they are scored.  Reads the columns of the ledger with DuckDB in bounded memory; only names pass
through Python, each once.  Joins nothing: a candidate is offered to a person (cli/link.py) or asked for (graph/queries/identity.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from graph.generation import build_tables
from graph.generation.build_tables import NumberedRelease, count_rows
from graph.generation.candidates import Agreement, CandidatesInfo, write
from graph.generation.generation import Generation
from graph.generation.party_table import KINDS
from ontology.identifiers import OPENCORPORATES, REGISTERS
from ontology.party_names import NameReader, choose_reader, keep_letters, split_person
from ontology.statements import Kind

MEMORY: Final = "800MB"
"""What the tables may take before they go to the work file."""
MOST_NAMESAKES: Final = 20
"""Parties of one name in one place that are compared with each other; of more, the name tells nobody."""
_CHUNK: Final = 50_000
"""Names that are read together."""
_SCHEMES: Final = ("LEI", "WIKIDATA", OPENCORPORATES, *sorted(REGISTERS))
_APART: Final = (Kind.STATE, Kind.STATE_BODY, Kind.ARRANGEMENT)
"""Kinds that are no company: a trust and a company of one name are two."""
_NAMELESS: Final = (Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.ANONYMOUS_ENTITY)
_BASE_SCORE, _FORM_SCORE, _DATE_SCORE, _SHARED_SCORE = 90, 3, 5, -20

Progress = Callable[[str], None]


def build(folder: Path, generation: Generation, progress: Progress, reader: NameReader | None = None) -> CandidatesInfo:
    """Write the candidates of a generation into a folder.  ``reader``: of names; the best that is installed if not given."""
    reader = reader or choose_reader()
    with build_tables.open_tables(folder, MEMORY) as tables:
        lay_out_parties(tables, generation)
        progress("reading names")
        names = split_names(tables, reader, progress)
        progress("comparing names")
        common, common_parties = _pair_names(tables)
        before = count_rows(tables, "pair")
        progress(f"looking for what contradicts among {before:,} pairs")
        drop_contradicted(tables)
        _score(tables)
        rows = tables.execute("SELECT a, b, score, agreement FROM scored ORDER BY a, b").fetchnumpy()
    pairs = np.stack([np.asarray(rows[name], np.int32) for name in ("a", "b")])
    grades = np.stack([np.asarray(rows[name], np.uint8) for name in ("score", "agreement")])
    info = CandidatesInfo(
        reader=reader.name,
        names=names,
        pairs=pairs.shape[1],
        contradicted=before - pairs.shape[1],
        common=common,
        common_parties=common_parties,
    )
    write(folder, info, pairs, grades)
    return info


def lay_out_parties(tables: duckdb.DuckDBPyConnection, generation: Generation) -> None:
    """Create the views of the ledger, and tables of what the generation knows of its parties by number."""
    releases = [NumberedRelease(number, False, release, {}) for number, release in enumerate(generation.releases)]
    build_tables.create_views(tables, releases)
    hashes, numbers = generation.party_keys()
    # Copied, since DuckDB takes no mapped array without its owner.
    key = {"hash": np.array(hashes), "number": np.array(numbers)}
    tables.execute("CREATE TABLE key AS SELECT hash, number::INTEGER AS number FROM key")
    places = np.arange(len(generation), dtype=np.int32)
    party = {"number": places, "kind": np.array(generation.party_kinds()), "place": generation.party_jurisdictions().astype(np.object_)}
    tables.execute("CREATE TABLE party AS SELECT number, kind, decode(place) AS place FROM party")
    columns = generation.interests.columns
    held = {"holder": np.array(columns["holder"]), "subject": np.array(columns["subject"])}
    tables.execute("CREATE TABLE held AS SELECT holder, subject FROM held")
    del key, party, held
    numbered = "JOIN key k ON k.hash = (md5_number_lower({0}) >> 1)::BIGINT"
    nameless = ", ".join(str(KINDS.index(kind)) for kind in _NAMELESS)
    tables.execute(f"""
        CREATE TABLE named AS SELECT DISTINCT k.number, n.text, p.kind = {KINDS.index(Kind.PERSON)} AS is_person
        FROM (SELECT entity, unnest(names) AS n FROM entity) e {numbered.format("e.entity")} JOIN party p USING (number)
        WHERE n.type NOT IN ('former', 'acronym') AND p.kind NOT IN ({nameless})
    """)  # noqa: S608
    tables.execute(f"""
        CREATE TABLE dated AS SELECT DISTINCT k.number, coalesce(list_filter(e.attributes, lambda a: a.name = 'birth-date')[1].value,
            e.founded) AS day FROM entity e {numbered.format("e.entity")} WHERE day IS NOT NULL
    """)  # noqa: S608
    schemes = ", ".join(f"'{scheme}'" for scheme in _SCHEMES)
    tables.execute(f"""
        CREATE TABLE identified AS SELECT DISTINCT k.number, i.scheme, i.value
        FROM (SELECT entity, unnest(identifiers) AS i FROM entity) e {numbered.format("e.entity")}
        WHERE i.scheme IN ({schemes}) OR starts_with(i.scheme, 'RA0')
    """)  # noqa: S608
    tables.execute(f"""
        CREATE TABLE judged AS SELECT least(l.number, r.number) AS a, greatest(l.number, r.number) AS b
        FROM identity i {numbered.format('i."left"').replace(" k ", " l ").replace("k.", "l.")}
        {numbered.format('i."right"').replace(" k ", " r ").replace("k.", "r.")}
        GROUP BY ALL HAVING arg_max(i.judgement, (coalesce(i.stated_at, ''), i.position)) = 'different'
    """)  # noqa: S608


def split_names(tables: duckdb.DuckDBPyConnection, reader: NameReader, progress: Progress) -> int:
    """Create table ``split``: of each name what tells a party, and its legal form.  Returns how many names were read."""
    tables.execute("CREATE TABLE text AS SELECT DISTINCT text, is_person FROM named")
    tables.execute("CREATE TABLE split(text VARCHAR, is_person BOOLEAN, core VARCHAR, form VARCHAR, letters VARCHAR)")
    total = count_rows(tables, "text")
    for start in range(0, total, _CHUNK):
        rows = tables.execute(
            "SELECT text, is_person FROM text WHERE rowid >= ? AND rowid < ? ORDER BY rowid", [start, start + _CHUNK]
        ).fetchall()
        read = [(split_person(text), "") if is_person else reader.split(text) for text, is_person in rows]
        chunk = {
            "text": _to_texts([text for text, _ in rows]),
            "is_person": np.array([is_person for _, is_person in rows], np.bool_),
            "core": _to_texts([core for core, _ in read]),
            "form": _to_texts([form for _, form in read]),
            "letters": _to_texts([keep_letters(text) for text, _ in rows]),
        }
        tables.execute("INSERT INTO split SELECT text, is_person, core, form, letters FROM chunk WHERE core <> ''")
        del chunk
        progress(f"read {min(start + _CHUNK, total):,} of {total:,} names")
    tables.execute("DROP TABLE text")
    return total


def _to_texts(texts: Sequence[str]) -> Any:
    return np.array(texts, np.object_)


def _pair_names(tables: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Create table ``pair``: parties with one name in one country, or of one month of birth.

    Returns how many names too many parties have there, and how many parties these are.
    """
    tables.execute("""
        CREATE TABLE node AS SELECT DISTINCT s.is_person, s.core, if(s.is_person, left(d.day, 7), left(p.place, 2)) AS place, s.form,
            s.letters, n.number
        FROM named n JOIN split s USING (text, is_person) JOIN party p USING (number)
        LEFT JOIN dated d ON s.is_person AND d.number = n.number
        WHERE if(s.is_person, length(d.day) >= 7, p.place <> '')
    """)
    tables.execute("""
        CREATE TABLE block AS SELECT is_person, core, place, count(DISTINCT number) AS parties FROM node GROUP BY ALL HAVING parties > 1
    """)
    common = tables.execute("SELECT count(*), coalesce(sum(parties), 0) FROM block WHERE parties > ?", [MOST_NAMESAKES]).fetchone()
    tables.execute(
        f"""
        CREATE TABLE pair AS SELECT a.number AS a, b.number AS b, bool_or(a.is_person) AS is_person, min(k.parties) > 2 AS is_shared,
            bool_or(a.form = b.form AND a.form <> '') AS has_form
        FROM block k JOIN node a USING (is_person, core, place) JOIN node b USING (is_person, core, place)
        JOIN party p ON p.number = a.number JOIN party q ON q.number = b.number
        WHERE k.parties <= ? AND a.number < b.number
            AND (a.form = '' OR b.form = '' OR list_has_any(string_split(a.form, ' '), string_split(b.form, ' ')))
            AND (a.letters = '' OR b.letters = '' OR a.letters = b.letters)
            AND (k.is_person OR starts_with(p.place, q.place) OR starts_with(q.place, p.place))
            AND (p.kind = q.kind OR NOT ({_is_apart("p")} OR {_is_apart("q")}))
        GROUP BY ALL
    """.replace("GROUP BY ALL", "GROUP BY a.number, b.number"),  # noqa: S608
        [MOST_NAMESAKES],
    )
    tables.execute("DROP TABLE node")
    assert common is not None
    return int(common[0]), int(common[1])


def _is_apart(party: str) -> str:
    return f"{party}.kind IN ({', '.join(str(KINDS.index(kind)) for kind in _APART)})"


def drop_contradicted(tables: duckdb.DuckDBPyConnection) -> None:
    """Delete the pairs whose numbers or dates differ, of which one holds the other, and that somebody judged to be different."""
    for why in (
        "SELECT a, b FROM judged",
        "SELECT least(holder, subject), greatest(holder, subject) FROM held WHERE holder <> subject",
        """SELECT p.a, p.b FROM pair p JOIN identified i ON i.number = p.a JOIN identified j ON j.number = p.b AND j.scheme = i.scheme
           GROUP BY p.a, p.b, i.scheme HAVING NOT bool_or(i.value = j.value)""",
        """SELECT p.a, p.b FROM pair p JOIN dated d ON d.number = p.a JOIN dated e ON e.number = p.b
           GROUP BY p.a, p.b HAVING NOT bool_or(starts_with(d.day, e.day) OR starts_with(e.day, d.day))""",
    ):
        tables.execute(f"DELETE FROM pair WHERE (a, b) IN ({why})")  # noqa: S608


def _score(tables: duckdb.DuckDBPyConnection) -> None:
    """Create table ``scored``."""
    bits = (Agreement.NAME, Agreement.FORM, Agreement.COUNTRY, Agreement.FOUNDED, Agreement.BIRTH, Agreement.SHARED)
    name, form, country, founded, birth, shared = map(int, bits)
    tables.execute(f"""
        CREATE TABLE scored AS SELECT a, b,
            {_BASE_SCORE} + if(has_form, {_FORM_SCORE}, 0) + if(has_date, {_DATE_SCORE}, 0) + if(is_shared, {_SHARED_SCORE}, 0) AS score,
            {name} + if(has_form, {form}, 0) + if(is_person, {birth}, {country}) + if(has_date AND NOT is_person, {founded}, 0)
                + if(is_shared, {shared}, 0) AS agreement
        FROM (SELECT p.*, EXISTS (SELECT 1 FROM dated d WHERE d.number = p.a) AND EXISTS (SELECT 1 FROM dated e WHERE e.number = p.b)
            AS has_date FROM pair p)
    """)  # noqa: S608
