"""Writes the many ways to tell of a share in one way, before the patterns read a sentence.

``74.9% of the issued share capital of Aral`` and ``shares representing 74.9% of Aral`` become ``74.9% stake in Aral``; ``has completed the
purchase of`` becomes ``has bought``; ``is in the hands of`` behind a stake becomes ``is held by``.  So a pattern has to know one way only.
The characters that are written keep the offsets of the words that they stand for, and a quote still has the article's own words.
Owns these phrases; knows no relation.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from loaders.article.patterns.grammar import BARE_STAKE, BUY, HOLD, LISTED_AS, NP, OWN, STAKE_WORD, compile_once, may_read
from loaders.article.sentences.masking import IT, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON, MaskedSentence

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
_STAKE: Final = rf"{BARE_STAKE} (?:in|of) {NP}{PARTY}"
_ITS_STAKE: Final = rf"{_STAKE}(?: [(][^()]{{1,40}}[)])?(?:, [^,.;{ORG}{PERSON}{IT}]{{1,60}},)?"
_HAVE = r"(?<= )(?<!not )(?<!never )(?<!yet )(?P<have>(?:has|have|had) )?"
_NOW = r"(?:(?:now|still|then|today|also|currently|firmly|reportedly) )?"
_UNIT = "subsidiary|unit|arm|division|brand|business|affiliate|label|chain|plant|mill|shareholder|owner|founder|chairman|boss"
_DOES = rf"(?:(?:has|have|had) )?(?:{HOLD}|{BUY})"
_IT_IS = rf"(?:{IT}|It) (?:is|was) (?:not {NP}{PARTY},? but )?"
_A_PURCHASE = rf"(?:the|its|their|his|her|an?|\ue008) (?:(?:[a-z-]+|{MONEY}) ){{0,2}}(?:purchase|acquisition|takeover|buyout|buy-out) of"
_BUY = r"(?:buy|acquire|purchase|take over)"
_BUYING = r"(?:buying|acquiring|purchasing|taking over|taking)"
_A_BID = (
    rf"(?:(?:an?|its|the|\ue008) )?(?:(?:[a-z-]+|{MONEY}) ){{0,4}}(?:bid|offer|tender|tender offer)"
    rf"(?: (?:of|worth|at) {MONEY}(?: (?:a|per|for each) share)?(?: in (?:cash|shares|stock))?)? for"
)
_SPENT = rf"[^.;{ORG}{PERSON}{IT}]{{0,40}}(?:to {_BUY}|for|on)"


class _Phrase(NamedTuple):
    """Words that are written as ``plain``: the group ``w`` of a match, or all of it.  A party is never within them."""

    words: str
    plain: str
    """As ``re.Match.expand`` reads it."""
    cue: str = " "
    """What a text must have to be searched."""


def _list_forms(verbs: str, plain: str) -> _Phrase:
    """Make a phrase of one form of several verbs, which stands before a stake."""
    return _Phrase(rf"(?<= )(?:{verbs}) (?={_STAKE})", f"{plain} ")


_PHRASES: Final = (
    # Which share.
    _Phrase(r"(?<= )blocking (?:minority|stake|interest)\b", "stake", "blocking"),
    _Phrase(rf"{PERCENT} (?:of|in) (?={NP}{ORG}['’]s? {_OF_SHARES})(?:{NP}{ORG})(?P<w>['’]s? {_OF_SHARES})(?!-)\b", "", PERCENT),
    _Phrase(
        rf"(?:{PERCENT}(?= of )|(?<! of )(?<! to ){PERCENT}(?= in ))(?P<w> (?:of|in) "
        rf"(?:{_OF_SHARES} (?:of|in) (?=(?!{OWN}){NP}[{ORG}{PERSON}])|(?={NP}[{ORG}{IT}]{_NO_MORE})))",
        " stake in ",
        PERCENT,
    ),
    _Phrase(
        rf"(?<!\w)(?P<w>(?:(?:the|its|their|his|her|an?) )?(?:(?:block|packet|package|parcel) of )?(?:{NUMBER} )?"
        r"(?:(?:new|ordinary|preferred|existing|registered|common|voting) )?(?:shares|stock|securities),? (?:that |which )?"
        r"(?:representing|represents?|equal to|equivalent to|amounting to|making up|make up|corresponding to|constituting) )"
        rf"(?:an? )?{PERCENT}(?: stake in| of| in)",
        "a ",
        PERCENT,
    ),
    _Phrase(rf"(?<= )(?:{MONEY}|{NUMBER}(?: [a-z]+)?) worth of (?=(?:shares|stock) (?:in|of) )", "", "worth"),
    _Phrase(
        rf"(?<= )(?:acquir(?:e[sd]?|ing)|b(?:uy|uys|uying|ought)|purchas(?:e[sd]?|ing)|tak(?:e|es|en|ing)|took|(?:re)?gain(?:s|ed)?"
        rf"|secur(?:e[sd]?|ing)|{HOLD}) an? (?:[a-z]+ )?(?:majority|minority)(?P<w> (?:of|in) )(?={NP}[{ORG}{IT}](?:[.,;)]|$"
        r"| (?:for|from|in|after|at|to|last|by|and|but|while|with|through|on)\b))",
        " stake in ",
        "ity ",
    ),
    # Who it is of whom several are named.
    _Phrase(
        rf"\b(?:to|by|with|(?:subsidiary|unit|arm|division|part|affiliate|hands) of) (?P<w>{PARTY}['’]s? )(?={ORG}(?!['’]| (?:{_UNIT})\b))",
        "",
        "’s ",
    ),
    _Phrase(
        rf"\b(?:to|by|with|(?:subsidiary|unit|arm|division|part|affiliate|hands) of) (?P<w>{PARTY}['’]s? )(?={ORG}(?!['’]| (?:{_UNIT})\b))",
        "",
        "'s ",
    ),
    _Phrase(
        rf"\bnot (?P<of>by|of|to|with|in) {NP}{PARTY}(?:, [^,.;{ORG}{PERSON}]{{1,60}})?,? but (?:rather |instead )?(?=(?P=of) )", "", "but"
    ),
    _Phrase(
        rf"^{_IT_IS}{NP}{PARTY}(?P<w>(?:,? (?:and )?not,? (?:as [^,.;]{{1,40}},? )?{NP}{PARTY})?,? (?:that|who|which))(?= {_DOES} )", ""
    ),
    _Phrase(rf"^(?P<w>{_IT_IS})(?={NP}{PARTY} {_DOES} )", ""),
    _Phrase(
        rf"\bfrom {NP}{PARTY} to (?P<w>{OWN} (?:present|current|new|latest|last|final|next) (?:owner|holder|proprietor|parent),? "
        rf")(?={NP}{PARTY})",
        "",
        "from",
    ),
    _Phrase(
        rf"\b(?:to|from|by) {OWN} (?:(?!own\b)[a-z-]+ ){{0,4}}(?:editor|founder|co-founder|chairman|chairwoman|chair|executive|boss"
        rf"|director"
        rf"|manager|president|owner|shareholder|parent|partner|heir|son|daughter|brother|sister|wife|husband|widow)(?P<w>,)(?="
        rf" [{ORG}{PERSON}])",
        "",
        ", ",
    ),
    # Who buys, or means to.
    _Phrase(rf"{_HAVE}(?:completed|closed|finali[sz]ed|concluded|sealed|wrapped up|clinched) {_A_PURCHASE} ", r"\g<have>bought "),
    _Phrase(
        r"(?<= )(?:is|was|emerged(?: on [a-z]+)? as|(?:has|had) emerged as|turned out to be) (?:the )?(?:[a-z]+"
        r" )?(?:buyer|purchaser|acquirer) of ",
        "bought ",
        "er of ",
    ),
    _Phrase(
        rf"{_HAVE}exercised (?:an?|the|its|their|his|her|\ue008) (?:call |purchase )?(?:options?|rights?) (?:over|on|for) (?={_STAKE})",
        r"\g<have>bought ",
        "exercised",
    ),
    _Phrase(rf"{_HAVE}agreed (?:an? )?(?:bids?|offers?|takeovers?) (?:for|of) ", "agreed to buy ", " agreed "),
    _Phrase(rf"{_HAVE}won (?:the|an?) (?:[a-z-]+ ){{0,2}}(?:auction|bidding|bidding war) (?:for|to {_BUY}) ", "agreed to buy ", " won "),
    _Phrase(
        rf"{_HAVE}(?:(?:signed|struck|inked|reached|concluded|clinched|sealed|secured|made|cut|announced|agreed) (?:an? |the )?"
        rf"(?:[a-z-]+ ){{0,3}}?(?:deal|agreement|contract|terms|pact)s?(?: worth {MONEY})?"
        rf"(?: to {_BUY}| (?:for|on|over) {_A_PURCHASE}| for(?= {_STAKE}))"
        rf"|agreed (?:on |to )?{_A_PURCHASE}) ",
        r"\g<have>agreed to buy ",
    ),
    _Phrase(
        rf"(?P<w>(?:['’]s?|(?: said| announced)(?: that)? (?:its|their|\ue008)) board (?:has |had )?approved {_A_PURCHASE} )",
        " agreed to buy ",
        "board",
    ),
    _Phrase(
        rf"{_HAVE}(?:signed|agreed|entered(?: into)?|began|begun|opened|started|held) (?:an? |a period of )?exclusiv(?:e|ity) "
        rf"(?:[a-z]+ ){{0,2}}(?:agreement|talks|negotiations|discussions|deal) (?:with a view to|aimed at|over|on|about|for|towards) "
        rf"(?:the possible |a possible )?(?:{_BUYING}|{_A_PURCHASE}) ",
        "is in talks to buy ",
        "xclusiv",
    ),
    _Phrase(
        rf"(?<= )(?P<be>is|are|was|were) {_NOW}in (?:[a-z]+ )?(?:talks|negotiations|discussions) (?:with a view to|aimed at|over|on|about"
        rf"|regarding|concerning) (?:{_BUYING}|{_A_PURCHASE}) ",
        r"\g<be> in talks to buy ",
        " in ",
    ),
    _Phrase(rf"(?<= )(?P<be>is|are|was|were) {_NOW}negotiating (?:{_A_PURCHASE}|to {_BUY}) ", r"\g<be> in talks to buy ", "negotiating"),
    _Phrase(
        rf"(?<= )(?:is|are) {_NOW}(?:interested in {_BUYING}|bidding for|(?:planning|preparing) (?:{_BUYING}|{_A_PURCHASE})"
        rf"|(?:considering|weighing|mulling|preparing|planning|contemplating) {_A_BID}) "
        rf"|(?<= )(?:aims?|seeks?|aspires?|proposes|will seek|will try|(?:is|are) (?:keen|eager)) to {_BUY} ",
        "plans to buy ",
    ),
    _Phrase(
        rf"(?<= )(?P<be>is|are|was|were) {_NOW}(?:considering|weighing|mulling|exploring|contemplating) (?:{_BUYING}|{_A_PURCHASE}) ",
        r"\g<be> considering buying ",
    ),
    _Phrase(
        rf"{_HAVE}(?:made|makes|launched|launches|tabled|submitted|lodged|filed|put in|announced|raised|increased|improved|sweetened) "
        rf"{_A_BID} ",
        r"\g<have>offered to buy ",
        " for ",
    ),
    _Phrase(
        rf"{_HAVE}(?:offered|offers|bid|bids) (?:about |up to )?{MONEY}(?: (?:a|per|for each) share)?(?: in (?:cash|shares|stock))? for "
        rf"(?={NP}[{ORG}{IT}]|{_STAKE})",
        r"\g<have>offered to buy ",
        MONEY,
    ),
    _list_forms(f"(?:paid|spent) {_SPENT}", "bought"),
    _list_forms(f"(?:pays|spends) {_SPENT}", "buys"),
    _list_forms(f"(?:pay|spend) {_SPENT}", "buy"),
    _list_forms(f"(?:paying|spending) {_SPENT}", "buying"),
    # Who sells.
    _Phrase(
        rf"(?<= )(?P<be>is|are|was|were) {_NOW}(?:negotiating|discussing|in (?:[a-z]+ )?(?:talks|negotiations) (?:on|over|about)) "
        rf"(?:the|an?) (?:sale|disposal|divestment|transfer) of (?={BARE_STAKE} |{NP}{PARTY})",
        r"\g<be> in talks to sell ",
        " of ",
    ),
    _list_forms("parted with|dumped|ditched|got rid of|gotten rid of|disposed of|offloaded|unloaded|exited", "sold"),
    _list_forms("parts with|gets rid of|disposes of|offloads|unloads|exits", "sells"),
    _list_forms("part with|get rid of|dispose of|offload|unload|exit", "sell"),
    _list_forms("parting with|getting rid of|disposing of|offloading|unloading|exiting", "selling"),
    # Who holds.
    _Phrase(
        rf"{_HAVE}(?:paid|spent) {MONEY} to (?:increase|raise|lift|boost|take|double) (?={OWN} (?:[a-z]+ )?{STAKE_WORD} (?:in|of) )",
        r"\g<have>raised ",
        MONEY,
    ),
    _Phrase(
        r"(?<= )(?:does|do|did) not (?:own|hold|control|have)"
        r"(?P<w>,? (?:and|nor) (?:(?:has|have|had|did|does|do|will|would) )?(?:never |not )?[a-z]+(?: [a-z]+)?,)(?= )",
        "",
        " not ",
    ),
    _Phrase(r"(?<= )(?:does|do|did) not,? and (?=(?:has|have|had) (?:never|not) )", "", " not"),
    _Phrase(r"(?<=ly) - (?=owned\b)|(?<=ly )- (?=owned\b)", "-", "owned"),
    _list_forms(
        rf"(?:is|are|remains?|(?:has |have )?emerged as) {_NOW}(?:the )?(?:[a-z]+ )?(?:(?:owner|holder)s? of|in possession of)|sits? on",
        "holds",
    ),
    _list_forms(rf"(?:was|were) {_NOW}(?:the )?(?:[a-z]+ )?(?:(?:owner|holder)s? of|in possession of)|sat on", "held"),
    _Phrase(rf"(?<= )(?:is|became|has become|becomes) (?:the )?(?:[a-z]+ )?(?:owner|holder) of (?={PERCENT} of \ue008)", "holds "),
    _Phrase(
        r"(?<= )(?P<claim>(?:claim|purport)(?:s|ed)? to) (?:be|have been) (?:the |an? )?(?:[a-z]+ ){0,2}(?:owner|holder|proprietor)s? of ",
        r"\g<claim> own ",
        " to ",
    ),
    _Phrase(rf"(?<= )(?:control|ownership) of (?=(?:about |almost |nearly |over )?{PERCENT} (?:of|stake))", "", "of \ue004"),
    _Phrase(
        r"(?<= )(?:retains?|retained|holds?|held|has|had) (?:sole|full|complete|outright|exclusive) ownership of ",
        "holds all of ",
        "ownership of",
    ),
    _Phrase(r"(?<= )(?:is|are|remains?) under (?:the )?(?:(?:full|sole|joint) )?ownership of ", "is owned by ", "ownership"),
    _list_forms("continues? to (?:hold|own|have|control|keep)", "still holds"),
    _list_forms("(?:hold|hang|cling) on to", "keep"),
    _list_forms("(?:holds|hangs|clings) on to", "keeps"),
    _list_forms("(?:held|hung|clung) on to", "kept"),
    _list_forms("end up with|be left with", "hold"),
    _list_forms(
        rf"(?:(?:has|have) )?ended up with|ends up with|(?:is|are|has been|have been) {_NOW}left with|(?:is|are) {_NOW}{LISTED_AS}", "holds"
    ),
    _list_forms(rf"(?:was|were) {_NOW}{LISTED_AS}", "held"),
    _Phrase(
        rf"{_ITS_STAKE}(?P<w> {_NOW}(?:belongs? to|(?:is|are|remains?|lies?) "
        rf"{_NOW}(?:in the hands of|with)|(?:lies?|rests?|sits?|remains?|stays?) with) )(?={NP}[{ORG}{PERSON}])",
        " is held by ",
    ),
    _Phrase(rf"{_ITS_STAKE}(?P<w>,? {_NOW}(?:in the hands|under (?:the )?control) of )(?={NP}[{ORG}{PERSON}])", " held by "),
    _Phrase(
        rf"{_ITS_STAKE}(?P<w> {_NOW}(?:belonged to|(?:was|were|lay) in the "
        rf"hands of|(?:lay|rested|sat) with) )(?={NP}[{ORG}{PERSON}])",
        " was held by ",
    ),
    _Phrase(
        rf"{_ITS_STAKE}(?P<w> (?:went|(?:has|have|had) gone|passed|"
        rf"(?:has|have|had) passed|(?:was|were|(?:has|have|had) been) (?:handed over|handed|passed)) to )(?={NP}[{ORG}{PERSON}])",
        " was sold to ",
    ),
    _Phrase(
        r"(?<= )(?:(?:has |have |had )?(?:fallen|fell|come|came|passed)|(?:was|were|been) (?:brought|placed)) (?:in)?(?:to|under) "
        r"(?:the )?(?:(?:full|sole|direct|indirect|effective) )?(?:control|ownership) of ",
        "was taken over by ",
        "o",
    ),
    _Phrase(
        rf"(?<= )(?:is|are|remains?) {_NOW}under (?:the )?(?:(?:full|sole|direct|indirect|effective) )?control of ",
        "is controlled by ",
        "control",
    ),
)
"""In the order in which they are written: what a later one reads an earlier one may have written."""


def write_plainly(sentence: MaskedSentence) -> MaskedSentence:
    """Write what a sentence tells of shares in the one way that patterns read; itself where there is nothing to write.

    >>> whole = "\\ue000 has completed the purchase of \\ue004 of the shares of \\ue000."
    >>> write_plainly(MaskedSentence(whole, range(len(whole)), range(1, len(whole) + 1), {})).text.translate({0xe000: "A", 0xe004: "9%"})
    'A has bought 9% stake in A.'
    """
    for phrase in _PHRASES:
        if phrase.cue in sentence.text and may_read(phrase.words, sentence.text):
            sentence = _write(sentence, phrase)
    return sentence


def _write(sentence: MaskedSentence, phrase: _Phrase) -> MaskedSentence:
    """Write one phrase plainly wherever it stands."""
    at = 0
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words = compile_once(phrase.words)
    group = "w" if "w" in words.groupindex else 0
    for match in words.finditer(sentence.text):
        start, end = match.span(group)
        plain = match.expand(phrase.plain)
        text += [sentence.text[at:start], plain]
        low, high = sentence.offsets(start, end)
        starts += [*sentence.starts[at:start], *[low] * len(plain)]
        ends += [*sentence.ends[at:start], *[high] * len(plain)]
        at = end
    if not text:
        return sentence
    text.append(sentence.text[at:])
    return MaskedSentence("".join(text), (*starts, *sentence.starts[at:]), (*ends, *sentence.ends[at:]), sentence.placeholders)
