"""Holds the claims of one article while it is read, and settles at its end what they say of each other.

Owns what a headline, a later sale or the rest of a text does to a claim read before, and which company a holding is of that names none.
Knows no words: these are in the patterns and in ``status/words_over.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from loaders.article.claims.shares import ALL, is_of_size
from loaders.article.model import ABOVE, Claim, ClaimStatus
from loaders.article.names.headlines import find_headline_end
from loaders.article.parties.coreference import Cluster
from loaders.article.patterns.all_patterns import PATTERNS
from loaders.article.status.words_over import AFTERWARDS, BACK, HAD_GOT, WHO_GOT
from ontology.shares import Share

TRANSFERS: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.moves_share)
"""Names of patterns whose share may be what changes hands."""
_DEALS: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.event)
_SELLER_LEAVES: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.seller_leaves)
"""Names of patterns whose seller has nothing left."""
_GO_BETWEENS: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.is_of_go_between)
"""Names of patterns of a party that only stands between: it is not the company whose other holders are told."""
_MOST_LATER: Final = 3
"""Later holders of one company that are looked at."""
_STANDING: Final = frozenset({ClaimStatus.AGREED, ClaimStatus.IN_EFFECT, ClaimStatus.PLANNED})


class Draft(msgspec.Struct, frozen=True):
    """A claim without id and party keys, and the parties that it is about."""

    claim: Claim
    holder: Cluster | None
    subject: Cluster

    @property
    def pair(self) -> tuple[int | None, int]:
        """The numbers of its two parties."""
        return self.holder.number if self.holder else None, self.subject.number


def tidy_drafts(drafts: Sequence[Draft], written: str) -> list[Draft]:
    """List the claims as the whole text has them; ``written`` is the text with its headlines written as sentences."""
    ended = _end_resold(_end_sold(_leave_out_headlines(drafts, written), written), written)
    held: dict[tuple[int | None, int], dict[Share, None]] = {}
    for draft in ended:
        if draft.claim.share is not None and draft.claim.extractor.pattern not in TRANSFERS:
            held.setdefault(draft.pair, {}).setdefault(draft.claim.share)
    return [_leave_out_part(draft, held.get(draft.pair, {})) for draft in ended]


def choose_base(drafts: Sequence[Draft], since: int, until: int, holder: Cluster | None, *, is_deal: bool = False) -> int | None:
    """Choose the claim, by its place in the list, about the company of which more is told behind it; None where several may be meant.

    ``since``: where in the text it may begin; ``until``: before what it names its company; ``holder``: of whom more is
    told, if named; ``is_deal``: whether that is who bought or sold it, so that a deal is meant where one was told.
    """
    near: list[int] = []
    for i in range(len(drafts) - 1, -1, -1):
        draft = drafts[i]
        if draft.claim.quotes[0].start < since:
            break
        subject = draft.claim.quote("subject")
        if draft.claim.extractor.pattern in _GO_BETWEENS:
            continue
        if draft.holder is not None and draft.claim.predicate in ABOVE and subject is not None and subject.start < until:
            near.append(i)
    standing = _STANDING if holder is None else _STANDING | {ClaimStatus.FORMER, ClaimStatus.NEGOTIATING}
    near = [i for i in near if drafts[i].claim.status in standing]
    if is_deal:
        near = [i for i in near if drafts[i].claim.extractor.pattern in _DEALS] or near
    own = [i for i in near if drafts[i].holder is holder]
    if holder is None:
        fitting = near if len({drafts[i].pair for i in near}) == 1 else []
    else:
        fitting = own or [i for i in near if drafts[i].subject is not holder]
    is_one = len({drafts[i].subject.number for i in fitting}) == 1 and all(drafts[i].subject.number >= 0 for i in fitting)
    return fitting[0] if is_one else None


def _leave_out_headlines(drafts: Sequence[Draft], written: str) -> list[Draft]:
    """List the claims without those of a headline that the text below says with more words."""

    end = find_headline_end(written)

    def is_headline(draft: Draft) -> bool:
        quote = draft.claim.quotes[0]
        return quote.end <= end or written[quote.start : quote.end] != quote.text

    told = {draft.pair for draft in drafts if draft.holder is not None and not is_headline(draft)}
    return [draft for draft in drafts if draft.pair not in told or not is_headline(draft)]


def _end_sold(drafts: Sequence[Draft], written: str) -> list[Draft]:
    """List the claims; a holding that the text says was sold later, all of it, is former, told before or, as what had been, behind."""
    ends: dict[tuple[int | None, int], Claim] = {}
    for draft in drafts:
        if draft.holder is not None and draft.claim.status is ClaimStatus.FORMER and _leaves_nothing(draft.claim):
            ends.setdefault(draft.pair, draft.claim)
    kept = []
    for draft in drafts:
        claim, end = draft.claim, ends.get(draft.pair)
        is_sold = end is not None and claim.predicate == end.predicate and (_place(claim) < _place(end) or _had_been(claim, end, written))
        if end is not None and is_sold and claim.status is ClaimStatus.IN_EFFECT:
            note = "; ".join(filter(None, (claim.note, f"the text says later: {end.quotes[0].text!r}")))
            until = end.valid_until if (end.valid_until or "") >= (claim.valid_from or "") else None
            claim = msgspec.structs.replace(claim, status=ClaimStatus.FORMER, valid_until=until, note=note)
        kept.append(msgspec.structs.replace(draft, claim=claim))
    return kept


def _had_been(claim: Claim, end: Claim, written: str) -> bool:
    """Whether a claim behind the sale ``end`` begins its sentence and tells what had been before: ``Aral had bought Buri in 2011``,
    ``Aral, which bought Buri in 2011, said``; not ``said that Aral had``."""
    (start, stop), is_dated = _place(claim), (claim.valid_from or "~") <= (end.valid_until or "~~")
    is_clause = claim.extractor.pattern in _DEALS and end.extractor.pattern in _DEALS and is_dated
    begins = written[max(0, start - 2) : start].strip() in ("", ".", '"')
    tells = HAD_GOT.search(written, start, stop) or (is_clause and WHO_GOT.search(written, start, stop))
    return begins and bool(tells) and not BACK.match(written, stop)


def _end_resold(drafts: Sequence[Draft], written: str) -> list[Draft]:
    """List the claims; who bought a company that another bought or had at a later time has it no more, unless one of the two holds the
    other."""
    related = {draft.pair for draft in drafts}
    after: dict[int, dict[int, Draft]] = {}
    kept = list(drafts)
    for i, draft in sorted(enumerate(drafts), key=lambda item: _place(item[1].claim), reverse=True):
        claim, later = draft.claim, after.setdefault(draft.subject.number, {})
        if draft.holder is not None and claim.predicate in ABOVE and claim.status is ClaimStatus.IN_EFFECT and _is_whole(claim):
            ends = (other for number, other in later.items() if _took_over(other.claim, claim, written) and number != draft.holder.number)
            end = next((other for other in ends if not {_join(draft, other), _join(other, draft)} & related), None)
            if len(later) < _MOST_LATER:
                later.setdefault(draft.holder.number, draft)
            if end is not None and claim.extractor.pattern in _DEALS:
                note = "; ".join(filter(None, (claim.note, f"the text says later: {end.claim.quotes[0].text!r}")))
                claim = msgspec.structs.replace(claim, status=ClaimStatus.FORMER, note=note)
        kept[i] = msgspec.structs.replace(draft, claim=claim)
    return kept


def _leaves_nothing(claim: Claim) -> bool:
    return _is_whole(claim) or claim.extractor.pattern in _SELLER_LEAVES


def _is_whole(claim: Claim) -> bool:
    return claim.share is None or is_of_size(claim.share, ALL)


def _join(draft: Draft, other: Draft) -> tuple[int | None, int]:
    """Return the pair that tells that the holder of one claim holds that of the other."""
    return draft.holder.number if draft.holder else None, other.holder.number if other.holder else -1


def _took_over(claim: Claim, earlier: Claim, written: str) -> bool:
    """Whether a claim behind another is told of a later time: by its date, or by its words."""
    start, end = claim.quotes[0].start, claim.quotes[0].end
    if start < earlier.quotes[0].end:
        return False
    is_dated = claim.extractor.pattern in _DEALS and earlier.valid_from is not None and (claim.valid_from or "") > earlier.valid_from
    return is_dated or AFTERWARDS.search(written[max(0, start - 25) : end + 25]) is not None


def _place(claim: Claim) -> tuple[int, int]:
    """Return where the words of a claim begin and end: of two that begin at one place the longer tells more."""
    return claim.quotes[0].start, claim.quotes[0].end


def _leave_out_part(draft: Draft, held: Iterable[Share]) -> Draft:
    """Return a claim without the share that changes hands, where the text says elsewhere what the buyer has then.

    ``held``: the shares that the text says the holder has, each once.
    """
    claim = draft.claim
    if claim.extractor.pattern not in TRANSFERS or claim.share is None:
        return draft
    whole = next((share for share in held if share != claim.share), None)
    if whole is None or claim.status in (ClaimStatus.FORMER, ClaimStatus.DENIED):
        return draft
    note = f"{claim.share.label()} changes hands; the text says elsewhere that the buyer has {whole.label()}"
    quotes = tuple(quote for quote in claim.quotes if quote.role != "share")
    kept = msgspec.structs.replace(claim, share=None, quotes=quotes, note="; ".join(filter(None, (claim.note, note))))
    return Draft(kept, draft.holder, draft.subject)
