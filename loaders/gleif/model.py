"""The fields of the three kinds of record, whatever form they came in.

Texts are as the source writes them, stripped; "" is what it leaves out.  Knows neither files nor statements; the modules ``decode_*`` read
each form into these.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class NameFields(NamedTuple):
    """A name and its language."""

    text: str
    type: str
    """As the source has it: PREVIOUS_LEGAL_NAME; "" for the legal name."""
    lang: str


class AddressFields(NamedTuple):
    """An address."""

    type: str
    parts: tuple[str, ...]
    """Lines, city, region, postal code."""
    country: str


class Event(NamedTuple):
    """Something that happened to an entity."""

    type: str
    status: str
    day: str


class LeiRecord(msgspec.Struct, kw_only=True):
    """Level 1: who is who."""

    lei: str
    names: list[NameFields]
    addresses: list[AddressFields]
    authority: str = ""
    """Code of the registration authority: RA000585."""
    other_authority: str = ""
    number: str = ""
    """The entity's number there."""
    jurisdiction: str = ""
    category: str = ""
    subcategory: str = ""
    form: str = ""
    other_form: str = ""
    status: str = ""
    created: str = ""
    expired: str = ""
    expiry_reason: str = ""
    events: list[Event] = msgspec.field(default_factory=list)
    successors: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """LEI and name of each."""
    associated: tuple[str, str] = ("", "")
    updated: str = ""
    registration: str = ""
    codes: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Identifiers that the API adds: scheme and value."""
    deleted: str | None = None
    """When it was deleted, "" where only the fact is known; None: it was not."""


class Period(NamedTuple):
    """When a relationship holds, or an accounting period of it."""

    type: str
    start: str
    end: str


class RelationshipRecord(msgspec.Struct, kw_only=True):
    """Level 2: ``start`` is the child, ``end`` the parent."""

    start: str
    end: str
    type: str
    start_type: str = ""
    end_type: str = ""
    status: str = ""
    periods: list[Period] = msgspec.field(default_factory=list)
    standards: list[str] = msgspec.field(default_factory=list)
    """Categories of the qualifiers."""
    quantifiers: list[str] = msgspec.field(default_factory=list)
    """Method, amount and unit as words: never a share."""
    updated: str = ""
    registration: str = ""
    reference: str = ""
    deleted: str | None = None


class ExceptionRecord(msgspec.Struct, kw_only=True):
    """Why an entity reports no parent."""

    lei: str
    category: str
    reasons: list[str]
    references: list[str] = msgspec.field(default_factory=list)
    updated: str = ""
    deleted: str | None = None


Record = LeiRecord | RelationshipRecord | ExceptionRecord
