"""The service under those who misuse it, and what its operator sees: time-outs, bounds on connections, keys, log and figures."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from api.keys import Keys, make_key
from ontology.errors import TooManyRequests, Unauthorized, UsageError
from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish
from tests.serving import serving, wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sheet = Sheet("invented", stated="2020-01-01")
    sheet.party("odo", Kind.PERSON, "Odo Elphberg")
    sheet.party("zenda", label="Zenda Mill Ltd")
    sheet.holds("odo", "zenda", "60")
    path = tmp_path_factory.mktemp("operation") / "data"
    publish(path, sheet)
    return path


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30)


def read_all(client: socket.socket) -> bytes:
    content = b""
    with contextlib.suppress(ConnectionError):
        while chunk := client.recv(2**16):
            content += chunk
    return content


# Time-outs and connections.


@pytest.fixture(scope="module")
def hurried(folder: Path) -> Iterator[str]:
    with serving_here(folder, max_connections=50, head_timeout=0.5, body_timeout=0.5, read_timeout=0.5) as url:
        yield url


def test_a_head_that_does_not_arrive_is_told_so(hurried: str) -> None:
    with connect(hurried) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        answer = read_all(client)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"REQUEST_TOO_SLOW" in answer


def test_a_head_that_drips_in_has_no_more_time(hurried: str) -> None:
    sent = 0
    with connect(hurried) as client, contextlib.suppress(ConnectionError):
        client.settimeout(0.05)
        for letter in b"GET / HTTP/1.1\r\nX-Note: " + b"a" * 400:
            client.sendall(bytes([letter]))
            sent += 1
            with contextlib.suppress(TimeoutError):
                if client.recv(2**16):
                    break
    # A letter takes 0.05 s: there was no time for all of them.
    assert sent < 400


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n\r\n"])
def test_who_asks_nothing_more_is_let_go(hurried: str, sent: bytes) -> None:
    with connect(hurried) as client:
        client.sendall(sent)
        # Until the service closes the connection; the test's own time-out would be an error.
        answers = read_all(client)
    assert answers.count(b"HTTP/1.1 200 OK") == sent.count(b"GET ")


def test_a_body_that_does_not_arrive_is_told_so(hurried: str) -> None:
    with connect(hurried) as client:
        head = b"POST /v1/controllers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
        client.sendall(head + b'["Zenda')
        answer = read_all(client)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"REQUEST_TOO_SLOW" in answer


def test_a_client_who_leaves_before_the_body_ends_is_no_failure_of_the_service(hurried: str, caplog: pytest.LogCaptureFixture) -> None:
    for route in ("/v1/controllers", "/v1/exposure", "/reconcile", "/sparql"):
        with connect(hurried) as client:
            head = f"POST {route} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{{"
            client.sendall(head.encode())
            time.sleep(0.05)
    answered = 'ownership_requests_total{cache="",method="POST",route="/v1/exposure",status="499"} 1.0'
    wait_until(lambda: answered in httpx.get(f"{hurried}/metrics").text)
    assert 'status="500"' not in httpx.get(f"{hurried}/metrics").text
    assert "failed" not in caplog.text


def test_a_client_that_asks_and_does_not_read_is_let_go(hurried: str) -> None:
    with connect(hurried) as client:
        # More than all buffers between the two hold, in answers that nobody reads.
        with contextlib.suppress(ConnectionError):
            client.sendall(b"GET /entity/ent:zenda HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2_000)
        time.sleep(3)
        answers = read_all(client)
    assert answers.count(b"HTTP/1.1 200 OK") < 2_000
    assert httpx.get(f"{hurried}/healthz", timeout=30).status_code == 200


def test_whoever_asks_is_served_beside_more_idle_connections_than_are_kept(hurried: str) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            client = stack.enter_context(connect(hurried))
            client.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert httpx.get(f"{hurried}/healthz", timeout=30).status_code == 200


def test_who_has_waited_longest_makes_room(folder: Path) -> None:
    with serving_here(folder, max_connections=8, head_timeout=600) as url, contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(connect(url)) for _ in range(12)]
        crowd[0].settimeout(30)
        assert read_all(crowd[0]) == b""
        last = crowd[-1]
        last.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert last.recv(12) == b"HTTP/1.1 200"


@pytest.mark.thorough
def test_ten_thousand_half_sent_requests_stop_nobody(folder: Path) -> None:
    count = 10_000
    script = (
        "import resource, socket, sys, time\n"
        "host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))\n"
        "kept = []\n"
        "for number in range(count):\n"
        "    kept.append(socket.create_connection((host, port), timeout=60))\n"
        "    kept[-1].sendall(b'GET / HTTP/1.1\\r\\nHost: ')\n"
        "print('all are here', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with serving(folder) as url:
        parts = urlsplit(url)
        crowd = subprocess.Popen(
            [sys.executable, "-c", script, str(parts.hostname), str(parts.port), str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert crowd.stdout is not None
        assert crowd.stdout.readline() == "all are here\n"
        for _ in range(5):
            assert httpx.get(f"{url}/healthz", timeout=30).status_code == 200
            assert httpx.get(f"{url}/v1/entities/ent:zenda/controllers", timeout=30).json()["verdict"] == "certain"
        crowd.communicate("", timeout=60)


# Keys.


def test_only_who_has_a_key_is_answered(folder: Path) -> None:
    key, digest = make_key()
    with serving_here(folder, api_keys=f"odo:{digest}") as url, httpx.Client(base_url=url, timeout=30) as client:
        path = "/v1/entities/ent:zenda/controllers"
        assert client.get("/healthz").status_code == 200
        for headers in (None, {"X-API-Key": "og_wrong"}, {"Authorization": "Bearer " + digest}, {"Authorization": "Basic !"}):
            refused = client.get(path, headers=headers)
            assert refused.status_code == 401
            assert refused.json()["code"] in ("NO_KEY", "BAD_KEY")
            assert "Basic" in refused.headers["www-authenticate"]
            assert refused.headers["x-request-id"] == refused.json()["request_id"]
        password = base64.b64encode(f"anybody:{key}".encode()).decode()
        for headers in ({"X-API-Key": key}, {"Authorization": f"Bearer {key}"}, {"Authorization": f"Basic {password}"}):
            # Twice: made, and from the cache.
            assert [client.get(path, headers=headers).status_code for _ in range(2)] == [200, 200]
        assert client.get(path).status_code == 401


def test_a_key_may_ask_so_often_and_no_more(folder: Path) -> None:
    key, digest = make_key()
    with serving_here(folder, api_keys=f"odo:{digest}", api_rate=2) as url:
        with httpx.Client(base_url=url, timeout=30, headers={"X-API-Key": key}) as client:
            answers = [client.get("/v1/sources") for _ in range(40)]
        assert answers[0].status_code == 200
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert refused[0].json()["code"] == "RATE_LIMIT"
        assert int(refused[0].headers["retry-after"]) >= 1


def test_each_key_has_a_rate_of_its_own_which_comes_back_with_time() -> None:
    (one, first), (two, second) = make_key(), make_key()
    now = 0.0
    keys = Keys(f"a:{first}, b:{second}", rate=1, clock=lambda: now)

    def ask(key: str) -> bool:
        try:
            return keys.admit([(b"x-api-key", key.encode())]) in ("a", "b")
        except TooManyRequests:
            return False

    assert [ask(one) for _ in range(4)] == [True, True, False, False]
    assert ask(two)
    now = 1.0
    assert [ask(one), ask(one)] == [True, False]


def test_keys_that_are_none_are_refused_at_the_start() -> None:
    for entries in ("odo", "odo:abc", "o do:" + "0" * 64, "odo:" + "0" * 64 + ",x"):
        with pytest.raises(UsageError, match="name:digest"):
            Keys(entries, 1)
    with pytest.raises(Unauthorized):
        Keys("odo:" + "0" * 64, 1).admit([])


def test_the_command_makes_a_key_that_the_service_takes() -> None:
    made = run("key", "odo")
    entry = re.search(r"odo:[0-9a-f]{64}", made.stderr)
    assert entry is not None
    assert Keys(entry[0], 1).admit([(b"authorization", b"Bearer " + made.stdout.strip().encode())]) == "odo"
    assert made.stdout.strip() not in made.stderr


# What is told.


def test_a_line_tells_of_each_request_and_of_nothing_that_was_asked(folder: Path) -> None:
    with serving(folder) as url, httpx.Client(base_url=url, timeout=30) as client:
        for _ in range(2):
            client.get("/v1/entities/ent:zenda/controllers?as_of=2021", headers={"X-Request-ID": "mine-1"})
        client.get("/v1/search", params={"q": "Odo Elphberg"})
        client.get("/v1/nothing/of/zenda")
        client.post("/v1/controllers", json=["Zenda Mill Ltd"])
        port = urlsplit(url).port
        client.get("/metrics")
    text = (folder.parent / f"serve-{port}.log").read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    asked = [line for line in lines if line["route"] not in ("/healthz", "/metrics")]
    assert [(line["method"], line["route"], line["status"]) for line in asked] == [
        ("GET", "/v1/entities/{party:path}/controllers", 200),
        ("GET", "/v1/entities/{party:path}/controllers", 200),
        ("GET", "/v1/search", 200),
        ("GET", "", 404),
        ("POST", "/v1/controllers", 200),
    ]
    assert [line["id"] for line in asked[:2]] == ["mine-1", "mine-1"]
    assert all(line["ms"] >= 0 and line["bytes"] > 0 and line["time"].endswith("Z") for line in asked)
    # The number of the process is there too, and may have any digits.
    assert not re.search("zenda|elphberg|as_of", text.lower())


def test_a_quiet_service_writes_no_lines(folder: Path) -> None:
    with serving(folder, OWNERSHIP_REQUEST_LOG="false") as url:
        httpx.get(f"{url}/v1/sources", timeout=30)
        port = urlsplit(url).port
    assert '"route"' not in (folder.parent / f"serve-{port}.log").read_text()


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/v1/entities/ent:zenda/controllers?as-of=2020", "did you mean as_of?"),
        ("/v1/search?q=a&query=b", "this address takes cursor, jurisdiction, kind, limit, q"),
        ("/healthz?x=1", "this address takes no parameters"),
    ],
)
def test_a_parameter_that_is_not_known_is_refused(hurried: str, path: str, hint: str) -> None:
    answer = httpx.get(f"{hurried}{path}", timeout=30)
    assert (answer.status_code, answer.json()["code"], answer.json()["hint"]) == (422, "UNKNOWN_QUERY_PARAMETER", hint)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/entities/ent:zenda/controllers?as_of=2021-06-01&as_of=2022-01-01", "as_of"),
        ("/v1/entities/ent:zenda/owners?rule=uk-psc&as_of=2020-01-01&rule=ofac-50", "rule"),
        ("/v1/search?q=a&q=a", "q"),
    ],
)
def test_a_parameter_of_one_value_that_is_given_twice_is_refused(hurried: str, path: str, name: str) -> None:
    answer = httpx.get(f"{hurried}{path}", timeout=30)
    assert (answer.status_code, answer.json()["code"], name in answer.json()["detail"]) == (422, "REPEATED_QUERY_PARAMETER", True)


def test_a_parameter_of_several_values_may_be_given_twice(hurried: str) -> None:
    answer = httpx.get(f"{hurried}/v1/entities/ent:zenda/controllers?include=agreed&include=planned", timeout=30)
    assert answer.json().get("code") != "REPEATED_QUERY_PARAMETER"


def test_a_page_too_refuses_a_parameter_that_is_not_known(hurried: str) -> None:
    answer = httpx.get(f"{hurried}/entity/ent:zenda?threshhold=10", timeout=30)
    assert answer.status_code == 422
    assert "threshhold" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
