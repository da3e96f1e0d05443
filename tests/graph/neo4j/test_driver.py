"""The driver is loaded without what it would load beside."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import CHECKOUT

PROGRAM = """
import sys
import graph.neo4j.sync
assert not {"pandas", "pyarrow"} & sys.modules.keys()
import pandas
"""


def test_a_sync_loads_no_libraries_for_tables_which_can_be_loaded_afterwards() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=CHECKOUT, check=True)
