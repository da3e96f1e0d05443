"""The short wording of an answer for titles and pages: headline, the chain as a sentence, shares as a reader wants them.

Wording only, from answers.  The full sentence with its caveats is graph/questions/sentences.py; a negative is always "not shown".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from graph.answers import ControllerAnswer, ControllersAnswer, LinkAnswer, PartyRef, Range
from graph.questions.sentences import join
from graph.rules.table import DEFAULT
from ontology.statements import Family, Interest, Kind

KINDS: Final = {
    Kind.COMPANY: "Company", Kind.LEGAL_ENTITY: "Legal entity", Kind.STATE: "State", Kind.STATE_BODY: "State body",
    Kind.ARRANGEMENT: "Trust or arrangement", Kind.PERSON: "Person", Kind.ANONYMOUS_PERSON: "Person, not named",
    Kind.UNKNOWN_PERSON: "Unknown person", Kind.ANONYMOUS_ENTITY: "Entity, not named", Kind.UNKNOWN: "Kind not stated",
}
_STATED_LINKS: Final = 3
"""Links that the sentence about the chain spells out; the table has them all."""


def kind_words(kind: str) -> str:
    """
    >>> kind_words("state-body")
    'State body'
    """
    return KINDS[Kind(kind)]


def number(value: float | int) -> str:
    """A percentage with two decimals at most, but never rounded onto the majority line or to nothing.

    >>> number(51), number(33.333333333), number(50.000000001), number(0.0001)
    ('51', '33.33', '50.000000001', '0.0001')
    """
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    changed = float(short) != value and float(short) in (0.0, 50.0, 100.0)
    return f"{value:.9f}".rstrip("0").rstrip(".") if changed else short


def span(low: float | int, high: float | int) -> str:
    """
    >>> span(51, 51), span(25, 50)
    ('51%', '25–50%')
    """
    return f"{number(low)}%" if low == high else f"{number(low)}–{number(high)}%"


def spread(size: Range) -> str:
    return span(size.min, size.max)


def link_share(link: LinkAnswer) -> str:
    """The share of a link as its statement gives it; empty where it gives none."""
    share = link.share
    if share.exact is not None:
        return f"{number(share.exact)}%"
    return "" if share.min is None or share.max is None else span(share.min, share.max)


def full_name(party: PartyRef) -> str:
    """The name inside a sentence: a state by description takes its article.

    >>> full_name(PartyRef(id="x", name="Central government of Elbonia", kind="state"))
    'the Central government of Elbonia'
    """
    words = party.name.split()
    described = party.kind in (Kind.STATE, Kind.STATE_BODY) and "of" in words and words[0].lower() != "the"
    return f"the {party.name}" if described else party.name


def headline(answer: ControllersAnswer) -> str:
    """The answer in one short sentence without a full stop."""
    subject = answer.subject.name
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    if answer.rule.id != DEFAULT:
        if not answer.controllers:
            return f"Nobody who meets the rule {answer.rule.id} for {subject} is shown by these sources"
        verb = ("meet" if len(certain) > 1 else "meets") if certain else "may meet"
        return f"{_names(certain or list(answer.controllers))} {verb} the rule {answer.rule.id} for {subject}"
    if certain:
        return f"{_names(certain)} ultimately {'control' if len(certain) > 1 else 'controls'} {subject}"
    if answer.controllers:
        return f"{_names(list(answer.controllers))} may ultimately control {subject}"
    return f"No ultimate controller of {subject} is shown by these sources"


def through(controller: ControllerAnswer, short: Callable[[PartyRef], str]) -> str:
    """How the control runs, as a sentence; empty for a controller without a chain.

    ``short`` gives the name of a party as the chart writes it.
    """
    tops = {controller.party.id, *(p.id for p in controller.ring)}
    inner = [link for link in controller.chain if link.holder.id not in tops]
    if not controller.chain:
        return ""
    if not inner:
        if controller.ring:
            return f"{join(_first([f'{short(x.holder)} {claim(x)} {short(x.subject)}' for x in controller.chain], 'other links'))}."
        firm = [f"{claim(link)} {short(link.subject)}" for link in controller.chain]
        return f"{_pronoun(controller.party)} {join(_first(firm, 'other links'))}."
    parts = [f"{short(link.holder)}, which {claim(link)} {short(link.subject)}" for link in inner]
    shown = _first(parts, "further links")
    return f"Through {shown[0] if len(shown) == 1 else ', '.join(shown[:-1]) + ', and ' + shown[-1]}."


def claim(link: LinkAnswer) -> str:
    """What the holder does, as the statement says it, ending before the subject.

    >>> from graph.answers import Size
    >>> a = PartyRef(id="a", name="A", kind="company")
    >>> claim(LinkAnswer(statement="s", holder=a, subject=a, interest="shareholding", share=Size(min=51, max=51, exact=51),
    ...                  status="agreed", valid_from=None, valid_until=None, stated_at=None, evidence=()))
    'has agreed to take 51% of'
    """
    return claim_words(Interest(link.interest), link_share(link), link.status)


def claim_words(interest: Interest, size: str, status: str) -> str:
    """The same from its parts.

    >>> claim_words(Interest.VOTING_RIGHTS, "10%", "in-effect")
    'holds 10% of the votes in'
    """
    family, agreed = interest.family, status == "agreed"
    if family is Family.MONEY:
        what = f"{size} of" if size else "a share of unknown size in"
        return f"{'has agreed to take' if agreed else 'owns'} {what}"
    if family is Family.VOTES:
        what = f"{size} of the votes in" if size else "votes in"
        return f"{'has agreed to take' if agreed else 'holds'} {what}"
    return "controls"


def _pronoun(party: PartyRef) -> str:
    return party.name if party.kind in (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON) else "It"


def _first(parts: Sequence[str], more: str) -> list[str]:
    unique = list(dict.fromkeys(parts))
    rest = len(unique) - _STATED_LINKS
    return unique if rest <= 1 else [*unique[:_STATED_LINKS], f"{rest} {more}"]


def _names(controllers: Sequence[ControllerAnswer]) -> str:
    shown = [f"the ring of {join(_first([p.name for p in c.ring], 'others'))}" if c.ring else full_name(c.party) for c in controllers]
    text = join(_first(shown, "others"))
    return text[0].upper() + text[1:]
