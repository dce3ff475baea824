"""The site on one machine: crowds of idle and slow connections, and bodies that are too long."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import pytest
import requests

from console import patience
from console.serving import Server

CROWD = 2000
LONG = 100_000


def app(environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [])
    return [str(len(environ["wsgi.input"].read())).encode()]


@contextmanager
def serving(**settings: Any) -> Iterator[Server]:
    with closing(Server(app, **settings)) as server:
        yield server


def connected(server: Server, count: int, said: bytes, stack: ExitStack) -> list[socket.socket]:
    """So many connections that have said this much, from one address."""
    made = []
    for _ in range(count):
        each = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 30))
        each.sendall(said)
        made.append(each)
    return made


@pytest.fixture
def files() -> None:
    """Room for both ends of a crowd in one process."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if 0 <= hard < 3 * CROWD:
        pytest.skip(f"this machine allows {hard} open files, and {3 * CROWD} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (3 * CROWD, hard))


@pytest.mark.usefixtures("files")
def test_two_thousand_idle_and_slow_connections_of_one_address_keep_nobody_out() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(serving())
        connected(server, CROWD // 2, b"", stack)
        slow = connected(server, CROWD // 2, b"POST /sms/inbound HTTP/1.1\r\nHost: x\r\nX-Slow: ", stack)
        for each in slow:
            each.sendall(b"y")
        assert requests.post(server.url + "/sms/inbound", data=b"STOP", timeout=30).text == "4"


def test_whoever_holds_the_most_connections_loses_the_longest_idle_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_connections", lambda: 10)
    with ExitStack() as stack:
        server = stack.enter_context(serving())
        idle = connected(server, 10, b"", stack)
        assert requests.get(server.url, timeout=30).status_code == 200
        assert idle[0].recv(1) == b""
        idle[-1].sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert idle[-1].recv(4) == b"HTTP"


def test_a_body_that_is_too_long_for_its_path_is_refused_while_it_arrives() -> None:
    head = f"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: {LONG}\r\n\r\n"
    with ExitStack() as stack:
        server = stack.enter_context(serving(body_limit=lambda path: LONG if path == "/long" else 1000))
        (refused,) = connected(server, 1, (head % "/short").encode(), stack)
        assert refused.recv(12) == b"HTTP/1.1 413"
        assert requests.post(server.url + "/long", data=b"x" * LONG, timeout=30).text == str(LONG)
        assert requests.post(server.url + "/short", data=b"x" * 1000, timeout=30).text == "1000"


def test_chunks_that_never_end_are_refused_while_they_arrive() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(serving(body_limit=lambda path: 1000))
        head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        (refused,) = connected(server, 1, head + b"400\r\n" + b"x" * 1024 + b"\r\n", stack)
        assert refused.recv(12) == b"HTTP/1.1 413"


def test_a_request_that_takes_too_long_to_arrive_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "ARRIVAL", -1)
    monkeypatch.setattr(patience, "ROUNDS", 0)
    with ExitStack() as stack:
        server = stack.enter_context(serving())
        (slow,) = connected(server, 1, b"GET / HTTP/1.1\r\n", stack)
        assert slow.recv(1) == b""


def test_each_route_takes_what_the_site_says_it_takes() -> None:
    from signup_web.security import MAXIMUM_BODY, MAXIMUM_PRODUCT, largest_body

    assert largest_body("/hooks/w1") == MAXIMUM_PRODUCT
    assert largest_body("/sms/inbound") == MAXIMUM_BODY
