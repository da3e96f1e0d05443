"""A route that refuses query parameters which it does not know, or gets twice: neither must give the answer to another question."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Coroutine, Iterator
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from graph.rules.table import RULES
from ontology.errors import UnknownParameter

_POINTS: Final = frozenset(point.name for rule in RULES.values() for point in rule.parameters)
"""Contested points of rules, which readers take for parameters."""


class StrictRoute(APIRoute):
    """A route whose parameters are those that it declares.  Raises UnknownParameter UNKNOWN_QUERY_PARAMETER, REPEATED_QUERY_PARAMETER."""

    passed_over: frozenset[str] = frozenset()
    """Parameters that clients send for other services, and that mean nothing here."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        parameters = list(_list_parameters(self.dependant))
        lists = {name for name, is_list in parameters if is_list}
        declared = {name: name in lists for name, _ in parameters}
        passed_over = self.passed_over - declared.keys()

        async def check_parameters(request: Request) -> Response:
            unknown = next((name for name in request.query_params if name not in declared and name not in passed_over), None)
            if unknown is not None:
                near = difflib.get_close_matches(unknown.replace("-", "_"), declared, 1)
                takes = ", ".join(sorted(declared)) or "no parameters"
                hint = f"did you mean {near[0]}?" if near else f"this address takes {takes}"
                if unknown in _POINTS and "set" in declared:
                    hint = f"points of a rule are asked for as set={unknown}:VALUE; /v1/rules lists them"
                raise UnknownParameter("UNKNOWN_QUERY_PARAMETER", f"no parameter is called {unknown[:60]!r} here", hint)
            given = [name for name, _ in request.query_params.multi_items() if name not in passed_over]
            twice = next((name for name in given if not declared[name] and given.count(name) > 1), None)
            if twice is not None:
                hint = "leave one of them away; only one day, rule or limit can be asked for at a time"
                raise UnknownParameter("REPEATED_QUERY_PARAMETER", f"{twice!r} is given more than once", hint)
            return await handle(request)

        return check_parameters


def _list_parameters(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """The names of the query parameters of a route, and of all that it depends on, and whether each may have several values."""
    yield from ((field.alias, _is_list(field.field_info.annotation)) for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _list_parameters(inner)


def _is_list(annotation: object) -> bool:
    """Whether values of a type are lists, or nothing."""
    if get_origin(annotation) in (Union, UnionType):
        return any(map(_is_list, get_args(annotation)))
    return get_origin(annotation) in (list, tuple)
