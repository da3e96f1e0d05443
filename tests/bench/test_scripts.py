"""Every script runs at a tiny size, compares answers before it times them, and what it writes can be rendered."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import render
from bench.__main__ import FIGURES
from bench.harness import check, memory, race, rounds_of_percentiles
from bench.peers import labels_duckdb, labels_networkx, labels_numpy
from bench.peers.majority import Majority, majority, smallest
from bench.plot import growth
from bench.shape import TINY
from bench.store import keep_network
from tests.conftest import CHECKOUT


def run(figure: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", figure, "--size", "tiny", "--rounds", "2", "--results", str(folder)]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "figure", [pytest.param(figure, marks=pytest.mark.neo4j) if figure in ("cypher", "neo4j") else figure for figure in FIGURES]
)
def test_a_script_runs_at_a_tiny_size_and_its_figures_can_be_shown(figure: str, tmp_path: Path) -> None:
    done = run(figure, tmp_path)
    assert done.returncode == 0, done.stderr
    written = json.loads((tmp_path / "tiny" / f"{figure}.json").read_text(encoding="utf-8"))
    assert written["machine"]["versions"]
    assert written.get("checks") or all(network["checks"] for network in written["networks"])
    assert done.stdout.startswith(render.HEAD)
    rows = (done.stdout + render.engine_table({figure: written})).splitlines()
    assert len(rows) > 4
    assert render.machines({figure: written}).count("\n") == 3
    assert render.spreads({figure: written}).count("\n") > 3


def test_an_unknown_figure_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    done = run("speed", tmp_path)
    assert done.returncode == 2
    assert "there are all_controllers" in done.stderr


def test_the_documents_show_what_the_kept_figures_render_to() -> None:
    figures = json.loads(render.LATEST.read_text(encoding="utf-8"))
    # What has not been measured at full size yet is shown nowhere.
    assert set(FIGURES) - {"search", "triples"} <= set(figures) <= set(FIGURES), "run: make bench"
    for path, name, text in render.shown(figures):
        shown = path.read_text(encoding="utf-8")
        assert shown == render.replaced(shown, name, text), f"{path.name}, part {name}: run make bench"
    assert render.PICTURE.read_text(encoding="utf-8") == growth(figures["one_any_date"]["growth"])
    assert {one["size"] for one in figures.values()} == {"full"}


def test_answers_that_differ_are_not_timed() -> None:
    with pytest.raises(SystemExit, match="nothing was timed"):
        check({}, "same tops", False, companies=3)


def test_sides_are_taken_in_turn() -> None:
    order: list[str] = []
    # Before each turn garbage is looked for, here not in all that the suite has imported.
    gc.freeze()
    try:
        seconds = race({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 2)
    finally:
        gc.unfreeze()
    assert order == ["a", "b", "a", "b", "a", "b"]
    assert {name: len(rounds) for name, rounds in seconds.items()} == {"a": 2, "b": 2}


def test_percentiles_are_medians_over_the_rounds() -> None:
    rounds = [[1.0] * 99 + [5.0], [2.0] * 99 + [7.0], [3.0] * 99 + [6.0]]
    percentiles = rounds_of_percentiles(rounds)
    assert percentiles | {"p50": 2, "p99": 6, "p99_min": 5, "p99_max": 7, "questions": 100} == percentiles


def test_peak_memory_is_of_this_process() -> None:
    assert 5 < memory()["now"] <= memory()["peak"]


@pytest.mark.parametrize("peer", ["networkx", "duckdb", "numpy"])
def test_a_peer_follows_pointers_rings_and_groups(peer: str) -> None:
    # 0 controls 1, which controls 2 and, with it, 3; 0 and 3 together control 4.  5 and 6 are a ring that controls 7; half of 8 is none.
    links = [
        (1, 0, 60),
        (2, 1, 60),
        (3, 1, 30),
        (3, 2, 30),
        (4, 0, 26),
        (4, 3, 25),
        (5, 6, 60),
        (6, 5, 60),
        (7, 6, 30),
        (7, 5, 30),
        (8, 7, 50),
    ]
    company, holder, weight = (np.array(part, dtype=np.int64) for part in zip(*links, strict=True))
    labels = label(peer, Majority(9, company, holder, weight, np.full(9, 100, np.int64)))
    assert smallest(labels, np.ones(9, np.bool_)).tolist() == [0, 0, 0, 0, 0, 5, 5, 5, 8]


@pytest.mark.thorough
def test_the_peers_agree_on_a_generated_network() -> None:
    network = majority(keep_network(TINY).columns())
    everyone = np.ones(network.parties, np.bool_)
    one, two, three = (smallest(label(peer, network), everyone).tolist() for peer in ("networkx", "duckdb", "numpy"))
    assert one == two == three


def label(peer: str, network: Majority) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    match peer:
        case "networkx":
            return labels_networkx.label(labels_networkx.Register(network))
        case "duckdb":
            return labels_duckdb.label(labels_duckdb.load(network))
    return labels_numpy.label(network)


def test_times_are_written_with_a_fitting_unit() -> None:
    assert [render.time(seconds) for seconds in (12.3, 1.25, 0.0034, 0.0456, 7.2e-6)] == ["12.3 s", "1.2 s", "3.4 ms", "46 ms", "7.2 µs"]


def test_a_document_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="no markers"):
        render.replaced("text", "figures", "table")


def test_the_picture_is_drawn_for_any_sizes() -> None:
    points = [[1, 0.0002], [9, 0.0011], [60, 0.004]]
    picture = growth([{"companies": 1_000, "points": points}, {"companies": 10_000, "points": points}])
    places = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', picture)]
    assert len(places) >= 6
    assert all(0 < x < 960 and 0 < y < 400 for x, y in places)
    assert (picture.count("<text "), picture.count("<svg ")) == (picture.count("</text>"), picture.count("</svg>"))
