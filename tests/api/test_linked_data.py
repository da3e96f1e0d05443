"""Every IRI leads to a document about what it names: of the data, the vocabulary, its shapes and contexts; also through w3id.org."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from graph.answers import CONTEXT
from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.rdf.answer_context import ANSWERS, make_context
from ontology.rdf_fields import STATEMENTS, Codec, code_iri
from ontology.terms import CONTEXTS, DCTERMS, ONTOLOGY_GRAPH, OWN, RDF, SKOS, VERSION, Base
from tests.api.in_process import serving_here
from tests.conftest import CHECKOUT
from tests.scenarios import Sheet, publish, publish_streams

BASE = "https://data.example.org/register/id/"
RDF_TYPES = ["text/turtle", "application/ld+json", "application/n-triples"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def register() -> Sheet:
    base = Base(BASE)
    sheet = Sheet("register", base=base)
    for name, share in (("mill", "60"), ("works.ttl", "30"), ("wo rks", "(25..50]")):
        sheet.holds("ann", name.replace(" ", "%2F"), share)
    sheet.holds("mill", "far", "70")
    sheet.holds("ann", "far", "1/3")
    sheet.same("mill", f"{BASE}gb-coh/AB%2F12")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("linked") / "data"
    publish_streams(path, [register().release()], base=Base(BASE), with_triples=True)
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def list_iris(folder: Path) -> set[str]:
    """List every IRI below the base that the dump of the triples has, without its fragment."""
    generation = DataFolder(folder).open()
    target = folder.parent / "dump.nq"
    export(generation, "nquads", target)
    text = target.read_text(encoding="utf-8")
    return set(re.findall(rf"<({re.escape(BASE)}[^>#]*)", text))


@pytest.mark.parametrize("accept", [*RDF_TYPES, BROWSER])
def test_every_iri_of_the_data_leads_to_a_document_that_names_it(service: httpx.Client, folder: Path, accept: str) -> None:
    iris = list_iris(folder)
    assert {iri.removeprefix(BASE).split("/")[0] for iri in iris} >= {"ent", "stmt", "src", "graph", "dataset", "gb-coh"}
    for iri in sorted(iris):
        target = f"/id/{iri.removeprefix(BASE)}"
        first = service.get(target, headers={"Accept": accept})
        assert (first.status_code, first.headers["vary"]) == (303, "Accept"), (target, first.text)
        assert first.headers["access-control-allow-origin"] == "*"
        # What an address has no formats of, such as that of the statements, it has chosen already.
        document = service.get(first.headers["location"], headers={"Accept": accept}, follow_redirects=True)
        assert document.status_code == 200, (target, first.headers["location"], document.text)
        media = document.headers["content-type"].partition(";")[0]
        assert media == ("text/html" if accept == BROWSER else accept)
        if media != "text/html":
            assert document.headers["access-control-allow-origin"] == "*"
            named = {
                term.value
                for quad in parse(document.content, format=RdfFormat.from_media_type(media))
                for term in (quad.subject, quad.object)
            }
            # The graph of what is said of the data set is named by nothing in it.
            iri = iri.replace("/id/metadata", "/id/dataset")
            assert iri in named or any(name.startswith(f"{iri}#") for name in named), target


def test_a_suffix_goes_before_accept_and_an_id_may_end_like_one(service: httpx.Client) -> None:
    def locate(path: str, accept: str = "text/turtle") -> str:
        response = service.get(path, headers={"Accept": accept})
        assert response.status_code == 303, response.text
        return response.headers["location"]

    assert locate("/id/ent/far.jsonld") == "/v1/entities/ent:far.jsonld"
    assert locate("/id/ent/far.html") == "/entity/ent:far"
    assert locate("/id/ent/works.ttl") == "/v1/entities/ent:works.ttl.ttl"
    assert locate("/id/ent/works.ttl.csv") == "/v1/entities/ent:works.ttl.csv"
    assert locate("/id/ent/mill", "*/*") == "/v1/entities/gb-coh:AB%252F12.json"
    assert locate("/id/dataset") == "/dataset.ttl"


def test_what_a_document_is_not_given_in_and_what_does_not_exist_is_told(service: httpx.Client) -> None:
    refused = service.get("/id/ent/mill", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (406, "NO_SUCH_FORMAT")
    absent = service.get("/id/ent/nobody")
    assert (absent.status_code, absent.json()["code"]) == (404, "NO_RESOURCE")
    hostile = service.get("/id/ent/%3E%20%7D%20DROP%20ALL")
    assert (hostile.status_code, hostile.json()["code"]) == (404, "NO_RESOURCE")


def test_without_triples_parties_statements_and_sources_still_resolve(tmp_path: Path) -> None:
    publish_streams(tmp_path / "data", [register().release()], base=Base(BASE))
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, follow_redirects=True) as client:
        statement = client.get("/v1/entities/ent:mill").json()["statements"][0]
        for name in ("ent/mill", "src/register", statement.removeprefix(BASE), "dataset"):
            assert client.get(f"/id/{name}", headers={"Accept": "text/turtle"}).status_code == 200
        assert client.get("/id/graph/stakes").json()["code"] == "NO_RESOURCE"


def test_iris_whose_base_is_an_address_of_the_service_are_found_where_they_are(folder: Path) -> None:
    with serving_here(folder, public_url="https://data.example.org/") as url, httpx.Client(base_url=url) as client:
        for iri in list_iris(folder):
            path = iri.removeprefix("https://data.example.org")
            first = client.get(path, headers={"Accept": "text/turtle"})
            assert (first.status_code, first.headers["location"]) == (
                303,
                client.get(f"/id/{iri.removeprefix(BASE)}", headers={"Accept": "text/turtle"}).headers["location"],
            )
        assert client.get("/register/id/ent/nobody").json()["code"] == "NO_RESOURCE"
        assert client.get("/register/other").json()["code"] == "NO_ROUTE"
    with serving_here(folder, public_url="https://elsewhere.example.org") as url, httpx.Client(base_url=url) as client:
        assert client.get("/register/id/ent/mill").json()["code"] == "NO_ROUTE"


def test_one_source_is_told_in_every_format(service: httpx.Client) -> None:
    answer = service.get("/v1/sources/src:register").json()
    assert (answer["source"]["id"], answer["source"]["title"]) == (f"{BASE}src/register", "Sheet register")
    triples = {quad.triple for quad in parse(service.get("/v1/sources/src:register.nt").content, format=RdfFormat.N_TRIPLES)}
    assert {t.subject for t in triples} == {NamedNode(f"{BASE}src/register")}
    assert service.get("/v1/sources/src:register.csv").text.splitlines()[0].startswith("source_id,source_title")
    assert service.get("/v1/sources/src:none").json()["code"] == "NO_SOURCE"


@pytest.mark.parametrize("path", ["/ontology", f"/ontology/{VERSION}", "/ontology/shapes"])
def test_the_vocabulary_is_the_same_triples_in_every_syntax(service: httpx.Client, path: str) -> None:
    stores = []
    for suffix, media in (
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
    ):
        named, asked = service.get(f"{path}.{suffix}"), service.get(path, headers={"Accept": media})
        assert named.headers["content-type"].partition(";")[0] == media
        assert asked.content == named.content
        assert asked.headers["access-control-allow-origin"] == "*"
        store = Store()
        store.load(named.content, format=RdfFormat.from_media_type(media))
        stores.append({str(quad.triple) for quad in store if isinstance(quad.subject, NamedNode) and "_:" not in str(quad.triple)})
    assert len(stores[0]) > 100
    assert all(store == stores[0] for store in stores)
    assert service.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_the_page_of_the_vocabulary_has_every_term_where_its_iri_leads(service: httpx.Client) -> None:
    page = service.get("/ontology", headers={"Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert page.text == service.get("/ontology.html").text == service.get(f"/ontology/{VERSION}.html", follow_redirects=True).text
    vocabulary = Store()
    vocabulary.load(path=str(CHECKOUT / "ontology" / "ownership.ttl"), format=RdfFormat.TURTLE)
    anchors = set(re.findall(r' id="([^"]+)"', page.text))
    for quad in vocabulary.quads_for_pattern(None, NamedNode(f"{SKOS}definition"), None):
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.removeprefix(OWN) in anchors
    for link in re.findall(r'href="#([^"]+)"', page.text):
        assert link in anchors, link
    assert f"{ONTOLOGY_GRAPH}/{VERSION}" in page.text
    assert "own:holder ex:ann" in page.text


def test_other_versions_and_contexts_are_not_made_up(service: httpx.Client) -> None:
    for path, code in (("/ontology/9.9.9", "NO_VERSION"), ("/ontology/9.9.9.ttl", "NO_VERSION"), ("/context/v1/none.jsonld", "NO_CONTEXT")):
        response = service.get(path)
        assert (response.status_code, response.json()["code"]) == (404, code)


def test_the_vocabulary_says_its_version_its_creator_and_its_licence() -> None:
    store = Store()
    store.load(path=str(CHECKOUT / "ontology" / "ownership.ttl"), format=RdfFormat.TURTLE)
    said = {q.predicate.value: q.object for q in store.quads_for_pattern(NamedNode(ONTOLOGY_GRAPH), None, None)}
    assert said["http://www.w3.org/2002/07/owl#versionIRI"] == NamedNode(f"{ONTOLOGY_GRAPH}/{VERSION}")
    assert said["http://www.w3.org/2002/07/owl#versionInfo"].value == VERSION
    assert {f"{DCTERMS}creator", f"{DCTERMS}license"} <= set(said)


def test_examples_of_the_vocabulary_are_of_their_class_and_use_its_terms() -> None:
    text = (CHECKOUT / "ontology" / "ownership.ttl").read_text(encoding="utf-8")
    prefixes = "".join(line + "\n" for line in text.splitlines() if line.startswith("@prefix")) + "@prefix ex: <https://example.org/> .\n"
    store = Store()
    store.load(text.encode(), format=RdfFormat.TURTLE)
    known = {q.subject.value for q in store if isinstance(q.subject, NamedNode)}
    examples = list(store.quads_for_pattern(None, NamedNode(f"{SKOS}example"), None))
    assert len(examples) >= 10
    for quad in examples:
        triples = [q.triple for q in parse((prefixes + quad.object.value).encode(), format=RdfFormat.TURTLE)]
        kinds = {t.object.value for t in triples if t.predicate == NamedNode(f"{RDF}type")}
        narrower = {q.subject.value for q in store.quads_for_pattern(None, None, quad.subject)}
        assert kinds & {quad.subject.value, *narrower}
        used = {
            term.value for t in triples for term in (t.predicate, t.object) if isinstance(term, NamedNode) and term.value.startswith(OWN)
        }
        assert used <= known


def test_a_browser_gets_the_page_of_the_data_set_and_a_program_its_triples(service: httpx.Client) -> None:
    page = service.get("/dataset", headers={"Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert page.text == service.get("/dataset.html").text
    for words in (f"{BASE}dataset", "/v1/export/nquads.gz", "Sheet register", "InterestStatement"):
        assert words in page.text
    for suffix, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")):
        named, asked = service.get(f"/dataset.{suffix}"), service.get("/dataset", headers={"Accept": f"{media}, text/html;q=0.9"})
        assert named.content == asked.content
        assert named.headers["content-type"].partition(";")[0] == media
    assert service.get("/.well-known/void", headers={"Accept": BROWSER}).headers["content-type"].startswith("text/turtle")
    assert service.get("/dataset").headers["content-type"].startswith("text/turtle")


# Plain JSON as JSON-LD.


def read_json(service: httpx.Client, target: str) -> tuple[rdflib.Graph, list[Triple]]:
    """Read the JSON of an answer as a program would that fetches its context: by two parsers."""
    document = service.get(target).json()
    address, local = document["@context"]
    fetched = service.get(f"/context/{address.removeprefix(CONTEXTS.removesuffix('v1/'))}")
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, "application/ld+json")
    text = json.dumps({**document, "@context": [fetched.json()["@context"], local]})
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        # rdflib warns of what it does itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        for triple in rdflib.Dataset(default_union=True).parse(data=text, format="json-ld").triples((None, None, None)):
            graph.add(triple[:3])
    return graph, [quad.triple for quad in parse(text.encode(), format=RdfFormat.JSON_LD)]


def shorten(graph: rdflib.Graph) -> Counter[tuple[str, str, str]]:
    """Return the triples with nodes without an IRI alike, and numbers without their types: JSON has one type of numbers."""

    def read(term: rdflib.term.Node) -> str:
        if isinstance(term, rdflib.BNode):
            return "_"
        is_number = isinstance(term, rdflib.Literal) and term.datatype in (rdflib.XSD.double, rdflib.XSD.decimal, rdflib.XSD.integer)
        return f"{float(term):.9f}" if is_number else str(term)

    return Counter((read(s), read(p), read(o)) for s, p, o in graph)


def test_the_json_of_controllers_expands_to_the_triples_of_its_turtle(service: httpx.Client) -> None:
    for target in (
        "/v1/entities/ent:far/controllers",
        "/v1/entities/ent:far/owners",
        "/v1/paths?from=ent:ann&to=ent:far",
        "/v1/search?q=far",
    ):
        by_json, by_other_parser = read_json(service, f"{target}{'&' if '?' in target else '?'}limit=1" if "search" in target else target)
        path, mark, query = target.partition("?")
        turtle = service.get(f"{path}.ttl{mark}{query}").text
        by_turtle = rdflib.Graph().parse(data=turtle, format="turtle")
        assert shorten(by_json) == shorten(by_turtle)
        assert len(by_json) == len(set(by_other_parser))


@pytest.mark.parametrize("target", ["/v1/entities/ent:far", "/v1/entities/ent:far/statements", "/v1/statements/"])
def test_the_json_of_parties_and_statements_says_what_their_turtle_says(service: httpx.Client, target: str) -> None:
    if target.endswith("/"):
        target += service.get("/v1/entities/ent:far/statements").json()["statements"][1]["id"]
    by_json, by_other_parser = read_json(service, target)
    by_turtle = rdflib.Graph().parse(data=service.get(f"{target}.ttl").text, format="turtle")

    def list_facts(triples: Iterable[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]) -> set[tuple[str, str, str]]:
        """List what is said in the words of the vocabulary; of parts, which have an IRI in Turtle alone, what is said of any."""
        facts = set()
        for s, p, o in triples:
            if str(p).startswith(ANSWERS) or str(o).startswith(ANSWERS) or isinstance(o, rdflib.BNode) or "#" in str(o).removeprefix(OWN):
                continue
            number = f"{float(str(o)):.9f}" if re.fullmatch(r"-?[0-9.]+(E[0-9]+)?", str(o)) else str(o)
            facts.add(("part" if isinstance(s, rdflib.BNode) or "#" in str(s) else str(s), str(p), number))
        return facts

    facts = list_facts(by_json)
    assert len(facts) >= 3
    assert facts <= list_facts(by_turtle)
    assert len(by_json) == len(set(by_other_parser))


def test_the_context_of_statements_reads_every_field_of_a_record_but_those_that_json_cannot_say() -> None:
    record = make_context()["statement"]["@context"]
    unread = {name for name, term in record.items() if term is None}
    assert unread == {"@vocab", "fraction", "components"}
    assert {f.name for mapping in STATEMENTS for f in mapping.fields} <= set(record)
    assert {name for name, term in record["evidence"]["@context"].items() if term is None} == {
        "@vocab",
        "fraction",
        "quote",
        "prefix",
        "suffix",
        "start",
        "end",
    }
    for mapping in STATEMENTS:
        for field in mapping.fields:
            if field.codec is Codec.CODE:
                assert field.value_type is not None
                assert record[field.name]["@context"] == {code.value: code_iri(code) for code in field.value_type}


def test_a_party_that_no_source_names_does_not_get_the_address_of_the_answer_as_its_iri() -> None:
    """Its id is an empty text, which means the document itself where nothing says otherwise."""
    nobody = {"@context": [make_context(), *CONTEXT[1:]], "holder": {"id": "", "name": "not named"}, "asked": 1}
    quads = list(parse(json.dumps(nobody).encode(), format=RdfFormat.JSON_LD, base_iri="https://example.org/answer"))
    assert [quad.object.value for quad in quads] == ["1"]


# The redirects of w3id.org.  What of mod_rewrite the file uses is worked out here, as Apache documents it.


def follow_w3id(path: str) -> str | None:
    """Return where the file leads for a path below https://w3id.org/ownership-graph/, as it is sent; None where it leads nowhere."""
    from urllib.parse import unquote

    variables: dict[str, str] = {}
    condition: re.Match[str] | None = None
    has_condition = False
    for line in (CHECKOUT / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8").splitlines():
        words = re.split(r"(?<!\\) ", line)
        if words[0] == "RewriteCond":
            assert words[1] == "%{THE_REQUEST}"
            condition, has_condition = re.search(words[2].replace("\\ ", " "), f"GET /ownership-graph/{path} HTTP/1.1"), True
        elif words[0] == "RewriteRule":
            match = re.search(words[1], unquote(path.partition("?")[0]))
            flags = words[3].strip("[]").split(",")
            if match is not None and (condition is not None or not has_condition):
                for flag in flags:
                    if flag.startswith("E="):
                        name, _, value = flag.removeprefix("E=").partition(":")
                        variables[name] = value
                if "L" in flags:
                    target = re.sub(r"%\{ENV:(\w+)\}", lambda m: variables[m[1]], words[2])
                    target = re.sub(r"\$(\d)", lambda m, match=match: match[int(m[1])], target)
                    target = re.sub(r"%(\d)", lambda m, condition=condition: condition[int(m[1])], target)
                    # Without NE what is escaped is escaped again.
                    return target if "NE" in flags else target.replace("%", "%25")
            condition, has_condition = None, False
        else:
            assert words[0] in ("", "#", "Options", "RewriteEngine") or line.startswith("#"), line
    return None


@pytest.fixture(scope="module")
def default_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("w3id") / "data"
    sheet = Sheet("register")
    sheet.holds("ann", "mill", "60")
    sheet.same("mill", Base().identifier("GB-COH", "AB/12"))
    publish(path, sheet, with_triples=True)
    return path


def test_every_iri_at_w3id_leads_to_a_document(default_folder: Path) -> None:
    root = "https://w3id.org/ownership-graph/"
    target = default_folder.parent / "dump.nq"
    export(DataFolder(default_folder).open(), "nquads", target)
    iris = set(re.findall(rf"<({root}[^>#]*)", target.read_text(encoding="utf-8")))
    iris |= {
        f"{root}{more}" for more in ("shapes", "answers", "context/v1/answers.jsonld", "context/v1/ownership.jsonld", "ns.ttl", "ns.html")
    }
    assert {f"{root}ns", f"{root}ns/{VERSION}", f"{root}id/gb-coh/AB%2F12", root} <= iris
    with serving_here(default_folder) as url, httpx.Client(base_url=url, follow_redirects=True, timeout=60) as client:
        for iri in sorted(iris):
            location = follow_w3id(iri.removeprefix(root))
            assert location is not None, iri
            parts = urlsplit(location)
            assert f"{parts.scheme}://{parts.netloc}" == "https://ownership-graph.example.org"
            accept = "text/turtle;q=0.9, text/html;q=0.8, */*;q=0.1"
            assert client.get(parts.path, headers={"Accept": accept}).status_code == 200, (iri, location)
    assert follow_w3id("elsewhere") is None
