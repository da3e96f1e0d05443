"""Which parties are candidates for being one, and that none of what is asked without them changes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bench.identity import score_registers
from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from ontology.kept_names import KeptReader
from ontology.party_names import OwnReader
from ontology.statements import Attribute, EntityStatement, Identifier, Judgement, Kind
from tests.scenarios import CREATED, Sheet, publish


def describe(
    sheet: Sheet,
    short: str,
    name: str,
    *,
    place: str | None = "GB",
    kind: Kind = Kind.COMPANY,
    founded: str | None = None,
    born: str | None = None,
    number: tuple[str, str] | None = None,
) -> None:
    """State a party in a sheet."""
    sheet.party(short, kind, name)
    statement = sheet.rows[-1]
    assert isinstance(statement, EntityStatement)
    sheet.rows[-1] = msgspec.structs.replace(
        statement,
        jurisdiction=place,
        founded=founded,
        attributes=(Attribute(name="birth-date", value=born),) if born else (),
        identifiers=(Identifier(scheme=number[0], value=number[1]),) if number else (),
    )


def find(folder: Path, *sheets: Sheet) -> set[tuple[str, str]]:
    """The candidates of some sheets, each pair by short names in the order of the alphabet."""
    publish(folder, *sheets)
    with DataFolder(folder).writer() as writer:
        return list_pairs(writer.find_candidates())


def list_pairs(generation: Generation) -> set[tuple[str, str]]:
    assert generation.candidates is not None
    found = [generation.candidates[place] for place in range(len(generation.candidates))]
    short = [sorted(generation.party_iri(n).rsplit("/", 1)[-1] for n in (c.left, c.right)) for c in found]
    return {(left, right) for left, right in short}


PAIRS: list[tuple[str, dict[str, object], dict[str, object], bool]] = [
    ("one name, one country", {}, {"name": "HALDEN WORKS LIMITED"}, True),
    ("another country", {}, {"place": "NO"}, False),
    ("no country", {}, {"place": None}, False),
    ("a part of the country", {}, {"place": "GB-SCT"}, True),
    ("two parts of one country", {"place": "US-DE"}, {"place": "US-CA"}, False),
    ("another legal form", {}, {"name": "Halden Works LLP"}, False),
    ("no legal form", {}, {"name": "Halden Works"}, True),
    ("another number in the name", {"name": "Halden Fund II LP"}, {"name": "Halden Fund III LP"}, False),
    ("a holding and its company", {"name": "Halden Holding Ltd"}, {"name": "Halden Ltd"}, False),
    ("nothing but a legal form", {"name": "Limited"}, {"name": "LTD"}, False),
    ("founded on one day", {"founded": "1999-05-01"}, {"founded": "1999-05"}, True),
    ("founded in other years", {"founded": "1999"}, {"founded": "2001-05-01"}, False),
    ("two numbers of one register", {"number": ("GB-COH", "00000001")}, {"number": ("GB-COH", "00000002")}, False),
    ("numbers of two registers", {"number": ("GB-COH", "00000001")}, {"number": ("LEI", "5493001KJTIIGC8Y1R12")}, True),
    ("a trust and a company", {"kind": Kind.ARRANGEMENT}, {}, False),
    ("kind not stated", {"kind": Kind.UNKNOWN}, {}, True),
    ("a person and a company", {"kind": Kind.PERSON, "born": "1970-01"}, {}, False),
    ("persons of one month", *[{"name": n, "kind": Kind.PERSON, "born": "1970-01"} for n in ("Mr Rowan Arden", "ARDEN, Rowan")], True),
    ("persons of two months", *[{"name": "Rowan Arden", "kind": Kind.PERSON, "born": b} for b in ("1970-01", "1970-02")], False),
    ("persons of one year", *[{"name": "Rowan Arden", "kind": Kind.PERSON, "born": "1970"} for _ in range(2)], False),
    ("persons of two days", *[{"name": "Rowan Arden", "kind": Kind.PERSON, "born": b} for b in ("1970-01-02", "1970-01-03")], False),
    ("persons without names", *[{"name": "Person", "kind": Kind.ANONYMOUS_PERSON, "born": "1970-01"} for _ in range(2)], False),
]


def test_what_is_a_candidate_and_what_is_none(tmp_path: Path) -> None:
    # All in one folder, each pair with a name of its own, since looking for candidates costs as much for one as for all.
    one, two = Sheet("one"), Sheet("two")
    for place, (_, left, right, _) in enumerate(PAIRS):
        for sheet, short, given in ((one, f"a{place}", left), (two, f"b{place}", right)):
            name = str(given.get("name", "Halden Works Ltd"))
            mark = "".join(chr(ord("a") + int(digit)) for digit in f"{place:02}") * 3
            marked = name if name in ("Limited", "LTD") else f"{mark.title()} {name}"
            describe(sheet, short, marked, **{k: v for k, v in given.items() if k != "name"})  # type: ignore[arg-type]
    found = find(tmp_path, one, two)
    assert found == {(f"a{n}", f"b{n}") for n, (*_, is_candidate) in enumerate(PAIRS) if is_candidate}


def test_parties_of_one_source_are_candidates_too(tmp_path: Path) -> None:
    sheet = Sheet()
    describe(sheet, "a", "Halden Works Ltd")
    describe(sheet, "b", "Halden Works Limited")
    assert find(tmp_path, sheet) == {("a", "b")}


def test_who_holds_the_other_is_not_the_other(tmp_path: Path) -> None:
    sheet = Sheet()
    describe(sheet, "a", "Halden Works Ltd")
    describe(sheet, "b", "Halden Works Limited")
    sheet.holds("a", "b", "100")
    assert find(tmp_path, sheet) == set()


@pytest.mark.parametrize("judgement", [Judgement.DIFFERENT, Judgement.UNSURE])
def test_what_is_judged_different_is_no_candidate_and_what_is_unsure_stays_one(tmp_path: Path, judgement: Judgement) -> None:
    sheet = Sheet()
    describe(sheet, "a", "Halden Works Ltd")
    describe(sheet, "b", "Halden Works Limited")
    sheet.same("a", sheet.id("b"), judgement)
    assert find(tmp_path, sheet) == ({("a", "b")} if judgement is Judgement.UNSURE else set())


def test_a_name_of_too_many_tells_nobody(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(30):
        describe(sheet, f"p{number}", "Halden Works Ltd")
    assert find(tmp_path, sheet) == set()
    generation = DataFolder(tmp_path).open()
    assert generation.candidates is not None
    assert (generation.candidates.info.common, generation.candidates.info.common_parties) == (1, 30)


def test_candidates_are_looked_for_again_where_a_small_folder_is_loaded_anew(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    describe(one, "a", "Halden Works Ltd")
    assert find(tmp_path, one) == set()
    describe(two, "b", "Halden Works Limited")
    with DataFolder(tmp_path).writer() as writer:
        generation = writer.publish([two.release()], created=CREATED)
    assert generation is not None
    assert list_pairs(generation) == {("a", "b")}


def test_no_dump_has_candidates(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    describe(one, "a", "Halden Works Ltd")
    describe(two, "b", "Halden Works Limited")
    two.holds("c", "b", "80")
    generation = publish(tmp_path / "data", one, two, with_triples=True)
    files = {}
    for step in ("without", "with"):
        for format_ in ("nquads", "csv", "bods", "ftm", "cypher", "graphml"):
            export(generation, format_, path := tmp_path / f"{step}.{format_}")
            files[step, format_] = path.read_bytes()
        with DataFolder(tmp_path / "data").writer() as writer:
            generation = writer.find_candidates()
    assert generation.has_triples
    assert list_pairs(generation) == {("a", "b")}
    assert all(content == files["with", format_] for (_, format_), content in files.items())


@pytest.mark.thorough
@pytest.mark.parametrize("reader", [KeptReader(), pytest.param(OwnReader(), marks=pytest.mark.slow)], ids=lambda reader: reader.name)
def test_candidates_of_real_names_are_right_and_few_are_missed(reader: KeptReader | OwnReader, shared_data: Path) -> None:
    for score in score_registers(shared_data, reader).values():
        assert score.precision >= 0.95
        assert score.recall >= 0.93
