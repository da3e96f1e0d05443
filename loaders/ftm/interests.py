"""A link as interests.

Owns which schema gives what: shares, votes, offices, or nothing that controls.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from loaders.ftm import codes
from loaders.ftm.codes import LINK_ENDS
from loaders.ftm.model import Entity, read_span
from loaders.ftm.record import RecordContext
from loaders.ftm.shares import parse_percentage, span_shares
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Directness, Family, Interest, InterestStatement, Status

_PROPERTIES: Final = ("role", "status", "percentage", "ownershipType", "controlType", "legalBasis", "summary")
_FRACTION: Final = re.compile(r"exactly ([0-9]+/[0-9]+) of the whole\.")
_INTERVAL: Final = re.compile(r"as an interval ([\[(]?[0-9./]+\.\.[0-9./]+[\])]?|[<>]=?[0-9.]+)\.")
_SIZE: Final = re.compile(r"\bSize: ([0-9]+(?:\.[0-9]+)?)\.(?![0-9])")
_DIRECTNESS: Final = {"direct": Directness.DIRECT, "indirect": Directness.INDIRECT, "ultimate": Directness.INDIRECT}
_OF_A_PART: Final = (Interest.APPOINTMENT_OF_BOARD, Interest.NOMINATOR)
"""Of control without a number what may be of a part only, of the board or of the shares: with its size it gives less."""
_BENEFICIAL: Final = re.compile(r"\bbeneficial(?:ly)? own", re.IGNORECASE)


class LinkWords(NamedTuple):
    """All that a link states but its ends, its days and its sources; the fields after the schema are the values of ``_PROPERTIES``."""

    schema: str
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    percentages: tuple[str, ...]
    ownership_types: tuple[str, ...]
    control_types: tuple[str, ...]
    legal_bases: tuple[str, ...]
    summaries: tuple[str, ...]


class Meaning(NamedTuple):
    """One interest that a link gives."""

    interest: Interest
    share: Share | None
    details: str | None


class LinkMeaning(NamedTuple):
    """The meaning of the words of a link."""

    interests: tuple[Meaning, ...]
    status: Status
    other_statuses: tuple[str, ...]
    """Words for the status that mean none; they go into the note."""
    direct: Directness
    beneficial: bool | None
    warnings: tuple[str, ...]


def list_interests(record: RecordContext, entity: Entity) -> Iterator[InterestStatement]:
    """Yield every interest, between each holder and each subject that the link names.  Raises RecordError MISSING_END."""
    holder_property, subject_property = LINK_ENDS[entity.schema]
    holders, subjects = entity.get_all(holder_property), entity.get_all(subject_property)
    if not holders or not subjects:
        raise RecordError(
            "MISSING_END",
            f"the {entity.schema} names no {holder_property if not holders else subject_property}",
            "load the whole data set, not a part of it",
        )
    context = record.context
    start, end, note = read_span(entity, "startDate", "endDate", context)
    link = _interpret(_read_words(entity))
    is_over = end is None and "endDate" in entity.values and link.status in (Status.IN_EFFECT, Status.ALLEGED)
    for code in link.warnings:
        context.warn(code)
    evidence = record.find_evidence(entity)
    notes = "; ".join(filter(None, (note, *link.other_statuses, *(f"date {x}" for x in entity.get_all("date")))))
    for count, meaning in enumerate(link.interests):
        for holder, subject in itertools.product(holders, subjects):
            yield InterestStatement(
                id=context.base.statement(record.feed, "interest", entity.id, record.version, str(count), holder, subject),
                source=record.source,
                stated_at=record.stated_at,
                record=entity.id,
                change=record.change,
                place=record.place,
                evidence=evidence,
                note=notes or None,
                holder=record.make_party_iri(holder),
                subject=record.make_party_iri(subject),
                interest=meaning.interest,
                share=meaning.share,
                direct=link.direct,
                status=Status.FORMER if is_over else link.status,
                valid_from=start,
                valid_until=end,
                details=meaning.details,
                beneficial=link.beneficial,
            )


def _read_words(entity: Entity) -> LinkWords:
    values = entity.values
    return LinkWords(entity.schema, *[tuple(values[name]) if name in values else () for name in _PROPERTIES])


@functools.lru_cache(maxsize=20_000)
def _interpret(words: LinkWords) -> LinkMeaning:
    """Return the meaning of a link's words; registers use the same few for very many links."""
    warnings: list[str] = []
    status, other_statuses = _read_status(words.statuses)
    if status is Status.IN_EFFECT and words.roles and all(map(codes.is_former, words.roles)):
        status = Status.FORMER
    types = [text.lower() for text in (*words.ownership_types, *words.statuses)]
    beneficial = True if "beneficial" in types or any(_BENEFICIAL.search(x) for x in (*words.roles, *words.summaries)) else None
    direct = next((_DIRECTNESS[x] for x in ("direct", "indirect", "ultimate") if x in types), Directness.UNKNOWN)
    return LinkMeaning(tuple(_list_meanings(words, status, warnings)), status, tuple(other_statuses), direct, beneficial, tuple(warnings))


def _list_meanings(words: LinkWords, status: Status, warnings: list[str]) -> list[Meaning]:
    roles: list[str | None] = [*map(codes.strip_status, dict.fromkeys(words.roles))] or [None]
    details = "; ".join(dict.fromkeys(words.legal_bases)) or None
    match words.schema:
        case "Ownership":
            return _interpret_ownership(words, [role or details for role in roles], warnings)
        case "Control":
            return _interpret_control(words, roles, details)
        case "Directorship":
            return _merge([Meaning(_classify_office(role), None, role) for role in roles])
        case "Employment":
            offices = [(codes.find_office(role) if role else None) or Interest.UNKNOWN for role in roles]
            return _merge([Meaning(office, None, role or "employee") for office, role in zip(offices, roles, strict=True)])
        case "UnknownLink":
            return _merge([Meaning(_classify_link(role, status), None, role or "linked to") for role in roles])
    default = "member" if words.schema == "Membership" else "agent"
    nominee = [Interest.NOMINEE if role and "nominee" in role.lower() else Interest.UNKNOWN for role in roles]
    return _merge([Meaning(interest, None, role or default) for interest, role in zip(nominee, roles, strict=True)])


def _interpret_ownership(words: LinkWords, roles: list[str | None], warnings: list[str]) -> list[Meaning]:
    shares: list[Share] = []
    unread: list[str] = []
    for text in dict.fromkeys(words.percentages):
        try:
            shares.append(parse_percentage(text))
        except RecordError:
            warnings.append("BAD_SHARE")
            unread.append(text)
    if len(shares) > 1:
        warnings.append("SEVERAL_VALUES")
    size = _find_size(words) or span_shares(shares)
    meanings = []
    for role in roles:
        interest = codes.classify_ownership(role) if role else Interest.SHAREHOLDING
        if interest is Interest.NOMINEE and size is not None:
            # What he owns as a nominee are shares, held for another.
            meanings.append(Meaning(interest, None, role))
            interest = Interest.SHAREHOLDING
        share = size if _has_size(interest) else None
        if share is None and role and (band := codes.find_band(role)) and _has_size(interest):
            try:
                share = parse_percentage(band)
            except RecordError:
                warnings.append("BAD_SHARE")
        # A size that is no number is kept in its own words, for want of another place beside the role.
        words_of_size = unread if share is None and _has_size(interest) else []
        meanings.append(Meaning(interest, share, "; ".join(filter(None, (role, *words_of_size))) or None))
    return _merge(meanings)


def _interpret_control(words: LinkWords, roles: list[str | None], details: str | None) -> list[Meaning]:
    """Return what the roles mean; where they mean nothing in particular, what the types of control mean."""
    types = [interest for text in words.control_types if (interest := codes.find_control_type(text))]
    size, default = _find_size(words), Interest.OTHER_INFLUENCE_OR_CONTROL
    meanings = [Meaning(_classify(role, codes.classify_control, default), size, role or details) for role in roles]
    if types and all(meaning.interest is default for meaning in meanings):
        meanings = [Meaning(interest, size, roles[0] or details) for interest in types]
    return [m if _has_size(m.interest) or m.interest in _OF_A_PART else m._replace(share=None) for m in _merge(meanings)]


def _has_size(interest: Interest) -> bool:
    """Whether a share of the interest has a meaning."""
    return interest.family in (Family.MONEY, Family.VOTES)


def _find_size(words: LinkWords) -> Share | None:
    """Return the size that our own export keeps in words, because the model has no place for fractions, open bounds or votes."""
    for text in words.summaries:
        if match := _FRACTION.search(text) or _INTERVAL.search(text) or _SIZE.search(text):
            try:
                return Share.parse(match[1])
            except RecordError:
                continue
    return None


def _classify(role: str | None, classify: Callable[[str], Interest], default: Interest) -> Interest:
    return classify(role) if role else default


def _classify_office(role: str | None) -> Interest:
    """Return the office of a director; a role that is no secretary's is a seat on the board."""
    if role is None:
        return Interest.BOARD_MEMBER
    return codes.find_office(role) or (Interest.UNKNOWN if "secretary" in role.lower() else Interest.BOARD_MEMBER)


def _classify_link(role: str | None, status: Status) -> Interest:
    """Return what a link of unknown kind gives: nothing that controls, whatever its role is called; a denial names what is denied."""
    interest = codes.find_interest(role) if role else None
    if interest is None:
        return Interest.UNKNOWN
    return interest if status is Status.DENIED or interest.family in (Family.NONE, Family.ROLE, Family.VETO) else Interest.UNKNOWN


def _merge(meanings: list[Meaning]) -> list[Meaning]:
    """Return each interest once: several roles that mean the same with the same size are one holding."""
    merged: dict[tuple[Interest, Share | None], Meaning] = {}
    for meaning in meanings:
        merged.setdefault((meaning.interest, meaning.share), meaning)
    sized = {meaning.interest for meaning in merged.values() if meaning.share}
    return [meaning for meaning in merged.values() if meaning.share or meaning.interest not in sized]


def _read_status(texts: tuple[str, ...]) -> tuple[Status, list[str]]:
    """Return the status, and the words for it that mean none."""
    statuses = [status for text in texts if (status := codes.find_status(text))]
    others = [text for text in texts if codes.find_status(text) is None and text.lower() not in _DIRECTNESS]
    return (statuses[0] if statuses else Status.IN_EFFECT), others
