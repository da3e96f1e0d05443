"""What a reviewer does to a claim map: accept, reject or change a claim, merge and split parties, choose whom a party means.

Pure: takes a map and returns another.  Owns how a field of a claim is written and read in a form or a table, and what a change does to the
review of a claim.  Evidence is never retyped: no function here touches a quote.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from loaders.article.claim_map.check import find_claim_errors
from loaders.article.claim_map.writer import format_share
from loaders.article.model import Alias, Claim, ClaimMap, ClaimStatus, Party
from ontology.dates import check_date
from ontology.errors import InputError, RecordError
from ontology.shares import Share
from ontology.statements import Kind, Review
from ontology.terms import slugify

DATES: Final = frozenset({"as_of", "valid_from", "valid_until", "at"})
_OF_REVIEW: Final = frozenset({"review", "by", "at", "note"})
SUBJECT, HOLDER = "subject", "holder"


def format_field(claim: Claim, name: str) -> str:
    """Format a field of a claim as a person edits it."""
    value = format_share(claim.share) if name == "share" else getattr(claim, name)
    return "" if value is None or value is False else "true" if value is True else str(value)


def change_fields(claim: Claim, written: Mapping[str, str]) -> Claim:
    """Return the claim with the fields that differ from what is ``written``; one that was accepted becomes ``edited``.

    Raises InputError BAD_FIELD, with the name of the field in its details.
    """
    changes: dict[str, object] = {}
    for name, text in written.items():
        text = text if name in ("note", "value") else text.strip()
        if text == format_field(claim, name):
            continue
        try:
            changes[name] = _parse_field(name, text)
        except (RecordError, ValueError, KeyError) as error:
            reason = error.what if isinstance(error, RecordError) else f"{text[:40]!r} cannot be {name}"
            raise InputError("BAD_FIELD", f"{name}: {reason}", "see docs/reference/article.md for what it may be", field=name) from None
    if not changes:
        return claim
    changed = replace(claim, **changes)
    if set(changes) - _OF_REVIEW and changed.review is Review.ACCEPTED:
        changed = replace(changed, review=Review.EDITED)
    return changed


def _parse_field(name: str, written: str) -> object:
    if name in ("predicate", "subject") and not written:
        raise ValueError(name)
    if name == "status":
        return ClaimStatus(written or "in-effect")
    if name == "review":
        return Review(written or "proposed")
    if name == "indirect":
        return {"": False, "false": False, "no": False, "true": True, "yes": True}[written.lower()]
    if not written:
        return None
    if name == "share":
        return Share.parse(written)
    return check_date(written) if name in DATES else written


def decide(claim: Claim, review: Review, by: str | None, at: str) -> Claim:
    """Return the claim as somebody accepted or rejected it, or opened it again.  One that was edited stays edited where it is accepted.

    Raises InputError where a claim is accepted that makes no sense as it stands.
    """
    if review is Review.PROPOSED:
        return replace(claim, review=review, by=None, at=None)
    if review is Review.ACCEPTED:
        check_claim(claim)
        review = Review.EDITED if claim.review is Review.EDITED else review
    return replace(claim, review=review, by=by or None, at=at)


def edit(claim: Claim, written: Mapping[str, str], by: str | None, at: str) -> Claim:
    """Return the claim with what was written, as edited by somebody.  Raises InputError BAD_FIELD, and where it makes no sense so."""
    changed = replace(change_fields(claim, written), review=Review.EDITED, by=by or None, at=at)
    check_claim(changed)
    return changed


def check_claim(claim: Claim) -> None:
    """Raise the first error of a claim that makes no sense as it stands."""
    for error in find_claim_errors(claim):
        raise error


def change_claim(claim_map: ClaimMap, claim_id: str, change: Callable[[Claim], Claim]) -> ClaimMap:
    """Return the map with one claim changed.  Raises InputError UNKNOWN_CLAIM, UNKNOWN_PARTY."""
    claim = next((claim for claim in claim_map.claims if claim.id == claim_id), None)
    if claim is None:
        raise InputError("UNKNOWN_CLAIM", f"the map has no claim {claim_id[:40]!r}", "open the page again; the file was changed")
    changed = change(claim)
    for key in (changed.holder, changed.subject):
        if key is not None:
            find_party(claim_map, key)
    return replace(claim_map, claims=tuple(changed if c is claim else c for c in claim_map.claims))


def find_party(claim_map: ClaimMap, key: str) -> Party:
    """Return the party with a key.  Raises InputError UNKNOWN_PARTY."""
    party = next((party for party in claim_map.parties if party.key == key), None)
    if party is None:
        raise InputError("UNKNOWN_PARTY", f"the map has no party {key[:40]!r}", "open the page again; the file was changed")
    return party


def change_party(claim_map: ClaimMap, key: str, change: Callable[[Party], Party]) -> ClaimMap:
    """Return the map with one party changed.  Raises InputError UNKNOWN_PARTY."""
    party = find_party(claim_map, key)
    return replace(claim_map, parties=tuple(change(p) if p is party else p for p in claim_map.parties))


def describe_party(party: Party, name: str, kind: str, jurisdiction: str, identifier: str) -> Party:
    """Return the party as a person describes it.  Raises InputError BAD_FIELD."""
    name, jurisdiction, identifier = name.strip(), jurisdiction.strip().upper(), identifier.strip()
    if not name:
        raise InputError("BAD_FIELD", "name: a party has one", "write the name as the text has it", field="name")
    if kind not in {member.value for member in Kind}:
        raise InputError("BAD_FIELD", f"kind: {kind[:40]!r} is none", "one of: " + ", ".join(Kind), field="kind")
    is_told = jurisdiction == (party.jurisdiction or "")
    return replace(
        party,
        name=name,
        kind=Kind(kind),
        jurisdiction=jurisdiction or None,
        jurisdiction_note=party.jurisdiction_note if is_told else None,
        id=identifier or None,
        note=party.note if party.is_named or name == party.name else None,
    )


def choose(party: Party, candidate_id: str) -> Party:
    """Return the party as the candidate with that id.  Raises InputError UNKNOWN_CANDIDATE."""
    _check_candidate(party, candidate_id)
    candidates = tuple(replace(c, rejected=False) if c.id == candidate_id else c for c in party.candidates)
    return replace(party, id=candidate_id, candidates=candidates)


def refuse(party: Party, candidate_id: str) -> Party:
    """Return the party as another than the candidate with that id.  Raises InputError UNKNOWN_CANDIDATE."""
    _check_candidate(party, candidate_id)
    candidates = tuple(replace(c, rejected=True) if c.id == candidate_id else c for c in party.candidates)
    return replace(party, id=None if party.id == candidate_id else party.id, candidates=candidates)


def _check_candidate(party: Party, candidate_id: str) -> None:
    if candidate_id not in {candidate.id for candidate in party.candidates}:
        raise InputError("UNKNOWN_CANDIDATE", f"{party.key} has no candidate {candidate_id[:60]!r}", "open the page again")


def merge_parties(claim_map: ClaimMap, gone: str, kept: str, by: str | None, at: str) -> ClaimMap:
    """Return the map with two parties as one: what is claimed of ``gone`` is claimed of ``kept``, which has its names as aliases.

    A claim between the two cannot be any more, and is rejected.  Raises InputError UNKNOWN_PARTY, MERGE_REFUSED.
    """
    one, other = find_party(claim_map, gone), find_party(claim_map, kept)
    if one is other:
        raise InputError("MERGE_REFUSED", f"{gone} cannot be merged with itself", "choose another party")
    if one.id is not None and other.id is not None and one.id != other.id:
        raise InputError("MERGE_REFUSED", f"{gone} is {one.id} and {kept} is {other.id}", "remove one of the identifiers first")
    known = {other.name, *(alias.text for alias in other.aliases)}
    names = [Alias(text=one.name, how="reviewer"), *one.aliases]
    offered = {candidate.id for candidate in other.candidates}
    merged = replace(
        other,
        id=other.id or one.id,
        aliases=(*other.aliases, *(alias for alias in names if alias.text not in known)),
        candidates=(*other.candidates, *(replace(c, automatic=False) for c in one.candidates if c.id not in offered)),
    )

    def rename(claim: Claim) -> Claim:
        ends = [kept if key == gone else key for key in (claim.holder, claim.subject)]
        renamed = replace(claim, holder=ends[0], subject=ends[1] or claim.subject)
        if ends[0] != ends[1] or renamed == claim:
            return renamed
        # A party is not above itself: the claim stays as it was found, and counts for nothing.
        note = "; ".join(filter(None, (claim.note, f"{gone} and {kept} were merged")))
        return replace(renamed, review=Review.REJECTED, by=by or None, at=at, note=note)

    parties = tuple(merged if p is other else p for p in claim_map.parties if p is not one)
    return replace(claim_map, parties=parties, claims=tuple(map(rename, claim_map.claims)))


def split_party(claim_map: ClaimMap, key: str, name: str, ends: Collection[tuple[str, str]]) -> ClaimMap:
    """Return the map with a part of what is claimed of a party claimed of a new one.

    ``ends``: of which claims which end (holder or subject) is the new party.  Raises InputError UNKNOWN_PARTY, SPLIT_REFUSED.
    """
    party, name = find_party(claim_map, key), name.strip()
    mine = {(c.id, end) for c in claim_map.claims for end in (HOLDER, SUBJECT) if getattr(c, end) == key}
    moved = mine & set(ends)
    if not moved or not name:
        raise InputError("SPLIT_REFUSED", "a new party has a name and a claim", "write its name, and tick the claims that are about it")
    new_key = make_key(name, (p.key for p in claim_map.parties))
    new = Party(key=new_key, name=name, kind=party.kind)
    kept = replace(party, aliases=tuple(alias for alias in party.aliases if alias.text != name))
    claims = []
    for claim in claim_map.claims:
        changes = {end: new_key for end in (HOLDER, SUBJECT) if (claim.id, end) in moved}
        claims.append(replace(claim, **changes) if changes else claim)
    return replace(claim_map, parties=(*(kept if p is party else p for p in claim_map.parties), new), claims=tuple(claims))


def make_key(name: str, taken: Iterable[str]) -> str:
    """Make a key of a name that no other party has."""
    stem = key = slugify(name) or "party"
    keys, number = set(taken), 1
    while key in keys:
        number += 1
        key = f"{stem}-{number}"
    return key
