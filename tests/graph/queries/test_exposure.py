"""What a set of parties reaches by a rule."""

from __future__ import annotations

from pathlib import Path

from cli.text.controllers import format_controllers
from cli.text.exposure import format_exposure
from graph.answers.exposure import ExposureAnswer
from graph.queries import controllers, exposure, find_party
from graph.queries.rule_words import describe_exposure
from ontology.statements import Directness, Kind
from tests.graph.queries.sheets import ladder
from tests.scenarios import Sheet, ask, publish


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


def list_together(answer: ExposureAnswer) -> dict[str, list[str]]:
    return {c.party.name: [party.name for party in c.together or ()] for c in answer.companies}


def count_together(*shares: tuple[str, str, str]) -> Sheet:
    sheet = Sheet()
    for person in ("ann", "bea", "cid"):
        sheet.party(person, Kind.PERSON)
    for holder, subject, share in shares:
        sheet.holds(holder, subject, share)
    return sheet


def test_who_reaches_a_company_only_together_is_named_with_the_chain_of_each(tmp_path: Path) -> None:
    sheet = count_together(("ann", "y", "30"), ("bea", "y", "25"), ("y", "z", "50"), ("cid", "w", "60"), ("bea", "w", "40"))
    generation = publish(tmp_path, sheet)
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea", "cid"])
    assert list_together(answer) == {"y": ["ann", "bea"], "z": ["ann", "bea"], "w": []}
    chains = {c.party.name: [(link.holder.name, link.subject.name) for link in c.chain] for c in answer.companies}
    assert chains["z"] == [("ann", "y"), ("bea", "y"), ("y", "z")]
    assert "ann and bea together own 50 % or more of y and z, directly or through others, and none of them is shown to do so alone" in (
        describe_exposure(answer)
    )
    rows = [line.split() for line in format_exposure(answer).splitlines()]
    assert ["w", "certain", "cid", ">", "w"] in rows
    assert ["y", "certain", "ann", ">", "y;", "bea", ">", "y", "ann", "and", "bea"] in rows


def test_where_one_of_two_is_enough_they_are_not_said_to_be_needed_together(tmp_path: Path) -> None:
    """z is half of y's, which takes both, and half ann's own."""
    sheet = count_together(("ann", "y", "30"), ("bea", "y", "25"), ("y", "z", "50"), ("ann", "z", "50"))
    generation = publish(tmp_path, sheet)
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea"])
    assert list_together(answer) == {"y": ["ann", "bea"], "z": []}


def test_bands_that_only_together_may_be_half_are_told_as_such(tmp_path: Path) -> None:
    shares = (("ann", "y", "(25..50]"), ("bea", "y", "(25..50]"), ("ann", "x", "(20..25]"), ("bea", "x", "(20..30]"))
    generation = publish(tmp_path, count_together(*shares))
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea"])
    assert [(c.party.name, c.certainty) for c in answer.companies] == [("y", "certain"), ("x", "possible")]
    assert list_together(answer) == {"y": ["ann", "bea"], "x": ["ann", "bea"]}, "each alone may have half of y, and is not shown to"
    sentence = describe_exposure(answer)
    assert "ann and bea together own 50 % or more of y, directly or through others, and none of them is shown to do so alone" in sentence
    assert "ann and bea together may own 50 % or more of x, directly or through others, and none of them alone may" in sentence


def test_who_controls_only_together_is_told_by_majority_control_too(tmp_path: Path) -> None:
    generation = publish(tmp_path, count_together(("ann", "y", "30"), ("bea", "y", "25")))
    answer = exposure(ask(generation), ["ann", "bea"])
    assert "ann and bea together control y, and none of them is shown to do so alone" in describe_exposure(answer)


def test_where_nobody_alone_is_enough_the_answer_about_a_company_names_the_fewest_who_are_together(tmp_path: Path) -> None:
    shares = (
        ("cid", "y", "5"),
        ("ann", "y", "30"),
        ("bea", "y", "25"),
        ("ann", "x", "(25..50]"),
        ("bea", "x", "(25..50]"),
        ("ann", "z", "40"),
    )
    generation = publish(tmp_path, count_together(*shares))
    context = ask(generation, rule="ofac-50")
    y, x, z = (controllers(context, find_party(generation, name)) for name in "yxz")
    assert y.together
    assert (y.verdict, [party.name for party in y.together.parties]) == ("not_shown", ["ann", "bea"])
    assert [(link.holder.name, link.subject.name) for link in y.together.chain] == [("ann", "y"), ("bea", "y")]
    assert "Ann and bea together own 50 % or more of y".lower() in y.sentence.lower()
    assert "so if both are listed, it is covered; no named holder alone is shown to pass its threshold" in y.sentence
    assert x.together
    assert (x.verdict, [party.name for party in x.together.parties]) == ("possible", ["ann", "bea"])
    assert x.sentence.startswith("If ann or bea is listed, x may be covered by ofac-50")
    assert "ann and bea together own 50 % or more of x, directly or through others, so if both are listed, it is covered" in x.sentence
    assert not z.together
    text = format_controllers(y)
    assert "ann and bea: certain, together" in text
    apart = controllers(ask(generation, rule="ofac-50", parameters=["aggregate=no"]), find_party(generation, "y"))
    assert not apart.together
    assert not controllers(ask(generation), find_party(generation, "y")).together


def test_what_two_have_through_others_is_added_beside_whoever_holds_it_all_directly(tmp_path: Path) -> None:
    sheet = Sheet()
    for person in ("ann", "bea"):
        sheet.party(person, Kind.PERSON)
        sheet.holds(person, "x", "30", direct=Directness.INDIRECT)
    sheet.holds("hold", "x", "100", direct=Directness.DIRECT)
    generation = publish(tmp_path, sheet)
    answer = exposure(ask(generation, rule="ofac-50"), ["ann", "bea"])
    assert [(c.party.name, c.certainty) for c in answer.companies] == [("x", "possible")]
    assert list_together(answer) == {"x": ["ann", "bea"]}
    assert exposure(ask(generation, rule="ofac-50"), ["ann"]).companies == ()
    both = controllers(ask(generation, together=["ann,bea"]), find_party(generation, "x"))
    assert [(c.party.name, c.certainty, c.ultimate) for c in both.controllers] == [("hold", "certain", False), ("ann", "possible", True)]
