"""The command as a person or a script runs it: output, exit codes, errors with a next step."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from cli.main import end_by_signal
from tests.api.in_process import serving_here
from tests.command import run, run_process
from tests.conftest import CHECKOUT
from tests.loaders.article.documents import make_docx, make_pdf

pytestmark = pytest.mark.thorough

EXAMPLE = CHECKOUT / "examples" / "saryarka.map.yaml"
QUESTION = ["controllers", "Saryarka AvtoProm", "--as-of", "2018-12-12"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "data"
    assert run("load", EXAMPLE, data=folder).returncode == 0
    return folder


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code"),
    [
        (["controllers", "Saryarka AvtoProm", "--as-of", "2018-12-12", "--json"], b"", 0),
        (["controllers", "Saryarka AvtoProm", "--as-of", "2018-12-01"], b"", 1),
        (["controllers", "--batch", "-", "--as-of", "2018-12-12"], "CMC\nГенертек\n".encode(), 1),
        (["controllers", "--bogus"], b"", 2),
        (["load", "no-such-file.csv"], b"", 3),
        (["config"], b"", 0),
    ],
)
def test_a_process_prints_and_ends_as_the_call_that_the_other_tests_make(
    data: Path, arguments: list[str], stdin: bytes, exit_code: int
) -> None:
    ends = [way(*arguments, data=data, stdin=stdin, OWNERSHIP_PORT="9000") for way in (run, run_process)]
    called, process = ((end.returncode, end.stdout, end.stderr) for end in ends)
    assert called == process
    assert called[0] == exit_code
    assert called[1] + called[2]


def test_the_demo_prints_chain_and_verdict_and_what_comes_next(tmp_path: Path) -> None:
    shown = run("demo", data=tmp_path / "data")
    assert shown.returncode == 0, shown.stderr
    text = " ".join(shown.stdout.split())
    assert "Central government of the People's Republic of China ultimately controls Saryarka AvtoProm LLP" in text
    assert "verdict certain" in text
    assert "votes 51 % (one share taken as one vote), economic interest 0 to 51 %" in text
    assert "not named 49 % of Saryarka AvtoProm LLP" in text
    assert "serve" in text


def test_without_agreed_deals_it_is_only_possible_and_the_sentence_says_why(data: Path) -> None:
    shown = run(*QUESTION, data=data)
    text = " ".join(shown.stdout.split())
    assert shown.returncode == 0
    assert "may ultimately control" in text
    assert "has agreed to take 51 % of Saryarka AvtoProm LLP, completion not stated" in text


def test_before_the_deal_it_is_not_shown_and_the_exit_code_says_so(data: Path) -> None:
    shown = run("controllers", "Saryarka AvtoProm", "--as-of", "2018-12-01", "--include", "agreed", data=data)
    assert shown.returncode == 1
    assert "is not shown by these sources" in shown.stdout


def test_json_is_the_answer_of_the_contract(data: Path) -> None:
    answer = json.loads(run(*QUESTION, "--include", "agreed", "--json", data=data).stdout)
    (controller,) = answer["controllers"]
    assert answer["verdict"] == controller["certainty"] == "certain"
    assert (controller["votes"], controller["economic"]) == ({"min": 51, "max": 51, "assumed": True}, {"min": 0, "max": 51})
    assert [link["interest"] for link in controller["chain"]] == ["controlByLegalFramework", "shareholding", "shareholding"]
    assert [link["share"]["exact"] for link in controller["chain"]] == [None, 100, 51]
    assert all(link["evidence"][0]["quote"] for link in controller["chain"])
    assert [(r["min"], r["max"]) for r in answer["residual"]] == [(49, 49)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["controlled", "Genertec"],
        ["owners", "Saryarka AvtoProm", "--include", "agreed", "--as-of", "2018-12-12"],
        ["holdings", "CMC"],
        ["paths", "Genertec", "Saryarka AvtoProm", "--as-of", "2019"],
        ["entity", "Genertec"],
        ["search", "saryarka"],
        ["sources"],
    ],
)
def test_every_reading_verb_prints_for_people_and_for_programs(data: Path, arguments: list[str]) -> None:
    shown = run(*arguments, data=data)
    assert (shown.returncode, bool(shown.stdout.strip())) == (0, True), shown.stderr
    assert json.loads(run(*arguments, "--json", data=data).stdout)
    lines = run(*arguments, "--format", "jsonl", data=data).stdout.splitlines()
    assert lines
    assert all(json.loads(line) for line in lines)
    assert run(*arguments, "--format", "csv", data=data).stdout.count("\n") == len(lines) + 1


def test_the_share_of_the_group_is_derived(data: Path) -> None:
    shown = run("owners", "Saryarka AvtoProm", "--include", "agreed", "--as-of", "2018-12-12", data=data).stdout
    (line,) = [line for line in shown.splitlines() if line.strip().startswith("China General Technology")]
    assert line.split()[-3:] == ["51", "%", "derived"]


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["controllers", "Nobody Ltd"], "NO_PARTY", 1),
        (["controllers", "Genertec", "--as-of", "2018-13"], "BAD_DATE", 2),
        (["controllers", "Genertec", "--as-of", "2018-00"], "BAD_DATE", 2),
        (["controllers", "Genertec", "--rule", "biggest"], "UNKNOWN_RULE", 2),
        (["controllers", "Genertec", "--include", "hearsay"], "BAD_INCLUDE", 2),
        (["load", "no-such-file.csv"], "NO_FILE", 3),
        (["load", EXAMPLE, "--format", "xls"], "UNKNOWN_FORMAT", 2),
        (["export", "--format", "pdf", "-o", "x"], "UNKNOWN_FORMAT", 2),
        (["generations", "rollback", "77"], "NO_GENERATION", 1),
        (["sync"], "NO_NEO4J", 2),
        (["sync", "--verify", "--repair"], "USAGE", 2),
        (["query", "no-such.rq"], "FILE_UNREADABLE", 3),
    ],
)
def test_an_error_is_one_line_with_a_code_and_a_next_step(data: Path, arguments: list[object], code: str, exit_code: int) -> None:
    shown = run(*arguments, data=data)
    lines = shown.stderr.strip().splitlines()
    assert shown.returncode == exit_code, shown.stderr
    assert lines[-2].startswith(f"error[{code}]: ")
    assert lines[-1].startswith("hint: ")
    assert "Traceback" not in shown.stderr
    assert shown.stdout == ""


def test_a_name_that_several_parties_bear_lists_them(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("holder,subject,subject_jurisdiction\nA,Nova Ltd,GB\nB,Nova Ltd,CY\n", encoding="utf-8")
    assert run("load", table, data=tmp_path / "d").returncode == 0
    shown = run("controllers", "Nova", data=tmp_path / "d")
    assert shown.returncode == 1
    assert "error[SEVERAL_PARTIES]" in shown.stderr
    assert "GB" in shown.stderr
    assert "CY" in shown.stderr


def test_rejected_rows_are_written_down_and_the_rest_is_loaded(tmp_path: Path) -> None:
    table, rejects = tmp_path / "t.csv", tmp_path / "rejects.jsonl"
    table.write_text("holder,subject,share\nA,B,60\nA,C,160\nC,D,40\n", encoding="utf-8")
    shown = run("load", table, "--rejects", rejects, data=tmp_path / "d")
    assert shown.returncode == 3
    (reject,) = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert (reject["line"], reject["code"]) == (3, "BAD_SHARE")
    assert run("controllers", "B", data=tmp_path / "d").returncode == 0


def test_a_file_that_cannot_be_used_leaves_the_served_generation(tmp_path: Path) -> None:
    good, bad = tmp_path / "g.csv", tmp_path / "b.csv"
    good.write_text("holder,subject,share\nA,B,60\n", encoding="utf-8")
    bad.write_bytes(b"\0\1\2binary\0")
    assert run("load", good, data=tmp_path / "d").returncode == 0
    shown = run("load", bad, data=tmp_path / "d")
    assert shown.returncode == 3
    assert run("generations", data=tmp_path / "d").stdout.count("\n") == 1


def test_a_dry_run_reads_everything_and_publishes_nothing(tmp_path: Path) -> None:
    shown = run("load", EXAMPLE, "--dry-run", data=tmp_path / "d")
    assert shown.returncode == 0
    assert "nothing was published" in shown.stderr
    assert not (tmp_path / "d" / "CURRENT").exists()


@pytest.mark.parametrize("format_name", ["nquads", "trig", "turtle", "jsonld", "csv"])
def test_two_exports_are_the_same_bytes_and_load_again_to_the_same_answer(data: Path, tmp_path: Path, format_name: str) -> None:
    suffix = {"nquads": "nq", "trig": "trig", "turtle": "ttl", "jsonld": "jsonld", "csv": "csv"}[format_name]
    one, two = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    for target in (one, two):
        assert run("export", "--format", format_name, "-o", target, data=data).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    assert (tmp_path / f"one.{suffix}.sha256").exists()
    loaded = run("load", one, data=tmp_path / "again")
    assert loaded.returncode == 0, loaded.stderr
    question = [*QUESTION, "--include", "agreed", "--json"]
    first, second = (json.loads(run(*question, data=folder).stdout) for folder in (data, tmp_path / "again"))
    assert first["verdict"] == second["verdict"] == "certain"
    assert [c["party"]["name"] for c in first["controllers"]] == [c["party"]["name"] for c in second["controllers"]]


def test_compressed_exports_carry_no_time_stamp(data: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.nq.gz", tmp_path / "two.nq.gz"
    for target in (one, two):
        assert run("export", "--format", "nquads", "-o", target, data=data).returncode == 0
    assert one.read_bytes() == two.read_bytes()


def test_a_sparql_file_is_asked(data: Path) -> None:
    shown = run("query", CHECKOUT / "examples/queries/ultimate-controllers.rq", data=data)
    assert shown.returncode == 0, shown.stderr
    assert "Saryarka AvtoProm LLP" in shown.stdout


def test_verify_compares_every_projection(data: Path) -> None:
    shown = run("verify", data=data)
    assert shown.returncode == 0
    assert shown.stdout.count("ok  ") == 9


def test_the_demo_graph_fits_its_shapes(data: Path) -> None:
    shown = run("verify", "--shapes", data=data)
    assert shown.returncode == 0, shown.stdout
    assert "ok    the RDF fits its shapes" in shown.stdout


def test_the_review_goes_through_a_spreadsheet(tmp_path: Path) -> None:
    text, map_, sheet = tmp_path / "news.txt", tmp_path / "news.map.yaml", tmp_path / "review.csv"
    text.write_text("2020-05-01\n\nAral Motors owns 60 percent of Buri Steel LLP.\n", encoding="utf-8")
    assert run("article", "propose", text, "-o", map_).returncode == 0
    assert run("article", "check", map_).returncode == 0
    assert run("article", "csv", map_, "-o", sheet).returncode == 0
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("proposed", "accepted"), encoding="utf-8")
    assert run("article", "csv", map_, "--read", sheet).returncode == 0
    assert run("load", map_, data=tmp_path / "d").returncode == 0
    assert run("controllers", "Buri Steel", data=tmp_path / "d").returncode == 0


def test_parties_of_an_article_are_looked_up_in_the_data_folder(tmp_path: Path) -> None:
    text, map_, table = tmp_path / "news.txt", tmp_path / "news.map.yaml", tmp_path / "known.csv"
    table.write_text(
        "holder,subject,subject_id,subject_jurisdiction\nAda Brook,Buri Steel LLP,lei:5299001LTZ2A6HSMR361,KZ\n", encoding="utf-8"
    )
    assert run("load", table, data=tmp_path / "d").returncode == 0
    text.write_text("Aral Motors owns 60 percent of the Kazakh company Buri Steel LLP.\n", encoding="utf-8")
    shown = run("article", "propose", text, "-o", map_, data=tmp_path / "d")
    assert "1 of 2 parties linked to known ones" in shown.stderr
    assert 'id: "lei:5299001LTZ2A6HSMR361"' in map_.read_text(encoding="utf-8")
    assert run("article", "propose", text, "--no-link", data=tmp_path / "d").stdout.count("5299001LTZ2A6HSMR361") == 0
    # A later look-up changes the candidates and nothing else.
    edited = map_.read_text(encoding="utf-8").replace("claims:", "# mine\nclaims:").replace(', automatic: "true"', "")
    map_.write_text(edited, encoding="utf-8")
    assert run("article", "link", map_, data=tmp_path / "d").returncode == 0
    assert map_.read_text(encoding="utf-8") == edited.replace('only one"}', 'only one", automatic: "true"}')
    assert run("article", "link", map_, data=tmp_path / "none").returncode == 4


def test_each_article_of_a_folder_gets_a_map(tmp_path: Path) -> None:
    folder, maps = tmp_path / "news", tmp_path / "maps"
    folder.mkdir()
    words = "Aral Motors owns 60 percent of Buri Steel LLP."
    (folder / "a.txt").write_text(words, encoding="utf-8")
    (folder / "b.docx").write_bytes(make_docx([words]))
    (folder / "c.pdf").write_bytes(make_pdf([words]))
    (folder / "d.txt").write_text("La société est détenue par Aral, et la filiale est dans le groupe.", encoding="utf-8")
    for number in range(30):
        (folder / f"p{number}.png").write_bytes(b"picture")
    (folder / "a\nb").write_text(words, encoding="utf-8")
    (folder / "older").mkdir()
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    shown = run("article", "propose", folder, "-o", maps)
    assert (shown.returncode, sorted(file.name for file in maps.iterdir())) == (3, ["a.txt.map.yaml", "b.docx.map.yaml", "c.pdf.map.yaml"])
    assert "not read d.txt [NOT_ENGLISH]" in shown.stderr
    assert "3 maps with 3 claims written, 0 kept as they were, 1 files not read, 33 left out" in shown.stderr
    assert [line for line in shown.stderr.splitlines() if line.startswith("left out")][:4] + shown.stderr.splitlines()[20:21] == [
        "left out 'a\\nb': files without an ending are not read as articles",
        "left out gone.txt: no file that can be opened",
        "left out older: a folder; propose from it by itself",
        "left out p0.png: files in .png are not read as articles",
        "left out 13 more",
    ]
    # Each carries what it needs, and a review in it stays.
    (maps / "b.docx.map.yaml").write_text(
        (maps / "b.docx.map.yaml").read_text(encoding="utf-8").replace("proposed", "accepted"), encoding="utf-8"
    )
    assert "3 kept as they were" in run("article", "propose", folder, "-o", maps).stderr
    assert all(run("article", "check", file).returncode == 0 for file in maps.iterdir())
    assert run("load", *sorted(maps.iterdir()), data=tmp_path / "d").returncode == 0
    assert run("load", folder / "b.docx", "--accept", "A", "--dry-run", data=tmp_path / "d2").returncode == 0
    assert run("load", folder / "c.pdf", "--accept", "A", data=tmp_path / "d2").returncode == 0
    assert "60 %" in run("owners", "Buri Steel", data=tmp_path / "d2").stdout
    (tmp_path / "empty").mkdir()
    assert "error[NO_ARTICLES]" in run("article", "propose", tmp_path / "empty").stderr
    assert "left out" not in run("--quiet", "article", "propose", folder, "-o", maps).stderr


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_review_is_served_on_this_machine_until_it_is_ended(number: signal.Signals, tmp_path: Path) -> None:
    text, map_ = tmp_path / "news.txt", tmp_path / "news.map.yaml"
    text.write_text("Aral Motors owns 60 percent of Buri Steel LLP.\n", encoding="utf-8")
    run("article", "propose", text, "-o", map_)
    command = [sys.executable, "-m", "cli.main", "article", "review", str(map_), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=CHECKOUT) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        while True:
            try:
                page = httpx.get(address)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(30) in (0, 128 + number)
    assert "Aral Motors" in page.text
    assert run("article", "review", tmp_path / "none.yaml").returncode == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_asks_to_end_lets_files_be_removed(number: signal.Signals, tmp_path: Path) -> None:
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with pytest.raises(BaseException, match=str(int(number))), end_by_signal(), tempfile.TemporaryDirectory(dir=tmp_path):
            signal.raise_signal(number)
        assert not list(tmp_path.iterdir())
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)


def test_what_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with end_by_signal():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_a_map_with_a_review_is_not_overwritten(tmp_path: Path) -> None:
    text, map_ = tmp_path / "news.txt", tmp_path / "news.map.yaml"
    text.write_text("Aral Motors owns 60 percent of Buri Steel LLP.\n", encoding="utf-8")
    map_.write_text("mine", encoding="utf-8")
    shown = run("article", "propose", text, "-o", map_)
    assert (shown.returncode, map_.read_text(encoding="utf-8")) == (2, "mine")


def test_settings_show_their_origin_and_mask_secrets() -> None:
    secrets = {"OWNERSHIP_NEO4J_PASSWORD": "hunter22", "OWNERSHIP_SPARQL_URL": "https://localhost/sparql?key=hunter22"}
    shown = run("config", **secrets, OWNERSHIP_PORT="9000")
    assert "hunter22" not in shown.stdout
    assert "https://localhost/sparql?********" in shown.stdout
    assert "********" in shown.stdout
    (port,) = [line.split() for line in shown.stdout.splitlines() if line.startswith("port")]
    assert port == ["port", "9000", "environment"]


def test_a_misspelled_setting_is_refused() -> None:
    shown = run("config", OWNERSHIP_DTA="x")
    assert shown.returncode == 2
    assert "error[UNKNOWN_SETTING]" in shown.stderr


def test_a_picture_of_the_answer_is_written(data: Path, tmp_path: Path) -> None:
    drawn = run("chart", *QUESTION[1:], "--include", "agreed", "-o", tmp_path / "a.svg", data=data)
    assert drawn.returncode == 0, drawn.stderr
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "Agreed: 51 %" in svg
    picture = run("chart", *QUESTION[1:], "-o", tmp_path / "a.png", data=data)
    assert picture.returncode == 0, picture.stderr
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    linked = run("chart", *QUESTION[1:], "-o", tmp_path / "b.svg", data=data, OWNERSHIP_PUBLIC_URL="https://registry.example/")
    assert linked.returncode == 0, linked.stderr
    assert "https://registry.example/entity/" in (tmp_path / "b.svg").read_text(encoding="utf-8")


def test_a_picture_of_a_person_shows_what_it_controls(tmp_path: Path) -> None:
    table = b"holder,subject,share,holder_kind\nAnn Arden,Works,60,person\n"
    assert run("load", "-", "--source", "sheet", data=tmp_path / "data", stdin=table).returncode == 0
    titles = [
        run("chart", party, *way, data=tmp_path / "data").stdout.partition("<title>")[2].partition("<")[0]
        for party, way in (("Ann Arden", ()), ("Ann Arden", ("--dir", "up")), ("Works", ()), ("Works", ("--dir", "down")))
    ]
    assert titles[:3] == ["Ann Arden controls 1 company", "Ann Arden is a person and is not owned", "Ann Arden ultimately controls Works"]
    assert titles[3].startswith("Nothing that Works controls is shown by these sources")


def test_a_picture_is_refused_that_cannot_be_drawn(data: Path, tmp_path: Path) -> None:
    for name in ("a.gif", "a", "a.svg.txt"):
        refused = run("chart", *QUESTION[1:], "-o", tmp_path / name, data=data)
        assert (refused.returncode, refused.stderr.partition(":")[0]) == (2, "error[UNKNOWN_PICTURE]")
    assert run("chart", *QUESTION[1:], "--json", "-o", tmp_path / "a.svg", data=data).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_chart_as_data_is_the_body_of_the_service(data: Path, tmp_path: Path) -> None:
    asked = ("Saryarka AvtoProm", "--as-of", "2018-12-12", "--include", "agreed")
    with serving_here(data) as url:
        party = httpx.get(f"{url}/v1/search?q=Saryarka").json()["matches"][0]["id"]
        sent = httpx.get(f"{url}/v1/entities/{quote(party, safe='')}/chart.json?as_of=2018-12-12&include=agreed")
    assert run("chart", *asked, "--json", data=data).stdout.encode() == sent.content
    assert run("chart", *asked, "-o", tmp_path / "a.json", data=data).returncode == 0
    assert (tmp_path / "a.json").read_bytes() == sent.content


def test_what_cannot_be_written_is_named_with_the_reason(data: Path, tmp_path: Path) -> None:
    away, folder = tmp_path / "away" / "file.svg", tmp_path / "folder.svg"
    folder.mkdir()
    for place, reason in ((away, "No such file or directory"), (folder, "Is a directory")):
        for words in (
            ("chart", *QUESTION[1:], "-o", place),
            ("export", "--format", "csv", "-o", place),
            ("export", "--answers", "--format", "csv", "-o", place),
            ("load", "examples/holdings.csv", "--dry-run", "--rejects", place),
        ):
            refused = run(*words, data=data)
            assert (refused.returncode, refused.stderr.splitlines()[0]) == (
                2,
                f"error[UNWRITABLE_OUTPUT]: {place} cannot be written: {reason}",
            )
    assert run("export", "--format", "csv", "-o", "/", data=data).stderr.startswith("error[UNWRITABLE_OUTPUT]: / cannot be written")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_no_defect(data: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "cli.main", "--data", str(data), "rules"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=CHECKOUT, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "error[UNWRITABLE_OUTPUT]: standard output cannot be written: No space left on device",
    )


@pytest.mark.parametrize("verb", [("serve", "--port", "{port}"), ("mcp", "--http", "127.0.0.1:{port}")])
def test_an_address_that_another_service_has_is_named(data: Path, verb: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run(*(word.format(port=port) for word in verb), data=data)
    assert refused.returncode == 2
    assert refused.stderr.startswith(
        f"error[UNUSABLE_ADDRESS]: nobody can listen on 127.0.0.1, port {port}: Address already in use\nhint: "
    )


def test_a_picture_shows_all_holders_of_the_parties_that_are_expanded(tmp_path: Path) -> None:
    holders = [f"Tiny {number},Works,0.75" for number in range(4)]
    table = "\n".join(["holder,subject,share", "Holding,Works,92", *holders]) + "\n"
    assert run("load", "-", "--source", "sheet", data=tmp_path / "data", stdin=table.encode()).returncode == 0
    closed = run("chart", "Works", data=tmp_path / "data", OWNERSHIP_PUBLIC_URL="https://registry.example")
    opened = run("chart", "Works", "--expand", "Works", data=tmp_path / "data", OWNERSHIP_PUBLIC_URL="https://registry.example")
    assert ["Tiny 3" in shown.stdout for shown in (closed, opened)] == [False, True]
    assert ["expand=ent%3Aworks" in shown.stdout for shown in (closed, opened)] == [False, True]
    unknown = run("chart", "Works", "--expand", "Zenda Mills", data=tmp_path / "data")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "error[NO_PARTY]" in unknown.stderr


def test_unreachable_neo4j_is_named(data: Path) -> None:
    shown = run("sync", data=data, OWNERSHIP_NEO4J_URI="bolt://127.0.0.1:9")
    assert shown.returncode == 4
    assert "error[NEO4J_UNREACHABLE]" in shown.stderr


def test_help_names_every_verb_of_the_contract() -> None:
    shown = run_process("--help").stdout
    verbs = """demo load article controllers controlled owners holdings paths cycles exposure what-if history rules entity search chart
               serve sync export query sources generations verify config version"""
    for verb in verbs.split():
        assert f" {verb} " in shown
