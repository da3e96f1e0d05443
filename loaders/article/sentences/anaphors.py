"""Defines the words that stand for a party: ``it``, ``the brewery``, ``the media group``.

Owns their spelling, and when such a word only begins a longer phrase.  Which party they mean is in ``parties/referents.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names.lexicon import split

NOUNS = (
    "company|group|firm|bank|corporation|conglomerate|enterprise|business|brand|station|studio|network|label|airline|retailer|chain|"
    "manufacturer|publisher|newspaper|magazine|club|channel|website|site|service|startup|start-up|agency|organization|organisation"
    "|automaker|maker|holding|operator|lender|insurer|brewer|miner|carmaker|drugmaker|chipmaker|grocer|producer|developer|"
    "utility|refinery|"
    "shipyard|yard|supplier|platform|broadcaster|builder|contractor|steelmaker|shipbuilder|winemaker|trader|team|daily|weekly|clinic|carrier|distiller|explorer|exporter"
    "|grower|importer|processor|refiner|wholesaler"
)
THINGS: Final = frozenset(
    split(
        "academy airline airport bakery bank brewery cafe cinema clinic club college courier creamery dairy daily distillery family farm "
        "foundation "
        "foundry fund gazette harbour hospital hotel inn institute magazine mill mine museum newspaper nursery orchard plant port press "
        "casino garage glassworks ironworks marina practice pub quarry racecourse railway ranch refinery resort restaurant sawmill "
        "school shipyard "
        "smelter steelworks supermarket stadium station theatre trust university vineyard "
        "warehouse winery yard zoo"
    )
)
"""Nouns that are part of a name and stand for it alone: ``Thornby Brewery ... the brewery``."""
_OWN_PAPER: Final = (
    "(?:newspaper|magazine|website|site|daily|weekly|channel|station|publisher|broadcaster|service|agency|gazette|courier|press)"
)
"""What calls itself by ``this``: it reports and is no party."""
_NO_KIND: Final = (
    "(?:another|acquired|acquiring|advertising|advisory|audit|auditing|biggest|buying|central|combined|consultancy|consulting|controlling"
    "|design|enlarged|entire|equity|existing|family|first|foreign|former|holding|insolvent|investment|investor|joint|largest|last|law|local"
    "|management|merged|merchant|national|neighbouring|new|next|offshore|only|operating|other|owning|parent|partner|private|public"
    "|purchasing|real|research|resulting|rival|same|second|security|selling|separate|shell|sister|smaller|state|subsidiary|target|third"
    "|trading|trust|unlisted|unnamed|whole|winning)"
)
"""Words by which a noun means another than the company that is told of: ``the rival bank``, ``the law firm``."""
_OF_KIND: Final = (
    "(?:company|group|firm|bank|conglomerate|airline|retailer|chain|manufacturer|publisher|automaker|maker|operator|lender|insurer"
    "|brewer|miner|producer|developer|supplier|broadcaster|builder|contractor)"
)
ANAPHOR = re.compile(
    rf"\b(?:(?P<venture>the (?:joint )?(?:venture|project)|the joint project|the partners)|(?P<its>its|their)|(?P<he>he|she)|"
    rf"(?P<it>it|they"
    rf"|(?:the|this(?! {_OWN_PAPER}\b)) (?:(?:[a-z]+-[a-z]+(?<!est) |(?-i:[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)(?:-(?:based|listed"
    rf"|headquartered))? (?:(?!{_NO_KIND} )(?-i:[a-z]+) (?={_OF_KIND}\b))?|(?!{_NO_KIND} )(?<=the )[a-z]+ (?={_OF_KIND}\b))?(?:{NOUNS})"
    rf"|(?-i:[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?-(?:based|listed|headquartered|registered) (?:(?!{_NO_KIND} )[a-z]+ )?(?:{NOUNS}"
    rf"|{'|'.join(sorted(THINGS))}))"
    rf"|(?P<thing>{'|'.join(sorted(THINGS))}))))\b"
    r"(?![-’'](?!s\b))",
    re.IGNORECASE,
)
_AFTER_NOUN: Final = frozenset(
    [
        "after",
        "also",
        "and",
        "are",
        "as",
        "at",
        "because",
        "became",
        "before",
        "began",
        "belong",
        "bought",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "during",
        "for",
        "from",
        "had",
        "have",
        "held",
        "in",
        "into",
        "itself",
        "made",
        "may",
        "on",
        "or",
        "own",
        "ran",
        "sold",
        "than",
        "that",
        "the",
        "then",
        "they",
        "through",
        "to",
        "told",
        "took",
        "under",
        "until",
        "were",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "would",
    ]
)
_NEXT_WORD = re.compile(r"\s+([a-z]+)")


def is_phrase_start(text: str, at: int) -> bool:
    """Whether the noun before ``at`` only begins a longer phrase: ``the brand portfolio`` is no company, ``the brand Aral`` has a
    name."""
    if text[at : at + 1] == " " and text[at + 1 : at + 2].isupper():
        return True
    word = _NEXT_WORD.match(text, at)
    return word is not None and word[1] not in _AFTER_NOUN and not word[1].endswith(("s", "ed", "ly"))
