"""The table of rules: every legal test that answers can be asked for, with its source, its dates and its contested points.

Holds data and reads parameters from text; computes nothing.  Each rule has a page in docs/method/rules.

To add a rule: write its entry here.  ``test`` builds what decides it (graph/rules/legal_test.py): one of the tests of the modules beside
this one with the rule's thresholds, or a new one.  ``asks`` says of whom the rule is asked, ``scope`` which stakes bear on it; no
other module of graph/rules or graph/queries names a rule.  Then add its page, its id in tests/graph/rules/test_table.py and a test
against its text.

Long, as data that is read one entry at a time.

>>> setting = parse_rule("eu-sanctions", {"threshold": "above-50"})
>>> setting.rule.version, setting["threshold"], setting["aggregate"]
(2, 'above-50', 'yes')
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.rules import citations
from graph.rules.beneficial_owner import build_eu_amld, build_eu_amlr, build_fincen_cta
from graph.rules.cascade import build_eu_sanctions, build_ofac
from graph.rules.close_links import build_close_links
from graph.rules.majority import build_majority_control, set_majority
from graph.rules.majority_chain import build_majority_chain
from graph.rules.model import Asks, Change, Combine, Parameter, Rule, RuleSetting, Scope, Standing
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
        id="majority-control",
        version=1,
        title="Majority control",
        statement=(
            "A party controls a company when it, with all that it controls, holds more than half of the votes that can be exercised, "
            "or when one of them has control without a number."
        ),
        threshold="50",
        strict=True,
        column="votes",
        combine=Combine.GROUPED,
        aggregate=True,
        counts_control=True,
        by_steps=True,
        test=build_majority_control,
        control=set_majority,
        ultimate=True,
        sources=citations.COMPANY_CONTROL,
        parameters=(
            Parameter("threshold", ("above-50", "at-least-50"), "more than half of the votes, or half of them as well"),
            _PARTS,
            _TREASURY,
            _REST,
            *_COMMON,
        ),
    ),
    Rule(
        id="ofac-50",
        version=1,
        title="OFAC 50 percent rule (United States)",
        statement=(
            "An entity is blocked when blocked persons together own 50 % or more of it, directly or through entities that are themselves "
            "blocked. Nothing is multiplied; a stake through an entity held below 50 % counts nothing; control does not count."
        ),
        threshold="50",
        strict=False,
        column="capital",
        combine=Combine.CASCADE,
        aggregate=True,
        counts_control=False,
        by_steps=True,
        test=build_ofac,
        listed=True,
        sources=(citations.OFAC_GUIDANCE, *citations.OFAC_FAQ),
        parameters=(
            Parameter("indirect", ("cascade", "multiply"), "through blocked entities at their full stake, or multiplied along the chain"),
            Parameter("column", ("capital", "either"), "what is owned: the capital, or the capital or the votes"),
            _aggregate("yes", "whether the parts of several listed persons are added"),
            _REST,
            *_COMMON,
        ),
        changes=(Change("2014-08-13", Standing.IN_FORCE, citations.OFAC_GUIDANCE),),
    ),
    Rule(
        id="bis-affiliates-50",
        version=1,
        title="BIS affiliates rule (United States export controls)",
        statement=(
            "The restrictions on listed parties (Entity List, Military End-User List, some blocked persons) extend to a foreign entity "
            "when listed parties together own 50 % or more of it, directly or through entities that are themselves covered. Nothing is "
            "multiplied; control does not count. Whether the entity is foreign is not asked."
        ),
        threshold="50",
        strict=False,
        column="capital",
        combine=Combine.CASCADE,
        aggregate=True,
        counts_control=False,
        by_steps=True,
        test=build_ofac,
        listed=True,
        sources=(citations.BIS_AFFILIATES, citations.BIS_SUSPENSION),
        parameters=(
            Parameter("indirect", ("cascade", "multiply"), "through covered entities at their full stake, or multiplied along the chain"),
            Parameter("column", ("capital", "either"), "what is owned: the capital, or the capital or the votes"),
            _aggregate("yes", "whether the parts of several listed parties are added"),
            _REST,
            *_COMMON,
        ),
        changes=(
            Change("2025-09-29", Standing.IN_FORCE, citations.BIS_EFFECTIVE),
            Change("2025-11-10", Standing.SUSPENDED, citations.BIS_SUSPENSION),
            Change("2026-11-10", Standing.IN_FORCE, citations.BIS_RETURN, unless="its suspension was prolonged, which was not checked"),
        ),
    ),
    Rule(
        id="eu-sanctions",
        version=2,
        title="Owned or controlled by listed persons (European Union)",
        statement=(
            "An entity is covered when listed persons together own 50 % or more of it, or when one of them controls it. That a listed "
            "person who holds half of it controls it is presumed, and can be rebutted (case C-84/24)."
        ),
        threshold="50",
        strict=False,
        column="capital",
        combine=Combine.CASCADE,
        aggregate=True,
        counts_control=True,
        by_steps=True,
        test=build_eu_sanctions,
        listed=True,
        sources=(citations.EU_BEST_PRACTICES, citations.EU_FREEZE, citations.EU_PRESUMPTION),
        parameters=(
            Parameter("threshold", ("at-least-50", "above-50"), "half is enough (2024 text), or more than half is needed (older text)"),
            _aggregate("yes", "whether the parts of several listed persons are added"),
            Parameter("control", ("counts", "ignored"), "whether control counts beside ownership"),
            Parameter(
                "presumption",
                ("counts", "rebutted"),
                "whether a listed person who holds half is taken to control (case C-84/24), or that is rebutted; where more than half is "
                "needed to own",
            ),
            _TREASURY,
            _REST,
            *_COMMON,
        ),
        changes=(Change("2024-07-03", Standing.IN_FORCE, citations.EU_BEST_PRACTICES),),
    ),
    Rule(
        id="uk-ofsi",
        version=1,
        title="Owned or controlled by a designated person (United Kingdom)",
        statement=(
            "An entity is covered when one designated person holds more than 50 % of its shares or votes, directly or through entities "
            "in which it has a majority stake, or controls it. Holdings of several designated persons are not added unless they act "
            "together."
        ),
        threshold="50",
        strict=True,
        column="either",
        combine=Combine.CHAIN,
        aggregate=False,
        counts_control=True,
        test=build_majority_chain,
        listed=True,
        sources=(citations.UK_REGULATION, citations.UK_SCHEDULE, citations.UK_GUIDANCE),
        parameters=(
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
        changes=(Change("2020-12-31", Standing.IN_FORCE, citations.UK_COMMENCEMENT),),
    ),
    Rule(
        id="eu-amlr-52",
        version=1,
        title="Beneficial owner, anti-money-laundering regulation (European Union)",
        statement=(
            "A natural person who owns 25 % or more of the shares or votes, chains multiplied and added (article 52), who controls "
            "the company (article 53), or who does so through ownership above control or control above ownership (article 54)."
        ),
        threshold="25",
        strict=False,
        column="either",
        combine=Combine.MULTIPLY,
        aggregate=False,
        counts_control=True,
        asks=Asks.PERSONS,
        scope=Scope.UPSTREAM,
        test=build_eu_amlr,
        sources=(citations.AMLR,),
        parameters=(
            Parameter("threshold", ("at-least-25", "at-least-15"), "25 %, or the 15 % that article 52(2) allows for kinds of higher risk"),
            Parameter("mixed", ("article-54", "ignored"), "whether chains that mix ownership and control are read by article 54"),
            Parameter("veto", ("ignored", "control"), "whether a veto counts as control by other means (article 53)"),
            _TREASURY,
            *_COMMON,
        ),
        changes=(Change("2027-07-10", Standing.IN_FORCE, citations.AMLR_APPLICATION),),
    ),
    Rule(
        id="eu-amld",
        version=1,
        title="Beneficial owner, anti-money-laundering directive (European Union)",
        statement=(
            "A natural person who holds more than 25 % of the shares or votes, directly or indirectly, or who controls the company by "
            "other means."
        ),
        threshold="25",
        strict=True,
        column="either",
        combine=Combine.CHAIN,
        aggregate=False,
        counts_control=True,
        asks=Asks.PERSONS,
        test=build_eu_amld,
        sources=(citations.AMLD,),
        parameters=(
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
        changes=(
            Change("2017-06-26", Standing.IN_FORCE, citations.AMLD_TRANSPOSITION),
            Change("2027-07-10", Standing.ENDED, citations.AMLD_REPEAL),
        ),
    ),
    Rule(
        id="uk-psc",
        version=1,
        title="Person with significant control (United Kingdom)",
        statement=(
            "A person who holds more than 25 % of the shares or votes, directly or through legal entities each of which is held by a "
            "majority stake, or who appoints the majority of the board, or has significant influence or control. Nothing is "
            "multiplied."
        ),
        threshold="25",
        strict=True,
        column="either",
        combine=Combine.CHAIN,
        aggregate=False,
        counts_control=True,
        asks=Asks.PERSONS_AND_STATES,
        test=build_majority_chain,
        sources=(citations.PSC,),
        parameters=(
            Parameter(
                "grouping",
                ("single", "grouped"),
                "a majority stake at each link is one holder's own, or that of all that the person controls",
            ),
            Parameter("entities", ("no", "yes"), "whether legal entities are found beside persons (relevant legal entities)"),
            _TREASURY,
            *_COMMON,
        ),
        changes=(Change("2016-04-06", Standing.IN_FORCE, citations.PSC_COMMENCEMENT),),
    ),
    Rule(
        id="fincen-cta",
        version=1,
        title="Beneficial owner, Corporate Transparency Act (United States)",
        statement=(
            "An individual who owns or controls 25 % or more of the ownership interests, or who has substantial control, as senior "
            "officials have. Since 26 March 2025 companies formed in the United States are exempt from reporting; the test is the "
            "same for foreign ones."
        ),
        threshold="25",
        strict=False,
        column="either",
        combine=Combine.MULTIPLY,
        aggregate=False,
        counts_control=True,
        asks=Asks.PERSONS,
        scope=Scope.UPSTREAM,
        test=build_fincen_cta,
        sources=(citations.CTA,),
        parameters=(
            Parameter(
                "indirect",
                ("either", "multiply", "control"),
                "multiplied along chains, held through controlled entities, or whichever is met",
            ),
            _OFFICIALS,
            _TREASURY,
            *_COMMON,
        ),
        changes=(
            Change("2024-01-01", Standing.IN_FORCE, citations.CTA_EFFECTIVE),
            Change("2025-03-26", Standing.IN_FORCE, citations.CTA_REVISION, exempt="companies formed in the United States"),
        ),
    ),
    Rule(
        id="ecb-close-links",
        version=1,
        title="Close links (European Central Bank)",
        statement=(
            "Two undertakings are closely linked when one holds 20 % or more of the other's capital, or when a third party holds 20 % "
            "or more of both, directly or through other undertakings."
        ),
        threshold="20",
        strict=False,
        column="capital",
        combine=Combine.CHAIN,
        aggregate=False,
        counts_control=False,
        scope=Scope.BOTH,
        test=build_close_links,
        sources=(citations.CLOSE_LINKS, citations.CLOSE_LINKS_ELSEWHERE),
        parameters=(
            Parameter(
                "indirect",
                ("count", "multiply"),
                "what majority-owned undertakings hold counts in full, or shares are multiplied along chains",
            ),
            *_COMMON,
        ),
        changes=(Change("2015-05-01", Standing.IN_FORCE, citations.CLOSE_LINKS_APPLICATION),),
    ),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in _ALL}
"""Rule id -> rule.  The first is the default."""


def parse_rule(rule_id: str | None = None, parameters: Mapping[str, str] | None = None) -> RuleSetting:
    """Return a rule by its id (None = the default) with its parameters as texts; points that are not given have their default.

    Raises UsageError UNKNOWN_RULE, UNKNOWN_PARAMETER, BAD_PARAMETER or BAD_THRESHOLD, each naming what is valid.
    """
    rule = RULES.get(DEFAULT if rule_id is None else rule_id)
    if rule is None:
        raise UsageError("UNKNOWN_RULE", f"there is no rule {rule_id!r}", f"use one of: {', '.join(RULES)}")
    values = {p.name: p.default for p in rule.parameters}
    for name, value in (parameters or {}).items():
        parameter = next((p for p in rule.parameters if p.name == name), None)
        if name == "threshold" and (parameter is None or value not in parameter.choices):
            raise _make_threshold_error(rule, parameter)
        if parameter is None:
            raise UsageError("UNKNOWN_PARAMETER", f"the rule {rule.id} has no parameter {name!r}", f"use one of: {', '.join(values)}")
        if value not in parameter.choices:
            raise UsageError("BAD_PARAMETER", f"{name} of {rule.id} cannot be {value!r}", f"use one of: {', '.join(parameter.choices)}")
        values[name] = value
    return RuleSetting(rule, values)


def _make_threshold_error(rule: Rule, parameter: Parameter | None) -> UsageError:
    """Say which thresholds a rule has and which rules have others: each is that of a rule, with its source, and none is free to choose."""
    others: dict[str, list[str]] = {}
    for other in _ALL:
        if other.threshold != rule.threshold:
            others.setdefault(other.threshold, []).append(other.id)
    ways = ", ".join(f"{threshold} % by {' or '.join(ids)}" for threshold, ids in others.items())
    if parameter is None:
        what = f"the threshold of {rule.id} is {'more than' if rule.strict else 'at least'} {rule.threshold} %, and no other"
        return UsageError("BAD_THRESHOLD", what, f"leave it away, or ask by another rule: {ways}")
    choices = ", ".join(parameter.choices)
    return UsageError("BAD_THRESHOLD", f"{rule.id} has no such threshold", f"use one of: {choices}; or ask by another rule: {ways}")
