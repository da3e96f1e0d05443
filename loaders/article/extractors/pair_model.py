"""Finds owner and owned among the parties of a masked sentence by a linear model: what the extractors `scorer` and `spacy` share.

Owns the model, which pairs it is asked about, and what a claim about a pair says.  How a pair is described is for the extractors.  A
model tells no share, and what it alone finds is weak (tier C), or too faint to be told unless another extractor claims it, too (tier D).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from itertools import islice
from typing import Final, Protocol

import msgspec

from loaders.article.claims.crossed_pairs import is_of_others
from loaders.article.claims.relations import IN_LIST, RelationMatch
from loaders.article.extractors.pair_links import find_least_score
from loaders.article.model import FAINT, ClaimStatus
from loaders.article.names.lexicon_places import CITIES
from loaders.article.parties.coreference import may_be_person
from loaders.article.patterns.grammar import STAKE_WORD, Pattern, has_words
from loaders.article.patterns.group import NO_COMPANY
from loaders.article.sentences.masking import IT, ITS, ORG, PERCENT, PERSON, PLACE, MaskedSentence
from loaders.article.status.claim_status import classify_words

_FURTHEST: Final = 40
"""Tokens between two parties above which nothing is read of them."""
_MOST_APART: Final = 16
"""How many parties further the other of a pair may be."""
_MOST_PAIRS: Final = 80
"""Pairs of a sentence that a model is asked about, the nearest first: more are of a list without end."""
_INVESTMENT = re.compile(r"\b(?:fund(?:ing|ed|s)?|financ\w+|rounds?|rais\w+|invest\w+|back(?:ed|ing|ers?)|venture)\b")
_FOUNDED = re.compile(
    r"\bfounde[dr]|\b(?:established|incubated|chaired|directed|produced|raised)(?: in \ue005| on \ue005)? by|\braised funds\b"
    r"|\bestablished by|\bheaded by|\bled by (?:its|the)\b"
    r"|(?<!and )\b(?:managed|advised|run|operated|administered|audited|built|distributed|insured|leased|licensed|made|owed|printed|"
    r"regulated|represented|sponsored|supplied|used) by\b|\bshort (?:positions?|sellers?|sold)\b|\bbets? against\b"
    r"|\blost (?:it |them )?to\b"
)
"""Words of ties that are no ownership."""
_OTHER_TIE = re.compile(
    r"\b(?:customers?|suppliers?|competitors?|rivals?|tenants?|landlords?|lenders?|creditors?|advisers?|advisors?|auditors?|lawyers?|"
    r"regulators?|loans?|lent|contracts?|lawsuit|sued|fined)\b"
)
"""Words of ties that are no ownership, where none of ownership stands beside them."""
_OWNED = re.compile(r"\b(?:acqui\w+|bought|buy\w*|purchas\w+|own\w*|stakes?|subsidiar\w+|s[eo]ld|sell\w*)\b")
_OWNS = re.compile(
    r"\b(?:acqui\w+|bought|buy\w*|purchas\w+|own\w*|stakes?|share\w*|stock\w*|hold\w*|held|control\w*|[Ss]ubsidiar\w+|units?|arms?"
    r"|division\w*|"
    r"parent\w*|invest\w*|fund\w*|financ\w+|back\w*|rais\w+|rounds?|venture|merge\w*|takeover|took|take[ns]?|taking|s[eo]ld|sell\w*|sale|"
    r"belong\w*|part|members?|brands?|affiliate\w*|capital|equity|interests?|majority|spin|spun|divest\w+|transferred|portfolio|group)\b"
    rf"|{PERCENT}|-(?:owned|controlled|backed)"
)
"""Words without one of which nothing is told of ownership."""
_COMPANY = re.compile(NO_COMPANY)
_ITS_UNIT = re.compile(rf"{ITS} (?:[a-z-]+ |{PLACE} ){{0,3}}(?:subsidiary|unit|arm|division|affiliate),? $")
_IN_COMPANY = re.compile(r"\balongside\b")
"""Words between two that do the same."""
_SIDE_BY_SIDE = re.compile(
    rf",? (?:and|&|or) (?:(?:the|an?|{PLACE}) )?(?:(?!(?:by|is|are|was|were|has|had|of|to|in|from|its|their|own\w*|"
    rf"holds?|held|bought|sold|acquired|controls?|controlled)\b)[a-z-]+ |{PLACE} ){{0,3}}|, "
)
_SHARE_OF_EACH = re.compile(rf" \({PERCENT}\)|,? (?:with|at|holding|owning) (?:an? )?{PERCENT}(?: {STAKE_WORD})?")
_DOUBTED = re.compile(
    r"\b(?:would|could|might|(?-i:may)|will|plans?|planned|planning|intends?|intended|propos(?:ed|es|al)|bids?|bidding|bidders?|offers?"
    r"|offered|"
    r"talks|negotiat\w+|consider\w*|exploring|weighing|mulling|expected|seek\w*|sought|wants?|hopes?|set to|about to|agreed|if"
    r"|unless|whether|"
    r"suppose|outbid|failed|rejected|refused|ordered|must|ending|demand\w*|urged|denie[sd]|denying|collapsed|rumou?r\w*|alleg\w*|claims"
    r"|claimed|reportedly|believed|unclear|"
    r"disput\w+|not|never|nor|neither|having"
    r"|exit(?:s|ed|ing)?|divest\w*|ceded?|ceding|sold (?:all|out|off|its entire|their entire)|offload\w*|debunk\w*|refut\w*|back|option"
    r"|unsuccessful\w*|instead|pledged|promised|conditional|subject to)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words of plans, conditions and denials: of a sentence with one of them a model alone does not tell what is in effect."""
_OF_HIM = re.compile(r"\b(?:his|her|who|himself|herself)\b")
_CLAUSE_ENDS = re.compile(r"[.;:]|, (?:which|who|where|when|before|after|while|but)\b")
_NOT_YET_OWN = re.compile(
    rf"\b(?:that|which) (?:[{IT}{ORG}]|it|they) (?:do|does|did)(?: not|n['’]t) (?:already |yet |currently )?(?:own"
    rf"|hold|have|control)\b"
)
"""Words between two that deny nothing of these: ``buy the rest of Aral that it does not already own``."""
_GROUP = re.compile(r"\b(?:subsidiar\w+|units?|arms?|divisions?|affiliates?|parents?|part of|members?|brands?|belongs?)\b")


class Model(msgspec.Struct, frozen=True):
    """Weights of features, and the data that they were made from."""

    weights: dict[str, float]
    bias: float
    threshold: float
    """The score from which a pair is taken for owner and owned."""
    made_from: str
    faint: float = 1.0
    """The score from which a pair backs up what another extractor claims."""

    def score(self, features: Sequence[str]) -> float:
        """Return how likely a described pair is owner and owned, 0 to 1."""
        total = self.bias + sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


class PairReader(Protocol):
    """A sentence as one extractor sees it."""

    def list_parties(self) -> list[int]:
        """List the positions of the tokens that are parties."""
        ...

    def find_start(self, token: int) -> int:
        """Return where a token begins in the masked sentence."""
        ...

    def describe(self, holder: int, subject: int) -> list[str]:
        """List the features of a pair of parties."""
        ...


@functools.cache
def load_model(name: str) -> Model:
    """Read weights that the project ships, by the name of their file."""
    return msgspec.json.decode(files("loaders.article.extractors").joinpath(name).read_bytes(), type=Model)


def find_pairs(sentence: MaskedSentence, model: Model, read: Callable[[MaskedSentence], PairReader]) -> Iterator[RelationMatch]:
    """Find the pairs of a sentence that score high enough, of both directions the better one."""
    if sum(map(sentence.text.count, _PARTY_CHARS)) < 2:
        return
    reader = read(sentence)
    for one, two in _choose_pairs(sentence, reader):
        scores = {(h, s): model.score(reader.describe(h, s)) for h, s in ((one, two), (two, one))}
        (holder, subject), score = max(scores.items(), key=lambda item: item[1])
        if score >= min(model.threshold, model.faint):
            starts = reader.find_start(holder), reader.find_start(subject)
            least = max(model.threshold, find_least_score(sentence.text, *starts))
            relation = _make_relation(sentence, *starts, is_faint=score < least)
            if relation is not None:
                yield relation


def _choose_pairs(sentence: MaskedSentence, reader: PairReader) -> list[tuple[int, int]]:
    """Choose the pairs of a sentence that a model is asked about, in the order of the text; of too many those that are nearest."""
    parties = reader.list_parties()
    starts = {party: reader.find_start(party) for party in parties}
    near = (
        (one, parties[i + apart])
        for apart in range(1, _MOST_APART + 1)
        for i, one in enumerate(parties[:-apart])
        if parties[i + apart] - one <= _FURTHEST
    )
    telling = ((one, two) for one, two in near if _may_tell(sentence, starts[one], starts[two] + 1))
    return sorted(islice(telling, _MOST_PAIRS))


def _may_tell(sentence: MaskedSentence, start: int, end: int) -> bool:
    """Whether the words of [start, end), with a party at each end, may tell who owns whom: what a model need not be asked to say no."""
    words = sentence.text[start:end]
    return (
        _OWNS.search(sentence.text, max(0, start - 60), end + 40) is not None
        and _COMPANY.match(sentence.text, end) is not None
        and not (_IN_COMPANY.search(words) or _SIDE_BY_SIDE.fullmatch(_SHARE_OF_EACH.sub("", words[1:-1])) or _FOUNDED.search(words))
        and not (_OTHER_TIE.search(words) and not _OWNED.search(words))
    )


def _make_relation(sentence: MaskedSentence, holder: int, subject: int, *, is_faint: bool) -> RelationMatch | None:
    start, end = min(holder, subject), max(holder, subject) + 1
    words = sentence.text[start:end]
    is_next_item = subject < holder and ORG in words[1:-1] and IN_LIST.search(sentence.text, 0, start)
    is_given = holder < subject and _ITS_UNIT.search(words[:-1]) is not None
    if is_next_item or is_of_others(sentence, holder, subject):
        return None
    status = classify_words(words, sentence.text[:start], sentence.text[end : end + 120], sentence.text)
    if status is None or (status is ClaimStatus.DENIED and _NOT_YET_OWN.search(words)):
        return None
    # That somebody does not own is told by few words, and a model knows no verb of whom they tell.
    # Nor does it read a share: where one stands between the two, there is more to tell of what they have than it knows.
    is_faint = is_faint or status is ClaimStatus.DENIED or (PERCENT in words and status is not ClaimStatus.FORMER)
    is_faint = (
        is_faint or (status is ClaimStatus.IN_EFFECT and _is_doubted(sentence, start, end)) or _is_of_person(sentence, subject, status)
    )
    predicate = (
        "invested-in" if _INVESTMENT.search(words) else "has-subsidiary" if _GROUP.search(sentence.text[start : end + 20]) else "owns"
    )
    return RelationMatch(
        pattern=_PATTERNS[predicate, is_faint],
        predicate=predicate,
        sentence=sentence,
        start=start,
        end=end,
        holder=holder,
        subject=subject,
        share=None,
        share_at=None,
        status=ClaimStatus.IN_EFFECT if is_given and status is ClaimStatus.DENIED else status,
        valid_from=None,
        valid_until=None,
    )


def _is_of_person(sentence: MaskedSentence, subject: int, status: ClaimStatus | None) -> bool:
    """Whether what would be held is called like a person, and the sentence tells of one (``hid his ownership of``) or denies it."""
    mention = sentence.placeholder(subject).mention
    is_told = status is ClaimStatus.DENIED or _OF_HIM.search(sentence.text) is not None
    return mention is not None and may_be_person(mention.kind, mention.text) and is_told


def _is_doubted(sentence: MaskedSentence, start: int, end: int) -> bool:
    """Whether the clause around a pair has words of doubt, or one of the two is called like a city."""
    low = max((match.end() for match in _CLAUSE_ENDS.finditer(sentence.text, 0, start)), default=0)
    stop = _CLAUSE_ENDS.search(sentence.text, end)
    named = (sentence.placeholder(at).mention for at in (start, end - 1))
    is_city = any(mention is not None and mention.text.lower() in CITIES for mention in named)
    return is_city or has_words(_DOUBTED, sentence.text[low : stop.start() if stop else None])


_PATTERNS: Final = {
    (predicate, is_faint): Pattern.compile("score", predicate, "(?!)", "(?!)", tier=FAINT if is_faint else "C")
    for predicate in ("owns", "has-subsidiary", "invested-in")
    for is_faint in (False, True)
}
_PARTY_CHARS: Final = (ORG, PERSON, IT, ITS)
