"""A link of FollowTheMoney as interests.

Owns which schema gives what: shares, votes, offices, or nothing that controls.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from loaders.contract import LoadContext
from loaders.ftm import codes
from loaders.ftm.model import ENDS, Entity, period
from loaders.ftm.shares import percentage, spanning
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Change, Directness, Evidence, Family, Interest, InterestStatement, Place, Reason, Status

HOLDINGS: Final = ("Ownership", "Control", "Directorship", "Membership", "Employment", "Representation", "UnknownLink")

_WORDS: Final = ("role", "status", "percentage", "ownershipType", "controlType", "legalBasis", "summary")
_INTERVAL: Final = re.compile(r"as an interval ([\[(]?[0-9.]+\.\.[0-9.]+[\])]?|[<>]=?[0-9.]+)\.")
_SIZE: Final = re.compile(r"\bSize: ([0-9]+(?:\.[0-9]+)?)\.(?![0-9])")
_ARROWS: Final = {"direct": Directness.DIRECT, "indirect": Directness.INDIRECT, "ultimate": Directness.INDIRECT}
_BENEFICIAL: Final = re.compile(r"\bbeneficial(?:ly)? own", re.IGNORECASE)


class Words(NamedTuple):
    """All that a link says but its ends, its days and its sources; the fields after the schema are its ``_WORDS``."""

    schema: str
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    percentages: tuple[str, ...]
    ownership_types: tuple[str, ...]
    control_types: tuple[str, ...]
    legal_bases: tuple[str, ...]
    summaries: tuple[str, ...]


class Meant(NamedTuple):
    """One interest that a link gives."""

    interest: Interest
    share: Share | None
    details: str | None


class Reading(NamedTuple):
    """What the words of a link mean."""

    meant: tuple[Meant, ...]
    status: Status
    told: tuple[str, ...]
    direct: Directness
    beneficial: bool | None
    warnings: tuple[str, ...]


def interests(
    entity: Entity, source: str, stated_at: str | None, place: Place, change: Change, context: LoadContext, *, version: str
) -> Iterator[InterestStatement]:
    """Every interest, between each holder and each subject that the link names."""
    start_name, end_name = ENDS[entity.schema]
    holders, subjects = entity.all(start_name), entity.all(end_name)
    if not holders or not subjects:
        raise RecordError(
            "MISSING_END",
            f"the {entity.schema} names no {start_name if not holders else end_name}",
            "load the whole data set, not a part of it",
        )
    start, end, note = period(entity, context)
    reading = _reading(Words(entity.schema, *entity.some(_WORDS)))
    for code in reading.warnings:
        context.warn(code)
    evidence = tuple([Evidence(source=source, url=url) for url in entity.all("sourceUrl") if url.startswith(("http://", "https://"))])
    notes = "; ".join(filter(None, (note, *reading.told, *(f"date {x}" for x in entity.all("date")))))
    for count, meant in enumerate(reading.meant):
        for holder, subject in itertools.product(holders, subjects):
            yield InterestStatement(
                id=context.base.statement(source, "interest", entity.id, version, str(count), holder, subject),
                source=source,
                stated_at=stated_at,
                record=entity.id,
                change=change,
                place=place,
                evidence=evidence,
                note=notes or None,
                holder=context.base.identifier("ftm", holder),
                subject=context.base.identifier("ftm", subject),
                interest=meant.interest,
                share=meant.share,
                direct=reading.direct,
                status=reading.status,
                valid_from=start,
                valid_until=end,
                details=meant.details,
                beneficial=reading.beneficial,
            )


def closing(entity: Entity, source: str, stated_at: str | None, place: Place, context: LoadContext, version: str) -> InterestStatement:
    """What the record said is no longer in the data set."""
    return InterestStatement(
        id=context.base.statement(source, "closing", entity.id, version),
        source=source,
        stated_at=stated_at,
        record=entity.id,
        change=Change.CLOSED,
        place=place,
        holder=None,
        holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
        subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
    )


@functools.lru_cache(maxsize=20_000)
def _reading(said: Words) -> Reading:
    """Registers say the same few words of very many links."""
    warnings: list[str] = []
    status, told = _status(said.statuses)
    types = [text.lower() for text in (*said.ownership_types, *said.statuses)]
    beneficial = True if "beneficial" in types or any(_BENEFICIAL.search(x) for x in (*said.roles, *said.summaries)) else None
    direct = next((_ARROWS[x] for x in ("direct", "indirect", "ultimate") if x in types), Directness.UNKNOWN)
    return Reading(tuple(_meant(said, status, warnings)), status, tuple(told), direct, beneficial, tuple(warnings))


def _meant(said: Words, status: Status, warnings: list[str]) -> list[Meant]:
    roles: list[str | None] = [*map(codes.plain, dict.fromkeys(said.roles))] or [None]
    details = "; ".join(dict.fromkeys(said.legal_bases)) or None
    match said.schema:
        case "Ownership":
            return _owned(said, [role or details for role in roles], warnings)
        case "Control":
            typed = [interest for text in said.control_types if (interest := codes.by_type(text))]
            size, otherwise = _size(said), Interest.OTHER_INFLUENCE_OR_CONTROL
            told = [Meant(_of(role, codes.controlled, otherwise), size, role or details) for role in roles]
            if typed and all(meant.interest is otherwise for meant in told):
                told = [Meant(interest, size, roles[0] or details) for interest in typed]
            return [m if m.interest.family in (Family.MONEY, Family.VOTES) else m._replace(share=None) for m in _once(told)]
        case "Directorship":
            offices = [Meant(_office(role), None, role) for role in roles]
            return _once(offices)
        case "Employment":
            return _once([Meant((codes.office(role) if role else None) or Interest.UNKNOWN, None, role or "employee") for role in roles])
        case "UnknownLink":
            return _once([Meant(_linked(role, status), None, role or "linked to") for role in roles])
    word = "member" if said.schema == "Membership" else "agent"
    nominee = [Interest.NOMINEE if role and "nominee" in role.lower() else Interest.UNKNOWN for role in roles]
    return _once([Meant(interest, None, role or word) for interest, role in zip(nominee, roles, strict=True)])


def _owned(said: Words, roles: list[str | None], warnings: list[str]) -> list[Meant]:
    given: list[Share] = []
    for text in dict.fromkeys(said.percentages):
        try:
            given.append(percentage(text))
        except RecordError:
            warnings.append("BAD_SHARE")
    if len(given) > 1:
        warnings.append("SEVERAL_VALUES")
    size = _size(said) or spanning(given)
    found = []
    for role in roles:
        interest = codes.owned(role) if role else Interest.SHAREHOLDING
        share = size if interest.family in (Family.MONEY, Family.VOTES) else None
        if share is None and role and (band := codes.band(role)) and interest.family in (Family.MONEY, Family.VOTES):
            try:
                share = percentage(band)
            except RecordError:
                warnings.append("BAD_SHARE")
        found.append(Meant(interest, share, role))
    return _once(found)


def _size(said: Words) -> Share | None:
    """The size that an export of this project keeps in words, because the model has no place for open bounds or for votes."""
    for text in said.summaries:
        if match := _INTERVAL.search(text) or _SIZE.search(text):
            try:
                return Share.parse(match[1])
            except RecordError:
                continue
    return None


def _of(role: str | None, meaning: Callable[[str], Interest], otherwise: Interest) -> Interest:
    return meaning(role) if role else otherwise


def _office(role: str | None) -> Interest:
    if role is None:
        return Interest.BOARD_MEMBER
    known = codes.office(role)
    return known or (Interest.UNKNOWN if "secretary" in role.lower() else Interest.BOARD_MEMBER)


def _linked(role: str | None, status: Status) -> Interest:
    """A link of unknown kind gives nothing, whatever its role is called; a denial tells what is denied."""
    interest = codes.named(role) if role else None
    if interest is None:
        return Interest.UNKNOWN
    return interest if status is Status.DENIED or interest.family in (Family.NONE, Family.ROLE, Family.VETO) else Interest.UNKNOWN


def _once(found: list[Meant]) -> list[Meant]:
    """Each interest once: several roles that mean the same with the same size are one holding."""
    kept: dict[tuple[Interest, Share | None], Meant] = {}
    for meant in found:
        kept.setdefault((meant.interest, meant.share), meant)
    sized = {meant.interest for meant in kept.values() if meant.share}
    return [meant for meant in kept.values() if meant.share or meant.interest not in sized]


def _status(said: tuple[str, ...]) -> tuple[Status, list[str]]:
    """The status, and the words for it that mean none."""
    known = [status for text in said if (status := codes.status(text))]
    others = [text for text in said if codes.status(text) is None and text.lower() not in _ARROWS]
    return (known[0] if known else Status.IN_EFFECT), others
