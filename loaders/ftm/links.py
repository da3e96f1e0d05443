"""A link of FollowTheMoney as interests.

Owns which schema gives what: shares, votes, offices, or nothing that controls.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from loaders.contract import Context
from loaders.ftm import words
from loaders.ftm.entity import ENDS, Entity, period
from loaders.ftm.shares import percentage, spanning
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Change, Directness, Evidence, Family, Interest, InterestStatement, Place, Reason, Status

HOLDINGS: Final = ("Ownership", "Control", "Directorship", "Membership", "Employment", "Representation", "UnknownLink")

_INTERVAL: Final = re.compile(r"as an interval ([\[(]?[0-9.]+\.\.[0-9.]+[\])]?|[<>]=?[0-9.]+)\.")
_SIZE: Final = re.compile(r"\bSize: ([0-9]+(?:\.[0-9]+)?)\.(?![0-9])")
_ARROWS: Final = {"direct": Directness.DIRECT, "indirect": Directness.INDIRECT, "ultimate": Directness.INDIRECT}
_BENEFICIAL: Final = re.compile(r"\bbeneficial(?:ly)? own", re.IGNORECASE)


class Meant(NamedTuple):
    """One interest that a link gives."""

    interest: Interest
    share: Share | None
    details: str | None


def interests(
    entity: Entity, source: str, stated_at: str | None, place: Place, change: Change, context: Context, *, version: str,
) -> Iterator[InterestStatement]:
    """Every interest, between each holder and each subject that the link names."""
    start_name, end_name = ENDS[entity.schema]
    holders, subjects = entity.all(start_name), entity.all(end_name)
    if not holders or not subjects:
        raise RecordError("MISSING_END", f"the {entity.schema} names no {start_name if not holders else end_name}",
                          "load the whole data set, not a part of it")
    start, end, note = period(entity, context)
    status, told = _status(entity)
    types = [text.lower() for text in (*entity.all("ownershipType"), *entity.all("status"))]
    beneficial = True if "beneficial" in types or any(_BENEFICIAL.search(x) for x in entity.all("role", "summary")) else None
    evidence = tuple([Evidence(source=source, url=url) for url in entity.all("sourceUrl") if url.startswith(("http://", "https://"))])
    notes = "; ".join(filter(None, (note, *told, *(f"date {x}" for x in entity.all("date")))))
    pairs = list(itertools.product(holders, subjects))
    for count, meant in enumerate(_meant(entity, status, context)):
        for holder, subject in pairs:
            yield InterestStatement(
                id=context.base.statement(source, "interest", entity.id, version, str(count), holder, subject), source=source,
                stated_at=stated_at, record=entity.id, change=change, place=place, evidence=evidence, note=notes or None,
                holder=context.base.identified("ftm", holder), subject=context.base.identified("ftm", subject), interest=meant.interest,
                share=meant.share, direct=next((_ARROWS[x] for x in ("direct", "indirect", "ultimate") if x in types), Directness.UNKNOWN),
                status=status, valid_from=start, valid_until=end, details=meant.details, beneficial=beneficial,
            )


def closing(entity: Entity, source: str, stated_at: str | None, place: Place, context: Context, version: str) -> InterestStatement:
    """What the record said is no longer in the data set."""
    return InterestStatement(
        id=context.base.statement(source, "closing", entity.id, version), source=source, stated_at=stated_at, record=entity.id,
        change=Change.CLOSED, place=place, holder=None, holder_reason=Reason.UNKNOWN_TO_PUBLISHER, subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
    )


def _meant(entity: Entity, status: Status, context: Context) -> list[Meant]:
    roles: list[str | None] = [*map(words.plain, entity.all("role"))] or [None]
    details = "; ".join(entity.all("legalBasis")) or None
    match entity.schema:
        case "Ownership":
            return _owned(entity, [role or details for role in roles], context)
        case "Control":
            typed = [interest for text in entity.all("controlType") if (interest := words.by_type(text))]
            size, otherwise = _said(entity), Interest.OTHER_INFLUENCE_OR_CONTROL
            told = [Meant(_of(role, words.controlled, otherwise), size, role or details) for role in roles]
            if typed and all(meant.interest is otherwise for meant in told):
                told = [Meant(interest, size, roles[0] or details) for interest in typed]
            return [m if m.interest.family in (Family.MONEY, Family.VOTES) else m._replace(share=None) for m in _once(told)]
        case "Directorship":
            offices = [Meant(_office(role), None, role) for role in roles]
            return _once(offices)
        case "Employment":
            return _once([Meant((words.office(role) if role else None) or Interest.UNKNOWN, None, role or "employee") for role in roles])
        case "UnknownLink":
            return _once([Meant(_linked(role, status), None, role or "linked to") for role in roles])
    word = "member" if entity.schema == "Membership" else "agent"
    nominee = [Interest.NOMINEE if role and "nominee" in role.lower() else Interest.UNKNOWN for role in roles]
    return _once([Meant(interest, None, role or word) for interest, role in zip(nominee, roles, strict=True)])


def _owned(entity: Entity, roles: list[str | None], context: Context) -> list[Meant]:
    given: list[Share] = []
    for text in entity.all("percentage"):
        try:
            given.append(percentage(text))
        except RecordError:
            context.warn("BAD_SHARE")
    if len(given) > 1:
        context.warn("SEVERAL_VALUES")
    size = _said(entity) or spanning(given)
    found = []
    for role in roles:
        interest = words.owned(role) if role else Interest.SHAREHOLDING
        share = size if interest.family in (Family.MONEY, Family.VOTES) else None
        if share is None and role and (band := words.band(role)) and interest.family in (Family.MONEY, Family.VOTES):
            try:
                share = percentage(band)
            except RecordError:
                context.warn("BAD_SHARE")
        found.append(Meant(interest, share, role))
    return _once(found)


def _said(entity: Entity) -> Share | None:
    """The size that an export of this project keeps in words, because the model has no place for open bounds or for votes."""
    for text in entity.all("summary"):
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
    known = words.office(role)
    return known or (Interest.UNKNOWN if "secretary" in role.lower() else Interest.BOARD_MEMBER)


def _linked(role: str | None, status: Status) -> Interest:
    """A link of unknown kind gives nothing, whatever its role is called; a denial tells what is denied."""
    interest = words.named(role) if role else None
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


def _status(entity: Entity) -> tuple[Status, list[str]]:
    """The status, and the words for it that mean none."""
    said = entity.all("status")
    known = [status for text in said if (status := words.status(text))]
    others = [text for text in said if words.status(text) is None and text.lower() not in _ARROWS]
    return (known[0] if known else Status.IN_EFFECT), others
