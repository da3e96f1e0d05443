"""The query page: a form, the answer as a table or as Turtle, or what went wrong.  Works without scripts.

Owns the page's template, which escapes everything; the frame around it is that of the site.  Pure: strings in, a page out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template

from api.sparql.protocol import QueryRequest
from ontology.errors import OwnershipError

_ROWS_SHOWN: Final = 500
_FORMATS: Final = (
    ("", "this page"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("turtle", "Turtle"),
    ("ntriples", "N-Triples"),
    ("nquads", "N-Quads"),
    ("trig", "TriG"),
    ("rdfxml", "RDF/XML"),
    ("jsonld", "JSON-LD"),
)
_EXAMPLE: Final = "SELECT ?graph (COUNT(*) AS ?triples)\nWHERE { GRAPH ?graph { ?s ?p ?o } }\nGROUP BY ?graph\nORDER BY ?graph\nLIMIT 100"

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
{% for graph in default_graphs %}<input type="hidden" name="default-graph-uri" value="{{ graph }}">
{% endfor %}{% for graph in named_graphs %}<input type="hidden" name="named-graph-uri" value="{{ graph }}">
{% endfor %}<p class="asking"><label for="format">Answer as
<select id="format" name="format">{% for value, label in formats %}<option value="{{ value }}">{{ label }}</option>{% endfor %}</select>
</label>
<button type="submit">Ask</button></p>
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
{% if answer.columns %}
<div class="scroll" tabindex="0" role="group" aria-label="Rows of the answer">
<table class="plain">
<thead><tr>{% for column in answer.columns %}<th scope="col">{{ column }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in answer.rows %}<tr>{% for cell in row %}<td data-label="{{ answer.columns[loop.index0] }}">
{%- if cell.link %}<a href="{{ cell.text }}" rel="nofollow">{{ cell.text }}</a>{% else %}{{ cell.text }}{% endif -%}
{%- if cell.mark %} <small>{{ cell.mark }}</small>{% endif %}</td>{% endfor %}</tr>
{% endfor %}</tbody>
</table>
</div>
{% endif %}
{% if answer.text %}<pre tabindex="0" role="region" aria-label="The graph as Turtle">{{ answer.text }}</pre>{% endif %}
</section>
{% endif %}
</div>
{% endblock %}
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, whether it may be a link, and its language or datatype."""

    text: str
    link: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the page shows of an answer: a table or a text, and a sentence on its size."""

    note: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""


def make_table_answer(document: bytes) -> PageAnswer:
    """Make an answer from SPARQL results in JSON.

    >>> make_table_answer(b'{"head": {}, "boolean": true}').note
    'Yes.'
    """
    content = json.loads(document)
    if "boolean" in content:
        return PageAnswer("Yes." if content["boolean"] else "No.")
    columns = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    rows = tuple(tuple(_make_cell(row.get(column)) for column in columns) for row in bindings[:_ROWS_SHOWN])
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


def _make_cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if not isinstance(value, str):
        return Cell(json.dumps(value))
    if term["type"] == "uri":
        return Cell(value, link=value.startswith(("http://", "https://")))
    mark = term.get("xml:lang") or term.get("datatype", "").rpartition("#")[2]
    return Cell(value, mark=str(mark))


_ENVIRONMENT: Final = Environment(autoescape=True, undefined=StrictUndefined)
_PAGE: Final = _ENVIRONMENT.from_string(_TEMPLATE)
_BARE: Final = _ENVIRONMENT.from_string(_BARE_FRAME)


def render(
    action: str,
    request: QueryRequest,
    *,
    frame: Template | None = None,
    answer: PageAnswer | None = None,
    error: OwnershipError | None = None,
) -> str:
    """Render the page for ``request``, with its answer or its error, in the blocks ``title`` and ``main`` of a frame."""
    return _PAGE.render(
        frame=frame or _BARE,
        action=action,
        query=request.query or _EXAMPLE,
        default_graphs=request.default_graphs,
        named_graphs=request.named_graphs,
        formats=_FORMATS,
        answer=answer,
        error=error,
    )
