"""FollowTheMoney: entities as JSON lines, for Aleph, yente and other tools of that model.

Owns which schema a party or a statement becomes (docs/reference/exports/ftm.md); the properties of a party are in ftm_party.py.
What the model cannot say is said in words (``status``, ``summary``) or, where that would mislead a reader, left out and counted.
"""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO, Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.exports.current import SUPERSEDED, Selection
from graph.exports.ftm_party import Properties, entity_id, given, party_entity, schema_of
from graph.generation.generation import Generation
from ontology.shares import Share
from ontology.statements import Change, Directness, Family, IdentityStatement, Interest, InterestStatement, Judgement, Source, Status
from ontology.terms import slugify

NO_HOLDER: Final = "statements about an unnamed holder"
SELF_LINK: Final = "holdings of a party in itself"
DIFFERENT: Final = "judgements that two parties differ"

_ENCODER: Final = msgspec.json.Encoder()
_DIRECTORS: Final = (Interest.BOARD_CHAIR, Interest.BOARD_MEMBER, Interest.SENIOR_MANAGING_OFFICIAL)
_CONTROL_TYPES: Final = {
    Interest.VOTING_RIGHTS: "voting",
    Interest.APPOINTMENT_OF_BOARD: "appointment",
    Interest.TRUSTEE: "trust",
    Interest.PROTECTOR: "trust",
    Interest.NOMINATOR: "nominee",
}
_ENDS: Final = {
    "Ownership": ("owner", "asset"),
    "Control": ("controller", "controlled"),
    "Directorship": ("director", "organization"),
    "UnknownLink": ("subject", "object"),
}
_ORGANIZATIONS: Final = ("Company", "PublicBody", "Organization")
_ASCII: Final = str.maketrans({"–": "-", "≥": ">=", "≤": "<="})
_STATUS: Final = {
    Status.AGREED: "Agreed; that it was completed is not stated.",
    Status.PLANNED: "Planned; not in effect.",
    Status.FORMER: "Former; no longer in effect.",
    Status.ALLEGED: "Alleged; a lead, not an established fact.",
    Status.DENIED: "Denied: the source says that this is not so.",
}


def write(generation: Generation, source: str | None, out: BinaryIO, left_out: Counter[str]) -> int:
    """Write parties, then links; returns how many entities."""
    selection = Selection(generation, source, left_out)
    owned = _owned(selection)
    count = 0
    for number in selection.parties():
        party = generation.party(number)
        out.write(_ENCODER.encode(party_entity(generation.base, party, owned=bool(owned[number]))) + b"\n")
        count += 1
    for statement in selection.interests():
        entity = _link(selection, owned, statement, left_out)
        if entity is not None:
            out.write(_ENCODER.encode(entity) + b"\n")
            count += 1
    for judgement in selection.statements():
        if isinstance(judgement, IdentityStatement) and (entity := _similar(selection, judgement, left_out)) is not None:
            out.write(_ENCODER.encode(entity) + b"\n")
            count += 1
    return count


def _owned(selection: Selection) -> npt.NDArray[np.bool_]:
    """Which parties somebody owns: only assets can be owned, and an organisation is one only as a Company."""
    owned = np.zeros(len(selection.generation), np.bool_)
    for statement in selection.interests(count=False):
        if statement.interest.family is Family.MONEY and statement.status is not Status.DENIED:
            number = selection.number(statement.subject or "")
            if number is not None:
                owned[number] = True
    return owned


def _link(
    selection: Selection, owned: npt.NDArray[np.bool_], statement: InterestStatement, left_out: Counter[str]
) -> dict[str, object] | None:
    base, numbers = selection.generation.base, [selection.number(iri) for iri in (statement.holder, statement.subject) if iri is not None]
    if len(numbers) < 2:
        left_out[NO_HOLDER] += 1
        return None
    if numbers[0] == numbers[1]:
        left_out[SELF_LINK] += 1
        return None
    briefs = [selection.generation.party_summary(number) for number in numbers if number is not None]
    target = schema_of(briefs[1].kind, owned=bool(owned[numbers[1]]))
    schema = _schema(statement, target)
    start, end = _ENDS[schema]
    source = selection.generation.sources[statement.source]
    properties = {start: [entity_id(base, briefs[0].id)], end: [entity_id(base, briefs[1].id)], **_said(statement, schema, source)}
    return {
        "id": entity_id(base, statement.id),
        "caption": properties.get("percentage", properties["role"])[0],
        "schema": schema,
        "datasets": [slugify(base.compact(statement.source).removeprefix("src:"))],
        "properties": properties,
    }


def _schema(statement: InterestStatement, target: str) -> str:
    """Schema of the link.  ``target``: schema of the party that is held."""
    if statement.status is Status.DENIED:
        # A tool that does not read the status would take any other schema for a holding.
        return "UnknownLink"
    if statement.interest.family is Family.MONEY:
        return "Ownership" if target == "Company" else "UnknownLink"
    if statement.interest.family in (Family.CONTROL, Family.VOTES):
        return "Control"
    if statement.interest in _DIRECTORS and target in _ORGANIZATIONS:
        return "Directorship"
    return "UnknownLink"


def _said(statement: InterestStatement, schema: str, source: Source) -> Properties:
    """Everything about the link but its ends."""
    over = statement.change is Change.CLOSED and statement.valid_until is None
    status = Status.FORMER if over else statement.status
    share = statement.share
    size = percentage(share) if share else None
    words = statement.details or statement.interest.words
    role = words if status in (Status.IN_EFFECT, Status.FORMER) else f"{words} ({status.value})"
    summary = [_STATUS.get(status), f"Size: {size}, as an interval {share.interval()}." if share and not share.exact else None]
    if schema != "Ownership" and share and share.exact:
        summary.append(f"Size: {size}.")
    if statement.components:
        summary.append("Restates a chain whose links are stated too; not one more holding.")
    kind = None
    if schema == "Control":
        kind = _CONTROL_TYPES.get(statement.interest)
    url = next((e.url for e in statement.evidence if e.url), source.url)
    return given(
        role=role,
        status=None if status is Status.IN_EFFECT else status.value,
        percentage=size if schema == "Ownership" else None,
        ownershipType=_ownership_types(statement) if schema == "Ownership" else None,
        controlType=kind,
        startDate=statement.valid_from,
        endDate=statement.valid_until,
        modifiedAt=statement.stated_at,
        summary=" ".join(filter(None, summary)),
        description=statement.quote or statement.note,
        recordId=statement.record,
        publisher=source.publisher or source.title,
        sourceUrl=url if url and url.startswith("http") else None,
    )


def percentage(share: Share) -> str:
    """The size as readers of the model expect it: ``51``, ``25-50``, ``>50``.

    >>> percentage(Share.parse("51")), percentage(Share.parse("(25..50]")), percentage(Share.parse(">50"))
    ('51', '25-50', '>50')
    """
    return share.label().removesuffix(" %").translate(_ASCII)


def _ownership_types(statement: InterestStatement) -> tuple[str, ...]:
    direct = () if statement.direct is Directness.UNKNOWN else (statement.direct.value,)
    return (*(("beneficial",) if statement.beneficial else ()), *direct)


def _similar(selection: Selection, judgement: IdentityStatement, left_out: Counter[str]) -> dict[str, object] | None:
    base, ends = selection.generation.base, [selection.generation.canonical_iri(iri) for iri in (judgement.left, judgement.right)]
    if judgement.judgement is Judgement.DIFFERENT:
        left_out[DIFFERENT] += 1
    if judgement.judgement is not Judgement.UNSURE or ends[0] == ends[1] or any(selection.number(iri) is None for iri in ends):
        return None
    return {
        "id": entity_id(base, judgement.id),
        "caption": judgement.reason or "similar",
        "schema": "Similar",
        "datasets": [slugify(base.compact(judgement.source).removeprefix("src:"))],
        "properties": given(candidate=entity_id(base, ends[0]), match=entity_id(base, ends[1]), criteria=judgement.reason),
    }


__all__ = ["DIFFERENT", "NO_HOLDER", "SELF_LINK", "SUPERSEDED", "percentage", "write"]
