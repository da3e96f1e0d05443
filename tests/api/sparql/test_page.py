"""The query page over the data of the demo: examples, links into the service, downloads, and the way without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from api.sparql.examples import NAMES, Example, list_examples
from ontology.terms import PREFIXES
from tests.api.in_process import serving_here
from tests.command import run

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
EVERYTHING = (
    "SELECT DISTINCT ?thing { { ?thing own:shownName ?n } UNION { ?thing a own:InterestStatement } UNION { ?x own:source ?thing } }"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The service over what ``ownership demo`` leaves."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    for words in (["demo"], ["index", "triples"]):
        assert run("--quiet", *words, data=folder).returncode == 0
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def links_of(page: httpx.Response) -> list[tuple[str, str]]:
    """Where the page leads to, and by which words."""
    pairs = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', page.text, re.DOTALL)
    return [(html.unescape(address), html.unescape(words)) for address, words in pairs]


@pytest.mark.parametrize("example", list_examples(), ids=NAMES)
def test_example_is_on_the_page_and_has_an_answer_on_the_demo(site: httpx.Client, example: Example) -> None:
    page = site.get("/sparql", headers=BROWSER)
    (address,) = [address for address, words in links_of(page) if words == example.title]
    assert example.title.endswith("?")
    shown = site.get(address)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert re.search(r'<p role="status">[1-9]\d* rows?\.</p>', shown.text)
    assert html.escape(example.query, quote=False).splitlines()[-1] in shown.text


def test_form_begins_with_the_prefixes_and_asks_by_get_and_by_post(site: httpx.Client) -> None:
    page = site.get("/sparql", headers=BROWSER).text
    (written,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    query = html.unescape(written)
    assert all(f"PREFIX {name}: <{iri}>" in query for name, iri in PREFIXES.items())
    assert '<form method="get" action="/sparql">' in page
    assert '<button type="submit" formmethod="post">' in page
    assert "<script" not in page[page.index("<main") : page.index("</main")]
    by_get = site.get("/sparql", params={"query": query, "format": "html"}, headers=BROWSER)
    by_post = site.post("/sparql", data={"query": query, "format": "html"}, headers=BROWSER)
    assert "Saryarka AvtoProm LLP" in by_get.text
    assert by_get.text == by_post.text


def test_parties_statements_and_sources_of_an_answer_lead_to_their_pages(site: httpx.Client) -> None:
    query = f"PREFIX own: <{PREFIXES['own']}> {EVERYTHING}"
    shown = site.get("/sparql", params={"query": query}, headers=BROWSER)
    pages = [address for address, _ in links_of(shown) if address.startswith(("/entity/", "/statement/", "/source/"))]
    answer = site.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert len(pages) == len(answer)
    assert {address.split("/")[1] for address in pages} == {"entity", "statement", "source"}
    assert {site.get(address, headers=BROWSER).status_code for address in pages} == {200}


def test_other_iris_lead_where_they_say_or_nowhere(site: httpx.Client) -> None:
    query = "SELECT (<https://example.org/a> AS ?x) (<urn:a> AS ?y) (own:holder AS ?z) {}"
    shown = site.get("/sparql", params={"query": f"PREFIX own: <{PREFIXES['own']}> {query}"}, headers=BROWSER)
    links = links_of(shown)
    assert ("https://example.org/a", "https://example.org/a") in links
    assert (f"{PREFIXES['own']}holder", "own:holder") in links
    assert ">urn:a</td>" in shown.text


@pytest.mark.parametrize(
    "query, formats",
    [
        ("SELECT ?s ?o { ?s own:shownName ?o } ORDER BY ?s", ("JSON", "XML", "CSV", "TSV")),
        (
            "CONSTRUCT { ?s own:shownName ?o } WHERE { ?s own:shownName ?o }",
            ("Turtle", "N-Triples", "N-Quads", "TriG", "RDF/XML", "JSON-LD"),
        ),
    ],
)
def test_answer_has_a_link_to_itself_and_one_to_each_format(site: httpx.Client, query: str, formats: tuple[str, ...]) -> None:
    asked = {"query": f"PREFIX own: <{PREFIXES['own']}> {query}", "default-graph-uri": "https://w3id.org/ownership-graph/id/graph/parties"}
    shown = site.get("/sparql", params=asked, headers=BROWSER)
    addresses = {words: address for address, words in links_of(shown) if address.startswith("/sparql?")}
    assert site.get(addresses["link to this query"]).text == shown.text
    files = {name: site.get(addresses[name]) for name in formats}
    assert {file.status_code for file in files.values()} == {200}
    assert len({file.headers["content-type"] for file in files.values()}) == len(formats)
    if "CSV" in formats:
        assert files["CSV"].text.count("\n") == len(files["JSON"].json()["results"]["bindings"]) + 1
        assert "Saryarka AvtoProm LLP" in files["CSV"].text
    else:
        graphs = [set(map(str, ox.parse(files[name].content, format=kind))) for name, kind in (("Turtle", ox.RdfFormat.TURTLE),)]
        assert graphs == [set(map(str, ox.parse(files["N-Triples"].content, format=ox.RdfFormat.N_TRIPLES)))]


def test_query_too_long_for_a_link_is_answered_by_post_and_says_so(site: httpx.Client) -> None:
    query = "ASK {}" + " " * 100_000
    shown = site.post("/sparql", data={"query": query}, headers=BROWSER)
    assert "Yes." in shown.text
    assert "too long for a link" in shown.text
    assert not [words for _, words in links_of(shown) if words in ("JSON", "link to this query")]


def test_address_may_be_as_long_as_is_documented_and_a_longer_query_is_told_to_come_by_post(site: httpx.Client) -> None:
    query = "/sparql?query=ASK%7B%7D"
    assert site.get(query + "+" * (64_000 - len(query))).json()["boolean"] is True
    refused = site.get(query + "+" * (64_100 - len(query)))
    assert (refused.status_code, refused.json()["code"]) == (414, "URL_TOO_LONG")
    assert "POST" in refused.json()["hint"]


def count_kept(site: httpx.Client) -> int:
    """How many requests in SPARQL were answered with what was kept."""
    lines = site.get("/metrics").text.splitlines()
    return sum(int(float(line.split()[-1])) for line in lines if 'cache="hit"' in line and 'route="/sparql"' in line)


def test_answer_to_a_query_is_kept_until_the_next_generation_and_counted_as_kept(site: httpx.Client) -> None:
    query = f"PREFIX own: <{PREFIXES['own']}> SELECT ?n {{ ?p own:shownName ?n }} ORDER BY ?n"
    before = count_kept(site)
    first, again, table = (site.get("/sparql", params={"query": query, "format": name}) for name in ("json", "json", "csv"))
    assert count_kept(site) == before + 1
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert again.headers["access-control-allow-origin"] == "*"
    assert table.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (<a> AS ?x) {}", "SELECT (IRI('a') AS ?x) {}", "ASK {"])
def test_answer_that_may_be_another_next_time_is_not_kept(site: httpx.Client, query: str) -> None:
    before = count_kept(site)
    hosts = [site.get("/sparql", params={"query": query}, headers={"host": host}) for host in ("a.example", "a.example", "b.example")]
    assert count_kept(site) == before
    if "<a>" in query:
        assert "http://b.example/a" in hosts[2].text
