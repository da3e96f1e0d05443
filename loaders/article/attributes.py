"""Facts about one party: figures, counts, founding, ranking, state ownership, plans.

Owns which words carry which fact, on reduced text.  A percentage here is never a share.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.model import ClaimStatus


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in reduced offsets.  ``subject`` is the placeholder it is about; ``value_at`` the figure's, else ``value`` is given."""

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


def _count(predicate: str, nouns: str, unit: str | None = None) -> _Rule:
    return _Rule(predicate, re.compile(rf"(?P<n>{NUMBER}) {nouns}\b"), unit)


def _money(predicate: str, nouns: str) -> list[_Rule]:
    return [
        _Rule(predicate, re.compile(rf"\b{nouns}(?: [a-z]+){{0,4}} (?P<n>{MONEY}){_IN}", re.IGNORECASE)),
        _Rule(predicate, re.compile(rf"(?P<n>{MONEY}) (?:of|in) (?:total |annual |net )?{nouns}\b{_IN}")),
    ]


_RULES: Final[tuple[_Rule, ...]] = (
    _count("employees", rf"(?:{_WORDS})?(?:employees|workers|staff|personnel)", "people"),
    _Rule("employees", re.compile(rf"\bemploy(?:s|ing|ed) (?P<n>{NUMBER})(?: (?:people|persons|workers))?"), "people"),
    *_money("turnover", "turnover"),
    *_money("revenue", "(?:revenues?|sales)"),
    *_money("assets", "assets"),
    *_money("profit", "(?:profits?|net income|earnings)"),
    _count(
        "overseas-organizations",
        r"(?:overseas|foreign) (?:[a-z]+ )?(?:organi[sz]ations|subsidiaries|companies|offices|representative offices)",
    ),
    _count("domestic-subsidiaries", r"(?:domestic|local) (?:[a-z]+ )?(?:subsidiaries|companies)"),
    _count("subsidiaries", r"(?:wholly[- ]owned |direct )?subsidiaries"),
    _count("listed-subsidiaries", r"(?:of (?:them|which|these) )?(?:are|were|is) (?:publicly )?listed"),
    _count("listed-subsidiaries", r"(?:publicly )?listed (?:companies|subsidiaries)"),
    _count("branch-offices", r"(?:[a-z]+ )?branch(?:es| offices)"),
    _count(
        "research-centers",
        r"(?:[Rr]esearch(?: (?:and|&) [Dd]evelopment)?|R&D|[Tt]echnical|[Ii]nnovation) (?:[Cc]ent(?:er|re)s|[Ll]aborator(?:ies|y)"
        r"|[Ii]nstitutes)",
    ),
    _count("plants", r"(?:production |assembly |manufacturing )?(?:plants|factories|mills)"),
    _count("countries-of-business", "countries"),
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
_BEFORE_SUBJECT = re.compile(r"\b(?:in|of|by|to|from|within|among|at|the|with|into|than)\s$")

_RELATIVE = re.compile(rf"(?P<s>[{ORG}{IT}]),? (?:which|that) [^.;,{ORG}{IT}]{{0,100}}$")


def find_facts(reduced: MaskedSentence, subject: int | None = None) -> list[Fact]:
    """The facts of one sentence.  ``subject`` is given where the whole text describes one party (a bracketed description)."""
    text = reduced.text
    found: list[Fact] = []
    for rule in _RULES:
        for match in rule.expression.finditer(text):
            about = subject if subject is not None else nearest(text, match.start(), match.end())
            groups = match.groupdict()
            if about is None and rule.predicate == "investment":
                about = match.start("n")
            if about is None:
                continue
            found.append(
                Fact(
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
    found += _described(reduced, subject)
    return found


def nearest(text: str, start: int, end: int) -> int | None:
    """The placeholder a fact is about: the nearest before it that is no object of a preposition, else the first after it."""
    relative = _RELATIVE.search(text, max(0, start - 120), start)
    if relative:
        return relative.start("s")
    before = [m.start() for m in _SUBJECTS.finditer(text, 0, start) if not _BEFORE_SUBJECT.search(text, max(0, m.start() - 9), m.start())]
    inside = [m.start() for m in _SUBJECTS.finditer(text, start, end) if not _BEFORE_SUBJECT.search(text, max(0, m.start() - 9), m.start())]
    after = _SUBJECTS.search(text, end)
    if before:
        return before[-1]
    if inside:
        return inside[0]
    return after.start() if after else None


def _described(reduced: MaskedSentence, subject: int | None) -> list[Fact]:
    text = reduced.text
    found = [_of(m, "founded", value_at=m.start("date")) for one in (_FOUNDED, _FOUNDED_FIRST) for m in one.finditer(text)]
    found += _rankings(text) + _state_owned(text, subject) + _sectors(text, subject)
    found += [_of(m, "state-owned", value="true") for m in _STATE_OWNED_NAME.finditer(text)]
    found += [_of(m, "programme", value_span=m.span("v")) for m in _PROGRAMME.finditer(text)]
    return found + [_of(m, "position", value_span=m.span("v")) for one in (_POSITION, _POSITION_OF_PLACE) for m in one.finditer(text)]


def _of(
    match: re.Match[str],
    predicate: str,
    *,
    value: str | None = None,
    value_at: int | None = None,
    value_span: tuple[int, int] | None = None,
) -> Fact:
    """A fact whose pattern holds its subject."""
    return Fact(
        predicate=predicate,
        pattern=predicate,
        start=match.start(),
        end=match.end(),
        subject=match.start("s"),
        value=value,
        value_at=value_at,
        value_span=value_span,
    )


def _rankings(text: str) -> list[Fact]:
    found = []
    for match in _RANKED.finditer(text):
        dated = _DATED.search(text, max(0, match.start() - 60), match.start()) or _DATED_AFTER.match(text, match.end())
        about = nearest(text, match.start(), match.start())
        if about is None:
            continue
        fact = Fact(
            predicate="ranking",
            pattern="ranked",
            start=match.start(),
            end=match.end(),
            subject=about,
            value_span=match.span("v"),
            date_at=dated.start("date") if dated else None,
            qualifier="for the first time" if match["first"] or "for the first time" in match["how"] else None,
        )
        found.append(fact)
    return found


def _state_owned(text: str, subject: int | None) -> list[Fact]:
    """One enterprise that is state-owned; ``state-owned enterprises`` in the plural describe nobody, unless the party is one of them."""
    found = []
    for match in _STATE_OWNED.finditer(text):
        noun = match["noun"] or match["noun2"]
        about = subject if subject is not None else nearest(text, match.start(), match.end())
        if about is None or (noun.endswith("s") and not match["one"]):
            continue
        old = about > match.end() and bool(_HISTORICAL.search(text, about, about + 40))
        fact = Fact(
            predicate="state-owned",
            pattern="state-owned",
            start=match.start(),
            end=match.end(),
            subject=about,
            value="true",
            qualifier="historical" if old else None,
            status=ClaimStatus.FORMER if old else ClaimStatus.IN_EFFECT,
        )
        found.append(fact)
    return found


def _sectors(text: str, subject: int | None) -> list[Fact]:
    found = []
    for match in _SECTOR.finditer(text):
        about = subject if subject is not None else nearest(text, match.start(), match.end())
        start, stop = match.span("v")
        if about is None:
            continue
        if about >= stop:
            comma = text.rfind(",", start, stop)
            stop = comma if comma > start else stop
        while stop > start and text[stop - 1] in " ,":
            stop -= 1
        if stop > start:
            fact = Fact(predicate="sector", pattern="specialised", start=match.start(), end=stop, subject=about, value_span=(start, stop))
            found.append(fact)
    return found
