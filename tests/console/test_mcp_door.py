"""How often an assistant may ask by HTTP, and whoever guesses a key; tests/counterparts has the real server."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coatcheck.model import Scope
from coatcheck.people import api_keys
from console.mcp_door import Door
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, api_requests_per_minute=3)
    yield site
    site.services.close()


async def inside(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def asked(door: Door, token: str, ip: str = "192.0.2.7") -> tuple[int, dict[bytes, bytes]]:
    """The status and the headers that somebody is answered."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "client": (ip, 1), "headers": [(b"authorization", f"Bearer {token}".encode())]}
    asyncio.run(door(scope, None, send))  # nothing is received
    return sent[0]["status"], dict(sent[0]["headers"])


def test_a_key_that_asks_too_often_hears_when_to_ask_again_and_no_other_does(site: Site) -> None:
    door, now = Door(inside, site.services), site.clock.now()
    busy, calm = (api_keys.make(site.store, name, "ann", [Scope.READ], now)[1] for name in ("busy", "calm"))
    site.wait(seconds=20)
    assert [asked(door, busy)[0] for _ in range(4)] == [200] * 3 + [429]
    assert asked(door, busy)[1][b"retry-after"] == b"40"
    assert asked(door, calm)[0] == 200
    site.wait(seconds=40)
    assert asked(door, busy)[0] == 200


def test_who_guesses_is_told_to_wait_here_and_at_the_api_and_a_right_key_from_there_is_not(site: Site) -> None:
    door, right = Door(inside, site.services), Program(site, Scope.READ)
    wrong = "cc_0123456789ab_" + "0" * 64
    assert [asked(door, wrong)[0] for _ in range(11)] == [200] * 10 + [429]  # the app refuses the first ten
    assert Program(site, token=wrong).ask("GET", "/status", ip="192.0.2.7").status_code == 429
    assert asked(door, wrong, ip="192.0.2.8")[0] == 200
    assert asked(door, right.token)[0] == 200
    assert asked(door, "")[0] == 200
