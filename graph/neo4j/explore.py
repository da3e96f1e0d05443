"""Make the files with which one explores the property graph: the guide of the Neo4j Browser, and what its sisters take.

Owns their forms; the questions in them are those of queries.cypher.  Knows no server.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Final

from graph.neo4j.questions import Question, read_questions

ADDRESS: Final = "http://localhost:8000"
"""Where the service stands unless it is told; the Browser takes files from the host localhost, not from 127.0.0.1."""

_START: Final = """\
<h3>Who controls whom</h3>
<p>Each arrow is one statement by one source, from the holder to what it holds. <code>min</code> and <code>max</code> are percent and always
there: 0 and 100 mean that nobody stated a size. A click on a frame puts it into the editor; Ctrl+Enter runs it.</p>
<p>First the colours and the words on the arrows, and that a picture shows what is asked for and nothing else:</p>
{style}{config}
<p>Then a party: put a word of its name here, run the first question, and copy the <code>uri</code> that it gives.</p>
{text}{find}{uri}
<p>The day that is asked about, what counts as done (with <code>'agreed'</code> agreed deals too), and the run of the engine's answers:</p>
{day}{statuses}{run}
"""


def make_guide(address: str = ADDRESS) -> str:
    """Make the page for ``:play``: a slide to begin with, then one a folder, each question as something to run.

    ``address``: that of the service, as the Browser reaches it.
    """
    questions = read_questions()
    start = _START.format(
        style=_write_command(f":style {address}/neo4j/ownership.grass"),
        config=_write_command(":config autoComplete: false"),
        text=_write_command(":param text => 'motors'"),
        find=_write_command(questions[0].cypher),
        uri=_write_command(":param uri => 'put its uri here'"),
        day=_write_command(":param asOf => '2018-12-12'"),
        statuses=_write_command(":param statuses => ['in-effect', 'former']"),
        run=_write_command(":param run => 'main'"),
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
    return asks + _write_command(question.cypher)


def _write_command(text: str) -> str:
    return f'<pre class="pre-scrollable code runnable">{escape(text, quote=False)}</pre>\n'
