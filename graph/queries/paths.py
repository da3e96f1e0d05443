"""By which chains X reaches Y."""

from __future__ import annotations

from graph.answers.common import Range
from graph.answers.paths import PathAnswer, PathsAnswer
from graph.network.paths import Order, Path, best_paths
from graph.queries.context import QueryContext
from graph.queries.namesakes import mark_namesakes
from ontology.shares import to_percent


def paths(context: QueryContext, start: int, end: int, *, limit: int = 10, by: Order = Order.SHARE) -> PathsAnswer:
    """Answer with the best chains from ``start`` down to ``end``: the strongest, or those of the fewest links."""
    best, cut = best_paths(context.view, start, end, limit=limit, by=by)
    answer = PathsAnswer(
        start=context.references.party(start),
        end=context.references.party(end),
        paths=tuple(_to_answer(context, path) for path in best),
        truncated=cut,
        **context.header(),
    )
    return mark_namesakes(context, answer)


def _to_answer(context: QueryContext, path: Path) -> PathAnswer:
    product = None if path.least is None or path.most is None else Range(min=to_percent(path.least), max=to_percent(path.most))
    return PathAnswer(links=tuple(context.references.link(step) for step in path.steps), product=product)
