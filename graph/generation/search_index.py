"""Finds parties by a name, identifier or IRI as a person types it.

Owns the reading of the index (SQLite full text, one read-only file a generation; build_names.py writes it), how a text is folded, and the
ranking.  Names in any script are indexed as written and as plain ASCII; legal forms do not decide.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from anyascii import anyascii
from rapidfuzz import fuzz

from graph.files import raise_store_errors
from graph.generation.name_terms import COLUMNS, NameTerms, Row
from graph.generation.vocabulary import Vocabulary
from ontology.legal_forms import FORMS, WORDS
from ontology.statements import Kind

LEGAL_FORMS: Final = (WORDS - {"ev"}) | {"holding"}
"""Words that do not decide at the ends of a name."""


_COUNT: Final = "SELECT count(*) FROM (SELECT rowid FROM lookup WHERE lookup MATCH ? LIMIT ?)"
_LOOK_UP: Final = f"SELECT {COLUMNS} FROM lookup JOIN name ON name.rowid = lookup.rowid WHERE lookup MATCH ?"  # noqa: S608
_EQUAL: Final = f"SELECT {COLUMNS} FROM name WHERE stripped IN (?1, ?2) LIMIT 200"  # noqa: S608
# What follows any letter or digit ends the range of what begins so.
_BEGINS: Final = f"SELECT {COLUMNS} FROM name WHERE stripped >= ?1 AND stripped < ?1 || '{{' ORDER BY stripped LIMIT 200"  # noqa: S608
_MOST: Final = 400
"""Names with all words of a text that are compared."""
_FEWEST_GRAMS: Final = 2
_RESEMBLES: Final = f"SELECT {COLUMNS} FROM fuzzy JOIN name ON name.rowid = fuzzy.rowid WHERE fuzzy MATCH ? ORDER BY rank LIMIT 400"  # noqa: S608
"""Asked of an index that an earlier version built, which has the letters in threes of names, not of words."""
_BEGIN: Final = 3
"""Letters by which a word that no name has is looked for."""
_RARE: Final = 4
"""Words of a text that are looked for, the rarest first."""
_COMMON: Final = 150
"""Names of one word that are compared; of a word that more have, those that have another one, too."""
_COUNTED: Final = 5_000


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A party found, with the name or identifier that matched and a score of 0 to 100."""

    id: str
    name: str
    kind: Kind
    jurisdiction: str | None
    matched: str
    score: float


class _Letters(dict[int, str]):
    """What each character is written as, by its code: lower-case ASCII letters and digits, blanks for all else.  Filled as they are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _OTHER.sub(" ", anyascii(chr(code)).lower())
        return self[code]


_OTHER: Final = re.compile(r"[^a-z0-9]")
_LETTERS: Final = _Letters()
_PLAIN: Final = bytes(ord("\n" if code == ord("\n") else _LETTERS[code]) if code < 128 else 0 for code in range(256))
"""What each ASCII character is written as, in a run of texts with a line each."""


def fold(text: str) -> str:
    """Write a text as lower-case ASCII words in order.

    >>> fold("Сарыарқа «АвтоПром» ЖШС")
    'saryarqa avtoprom zhshs'
    """
    return " ".join(text.translate(_LETTERS).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold texts; those of ASCII letters alone as one, as that is what most are.

    >>> fold_all(["Kite (UK) Ltd", "Ädler"])
    ['kite uk ltd', 'adler']
    """
    run = "".join(f"{text}\n" if text.isascii() and "\n" not in text else "\n" for text in texts)
    plain = run.encode().translate(_PLAIN).decode().split("\n")[:-1]
    return [
        fold(text) if not folded else " ".join(folded.split()) if "  " in folded or folded[0] == " " or folded[-1] == " " else folded
        for text, folded in zip(texts, plain, strict=True)
    ]


def strip_legal_forms(text: str) -> str:
    """Fold a name and take the legal forms off its ends; nothing is taken off a name that has nothing else.

    >>> strip_legal_forms("LLP Saryarka AvtoProm"), strip_legal_forms("Holding AG")
    ('saryarka avtoprom', 'holding ag')
    """
    return strip_folded(fold(text))


def strip_folded(folded: str) -> str:
    """Take the legal forms off the ends of a name that is folded.

    >>> strip_folded("saryarka avtoprom llp"), strip_folded("kite")
    ('saryarka avtoprom', 'kite')
    """
    if folded.rpartition(" ")[2] not in LEGAL_FORMS and folded.partition(" ")[0] not in LEGAL_FORMS:
        return folded
    words = folded.split()
    core = list(words)
    while core and core[-1] in LEGAL_FORMS:
        core.pop()
    while core and core[0] in LEGAL_FORMS:
        core.pop(0)
    return " ".join(core or words)


def list_legal_forms(text: str) -> frozenset[str]:
    """The legal forms at the ends of a name, in one spelling each.

    >>> list_legal_forms("Example Co. Ltd") == list_legal_forms("Example Company Limited"), list_legal_forms("Holding")
    (True, frozenset())
    """
    words, core = fold(text).split(), strip_legal_forms(text).split()
    return frozenset(FORMS.get(word, word) for word in words if word in LEGAL_FORMS) if len(core) < len(words) else frozenset()


def score_names(text: str, names: Iterable[str]) -> float:
    """How much a text resembles the most like of several names, of 100, which is equal but for legal forms.

    >>> score_names("Saryarka AvtoProm", ["Other AG", "LLP Saryarka AvtoProm"])
    100.0
    """
    wanted, core = fold(text), strip_legal_forms(text)
    return max((_score(wanted, core, fold(name), strip_legal_forms(name)) for name in names), default=0.0)


def _score(wanted: str, core: str, folded: str, bare: str) -> float:
    return 100.0 if bare == core else round(min(99.0, max(fuzz.WRatio(wanted, folded), fuzz.ratio(core, bare))), 1)


class _Opened(NamedTuple):
    """What a thread has opened."""

    connection: sqlite3.Connection
    terms: NameTerms


class SearchIndex:
    """The opened index.  Safe in several threads, each of which has a connection: what takes long in one keeps no other waiting."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()
        self._gram_counts: dict[str, int] = {}
        self._open()

    def search(self, text: str, limit: int = 20, enough: int | None = None) -> list[Match]:
        """Find the parties whose names or identifiers resemble the text, best first; one entry a party.

        ``enough``: how many names that have its words make it needless to look for those that only resemble it; ``limit`` if not given.
        """
        words = fold(text).split()[:12]
        if not words:
            return []
        wanted, core = " ".join(words), strip_legal_forms(text)
        with raise_store_errors(self._path.parent):
            rows = self._select(_EQUAL, core, wanted)
            terms = self._open().terms
            rows += terms.find_all(words, _MOST)
            missing = (enough or limit) - len(set(rows))
            if missing > 0:
                rows += self._find_by_grams(words) if terms.vocabulary is None else terms.find_resembling(words, missing)
        return _rank(dict.fromkeys(rows), wanted, core)[:limit]

    def find_exact(self, text: str) -> list[Match]:
        """Find the parties one of whose names equals the text, legal forms and case aside; at most 200 names."""
        # A name whose form was listed after it was indexed stands there as it is written.
        rows = self._select(_EQUAL, strip_legal_forms(text), fold(text))
        matches = {
            iri: Match(id=iri, name=main, kind=Kind(kind), jurisdiction=jurisdiction, matched=matched, score=100.0)
            for iri, main, kind, jurisdiction, matched, *_ in rows
        }
        return sorted(matches.values(), key=lambda m: (m.name, m.id))

    def find_near(self, text: str, limit: int) -> list[Match]:
        """Find parties whose names share the rarest words of a text, or the beginnings of words that no name has, best first.

        Looks at a few hundred names at most, so that it takes milliseconds among millions; ``search`` finds also what shares no word.
        """
        wanted, core = fold(text), strip_legal_forms(text)
        words = [word for word in dict.fromkeys(core.split()[:12]) if len(word) > 1]
        counts = {word: self._count(f'"{word}"') for word in words}
        # A word that no name has may be misspelt: what begins like it stands for it.
        terms = {f'"{word}"': count for word, count in counts.items() if count}
        terms |= {f'"{w[:_BEGIN]}"*': self._count(f'"{w[:_BEGIN]}"*') for w, count in counts.items() if not count and len(w) >= _BEGIN}
        rarest = sorted((term for term, count in terms.items() if count), key=lambda term: terms[term])[:_RARE]
        rows: dict[Row, None] = {}
        for place, term in enumerate(rarest):
            # Common words tell little alone: two of them together do.
            beside = () if terms[term] <= _COMMON else rarest[place + 1 :]
            for query in [f"{term} {other}" for other in beside] or [term] * (terms[term] <= _COMMON):
                rows.update(dict.fromkeys(self._select(f"{_LOOK_UP} LIMIT {_COMMON}", query)))
        return _rank(rows, wanted, core)[:limit]

    def _count(self, term: str) -> int:
        """How many names have a term, up to ``_COUNTED``."""
        with raise_store_errors(Path("names")):
            (count,) = self._connect().execute(_COUNT, [term, _COUNTED]).fetchone()
        return int(count)

    def complete(self, text: str) -> list[Match]:
        """Find the parties one of whose names or identifiers begins like a text that is being typed, then those of which a later word does.

        At most 800 names are looked at, and none that only resemble the text, so that it takes a few milliseconds among millions.  The
        score is that of the whole name: 100 where nothing is left to type, legal forms aside.
        """
        words = fold(text).split()[:12]
        if not words:
            return []
        begin, core = " ".join(words), strip_legal_forms(text)
        rows = sorted(self._select(_EQUAL, core, fold(text)), key=_get_iri)
        rows += sorted(self._select(_BEGINS, begin), key=lambda row: (row[-1], _get_iri(row)))
        rows += sorted(self._open().terms.find_all(words, _MOST), key=_get_iri)
        best: dict[str, Match] = {}
        for iri, main, kind, jurisdiction, matched, _, bare in rows:
            if iri not in best:
                score = 100.0 if bare == core else min(99.0, round(fuzz.ratio(begin, bare), 1))
                best[iri] = Match(id=iri, name=main, kind=Kind(kind), jurisdiction=jurisdiction, matched=matched, score=score)
        return list(best.values())

    def _find_by_grams(self, words: Iterable[str]) -> list[Row]:
        """Find names that have the rarest letters in threes of some words, in an index that an earlier version built."""
        connection = self._connect()
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'gram'").fetchone():
            connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.gram USING fts5vocab(main, fuzzy, row)")
        counts = dict(connection.execute("SELECT term, doc FROM gram"))
        grams = {word[place : place + 3] for word in words for place in range(len(word) - 2)}
        rarest = sorted(grams & counts.keys(), key=lambda gram: (counts[gram], gram))[:_FEWEST_GRAMS]
        return self._select(_RESEMBLES, " OR ".join(f'"{gram}"' for gram in rarest)) if rarest else []

    def _connect(self) -> sqlite3.Connection:
        """The connection of this thread."""
        return self._open().connection

    def _open(self) -> _Opened:
        """What this thread has opened: the file may have been replaced by one of a later version since another thread did."""
        opened: _Opened | None = getattr(self._of_thread, "opened", None)
        if opened is None:
            with raise_store_errors(self._path.parent):
                connection = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                connection.execute("PRAGMA mmap_size=2147418112")
                has_words = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'word'").fetchone() is not None
            terms = NameTerms(connection, Vocabulary(connection, self._gram_counts) if has_words else None)
            opened = self._of_thread.opened = _Opened(connection, terms)
        return opened

    def _select(self, query: str, *texts: str) -> list[Row]:
        with raise_store_errors(Path("names")):
            return self._connect().execute(query, texts).fetchall()


def _rank(rows: Iterable[Row], wanted: str, core: str) -> list[Match]:
    """The parties of some names that resemble a text, best first; each once, with the name that resembles it most."""
    best: dict[str, Match] = {}
    for iri, main, kind, jurisdiction, matched, folded, bare in rows:
        score = _score(wanted, core, folded, bare)
        if score >= 55 and (iri not in best or score > best[iri].score):
            best[iri] = Match(id=iri, name=main, kind=Kind(kind), jurisdiction=jurisdiction, matched=matched, score=score)
    return sorted(best.values(), key=lambda m: (-m.score, m.name, m.id))


def _get_iri(row: Row) -> str:
    return row[0]
