"""What the sources say of one party."""

from __future__ import annotations

import msgspec

from graph.answers.entity import EntityAnswer
from graph.generation.generation import Generation


def entity(generation: Generation, number: int) -> EntityAnswer:
    """Answer with names, identifiers, attributes and the statements about the party and its interests."""
    party = generation.party(number)
    network = generation.interests
    rows = [*network.rows_by_subject(number), *network.rows_by_holder(number)]
    statements = dict.fromkeys([*party.statements, *(generation.id_of_row(row) for row in rows)])
    return EntityAnswer(
        id=party.id,
        name=party.name,
        kind=party.kind.value,
        jurisdiction=party.jurisdiction,
        names=tuple(msgspec.to_builtins(n) for n in party.names),
        identifiers=party.identifiers,
        founded=party.founded,
        dissolved=party.dissolved,
        addresses=tuple(msgspec.to_builtins(a) for a in party.addresses),
        attributes=tuple(msgspec.to_builtins(a) for a in party.attributes),
        same=party.same,
        statements=tuple(statements),
        generation=generation.number,
    )
