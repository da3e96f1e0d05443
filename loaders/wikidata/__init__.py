"""Wikidata: items and their claims, as JSON (dumps, subsets, single entities) or as N-Triples (truthy or with statement nodes).

loader           recognises a file and chooses how it is cut into records
mapper           one record, in the form of its file: its items, and their statements
model            an item and its claims, whatever form they came in
decode_json      JSON as items
decode_ntriples  a run of N-Triples about one subject as an item
record           what all statements of one item share
codes            properties, classes, countries and languages with a meaning here
entities         an item as a party
interests        its claims as interests
warnings         the codes of warnings and rejects
"""

from loaders.wikidata.loader import WikidataLoader
from loaders.wikidata.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "WikidataLoader"]
