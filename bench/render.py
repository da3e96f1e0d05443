"""Tables and pictures from measured figures: what the README and docs/performance.md show.  Owns the wording; measures nothing.

The documents show exactly what bench/latest.json renders to; a test holds them to it.  It is long, as each figure has its wording here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bench.harness import HERE, MIB, Record
from bench.plot import growth
from bench.shape import CALIBRATION, SOURCES

CHECKOUT: Final = HERE.parent
LATEST: Final = HERE / "latest.json"
README: Final = CHECKOUT / "README.md"
PAGE: Final = CHECKOUT / "docs" / "performance.md"
PICTURE: Final = CHECKOUT / "docs" / "images" / "cost-by-parties-above.svg"
HEAD: Final = "| question | answered in | beside it, in the same run |\n|---|---|---|\n"
ENGINE_HEAD: Final = "| part of the engine | takes | beside it, in the same run |\n|---|---|---|\n"

Figures = dict[str, Record]
Row = tuple[str, str, str]


def collect(folder: Path) -> Figures:
    """Figures of a folder of results, by name; of the full size, those measured before where a figure is not there."""
    figures: Figures = json.loads(LATEST.read_text(encoding="utf-8")) if folder.name == "full" and LATEST.is_file() else {}
    for path in sorted(folder.glob("*.json")):
        figures[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return figures


def publish(figures: Figures) -> None:
    """Keep the figures and write every document that shows them."""
    text = json.dumps(figures, indent=1, sort_keys=True)
    # A point of the picture stays on one line.
    LATEST.write_text(re.sub(r"\[\s+([-\d.e]+),\s+([-\d.e]+)\s+\]", r"[\1, \2]", text) + "\n", encoding="utf-8")
    # What is shown is what the file says, in its order too.
    figures = json.loads(text)
    for path, name, text in shown(figures):
        path.write_text(replaced(path.read_text(encoding="utf-8"), name, text), encoding="utf-8")
    if "one_any_date" in figures:
        PICTURE.write_text(growth(figures["one_any_date"]["growth"]), encoding="utf-8")


def shown(figures: Figures) -> Iterator[tuple[Path, str, str]]:
    """(document, name of the marked part, what stands in it)."""
    yield README, "figures", table(figures)
    yield PAGE, "figures", table(figures)
    yield PAGE, "engine", engine_table(figures)
    yield PAGE, "machine", machines(figures)
    yield PAGE, "spread", spreads(figures)
    yield PAGE, "networks", calibration()


def replaced(text: str, name: str, inside: str) -> str:
    """The document with the part between its markers replaced."""
    pattern = re.compile(rf"(<!-- bench:{name} -->).*?(<!-- /bench:{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the document has no markers for {name}")
    return pattern.sub(lambda match: f"{match[1]}\n{inside}{match[2]}", text)


def table(figures: Figures) -> str:
    """One row a question as a user asks it: how long, and beside what."""
    return HEAD + _join_rows(figures, _QUESTIONS)


def engine_table(figures: Figures) -> str:
    """One row a part of the engine, without what an answer says around it."""
    return ENGINE_HEAD + _join_rows(figures, _ENGINE)


def _join_rows(figures: Figures, writers: Mapping[str, Callable[[Record], Iterable[Row]]]) -> str:
    rows = [row for name, write in writers.items() if name in figures for row in write(figures[name])]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def machines(figures: Figures) -> str:
    """Where each figure was measured."""
    rows = []
    for name, record in sorted(figures.items()):
        at = record["machine"]
        versions = ", ".join(f"{package} {version}" for package, version in at["versions"].items())
        server = f", Neo4j server {at['neo4j_server']}" if "neo4j_server" in at else ""
        rows.append(
            f"| {name} | {at['processor']}, {at['cores']} cores, {at['memory_gib']:g} GiB, load {at['load'][0]:g} | "
            f"Python {at['python']}, {versions}{server} |\n"
        )
    return "| figure | machine | versions |\n|---|---|---|\n" + "".join(rows)


def spreads(figures: Figures) -> str:
    """Every measured side with its spread over the rounds."""
    rows = []
    for name, record in sorted(figures.items()):
        for where, seconds in _measured(record):
            for side, one in seconds.items():
                if "median" in one:
                    text = f"{time(one['median'])} | {time(one['min'])} to {time(one['max'])} | {one['rounds']}"
                else:
                    text = (
                        f"p50 {time(one['p50'])}, p99 {time(one['p99'])} | p99 {time(one['p99_min'])} to {time(one['p99_max'])} | "
                        f"{one['rounds']} of {one['questions']:,}"
                    )
                rows.append(f"| {name}{where} | {side} | {text} |\n")
    return "| figure | side | median | spread | rounds |\n|---|---|---|---|---|\n" + "".join(rows)


def calibration() -> str:
    """What the generated networks are shaped after."""
    rows = "".join(f"| {' | '.join(one)} |\n" for one in CALIBRATION)
    sources = "".join(f"* {name}: {title}\n" for name, title in SOURCES.items())
    return f"| what | in the networks | from |\n|---|---|---|\n{rows}\n{sources}"


def time(seconds: float) -> str:
    """Two or three figures with a fitting unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size or unit == "µs":
            return f"{number(seconds / size)} {unit}"
    raise AssertionError


def number(value: float) -> str:
    """``value`` with two or three figures, thousands set apart."""
    if value >= 20:
        return f"{round(value):,}"
    return f"{value:.1f}".removesuffix(".0") if value >= 1 else f"{value:.2g}"


def _measured(record: Record) -> Iterator[tuple[str, Record]]:
    if "networks" in record:
        for one in record["networks"]:
            seconds = one["seconds"] | ({"command": one["command"]["seconds"]} if "command" in one else {})
            yield f", {one['companies']:,} companies", seconds
    elif "sets" in record:
        yield from ((f", {name}", one["seconds"]) for name, one in record["sets"].items())
    else:
        yield "", record["seconds"]


def _all_controllers(record: Record) -> Iterator[Row]:
    for one in record["networks"]:
        if command := one.get("command"):
            seconds = command["seconds"]["median"]
            peers = one["seconds"]["networkx"]["median"]
            yield (
                f"who ultimately controls each of {one['companies']:,} companies, {one['stakes']:,} stakes: the command from its start "
                f"to the last of {command['answers']:,} answers with names and the statements of the chain",
                f"{time(seconds)}, {number(command['answers'] / seconds)} answers/s, peak {command['peak_mib']:,.0f} MiB",
                f"networkx, the same algorithm, stakes in memory and no answer written: {time(peers)}",
            )


def _passes(record: Record) -> Iterator[Row]:
    names = {"networkx": "networkx, the same algorithm", "duckdb": "DuckDB, rounds of SQL", "numpy": "numpy, rounds of whole arrays"}
    for one in record["networks"]:
        peers = "; ".join(
            f"{names[name]}: {number(one['times_the_product'][name]['median'])} times as long"
            for name in names
            if name in one["times_the_product"]
        )
        yield (
            f"the pass over all {one['companies']:,} companies, {one['stakes']:,} stakes",
            f"{time(one['seconds']['product']['median'])}, peak {one['memory']['peak_mib']:,.0f} MiB",
            f"{peers}; reading one number a stake at a random place: {number(one['gathers']['median'])} of these by numpy, "
            f"{number(one['gathers_compiled']['median'])} by a compiled loop",
        )


def _one_precomputed(record: Record) -> Iterator[Row]:
    what = {"any": "the chain of one company from the pass", "depth_20": "the same at the end of a chain of 20 links and more"}
    for name, one in record["sets"].items():
        side = one["seconds"]
        yield (
            f"{what[name]} ({record['companies']:,} companies)",
            f"p50 {time(side['product']['p50'])}, p99 {time(side['product']['p99'])}; as JSON p99 {time(side['product_json']['p99'])}",
            f"walk over a Python dictionary p99 {time(side['walk']['p99'])}; DuckDB, recursive query p99 {time(side['duckdb']['p99'])}",
        )


def _one_any_date(record: Record) -> Iterator[Row]:
    above, side = record["above"], record["seconds"]
    peer = side["duckdb_parties_above"]
    beside = f"DuckDB, only collecting those above: p50 {time(peer['p50'])}, p99 {time(peer['p99'])}"
    who = f"who ultimately controls one of {record['companies']:,} companies"
    rows = {
        "any_date": f"{who} on any day, from {record['rows']:,} rows; parties above: mean {above['mean']:g}, most {above['max']:,}",
        "service": "the same over HTTP",
        "rule": "who meets the 50 % rule for one company on any day",
        "what_if": "what a purchase changes: before, after, every company below and the stake still needed",
        "beneath_the_core": f"{who}, beneath the core: thousands of parties above",
    }
    for name, what in rows.items():
        if name in side:
            yield what, f"p50 {time(side[name]['p50'])}, p99 {time(side[name]['p99'])}", beside
            beside = ""


def _verdicts(record: Record) -> Iterator[Row]:
    side = record["seconds"]
    yield (
        f"the verdict for one of {record['companies']:,} companies on any day, without names, chain and sources",
        f"p50 {time(side['verdict']['p50'])}, p99 {time(side['verdict']['p99'])}",
        "",
    )
    yield f"the stakes of all companies on one day, from {record['rows']:,} rows", time(side["snapshot"]["median"]), ""


def _owners(record: Record) -> Iterator[Row]:
    side = record["seconds"]
    yield (
        f"whose money is in a company beneath a component of {record['component']:,} companies that hold each other: "
        f"{record['above']['parties']:,} parties above, {number(record['answer']['bytes'] / MIB)} MiB of JSON",
        f"p50 {time(side['answer']['p50'])}, p99 {time(side['answer']['p99'])}; the first question of a service "
        f"{time(record['first_of_the_service'])}",
        f"scipy, from the matrix to the visits, no answer written: fixed point p99 {time(side['fixed_point']['p99'])}; "
        f"sparse solve p99 {time(side['sparse_solve']['p99'])}",
    )
    yield "the same over HTTP", f"p50 {time(side['service']['p50'])}, p99 {time(side['service']['p99'])}", ""


def _shares(record: Record) -> Iterator[Row]:
    side = record["seconds"]
    yield (
        f"the shares of {record['above']['parties']:,} parties above a company, through a component of {record['component']:,}, and where "
        f"the money ends, from {record['rows']:,} rows",
        f"p50 {time(side['figures']['p50'])}, p99 {time(side['figures']['p99'])}, error {record['error']['figures']:.0e}",
        f"scipy, from the matrix: fixed point p99 {time(side['fixed_point']['p99'])}, error {record['error']['fixed_point']:.0e}; "
        f"sparse solve p99 {time(side['sparse_solve']['p99'])}",
    )


def _cypher(record: Record) -> Iterator[Row]:
    def tell(one: Record) -> str:
        return time(one["median"]) if "median" in one else f"p50 {time(one['p50'])}, p99 {time(one['p99'])}"

    for one in record["sets"].values():
        own, cypher = (seconds for _, seconds in sorted(one["seconds"].items(), key=lambda side: side[0] == "cypher"))
        yield one["asks"], tell(own), f"Cypher on Neo4j over Bolt, {one['note']}: {tell(cypher)}"


def _neo4j(record: Record) -> Iterator[Row]:
    seconds, cpu = record["seconds"], record["cpu"]
    size = f"{record['nodes']:,} nodes and {record['relationships']:,} relationships"
    yield (
        f"the first sync of {size} to Neo4j, each with its hash, in transactions that can be cut off anywhere",
        f"{time(seconds['first']['median'])} ({time(cpu['first']['median'])} of CPU beside the server)",
        f"a bare driver, UNWIND and CREATE: {time(seconds['unwind']['median'])} ({time(cpu['unwind']['median'])} of CPU); "
        f"so {number(100 * record['of_the_unwind_rate']['median'])} % of its rate",
    )
    yield (
        f"the sync after a load that changed one statement of a hundred: {record['changed']:,} nodes and relationships",
        f"{time(seconds['changed']['median'])} ({time(cpu['changed']['median'])} of CPU), "
        f"{number(100 * record['of_the_first']['median'])} % of the first",
        "",
    )
    yield "the sync of what was synced last", time(seconds["unchanged"]["median"]), ""


def _loading(record: Record) -> Iterator[Row]:
    what = {
        "psc": "UK register of persons with significant control, lines of JSON",
        "bods": "BODS 0.4, lines of JSON",
        "lei-csv": "GLEIF level 1, CSV",
        "rr-csv": "GLEIF level 2, CSV",
        "repex-csv": "GLEIF reporting exceptions, CSV",
    }
    for name, one in record["sets"].items():
        load, decode = one["seconds"]["load"]["median"], one["seconds"]["decode"]["median"]
        measured = {peer: seen for peer, seen in one.get("peers", {}).items() if "cpu" in seen}
        told = (f"{peer} {time(seen['cpu']['median'])} ({number(seen['times'])} times)" for peer, seen in measured.items())
        beside = f"; loading takes {time(one['cpu']['median'])} of CPU, peers that keep no index: {', '.join(told)}" if measured else ""
        yield (
            f"a file of {one['records']:,} records ({number(one['mib'])} MiB; {what[name]}) to a published generation",
            f"{time(load)}, {number(one['records'] / load)} records/s, peak {one['memory']['peak_mib']:,.0f} MiB",
            f"decoding the file with {one['decoder']} and keeping nothing: {time(decode)}; "
            f"so {number(100 * one['of_the_decode_rate']['median'])} % of the decode rate{beside}",
        )


def _service(record: Record) -> Iterator[Row]:
    rates, seconds = record["rates"], record["seconds"]

    def tell(side: str) -> str:
        took = seconds[side]
        return f"{number(rates[side]['median'])}/s, p50 {time(took['p50'])}, p99 {time(took['p99'])}"

    kept = {
        "controllers": f"who ultimately controls a company, asked again over HTTP, {record['connections']} connections, one process",
        "page": "the same as a page",
        "home": "the first page",
    }
    for name, what in kept.items():
        share = number(100 * record["of_bare"][name]["median"])
        yield what, tell(name), f"bare uvicorn sending the same bytes: {tell(f'bare_{name}')}; so {share} % of its rate"
    looked_up = f"; datasette, looking up finished answers by key: {tell('datasette')}" if "datasette" in rates else ""
    yield (
        f"who ultimately controls one of {record['companies']:,} companies of a random network, on a day not asked before, over HTTP",
        tell("made"),
        f"the library in process, one question after the other: {number(rates['made_in_process']['median'])}/s{looked_up}",
    )
    if "register_made" in rates:
        name = "register_strangers_in_process"
        strangers = f"; about companies of which nothing was read yet {number(rates[name]['median'])}/s" if name in rates else ""
        yield (
            f"the same in a file of {record['records']['count']:,} records with the shape of the UK register of control",
            tell("register_made"),
            f"the library in process: {number(rates['register_made_in_process']['median'])}/s{strangers}",
        )
    if "batch" in record:
        yield (
            f"a batch of {record['batch']:,} companies of that file over HTTP",
            time(seconds["batch"]["median"]),
            f"the same batch by the command, start and all: {time(seconds['batch_by_command']['median'])}",
        )
    start = "first answer of "
    peers = [f"{name}: {time(seconds[f'{start}{name}']['median'])}" for name in ("datasette", "yente") if f"{start}{name}" in seconds]
    peers += [f"{name} is left out: {why}" for name, why in record.get("left_out", {}).items()]
    yield "from the start of the service to its first answer", time(seconds[f"{start}service"]["median"]), "; ".join(peers)
    if "yente" in rates:
        yield "`/healthz` of yente, which asks no search server there", tell("yente"), ""
    yield "`ownership --help`", time(seconds["help"]["median"]), f"Python that does nothing: {time(seconds['python']['median'])}"


def _search(record: Record) -> Iterator[Row]:
    seconds, hits = record["seconds"], record["hits"]
    what = {
        "beginning": f"parties by the beginning of a name, among {record['parties']:,}, over HTTP",
        "word": "by one word",
        "common word": "by a word that very many have",
        "two words": "by two words",
        "whole": "by a whole name",
        "misspelt": "by a name with a wrong letter",
        "misspelt twice": "by a name with two",
        "Cyrillic": "by a name in Cyrillic letters",
    }
    beside = f"rapidfuzz comparing each of {record['compared']:,} names: {time(seconds['scan']['p50'])}"
    for name, means in what.items():
        taken, inside = seconds[name], seconds[f"{name}, in process"]
        fresh, cold = seconds[f"{name}, fresh"], seconds[f"{name}, cold"]
        first = f"; {number(100 * hits[name]['first'] / hits[name]['questions'])} % of those meant are first" if "missp" in name else ""
        yield (
            means,
            f"p50 {time(taken['p50'])}, p99 {time(taken['p99'])}, in process p99 {time(inside['p99'])}; just started p99 "
            f"{time(fresh['p99'])}, from a cold disk {time(cold['p99'])}{first}",
            beside,
        )
        beside = ""


def _sparql(record: Record) -> Iterator[Row]:
    seconds = record["seconds"]

    def tell(side: str) -> str:
        return f"p50 {time(seconds[side]['p50'])}, p99 {time(seconds[side]['p99'])}"

    size = f" (SPARQL over HTTP, {record['triples']:,} triples)"
    for name in record["questions"]:
        ours, bare = seconds[name]["p50"], seconds[f"{name}, bare"]["p50"]
        # What a query takes longer is its way to another process and back; of a long one that is nothing.
        more = f"{time(ours - bare)} more" if bare < ours < bare + 0.01 else f"{number(ours / bare)} times as long"
        yield (
            f"{name}{size}",
            f"{tell(name)}; asked again {tell(f'{name}, kept')}",
            f"`oxigraph serve-read-only`: {tell(f'{name}, bare')}; so {more}",
        )
        size = ""


def _triples(record: Record) -> Iterator[Row]:
    cpu, quads = record["cpu"], record["quads"]

    def tell(side: str) -> str:
        taken, memory = cpu[side]["median"], record["peak_mib"][side]
        return f"{time(taken)} of CPU, {number(quads / taken)} quads/s, peak {memory:,.0f} MiB"

    rdflib = record["rdflib"]
    yield (
        f"a register of {record['records']:,} lines as N-Quads ({number(record['mib'])} MiB): {quads:,} quads in order, derived ones too",
        tell("dump"),
        f"`oxigraph dump` of a store that has them, in no order: {tell('oxigraph dump')}; "
        f"rdflib writes {rdflib['quads']:,} of them at {number(rdflib['quads'] / rdflib['cpu']['median'])} quads/s",
    )
    yield (
        "the same into the SPARQL index",
        tell("index"),
        f"`oxigraph load` of the dump: {tell('oxigraph load')}; so {number(record['of_the_load']['median'])} times as long",
    )


_QUESTIONS: Final = {
    "loading": _loading,
    "triples": _triples,
    "all_controllers": _all_controllers,
    "one_any_date": _one_any_date,
    "owners": _owners,
    "cypher": _cypher,
    "neo4j": _neo4j,
    "service": _service,
    "search": _search,
    "sparql": _sparql,
}
_ENGINE: Final = {"all_controllers": _passes, "one_precomputed": _one_precomputed, "one_any_date": _verdicts, "owners": _shares}
