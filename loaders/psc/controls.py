"""One line of the register, or one event of its stream, as statements.

Owns what the kinds of line say.  An interest held *as a member of a firm* or *with control over a trust* is the firm's or the trust's:
the holder has influence over that arrangement, and the arrangement holds the interest in the company once, however many of its members
report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import Context, Frame
from loaders.psc import holders
from loaders.psc.natures import Nature, nature
from loaders.psc.shape import Data, Line, read
from ontology.errors import RecordError
from ontology.identifiers import company_number
from ontology.statements import (
    Change,
    EntityStatement,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Kind,
    Place,
    Reason,
    Statement,
    Status,
)

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that is no day of the calendar is left out",
    "BAD_FIELD": "a field is of another type than the register gives it and is left out",
    "CEASED_WITHOUT_DATE": "it ceased and no day is given: it counts on no day",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note",
    "NO_NATURE": "no nature of control is given: kept as an unknown interest",
    "TOTALS": "the line that counts the others; it says nothing of anybody",
    "UNKNOWN_NATURE": "a nature of control that is not known here: kept as an unknown interest with the register's word",
    "UNKNOWN_STATEMENT": "a statement about the register that is not known here: kept with the register's word",
}
REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_ID": "the record names no company",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "UNKNOWN_KIND_OF_RECORD": "the record is of a kind that the register does not have",
}

_COMPANY: Final = re.compile(r"^/company/([^/]+)/")
_SECURE: Final = re.compile(r"^super-secure-")
_HOLDER: Final = re.compile(r"^(?:individual|corporate-entity|legal-person)-(?:person-with-significant-control|beneficial-owner)$")
_REASONS: Final = (
    (("no-individual-or-entity-with-signficant-control", "no-individual-or-entity-with-significant-control",
      "no-beneficial-owner-identified"), Reason.NO_BENEFICIAL_OWNERS),
    (("psc-contacted-but-no-response", "psc-has-failed-to-confirm", "restrictions-notice", "information-not-provided",
      "awaiting-confirmation"), Reason.NOT_PROVIDED),
    (("steps-to-find-psc", "psc-exists-but-not-identified", "psc-details-not-confirmed", "at-least-one-beneficial-owner-unidentified"),
     Reason.SUBJECT_UNABLE),
    (("super-secure",), Reason.PARTY_EXEMPT),
)
_CHANGES: Final = re.compile(r"^(?:all-beneficial-owners-identified|(?:no|nobody|somebody|change|trust|no-trust)-)")
"""What an overseas entity says of its beneficial owners as a whole: all are known, or whether any came or went."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The register's lines, one by one.  ``date``: the day of the file."""

    source: str
    date: str | None

    def statements(self, frame: Frame, context: Context) -> Iterator[Statement]:
        line, left_out = read(frame)
        if left_out:
            context.warn("BAD_FIELD")
        return _Said(self, line, line.data or Data(), frame.place(context), context).statements()


@dataclass(slots=True)
class _Said:
    """One line being told."""

    of: Controls
    line: Line
    data: Data
    place: Place
    context: Context

    def statements(self) -> Iterator[Statement]:
        data, kind = self.data, self.data.kind or ""
        event = self.line.event
        if event is not None and event.type == "deleted":
            yield self._deleted()
            return
        if kind.startswith("totals#"):
            self.context.warn("TOTALS")
            return
        told = _HOLDER.match(kind) or _SECURE.match(kind) or kind in ("exemptions", "persons-with-significant-control-statement")
        if not told:
            raise RecordError("UNKNOWN_KIND_OF_RECORD", f"the register has no kind {kind[:60]!r}", "load the lines of a snapshot or stream")
        number = self._company()
        company = self.context.base.identified("gb-coh", number)
        yield EntityStatement(
            id=self.context.base.statement(self.of.source, "company", number), source=self.of.source, entity=company, kind=Kind.COMPANY,
            identifiers=(Identifier(scheme="GB-COH", value=number),), jurisdiction=None if number.startswith("OE") else "GB",
        )
        if kind == "exemptions":
            yield from self._exemptions(company)
        elif kind == "persons-with-significant-control-statement":
            yield self._unnamed(company, self._reason(), data.statement)
        elif _SECURE.match(kind):
            yield self._unnamed(company, Reason.PARTY_EXEMPT, kind)
        else:
            yield from self._held(company, number)

    def _held(self, company: str, number: str) -> Iterator[Statement]:
        data, base, source = self.data, self.context.base, self.of.source
        record = self._record
        holder = base.record(source, record)
        identified = holders.number(data)
        yield EntityStatement(
            id=self._id("party"), source=source, stated_at=self._stated, record=record, change=self._change, place=self.place,
            entity=holder, kind=holders.kind(data), names=holders.names(data), identifiers=(identified,) if identified else (),
            addresses=holders.address(data.address), attributes=holders.attributes(data, self.context),
        )
        if identified is not None:
            yield IdentityStatement(
                id=self._id("same"), source=source, stated_at=self._stated, place=self.place, left=holder,
                right=base.identified("gb-coh", identified.value), reason="the record names this identifier",
            )
        natures = data.natures_of_control or []
        if not natures:
            self.context.warn("NO_NATURE")
            yield self._interest("0", holder, company, Nature(Interest.UNKNOWN), None)
        for code in dict.fromkeys(natures):
            meant = nature(code)
            if meant is None:
                self.context.warn("UNKNOWN_NATURE")
                meant = Nature(Interest.UNKNOWN)
            if meant.through is None:
                yield self._interest(code, holder, company, meant, code)
            else:
                yield from self._through(code, meant, holder, company, number)

    def _through(self, code: str, meant: Nature, holder: str, company: str, number: str) -> Iterator[Statement]:
        """The trust or firm that holds, once for all who report it with the same band, and the holder's influence over it."""
        base, source = self.context.base, self.of.source
        between = base.record(source, f"{number}#{meant.through}#{meant.band}")
        yield EntityStatement(
            id=base.statement(source, "arrangement", between), source=source, entity=between, kind=Kind.ARRANGEMENT,
            note=f"a {meant.through} that its members report and the register does not name",
        )
        role = Interest.TRUSTEE if meant.trustee else Interest.OTHER_INFLUENCE_OR_CONTROL
        yield self._interest(f"{code}#influence", holder, between, Nature(role), code)
        yield self._interest(code, between, company, meant, code)

    def _interest(self, key: str, holder: str, subject: str, meant: Nature, details: str | None) -> InterestStatement:
        start, end, status, note = self._period()
        return InterestStatement(
            id=self._id("interest", key), source=self.of.source, stated_at=self._stated, record=self._record, change=self._change,
            place=self.place, holder=holder, subject=subject, interest=meant.interest, share=meant.share, status=status,
            valid_from=start, valid_until=end, details=details, note=note,
            beneficial=True if (self.data.kind or "").startswith("individual") else None,
        )

    def _unnamed(
        self, company: str, reason: Reason, details: str | None, key: str = "", period: tuple[str | None, str | None] | None = None,
    ) -> InterestStatement:
        start, end, status, note = self._period() if period is None else (*period, Status.IN_EFFECT, None)
        return InterestStatement(
            id=self._id("interest", key), source=self.of.source, stated_at=self._stated, record=self._record, change=self._change,
            place=self.place, holder=None, holder_reason=reason, subject=company, interest=Interest.UNKNOWN, status=status,
            valid_from=start, valid_until=end, details=details, note=note,
        )

    def _exemptions(self, company: str) -> Iterator[InterestStatement]:
        for name, exemption in (self.data.exemptions or {}).items():
            for count, item in enumerate(exemption.items or []):
                start, end = holders.day(item.exempt_from, self.context), holders.day(item.exempt_to, self.context)
                if start and end and end < start:
                    self.context.warn("DATES_BACKWARDS")
                    start = end = None
                yield self._unnamed(company, Reason.SUBJECT_EXEMPT, exemption.exemption_type or name, f"{name}#{count}", (start, end))

    def _deleted(self) -> InterestStatement:
        """What the record said is no longer in the register."""
        return InterestStatement(
            id=self._id("closing"), source=self.of.source, stated_at=self._stated, record=self._record, change=Change.CLOSED,
            place=self.place, holder=None, holder_reason=Reason.UNKNOWN_TO_PUBLISHER, subject=None,
            subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
        )

    def _reason(self) -> Reason:
        said = self.data.statement or ""
        for begins, reason in _REASONS:
            if said.startswith(begins):
                return reason
        if not _CHANGES.match(said):
            self.context.warn("UNKNOWN_STATEMENT")
        return Reason.UNKNOWN_TO_PUBLISHER

    def _company(self) -> str:
        given = self.line.company_number
        if not (given and given.strip()):
            match = _COMPANY.match(self._record)
            given = match[1] if match else None
        if not given:
            raise RecordError("MISSING_ID", "the record names no company", "check the record at its register")
        return company_number(given)

    def _period(self) -> tuple[str | None, str | None, Status, str | None]:
        data = self.data
        start, end = holders.day(data.notified_on, self.context), holders.day(data.ceased_on, self.context)
        if start and end and end < start:
            self.context.warn("DATES_BACKWARDS")
            return None, None, Status.FORMER, f"notified on {start}, ceased on {end}, as the source has it"
        if data.ceased and not end:
            self.context.warn("CEASED_WITHOUT_DATE")
            return start, None, Status.FORMER, None
        return start, end, Status.IN_EFFECT, None

    @property
    def _record(self) -> str:
        links = self.data.links
        return self.line.resource_uri or (links.self if links else None) or self.data.etag or self.place.sha256 or ""

    @property
    def _stated(self) -> str | None:
        event = self.line.event
        return (holders.day(event.published_at, self.context) if event is not None else None) or self.of.date

    @property
    def _change(self) -> Change:
        return Change.NEW if self.line.event is None else Change.UPDATED

    def _id(self, *key: str) -> str:
        event = self.line.event
        version = str(event.timepoint) if event is not None and event.timepoint is not None else self.data.etag or ""
        return self.context.base.statement(self.of.source, self._record, version, *key)
