"""What the whole suite shares.  The fixture strategy:

* Real parts only.  Where a behaviour needs Neo4j, Chromium, a socket or a file, the test uses one; nothing is faked.
* The smallest input that shows the behaviour is written in the test itself, with invented companies and persons.  Files that are
  too long for that lie beside the test that reads them.
* Everything written goes to ``tmp_path``.  No test reads what another test wrote.
* What is slow to start is started once a session (the Neo4j server: ``tests/neo4j_server/plugin.py``) and emptied between tests.
* Tests over real registers and articles take the fixture ``shared_data``.  The suite is whole without that folder: such tests are then
  skipped with the reason, and fail where ``CI=true`` says that the folder has to be there.
* What takes longer than a second or two is marked ``thorough`` where it stands: `make test` runs it, the inner loop does not.
* A run ends with what was skipped and why.
"""

from __future__ import annotations

import functools
import gc
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2
import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

LEFT_OUT = pytest.StashKey[int]()
"""How many tests -m and -k leave out of a run."""

COMPILES = ("tests/graph/control/", "tests/graph/ownership/", "tests/graph/network/", "tests/reference/")
"""Where compiled kernels are tested: one process compiles each of them once."""

# How long an example takes says how busy the machine is, and no test asserts on time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@contextmanager
def keeping_garbage() -> Iterator[None]:
    """Look for no garbage where much is made that stays, such as syntax trees: each search goes through all of it again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


pytest_plugins = ["tests.neo4j_server.plugin"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real source files: ``OWNERSHIP_TEST_SHARED``, else ``../shared/data`` beside the checkout."""
    folder = Path(os.environ.get("OWNERSHIP_TEST_SHARED") or CHECKOUT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    reason = "the folder of real source files is missing (../shared/data, or OWNERSHIP_TEST_SHARED)"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI=true requires it", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """The clients of a run share what they know of certificates: each would read all of them anew, a fiftieth of a second."""
    with pytest.MonkeyPatch.context() as patch:
        for library in (httpx, httpx2):
            patch.setattr(f"{library.__name__}._transports.default.create_ssl_context", functools.cache(library.create_ssl_context))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-neo4j", action="store_true", help="skip what needs a Neo4j server, with that reason, instead of failing")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without looking for garbage: there is next to none, and to look for it takes a third of the time."""
    with keeping_garbage():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests over the shared folder, so that -m finds them, and keep a module's tests in one process of a parallel run.

    Its fixtures are made once there.  All that need Neo4j are in one, for there is one server, and all that need Chromium, for what they
    look at is served once as long as nothing else comes between them.
    """
    from tests.neo4j_server.plugin import needs_neo4j

    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)
        module = item.nodeid.partition("::")[0]
        if needs_neo4j(item):
            group = "neo4j"
        elif item.get_closest_marker("browser"):
            group = "browser"
        else:
            group = "kernels" if module.startswith(COMPILES) else module
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop a parallel run whose processes would not keep to the groups: that would only be seen as a slow run with two servers.

    What was collected stays to the end: Python looks for unused objects beside it only, and more seldom, as the service does.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    if getattr(session.config.option, "loadgroup", False) and any("@" not in item.nodeid for item in session.items):
        pytest.exit("this pytest-xdist does not group the tests of this pytest: see pyproject.toml", returncode=pytest.ExitCode.USAGE_ERROR)


def pytest_sessionfinish() -> None:
    """Let the last look for unused objects go through everything."""
    gc.unfreeze()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count what -m and -k leave out; a process of a parallel run hands its count to the one that prints."""
    if not items:
        return
    config = items[0].config
    config.stash[LEFT_OUT] = config.stash.get(LEFT_OUT, 0) + len(items)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process of a parallel run left out: every one collects the same tests."""
    left_out = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[LEFT_OUT] = max(node.config.stash.get(LEFT_OUT, 0), left_out)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last section of a run: every skipped test by reason, so that nothing is left out unseen."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.getreports("skipped"):
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[text.removeprefix("Skipped: ")] += 1
    left_out = terminalreporter.config.stash.get(LEFT_OUT, 0)
    terminalreporter.ensure_newline()
    terminalreporter.section("skipped and why")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count:5d}  {reason}")
    if not reasons:
        terminalreporter.write_line("nothing was skipped")
    if left_out:
        terminalreporter.write_line(
            f"{left_out:5d}  not selected by this command's -m or -k (make test runs what is thorough, make test-slow what is slow)"
        )
