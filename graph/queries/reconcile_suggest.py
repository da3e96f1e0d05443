"""The parties that a text which is being typed may become."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec import UNSET

from graph.answers.reconcile import SuggestAnswer, SuggestionAnswer
from graph.generation.generation import Generation
from graph.queries.reconcile import describe_party
from graph.queries.reconcile_terms import find_fit, find_type, get_type


def suggest_parties(
    generation: Generation, prefix: str, today: datetime.date, *, types: Sequence[str] = (), skip: int = 0, limit: int = 10
) -> SuggestAnswer:
    """Parties with that id, then those of which a name or an identifier begins so, then those of which a later word does.

    ``types``: ids of types; not those that are surely of another one.  Raises UsageError BAD_KIND, StoreError NO_NAMES.
    """
    wanted = [get_type(type_id) for type_id in types]
    iri = generation.base.expand(prefix.strip())
    known = None if iri is None else generation.party_number(iri)
    numbers = [] if known is None else [known]
    if iri is None or known is None or generation.has_search_index:
        numbers += [
            number for match in generation.search_index.complete(prefix) if (number := generation.party_number(match.id)) is not None
        ]
    kept = list(dict.fromkeys(numbers))
    if wanted:
        kept = [number for number in kept if find_fit(generation.party_summary(number).kind, wanted) is not False]
    end = skip + limit
    return SuggestAnswer(
        result=tuple(_describe(generation, number, today) for number in kept[skip:end]), cursor=end if len(kept) > end else UNSET
    )


def _describe(generation: Generation, number: int, today: datetime.date) -> SuggestionAnswer:
    party = generation.party(number)
    return SuggestionAnswer(id=party.id, name=party.name, description=describe_party(party, today), notable=(find_type(party.kind),))
