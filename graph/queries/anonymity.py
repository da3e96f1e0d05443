"""Parties of which a source tells that they are there and not who they are: anonymous and unknown persons and entities, and why."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from graph.generation.party import ANONYMOUS_KINDS, MUTE, NOT_NAMED, UNTOLD_ATTRIBUTE, is_name_from_identifier, is_stand_in
from graph.generation.party_table import KINDS
from graph.queries.context import QueryContext, open_contexts
from graph.queries.options import Options
from ontology.dates import last_day
from ontology.statements import EntityStatement, Kind, Reason

REASONS: Final = {
    Reason.NO_BENEFICIAL_OWNERS: "declared none",
    Reason.SUBJECT_UNABLE: "not identified",
    Reason.NOT_PROVIDED: "withheld",
    Reason.SUBJECT_EXEMPT: "exempt",
    Reason.PARTY_EXEMPT: "exempt",
    Reason.UNKNOWN: "not named",
    Reason.UNKNOWN_TO_PUBLISHER: "not named",
}
"""Why a source does not name somebody, in the word of an answer.  Where no source says anything there is no data."""
_ENTITIES: Final = (Kind.UNKNOWN, Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.ARRANGEMENT)
"""Kinds of parties above which somebody may be, and that are told by a name or an identifier."""
_BATCH: Final = 4_096
"""Parties read at a time."""


class Anonymity(NamedTuple):
    """Why it is not told who a party is: the word of an answer, what the source says in its own words, code and all, and the source."""

    reason: str
    text: str | None
    source: str | None


def find_anonymity(context: QueryContext, party: int) -> Anonymity | None:
    """Find why it is not told who a party is, by the newest statement that was known; None of a party that is told.

    Of an entity without a name and an identifier it is not told, whether or not a source says why.
    """
    references = context.references
    kind = references.kind(party)
    if kind not in ANONYMOUS_KINDS and kind not in _ENTITIES:
        return None
    name = references.party(party).name
    if kind in _ENTITIES and not _has_no_name(name):
        return None
    generation, last = context.generation, context.options.known_at
    is_mute = is_stand_in(name) or name.startswith(MUTE)
    if kind in _ENTITIES and not is_mute and not generation.may_be_untold(party):
        # Most parties that go by their identifier are of this kind, and nothing is read for them.
        return None
    statements = (generation.statement_at(position) for position in generation.positions_about(party))
    entities = [statement for statement in statements if isinstance(statement, EntityStatement)]
    known = [entity for entity in entities if last is None or entity.stated_at is None or last_day(entity.stated_at) <= last]
    known.sort(key=lambda entity: entity.stated_at or "", reverse=True)
    for statement in known:
        code = next((str(a.value) for a in statement.attributes if a.name == UNTOLD_ATTRIBUTE), None)
        if code is not None or (statement.kind in ANONYMOUS_KINDS and statement.note):
            reason = Reason(code) if code in list(Reason) else Reason.UNKNOWN
            text = ": ".join(filter(None, (code if code != Reason.UNKNOWN else None, statement.note)))
            return Anonymity(REASONS[reason], text or None, statement.source)
    has_identifier = any(entity.identifiers for entity in entities)
    is_told = kind in _ENTITIES and (has_identifier or not is_mute)
    return None if is_told else Anonymity("not named", None, known[0].source if known else None)


def is_unknown(context: QueryContext, party: int) -> bool:
    """Whether nobody can tell who is above a party, because it is not told who it is; of a person nobody is."""
    kind = context.references.kind(party)
    return kind is Kind.UNKNOWN_PERSON or (kind is not Kind.ANONYMOUS_PERSON and find_anonymity(context, party) is not None)


def mark_unknown(generation: Generation, options: Options, parties: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Mark those of many parties of which ``is_unknown`` holds; only of those that go by no name of their own is more than it read."""
    kinds = generation.party_kinds()[parties]
    unknown: npt.NDArray[np.bool_] = kinds == KINDS.index(Kind.UNKNOWN_PERSON)
    suspects = np.flatnonzero(np.isin(kinds, [KINDS.index(kind) for kind in (*_ENTITIES, Kind.ANONYMOUS_ENTITY)]))
    for first in range(0, len(suspects), _BATCH):
        places = suspects[first : first + _BATCH]
        summaries = generation.party_summaries(parties[places].tolist())
        nameless = [int(p) for p, s in zip(places, summaries, strict=True) if s.kind is Kind.ANONYMOUS_ENTITY or _has_no_name(s.name)]
        for context, place in open_contexts(generation, options, nameless):
            unknown[place] = is_unknown(context, int(parties[place]))
    return unknown


def _has_no_name(name: str) -> bool:
    return is_name_from_identifier(name) or name.endswith(NOT_NAMED)
