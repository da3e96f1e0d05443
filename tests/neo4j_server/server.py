"""One Neo4j Community server on loopback in a home folder of its own: start, stop, kill, admin.

Knows jars and processes; nothing of pytest or of the product.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j_server.resolve import find_java, resolve

_OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_LTS_MAIN = "org.neo4j.server.CommunityEntryPoint"
_LATEST_MAIN = "org.neo4j.server.Neo4jCommunity"
_ADMIN_MAIN = "org.neo4j.server.startup.Neo4jAdminCommand"


class Neo4jServer:
    """A server process; a context manager.  Ports are chosen freely and kept over restarts."""

    user = "neo4j"
    database = "neo4j"

    def __init__(
        self,
        home: Path,
        *,
        profile: str = "lts",
        password: str | None = None,
        bolt: int = 0,
        http: int = 0,
        heap: str = "512m",
        settings: Mapping[str, str] | None = None,
        is_brief: bool = False,
    ) -> None:
        """``is_brief``: it will live for minutes, in which the JVM's second compiler takes more time than what it makes saves."""
        self.home = home.resolve()
        self.password = password
        self.bolt, self.http = bolt or _free_port(), http or _free_port()
        self._heap, self._settings = heap, dict(settings or {})
        self._compiling = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if is_brief else ["-XX:+UseG1GC"]
        self._library = resolve(profile)
        self._java, self._major = find_java(profile)
        self._profile = profile
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def browser(self) -> str:
        """Address of the Neo4j Browser, connecting by itself when the server has no password."""
        address = f"http://localhost:{self.http}/browser/?dbms={self.uri}"
        return address if self.password else f"{address}&preselectAuthMethod=NO_AUTH"

    def start(self, patience: float = 120) -> Neo4jServer:
        """Start and wait until a query is answered; starting again on the same home recovers what was committed."""
        self._configure()
        if self.password and not (self.home / "data" / "databases").exists():
            self.admin("dbms", "set-initial-password", self.password)
        console = self.home / "logs" / "console.log"
        with console.open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=subprocess.STDOUT, cwd=self.home, start_new_session=True)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"Neo4j ended with {self._process.returncode}: {console.read_text(errors='replace')[-2000:]}")
            if self._is_ready():
                return self
            time.sleep(0.2)
        self.stop()
        raise TimeoutError(f"Neo4j did not answer within {patience:.0f} s; its log is {console}")

    def stop(self) -> None:
        """SIGTERM, and SIGKILL after half a minute."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL, for crash tests."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def wait(self) -> int:
        """Until the server ends by itself."""
        if self._process is None:
            raise RuntimeError("start the server first")
        return self._process.wait()

    def admin(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``neo4j-admin`` with these arguments, on a stopped server."""
        self._configure()
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = [str(self._java), "-Xmx512m", "-cp", f"{self._library}/*", f"-Dbasedir={self.home}", _ADMIN_MAIN, *arguments]
        return subprocess.run(command, env=environment, cwd=self.home, capture_output=True, text=True, check=True)

    def import_files(self, folder: Path) -> None:
        """Run the command of import.sh in a folder of ``ownership export --format neo4j-csv``, on a stopped server."""
        script = (folder / "import.sh").read_text(encoding="utf-8").replace("\\\n", " ")
        (line,) = [line for line in script.splitlines() if line.startswith("exec neo4j-admin")]
        words = [word for word in shlex.split(line)[2:] if word != "$@"]
        words = [re.sub(r"=(\S+\.csv)$", lambda match: f"={folder / match[1]}", word).replace("$database", self.database) for word in words]
        self.admin(*words)

    def __enter__(self) -> Neo4jServer:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _is_ready(self) -> bool:
        auth = (self.user, self.password) if self.password else None
        try:
            with GraphDatabase.driver(self.uri, auth=auth, max_transaction_retry_time=0) as driver:
                driver.execute_query("RETURN 1", database_=self.database)
        except (DriverError, Neo4jError, OSError):
            return False
        return True

    def _configure(self) -> None:
        for folder in ("conf", "data", "logs", "import", "run"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.bolt}",
            "server.http.listen_address": f"127.0.0.1:{self.http}",
            "server.https.enabled": "false",
            "dbms.security.auth_enabled": "true" if self.password else "false",
            "server.memory.heap.initial_size": self._heap,
            "server.memory.heap.max_size": self._heap,
            "server.memory.pagecache.size": "128m",
            "db.transaction.timeout": "60s",
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            **self._settings,
        }
        lines = (f"{key}={value}\n" for key, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _command(self) -> list[str]:
        flags = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED_PACKAGES]
        flags += [
            "--enable-native-access=ALL-UNNAMED",
            *self._compiling,
            "-Dlog4j2.disable.jmx=true",
            f"-Xms{self._heap}",
            f"-Xmx{self._heap}",
        ]
        if self._major >= 24:
            flags.append("--sun-misc-unsafe-memory-access=allow")
        main = _LTS_MAIN if self._profile == "lts" else _LATEST_MAIN
        return [
            str(self._java),
            *flags,
            "-cp",
            f"{self._library}/*",
            main,
            f"--home-dir={self.home}",
            f"--config-dir={self.home / 'conf'}",
            "--console-mode",
        ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
