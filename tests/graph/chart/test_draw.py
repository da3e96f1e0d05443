"""The SVG itself: well formed for any text, the same every time, with what a reader and a drawing program need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.chart.draw import draw
from graph.chart.fit import REFUSED_ABOVE
from graph.chart.model import Chart, ChartLink, ChartNode, LinkStyle, to_json
from graph.chart.palette import LIGHT
from ontology.errors import TooLarge, UsageError
from ontology.shares import PERCENT
from tests.graph.chart.networks import chain, charts, crowd

_SVG = "{http://www.w3.org/2000/svg}"
_SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_THEMES = [("page", False), ("export", True)]


def _parsed(svg: str) -> ET.Element:
    parser = ET.XMLPullParser(["start"])
    parser.feed(svg)
    parser.close()
    return next(element for _, element in parser.read_events() if isinstance(element, ET.Element))


def _texts(root: ET.Element) -> str:
    return "\n".join(element.text or "" for element in root.iter(f"{_SVG}text"))


@pytest.mark.parametrize("theme, standalone", _THEMES)
@given(chart=charts(most=14))
@_SOME
def test_any_network_gives_well_formed_svg_and_the_same_bytes_twice(theme: str, standalone: bool, chart: Chart) -> None:
    first = draw(chart, theme=theme, standalone=standalone)
    assert draw(chart, theme=theme, standalone=standalone) == first
    _parsed(first)


@given(st.text(max_size=400), st.text(max_size=400))
@_SOME
def test_hostile_text_stays_text(name: str, note: str) -> None:
    hostile = f"<script>alert(1)</script>\"'&]]>{name}"
    chart = Chart(
        "a",
        hostile,
        hostile,
        (ChartNode("a", hostile, note), ChartNode(hostile, name, hostile, country="<>")),
        (ChartLink(note, hostile, "a", name, hostile, note=note),),
        footer=hostile,
        permalink=hostile,
    )
    for theme, standalone in _THEMES:
        root = _parsed(draw(chart, theme=theme, standalone=standalone))
        assert not list(root.iter(f"{_SVG}script"))


def test_a_long_name_is_cut_in_the_card_and_whole_in_its_title() -> None:
    name = "Immeasurably " * 30
    root = _parsed(draw(Chart("a", "Long", nodes=(ChartNode("a", name),))))
    assert "…" in _texts(root)
    assert any(name.strip() in (title.text or "") for title in root.iter(f"{_SVG}title"))


def test_a_party_of_unstated_kind_has_a_solid_card_and_an_unnamed_one_a_dashed_card() -> None:
    root = _parsed(draw(Chart("a", "Kinds", nodes=(ChartNode("a", "Kestrel"), ChartNode("b", "Unknown owner(s)", named=False)))))
    boxes = [box for box in root.iter(f"{_SVG}rect") if "chart-box" in box.get("class", "")]
    assert ["stroke-dasharray" in box.attrib for box in boxes] == [False, True]


def test_a_name_cannot_turn_the_text_around_it() -> None:
    svg = draw(Chart("a", "Turned", nodes=(ChartNode("a", "Blue\u202eyaB Ltd\u2066"),)))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", svg)


def test_the_page_drawing_has_no_colours_of_its_own_and_no_style() -> None:
    svg = draw(chain())
    assert not re.search(r"\sstyle=|<script|<style|\bon\w+=", svg)
    assert not [c for c in LIGHT.values() if f'"{c}"' in svg.replace("#ffffff", "")]


def test_the_page_drawing_can_be_walked_with_the_keyboard() -> None:
    root = _parsed(draw(chain()))
    nodes = [g for g in root.iter(f"{_SVG}g") if "data-node" in g.attrib]
    edges = [g for g in root.iter(f"{_SVG}g") if "data-edge" in g.attrib]
    assert [g.get("data-node") for g in nodes] == ["car", "trader", "group", "state", "rest"]
    assert [g.get("data-edge") for g in edges] == ["1", "2", "3", "4"]
    assert all(g.get("tabindex") == "0" and g.get("role") == "button" and g.get("aria-label") for g in [*nodes, *edges])
    assert edges[0].get("aria-label") == "Elbo Trading owns 51 % of Kestrel Motors. Agreement signed"
    assert "Owns 51 %" in "".join(edges[0].itertext())


def test_the_exported_picture_carries_title_date_legend_source_and_address() -> None:
    words = _texts(_parsed(draw(chain(), theme="export", standalone=True)))
    for expected in (
        "ultimately\ncontrols Kestrel",
        "As of 2018-12-12",
        "owns (line width = share)",
        "inferred, not stated",
        "an invented",
        "https://registry.example/entity/car",
    ):
        assert expected in words


def test_the_exported_picture_has_literal_colours_and_true_connectors() -> None:
    svg = draw(chain(), theme="export", standalone=True)
    assert 'class="f-' not in svg
    assert "var(" not in svg
    ids = set(re.findall(r' id="([^"]+)"', svg))
    ends = re.findall(r'inkscape:connection-(?:start|end)="#([^"]+)"', svg)
    assert len(ends) == 8
    assert set(ends) <= ids


def test_the_word_is_on_every_line_and_the_dashes_only_on_what_is_inferred() -> None:
    root = _parsed(draw(chain()))
    for edge in (g for g in root.iter(f"{_SVG}g") if "data-edge" in g.attrib):
        assert re.search("Owns|Controls", "".join(edge.itertext()))
        dashed = any("stroke-dasharray" in path.attrib for path in edge.iter(f"{_SVG}path"))
        assert dashed is (edge.get("data-style") == "inferred")


def test_every_style_of_a_line_has_a_look_of_its_own() -> None:
    looks = set()
    for style in get_args(LinkStyle):
        link = ChartLink("1", "b", "a", share="30 %", share_min=30 * PERCENT, share_max=30 * PERCENT, style=style)
        root = _parsed(draw(Chart("a", "Looks", nodes=(ChartNode("a", "Kestrel"), ChartNode("b", "Elbo")), links=(link,)), theme="export"))
        (edge,) = (g for g in root.iter(f"{_SVG}g") if g.get("data-edge") == "1")
        looks.add(
            tuple((p.get("stroke"), p.get("stroke-dasharray"), p.get("stroke-width"), p.get("fill")) for p in edge.iter(f"{_SVG}path"))
        )
    doubted = 3
    assert len(looks) == len(get_args(LinkStyle)) - doubted + 1, "what contradicts something is one look: its words say what"


def test_two_unknown_owners_stay_two() -> None:
    nodes = (ChartNode("a", "Kestrel"), ChartNode("u1", "Unknown owner", named=False), ChartNode("u2", "Unknown owner", named=False))
    links = (ChartLink("1", "u1", "a"), ChartLink("2", "u2", "a"))
    assert draw(Chart("a", "Two", nodes=nodes, links=links)).count('data-node="u') == 2


def test_a_party_that_holds_itself_says_so_on_its_card() -> None:
    assert "Owns 5 % of itself" in draw(
        Chart("a", "Own", nodes=(ChartNode("a", "Kestrel"),), links=(ChartLink("1", "a", "a", share="5 %"),))
    )


def test_a_chart_of_nothing_but_its_subject_is_drawn() -> None:
    assert "Kestrel" in draw(Chart("a", "Alone", nodes=(ChartNode("a", "Kestrel"),)), theme="export")


def test_more_than_five_hundred_parties_are_refused_with_a_way_on() -> None:
    with pytest.raises(TooLarge) as refused:
        draw(crowd(REFUSED_ABOVE))
    assert "table" in refused.value.hint


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(UsageError):
        draw(chain(), theme="neon")


TEXT_PAIRS = (
    ("ink", "card"),
    ("soft", "card"),
    ("ink", "accent-card"),
    ("soft", "accent-card"),
    ("accent", "accent-card"),
    ("ink", "ground"),
    ("soft", "ground"),
    ("owns", "ground"),
    ("controls", "ground"),
    ("other", "ground"),
    ("doubt", "ground"),
    ("soft", "chip"),
)
"""Text colour and what it stands on, for every text that a chart draws."""
LINE_PAIRS = (
    ("owns", "ground"),
    ("controls", "ground"),
    ("other", "ground"),
    ("inferred", "ground"),
    ("doubt", "ground"),
    ("rim", "ground"),
)

_CHART_CSS = (Path(__file__).parents[3] / "api" / "static" / "chart.css").read_text(encoding="utf-8")


def _palettes() -> list[dict[str, str]]:
    """The colours of the stylesheet, light and dark."""
    return [dict(re.findall(r"--chart-([a-z-]+): (#[0-9a-f]{6});", part)) for part in _CHART_CSS.split("prefers-color-scheme: dark", 1)]


def _contrast(colour: str, other: str) -> float:
    """The contrast of WCAG 2.2 of two ``#rrggbb`` colours."""
    low, high = sorted((_luminance(colour), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark"])
def test_every_text_and_line_has_contrast(palette: dict[str, str]) -> None:
    assert palette.keys() == LIGHT.keys()
    measured = {pair: _contrast(palette[pair[0]], palette[pair[1]]) for pair in (*TEXT_PAIRS, *LINE_PAIRS)}
    assert {pair: measured[pair] for pair in TEXT_PAIRS if measured[pair] < 4.5} == {}
    assert {pair: measured[pair] for pair in LINE_PAIRS if measured[pair] < 3} == {}


def test_the_stylesheet_has_the_same_colours_and_every_class() -> None:
    assert _palettes()[0] == LIGHT
    for name in set(re.findall(r"\b[fs]-[a-z-]+\b", " ".join(re.findall(r'class="([^"]*)"', draw(chain()) + draw(crowd(50)))))):
        assert f".{name} " in _CHART_CSS


def test_the_chart_as_json_gives_shares_in_percent() -> None:
    edges = {edge["id"]: edge for edge in to_json(chain())["edges"]}
    assert (edges["1"]["min"], edges["1"]["max"], edges["1"]["exact"]) == (51, 51, True)
    assert (edges["4"]["min"], edges["4"]["exact"]) == (None, False)


def _widths(edge: ET.Element) -> list[float]:
    return [float(path.get("stroke-width", "0")) for path in edge.iter(f"{_SVG}path") if "stroke-width" in path.attrib]


def test_the_line_is_as_wide_as_the_share_and_a_range_has_a_pale_band() -> None:
    sizes = {"small": (10, 10), "all": (100, 100), "range": (25, 75), "half": (50, 50)}
    links = tuple(ChartLink(k, k, "a", share_min=low * PERCENT, share_max=high * PERCENT) for k, (low, high) in sizes.items())
    nodes = (ChartNode("a", "Kestrel"), *(ChartNode(k, k) for k in sizes))
    root = _parsed(draw(Chart("a", "Widths", nodes=nodes, links=links), theme="export"))
    edges = {g.get("data-edge", ""): g for g in root.iter(f"{_SVG}g") if "data-edge" in g.attrib}
    assert _widths(edges["small"]) < _widths(edges["half"]) < _widths(edges["all"])
    band, line = _widths(edges["range"])
    assert [line] == _widths(edges["half"])
    assert band > line
    assert "stroke-opacity" in next(edges["range"].iter(f"{_SVG}path")).attrib


@pytest.mark.parametrize("words", ["", " ", "\u202e"])
def test_a_link_without_words_is_drawn_without_a_label(words: str) -> None:
    nodes = (ChartNode("a", "Kestrel"), ChartNode("b", "Elbo"))
    assert 'data-edge="1"' in draw(Chart("a", "Wordless", nodes=nodes, links=(ChartLink("1", "b", "a", words),)))
