"""Ranks pairs of organisations whose names only resemble, for a person to look at: what the exact names of build_candidates.py leave out.

Splink (extra ``[link]``) chooses them on DuckDB by a fixed model (Fellegi and Sunter 1969): how much oftener two writings of one name
agree so than two names at random.  Its weights are chosen by hand and not fitted to any data.  Those that it lets pass are scored word by
word by the reader of names; a score ranks, and is no probability.  A pair is no candidate: it joins nothing, is asked for by no answer,
and is a candidate only where a person says that both are the same.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from graph.generation import build_candidates, build_tables
from graph.generation.build_tables import count_rows
from graph.generation.candidates import Agreement, CandidatesInfo, write
from graph.generation.generation import Generation
from ontology.errors import UsageError
from ontology.party_names import NameReader, choose_reader

MOST_PAIRS: Final = 200_000
"""Pairs that are kept, the best first: nobody looks at more."""
_LARGEST_BLOCK: Final = 12
"""Parties of a country that begin, end or sound alike, or share their rarest word, and are compared with each other; more are not."""
_LETTERS, _FEW_LETTERS, _LEAST_LETTERS = 8, 3, 4
"""Letters by which names begin or end alike; of names that have fewer than the first; and letters that a name has to have."""
_MANY_LETTERS: Final = 14
"""Letters by which long names do, of which too many may begin or end alike by fewer."""
_SOUNDS: Final = "translate(regexp_replace(core, '[aeiouyhw]', '', 'g'), 'zcqv', 'skkf')"
"""A name without its vowels, which sources spell in many ways where they write it in another alphabet."""
_VOWELS: Final = "regexp_replace(core, '[aeiouy]+', '*', 'g')"
"""A name of too few other letters for that: its vowels, whichever they are."""
_FIRST_SOUNDS: Final = 6
"""Sounds by which names of more begin alike."""
_SAME_LETTERS: Final = "array_to_string(list_sort(string_split(core, '')), '')"
"""The letters of a name in the order of the alphabet: the same for the same words in another order, and for letters that were swapped."""
_BLOCKS: Final = ("head", "tail", "long_head", "long_tail", "rare", "sound", "first_sounds", "shuffled")
"""What names that are compared have in common, in one country."""
_LEAST_WEIGHT: Final = 1.5
"""In bits: what is below is too unlike to be looked at word by word."""
_MOST_SCORED: Final = 2 * MOST_PAIRS
"""Pairs of names that are, those of the greatest weight."""
_LEAST_SCORE: Final = 0.6
"""Of a reader of names: what is below is too unlike to be shown."""
_MOST_SCORE: Final = 89
"""Of names that resemble as much as they can: below every candidate."""
_CHUNK: Final = 20_000
"""Pairs of names that are scored together."""

Progress = Callable[[str], None]


def require_splink() -> None:
    """Raise UsageError NO_SPLINK where the library is not installed."""
    if importlib.util.find_spec("splink") is None:
        raise UsageError("NO_SPLINK", "the library that ranks resembling names is not installed", "pip install 'ownership-graph[link]'")


def build(folder: Path, generation: Generation, progress: Progress, reader: NameReader | None = None) -> CandidatesInfo:
    """Write the ranked pairs of a generation into a folder.  Raises UsageError NO_SPLINK."""
    require_splink()
    reader = reader or choose_reader()
    with build_tables.open_tables(folder, build_candidates.MEMORY) as tables:
        build_candidates.lay_out_parties(tables, generation)
        progress("reading names")
        names = build_candidates.split_names(tables, reader, progress)
        progress("bringing names together that begin, end or sound alike")
        _lay_out_blocks(tables)
        progress("choosing the pairs that resemble")
        _choose(tables)
        _score(tables, reader, progress)
        before = count_rows(tables, "pair")
        progress(f"looking for what contradicts among {before:,} pairs")
        build_candidates.drop_contradicted(tables)
        rows = tables.execute(f"SELECT * FROM pair ORDER BY score DESC, a, b LIMIT {MOST_PAIRS}").fetchnumpy()  # noqa: S608
        kept = count_rows(tables, "pair")
    order = np.lexsort((rows["b"], rows["a"]))
    pairs = np.stack([np.asarray(rows[name], np.int32)[order] for name in ("a", "b")])
    grades = np.stack([np.asarray(rows[name], np.uint8)[order] for name in ("score", "agreement")])
    info = CandidatesInfo(
        reader=reader.name,
        names=names,
        pairs=pairs.shape[1],
        contradicted=before - kept,
        common=0,
        common_parties=0,
        left_out=kept - pairs.shape[1],
    )
    write(folder, info, pairs, grades)
    return info


def _lay_out_blocks(tables: duckdb.DuckDBPyConnection) -> None:
    """Create table ``input``: each name of an organisation with the blocks in which it is compared; none where a block is too large."""
    tables.execute(f"""
        CREATE TABLE name AS SELECT row_number() OVER () AS unique_id, n.number, n.text, s.core, s.form, s.letters,
            left(p.place, 2) AS place, regexp_replace(s.core, '[^0-9]', '', 'g') AS figures, d.day AS founded,
            list_filter(string_split(lower(strip_accents(n.text)), ' '), lambda w: length(w) > 3) AS words
        FROM named n JOIN split s USING (text, is_person) JOIN party p USING (number)
        LEFT JOIN (SELECT number, min(day) AS day FROM dated GROUP BY number) d USING (number)
        WHERE NOT n.is_person AND p.place <> '' AND length(s.core) >= {_LEAST_LETTERS}
    """)  # noqa: S608
    # A word of one name alone brings it together with none: of a misspelt name it is another word.
    tables.execute("""
        CREATE TABLE word AS SELECT place, w, count(DISTINCT unique_id) AS n
        FROM (SELECT unique_id, place, unnest(words) AS w FROM name) GROUP BY ALL HAVING n > 1
    """)
    tables.execute("""
        CREATE TABLE rare AS SELECT unique_id, arg_min(w, (n, w)) AS rarest
        FROM (SELECT unique_id, place, unnest(words) AS w FROM name) JOIN word USING (place, w) GROUP BY unique_id
    """)
    tables.execute(f"""
        CREATE TABLE blocked AS SELECT n.*, place || ' ' || left(core, ends) AS head, place || ' ' || right(core, ends) AS tail,
            {_cut_long("left")} AS long_head, {_cut_long("right")} AS long_tail, place || ' ' || rarest AS rare,
            place || ' ' || if(length(sounds) >= {_FEW_LETTERS}, sounds, {_VOWELS}) AS sound,
            if(length(sounds) > {_FIRST_SOUNDS}, place || ' ' || left(sounds, {_FIRST_SOUNDS}), NULL) AS first_sounds,
            place || ' ' || {_SAME_LETTERS} AS shuffled
        FROM (SELECT *, if(length(core) < {_LETTERS}, {_FEW_LETTERS}, {_LETTERS}) AS ends, {_SOUNDS} AS sounds FROM name) n
        LEFT JOIN rare USING (unique_id)
    """)  # noqa: S608
    blocks = ", ".join(
        f"if(count(*) OVER (PARTITION BY {block}) BETWEEN 2 AND {_LARGEST_BLOCK}, {block}, NULL) AS {block}" for block in _BLOCKS
    )
    tables.execute(f"""
        CREATE TABLE input AS SELECT unique_id, number, text, core, nullif(form, '') AS form, letters, figures, place,
            left(founded, 4) AS founded, {blocks} FROM blocked
    """)  # noqa: S608
    for table in ("word", "rare", "blocked", "name"):
        tables.execute(f"DROP TABLE {table}")


def _cut_long(side: str) -> str:
    return f"if(length(core) > {_MANY_LETTERS}, place || ' ' || {side}(core, {_MANY_LETTERS}), NULL)"


def _choose(tables: duckdb.DuckDBPyConnection) -> None:
    """Create table ``chosen``: pairs of names that resemble and that nothing in them tells apart, in turn."""
    form, country, founded, similar = map(int, (Agreement.FORM, Agreement.COUNTRY, Agreement.FOUNDED, Agreement.SIMILAR))
    predicted = _predict(tables)
    tables.execute(f"""
        CREATE TABLE chosen AS SELECT row_number() OVER (
                ORDER BY p.match_weight DESC, least(l.number, r.number), greatest(l.number, r.number), least(l.text, r.text),
                    greatest(l.text, r.text)) - 1 AS turn,
            least(l.number, r.number) AS a, greatest(l.number, r.number) AS b,
            least(l.text, r.text) AS one, greatest(l.text, r.text) AS other,
            {similar} + {country} + if(l.form = r.form, {form}, 0) + if(l.founded = r.founded, {founded}, 0) AS agreement
        FROM {predicted} p JOIN input l ON l.unique_id = p.unique_id_l JOIN input r ON r.unique_id = p.unique_id_r
        WHERE l.number <> r.number AND l.core <> r.core AND l.figures = r.figures
            AND (l.letters = '' OR r.letters = '' OR l.letters = r.letters)
            AND (l.form IS NULL OR r.form IS NULL OR list_has_any(string_split(l.form, ' '), string_split(r.form, ' ')))
        QUALIFY turn < {_MOST_SCORED}
    """)  # noqa: S608


def _score(tables: duckdb.DuckDBPyConnection, reader: NameReader, progress: Progress) -> None:
    """Create table ``pair``: the parties of the names that resemble word by word, with score and agreement."""
    tables.execute("CREATE TABLE resembling(turn BIGINT, score DOUBLE)")
    total = count_rows(tables, "chosen")
    for start in range(0, total, _CHUNK):
        rows = tables.execute(
            "SELECT turn, one, other FROM chosen WHERE turn >= ? AND turn < ? ORDER BY turn", [start, start + _CHUNK]
        ).fetchall()
        scores = [reader.score(one, other) for _, one, other in rows]
        chunk = {"turn": np.array([turn for turn, _, _ in rows], np.int64), "score": np.array(scores, np.float64)}
        tables.execute(f"INSERT INTO resembling SELECT turn, score FROM chunk WHERE score >= {_LEAST_SCORE}")  # noqa: S608
        del chunk
        progress(f"compared {min(start + _CHUNK, total):,} of {total:,} pairs of names")
    tables.execute(f"""
        CREATE TABLE pair AS SELECT a, b, max(round({_MOST_SCORE} * score))::UTINYINT AS score, bit_or(agreement) AS agreement
        FROM resembling JOIN chosen USING (turn) GROUP BY a, b
    """)  # noqa: S608


def _predict(tables: duckdb.DuckDBPyConnection) -> str:
    """Score the pairs of each block with Splink, and return the name of the table."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    # How often names, legal forms and years agree so: of one party, and of two at random within a block.
    alike: list[Any] = [
        cll.NullLevel("core"),
        cll.CustomLevel("shuffled_l = shuffled_r").configure(m_probability=0.3, u_probability=0.0005),
        cll.JaroWinklerLevel("core", 0.97).configure(m_probability=0.25, u_probability=0.002),
        cll.JaroWinklerLevel("core", 0.93).configure(m_probability=0.2, u_probability=0.01),
        cll.JaroWinklerLevel("core", 0.88).configure(m_probability=0.09, u_probability=0.03),
        # Of a short name the distance above may say little where the first letter is wrong.
        cll.CustomLevel(f"length(core_l) <= {_LETTERS} AND damerau_levenshtein(core_l, core_r) = 1").configure(
            m_probability=0.1, u_probability=0.02
        ),
        cll.JaroWinklerLevel("core", 0.8).configure(m_probability=0.05, u_probability=0.05),
        cll.ElseLevel().configure(m_probability=0.01, u_probability=0.9025),
    ]
    comparisons: list[Any] = [
        cl.CustomComparison(alike, output_column_name="core"),
        cl.ExactMatch("form").configure(m_probabilities=[0.9, 0.1], u_probabilities=[0.5, 0.5]),
        cl.ExactMatch("founded").configure(m_probabilities=[0.95, 0.05], u_probabilities=[0.05, 0.95]),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(block) for block in _BLOCKS],
        probability_two_random_records_match=0.5,
        retain_matching_columns=False,
    )
    backend = DuckDBAPI(tables)
    linker = Linker(backend.register("input", table_name="ranked_input"), settings, log_level="ERROR", validate_settings=False)
    return str(linker.inference.predict(threshold_match_weight=_LEAST_WEIGHT, warning_mode="never").physical_name)
