"""The pages over real HTTP, as a browser without JavaScript reads them: what each state says, and that nothing hostile gets through."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from ontology.statements import REGISTER_STATEMENT, Attribute, EntityStatement, Identifier, Interest, Kind, Name, Status
from tests.api.in_process import serving_here
from tests.api.scenarios import ARTICLE, HOSTILE, LEFTWARD, LONG, build
from tests.graph.queries.sentences import FILE, Table
from tests.scenarios import Sheet, publish, publish_files

AGREED = "/entity/ent:streslau?as_of=2018-12-12&include=agreed"
DAY = "as_of=2021-01-01"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = build(tmp_path_factory.mktemp("pages") / "data")
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def text_of(response: httpx.Response) -> str:
    """The words of a page, without its templates, scripts and tags."""
    body = re.sub(r"(?s)<(script|template|style)\b.*?</\1>", " ", response.text)
    return " ".join(html.unescape(re.sub(r"(?s)<[^>]+>", " ", body)).split())


def headline(response: httpx.Response) -> str:
    heading = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", response.text)
    assert heading, response.text[:500]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", heading[1])).split())


def page(site: httpx.Client, path: str, status: int = 200) -> httpx.Response:
    response = site.get(path)
    assert response.status_code == status, response.text[:2000]
    assert response.headers["content-type"].startswith("text/html")
    return response


def test_the_answer_is_one_sentence_with_its_chain_and_figures(site: httpx.Client) -> None:
    answer = page(site, AGREED)
    assert headline(answer) == "Government of Ruritania ultimately controls Streslau Motors"
    words = text_of(answer)
    assert "Through Elphberg Works, which owns 100 % of ZT, which has agreed to take 51 % of Streslau Motors." in words
    assert re.search(
        r"Votes controlled 51 % through ZT; one share taken as one vote; more than half Economic interest 0–51 %.*Not known 49 % ", words
    )
    assert "This counts 1 agreed deal as done; completion is not stated." in words


def test_a_bound_that_is_left_out_is_told_of_the_money_too(site: httpx.Client) -> None:
    money = text_of(page(site, f"/entity/ent:band?{DAY}")).partition("Whose money is in it")[2].partition("What the sources say")[0]
    assert money.count(">25–75 %") == 2


def test_a_rule_over_listed_parties_says_if_and_never_ultimate_control(site: httpx.Client) -> None:
    answer = page(site, f"{AGREED}&rule=ofac-50&set=aggregate:no")
    assert headline(answer) == (
        "If Elphberg Works and Zenda Trading and Shipping Corporation are listed, Streslau Motors is covered by ofac-50"
    )
    words = text_of(answer)
    assert "OFAC 50 percent rule (United States): whose listing would bear on Streslau Motors" in words
    assert "IF LISTED" in words
    assert "eets the rule" not in words
    assert "ltimately control" not in words
    for field in ('name="rule" value="ofac-50"', 'name="set" value="aggregate:no"'):
        assert field in answer.text
    later = page(site, f"{AGREED}&rule=eu-amlr-52")
    assert headline(later).startswith("Nobody who would meet the rule eu-amlr-52 (not in force) for Streslau Motors")
    assert "The rule is in force from 2027-07-10." in text_of(later)


def test_what_disagrees_is_named_beside_the_claim_with_its_source(site: httpx.Client) -> None:
    disputed = page(site, f"/entity/ent:disputed?{DAY}")
    assert "Disagrees: “Sheet rival” says 20 %" in text_of(disputed)
    answer = site.get(f"/v1/entities/ent:disputed/controllers?{DAY}").json()
    (link,) = answer["controllers"][0]["chain"]
    assert (link["share"]["exact"], [r["share"]["exact"] for r in link["disagrees"]]) == (60, [20])
    assert answer["rule"]["in_force"] is True
    assert site.get(f"/v1/entities/ent:disputed/controllers?{DAY}&rule=eu-amlr-52").json()["rule"]["in_force"] is False


def test_parties_that_act_together_are_all_named_as_controllers(site: httpx.Client) -> None:
    answer = page(site, "/entity/ent:scattered?as_of=2021-01-01&together=ent:anna,ent:bob")
    assert headline(answer) == "Anna Meier and Bob Roe together ultimately control Scattered Ltd"
    words = text_of(answer)
    assert words.count("ULTIMATE CONTROLLER (TOGETHER)") == 2
    assert "Anna Meier owns 40 % of Scattered Ltd and Bob Roe owns 30 % of Scattered Ltd." in words
    assert "Votes controlled 70 % held directly; one share taken as one vote; more than half" in words


def test_an_agreed_deal_is_only_possible_and_the_way_to_count_it_is_offered(site: httpx.Client) -> None:
    answer = page(site, "/entity/ent:streslau?as_of=2018-12-12")
    assert headline(answer) == "Government of Ruritania may ultimately control Streslau Motors"
    assert "but not that it was completed" in text_of(answer)
    assert 'href="/entity/ent:streslau?as_of=2018-12-12&amp;include=agreed"' in answer.text


def test_before_the_statement_no_owner_is_known_and_nobody_is_said_to_be_absent(site: httpx.Client) -> None:
    answer = page(site, "/entity/ent:streslau?as_of=2018-12-01")
    assert headline(answer) == "An ultimate controller of Streslau Motors is not shown by these sources"
    assert "No source in this database names an owner of Streslau Motors as of 2018-12-01" in text_of(answer)
    assert "Unknown owner(s)" in answer.text


@pytest.mark.parametrize(
    ("company", "says"),
    [
        ("scattered", "No named holder is shown to hold more than half of the votes"),
        ("scattered", "Largest holder 40 % Anna Meier; one share taken as one vote"),
        ("band", "Anna Meier may ultimately control Band Ltd"),
        ("ringed", "hold each other in a ring"),
        ("ringed", "The ring of ring1 and ring2 ultimately controls Ringed Ltd"),
        ("contested", "Not known 0–40 %"),
        ("contested", "Unknown owner(s) Owns 0–40 %"),
        ("contested", "The sources name more than one controller"),
        ("over", "add to 120 %"),
        ("disputed", "“Sheet rival” says that Anna Meier owns 20 % of Disputed Ltd, not 60 %."),
        ("disputed", "If “Sheet register” is right: Anna Meier owns 60 % of Disputed Ltd."),
        ("disputed", "Disputed: 60 % or 20 % “Sheet register” says 60 % and “Sheet rival” says 20 %"),
        ("claims", "Anna Meier Alleged: 30 % Not established"),
        ("claims", "Bob Roe Planned: 20 % Not said to be done"),
        ("claims", "Held Ltd Denied: 15 % “Sheet register” denies it"),
        ("over", "Anna Meier Stated: 60 % The stated shares add to 120 %"),
        ("over", "By shares that add to more than the whole: Anna Meier owns 60 % of Over Ltd."),
        ("lonely", "No source in this database names an owner of Lonely Ltd"),
    ],
)
def test_each_state_is_told_in_words(site: httpx.Client, company: str, says: str) -> None:
    assert says in text_of(page(site, f"/entity/ent:{company}?{DAY}"))


def test_the_first_screen_says_when_by_which_rule_on_whose_word_and_where_the_trail_ends(site: httpx.Client) -> None:
    first = text_of(page(site, "/entity/ent:streslau?as_of=2018-12-12")).partition("Votes controlled")[0]
    assert "On 12 December 2018 By the rule Control here means more than half of the votes at each link" in first
    assert "On the word of Elphberg Works buys into Streslau, Fritz Tarlenheim, 12 December 2018 Not known" in first
    assert "Who owns 49 to 100 % of Streslau Motors; what share Government of Ruritania has in Elphberg Works." in first
    assert "The trail ends at Government of Ruritania, a state." in first.replace("At Gov", "at Gov")
    company = text_of(page(site, f"/entity/ent:nova1?{DAY}")).partition("Votes controlled")[0]
    assert "The trail ends No source here says who is above =HYPERLINK(1)." in company


def test_direct_control_is_told_by_name_and_means_and_its_line_reads_from_the_holder_down(tmp_path: Path) -> None:
    sheet = Sheet("registry")
    sheet.party("ana", Kind.PERSON, "Ana Quist")
    sheet.holds("ana", "works", interest=Interest.OTHER_INFLUENCE_OR_CONTROL)
    code = "Relationship Type: IS_ULTIMATELY_CONSOLIDATED_BY"
    sheet.holds("top", "works", interest=Interest.OTHER_INFLUENCE_OR_CONTROL, details=code)
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, f"/entity/ent:works?{DAY}"))
    for name in ("Ana Quist", "top"):
        assert f"{name} controls works by influence or control that is stated without a number." in words
    assert "It controls" not in words
    assert "top Controls Consolidates it ultimately; no share stated" in words


def test_the_first_screen_of_what_a_party_controls_says_when_by_which_rule_and_on_whose_word(site: httpx.Client) -> None:
    words = text_of(page(site, "/entity/ent:ruritania?as_of=2018-12-12&include=agreed"))
    assert "On 12 December 2018, agreed deals counted as done By the rule Control here means" in words
    assert "On the word of Elphberg Works buys into Streslau, Fritz Tarlenheim, 12 December 2018 Controls 3" in words


def test_what_is_agreed_is_never_drawn_or_listed_as_owned(site: httpx.Client) -> None:
    for address in (AGREED, "/entity/ent:streslau?as_of=2018-12-12"):
        answer = page(site, address)
        assert "wns 51" not in answer.text, "not on the line, in the panel or in the table"
        assert answer.text.count("Agreed: 51 %") >= 2
        assert "ZT, agreed: 51 %" in text_of(answer)
        (edge,) = re.findall(r'<g [^>]*data-style="agreed"[^>]*>', answer.text)
        assert 'aria-label="ZT in Streslau Motors, agreed: 51 %' in edge


def test_each_way_in_which_a_claim_does_not_hold_has_its_look_and_its_legend(site: httpx.Client) -> None:
    for company, styles in (("claims", {"alleged", "planned", "denied"}), ("disputed", {"disputed"}), ("over", {"impossible"})):
        answer = page(site, f"/entity/ent:{company}?{DAY}")
        assert styles <= set(re.findall(r'data-style="([a-z]+)"', answer.text))
    words = text_of(page(site, f"/entity/ent:claims?{DAY}"))
    for legend in ("alleged, not established", "planned", "denied"):
        assert legend in words.partition("inferred, not stated in a source")[0]


def test_an_allegation_is_told_as_one_wherever_it_stands_alone(tmp_path: Path) -> None:
    sheet = Sheet("register")
    sheet.party("ann", Kind.PERSON, "Ann Arden")
    sheet.party("mill", label="Mill Ltd")
    sheet.party("far", label="Far Ltd")
    sheet.holds("ann", "mill", "60", status=Status.ALLEGED)
    sheet.holds("mill", "far", None, Interest.OTHER_INFLUENCE_OR_CONTROL, status=Status.ALLEGED)
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        for page in ("/entity/ent:mill", "/entity/ent:ann", "/path?from=ent:ann&to=ent:far"):
            words = text_of(client.get(page))
            assert "Ann Arden is alleged to hold 60 % of Mill Ltd" in words.replace("Ann Arden, person is", "Ann Arden is"), page
            assert "owns 60 %" not in words.replace("that Ann Arden owns 60 % of Mill Ltd is alleged, not established", ""), page
        assert "Through Mill Ltd, which is alleged to control Far Ltd." in text_of(client.get("/entity/ent:far"))


def test_the_trail_has_no_end_below_somebody_who_is_named(tmp_path: Path) -> None:
    register, gazette = Sheet("register"), Sheet("gazette")
    for sheet in (register, gazette):
        sheet.party("ann", Kind.PERSON, "Ann Arden")
        sheet.party("bea", Kind.PERSON, "Bea Birch")
        for company in ("mill", "far", "half", "under", "rift"):
            sheet.party(company, label=f"{company.title()} Ltd")
    register.holds("ann", "mill", "65")
    gazette.holds("ann", "mill", "20")
    register.holds("mill", "far", "100")
    register.holds("ann", "half", "40")
    register.holds("half", "under", "90")
    register.holds("ann", "rift", "60")
    gazette.holds("bea", "rift", "70")
    publish(tmp_path / "data", register, gazette)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        far, under, rift = (text_of(client.get(f"/entity/ent:{company}")) for company in ("far", "under", "rift"))
    assert "The trail ends At Ann Arden, a person. " in far
    assert "is above Mill Ltd" not in far
    assert "If “Sheet register” is right that Ann Arden owns 65 % of Mill Ltd: through Mill Ltd, which owns 100 % of Far Ltd." in far
    assert "The trail ends None of the holders of Half Ltd is shown to pass the threshold of the rule." in under
    sides = (
        "since “Sheet register” says that Ann Arden owns 60 % of Rift Ltd and “Sheet gazette” says that Bea Birch owns 70 % of Rift Ltd."
    )
    assert f"The stated shares of Rift Ltd add to 130 %, {sides}" in rift


def test_a_claim_without_a_quote_names_its_source_and_date(tmp_path: Path) -> None:
    sheet = Sheet("ledger", stated="2020-03-01")
    sheet.holds("ann", "works", "60", evidence=())
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, f"/entity/ent:works?{DAY}"))
    assert words.count("Sheet ledger , 2020-03-01") == 3, "in the panel, in the table and at the foot"
    assert "On the word of Sheet ledger, 1 March 2020" in words


def test_beside_a_chain_of_control_the_smallest_holders_are_one_card_that_opens_in_place(site: httpx.Client) -> None:
    closed = page(site, f"/entity/ent:northwind?{DAY}")
    cards = re.findall(r'data-node="([^"]+)"', closed.text)
    assert not [card for card in cards if "tiny" in card]
    assert "4 more owners" in closed.text
    assert "4 owners, each 0.75 %" in text_of(closed)
    assert len([card for card in cards if card.startswith("residual:")]) == 1, "the rest of the holding cannot outvote its 76 %"
    way = re.search(r'href="([^"]+)#chart">show 4 more parties', closed.text)
    assert way
    opened = page(site, html.unescape(way[1]))
    assert "show 4 more parties" not in opened.text
    assert len([card for card in re.findall(r'data-node="([^"]+)"', opened.text) if "tiny" in card]) == 4


def test_codes_of_a_register_are_told_in_words(tmp_path: Path) -> None:
    sheet = Sheet("companies")
    code = "right-to-appoint-and-remove-directors"
    sheet.holds("ann", "works", interest=Interest.APPOINTMENT_OF_BOARD, details=code, evidence=())
    sheet.rows.append(
        EntityStatement(
            id=sheet.base.statement(sheet.source.id, "works"),
            source=sheet.source.id,
            entity=sheet.id("works"),
            kind=Kind.COMPANY,
            names=(Name(text="works"),),
            attributes=(Attribute(name=REGISTER_STATEMENT, value="psc-contacted-but-no-response"),),
            stated_at="2020-01-01",
        )
    )
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, f"/entity/ent:works?{DAY}"))
    assert code not in words
    assert "Ann Controls Right to appoint and remove directors" in words.replace("ann Controls", "Ann Controls")
    assert "Psc contacted but no response" in words


def test_a_list_of_all_natures_of_a_record_is_not_told_of_one_of_them(tmp_path: Path) -> None:
    sheet = Sheet("companies")
    natures = "Relationship Type: ['voting-rights-75-to-100-percent', 'right-to-appoint-and-remove-directors']"
    sheet.holds("ann", "works", "80", details=natures)
    sheet.holds("ann", "works", interest=Interest.APPOINTMENT_OF_BOARD, details=natures)
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        answer = page(client, f"/entity/ent:works?{DAY}")
    assert "Owns 80 % Right to appoint the board" in text_of(answer)
    assert "Relationship Type" not in text_of(answer)
    panel = re.findall(r"(?s)<p class=\"from\">(.*?)</p>", answer.text)
    assert any("</a> <a" in " ".join(p.split()) for p in panel), "two statements of one link stand apart"


def test_the_first_screen_says_how_much_older_than_its_day_the_newest_source_is(site: httpx.Client) -> None:
    assert "On 1 January 2023; the newest source cited is 3 years older By" in text_of(page(site, "/entity/ent:held?as_of=2023-01-01"))
    assert "On 1 June 2020 By" in text_of(page(site, "/entity/ent:held?as_of=2020-06-01"))


def test_ends_of_the_trail_are_told_together_where_they_are_many(tmp_path: Path) -> None:
    sheet = Sheet("ledger")
    for number in range(30):
        sheet.holds(f"fund{number}", "works", "3")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, f"/entity/ent:works?{DAY}"))
    first = words.partition("The trail ends ")[2].partition("Largest holder")[0]
    assert re.search(r"No holder of fund\d+, fund\d+, fund\d+ and 27 others is stated by these sources for that day\.", first)
    assert "and 10 others is stated by these sources for that day." in words.partition("Where the search upwards ended")[2]


def test_the_first_page_lists_registers_and_not_their_files(tmp_path: Path) -> None:
    for number in (1, 2):
        mill = {"id": f"mill{number}", "schema": "Company", "properties": {"name": [f"Holm Mill {number}"]}}
        (tmp_path / f"part{number}.jsonl").write_text(json.dumps(mill), encoding="utf-8")
    publish_files(tmp_path / "data", tmp_path / "part1.jsonl", tmp_path / "part2.jsonl")
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        home = page(client, "/")
    (rows,) = re.findall(r"(?s)<tbody>(.*?)</tbody>", home.text)
    assert rows.count("<tr>") == 1
    assert "part1" not in rows


def test_three_hundred_owners_fit_a_page_and_are_all_there(site: httpx.Client) -> None:
    answer = page(site, f"/entity/ent:many?{DAY}")
    assert len(answer.content) < 150_000
    words = text_of(answer)
    assert "and 281 more" in words
    assert "Member Number 10 of the Cooperative Ltd and at least 7 others with 0.3 % each" in words
    assert "Member Number 10 of the Cooperative Ltd and at least 7 others; one share taken as one vote" in words
    assert len(set(re.findall(r"Member Number (\d+) of", words))) == 300
    rows = list(csv.DictReader(io.StringIO(site.get(f"/entity/ent:many/answer.csv?{DAY}").text.removeprefix("\ufeff"))))
    assert len(rows) == 301
    assert {(r["standing"], r["source"], r["source_date"]) for r in rows} == {
        ("stated", "Sheet register", "2020-01-01"),
        ("inferred", "", ""),
    }


def test_table_and_chart_show_the_same_links(site: httpx.Client) -> None:
    answer = page(site, AGREED).text
    rows = re.findall(r'<tr data-row="([^"]+)"', answer)
    drawn = re.findall(r'data-edge="([^"]+)"', answer)
    assert sorted(rows) == sorted(drawn)
    assert len(rows) == 4


@pytest.mark.parametrize("company", ["streslau", "disputed", "over", "claims", "contested", "band", "held"])
def test_picture_table_and_data_give_the_same_figures(site: httpx.Client, company: str) -> None:
    answer = page(site, f"/entity/ent:{company}?{DAY}").text
    listed = re.findall(r'(?s)<tr data-row="([^"]+)">.*?<td data-label="Relation"><span>([^<]*)</span>', answer)
    rows = {html.unescape(ident): html.unescape(words) for ident, words in listed}
    data = site.get(f"/v1/entities/ent:{company}/chart.json?{DAY}").json()["edges"]
    svg = site.get(f"/v1/entities/ent:{company}/chart.svg?{DAY}").text
    drawn = {
        html.unescape(ident): html.unescape(words) for ident, words in re.findall(r'data-edge="([^"]+)".*?<text [^>]*>([^<]*)</text>', svg)
    }
    assert rows == {edge["id"]: edge["label"] for edge in data} == drawn
    sheet = csv.DictReader(io.StringIO(site.get(f"/entity/ent:{company}/answer.csv?{DAY}").text.removeprefix("\ufeff")))
    sizes = {row["statement"] or f"residual:{row['subject_id']}": (row["share_min"], row["share_max"]) for row in sheet}
    assert sizes == {e["id"]: tuple("" if e[end] is None else str(e[end]) for end in ("min", "max")) for e in data}


def test_the_picture_says_what_when_by_which_rule_on_whose_word_and_where_to_ask_again(tmp_path: Path) -> None:
    folder = build(tmp_path / "data")
    with serving_here(folder, public_url="https://registry.example") as url, httpx.Client(base_url=url, timeout=30) as client:
        address = "/v1/entities/ent:streslau/chart"
        svg = client.get(f"{address}.svg?as_of=2018-12-12&include=agreed")
        words = " ".join(html.unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", svg.text))
        for expected in (
            "Government of Ruritania ultimately controls Streslau Motors",
            "as of 2018-12-12, agreed deals counted as done. Rule majority-control, version 1.",
            "Source: Elphberg Works buys into Streslau, Fritz Tarlenheim, 2018-12-12.",
            "agreed, not stated as done",
            "https://registry.example/entity/ent:streslau?as_of=2018-12-12&include=agreed",
        ):
            assert expected in words
        assert client.get(f"{address}.json?as_of=2018-12-12").json()["permalink"] == (
            "https://registry.example/entity/ent:streslau?as_of=2018-12-12"
        )
        png = client.get(f"{address}.png?as_of=2018-12-12")
        assert (png.status_code, png.headers["content-type"], png.content[:4]) == (200, "image/png", b"\x89PNG")
        wide, tall = re.search(r'viewBox="0 0 (\d+) (\d+)"', client.get(f"{address}.svg?as_of=2018-12-12").text).groups()  # type: ignore[union-attr]
        assert [int.from_bytes(png.content[p : p + 4]) for p in (16, 20)] == [2 * int(wide), 2 * int(tall)]
        again = client.get(f"{address}.png?as_of=2018-12-12", headers={"If-None-Match": png.headers["etag"]})
        assert again.status_code == 304


def test_the_picture_is_the_chart_of_the_page_with_what_is_opened_in_it_and_how_it_was_asked(tmp_path: Path) -> None:
    sheet = Sheet("registry")
    sheet.holds("holding", "works", "92")
    for number in range(4):
        sheet.holds(f"tiny{number}", "works", "0.75")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data", public_url="https://registry.example") as url, httpx.Client(base_url=url, timeout=30) as client:
        asked = "as_of=2021-01-01&set=threshold:at-least-50"
        closed = client.get(f"/v1/entities/ent:works/chart.svg?{asked}").text
        answer = page(client, f"/entity/ent:works?{asked}&expand=ent:works")
        links = [html.unescape(link) for link in re.findall(r'href="(/v1/entities/[^"]+/chart\.(?:png|svg)[^"]*)"', answer.text)]
        assert len(links) == 2
        opened = client.get(next(link for link in links if "chart.svg" in link)).text
        assert client.get(next(link for link in links if "chart.png" in link)).content[:4] == b"\x89PNG"
    cards = [set(re.findall(r'data-node="([^"]+)"', text)) for text in (closed, opened, answer.text)]
    assert not [card for card in cards[0] if "tiny" in card]
    assert cards[1] == cards[2]
    assert len([card for card in cards[1] if "tiny" in card]) == 4
    words = " ".join(html.unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", opened))
    assert "as of 2021-01-01. Rule majority-control, version 1, threshold at least 50 %." in words
    assert "/entity/ent:works?as_of=2021-01-01&set=threshold%3Aat-least-50&expand=ent%3Aworks" in words


def test_a_frame_shows_the_chart_with_what_is_opened_in_it(tmp_path: Path) -> None:
    sheet = Sheet("registry")
    sheet.holds("holding", "works", "92")
    for number in range(4):
        sheet.holds(f"tiny{number}", "works", "0.75")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        asked = "as_of=2021-01-01&expand=ent:works"
        closed = page(client, "/entity/ent:works/embed?as_of=2021-01-01").text
        leads = re.findall(r'href="([^"]+/embed[^"]*)"', page(client, f"/entity/ent:works?{asked}").text)
        opened = page(client, html.unescape(leads[0])).text
        named = [client.get(f"/entity/works{rest}?{asked}").headers["location"] for rest in ("", "/embed")]
    cards = [set(re.findall(r'data-node="([^"]+)"', text)) for text in (closed, opened)]
    assert [len([card for card in some if "tiny" in card]) for some in cards] == [0, 4]
    assert 'href="/entity/ent:works?as_of=2021-01-01&amp;expand=ent%3Aworks"' in opened
    assert named == [f"/entity/ent:works{rest}?as_of=2021-01-01&expand=ent%3Aworks" for rest in ("", "/embed")]


@pytest.mark.parametrize("address", ["/entity/ent:lonely", "/entity/ent:lonely/embed", "/v1/entities/ent:lonely/chart.svg"])
def test_what_is_to_be_opened_has_to_be_a_party(site: httpx.Client, address: str) -> None:
    known = site.get(f"{address}?{DAY}&expand=ent:lonely,%20ent:over", headers={"Accept": "*/*"})
    unknown = site.get(f"{address}?{DAY}&expand=ent:lonely,ent:no-such-party", headers={"Accept": "*/*"})
    assert (known.status_code, unknown.status_code) == (200, 404)
    assert "o party in these sources is called 'ent:no-such-party'" in html.unescape(unknown.text)


def test_csv_has_the_rows_of_the_table_and_no_formula(site: httpx.Client) -> None:
    sheet = site.get("/entity/ent:streslau/answer.csv?as_of=2018-12-12&include=agreed")
    rows = list(csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
    assert [(r["holder"], r["relation"], r["share_min"], r["subject"], r["status"]) for r in rows] == [
        ("Government of Ruritania", "Controls", "", "Elphberg Works", "in-effect"),
        ("Elphberg Works", "Owns", "100", "Zenda Trading and Shipping Corporation", "in-effect"),
        ("Zenda Trading and Shipping Corporation", "Owns", "51", "Streslau Motors", "agreed"),
        ("Unknown owner(s)", "Owns", "49", "Streslau Motors", "inferred"),
    ]
    assert "'=HYPERLINK(1)" in site.get(f"/entity/ent:nova1/answer.csv?{DAY}").text


def test_json_ld_carries_the_statements_of_the_page(site: httpx.Client) -> None:
    answer = site.get("/entity/ent:streslau/answer.jsonld?as_of=2018-12-12&include=agreed")
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert "@context" in answer.json()
    assert answer.text.count('"InterestStatement"') == 3


def test_hostile_names_stay_text(site: httpx.Client) -> None:
    for path in (
        f"/entity/ent:hostile?{DAY}",
        f"/entity/ent:long?{DAY}",
        "/search?q=script+alert",
        f"/search?q={quote(HOSTILE)}",
        f"/entity/{quote(HOSTILE, safe='')}",
        f"/path?from={quote(HOSTILE)}&to=x",
    ):
        body = site.get(path, follow_redirects=True).text
        assert "<script>alert" not in body
        assert "\u202e" not in body, "a name cannot turn the direction of the page"
        assert "alert('x')" not in re.sub(r"&[a-z#0-9]+;", "", body)
    assert LONG in text_of(page(site, f"/entity/ent:long?{DAY}"))


def test_names_that_run_from_right_to_left_keep_to_themselves(site: httpx.Client) -> None:
    name = html.escape(LEFTWARD).replace("&quot;", "&#34;")
    body = site.get(f"/entity/ent:bob?{DAY}").text
    assert f"Contested Ltd, <bdi>{name}</bdi>, <bdi>{name}</bdi> and 3 more" in body
    assert "<bdi>" not in "".join(re.findall(r"<svg.*?</svg>|<title>.*?</title>|<option.*?</option>", body, re.S))
    assert "<bdi>" not in site.get(f"/entity/ent:anna?{DAY}").text


def test_a_name_leads_to_its_party(site: httpx.Client) -> None:
    answer = site.get("/entity/Streslau%20Motors?include=agreed")
    assert (answer.status_code, answer.headers["location"]) == (302, "/entity/ent:streslau?include=agreed")


def test_a_name_that_fits_several_parties_lists_them(site: httpx.Client) -> None:
    answer = page(site, "/entity/Nova%20Ltd", 300)
    assert {"/entity/ent:nova1", "/entity/ent:nova2"} <= set(re.findall(r'href="([^"]+)"', answer.text))


def test_an_unknown_name_gives_a_page_with_near_names(site: httpx.Client) -> None:
    answer = page(site, "/entity/Streslav%20Motor", 404)
    assert "Near names" in answer.text
    assert "/entity/ent:streslau" in answer.text


def test_what_cannot_be_asked_is_told_as_a_page(site: httpx.Client) -> None:
    assert "is not a date" in text_of(page(site, "/entity/ent:streslau?as_of=2018-13", 400))
    assert "There is no rule" in text_of(page(site, "/entity/ent:streslau?rule=nonsense", 400))
    page(site, "/entity/ent:streslau?as_of=much-too-long-for-a-day", 422)
    page(site, "/statement/stmt:none", 404)
    page(site, "/source/src:none", 404)


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/sorces", 404, "Pages with such an address Sources"),
        ("GET", "/companies/Streslau-Motors", 404, "Near names Streslau Motors"),
        ("GET", "/v1/entities/ent:nobody/controllers", 404, "Not found"),
        ("GET", "/v1/search?q=x&limitt=3", 422, "did you mean limit?"),
        ("POST", "/sources", 405, "use GET"),
        ("GET", f"/search?q={'x' * 9000}", 414, "The address is too long"),
        ("GET", "/sparql?query=ASK+%7B", 400, "The query was not answered"),
    ],
)
def test_a_browser_gets_every_error_in_the_frame_and_a_program_a_problem(
    site: httpx.Client, method: str, path: str, status: int, says: str
) -> None:
    answer = site.request(method, path, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in text_of(answer)
    assert '<nav aria-label="Site">' in answer.text
    if not path.startswith("/search"):
        for accept in ("*/*", "application/json", "application/json, text/html;q=0.5"):
            told = site.request(method, path, headers={"accept": accept}) if not path.startswith("/sparql") else site.get(path)
            assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")


def test_the_query_page_stands_in_the_frame_of_the_site(site: httpx.Client) -> None:
    asked = site.get("/sparql?query=SELECT+%28%22%3Cb%3E%22+AS+%3Fx%29+%7B%7D", headers=BROWSER)
    assert '<nav aria-label="Site">' in asked.text
    assert "&lt;b&gt;</td>" in asked.text


def test_statement_page_shows_the_quote_in_its_context(site: httpx.Client) -> None:
    link = re.search(r'href="(/statement/[^"]+)"', page(site, "/source/src:strelsau-post").text.partition("51 percent")[0][-400:])
    assert link
    statement = page(site, link[1])
    assert '<mark class="inner">51 percent</mark>' in statement.text
    assert "the &lt;b&gt;largest&lt;/b&gt; car maker" in statement.text
    words = text_of(statement)
    assert "Zenda Trading and Shipping Corporation has agreed to take 51 % of Streslau Motors" in words
    assert "Status agreed" in words
    assert "own:InterestStatement" in words


def test_source_page_marks_every_claim_in_the_whole_text(site: httpx.Client) -> None:
    source = page(site, "/source/src:strelsau-post").text
    body = re.search(r'(?s)<div class="text" dir="auto">(.*?)</div>', source)
    assert body
    assert html.unescape(re.sub(r"<[^>]+>", "", body[1])).strip() == ARTICLE.strip()
    assert re.findall(r"<mark[^>]*><a[^>]*>([^<]*)</a></mark>", body[1])[-1] == "the government of Ruritania directly supervises"


def test_home_offers_examples_and_sources(site: httpx.Client) -> None:
    words = text_of(page(site, "/"))
    assert "Worked examples" in words
    assert "Elphberg Works buys into Streslau article Fritz Tarlenheim 2018-12-12 1 3" in words
    examples = re.search(r"Worked examples (.*?) What is here", words)
    assert examples
    assert re.search(r"What .+ controls$", examples[1])
    assert re.search(r"Parties \d+ company \d+, person 4", words)
    assert re.search(r"Newest source 2020-01-01 \d+ years ago; the oldest is of 2018-12-12", words)


def test_home_offers_examples_of_different_controllers(tmp_path: Path) -> None:
    sheet = Sheet("register")
    for number in range(9):
        sheet.holds("anna" if number < 7 else "bea" if number == 7 else "cleo", f"works{number}", "60")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        examples = re.search(r"Worked examples (.*?) What is here", text_of(page(client, "/")))
    assert examples
    assert sorted(set(re.findall(r"(\w+) ultimately controls", examples[1]))) == ["Anna", "Bea", "Cleo"]
    assert "agreed deals" not in examples[1]


def test_sources_stand_under_the_file_that_names_them_and_long_lists_are_cut(tmp_path: Path) -> None:
    mill = {"id": "mill", "schema": "Company", "properties": {"name": ["Holm Mill"]}, "datasets": ["registry-0"]}
    links = [
        {
            "id": f"o{number}",
            "schema": "Ownership",
            "properties": {"owner": ["mill"], "asset": [f"works{number}"], "percentage": ["60"]},
            "datasets": [f"registry-{number}"],
            "last_change": "2026-01-02T00:00:00",
        }
        for number in range(60)
    ]
    file = tmp_path / "world.jsonl"
    file.write_text("\n".join(map(json.dumps, (mill, *links))), encoding="utf-8")
    publish_files(tmp_path / "data", file)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        home = text_of(page(client, "/"))
        assert "and 52 more" in home
        listed = page(client, "/sources")
        assert "61 sources in 1 file" in text_of(listed)
        more = re.search(r'href="(/sources\?within=[^"]+)"', listed.text)
        assert more
        inner = page(client, more[1])
        assert "This file names 60 sources of its own." in text_of(inner)
        assert "1 to 50 of 60" in text_of(inner)
        rest = page(client, f"{more[1]}&page=2")
        assert "51 to 60 of 60" in text_of(rest)
        assert not set(re.findall(r'href="/source/[^"]+"', inner.text)) & set(re.findall(r'href="/source/[^"]+"', rest.text))
        page(client, "/sources?within=src:nothing", 404)


def test_search_tells_why_it_matched(site: httpx.Client) -> None:
    assert "Zenda Trading and Shipping Corporation Company, CZ also called “ZT” holder in 1 company · 1 named holder" in text_of(
        page(site, "/search?q=ZT")
    )
    assert "No party resembling" in text_of(page(site, "/search?q=qqqqqqq"))
    page(site, "/search")


def test_a_person_is_shown_with_what_it_controls_and_a_company_with_who_controls_it(site: httpx.Client) -> None:
    person = page(site, f"/entity/ent:anna?{DAY}")
    assert headline(person) == "Anna Meier controls 4 companies, and may control 3 more"
    words = text_of(person)
    assert "Anna Meier is a person and is not owned." in words
    assert "Band Ltd Company possible Anna Meier owns more than 25 up to 75 % of Band Ltd statement" in words
    assert "statement about Anna Meier in Disputed Ltd Disagrees: “Sheet rival” says 20 %" in words
    assert "Scattered Ltd 40 %" in words, "what it holds without control is told beside"
    assert 'href="/entity/ent:anna?as_of=2021-01-01&amp;dir=up"' in person.text
    assert headline(page(site, f"/entity/ent:anna?{DAY}&dir=up")) == "Anna Meier is a person and is not owned"
    company = page(site, f"/entity/ent:held?{DAY}")
    assert headline(company) == "Anna Meier ultimately controls Held Ltd"
    assert 'href="/entity/ent:held?as_of=2021-01-01&amp;dir=down"' in company.text
    assert headline(page(site, f"/entity/ent:held?{DAY}&dir=down")).startswith("Nothing that Held Ltd controls is shown by these sources")
    assert site.get("/entity/Anna%20Meier?dir=up").headers["location"] == "/entity/ent:anna?dir=up"
    page(site, "/entity/ent:anna?dir=sideways", 422)


def test_parties_of_one_name_in_a_list_are_told_apart_by_their_ids(site: httpx.Client) -> None:
    person = text_of(page(site, f"/entity/ent:bob?{DAY}"))
    for name in ("leftward", "leftward2"):
        assert person.count(f"{LEFTWARD} ent:{name} ") == 2, "in the table and among what it holds"
    assert "Over Ltd ent:over" not in person


def test_the_form_keeps_what_was_asked_in_both_directions(site: httpx.Client) -> None:
    for way in ("up", "down"):
        asked = "&known_at=2022-01-01&include=planned&set=threshold:at-least-50&set=treasury:counted&together=ent:anna,ent:bob"
        form = page(site, f"/entity/ent:held?{DAY}{asked}&dir={way}").text.partition('<form class="asking"')[2].partition("</form>")[0]
        for field in (
            '<option value="threshold:at-least-50" selected>',
            'name="set" value="treasury:counted"',
            'name="include" value="planned"',
            'name="known_at" value="2022-01-01"',
            'name="together" value="ent:anna,ent:bob"',
        ):
            assert field in form, (way, field)
        assert form.count("threshold:at-least-50") == 1


def test_an_answer_page_leads_to_its_twins(site: httpx.Client) -> None:
    asked = "as_of=2018-12-12&include=agreed"
    media = {
        "streslau/chart.svg": "image/svg+xml",
        "streslau/chart.png": "image/png",
        "streslau/chart.json": "application/json",
        "streslau.json": "application/json",
        "streslau.jsonld": "application/ld+json",
        "streslau.ttl": "text/turtle",
        "streslau.nt": "application/n-triples",
        "streslau.csv": "text/csv",
        "streslau.bods": "application/vnd.bods+json",
        "streslau.bods.json": "application/vnd.bods+json",
        "anna.csv": "text/csv",
    }
    for address, kind in media.items():
        twin = site.get(f"/entity/ent:{address}?{asked}&expand=ent:streslau", follow_redirects=True)
        assert (twin.status_code, twin.headers["content-type"].partition(";")[0]) == (200, kind), address
    location = site.get(f"/entity/ent:streslau.json?{asked}").headers["location"]
    assert location == f"/v1/entities/ent:streslau/controllers.json?{asked}"
    assert site.get("/entity/ent:anna.csv").headers["location"] == "/v1/entities/ent:anna/controlled.csv"
    assert site.get("/entity/ent:anna.csv?dir=up").headers["location"] == "/v1/entities/ent:anna/controllers.csv"
    page(site, "/entity/ent:nobody.csv", 404)
    page(site, "/entity/ent:streslau.xml", 404)


def test_what_a_party_controls_can_be_taken_along_as_its_answer_can(tmp_path: Path) -> None:
    sheet = Sheet("register", stated="2020-01-01")
    sheet.party("ann", Kind.PERSON, "Ann Arden")
    for number in range(70):
        sheet.party(f"mill{number}", label=f"Mill {number} Ltd")
        sheet.holds("ann", f"mill{number}", "60")
    sheet.holds("mill0", "mill1", "10")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data", public_url="https://registry.example") as url, httpx.Client(base_url=url, timeout=30) as client:
        person = page(client, f"/entity/ent:ann?{DAY}").text
        take = person.partition('aria-label="Take this answer with you"')[2].partition("</div>")[0]
        ways = {name: html.unescape(href) for href, name in re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>', take)}
        kinds = {
            name: client.get(ways[name]).headers["content-type"].partition(";")[0] for name in ("PNG", "SVG", "CSV", "JSON", "JSON-LD")
        }
        assert list(kinds.values()) == ["image/png", "image/svg+xml", "text/csv", "application/json", "application/ld+json"]
        picture = client.get(ways["SVG"]).text
        assert "Ann Arden controls 70 companies" in picture
        assert "Drawn: the chains down to 60 of 70 companies." in picture
        assert "Source: Sheet register" in picture
        assert "https://registry.example/entity/ent:ann?as_of=2021-01-01" in picture
        assert picture == client.get(f"/v1/entities/ent:ann/chart.svg?{DAY}").text.replace(
            "as_of=2021-01-01", "as_of=2021-01-01&amp;dir=down"
        )
        company = f"/v1/entities/ent:mill0/chart.svg?{DAY}"
        titles = [client.get(f"{company}{way}").text.partition("<title>")[2].partition("<")[0] for way in ("", "&dir=up", "&dir=down")]
        assert titles[:2] == ["Ann Arden ultimately controls Mill 0 Ltd"] * 2
        assert titles[2].startswith("Nothing that Mill 0 Ltd controls is shown by these sources")
        assert client.get(f"/v1/entities/ent:ann/chart.json?{DAY}&dir=up").json()["title"] == "Ann Arden is a person and is not owned"
        assert headline(page(client, f"/entity/ent:mill0/embed?{DAY}&dir=down")).startswith("Nothing that Mill 0 Ltd controls")
        cited = text_of(page(client, f"/entity/ent:mill0?{DAY}&dir=down")).partition("Cite this answer ")[2]
        assert cited.startswith(
            "Nothing that Mill 0 Ltd controls is shown by these sources as of 2021-01-01. Rule majority-control, version 1;"
        )
        assert "https://registry.example/entity/ent:mill0?as_of=2021-01-01&dir=down" in cited


def test_what_a_state_controls_is_drawn_with_every_link_of_its_chains(site: httpx.Client) -> None:
    state = page(site, "/entity/ent:ruritania?as_of=2018-12-12&include=agreed")
    assert headline(state) == "Government of Ruritania controls 3 companies"
    assert len(re.findall(r"data-edge=", state.text)) == 3
    listed = page(site, "/entity/ent:ruritania?as_of=2018-12-12&include=agreed&rule=ofac-50")
    assert "OFAC 50 percent rule (United States): what Government of Ruritania reaches" in text_of(listed)


def test_claims_that_do_not_simply_hold_have_their_look_in_the_charts_of_chains_too(tmp_path: Path) -> None:
    sheet, rival = Sheet("registry"), Sheet("rival")
    sheet.party("ana", Kind.PERSON, "Ana Quist")
    sheet.holds("ana", "over", "80")
    sheet.holds("bo", "over", "45")
    sheet.holds("ana", "torn", "90")
    rival.holds("ana", "torn", "20")
    sheet.holds("over", "mill", "60")
    sheet.holds("torn", "mill", "5", status=Status.DENIED)
    sheet.holds("ana", "mill", "10", status=Status.PLANNED)
    sheet.holds("ana", "yard", "70", status=Status.ALLEGED)
    publish(tmp_path / "data", sheet, rival)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        down = page(client, f"/entity/ent:ana?{DAY}")
        path = page(client, f"/path?from=ana&to=mill&{DAY}".replace("ana", "ent:ana").replace("mill", "ent:mill"))
    assert set(re.findall(r'data-style="([a-z]+)"', down.text)) >= {"impossible", "disputed", "denied", "planned", "alleged"}
    assert set(re.findall(r'data-style="([a-z]+)"', path.text)) == {"impossible", "planned", "stated"}
    for answer in (down, path):
        assert "The stated shares of over add to 125 %, more than the whole." in text_of(answer)
        assert "shares that add to more than 100 %" in text_of(answer), "in the legend"
    assert "Sources: Sheet registry, 2020-01-01" in text_of(path).replace("Source: ", "Sources: ").replace(" ,", ",")
    assert "“Sheet registry” denies it" in text_of(down)


def test_a_long_list_of_controlled_companies_is_cut_and_drawn_within_bounds(tmp_path: Path) -> None:
    sheet = Sheet("registry")
    sheet.party("ana", Kind.PERSON, "Ana Quist")
    for number in range(700):
        sheet.holds("ana", f"works{number}", "60")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        person = page(client, "/entity/ent:ana")
        assert headline(person) == "Ana Quist controls 700 companies"
        words = text_of(person)
        assert person.text.count('data-label="By this chain"') == 25, "the others are one line each, and the last are in the CSV"
        assert "and 675 more" in words
        assert "and 275 more, in the CSV All 700 with their chains: CSV" in words
        assert "640 more companies are not drawn" in text_of(person)
        assert len(person.content) < 150_000


def changing(folder: Path) -> None:
    """Ana holds 60 % until 2020, then Bo; Cleo holds 10 %, then 20 %."""
    sheet = Sheet("registry", stated="2024-01-01")
    for key, label in (("ana", "Ana Quist"), ("bo", "Bo Quist"), ("cleo", "Cleo Quist")):
        sheet.party(key, Kind.PERSON, label)
    sheet.party("works", label="Quist Works")
    sheet.holds("ana", "works", "60", valid_from="2010-01-01", valid_until="2020-01-01")
    sheet.holds("bo", "works", "60", valid_from="2020-01-01")
    sheet.holds("cleo", "works", "10", valid_from="2010-01-01", valid_until="2020-01-01")
    sheet.holds("cleo", "works", "20", valid_from="2020-01-01")
    publish(folder, sheet)


def test_two_days_are_compared_side_by_side(tmp_path: Path) -> None:
    changing(tmp_path / "data")
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, "/compare?id=Quist+Works&as_of=2021-01-01&as_of=2019-01-01"))
        assert "2019-01-01 Ana Quist ultimately controls Quist Works" in words
        assert "2021-01-01 Bo Quist ultimately controls Quist Works" in words
        assert "Ana Quist Quist Works ended statement about Ana Quist in Quist Works Owns 60 %" in words
        assert "Bo Quist Quist Works added statement about Bo Quist in Quist Works – Owns 60 %" in words
        assert re.search(r"Cleo Quist Quist Works changed .{0,60} Owns 10 %.* Owns 20 %", words)
        same = text_of(page(client, "/compare?id=ent:works&as_of=2021-01-01&as_of=2022-01-01"))
        assert "Nothing that bears on the answer differs" in same
        last = page(client, "/compare?id=ent:works").text
        assert 'value="2019-12-31"' in last, "without days it is the last change that is shown"
        person = text_of(page(client, "/compare?id=ent:bo&as_of=2019-01-01&as_of=2021-01-01"))
        assert "Bo Quist Quist Works added – certain" in person
        assert "is not a date" in text_of(page(client, "/compare?id=ent:works&as_of=2019-13", 400))
        page(client, "/compare")


def test_a_deal_that_counts_on_one_of_two_days_differs(tmp_path: Path) -> None:
    sheet = Sheet("registry", stated="2020-05-01")
    sheet.holds("zenda", "works", "51", status=Status.AGREED, valid_from=None)
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, "/compare?id=ent:works&as_of=2020-01-01&as_of=2021-01-01"))
    assert re.search(r"What differs .*Agreed: 51 %; .{0,70}; does not count on this day Agreed: 51 %", words), words


def test_what_a_party_controls_is_told_with_whoever_disagrees_and_without_a_number_that_nobody_states(tmp_path: Path) -> None:
    register, paper = Sheet("register"), Sheet("paper")
    register.party("ann", Kind.PERSON, "Ann Quist")
    register.holds("ann", "works", "80")
    paper.holds("ann", "works", "70")
    register.holds("ann", "board", interest=Interest.APPOINTMENT_OF_BOARD)
    register.holds("ann", "dim")
    publish(tmp_path / "data", register, paper)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        down = text_of(page(client, "/entity/ent:ann?dir=down&as_of=2021-01-01"))
        up = text_of(page(client, "/entity/ent:board?as_of=2021-01-01"))
    assert re.search(r"On the word of Sheet \w+, .{0,40} Who disagrees Sheet \w+", down)
    assert "Based on 2 sources" in down
    assert re.search(r"Sources: .*Sheet (paper|register).*; .*Sheet (paper|register)", down)
    assert "0–100 %" not in down
    assert "board right to appoint the board (share not stated)" in down
    assert "dim shares (share not stated)" in down
    assert "Votes controlled not stated controls, share not stated; held directly" in up


def test_what_nobody_is_named_for_owns_nothing_in_the_panel(tmp_path: Path) -> None:
    sheet = Sheet("registry")
    sheet.holds("zenda", "works", "51")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        answer = page(client, "/entity/ent:works?as_of=2021-01-01").text
    assert "<h3>Not named: 49 %</h3>" in answer
    assert "owner(s) owns" not in answer.lower()


def test_what_a_chart_leaves_out_is_not_told_as_ended(tmp_path: Path) -> None:
    sheet = Sheet("registry", stated="2024-01-01")
    sheet.holds("bo", "hold", "80", valid_from="2010-01-01")
    sheet.holds("hold", "works", "60", valid_from="2020-01-01")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        answer = page(client, "/compare?id=ent:works&as_of=2019-01-01&as_of=2021-01-01")
    assert re.findall(r'class="badge (\w+)"', answer.text) == ["changed", "added"]
    assert "Source: Sheet registry , 2024-01-01." in text_of(answer)


def test_history_marks_each_day_on_which_the_answer_changes(tmp_path: Path) -> None:
    changing(tmp_path / "data")
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        times = page(client, "/entity/ent:works/history")
        assert headline(times) == "The answer changes 2 times"
        (line,) = re.findall(r'(?s)<svg class="timeline".*?</svg>', times.text)
        marks = dict(re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', line))
        assert marks == {
            "/entity/ent:works?as_of=2010-01-01": "From 2010-01-01: Ana Quist ultimately controls Quist Works",
            "/entity/ent:works?as_of=2020-01-01": "From 2020-01-01: Bo Quist ultimately controls Quist Works",
        }
        for address, words in marks.items():
            assert headline(page(client, address)) == words.partition(": ")[2]
        words = text_of(times)
        assert words.index("From 2020-01-01 on Bo Quist ultimately controls Quist Works") < words.index(
            "From 2010-01-01 until 2020-01-01 Ana Quist ultimately controls Quist Works"
        )
        compared = re.search(r'href="(/compare[^"]+2020-01-01)"', times.text)
        assert compared
        assert "Ana Quist Quist Works ended" in text_of(page(client, html.unescape(compared[1])))
        assert 'href="/entity/ent:works/history"' in page(client, "/entity/ent:works").text
        assert client.get("/entity/Quist%20Works/history").headers["location"] == "/entity/ent:works/history"
        page(client, "/entity/ent:works/history?axis=known_at")


def test_cycles_are_listed_with_what_their_members_hold_in_each_other(site: httpx.Client) -> None:
    words = text_of(page(site, f"/cycles?{DAY}"))
    assert "1 circle of votes shown by these sources as of 2021-01-01" in words
    assert "2 parties: ring1, ring2 ring2 has 60 % of ring1 statement" in words
    assert "1 circle of votes above Ringed Ltd" in text_of(page(site, f"/cycles?{DAY}&party=ent:ringed"))
    assert "None is shown by these sources." in text_of(page(site, f"/cycles?{DAY}&party=ent:held"))


def test_status_tells_the_version_the_age_of_each_source_and_what_is_built(site: httpx.Client) -> None:
    words = text_of(page(site, "/status"))
    assert re.search(r"Data version 2, published 2026-\d\d-\d\dT\S+ \(", words)
    assert "Search by name ready SPARQL ready" in words
    assert re.search(r"Elphberg Works buys into Streslau 2018-12-12 \d+ years ago", words)


def test_rule_and_threshold_are_chosen_on_the_page_and_kept_in_its_address(site: httpx.Client) -> None:
    answer = page(site, f"/entity/ent:held?{DAY}")
    assert '<option value="threshold:above-50" selected>more than 50 %</option>' in answer.text
    rules = re.findall(r'href="(/entity/ent:held\?as_of=2021-01-01&amp;rule=[^"]+)"', answer.text)
    assert len(rules) == 9
    for address in rules:
        page(site, html.unescape(address))
    chosen = page(site, f"/entity/ent:held?{DAY}&rule=eu-amld&set=threshold:at-least-25&set=treasury:counted").text
    assert '<option value="threshold:at-least-25" selected>at least 25 %</option>' in chosen
    assert 'name="set" value="treasury:counted"' in chosen
    assert 'type="hidden" name="set" value="threshold' not in chosen
    below = page(site, f"/entity/ent:held?{DAY}&dir=down").text
    assert 'href="/entity/ent:held?as_of=2021-01-01&amp;rule=ofac-50&amp;dir=down"' in below
    assert 'href="/entity/ent:anna?as_of=2021-01-01&amp;rule=ofac-50"' in page(site, f"/entity/ent:anna?{DAY}").text
    assert "set=" not in "".join(re.findall(r'href="[^"]*rule=uk-psc[^"]*"', chosen)), "a point of one rule is no point of another"


def test_an_answer_is_cited_with_its_sources_data_version_and_address(tmp_path: Path) -> None:
    changing(tmp_path / "data")
    with serving_here(tmp_path / "data", public_url="https://who.example") as url:
        words = text_of(httpx.get(f"{url}/entity/ent:works?as_of=2021-01-01"))
    assert "Cite this answer Bo Quist ultimately controls Quist Works" in words
    assert "Source: “Sheet registry”, 2024-01-01. Rule majority-control, version 1; ownership-graph, data version 1 of 2026-01-01." in words
    assert "https://who.example/entity/ent:works?as_of=2021-01-01" in words


def test_an_answer_stands_in_the_frame_of_another_site_only_where_a_setting_allows_it(tmp_path: Path) -> None:
    changing(tmp_path / "data")

    def policies(url: str, path: str) -> list[list[str]]:
        """Twice: once worked out, once kept."""
        return [httpx.get(url + path).headers.get_list("content-security-policy") for _ in range(2)]

    with serving_here(tmp_path / "data") as url:
        assert all("frame-ancestors 'none'" in policy for (policy,) in policies(url, "/entity/ent:works/embed"))
    with serving_here(tmp_path / "data", frame_ancestors="https://paper.example") as url:
        assert all("frame-ancestors https://paper.example;" in policy for (policy,) in policies(url, "/entity/ent:works/embed"))
        assert all("frame-ancestors 'none'" in policy for (policy,) in policies(url, "/entity/ent:works"))
        shown = httpx.get(f"{url}/entity/ent:works/embed?as_of=2021-01-01")
        assert headline(shown) == "Bo Quist ultimately controls Quist Works"
        assert "<script" not in shown.text
        assert 'href="/entity/ent:works?as_of=2021-01-01"' in shown.text
        assert headline(httpx.get(f"{url}/entity/ent:bo/embed?as_of=2021-01-01")) == "Bo Quist controls 1 company"
        assert httpx.get(f"{url}/entity/Quist%20Works/embed").headers["location"] == "/entity/ent:works/embed"


def test_help_leads_to_pages_that_are_there(site: httpx.Client) -> None:
    told = page(site, "/help")
    assert 'href="/help"' in page(site, "/").text
    for address in sorted(set(re.findall(r'href="(/[a-z]*)"', told.text))):
        assert site.get(address, headers=BROWSER).status_code == 200, address
    assert "OFAC 50 percent rule" in text_of(told)


def test_namesakes_are_told_apart_by_birth_holdings_identifiers_and_source(tmp_path: Path) -> None:
    sheet = Sheet("registry", stated="2024-01-01")
    for key, year, company in (("ana1", "1961-04", "Alpha Ltd"), ("ana2", "1984", "Beta Ltd")):
        born = Attribute(name="birth-date", value=year)
        sheet.rows.append(
            EntityStatement(
                id=sheet.base.statement(sheet.source.id, key),
                source=sheet.source.id,
                entity=sheet.id(key),
                kind=Kind.PERSON,
                names=(Name(text="Ana Quist"),),
                identifiers=(Identifier(scheme="XX-REG", value=f"P-{key}"),),
                attributes=(born,),
                jurisdiction="SE" if key == "ana1" else "NO",
                stated_at="2024-01-01",
            )
        )
        sheet.holds(key, sheet.party(key + "-company", label=company).rsplit("/", 1)[-1], "60")
    for number in range(30):
        sheet.party(f"quist{number}", label=f"Quist Works {number}")
    publish(tmp_path / "data", sheet)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        words = text_of(page(client, "/search?q=Ana+Quist"))
        assert re.search(r"Ana Quist Person, SE born 1961 · XX-REG P-ana1 · holder in 1 company · \S+ · in Sheet registry", words)
        assert "Ana Quist Person, NO born 1984 · XX-REG P-ana2" in words
        assert "its XX-REG is P-ana1" in text_of(page(client, "/search?q=P-ana1"))
        several = text_of(page(client, "/entity/Ana%20Quist", 300))
        assert "born 1961" in several
        assert "born 1984" in several
        norwegian = text_of(page(client, "/search?q=Ana+Quist&kind=person&jurisdiction=NO"))
        assert "born 1984" in norwegian
        assert "born 1961" not in norwegian
        first, second = (page(client, f"/search?q=quist&page={number}") for number in (1, 2))
        assert "1 to 20 of 32" in text_of(first)
        assert "21 to 32 of 32" in text_of(second)
        both = client.get("/v1/search?q=Ana+Quist&kind=person").json()["matches"]
        facts = {m["born"]: (m["jurisdiction"], m["identifiers"], m["holds_in"], m["holds_in_total"], m["described_by"]) for m in both}
        assert facts == {
            "1961": ("SE", ["XX-REG P-ana1"], ["Alpha Ltd"], 1, ["Sheet registry"]),
            "1984": ("NO", ["XX-REG P-ana2"], ["Beta Ltd"], 1, ["Sheet registry"]),
        }
        assert {m["founded"] for m in both} == {None}
        assert [m["name"] for m in client.get("/v1/search?q=quist&jurisdiction=-&limit=3").json()["matches"]] == [
            f"Quist Works {number}" for number in (0, 1, 10)
        ]
        page_of_one = client.get("/v1/search?q=Ana+Quist&kind=person&limit=1")
        following = client.get(page_of_one.links["next"]["url"]).json()["matches"]
        assert [m["born"] for m in (*page_of_one.json()["matches"], *following)] == [m["born"] for m in both]


def test_path_page_gives_the_chain_with_its_product(site: httpx.Client) -> None:
    words = text_of(page(site, "/path?from=Elphberg+Works&to=Streslau+Motors&as_of=2018-12-12&include=agreed"))
    assert "Chain 1: 51 % of the money" in words
    page(site, "/path")


@pytest.mark.parametrize(
    "path", ["/", "/search?q=held", AGREED, "/sources", "/source/src:strelsau-post", "/about", "/path", "/entity/none"]
)
def test_no_inline_script_or_style_and_a_strict_policy(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert not re.search(r"<[^>]+\s(?:on[a-z]+|style)=", answer.text)
    assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", answer.text))
    assert '<html lang="en">' in answer.text
    assert re.search(r"<title>[^<]+</title>", answer.text)


def test_without_data_the_page_names_the_command(tmp_path: Path) -> None:
    with serving_here(tmp_path / "data") as url:
        answer = httpx.get(f"{url}/")
    assert answer.status_code == 503
    assert "ownership demo" in answer.text


def test_the_page_names_whom_and_what_the_sentence_names(tmp_path: Path) -> None:
    table = Table.publish(tmp_path / "data", FILE.read_text(encoding="utf-8"))
    ids = {(s.title, q.names): s.id(q.names) for s in table.situations for q in s.questions}
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:

        def read(title: str, name: str) -> str:
            return text_of(page(client, f"/entity/{quote(ids[title, name], safe='')}?as_of=2021-01-01"))

        assert "Largest holders, each 50 % Ann Arden and Bea Birch; one share taken as one vote" in read("Two halves", "Half Works")
        assert "of 88 % that can be exercised" in read("Treasury votes lift a minority", "Own Works")
        assert (
            "“Harbour Post” said on 2020-05-01 that Zenda Group plans to take 51 % of Plan Cars, and no source here shows it done."
            in read("A deal that is planned", "Plan Cars")
        )
        assert "“Daily Gazette” denies that Ann Arden owns 60 % of No Works." in read("Only a denial", "No Works")
        assert "The trail ends Exempt Works is exempt from naming its holders." in read("A company that is exempt", "Exempt Works")
        person = read("A person is asked about", "Ann Arden")
        assert "Ann Arden is a person and is not owned" in person
        assert not any(words in person for words in ("names an owner", "Largest holder", "Not known"))
