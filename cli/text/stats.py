"""How much a generation holds, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from collections.abc import Mapping

from graph.answers.stats import StatsAnswer
from graph.queries.interest_words import name_interest
from graph.queries.phrases import describe_kind
from ontology.statements import Interest, Kind


def format_stats(answer: StatsAnswer) -> str:
    """Numbers with what they count, the most frequent first."""
    places = {code or "not stated": count for code, count in answer.jurisdictions.items()}
    if answer.other_jurisdictions:
        places["others"] = answer.other_jurisdictions
    lines = [
        f"generation {answer.generation}, published {answer.created}",
        "",
        f"{answer.statements:>14,}  statements",
        f"{answer.parties:>14,}  parties",
        *_indent({describe_kind(Kind(kind)).lower(): count for kind, count in answer.kinds.items()}),
        f"{answer.companies:>14,}  of them with a stated holder, or one that is not named",
        f"{answer.interests:>14,}  interests",
        *_indent({name_interest(Interest(interest)): count for interest, count in answer.interest_types.items()}),
        f"{answer.with_share:>14,}  of them with a share or a range",
        f"{answer.unnamed_holders:>14,}  of them by a holder that is not named",
        "",
        "status of interests",
        *_indent(answer.statuses),
        "",
        "where parties are",
        *_indent(places),
        "",
        "sources",
        *(f"{s.interests:>14,}  {s.title}{', ' + s.date if s.date else ''}" for s in answer.sources),
        "",
        "on disk",
        *(f"{size / 1e6:>14,.1f}  MB {name}" for name, size in answer.bytes.items()),
    ]
    return "\n".join(lines) + "\n"


def _indent(counts: Mapping[str, int]) -> list[str]:
    return [f"{count:>18,}  {name}" for name, count in counts.items()]
