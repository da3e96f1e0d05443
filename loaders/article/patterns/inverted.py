"""Patterns that tell of the company first and name its holder last: ``The owner of 51 % of A is B``, ``To B belongs A``.

Owns this order of words.  A holder that is named first is in ``ownership.py`` and ``investors.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import APP, CAPITAL, HB, HL, HPARTS, IS, MAJOR, NP, PCT, POSS, SL, WHEN, H, Pattern, S
from loaders.article.sentences.masking import IT, ORG, PARTY, PERCENT, PERSON

CLAUSE: Final = r"(?:^|[,;:] |\b(?:and|but|that|while|where) )"
"""Where a clause begins."""
INVERTED: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "shareholders-are",
        "owns",
        rf"(?:(?P<q>[Ss]ole|[Oo]nly|[Mm]ajority|[Cc]ontrolling|[Mm]inority) |(?P<p4>{PERCENT})[ -])?"
        rf"(?:[Ss]hareholders?|[Ss]tockholders?|[Oo]wners?(?: of record)?"
        rf"|[Cc]o-owners|[Pp]roprietors?|[Cc]ontrollers?|[Pp]romoters?|UBOs?|[Pp]ersons? with significant control"
        rf"|(?:(?<=argest )|(?<=iggest )|(?<=ncipal )|(?<=lling )|(?<=main )|(?<=lead ))investors?"
        rf"|(?:(?<=inal )|(?<=timate )|(?<=eal )|(?<=true "
        rf"))beneficiar(?:y|ies)"
        rf"|[Ff]ounders(?=[^.;]{{1,60}} \([^()]{{0,10}}\ue004))"
        rf" (?:of|in) (?:{PCT} (?:of|in|stake in) )?{NP}{S}(?:,? according to [^,.;{ORG}{PERSON}]{{1,40}},)?{WHEN}{IS} (?![a-z]+:){NP}{HB}"
        rf"(?!{POSS}){HL}{HPARTS}(?:,? (?:with|at|on|holding) (?:an? )?(?P<p5>{PERCENT}))?",
        r"holder|nvestor|wner|roprietor|ontroller|romoter|UBO|significant control|beneficiar|ounders",
    ),
    Pattern.compile(
        "parent-of-is",
        "has-subsidiary",
        rf"(?:[Pp]arent|[Hh]olding company|controlling party)(?: company| undertaking| entity| firm)? of {NP}{S}{IS} {NP}{H}(?!{POSS})",
        "arent|olding company|controlling party",
    ),
    Pattern.compile(
        "to-holder-belongs",
        "has-member",
        rf"{CLAUSE}[Tt]o {NP}{H}{HL}(?: also| still| now| today)? (?:belongs?|belonged)\b(?:(?!\b(?:for|to|by|that|credit"
        rf"|right)\b)[^.;,{ORG}{PERSON}{IT}]){{0,60}} {S}{SL}",
        "belong",
        ends_in_past=True,
    ),
    Pattern.compile(
        "registered-in-name",
        "owns",
        rf"(?:{CLAUSE}{NP}|(?:(?:{PCT}|(?P<q>[Aa]ll) (?:of )?(?:the )?)?(?: of)?(?: the)? )?{CAPITAL} (?:of|in) {NP}){S}{APP}"
        rf"(?P<cop> (?:is|are|was|were|appears?|appeared|stands?|stood)(?: now| still)?)(?: (?:[a-z]+ly )?(?:registered|recorded|entered"
        rf"|listed|held|inscribed|put))?(?: (?:in|on|at) [^.;,{ORG}{PERSON}{IT}]{{3,40}}?)? (?:(?:in|under|at) the names? of"
        rf"|(?<=registered )to) {NP}{H}{HL}",
        "name|registered to",
    ),
    Pattern.compile(
        "holder-changed",
        "owns",
        rf"(?:{MAJOR}|[Cc]ontrol|[Oo]wnership|[a-z]+ controller) (?:of|over|in) {NP}{S}(?P<aux> (?:was|has been|is|had been|has|had|will"
        rf"|will be|is to))?"
        rf"(?: (?:changed|changes|change|passed|passes|pass|transferred|shifted|moved|went)) from {NP}(?P<seller>{PARTY}) to {NP}{H}",
        "from",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "ownership-passes",
        "owns",
        rf"(?:[Oo]wnership|[Cc]ontrol|[Tt]itle|(?:[Ss]hares|[Ss]tock|[Cc]apital)) (?:of|in|over|to) {NP}{S}(?P<aux> (?:was|were|has been"
        rf"|have been"
        rf"|has|have|had|had been|will|will be|would|is to|are to))? (?:then |later |since )?(?:pass(?:ed|es)?|transferred|went|handed(?: "
        rf"over)?"
        rf"|vested|reverted|issued|allotted|assigned){WHEN} (?:to|in|into the hands of) {NP}{H}{HL}",
        "pass|transferred|went|handed|vested|reverted|issued|allotted|assigned",
        event=True,
    ),
    Pattern.compile("ownership-by", "owns", rf"[Oo]wnership by {NP}{H} of (?:{PCT} (?:of|stake in) )?{NP}{S}", "wnership by"),
    Pattern.compile(
        "ownership-of-by",
        "owns",
        rf"(?:[Oo]wnership|[Cc]ontrol) of (?:{PCT} (?:of|stake in) )?{NP}{S}"
        rf"(?: by(?! [a-z]+ing )| (?:now |still )?(?:lies|rests|remains) with) {NP}{H}",
        "wnership of|ontrol of",
    ),
)
"""After the words of shareholders in their usual order."""
