"""How an answer is sent: in the format that was asked for.  What is kept of it, and its ETag, is the work of api/answer_cache.py."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from pyoxigraph import RdfFormat
from starlette.responses import Response

from api.paging import Page
from api.representations import CSV, JSON, JSONLD, NTRIPLES, TURTLE, Representation
from graph.answers import encode
from graph.answers.entity import EntityAnswer
from graph.answers.sources import StatementAnswer
from graph.answers.statements import StatementsAnswer
from graph.answers.table import ROWS, list_records, write_table
from graph.exports.statements import write_statements
from graph.generation.generation import Generation
from graph.rdf.answer import write_answer_jsonld, write_answer_triples

_SYNTAXES: Final = {JSONLD: RdfFormat.JSON_LD, TURTLE: RdfFormat.TURTLE, NTRIPLES: RdfFormat.N_TRIPLES}


def reply(
    answer: msgspec.Struct | list[Any] | dict[str, Any], form: Representation = JSON, generation: Generation | None = None
) -> Response:
    """An answer in a format.  ``generation``: what it was asked of, for those that tell what sources state."""
    if form is JSON:
        return Response(encode(answer), media_type=JSON.media_type)
    assert isinstance(answer, msgspec.Struct)
    return Response(_write(answer, form, generation), headers={"Content-Type": form.content_type})


def reply_page(answer: msgspec.Struct, page: Page, form: Representation, *, is_whole: bool = True, has_more: bool = False) -> Response:
    """The part of an answer that a page is, with the number of all and the way to the next page.

    Where the answer is cut short by a limit, or not ``is_whole``, nobody knows how many there are.
    ``has_more``: further ones can be asked for.
    """
    name = ROWS[type(answer)]
    rows = getattr(answer, name)
    is_whole = is_whole and not getattr(answer, "truncated", False)
    response = reply(msgspec.structs.replace(answer, **{name: rows[page.start : page.end]}), form)
    response.headers.update(page.make_headers(len(rows), is_whole=is_whole, has_more=has_more))
    return response


def _write(answer: msgspec.Struct, form: Representation, generation: Generation | None) -> str | bytes:
    if form is CSV:
        return write_table(answer)
    syntax = _SYNTAXES[form]
    if generation is not None and isinstance(answer, EntityAnswer):
        # What is stated is told in the words of the vocabulary, as in every dump.
        return write_statements(generation, answer.statements, syntax)
    if generation is not None and isinstance(answer, (StatementAnswer, StatementsAnswer)):
        return write_statements(generation, (str(record["id"]) for record in list_records(answer)), syntax)
    return write_answer_jsonld(answer) if form is JSONLD else write_answer_triples(answer, syntax)
