"""A party as chart and table name it.  Wording only."""

from __future__ import annotations

from dataclasses import dataclass

from graph.generation.party import Party
from graph.queries.context import QueryContext
from graph.queries.phrases import describe_kind
from ontology.statements import Kind


@dataclass(frozen=True, slots=True)
class Card:
    """A party as chart and table name it: the short name in front, ``sub`` (the full one, or the kind) below."""

    id: str
    name: str
    sub: str
    full: str
    kind: str
    country: str | None = None
    named: bool = True


def shorten_name(party: Party) -> str:
    """Return the name that people use: an alias or acronym at most half as long as the legal name, else the legal name."""
    short = [n.text for n in party.names if n.type in ("alias", "acronym") and len(n.text) * 2 <= len(party.name)]
    short = [text for text in short if text[:1].isupper() and len(text) > 1]
    return min(short, key=len) if short and party.kind is not Kind.PERSON else party.name


def make_card(context: QueryContext, number: int) -> Card:
    """Return the card of a party."""
    party = context.generation.party(number)
    short = shorten_name(party)
    kind = describe_kind(party.kind.value)
    sub = party.name if short != party.name else kind
    return Card(party.id, short, sub, party.name, party.kind.value, party.jurisdiction[:2].upper() if party.jurisdiction else None)
