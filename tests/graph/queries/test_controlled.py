"""What a party controls, and that it agrees with who controls."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.queries import batch_all, controlled, controllers
from graph.queries.batch import decide_many
from graph.queries.options import Limits
from graph.queries.verdict import decide, is_same
from tests.graph.queries.sheets import number
from tests.scenarios import Sheet, ask, publish

STAKES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["100", "60", "51", "50", "30", "(25..50]", "(50..75]", ""])),
    min_size=1,
    max_size=9,
    unique_by=lambda s: s[:2],
)


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


def test_parties_that_act_together_pass_by_one_of_them_where_parts_are_not_added(tmp_path: Path) -> None:
    sheet = Sheet()
    for holder, share in (("ann", "30"), ("carl", "30"), ("rest", "40")):
        sheet.holds(holder, "works", share)
    generation = publish(tmp_path, sheet)
    works, ann = number(generation, sheet, "works"), number(generation, sheet, "ann")
    together = [f"{sheet.id('ann')},{sheet.id('carl')}"]
    for parameters, verdict, count in (([], "certain", 1), (["grouping=single"], "not_shown", 0)):
        context = ask(generation, together=together, parameters=parameters)
        assert controllers(context, works).verdict == verdict
        assert len(controlled(context, ann).controlled) == count


@pytest.mark.thorough
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
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
        for controller in answer.controllers:
            top = generation.party_number(controller.party.id)
            assert top is not None
            assert below[top].get(answer.subject.id) == controller.certainty
            # An ultimate controller has nobody certainly above it but members of its own ring.
            over = {generation.party(p).id for p in below if p != company and below[p].get(controller.party.id) == "certain"}
            assert over <= {p.id for p in controller.ring}
        anybody = [p for p in below if p != company and below[p].get(answer.subject.id) == "certain"]
        assert (answer.verdict == "certain") == bool(anybody)
