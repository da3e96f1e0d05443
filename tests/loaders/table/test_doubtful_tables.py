"""What a table leaves open is asked or refused: no size, date, name or country is read as another one."""

from __future__ import annotations

import io

import openpyxl
import pytest

from loaders.common.latin_letters import PAGES, rank_pages
from loaders.table.mapping import UNDECIDED
from tests.loaders.table.test_mappings import OWN, Mapped, propose, reload
from tests.loaders.table.test_messy_tables import pairs

TWO_ROWS = "Shareholder;Company;{name}\nMill AG;Works AG;{first}\nDam AG;Works AG;{second}\n"


def propose_share(name: str, first: str, second: str) -> tuple[object, list[str]]:
    proposal = propose(TWO_ROWS.format(name=name, first=first, second=second))
    return proposal.columns.get("share"), proposal.questions


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("cp1252", "Sørensen;Genève"), ("cp1252", "São Paulo;España"), ("cp1250", "Kovač d.o.o.;Works"), ("cp1250", "Dvořák;Třebíč"),
        ("cp1250", "Gdańsk;Dąbrowa"), ("iso8859-2", "Śląsk;Łódź"), ("cp1254", "Yıldız A.Ş.;Beşiktaş"), ("cp1257", "Bērziņš;Dzelzceļš"),
        ("cp1253", "Μύλος;Έργα"),
    ],
)  # fmt: skip
def test_few_letters_tell_the_code_page(page: str, names: str) -> None:
    holder, subject = names.split(";")
    loaded = reload(f"Owner;Company;Share\n{names};51,5\n".encode(page))
    assert pairs(loaded) == [(holder, subject, "51.5 %")]


def test_letters_that_two_code_pages_spell_alike_are_asked() -> None:
    text = "Owner;Company;Share\nForêt SA;Works;51,5\n".encode("cp1252")
    proposal = propose(text)
    assert (proposal.head["encoding"], proposal.questions) == (
        UNDECIDED, ["is it 'Forêt' (cp1252) or 'Foręt' (cp1250)? The file does not say its encoding"],
    )  # fmt: skip
    assert pairs(reload(text, {'encoding: "?"': "encoding: cp1252"})) == [("Forêt SA", "Works", "51.5 %")]
    assert rank_pages(b"plain") == [PAGES[0]]


@pytest.mark.parametrize(
    ("shown", "value", "read"),
    [
        ('0.0"%"', 51.5, "51.5 %"), ("0.0\\%", 51.5, "51.5 %"), ("0.0%", 0.515, "51.5 %"), ("[Red]0.0%", 0.5, "50 %"),
    ],
)  # fmt: skip
def test_a_percent_sign_that_is_only_text_does_not_multiply(shown: str, value: float, read: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Owner", "Company", "Share"])
    sheet.append(["Mill", "Works", value])
    sheet["C2"].number_format = shown
    out = io.BytesIO()
    book.save(out)
    assert pairs(reload(out.getvalue(), file="own.xlsx")) == [("Mill", "Works", read)]


def test_a_size_is_read_in_the_unit_that_its_name_has() -> None:
    assert propose_share("Anteil in ‰", "515", "485") == ({"column": "Anteil in ‰", "unit": "count", "of": "1000"}, [])
    assert propose_share("Stake (bps)", "5150", "4850")[0] == {"column": "Stake (bps)", "unit": "count", "of": "10000"}
    thousands = propose("Owner,Company,Shares (thousands),Total shares\nMill,Works,515,1000000\nDam,Works,485,1000000\n")
    assert thousands.columns["share"]["of"] == UNDECIDED
    assert "do not count in the same unit" in thousands.questions[0]


def test_what_others_hold_is_not_the_share_of_the_row() -> None:
    for name in ("Minority interest %", "Non-controlling interest", "Free float %"):
        assert propose_share(name, "49", "20") == (None, [])


def test_whole_numbers_of_shares_are_asked_unless_they_are_percent_either_way() -> None:
    assert propose_share("Shares", "60", "40") == ({"column": "Shares"}, [])
    share, questions = propose_share("Shares", "10", "20")
    assert (share, "numbers of shares" in questions[0]) == ({"column": "Shares", "unit": UNDECIDED}, True)


def test_a_percentage_is_preferred_to_a_number_of_shares() -> None:
    proposal = propose("Owner;Company;Shares held;% of capital\nMill;Works;1.200.000;60,0\nDam;Works;800.000;40,0\n")
    assert (proposal.columns["share"]["column"], proposal.questions) == ("% of capital", [])


def test_the_total_of_a_count_is_read_off_the_line_to_which_the_others_add_up() -> None:
    text = "Aktionär;Anzahl Aktien\nMill;1 200 000\nDam;800 000\nTotal;{total}\n"
    assert propose(text.format(total="2 000 000")).columns["share"]["of"] == "2000000"
    assert propose(text.format(total="2 000 001")).columns["share"]["of"] == UNDECIDED


def test_marks_of_footnotes_are_no_part_of_a_share() -> None:
    text = "Owner,Company,Share\nMill,Works,51.5 (1)\nDam,Works,30.2*\nTarn,Works,18.3%²\n(a) a joint venture,,\n"
    assert [share for _, _, share in pairs(reload(text))] == ["51.5 %", "30.2 %", "18.3 %"]


def test_faults_of_formulas_are_no_names() -> None:
    loaded = Mapped("Owner,Company,Share\n#REF!,Works,51\nMill,#VALUE!,20\nDam,Works,#DIV/0!\n", OWN + "  share: Share\n")
    assert pairs(loaded) == [("?", "Works", "51 %"), ("Dam", "Works", None)]
    assert [reject.code for reject in loaded.rejects] == ["MISSING_SUBJECT"]


def test_dates_under_from_and_to_are_days_and_what_goes_on_has_no_end() -> None:
    text = "Owner,Company,Share,From,To\nMill,Works,51,20190403,present\nDam,Works,49,2018-01-02,31.12.2020\n"
    assert [(x.valid_from, x.valid_until) for x in reload(text).interests] == [("2019-04-03", None), ("2018-01-02", "2020-12-31")]


def test_years_of_two_digits_are_asked() -> None:
    text = "Owner,Company,Share,Date\nMill,Works,51,31/12/19\nDam,Works,49,01/02/03\n"
    assert "century" in propose(text).questions[0]
    loaded = reload(text, {'century: "?"': "century: 2000"})
    assert [x.stated_at for x in loaded.interests] == ["2019-12-31", "2003-02-01"]


def test_a_country_is_read_by_its_name_too() -> None:
    text = "Owner,Company,Owner country\nMill,Works,Germany\nDam,Works,UK\nTarn,Works,Ruritania\n"
    loaded = reload(text)
    assert [x.note for x in loaded.interests] == [None, None, "Owner country: Ruritania"]
    places = [statement.jurisdiction for statement in loaded.statements if hasattr(statement, "jurisdiction")]
    assert places == ["DE", None, "GB", None]


def test_a_size_in_the_place_of_a_name_is_no_list_of_parties() -> None:
    assert "split" not in propose("Shareholder,Company\n49%,Works\nMill,Works\n").columns["holder"]


def test_a_column_of_words_is_a_party_only_where_it_names_some() -> None:
    what = propose("Subsidiary,Principal activity,Share\nWorks AG,Manufacturing,100\nPort GmbH,Logistics,75\n")
    assert what.columns["holder"] == {"column": UNDECIDED}
    assert propose("Subsidiary,Behind it,Share\nWorks AG,Mill Ltd,100\nPort GmbH,Works AG,75\n").questions == []


def test_a_holder_that_is_written_once_is_asked() -> None:
    text = "Owner,Company,Share\nMill,Works,51%\n,Port,100%\nDam,Works,49%\n"
    assert "no holder" in propose(text).questions[0]
    loaded = reload(text, {'fill: "?"': "fill: down"})
    assert [(holder, subject) for holder, subject, _ in pairs(loaded)] == [("Mill", "Works"), ("Mill", "Port"), ("Dam", "Works")]


def test_names_below_merged_groups_are_joined_though_one_of_them_is_not_known() -> None:
    text = "Shareholder,,Company,,Stake,\nName,Country,Name,LEI,Capital,Votes\nMill,DE,Works,,51.5%,60%\n"
    loaded = reload(text)
    assert [(x.interest.value, share[0]) for x, share in zip(loaded.interests, loaded.shares(), strict=True) if share] == [
        ("shareholding", "51.5 %"), ("votingRights", "60 %"),
    ]  # fmt: skip
