"""The verbs `link`: find the parties that may be one, list them, and keep what a person judges of them."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import Call, Format, now, read_text, write_answer
from cli.flags import Context, Json, Out, choose_format, open_generation, with_flags

if TYPE_CHECKING:
    from api.review.guard import OneReader
    from graph.generation.generation import Generation
    from graph.generation.reviews import Verdict
    from ontology.statements import Judgement

link = typer.Typer(help="Find parties that may be one (candidates, which join nothing); list and review them.", invoke_without_command=True)
_MOST: Final = 100_000
"""Candidates that one table lists."""


class _Of(StrEnum):
    organisations = "organisations"
    persons = "persons"


class _Judged(StrEnum):
    open = "open"
    unsure = "unsure"


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
    print(f"candidates    {_count_pairs(found.pairs)}, among {found.names:,} names that were read with {_describe_reader(found.reader)}")
    by = "by a number, a date, a holding of one in the other, or a review"
    print(f"contradicted  {_count_pairs(found.contradicted)} of one name, {by}")
    if found.common:
        print(f"too common    {found.common:,} names, each of more than {MOST_NAMESAKES} parties there ({found.common_parties:,} in all)")
    print("nothing is joined; judge them: ownership link review; ask with them: ownership controllers PARTY --identity candidates")
    print("a service that runs asks with them after a restart, or from the next load on")


@link.command()
def rank(context: Context) -> None:
    """Rank the organisations whose names only resemble, for a person to look at; needs the extra link.  None of them is a candidate."""
    from graph.generation.rank_likely import MOST_PAIRS, require_splink

    require_splink()
    call: Call = context.obj
    with call.folder().writer() as writer:
        ranked = writer.rank_likely(call.progress).ranked
    assert ranked is not None
    info = ranked.info
    print(f"ranked        {_count_pairs(info.pairs)} of similar names; the score is a ranking by a fixed model, and no probability")
    print(f"contradicted  {_count_pairs(info.contradicted)}, by a number, a date, a holding of one in the other, or a review")
    if info.left_out:
        print(f"left out      {_count_pairs(info.left_out)} of lower score: {MOST_PAIRS:,} are kept")
    print(
        "none is a candidate, and no answer asks for them; look at them: ownership link list --ranked, or: ownership link review --ranked"
    )


def _count_pairs(count: int) -> str:
    return f"{count:,} {'pair' if count == 1 else 'pairs'}"


def _describe_reader(name: str) -> str:
    return "rigour" if name == "rigour" else "the short list of legal forms; more with: pip install 'ownership-graph[match]'"


@dataclass(frozen=True)
class Filters:
    """Which candidates are listed."""

    party: Annotated[str | None, typer.Option(help="Only those of this party: IRI, identifier or name")] = None
    of: Annotated[_Of | None, typer.Option(help="Only organisations, or only persons")] = None
    country: Annotated[str | None, typer.Option(help="Only those of this country (ISO 3166 code)")] = None
    judgement: Annotated[_Judged | None, typer.Option(help="Only those that nobody judged (open), or judged unsure")] = None
    ranked: Annotated[bool, typer.Option("--ranked", help="Pairs of similar names (link rank) in place of candidates")] = False


@link.command(name="list")
@with_flags(Filters)
def list_(
    context: Context,
    flags: Filters,
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many")] = 50,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """List the candidates, best first; --format csv is a table to fill in, which review --csv takes back."""
    from cli.text.candidates import format_candidates
    from graph.queries.candidates import Judged, Sort, Wanted, list_candidates
    from graph.queries.parties import find_party

    generation, _ = open_generation(context)
    wanted = Wanted(
        party=None if flags.party is None else find_party(generation, flags.party),
        of=None if flags.of is None else Sort(flags.of.value),
        country=flags.country and flags.country.upper(),
        judgement=None if flags.judgement is None else Judged(flags.judgement.value),
        ranked=flags.ranked,
    )
    answer = list_candidates(generation, wanted, limit=limit)
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
    pair: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LEFT RIGHT JUDGEMENT]", help="Two parties (IRI, identifier or name) and same, different or unsure"),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; kept with the day and the hour")] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Many at once: the table of link list, with the column judgement filled in")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the page: port on this machine; 0: any that is free")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser")] = True,
    ranked: Annotated[bool, typer.Option("--ranked", help="On the page: pairs of similar names in place of candidates")] = False,
) -> None:
    """Judge candidates on a page of this machine, or here by LEFT RIGHT JUDGEMENT or --csv.  A later judgement counts.

    Same joins the two, different hides the candidate, unsure takes either back.
    """
    from graph.exports import derived
    from graph.generation.review_draft import ReviewDraft
    from graph.generation.reviews import Verdict, add_reviews, check_verdicts
    from ontology.errors import UsageError

    call: Call = context.obj
    if not pair and table is None:
        _open_page(call, by, port, browser=browser, ranked=ranked)
        return
    generation, moment = call.generation(), now()
    if table is not None and not pair:
        verdicts = _read_verdicts(generation, table, (by or "").strip(), moment)
    elif table is None and pair and len(pair) == 3:
        left, right, judgement = pair
        both = _find_iri(generation, left), _find_iri(generation, right)
        verdicts = [Verdict(*both, _read_judgement(judgement, ""), (by or "").strip(), moment, note)]
    else:
        raise UsageError(
            "WHICH_REVIEW", "name two parties and a judgement, or --csv FILE", "ownership link review LEFT RIGHT same --by NAME"
        )
    if not all(verdict.by for verdict in verdicts):
        raise UsageError("NO_REVIEWER", "it is not told who judges", "write who it is: --by NAME")
    checked = check_verdicts(generation, verdicts)
    with call.folder().writer(derive=derived.write_lines) as writer:
        published = writer.publish([add_reviews(generation, checked)], created=moment, progress=call.progress)
    assert published is not None
    draft = ReviewDraft(call.folder().path)
    if table is not None and table.resolve() == draft.path.resolve():
        draft.clear()
    print(f"judgements kept: {len(checked):,}; generation {published.number} is served", file=sys.stderr)
    if generation.candidates is not None and published.candidates is None:
        print("candidates are those of the generation before: ownership link", file=sys.stderr)
    if generation.ranked is not None and published.ranked is None:
        told = "similar names were ranked of the generation before: ownership link rank"
        print(f"{told}; many are judged at once by --csv, or on the page", file=sys.stderr)


def _open_page(call: Call, by: str | None, port: int, *, browser: bool, ranked: bool) -> None:
    """Serve the page until Ctrl-C, and keep what was judged there."""
    from api.review.pairs import PairReview, create_pair_review
    from cli.reviewing import serve_review
    from graph.queries.candidates import open_candidates, open_ranked

    generation = call.generation()
    (open_ranked if ranked else open_candidates)(generation)
    reviews: list[PairReview] = []

    def make(token: str, number: int) -> OneReader:
        reviews.append(PairReview(call.folder(), token, number, now, generation, by, ranked))
        return create_pair_review(reviews[0])

    hint = "judge the pairs there; each judgement is written down at once, and kept when you say so; Ctrl-C ends the review"
    try:
        serve_review(call, make, port=port, browser=browser, hint=hint)
    finally:
        if reviews and len(reviews[0].draft):
            waiting, file = len(reviews[0].draft), reviews[0].draft.path
            print(f"judgements not kept yet: {waiting:,}, in {file}", file=sys.stderr)
            print(f"keep them: ownership link review --csv {file}; or open the page again", file=sys.stderr)


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


def _read_verdicts(generation: Generation, file: Path, by: str, moment: str) -> list[Verdict]:
    """Read the rows whose judgement is filled in; ``by`` and ``moment`` are of those that do not say who judged, and when.

    A row as it was listed, with the judgement that stands, is left out: whoever sends the table did not judge it.

    Raises UsageError BAD_REVIEWS for a row that names no party, and where there is none.
    """
    from graph.generation.reviews import Verdict, find_standing, read_reviews
    from ontology.errors import NoMatch, SeveralMatches, UsageError

    standing = find_standing(read_reviews(generation))
    rows = csv.DictReader(io.StringIO(read_text(file), newline=""))
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
        judgement = _read_judgement(row["judgement"], f"line {number} of {file}: ")
        known = standing.get(frozenset((left, right)))
        if known and known.judgement is judgement and not (row.get("reviewed_by") or row.get("note")):
            continue
        own, at = row.get("reviewed_by") or by, row.get("reviewed_at") or moment
        verdicts.append(Verdict(left, right, judgement, own, at, row.get("note") or None))
    if not verdicts:
        raise UsageError(
            "BAD_REVIEWS", f"{file} has no judgement that is not kept already", "fill in the column judgement: same, different or unsure"
        )
    return verdicts
