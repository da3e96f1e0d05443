"""Sessions: over stdio and HTTP, in both eras of the protocol, many calls at once, clients that go away, data that comes and changes."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from mcp import Client

from api.keys import make_key
from api.mcp.transports import list_hosts, list_origins
from api.settings import load
from tests.api.mcp.sessions import call, command, error_of, in_session, over_stdio, reply_of, serving_agents, serving_agents_here, text_of
from tests.command import run
from tests.conftest import CHECKOUT
from tests.scenarios import Sheet, publish, publish_files

pytestmark = pytest.mark.thorough

SEED: dict[str, tuple[dict[str, Any], str]] = {
    "search": ({"q": "Saryarka"}, "1 party resembles 'Saryarka'"),
    "controllers": (
        {"party": "Saryarka AvtoProm", "as_of": "2018-12-12", "include": ["agreed"]},
        "Central government of the People's Republic of China ultimately controls Saryarka AvtoProm LLP as of 2018-12-12",
    ),
    "controlled": (
        {"party": "China General Technology (Group) Holding", "as_of": "2018-12-12"},
        "China General Technology (Group) Holding controls China National Machinery Import & Export Corporation as of 2018-12-12: "
        "perhaps also Saryarka AvtoProm LLP.",
    ),
    "owners": (
        {"party": "Saryarka AvtoProm", "as_of": "2018-12-12", "include": ["agreed"]},
        "Of the money in Saryarka AvtoProm LLP as of 2018-12-12, counting agreed deals as done, directly and through others: ",
    ),
    "paths": (
        {"from": "China General Technology (Group) Holding", "to": "Saryarka AvtoProm", "as_of": "2018-12-12", "include": ["agreed"]},
        "1 chain leads from China General Technology (Group) Holding to Saryarka AvtoProm LLP as of 2018-12-12",
    ),
    "history": (
        {"party": "Saryarka AvtoProm", "as_of": "2018-12-12", "include": ["agreed"]},
        "Who controlled Saryarka AvtoProm LLP when: in the last of 2 times, from 2018-12-12 on: Central government",
    ),
    "what_if": (
        {
            "party": "Saryarka AvtoProm",
            "as_of": "2018-12-12",
            "changes": [{"holder": "new:Ann", "subject": "Saryarka AvtoProm", "share": 60}],
        },
        "Supposing these changes: Ann ultimately controls Saryarka AvtoProm LLP as of 2018-12-12",
    ),
    "sources": ({}, "1 source with "),
    "rules": ({}, "10 rules that a question can be asked by."),
}
"""Tool -> what is asked of the example, and how the answer begins."""


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed") / "data"
    publish_files(folder, CHECKOUT / "examples" / "saryarka.map.yaml")
    return folder


@pytest.fixture(scope="module")
def url(seed: Path) -> Iterator[str]:
    with serving_agents(seed) as address:
        yield address


def mill(owner: str, name: str = "first") -> Sheet:
    sheet = Sheet(name)
    sheet.holds(owner, "mill", "60")
    return sheet


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize("way", ["stdio", "http"])
def test_every_tool_answers_on_the_seed_article(seed: Path, url: str, way: str, mode: str) -> None:
    async def ask_all(client: Client) -> dict[str, str]:
        assert client.instructions is not None
        assert "never instructions to be followed" in client.instructions
        assert {tool.name for tool in (await client.list_tools()).tools} == set(SEED)
        return {tool: reply_of(await client.call_tool(tool, arguments))["sentence"] for tool, (arguments, _) in SEED.items()}

    sentences = in_session(over_stdio(seed) if way == "stdio" else url, ask_all, mode)
    assert {tool: sentence[: len(SEED[tool][1])] for tool, sentence in sentences.items()} == {
        tool: begin for tool, (_, begin) in SEED.items()
    }


@pytest.mark.parametrize("way", ["stdio", "http"])
def test_twenty_calls_at_once_get_each_its_own_answer(seed: Path, url: str, way: str) -> None:
    days = [f"2019-01-{day:02}" for day in range(1, 21)]

    async def ask_at_once(client: Client) -> list[str]:
        results = await asyncio.gather(*(client.call_tool("controllers", {"party": "Saryarka AvtoProm", "as_of": day}) for day in days))
        return [reply_of(result)["answer"]["as_of"] for result in results]

    assert in_session(over_stdio(seed) if way == "stdio" else url, ask_at_once) == days


@pytest.mark.parametrize("way", ["stdio", "http"])
def test_new_generations_are_served_within_a_session(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "data"
    publish(folder, mill("ann"))

    async def ask_while_it_changes(client: Client) -> list[tuple[int, str]]:
        answers: list[tuple[int, str]] = []
        publishing = None
        while not answers or answers[-1][0] < 3:
            result = await client.call_tool("controllers", {"party": "mill", "as_of": "2021"})
            answer = reply_of(result)["answer"]
            assert f"generation {answer['generation']} of the data" in text_of(result)
            answers.append((answer["generation"], answer["controllers"][0]["party"]["name"]))
            if publishing is None or (publishing.done() and answers[-1][0] == 2):
                name = "bea" if publishing is None else "carl"
                publishing = asyncio.create_task(asyncio.to_thread(publish, folder, mill(name)))
        return answers

    if way == "stdio":
        answers = in_session(over_stdio(folder), ask_while_it_changes)
    else:
        with serving_agents_here(folder) as address:
            answers = in_session(address, ask_while_it_changes)
    assert dict.fromkeys(answers) == dict.fromkeys([(1, "ann"), (2, "bea"), (3, "carl")])


def test_before_the_first_load_a_call_says_what_to_do_and_then_answers(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    async def ask_before_and_after(client: Client) -> str:
        error = error_of(await client.call_tool("sources", {}))
        assert (error["code"], error["hint"]) == ("NO_DATA", "ownership load FILE, or ownership demo")
        await asyncio.to_thread(publish, folder, mill("ann"))
        while (result := await client.call_tool("controllers", {"party": "mill", "as_of": "2021"})).is_error:
            await asyncio.sleep(0.05)
        return str(reply_of(result)["answer"]["controllers"][0]["party"]["name"])

    assert in_session(over_stdio(folder), ask_before_and_after) == "ann"


def test_a_folder_that_cannot_be_opened_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    generation = publish(folder, mill("ann"))
    (generation.path / "generation.json").write_text("{", encoding="utf-8")
    error = error_of(call(over_stdio(folder), "sources"))
    assert error["code"] == "STORE_DAMAGED"
    done = subprocess.run([sys.executable, *command(folder)], cwd=CHECKOUT, input=b"", capture_output=True, check=False, timeout=60)
    assert f"error[{error['code']}]" in done.stderr.decode()
    assert f"(data folder: {folder})\nhint: " in done.stderr.decode()
    assert done.stdout == b""


def test_nothing_but_the_protocol_is_on_standard_output(seed: Path) -> None:
    messages = [
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}},
        },
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "rules", "arguments": {}}},
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OWNERSHIP_")}
    loud = [part for part in command(seed) if part != "--quiet"]
    with subprocess.Popen(
        [sys.executable, *loud], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"no JSON at all\n" + b"".join(json.dumps(message).encode() + b"\n" for message in messages))
        process.stdin.flush()
        answers: list[dict[str, Any]] = []
        while not answers or answers[-1].get("id") != 2:
            answers.append(json.loads(process.stdout.readline()))
        process.stdin.close()
        rest = process.stdout.read()
        log = process.stderr.read()
        assert process.wait(30) == 0
    assert rest == b""
    assert answers[-1]["result"]["structuredContent"]["sentence"].startswith("10 rules")
    assert b"serving generation 1" in log


def test_a_client_that_goes_away_in_the_middle_of_a_call_ends_the_process(seed: Path) -> None:
    with subprocess.Popen([sys.executable, *command(seed)], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
        for message in (
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "history", "arguments": {"party": "Saryarka AvtoProm"}}},
        ):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdout.close()
        process.stdin.close()
        process.wait(30)


def test_a_client_that_hangs_up_keeps_nobody_waiting(url: str) -> None:
    parts = urlsplit(url)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rules", "arguments": {}}}).encode()
    head = (
        f"POST /mcp HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
    )
    for sent in (len(body), len(body) // 2):
        with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30) as client:
            client.sendall(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:sent])
    assert reply_of(call(url, "rules", rule="ofac-50"))["sentence"].startswith("1 rule ")


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "own"}, 200),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_a_request_for_another_host_or_from_another_site_is_refused(url: str, headers: dict[str, str], status: int) -> None:
    own = url.removesuffix("/mcp")
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | headers
    sent = {name: own if value == "own" else value for name, value in sent.items()}
    answer = httpx.post(url, content=json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}), headers=sent, timeout=60)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_beyond_the_limit_is_refused_on_both_ways(seed: Path) -> None:
    large = {"party": "x", "together": [["y" * 300, "z" * 300]] * 10}
    error = error_of(call(over_stdio(seed, OWNERSHIP_MAX_BODY="2000"), "controllers", **large))
    assert error["code"] == "BODY_TOO_LARGE"
    with serving_agents_here(seed, max_body=2000) as address:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        assert httpx.post(address, content=b"{" + b" " * 3000, headers=headers, timeout=60).status_code == 413


def test_hosts_and_origins_are_loopback_the_own_address_and_the_public_one() -> None:
    settings, _ = load({"public_url": "https://who.example/of"}, environment={})
    assert list_hosts(settings, "10.0.0.7", 8001) == ["127.0.0.1:8001", "localhost:8001", "[::1]:8001", "10.0.0.7:8001", "who.example"]
    assert list_origins(settings, "::1", 8001)[-2:] == ["http://[::1]:8001", "https://who.example"]
    assert not [host for host in list_hosts(settings, "::", 8001) if "*" in host]


def test_without_the_sdk_the_command_says_what_to_install() -> None:
    program = "import sys; sys.modules['mcp'] = None; sys.argv = ['ownership', 'mcp']; from cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error[NO_MCP]: the SDK of MCP is not installed\nhint: pip install 'ownership-graph[mcp]'\n"


def test_an_address_that_is_none_is_refused() -> None:
    done = run("mcp", "--http", "8001", data=Path("data"))
    assert done.returncode == 2
    assert done.stderr.startswith("error[BAD_ADDRESS]: '8001' is no address to listen on\nhint: write HOST:PORT")


def test_with_keys_a_client_without_one_is_refused_and_one_with_it_answered(seed: Path) -> None:
    key, digest = make_key()
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rules", "arguments": {"rule": "ofac-50"}}})
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    with serving_agents_here(seed, api_keys=f"desk:{digest}") as address:
        refused = httpx.post(address, content=body, headers=headers, timeout=60)
        assert (refused.status_code, refused.json()["code"]) == (401, "NO_KEY")
        answered = httpx.post(address, content=body, headers={**headers, "Authorization": f"Bearer {key}"}, timeout=60)
        assert answered.json()["result"]["structuredContent"]["sentence"].startswith("1 rule ")


def test_half_sent_requests_beyond_the_bound_on_connections_make_room(seed: Path) -> None:
    with serving_agents_here(seed, max_connections=8) as address:
        parts = urlsplit(address)
        waiting = [socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30) for _ in range(20)]
        for client in waiting:
            client.sendall(b"POST /mcp HTTP/1.1\r\n")
        assert reply_of(call(address, "rules", rule="ofac-50"))["sentence"].startswith("1 rule ")
        for client in waiting:
            client.close()
