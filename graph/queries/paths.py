"""By which chains X reaches Y."""

from __future__ import annotations

from msgspec.structs import replace

from graph.answers.common import Range
from graph.answers.paths import PathAnswer, PathsAnswer
from graph.generation.candidates import Candidate
from graph.network.paths import Order, Path, best_paths
from graph.queries.context import QueryContext
from graph.queries.identity import Identity
from graph.queries.merged import MOST_LISTED, Merged, describe_all, find_around, merge, name_as_stated, split_compatible
from graph.queries.namesakes import mark_namesakes
from graph.queries.provenance import describe_rows
from ontology.shares import to_percent


def paths(
    context: QueryContext, start: int, end: int, *, limit: int = 10, by: Order = Order.SHARE, identity: Identity = Identity.STATED
) -> PathsAnswer:
    """Answer with the best chains from ``start`` down to ``end``: the strongest, or those of the fewest links.

    ``identity``: whether chains are told that lead on only if two parties are one.
    """
    best, cut = best_paths(context.view, start, end, limit=limit, by=by)
    conditional, more = _find_conditional(context, start, end, limit, by)
    told, shown = tuple(_to_answer(context, path) for path in best), best
    if identity is Identity.CANDIDATES:
        told = (*told, *(_make_conditional(context, path, used) for path, used in conditional))[:limit]
        shown = [*best, *(path for path, _ in conditional)][:limit]
        cut = cut or more or len(best) + len(conditional) > limit
    answer = PathsAnswer(
        start=context.references.party(start),
        end=context.references.party(end),
        paths=told,
        truncated=cut,
        provenance=describe_rows(context, {row for path in shown for step in path.steps for row in step.stake.rows}, end),
        **context.header(),
        **identity.tell({candidate for _, used in conditional for candidate in used}),
    )
    return mark_namesakes(context, answer)


def _find_conditional(
    context: QueryContext, start: int, end: int, limit: int, by: Order
) -> tuple[list[tuple[Path, tuple[Candidate, ...]]], bool]:
    """Find the best chains that lead on only by candidates, each with these; and whether there may be more."""
    candidates, cut = find_around(context, (end, start), context.view.holders_above, MOST_LISTED)
    found: dict[tuple[str, ...], tuple[Path, tuple[Candidate, ...]]] = {}
    for chosen in split_compatible(candidates):
        merged = merge(context, chosen, (end, start))
        ends = [merged.stand_in.get(party, party) for party in (start, end)]
        best, more = best_paths(merged.context.view, *ends, limit=limit, by=by)
        cut = cut or more
        for path in best:
            used = _list_jumps(merged, path, start, end)
            if used:
                key = tuple(merged.context.references.link_id(step) for step in path.steps)
                found.setdefault(key, (path, used))
    return list(found.values())[:limit], cut or len(found) > limit


def _list_jumps(merged: Merged, path: Path, start: int, end: int) -> tuple[Candidate, ...]:
    """List the candidates by which the links of a chain lead on, as the statements name their ends; none where they do without."""
    columns = merged.context.generation.interests.columns
    used: list[Candidate] = []
    above = {start}
    for step in path.steps:
        holders = {int(columns["holder"][row]) for row in step.stake.rows}
        used += [] if above & holders else merged.list_between((min(above), min(holders)))
        above = {int(columns["subject"][row]) for row in step.stake.rows}
    used += [] if end in above else merged.list_between((min(above), end))
    return tuple(dict.fromkeys(used))


def _to_answer(context: QueryContext, path: Path) -> PathAnswer:
    product = None if path.least is None or path.most is None else Range(min=to_percent(path.least), max=to_percent(path.most))
    return PathAnswer(links=tuple(context.references.link(step) for step in path.steps), product=product)


def _make_conditional(context: QueryContext, path: Path, used: tuple[Candidate, ...]) -> PathAnswer:
    """Return a chain that leads down only if candidates are right: what it multiplies to is that at most."""
    answer = _to_answer(context, path)
    return replace(
        answer,
        links=tuple(name_as_stated(context, link) for link in answer.links),
        product=answer.product and replace(answer.product, min=0),
        if_same=describe_all(context, used),
    )
