"""Finds the attributes of one party in a masked sentence: amounts, counts, founding, ranking, state ownership, plans.

Owns which words carry which attribute.  A percentage here is never a share.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.model import ClaimStatus
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence


class AttributeMatch(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute as a rule read it, in positions of the masked sentence.

    ``subject`` is the placeholder that it is about.  The value is the quantity at ``value_at``, the words of ``value_span``, or ``value``.
    """

    predicate: str
    pattern: str
    start: int
    end: int
    subject: int
    value: str | None = None
    value_at: int | None = None
    value_span: tuple[int, int] | None = None
    unit: str | None = None
    qualifier: str | None = None
    date_at: int | None = None
    status: ClaimStatus = ClaimStatus.IN_EFFECT


class _Rule(msgspec.Struct, frozen=True):
    predicate: str
    expression: re.Pattern[str]
    unit: str | None = None
    qualifier: str | None = None
    status: ClaimStatus = ClaimStatus.IN_EFFECT


_WORDS = r"(?:[a-z][a-z-]* ){0,3}"
_IN = rf"(?: (?:in|for|by|at the end of|as of|during) (?P<date>{DATE}))?"
_PLAN = r"\b(?:plans?|planned|planning|aims?|intends?|expects?|will|hopes?|targets?)\b"


def _count_rule(predicate: str, nouns: str, unit: str | None = None) -> _Rule:
    return _Rule(predicate, re.compile(rf"(?P<n>{NUMBER}) {nouns}\b"), unit)


def _money_rules(predicate: str, nouns: str) -> list[_Rule]:
    return [
        _Rule(predicate, re.compile(rf"\b{nouns}(?: [a-z]+){{0,4}} (?P<n>{MONEY}){_IN}", re.IGNORECASE)),
        _Rule(predicate, re.compile(rf"(?P<n>{MONEY}) (?:of|in) (?:total |annual |net )?{nouns}\b{_IN}")),
    ]


_RULES: Final[tuple[_Rule, ...]] = (
    _count_rule("employees", rf"(?:{_WORDS})?(?:employees|workers|staff|personnel)", "people"),
    _Rule("employees", re.compile(rf"\bemploy(?:s|ing|ed) (?P<n>{NUMBER})(?: (?:people|persons|workers))?"), "people"),
    *_money_rules("turnover", "turnover"),
    *_money_rules("revenue", "(?:revenues?|sales)"),
    *_money_rules("assets", "assets"),
    *_money_rules("profit", "(?:profits?|net income|earnings)"),
    _count_rule(
        "overseas-organizations",
        r"(?:overseas|foreign) (?:[a-z]+ )?(?:organi[sz]ations|subsidiaries|companies|offices|representative offices)",
    ),
    _count_rule("domestic-subsidiaries", r"(?:domestic|local) (?:[a-z]+ )?(?:subsidiaries|companies)"),
    _count_rule("subsidiaries", r"(?:wholly[- ]owned |direct )?subsidiaries"),
    _count_rule("listed-subsidiaries", r"(?:of (?:them|which|these) )?(?:are|were|is) (?:publicly )?listed"),
    _count_rule("listed-subsidiaries", r"(?:publicly )?listed (?:companies|subsidiaries)"),
    _count_rule("branch-offices", r"(?:[a-z]+ )?branch(?:es| offices)"),
    _count_rule(
        "research-centers",
        r"(?:[Rr]esearch(?: (?:and|&) [Dd]evelopment)?|R&D|[Tt]echnical|[Ii]nnovation) (?:[Cc]ent(?:er|re)s|[Ll]aborator(?:ies|y)"
        r"|[Ii]nstitutes)",
    ),
    _count_rule("plants", r"(?:production |assembly |manufacturing )?(?:plants|factories|mills)"),
    _count_rule("countries-of-business", "countries"),
    _Rule(
        "production-plan",
        re.compile(
            rf"{_PLAN}[^.;]{{0,60}}?\b(?:production|output|capacity)\b[^.;{MONEY}{PERCENT}]{{0,60}}?"
            rf" (?:to|of) (?P<n>{NUMBER}) (?P<unit>[a-z]+)"
        ),
        qualifier="planned",
        status=ClaimStatus.PLANNED,
    ),
    _Rule(
        "localization-level",
        re.compile(rf"{_PLAN}[^.;]{{0,160}}?\blocali[sz]ation\b(?: [a-z]+){{0,4}} (?P<n>{PERCENT})"),
        "percent",
        "planned",
        ClaimStatus.PLANNED,
    ),
    _Rule("localization-level", re.compile(rf"\blocali[sz]ation(?: level| rate| share)?(?: [a-z]+){{0,3}} (?P<n>{PERCENT})"), "percent"),
    _Rule("investment", re.compile(rf"{_PLAN} to invest (?:a total of )?(?P<n>{MONEY})"), qualifier="planned", status=ClaimStatus.PLANNED),
    _Rule(
        "investment",
        re.compile(rf"\binvestments? (?:of|in|by)[^.;{MONEY}]{{0,100}}? will (?:be|reach|total|amount to) (?P<n>{MONEY})", re.IGNORECASE),
        qualifier="planned",
        status=ClaimStatus.PLANNED,
    ),
    _Rule(
        "investment",
        re.compile(
            rf"\b(?:total |overall )?investments?(?: in [^.;{MONEY}]{{0,60}}?)? (?:of|is|was|amounts? to|amounted to|reached|totals?"
            rf"|totall?ed|exceeds) (?P<n>{MONEY})",
            re.IGNORECASE,
        ),
    ),
)
_FOUNDED = re.compile(
    rf"(?P<s>[{ORG}{IT}])(?: \([^()]{{1,60}}\))?(?:,? (?:which|that))?,? (?:(?:was|were|is) )?(?:first |originally )?(?:founded"
    rf"|established|incorporated|set up|formed|created) (?:[a-z]+ ){{0,2}}?(?:in|on) (?P<date>{DATE})"
)
_FOUNDED_FIRST = re.compile(
    rf"\b(?:[Ff]ounded|[Ee]stablished|[Ii]ncorporated|[Ss]et up|[Ff]ormed|[Cc]reated) in (?P<date>{DATE}), (?:the )?(?P<s>[{ORG}{IT}])"
)
_RANKED = re.compile(
    r"(?P<first>\bfirst )?\branked?\b(?P<how>[^.;]{0,60}?) (?:within|in|among|on|of) the"
    r" (?P<v>[^.;,]{2,80}?)(?=[.;,]|$| (?:in|for|by|and|with) )"
)
_DATED = re.compile(rf"\b[Ii]n (?P<date>{DATE})[^.;]{{0,30}}$")
_DATED_AFTER = re.compile(rf" in (?P<date>{DATE})")
_STATE_OWNED = re.compile(
    r"(?P<one>\bone of (?:the |[A-Z]?[a-z]+['’]s )?[a-z -]{0,40}?)?\b[sS]tate[- ](?:[oO]wned|run|controlled)(?: (?:[a-z]+"
    r"|[A-Z][a-z]+)){0,3}? "
    r"(?P<noun>[cC]ompan(?:y|ies)|[eE]nterprises?|[cC]orporations?|[gG]roups?|[fF]irms?|[bB]anks?|holding|conglomerate|monopoly"
    r"|producer|operator|giant)\b(?! system)|"
    r"\bstate (?P<noun2>company|enterprise|corporation|bank|concern|holding)\b"
)
_STATE_OWNED_NAME = re.compile(rf"\bstate-(?:owned|run|controlled)(?: [a-z]+){{0,3}} (?P<s>{ORG})")
_SECTOR = re.compile(rf"\bspeciali[sz](?:ed|es|ing) in (?P<v>[^.;{ORG}{IT}]{{3,240}})")
_PROGRAMME = re.compile(
    rf"(?P<s>[{VENTURE}{ORG}{IT}])[^.;]{{0,80}}?\b(?:component|part|element) of the (?P<v>{ORG})(?: [a-z]+)? (?:program|programme"
    rf"|initiative|plan)\b"
)
_RANK = r"(?:(?:first|deputy|vice|acting|former|prime|foreign|finance) ){0,4}"
_POSITION = re.compile(rf"\b(?P<v>{_RANK}(?:minister|president|governor|mayor|ambassador|head) of (?:the )?{PLACE}),? (?P<s>{PERSON})")
_POSITION_OF_PLACE = re.compile(rf"(?P<v>{PLACE}['’]s {_RANK}(?:minister|president|governor|mayor|ambassador)),? (?P<s>{PERSON})")
_HISTORICAL = re.compile(r"\bhad (?:always |long )?(?:been|had)\b|\bused to be\b")
_SUBJECTS = re.compile(f"[{ORG}{IT}{ITS}{VENTURE}]")
_BEFORE_OBJECT = re.compile(r"\b(?:in|of|by|to|from|within|among|at|the|with|into|than)\s$")

_RELATIVE = re.compile(rf"(?P<s>[{ORG}{IT}]),? (?:which|that) [^.;,{ORG}{IT}]{{0,100}}$")


def find_attributes(sentence: MaskedSentence, subject: int | None = None) -> list[AttributeMatch]:
    """Find the attributes in one sentence.  ``subject`` is given where the whole text describes one party (a bracketed description)."""
    text = sentence.text
    attributes: list[AttributeMatch] = []
    for rule in _RULES:
        for match in rule.expression.finditer(text):
            about = subject if subject is not None else find_subject(text, match.start(), match.end())
            groups = match.groupdict()
            if about is None and rule.predicate == "investment":
                about = match.start("n")
            if about is None:
                continue
            attributes.append(
                AttributeMatch(
                    predicate=rule.predicate,
                    pattern=rule.predicate,
                    start=match.start(),
                    end=match.end(),
                    subject=about,
                    value_at=match.start("n"),
                    unit=groups.get("unit") or rule.unit,
                    qualifier=rule.qualifier,
                    status=rule.status,
                    date_at=match.start("date") if groups.get("date") else None,
                )
            )
    return attributes + _find_described(text, subject)


def find_subject(text: str, start: int, end: int) -> int | None:
    """Find the placeholder that the words at [start, end) are about.

    It is the last before them that is no object of a preposition, else the first among them that is none, else the first after them.
    """
    relative = _RELATIVE.search(text, max(0, start - 120), start)
    if relative:
        return relative.start("s")
    before, inside = _find_free_subjects(text, 0, start), _find_free_subjects(text, start, end)
    if before:
        return before[-1]
    if inside:
        return inside[0]
    after = _SUBJECTS.search(text, end)
    return after.start() if after else None


def _find_free_subjects(text: str, start: int, end: int) -> list[int]:
    """Find the placeholders in [start, end) that are no object of a preposition."""
    positions = [match.start() for match in _SUBJECTS.finditer(text, start, end)]
    return [at for at in positions if not _BEFORE_OBJECT.search(text, max(0, at - 9), at)]


def _find_described(text: str, subject: int | None) -> list[AttributeMatch]:
    """Find the attributes whose value is no quantity, and the founding dates."""
    attributes = [_make_match(m, "founded", value_at=m.start("date")) for rule in (_FOUNDED, _FOUNDED_FIRST) for m in rule.finditer(text)]
    attributes += _find_rankings(text) + _find_state_ownership(text, subject) + _find_sectors(text, subject)
    attributes += [_make_match(m, "state-owned", value="true") for m in _STATE_OWNED_NAME.finditer(text)]
    attributes += [_make_match(m, "programme", value_span=m.span("v")) for m in _PROGRAMME.finditer(text)]
    positions = [match for rule in (_POSITION, _POSITION_OF_PLACE) for match in rule.finditer(text)]
    return attributes + [_make_match(match, "position", value_span=match.span("v")) for match in positions]


def _make_match(
    match: re.Match[str],
    predicate: str,
    *,
    value: str | None = None,
    value_at: int | None = None,
    value_span: tuple[int, int] | None = None,
) -> AttributeMatch:
    """Make the attribute of a match whose group ``s`` is its subject."""
    return AttributeMatch(
        predicate=predicate,
        pattern=predicate,
        start=match.start(),
        end=match.end(),
        subject=match.start("s"),
        value=value,
        value_at=value_at,
        value_span=value_span,
    )


def _find_rankings(text: str) -> list[AttributeMatch]:
    rankings = []
    for match in _RANKED.finditer(text):
        dated = _DATED.search(text, max(0, match.start() - 60), match.start()) or _DATED_AFTER.match(text, match.end())
        about = find_subject(text, match.start(), match.start())
        if about is None:
            continue
        ranking = AttributeMatch(
            predicate="ranking",
            pattern="ranked",
            start=match.start(),
            end=match.end(),
            subject=about,
            value_span=match.span("v"),
            date_at=dated.start("date") if dated else None,
            qualifier="for the first time" if match["first"] or "for the first time" in match["how"] else None,
        )
        rankings.append(ranking)
    return rankings


def _find_state_ownership(text: str, subject: int | None) -> list[AttributeMatch]:
    """Find an enterprise that is state-owned; ``state-owned enterprises`` describe nobody, unless the party is ``one of`` them."""
    attributes = []
    for match in _STATE_OWNED.finditer(text):
        noun = match["noun"] or match["noun2"]
        if text[match.end() : match.end() + 2] == f" {ORG}":
            about: int | None = match.end() + 1
        else:
            about = subject if subject is not None else find_subject(text, match.start(), match.end())
        if about is None or (noun.endswith("s") and not match["one"]):
            continue
        is_former = about > match.end() and bool(_HISTORICAL.search(text, about, about + 40))
        attribute = AttributeMatch(
            predicate="state-owned",
            pattern="state-owned",
            start=match.start(),
            end=match.end(),
            subject=about,
            value="true",
            qualifier="historical" if is_former else None,
            status=ClaimStatus.FORMER if is_former else ClaimStatus.IN_EFFECT,
        )
        attributes.append(attribute)
    return attributes


def _find_sectors(text: str, subject: int | None) -> list[AttributeMatch]:
    sectors = []
    for match in _SECTOR.finditer(text):
        about = subject if subject is not None else find_subject(text, match.start(), match.end())
        start, stop = match.span("v")
        if about is None:
            continue
        if about >= stop:
            comma = text.rfind(",", start, stop)
            stop = comma if comma > start else stop
        while stop > start and text[stop - 1] in " ,":
            stop -= 1
        if stop > start:
            span = (start, stop)
            sectors.append(
                AttributeMatch(predicate="sector", pattern="specialised", start=match.start(), end=stop, subject=about, value_span=span)
            )
    return sectors
