"""Serves a review page to one reader on this machine until Ctrl-C: what the verbs `article review` and `link review` have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.call import Call

if TYPE_CHECKING:
    from api.review.guard import OneReader


def serve_review(call: Call, make: Callable[[str, int], OneReader], *, port: int, browser: bool, hint: str) -> None:
    """Print the address and answer there.  ``make``: the application from its token and port; ``hint``: said once it is there."""
    import webbrowser

    import uvicorn

    from api.review.guard import make_token
    from cli.listening import listen_here

    with listen_here(port) as (listening, number):
        token = make_token()
        application, address = make(token, number), f"http://127.0.0.1:{number}/{token}/"
        print(address)
        sys.stdout.flush()
        if not call.quiet:
            print(hint, file=sys.stderr)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            application, log_level="warning", server_header=False, access_log=False, ws="none", lifespan="off", limit_concurrency=32
        )
        uvicorn.Server(config).run(sockets=[listening])
