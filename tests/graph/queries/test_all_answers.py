"""One pass over all companies says of each what the question about it alone says."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import QueryContext, controllers
from graph.queries.all_answers import CompanyVerdict, all_answers
from graph.queries.options import Limits, Options
from graph.queries.patterns import Patterns
from ontology.statements import Directness, Interest, Kind, Status
from tests.graph.queries.sheets import ladder
from tests.scenarios import Sheet, ask, publish

RULES = ("majority-control", "uk-psc", "eu-amlr-52", "eu-amld", "ofac-50", "eu-sanctions", "fincen-cta", "ecb-close-links")
SHARES = (None, "100", "60", "51", "50", "50", "40", "1/3", "(25..50]", "(50..75]", "[75..100]")
INTERESTS = (
    *[Interest.SHAREHOLDING] * 6,
    *[Interest.VOTING_RIGHTS] * 4,
    Interest.APPOINTMENT_OF_BOARD,
    Interest.OTHER_INFLUENCE_OR_CONTROL,
    Interest.UNKNOWN,
    Interest.BOARD_MEMBER,
    Interest.NOMINEE,
)
KINDS = (
    *[Kind.COMPANY] * 4,
    Kind.PERSON,
    Kind.PERSON,
    Kind.STATE,
    Kind.STATE_BODY,
    Kind.UNKNOWN,
    Kind.UNKNOWN_PERSON,
    Kind.ANONYMOUS_ENTITY,
)


def draw_sheet(seed: int, networks: int) -> Sheet:
    """Small networks beside each other, each with a few of the same parties and holdings, so that many are alike."""
    rng = random.Random(seed)  # noqa: S311 - draws test cases
    sheet = Sheet()
    kinds, interests, shares = rng.sample(KINDS, 3), rng.sample(INTERESTS, 5), rng.sample(SHARES, 4)
    for network in range(networks):
        # Numbers follow the order of the names.
        names = [f"{rng.randrange(1000):03}-{network}-{number}" for number in range(rng.randrange(2, 5))]
        for name in names:
            sheet.party(name, rng.choice(kinds))
        for _ in range(rng.randrange(1, 2 * len(names))):
            holder, subject = rng.choice(names), rng.choice(names)
            interest = rng.choice(interests)
            fields: dict[str, object] = {}
            if rng.random() < 0.2:
                fields["status"] = rng.choice((Status.AGREED, Status.FORMER, Status.ALLEGED, Status.DENIED))
            if rng.random() < 0.2:
                fields["direct"] = rng.choice((Directness.DIRECT, Directness.INDIRECT))
            if rng.random() < 0.1:
                fields["valid_from"] = "2020-06"
            share = rng.choice(shares) if interest in (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.NOMINEE) else None
            sheet.holds(holder, subject, share, interest, **fields)
    return sheet


def describe_whole(answer: ControllersAnswer) -> list[object]:
    """What the answer about one company says, but for its words."""
    named = [
        (
            c.party.id,
            c.certainty,
            [p.id for p in c.ring],
            [p.id for p in c.group],
            c.basis,
            c.ultimate,
            (c.votes.min, c.votes.max, c.votes.min_open, c.votes.max_open, c.votes.assumed, c.votes.left),
            (c.economic.min, c.economic.max, c.economic.min_open, c.economic.max_open),
            [link.statement for link in c.chain],
        )
        for c in answer.controllers
    ]
    return [answer.subject.id, answer.verdict, answer.contested, answer.truncated, named]


def describe_line(generation: Generation, verdict: CompanyVerdict) -> list[object]:
    iri, statement = generation.party_iri, generation.interest_of_row
    named = [
        (
            iri(h.party),
            "certain" if h.certain else "possible",
            list(map(iri, h.ring)),
            list(map(iri, h.group)),
            h.basis,
            h.ultimate,
            (h.votes.min, h.votes.max, h.votes.min_open, h.votes.max_open, h.votes.assumed, h.votes.left),
            (h.economic.min, h.economic.max, h.economic.min_open, h.economic.max_open),
            [statement(row).id for row in h.rows],
        )
        for h in verdict.holders
    ]
    return [iri(verdict.company), verdict.outcome, verdict.contested, verdict.truncated, named]


def compare(generation: Generation, options: Options) -> int:
    """Compare each line with the answer about the company alone; return how many of them share their pattern with an earlier one."""
    context = QueryContext.of(generation, options)
    lines = list(all_answers(generation, options))
    for line in lines:
        assert describe_line(generation, line) == describe_whole(controllers(context, line.company))
    patterns = Patterns(context)
    keys = [pattern.key for line in lines if (pattern := patterns.find(line.company))]
    return len(keys) - len(set(keys))


@pytest.mark.thorough
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_each_line_is_the_answer_about_its_company(tmp_path: Path, seed: int, rule: str) -> None:
    generation = publish(tmp_path, draw_sheet(seed, 40))
    assert compare(generation, ask(generation, "2021-01-01", rule=rule).options) > 0


def chain(sheet: Sheet, name: str, top: Kind = Kind.COMPANY, label: str | None = None, share: str = "51") -> None:
    """One holds most of another through a third, in which a fourth has a part."""
    sheet.party(f"{name}-p", top, label)
    sheet.holds(f"{name}-p", f"{name}-h", "60")
    sheet.holds(f"{name}-q", f"{name}-h", "30")
    sheet.holds(f"{name}-h", f"{name}-x", share)


def influence(sheet: Sheet, name: str, direct: Directness, interest: Interest = Interest.OTHER_INFLUENCE_OR_CONTROL) -> None:
    chain(sheet, name)
    sheet.holds(f"{name}-r", f"{name}-x", None, interest, direct=direct)


def restate(sheet: Sheet, name: str) -> None:
    chain(sheet, name)
    sheet.holds(f"{name}-q", f"{name}-x", None, Interest.OTHER_INFLUENCE_OR_CONTROL, direct=Directness.INDIRECT)


def claim_twice(sheet: Sheet, name: str, shares: tuple[str, str]) -> None:
    chain(sheet, name, share=shares[0])
    sheet.holds(f"{name}-h", f"{name}-x", shares[1])


Write = Callable[[Sheet, str], None]

PAIRS: dict[str, tuple[Write, Write]] = {
    "a person at the top": (chain, lambda sheet, name: chain(sheet, name, Kind.PERSON)),
    "a state at the top": (chain, lambda sheet, name: chain(sheet, name, Kind.STATE)),
    "nobody tells who is at the top": (chain, lambda sheet, name: chain(sheet, name, label="a company that is not named")),
    "influence that is said to be direct": (
        lambda sheet, name: influence(sheet, name, Directness.INDIRECT),
        lambda sheet, name: influence(sheet, name, Directness.DIRECT),
    ),
    "what is held is not told": (
        lambda sheet, name: influence(sheet, name, Directness.UNKNOWN, Interest.BOARD_MEMBER),
        lambda sheet, name: influence(sheet, name, Directness.UNKNOWN, Interest.UNKNOWN),
    ),
    "control that restates a chain which is none": (chain, restate),
    "two claims about one holding": (
        lambda sheet, name: claim_twice(sheet, name, ("51", "55")),
        lambda sheet, name: claim_twice(sheet, name, ("55", "51")),
    ),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS)
def test_what_bears_on_an_answer_tells_two_companies_apart(tmp_path: Path, one: Write, other: Write) -> None:
    sheet = Sheet()
    for name, write in zip("abcdefgh", (one, other) * 4, strict=True):
        write(sheet, name)
    generation = publish(tmp_path, sheet)
    compare(generation, ask(generation, rule="uk-psc").options)
    compare(generation, ask(generation).options)


def test_companies_that_differ_in_who_their_holders_are_have_one_pattern(tmp_path: Path) -> None:
    sheet = Sheet()
    for name in ("a", "b", "c"):
        chain(sheet, name)
    generation = publish(tmp_path, sheet)
    assert compare(generation, ask(generation).options) == 4


def test_parties_that_act_together_are_in_no_pattern(tmp_path: Path) -> None:
    generation = publish(tmp_path, ladder())
    compare(generation, ask(generation, together=["ann,bea"]).options)


def test_an_answer_says_where_a_limit_cut_the_walk(tmp_path: Path) -> None:
    sheet = ladder()
    sheet.holds("y", "below", "60")
    generation = publish(tmp_path, sheet)
    compare(generation, dataclasses.replace(ask(generation, rule="uk-psc").options, limits=Limits(parties=3)))


def test_a_chain_is_as_long_as_the_longest_of_its_ways(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("top", "mid", "60")
    sheet.holds("top", "x", "30")
    sheet.holds("mid", "x", "30")
    generation = publish(tmp_path, sheet)
    lengths = {
        generation.party_summary(v.company).name: [h.length for h in v.holders] for v in all_answers(generation, ask(generation).options)
    }
    assert lengths == {"mid": [1], "x": [2]}
