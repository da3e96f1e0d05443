"""The process that writes one export to its standard output, started by api/export_stream.py.

An error is one line of JSON on standard error, and an exit code that is not 0; then what was written is not whole.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph.exports.dump import write_stream
from graph.generation.data_folder import DataFolder
from ontology.errors import OwnershipError


def main(data: str, generation: str, format_name: str, target_name: str, source: str) -> int:
    """Write the export; return the exit code."""
    try:
        write_stream(DataFolder(Path(data)).open(int(generation)), format_name, target_name, sys.stdout.buffer, source or None)
        sys.stdout.flush()
    except OwnershipError as error:
        told = {"class": type(error).__name__, "code": error.code, "what": error.what, "hint": error.hint, "details": {}}
        print(json.dumps(told), file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
