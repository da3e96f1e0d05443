"""yente, which matches names against sanctions lists over HTTP.

What it answers lies in a search server, which is no package of PyPI: what can be measured without one is how long it takes to start and how
often it says that it lives.
"""

from __future__ import annotations

from typing import Final

NAME: Final = "yente"
WORDS: Final = ("-m", "uvicorn", "--factory", "yente.app:create_app", "--log-level", "error")
"""The command that serves it, for `bench.processes.running`."""
TARGET: Final = "/healthz"
"""The one address that asks no search server."""
