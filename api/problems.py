"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import OwnershipError


def problem_response(error: OwnershipError, request: Request) -> Response:
    """The HTTP answer for one of the product's errors."""
    body = {
        "type": "about:blank", "title": HTTPStatus(error.status).phrase, "status": error.status, "detail": error.what,
        "code": error.code, "hint": error.hint, "errors": [], "instance": request.url.path, **error.details,
    }
    return Response(json.dumps(body), status_code=error.status, headers={"content-type": "application/problem+json"})
