"""One derived graph: its name, its quads, and where it comes from (PROV).  Knows nothing of what is derived."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.generation.generation import Generation
from ontology.rdf_fields import AS_OF, CONTENT_VERSION, RULE, RULE_VERSION
from ontology.terms import DCTERMS, PROV, RDF, XSD

_TITLE: Final = f"{DCTERMS}title"
_INTEGER, DATE = (NamedNode(XSD + name) for name in ("integer", "date"))
TYPE: Final = f"{RDF}type"


class DerivedGraph:
    """A graph named ``<base>graph/<name>``."""

    def __init__(self, generation: Generation, name: str) -> None:
        self.generation = generation
        self.node = NamedNode(generation.base.graph(name))
        self.activity = NamedNode(f"{self.node.value}#activity")
        """What made it."""
        self.party = lru_cache(maxsize=100_000)(self._find_party)
        """The IRI of the party with a number."""

    def make_quad(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, make_node(predicate), value, self.node)

    def describe(self, title: str, *, as_of: datetime.date | None = None, rule: tuple[str, int] | None = None) -> Iterator[Quad]:
        """Say what the graph is, of which sources it was made, and by what: an activity with the version of that, the day and the rule.

        Nothing that differs between data folders of the same content: a number of a generation and its time are told beside a dump.
        """
        activity = self.activity
        yield self.make_quad(self.node, _TITLE, Literal(title))
        yield self.make_quad(self.node, f"{PROV}wasGeneratedBy", activity)
        for source in self.generation.sources:
            yield self.make_quad(self.node, f"{PROV}wasDerivedFrom", NamedNode(source))
        yield self.make_quad(activity, TYPE, make_node(f"{PROV}Activity"))
        yield self.make_quad(activity, CONTENT_VERSION, Literal(self.generation.content_version))
        if as_of is not None:
            yield self.make_quad(activity, AS_OF, Literal(as_of.isoformat(), datatype=DATE))
        if rule is not None:
            yield self.make_quad(activity, RULE, Literal(rule[0]))
            yield self.make_quad(activity, RULE_VERSION, Literal(str(rule[1]), datatype=_INTEGER))

    def _find_party(self, number: int) -> NamedNode:
        return NamedNode(self.generation.party_iri(number))


@lru_cache(maxsize=256)
def make_node(iri: str) -> NamedNode:
    """Make the node of a term; made once."""
    return NamedNode(iri)
