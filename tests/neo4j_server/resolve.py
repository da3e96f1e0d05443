"""Fetch the server's jars from Maven Central, once, into a cache outside the checkout.

Owns the cache folder and the choice of a Java; starts nothing that stays.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
JAVAS = {"lts": (17, 21), "latest": (21, 25)}


class MissingTool(Exception):
    """Something that the server needs is not on this machine; the text says what to install."""


def cache_folder(profile: str) -> Path:
    """Return the folder for these jars, named after what decides them, so that a changed pom never meets old jars."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = hashlib.sha256(POM.read_bytes() + profile.encode()).hexdigest()[:16]
    return root / "ownership-graph" / "neo4j" / key


def find_java(profile: str) -> tuple[Path, int]:
    """Return a Java that this server supports, and its major version.  Raises MissingTool."""
    candidates: list[str | None] = [os.environ.get("NEO4J_JAVA")]
    if home := os.environ.get("JAVA_HOME"):
        candidates.append(f"{home}/bin/java")
    candidates += sorted(str(path) for path in Path("/usr/lib/jvm").glob("*/bin/java"))
    candidates.append(shutil.which("java"))
    for candidate in candidates:
        if candidate is None or not Path(candidate).is_file():
            continue
        banner = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False).stderr
        match = re.search(r'version "(\d+)', banner)
        if match and int(match[1]) in JAVAS[profile]:
            return Path(candidate), int(match[1])
    wanted = " or ".join(str(major) for major in JAVAS[profile])
    raise MissingTool(f"Neo4j for the tests needs a JDK {wanted}: apt-get install openjdk-17-jdk-headless (or set NEO4J_JAVA)")


def check_tools(profile: str) -> None:
    """Raise MissingTool unless ``resolve`` can be expected to work."""
    find_java(profile)
    if not (cache_folder(profile) / "lib").is_dir() and shutil.which("mvn") is None:
        raise MissingTool("Neo4j for the tests is fetched by Maven: apt-get install maven (or pass --without-neo4j)")


def resolve(profile: str = "lts") -> Path:
    """Return the folder of the server's jars, fetched when it is not there yet.  Raises MissingTool.

    Fetched into a neighbour folder and renamed, so that a folder under the final name is always whole.
    """
    check_tools(profile)
    folder = cache_folder(profile)
    library = folder / "lib"
    if library.is_dir():
        return library
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="resolving-", dir=folder) as temporary:
        fresh = Path(temporary) / "lib"
        command = ["mvn", "-q", "-B", "-f", str(POM), "-P", profile, "dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not any(fresh.glob("neo4j-kernel-*.jar")):
            line = next((text for text in done.stdout.splitlines() if "ERROR" in text), "no jars were copied")
            raise MissingTool(
                f"Maven could not fetch Neo4j ({line[:200]}): check the network and run: python -m tests.neo4j_server resolve"
            )
        try:
            fresh.rename(library)
        except OSError:
            # Another run was faster; its folder is whole by the same rule.
            if not library.is_dir():
                raise
    return library
