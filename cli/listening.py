"""What a verb that serves looks at before it listens: whether anybody may read, and whether the address is free."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def prepare_address(host: str, port: int, *, has_keys: bool) -> None:
    """Warn of an address that everybody reaches without a key.  Raises UsageError UNUSABLE_ADDRESS, where it is taken, too."""
    from ontology.errors import UsageError

    if host not in LOOPBACK and not has_keys:
        warning = f"listening on {host}: everyone who reaches this address can read all data; OWNERSHIP_API_KEYS bars it"
        print(f"warning: {warning}", file=sys.stderr)
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server does: an address whose last connections still linger is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        what = f"nobody can listen on {host}, port {port}: {error.strerror}"
        raise UsageError("UNUSABLE_ADDRESS", what, "end what listens there, or name another address") from error


@contextmanager
def listen_here(port: int) -> Iterator[tuple[socket.socket, int]]:
    """Listen on a port of this machine that only it reaches; gives the socket and the port.  Raises UsageError UNUSABLE_ADDRESS."""
    from ontology.errors import UsageError

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            what = f"nobody can listen on port {port} of this machine: {error.strerror}"
            raise UsageError("UNUSABLE_ADDRESS", what, "end what listens there, or leave out --port") from error
        yield listening, listening.getsockname()[1]
