"""Finds the company of a holding that leaves it out where no claim before names it: the one that the sentence before is about.

Owns when that is sure enough.  The words are in ``left_out.py``; a company of which a claim tells is chosen in ``drafts.py``.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.claims.left_out import HOLDERS_ARE, HOLDERS_EACH, LARGEST_HOLDER, ROLE_HOLDS, ROLE_IS, SHARE_OF_THESE, SHARES_BELONG
from loaders.article.claims.left_out_deals import OFFERS_ALONE, OTHER_INVESTORS, ROUND_JOINED, ROUND_LED, SELLS_ALONE, SELLS_TO
from loaders.article.claims.left_out_read import LeftOut, read_share_left_out
from loaders.article.claims.left_out_roles import BY_ROLE
from loaders.article.claims.relations import RelationMatch
from loaders.article.claims.shares import find_predicate
from loaders.article.parties.coreference import Cluster, may_be_person
from loaders.article.parties.named_parties import OF_SHARES
from loaders.article.parties.referents import ReferenceResolver, Referent
from loaders.article.sentences.masking import ITS, NUMBER, ORG, PERCENT, PERSON, MaskedSentence

_HAS_SHARE = re.compile(
    rf"{ORG}[^.;{ORG}{PERSON}]{{0,40}} (?:has|have|had|holds?|held|owns?|owned|keeps?|kept|retain(?:s|ed)|sold|bought) "
    rf"[^.;{ORG}]{{0,30}}{PERCENT}"
)
"""A company of which the sentence tells what it has, so that another is meant whose shares these are."""
_TELLS_OF_SHARES = re.compile(
    r"(?:stake|shareholding|position|holding)s?\b|\bshares\b|holders?\b|\b(?:capital|equity|voting|votes|investor|owner|co-owner|founder|co-founder|promoter)s?\b"
)
_TELLS_OF_OWNERS = re.compile(
    r"\b(?:for sale|chang(?:e|es|ed|ing) hands|take(?:n|s)? private|take-private|takeover|owned|owners?|ownership|shareholders?"
    r"|shareholding|stakes?"
    r"|buyer|privatised|privatized|nationalised|nationalized|IPO|listing|flotation)\b"
)
"""Words of a sentence behind which a share of a company is one that somebody holds."""
_TELLS_OF_MARKET = re.compile(r"\b(?:market|seats?|polls?|elections?|sales|output|revenues?|customers|share of)\b")
_LEADER_BEFORE = re.compile(
    r"(?:Its |The )?(?:[A-Za-z-]+ )*(?:[Cc]hairman|[Cc]hairwoman|[Cc]hief executive|[Ff]ounder|[Pp]resident|[Dd]irector"
    r"|[Bb]illionaire|[Tt]ycoon"
    r"|[Ff]inancier|[Ii]nvestor) $"
)
"""What stands before one of whom a sentence tells what he owns of the company that he leads."""
_OWNS = re.compile(r"\b(?:owns|holds|controls)\b")
_OF_UNNAMED = re.compile(
    rf"\b(?:bought|buy(?:s|ing)?|acquir(?:e|es|ed|ing)|sold|sell(?:s|ing)?|sale of|tak(?:e|es|en|ing) over|took over|takeover of"
    rf"|purchase of"
    rf"|acquisition of|invest(?:s|ed|ing)? in|merg(?:e|er|ed) with|stakes? in|shares in|holding in|interest in|venture with|bid for"
    rf"|offer for)"
    rf" (?:(?:[a-z]+ )?(?:an?|another|one|two|three|several|{NUMBER}) |(?:{ITS}|the) (?:[a-z-]+ )*(?:stake|shares|holding|interest) in"
    rf" (?:an?|the"
    rf"|its|{ITS}) (?![a-z -]*[{ORG}{PERSON}])|start-ups|companies|firms)"
)
"""Words of another company without a name, which may be the one that is meant behind them: ``bought shares in a bank``."""
_OF_BIDDER = re.compile(r"\b(?:approach|bid|interest|offer|proposal)(?:es|s)? (?:by|from|of) (?:[a-z-]+ |\ue002(?:['’]s|-[a-z]+)? ){0,4}$")
"""What stands before one of whom a sentence tells only that he bids for its company."""
_SAYS_HOLDERS: Final = frozenset(
    pattern.name
    for pattern in (ROLE_HOLDS, ROLE_IS, LARGEST_HOLDER, ROUND_LED, ROUND_JOINED, OTHER_INVESTORS, HOLDERS_ARE, HOLDERS_EACH, *BY_ROLE)
)
"""Patterns that tell themselves of shareholders or investors."""
_TELL_THEMSELVES: Final = (SHARE_OF_THESE, SELLS_ALONE, SELLS_TO)
"""Patterns that tell of shares whatever else the sentences say."""
_ALL_SHARES = re.compile(r"(?:[;,] |and )?[Aa]ll\b[^.;]{0,12}\bshares\b")
_SHARES_OF_COMPANY = re.compile(OF_SHARES.pattern + ORG)


def find_topical(left_out: LeftOut, sentence: MaskedSentence, before: MaskedSentence, resolver: ReferenceResolver) -> RelationMatch | None:
    """Find the holding of the company that the sentence before names and is about; None where it is about none."""
    at = left_out.holder
    of_shares = _SHARES_OF_COMPANY.match(before.text)
    if at is None or _OF_UNNAMED.search(before.text):
        return None
    holder = resolver.find_cluster(sentence.placeholder(at))
    topic = resolver.find_topic(holder)
    is_told = left_out.pattern.name in _SAYS_HOLDERS or (of_shares is not None and left_out.pattern is LARGEST_HOLDER)
    if not is_told and not _is_surely_of(topic, holder, left_out, sentence, before, resolver):
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
    shift, share = len(before), read_share_left_out(left_out, sentence)
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
    thirds = [c for c in named if c is not None and (topic is None or c is not topic.cluster) and c is not holder]
    words = sentence.text[left_out.start : left_out.end]
    if topic is None or not all(may_be_person(c.kind, c.name) for c in thirds) or _TELLS_OF_MARKET.search(before.text + sentence.text):
        return False
    if left_out.pattern is SHARES_BELONG:
        return _ALL_SHARES.match(words) is not None
    is_of_leader = _LEADER_BEFORE.match(sentence.text, 0, left_out.start) and _OWNS.search(words)
    is_told = left_out.pattern in _TELL_THEMSELVES or is_of_leader or _TELLS_OF_SHARES.search(words) or _TELLS_OF_OWNERS.search(before.text)
    return left_out.pattern in (OFFERS_ALONE, LARGEST_HOLDER) or (left_out.share_at is not None and bool(is_told))
