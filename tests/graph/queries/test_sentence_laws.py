"""What every sentence keeps to, over random networks of several sources: no codes, no hashes, one sentence on every face."""

from __future__ import annotations

import random
import re

import pytest

from cli.text.controllers import format_controllers
from graph.answers import encode
from graph.answers.controllers import ControllersAnswer
from graph.chart.build import build_chart
from graph.generation.generation import Generation
from graph.queries import QueryContext, controllers
from graph.queries.wording import make_title
from graph.rules.table import DEFAULT, RULES
from ontology.statements import Change, Directness, Interest, Kind, Reason, Status
from tests.scenarios import Sheet, ask, publish

COMPANIES = ("Ash Works", "Birch Holding", "Cedar Fund", "Elm Trust", "Fir Bank", "Gorse Ltd")
PERSONS = ("Anna Abel", "Boris Bell")
STATES = {"Kingdom of Arland": Kind.STATE, "Ministry of Salt": Kind.STATE_BODY}
NAMES = (*COMPANIES, *PERSONS, *STATES)
SHARES = (
    None,
    "100",
    "60",
    "51",
    "50",
    "49.5",
    "1/3",
    "1/6",
    "33.333333333",
    "0",
    "30",
    "25",
    "(25..50]",
    "(50..75]",
    "[50..75)",
    "[75..100]",
    ">50",
)
INTERESTS = (*[Interest.SHAREHOLDING] * 8, *[Interest.VOTING_RIGHTS] * 3, *Interest)
STATUSES = (*[Status.IN_EFFECT] * 8, *Status)
DAYS = ("2017", "2018-03", "2019-07-04", None)
ASKED = ("2018-06-01", "2021-01-01")
SEEDS = range(10)

CODES = {code.value for code in (*Interest, *Reason) if re.search("[A-Z]", code.value)}
BAD = {
    "a hash": r"[0-9a-f]{12,}",
    "a code in camelCase": r"\b[a-z]+[A-Z]\w*",
    "a code in capitals": r"\b[A-Z]+_[A-Z_]+\b",
    "None": r"\bNone\b|\bUNSET\b|\bnull\b",
    "two spaces": r"\s\s",
    "a needless decimal": r"\d\.0+\b",
    "more decimals than are read": r"\.\d{3}",
    "a double full stop": r"\.\.",
    "according to nobody": r"according to(?! “\S)",
    "a gap before a mark": r"\s[,;:.]",
    "an empty clause": r"[,;:]\s*[,;:.]",
    "a percentage without its space": r"\d%",
}


def draw_sheets(seed: int) -> list[Sheet]:
    """Draw what two or three sources say of ten parties, in records of one to three versions."""
    draw = random.Random(seed)  # noqa: S311
    sheets = [Sheet(f"s{number}", stated=draw.choice(("2018-01-01", "2020-05-05")), complete=draw.random() < 0.2) for number in range(3)]
    for sheet in sheets:
        for name in NAMES:
            sheet.party(name.replace(" ", "-"), STATES.get(name, Kind.PERSON if name in PERSONS else Kind.COMPANY), name)
        for number in range(draw.randint(3, 8)):
            holder, subject = draw.choice(NAMES), draw.choice((*COMPANIES, "Ministry of Salt"))
            interest, record = draw.choice(INTERESTS), f"r{number}" if draw.random() < 0.7 else None
            for version in range(draw.randint(1, 2) if record else 1):
                sheet.holds(
                    holder.replace(" ", "-"),
                    subject.replace(" ", "-"),
                    draw.choice(SHARES),
                    interest,
                    status=draw.choice(STATUSES),
                    direct=draw.choice((*[Directness.DIRECT] * 3, Directness.INDIRECT)),
                    record=record,
                    change=Change.UPDATED if version else Change.NEW,
                    valid_from=draw.choice(DAYS),
                    stated_at=f"{2018 + version}-02-02",
                )
    return sheets


@pytest.fixture(scope="module", params=SEEDS)
def generation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("laws") / "data", *draw_sheets(request.param))


def list_answers(generation: Generation) -> list[tuple[QueryContext, ControllersAnswer]]:
    """Answer every rule for every party on two days."""
    contexts = [ask(generation, day, rule=rule) for day in ASKED for rule in RULES]
    return [(context, controllers(context, number)) for context in contexts for number in range(generation.interests.parties)]


def test_a_sentence_holds_nothing_that_cannot_be_read_aloud(generation: Generation) -> None:
    for _, answer in list_answers(generation):
        for what, pattern in BAD.items():
            assert not re.search(pattern, answer.sentence), f"{what}: {answer.sentence}"
        clauses = answer.sentence.rstrip(".").split("; ")
        assert len(clauses) == len(set(clauses)), answer.sentence
        assert not CODES.intersection(re.findall(r"\w+", answer.sentence)), answer.sentence


def test_a_verdict_names_its_controllers_and_nobody_else(generation: Generation) -> None:
    for _, answer in list_answers(generation):
        named = {party.name for c in answer.controllers for party in (c.party, *c.ring, *c.group)}
        clause = make_title(answer).replace(answer.subject.name, "")
        shown = {name for name in NAMES if name.lower() in clause.lower()}
        assert shown <= named, answer.sentence
        first = [c for c in answer.controllers if c.certainty == "certain"] or answer.controllers
        members = {party.name for c in first for party in (c.ring or c.group or (c.party,))}
        if len(members) <= 3:
            assert members - {answer.subject.name} <= shown, answer.sentence


def test_singular_and_plural_agree(generation: Generation) -> None:
    for _, answer in list_answers(generation):
        certain = [c for c in answer.controllers if c.certainty == "certain"]
        several, title = len(certain) > 1 or any(c.group for c in certain), make_title(answer)
        verbs = ("controls", "meets", "has close links", "is listed"), ("control", "meet", "have close links", "are listed")
        right, wrong = verbs if not several else verbs[::-1]
        if certain and answer.rule.in_force is True and not RULES[answer.rule.id].listed:
            assert any(re.search(rf"\b{verb}\b", title) for verb in right), title
            assert not any(re.search(rf"\b(?<!may ultimately ){verb}\b(?! it)", title) for verb in wrong), title
        assert not re.search(r"\b1 (others|further|statements)\b|holders is\b|holder are\b|that is not named are", answer.sentence), (
            answer.sentence
        )


def test_json_command_page_and_chart_have_one_sentence(generation: Generation) -> None:
    for context, answer in list_answers(generation):
        if answer.rule.id == DEFAULT:
            assert answer.sentence.encode() in encode(answer).replace(b'\\"', b'"')
            assert answer.sentence in " ".join(format_controllers(answer).split("\n\n")[0].split("\n"))
            title = build_chart(context, answer, link=str).title
            assert title == make_title(answer)
            assert title.removeprefix("The ") in answer.sentence.replace("the ring", "ring").replace("The ring", "ring")
