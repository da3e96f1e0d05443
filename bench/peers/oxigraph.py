"""``oxigraph serve-read-only`` over the triples of a generation: the engine of the endpoint with nothing around it but its own server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.serving import free_port

PROGRAM: Final = Path(sys.executable).with_name("oxigraph")
_PATIENCE: Final = 60.0


@contextmanager
def serve_triples(triples: Path) -> Iterator[int]:
    """Serve the triples until the context ends; gives the port.  Raises SystemExit where it does not listen within a minute."""
    port = free_port()
    words = ["serve-read-only", "--location", str(triples), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    process = subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = time.perf_counter()
    try:
        while not _listens(port):
            if process.poll() is not None or time.perf_counter() - begun > _PATIENCE:
                raise SystemExit(f"oxigraph does not serve {triples}")
            time.sleep(0.01)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
