"""Writes the many ways to tell of a share in one way, before the patterns read a sentence.

``74.9% of the issued share capital of Aral`` and ``shares representing 74.9% of Aral`` become ``74.9% stake in Aral``; ``has completed the
purchase of`` becomes ``has bought``; ``is in the hands of`` behind a stake becomes ``is held by``.  So a pattern has to know one way only.
The characters that are written keep the offsets of the words that they stand for, and a quote still has the article's own words.
Owns these phrases; knows no relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from loaders.article.masking import IT, NUMBER, ORG, PARTY, PERCENT, PERSON, MaskedSentence
from loaders.article.patterns_grammar import BARE_STAKE, NP, OWN

_SHARES = r"(?:share capital|charter capital|authori[sz]ed capital|capital stock|common stock|capital|shares?|stock|equity|ownership)"
_OF_SHARES = (
    r"(?:the |all )?(?:(?:issued|outstanding|existing|ordinary|preferred|common|total|registered|nominal|paid-up|entire|company's) "
    rf"(?:and )?){{0,4}}{_SHARES}"
)
_NO_MORE = (
    r"(?!['’]s? (?:[a-z-]+ ){0,3}[a-z]|(?:-[a-z]+)? (?:assets|bonds|brand|budget|business|clients|customers|debt|employees|exports|loans|"
    r"market|members|output|profits?|production|readers|revenues?|sales|staff|subscribers|users|voters|workers|workforce)\b)"
)
"""What does not follow a company of which a share is told: ``30% of Aral's debt``, ``30% of Aral customers``."""
_OF_STAKE = re.compile(
    rf"(?:{PERCENT}(?= of )|(?<! of )(?<! to ){PERCENT}(?= in ))(?P<of> (?:of|in) "
    rf"(?:{_OF_SHARES} (?:of|in) (?=(?!{OWN}){NP}[{ORG}{PERSON}])|(?={NP}[{ORG}{IT}]{_NO_MORE})))"
)
_OF_ITS_SHARES = re.compile(
    rf"{PERCENT}(?P<of> (?:of|in) )(?={NP}{ORG}['’]s? {_OF_SHARES})(?P<name>{NP}{ORG})(?P<shares>['’]s? {_OF_SHARES})(?!-)\b"
)
_REPRESENTING = re.compile(
    rf"(?<!\w)(?P<shares>(?:(?:the|its|their|his|her|an?) )?(?:(?:block|packet|package|parcel) of )?(?:{NUMBER} )?"
    r"(?:(?:new|ordinary|preferred|existing|registered|common|voting) )?(?:shares|stock|securities),? (?:that |which )?"
    r"(?:representing|represents?|equal to|equivalent to|amounting to|making up|make up|corresponding to|constituting) )"
    rf"(?:an? )?{PERCENT}(?: stake in| of| in)"
)
_STAKE: Final = rf"{BARE_STAKE} (?:in|of) {NP}{PARTY}"
_DEAL_DONE = re.compile(
    r"(?<= )(?P<aux>(?:has|have|had) )?(?:completed|closed|finali[sz]ed|concluded|sealed|wrapped up|clinched) "
    r"(?:the|its|their|his|her|an?|\ue008) (?:[a-z-]+ )?(?:purchase|acquisition|takeover|buyout|buy-out) of "
)
_PAYS = re.compile(
    rf"(?<= )(?P<pay>paid|pays?|paying|spent|spends?|spending) [^.;{ORG}{PERSON}{IT}]{{0,40}}"
    rf"(?:to (?:buy|acquire|purchase|take over)|for|on) (?={_STAKE})"
)
_BUY_AS: Final = {
    "paid": "bought ", "pay": "buy ", "pays": "buys ", "paying": "buying ",
    "spent": "bought ", "spend": "buy ", "spends": "buys ", "spending": "buying ",
}  # fmt: skip
_HOLDS = re.compile(
    r"(?<= )(?:(?P<be>is|are|remains?|was|were)(?: still| now| currently| also)? (?:the )?(?:[a-z]+ )?"
    r"(?:(?:owner|holder)s? of|in possession of)|(?P<still>continues? to (?:hold|own|have|control|keep))|(?P<sit>sits?|sitting) on) "
    rf"(?={_STAKE})"
)
_STAKE_GOES = re.compile(
    rf"{_STAKE}(?: [(][^()]{{1,40}}[)])?(?:, [^,.;{ORG}{PERSON}{IT}]{{1,60}},)?(?: (?:now|still|then|today|also))?(?P<goes> (?:"
    rf"(?P<held>belongs? to|(?:is|are|remains?|lies?) (?:still |now |firmly )?in the hands of|lies? with|rests? with)|"
    rf"(?P<had>belonged to|(?:was|were|lay) in the hands of|lay with)|"
    rf"(?P<sold>(?:went|(?:has|have|had) gone|passed|(?:has|have|had) passed|(?:has|have|had) been (?:handed over|handed|passed)|"
    rf"(?:was|were) (?:handed over|handed|passed)) to)) )(?={NP}[{ORG}{PERSON}])"
)


class _Edit(NamedTuple):
    """The masked range [start, end) is written as ``text``; no party is in it."""

    start: int
    end: int
    text: str


def write_plainly(sentence: MaskedSentence) -> MaskedSentence:
    """Write what a sentence tells of shares in the one way that patterns read; itself where there is nothing to write.

    >>> whole = "\\ue000 has completed the purchase of \\ue004 of the shares of \\ue000."
    >>> write_plainly(MaskedSentence(whole, range(len(whole)), range(1, len(whole) + 1), {})).text.translate({0xe000: "A", 0xe004: "9%"})
    'A has bought 9% stake in A.'
    """
    for find in (_find_stakes, _find_shares, _find_verbs):
        sentence = _write(sentence, list(find(sentence.text)))
    return sentence


def _find_stakes(text: str) -> Iterator[_Edit]:
    """Find ``74.9% of Aral``, and of its shares."""
    if PERCENT not in text:
        return
    for match in _OF_ITS_SHARES.finditer(text):
        yield _Edit(*match.span("of"), " stake in ")
        yield _Edit(*match.span("shares"), "")
    for match in _OF_STAKE.finditer(text):
        yield _Edit(*match.span("of"), " stake in ")


def _find_shares(text: str) -> Iterator[_Edit]:
    """Find ``shares representing`` before a percentage."""
    if PERCENT in text:
        for match in _REPRESENTING.finditer(text):
            yield _Edit(*match.span("shares"), "a ")


def _find_verbs(text: str) -> Iterator[_Edit]:
    """Find roundabout verbs of buying and holding."""
    for match in _DEAL_DONE.finditer(text):
        yield _Edit(*match.span(), f"{match['aux'] or ''}bought ")
    for match in _PAYS.finditer(text):
        yield _Edit(*match.span(), _BUY_AS[match["pay"]])
    for match in _HOLDS.finditer(text):
        verb = "still holds " if match["still"] else "held " if match["be"] in {"was", "were"} else "holds "
        yield _Edit(*match.span(), verb)
    for match in _STAKE_GOES.finditer(text):
        verb = " is held by " if match["held"] else " was held by " if match["had"] else " was sold to "
        yield _Edit(*match.span("goes"), verb)


def _write(sentence: MaskedSentence, edits: list[_Edit]) -> MaskedSentence:
    """Write edits into a sentence; of two that overlap the first is written."""
    if not edits:
        return sentence
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in [*sorted(edits), _Edit(len(sentence), len(sentence), "")]:
        if edit.start < at:
            continue
        text += [sentence.text[at : edit.start], edit.text]
        starts += sentence.starts[at : edit.start]
        ends += sentence.ends[at : edit.start]
        if edit.text:
            low, high = sentence.offsets(edit.start, edit.end)
            starts += [low] * len(edit.text)
            ends += [high] * len(edit.text)
        at = edit.end
    return MaskedSentence("".join(text), tuple(starts), tuple(ends), sentence.placeholders)
