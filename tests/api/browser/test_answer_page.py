"""The answer page in a real browser: evidence, keyboard, search as you type, downloads; and the same answer without JavaScript."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.conftest import Opened
from tests.api.scenarios import HOSTILE, LONG, ent

pytestmark = pytest.mark.browser

ANSWER = "/entity/ent:streslau?as_of=2018-12-12&include=agreed"
MAX_PICTURE = 300_000


def node(name: str) -> str:
    return f'.picture svg [data-node="{ent(name)}"]'


def focused(page: Page) -> str | None:
    """The chart node that holds the focus, or whose link does."""
    key: str | None = page.evaluate("document.activeElement.closest('[data-node]')?.dataset.node ?? null")
    return key


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def test_headline_figures_and_chart_are_there(opened: Opened) -> None:
    page = opened(ANSWER)
    expect(page.locator("h1")).to_have_text("Government of Ruritania ultimately controls Streslau Motors")
    expect(page.locator(".figures")).to_contain_text("51 %")
    expect(page.locator(".picture svg [data-node]")).to_have_count(5)
    expect(page.locator(".picture svg [data-edge]")).to_have_count(4)


def test_a_click_on_a_party_shows_its_quote_with_the_span_marked(opened: Opened) -> None:
    page = opened(ANSWER)
    page.locator(node("zenda")).click()
    expect(page.locator("#evidence h2")).to_have_text("ZT")
    expect(page.locator("#evidence blockquote").first).to_have_text("“ZT is wholly owned by Elphberg Works”")
    expect(page.locator("#evidence blockquote mark").first).to_have_text("wholly owned")
    assert page.url.endswith(ANSWER), "a click on the chart stays on the page"


def test_a_click_on_a_link_shows_that_link(opened: Opened) -> None:
    page = opened(ANSWER)
    page.locator(".picture svg [data-edge]", has_text="Controls").locator("text").first.click()
    expect(page.locator("#evidence blockquote")).to_have_text("“the government of Ruritania directly supervises”")


def test_arrows_walk_the_links_enter_opens_and_escape_returns(opened: Opened) -> None:
    page = opened(ANSWER)
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == ent("streslau"):
            break
    assert focused(page) == ent("streslau"), "Tab reaches the parties of the chart"
    page.keyboard.press("ArrowUp")
    first = focused(page)
    assert first != ent("streslau")
    if first != ent("zenda"):
        page.keyboard.press("ArrowLeft")
        if focused(page) != ent("zenda"):
            page.keyboard.press("ArrowRight")
    assert focused(page) == ent("zenda")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == ent("ruritania")
    page.keyboard.press("ArrowDown")
    assert focused(page) == ent("elphberg")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("Elphberg Works")
    expect(page.locator("#evidence")).to_be_focused()
    page.keyboard.press("Escape")
    assert focused(page) == ent("elphberg")


def test_another_day_is_asked_with_the_form(opened: Opened) -> None:
    page = opened(ANSWER)
    page.locator("input[name=as_of]").fill("2018-12-01")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1")).to_have_text("An ultimate controller of Streslau Motors is not shown by these sources")
    page.locator("input[name=as_of]").fill("2019-01-01")
    page.get_by_label("Count agreed deals as done").uncheck()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1")).to_have_text("Government of Ruritania may ultimately control Streslau Motors")


def test_search_as_you_type_leads_to_the_party(opened: Opened) -> None:
    page = opened("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("stresl")
    expect(page.get_by_role("option").first).to_contain_text("Streslau Motors")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/entity/**")
    expect(page.locator(".kicker")).to_have_text("Who ultimately controls Streslau Motors?")


def test_the_picture_is_taken_as_png_and_the_table_as_csv(opened: Opened, tmp_path: Path) -> None:
    page = opened(ANSWER)
    for name, head in (("PNG", b"\x89PNG"), ("CSV", "\ufeffholder".encode()), ("SVG", b"<")):
        with page.expect_download() as taken:
            page.locator(".take").get_by_text(name, exact=True).click()
        taken.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)


def test_copy_link_copies_the_address_with_its_date(opened: Opened) -> None:
    page = opened("/entity/ent:held", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert "/entity/ent:held?as_of=2" in copied


def test_without_javascript_the_page_still_answers(opened: Opened) -> None:
    page = opened(ANSWER, java_script_enabled=False)
    expect(page.locator("h1")).to_have_text("Government of Ruritania ultimately controls Streslau Motors")
    expect(page.locator(".figures")).to_contain_text("49 %")
    expect(page.locator(".twin tbody tr")).to_have_count(4)
    expect(page.locator(".twin")).to_contain_text("ZT is wholly owned by Elphberg Works")
    expect(page.locator(".scroll svg")).to_be_visible()
    expect(page.locator("#evidence")).to_contain_text("takes 51 percent of Streslau Motors")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    page.get_by_label("Count agreed deals as done").uncheck()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1")).to_contain_text("may ultimately control")


def test_many_holders_are_folded_in_the_chart_and_whole_in_the_table(opened: Opened) -> None:
    page = opened("/entity/ent:wide?as_of=2021-01-01")
    assert 2 < page.locator(".picture svg [data-node]").count() <= 41
    expect(page.locator(".twin tbody tr")).to_have_count(20)
    expect(page.locator(".twin .rest li")).to_have_count(41)
    page.locator(".picture svg .chart-stack").first.click()
    expect(page.locator("#evidence")).to_contain_text("owns 1 %")


def test_no_name_runs_into_a_flag_or_out_of_its_card(opened: Opened) -> None:
    page = opened(ANSWER)
    clashes = page.evaluate("""() => [...document.querySelectorAll('.picture [data-node]')].flatMap((card) => {
      const flag = card.querySelector('[aria-hidden]')?.getBoundingClientRect();
      const box = card.querySelector('.chart-box').getBoundingClientRect();
      return [...card.querySelectorAll(':scope > text')].filter((text) => {
        const place = text.getBoundingClientRect();
        const meets = flag && place.right > flag.left && place.bottom > flag.top && place.top < flag.bottom;
        return meets || place.right > box.right;
      }).map((text) => text.textContent);
    })""")
    assert clashes == []


def test_the_chart_is_drawn_whole_and_can_be_made_larger(opened: Opened) -> None:
    page = opened("/entity/ent:claims?as_of=2021-01-01")
    width = "document.querySelector('.picture .chart-drawing').getBoundingClientRect().width"
    assert page.evaluate(width) <= page.evaluate("document.querySelector('.scroll').clientWidth"), "nothing is cut off"
    fitted = page.evaluate(width)
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate(width) > fitted
    page.get_by_role("button", name="Fit").click()
    assert page.evaluate(width) == fitted
    page = opened("/entity/ent:wide?as_of=2021-01-01&expand=ent:wide")
    scale = (
        "document.querySelector('.scroll svg').getBoundingClientRect().width / document.querySelector('.scroll svg').viewBox.baseVal.width"
    )
    assert page.evaluate(scale) > 0.6, "a chart of forty cards stays readable and scrolls in its box"
    assert sideways(page) == 0
    page.get_by_role("button", name="Fit").click()
    assert page.evaluate(width) <= page.evaluate("document.querySelector('.scroll').clientWidth")


def test_a_figure_stands_behind_a_name_that_runs_from_right_to_left(opened: Opened) -> None:
    page = opened("/entity/ent:bob?as_of=2021-01-01")
    places = """text => {
        const item = [...document.querySelectorAll('.holdings li')].find(li => li.textContent.includes(text))
        const figure = [...item.childNodes].find(node => node.nodeType === 3 && node.data.includes(text))
        const range = document.createRange()
        range.selectNodeContents(figure)
        return [item.querySelector('a').getBoundingClientRect().right, range.getBoundingClientRect().left]
    }"""
    for share in ("57", "58"):
        name_ends, figure_begins = page.evaluate(places, share)
        assert name_ends <= figure_begins + 1


@pytest.mark.parametrize("company", ["hostile", "long"])
def test_hostile_and_endless_names_neither_run_nor_burst_the_page(opened: Opened, company: str) -> None:
    page = opened(f"/entity/ent:{company}?as_of=2021-01-01", viewport={"width": 390, "height": 844})
    expect(page.locator(".kicker strong")).to_have_text({"hostile": HOSTILE.replace("\u202e", ""), "long": LONG}[company])
    assert sideways(page) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        ANSWER,
        "/search?q=ltd",
        "/sources",
        "/source/src:strelsau-post",
        "/about",
        "/entity/ent:anna?as_of=2021-01-01",
        "/entity/ent:streslau/history",
        "/compare?id=ent:streslau&as_of=2018-12-01&as_of=2019-01-01",
        "/cycles?as_of=2021-01-01",
        "/dataset",
        "/ontology",
        "/status",
        "/help",
        "/docs",
        "/docs/shapes",
        "/sparql?query=SELECT+%2A+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+3",
        "/entity/ent:streslau/embed",
        "/path?from=" + quote("Elphberg Works") + "&to=" + quote("Streslau Motors"),
    ],
)
@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.slow)])
def test_a_phone_needs_no_sideways_scroll(opened: Opened, path: str, scheme: str) -> None:
    page = opened(path, viewport={"width": 390, "height": 844}, color_scheme=scheme, device_scale_factor=2, has_touch=True)
    assert sideways(page) == 0


def test_focus_is_visible(opened: Opened) -> None:
    page = opened(ANSWER)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 3, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_each_mark_of_the_line_of_time_is_reached_with_the_keyboard_and_leads_to_its_day(opened: Opened) -> None:
    page = opened("/entity/ent:streslau/history?include=agreed")
    mark = page.locator(".timeline a")
    page.get_by_role("link", name="JSON").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == mark.get_attribute("href")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of=2018-12-12**")
    expect(page.locator("h1")).to_have_text("Government of Ruritania ultimately controls Streslau Motors")


def test_print_leaves_out_what_paper_cannot_use(opened: Opened) -> None:
    page = opened(ANSWER)
    page.emulate_media(media="print")
    expect(page.locator(".settings")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".twin tbody tr").first).to_be_visible()


def test_the_picture_of_the_readme(opened: Opened, pictures: Path | None, tmp_path: Path) -> None:
    page = opened("/search?q=Saryarka")
    page.get_by_role("link", name="Saryarka AvtoProm LLP").click()
    page.goto(page.url.split("?")[0] + "?as_of=2018-12-12&include=agreed")
    controller = "Central government of the People's Republic of China"
    expect(page.locator("h1")).to_have_text(f"{controller} ultimately controls Saryarka AvtoProm LLP")
    target = (pictures or tmp_path) / "answer-page.png"
    board = page.locator(".board").bounding_box()
    assert board
    page.screenshot(path=target, clip={"x": 0, "y": 0, "width": 1280, "height": board["y"] + board["height"] + 24}, full_page=True)
    assert target.stat().st_size < MAX_PICTURE
