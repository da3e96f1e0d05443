"""Whose verdict changed between two generations: what a person sees, and that asking the few is asking everybody."""

from __future__ import annotations

import copy
import datetime
import random
from pathlib import Path

import msgspec
import pytest

from cli.text.changes import format_changes
from graph.answers.changes import ChangesAnswer
from graph.generation.data_folder import DataFolder
from graph.generation.difference import compare
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, RawOptions, changes
from graph.queries.options import Limits
from graph.queries.verdict import decide
from graph.queries.wording import describe_changes
from ontology.shares import Share
from ontology.statements import Interest, InterestStatement, Kind, Status
from ontology.terms import Base
from tests.graph.queries.test_identity import place
from tests.scenarios import CREATED, Sheet, publish_files

DAY = datetime.date(2021, 1, 1)


def publish_both(folder: Path, before: list[Sheet], after: list[Sheet]) -> tuple[Generation, Generation]:
    """One generation of the sheets as they were, one of them as they are; a sheet of the same name replaces the earlier one."""
    for sheets in (before, after):
        with DataFolder(folder).writer() as writer:
            writer.publish((sheet.release() for sheet in sheets), created=CREATED)
    opened = DataFolder(folder)
    return opened.open(opened.numbers()[0]), opened.open(opened.numbers()[-1])


def ask(old: Generation, new: Generation, parties: list[str] | None = None, limits: Limits | None = None) -> ChangesAnswer:
    return changes(old, new, Options.parse(RawOptions(DAY.isoformat()), today=DAY, limits=limits), parties)


def sale() -> tuple[Sheet, Sheet]:
    """Ann's holding of the mill passes to Bea; the far company below is theirs in turn, the other one is not."""
    sheets = []
    for owner in ("ann", "bea"):
        sheet = Sheet("register")
        for person in ("ann", "bea", "cid"):
            sheet.party(person, Kind.PERSON, person.title())
        for company in ("mill", "far", "other"):
            sheet.party(company, label=f"{company.title()} Ltd")
        sheet.holds("cid", "other", "80")
        sheet.holds("mill", "far", "60")
        sheet.holds(owner, "mill", "70")
        sheets.append(sheet)
    return sheets[0], sheets[1]


def test_a_sale_changes_the_company_and_what_is_below_it_and_nothing_else(tmp_path: Path) -> None:
    before, after = sale()
    answer = ask(*publish_both(tmp_path, [before], [after]))
    assert [(c.party.name, c.before.sentence, c.after.sentence) for c in answer.changes] == [
        ("Far Ltd", "Ann ultimately controls Far Ltd", "Bea ultimately controls Far Ltd"),
        ("Mill Ltd", "Ann ultimately controls Mill Ltd", "Bea ultimately controls Mill Ltd"),
    ]
    sold = next(row.id for row in after.rows if isinstance(row, InterestStatement) and row.holder == after.id("bea"))
    # The sheet numbers its statements, so that one that says something else now has the id of the one before.
    assert {(c.began, c.ended) for c in answer.changes} == {((sold,), (sold,))}
    assert (answer.compared, answer.changed, answer.truncated) == (2, 2, False)
    assert (answer.since, answer.generation) == (1, 2)


def test_rows_of_a_table_that_say_the_same_in_another_file_neither_began_nor_ended(tmp_path: Path) -> None:
    columns, generations = "holder,subject,share,holder_kind\n", []
    for name, rows in (("v", "A,H,60,person\nH,X,60,\nB,X,40,person\n"), ("u", "C,D,9,\nA,H,60,person\nH,X,40,\nB,X,40,person\n")):
        (tmp_path / f"{name}.csv").write_text(columns + rows, encoding="utf-8")
        generations.append(publish_files(tmp_path / "data", tmp_path / f"{name}.csv", source="s"))
    old, new = generations
    change = next(c for c in ask(old, new).changes if c.party.name == "X")
    told = [[old.statement(iri) for iri in change.ended], [new.statement(iri) for iri in change.began]]
    assert [[s.share.text for s in side if isinstance(s, InterestStatement) and s.share] for side in told] == [["60"], ["40"]]


def test_what_says_the_same_of_another_day_is_told_where_nothing_else_differs(tmp_path: Path) -> None:
    before, after = Sheet("register", stated="2021-06-01"), Sheet("register", stated="2020-06-01")
    for sheet in (before, after):
        sheet.party("ann", Kind.PERSON, "Ann")
        held = sheet.holds("ann", "mill", "70", valid_from=None)
    (change,) = ask(*publish_both(tmp_path, [before], [after])).changes
    assert (change.before.verdict, change.after.verdict) == ("possible", "certain")
    assert change.began == change.ended == (held.id,)


def test_a_change_that_decides_nothing_is_compared_and_not_told(tmp_path: Path) -> None:
    before, _ = sale()
    after = copy.deepcopy(before)
    after.rows[-1] = msgspec.structs.replace(after.rows[-1], share=Share.parse("71"))
    answer = ask(*publish_both(tmp_path, [before], [after]))
    assert (answer.compared, answer.changes) == (2, ())


def test_a_name_or_an_order_is_no_difference(tmp_path: Path) -> None:
    before, _ = sale()
    after = copy.deepcopy(before)
    after.rows = [msgspec.structs.replace(r, names=()) if hasattr(r, "names") else r for r in reversed(after.rows)]
    old, new = publish_both(tmp_path, [before], [after])
    assert old.number != new.number
    difference = compare(old, new)
    assert (difference.old.tolist(), difference.new.tolist()) == ([], [])


def test_what_time_brings_is_no_change(tmp_path: Path) -> None:
    sheet, _ = sale()
    sheet.rows[-1] = msgspec.structs.replace(sheet.rows[-1], valid_until="2020-06-01")
    more = Sheet("more")
    more.holds("dan", "elsewhere", "60")
    assert [c.party.name for c in ask(*publish_both(tmp_path, [sheet], [sheet, more])).changes] == ["elsewhere"]


def test_parties_that_were_joined_since_have_the_verdicts_of_both_before(tmp_path: Path) -> None:
    before = Sheet("register")
    before.party("ann", Kind.PERSON, "Ann")
    before.holds("ann", "mill", "70")
    before.holds("works", "plant", "70")
    after = copy.deepcopy(before)
    after.same("mill", after.id("works"))
    answer = ask(*publish_both(tmp_path, [before], [after]))
    assert [
        (c.party.id, [p.party.name for p in c.before.controllers], [p.party.name for p in c.after.controllers]) for c in answer.changes
    ] == [(after.id("plant"), ["works"], ["Ann"])]
    back = ask(*publish_both(tmp_path / "back", [after], [before]))
    assert [c.party.id for c in back.changes] == [after.id("plant"), after.id("works")]


def test_a_company_that_came_or_went_has_a_verdict_on_one_side(tmp_path: Path) -> None:
    before, after = sale()
    after.holds("cid", "newco", "90")
    after.rows = [r for r in after.rows if not (isinstance(r, InterestStatement) and r.subject == after.id("other"))]
    answer = ask(*publish_both(tmp_path, [before], [after]))
    told = {c.party.name: (c.before.verdict, c.after.verdict) for c in answer.changes}
    assert told == {
        "Far Ltd": ("certain", "certain"),
        "Mill Ltd": ("certain", "certain"),
        "Other Ltd": ("certain", "not_shown"),
        "newco": ("not_shown", "certain"),
    }
    assert next(c for c in answer.changes if c.party.name == "newco").before.sentence == "These sources do not know it"


def test_a_list_of_parties_is_asked_about_alone_and_says_whom_it_did_not_find(tmp_path: Path) -> None:
    before, after = sale()
    answer = ask(*publish_both(tmp_path, [before], [after]), ["Mill Ltd", "Other Ltd", "Nobody Ltd"])
    assert [c.party.name for c in answer.changes] == ["Mill Ltd"]
    assert [e.party for e in answer.errors] == ["Nobody Ltd"]


def test_candidates_that_would_change_a_verdict_are_counted_and_change_none(tmp_path: Path) -> None:
    before, after, other = Sheet("register"), Sheet("register"), Sheet("other")
    before.holds("ann", "mill", "70")
    place(after, "halden", "Halden Works Ltd")
    after.holds("halden", "mill", "70")
    place(other, "halden-two", "HALDEN WORKS LIMITED")
    other.holds("cid", "halden-two", "75")
    generations = publish_both(tmp_path, [before, other], [after, other])
    stated = ask(*generations)
    assert stated.candidates is msgspec.UNSET
    with DataFolder(tmp_path).writer() as writer:
        found = writer.find_candidates()
    told = ask(generations[0], found)
    assert told.candidates == 1
    assert msgspec.structs.replace(told, candidates=msgspec.UNSET) == stated
    assert describe_changes(told).endswith(" All is told by what is stated: 1 candidate would change verdicts that are told here.")


def test_a_limit_lists_fewer_and_counts_all(tmp_path: Path) -> None:
    before, after = sale()
    answer = ask(*publish_both(tmp_path, [before], [after]), limits=Limits(companies=1))
    assert (len(answer.changes), answer.changed, answer.incomplete, answer.truncated) == (1, 2, 0, True)
    assert describe_changes(answer).endswith(" Of those, 1 is told.")


def tall_sale() -> tuple[Sheet, Sheet]:
    """Ann's holding passes to Bea at the top of a chain of five companies."""
    sheets = []
    for owner in ("ann", "bea"):
        sheet = Sheet("register")
        for person in ("ann", "bea"):
            sheet.party(person, Kind.PERSON)
        sheet.holds(owner, "c0", "90")
        for number in range(4):
            sheet.holds(f"c{number}", f"c{number + 1}", "90")
        sheets.append(sheet)
    return sheets[0], sheets[1]


def test_a_verdict_that_a_limit_kept_from_being_whole_is_said_to_be_incomplete(tmp_path: Path) -> None:
    before, after = tall_sale()
    old, new = publish_both(tmp_path, [before], [after])
    options = Options.parse(RawOptions(DAY.isoformat(), rule="eu-amlr-52"), today=DAY, limits=Limits(parties=3))
    answer = changes(old, new, options)
    assert [c.party.name for c in answer.changes] == ["c0", "c1", "c2"]
    assert (answer.compared, answer.incomplete, [p.name for p in answer.incomplete_parties]) == (5, 3, ["c2", "c3", "c4"])
    assert answer.truncated
    assert "The network above 3 of those compared is too large to be walked whole" in describe_changes(answer)
    text = format_changes(answer, new.base)
    assert text.endswith("Not decided whole:\n  c2\n  c3\n  c4\n")
    assert all(p.name in text for p in answer.incomplete_parties)


def test_what_the_pass_over_all_companies_decides_no_limit_on_walks_keeps_back(tmp_path: Path) -> None:
    before, after = tall_sale()
    both = publish_both(tmp_path, [before], [after])
    lowest = ask(*both, ["c4"], limits=Limits(parties=3))
    assert ([c.party.name for c in lowest.changes], lowest.incomplete) == (["c4"], 0)
    answer = ask(*both, limits=Limits(parties=3))
    assert ([c.party.name for c in answer.changes], answer.incomplete) == (["c0", "c1", "c2", "c3", "c4"], 0)
    # What is told of each of them is walked, and says where the walk was cut.
    assert [c.after.truncated for c in answer.changes] == [False, False, True, True, True]
    assert answer.truncated
    assert format_changes(answer, Base()).count("(of a part of the network: a limit was reached)") == 6


@pytest.mark.parametrize("rule", [None, "ofac-50", "uk-psc"])
@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 40))])
def test_asking_whom_a_change_can_reach_is_asking_everybody(seed: int, rule: str | None, tmp_path: Path) -> None:
    draw = random.Random(f"changes {seed}")  # noqa: S311 - draws test cases
    before = [draw_sheet(draw, name) for name in ("one", "two")]
    after = [alter(draw, sheet) if draw.random() < 0.8 else sheet for sheet in before]
    old, new = publish_both(tmp_path, before, after)
    options = Options.parse(RawOptions(DAY.isoformat(), rule=rule), today=DAY)
    told = {c.party.id for c in changes(old, new, options).changes}
    assert told == ask_everybody(old, new, options)


def draw_sheet(draw: random.Random, name: str) -> Sheet:
    sheet = Sheet(name, stated=draw.choice(["2019-05-01", "2020-01-01"]))
    for number in range(14):
        sheet.party(f"p{number}", draw.choice([Kind.COMPANY, Kind.COMPANY, Kind.PERSON]))
    for _ in range(12):
        draw_stake(draw, sheet)
    return sheet


def draw_stake(draw: random.Random, sheet: Sheet) -> None:
    holder, subject = draw.sample(range(14), 2)
    share = draw.choice(["60", "51", "50", "30", "26", "(25..50]", ">50", "10"])
    interest = draw.choice([Interest.SHAREHOLDING, Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.NOMINEE])
    status = draw.choice([Status.IN_EFFECT] * 4 + [Status.DENIED, Status.ALLEGED])
    sheet.holds(f"p{holder}", f"p{subject}", share, interest, status=status, valid_from=draw.choice([None, "2010-01-01"]))


def alter(draw: random.Random, sheet: Sheet) -> Sheet:
    """The sheet with something left out, something else in it, something that says another thing, and perhaps two parties joined."""
    altered = copy.deepcopy(sheet)
    stakes = [i for i, row in enumerate(altered.rows) if isinstance(row, InterestStatement)]
    for row in draw.sample(stakes, 2):
        altered.rows[row] = msgspec.structs.replace(altered.rows[row], share=Share.parse(draw.choice(["20", "55", "75"])))
    for _ in range(draw.randint(0, 2)):
        draw_stake(draw, altered)
    if draw.random() < 0.6:
        del altered.rows[draw.choice(stakes)]
    if draw.random() < 0.4:
        altered.same(f"p{draw.randrange(7)}", altered.id(f"p{draw.randrange(7, 14)}"))
    if draw.random() < 0.3:
        altered.rows[0] = msgspec.structs.replace(altered.rows[0], kind=Kind.STATE)
    return altered


def ask_everybody(old: Generation, new: Generation, options: Options) -> set[str]:
    """The definition: the companies whose verdicts, all asked in both generations, name other parties or not as surely."""
    verdicts: list[dict[str, set[object]]] = []
    for generation in (old, new):
        context = QueryContext.of(generation, options)
        found: dict[str, set[object]] = {}
        for company in range(len(generation)):
            if not generation.interests.rows_by_subject(company):
                continue
            for holder in decide(context, company).holders:
                names = frozenset(new.canonical_iri(generation.party_iri(p)) for p in holder.ring or (holder.party,))
                iri = new.canonical_iri(generation.party_iri(company))
                # A party that was joined to others was each of them before; one that was not yet parted was all of them.
                for name in {iri} | {i for i in all_iris(new) if generation.canonical_iri(i) == generation.party_iri(company)}:
                    found.setdefault(name, set()).add((names, holder.certain))
        verdicts.append(found)
    return {name for name in verdicts[0].keys() | verdicts[1].keys() if verdicts[0].get(name) != verdicts[1].get(name)}


def all_iris(generation: Generation) -> list[str]:
    return [generation.party_iri(number) for number in range(len(generation))]
