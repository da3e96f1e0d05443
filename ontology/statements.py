"""Defines the records: a statement is one claim by one source, the smallest unit of data.

There are three kinds of statement: about an entity, about an interest (who holds what in whom), about identity (two records are the same
party).  A ``Source`` is where statements come from.  All are immutable; ``rdf.py`` maps each to a fixed set of quads and back without loss.

References between records are IRIs (see ``terms.py``).  Dates are partial (``dates.py``), sizes are ``Share`` (``shares.py``).
The module is long because it is one list: every code and every record, each in a few lines.
"""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Final

import msgspec

from ontology.dates import check_date, ends_before_start
from ontology.errors import RecordError
from ontology.shares import Share


class Kind(StrEnum):
    """Kind of a party."""

    COMPANY = "company"
    LEGAL_ENTITY = "legal-entity"
    STATE = "state"
    STATE_BODY = "state-body"
    ARRANGEMENT = "arrangement"
    PERSON = "person"
    ANONYMOUS_PERSON = "anonymous-person"
    UNKNOWN_PERSON = "unknown-person"
    ANONYMOUS_ENTITY = "anonymous-entity"
    UNKNOWN = "unknown"

    @property
    def is_person(self) -> bool:
        """Whether it is a natural person, named or not.

        >>> Kind.ANONYMOUS_PERSON.is_person, Kind.UNKNOWN.is_person
        (True, False)
        """
        return self in _PERSONS

    @property
    def is_never_owned(self) -> bool:
        """Whether nobody owns it: a person or a state.  A state body may have an owner."""
        return self.is_person or self is Kind.STATE


_PERSONS: Final = frozenset({Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON})


class Family(StrEnum):
    """Family of interests, by the power that they can give their holder."""

    MONEY = "money"
    VOTES = "votes"
    CONTROL = "control"
    """Control without a number."""
    ROLE = "role"
    """A role that ranks below control: settlor, senior managing official."""
    VETO = "veto"
    """Negative control: can block, never control."""
    NONE = "none"
    """No control by itself."""


class Interest(StrEnum):
    """Interest types: the codes of BODS 0.4 (codelist interestType)."""

    SHAREHOLDING = "shareholding"
    VOTING_RIGHTS = "votingRights"
    APPOINTMENT_OF_BOARD = "appointmentOfBoard"
    OTHER_INFLUENCE_OR_CONTROL = "otherInfluenceOrControl"
    SENIOR_MANAGING_OFFICIAL = "seniorManagingOfficial"
    SETTLOR = "settlor"
    TRUSTEE = "trustee"
    PROTECTOR = "protector"
    BENEFICIARY_OF_LEGAL_ARRANGEMENT = "beneficiaryOfLegalArrangement"
    RIGHTS_TO_SURPLUS_ASSETS = "rightsToSurplusAssetsOnDissolution"
    RIGHTS_TO_PROFIT = "rightsToProfitOrIncome"
    RIGHTS_BY_CONTRACT = "rightsGrantedByContract"
    CONDITIONAL_RIGHTS_BY_CONTRACT = "conditionalRightsGrantedByContract"
    CONTROL_VIA_RULES_OR_ARTICLES = "controlViaCompanyRulesOrArticles"
    CONTROL_BY_LEGAL_FRAMEWORK = "controlByLegalFramework"
    BOARD_MEMBER = "boardMember"
    BOARD_CHAIR = "boardChair"
    UNKNOWN = "unknownInterest"
    UNPUBLISHED = "unpublishedInterest"
    ENJOYMENT_AND_USE_OF_ASSETS = "enjoymentAndUseOfAssets"
    PROFIT_FROM_ASSETS = "rightToProfitOrIncomeFromAssets"
    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    VETO = "vetoRight"
    """A golden share or another right to block; this project's own code beside those of BODS."""

    @property
    def family(self) -> Family:
        """The family of section 1 of the method: money, votes, control without a number, none.

        >>> Interest.CONTROL_BY_LEGAL_FRAMEWORK.family.value
        'control'
        """
        return _FAMILIES.get(self, Family.NONE)

    @property
    def words(self) -> str:
        """The code in plain words.

        >>> Interest.APPOINTMENT_OF_BOARD.words
        'appointment of board'
        """
        return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in self.value)


_FAMILIES: Final = {
    **dict.fromkeys(
        (
            Interest.SHAREHOLDING,
            Interest.RIGHTS_TO_SURPLUS_ASSETS,
            Interest.RIGHTS_TO_PROFIT,
            Interest.PROFIT_FROM_ASSETS,
            Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
        ),
        Family.MONEY,
    ),
    Interest.VOTING_RIGHTS: Family.VOTES,
    **dict.fromkeys(
        (
            Interest.APPOINTMENT_OF_BOARD,
            Interest.OTHER_INFLUENCE_OR_CONTROL,
            Interest.CONTROL_VIA_RULES_OR_ARTICLES,
            Interest.CONTROL_BY_LEGAL_FRAMEWORK,
            Interest.TRUSTEE,
            Interest.PROTECTOR,
            Interest.NOMINATOR,
        ),
        Family.CONTROL,
    ),
    **dict.fromkeys((Interest.SETTLOR, Interest.SENIOR_MANAGING_OFFICIAL), Family.ROLE),
    Interest.VETO: Family.VETO,
}


class Status(StrEnum):
    """Whether the interest holds, according to its source."""

    IN_EFFECT = "in-effect"
    AGREED = "agreed"
    """Signed; completion not stated."""
    PLANNED = "planned"
    FORMER = "former"
    ALLEGED = "alleged"
    DENIED = "denied"


class Directness(StrEnum):
    """Whether the interest is held directly or through others, according to its source."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """Place of a record in its series."""

    NEW = "new"
    UPDATED = "updated"
    CLOSED = "closed"


class Judgement(StrEnum):
    """Whether two records are the same party."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Review(StrEnum):
    """Review of an extracted claim by a person; ``auto``: taken without review, because the caller asked for that."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    AUTO = "auto"


class Reason(StrEnum):
    """Why a party is not named (BODS 0.4, codelist unspecifiedReason)."""

    NO_BENEFICIAL_OWNERS = "noBeneficialOwners"
    SUBJECT_UNABLE = "subjectUnableToConfirmOrIdentifyBeneficialOwner"
    NOT_PROVIDED = "interestedPartyHasNotProvidedInformation"
    SUBJECT_EXEMPT = "subjectExemptFromDisclosure"
    PARTY_EXEMPT = "interestedPartyExemptFromDisclosure"
    UNKNOWN = "unknown"
    UNKNOWN_TO_PUBLISHER = "informationUnknownToPublisher"


class Name(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A name of an entity."""

    text: str
    type: str = "legal"
    """legal, alias, former, acronym, transliteration."""
    lang: str | None = None


class Identifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An identifier of an entity in a register."""

    scheme: str
    """Upper case, as in org-id.guide: LEI, GB-COH."""
    value: str


class Address(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An address of an entity."""

    text: str
    type: str | None = None
    country: str | None = None


REGISTER_STATEMENT: Final = "register-statement"
"""Name of an attribute: what a company reports to a register in place of naming anybody."""


class Attribute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A typed fact about an entity that is no interest: employees, turnover, ranking, successor."""

    name: str
    value: str
    """Decimal text for a number, an IRI for a party, else words."""
    datatype: str = "text"
    """number, text, party, boolean."""
    unit: str | None = None
    """ISO 4217 code, ``people``, ``vehicles``, ..."""
    qualifier: str | None = None
    """Words that soften the value: ``more than``, ``about``, ``planned``."""
    at: str | None = None
    """Partial date that the value is about."""
    evidence: tuple[Evidence, ...] = ()

    def describe(self) -> str:
        """Format the whole attribute on one line, as the source gave it.

        >>> Attribute(name="employees", value="45000", qualifier="more than", unit="people", at="2017").describe()
        'employees: more than 45000 people (2017)'
        """
        return " ".join(filter(None, (f"{self.name}:", self.qualifier, self.value, self.unit, f"({self.at})" if self.at else None)))


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Passage of a source: an exact quote with code-point offsets [start, end) into the source's text."""

    source: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    prefix: str | None = None
    suffix: str | None = None
    url: str | None = None


class Assertion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How a claim was extracted from text, and its review by a person."""

    extractor: str
    version: str
    pattern: str | None = None
    tier: str = "B"
    review: Review = Review.PROPOSED
    reviewed_by: str | None = None
    reviewed_at: str | None = None
    note: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Place of the raw record in its file."""

    file: str | None = None
    line: int | None = None
    sha256: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One release of one source: an article, a register extract, a table; or one of several that a file names within itself."""

    id: str
    title: str
    type: str
    """article, register, table, graph."""
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    licence: str | None = None
    url: str | None = None
    language: str | None = None
    sha256: str | None = None
    """Digest of the raw bytes."""
    text: str | None = None
    """The whole text, for articles only: evidence offsets point into it."""
    mapping: str | None = None
    """How a table was read, in the words of the mapping that a person had checked: which column is what, and how its cells are written."""
    complete_register: bool = False
    """Whether the source lists every holder of its subjects."""
    delta: bool = False
    """Whether this release adds to those before it (changes since then) instead of replacing them."""
    part_of: str | None = None
    """The source of the file, where a file names several within itself: a data set of many, a publisher.  Their records are those of the
    file: what it says of one later replaces what it said, whichever of them said so."""

    @property
    def feed(self) -> str:
        """IRI of the source whose records its statements are versions of: of the file that names it, else its own.

        >>> Source(id="urn:file/a", title="A", type="register", part_of="urn:file").feed
        'urn:file'
        """
        return self.part_of or self.id

    def __post_init__(self) -> None:
        if self.date is not None:
            check_date(self.date)


class _Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Fields of every statement."""

    id: str
    source: str
    stated_at: str | None = None
    """When the source stated it: the *known* time."""
    record: str | None = None
    """The source's own record id: statements that share it form a series."""
    change: Change = Change.NEW
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()
    assertion: Assertion | None = None
    note: str | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether the statement takes part in answers: it was not extracted from text, or its claim was taken.

        >>> claim = Assertion(extractor="rules", version="1", review=Review.PROPOSED)
        >>> EntityStatement(id="a", source="s", entity="e").is_accepted
        True
        >>> EntityStatement(id="a", source="s", entity="e", assertion=claim).is_accepted
        False
        """
        return self.assertion is None or self.assertion.review in _ACCEPTED

    @property
    def quote(self) -> str | None:
        """The first passage that is quoted from the source."""
        return next((evidence.quote for evidence in self.evidence if evidence.quote), None)


_ACCEPTED: Final = frozenset({Review.ACCEPTED, Review.EDITED, Review.AUTO})


class EntityStatement(_Statement, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="entity"):
    """What a source states about one entity."""

    entity: str
    kind: Kind = Kind.UNKNOWN
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    jurisdiction: str | None = None
    """ISO 3166 code."""
    founded: str | None = None
    dissolved: str | None = None
    addresses: tuple[Address, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def __post_init__(self) -> None:
        _check_dates(self.founded, self.dissolved, self.stated_at)


class InterestStatement(_Statement, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="interest"):
    """``holder`` holds ``interest`` in ``subject``.  An unnamed side is None and has its reason."""

    holder: str | None
    subject: str | None
    interest: Interest = Interest.SHAREHOLDING
    share: Share | None = None
    """None = size unknown."""
    direct: Directness = Directness.UNKNOWN
    status: Status = Status.IN_EFFECT
    valid_from: str | None = None
    valid_until: str | None = None
    """The day on which it ceased: valid time is [valid_from, valid_until)."""
    holder_reason: Reason | None = None
    subject_reason: Reason | None = None
    components: tuple[str, ...] = ()
    """Statements that this indirect summary restates; with any it is never an edge of its own."""
    details: str | None = None
    """The source's own words for the relation: ``supervises``, ``affiliated to``."""
    beneficial: bool | None = None
    """Whether the source calls the holder a beneficial owner by this interest; None where it does not say."""

    def __post_init__(self) -> None:
        _check_dates(self.valid_from, self.valid_until, self.stated_at)
        if (self.holder is None) == (self.holder_reason is None):
            raise RecordError("BAD_HOLDER", f"{self.id}: name the holder or say why it is unnamed", "give holder or a reason, not both")
        if (self.subject is None) == (self.subject_reason is None):
            raise RecordError("BAD_SUBJECT", f"{self.id}: name the subject or say why it is unnamed", "give subject or a reason, not both")


class IdentityStatement(_Statement, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="identity"):
    """A judgement that two party IRIs mean the same (or not): reversible, never a destructive merge."""

    left: str
    right: str
    judgement: Judgement = Judgement.SAME
    reason: str | None = None


Statement = EntityStatement | InterestStatement | IdentityStatement


@functools.lru_cache(maxsize=65_536)
def _check_dates(start: str | None, end: str | None, stated_at: str | None) -> None:
    """Check dates that stand together; the same few do again and again."""
    if start is not None:
        check_date(start)
    if end is not None:
        check_date(end)
    if stated_at is not None:
        check_date(stated_at)
    if ends_before_start(start, end):
        raise RecordError("DATES_BACKWARDS", f"it ends ({end}) before it starts ({start})", "swap the two dates or remove one")
