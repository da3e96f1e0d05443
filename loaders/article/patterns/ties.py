"""Patterns of ties without ownership: supervision, administration, affiliation, succession, chairmen and chief executives.

Owns their words.  None of them states a share.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import ADV, APP, COP, POSS, H, Pattern, S
from loaders.article.sentences.masking import IT, ORG, PERSON

TIES: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "supervised",
        "supervises",
        rf"{S}{APP}{COP}[^.;,{ORG}{PERSON}{IT}]{{0,120}}?\bunder (?:the )?(?:direct |indirect |immediate |overall )?(?:supervision"
        rf"|oversight|jurisdiction|control|authority) of (?:the )?{H}",
        "under",
    ),
    Pattern.compile(
        "supervised-by",
        "supervises",
        rf"{S}{APP}{COP}[^.;{ORG}{PERSON}{IT}]{{0,120}}?\b(?:directly |jointly )?(?:supervised|overseen|regulated)"
        rf"(?: directly| jointly)? by (?:the )?{H}",
        "supervised|overseen|regulated",
    ),
    Pattern.compile(
        "supervises",
        "supervises",
        rf"{H}{APP}(?:,? (?:which|that))?{ADV} (?:supervises|oversees|regulates)(?: and (?:directly )?[a-z]+s)? (?:the )?{S}",
        "supervises|oversees|regulates",
    ),
    Pattern.compile(
        "supervised-relative",
        "supervises",
        rf"{S}{APP} under (?:the )?(?:direct |immediate )?(?:supervision|oversight) of (?:the )?{H}",
        "under",
    ),
    Pattern.compile(
        "administered-by",
        "administers",
        rf"{S}{APP}{COP}[^.;{ORG}{PERSON}{IT}]{{0,120}}?\b(?:directly |jointly )?(?:administered|administrated)"
        rf"(?: directly| jointly)? by (?:the )?{H}",
        "administ",
    ),
    Pattern.compile(
        "administers",
        "administers",
        rf"{H}{APP}(?:,? (?:which|that))?{ADV} (?:[a-z]+s and )?(?:directly )?administers (?:the )?{S}",
        "administers",
    ),
    Pattern.compile(
        "affiliated",
        "affiliated",
        rf"{S}{APP}{COP}[^.;,{ORG}{PERSON}{IT}]{{0,120}}?\b(?:affiliated|subordinate|subordinated) (?:to|with) (?:the )?"
        rf"(?P<ex>former |then |now-defunct )?{H}",
        "affiliated|subordinate",
    ),
    Pattern.compile(
        "predecessor",
        "succeeds",
        rf"{S},? ?\(?(?:which was |was |is )?(?:the |a )?(?:legal |immediate )?(?:predecessor) (?:of|to) (?:the )?{H}",
        "predecessor",
    ),
    Pattern.compile(
        "successor",
        "succeeds",
        rf"{H},? ?\(?(?:which is |is |was |the )?(?:the |a )?(?:legal |immediate )?successor (?:of|to) (?:the )?{S}",
        "successor",
    ),
    Pattern.compile("whose-successor", "succeeds", rf"{S},? whose (?:legal |immediate )?successor (?:is|was) (?:the )?{H}", "successor"),
    Pattern.compile(
        "chairs",
        "chairs",
        rf"(?P<s>[{ORG}{IT}])(?:{POSS})? (?:[bB]oard )?(?:(?:[a-z]+ )?(?:[vV]ice )?)?(?P<title>[cC]hair(?:man|woman|person)?)(?: of"
        rf" the [bB]oard)?,? (?P<h>{PERSON})",
        "chair|Chair",
    ),
    Pattern.compile(
        "chairman-of",
        "chairs",
        rf"(?P<h>{PERSON}),? (?:who )?(?:is |was |became |as )?(?:the |its )?(?:[a-z]+ )?(?P<title>[cC]hair(?:man|woman|person)?)(?: of"
        rf" the [bB]oard(?: of [dD]irectors)?)? of (?:the )?(?P<s>{ORG})",
        "chair|Chair",
    ),
    Pattern.compile(
        "leads",
        "leads",
        rf"(?P<s>[{ORG}{IT}])(?:{POSS})? (?:[a-z]+ )?(?P<title>CEO|[cC]hief [eE]xecutive(?: [oO]fficer)?|[pP]resident|[gG]eneral"
        rf" [dD]irector|[mM]anaging [dD]irector),? (?P<h>{PERSON})",
        "CEO|hief|resident|irector",
    ),
    Pattern.compile(
        "leader-of",
        "leads",
        rf"(?P<h>{PERSON}),? (?:who )?(?:is |was |became |as )?(?:the |its )?(?P<title>CEO|[cC]hief [eE]xecutive(?: [oO]fficer)?"
        rf"|[pP]resident|[gG]eneral [dD]irector|[mM]anaging [dD]irector)(?: and [a-z]+)? of (?:the )?(?P<s>{ORG})",
        "CEO|hief|resident|irector",
    ),
)
"""Bodies above a party, bodies that followed one another, and persons at the top."""
