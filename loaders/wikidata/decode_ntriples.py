"""N-Triples of Wikidata: cut into runs of lines about one subject, and these as items.

Owns the two forms: ``wdt:`` triples of an item, which are the truthy claims without qualifiers, and statement nodes, whose qualifiers stand
with them.  A statement node bears the item's id in its own name, so that each run is read by itself.  Knows nothing of what a claim means.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import LoadContext, RawRecord
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, PREFERRED, SOMEVALUE, Claim, Item, Value, day, number
from ontology.errors import RecordError
from ontology.statements import Name

WIKIDATA: Final = r"https?://www\.wikidata\.org/"

_SUBJECT: Final = re.compile(rb"\s*(<[^>\s]*>|_:\S+)")
_TRIPLE: Final = re.compile(
    r"\s*(?:<(?P<subject>[^>\s]*)>|_:\S+)\s*<(?P<predicate>[^>\s]*)>\s*"
    r'(?:<(?P<iri>[^>\s]*)>|(?P<blank>_:[^\s.]+)|"(?P<text>(?:[^"\\]|\\.)*+)"(?:@(?P<lang>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>\s]*)>)?)'
    r"\s*\.\s*(?:#.*)?"
)
_OF_ITEM: Final = re.compile(WIKIDATA + r"entity/(Q[1-9][0-9]{0,11})")
_OF_STATEMENT: Final = re.compile(WIKIDATA + r"entity/statement/([Qq][1-9][0-9]{0,11})-([0-9A-Za-z-]{8,60})")
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
class _Told:
    """What the lines of a run say, put together."""

    names: list[tuple[str, Name]]
    values: defaultdict[tuple[str, str], list[Value]]
    rank: str = NORMAL
    same_as: str | None = None
    nodes: bool = False
    """Whether a line leads to a statement node: then the nodes say what the item's own triples say."""


def items(raw_record: RawRecord, context: LoadContext, *, truthy: bool) -> Iterator[Item]:
    """The item that a run tells of, or of which it makes one claim; nothing for other subjects.

    ``truthy``: the beginning of the file has no statement nodes, so that the holdings are taken from the triples of the item, unless
    the run itself leads to nodes (an item with many labels may fill the beginning).
    Raises RecordError BAD_TRIPLES where no line can be read, NOT_UTF8.
    """
    try:
        lines = raw_record.raw.decode().split("\n")
    except UnicodeDecodeError:
        raise RecordError("NOT_UTF8", "the lines are not UTF-8", "check that the file is not damaged there") from None
    triples = [match for line in lines if (match := _TRIPLE.fullmatch(line))]
    if not triples:
        raise RecordError("BAD_TRIPLES", "no line of the run is a triple", "check that the file is N-Triples and not damaged there")
    if len(triples) < len(lines):
        context.warn("BAD_TRIPLE")
    subject = triples[0]["subject"] or ""
    if found := _OF_ITEM.fullmatch(subject):
        told = _told(triples)
        yield _item(found[1], told, truthy=truthy and not told.nodes)
    elif (found := _OF_STATEMENT.fullmatch(subject)) and (claim := _claim(found[1].upper(), found[2], _told(triples))):
        yield Item(found[1].upper(), claims={claim.property: [claim]}, whole=False, told=False)


def _told(triples: list[re.Match[str]]) -> _Told:
    told = _Told([], defaultdict(list))
    for triple in triples:
        predicate, iri = triple["predicate"], triple["iri"]
        if found := _property(predicate):
            told.values[found].append(_value(triple))
        elif predicate in (_LABEL, _ALIAS):
            if triple["text"]:
                alias = predicate == _ALIAS
                told.names.append(
                    (triple["lang"] or "", Name(text=_unescaped(triple["text"]), type="alias" if alias else "legal", lang=triple["lang"]))
                )
        elif predicate == _RANK:
            told.rank = _RANKS.get((iri or "").rsplit("#", 1)[-1], NORMAL)
        elif predicate == _TYPE and iri and (found := _property(iri)):
            told.values["direct" if "/statement/" not in (triple["subject"] or "") else "statement", found[1]].append(Value(NOVALUE))
        elif predicate == _SAME and iri and (merged := _OF_ITEM.fullmatch(iri)):
            told.same_as = merged[1]
        elif _is_link(predicate):
            told.nodes = True
    return told


def _item(identity: str, told: _Told, *, truthy: bool) -> Item:
    claims: dict[str, list[Claim]] = {}
    for (form, name), values in told.values.items():
        if form == "direct" and name in codes.READ and (truthy or name not in codes.HOLDINGS):
            claims[name] = [Claim(name, f"{identity} {name} {value.words}", value) for value in values]
    kept = codes.languages(dict(told.names), ())
    order = {language: place for place, language in enumerate(kept)}
    names = sorted((pair for pair in told.names if pair[0] in order), key=lambda pair: (pair[1].type == "alias", order[pair[0]]))
    once: dict[str, Name] = {}
    for _, name_ in names:
        once.setdefault(name_.text, name_)
    facts = bool(names) or any(form == "direct" and name in codes.READ for form, name in told.values)
    return Item(
        identity, tuple(once.values())[: codes.MOST_NAMES], claims, whole=False, told=facts and told.same_as is None, same_as=told.same_as
    )


def _claim(identity: str, guid: str, told: _Told) -> Claim | None:
    """The claim of a statement node; none of a property that says nothing here."""
    for (form, name), values in told.values.items():
        if form == "statement" and name in codes.HOLDINGS:
            qualifiers = {key: given for (kind, key), given in told.values.items() if kind == "qualifier" and key in codes.QUALIFIERS}
            return Claim(name, f"{identity}${guid.upper()}", values[0], told.rank, qualifiers)
    return None


@functools.lru_cache(maxsize=10_000)
def _property(iri: str) -> tuple[str, str] | None:
    """``direct``, ``statement``, ``qualifier`` or ``novalue``, and the property."""
    match = _PROPERTY.fullmatch(iri)
    return (match[1], match[2]) if match else None


@functools.lru_cache(maxsize=10_000)
def _is_link(iri: str) -> bool:
    return _LINK.fullmatch(iri) is not None


def _value(triple: re.Match[str]) -> Value:
    iri = triple["iri"]
    if triple["blank"] is not None or (iri is not None and _GENID in iri):
        return Value(SOMEVALUE)
    if iri is not None:
        match = _OF_ITEM.fullmatch(iri)
        return Value(item=match[1], words=match[1]) if match else Value(text=iri, words=iri)
    text = _unescaped(triple["text"])
    match triple["type"].rsplit("#", 1)[-1] if triple["type"] else "":
        case "dateTime" | "date":
            return Value(date=day(text, None), words=text)
        case "decimal" | "integer" | "double":
            return Value(amount=number(text), words=text)
    return Value(text=text, lang=triple["lang"], words=text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2]:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
    return _CHARACTERS.get(escape[3], escape[3])
