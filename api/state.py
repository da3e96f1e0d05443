"""The served generation: opened once, swapped when a new one is published.  Routes ask for it as ``Current``."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import functools
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Final

import anyio
from fastapi import Depends
from starlette.requests import Request

from api.answer_cache import AnswerCache, Epoch
from api.export_stream import ExportWorkers
from api.http_protocol import ConnectionLimits, Serving
from api.keys import Keys
from api.list_cache import ListCache
from api.request_log import RequestLog
from api.settings import Settings
from api.sparql.pool import SparqlPool
from api.warming import KernelWarming, WarmState
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.rdf.server import SparqlServer
from ontology.dates import first_day
from ontology.errors import OwnershipError, StoreError

POLL: Final = 0.5
"""Seconds between looks for a new generation."""

_EARLIER: Final = 3
_TURNS: Final = 2
"""Pieces of long answers that are made at a time.  Python computes one after another anyhow; the second goes on where a kernel computes."""
_LOG = logging.getLogger("ownership.api")


class ServedGeneration:
    """The open generation of a data folder, which follows what is published, and what connections share: kept answers, keys, log."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = DataFolder(settings.data)
        self.log = RequestLog(lines=settings.request_log)
        self.keys = Keys(settings.api_keys.get_secret_value() if settings.api_keys else "", settings.api_rate)
        # Everything that a setting can change in an answer is part of what the answer is kept under.
        self.cache = AnswerCache(settings.cache, salt=repr((settings.limits(), settings.public_url, settings.frame_ancestors)))
        self.lists = ListCache(settings.list_cache)
        self.exports = ExportWorkers(settings.data, settings.export_workers)
        self.open_earlier = functools.lru_cache(maxsize=_EARLIER)(self.folder.open)
        """Opens a generation that is not the served one, to compare with it; the last few stay open."""
        self.turns = anyio.CapacityLimiter(_TURNS)
        """Of the answers of many lines: those that are under way take turns, so that who asks for little does not wait for all of them."""
        self.warming = KernelWarming()
        self._generation: Generation | None = None
        self._unreadable: int | None = None
        self._fault: OwnershipError | None = None

    @property
    def generation(self) -> Generation:
        """Raises StoreError NO_DATA before the first load, and what is wrong with the folder where nothing in it can be opened."""
        if self._generation is None:
            if self._fault is not None:
                raise self._fault.with_traceback(None)
            raise StoreError("NO_DATA", "nothing has been loaded yet", "ownership load FILE, or ownership demo")
        return self._generation

    def epoch(self) -> Epoch:
        """The number of the served generation (-1 = none), and today."""
        return Epoch(-1 if self._generation is None else self._generation.number, today().toordinal())

    def connections(self) -> Serving:
        """What the connections of this process share."""
        settings = self.settings
        limits = ConnectionLimits(settings.max_connections, settings.head_timeout, settings.body_timeout, settings.read_timeout)
        return Serving(limits, self.cache, self.epoch, self.keys, self.log, OrderedDict())

    def expose_metrics(self) -> bytes:
        """Requests, the cache, and how old the generation and its sources are, in Prometheus' text format."""
        self._tell_state()
        return self.log.expose()

    def _tell_state(self) -> None:
        """Tell how this process is.  Those who ask may reach another one, so it is told before anybody asks."""
        self.log.set("ownership_cache_bytes", "Bytes of kept answers", self.cache.bytes, "livesum")
        self.log.set("ownership_cache_answers", "Kept answers", len(self.cache), "livesum")
        self.log.set("ownership_list_cache_bytes", "Bytes of kept lists", self.lists.bytes, "livesum")
        is_warm = self.warming.state in (WarmState.READY, WarmState.NOT_NEEDED)
        what = "1 where no question does without compiled kernels for want of them, else 0"
        self.log.set("ownership_kernels_ready", what, is_warm, "livemin")

    def _tell_generation(self, generation: Generation) -> None:
        """Tell what is served: where several processes serve, and one has not turned to the newest generation yet, the older one."""
        created = datetime.datetime.fromisoformat(generation.manifest.created).timestamp()
        self.log.set("ownership_generation", "Number of the served generation", generation.number, "livemin")
        self.log.set("ownership_generation_created_seconds", "When it was published, in seconds since 1970", created, "livemin")
        for source in generation.sources.values():
            if source.date:
                midnight = datetime.datetime.combine(first_day(source.date), datetime.time(), datetime.UTC).timestamp()
                name = generation.base.compact(source.id)
                self.log.set("ownership_source_seconds", "The day of a source, in seconds since 1970", midnight, "livemin", source=name)

    @contextlib.asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Open the current generation, if there is one, and swap in new ones as they are published, until the context ends."""
        await asyncio.to_thread(self._refresh)
        self._begin()
        await self._start()
        follower = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            follower.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await follower
            await asyncio.to_thread(self.warming.stop)
            await self._stop()

    async def _follow(self) -> None:
        """Swap in new generations until cancelled.  A generation that cannot be opened leaves the old one served."""
        while True:
            await asyncio.sleep(POLL)
            try:
                if await asyncio.to_thread(self._refresh):
                    self._begin()
                    await self._switch()
                else:
                    await self._catch_up()
            except OwnershipError as error:
                _LOG.error("SPARQL stays as it was: %s", error)
            self._tell_state()

    def _begin(self) -> None:
        """Do what the first answer of a generation does not wait for."""
        if self._generation is not None:
            self._tell_generation(self._generation)
            self.warming.start(self._generation)
        self._tell_state()

    def _refresh(self) -> bool:
        number: int | None = None
        try:
            number = self.folder.current_number()
            if number is None or number == self._unreadable or (self._generation is not None and self._generation.number == number):
                return False
            self._generation = self.folder.open(number)
        except (OwnershipError, ValueError) as error:
            damage = StoreError("STORE_DAMAGED", f"generation {number} cannot be read: {error}", "ownership verify")
            fault = error if isinstance(error, OwnershipError) else damage
            # A copy that is under way is looked at again; what else cannot be read now cannot be read in half a second either.
            self._unreadable = None if fault.code == "STORE_INCOMPLETE" else number
            if self._fault is None or self._fault.code != fault.code:
                _LOG.error("generation %s cannot be opened, the old one stays served: %s", number, error)
            self._fault = fault
            return False
        self._fault = None
        _LOG.info("serving generation %s", number)
        return True

    async def _start(self) -> None:
        """Start what else answers: nothing here."""

    async def _switch(self) -> None:
        """Hand it a new generation."""

    async def _catch_up(self) -> None:
        """Hand it what was built for the served generation since that was published."""

    async def _stop(self) -> None:
        """Stop it."""


class Served(ServedGeneration):
    """The same with the workers that answer SPARQL."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.pool = SparqlPool(
            workers=settings.sparql_workers,
            deadline=settings.sparql_deadline,
            memory_bytes=settings.sparql_memory,
            max_result_bytes=settings.sparql_result,
            per_key=settings.sparql_per_key,
        )
        self._tried: int | None = None
        """The generation whose triples were opened after it was served, or could not be."""

    def answers_sparql(self, generation: Generation) -> bool:
        """Whether /sparql answers about a generation: from its triples, or from another server."""
        return generation.has_triples or self.settings.sparql_url is not None

    async def _start(self) -> None:
        await self.pool.start(*self._triples())

    async def _switch(self) -> None:
        await self.pool.switch(*self._triples())

    async def _catch_up(self) -> None:
        place, number = self._triples()
        if place is not None and not self.pool.has_triples and number != self._tried:
            # Once: what cannot be opened now cannot be opened in half a second either.
            self._tried = number
            await self.pool.switch(place, number)

    async def _stop(self) -> None:
        await self.pool.stop()

    def _triples(self) -> tuple[Path | SparqlServer | None, int]:
        """Where SPARQL is asked, another server or the store of the served generation (None = not built); and the number of that."""
        if (server := self.settings.sparql_server()) is not None:
            return server, self._generation.number if self._generation is not None else 0
        if self._generation is None:
            return None, 0
        return (self._generation.triples_path if self._generation.has_triples else None), self._generation.number


def get_served(request: Request) -> Served:
    """What the application of this request serves."""
    state: Served = request.app.state.served
    return state


async def get_generation(request: Request) -> Generation:
    """The generation to answer this request from; the answer is kept for it (api/answer_cache.py).  Raises StoreError NO_DATA."""
    generation = get_served(request).generation
    request.state.generation = generation.number
    return generation


async def get_lists(request: Request) -> ListCache:
    """The lists that this process keeps."""
    return get_served(request).lists


def today() -> datetime.date:
    """The clock of the service; the only place where it is read."""
    return datetime.datetime.now(datetime.UTC).date()


Current = Annotated[Generation, Depends(get_generation)]
"""Parameter of a route: the generation to answer from."""
Lists = Annotated[ListCache, Depends(get_lists)]
"""Parameter of a route: where lists are kept while they are paged through."""
