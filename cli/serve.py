"""The verb `serve`: starts the service.  Owns what its processes share outside of themselves: folders, and how many files they may open."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from typing import Annotated

import typer

from cli.call import Call
from cli.listening import prepare_address


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port [default: 8000]")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes")] = 1,
) -> None:
    """Serve the API, the pages and SPARQL; new generations are served as they are published."""
    import uvicorn

    from api.http_protocol import BoundedHttpProtocol

    call: Call = context.obj
    settings = call.settings(host=host, port=port)
    prepare_address(settings.host, settings.port, has_keys=bool(settings.api_keys))
    os.environ["OWNERSHIP_DATA"] = str(settings.data)
    _allow_open_files(settings.max_connections + 1_000)
    if call.quiet:
        os.environ["OWNERSHIP_REQUEST_LOG"] = "false"
    # The server ends in order and then hands the signal on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.ExitStack() as stack:
        _share_folders(stack, workers)
        uvicorn.run(
            "api.serving:app",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers if workers > 1 else None,
            log_level="warning" if call.quiet else "info",
            server_header=False,
            access_log=False,
            ws="none",
            http=BoundedHttpProtocol,
        )


def _share_folders(stack: contextlib.ExitStack, workers: int) -> None:
    """Make the folders that processes of this service share for as long as it runs, and tell them by the environment."""
    from graph.algorithms import kernel_cache

    def make_folder(purpose: str) -> str:
        return stack.enter_context(tempfile.TemporaryDirectory(prefix=f"ownership-{purpose}-"))

    if workers > 1:
        # Each process writes its figures of requests there, /metrics adds them up.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = make_folder("metrics")
    if kernel_cache.find_folder() is None:
        with contextlib.suppress(OSError):
            os.environ[kernel_cache.ENVIRONMENT] = make_folder("kernels")
        what = "no folder to keep compiled kernels in: they are compiled anew at each start"
        print(f"warning: {what}; set {kernel_cache.ENVIRONMENT} to one that this user may write to", file=sys.stderr)


def _allow_open_files(count: int) -> None:
    """Let this process and its workers open so many files and connections, as far as the system allows."""
    try:
        import resource
    except ImportError:  # not on Windows, which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
