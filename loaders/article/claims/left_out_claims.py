"""Makes the claim of a holding whose company the sentence leaves out, from the claim before that names it.

Owns what such a claim takes from the one before, and of which company it is where none was told.  The words are in ``left_out.py``; which
claim is meant is chosen in ``drafts.py``.
"""

from __future__ import annotations

import re

import msgspec

from loaders.article.claims.drafts import TRANSFERS, Draft
from loaders.article.claims.left_out import HOLDS_ALONE, LARGEST_HOLDER, SHARES_BELONG
from loaders.article.claims.left_out_deals import LEAVES
from loaders.article.claims.left_out_read import LeftOut
from loaders.article.claims.left_out_roles import BY_ROLE
from loaders.article.claims.relations import NOT_DONE, RelationMatch
from loaders.article.claims.shares import ABOVE_HALF, ALL, BELOW_HALF, find_predicate, is_of_size
from loaders.article.model import ClaimStatus, ExtractorInfo, Quote, quote_at
from loaders.article.parties.coreference import Cluster
from loaders.article.parties.named_parties import OF_SHARES
from loaders.article.parties.referents import ReferenceResolver, Referent
from loaders.article.sentences.masking import ORG, PERCENT, PERSON, MaskedSentence
from loaders.article.sentences.quantities import make_share
from loaders.article.text.document import Document
from ontology.shares import Share

_HAS_SHARE = re.compile(
    rf"{ORG}[^.;{ORG}{PERSON}]{{0,40}} (?:has|have|had|holds?|held|owns?|owned|keeps?|kept|retain(?:s|ed)|sold|bought) "
    rf"[^.;{ORG}]{{0,30}}{PERCENT}"
)
"""A company of which the sentence tells what it has, so that another is meant whose shares these are."""
_SIZE = re.compile(r"[Mm]ajority|[Mm]inority|[Cc]ontrolling|[Aa]ll\b|[Ss]ole\b")
_KEEPS = re.compile(r"\b(?:keeps?|retains?|be left with)\b")
_TELLS_OF_SHARES = re.compile(
    r"(?:stake|shareholding|position|holding)s?\b|\bshares\b|holders?\b|\b(?:investor|owner|co-owner|founder|co-founder|promoter)s?\b"
)
_TELLS_OF_MARKET = re.compile(r"\b(?:market|seats?|votes?|polls?|elections?|sales|output|revenues?|customers|share of)\b")
_LEADER_BEFORE = re.compile(
    r"(?:Its |The )?(?:[A-Za-z-]+ )*(?:[Cc]hairman|[Cc]hairwoman|[Cc]hief executive|[Ff]ounder|[Pp]resident|[Dd]irector"
    r"|[Bb]illionaire|[Tt]ycoon"
    r"|[Ff]inancier|[Ii]nvestor) $"
)
"""What stands before one of whom a sentence tells what he owns of the company that he leads."""
_OWNS = re.compile(r"\b(?:owns|holds|controls)\b")
_OF_BIDDER = re.compile(r"\b(?:approach|bid|interest|offer|proposal)(?:es|s)? (?:by|from|of) (?:[a-z-]+ |\ue002(?:['’]s|-[a-z]+)? ){0,4}$")
"""What stands before one of whom a sentence tells only that he bids for its company."""
_ALL_SHARES = re.compile(r"(?:[;,] |and )?[Aa]ll\b[^.;]{0,12}\bshares\b")
_SHARES_OF_COMPANY = re.compile(OF_SHARES.pattern + ORG)


def complete(
    left_out: LeftOut, sentence: MaskedSentence, holder: Referent | None, base: Draft, document: Document, extractor: ExtractorInfo
) -> Draft | None:
    """Make the claim of a holding from the one before it, ``base``, about the same company; None where it tells nothing more.

    ``holder``: who holds, None where it is the holder of ``base``.
    """
    is_same = holder is None or holder.cluster is base.holder
    share = _read_share(left_out, sentence)
    is_later = left_out.status in NOT_DONE and base.claim.status is ClaimStatus.IN_EFFECT
    is_told = (
        is_same
        and not is_later
        and base.claim.share is not None
        and not is_of_size(base.claim.share, ABOVE_HALF, BELOW_HALF)
        and base.claim.extractor.pattern not in TRANSFERS
    )
    if (left_out.pattern is LEAVES and not is_same) or (left_out.share_at is not None and (share is None or is_told)):
        return None
    told = {quote.role: quote for quote in base.claim.quotes}
    start, end = sentence.offsets(left_out.start, left_out.end)
    quotes = [
        quote_at(document, "claim", min(start, told["claim"].start), max(end, told["claim"].end)),
        told["holder"] if is_same or left_out.holder is None else _quote(document, "holder", sentence, left_out.holder),
        told["subject"],
    ]
    if left_out.share_at is not None and share is not None:
        ends = _find_end(sentence, left_out.share_at)
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


def find_topical(left_out: LeftOut, sentence: MaskedSentence, before: MaskedSentence, resolver: ReferenceResolver) -> RelationMatch | None:
    """Find the holding of the company that the sentence before names and is about; None where it is about none."""
    at = left_out.holder
    of_shares = _SHARES_OF_COMPANY.match(before.text)
    if at is None or (of_shares is None and left_out.pattern is LARGEST_HOLDER):
        return None
    holder = resolver.find_cluster(sentence.placeholder(at))
    topic = resolver.find_topic(holder)
    if left_out.pattern in (HOLDS_ALONE, SHARES_BELONG) and not _is_surely_of(topic, holder, left_out, sentence, before, resolver):
        return None
    named = (i for i, char in enumerate(before.text) if char == ORG)
    about = (i for i in named if topic and resolver.find_cluster(before.placeholder(i)) is topic.cluster)
    subject = of_shares.end() - 1 if of_shares else next(about, None)
    if subject is None or _HAS_SHARE.match(before.text, subject):
        return None
    company = resolver.find_cluster(before.placeholder(subject))
    if left_out.pattern in BY_ROLE and (
        names_another(left_out, sentence, company, resolver) or _is_of_several(before, subject, company, holder, resolver)
    ):
        return None
    shift, share = len(before), _read_share(left_out, sentence)
    share_at = (shift + left_out.share_at, shift + left_out.share_at + 1) if share and left_out.share_at is not None else None
    whole = before.join(sentence)
    # Which company it is, the text does not say.
    is_sure = left_out.pattern.predicate != "owns" or of_shares is not None
    return RelationMatch(
        pattern=left_out.pattern if is_sure else msgspec.structs.replace(left_out.pattern, tier="C"),
        predicate=find_predicate(left_out.pattern, whole, share_at),
        sentence=whole,
        start=shift + left_out.start,
        end=shift + left_out.end,
        holder=shift + at,
        subject=subject,
        share=share,
        share_at=share_at,
        status=left_out.status,
        valid_from=None,
        valid_until=None,
    )


def _is_of_several(
    before: MaskedSentence, subject: int, company: Cluster | None, holder: Cluster | None, resolver: ReferenceResolver
) -> bool:
    """Whether a sentence is about another company, too: it names one that does not only bid."""
    others = (
        i for i, char in enumerate(before.text) if char == ORG and i != subject and not _OF_BIDDER.search(before.text, max(0, i - 80), i)
    )
    return bool({resolver.find_cluster(before.placeholder(i)) for i in others} - {company, holder})


def names_another(left_out: LeftOut, sentence: MaskedSentence, company: Cluster | None, resolver: ReferenceResolver) -> bool:
    """Whether a sentence that tells who has a role names a company beside him, which may be the one that is meant."""
    behind = (i for i, char in enumerate(sentence.text) if char == ORG and not left_out.start <= i < left_out.end)
    named = {resolver.find_cluster(sentence.placeholder(i)) for i in behind}
    holder = resolver.find_cluster(sentence.placeholder(left_out.holder)) if left_out.holder is not None else None
    return bool(named - {company, holder})


def _is_surely_of(
    topic: Referent | None,
    holder: Cluster | None,
    left_out: LeftOut,
    sentence: MaskedSentence,
    before: MaskedSentence,
    resolver: ReferenceResolver,
) -> bool:
    """Whether what somebody holds can only be of the company that the sentence before is about: that names no third, and the words tell
    of shares and not of a market."""
    named = {resolver.find_cluster(before.placeholder(i)) for i, char in enumerate(before.text) if char == ORG}
    words = sentence.text[left_out.start : left_out.end]
    if topic is None or named - {topic.cluster, holder} or _TELLS_OF_MARKET.search(before.text + sentence.text):
        return False
    if left_out.pattern is SHARES_BELONG:
        return _ALL_SHARES.match(words) is not None
    is_of_leader = _LEADER_BEFORE.match(sentence.text, 0, left_out.start) and _OWNS.search(words)
    return left_out.share_at is not None and (is_of_leader or _TELLS_OF_SHARES.search(words)) is not None


def _read_share(left_out: LeftOut, sentence: MaskedSentence) -> Share | None:
    """Read the share of a holding: a percentage, or a word for more or less than half."""
    if left_out.share_at is None:
        return None
    word = _SIZE.match(sentence.text, left_out.share_at)
    if word is not None:
        return {"all": ALL, "sole": ALL, "minority": BELOW_HALF}.get(word[0].lower(), ABOVE_HALF)
    quantity = sentence.placeholder(left_out.share_at).quantity
    return make_share(quantity) if quantity else None


def _find_end(sentence: MaskedSentence, share_at: int) -> int:
    """Return where the words of a share end."""
    word = _SIZE.match(sentence.text, share_at)
    return word.end() if word else share_at + 1


def _quote(document: Document, role: str, sentence: MaskedSentence, at: int) -> Quote:
    return quote_at(document, role, *sentence.offsets(at, at + 1))
