"""Trains the models of articles (loaders/article/extractors: scorer, spacy_parser) on annotated sentences, and measures them on others.

    python -m tools.train_scorer train.json --test test.json
    python -m tools.train_scorer train.json --test test.json --extractor spacy

The sentences are those of CORE (Borchert, De Weerdt and others, 2023; CC BY 4.0), ``dataset/train.json`` and ``dataset/test.json`` of its
repository, or lines of JSON with ``text``, ``head_span``, ``tail_span``, ``relation`` (``none`` where neither owns the other),
``owner_span`` and ``owned_span``.  Logistic regression with an L1 penalty, so that few weights are left; no library but numpy.  The same
files give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from loaders.article.extractors.pair_model import Model, PairReader
from loaders.article.extractors.scorer import WEIGHTS, WordReader
from loaders.article.extractors.spacy_parser import WEIGHTS as SPACY_WEIGHTS
from loaders.article.extractors.spacy_parser import TreeReader
from loaders.article.names.mentions import find_mentions
from loaders.article.parties.coreference import find_definitions
from loaders.article.sentences.descriptions import extract_descriptions
from loaders.article.sentences.masking import MaskedSentence, find_placeholders, join_definitions, split_sentences
from loaders.article.sentences.quantities import find_quantities

Read = Callable[[MaskedSentence], PairReader]
_EXTRACTORS: Final[dict[str, tuple[Read, str]]] = {"scorer": (WordReader, WEIGHTS), "spacy": (TreeReader, SPACY_WEIGHTS)}

_OWNER_FIRST: Final = {"shareholder_of": True, "acquired_by": False, "subsidiary_of": False}
"""Relations of CORE by which one of the two owns the other -> whether it is the one that the relation names first."""
_FEWEST: Final = 2
"""Sentences in which a feature must stand."""
_ROUNDS: Final = 1_500


class Row(NamedTuple):
    """A sentence with one annotated pair; ``owner``: the span of the one that owns the other, None where neither does."""

    text: str
    head: tuple[int, int]
    tail: tuple[int, int]
    owner: tuple[int, int] | None


class Example(NamedTuple):
    """An ordered pair of parties as the model sees it, and whether the first owns the second."""

    features: list[str]
    is_owner: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, nargs="+")
    parser.add_argument("--test", type=Path, help="sentences to measure on, none of which may be among the others")
    parser.add_argument("--extractor", choices=_EXTRACTORS, default="scorer", help="whose model [scorer]")
    parser.add_argument("--penalty", type=float, default=2.0, help="of a weight beside the loss of one example [2]")
    parser.add_argument("--threshold", type=float, default=0.6, help="score from which a pair is taken [0.6]")
    parser.add_argument("--faint", type=float, default=0.4, help="score from which it backs up another extractor [0.4]")
    parser.add_argument("--folds", type=int, default=0, help="measure on the sentences themselves, too, in turns: trained on the others")
    parser.add_argument("--output", type=Path, help="the file of weights [the one that the extractor reads]")
    options = parser.parse_args()
    read, name = _EXTRACTORS[options.extractor]
    rows = [row for file in options.train for row in read_rows(file)]
    of_rows = [make_examples(row, read) for row in rows]
    examples = [example for of_row in of_rows for example in of_row]
    weights, bias = train(examples, options.penalty)
    made_from = f"{len(rows)} sentences, {len(examples)} ordered pairs of {', '.join(file.name for file in options.train)}"
    model = Model(weights=weights, bias=bias, threshold=options.threshold, faint=options.faint, made_from=made_from)
    output = options.output or Path(__file__).parent.parent / "loaders" / "article" / name
    output.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print(f"{len(weights)} weights from {made_from}")
    if options.folds:
        print("in turns:", cross_validate(rows, of_rows, options.folds, options.penalty, options.threshold))
    if options.test:
        tests = list(read_rows(options.test))
        print("on others:", measure(model, tests, [make_examples(row, read) for row in tests]))


def read_rows(file: Path) -> Iterator[Row]:
    """Read the sentences of CORE, or of lines of JSON."""
    text = file.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        yield from map(_read_core, json.loads(text))
    else:
        for line in text.splitlines():
            row = json.loads(line)
            owner = tuple(row["owner_span"]) if row["relation"] != "none" else None
            yield Row(row["text"], tuple(row["head_span"]), tuple(row["tail_span"]), owner)


def _read_core(row: dict[str, Any]) -> Row:
    """Join the tokens of a sentence of CORE to running text."""
    text, spans = "", list[tuple[int, int]]()
    for i, token in enumerate(row["context"]):
        is_glued = not i or token in tuple(",.;:)%!?'") or token.startswith("'") or row["context"][i - 1] in ("(", "$")
        text += "" if is_glued else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    first, second = (spans[row[f"{e}_start"]][:1] + spans[row[f"{e}_end"]][1:] for e in ("e1", "e2"))
    named_first = _OWNER_FIRST.get(row["relation"])
    owner = None if named_first is None else first if named_first != bool(row["invert_relation"]) else second
    return Row(text, first, second, owner)


def make_examples(row: Row, read: Read = WordReader) -> list[Example]:
    """Make both directions of the annotated pair, where one sentence has both parties."""
    for sentence in _read_sentences(row.text):
        reader = read(sentence)
        head, tail = (_find_party(reader, sentence, span) for span in (row.head, row.tail))
        if head is None or tail is None or head == tail:
            continue
        is_head = row.owner is not None and row.owner == row.head
        is_tail = row.owner is not None and not is_head
        return [Example(reader.describe(head, tail), is_head), Example(reader.describe(tail, head), is_tail)]
    return []


def _read_sentences(text: str) -> Iterator[MaskedSentence]:
    mentions = find_mentions(text)
    definition_ends = {definition.long.start: definition.end for definition in find_definitions(text, mentions)}
    for sentence in split_sentences(text, find_placeholders(text, mentions, find_quantities(text))):
        plain, _ = extract_descriptions(join_definitions(sentence, definition_ends))
        yield plain


def _find_party(reader: PairReader, sentence: MaskedSentence, span: tuple[int, int]) -> int | None:
    places = ((i, reader.find_start(i)) for i in reader.list_parties())
    return next((i for i, at in places if sentence.starts[at] < span[1] and span[0] < sentence.ends[at]), None)


def train(examples: Sequence[Example], penalty: float) -> tuple[dict[str, float], float]:
    """Find the weights of a logistic regression with an L1 penalty, by accelerated proximal gradient descent, and its bias."""
    counts = Counter(feature for example in examples for feature in example.features)
    names = sorted(feature for feature, count in counts.items() if count >= _FEWEST)
    column = {name: i for i, name in enumerate(names)}
    pairs = [(row, column[f]) for row, example in enumerate(examples) for f in example.features if f in column]
    rows, columns = np.array(pairs, np.int64).T
    wanted = np.array([example.is_owner for example in examples], np.float64)

    def apply(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        scores: npt.NDArray[np.float64] = np.bincount(rows, weights[:-1][columns], len(examples)) + weights[-1]
        return scores

    # The greatest curvature of the loss, by power iteration: a step of its inverse never overshoots.
    vector = np.ones(len(names) + 1)
    for _ in range(30):
        image = apply(vector)
        vector = np.append(np.bincount(columns, image[rows], len(names)), image.sum())
        curvature = float(np.linalg.norm(vector))
        vector /= curvature
    step = 4 / (curvature * 1.02)
    weights = ahead = np.zeros(len(names) + 1)
    momentum = 1.0
    for _ in range(_ROUNDS):
        error = 1 / (1 + np.exp(-apply(ahead))) - wanted
        moved = ahead - step * np.append(np.bincount(columns, error[rows], len(names)), error.sum())
        moved[:-1] = np.sign(moved[:-1]) * np.maximum(np.abs(moved[:-1]) - step * penalty, 0)
        following = (1 + np.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = moved + (momentum - 1) / following * (moved - weights)
        weights, momentum = moved, following
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=False) if abs(weight) >= 0.0005}
    return kept, round(float(weights[-1]), 3)


def cross_validate(rows: Sequence[Row], of_rows: Sequence[list[Example]], folds: int, penalty: float, threshold: float) -> str:
    """Measure on each part of the sentences a model of the other parts."""
    scored: list[tuple[float, bool]] = [(0.0, False)] * len(rows)
    for fold in range(folds):
        weights, bias = train([e for i, examples in enumerate(of_rows) if i % folds != fold for e in examples], penalty)
        model = Model(weights=weights, bias=bias, threshold=threshold, made_from="the other parts")
        for i in range(fold, len(rows), folds):
            scored[i] = _score_row(model, of_rows[i])
    return _count(scored, rows, threshold)


def measure(model: Model, rows: Sequence[Row], of_rows: Sequence[list[Example]] | None = None) -> str:
    """Say how often the model is right about the annotated pair of a sentence, and how many owners it finds."""
    return _count([_score_row(model, examples) for examples in of_rows or map(make_examples, rows)], rows, model.threshold)


def _score_row(model: Model, examples: Sequence[Example]) -> tuple[float, bool]:
    return max(((model.score(e.features), e.is_owner) for e in examples), default=(0.0, False))


def _count(scored: Sequence[tuple[float, bool]], rows: Sequence[Row], threshold: float) -> str:
    taken = [is_owner for score, is_owner in scored if score >= threshold]
    owned = sum(row.owner is not None for row in rows)
    precision, recall = sum(taken) / max(1, len(taken)), sum(taken) / max(1, owned)
    return f"precision {precision:.3f}, recall {recall:.3f} of {owned} in {len(rows)} sentences"


if __name__ == "__main__":
    main()
