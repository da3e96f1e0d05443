"""A mapping is read with line-exact errors, and a table is read by it; what is not decided is never guessed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from loaders.contract import LoadContext, NamedFile, Reject
from loaders.table import TableLoader, preview, propose_mapping, read_mapping, write_mapping
from loaders.table.proposal import Proposal
from ontology.errors import InputError
from ontology.statements import Directness, EntityStatement, Interest, InterestStatement, Kind, Statement
from ontology.terms import Base

OWN = "mapping: 1\ncolumns:\n  holder: Owner\n  subject: Company\n"


class Mapped:
    """A table loaded by a mapping."""

    def __init__(self, text: str | bytes, mapping: str, file: str = "own.csv") -> None:
        self.rejects: list[Reject] = []
        raw = text if isinstance(text, bytes) else text.encode()
        self.context = LoadContext(Base(), Path(file), mapping=NamedFile("m.yaml", mapping.encode()), on_reject=self.rejects.append)
        self.statements: list[Statement] = []
        for source, statements in TableLoader().load(io.BytesIO(raw), self.context):
            self.source = source
            self.statements += statements

    @property
    def interests(self) -> list[InterestStatement]:
        return [x for x in self.statements if isinstance(x, InterestStatement)]

    def shares(self) -> list[tuple[str, str | None] | None]:
        return [(x.share.interval() if not x.share.exact else x.share.label(), x.share.text) if x.share else None for x in self.interests]


def propose(text: str | bytes, file: str = "own.csv") -> Proposal:
    return propose_mapping(io.BytesIO(text if isinstance(text, bytes) else text.encode()), LoadContext(Base(), Path(file)))


def reload(text: str | bytes, answers: dict[str, str] | None = None, file: str = "own.csv") -> Mapped:
    """The table, loaded by its own proposal with the questions answered."""
    mapping = write_mapping(propose(text, file)).decode()
    for before, after in (answers or {}).items():
        assert before in mapping, mapping
        mapping = mapping.replace(before, after)
    return Mapped(text, mapping, file)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("a: 1\n", "BAD_MAPPING", "line 1: a mapping has no 'a'"),
        ("mapping: 2\ncolumns: {}\n", "BAD_MAPPING", "line 1: this is no mapping of version 1"),
        ("mapping: 1\ncolumns:\n  holder: Owner\n", "BAD_MAPPING", "line 3: columns needs subject"),
        (OWN + "  size: Share\n", "BAD_MAPPING", "line 5: a holding has no 'size'"),
        (OWN + "  share:\n    column: Share\n    unit: parts\n", "BAD_MAPPING", "line 7: unit cannot be 'parts'"),
        (OWN + "  share:\n    column: Share\n    unit: count\n", "BAD_MAPPING", "line 6: a count is a part of a total"),
        (OWN + "  share:\n    column: Share\n    order: day-first\n", "BAD_MAPPING", "line 7: share has no 'order'"),
        (OWN + "  valid_from:\n    column: Day\n    order: '?'\n", "UNDECIDED_MAPPING", "line 7: order is not decided yet"),
        (OWN + "  interest:\n    column: T\n    codes:\n      X: '?'\n", "UNDECIDED_MAPPING", "line 8: what 'X' means as interest"),
        ("mapping: 1\ncolumns:\n  holder: '?'\n  subject: B\n", "UNDECIDED_MAPPING", "line 3: the column of holder"),
        (OWN + "  interest: {value: x, column: y}\n", "BAD_MAPPING", "line 5: interest has both a column and a value"),
        (OWN + "header: zero\n", "BAD_MAPPING", "line 5: header is the number of a row"),
        (OWN + "encoding: klingon\n", "BAD_MAPPING", "line 5: there is no encoding"),
        (OWN + "where: [{column: A}]\n", "BAD_MAPPING", "line 5: a condition needs a column and values"),
        (OWN + "delimiter: and\n", "BAD_MAPPING", "line 5: 'and' divides no cells"),
        (OWN + "  share: &x Share\n", "YAML_NOT_ALLOWED", "line 5"),
        ("", "BAD_YAML", "is empty"),
    ],
)
def test_a_fault_of_a_mapping_is_told_with_its_line(text: str, code: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_mapping(text.encode(), "m.yaml")
    assert (caught.value.code, said in caught.value.what, bool(caught.value.hint)) == (code, True, True), caught.value.what


def test_a_column_that_the_table_does_not_have_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        Mapped("Owners,Company\nA,B\n", OWN)
    assert (caught.value.code, "Owners" in caught.value.hint) == ("MISSING_COLUMN", True)


def test_shares_are_read_in_the_unit_and_the_sign_that_the_mapping_says() -> None:
    own = "Owner;Company;Part;All\n"
    share = OWN + "  share:\n    column: Part\n"
    assert Mapped(own + "A;B;51,5 %;\n", share + "    decimal: comma\n").shares() == [("51.5 %", "51,5 %")]
    assert Mapped(own + "A;B;0.515;\n", share + "    unit: fraction\n").shares() == [("51.5 %", "0.515")]
    assert Mapped(own + "A;B;1.200;3.600\n", share + "    unit: count\n    of: All\n    decimal: comma\n").shares() == [("1/3", "1.200")]
    assert Mapped(own + "A;B;600;\n", share + "    unit: count\n    of: '1,200'\n    decimal: point\n").shares() == [("50 %", "600")]
    assert Mapped(own + "A;B;51 %;\n", share + "    unit: fraction\n").shares() == [("51 %", "51 %")]
    table = Mapped(own + "A;B;1.200;3.600\nC;B;600;\nD;B;1,2;4\n", share + "    unit: count\n    of: All\n")
    assert [(x.line, x.code) for x in table.rejects] == [(2, "AMBIGUOUS_NUMBER"), (3, "BAD_SHARE")]


def test_a_band_of_two_columns_is_closed_and_one_bound_is_open_to_the_other_side() -> None:
    mapping = OWN + "  share:\n    min: From\n    max: To\n"
    table = Mapped("Owner,Company,From,To\nA,B,50,75\nC,B,25,\nD,B,,\n", mapping)
    assert table.shares() == [("[50..75]", "50..75"), ("[25..100]", "25.."), None]


def test_a_row_states_several_interests_where_the_mapping_says_so() -> None:
    mapping = OWN + "  share: Capital\nalso:\n  - interest: {value: votingRights}\n    share: Votes\n"
    table = Mapped("Owner,Company,Capital,Votes\nA,B,40,60\nC,B,60,\n", mapping)
    assert [(x.interest, x.share.label() if x.share else None) for x in table.interests] == [
        (Interest.SHAREHOLDING, "40 %"),
        (Interest.VOTING_RIGHTS, "60 %"),
        (Interest.SHAREHOLDING, "60 %"),
    ]


def test_nothing_is_remembered_of_a_row_that_is_rejected() -> None:
    mapping = OWN + "  share: Capital\nalso:\n  - interest: Right\n"
    loaded = Mapped("Owner,Company,Capital,Right\nMill,Works,51,whim\nMill,Works,51,votingRights\n", mapping)
    assert [x.code for x in loaded.rejects] == ["UNKNOWN_INTEREST"]
    parties = [x for x in loaded.statements if isinstance(x, EntityStatement)]
    assert [(x.names[0].text, x.place and x.place.line) for x in parties] == [("Mill", 3), ("Works", 3)]
    assert (len(loaded.interests), loaded.context.warnings) == (2, {})


def test_cells_that_repeat_mean_the_same_and_fail_the_same() -> None:
    mapping = OWN + "  share:\n    column: Part\n    unit: count\n    of: All\n  holder_jurisdiction: Place\n"
    rows = ["Mill,Works,1,2,Far", "Dam,Works,1,4,Far", "Weir,Works,1,2,DE", "Lock,Works,x,2,DE", "Gate,Works,x,2,DE"]
    loaded = Mapped("Owner,Company,Part,All,Place\n" + "\n".join(rows), mapping)
    assert loaded.shares() == [("50 %", "1"), ("25 %", "1"), ("50 %", "1")]
    assert [x.note for x in loaded.interests] == ["Place: Far", "Place: Far", None]
    assert [(x.line, x.code) for x in loaded.rejects] == [(5, "BAD_SHARE"), (6, "BAD_SHARE")]
    assert loaded.context.warnings == {"UNKNOWN_PLACE": 2}


def test_rows_that_the_mapping_leaves_out_are_counted_and_state_nothing() -> None:
    table = Mapped("Owner,Company,Kind\nA,B,Owner\nC,B,auditor\n", OWN + "where:\n  - column: Kind\n    values: [owner]\n")
    context = table.context
    assert (len(table.interests), context.read, context.merged, context.rejected) == (1, 2, 1, 0)


def test_a_company_that_is_written_once_is_that_of_the_rows_below_it() -> None:
    text = "Company,Reg,Owner\nWorks AG,7,A\n,,C\nDam AG,,D\n"
    mapping = OWN.replace("subject: Company", "subject: {column: Company, fill: down}")
    mapping += "  subject_id: {column: Reg, scheme: local, fill: down}\n"
    names = {x.entity: x.names[0].text for x in Mapped(text, mapping).statements if isinstance(x, EntityStatement)}
    subjects = [(names[x.subject or ""], "ent/" in (x.subject or "")) for x in Mapped(text, mapping).interests]
    assert subjects == [("Works AG", True), ("Works AG", True), ("Dam AG", True)]
    (first, second, third) = (x.subject for x in Mapped(text, mapping).interests)
    assert (first == second, second == third) == (True, False)


def test_what_stands_beside_a_holding_is_read_too() -> None:
    mapping = OWN + (
        "  directness: {value: unknown}\n  beneficial: {value: 'yes'}\n  details: Nature\n  record: No\n"
        "  holder_born: Born\n  holder_kind: {value: person}\n  holder_jurisdiction: Land\nnotes: [Land, Remark]\n"
    )
    text = (
        "Owner,Company,Nature,No,Born,Land,Remark\nIda Voss,Works AG,by shares,r1,1960-05,Ruritania,seen\nIda Voss,Works AG,,r2,1970,RU,\n"
    )
    table = Mapped(text, mapping)
    first, second = table.interests
    assert (first.direct, first.beneficial, first.details, first.record) == (Directness.UNKNOWN, True, "by shares", "r1")
    assert first.note == "Land: Ruritania; Land: Ruritania; Remark: seen"
    assert first.holder != second.holder, "two persons of one name with different days of birth are two"
    assert table.context.warnings["UNKNOWN_PLACE"] == 1
    born = [x.attributes[0].value for x in table.statements if isinstance(x, EntityStatement) and x.kind is Kind.PERSON]
    assert born == ["1960-05", "1970"]


def test_the_mapping_is_kept_with_the_source() -> None:
    assert Mapped("Owner,Company\nA,B\n", OWN).source.mapping == OWN


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "iso-8859-5"])
def test_a_table_is_read_in_the_encoding_that_the_mapping_names(encoding: str) -> None:
    table = Mapped("Owner,Company\nМельник,Завод\n".encode(encoding), OWN + f"encoding: {encoding}\n")
    assert [x.names[0].text for x in table.statements if isinstance(x, EntityStatement)] == ["Мельник", "Завод"]


def test_a_proposal_of_clear_columns_loads_as_it_is() -> None:
    table = reload(
        "Gesellschafter;Firma;Anteil in %;Stichtag\nMühle AG;Werke AG;51,5;31.12.2019\nDamm AG;Werke AG;48,5;31.12.2019\n".encode("cp1252")
    )
    assert table.shares() == [("51.5 %", "51,5"), ("48.5 %", "48,5")]


def test_names_and_votes_of_other_languages_are_columns_too() -> None:
    table = reload("Участник,Компания,Доля,Голоса\nМельник,Завод,40,60\n")
    assert [(x.interest.value, x.share.label() if x.share else None) for x in table.interests] == [
        ("shareholding", "40 %"),
        ("votingRights", "60 %"),
    ]


@pytest.mark.parametrize(
    ("text", "question", "before", "after", "read"),
    [
        ("owner,company,share\nA,B,0.51\nC,B,0.49\n", "at most 1", 'unit: "?"', "unit: fraction", ("share", ["51 %", "49 %"])),
        ("owner,company,share\nA,B,600\nC,B,400\n", "what is their total", 'of: "?"', "of: '1000'", ("share", ["60 %", "40 %"])),
        ('owner,company,shares,total shares\nA,B,"1,200","2,400"\n', "comma stand", 'decimal: "?"', "decimal: point", ("share", ["50 %"])),
        ("owner,company,since\nA,B,03/04/2019\n", "(day-first) or 2019-03-04", 'order: "?"', "order: day-first", ("date", ["2019-04-03"])),
        ("owner,company,relation\nA,B,FEEDS\n", "which interest is 'FEEDS'", 'FEEDS: "?"', "FEEDS: nominee", ("interest", ["nominee"])),
        ("owner,company\nA,B\nC,\n", "is it the one above", 'fill: "?"', "fill: down", ("interest", ["shareholding"] * 2)),
        (
            "one,two,share\nAnn,Works,51\n",
            "which column names the holder",
            'holder: "?"\n  subject: "?"',
            "holder: one\n  subject: two",
            ("share", ["51 %"]),
        ),
    ],
)
def test_what_is_not_sure_is_asked_and_read_as_answered(
    text: str, question: str, before: str, after: str, read: tuple[str, list[str]]
) -> None:
    proposal = propose(text)
    assert any(question in asked for asked in proposal.questions), proposal.questions
    with pytest.raises(InputError) as caught:
        Mapped(text, write_mapping(proposal).decode())
    assert caught.value.code == "UNDECIDED_MAPPING"
    mapping = write_mapping(proposal).decode()
    if before not in mapping:
        before, after = 'subject: "?"\n  holder: "?"', "subject: two\n  holder: one"
    assert before in mapping, mapping
    interests = Mapped(text, mapping.replace(before, after)).interests
    found = {
        "share": [x.share.label() if x.share else None for x in interests],
        "date": [x.valid_from for x in interests],
        "interest": [x.interest.value for x in interests],
    }
    assert found[read[0]] == read[1]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # One company has one country, so two beside it are of its holders; and the other way round.
        ("company,owner,share,country\nB,A,60,DE\nB,C,40,NO\n", "holder"),
        ("company,owner,share,country\nB,A,60,DE\nC,A,40,NO\n", "subject"),
        ("company,country,owner\nB,DE,A\n", "subject"),
        ("company,owner,country\nB,A,DE\n", "holder"),
        ("company,owner,share,country\nB,A,60,DE\n", None),
    ],
)
def test_whose_a_column_of_countries_is_is_told_by_the_rows_or_its_place_or_asked(text: str, side: str | None) -> None:
    proposal = propose(text)
    decided = {name: options["column"] for name, options in proposal.columns.items() if name.endswith("_jurisdiction")}
    assert decided == ({f"{side}_jurisdiction": "country"} if side else {"subject_jurisdiction": "?"})
    assert bool(proposal.questions) == (side is None)


def test_the_order_of_dates_is_told_by_those_that_show_it() -> None:
    assert propose("owner,company,since,until\nA,B,03/04/2019,25/04/2020\n").columns["valid_from"]["order"] == "day-first"
    assert "order" not in propose("owner,company,since\nA,B,31.12.2019\n").columns["valid_from"]


def test_codes_of_orbis_are_read_as_bands_and_total_percentages_are_left_out() -> None:
    table = reload(
        "Company name Latin alphabet,BvD ID number,Shareholder - Name,Shareholder - BvD ID number,Shareholder - Direct %,"
        "Shareholder - Total %\n"
        "WORKS AG,XX1,MILL AG,XX2,WO,n.a.\nWORKS AG,XX1,DAM AG,XX3,MO,>50.00\nWORKS AG,XX1,WEIR,XX4,NG,-\nWORKS AG,XX1,POND,XX5,>25.00,-\n"
        "WORKS AG,XX1,RILL,XX6,GP,-\nWORKS AG,XX1,TARN,XX7,n.a.,12.00\n"
    )
    assert table.shares() == [
        ("[98..100]", "WO"), ("(50..100]", "MO"), ("[0..0.01]", "NG"), ("(25..100]", ">25.00"), None, None,
    ]  # fmt: skip
    assert table.interests[0].subject == Base().identifier("bvd", "XX1")


def test_the_header_is_found_below_a_title() -> None:
    table = reload("Holdings of the group,,\n,,\nOwner,Company,Share\nA,B,51\n")
    assert (table.shares(), table.context.read) == ([("51 %", "51")], 1)


def test_a_line_of_totals_a_counter_and_a_remark_below_the_table_are_no_holdings() -> None:
    text = "Werke AG - Aktionäre;;;\n\nNr.;Aktionär;Sitz;Anteil in %\n1;Mill;Bonn;60 %\n2;Dam;Ulm;40 %\n;Summe;;100 %\n* ohne Gewähr;;;\n"
    proposal = propose(text)
    assert {name: options["column"] for name, options in proposal.columns.items()} == {
        "subject": "?",
        "holder": "Aktionär",
        "share": "Anteil in %",
    }
    assert (proposal.totals, "Werke AG - Aktionäre" in " ".join(proposal.remarks)) == (["Summe"], True)
    assert "about one company" in " ".join(proposal.questions)
    loaded = reload(text, {'subject: "?"': "subject: {value: Werke AG}"})
    assert (loaded.shares(), loaded.context.merged, loaded.rejects) == ([("60 %", "60 %"), ("40 %", "40 %")], 2, [])


def test_which_of_several_columns_of_one_name_is_the_share_is_asked() -> None:
    text = "Stockholder,Company,Shares,%,Shares,%\nMill,Works,400,80 %,0,50 %\nDam,Works,100,20 %,500,50 %\n"
    proposal = propose(text)
    assert (proposal.columns["holder"], proposal.columns["share"]) == ({"column": "Stockholder"}, {"column": "?"})
    assert proposal.questions == ["which of '%', '% (2)' is the share? Write its name for the question mark"]
    loaded = reload(text, {'share: "?"': 'share: "% (2)"'})
    assert [share and share[0] for share in loaded.shares()] == ["50 %", "50 %"]


def test_cells_under_no_name_are_told_and_a_tree_is_explained() -> None:
    remarks = propose("Owner,Company,,Share\nMill,Works,,1 %\n,,Dam,2 %\n,,Weir,3 %\n").remarks
    assert remarks == [
        "2 rows have cells under no column name, which are not read: name those columns. "
        "A tree that is drawn by indentation is written as two columns, who holds and who is held"
    ]


def test_what_is_found_of_a_cell_is_read_and_a_cell_without_it_is_blank() -> None:
    mapping = OWN + "  share:\n    column: Words\n    find: 'holds ([0-9]+ ?%)'\n"
    loaded = Mapped('Owner,Company,Words\nMill,Works,"Mill holds 51 %, directly"\nDam,Works,a few\n', mapping)
    assert loaded.shares() == [("51 %", "Mill holds 51 %, directly"), None]
    for pattern, said in (("([0-9", "is no regular expression"), ("[0-9]+", "has one group")):
        with pytest.raises(InputError, match=said):
            Mapped("Owner,Company,Words\nA,B,C\n", mapping.replace("holds ([0-9]+ ?%)", pattern))


def test_the_preview_shows_rows_as_they_are_read_and_what_is_wrong_with_them() -> None:
    lines = preview(propose("owner;company;share;since\nA;B;51,5;31.12.2019\nC;B;much;\nD;B;;\n"))
    assert lines[0] == ["row", "holder", "subject", "share", "valid_from"]
    assert lines[1] == ["2", "A", "B", "51.5 % ?", "2019-12-31"]
    assert lines[2][1].startswith("[BAD_SHARE] 'much' is not a share")


def test_a_proposal_reads_itself_back_whatever_the_columns_are_called() -> None:
    names = ["owner: 1", 'say "no"', "# hash", "no", "Ünï #", "a\\b", "?", "- x", "1e3", "null", "on"]
    text = (
        ",".join(['"' + name.replace('"', '""') + '"' for name in ["company", *names]]) + "\n" + ",".join(["B"] * (len(names) + 1)) + "\n"
    )
    mapping = write_mapping(propose(text)).decode()
    for line in mapping.splitlines():
        assert "\n" not in line
    decided = mapping.replace('holder: "?"', "holder: no") if 'holder: "?"' in mapping else mapping
    read_mapping(decided.replace('column: "?"', "column: no").encode(), "m.yaml")
