"""Whose money is in a company beneath the largest strongly connected component: the question ``owners``, in process and of the service.

``figures``: every holder's least and greatest share and where the money ends, from the rows on.  ``answer``: the whole answer, with names,
sources and what is odd, as JSON.  ``service``: the same over HTTP.  The peers, scipy by fixed point and by sparse solve, get the matrix of
the parties above made beforehand and give the visits only.  Errors are against a solve refined in extended precision.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from bench.harness import Record, arguments, check, machine, rounds_of_percentiles, time_each, write
from bench.networks import TODAY
from bench.peers import visits
from bench.publish import publish_network, serve_folder
from bench.questions import ask_owners
from bench.shape import HUNDRED_THOUSAND, MILLION, TINY, Shape
from bench.store import keep_network
from graph.answers.owners import OwnersAnswer
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.network.snapshot import snapshot
from graph.network.stake_table import StakeTable
from graph.network.upstream import Upstream
from graph.ownership import Ends, PartyShares
from graph.queries import Options, QueryContext
from graph.queries.owners import solve_shares

SHAPES = {"tiny": TINY, "small": HUNDRED_THOUSAND, "full": MILLION}
COMPANIES = {"tiny": 3, "small": 20, "full": 40}
SLOW = 4
"""Companies that the sparse solve, which takes seconds, is asked about."""
MEMBERS = 8
"""Members of the component whose shares are compared with the refined solve, company by company."""
ERROR = 1e-9


def main() -> None:
    options = arguments(__doc__)
    shape = SHAPES[options.size]
    folder = publish_network(shape)
    generation = DataFolder(folder).open()
    table = snapshot(generation.interests, TODAY)
    companies = _companies_beneath(shape, table)[: COMPANIES[options.size]]
    ancestors = {company: visits.collect_ancestors(table, company) for company in companies}
    record: Record = {
        "figure": "owners",
        "size": options.size,
        "machine": machine("numba", "numpy", "scipy"),
        "companies": shape.companies,
        "stakes": table.size,
        "rows": generation.interests.rows,
        "component": shape.core,
        "asked": len(companies),
        "checks": {},
        "above": {
            "parties": int(np.median([len(one.parties) for one in ancestors.values()])),
            "stakes": int(np.median([one.matrix.nnz for one in ancestors.values()])),
        },
    }
    record["error"] = _check_figures(record["checks"], generation, ancestors, keep_network(shape, rows=True).core())
    with serve_folder(folder) as service:
        begun = time.perf_counter()
        body = service.ask("owners", companies[0])
        # The first question loads compiled code, and solves what depends on the component alone.
        record["first_of_the_service"] = round(time.perf_counter() - begun, 3)
        same = all(service.ask("owners", company) == ask_owners(generation, company, TODAY) for company in companies)
        check(record["checks"], "the service answers what the library does", same, companies=len(companies))
        answer = msgspec.json.decode(body, type=OwnersAnswer)
        record["answer"] = {"holders": len(answer.owners), "ends": len(answer.ultimate), "bytes": len(body)}
        sides: dict[str, tuple[Callable[[int], Any], list[int]]] = {
            "figures": (lambda company: _figures(generation, company), companies),
            "answer": (lambda company: ask_owners(generation, company, TODAY), companies),
            "service": (lambda company: service.ask("owners", company), companies),
            "fixed_point": (lambda company: visits.iterate(ancestors[company]), companies),
            "sparse_solve": (lambda company: visits.solve(ancestors[company]), companies[:SLOW]),
        }
        seconds = time_each(sides, options.rounds)
    record["seconds"] = {name: rounds_of_percentiles(rounds) for name, rounds in seconds.items()}
    write(options.results, record)


def _companies_beneath(shape: Shape, table: StakeTable) -> list[int]:
    """Companies that the component holds money of, those outside it first: all walk up through the whole of it."""
    members = np.zeros(shape.parties, np.bool_)
    members[keep_network(shape, rows=True).core()] = True
    subjects = np.unique(table.company[(table.holder >= 0) & members[table.holder] & (table.capital_min > 0)])
    return [int(company) for company in np.concatenate((subjects[~members[subjects]], subjects[members[subjects]]))]


def _figures(generation: Generation, company: int) -> tuple[PartyShares, Ends]:
    """What ``owners`` works out before anything is named."""
    context = QueryContext.of(generation, Options(TODAY))
    answers = solve_shares(context, Upstream.of(context.view, company, context.options.limits.parties))
    assert answers is not None
    return answers.integrated(), answers.ends()


def _check_figures(checks: Record, generation: Generation, ancestors: dict[int, visits.Ancestors], core: Any) -> Record:
    """Compare least shares with the refined solve: of all who are in no cycle, and of some members of the component."""
    errors = {"figures": 0.0, "fixed_point": 0.0, "sparse_solve": 0.0}
    for company in list(ancestors)[: 2 * SLOW]:
        above = ancestors[company]
        place = {int(party): i for i, party in enumerate(above.parties)}
        members = [place[member] for member in core.tolist() if place.get(member)]
        sample = members[:: max(1, len(members) // MEMBERS)]
        refined = visits.solve_refined(above, [0, *sample])
        alone = np.ones(len(above.parties), np.bool_)
        alone[[0, *members]] = False
        # Own shares and small rings are cycles too: whoever may hold itself through others is left out.
        alone &= _is_in_no_cycle(above)
        shares = {party: float(least) for party, least, _ in _figures(generation, company)[0].rows()}
        least = np.array([shares.get(int(party), 0.0) for party in above.parties])
        wanted = refined[0][sample] / np.array([refined[1 + i][member] for i, member in enumerate(sample)])
        differences = [np.abs(least[alone] - refined[0][alone]), np.abs(least[sample] - wanted)]
        errors["figures"] = max(errors["figures"], *(float(one.max(initial=0.0)) for one in differences))
        for name, solve in (("fixed_point", visits.iterate), ("sparse_solve", visits.solve)):
            errors[name] = max(errors[name], float(np.abs(solve(above)[1:] - refined[0][1:]).max()))
    for name, error in errors.items():
        check(checks, f"{name} within {ERROR} of the refined solve", error <= ERROR, error=float(f"{error:.2g}"))
    return {name: float(f"{error:.2g}") for name, error in errors.items()}


def _is_in_no_cycle(above: visits.Ancestors) -> Any:
    from scipy.sparse.csgraph import connected_components

    count, label = connected_components(above.matrix, connection="strong")
    return (np.bincount(label, minlength=count) == 1)[label] & (above.matrix.diagonal() == 0)


if __name__ == "__main__":
    main()
