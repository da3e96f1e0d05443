"""Collects the kind, jurisdiction and aliases of the parties of one document, and makes the parties of its map.

Owns how a jurisdiction is inferred and how a party gets its key.  Knows no patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.article.model import NO_COUNTRY_TOLD, UNNAMED, Party
from loaders.article.names.lexicon_places import COUNTRIES
from loaders.article.parties.coreference import Cluster, find_look_alikes
from loaders.article.parties.linking import normalise_name
from ontology.statements import Kind
from ontology.terms import slugify


class PartyProfiles:
    """Kind and jurisdiction of each party, by the number of its cluster."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._clusters = clusters
        self._countries: dict[int, tuple[str, str]] = {}
        self._kinds: dict[int, Kind] = {}
        self._suggested_aliases = {owner.number: alias for owner, alias in find_look_alikes(list(clusters))}

    def suggest_kind(self, cluster: Cluster, kind: Kind) -> None:
        """Keep a kind for a party whose name shows none; the first suggestion stands."""
        if cluster.kind is Kind.UNKNOWN:
            self._kinds.setdefault(cluster.number, kind)

    def set_country(self, cluster: Cluster, country: str, words: str) -> None:
        """Keep the country that ``words`` of the text give to a party; the first stands."""
        self._countries.setdefault(cluster.number, (country, f'inferred from "{words[:80]}"'))

    def country_of(self, cluster: Cluster) -> str | None:
        """Return the country of a party: the one that was set, else the one in its name."""
        if cluster.number in self._countries:
            return self._countries[cluster.number][0]
        return next((mention.country for mention in cluster.mentions if mention.country), None)

    def infer_countries(self, links: Sequence[tuple[Cluster, Cluster]]) -> None:
        """Give parties the country of their name, and states and state bodies that of a party that they are linked to."""
        for cluster in self._clusters:
            mention = next((mention for mention in cluster.mentions if mention.country), None)
            if mention is not None and mention.country and cluster.number not in self._countries:
                word = next((word for word in mention.text.split() if COUNTRIES.get(word.lower()) == mention.country), mention.text)
                self.set_country(cluster, mention.country, word)
        for _ in range(2):
            for holder, subject in links:
                self._share_country(holder, subject)
                self._share_country(subject, holder)

    def _share_country(self, body: Cluster, neighbour: Cluster) -> None:
        if body.kind not in (Kind.STATE, Kind.STATE_BODY) or body.number in self._countries or neighbour.number not in self._countries:
            return
        why = f"inferred from {neighbour.name}, which it is linked to; {NO_COUNTRY_TOLD}"
        self._countries[body.number] = (self._countries[neighbour.number][0], why)

    def make_parties(self, clusters: Iterable[Cluster]) -> dict[int, Party]:
        """Make the party of each cluster, by the cluster's number; each has a key of its own."""
        parties: dict[int, Party] = {}
        repeats: dict[str, int] = {}
        keys: set[str] = set()
        for cluster in clusters:
            stem = key = _choose_key(cluster)
            while key in keys:
                repeats[stem] = repeats.get(stem, 1) + 1
                key = f"{stem}-{repeats[stem]}"
            keys.add(key)
            parties[cluster.number] = self._make_party(cluster, key)
        return parties

    def _make_party(self, cluster: Cluster, key: str) -> Party:
        suggested = self._suggested_aliases.get(cluster.number)
        country, why = self._countries.get(cluster.number, (None, None))
        return Party(
            key=key,
            name=cluster.name,
            kind=cluster.kind if cluster.kind is not Kind.UNKNOWN else self._kinds.get(cluster.number, Kind.UNKNOWN),
            jurisdiction=country,
            jurisdiction_note=why,
            aliases=(*cluster.aliases, *([suggested] if suggested else [])),
            note=f"{UNNAMED}: give its name, or reject its claims" if cluster.number < 0 else None,
        )


def _choose_key(cluster: Cluster) -> str:
    """Choose a short handle: a defined alias of one word if there is one, else the name without its legal form."""
    short = [alias.text for alias in cluster.aliases if alias.how in {"bracket", "dash"} and " " not in alias.text]
    name = min(short, key=len) if short else cluster.name
    return slugify(normalise_name(name) or name) if cluster.number >= 0 else slugify(name)
