"""bods-neo4j, a converter of BODS 0.4 into files for Neo4j: it reads each record and writes rows, and keeps no index.

It is no package of PyPI: it is installed from its repository.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bench.tree import Ran, run

NAME: Final = "bods-neo4j"
REQUIREMENT: Final = "bods-neo4j @ git+https://github.com/StephenAbbott/bods-neo4j"
_COUNTS: Final = re.compile(r"^  (?:Entities|Persons|Relationships): +([\d,]+)$", re.MULTILINE)


def convert(python: Path, file: Path, folder: Path) -> tuple[Ran, int]:
    """Convert a file of lines of BODS; returns what was seen, and how many records were written."""
    printed = folder / "printed"
    command = [str(python), "-c", "from bods_neo4j.cli import main; main()", "to-csv", str(file), "-o", str(folder / "csv")]
    ran = run(command, printed)
    if ran.status:
        raise SystemExit(f"{NAME} ended with {ran.status}: {ran.stderr}")
    return ran, sum(int(count.replace(",", "")) for count in _COUNTS.findall(printed.read_text(encoding="utf-8")))
