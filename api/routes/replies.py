"""How an answer is sent: in the format that was asked for.  What is kept of it, and its ETag, is the work of api/answer_cache.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from pyoxigraph import RdfFormat
from starlette.responses import Response

from api.cors import OPEN
from api.list_cache import ListCache
from api.paging import Page
from api.representations import BODS, CSV, JSON, JSONLD, NTRIPLES, TURTLE, Representation
from graph.answers import encode
from graph.answers.controllers import ControllersAnswer
from graph.answers.entity import EntityAnswer
from graph.answers.sources import OneSourceAnswer, StatementAnswer
from graph.answers.statements import StatementsAnswer
from graph.answers.table import cut_rows, list_records, write_table
from graph.exports.statements import write_bods, write_party, write_source, write_statements
from graph.generation.generation import Generation
from graph.rdf.answer import write_answer_jsonld, write_answer_triples

_SYNTAXES: Final = {JSONLD: RdfFormat.JSON_LD, TURTLE: RdfFormat.TURTLE, NTRIPLES: RdfFormat.N_TRIPLES}


def reply(
    answer: msgspec.Struct | list[Any] | dict[str, Any], form: Representation = JSON, generation: Generation | None = None
) -> Response:
    """An answer in a format.  ``generation``: what it was asked of, for those that tell what sources state, and for BODS."""
    if form is JSON:
        return Response(encode(answer), media_type=JSON.media_type)
    assert isinstance(answer, msgspec.Struct)
    if form is BODS:
        assert generation is not None
        return _reply_bods(answer, generation)
    headers = {"Content-Type": form.content_type, **(OPEN if form in _SYNTAXES else {})}
    return Response(_write(answer, form, generation), headers=headers)


def reply_list(lists: ListCache, page: Page, form: Representation, ask: Callable[[], msgspec.Struct]) -> Response:
    """The page of a list that ``ask`` works out, or that is kept from the page before."""
    part, listed = lists.read(page.key, page.start, page.end, ask)
    return _reply_part(part, listed, page, form)


def reply_page(answer: msgspec.Struct, page: Page, form: Representation, *, is_whole: bool = True, has_more: bool = False) -> Response:
    """The part of an answer that a page is.  ``is_whole``: whether all are listed; ``has_more``: further ones can be asked for."""
    part, listed = cut_rows(answer, page.start, page.end)
    return _reply_part(part, listed, page, form, is_whole=is_whole, has_more=has_more)


def _reply_part(
    part: msgspec.Struct, listed: int, page: Page, form: Representation, *, is_whole: bool = True, has_more: bool = False
) -> Response:
    """A part of an answer with the number of all and the way to the next page.

    Where the answer is cut short by a limit, or not ``is_whole``, nobody knows how many there are.
    """
    is_whole = is_whole and not getattr(part, "truncated", False)
    response = reply(part, form)
    response.headers.update(page.make_headers(listed, is_whole=is_whole, has_more=has_more))
    return response


def _reply_bods(answer: msgspec.Struct, generation: Generation) -> Response:
    """What an answer names of statements and parties; the header X-Omitted counts what the standard cannot hold."""
    content, omissions = write_bods(generation, _list_statements(answer), _list_parties(answer))
    omitted = ", ".join(f'"{reason}";count={count}' for reason, count in omissions.items())
    return Response(content, headers={"Content-Type": BODS.content_type} | ({"X-Omitted": omitted} if omitted else {}))


def _list_statements(answer: msgspec.Struct) -> tuple[str, ...]:
    """List the ids of the statements that an answer names."""
    if isinstance(answer, (StatementAnswer, StatementsAnswer)):
        return tuple(str(record["id"]) for record in list_records(answer))
    assert isinstance(answer, (ControllersAnswer, EntityAnswer))
    return answer.statements


def _list_parties(answer: msgspec.Struct) -> tuple[str, ...]:
    """List the ids of the parties that an answer is about, and of those that it finds; the others are in its statements."""
    match answer:
        case EntityAnswer():
            return (answer.id,)
        case StatementsAnswer():
            return (answer.party.id,)
        case ControllersAnswer():
            return answer.subject.id, *(controller.party.id for controller in answer.controllers)
        case _:
            return ()


def _write(answer: msgspec.Struct, form: Representation, generation: Generation | None) -> str | bytes:
    if form is CSV:
        return write_table(answer)
    syntax = _SYNTAXES[form]
    # What is stated is told in the words of the vocabulary, as in every dump.
    if generation is not None and isinstance(answer, EntityAnswer):
        number = generation.party_number(answer.id)
        assert number is not None
        return write_party(generation, number, answer.statements, syntax)
    if generation is not None and isinstance(answer, (StatementAnswer, StatementsAnswer)):
        return write_statements(generation, _list_statements(answer), syntax)
    if generation is not None and isinstance(answer, OneSourceAnswer):
        return write_source(generation, answer.source.id, syntax)
    return write_answer_jsonld(answer) if form is JSONLD else write_answer_triples(answer, syntax)
