"""The served generation: opened once, swapped when a new one is published.  Routes ask for it as ``Current``."""

from __future__ import annotations

import asyncio
import datetime
import logging
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from api.settings import Settings
from api.sparql.pool import SparqlPool
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from ontology.errors import OwnershipError, StoreError

POLL: Final = 0.5
"""Seconds between looks for a new generation."""

_LOG = logging.getLogger("ownership.api")


class Served:
    """The open generation of a data folder; follows what is published."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = DataFolder(settings.data)
        self.pool = SparqlPool(
            workers=settings.sparql_workers,
            deadline=settings.sparql_deadline,
            memory_bytes=settings.sparql_memory,
            max_result_bytes=settings.sparql_result,
        )
        self._generation: Generation | None = None
        self._unreadable: int | None = None

    @property
    def generation(self) -> Generation:
        """Raises StoreError NO_DATA before the first load."""
        if self._generation is None:
            raise StoreError("NO_DATA", "nothing has been loaded yet", "ownership load FILE, or ownership demo")
        return self._generation

    async def start(self) -> None:
        """Open the current generation, if there is one, and start the workers of SPARQL."""
        await asyncio.to_thread(self._refresh)
        await self.pool.start(*self._triples())

    async def follow(self) -> None:
        """Swap in new generations until cancelled.  A generation that cannot be opened leaves the old one served."""
        while True:
            await asyncio.sleep(POLL)
            if await asyncio.to_thread(self._refresh):
                await self.pool.switch(*self._triples())

    def _refresh(self) -> bool:
        number: int | None = None
        try:
            number = self.folder.current_number()
            if number is None or number == self._unreadable or (self._generation is not None and self._generation.number == number):
                return False
            self._generation = self.folder.open(number)
        except (OwnershipError, ValueError) as error:
            self._unreadable = number
            _LOG.error("generation %s cannot be opened, the old one stays served: %s", number, error)
            return False
        _LOG.info("serving generation %s", number)
        return True

    def _triples(self) -> tuple[Path | None, int]:
        """Where the SPARQL store of the served generation lies (None = not built) and its number."""
        if self._generation is None:
            return None, 0
        return (self._generation.triples_path if self._generation.has_triples else None), self._generation.number


def get_served(request: Request) -> Served:
    """What the application of this request serves."""
    state: Served = request.app.state.served
    return state


def get_generation(request: Request) -> Generation:
    """The generation to answer this request from.  Raises StoreError NO_DATA."""
    return get_served(request).generation


def today() -> datetime.date:
    """The clock of the service; the only place where it is read."""
    return datetime.datetime.now(datetime.UTC).date()


Current = Annotated[Generation, Depends(get_generation)]
"""Parameter of a route: the generation to answer from."""
