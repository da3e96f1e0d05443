"""Make the files with which one explores the property graph: the guide of the Neo4j Browser, and what its sisters take.

Owns their forms; the questions in them are those of queries.cypher, the colours those of ownership.grass.  Knows no server.
"""

from __future__ import annotations

import csv
import json
import re
import uuid
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from io import StringIO
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from graph.neo4j.model import FACET_LABELS
from graph.neo4j.questions import Question, read_questions

FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ownership.grass": "text/plain; charset=utf-8",
        "guide.html": "text/html; charset=utf-8",
        "queries.cypher": "text/plain; charset=utf-8",
        "queries-25.cypher": "text/plain; charset=utf-8",
        "saved-queries.csv": "text/csv; charset=utf-8",
        "perspective.json": "application/json",
    }
)
"""The files with their media types: style, guide and queries for the Browser, the next for Query, the last for Explore and Bloom."""

ADDRESS: Final = "http://localhost:8000"
"""Where the service stands unless it is told; the Browser takes files from the host localhost, not from 127.0.0.1."""

_START: Final = """\
<h3>Who controls whom</h3>
<p>Each arrow is one statement by one source, from the holder to what it holds; the light orange ones (<code>controls</code>,
<code>may control</code>) are what the engine concluded from them. <code>min</code> and <code>max</code> are percent and always
there: 0 and 100 mean that nobody stated a size. A click on a frame puts it into the editor; Ctrl+Enter runs it.</p>
<p>First the colours and the words on the arrows, and that a picture shows what is asked for and nothing else. Without the first an arrow
says <code>OWNS</code> whether a deal is done, agreed or denied:</p>
{style}{config}
<p>Then a party: put a word of its name here, run the first question, and copy the <code>uri</code> that it gives:
<code>Table</code>, left of the picture, has it.</p>
{text}{find}{uri}
<p>The day that is asked about, what counts as done (with <code>'agreed'</code> agreed deals too), and the run of the engine's answers:</p>
{asOf}{statuses}{run}
"""


_AT_START: Final = {
    "text": "'saryarka'",
    "uri": "'put its uri here'",
    "asOf": "'2018-12-12'",
    "statuses": "['in-effect', 'former']",
    "run": "'main'",
}
_AT_QUESTION: Final = {
    "other": "'put the uri of the second party here'",
    "jurisdiction": "'CN'",
    "identifier": "'put an identifier here, as SCHEME:value'",
    "id": "'put the id of an arrow here'",
}
"""Values of parameters that the guide has to be run, on its first slide and before each question that takes them."""

_SPACE: Final = uuid.UUID("5b0f6a1e-6a0e-4d0a-9a53-0f2d5e6c7b41")
"""What the ids of folders and queries are made in, so that they are the same each time."""

_RULE: Final = re.compile(r"(node|relationship)\.(\w+) \{ (.+) \}")
_PHRASE_VALUES: Final = {"$statuses": "['in-effect', 'former']", "$run": "'main'"}
_PHRASE_PARTIES: Final = {"$uri": "party", "$other": "other"}
"""What a search phrase, whose parameters are single values that a person types, has in the place of a parameter: of a party its name."""

_FIND_BY_NAME: Final = r"""CALL () {{
WITH replace(replace(${name}, '\\', '\\\\'), '"', '\\"') AS escaped
CALL db.index.fulltext.queryNodes('entity_text', '"' + escaped + '"', {{limit: 1000}}) YIELD node
WITH node WHERE node.name = ${name}
RETURN node.uri AS {name}Uri
}}
"""
"""By the index of words, for there is none of whole names: it would make each sync slower."""


def make_file(name: str, address: str = ADDRESS) -> bytes:
    """Make one of FILES.  ``address``: that of the service, as the Browser reaches it."""
    match name:
        case "guide.html":
            return make_guide(address).encode()
        case "saved-queries.csv":
            return make_saved_queries().encode()
        case "perspective.json":
            return make_perspective().encode()
    return files("graph.neo4j").joinpath(name).read_bytes()


def make_saved_queries() -> str:
    """Make the CSV that Query, in Neo4j Desktop and Aura, imports as saved Cypher: a folder a line, and below it its questions."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "description", "query", "id", "parentId", "isFolder"))
    for folder, members in groupby(read_questions(), lambda question: question.folder):
        folder_id = uuid.uuid5(_SPACE, folder)
        writer.writerow((folder, "", "", folder_id, "", "true"))
        for question in members:
            writer.writerow((question.asks, question.explanation, question.cypher, uuid.uuid5(_SPACE, question.name), folder_id, "false"))
    return out.getvalue()


def make_perspective() -> str:
    """Make the perspective that Explore and Bloom import: colours and captions, and each question that draws something as a search phrase.

    A phrase asks for a party by its name, which is what one types there; of several of one name it shows all.
    """
    style = _read_style()
    properties = [{"name": name, "exclude": False, "dataType": "string"} for name in ("name", "kind", "jurisdiction", "uri")]
    categories = [
        {
            "id": number,
            "name": label,
            "labels": [label],
            "properties": properties if label != "Source" else [{"name": "title", "exclude": False, "dataType": "string"}],
            "color": colour,
            "size": 1,
            "icon": "no-icon",
            "captions": [_make_caption("title" if label == "Source" else "name", "property")],
            "styleRules": [],
        }
        for number, (label, colour) in enumerate(style["node"].items(), start=1)
        if label not in ("Entity", "_Sync", *FACET_LABELS)
    ]
    types = [
        {
            "id": name,
            "name": name,
            "color": colour,
            "size": 1,
            "properties": [],
            "captions": [_make_caption("label", "property")],
            "styleRules": [],
        }
        for name, colour in style["relationship"].items()
    ]
    perspective = {
        "name": "Who controls whom",
        "id": str(uuid.uuid5(_SPACE, "perspective")),
        "version": "2.21.0",
        "createdAt": 0,
        "lastEditedAt": 0,
        "type": "STANDARD_PERSPECTIVE",
        "hideUncategorisedData": True,
        "parentPerspectiveId": None,
        "categories": categories,
        "labels": {category["name"]: [] for category in categories},
        "relationshipTypes": types,
        "templates": [_make_phrase(question) for question in read_questions() if question.draws],
        "sceneActions": [],
        "hiddenRelationshipTypes": [],
        "palette": {"colors": sorted({category["color"] for category in categories}), "currentIndex": 0},
        "metadata": {"pathSegments": [], "indexes": []},
    }
    return json.dumps(perspective, indent=1, ensure_ascii=False) + "\n"


def _read_style() -> dict[str, dict[str, str]]:
    """Read ownership.grass: of nodes and of relationships, label or type -> colour."""
    style: dict[str, dict[str, str]] = {"node": {}, "relationship": {}}
    for line in files("graph.neo4j").joinpath("ownership.grass").read_text(encoding="utf-8").splitlines():
        if rule := _RULE.fullmatch(line):
            colour = re.search(r"(?<![\w-])color: (#\w+)", rule[3])
            style[rule[1]][rule[2]] = colour[1] if colour else "#8E97A3"
    return style


def _make_caption(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "type": kind, "isCaption": True, "inTooltip": True, "styles": []}


def _make_phrase(question: Question) -> dict[str, Any]:
    """Make a search phrase: the question and its parameters as words, and a query that returns what can be drawn and nothing else."""
    cypher = question.cypher
    for old, new in _PHRASE_VALUES.items():
        cypher = cypher.replace(old, new)
    parties = [name for parameter, name in _PHRASE_PARTIES.items() if f"{{uri: {parameter}}}" in cypher]
    for parameter, name in _PHRASE_PARTIES.items():
        cypher = cypher.replace(f"{{uri: {parameter}}}", f"{{uri: {name}Uri}}")
    find = "".join(_FIND_BY_NAME.format(name=name) for name in parties)
    names = list(dict.fromkeys(re.findall(r"\$(\w+)", find + cypher)))
    scope = ", ".join(f"{name}Uri" for name in parties)
    return {
        "id": f"tmpl:{question.name}",
        "name": question.name,
        "text": " ".join((question.asks.removesuffix("?"), *(f"{name} ${name}" for name in names))),
        "createdAt": 0,
        "cypher": f"{find}CALL ({scope}) {{\n{cypher}\n}}\nRETURN {', '.join(question.draws)}",
        "isUpdateQuery": None,
        "hasCypherErrors": False,
        "params": [
            {
                "name": f"${name}",
                "dataType": "String",
                "collapsed": False,
                "suggestionLabel": "Entity" if name in parties else None,
                "suggestionProp": "name" if name in parties else None,
                "suggestionBoolean": name in parties,
                "cypher": None,
            }
            for name in names
        ],
    }


def make_guide(address: str = ADDRESS) -> str:
    """Make the page for ``:play``: a slide to begin with, then one a folder, each question as something to run.

    ``address``: that of the service, as the Browser reaches it.
    """
    questions = read_questions()
    start = _START.format(
        style=_write_command(f":style {address}/neo4j/ownership.grass"),
        config=_write_command(":config autoComplete: false"),
        find=_write_command(questions[0].cypher),
        **{name: _write_parameter(name, value) for name, value in _AT_START.items()},
    )
    slides = [start]
    for folder, members in groupby(questions, lambda question: question.folder):
        slides.append(f"<h3>{escape(folder)}</h3>\n" + "".join(map(_write_question, members)))
    written = "".join(f'<slide class="row-fluid"><div class="col-sm-12">\n{slide}</div></slide>\n' for slide in slides)
    return (
        '<article class="guide">\n<title>Who controls whom</title>\n<carousel class="deck container-fluid">\n'
        f"{written}</carousel>\n</article>\n"
    )


def _write_question(question: Question) -> str:
    needs = ", ".join(question.parameters)
    asks = f"<h4>{escape(question.asks)}</h4>\n<p>{escape(question.explanation)}{f' It takes: {needs}.' if needs else ''}</p>\n"
    parameters = [_write_parameter(name, value) for name, value in _AT_QUESTION.items() if name in question.parameters]
    return "".join((asks, *parameters, _write_command(question.cypher)))


def _write_parameter(name: str, value: str) -> str:
    return _write_command(f":param {name} => {value}")


def _write_command(text: str) -> str:
    return f'<pre class="pre-scrollable code runnable">{escape(text, quote=False)}</pre>\n'
