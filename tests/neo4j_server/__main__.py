"""``python -m tests.neo4j_server resolve`` fetches the jars; ``... run`` starts a server until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.neo4j_server.resolve import JAVAS, MissingTool, resolve
from tests.neo4j_server.server import Neo4jServer


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.neo4j_server", description=__doc__)
    parser.add_argument("verb", choices=["resolve", "run"])
    parser.add_argument("--profile", choices=sorted(JAVAS), default="lts")
    parser.add_argument("--home", type=Path, help="kept after the run; without it a temporary folder")
    parser.add_argument("--bolt", type=int, default=7687)
    parser.add_argument("--http", type=int, default=7474)
    parser.add_argument("--password")
    options = parser.parse_args()
    try:
        if options.verb == "resolve":
            print(resolve(options.profile))
            return 0
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with tempfile.TemporaryDirectory(prefix="neo4j-home-") as temporary:
            home = options.home or Path(temporary)
            server = Neo4jServer(home, profile=options.profile, password=options.password, bolt=options.bolt, http=options.http)
            with server:
                print(f"ready: {server.uri} and {server.browser}", flush=True)
                return server.wait()
    except MissingTool as missing:
        print(missing, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
