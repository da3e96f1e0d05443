"""A route that refuses query parameters which it does not know: a misspelled option must not give the answer to another question."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import UnknownParameter


class StrictRoute(APIRoute):
    """A route whose parameters are those that it declares.  Raises UnknownParameter UNKNOWN_QUERY_PARAMETER."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        declared = set(_list_parameters(self.dependant))

        async def check_parameters(request: Request) -> Response:
            unknown = next((name for name in request.query_params if name not in declared), None)
            if unknown is not None:
                near = difflib.get_close_matches(unknown.replace("-", "_"), declared, 1)
                takes = ", ".join(sorted(declared)) or "no parameters"
                hint = f"did you mean {near[0]}?" if near else f"this address takes {takes}"
                raise UnknownParameter("UNKNOWN_QUERY_PARAMETER", f"no parameter is called {unknown[:60]!r} here", hint)
            return await handle(request)

        return check_parameters


def _list_parameters(dependant: Dependant) -> Iterator[str]:
    """The names of the query parameters of a route, and of all that it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _list_parameters(inner)
