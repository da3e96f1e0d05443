"""The short way to the answer that is asked for most: who ultimately controls a party, by its id, as JSON.

Finding a route, its parameters and what guards them costs as much as the answer, and so does another thread.  Here a plain question is
read from the address and answered at once; where more than a few statements bear on it, by a thread, so that nobody waits.  Whatever is
not plain, and whatever has no such answer, is left to the route (api/routes/entities.py), which says the same of a plain one: the tests
hold both together.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.routes.parameters import LONGEST
from api.state import Served, today
from graph.answers import encode
from graph.queries import Options, QueryContext, RawOptions, controllers
from graph.queries.options import PUBLIC_NAMES
from graph.queries.scope import is_small
from ontology.errors import OwnershipError

_ADDRESS: Final = re.compile(r"/v1/entities/(.+)/controllers")
_PLAIN_ACCEPTS: Final = (b"", b"*/*", b"application/json")
_FIELDS: Final = {public: field for field, public in PUBLIC_NAMES.items() if public in LONGEST}
"""Parameters of one value; a question with one of several is not plain."""


class DirectAnswers:
    """The innermost layer before the routes.  ``route``: that which answers what is not plain, by which requests are counted."""

    def __init__(self, app: ASGIApp, *, served: Served, route: Any) -> None:
        self._app, self._served, self._route = app, served, route
        self._limits = served.settings.limits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        question = self._read(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if question is None:
            body = None
        elif is_small(*question):
            body = _answer(*question)
        else:
            body = await run_in_threadpool(_answer, *question)
        if body is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = self._route
        headers = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _read(self, scope: Scope) -> tuple[QueryContext, int] | None:
        """Read a plain question about a party, and note the generation for who keeps answers; None where it is not plain."""
        address = _ADDRESS.fullmatch(scope["path"])
        accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
        if address is None or accept not in _PLAIN_ACCEPTS:
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(pairs)
        if len(given) < len(pairs) or any(len(value) > LONGEST.get(name, -1) for name, value in pairs):
            return None
        try:
            generation = self._served.generation
            raw = RawOptions(**{_FIELDS[name]: value for name, value in pairs})
            options = Options.parse(raw, today=today(), limits=self._limits)
            iri = generation.base.expand(address[1])
            number = generation.party_number(iri) if iri else None
            if number is None or generation.party_iri(number) != iri:
                return None
            context = QueryContext.of(generation, options)
        except OwnershipError:
            return None
        scope.setdefault("state", {})["generation"] = generation.number
        return context, number


def _answer(context: QueryContext, party: int) -> bytes | None:
    """Answer as JSON; None where the question has no answer."""
    try:
        return encode(controllers(context, party))
    except OwnershipError:
        return None
