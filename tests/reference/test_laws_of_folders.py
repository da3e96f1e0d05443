"""Laws of whole folders: what an answer may depend on, of real files of several formats that are loaded, joined and asked.

``python -m pytest -m slow tests/reference/test_laws_of_folders.py`` draws ten times as many folders as ``make test``.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from graph.exports import derived
from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, controllers, find_party, owners
from graph.queries.options import Options
from tests.reference.random_folders import COMPANIES, LOADED, PARTIES, SHARES, Holding, SourceFile, draw_folder, load_folder, make_id
from tests.reference.random_statements import seeded
from tests.scenarios import Sheet, publish, publish_files

pytestmark = pytest.mark.thorough

DAYS = tuple(
    datetime.date(*day) for day in ((2017, 1, 1), (2018, 7, 1), (2019, 12, 31), (2021, 6, 1), (2022, 10, 1), (2023, 8, 1), (2025, 1, 1))
)
KNOWN = (*DAYS[1:-1], datetime.date(2024, 6, 4), datetime.date(2024, 6, 11))
SEEDS = (*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 60)))
"""The slow ones take minutes: each loads a few folders."""


def ask(generation: Generation | None, company: str, day: datetime.date, known_at: datetime.date | None = None) -> dict[str, object]:
    """Ask who controls and who owns a company: both answers as JSON has them, without the number of the generation."""
    if generation is None or generation.party_number(generation.base.expand(make_id(company))) is None:
        return {}
    party = find_party(generation, make_id(company))
    answer: dict[str, object] = {}
    for query in (controllers, owners):
        context = QueryContext.of(generation, Options(day, known_at))
        for key, value in msgspec.to_builtins(query(context, party)).items():
            # Which sources were asked, and how old each of them is, is of the folder and not of what the company's statements say.
            if key not in ("generation", "known_at", "provenance"):
                answer[f"{query.__name__}.{key}"] = value
    return answer


def leave_out_names(answer: dict[str, object]) -> dict[str, object]:
    """Leave out of an answer how its sources are called, which is what the last load of each calls it, and the day of knowledge."""
    sources = {key: [source["id"] for source in value] for key, value in answer.items() if key.endswith(".sources")}
    sentence = re.sub(r"FollowTheMoney \w+ \([^)]*\)|, as known on [\d-]+", "", str(answer["controllers.sentence"]))
    return answer | sources | {"controllers.sentence": sentence}


def keep_stated_by(files: list[SourceFile], day: datetime.date) -> list[SourceFile]:
    kept = [file.keep(lambda h, file=file: file.is_stated_by(h, day)) for file in files]  # type: ignore[misc]
    return [file for file in kept if not file.is_empty]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_as_known_on_a_day_is_that_of_a_folder_of_what_was_stated_by_then(seed: int, tmp_path: Path) -> None:
    rng = seeded(seed)
    files, known_at = draw_folder(rng), rng.choice(KNOWN)
    whole = load_folder(tmp_path / "whole", files)
    part = load_folder(tmp_path / "part", keep_stated_by(files, known_at))
    for company in COMPANIES:
        for day in rng.sample(DAYS, 3):
            answer, expected = ask(whole, company, day, known_at), ask(part, company, day)
            if expected:
                assert leave_out_names(answer) == leave_out_names(expected), (company, day, known_at)
            elif answer:
                # A company that nothing stated by then names.
                assert (answer["controllers.verdict"], answer["owners.owners"], answer["controllers.largest_holders"]) == (
                    "not_shown",
                    (),
                    (),
                )


def test_who_is_who_and_what_a_source_says_no_more_are_no_question_of_known_time(tmp_path: Path) -> None:
    """The two things of which the law does not hold (ADR 15)."""
    sheet = Sheet(stated="2019-01-01")
    sheet.holds("anna", "ash-of-one", "60")
    sheet.holds("ash-of-other", "birch", "60")
    same = sheet.same("ash-of-one", sheet.id("ash-of-other"))
    sheet.rows[-1] = msgspec.structs.replace(same, stated_at="2023-01-01")
    generation = publish(tmp_path / "joined", sheet)

    def ask_birch(generation: Generation) -> list[str]:
        context = QueryContext.of(generation, Options(datetime.date(2020, 1, 1), datetime.date(2020, 1, 1)))
        return [c.party.name for c in controllers(context, find_party(generation, "birch")).controllers]

    assert ask_birch(generation) == ["anna"]
    shorter = Sheet(stated="2023-01-01")
    shorter.party("birch")
    shorter.holds("anna", "birch", "60")
    assert ask_birch(publish(tmp_path / "joined", shorter)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_files_and_of_their_records_changes_nothing(seed: int, tmp_path: Path) -> None:
    rng = seeded(seed)
    files = draw_folder(rng)
    one, other = load_folder(tmp_path / "one", files), load_folder(tmp_path / "other", shuffle(rng, files), rng)
    for company in COMPANIES:
        for day in rng.sample(DAYS, 3):
            assert ask(one, company, day) == ask(other, company, day), (company, day)


def shuffle(rng: random.Random, files: list[SourceFile]) -> list[SourceFile]:
    """Shuffle the sources; the files of one source stay in their order."""
    sources = list(dict.fromkeys(file.source for file in files))
    rng.shuffle(sources)
    return [file for source in sources for file in files if file.source == source]


def list_certain(generation: Generation | None, day: datetime.date) -> set[tuple[str, str]]:
    """List every party with each company that it certainly controls."""
    assert generation is not None
    context = QueryContext.of(generation, Options(day))
    numbers = {party: generation.party_number(generation.base.expand(make_id(party))) for party in PARTIES}
    return {
        (party, company.party.name)
        for party, number in numbers.items()
        if number is not None
        for company in controlled(context, number).controlled
        if company.certainty == "certain"
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rival_claim_or_a_denial_in_a_file_of_its_own_never_strengthens(seed: int, tmp_path: Path) -> None:
    rng = seeded(seed)
    day = rng.choice(DAYS[2:])
    files = [*draw_folder(rng)[:1], SourceFile("sure", "table", tuple(draw_sure_holdings(rng)), None, LOADED[-2])]
    claim = rng.choice(files[-1].holdings)
    rival = replace(claim, share=rng.choice(SHARES), status=rng.choice(("in-effect", "denied", "denied")), start="2014", stated="2016")
    before = load_folder(tmp_path / "before", files)
    rivals = SourceFile("rival", "table", (rival,), None, LOADED[-1])
    after = load_folder(tmp_path / "after", [*files, rivals])
    assert list_certain(after, day) <= list_certain(before, day), (day, rival)


def draw_sure_holdings(rng: random.Random) -> Iterator[Holding]:
    """Draw holdings that are certain by themselves, with their size, so that a rival adds nothing new; two may pass 100 % of a company."""
    for subject in rng.sample(COMPANIES, 3):
        for holder in rng.sample([party for party in PARTIES if party != subject], 2):
            yield Holding(holder, subject, "shareholding", rng.choice(("100", "80", "60", "(50..75]", "40")), start="2010", stated="2011")


@pytest.mark.parametrize("seed", SEEDS)
def test_statements_about_parties_that_are_not_above_a_company_change_nothing_for_it(seed: int, tmp_path: Path) -> None:
    rng = seeded(seed)
    files, company = draw_folder(rng), rng.choice(COMPANIES)
    above = {company}
    while more := {h.holder for file in files for h in file.holdings if h.subject in above} - above:
        above |= more
    # Who is left out is still described: the names and kinds of parties are no statements about holdings.
    kept = [file.keep(lambda h: h.subject in above) for file in files]
    whole, part = load_folder(tmp_path / "whole", files), load_folder(tmp_path / "part", [file for file in kept if not file.is_empty])
    for day in rng.sample(DAYS, 4):
        answer, expected = ask(whole, company, day), ask(part, company, day)
        if expected:
            assert leave_out_names(answer) == leave_out_names(expected), day


def name_controllers(answer: dict[str, object]) -> list[tuple[str, str]]:
    listed = answer.get("controllers.controllers", ())
    assert isinstance(listed, tuple)
    return sorted((controller["party"]["name"], controller["certainty"]) for controller in listed)


def make_days_whole(holding: Holding) -> Holding:
    """Take the first day of each year and month."""
    start, end, stated = (text and f"{text}-01-01"[:10] for text in (holding.start, holding.end, holding.stated))
    return replace(holding, start=start, end=end, stated=stated)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 60))])
@pytest.mark.parametrize(("format_name", "ending"), [("nquads", "nq"), ("csv", "csv"), ("bods", "jsonl"), ("ftm", "jsonl")])
def test_what_is_exported_and_loaded_again_answers_the_same_or_the_export_says_what_it_left_out(
    seed: int, format_name: str, ending: str, tmp_path: Path
) -> None:
    rng = seeded(seed)
    files = [file for file in draw_folder(rng) if file.kind != "delta"]
    if format_name == "bods":
        # It has whole days only, and notes of others that they were rounded.
        files = [replace(file, holdings=tuple(map(make_days_whole, file.holdings))) for file in files]
    generation = load_folder(tmp_path / "given", files)
    assert generation is not None
    if format_name == "nquads":
        with DataFolder(tmp_path / "given" / "data").writer(derive=derived.write_lines) as writer:
            generation = writer.rebuild(created="2024-07-01T00:00:00Z")
    targets, left_out = [], 0
    # Each source in a file of its own, since most formats take a file for one source.
    for iri in [None] if format_name == "nquads" else list(generation.sources):
        name = (iri or "all").rsplit("/", 1)[-1]
        targets.append(tmp_path / f"{name}.{ending}")
        left_out += export(generation, format_name, targets[-1], iri).omissions.total()
    again = publish_files(tmp_path / "again", *targets)
    for company in COMPANIES:
        for day in rng.sample(DAYS, 3):
            one, other = ask(generation, company, day), ask(again, company, day)
            if format_name == "nquads":
                assert one == other, (company, day)
            elif not left_out:
                assert name_controllers(one) == name_controllers(other), (company, day)
