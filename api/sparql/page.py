"""The query page: a form, the answer as a table or as Turtle, or what went wrong, and examples.  Works without scripts.

Owns the page's template, which escapes everything; the frame around it is that of the site.  Pure: strings in, a page out.  Which page of
the site tells of a resource it is given as a function.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, StrictUndefined, Template

from api.sparql.examples import list_examples
from api.sparql.protocol import QueryRequest
from api.sparql.results import GRAPHS, RESULTS
from api.sparql.shape import Form
from ontology.errors import OwnershipError
from ontology.terms import PREFIXES

FindPage = Callable[[str], str | None]
"""Finds the address of the page of this site that tells of an IRI; None where there is none."""

_ROWS_SHOWN: Final = 500
_LABELS: Final = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
}
_FORMATS: Final = (("html", "this page"), *_LABELS.items())
_MAX_LINK: Final = 60_000
"""Bytes of a link to a query; the service reads no much longer address."""

_FIRST: Final = "SELECT ?party ?name ?kind WHERE {\n    ?party own:shownName ?name ; own:kind ?kind\n}\nLIMIT 100"
_PREFIX_LINES: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_START: Final = f"{_PREFIX_LINES}\n{_FIRST}"
"""What stands in the form before anybody wrote something."""

_BARE_FRAME: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body><main>{% block main %}{% endblock %}</main></body></html>
"""

_TEMPLATE: Final = """{% extends frame %}
{% block title %}SPARQL: ask the data{% endblock %}
{% block main %}
<div class="query">
<h1>Ask the data in SPARQL</h1>
<form method="get" action="{{ action }}">
<p><label for="query">Query (SPARQL 1.1; updates and SERVICE are refused)</label></p>
<p><textarea id="query" name="query" rows="14" cols="80" spellcheck="false" required>{{ query }}</textarea></p>
{% for graph in request.default_graphs %}<input type="hidden" name="default-graph-uri" value="{{ graph }}">
{% endfor %}{% for graph in request.named_graphs %}<input type="hidden" name="named-graph-uri" value="{{ graph }}">
{% endfor %}<p class="asking"><label for="format">Answer as
<select id="format" name="format">{% for value, label in formats %}<option value="{{ value }}">{{ label }}</option>{% endfor %}</select>
</label>
<button type="submit">Ask</button>
<button type="submit" formmethod="post">Ask by POST (long queries)</button></p>
</form>
{% if error %}
<section role="alert" aria-labelledby="wrong">
<h2 id="wrong">The query was not answered</h2>
<p>{{ error.what }}</p>
<p>{{ error.hint }} <code>{{ error.code }}</code></p>
</section>
{% endif %}
{% if answer %}
<section aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<p role="status">{{ answer.note }}</p>
{% if links %}<p>{% for label, address in links %}<a href="{{ address }}" rel="nofollow">{{ label }}</a>
{{- " · " if not loop.last }}{% endfor %}</p>
{% else %}<p>The query is too long for a link. Choose a format above, and ask by POST.</p>{% endif %}
{% if answer.columns %}
<div class="scroll" tabindex="0" role="group" aria-label="Rows of the answer">
<table class="plain">
<thead><tr>{% for column in answer.columns %}<th scope="col">{{ column }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in answer.rows %}<tr>{% for cell in row %}<td data-label="{{ answer.columns[loop.index0] }}">
{%- if cell.link %}<a href="{{ cell.link }}" rel="nofollow" title="{{ cell.title }}">{{ cell.text }}</a>
{%- else %}{{ cell.text }}{% endif -%}
{%- if cell.mark %} <small>{{ cell.mark }}</small>{% endif %}</td>{% endfor %}</tr>
{% endfor %}</tbody>
</table>
</div>
{% endif %}
{% if answer.text %}<pre tabindex="0" role="region" aria-label="The graph as Turtle">{{ answer.text }}</pre>{% endif %}
</section>
{% endif %}
<section aria-labelledby="examples">
<h2 id="examples">Examples</h2>
<ul>
{% for title, address in examples %}<li><a href="{{ action }}?{{ address }}">{{ title }}</a></li>
{% endfor %}</ul>
<p>Each begins with a comment on what it asks and what its answer does not say.</p>
<details><summary>Prefixes to begin a query with</summary>
<pre tabindex="0" role="region" aria-label="Prefixes">{{ prefixes }}</pre></details>
</section>
</div>
{% endblock %}
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, where it leads to (empty: nowhere), what a link says of itself, and its language or datatype."""

    text: str
    link: str = ""
    title: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the page shows of an answer: a table or a text, and a sentence on its size."""

    note: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""


def find_no_page(_: str) -> None:
    """Find that no page of a site tells of a resource, where there is no site around the endpoint."""


def make_table_answer(document: bytes, find_page: FindPage = find_no_page) -> PageAnswer:
    """Make an answer from SPARQL results in JSON; what a page of the site tells of leads to it.

    >>> make_table_answer(b'{"head": {}, "boolean": true}').note
    'Yes.'
    """
    content = json.loads(document)
    if "boolean" in content:
        return PageAnswer("Yes." if content["boolean"] else "No.")
    columns = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    rows = tuple(tuple(_make_cell(row.get(column), find_page) for column in columns) for row in bindings[:_ROWS_SHOWN])
    count = len(bindings)
    note = f"{count} {'row' if count == 1 else 'rows'}."
    if count > _ROWS_SHOWN:
        note = f"The first {_ROWS_SHOWN} of {count} rows; take another format for all of them."
    return PageAnswer(note, columns, rows)


def make_graph_answer(turtle: bytes) -> PageAnswer:
    """Make an answer of a graph, shown as Turtle."""
    return PageAnswer("A graph, as Turtle." if turtle.strip() else "An empty graph.", text=turtle.decode())


def make_too_large_answer() -> PageAnswer:
    """Make what stands in place of an answer that no page should hold."""
    return PageAnswer("The answer is too large for this page; take it in another format.")


def _make_cell(term: dict[str, Any] | None, find_page: FindPage) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if not isinstance(value, str):
        return Cell(json.dumps(value))
    if term["type"] == "uri":
        link = find_page(value) or (value if value.startswith(("http://", "https://")) else "")
        return Cell(_shorten(value), link, value)
    mark = term.get("xml:lang") or term.get("datatype", "").rpartition("#")[2]
    return Cell(value, mark=str(mark))


def _shorten(iri: str) -> str:
    """Write an IRI with its prefix where the form has it.

    >>> _shorten("https://w3id.org/ownership-graph/ns#subject")
    'own:subject'
    """
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace) and (local := iri[len(namespace) :]).replace("-", "").isalnum():
            return f"{name}:{local}"
    return iri


def make_links(action: str, request: QueryRequest, form: Form | None) -> tuple[tuple[str, str], ...]:
    """Make the addresses of a query: of the page, which stays where it is, and of its answer in each format; none of a query too long."""
    if request.query is None or form is None:
        return ()
    asked = [("query", request.query)]
    asked += [("default-graph-uri", graph) for graph in request.default_graphs]
    asked += [("named-graph-uri", graph) for graph in request.named_graphs]
    address = f"{action}?{urlencode(asked)}"
    if len(address) > _MAX_LINK:
        return ()
    files = RESULTS if form in ("SELECT", "ASK") else GRAPHS
    return (("link to this query", f"{address}&format=html"), *((_LABELS[file.name], f"{address}&format={file.name}") for file in files))


_ENVIRONMENT: Final = Environment(autoescape=True, undefined=StrictUndefined)
_PAGE: Final = _ENVIRONMENT.from_string(_TEMPLATE)
_BARE: Final = _ENVIRONMENT.from_string(_BARE_FRAME)


def render(
    action: str,
    request: QueryRequest,
    *,
    frame: Template | None = None,
    answer: PageAnswer | None = None,
    links: tuple[tuple[str, str], ...] = (),
    error: OwnershipError | None = None,
) -> str:
    """Render the page for ``request``, with its answer or its error, in the blocks ``title`` and ``main`` of a frame."""
    return _PAGE.render(
        frame=frame or _BARE,
        action=action,
        request=request,
        query=request.query or _START,
        formats=_FORMATS,
        answer=answer,
        links=links,
        error=error,
        examples=[(example.title, urlencode([("query", example.query), ("format", "html")])) for example in list_examples()],
        prefixes=_PREFIX_LINES,
    )
