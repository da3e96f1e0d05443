"""Tables of shareholders and notices of labels are read row by row, each claim with the words of its row."""

from __future__ import annotations

import pytest

from loaders.article import propose
from tests.loaders.article.extraction import pairs, proposed

ROWS = [("Buri Invest AS", "owns", "Aral Oil ASA", "40.1 %", "in-effect"), ("Cobo Fund", "owns", "Aral Oil ASA", "10 %", "in-effect")]


@pytest.mark.parametrize(
    "text",
    [
        "Shareholders of Aral Oil ASA as of 31 December 2023:\n\nBuri Invest AS    40.1%\nCobo Fund    10%\nOthers    49.9%\n",
        "Ownership structure of Aral Oil ASA:\n- Buri Invest AS: 40.1%\n- Cobo Fund: 10%\n- Free float: 49.9%\n",
        "The owners of Aral Oil ASA\n\n| Holder | Share |\n|---|---|\n| Buri Invest AS | 40.1% |\n| Cobo Fund | 10% |\n| Total | 50.1% |\n",
    ],
)
def test_a_table_of_shareholders_is_read_row_by_row(text: str) -> None:
    assert sorted(pairs(text)) == ROWS
    assert [c.quotes[0].text.count("%") for c in proposed(text).claims] == [1, 1]


def test_a_table_in_html_is_read_row_by_row() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{share}</td></tr>" for name, share in (("Buri Invest AS", "40.1%"), ("Cobo Fund", "10%")))
    text = f"<p>Shareholders of Aral Oil ASA:</p><table><tr><th>Holder</th><th>Share</th></tr>{rows}</table>"
    assert {(c.holder, c.share.label()) for c in proposed(text).claims if c.share} == {("buri-invest", "40.1 %"), ("cobo-fund", "10 %")}


def test_a_table_in_markdown_is_read_row_by_row() -> None:
    text = b"## Shareholders of Aral Oil ASA\n\n| Holder | Share |\n|:--|--:|\n| **Buri Invest AS** | 40.1% |\n"
    claims = propose(text, name="a.md", extractors=["rules"]).claims
    assert [(c.holder, c.subject, c.share.label() if c.share else None) for c in claims] == [("buri-invest", "aral-oil", "40.1 %")]


def test_shares_below_another_heading_are_nobodys() -> None:
    assert pairs("Shareholders of Aral Oil ASA met on Monday. Turnover grew.\n\nSales by country:\n\nBuri Invest AS    40.1%\n") == []
    assert pairs("Turnout at the meeting:\n\nBuri Invest AS    40.1%\n") == []


def test_a_notice_of_a_holding_is_read_by_its_labels() -> None:
    text = "Issuer: Aral Oil ASA\n\nPerson subject to the notification obligation: Cobo Fund\n\nPrevious notification: 4.87%\n\n"
    assert pairs(f"{text}Resulting situation: 5.03% of voting rights\n") == [
        ("Cobo Fund", "votingRights", "Aral Oil ASA", "5.03 %", "in-effect")
    ]
    assert pairs(text) == []
