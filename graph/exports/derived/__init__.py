"""Write what is derived from a generation: in RDF the engine's identity, links and answers, each in a graph of its own.

What the sources state stays in their graphs (ontology/rdf.py).  Handed to the writer of the triples by whoever publishes.  Which part is
in which file:

frame        a derived graph: its name, its quads, where it comes from
parties      which IRIs are one party, and how the party is shown
stakes       who held what in whom from which day until which
day          links between parties, and ultimate controllers, on the day of the generation
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.exports.derived import day, parties, stakes
from graph.generation.generation import Generation
from graph.generation.update_triples import Chosen
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines


def write_lines(generation: Generation, description: Description, chosen: Chosen | None = None, /) -> Iterator[GraphLines]:
    """Write the derived graphs of a generation; the description counts their quads.

    ``chosen``: the parties of which it is wanted how they are shown and who held what in them; None = all.
    """
    yield from parties.write_lines(generation, description, chosen)
    yield from stakes.write_lines(generation, description, chosen)
    yield from day.write_lines(generation, description)
