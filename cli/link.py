"""The verbs `link`: find the parties that may be one, list them, and keep what a person judges of them."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import Call, Format, now, read_text, write_answer
from cli.flags import Context, Json, Out, choose_format, open_generation

if TYPE_CHECKING:
    from graph.generation.generation import Generation
    from graph.generation.reviews import Verdict
    from ontology.statements import Judgement

link = typer.Typer(help="Find parties that may be one (candidates, which join nothing); list and review them.", invoke_without_command=True)
_MOST: Final = 100_000
"""Candidates that one table lists."""


def register(app: typer.Typer) -> None:
    app.add_typer(link, name="link")


@link.callback()
def find(context: Context) -> None:
    """Look in the whole ledger for parties of one name and country, or one name and month of birth, that nothing contradicts."""
    if context.invoked_subcommand:
        return
    from graph.generation.build_candidates import MOST_NAMESAKES

    call: Call = context.obj
    with call.folder().writer() as writer:
        info = writer.find_candidates(call.progress).candidates
    assert info is not None
    found = info.info
    print(f"candidates    {found.pairs:,} pairs, among {found.names:,} names that were read with {_describe_reader(found.reader)}")
    print(f"contradicted  {found.contradicted:,} pairs of one name, by a number, a date, a holding of one in the other, or a review")
    if found.common:
        print(f"too common    {found.common:,} names, each of more than {MOST_NAMESAKES} parties there ({found.common_parties:,} in all)")
    print("nothing is joined; see them: ownership link list; ask with them: ownership controllers PARTY --identity candidates")
    print("a service that runs asks with them after a restart, or from the next load on")


def _describe_reader(name: str) -> str:
    return "rigour" if name == "rigour" else "the short list of legal forms; more with: pip install 'ownership-graph[match]'"


@link.command(name="list")
def list_(
    context: Context,
    party: Annotated[str | None, typer.Option(help="Only those of this party: IRI, identifier or name")] = None,
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many")] = 50,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """List the candidates, best first; --format csv is a table to fill in, which review --csv takes back."""
    from cli.text.candidates import format_candidates
    from graph.queries.candidates import list_candidates
    from graph.queries.parties import find_party

    generation, _ = open_generation(context)
    answer = list_candidates(generation, None if party is None else find_party(generation, party), limit)
    write_answer(answer, choose_format(format_, json), format_candidates(answer, generation.base))


@link.command()
def reviews(context: Context, format_: Out = Format.table, json: Json = False) -> None:
    """List what persons judged, the newest first."""
    from cli.text.candidates import format_reviews
    from graph.queries.candidates import list_reviews

    generation, _ = open_generation(context)
    answer = list_reviews(generation)
    write_answer(answer, choose_format(format_, json), format_reviews(answer, generation.base))


@link.command()
def review(
    context: Context,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges; kept with the day and the hour")],
    left: Annotated[str | None, typer.Argument(help="One party: IRI, identifier or name")] = None,
    right: Annotated[str | None, typer.Argument(help="The other")] = None,
    judgement: Annotated[str | None, typer.Argument(help="same, different or unsure")] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Many at once: the table of link list, with the column judgement filled in")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why")] = None,
) -> None:
    """Keep a judgement: same joins the two, different hides the candidate, unsure takes either back.  A later one counts."""
    from graph.exports import derived
    from graph.generation.reviews import Verdict, add_reviews, check_verdicts
    from ontology.errors import UsageError

    call: Call = context.obj
    if not by.strip():
        raise UsageError("NO_REVIEWER", "--by names nobody", "write who judges: --by NAME")
    generation = call.generation()
    if table is not None and left is None:
        verdicts = _read_verdicts(generation, table)
    elif table is None and left is not None and right is not None and judgement is not None:
        verdicts = [Verdict(_find_iri(generation, left), _find_iri(generation, right), _read_judgement(judgement, ""), note)]
    else:
        raise UsageError(
            "WHICH_REVIEW", "name two parties and a judgement, or --csv FILE", "ownership link review LEFT RIGHT same --by NAME"
        )
    checked = check_verdicts(generation, verdicts)
    with call.folder().writer(derive=derived.make_quads) as writer:
        published = writer.publish([add_reviews(generation, checked, by.strip(), now())], created=now(), progress=call.progress)
    assert published is not None
    print(f"judgements kept: {len(checked):,}; generation {published.number} is served", file=sys.stderr)
    if generation.candidates is not None and published.candidates is None:
        print("candidates are those of the generation before: ownership link", file=sys.stderr)


def _find_iri(generation: Generation, text: str) -> str:
    """Return the IRI that a text is, where a party has it: two ids of one party are told apart; else that of the party it means."""
    from graph.queries.parties import find_party

    iri = generation.base.expand(text.strip())
    return iri if iri and generation.party_number(iri) is not None else generation.party_iri(find_party(generation, text))


def _read_judgement(text: str, where: str) -> Judgement:
    from ontology.errors import UsageError
    from ontology.statements import Judgement

    words = [judgement.value for judgement in Judgement]
    if text.strip().lower() not in words:
        raise UsageError("BAD_JUDGEMENT", f"{where}{text[:40]!r} is no judgement", f"write one of: {', '.join(words)}")
    return Judgement(text.strip().lower())


def _read_verdicts(generation: Generation, file: Path) -> list[Verdict]:
    """Read the rows whose judgement is filled in.  Raises UsageError BAD_REVIEWS for a row that names no party, and where there is none."""
    from graph.generation.reviews import Verdict
    from ontology.errors import NoMatch, SeveralMatches, UsageError

    rows = csv.DictReader(read_text(file).splitlines())
    missing = [name for name in ("left_id", "right_id", "judgement") if name not in (rows.fieldnames or ())]
    if missing:
        raise UsageError("BAD_REVIEWS", f"{file} has no column {missing[0]}", "begin with: ownership link list --format csv")
    verdicts = []
    for number, row in enumerate(rows, 2):
        if not (row["judgement"] or "").strip():
            continue
        try:
            left, right = (_find_iri(generation, row[name] or "") for name in ("left_id", "right_id"))
        except (NoMatch, SeveralMatches) as error:
            raise UsageError(
                "BAD_REVIEWS", f"line {number} of {file} names a party that cannot be taken: {error.what}", error.hint
            ) from error
        verdicts.append(Verdict(left, right, _read_judgement(row["judgement"], f"line {number} of {file}: "), row.get("note") or None))
    if not verdicts:
        raise UsageError("BAD_REVIEWS", f"{file} has no judgement", "fill in the column judgement: same, different or unsure")
    return verdicts
