"""Invented networks for the tests of the chart: drawn by hypothesis, or the small chain that the examples are about."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.chart.model import Chart, ChartLink, ChartNode
from ontology.shares import PERCENT
from ontology.statements import Kind

_KINDS = [kind.value for kind in Kind]
_NAMES = st.one_of(
    st.sampled_from(
        ["Aldermoor Holdings Ltd", "Zinc", "Общество Ромашка", "玉川重工業株式会社", "شركة المثال", "A" * 300, "🚗 Motors", "<script>"]
    ),
    st.text(min_size=1, max_size=40),
)


@st.composite
def charts(draw: st.DrawFn, most: int = 40) -> Chart:
    """A chart of up to ``most`` parties with any links between them: cycles, double links, loners, ranges and unknown sizes."""
    count = draw(st.integers(1, most))
    nodes = [
        ChartNode(
            f"n{p}",
            draw(_NAMES),
            draw(st.sampled_from(["", "Company", "A longer description of what this party does"])),
            draw(st.sampled_from(_KINDS)),
            draw(st.sampled_from([None, "CN", "GB", "ZZ"])),
            role="subject" if p == 0 else None,
            named=draw(st.booleans()),
        )
        for p in range(count)
    ]
    ends = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=min(60, 2 * count)))
    return Chart("n0", "Who holds what", nodes=tuple(nodes), links=tuple(_link(draw, p, a, b) for p, (a, b) in enumerate(ends)))


def _link(draw: st.DrawFn, number: int, holder: int, subject: int) -> ChartLink:
    size = draw(st.sampled_from([None, (51, 51), (25, 50), (0, 100), (1, 1)]))
    low, high = (None, None) if size is None else (size[0] * PERCENT, size[1] * PERCENT)
    return ChartLink(
        f"e{number}",
        f"n{holder}",
        f"n{subject}",
        "Owns" if size else "Controls",
        f"{size[0]}–{size[1]} %" if size else "",
        low,
        high,
        draw(st.sampled_from(["", "Register, 2024", "Agreement signed; completion not stated by any source that was read"])),
        "owns" if size else "controls",
        draw(st.sampled_from(["stated", "inferred", "indirect"])),
    )


def chain() -> Chart:
    """A state controls a group, the group owns all of a trader, the trader has agreed to take 51 % of a car maker."""
    return Chart(
        "car",
        "Central government of Elbonia ultimately controls Kestrel Motors",
        "Ownership and control.",
        nodes=(
            ChartNode("car", "Kestrel Motors", "Car maker", "company", "KZ", "subject"),
            ChartNode("trader", "Elbo Trading", "Company", "company"),
            ChartNode("group", "Elbo Group", "Company", "company", "CN"),
            ChartNode("state", "Elbonia", "State", "state", role="controller"),
            ChartNode("rest", "Unknown owner(s)", "not named", "unknown", named=False),
        ),
        links=(
            ChartLink("1", "trader", "car", "Owns", "51 %", 51 * PERCENT, 51 * PERCENT, "Agreement signed", status="agreed"),
            ChartLink("2", "rest", "car", "Owns", "49 %", 49 * PERCENT, 49 * PERCENT, style="inferred"),
            ChartLink("3", "group", "trader", "Owns", "100 %", 100 * PERCENT, 100 * PERCENT),
            ChartLink("4", "state", "group", "Controls", kind="controls", note="Direct supervision; no share stated"),
        ),
        footer="Source: an invented article, 2018-12-12.",
        as_of="2018-12-12",
        permalink="https://registry.example/entity/car",
    )


def crowd(owners: int) -> Chart:
    """A company with many small owners of 1 % or less and one of 40 %."""
    nodes = [ChartNode("car", "Kestrel Motors", role="subject"), ChartNode("big", "Big Holder")]
    nodes += [ChartNode(f"o{p}", f"Owner {p}", kind="person") for p in range(owners)]
    size = PERCENT // 4
    links = [ChartLink("big", "big", "car", share="40 %", share_min=40 * PERCENT, share_max=40 * PERCENT)]
    links += [ChartLink(f"o{p}", f"o{p}", "car", share="0.25 %", share_min=size, share_max=size) for p in range(owners)]
    return Chart("car", "Nobody controls Kestrel Motors", nodes=tuple(nodes), links=tuple(links))


def tangle(parties: int, factor: int) -> Chart:
    """A dense network without chance: every party holds three others, so that long lines, cycles and crowded cards come up every time."""
    nodes = tuple(ChartNode(f"n{p}", f"Party {p}") for p in range(parties))
    ends = [(p, (p * factor + 5 * k + 1) % parties) for p in range(parties) for k in range(3)]
    links = tuple(
        ChartLink(f"e{number}", f"n{a}", f"n{b}", share=f"{b} %", share_min=b * PERCENT, share_max=b * PERCENT)
        for number, (a, b) in enumerate(ends)
        if a != b
    )
    return Chart("n0", "A tangle", nodes=nodes, links=links)
