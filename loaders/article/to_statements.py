"""Makes the statements of a reviewed claim map.

Owns what each predicate becomes.  Reads no file: the article comes with the map, or a function that reads it is passed in.  Accepted and
edited claims are asserted.  All others are kept with their review, so that they stay queryable and count for nothing.  An implied claim is
never asserted and makes no statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec

from loaders.article.claim_map.check import check_map
from loaders.article.claim_map.reader import read_map
from loaders.article.claim_map.writer import is_map
from loaders.article.model import NEVER_AUTOMATIC, RELATIONS, SUCCEEDS, Claim, ClaimMap, ClaimStatus, Party, Quote
from loaders.article.propose import propose
from loaders.article.text.document import decode
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

_TRUSTED: Final = frozenset({Review.ACCEPTED, Review.EDITED, Review.AUTO})
_STATUSES: Final = {s: Status(s.value) for s in ClaimStatus if s not in (ClaimStatus.NEGOTIATING, ClaimStatus.IMPLIED)} | {
    ClaimStatus.NEGOTIATING: Status.PLANNED
}
_DIRECT: Final = frozenset(
    {Interest.SHAREHOLDING, Interest.CONTROL_BY_LEGAL_FRAMEWORK, Interest.BOARD_CHAIR, Interest.SENIOR_MANAGING_OFFICIAL}
)
_STATUS_QUALIFIERS: Final = {
    ClaimStatus.FORMER: "historical",
    ClaimStatus.PLANNED: "planned",
    ClaimStatus.NEGOTIATING: "planned",
    ClaimStatus.AGREED: "agreed",
    ClaimStatus.ALLEGED: "alleged",
    ClaimStatus.DENIED: "denied",
}
_MAX_PARTY_EVIDENCE: Final = 8


def make_statements(
    data: bytes,
    *,
    name: str,
    base: Base,
    date: str | None = None,
    accept_tier: str | None = None,
    read_beside: Callable[[str], bytes | None] | None = None,
) -> tuple[Source, Iterator[Statement]]:
    """Make the source and the statements of a claim map, or of an article, for which a map is proposed on the spot.

    ``date``: the day of the article, in the place of the one that it names.  ``read_beside`` reads the file of that name beside the map, or
    returns None.  Claims of ``accept_tier`` (A, B or C) and better are taken without review and marked ``auto``; planned, negotiating,
    denied, former, alleged and implied ones never are.
    Raises InputError BAD_FILE_NAME, ARTICLE_MISSING, TEXT_CHANGED, BAD_PARTY_ID and the first problem that ``check_map`` finds;
    UsageError BAD_TIER.

    >>> source, statements = make_statements(b"Aral Motors owns 60 percent of Buri Steel LLP.", name="a.txt", base=Base(), accept_tier="B")
    >>> [(s.share.label(), s.assertion.review.value) for s in statements if isinstance(s, InterestStatement)]
    [('60 %', 'auto')]
    """
    if accept_tier not in (None, "A", "B", "C"):
        raise UsageError("BAD_TIER", f"{accept_tier!r} is no tier", "one of: A (two extractors agree), B (one), C (weak)")
    if is_map(data):
        claim_map = read_map(data, name)
        text_bytes = _read_article(claim_map, name, read_beside)
    else:
        claim_map = propose(data, name=name)
        text_bytes = data if claim_map.document.text is None else claim_map.document.text.encode()
    report = check_map(claim_map, text_bytes)
    if report.problems:
        raise report.problems[0].error
    if report.text_changed:
        raise InputError(
            "TEXT_CHANGED",
            f"{claim_map.document.file} is not the text that {name} was made from",
            "run: ownership article check MAP --write; it shows what moved and writes the new places",
        )
    source = _make_source(claim_map, decode(text_bytes, claim_map.document.file), base)
    source = msgspec.structs.replace(source, date=date or source.date)
    return source, _StatementBuilder(claim_map, source, base, accept_tier, name).build()


def _find_directness(claim: Claim, interest: Interest) -> Directness:
    if claim.indirect:
        return Directness.INDIRECT
    return Directness.DIRECT if interest in _DIRECT else Directness.UNKNOWN


def _read_article(claim_map: ClaimMap, name: str, read_beside: Callable[[str], bytes | None] | None) -> bytes:
    info = claim_map.document
    if info.text is not None:
        return info.text.encode()
    if "/" in info.file or "\\" in info.file or info.file in ("", ".", ".."):
        raise InputError(
            "BAD_FILE_NAME", f"{name}: {info.file[:60]!r} is not the name of a file beside the map", "give the bare name, without a folder"
        )
    article = read_beside(info.file) if read_beside else None
    if article is None:
        raise InputError(
            "ARTICLE_MISSING",
            f"the article {info.file} is not beside {name}",
            f"put {info.file} into the map's folder, or embed it as document.text",
        )
    return article


def _make_source(claim_map: ClaimMap, text: str, base: Base) -> Source:
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


class _StatementBuilder:
    """Builds the statements of one map."""

    def __init__(self, claim_map: ClaimMap, source: Source, base: Base, accept_tier: str | None, name: str) -> None:
        unnamed = frozenset(p.key for p in claim_map.parties if not p.is_named)
        self.claims = [_accept_by_tier(c, accept_tier, unnamed) for c in claim_map.claims]
        self.parties = {p.key: p for p in claim_map.parties}
        self.source, self.base = source, base
        self.place = Place(file=name, sha256=source.sha256)
        self.iris = {p.key: _choose_iri(p, source, base) for p in claim_map.parties}

    def build(self) -> Iterator[Statement]:
        """Make a statement of each party, then of each claim that is not only implied."""
        for party in self.parties.values():
            yield self._make_party(party)
        for claim in self.claims:
            if claim.status is not ClaimStatus.IMPLIED:
                yield self._make_claim(claim)

    def _make_party(self, party: Party) -> EntityStatement:
        """Make the statement of who the party is: as trusted as the best of the claims about it."""
        about = [c for c in self.claims if party.key in (c.holder, c.subject)]
        best = min(about, key=lambda c: (c.review not in _TRUSTED, c.review is Review.REJECTED), default=None)
        names = [Name(text=party.name)] + [
            Name(text=a.text, type=_classify_alias(a.text, a.how)) for a in party.aliases if a.confidence != "low"
        ]
        claims = [claim for claim in about if best is not None and claim.review is best.review]
        evidence = dict.fromkeys(item for claim in claims for item in self._collect_evidence(claim, party.key))
        identifiers: tuple[Identifier, ...] = ()
        if party.id is not None and not party.id.startswith(("http://", "https://", "urn:", "ent:")):
            scheme, _, value = party.id.partition(":")
            identifiers = (Identifier(scheme=scheme.upper(), value=value),)
        why = f"jurisdiction: {party.jurisdiction_note}" if party.jurisdiction and party.jurisdiction_note else None
        return EntityStatement(
            id=self.base.statement(self.source.id, "party", party.key),
            source=self.source.id,
            stated_at=self.source.date,
            record=f"party {party.key}",
            place=self.place,
            evidence=tuple(evidence)[:_MAX_PARTY_EVIDENCE],
            assertion=_make_assertion(best) if best else None,
            note="; ".join(note for note in (party.note, why) if note) or None,
            entity=self.iris[party.key],
            kind=party.kind,
            names=tuple(dict.fromkeys(names)),
            identifiers=identifiers,
            jurisdiction=party.jurisdiction,
        )

    def _make_claim(self, claim: Claim) -> Statement:
        """Make the interest, or the attribute of one party, that the claim becomes."""
        statement_id = self.base.statement(self.source.id, "claim", claim.id)
        evidence = self._collect_evidence(claim)
        if claim.predicate == SUCCEEDS and claim.holder is not None:
            predecessor = self.iris[claim.subject]
            attribute = Attribute(name="predecessor", value=predecessor, datatype="party", at=claim.valid_from, evidence=evidence)
            return self._make_attribute(claim, statement_id, claim.holder, attribute)
        if claim.predicate not in RELATIONS or claim.holder is None:
            return self._make_attribute(claim, statement_id, claim.subject, _read_attribute(claim, evidence))
        relation = RELATIONS[claim.predicate]
        details = "negotiating" if claim.status is ClaimStatus.NEGOTIATING and relation.details is None else relation.details
        return InterestStatement(
            id=statement_id,
            source=self.source.id,
            stated_at=self.source.date,
            record=claim.id,
            place=self.place,
            evidence=evidence,
            assertion=_make_assertion(claim),
            note=claim.note,
            holder=self.iris[claim.holder],
            subject=self.iris[claim.subject],
            interest=relation.interest,
            share=claim.share,
            direct=_find_directness(claim, relation.interest),
            status=_STATUSES[claim.status],
            valid_from=claim.valid_from,
            valid_until=claim.valid_until,
            details=details,
        )

    def _make_attribute(self, claim: Claim, statement_id: str, party: str, attribute: Attribute) -> EntityStatement:
        founded = attribute.value if attribute.name == "founded" else None
        return EntityStatement(
            id=statement_id,
            source=self.source.id,
            stated_at=self.source.date,
            record=claim.id,
            place=self.place,
            evidence=attribute.evidence,
            assertion=_make_assertion(claim),
            note=claim.note,
            entity=self.iris[party],
            kind=self.parties[party].kind,
            founded=founded,
            attributes=() if founded else (attribute,),
        )

    def _collect_evidence(self, claim: Claim, key: str | None = None) -> tuple[Evidence, ...]:
        """Collect the claim's own words; or, for the party with that key, the words that name it in the claim."""
        roles = {"claim", "share", "value"} if key is None else {"holder"} if claim.holder == key else {"subject"}
        return tuple(
            Evidence(source=self.source.id, quote=q.text, start=q.start, end=q.end, prefix=q.before, suffix=q.after, url=self._find_page(q))
            for q in claim.quotes
            if q.role in roles
        )

    def _find_page(self, quote: Quote) -> str | None:
        """The address of the page that a quote is on, where the document has pages and an address."""
        return f"{self.source.url}#page={quote.page}" if self.source.url and quote.page else None


def _make_assertion(claim: Claim) -> Assertion:
    extractor = claim.extractor
    return Assertion(
        extractor=extractor.name,
        version=extractor.version,
        pattern=extractor.pattern,
        tier=claim.tier,
        review=claim.review,
        reviewed_by=claim.by,
        reviewed_at=claim.at,
    )


def _accept_by_tier(claim: Claim, accept_tier: str | None, unnamed: frozenset[str]) -> Claim:
    """Mark an unreviewed claim of that tier or better as taken automatically; never one about a party that the text does not name."""
    if accept_tier is None or claim.review is not Review.PROPOSED or claim.status in NEVER_AUTOMATIC or claim.tier > accept_tier:
        return claim
    if claim.holder in unnamed or claim.subject in unnamed:
        return claim
    return msgspec.structs.replace(claim, review=Review.AUTO)


def _choose_iri(party: Party, source: Source, base: Base) -> str:
    """Choose the IRI of its identifier, or of its automatic candidate, else one within the source.  Raises InputError BAD_PARTY_ID."""
    identifier = party.id or (party.automatic.id if party.automatic else None)
    if identifier is None:
        return base.entity(source.id, party.name, party.kind.value, party.jurisdiction)
    iri = base.expand(identifier)
    if iri is None:
        raise InputError(
            "BAD_PARTY_ID",
            f"party {party.key}: {identifier[:60]!r} is no identifier",
            "write scheme:value such as lei:5493001KJTIIGC8Y1R12, or a full IRI",
        )
    return iri


def _classify_alias(text: str, how: str) -> str:
    if how == "former":
        return "former"
    return "acronym" if text.isupper() and " " not in text and len(text) <= 8 else "alias"


def _read_attribute(claim: Claim, evidence: tuple[Evidence, ...]) -> Attribute:
    value = claim.value or ""
    status = _STATUS_QUALIFIERS.get(claim.status)
    qualifier = claim.qualifier or ""
    if status is not None and status not in qualifier:
        qualifier = f"{status}, {qualifier}" if qualifier else status
    return Attribute(
        name=claim.predicate.removeprefix("x-"),
        value=value,
        datatype=_guess_datatype(value),
        unit=claim.unit,
        qualifier=qualifier or None,
        at=claim.as_of,
        evidence=evidence,
    )


def _guess_datatype(value: str) -> str:
    if value in ("true", "false"):
        return "boolean"
    try:
        return "number" if Decimal(value).is_finite() else "text"
    except InvalidOperation:
        return "text"
