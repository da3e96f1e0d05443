"""The reading verbs, one module a verb, named as the question in graph/queries and the text in cli/text."""

from __future__ import annotations

import typer

from cli.queries import (
    changes,
    chart,
    controlled,
    controllers,
    cycles,
    entity,
    exposure,
    history,
    holdings,
    owners,
    paths,
    rules,
    search,
    stats,
    what_if,
)


def register(app: typer.Typer) -> None:
    """Add the verbs in the order in which ``ownership --help`` lists them."""
    for verb in (
        controllers.controllers,
        controlled.controlled,
        owners.owners,
        holdings.holdings,
        paths.paths,
        entity.entity,
        search.search,
        chart.chart,
        cycles.cycles,
        exposure.exposure,
        history.history,
        changes.changes,
        rules.rules,
        stats.stats,
    ):
        app.command()(verb)
    app.command("what-if")(what_if.what_if)
