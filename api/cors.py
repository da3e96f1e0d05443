"""What pages of other origins may ask, and read the answer of, whatever it is (CORS): SPARQL, reconciliation, Linked Data.

Owns the headers and the addresses.  Errors get them where they are made (api/problems.py), answers by ``OpenRoute`` or by their own route.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from api.strict_route import StrictRoute

METHODS: Final = "GET, HEAD, POST, OPTIONS"
OPEN: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-ID"}
PREFLIGHT: Final = {
    **OPEN,
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-ID, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
_PATHS: Final = ("/sparql", "/reconcile", "/dataset", "/.well-known/void", "/id", "/ontology", "/context")


def is_open(path: str) -> bool:
    """Whether pages of other origins may read what is at an address.

    >>> is_open("/reconcile/match"), is_open("/reconciled"), is_open("/v1/rules")
    (True, False, False)
    """
    return any(path == each or path.startswith(f"{each}/") for each in _PATHS)


class OpenRoute(StrictRoute):
    """A route whose answers pages of other origins may read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer_openly(request: Request) -> Response:
            response = await handle(request)
            response.headers.update(OPEN)
            return response

        return answer_openly
