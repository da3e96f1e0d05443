"""Tables as people have them: names in two rows, lists in a cell, companies written once, footnotes, trees of JSON."""

from __future__ import annotations

import json

import pytest

from loaders.table import preview
from ontology.errors import InputError
from ontology.statements import EntityStatement
from tests.loaders.table.test_mappings import OWN, Mapped, propose, reload
from tests.loaders.table.test_workbooks import workbook

LIST = OWN.replace("holder: Owner", "holder: {column: Owner, split: list}") + "  share: Share\n"


def pairs(loaded: Mapped) -> list[tuple[str, str, str | None]]:
    """Holder, subject and share of each holding, by their names."""
    names = {x.entity: x.names[0].text for x in loaded.statements if isinstance(x, EntityStatement)}
    shares = loaded.shares()
    return [
        (names.get(x.holder or "", "?"), names[x.subject], share[0] if share else None)
        for x, share in zip(loaded.interests, shares, strict=True)
    ]


def test_names_in_two_rows_are_joined_and_a_group_is_that_of_its_columns() -> None:
    text = "Company,Shareholder,,Holding,\n,Name,Country,Shares,%\nWorks,Mill,DE,510,51 %\nWorks,Dam,AT,490,49 %\n"
    proposal = propose(text)
    assert proposal.head["header"] == "1-2"
    assert proposal.columns["holder_jurisdiction"] == {"column": "Shareholder Country"}
    loaded = reload(text)
    assert pairs(loaded) == [("Mill", "Works", "51 %"), ("Dam", "Works", "49 %")]
    assert [x.place.line for x in loaded.interests if x.place] == [3, 4]


def test_units_below_the_names_are_no_row_of_data() -> None:
    loaded = reload("Gesellschafter;Firma;Kapital;Stimmrechte\n;;in %;in %\nMill;Works;51,5;60\n")
    assert [(x.interest.value, share) for x, share in zip(loaded.interests, loaded.shares(), strict=True)] == [
        ("shareholding", ("51.5 %", "51,5")),
        ("votingRights", ("60 %", "60")),
    ]


def test_a_row_of_data_below_a_header_stays_one() -> None:
    assert "header" not in propose("Owner,Company,Share\nHolder Group,Works,51\n").head
    assert propose("Shareholders of Works,,\nOwner,Company,Share\nMill,Works,51\n").head["header"] == "2"


def test_of_percentages_of_several_classes_it_is_asked_which_is_the_share() -> None:
    text = "Owner,Company,Ordinary shares,,Preference shares,\n,,Number,%,Number,%\nMill,Works,510,51,0,0\nDam,Works,490,49,9,100\n"
    assert propose(text).questions == [
        "which of 'Ordinary shares %', 'Preference shares %' is the share? Write its name for the question mark"
    ]


def test_a_list_in_a_cell_is_a_holding_for_each_party() -> None:
    text = 'Company,Owners\nWorks,"Mill (51 %), Dam (49 %)"\nPort,"Ann Arden, Ben Bell: 24.5 % each"\nQuay,Works 100%\n'
    loaded = reload(text)
    assert pairs(loaded) == [
        ("Mill", "Works", "51 %"),
        ("Dam", "Works", "49 %"),
        ("Ann Arden", "Port", "24.5 %"),
        ("Ben Bell", "Port", "24.5 %"),
        ("Works", "Quay", "100 %"),
    ]
    assert loaded.interests[2].note == "Owners: Ann Arden, Ben Bell: 24.5 % each"
    assert (loaded.context.read, loaded.context.rejected) == (3, 0)


def test_what_several_have_together_is_the_most_that_one_of_them_has() -> None:
    loaded = Mapped("Owner,Company,Share\nAnn; Ben,Works,49 %\nMill,Works,51\nEve; Fay,Works,>50\n", LIST)
    assert pairs(loaded) == [
        ("Ann", "Works", "[0..49]"),
        ("Ben", "Works", "[0..49]"),
        ("Mill", "Works", "51 %"),
        ("Eve", "Works", None),
        ("Fay", "Works", None),
    ]


def test_whether_a_semicolon_parts_two_names_is_asked() -> None:
    proposal = propose("Owner,Company,Share\nAnn; Ben,Works,49 %\nMill,Works,51 %\n")
    assert (proposal.columns["holder"]["split"], len(proposal.questions)) == ("?", 1)


def test_a_company_that_is_written_once_is_filled_down_and_told() -> None:
    text = "Company,Shareholder,Percent\nWorks,Mill,51\n,Dam,49\nPort,Works,75\n,Ann,25\n* as stated in the register\n"
    assert any("fill: down" in remark for remark in propose(text).remarks)
    loaded = reload(text)
    assert [pair[:2] for pair in pairs(loaded)] == [("Mill", "Works"), ("Dam", "Works"), ("Works", "Port"), ("Ann", "Port")]
    assert (loaded.context.merged, loaded.rejects) == (1, [])


@pytest.mark.parametrize("text", ["Company,Owner,%\nWorks,Mill,51\n,Dam,60\n", "Company,Owner,%\nWorks,A,1\nPort,B,2\nQuay,C,3\n,D,4\n"])
def test_where_it_is_not_plain_that_a_company_is_written_once_it_is_asked(text: str) -> None:
    proposal = propose(text)
    assert (proposal.columns["subject"]["fill"], len(proposal.questions)) == ("?", 1)


def test_marks_and_lines_of_footnotes_are_nobodys_name() -> None:
    text = "Shareholder,Company,%\nMill AG*,Works,51\nDam AG 1),Works,20\nWeir AG,Works,29\n* indirectly\n1) as of 2020\nSource: filings\n"
    loaded = reload(text)
    assert [pair[0] for pair in pairs(loaded)] == ["Mill AG", "Dam AG", "Weir AG"]
    assert not any("as of" in cell for line in preview(propose(text)) for cell in line)


def test_numbers_that_one_side_only_has_do_not_part_a_company_from_itself() -> None:
    text = "Company,Reg. no,Shareholder,Percent\nWorks,HRB 1,Mill,51\nPort,HRB 2,Works,75\n"
    assert "subject_id" not in propose(text).columns
    assert len({iri for x in reload(text).interests for iri in (x.holder, x.subject)}) == 3
    apart = text + "Works,HRB 9,Dam,1\n"
    assert "subject_id" in propose(apart).columns


def test_ends_of_edges_and_letters_of_orbis_are_sides_and_kinds() -> None:
    text = (
        "source_id,source_label,relationship_type,target_id,target_label,to_date,former\na,Mill,shareholder_of,b,Works,2020-01-01,false\n"
    )
    (holding,) = reload(text).interests
    assert (pairs(reload(text)), holding.valid_until) == ([("Mill", "Works", None)], "2020-01-01")
    text = "Company name,SH - Name,SH - Type,SH - Direct %\nWorks,Ann,I,MO\nWorks,Mill,C,NG\n"
    assert propose(text).columns["holder_kind"]["codes"] == {"I": "person", "C": "company"}


def test_a_column_called_name_beside_shares_is_of_who_holds() -> None:
    proposal = propose("Name,Total,% of capital\nMill,750,75 %\nAnn,250,25 %\n")
    assert (proposal.columns["holder"], proposal.columns["subject"]) == ({"column": "Name"}, {"column": "?"})
    assert propose("LEI,Name,Country\nx,Works,DE\n").columns["subject"] == {"column": "Name"}
    listed = propose("company_number,name,current_status\n1,Works,Active\n")
    assert (listed.columns["holder"], listed.columns["subject"]) == ({"column": "?"}, {"column": "name"})


@pytest.mark.parametrize("text", ["company: Works\nshareholders:\n  - name: Mill\n", "TR-1\n1. Issuer: Works\n", "a,b\n1,2\n"])
def test_what_is_hardly_a_table_is_shown_with_questions(text: str) -> None:
    proposal = propose(text)
    assert (preview(proposal)[0][0], proposal.columns["holder"]) == ("row", {"column": "?"})
    assert any("who holds" in question for question in proposal.questions)


RECORDS = [
    {
        "company": {"name": "Works"},
        "owners": [{"name": "Mill", "percent": 51}, {"name": "Dam", "percent": 49}],
        "directors": [{"name": "Eve"}],
    },
    {"company": {"name": "Port"}, "owners": [{"name": "Works", "percent": 100}]},
]


@pytest.mark.parametrize("text", [json.dumps(RECORDS), "\n".join(json.dumps(record) for record in RECORDS)], ids=["list", "lines"])
def test_holders_within_an_object_are_rows(text: str) -> None:
    assert pairs(reload(text, file="own.json")) == [("Mill", "Works", "51 %"), ("Dam", "Works", "49 %"), ("Works", "Port", "100 %")]


def test_one_company_with_its_holders_is_a_table_too() -> None:
    text = json.dumps({"company": "Works", "shareholders": [{"name": "Mill", "percent": 51}]})
    assert pairs(reload(text, file="own.json")) == [("Mill", "Works", "51 %")]


def test_a_workbook_with_merged_cells_and_line_ends_is_read() -> None:
    rows = [("Group 2023",), (), ("Company", "Shareholder", None), (None, "Name", "Stake %"), ("Works", "Mill", 51), (None, "Dam", 49)]
    raw = workbook(*rows, ("Port", "Mill 51%\nDam 49%"))
    assert pairs(reload(raw, file="book.xlsx")) == [
        ("Mill", "Works", "51 %"),
        ("Dam", "Works", "49 %"),
        ("Mill", "Port", "51 %"),
        ("Dam", "Port", "49 %"),
    ]


@pytest.mark.parametrize(
    ("held", "total", "share"),
    [("1'200", "2'400", "50 %"), ("1 200", "2 400", "50 %"), ("1.200.000", "2.400.000", "50 %"), ("1,200,000", "2,400,000", "50 %")],
)
def test_thousands_are_read_however_they_are_divided(held: str, total: str, share: str) -> None:
    assert pairs(reload(f"Owner;Company;Shares held;Total shares\nMill;Works;{held};{total}\n")) == [("Mill", "Works", share)]


def test_days_that_a_spreadsheet_counts_stand_beside_written_ones() -> None:
    loaded = reload("Owner,Company,Date\nMill,Works,43830\nDam,Works,2020-01-02\nWeir,Works,31.12.2019\n")
    assert [x.stated_at for x in loaded.interests] == ["2019-12-31", "2020-01-02", "2019-12-31"]


_URI = "<binding name='{}'><uri>http://www.wikidata.org/entity/Q{}</uri></binding>"
_WORDS = "<binding name='{}'><literal xml:lang='en'>{}</literal></binding>"
_XML = (
    "<?xml version='1.0'?>\n<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='company'/>"
    "<variable name='companyLabel'/><variable name='owner'/><variable name='ownerLabel'/><variable name='share'/></head><results><result>"
    + _URI.format("company", 900001)
    + _WORDS.format("companyLabel", "Works")
    + _URI.format("owner", 900002)
    + _WORDS.format("ownerLabel", "Mill, AG")
    + _WORDS.format("share", "51")
    + "</result></results></sparql>"
)
_TSV = (
    '?company\t?companyLabel\t?owner\t?ownerLabel\t?share\n<http://www.wikidata.org/entity/Q900001>\t"Works"@en\t'
    '<http://www.wikidata.org/entity/Q900002>\t"Mill, AG"\t"51"^^<http://www.w3.org/2001/XMLSchema#decimal>\n'
)


@pytest.mark.parametrize("text", [_XML, _TSV])
def test_what_a_query_answers_is_a_table_in_every_format_of_the_service(text: str) -> None:
    loaded = reload(text)
    assert pairs(loaded) == [("Mill, AG", "Works", "51 %")]
    assert [(x.holder, x.subject) for x in loaded.interests] == [
        tuple(f"https://w3id.org/ownership-graph/id/wikidata/Q90000{n}" for n in (2, 1))
    ]


@pytest.mark.parametrize(
    "text", [_XML[:-20], _TSV + "<\n", '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>']
)
def test_an_answer_that_is_cut_off_or_only_yes_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        propose(text)
    assert caught.value.code == "NO_ROWS"
