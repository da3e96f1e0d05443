"""What tells parties of one name apart, on one line."""

from __future__ import annotations

from graph.answers.search import MatchAnswer
from graph.generation.generation import Generation


def describe_candidate(generation: Generation, candidate: MatchAnswer) -> str:
    """A candidate on one line."""
    parts = [candidate.kind, candidate.jurisdiction]
    parts += [f"matched as {candidate.matched}"] if candidate.matched != candidate.name else []
    parts += [f"born {candidate.born}"] if candidate.born else []
    parts += [f"since {candidate.founded}"] if candidate.founded else []
    parts += [f"until {candidate.dissolved}"] if candidate.dissolved else []
    parts += [*candidate.identifiers, candidate.address]
    parts += [f"holds in {_list(candidate.holds_in, candidate.holds_in_total)}"] if candidate.holds_in else []
    parts += [f"held by {_list(candidate.held_by, candidate.held_by_total)}"] if candidate.held_by else []
    parts += [f"described by {', '.join(candidate.described_by)}"] if candidate.described_by else []
    return f"{candidate.name}, id {generation.base.compact(candidate.id)}: {'; '.join(part for part in parts if part)}"


def _list(names: tuple[str, ...], total: int) -> str:
    more = f" and {total - len(names)} more" if total > len(names) else ""
    return f"{', '.join(names)}{more}"
