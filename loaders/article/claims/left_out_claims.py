"""Makes the claim of a holding whose company the sentence leaves out, from the claim before that names it.

Owns what such a claim takes from the one before.  The words are in ``left_out.py``; which claim is meant is chosen in ``drafts.py``, and
which company where none is told of in ``left_out_topic.py``.
"""

from __future__ import annotations

import re

import msgspec

from loaders.article.claims.drafts import TRANSFERS, Draft
from loaders.article.claims.left_out_deals import LEAVES, SELLS_TO
from loaders.article.claims.left_out_read import LeftOut, find_share_end, read_share_left_out
from loaders.article.claims.relations import NOT_DONE
from loaders.article.claims.shares import ABOVE_HALF, BELOW_HALF, find_predicate, is_of_size
from loaders.article.model import ClaimStatus, ExtractorInfo, Quote, quote_at
from loaders.article.parties.referents import Referent
from loaders.article.sentences.masking import MaskedSentence
from loaders.article.text.document import Document

_KEEPS = re.compile(r"\b(?:keeps?|retains?|be left with|holds? on to)\b")


def complete(
    left_out: LeftOut, sentence: MaskedSentence, holder: Referent | None, base: Draft, document: Document, extractor: ExtractorInfo
) -> Draft | None:
    """Make the claim of a holding from the one before it, ``base``, about the same company; None where it tells nothing more.

    ``holder``: who holds, None where it is the holder of ``base``.
    """
    is_same = holder is None or holder.cluster is base.holder
    share = read_share_left_out(left_out, sentence)
    is_later = left_out.status in NOT_DONE and base.claim.status is ClaimStatus.IN_EFFECT
    is_told = (
        is_same
        and not is_later
        and base.claim.share is not None
        and not is_of_size(base.claim.share, ABOVE_HALF, BELOW_HALF)
        and base.claim.extractor.pattern not in TRANSFERS
    )
    if (
        (left_out.pattern is LEAVES and not is_same)
        or (left_out.pattern is SELLS_TO and is_same)
        or (left_out.share_at is not None and (share is None or is_told))
    ):
        return None
    told = {quote.role: quote for quote in base.claim.quotes}
    start, end = sentence.offsets(left_out.start, left_out.end)
    quotes = [
        quote_at(document, "claim", min(start, told["claim"].start), max(end, told["claim"].end)),
        told["holder"] if is_same or left_out.holder is None else _quote(document, "holder", sentence, left_out.holder),
        told["subject"],
    ]
    if left_out.share_at is not None and share is not None:
        ends = find_share_end(sentence, left_out.share_at)
        quotes.append(quote_at(document, "share", *sentence.offsets(left_out.share_at, ends)))
        share = msgspec.structs.replace(share, text=quotes[-1].text)
    status = base.claim.status if holder is None else left_out.status
    if left_out.pattern.ends and base.claim.status in NOT_DONE:
        # Who has not sold it yet has it.
        status = ClaimStatus.IN_EFFECT
    if (
        status is ClaimStatus.PLANNED
        and base.claim.status is ClaimStatus.IN_EFFECT
        and _KEEPS.search(sentence.text, left_out.start, left_out.end)
    ):
        # What is left to somebody after a deal that was done is his.
        status = ClaimStatus.IN_EFFECT
    share_at = (left_out.share_at, left_out.share_at + 1) if left_out.share_at is not None else None
    claim = msgspec.structs.replace(
        base.claim,
        predicate=find_predicate(left_out.pattern, sentence, share_at),
        share=share,
        status=status,
        quotes=tuple(quotes),
        # What is put together of two clauses is surer in no other reading.
        tier=max(base.claim.tier, "B") if is_same or told["claim"].start >= sentence.starts[0] else "C",
        is_loose=True,
        extractor=msgspec.structs.replace(extractor, pattern=left_out.pattern.name),
        note=base.claim.note if is_same else f"subject: the text names it before: {told['subject'].text!r}",
    )
    if not is_same:
        claim = msgspec.structs.replace(claim, valid_from=None, valid_until=None, indirect=False)
    return Draft(claim, base.holder if holder is None else holder.cluster, base.subject)


def takes_place_of(draft: Draft, base: Draft) -> bool:
    """Whether a claim tells the holding of the one before it, with more."""
    claim = draft.claim
    is_vague = base.claim.share is None or is_of_size(base.claim.share, ABOVE_HALF, BELOW_HALF)
    is_same = draft.holder is base.holder and is_vague and base.claim.status is claim.status
    return is_same and claim.predicate == "owns"


def _quote(document: Document, role: str, sentence: MaskedSentence, at: int) -> Quote:
    return quote_at(document, role, *sentence.offsets(at, at + 1))
