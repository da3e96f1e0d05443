"""The table of rules: every legal test that answers can be asked for, with its source, its dates and its contested points.

Owns what the rules are and how their parameters are read from text; works nothing out.  Each rule has a page in docs/method/rules.

>>> chosen = parse_rule("eu-sanctions", {"threshold": "above-50"})
>>> chosen.rule.version, chosen["threshold"], chosen["aggregate"]
(1, 'above-50', 'yes')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.rules.model import Citation, Combine, Parameter, Rule
from ontology.errors import UsageError

DEFAULT: Final = "majority-control"

_TREASURY = Parameter(
    "treasury", ("dropped", "counted"), "votes that a company holds in itself: dropped from both sides, or counted as somebody else's"
)
_UNKNOWN = Parameter(
    "unknown", ("open", "nothing"), "a holding of unknown size: anything above nothing, so that it can make a finding possible, or nothing"
)
_REST = Parameter(
    "undisclosed",
    ("others", "anyone"),
    "for possible findings, the undisclosed rest of a company: somebody else's, or perhaps the holder's own",
)
_STATE = Parameter(
    "state",
    ("several", "one"),
    "a state and its bodies: each stands for itself unless statements link them, or all of one state act as one",
)
_PARTS = Parameter(
    "grouping", ("grouped", "single"), "the parts of a holder and of all that it controls are added, or one of them must pass by itself"
)
_OFFICIALS = Parameter("officials", ("count", "ignore"), "whether a senior managing official or settlor meets the rule by that role")
_COMMON = (_UNKNOWN, _STATE)


def _aggregate(default: str, what: str) -> Parameter:
    return Parameter("aggregate", (default, "no" if default == "yes" else "yes"), what)


_ALL: Final = (
    Rule(
        "majority-control",
        1,
        "Majority control",
        "A party controls a company when it, with all that it controls, holds more than half of the votes that can be exercised, or when "
        "one of them has control without a number.",
        "50",
        True,
        "votes",
        Combine.GROUPED,
        True,
        True,
        False,
        (
            Citation("S. Ceri, G. Gottlob, L. Tanca, Logic Programming and Databases (Springer 1990): the company control problem"),
            Citation("K. A. Ross, Y. Sagiv, Monotonic aggregation in deductive databases (PODS 1992)"),
        ),
        (
            Parameter("threshold", ("above-50", "at-least-50"), "more than half of the votes, or half of them as well"),
            _PARTS,
            _TREASURY,
            _REST,
            *_COMMON,
        ),
    ),
    Rule(
        "ofac-50",
        1,
        "OFAC 50 percent rule (United States)",
        "An entity is blocked when blocked persons together own 50 % or more of it, directly or through entities that are themselves "
        "blocked. Nothing is multiplied; a stake through an entity held below 50 % counts nothing; control does not count.",
        "50",
        False,
        "capital",
        Combine.CASCADE,
        True,
        False,
        False,
        (
            Citation(
                "OFAC, Revised guidance on entities owned by persons whose property and interests in property are blocked, 13 August 2014",
                "https://ofac.treasury.gov/media/6186/download",
            ),
            Citation("OFAC FAQ 398", "https://ofac.treasury.gov/faqs/398"),
            Citation("OFAC FAQ 399", "https://ofac.treasury.gov/faqs/399"),
            Citation("OFAC FAQ 401", "https://ofac.treasury.gov/faqs/401"),
        ),
        (
            Parameter("indirect", ("cascade", "multiply"), "through blocked entities at their full stake, or multiplied along the chain"),
            Parameter("column", ("capital", "either"), "what is owned: the capital, or the capital or the votes"),
            _aggregate("yes", "whether the parts of several listed persons are added"),
            _REST,
            *_COMMON,
        ),
        "2014-08-13",
    ),
    Rule(
        "eu-sanctions",
        1,
        "Owned or controlled by listed persons (European Union)",
        "An entity is caught when listed persons together own 50 % or more of it, or when one of them controls it.",
        "50",
        False,
        "capital",
        Combine.CASCADE,
        True,
        True,
        False,
        (
            Citation(
                "Council of the European Union, EU Best Practices for the effective implementation of restrictive measures, "
                "document 11623/24 of 3 July 2024",
                "https://data.consilium.europa.eu/doc/document/ST-11623-2024-INIT/en/pdf",
            ),
            Citation("Council Regulation (EU) No 269/2014, article 2", "https://eur-lex.europa.eu/eli/reg/2014/269/oj"),
        ),
        (
            Parameter("threshold", ("at-least-50", "above-50"), "half is enough (2024 text), or more than half is needed (older text)"),
            _aggregate("yes", "whether the parts of several listed persons are added"),
            Parameter("control", ("counts", "ignored"), "whether control counts beside ownership"),
            _TREASURY,
            _REST,
            *_COMMON,
        ),
        "2024-07-03",
    ),
    Rule(
        "uk-ofsi",
        1,
        "Owned or controlled by a designated person (United Kingdom)",
        "An entity is caught when one designated person holds more than 50 % of its shares or votes, directly or through entities in which "
        "it has a majority stake, or controls it. Holdings of several designated persons are not added unless they act together.",
        "50",
        True,
        "either",
        Combine.CHAIN,
        False,
        True,
        False,
        (
            Citation(
                "Russia (Sanctions) (EU Exit) Regulations 2019 (S.I. 2019/855), regulation 7 and schedule 1",
                "https://www.legislation.gov.uk/uksi/2019/855/regulation/7",
            ),
            Citation(
                "OFSI, UK financial sanctions: general guidance",
                "https://www.gov.uk/government/publications/financial-sanctions-general-guidance",
            ),
        ),
        (
            _aggregate("no", "whether the parts of several designated persons are added"),
            Parameter(
                "grouping",
                ("single", "grouped"),
                "a majority stake at each link is one holder's own, or that of all that the person controls",
            ),
            _TREASURY,
            _REST,
            *_COMMON,
        ),
        "2020-12-31",
    ),
    Rule(
        "eu-amlr-52",
        1,
        "Beneficial owner, anti-money-laundering regulation (European Union)",
        "A natural person who owns 25 % or more of the shares or votes, chains multiplied and added (article 52), who controls the company "
        "(article 53), or who does so through ownership above control or control above ownership (article 54).",
        "25",
        False,
        "either",
        Combine.MULTIPLY,
        False,
        True,
        True,
        (Citation("Regulation (EU) 2024/1624, articles 51 to 54", "https://eur-lex.europa.eu/eli/reg/2024/1624/oj"),),
        (
            Parameter("threshold", ("at-least-25", "at-least-15"), "25 %, or the 15 % that article 52(2) allows for kinds of higher risk"),
            Parameter("mixed", ("article-54", "ignored"), "whether chains that mix ownership and control are read by article 54"),
            Parameter("veto", ("ignored", "control"), "whether a veto counts as control by other means (article 53)"),
            _TREASURY,
            *_COMMON,
        ),
        "2027-07-10",
    ),
    Rule(
        "eu-amld",
        1,
        "Beneficial owner, anti-money-laundering directive (European Union)",
        "A natural person who holds more than 25 % of the shares or votes, directly or indirectly, or who controls the company by "
        "other means.",
        "25",
        True,
        "either",
        Combine.CHAIN,
        False,
        True,
        True,
        (Citation("Directive (EU) 2015/849, article 3(6)", "https://eur-lex.europa.eu/eli/dir/2015/849/oj"),),
        (
            Parameter(
                "indirect",
                ("control", "multiply"),
                "indirect: what controlled companies hold, or shares multiplied along chains (states differ)",
            ),
            Parameter("threshold", ("above-25", "at-least-25"), "more than 25 %, or 25 % as well (some states)"),
            Parameter(
                "grouping", ("grouped", "single"), "control at each link by all that the person controls together, or by one holder alone"
            ),
            _TREASURY,
            *_COMMON,
        ),
        "2017-06-26",
        "2027-07-10",
    ),
    Rule(
        "uk-psc",
        1,
        "Person with significant control (United Kingdom)",
        "A person who holds more than 25 % of the shares or votes, directly or through legal entities each of which is held by a majority "
        "stake, or who appoints the majority of the board, or has significant influence or control. Nothing is multiplied.",
        "25",
        True,
        "either",
        Combine.CHAIN,
        False,
        True,
        True,
        (Citation("Companies Act 2006, part 21A and schedule 1A", "https://www.legislation.gov.uk/ukpga/2006/46/schedule/1A"),),
        (
            Parameter(
                "grouping",
                ("single", "grouped"),
                "a majority stake at each link is one holder's own, or that of all that the person controls",
            ),
            Parameter("entities", ("no", "yes"), "whether legal entities are found beside persons (relevant legal entities)"),
            _TREASURY,
            *_COMMON,
        ),
        "2016-04-06",
    ),
    Rule(
        "fincen-cta",
        1,
        "Beneficial owner, Corporate Transparency Act (United States)",
        "An individual who owns or controls 25 % or more of the ownership interests, or who has substantial control, as senior officials "
        "have. Since 26 March 2025 companies formed in the United States are exempt from reporting; the test is the same for foreign ones.",
        "25",
        False,
        "either",
        Combine.MULTIPLY,
        False,
        True,
        True,
        (
            Citation(
                "31 CFR 1010.380(d)", "https://www.ecfr.gov/current/title-31/subtitle-B/chapter-X/part-1010/subpart-C/section-1010.380"
            ),
            Citation("FinCEN, Beneficial ownership information reporting requirement revision, interim final rule, 26 March 2025"),
        ),
        (
            Parameter(
                "indirect",
                ("either", "multiply", "control"),
                "multiplied along chains, held through controlled entities, or whichever is met",
            ),
            _OFFICIALS,
            _TREASURY,
            *_COMMON,
        ),
        "2024-01-01",
    ),
    Rule(
        "ecb-close-links",
        1,
        "Close links (European Central Bank)",
        "Two undertakings are closely linked when one holds 20 % or more of the other's capital, or when a third party holds 20 % or more "
        "of both, directly or through other undertakings.",
        "20",
        False,
        "capital",
        Combine.CHAIN,
        False,
        False,
        False,
        (
            Citation(
                "Guideline (EU) 2015/510 of the European Central Bank (ECB/2014/60), article 138",
                "https://eur-lex.europa.eu/eli/guideline/2015/510/oj",
            ),
        ),
        (
            Parameter(
                "indirect",
                ("count", "multiply"),
                "what majority-owned undertakings hold counts in full, or shares are multiplied along chains",
            ),
            *_COMMON,
        ),
        "2015-05-01",
    ),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in _ALL}
"""Rule id -> rule.  The first is the default."""


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule with a value for each of its contested points."""

    rule: Rule
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def get(self, name: str, otherwise: str) -> str:
        """The value of a parameter that not every rule has."""
        return self.values.get(name, otherwise)

    @property
    def threshold(self) -> tuple[int, bool]:
        """Percent, and whether it must be passed (True) or reached.

        >>> parse_rule("eu-amld", {"threshold": "at-least-25"}).threshold
        (25, False)
        """
        text = self.values.get("threshold")
        if text is None:
            return int(self.rule.threshold), self.rule.strict
        kind, _, number = text.rpartition("-")
        return int(number), kind == "above"


def parse_rule(rule_id: str | None = None, parameters: Mapping[str, str] | None = None) -> RuleSetting:
    """A rule by its id (None = the default) with its parameters as texts; points that are not given have their default.

    Raises UsageError UNKNOWN_RULE, UNKNOWN_PARAMETER or BAD_PARAMETER, each naming what is valid.
    """
    rule = RULES.get(DEFAULT if rule_id is None else rule_id)
    if rule is None:
        raise UsageError("UNKNOWN_RULE", f"there is no rule {rule_id!r}", f"use one of: {', '.join(RULES)}")
    values = {p.name: p.default for p in rule.parameters}
    for name, value in (parameters or {}).items():
        known = next((p for p in rule.parameters if p.name == name), None)
        if known is None:
            raise UsageError("UNKNOWN_PARAMETER", f"the rule {rule.id} has no parameter {name!r}", f"use one of: {', '.join(values)}")
        if value not in known.choices:
            raise UsageError("BAD_PARAMETER", f"{name} of {rule.id} cannot be {value!r}", f"use one of: {', '.join(known.choices)}")
        values[name] = value
    return RuleSetting(rule, values)
