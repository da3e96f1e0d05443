"""Tables that are easily misread: what a proposal makes of them is right, is asked, or is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pytest

from loaders.contract import LoadContext
from loaders.open import propose_mapping
from loaders.table.proposal import Proposal
from ontology.errors import InputError
from ontology.terms import Base
from tests.loaders.table.test_mappings import OWN, Mapped, propose, reload
from tests.loaders.table.test_messy_tables import pairs


def propose_file(file: Path) -> Proposal:
    return propose_mapping(LoadContext(Base(), file))


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "utf-16-le", "utf-16-be"])
def test_cyrillic_is_read_in_whatever_code_page_it_was_saved(encoding: str) -> None:
    text = "Акционер;Компания;Доля, %\nООО Мельница;АО Завод;51,5\nАО Завод;ООО Порт;100\n"
    assert pairs(reload(text.encode(encoding))) == [("ООО Мельница", "АО Завод", "51.5 %"), ("АО Завод", "ООО Порт", "100 %")]


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
def test_western_letters_are_read_in_whatever_code_page_they_were_saved(encoding: str) -> None:
    text = "Aktionär;Gesellschaft;Anteil\nMühle Größe AG;Österå AB;51,5\n"
    assert pairs(reload(text.encode(encoding))) == [("Mühle Größe AG", "Österå AB", "51.5 %")]


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        (">25-50", "(25..50]"), ("75+", "[75..100]"), ("more than 50% but less than 75%", "(50..75)"), (">=25..<50", "[25..50)"),
        ("over 25% up to and including 50%", "(25..50]"), ("mehr als 25 %", "(25..100]"), ("не более 25%", "[0..25]"),
        ("60/100", "60 %"), ("40 of 100", "40 %"), ("3 out of 4 shares", "75 %"), ("50% + 1 share", "(50..100]"),
        ("51.5 per cent", "51.5 %"), ("33½ %", "33.5 %"),
    ],
)  # fmt: skip
def test_a_share_is_read_however_it_is_written(cell: str, share: str) -> None:
    loaded = Mapped(f"Owner;Company;Size\nMill;Works;{cell}\n", OWN + "  share: Size\n")
    (read,) = loaded.shares()
    assert read is not None
    assert (read[0], read[1]) == (share, cell)


def test_a_column_of_sizes_is_told_by_its_cells_and_one_of_plain_numbers_is_not() -> None:
    proposal = propose("PSC;Company;Extent\nMill;Works;>25-50\nDam;Works;75% or more\n")
    assert proposal.columns["share"] == {"column": "Extent"}
    assert (proposal.columns["beneficial"], proposal.columns["directness"]) == ({"value": "yes"}, {"value": "unknown"})
    unknown = propose("Owner,Company,2022,2023\nMill,Works,51,60\n")
    assert "share" not in unknown.columns
    assert any("every size is unknown" in remark for remark in unknown.remarks)


def test_the_bounds_of_a_band_are_no_exact_shares() -> None:
    loaded = reload("Owner,Company,Min share,Max share,Min votes,Max votes\nMill,Works,25,50,50,75\n")
    assert [(x.interest.value, share and share[0]) for x, share in zip(loaded.interests, loaded.shares(), strict=True)] == [
        ("shareholding", "[25..50]"),
        ("votingRights", "[50..75]"),
    ]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Owner,Company,Shares,Total\nMill,Works,60,200\nDam,Works,40,200\n", {"column": "Shares", "unit": "count", "of": "Total"}),
        ("Owner,Company,Shares held,Out of\nMill,Works,60,80\n", {"column": "Shares held", "unit": "count", "of": "Out of"}),
        ("Owner,Company,Direct,Total\nMill,Works,60,75\nDam,Works,25,25\n", None),
        ("Owner,Company,Number of shares\nMill,Works,60\n", {"column": "Number of shares", "unit": "count", "of": "?"}),
        ("Owner,Company,Stake\nMill,Works,51.5%\nDam,Works,0.485\n", {"column": "Stake", "unit": "?"}),
    ],
)
def test_a_number_of_shares_is_never_taken_for_percent(text: str, share: dict[str, str] | None) -> None:
    assert propose(text).columns.get("share") == share


def test_whoever_is_not_named_and_the_company_itself_are_nobodys_names() -> None:
    words = ("Bearer shares", "Free float", "Other shareholders", "Streubesitz", "прочие акционеры")
    rows = "".join(f"{word};Works;10\n" for word in words)
    loaded = Mapped(f"Owner;Company;Size\n{rows}Treasury shares;Works;5\n", OWN + "  share: Size\n")
    assert [x.holder for x in loaded.interests[:-1]] == [None] * len(words)
    assert all(word in (x.note or "") for word, x in zip(words, loaded.interests, strict=False))
    own = loaded.interests[-1]
    assert (own.holder == own.subject, "treasury" in (own.note or "")) == (True, True)


def test_parts_of_a_name_are_one_name_and_a_company_beside_them_has_its_own() -> None:
    loaded = reload("Owner name,First name,Surname,Company,Share\n,Ann,Arden,Works,60\nMill AG,,,Works,40\n")
    assert pairs(loaded) == [("Ann Arden", "Works", "60 %"), ("Mill AG", "Works", "40 %")]


def test_states_of_holdings_are_read_and_those_of_companies_are_not() -> None:
    loaded = reload("Owner,Company,Share,Status\nMill,Works,51,Current\nDam,Works,49,ceased\n")
    assert [x.status.value for x in loaded.interests] == ["in-effect", "former"]
    assert propose("Owner,Company,Share,Status\nMill,Works,51,Current\nDam,Works,49,struck\n").columns["status"]["codes"] == {
        "Current": "in-effect",
        "struck": "?",
    }
    assert "status" not in propose("Owner,Company,Share,Company status\nMill,Works,51,active\n").columns


def test_it_is_asked_whether_a_nominee_or_who_is_behind_is_the_holder() -> None:
    proposal = propose("Registered holder,Beneficial owner,Company,Share\nTarn Nominees,Ann Arden,Works,30\n")
    assert (proposal.columns["holder"], "who is the holder" in proposal.questions[0]) == ({"column": "?"}, True)


def test_lines_of_totals_are_left_out_also_with_the_name_of_the_company() -> None:
    text = "Company,Owner,Share\nWorks,Mill,51%\nWorks,Total Energy AG,49%\nWorks,Sub-total,100%\nPort,Works,100%\nPort,Total Port,100%\n"
    assert pairs(reload(text)) == [("Mill", "Works", "51 %"), ("Total Energy AG", "Works", "49 %"), ("Works", "Port", "100 %")]


def test_names_of_columns_that_come_again_are_left_out_or_part_the_file() -> None:
    header = "Owner,Company,Share\n"
    assert pairs(reload(f"{header}Mill,Works,51\n{header}Dam,Works,49\n")) == [("Mill", "Works", "51 %"), ("Dam", "Works", "49 %")]
    with pytest.raises(InputError) as caught:
        propose(f"{header}Mill,Works,51\n\nCompany,Owner,Share\nPort,Works,100\n")
    assert (caught.value.code, "row 4" in caught.value.what) == ("SEVERAL_TABLES", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Structure,Share\nMill,\n  Works,51%\n    Port,100%\n Quay,1%\n", "as a tree is drawn"),
        ("Level,Company,Share\n0,Mill,\n2,Works,51\n1,Port,51\n", "counts levels of a tree"),
        ("Shareholder,Works,Port\nMill,51%,\nDam,49%,100%\n", "write the grid as three columns"),
        ("Owner,Company,Share,,Owner,Company,Share\nMill,Works,51,,Dam,Port,100\n", "two tables stand side by side"),
    ],
)
def test_what_is_no_list_of_holdings_is_told_and_not_loaded(text: str, said: str) -> None:
    proposal = propose(text)
    assert any(said in remark for remark in proposal.remarks)
    assert proposal.questions


def test_lists_within_parquet_are_rows_and_no_names(tmp_path: Path) -> None:
    file = tmp_path / "own.parquet"
    rows = "SELECT 'Works' AS company, [{'name': 'Mill', 'pct': 51.5}, {'name': 'Dam', 'pct': 48.5}] AS owners"
    duckdb.sql(f"COPY ({rows}) TO '{file}'")
    assert pairs(reload(file.read_bytes(), file=str(file))) == [("Mill", "Works", "51.5 %"), ("Dam", "Works", "48.5 %")]


def test_of_a_database_the_table_of_holdings_is_chosen_and_views_are_told(tmp_path: Path) -> None:
    file = tmp_path / "own.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE company(name TEXT, country TEXT)")
        connection.execute("CREATE TABLE stake(owner TEXT, company TEXT, pct REAL)")
        connection.execute("INSERT INTO company VALUES ('Mill', 'DE')")
        connection.execute("INSERT INTO stake VALUES ('Mill', 'Works', 51.5)")
        connection.execute("CREATE VIEW shown AS SELECT * FROM stake")
    connection.close()
    proposal = propose_file(file)
    assert proposal.head["sheet"] == "stake"
    assert any("views" in remark and "'shown'" in remark for remark in proposal.remarks)
