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
_HEAD: Final = re.compile(r"// (name|asks|draws): (.+)")
_PARAMETER: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` is the question in English, ``explanation`` what its answer means, ``cypher`` one query without its semicolon.

    ``draws``: the columns of its answer that are parties, statements or paths; none where it is a table.
    """

    name: str
    asks: str
    folder: str
    explanation: str
    draws: tuple[str, ...]
    cypher: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in the order in which the query has them."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.cypher)))


def read_questions(file: str = "queries.cypher") -> tuple[Question, ...]:
    """Read all questions in the order of the file: of queries.cypher, or of queries-25.cypher, which older servers do not understand.

    >>> question = read_questions()[0]
    >>> question.name, question.asks, question.parameters
    ('find-a-party', 'Which party is meant?', ('text',))
    """
    return tuple(_parse(files("graph.neo4j").joinpath(file).read_text(encoding="utf-8")))


def _parse(text: str) -> Iterator[Question]:
    folder = ""
    heads: dict[str, str] = {}
    explanation: list[str] = []
    cypher: list[str] = []
    for line in text.splitlines():
        if heading := _FOLDER.fullmatch(line):
            folder = heading[1]
        elif head := _HEAD.fullmatch(line):
            if head[1] == "name":
                heads, explanation, cypher = {}, [], []
            heads[head[1]] = head[2]
        elif line.startswith("//"):
            explanation.append(line.removeprefix("//").strip())
        elif line:
            cypher.append(line)
            if line.endswith(";"):
                draws = tuple(name.strip() for name in heads.get("draws", "").split(",") if name)
                yield Question(heads["name"], heads["asks"], folder, " ".join(explanation), draws, "\n".join(cypher).removesuffix(";"))
