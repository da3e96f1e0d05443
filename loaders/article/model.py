"""Records of a claim map: parties, and claims about them with the words of the text that carry them.

Owns the records that the map shows to a person and the predicates that a claim may have.  A claim is an assertion with evidence, never a
fact; ``to_statements.py`` alone turns accepted ones into statements.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

import msgspec

from loaders.article.text.document import Document, Span
from ontology.shares import Share
from ontology.statements import Interest, Kind, Review


class ClaimStatus(StrEnum):
    """Whether the relation holds, according to the text."""

    IN_EFFECT = "in-effect"
    AGREED = "agreed"
    """Signed; completion not stated."""
    PLANNED = "planned"
    NEGOTIATING = "negotiating"
    FORMER = "former"
    ALLEGED = "alleged"
    DENIED = "denied"
    IMPLIED = "implied"
    """Follows from the text without being stated there: kept for the reader, never asserted."""


FAINT: Final = "D"
"""Tier of what an extractor would not claim by itself: it backs up what another claims, and is told of nobody else."""

NEVER_AUTOMATIC: Final = frozenset(
    {ClaimStatus.PLANNED, ClaimStatus.NEGOTIATING, ClaimStatus.DENIED, ClaimStatus.FORMER, ClaimStatus.ALLEGED, ClaimStatus.IMPLIED}
)
"""Statuses of claims that only a person may accept."""


class Relation(msgspec.Struct, frozen=True):
    """A predicate between two parties: the interest that it becomes and the words that are kept with it."""

    interest: Interest
    details: str | None = None


RELATIONS: Final[dict[str, Relation]] = {
    "owns": Relation(Interest.SHAREHOLDING),
    "has-subsidiary": Relation(Interest.OTHER_INFLUENCE_OR_CONTROL, "parent of"),
    "has-member": Relation(Interest.UNKNOWN, "member of"),
    "has-founding-member": Relation(Interest.UNKNOWN, "founding member of"),
    "invested-in": Relation(Interest.UNKNOWN, "invested in"),
    "affiliated": Relation(Interest.OTHER_INFLUENCE_OR_CONTROL, "affiliated to"),
    "supervises": Relation(Interest.CONTROL_BY_LEGAL_FRAMEWORK, "supervises"),
    "administers": Relation(Interest.CONTROL_BY_LEGAL_FRAMEWORK, "administers"),
    "chairs": Relation(Interest.BOARD_CHAIR, "chairman of"),
    "leads": Relation(Interest.SENIOR_MANAGING_OFFICIAL, "chief executive of"),
} | {code.value: Relation(code) for code in Interest}
"""Predicates between a holder and a subject: a plain word, or a BODS interest code."""

ABOVE: Final = frozenset({"owns", "has-subsidiary", "has-member", "invested-in"})
"""Predicates by which the holder is above the subject: extractors that name different ones of them agree."""

SUCCEEDS: Final = "succeeds"
"""The holder takes the place of the subject: no interest, but an attribute of the holder."""

ATTRIBUTES: Final = frozenset(
    {
        "state-owned",
        "founded",
        "employees",
        "turnover",
        "revenue",
        "assets",
        "profit",
        "ranking",
        "sector",
        "investment",
        "position",
        "programme",
        "overseas-organizations",
        "domestic-subsidiaries",
        "subsidiaries",
        "listed-subsidiaries",
        "branch-offices",
        "research-centers",
        "plants",
        "countries-of-business",
        "production-plan",
        "production",
        "localization-level",
        "note",
    }
)
"""Predicates of one party and a value.  A map may add others whose name begins with ``x-``."""


class Alias(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Another name of a party, how the text (or a rule) gives it, and how certain that is."""

    text: str
    how: str
    """name, bracket, dash, former, short, homoglyph."""
    confidence: str = "high"
    """high, medium, low; low is a suggestion and joins nothing."""
    start: int | None = None
    end: int | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A party of the data folder that may be meant: for a person to choose, or ``automatic`` where nothing else can be meant."""

    id: str
    name: str
    score: float
    why: str
    automatic: bool = False
    rejected: bool = False
    """A person said that it is another party."""
    jurisdiction: str | None = None
    identifiers: str | None = None
    """Its identifiers as a reader tells parties apart: ``LEI 5493..., GB-COH 0123``."""


NO_COUNTRY_TOLD: Final = "the text names no country here"
"""How the note of a jurisdiction ends that was taken from another party."""
UNNAMED: Final = "the text does not name this party"
"""How the note of a party begins that is only called "the company"."""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One party of an article.  ``key`` is its name inside the map; ``id`` an identifier (``lei:...``) or IRI once it is known."""

    key: str
    name: str
    kind: Kind = Kind.UNKNOWN
    jurisdiction: str | None = None
    jurisdiction_note: str | None = None
    id: str | None = None
    aliases: tuple[Alias, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    note: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether the text names it: one that it only calls "the company" has a note that says so."""
        return not (self.note or "").startswith(UNNAMED)

    @property
    def told_jurisdiction(self) -> str | None:
        """The jurisdiction, as far as the text or a person gives it and it was not taken from a party beside it."""
        return None if (self.jurisdiction_note or "").endswith(NO_COUNTRY_TOLD) else self.jurisdiction

    @property
    def automatic(self) -> Candidate | None:
        """The candidate that is taken where no identifier was given."""
        return next((c for c in self.candidates if c.automatic and not c.rejected), None)


class Quote(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Words of the text that carry a claim, or one role in it."""

    role: str
    """claim (the whole), holder, subject, share, value."""
    start: int
    end: int
    text: str
    before: str | None = None
    after: str | None = None
    page: int | None = None
    """Of a document in pages."""


class ExtractorInfo(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Which extractor proposed the claim."""

    name: str
    version: str
    pattern: str | None = None
    model: str | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: ``holder predicate subject`` with a share, or ``subject predicate value``."""

    id: str
    predicate: str
    subject: str
    holder: str | None = None
    share: Share | None = None
    indirect: bool = False
    """Held through another party of the text, so that the same share is not counted twice."""
    value: str | None = None
    unit: str | None = None
    qualifier: str | None = None
    as_of: str | None = None
    status: ClaimStatus = ClaimStatus.IN_EFFECT
    valid_from: str | None = None
    valid_until: str | None = None
    quotes: tuple[Quote, ...] = ()
    tier: str = "B"
    is_loose: bool = False
    """Put together of two clauses or said by the way of a deal, so that agreement makes it no surer; of claims not merged yet."""
    extractor: ExtractorInfo = ExtractorInfo(name="person", version="1")
    review: Review = Review.PROPOSED
    by: str | None = None
    at: str | None = None
    note: str | None = None

    def quote(self, role: str) -> Quote | None:
        """The first quote with that role; None where there is none."""
        return next((quote for quote in self.quotes if quote.role == role), None)


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """The parties and claims that one extractor found in one document."""

    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]


class DocumentInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The document as the map names it.

    ``sha256``: of the file.  ``text``: set only where the map carries the article itself, as it does for what was taken out of a PDF or
    Word document; ``text_from`` then says by which program.
    """

    file: str
    sha256: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    publisher: str | None = None
    language: str | None = None
    licence: str | None = None
    url: str | None = None
    text_from: str | None = None
    text_sha256: str | None = None
    """Digest of ``text``, where that is not the file's."""
    text: str | None = None


class ClaimMap(msgspec.Struct, frozen=True, kw_only=True):
    """The document, its parties and its claims, for a person to review."""

    document: DocumentInfo
    parties: tuple[Party, ...] = ()
    claims: tuple[Claim, ...] = ()


class Extractor(Protocol):
    """A way to find claims in a text, installed through the entry points ``ownership.extractors`` and constructed without arguments.

    Every quote is a span of the document; a claim whose quote is not in the text is dropped by ``propose``.
    """

    name: str
    version: str

    def extract(self, document: Document) -> Extraction:
        """Find the claims of the document and the parties that they are about, in the order of the text."""
        ...


def make_quote(document: Document, role: str, span: Span, *, context: int = 0) -> Quote:
    """Make the quote of a span; ``context`` characters on each side are kept, to find it again in a changed text."""
    before = document.text[max(0, span.start - context) : span.start] if context else None
    after = document.text[span.end : span.end + context] if context else None
    return Quote(role=role, start=span.start, end=span.end, text=span.text, before=before or None, after=after or None)


def quote_at(document: Document, role: str, start: int, end: int) -> Quote:
    """Make the quote of what a document has at [start, end)."""
    return make_quote(document, role, document.span(start, end))
