"""Wikidata: items and their claims, as JSON (dumps, subsets, single entities) or as N-Triples (truthy or with statement nodes).

model       an item and its claims, whatever they were written in
items       JSON as items
triples     N-Triples cut into runs of one subject, and these as items
words       properties, classes and countries with a meaning here
facts       an item as a party
holdings    its claims as interests
loader      files: known by content, each record mapped
"""

from loaders.wikidata.loader import REJECTS, WARNINGS, WikidataLoader

__all__ = ["REJECTS", "WARNINGS", "WikidataLoader"]
