"""Read the questions of queries.cypher: what each asks in plain English, its folder, its explanation, its Cypher and its parameters.

Owns the form of that file.  What is made of it for tools is in graph/neo4j/explore.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

_FOLDER: Final = re.compile(r"// == (.+) ==")
_PARAMETER: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` is the question in English, ``explanation`` what its answer means, ``cypher`` one query without its semicolon."""

    name: str
    asks: str
    folder: str
    explanation: str
    cypher: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in the order in which the query has them."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.cypher)))


def read_questions() -> tuple[Question, ...]:
    """Read all questions in the order of the file.

    >>> question = read_questions()[0]
    >>> question.name, question.asks, question.parameters
    ('find-a-party', 'Which party is meant?', ('text',))
    """
    return tuple(_parse(files("graph.neo4j").joinpath("queries.cypher").read_text(encoding="utf-8")))


def _parse(text: str) -> Iterator[Question]:
    folder, name, asks = "", "", ""
    explanation: list[str] = []
    cypher: list[str] = []
    for line in text.splitlines():
        if heading := _FOLDER.fullmatch(line):
            folder = heading[1]
        elif line.startswith("// name:"):
            name = line.removeprefix("// name:").strip()
        elif line.startswith("// asks:"):
            asks, explanation, cypher = line.removeprefix("// asks:").strip(), [], []
        elif line.startswith("//"):
            explanation.append(line.removeprefix("//").strip())
        elif line:
            cypher.append(line)
            if line.endswith(";"):
                yield Question(name, asks, folder, " ".join(explanation), "\n".join(cypher).removesuffix(";"))
