"""From a reviewed map to statements.  Owns what each predicate becomes; reads no file: the article comes with the map or is asked for.

Accepted and edited claims are asserted.  All others are kept with their review, so that they stay queryable and count for nothing.
An implied claim is never asserted and makes no statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec

from loaders.article.check import check_map
from loaders.article.document import decode
from loaders.article.map_reader import read
from loaders.article.map_writer import is_map
from loaders.article.model import NEVER_AUTOMATIC, RELATIONS, SUCCEEDS, Claim, ClaimMap, ClaimStatus, Party
from loaders.article.propose import propose
from ontology.errors import InputError, UsageError
from ontology.statements import (
    Assertion,
    Attribute,
    Directness,
    EntityStatement,
    Evidence,
    Identifier,
    Interest,
    InterestStatement,
    Name,
    Place,
    Review,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base

_TAKEN: Final = frozenset({Review.ACCEPTED, Review.EDITED, Review.AUTO})
_STATUSES: Final = {s: Status(s.value) for s in ClaimStatus if s not in (ClaimStatus.NEGOTIATING, ClaimStatus.IMPLIED)} | {
    ClaimStatus.NEGOTIATING: Status.PLANNED
}
_DIRECT: Final = frozenset(
    {Interest.SHAREHOLDING, Interest.CONTROL_BY_LEGAL_FRAMEWORK, Interest.BOARD_CHAIR, Interest.SENIOR_MANAGING_OFFICIAL}
)
_SOFTENED: Final = {
    ClaimStatus.FORMER: "historical",
    ClaimStatus.PLANNED: "planned",
    ClaimStatus.NEGOTIATING: "planned",
    ClaimStatus.AGREED: "agreed",
    ClaimStatus.ALLEGED: "alleged",
    ClaimStatus.DENIED: "denied",
}


def load(
    data: bytes, *, name: str, base: Base, accept_tier: str | None = None, read_beside: Callable[[str], bytes | None] | None = None
) -> tuple[Source, Iterator[Statement]]:
    """A claim map or an article as statements.

    ``read_beside`` gives the file of that name beside the map, or None.  An article without a map is proposed on the spot; then
    ``accept_tier`` (A, B or C) says from which tier on claims are taken without review (marked ``auto``); planned, denied, former
    and alleged ones never are.
    Raises InputError ARTICLE_MISSING, TEXT_CHANGED and what ``check_map`` finds; UsageError BAD_TIER.

    >>> source, found = load(b"Aral Motors owns 60 percent of Buri Steel LLP.", name="a.txt", base=Base(), accept_tier="B")
    >>> [(s.share.label(), s.assertion.review.value) for s in found if isinstance(s, InterestStatement)]
    [('60 %', 'auto')]
    """
    if accept_tier not in (None, "A", "B", "C"):
        raise UsageError("BAD_TIER", f"{accept_tier!r} is no tier", "one of: A (two extractors agree), B (one), C (weak)")
    if is_map(data):
        claim_map = read(data, name)
        text_bytes = _article(claim_map, name, read_beside)
    else:
        claim_map, text_bytes = propose(data, name=name), data
    report = check_map(claim_map, text_bytes)
    if report.problems:
        raise report.problems[0].error
    if report.text_changed:
        raise InputError(
            "TEXT_CHANGED",
            f"{claim_map.document.file} is not the text that {name} was made from",
            "run: ownership article check MAP --write; it shows what moved and writes the new places",
        )
    source = _source(claim_map, decode(text_bytes, claim_map.document.file), base)
    return source, _Statements(claim_map, source, base, accept_tier, name).all()


def _article(claim_map: ClaimMap, name: str, read_beside: Callable[[str], bytes | None] | None) -> bytes:
    info = claim_map.document
    if info.text is not None:
        return info.text.encode()
    if "/" in info.file or "\\" in info.file or info.file in ("", ".", ".."):
        raise InputError(
            "BAD_FILE_NAME", f"{name}: {info.file[:60]!r} is not the name of a file beside the map", "give the bare name, without a folder"
        )
    found = read_beside(info.file) if read_beside else None
    if found is None:
        raise InputError(
            "ARTICLE_MISSING",
            f"the article {info.file} is not beside {name}",
            f"put {info.file} into the map's folder, or embed it as document.text",
        )
    return found


def _source(claim_map: ClaimMap, text: str, base: Base) -> Source:
    info = claim_map.document
    stem = info.file.rpartition(".")[0] or info.file
    return Source(
        id=base.source(f"{stem[:36]}-{info.sha256[:8]}"),
        title=info.title or info.file,
        type="article",
        publisher=info.publisher,
        author=info.author,
        date=info.date,
        licence=info.licence,
        url=info.url,
        language=info.language,
        sha256=info.sha256,
        text=text,
    )


class _Statements:
    """The statements of one map."""

    def __init__(self, claim_map: ClaimMap, source: Source, base: Base, accept_tier: str | None, name: str) -> None:
        self.claims = [_automatic(c, accept_tier) for c in claim_map.claims]
        self.parties = {p.key: p for p in claim_map.parties}
        self.source, self.base = source, base
        self.place = Place(file=name, sha256=source.sha256)
        self.iris = {p.key: _iri(p, source, base) for p in claim_map.parties}

    def all(self) -> Iterator[Statement]:
        for party in self.parties.values():
            yield self._party(party)
        for claim in self.claims:
            if claim.status is not ClaimStatus.IMPLIED:
                yield self._claim(claim)

    def _party(self, party: Party) -> EntityStatement:
        """Who the party is; as trusted as the best of the claims that need it."""
        about = [c for c in self.claims if party.key in (c.holder, c.subject)]
        lead = min(about, key=lambda c: (c.review not in _TAKEN, c.review is Review.REJECTED), default=None)
        names = [Name(text=party.name)] + [
            Name(text=a.text, type=_name_type(a.text, a.how)) for a in party.aliases if a.confidence != "low"
        ]
        said = dict.fromkeys(e for c in about if lead is not None and c.review is lead.review for e in self._evidence(c, party.key))
        identifiers: tuple[Identifier, ...] = ()
        if party.id is not None and not party.id.startswith(("http://", "https://", "urn:", "ent:")):
            scheme, _, value = party.id.partition(":")
            identifiers = (Identifier(scheme=scheme.upper(), value=value),)
        return EntityStatement(
            id=self.base.statement(self.source.id, "party", party.key),
            source=self.source.id,
            stated_at=self.source.date,
            record=f"party {party.key}",
            place=self.place,
            evidence=tuple(said)[:8],
            assertion=self._assertion(lead) if lead else None,
            note="; ".join(
                n for n in (party.note, party.jurisdiction and party.jurisdiction_note and f"jurisdiction: {party.jurisdiction_note}") if n
            )
            or None,
            entity=self.iris[party.key],
            kind=party.kind,
            names=tuple(dict.fromkeys(names)),
            identifiers=identifiers,
            jurisdiction=party.jurisdiction,
        )

    def _claim(self, claim: Claim) -> Statement:
        number = self.base.statement(self.source.id, "claim", claim.id)
        evidence, assertion = self._evidence(claim), self._assertion(claim)
        if claim.predicate == SUCCEEDS and claim.holder is not None:
            fact = Attribute(name="predecessor", value=self.iris[claim.subject], datatype="party", at=claim.valid_from, evidence=evidence)
            return self._fact(claim, number, claim.holder, fact)
        if claim.predicate not in RELATIONS or claim.holder is None:
            return self._fact(claim, number, claim.subject, _attribute(claim, evidence))
        relation = RELATIONS[claim.predicate]
        details = "negotiating" if claim.status is ClaimStatus.NEGOTIATING and relation.details is None else relation.details
        return InterestStatement(
            id=number,
            source=self.source.id,
            stated_at=self.source.date,
            record=claim.id,
            place=self.place,
            evidence=evidence,
            assertion=assertion,
            note=claim.note,
            holder=self.iris[claim.holder],
            subject=self.iris[claim.subject],
            interest=relation.interest,
            share=claim.share,
            direct=Directness.DIRECT if relation.interest in _DIRECT else Directness.UNKNOWN,
            status=_STATUSES[claim.status],
            valid_from=claim.valid_from,
            valid_until=claim.valid_until,
            details=details,
        )

    def _fact(self, claim: Claim, number: str, party: str, fact: Attribute) -> EntityStatement:
        founded = fact.value if fact.name == "founded" else None
        return EntityStatement(
            id=number,
            source=self.source.id,
            stated_at=self.source.date,
            record=claim.id,
            place=self.place,
            evidence=fact.evidence,
            assertion=self._assertion(claim),
            note=claim.note,
            entity=self.iris[party],
            kind=self.parties[party].kind,
            founded=founded,
            attributes=() if founded else (fact,),
        )

    def _assertion(self, claim: Claim) -> Assertion:
        made = claim.extractor
        return Assertion(
            extractor=made.name,
            version=made.version,
            pattern=made.pattern,
            tier=claim.tier,
            review=claim.review,
            reviewed_by=claim.by,
            reviewed_at=claim.at,
        )

    def _evidence(self, claim: Claim, key: str | None = None) -> tuple[Evidence, ...]:
        """The claim's own words; or, for a party, the words that name it in that claim."""
        roles = {"claim", "share", "value"} if key is None else {"holder"} if claim.holder == key else {"subject"}
        found = [q for q in claim.quotes if q.role in roles]
        return tuple(
            Evidence(source=self.source.id, quote=q.text, start=q.start, end=q.end, prefix=q.before, suffix=q.after) for q in found
        )


def _automatic(claim: Claim, accept_tier: str | None) -> Claim:
    if accept_tier is None or claim.review is not Review.PROPOSED or claim.status in NEVER_AUTOMATIC or claim.tier > accept_tier:
        return claim
    return msgspec.structs.replace(claim, review=Review.AUTO)


def _iri(party: Party, source: Source, base: Base) -> str:
    chosen = party.id or next((c.id for c in party.candidates if c.automatic), None)
    if chosen is None:
        return base.entity(source.id, party.name, party.kind.value, party.jurisdiction)
    found = base.expand(chosen)
    if found is None:
        raise InputError(
            "BAD_PARTY_ID",
            f"party {party.key}: {chosen[:60]!r} is no identifier",
            "write scheme:value such as lei:5493001KJTIIGC8Y1R12, or a full IRI",
        )
    return found


def _name_type(text: str, how: str) -> str:
    if how == "former":
        return "former"
    return "acronym" if text.isupper() and " " not in text and len(text) <= 8 else "alias"


def _attribute(claim: Claim, evidence: tuple[Evidence, ...]) -> Attribute:
    value = claim.value or ""
    softened = _SOFTENED.get(claim.status)
    words = claim.qualifier or ""
    if softened is not None and softened not in words:
        words = f"{softened}, {words}" if words else softened
    return Attribute(
        name=claim.predicate.removeprefix("x-"),
        value=value,
        datatype=_datatype(value),
        unit=claim.unit,
        qualifier=words or None,
        at=claim.as_of,
        evidence=evidence,
    )


def _datatype(value: str) -> str:
    if value in ("true", "false"):
        return "boolean"
    try:
        return "number" if Decimal(value).is_finite() else "text"
    except InvalidOperation:
        return "text"
