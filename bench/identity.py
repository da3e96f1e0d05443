"""``python -m bench.identity --shared ../shared/data``: how right names and candidates are, on real names whose truth is known.

Two sets.  The pairs of ``news/name_cases.csv`` (of organisations), each in a country of its own, one name in one source and the other in
another: which are candidates, and which at least are ranked for a person.  The file calls sister companies the same in some rows and
different in others, so each figure is told of all pairs, and without those that a number or a country alone tells apart.  And the parties
of the shared registers with every identifier hidden: each file is a source of its own, whose parties have ids of that source alone; beside
it each source has a twin that writes the same names as another register would.  Two parties are the same where the identifiers, before they
were hidden, joined them.  Nothing of it is kept.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np

from graph.generation import build_candidates, rank_likely
from graph.generation.candidates import Candidates
from graph.generation.data_folder import DataFolder
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.country_names import find_country
from ontology.errors import OwnershipError
from ontology.legal_forms import FORMS
from ontology.party_names import CONTINENTS, ROMAN_NUMERALS, NameReader, OwnReader, choose_reader, fold_words, mend_spelling
from ontology.statement_stream import StatementStream
from ontology.statements import EntityStatement, Kind, Name, Source, Statement
from ontology.terms import Base, digest

_MOST: Final = 89
"""The score of ranked names that resemble as much as they can."""
_SCHEMAS: Final = ("Company", "Organization", "LegalEntity")
_FORM_WORDS: Final = frozenset(word for form in FORMS for word in form.split())
_FOLDERS: Final = (
    "bods04-oo-published", "bods04-examples", "bods-old", "gleif-goldencopy", "gleif-api", "uk-psc-snapshot", "uk-psc-stream",
    "opensanctions-ftm", "icij-powerplayers-2016",
)  # fmt: skip
_ENDINGS: Final = (".json", ".jsonl", ".xml", ".csv", ".gz", ".zip")
_LONG_FORMS: Final = {
    "limited": "Ltd", "ltd": "Limited", "ltd.": "Limited", "plc": "Public Limited Company", "gmbh": "G.m.b.H.", "ag": "Aktiengesellschaft",
    "inc": "Incorporated", "inc.": "Incorporated", "llc": "Limited Liability Company", "corporation": "Corp.", "company": "Co.",
    "b.v.": "BV", "s.a.": "SA", "oyj": "Oyj", "a/s": "AS", "as": "A/S", "aktiengesellschaft": "AG",
}  # fmt: skip


class Score(NamedTuple):
    """How many pairs were rightly named, wrongly named, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


class NameScore(NamedTuple):
    """Of all pairs, and of those that more than a number or a country tells apart."""

    all_pairs: Score
    without_sisters: Score

    def __str__(self) -> str:
        return f"{self.all_pairs}; sisters left out {self.without_sisters}"


def tells_sisters(left: str, right: str) -> bool:
    """Whether only numbers, or only names of countries, tell two names apart: so sister companies are named.

    >>> tells_sisters("Halden Fund II", "Halden Fund III"), tells_sisters("Halden (Suisse) SA", "Halden SA")
    (True, True)
    >>> tells_sisters("Halden Ltd", "Haldane Ltd"), tells_sisters("Halden Ltd", "HALDEN LIMITED")
    (False, False)
    """
    words, others = (
        [word for word in fold_words(mend_spelling(text)) if word not in _FORM_WORDS and word != "the"] for text in (left, right)
    )
    rests = [[w for w in one if w not in other] for one, other in ((words, others), (others, words))]
    if not any(rests):
        return False
    is_numbers = all(any(c.isdigit() for c in word) or word == "i" or word in ROMAN_NUMERALS for rest in rests for word in rest)
    return is_numbers or all(not rest or " ".join(rest) in CONTINENTS or find_country(" ".join(rest)) for rest in rests)


def read_name_cases(file: Path) -> list[dict[str, str]]:
    """Read the pairs of organisations of a file of name cases."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["schema"] in _SCHEMAS]


def tell_contradictions(rows: list[dict[str, str]]) -> str:
    """Say how often the file decides pairs of one kind in two ways."""
    sisters = Counter(row["is_match"] for row in rows if tells_sisters(row["name1"], row["name2"]))
    verdicts = {frozenset((row["name1"], row["name2"])): set[str]() for row in rows}
    for row in rows:
        verdicts[frozenset((row["name1"], row["name2"]))].add(row["is_match"])
    both = sum(len(said) > 1 for said in verdicts.values())
    return (
        f"{sisters['true']} pairs that a number or a country alone tells apart are called the same, {sisters['false']} different; "
        f"{both} pair of names is called both"
    )


def score_names(file: Path, reader: NameReader) -> dict[str, NameScore]:
    """Score the pairs of organisations of a file of name cases: by candidates, and by what is ranked at the reader's threshold, too."""
    rows = read_name_cases(file)
    same = {place for place, row in enumerate(rows) if row["is_match"] == "true"}
    sisters = {place for place, row in enumerate(rows) if tells_sisters(row["name1"], row["name2"])}
    with tempfile.TemporaryDirectory(prefix="bench-identity-") as folder:
        generation = _publish(Path(folder) / "data", [_write_side(side, rows) for side in (1, 2)]).open()
        named: set[int] = set()
        scores = {}
        for name, module, least in (("candidates", build_candidates, 0.0), ("and ranked", rank_likely, _MOST * reader.likely)):
            module.build(Path(folder) / name, generation, lambda _: None, reader)
            known = Candidates(Path(folder) / name)
            pairs = [known[place] for place in np.flatnonzero(known.scores >= least).tolist()]
            named |= {int(generation.party_iri(pair.left).rpartition("-")[2]) for pair in pairs}
            scores[name] = NameScore(_count(named, same), _count(named - sisters, same - sisters))
    return scores


def _count(named: set[int], same: set[int]) -> Score:
    return Score(len(named & same), len(named - same), len(same - named))


def _write_side(side: int, rows: list[dict[str, str]]) -> tuple[Source, list[Statement]]:
    """Write one name of each pair as a source, in a country of the pair's own."""
    base, source = Base(), Source(id=f"{Base().iri}src/side-{side}", title=f"side {side}", type="table")
    statements: list[Statement] = [
        EntityStatement(
            id=base.statement(source.id, str(place)),
            source=source.id,
            entity=f"{base.iri}ent/{side}-{place}",
            kind=Kind.COMPANY,
            names=(Name(text=row[f"name{side}"]),),
            jurisdiction="".join(chr(ord("A") + digit) for digit in divmod(place, 26)),
        )
        for place, row in enumerate(rows)
    ]
    return source, statements


def score_registers(shared: Path, reader: NameReader) -> dict[str, Score]:
    """Score the candidates among the parties of registers whose identifiers are hidden: as they are, and with twins."""
    with tempfile.TemporaryDirectory(prefix="bench-identity-") as folder:
        sources = _read_sources(shared / "registries")
        truth = _find_truth(Path(folder) / "truth", sources)
        return {
            "registers as they are": _score(Path(folder) / "hidden", [_hide(*source, truth) for source in sources], truth, reader),
            "with twins": _score(
                Path(folder) / "twins",
                [_hide(*source, truth, is_twin=is_twin) for source in sources for is_twin in (False, True)],
                truth,
                reader,
            ),
        }


class _Truth(NamedTuple):
    """Of each party with its ids: the canonical IRI.  ``hidden``: of each id that stands for one: of which party."""

    canonical: dict[str, str]
    hidden: dict[str, str]


def _read_sources(folder: Path) -> list[tuple[Source, list[Statement]]]:
    sources = []
    files = sorted(f for name in _FOLDERS for f in (folder / name).rglob("*") if f.suffix in _ENDINGS and "cove" not in str(f))
    for number, file in enumerate(files):
        context = LoadContext(base=Base(), file=file, source=f"file-{number}", date="2024-01-01")
        try:
            sources += [(stream.source, list({s.id: s for s in stream}.values())) for stream in load_file(context)]
        except OwnershipError as error:
            print(f"left out {file.name}: {error}", file=sys.stderr)
    return sources


def _publish(folder: Path, sources: Iterable[tuple[Source, Iterable[Statement]]]) -> DataFolder:
    data = DataFolder(folder)
    with data.writer() as writer:
        writer.publish([StatementStream.from_statements(s, rows) for s, rows in sources if rows], created="2024-01-01T00:00:00Z")
    return data


def _find_truth(folder: Path, sources: list[tuple[Source, list[Statement]]]) -> _Truth:
    generation = _publish(folder, sources).open()
    iris = {s.entity for _, rows in sources for s in rows if isinstance(s, EntityStatement)}
    return _Truth({iri: generation.canonical_iri(iri) for iri in iris}, {})


def _hide(source: Source, rows: list[Statement], truth: _Truth, *, is_twin: bool = False) -> tuple[Source, list[Statement]]:
    """Return a source without identifiers, whose parties have ids of its own; a twin writes names in another way, and knows no holdings."""
    own = msgspec.structs.replace(source, id=f"{source.id}-twin", title="twin") if is_twin else source
    hidden: list[Statement] = []
    for statement in rows:
        if not isinstance(statement, EntityStatement) or statement.entity not in truth.canonical:
            continue
        iri = f"{Base().iri}ent/{digest(own.id, truth.canonical[statement.entity])}"
        truth.hidden[iri] = truth.canonical[statement.entity]
        names = tuple(msgspec.structs.replace(n, text=_rewrite(n.text)) for n in statement.names) if is_twin else statement.names
        hidden.append(
            msgspec.structs.replace(statement, id=digest(own.id, statement.id), source=own.id, entity=iri, identifiers=(), names=names)
        )
    return own, hidden


def _rewrite(text: str) -> str:
    """Write a name as another register would: capitals, the long or the short legal form, other signs.

    >>> _rewrite("Halden & Sons Limited")
    'HALDEN AND SONS LTD'
    """
    words = [_LONG_FORMS.get(word.lower().strip(","), word) for word in text.replace(" & ", " and ").split()]
    written = " ".join(words)
    return written.upper() if len(text) % 3 else written.replace(",", "").replace("-", " ")


def _score(folder: Path, sources: list[tuple[Source, list[Statement]]], truth: _Truth, reader: NameReader) -> Score:
    generation = _publish(folder, sources).open()
    build_candidates.build(folder / "candidates", generation, lambda _: None, reader)
    candidates = Candidates(folder / "candidates")
    named = {frozenset((candidates[n].left, candidates[n].right)) for n in range(len(candidates))}
    known = [
        (truth.hidden[iri], number)
        for number in range(len(generation))
        if (iri := generation.party_iri(number)) in truth.hidden
        and generation.party_summary(number).jurisdiction
        and not generation.party_summary(number).kind.is_person
        and generation.party(number).names
    ]
    of_persons = {number for number in range(len(generation)) if generation.party_summary(number).kind.is_person}
    named = {pair for pair in named if not pair & of_persons}
    same = {
        frozenset(pair)
        for _, members in itertools.groupby(sorted(known, key=lambda item: item[0]), key=lambda item: item[0])
        for pair in itertools.combinations([number for _, number in members], 2)
    }
    return Score(len(named & same), len(named - same), len(same - named))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.identity", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    readers: list[NameReader] = [choose_reader()]
    readers += [] if readers[0].name == OwnReader.name else [OwnReader()]
    print(f"name_cases.csv: {tell_contradictions(read_name_cases(options.shared / 'news' / 'name_cases.csv'))}")
    for reader in readers:
        for name, score in score_names(options.shared / "news" / "name_cases.csv", reader).items():
            print(f"{reader.name}: name_cases.csv, {name}  {score}")
        for name, of_registers in score_registers(options.shared, reader).items():
            print(f"{reader.name}: {name}  {of_registers}")


if __name__ == "__main__":
    main()
