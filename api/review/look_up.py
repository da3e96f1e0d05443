"""Looks the parties of an article up in a data folder, for the command and for the review page."""

from __future__ import annotations

import datetime

from graph.generation.generation import Generation
from graph.queries.link import Mentioned, find_links
from loaders.article.model import Candidate, Party
from loaders.article.parties.linking import FindCandidates


def make_look_up(generation: Generation, today: datetime.date) -> FindCandidates:
    """Make what finds the parties of a generation that a party of an article may be.

    What it returns raises StoreError NO_NAMES where the names of the generation are not indexed.
    """

    def find_candidates(party: Party) -> tuple[Candidate, ...]:
        aliases = tuple(alias.text for alias in party.aliases if alias.confidence != "low")
        mentioned = Mentioned(party.name, aliases, party.kind, party.told_jurisdiction, party.id)
        return tuple(
            Candidate(
                id=link.id,
                name=link.name,
                score=link.score,
                why=link.why,
                automatic=link.is_sure,
                jurisdiction=link.jurisdiction,
                identifiers=", ".join(link.identifiers) or None,
            )
            for link in find_links(generation, mentioned, today)
        )

    return find_candidates
