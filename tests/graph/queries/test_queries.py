"""The questions about control: groups, rules, who can block, why a search ended, batches; and that the questions agree with each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.answers.batch import UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import Options, batch, batch_all, controlled, controllers, exposure, rules
from graph.queries.batch import decide_many
from graph.queries.options import Limits
from graph.queries.verdict import decide, is_same
from ontology.errors import NoMatch, OwnershipError, UsageError
from ontology.statements import EntityStatement, Interest, Kind, Reason
from tests.scenarios import Sheet, ask, publish, publish_releases


def number(generation: Generation, sheet: Sheet, name: str) -> int:
    found = generation.party_number(sheet.id(name))
    assert found is not None
    return found


def who(folder: Path, sheet: Sheet, subject: str = "y", **options: object) -> ControllersAnswer:
    generation = publish(folder, sheet)
    return controllers(ask(generation, **options), number(generation, sheet, subject))


def names(answer: ControllersAnswer) -> list[str]:
    return [c.party.name for c in answer.controllers]


def siblings() -> Sheet:
    """Two sisters hold 30 and 25 of y, an outsider 45."""
    sheet = Sheet()
    for name, share in (("ann", "30"), ("bea", "25"), ("out", "45")):
        sheet.party(name, Kind.PERSON)
        sheet.holds(name, "y", share)
    return sheet


def test_parties_that_act_together_control_what_none_does_alone(tmp_path: Path) -> None:
    assert who(tmp_path / "alone", siblings()).verdict == "not_shown"
    answer = who(tmp_path / "together", siblings(), together=["ann,bea"])
    (found,) = answer.controllers
    assert (answer.verdict, {p.name for p in found.group}) == ("certain", {"ann", "bea"})
    assert (found.votes.min, len(found.chain)) == (55, 2)
    assert "together ultimately control" in answer.sentence


@pytest.mark.parametrize(
    ("together", "error", "code"),
    [(["ann"], UsageError, "BAD_GROUP"), (["ann,nobody"], NoMatch, "NO_PARTY"), (["ann,bea", "bea,out"], UsageError, "BAD_GROUP")],
)
def test_a_group_that_cannot_be_is_refused(tmp_path: Path, together: list[str], error: type[OwnershipError], code: str) -> None:
    with pytest.raises(error) as caught:
        who(tmp_path, siblings(), together=together)
    assert caught.value.code == code


def test_organs_of_one_state_act_as_one_where_the_parameter_says_so(tmp_path: Path) -> None:
    sheet = Sheet()
    for body, country in (("treasury", "FR"), ("fund", "FR"), ("city", "IT")):
        sheet.rows.append(replace(_entity(sheet, body, Kind.STATE_BODY), jurisdiction=country))
        sheet.holds(body, "y", "30")
    assert who(tmp_path / "several", sheet).verdict == "not_shown"
    answer = who(tmp_path / "one", sheet, parameters=["state=one"])
    assert {p.name for p in answer.controllers[0].group} == {"treasury", "fund"}
    assert answer.rule.parameters["state"] == "one"


def _entity(sheet: Sheet, name: str, kind: Kind) -> EntityStatement:
    sheet.party(name, kind)
    made = sheet.rows.pop()
    assert isinstance(made, EntityStatement)
    return made


@pytest.mark.parametrize(
    ("parameters", "verdict"), [([], "not_shown"), (["threshold=at-least-50"], "certain"), (["threshold:at-least-50"], "certain")]
)
def test_a_contested_point_decides_when_it_is_set(tmp_path: Path, parameters: list[str], verdict: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "50")
    assert who(tmp_path, sheet, parameters=parameters).verdict == verdict


def test_an_unknown_holding_can_be_read_as_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y")
    assert who(tmp_path / "a", sheet).verdict == "possible"
    assert who(tmp_path / "b", sheet, parameters=["unknown=nothing"]).verdict == "not_shown"


@pytest.mark.parametrize(
    ("options", "code", "valid"),
    [
        ({"rule": "biggest"}, "UNKNOWN_RULE", "uk-psc"),
        ({"parameters": ["size=1"]}, "UNKNOWN_PARAMETER", "threshold"),
        ({"parameters": ["threshold=70"]}, "BAD_PARAMETER", "at-least-50"),
        ({"parameters": ["threshold"]}, "BAD_PARAMETER", "name=value"),
        ({"parameters": ["state=one", "state=several"]}, "BAD_PARAMETER", "once"),
    ],
)
def test_a_rule_or_parameter_that_there_is_not_is_refused_with_the_valid_ones(
    tmp_path: Path, options: dict[str, object], code: str, valid: str
) -> None:
    with pytest.raises(UsageError) as caught:
        who(tmp_path, siblings(), **options)
    assert caught.value.code == code
    assert valid in caught.value.hint


def ladder() -> Sheet:
    """A person with 60 % of a company with 30 % of y: 18 % of the money, no control; a second person holds 26 % directly."""
    sheet = Sheet()
    for person in ("ann", "bea"):
        sheet.party(person, Kind.PERSON)
    sheet.holds("ann", "m", "60")
    sheet.holds("m", "y", "30")
    sheet.holds("bea", "y", "26")
    return sheet


@pytest.mark.parametrize(
    ("rule", "parameters", "expected"),
    [
        ("majority-control", [], []),
        ("uk-psc", [], ["ann", "bea"]),
        ("eu-amlr-52", [], ["ann", "bea"]),
        ("eu-amlr-52", ["mixed=ignored"], ["bea"]),
        ("ofac-50", [], []),
    ],
)
def test_another_rule_finds_others_in_the_same_shape(tmp_path: Path, rule: str, parameters: list[str], expected: list[str]) -> None:
    answer = who(tmp_path, ladder(), rule=rule, parameters=parameters)
    assert (answer.rule.id, names(answer)) == (rule, expected)
    assert not answer.contested
    assert all(c.chain and c.chain[-1].subject.name == "y" for c in answer.controllers)
    assert answer.verdict == ("certain" if expected else "not_shown")
    if rule != "majority-control":
        assert f"the rule {rule}" in answer.sentence
        assert all(c.basis for c in answer.controllers)


def test_a_multiplied_share_shows_its_chain(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "m", "50")
    sheet.holds("m", "y", "50")
    (found,) = who(tmp_path, sheet, rule="eu-amlr-52").controllers
    assert [link.holder.name for link in found.chain] == ["ann", "m"]
    assert (found.basis, found.economic.min) == ("multiplied", 25)


def test_rules_are_listed_with_their_points_and_sources() -> None:
    listed = {rule.id: rule for rule in rules().rules}
    assert next(iter(listed)) == "majority-control"
    assert {"ofac-50", "uk-psc", "eu-amlr-52"} <= listed.keys()
    assert all(rule.sources and all(p.default == p.choices[0] for p in rule.parameters) for rule in listed.values())


def test_a_veto_blocks_and_does_not_control(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("s", Kind.STATE)
    sheet.holds("x", "y", "60")
    stated = sheet.holds("s", "y", interest=Interest.VETO)
    answer = who(tmp_path, sheet)
    (blocker,) = answer.can_block
    assert names(answer) == ["x"]
    assert (blocker.party.name, blocker.certainty, blocker.by, blocker.statements) == ("s", "certain", "veto", (stated.id,))


def test_half_of_the_votes_blocks_where_nobody_controls(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "m", "60")
    sheet.holds("m", "y", "20")
    sheet.holds("x", "y", "30")
    sheet.holds("z", "y", "40")
    blockers = {b.party.name: b for b in who(tmp_path, sheet).can_block}
    assert set(blockers) == {"x"}
    assert (blockers["x"].by, len(blockers["x"].statements)) == ("half of the votes", 2)


# -- why a search ended ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.NOT_PROVIDED, "withheld"),
        (Reason.SUBJECT_EXEMPT, "exempt"),
        (Reason.PARTY_EXEMPT, "exempt"),
        (Reason.UNKNOWN, "no data"),
        (Reason.NO_BENEFICIAL_OWNERS, "declared none"),
    ],
)
def test_an_unnamed_holder_is_told_with_its_reason(tmp_path: Path, reason: Reason, told: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    stated = sheet.holds("nobody", "x")
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=reason)
    assert (("x", told)) in [(s.party.name, s.reason) for s in who(tmp_path, sheet).stopped]


def test_a_top_whose_holders_are_all_small_is_told_as_below_the_threshold(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("p", Kind.PERSON)
    sheet.holds("x", "y", "60")
    sheet.holds("p", "x", "30")
    assert [(s.party.name, s.reason) for s in who(tmp_path, sheet).stopped] == [("x", "below threshold")]


@pytest.mark.parametrize(("country", "told"), [("GB", "not filed"), ("CY", "foreign register"), (None, "no data")])
def test_a_silent_holder_in_a_register_has_filed_nothing_or_belongs_to_another(tmp_path: Path, country: str | None, told: str) -> None:
    sheet = Sheet()
    sheet.rows.append(replace(_entity(sheet, "y", Kind.COMPANY), jurisdiction="GB"))
    sheet.rows.append(replace(_entity(sheet, "m", Kind.COMPANY), jurisdiction=country))
    sheet.party("p", Kind.PERSON)
    sheet.holds("p", "y", "60")
    sheet.holds("m", "y", "30")
    source, rows = sheet.release()
    generation = publish_releases(tmp_path, [(replace(source, type="register"), rows)])
    answer = controllers(ask(generation), number(generation, sheet, "y"))
    assert [(s.party.name, s.reason) for s in answer.stopped] == [("m", told)]


def test_a_search_beyond_the_limit_stops_and_says_where(tmp_path: Path) -> None:
    sheet = Sheet()
    for step in range(6):
        sheet.holds(f"n{step + 1}", f"n{step}", "60")
    answer = who(tmp_path, sheet, "n0", limits=Limits(parties=3))
    assert answer.truncated
    assert [(s.party.name, s.reason) for s in answer.stopped] == [("n2", "depth")]
    assert "too large to be walked whole" in answer.sentence


def test_chains_beyond_the_limit_are_left_out_and_their_companies_are_not(tmp_path: Path) -> None:
    sheet = Sheet()
    for step in range(5):
        sheet.holds(f"c{step}", f"c{step + 1}", "60")
    generation = publish(tmp_path, sheet)
    top = number(generation, sheet, "c0")
    whole = controlled(ask(generation), top)
    assert ([len(c.chain) for c in whole.controlled], whole.truncated) == ([1, 2, 3, 4, 5], False)
    cut = controlled(ask(generation, limits=Limits(links=6)), top)
    assert ([len(c.chain) for c in cut.controlled], cut.truncated) == ([1, 2, 3, 0, 0], True)


def test_a_complete_register_below_a_hundred_is_told(tmp_path: Path) -> None:
    sheet = Sheet(complete=True)
    sheet.holds("x", "y", "60")
    sheet.holds("z", "y", "30")
    (told,) = who(tmp_path, sheet).inconsistencies
    assert told.code == "UNDER_100"
    assert "at most 90 %" in told.what


# -- many at once ------------------------------------------------------------------------------------------------


def test_a_batch_answers_each_in_order_and_errors_in_their_place(tmp_path: Path) -> None:
    sheet = ladder()
    generation = publish(tmp_path, sheet)
    options = Options(ask(generation).options.as_of)
    first, second, third = batch(generation, options, ["m", "nobody", "y"])
    assert isinstance(first, ControllersAnswer)
    assert isinstance(third, ControllersAnswer)
    assert isinstance(second, UnansweredParty)
    assert (names(first), second.party, second.error.code, third.subject.name) == (["ann"], "nobody", "NO_PARTY", "y")


def test_everyone_says_in_short_what_each_answer_says(tmp_path: Path) -> None:
    sheet = ladder()
    sheet.holds("r1", "r2", "60")
    sheet.holds("r2", "r1", "60")
    sheet.holds("r1", "z", "70")
    generation = publish(tmp_path, sheet)
    context = ask(generation)
    brief = {line.subject: line for line in batch_all(generation, context.options)}
    assert {line.name for line in brief.values()} == {"m", "y", "r1", "r2", "z"}
    for line in brief.values():
        number_ = generation.party_number(line.subject)
        assert number_ is not None
        whole = controllers(context, number_)
        assert (line.verdict, line.contested) == (whole.verdict, whole.contested)
        assert [(c.id, c.certainty, c.chain) for c in line.controllers] == [
            (c.party.id, c.certainty, tuple(link.statement for link in c.chain)) for c in whole.controllers
        ]


def test_a_set_of_listed_parties_reaches_what_they_hold_together(tmp_path: Path) -> None:
    sheet = Sheet()
    for person in ("ann", "bea"):
        sheet.party(person, Kind.PERSON)
        sheet.holds(person, "y", "25")
    sheet.holds("y", "z", "50")
    generation = publish(tmp_path, sheet)
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea", "carl", "ann"])
    assert [(c.party.name, c.certainty) for c in answer.companies] == [("y", "certain"), ("z", "certain")]
    assert [p.name for p in answer.parties] == ["ann", "bea"]
    assert [(e.party, e.error.code) for e in answer.errors] == [("carl", "NO_PARTY")]
    assert all(c.chain for c in answer.companies)
    apart = exposure(ask(generation, rule="ofac-50", parameters=["aggregate=no"]), ["ann", "bea"])
    assert apart.companies == ()


def test_a_list_of_which_nobody_is_known_reaches_nothing(tmp_path: Path) -> None:
    answer = exposure(ask(publish(tmp_path, ladder()), rule="ofac-50"), ["nobody"])
    assert (answer.companies, len(answer.errors)) == ((), 1)


# -- questions agree -----------------------------------------------------------------------------------------------

STAKES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["100", "60", "51", "50", "30", "(25..50]", "(50..75]", ""])),
    min_size=1,
    max_size=9,
    unique_by=lambda s: s[:2],
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STAKES)
def test_who_controls_and_what_is_controlled_agree(tmp_path_factory: pytest.TempPathFactory, stakes: list[tuple[int, int, str]]) -> None:
    sheet = Sheet()
    for holder, subject, share in stakes:
        if holder != subject:
            sheet.holds(f"n{holder}", f"n{subject}", share or None)
    if not sheet.rows:
        return
    generation = publish(tmp_path_factory.mktemp("agree"), sheet)
    context = ask(generation)
    companies = list(range(len(generation)))
    for company, found_ in zip(companies, decide_many(context, companies)[0], strict=True):
        assert is_same(found_, decide(context, company).holders)
    for line in batch_all(generation, context.options):
        number_ = generation.party_number(line.subject)
        assert number_ is not None
        whole = controllers(context, number_)
        assert (line.verdict, [(c.id, c.chain) for c in line.controllers]) == (
            whole.verdict,
            [(c.party.id, tuple(link.statement for link in c.chain)) for c in whole.controllers],
        )
    below = {party: {c.party.id: c.certainty for c in controlled(context, party).controlled} for party in range(len(generation))}
    for company in range(len(generation)):
        answer = controllers(context, company)
        for found in answer.controllers:
            top = generation.party_number(found.party.id)
            assert top is not None
            assert below[top].get(answer.subject.id) == found.certainty
            # An ultimate controller has nobody certainly above it but members of its own ring.
            over = {generation.party(p).id for p in below if p != company and below[p].get(found.party.id) == "certain"}
            assert over <= {p.id for p in found.ring}
        anybody = [p for p in below if p != company and below[p].get(answer.subject.id) == "certain"]
        assert (answer.verdict == "certain") == bool(anybody)
