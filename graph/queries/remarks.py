"""What a verdict rests on and what it leaves open, in words: the part of the sentence behind the day.

Wording only.  Whoever disagrees is named with the source that says so; what is not known is not filled in.  It is long, because each kind
of remark is a few lines and all of them make one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from graph.answers.common import LinkAnswer, PartyRef, RuleRef
from graph.answers.controllers import ControllerAnswer, ControllersAnswer, StoppedAnswer
from graph.queries.controller_names import name_controller, name_controllers
from graph.queries.dead_ends import declares_no_parent, describe_dead_end
from graph.queries.interest_words import describe_means
from graph.queries.none_shown import cite_end, describe_not_counted, explain_none_shown, list_blockers
from graph.queries.phrases import (
    NAMES,
    describe_claim,
    describe_closing,
    describe_excess,
    describe_past_claim,
    describe_treasury,
    describe_votes_of,
    is_majority,
    is_through_others,
    join,
    name_nominees,
    quote_titles,
    shorten,
    shorten_names,
)
from graph.queries.rivals import (
    describe_claims_beside,
    describe_other_sizes,
    describe_other_versions,
    describe_rivals,
    describe_sources_of_sum,
)
from graph.queries.rule_words import describe_holding, describe_standing, names_highest
from graph.rules.finding import Basis
from graph.rules.table import RULES
from ontology.dates import last_day
from ontology.statements import Family, Interest, Kind

_LEFT_OPEN: Final = "the stated shares or dates leave it open"
_LINKS: Final = 3
"""Claims of one kind that a sentence spells out."""
_OPEN_ENDS: Final = ("depth", "not named", "not identified", "withheld", "exempt", "held by a nominee", "no control stated")
"""Ends of the search above which somebody may be who is not shown."""
_ENDS_BELOW: Final = ("not named", "not identified", "withheld", "exempt", "no control stated")
"""Those at a company on the way down from a controller of which this may be the controller's own."""
_HALF: Final = 50
"""Percent up to which a share controls nothing."""
_COMPANIES: Final = (Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.UNKNOWN, Kind.ANONYMOUS_ENTITY)
"""Kinds of parties that somebody holds or controls."""


def describe_grounds(answer: ControllersAnswer) -> str:
    """By which votes or right, and on whose word: the clauses between the day and the colon, each led by a comma."""
    clauses = []
    if names_highest(answer.rule) and len(answer.controllers) == 1:
        right, votes = _find_means(answer.controllers[0], answer.subject)
        clauses.append(right or f"with {votes}")
    elif len(answer.controllers) == 1 and answer.controllers[0].basis == Basis.CONTROL and not RULES[answer.rule.id].listed:
        right, _ = _find_means(answer.controllers[0], answer.subject)
        clauses += [right] if right else []
    if takes_shares_as_votes(answer):
        clauses.append("taking one share as one vote")
    if sources := _name_sources(answer, (*(link for c in answer.controllers for link in c.chain), *(answer.treasury or ()))):
        clauses.append(f"according to {sources}")
    return "".join(f", {clause}" for clause in clauses)


def takes_shares_as_votes(answer: ControllersAnswer) -> bool:
    """Whether the answer rests on votes that are taken equal to shares."""
    if answer.controllers or not names_highest(answer.rule):
        return any(link.votes_assumed for c in answer.controllers for link in c.chain)
    return any(holder.votes is not None and holder.votes.assumed for holder in answer.largest_holders)


def list_remarks(answer: ControllersAnswer) -> list[str]:
    """List what the verdict rests on or leaves open, each as a clause."""
    certain = [c for c in answer.controllers if c.certainty == "certain"]
    possible = [c for c in answer.controllers if c.certainty != "certain"]
    shown = certain or possible
    remarks = _describe_together(answer) + _list_third_parties(shown) + _describe_groups(shown, answer.rule) + _describe_rings(shown)
    if names_highest(answer.rule) and len(answer.controllers) > 1 and (certain or answer.contested):
        remarks += _describe_several(shown, answer.subject)
    if certain:
        remarks += _list_counted_deals(certain, answer.include) + _list_disagreements(certain, answer)
        remarks += _list_treasury(certain, answer) if not possible else []
        remarks += _list_doubts(possible, answer) + _list_unnamed(possible, answer) if possible and names_highest(answer.rule) else []
        if answer.contested and len(certain) > 1:
            remarks.append("the sources name more than one controller")
        remarks += _list_excesses(answer) + _list_unnamed_rights(certain, answer) + _list_ends(certain, answer)
        if not names_highest(answer.rule):
            remarks += _describe_others(answer, certain, possible)
    elif possible:
        remarks += _list_doubts(possible, answer) + _list_unnamed(possible, answer)
    else:
        remarks += [*explain_none_shown(answer), *_list_excesses(answer)]
    if shown:
        remarks += _list_declared_none(shown, answer) + list_blockers(answer) + describe_not_counted(answer)
    remarks += _count_unreviewed(shown)
    if standing := describe_standing(answer.rule, answer.as_of):
        remarks.append(standing)
    if answer.truncated:
        remarks.append("the network above is too large to be walked whole, so this rests on a part of it")
    return remarks


def _find_means(controller: ControllerAnswer, subject: PartyRef) -> tuple[str, str]:
    """By which right a party controls, else empty, and with which votes; each with through whom it has them."""
    members = {controller.party.id, *(p.id for p in (*controller.ring, *controller.group))}
    last = [link for link in controller.chain if link.subject.id == subject.id]
    rights = [link for link in last if Interest(link.interest).family in (Family.CONTROL, Family.ROLE) and not link.through]
    right = next((_describe_right(link) for link in rights), "")
    holders = list(dict.fromkeys(link.holder.name for link in last if link.holder.id not in members))
    holders += dict.fromkeys(name_nominees(link) for link in last if link.through)
    through = f" through {shorten_names(holders)}" if holders else ""
    indirect = [link.share for link in last if is_through_others(link)]
    if indirect:
        is_all = not holders and all((s.min, s.max) == (controller.votes.min, controller.votes.max) for s in indirect)
        through += " through others" if is_all else ", partly through others"
    return right + through if right else "", describe_votes_of(controller, subject, through)


def _describe_right(link: LinkAnswer) -> str:
    if link.interest == Interest.CONTROL_BY_LEGAL_FRAMEWORK and Kind(link.holder.kind) in (Kind.STATE, Kind.STATE_BODY):
        return "by state supervision"
    return describe_means(link.interest)


def _describe_several(controllers: Sequence[ControllerAnswer], subject: PartyRef) -> list[str]:
    """By what each of several controls."""
    texts = []
    for controller in controllers:
        right, votes = _find_means(controller, subject)
        plural = bool(controller.group)
        verb = f"{'control' if plural else 'controls'} {right}" if right else f"{'have' if plural else 'has'} {votes}"
        texts.append(f"{name_controller(controller.party, controller.ring, controller.group, names=NAMES)} {verb}")
    return shorten(texts, NAMES, "others control, too")


def _name_sources(answer: ControllersAnswer, links: Iterable[LinkAnswer]) -> str:
    """The titles of the sources on whose word the links stand."""
    titles = {source.id: source.title for source in answer.sources}
    ids = [source for link in links if link.source for source in link.sources]
    named = [titles[source] for source in ids if source in titles]
    return quote_titles(named) if named else ""


def _describe_groups(controllers: Sequence[ControllerAnswer], rule: RuleRef) -> list[str]:
    """On what it rests that several are taken as one."""
    groups = [c.group for c in controllers if c.group]
    if not groups:
        return []
    states = (Kind.STATE, Kind.STATE_BODY)
    if rule.parameters.get("state") == "one" and all(Kind(p.kind) in states for group in groups for p in group):
        return ["the organs of one state are taken as one"]
    return ["that they act together is an assumption of the question"]


def _describe_rings(controllers: Sequence[ControllerAnswer]) -> list[str]:
    """What a ring is, and whether anybody outside is shown above it."""
    texts = []
    for controller in controllers:
        if controller.ring:
            members = shorten_names([party.name for party in controller.ring])
            outside = ", and nobody outside their ring is shown to control them" if controller.ultimate else ""
            texts.append(f"{members} hold each other{outside}")
    return texts


def _describe_together(answer: ControllersAnswer) -> list[str]:
    """Whose listing would bring the company under the rule only together."""
    if not answer.together:
        return []
    names = [party.name for party in answer.together.parties]
    every, is_law = "both" if len(names) == 2 else "all of them", answer.rule.in_force is True
    would = f"if {every} {'are' if is_law else 'were'} listed, it {'is' if is_law else 'would be'} covered"
    return [f"{join(names)} together {describe_holding(answer.rule, answer.subject.name)}, so {would}"]


def _describe_others(answer: ControllersAnswer, certain: Sequence[ControllerAnswer], possible: Sequence[ControllerAnswer]) -> list[str]:
    """What else is to be said where a rule is met: that each of several is enough, and who may be, too."""
    is_law, listed = answer.rule.in_force is True, RULES[answer.rule.id].listed
    texts: list[str] = []
    if any(c.basis == Basis.PRESUMED_CONTROL for c in (*certain, *possible)):
        texts.append("that a holder of half controls is presumed, and can be rebutted")
    if listed and len(certain) > 1:
        # Of a group nobody is said to be enough alone.
        each = [name_controllers([c]) for c in sorted(certain, key=lambda c: len(c.group))]
        whose = f"{', or of '.join(each)}," if any(c.group for c in certain) else "one of them"
        texts.append(f"the listing of {whose} {'is' if is_law else 'would be'} enough")
    if possible and listed:
        is_one = len(possible) == 1 and not possible[0].group
        who = f"{name_controllers(possible)} {('is' if is_one else 'are') if is_law else 'were'}"
        texts.append(f"if only {who} listed, it {'may' if is_law else 'might'} be covered")
    elif possible:
        verb = "have such links" if RULES[answer.rule.id].is_link else "meet it"
        texts.append(f"{name_controllers(possible)} {'may' if is_law else 'might'} {verb} too")
    doubts = [text for text in _list_doubts(possible, answer) if text != _LEFT_OPEN] if possible else []
    return texts + shorten(doubts, _LINKS, "other open points")


def _list_counted_deals(controllers: Sequence[ControllerAnswer], include: tuple[str, ...]) -> list[str]:
    """What is counted though it is not done, or only supposed by the question."""
    texts = [f"supposing that {describe_claim(link)}" for link in _links_with_status(controllers, ("supposed",))]
    for link in _links_with_status(controllers, include):
        stated = ", completion not stated" if link.status == "agreed" else ""
        texts.append(f"{describe_claim(link)}{stated}; it is counted as done")
    return texts


def _list_third_parties(controllers: Sequence[ControllerAnswer]) -> list[str]:
    """By which holdings of a third party two are linked: both legs."""
    linked = [c for c in controllers if c.basis == Basis.THIRD_PARTY]
    legs = {link.statement: describe_claim(link) for c in linked for link in c.chain}
    if not legs:
        return []
    reading = "that a third party which has as much of both is enough is a reading of the rule"
    return [join(shorten(list(legs.values()), _LINKS, "other links")), reading]


def _list_disagreements(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """What sources say against the claims that the chains cite, each with its title."""
    titles = {source.id: source.title for source in answer.sources}
    links = {link.statement: link for c in controllers for link in c.chain}.values()
    beside = [text for link in links for text in describe_claims_beside(link, answer.include, titles)]
    return [text for link in links for text in describe_rivals(link, titles)] + beside


def _list_excesses(answer: ControllersAnswer) -> list[str]:
    """The companies on the way whose stated shares do not add to 100 %, with their sum."""
    if not answer.inconsistencies:
        return []
    links = [link for c in answer.controllers for link in c.chain]
    titles = {source.id: source.title for source in answer.sources}
    companies = {answer.subject.id, *(link.subject.id for link in links)}
    return [
        describe_excess(inconsistency.what) + describe_sources_of_sum(inconsistency.subject.id, links, titles)
        if inconsistency.code == "OVER_100"
        else inconsistency.what
        for inconsistency in answer.inconsistencies
        if inconsistency.subject.id in companies
    ]


def _list_ends(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """Above which controllers the search ended, though somebody must be there, and how."""
    texts: list[str] = []
    cited = _list_cited(controllers)
    for controller in controllers:
        party = controller.party
        ends = [end for end in answer.stopped if end.party.id == party.id and (controller.ultimate or end.reason in _OPEN_ENDS)]
        if controller.ring or controller.group:
            continue
        if Kind(party.kind) not in _COMPANIES:
            texts += _list_unnamed([controller], answer)
            continue
        is_told = any(link.subject.id == party.id for link in answer.not_counted)
        if not ends and controller.ultimate and not is_told:
            ends = [StoppedAnswer(party=party, reason="no data")]
        if controller.ultimate is False:
            ends += _list_ends_below(controller, answer)
            texts += _list_indirect(controller, answer)
        texts += [describe_dead_end(end) + ("" if end.source in cited else cite_end(end, answer)) for end in ends]
    return shorten(list(dict.fromkeys(texts)), _LINKS, "other ends of the search")


def _list_unnamed_rights(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """Who else controls the company by a right without a number, and is not named."""
    ends = [end for end in answer.stopped if end.right and end.party.id == answer.subject.id]
    cited = _list_cited(controllers)
    texts = [describe_dead_end(end) + ("" if end.source in cited else cite_end(end, answer)) for end in ends]
    return texts if names_highest(answer.rule) else []


def _list_declared_none(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """Which companies that somebody is shown to be above declare that nobody is, or that no parent is though one is named."""
    companies, odd = {link.subject.id for c in controllers for link in c.chain}, {conflict.subject.id for conflict in answer.conflicts}
    ends = [s for s in answer.stopped if s.reason == "declared none" or (s.party.id in odd and declares_no_parent(s.text))]
    return list(dict.fromkeys(describe_dead_end(end) + cite_end(end, answer) for end in ends if end.party.id in companies))


def _list_ends_below(controller: ControllerAnswer, answer: ControllersAnswer) -> list[StoppedAnswer]:
    """Where on the way down from a controller the search ended, so that somebody may be above it; none where it is told who may be."""
    if any(c.certainty != "certain" for c in answer.controllers):
        return []
    way = {link.subject.id for link in controller.chain} - {controller.party.id}
    ends = [end for end in answer.stopped if end.party.id in way and end.reason in _ENDS_BELOW and end.whose != "party"]
    return [end for end in ends if not end.size or end.size.most > _HALF]


def _list_indirect(controller: ControllerAnswer, answer: ControllersAnswer) -> list[str]:
    """Who else is said to control through others, of whom the controller may be one."""
    way, party = {link.subject.id for link in controller.chain}, controller.party
    links = {link.statement: link for c in answer.controllers if c is not controller for link in c.chain}.values()
    return [
        f"{_describe_indirect(link)}, and whether {party.name} is one of them is not told"
        for link in links
        if link.indirect and link.subject.id in way and link.holder.id != party.id
    ]


def _describe_indirect(link: LinkAnswer) -> str:
    if is_through_others(link):
        return f"it is stated that {describe_claim(link)}"
    return f"{link.holder.name} is said to control {link.subject.name} through others"


def _list_unnamed(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """Why it is not told who those are that may control, where it is not."""
    ids = [controller.party.id for controller in controllers]
    ends, cited = [end for end in answer.stopped if end.whose == "party" and end.party.id in ids], _list_cited(controllers)
    texts = [describe_dead_end(end) + ("" if end.source in cited else cite_end(end, answer)) for end in ends]
    return shorten(texts, _LINKS, "others are not named")


def _list_cited(controllers: Sequence[ControllerAnswer]) -> set[str | None]:
    """The sources that the chains cite, which the sentence names already."""
    return {source for c in controllers for link in c.chain for source in (link.source, *(quote.source for quote in link.evidence))}


def _list_doubts(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """Why those who may control are not shown to."""
    links = list({link.statement: link for c in controllers for link in c.chain}.values())
    doubts = [doubt for link in links for doubt in _list_doubts_of(link, answer.as_of)]
    titles = {source.id: source.title for source in answer.sources}
    doubts += [text for link in links if (text := describe_other_sizes(link, titles))]
    doubts += [text for link in links for text in describe_other_versions(link, titles, answer.as_of)]
    doubts += _list_alleged_nominees(links, answer)
    doubts += _list_doubts_of_nominees([link for link in links if link.status == "in-effect"])
    doubts += _list_disagreements(controllers, answer) + _list_excesses(answer)
    if names_highest(answer.rule) and any(c.votes.left for c in controllers):
        doubts.append("votes are stated for only some of the holders")
    doubts += _list_treasury(controllers, answer)
    if answer.rule.parameters.get("undisclosed") == "anyone":
        doubts.append("what no source gives to anybody may be anybody's, as the question has it")
    return doubts or [_LEFT_OPEN]


def _list_treasury(controllers: Sequence[ControllerAnswer], answer: ControllersAnswer) -> list[str]:
    """What companies on the way hold of themselves, so that half of the votes or less may do; of the company asked about where the votes
    of the one who controls do not tell it."""
    titles = {source.id: source.title for source in answer.sources}
    texts: list[str] = []
    for link in answer.treasury or ():
        exercisable = controllers[0].votes.exercisable if len(controllers) == 1 and link.subject.id == answer.subject.id else None
        is_sure = link.status == "in-effect" and not link.disagrees and not link.other_sizes
        if not (is_sure and exercisable and exercisable.min == exercisable.max):
            texts.append(describe_treasury(link, is_left=any(c.votes.left for c in controllers)))
            texts += [*describe_rivals(link, titles), *filter(None, [describe_other_sizes(link, titles)])]
    return texts


def _list_alleged_nominees(links: Sequence[LinkAnswer], answer: ControllersAnswer) -> list[str]:
    """Which holders on the way are alleged to hold as nominees, so that it may not be they who control."""
    subjects = {link.subject.id for link in links if link.status == "in-effect"}
    return [end.text for end in answer.stopped if end.reason == "held by a nominee" and end.text and end.party.id in subjects]


def _list_doubts_of_nominees(links: Sequence[LinkAnswer]) -> list[str]:
    """For whom nominees hold, where it is not told."""
    texts = []
    for subject in dict.fromkeys(link.subject.id for link in links if link.through):
        held = [link for link in links if link.through and link.subject.id == subject]
        # Whether they are nominees at all may be what is doubtful.
        names, nominees = list(dict.fromkeys(link.holder.name for link in held)), shorten_names([p.name for p in held[0].through or ()])
        hold = "hold" if len(held[0].through or ()) > 1 else "holds"
        if len(names) > 1:
            texts.append(f"for which of {shorten_names(names)} {nominees} {hold} shares is not told")
        else:
            texts.append(f"how much {nominees} {hold} for {names[0]} is not told")
    return texts


def _list_doubts_of(link: LinkAnswer, day: str) -> list[str]:
    """What a claim leaves open: whether it is done or established, its size, its time."""
    claim, doubts = describe_claim(link), []
    if link.status == "agreed":
        doubts.append(f"{claim}, completion not stated")
    elif link.status == "planned":
        doubts.append(f"{claim}, and that it is done is not stated")
    elif link.status == "alleged":
        doubts.append(f"that {claim}{',' if ', in which ' in claim else ''} is alleged, not established")
    elif link.closed_at:
        doubts.append(describe_closing(link))
    elif link.status == "former" and link.valid_until is None:
        doubts.append(f"{claim} until an unknown day{f' before {link.stated_at}' if link.stated_at else ''}")
    ended = f"an unknown day of {link.valid_until}" if _is_within(link.valid_until, day) else link.valid_until
    is_before = link.stated_at is not None and day < last_day(link.stated_at).isoformat()
    is_undated = link.valid_from is None and is_before and link.status not in ("agreed", "former")
    if _is_within(link.valid_from, day):
        doubts.append(f"{claim} since an unknown day of {link.valid_from}")
    elif link.stated_at and is_undated:
        stated = f"{describe_past_claim(link)} until {ended}" if ended else claim
        when = f"{'on' if len(link.stated_at) == len(day) else 'in'} {link.stated_at}"
        doubts.append(f"that {stated} is stated {when}, and since when is not told")
    if ended != link.valid_until and not is_undated:
        doubts.append(f"{describe_past_claim(link)} until {ended}")
    is_part = link.interest in (Interest.APPOINTMENT_OF_BOARD, Interest.NOMINATOR) and link.share.min is not None and not link.through
    is_sized = Interest(link.interest).family in (Family.MONEY, Family.VOTES) or len(link.through or ()) == 1
    if is_sized and link.share.min is None:
        holder = name_nominees(link) if link.through else link.holder.name
        # The source's own words are told where they have a number that is none, such as "about 60".
        words = f" as a number (“{link.details}”)" if link.details and re.search(r"\b\d", link.details) and not link.through else ""
        doubts.append(f"how much {holder} holds of {link.subject.name} is not stated{words}")
    elif (is_part and not doubts and not is_majority(link.share)) or (
        is_sized and not doubts and not link.other_sizes and link.share.min != link.share.max and not is_majority(link.share)
    ):
        doubts.append(f"{claim}, and no more is told")
    elif not doubts and is_through_others(link):
        doubts.append(claim)
    return doubts


def _is_within(date: str | None, day: str) -> bool:
    """Whether a day lies in a year or month of which the exact day is not told."""
    return date is not None and len(date) < len(day) and day.startswith(date)


def _links_with_status(controllers: Sequence[ControllerAnswer], statuses: tuple[str, ...]) -> list[LinkAnswer]:
    return list({link.statement: link for c in controllers for link in c.chain if link.status in statuses}.values())


def _count_unreviewed(controllers: Sequence[ControllerAnswer]) -> list[str]:
    count = len({link.statement for c in controllers for link in c.chain if link.reviewed is False})
    if not count:
        return []
    were = "one statement was" if count == 1 else f"{count} statements were"
    return [f"{were} taken from a text by program, and no person has reviewed {'it' if count == 1 else 'them'}"]
