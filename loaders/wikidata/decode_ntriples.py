"""Decodes N-Triples of Wikidata into items: a run of lines about one subject.

Owns the two forms: ``wdt:`` triples of an item, which are the truthy claims without qualifiers, and statement nodes, whose qualifiers stand
with them.  A statement node has the item's id in its own name, so that each run is read by itself.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.common.decoding import DAMAGED
from loaders.contract import LoadContext
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, PREFERRED, SOMEVALUE, Claim, Item, Value, parse_number, parse_time
from ontology.errors import RecordError
from ontology.statements import Name

WIKIDATA: Final = r"https?://www\.wikidata\.org/"

DIRECTIVE: Final = re.compile(rb"(?:@(?:prefix|base)|prefix|base)\b[^<\n]*<[^>\s]*>[ \t]*\.?[ \t]*\r?(?:\n|\Z)", re.IGNORECASE)
"""A line of Turtle that some writers put before N-Triples; it states nothing."""

_TRIPLE: Final = re.compile(
    r"\s*(?:<(?P<subject>[^>\s]*)>|_:\S+)\s*<(?P<predicate>[^>\s]*)>\s*"
    r'(?:<(?P<iri>[^>\s]*)>|(?P<blank>_:[^\s.]+)|"(?P<text>(?:[^"\\]|\\.)*+)"(?:@(?P<lang>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>\s]*)>)?)'
    r"\s*\.\s*(?:#.*)?"
)
_ITEM: Final = re.compile(WIKIDATA + r"entity/(Q[1-9][0-9]{0,11})")
_STATEMENT: Final = re.compile(WIKIDATA + r"entity/statement/([Qq][1-9][0-9]{0,11})-([0-9A-Za-z-]{8,60})")
_LINK: Final = re.compile(WIKIDATA + r"prop/P[1-9][0-9]{0,9}")
_PROPERTY: Final = re.compile(WIKIDATA + r"prop/(direct|statement|qualifier|novalue)/(P[1-9][0-9]{0,9})")
_GENID: Final = "/.well-known/genid/"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RANK: Final = "http://wikiba.se/ontology#rank"
_SAME: Final = "http://www.w3.org/2002/07/owl#sameAs"
_RANKS: Final = {"PreferredRank": PREFERRED, "NormalRank": NORMAL, "DeprecatedRank": DEPRECATED}
_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(slots=True)
class _Run:
    """The lines of a run, put together."""

    names: list[tuple[str, Name]]
    """Language and name."""
    values: defaultdict[tuple[str, str], list[Value]]
    """Values by form and property."""
    rank: str = NORMAL
    merged_into: str | None = None
    has_nodes: bool = False
    """Whether a line leads to a statement node: then the nodes state what the item's own triples state."""


def decode(raw: bytes, context: LoadContext, *, truthy: bool) -> Iterator[Item]:
    """Yield the item of a run, or the item of which the run makes one claim; nothing for other subjects.

    ``truthy``: the beginning of the file has no statement nodes, so that the holdings are taken from the triples of the item, unless
    the run itself leads to nodes (an item with many labels may fill the beginning).
    Raises RecordError BAD_TRIPLES where no line can be read, NOT_UTF8.
    """
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        raise RecordError("NOT_UTF8", "the lines are not UTF-8", DAMAGED) from None
    triples = [match for line in lines if (match := _TRIPLE.fullmatch(line))]
    if not triples and all(DIRECTIVE.match(line.encode()) for line in lines):
        return
    if not triples:
        raise RecordError("BAD_TRIPLES", "no line of the run is a triple", "check that the file is N-Triples and not damaged there")
    if len(triples) < len(lines):
        context.warn("BAD_TRIPLE")
    subject = triples[0]["subject"] or ""
    if match := _ITEM.fullmatch(subject):
        run = _read_run(triples)
        yield _make_item(match[1], run, truthy=truthy and not run.has_nodes)
    elif (match := _STATEMENT.fullmatch(subject)) and (claim := _make_claim(match[1].upper(), match[2], _read_run(triples))):
        yield Item(match[1].upper(), claims={claim.property: [claim]}, is_whole=False, is_described=False)


def _read_run(triples: list[re.Match[str]]) -> _Run:
    run = _Run([], defaultdict(list))
    for triple in triples:
        predicate, iri = triple["predicate"], triple["iri"]
        if property_ := _parse_property(predicate):
            run.values[property_].append(_read_value(triple))
        elif predicate in (_LABEL, _ALIAS):
            if triple["text"]:
                name = Name(text=_unescape(triple["text"]), type="alias" if predicate == _ALIAS else "legal", lang=triple["lang"])
                run.names.append((triple["lang"] or "", name))
        elif predicate == _RANK:
            run.rank = _RANKS.get((iri or "").rsplit("#", 1)[-1], NORMAL)
        elif predicate == _TYPE and iri and (property_ := _parse_property(iri)):
            form = "direct" if "/statement/" not in (triple["subject"] or "") else "statement"
            run.values[form, property_[1]].append(Value(NOVALUE))
        elif predicate == _SAME and iri and (other := _ITEM.fullmatch(iri)):
            run.merged_into = other[1]
        elif _is_link(predicate):
            run.has_nodes = True
    return run


def _make_item(identity: str, run: _Run, *, truthy: bool) -> Item:
    claims: dict[str, list[Claim]] = {}
    for (form, property_), values in run.values.items():
        if form == "direct" and property_ in codes.READ and (truthy or property_ not in codes.HOLDINGS):
            claims[property_] = [Claim(property_, f"{identity} {property_} {value.words}", value) for value in values]
    order = {language: rank for rank, language in enumerate(codes.select_languages(dict(run.names), ()))}
    pairs = sorted((pair for pair in run.names if pair[0] in order), key=lambda pair: (pair[1].type == "alias", order[pair[0]]))
    names: dict[str, Name] = {}
    for _, name in pairs:
        names.setdefault(name.text, name)
    has_facts = bool(pairs) or any(form == "direct" and property_ in codes.READ for form, property_ in run.values)
    return Item(
        identity,
        tuple(names.values())[: codes.MAX_NAMES],
        claims,
        is_whole=False,
        is_described=has_facts and run.merged_into is None,
        merged_into=run.merged_into,
    )


def _make_claim(identity: str, guid: str, run: _Run) -> Claim | None:
    """Return the claim of a statement node; None for a property that means nothing here."""
    for (form, property_), values in run.values.items():
        if form == "statement" and property_ in codes.HOLDINGS:
            qualifiers = {key: others for (kind, key), others in run.values.items() if kind == "qualifier" and key in codes.QUALIFIERS}
            return Claim(property_, f"{identity}${guid.upper()}", values[0], run.rank, qualifiers)
    return None


@functools.lru_cache(maxsize=10_000)
def _parse_property(iri: str) -> tuple[str, str] | None:
    """Return the form, which is ``direct``, ``statement``, ``qualifier`` or ``novalue``, and the property."""
    match = _PROPERTY.fullmatch(iri)
    return (match[1], match[2]) if match else None


@functools.lru_cache(maxsize=10_000)
def _is_link(iri: str) -> bool:
    """Whether a predicate leads to a statement node."""
    return _LINK.fullmatch(iri) is not None


def _read_value(triple: re.Match[str]) -> Value:
    iri = triple["iri"]
    if triple["blank"] is not None or (iri is not None and _GENID in iri):
        return Value(SOMEVALUE)
    if iri is not None:
        match = _ITEM.fullmatch(iri)
        return Value(item=match[1], words=match[1]) if match else Value(text=iri, words=iri)
    text = _unescape(triple["text"])
    match triple["type"].rsplit("#", 1)[-1] if triple["type"] else "":
        case "dateTime" | "date":
            return Value(date=parse_time(text, None), words=text)
        case "decimal" | "integer" | "double":
            return Value(amount=parse_number(text), words=text)
    return Value(text=text, lang=triple["lang"], words=text)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_replace_escape, text) if "\\" in text else text


def _replace_escape(escape: re.Match[str]) -> str:
    """Return the character of an escape; of a code that is no character the replacement character."""
    if code := escape[1] or escape[2]:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
    return _CHARACTERS.get(escape[3], escape[3])
