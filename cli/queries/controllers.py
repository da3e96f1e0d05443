"""The verb `controllers`: who ultimately controls one party, each party of a list, or every company."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, read_parties, write_answer
from cli.flags import ALL_OPTIONS, Context, Identity, Json, Out, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.answers.batch import BriefAnswer, UnansweredParty
    from graph.answers.controllers import ControllersAnswer
    from graph.queries.options import RawOptions


@with_options(*ALL_OPTIONS)
def controllers(
    context: Context,
    party: Annotated[str | None, typer.Argument(help="IRI, identifier such as lei:..., or name")] = None,
    batch: Annotated[Path | None, typer.Option(help="Answer for each party of this file instead: one a line, or .csv; - for stdin")] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Answer in short for every company instead; as CSV the table of export --answers")
    ] = False,
    identity: Identity = None,
    *,
    options: RawOptions,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who ultimately controls PARTY?  Exit code 1 when these sources do not show it, or a party of the batch was not found."""
    from cli.text.controllers import format_controllers
    from graph import queries
    from graph.queries.identity import Identity as Asked
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out
    from ontology.errors import UsageError

    if (party is not None) + (batch is not None) + all_ != 1:
        raise UsageError("WHICH_PARTY", "name one party, or --batch FILE, or --all", 'ownership controllers "Company Ltd"')
    generation, call = open_generation(context)
    asked = parse_identity(identity)
    if party is None:
        parsed, format_ = call.parse_options(options), choose_format(format_, json)
        if all_ and format_ is Format.csv:
            if asked is Asked.CANDIDATES:
                raise UsageError(
                    "IDENTITY_OF_TABLE",
                    "the table of all companies is of what is stated",
                    "ask with --format jsonl, or leave out --identity",
                )
            from graph.exports.answers.rows import AnswersRequest
            from graph.exports.answers.table import write_csv

            write_csv(AnswersRequest(generation, parsed), sys.stdout.buffer)
            return
        stream = (
            queries.batch_all(generation, parsed, identity=asked)
            if batch is None
            else queries.batch(generation, parsed, read_parties(batch), asked)
        )
        if not _print_stream(stream, format_):
            raise typer.Exit(1)
        return
    query = call.open_query(generation, options)
    answer = queries.controllers(query, queries.find_party(generation, party), asked)
    write_answer(answer, choose_format(format_, json), format_controllers(spell_out(answer)))
    if answer.verdict == "not_shown":
        raise typer.Exit(1)


def _print_stream(answers: Iterable[ControllersAnswer | UnansweredParty | BriefAnswer], format_: Format) -> bool:
    """Print answers as they come: NDJSON as HTTP sends it, or a line of text; CSV comes at the end.  False when a party was not found."""
    from cli.text.batch import format_batch
    from graph.answers import encode_line
    from graph.answers.batch import UnansweredParty
    from graph.answers.table import write_rows

    whole = True
    rows: list[ControllersAnswer | UnansweredParty | BriefAnswer] = []
    for answer in answers:
        whole = whole and not isinstance(answer, UnansweredParty)
        match format_:
            case Format.csv:
                rows.append(answer)
            case Format.table:
                sys.stdout.write(format_batch(answer))
            case Format.json | Format.jsonl:
                sys.stdout.buffer.write(encode_line(answer))
    if format_ is Format.csv:
        sys.stdout.write(write_rows(rows))
    sys.stdout.flush()
    return whole
