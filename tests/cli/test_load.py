"""What `ownership load` says is what it did: counts, exit code and the rejects file agree, and a file of no use takes nothing away."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.command import run

pytestmark = pytest.mark.thorough

TABLE = "holder,subject,share\nAnn Marsh,Alpha Ltd,80\n"
TABLE_BAD = "holder,subject,share\nAnn Marsh,Alpha Ltd,810\n"
BODS = [
    {"statementId": "s1", "statementDate": "2024-01-01", "recordId": "e", "recordType": "entity", "recordDetails": {"name": "Alpha SA"}},
    {
        "statementId": "s2",
        "statementDate": "2024-01-01",
        "recordId": "p",
        "recordType": "person",
        "recordDetails": {"personType": "knownPerson", "names": [{"fullName": "Ann Marsh"}]},
    },
    {
        "statementId": "s3",
        "statementDate": "2024-01-01",
        "recordId": "r",
        "recordType": "relationship",
        "recordDetails": {"subject": "e", "interestedParty": "p", "interests": [{"type": "shareholding", "share": {"exact": 80}}]},
    },
]
FTM = [
    {"id": "a", "schema": "Person", "properties": {"name": ["Ann Marsh"]}},
    {"id": "b", "schema": "Company", "properties": {"name": ["Alpha Ltd"]}},
    {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["80"]}},
]
ICIJ = "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"


def as_lines(records: list[dict[str, object]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def load(folder: Path, file: Path, *arguments: object) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
    """Load a file as the source s; what the command said and the lines of its rejects file."""
    rejects = folder / "rejects.jsonl"
    done = run("load", file, "--source", "s", "--rejects", rejects, *arguments, data=folder / "data")
    return done, [json.loads(line) for line in rejects.read_text().splitlines()]


def read_counts(done: subprocess.CompletedProcess[str]) -> tuple[int, int, int, int]:
    match = re.search(r"([\d,]+) records read = ([\d,]+) used \+ ([\d,]+) merged \+ ([\d,]+) rejected", done.stderr)
    assert match, done.stderr
    read, used, merged, rejected = (int(number.replace(",", "")) for number in match.groups())
    assert read == used + merged + rejected
    return read, used, merged, rejected


@pytest.mark.parametrize(
    "name, good, bad, rejected",
    [
        ("t.csv", TABLE, TABLE_BAD, 1),
        ("b.json", json.dumps(BODS), json.dumps([{"statementId": "x", "foo": 1}]), 1),
        ("b.jsonl", as_lines(BODS), '{"statementId": "x"}\n{"statementId": "y"}\n', 2),
        ("relationships.csv", ICIJ + "1,2,officer_of,shareholder of,,,,PP\n", ICIJ + ",2,officer_of,shareholder of,,,,PP\n", 1),
        ("f.json", as_lines(FTM), as_lines([{"id": "x", "schema": "Address", "properties": {"full": ["1 Mill Lane"]}}]), 0),
        ("p.jsonl", as_lines(FTM), '{"company_number":"01234567","data":{}}\n{"company_number":"01234567","data":{}}\n', 2),
    ],
)
def test_a_file_with_nothing_usable_leaves_the_last_release_of_its_source(
    tmp_path: Path, name: str, good: str, bad: str, rejected: int
) -> None:
    file = tmp_path / name
    file.write_text(good)
    assert load(tmp_path, file)[0].returncode == 0
    before = run("sources", "--json", data=tmp_path / "data").stdout
    file.write_text(bad)
    for more in (["--dry-run"], []):
        done, rejects = load(tmp_path, file, *more)
        assert (done.returncode, len(rejects), read_counts(done)[3]) == (3, rejected, rejected), done.stderr
        assert "NOTHING_USABLE" in done.stderr
        assert "published" not in done.stderr.replace("nothing was published", "")
    assert (tmp_path / "data" / "CURRENT").read_text() == "1\n"
    assert run("sources", "--json", data=tmp_path / "data").stdout == before
    # One such file among others stops them all.
    other = tmp_path / "other.csv"
    other.write_text(TABLE)
    if rejected:
        assert run("load", other, file, data=tmp_path / "data").returncode == 3
        assert (tmp_path / "data" / "CURRENT").read_text() == "1\n"


def test_records_that_all_have_no_statement_of_their_own_are_merged_beside_others(tmp_path: Path) -> None:
    addresses, edges = tmp_path / "nodes-addresses.csv", tmp_path / "relationships.csv"
    addresses.write_text(
        "node_id,address,name,countries,country_codes,sourceID,valid_until,note\n" + '7,"1 MILL LANE","","","","PP","",""\n' * 3
    )
    edges.write_text(ICIJ + "1,2,officer_of,shareholder of,,,,PP\n")
    done = run("load", addresses, edges, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "3 records read = 0 used + 3 merged + 0 rejected" in done.stderr
    assert "published generation 1" in done.stderr
    assert "from 1 sources" in done.stderr


def old_bods(interests: list[dict[str, object]]) -> dict[str, object]:
    return {
        "statementID": "9",
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2019-03-18",
        "subject": {"describedByEntityStatement": "1"},
        "interestedParty": {"describedByPersonStatement": "2"},
        "interests": interests,
    }


OLD_PARTIES: list[dict[str, object]] = [
    {"statementID": "1", "statementType": "entityStatement", "entityType": "registeredEntity", "name": "Nordhavn ApS"},
    {"statementID": "2", "statementType": "personStatement", "personType": "knownPerson", "names": [{"fullName": "Ida Voss"}]},
]
HELD = {"type": "shareholding", "share": {"exact": 66.67, "minimum": 66.67, "maximum": 66.67}}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_fuller_record_of_the_same_id_is_taken_in_any_order(tmp_path: Path, *, backwards: bool) -> None:
    records = [*OLD_PARTIES, old_bods([]), old_bods([]), old_bods([HELD]), *OLD_PARTIES]
    file = tmp_path / "dk.jsonl"
    file.write_text(as_lines(records[::-1] if backwards else records))
    done, rejects = load(tmp_path, file)
    assert (done.returncode, rejects, read_counts(done)[3]) == (0, [], 0), done.stderr
    assert "3 statements, 4 said again" in done.stderr
    answer = json.loads(run("controllers", "Nordhavn ApS", "--json", data=tmp_path / "data").stdout)
    assert [(c["party"]["name"], c["certainty"]) for c in answer["controllers"]] == [("Ida Voss", "certain")]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_fuller_entity_of_the_same_id_is_taken_in_any_order(tmp_path: Path, *, backwards: bool) -> None:
    empty = {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"]}}
    file = tmp_path / "f.json"
    file.write_text(as_lines([*FTM, empty][:: -1 if backwards else 1]))
    done, rejects = load(tmp_path, file)
    assert (done.returncode, rejects) == (0, []), done.stderr
    assert "3 statements, 1 said again" in done.stderr
    answer = json.loads(run("owners", "Alpha Ltd", "--json", data=tmp_path / "data").stdout)
    assert [holder["direct"] for holder in answer["owners"]] == [{"min": 80, "max": 80}]


@pytest.mark.parametrize("backwards", [False, True])
def test_records_of_one_id_that_contradict_each_other_are_counted_and_written_down(tmp_path: Path, *, backwards: bool) -> None:
    records = [*OLD_PARTIES, old_bods([HELD]), old_bods([{**HELD, "share": {"exact": 10}}])]
    file = tmp_path / "dk.jsonl"
    file.write_text(as_lines(records[::-1] if backwards else records))
    for more in (["--dry-run"], [], []):
        done, rejects = load(tmp_path, file, *more)
        assert (done.returncode, [reject["code"] for reject in rejects]) == (3, ["DUPLICATE_ID"]), done.stderr
        assert read_counts(done) == (4, 3, 0, 1)
    answer = json.loads(run("owners", "Nordhavn ApS", "--json", data=tmp_path / "data").stdout)
    # Both say as much; which one is kept follows their text, and so is the same whatever their order.
    assert [holder["direct"]["min"] for holder in answer["owners"]] == [10]


@pytest.mark.parametrize(
    ("name", "text"), [("20240527134702-zbn.entities.delta.json", ""), ("x-delta.json", "[]\n"), ("delta.jsonl", "\n")]
)
def test_a_delta_without_content_is_no_change(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    done, _ = load(tmp_path, file)
    assert done.returncode == 0
    assert "NO_CHANGES" in done.stderr
    good = tmp_path / "f.json"
    good.write_text(as_lines(FTM))
    assert load(tmp_path, good)[0].returncode == 0
    done, _ = load(tmp_path, file)
    assert (done.returncode, "nothing new: generation 1 stays" in done.stderr) == (0, True)
    whole = tmp_path / "entities.json"
    whole.write_text("")
    done, _ = load(tmp_path, whole)
    assert (done.returncode, "EMPTY_FILE" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("name", "header", "code"),
    [
        ("level1.csv", '"LEI","Entity.LegalName","Entity.LegalJurisdiction","Registration.RegistrationStatus"', "NOTHING_USABLE"),
        ("relationships.csv", "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID", "NOTHING_USABLE"),
        ("BasicCompanyData.csv", "CompanyName,CompanyNumber,CompanyStatus", "NOTHING_USABLE"),
        ("table.csv", "holder,subject,share", "NOTHING_USABLE"),
        ("bods.json", "[ ]", "EMPTY_FILE"),
        ("none.nt", "# nothing", "NO_STATEMENTS"),
    ],
)
def test_a_file_of_headers_only_is_refused_and_leaves_what_was_loaded(tmp_path: Path, name: str, header: str, code: str) -> None:
    good, empty = tmp_path / "good.csv", tmp_path / name
    good.write_text("holder,subject,share\nAnn,Mill,60\n")
    empty.write_text(header + "\n")
    assert load(tmp_path, good, "--source", "s")[0].returncode == 0
    done, _ = load(tmp_path, empty, "--source", "s")
    assert (done.returncode, f"error[{code}]" in done.stderr, "see each record's fault" in done.stderr) == (3, True, False)
    answer = json.loads(run("controllers", "Mill", "--json", data=tmp_path / "data").stdout)
    assert (answer["generation"], [c["party"]["name"] for c in answer["controllers"]]) == (1, ["Ann"])


def test_an_open_holding_of_a_closed_record_is_named(tmp_path: Path) -> None:
    closed = {**BODS[0], "statementId": "s4", "statementDate": "2024-06-01", "recordStatus": "closed"}
    file = tmp_path / "b.jsonl"
    file.write_text(as_lines([*BODS, closed]))
    for more in (["--dry-run"], []):
        done, _ = load(tmp_path, file, *more)
        assert done.returncode == 0
        assert "1 x OPEN_TO_CLOSED" in done.stderr
        assert "[OPEN_TO_CLOSED] a holding is open, and the record of its holder or subject is closed: record 3" in done.stderr


def test_parts_of_a_chain_that_are_not_in_the_file_are_told(tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    interest = {"type": "shareholding", "directOrIndirect": "indirect"}
    for parts, is_told in ((["r", "e"], False), (["r", "lost"], True)):
        details = {"subject": "e", "interestedParty": "p", "interests": [interest], "componentRecords": parts}
        summary = {**BODS[2], "statementId": "s4", "recordId": "whole", "recordDetails": details}
        file.write_text(as_lines([*BODS, summary]))
        done, _ = load(tmp_path, file, "--dry-run")
        told = "[COMPONENTS_MISSING] an indirect interest lists relationships that are not in this file: record 4"
        assert (done.returncode, told in done.stderr, "COMPONENTS_MISSING" in done.stderr) == (0, is_told, is_told)


def test_one_id_of_a_person_and_of_an_entity_is_told(tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(as_lines(BODS))
    assert "PERSON_AND_ENTITY" not in load(tmp_path, file)[0].stderr
    person = {
        **BODS[0],
        "statementId": "s9",
        "recordType": "person",
        "recordDetails": {"personType": "knownPerson", "names": [{"fullName": "Ann"}]},
    }
    company = {**BODS[0], "recordDetails": {"name": "Alpha SA", "entityType": {"type": "registeredEntity"}}}
    file.write_text(as_lines([company, *BODS[1:], person]))
    for more in (["--dry-run"], []):
        done, _ = load(tmp_path, file, *more)
        told = f"[PERSON_AND_ENTITY] a person and an entity have one id, and are read as one party: records 1, {len(BODS) + 1}"
        assert (done.returncode, told in done.stderr) == (0, True)


def test_the_rows_of_several_lots_are_named(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("holder,subject,share\nTara,Tyres,30\nTara,Tyres,25\n")
    done, _ = load(tmp_path, file)
    assert done.returncode == 0
    assert "warning t.csv [SEVERAL_LOTS] rows 2 and 3 give one holder several shares" in done.stderr


def test_triples_that_name_parties_and_no_holding_are_told(tmp_path: Path) -> None:
    file, site = tmp_path / "construct.ttl", "http://www.wikidata.org/"
    named = f"@prefix wd: <{site}entity/> .\n@prefix wdt: <{site}prop/direct/> .\n"
    named += 'wd:Q900001 wdt:P31 wd:Q4830453 ; wdt:P1278 "5493001KJTIIGC8Y1R12" .\n'
    file.write_text(named)
    assert "[NO_HOLDINGS]" in load(tmp_path, file)[0].stderr
    file.write_text(f"{named}wd:Q900001 wdt:P127 wd:Q900002 .\n")
    assert "[NO_HOLDINGS]" not in load(tmp_path, file)[0].stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "holder,subject,share\nTara,Tyres,0.51\nToby,Tyres,0.49\n"),
        (
            "f.json",
            as_lines([*FTM[:2], {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["0.8"]}}]),
        ),
    ],
)
def test_shares_that_may_be_fractions_of_one_are_warned_of(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    done, _ = load(tmp_path, file)
    assert (done.returncode, "[SHARES_AT_MOST_1] each share is a number of at most 1" in done.stderr) == (0, True), done.stderr


def test_the_day_of_the_source_can_be_given(tmp_path: Path) -> None:
    table = tmp_path / "alpha.csv"
    table.write_text(TABLE)
    done = run("load", table, "--date", "2020-13-01", data=tmp_path / "data")
    assert (done.returncode, "error[BAD_DATE]" in done.stderr) == (2, True)
    load(tmp_path, table, "--date", "2020-02-03")

    def ask_for(day: str) -> str:
        answer = json.loads(run("controllers", "Alpha Ltd", "--as-of", day, "--json", data=tmp_path / "data").stdout)
        assert [source["date"] for source in answer["sources"]] == ["2020-02-03"]
        return str(answer["verdict"])

    assert [ask_for("2020-02-03"), ask_for("2020-02-02")] == ["certain", "possible"]
