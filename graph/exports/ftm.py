"""FollowTheMoney: entities as JSON lines, for Aleph, yente and other tools of that model.

Owns which schema a statement becomes (docs/reference/exports/ftm.md); parties are in ftm_party.py.
What the model cannot say is said in words (``status``, ``summary``) or, where that would mislead a reader, left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.exports.current import CurrentStatements, find_status
from graph.exports.ftm_party import Properties, choose_schema, drop_missing, make_entity_id, make_party_entity
from graph.exports.request import ExportRequest
from graph.exports.sure_shares import SureShares
from ontology.dates import ends_before_start
from ontology.shares import WHOLE, Share, format_percent
from ontology.statements import Directness, Family, IdentityStatement, Interest, InterestStatement, Judgement, Source, Status
from ontology.terms import Base, slugify

NO_HOLDER: Final = "statements about an unnamed holder"
SELF_LINK: Final = "holdings of a party in itself that are no shares"
NEVER_SURE: Final = "what newer versions say otherwise of a time that is over, without a size"
CHANGED: Final = "starts of what newer versions say, from the day on which they say it on"
UNSURE_SIZES: Final = "sizes beside claims that are not written, from the least that the ledger gives"
UNSURE_VOTES: Final = "votes of shares beside votes that are not written, of no size"
DIFFERENT: Final = "judgements that two parties differ"

_NO_VOTES: Final = "Votes in this company are stated that are not written here; how many these shares give is not told."
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
_STATUS_SENTENCES: Final = {
    Status.AGREED: "Agreed; that it was completed is not stated.",
    Status.PLANNED: "Planned; not in effect.",
    Status.FORMER: "Former; no longer in effect.",
    Status.ALLEGED: "Alleged; a lead, not an established fact.",
    Status.DENIED: "Denied: the source says that this is not so.",
}


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write parties, then links, then similar parties; return how many entities."""
    current = CurrentStatements(request)
    is_owned = _mark_owned(current)
    count = 0
    for number in current.party_numbers():
        party = request.generation.party(number)
        out.write(_ENCODER.encode(make_party_entity(request.generation.base, party, is_owned=bool(is_owned[number]))) + b"\n")
        count += 1
    sure_shares = SureShares(request.generation.interests, current.find_number, loses_denials=True)
    for statement in current.left_out():
        sure_shares.add(statement, is_sure=True)
    for statement in current.interests():
        for written in _list_sure(current, statement, sure_shares, request):
            entity = _make_link(current, is_owned, written, request)
            if entity is not None:
                out.write(_ENCODER.encode(entity) + b"\n")
                count += 1
    for judgement in current.accepted():
        if isinstance(judgement, IdentityStatement):
            entity = _make_similar(current, judgement, request)
            if entity is not None:
                out.write(_ENCODER.encode(entity) + b"\n")
                count += 1
    return count


def _mark_owned(current: CurrentStatements) -> npt.NDArray[np.bool_]:
    """Say of each party whether somebody owns it: only assets can be owned, and an organisation is one only as a Company."""
    is_owned = np.zeros(len(current.generation), np.bool_)
    for statement in current.interests(count=False):
        if statement.interest.family is Family.MONEY and statement.status is not Status.DENIED:
            number = current.find_number(statement.subject or "")
            if number is not None:
                is_owned[number] = True
    return is_owned


def _list_sure(
    current: CurrentStatements, statement: InterestStatement, sure_shares: SureShares, request: ExportRequest
) -> Iterator[InterestStatement]:
    """Yield a statement as it can be written without what is left out: no surer than the ledger; then votes of its shares, if not told."""
    if statement.holder is None:
        # It is not written.
        yield statement
        return
    start, share = current.find_sure_start(statement), statement.share
    notes = [statement.note] if statement.note else []
    if start != statement.valid_from:
        request.roundings[CHANGED] += 1
        since = f"since {statement.valid_from}" if statement.valid_from else "before"
        notes.append(f"Until {statement.stated_at} the source said otherwise; whether it was so {since} is not told.")
        if not ends_before_start(start, statement.valid_until):
            statement = msgspec.structs.replace(statement, valid_from=start)
        elif statement.interest.family in (Family.MONEY, Family.VOTES):
            # It had ended by then, so that no day is sure.
            share = Share(min=0, max=share.max if share else WHOLE, max_open=share.max_open if share else False)
            statement = msgspec.structs.replace(statement, share=share)
        else:
            request.omissions[NEVER_SURE] += 1
            return
    lowered = sure_shares.lower(statement)
    if lowered is not statement and share is not None:
        request.roundings[UNSURE_SIZES] += 1
        notes.append(f"The source says {format_percentage(share)} %; beside what is not written here, so much is not sure.")
    yield msgspec.structs.replace(lowered, note=" ".join(notes) or None)
    if sure_shares.are_no_votes(statement):
        request.roundings[UNSURE_VOTES] += 1
        votes = {"interest": Interest.VOTING_RIGHTS, "share": None, "details": None, "record": None, "note": _NO_VOTES}
        yield msgspec.structs.replace(statement, id=f"{statement.id}-votes", **votes)


def _make_link(
    current: CurrentStatements, is_owned: npt.NDArray[np.bool_], statement: InterestStatement, request: ExportRequest
) -> dict[str, object] | None:
    """Make the entity of an interest; None, counted, where the model cannot hold it."""
    base = current.generation.base
    numbers = [current.find_number(iri) for iri in (statement.holder, statement.subject) if iri is not None]
    if len(numbers) < 2:
        request.omissions[NO_HOLDER] += 1
        return None
    if numbers[0] == numbers[1] and (statement.interest is not Interest.SHAREHOLDING or statement.status is Status.DENIED):
        request.omissions[SELF_LINK] += 1
        return None
    holder, subject = (current.generation.party_summary(number) for number in numbers if number is not None)
    schema = _choose_link_schema(statement, choose_schema(subject.kind, is_owned=bool(is_owned[numbers[1]])))
    start, end = _ENDS[schema]
    source = current.generation.sources[statement.source]
    properties = {
        start: [make_entity_id(base, holder.id)],
        end: [make_entity_id(base, subject.id)],
        **_describe_link(statement, schema, source),
    }
    return {
        "id": make_entity_id(base, statement.id),
        "caption": properties.get("percentage", properties["role"])[0],
        "schema": schema,
        "datasets": _list_datasets(base, source),
        "properties": properties,
    }


def _choose_link_schema(statement: InterestStatement, subject_schema: str) -> str:
    if statement.status is Status.DENIED:
        # A tool that does not read the status would take any other schema for a holding.
        return "UnknownLink"
    if statement.interest.family is Family.MONEY:
        return "Ownership" if subject_schema == "Company" else "UnknownLink"
    if statement.interest.family in (Family.CONTROL, Family.VOTES):
        return "Control"
    if statement.interest in _DIRECTORS and subject_schema in _ORGANIZATIONS:
        return "Directorship"
    return "UnknownLink"


def _describe_link(statement: InterestStatement, schema: str, source: Source) -> Properties:
    """Return everything about the link but its ends."""
    status = find_status(statement)
    share = statement.share
    size = format_percentage(share) if share else None
    words = statement.details or statement.interest.words
    if schema == "UnknownLink" and statement.details and statement.interest.family not in (Family.MONEY, Family.VOTES):
        # Of this schema a reader knows the kind of interest by its role alone.
        words = statement.interest.words
    role = words if status in (Status.IN_EFFECT, Status.FORMER) else f"{words} ({status.value})"
    summary = [_STATUS_SENTENCES.get(status), f"Size: exactly {share.fraction} of the whole." if share and share.fraction else None]
    summary.append(f"Size: {size}, as an interval {share.interval()}." if share and not share.exact else None)
    if schema != "Ownership" and share and share.exact and not share.fraction:
        summary.append(f"Size: {size}.")
    if words != (statement.details or words):
        summary.append(f"In the words of the source: {statement.details}.")
    if statement.components:
        summary.append("Restates a chain whose links are stated too; not one more holding.")
    url = next((e.url for e in statement.evidence if e.url), source.url)
    return drop_missing(
        role=role,
        status=None if status is Status.IN_EFFECT else status.value,
        percentage=size if schema == "Ownership" else None,
        ownershipType=_list_ownership_types(statement) if schema == "Ownership" else None,
        controlType=_CONTROL_TYPES.get(statement.interest) if schema == "Control" else None,
        startDate=statement.valid_from,
        endDate=statement.valid_until,
        modifiedAt=statement.stated_at,
        summary=" ".join(filter(None, summary)),
        description=statement.quote or statement.note,
        recordId=statement.record,
        publisher=source.publisher or source.title,
        sourceUrl=url if url and url.startswith("http") else None,
    )


def format_percentage(share: Share) -> str:
    """Write the size as readers of the model expect it: ``51``, ``33.333333333``, ``25-50``, ``>50``.

    >>> [format_percentage(Share.parse(text)) for text in ("51", "1/3", "(25..50]", ">50")]
    ['51', '33.333333333', '25-50', '>50']
    """
    if share.exact:
        return format_percent(share.min)
    return share.label().removesuffix(" %").translate(_ASCII)


def _list_ownership_types(statement: InterestStatement) -> tuple[str, ...]:
    direct = () if statement.direct is Directness.UNKNOWN else (statement.direct.value,)
    return (*(("beneficial",) if statement.beneficial else ()), *direct)


def _make_similar(current: CurrentStatements, judgement: IdentityStatement, request: ExportRequest) -> dict[str, object] | None:
    """Make the entity of a judgement that two parties may be the same; None for every other one."""
    base = current.generation.base
    left, right = (current.generation.canonical_iri(iri) for iri in (judgement.left, judgement.right))
    if judgement.judgement is Judgement.DIFFERENT:
        request.omissions[DIFFERENT] += 1
    if judgement.judgement is not Judgement.UNSURE or left == right or None in (current.find_number(left), current.find_number(right)):
        return None
    return {
        "id": make_entity_id(base, judgement.id),
        "caption": judgement.reason or "similar",
        "schema": "Similar",
        "datasets": _list_datasets(base, current.generation.sources[judgement.source]),
        "properties": drop_missing(candidate=make_entity_id(base, left), match=make_entity_id(base, right), criteria=judgement.reason),
    }


def _list_datasets(base: Base, source: Source) -> list[str]:
    """List the data sets of a source: of one that a file names within itself those that the file names."""
    if source.part_of is None:
        return [slugify(base.compact(source.id).removeprefix("src:"))]
    return source.id.removeprefix(f"{source.part_of}/").split("+")
