"""The factory for uvicorn: settings from environment and file, the application from settings."""

from __future__ import annotations

import gc
from typing import Final

from fastapi import FastAPI

from api.app import create_app
from api.settings import load

_COLLECT: Final = (20_000, 20, 100)
"""Objects, and runs of the next younger kind, after which the collector looks for circles: answers leave none."""


def app() -> FastAPI:
    """Make the application of this process.  The collector of garbage, which stops everything, passes by what was made until then."""
    application = create_app(load()[0])
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    return application
