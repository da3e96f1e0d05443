"""Grids, trees and turned tables are read where they are plain, asked where it is not plain who holds whom, and else explained."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Alignment

from loaders.table import preview
from loaders.table.mapping import UNDECIDED
from ontology.errors import InputError
from ontology.statements import EntityStatement
from tests.loaders.table.test_mappings import Mapped, propose, reload
from tests.loaders.table.test_messy_tables import pairs

GROUP = [
    ("Borduria Holding", "Works AG", "51 %"), ("Works AG", "Port GmbH", "100 %"), ("Works AG", "Quay Ltd", "60 %"),
    ("Borduria Holding", "Dam AG", "100 %"),
]  # fmt: skip
TREES = {
    "blanks": "Structure,Share\nBorduria Holding,\n  Works AG,51%\n    Port GmbH,100%\n    Quay Ltd,60%\n  Dam AG,100%\n",
    "signs": "Structure,Share\nBorduria Holding,\n├─ Works AG,51%\n│  ├─ Port GmbH,100%\n│  └─ Quay Ltd,60%\n└─ Dam AG,100%\n",
    "dots": "Structure,Share\nBorduria Holding,\n. Works AG,51%\n.. Port GmbH,100%\n.. Quay Ltd,60%\n. Dam AG,100%\n",
    "levels": "Level,Company,Share\n0,Borduria Holding,\n1,Works AG,51\n2,Port GmbH,100\n2,Quay Ltd,60\n1,Dam AG,100\n",
    "numbers": "No.,Company,Share\n1,Borduria Holding,\n1.1,Works AG,51\n1.1.1,Port GmbH,100\n1.1.2,Quay Ltd,60\n1.2,Dam AG,100\n",
    "columns": "Group,,,Share\nBorduria Holding,,,\n,Works AG,,51\n,,Port GmbH,100\n,,Quay Ltd,60\n,Dam AG,,100\n",
}


@pytest.mark.parametrize("drawn", TREES)
def test_a_tree_is_read_however_it_is_drawn(drawn: str) -> None:
    loaded = reload(TREES[drawn])
    assert sorted(pairs(loaded)) == sorted(GROUP)
    assert (loaded.context.read, loaded.context.merged, loaded.context.rejected) == (5, 1, 0), "who stands at the top states nothing"
    assert [x.place.line for x in loaded.interests if x.place] == [3, 4, 5, 6]


def test_indents_of_cells_draw_a_tree() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Company", "Share"])
    for depth, name, share in ((0, "Borduria Holding", None), (1, "Works AG", "51%"), (2, "Port GmbH", "100%"), (2, "Quay Ltd", "60%")):
        sheet.append([name, share])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(indent=depth)
    out = io.BytesIO()
    book.save(out)
    assert pairs(reload(out.getvalue(), file="own.xlsx")) == GROUP[:3]


def test_who_holds_whom_in_a_tree_is_asked_where_it_is_not_plain() -> None:
    text = "Company,Share\nWorks AG,\n- Mill AG,51\n- Dam AG,49\n"
    proposal = propose(text)
    assert (proposal.columns["holder"], proposal.columns["subject"]) == ({"column": UNDECIDED}, {"column": UNDECIDED})
    assert preview(proposal)[1] == ["3", "Works AG ?", "Mill AG ?", "51 %"]
    answers = {'holder: "?"': "holder: Company", 'subject: "?"': 'subject: "(above)"'}
    assert pairs(reload(text, answers)) == [("Mill AG", "Works AG", "51 %"), ("Dam AG", "Works AG", "49 %")]
    blanks_by_mistake = "Subsidiary,Share\nPort,100\n Works,100\n Dam,20\n"
    assert propose(blanks_by_mistake).columns["holder"] == {"column": UNDECIDED}


def test_what_stands_beside_a_name_in_a_tree_is_its_own() -> None:
    text = "Entity;Country;Ownership\nBorduria Holding;DE;\n  Works AG;AT;51,5 %\n    Port GmbH;CH;100 %\n    Quay Ltd;UK;60 %\n"
    parties = [x for x in reload(text).statements if isinstance(x, EntityStatement)]
    places = {x.names[0].text: x.jurisdiction for x in parties}
    assert places == {"Borduria Holding": "DE", "Works AG": "AT", "Port GmbH": "CH", "Quay Ltd": "GB"}


def test_a_row_at_a_level_that_is_not_plain_is_rejected() -> None:
    mapping = "mapping: 1\ntree:\n  column: Company\n  level: Level\ncolumns:\n  holder: (above)\n  subject: Company\n"
    loaded = Mapped("Level,Company\n0,Mill\n1,Works\n3,Port\nx,Quay\n2,Dam\n", mapping)
    assert [(x.line, x.code) for x in loaded.rejects] == [(4, "BAD_LEVEL"), (5, "BAD_LEVEL")]
    assert pairs(loaded) == [("Mill", "Works", None), ("Works", "Dam", None)]


def test_a_grid_is_read_cell_by_cell() -> None:
    loaded = reload(",Works AG,Port GmbH,Quay Ltd\nMill AG,51%,-,10%\nDam AG,49%,100%,0%\nWorks AG,,,60%\n")
    assert pairs(loaded) == [
        ("Mill AG", "Works AG", "51 %"), ("Mill AG", "Quay Ltd", "10 %"), ("Dam AG", "Works AG", "49 %"),
        ("Dam AG", "Port GmbH", "100 %"), ("Works AG", "Quay Ltd", "60 %"),
    ]  # fmt: skip
    assert (loaded.context.read, loaded.context.merged) == (7, 2)
    assert [x.place.line for x in loaded.interests if x.place] == [2, 2, 3, 3, 4]


def test_totals_of_a_grid_are_no_parties() -> None:
    loaded = reload("Shareholder \\ Company,Works,Port,Total\nMill,51,0,\nDam,49,100,\nTotal,100,100,\n")
    assert pairs(loaded) == [("Mill", "Works", "51 %"), ("Dam", "Works", "49 %"), ("Dam", "Port", "100 %")]


def test_who_holds_whom_in_a_grid_is_asked_where_its_shares_do_not_tell() -> None:
    text = "Company,Mill AG,Dam AG\nWorks AG,x,\nPort AG,,x\n"
    assert "who holds in the grid" in propose(text).questions[0]
    answers = {'holder: "?"': 'holder: "(column)"', 'subject: "?"': "subject: Company"}
    assert pairs(reload(text, answers)) == [("Mill AG", "Works AG", None), ("Dam AG", "Port AG", None)]


def test_columns_of_years_and_classes_are_no_companies() -> None:
    for text in ("Shareholder,2021,2022\nMill AG,51,60\n", "Shareholder company,Class A,Class B\nMill AG,51,60\nDam AG,49,40\n"):
        assert propose(text).shape == {}


def test_a_turned_table_is_turned_back() -> None:
    text = "Company,Works AG,Port GmbH\nShareholder,Mill AG,Works AG\nShare,51.5,100\nSince,2020-01-01,2021-01-01\n"
    loaded = reload(text)
    assert pairs(loaded) == [("Mill AG", "Works AG", "51.5 %"), ("Works AG", "Port GmbH", "100 %")]
    assert [x.place.line for x in loaded.interests if x.place] == [2, 3], "the place of its column"


def test_a_mapping_names_columns_that_the_shape_has() -> None:
    for mapping in ("grid: [Works, Nowhere]\n", "tree: Nowhere\n"):
        with pytest.raises(InputError) as caught:
            Mapped("Owner,Works\nMill,51\n", f"mapping: 1\n{mapping}columns:\n  holder: Owner\n  subject: (column)\n")
        assert (caught.value.code, "Nowhere" in caught.value.what) == ("MISSING_COLUMN", True)
    with pytest.raises(InputError) as caught:
        Mapped("A,B\n1,2\n", "mapping: 1\ntree: {columns: [A, B], level: A}\ncolumns:\n  holder: A\n  subject: B\n")
    assert caught.value.code == "BAD_MAPPING"
