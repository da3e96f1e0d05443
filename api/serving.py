"""The factory for uvicorn: settings from environment and file, the application from settings."""

from __future__ import annotations

from fastapi import FastAPI

from api.app import create_app
from api.settings import load


def app() -> FastAPI:
    """Make the application of this process."""
    return create_app(load()[0])
