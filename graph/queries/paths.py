"""By which chains does X reach Y?"""

from __future__ import annotations

from graph.answers.common import Range
from graph.answers.paths import PathAnswer, PathsAnswer
from graph.network.paths import Order, Path, best_paths
from graph.queries.context import QueryContext
from ontology.shares import to_percent


def paths(context: QueryContext, start: int, end: int, *, limit: int = 10, by: Order = Order.SHARE) -> PathsAnswer:
    """The best chains from ``start`` down to ``end``: the strongest, or those of the fewest links."""
    found, cut = best_paths(context.view, start, end, limit=limit, by=by)
    as_of, known_at, include, generation = context.dated
    return PathsAnswer(
        start=context.party(start),
        end=context.party(end),
        paths=tuple(_answer(context, path) for path in found),
        truncated=cut,
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
    )


def _answer(context: QueryContext, path: Path) -> PathAnswer:
    product = None if path.least is None or path.most is None else Range(min=to_percent(path.least), max=to_percent(path.most))
    return PathAnswer(links=tuple(context.link(step) for step in path.steps), product=product)
