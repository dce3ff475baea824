"""Telegram's commands against a stateful stand-in for its Bot API: what is written there comes by the webhook, and is answered as the API lets one."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from console.serving import Server, free_port
from signup_web.app import create_app
from signup_web.texting.bots import secret_of
from tests.e2e.ticketing import FILM, IMAX, Box, box_office
from tests.fakes.telegram import TOKEN
from tests.places import material
from tests.processes import started
from tests.waiting import until

PATIENCE = 30.0
GROUP = -1001234


class BotApi:
    """The stand-in while it runs, with a group in it that the product's bot is told of."""

    def __init__(self, url: str) -> None:
        self.url = url

    def control(self, what: str, **said: object) -> dict[str, object]:
        answer = requests.post(f"{self.url}/_control/{what}", json=said, timeout=10)
        answer.raise_for_status()
        return answer.json() if isinstance(answer.json(), dict) else {}

    def said(self) -> list[str]:
        """What our bot wrote there, oldest first."""
        found = requests.get(f"{self.url}/_control/messages", timeout=10).json()["messages"]
        return [each["text"] for each in found if each.get("from", {}).get("is_bot") and "text" in each]

    def write(self, text: str) -> str:
        """Somebody writes in the group; what the bot answers there."""
        before = len(self.said())
        self.control("update", chat_id=GROUP, text=text)
        until(lambda: len(self.said()) > before, PATIENCE, f"the answer to {text}")
        return self.said()[before]


@pytest.fixture
def api() -> Iterator[BotApi]:
    program, port = material("fakes/telegram_fake.py"), free_port()
    bot = BotApi(f"http://127.0.0.1:{port}")
    with started(sys.executable, program, "--port", str(port), cwd=program.parent):
        until(lambda: _answers(bot), PATIENCE, "the stand-in")
        bot.control("config", token=TOKEN)
        bot.control("chats", chats=[{"id": GROUP, "type": "supergroup", "title": "Film club"}])
        yield bot


def _answers(bot: BotApi) -> bool:
    try:
        return requests.get(f"{bot.url}/_control/stats", timeout=1).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def box(api: BotApi, tmp_path: Path) -> Iterator[Box]:
    with (
        box_office(tmp_path, suggestions="open", previews_per_address=100, telegram_api_url=api.url) as box,
        closing(Server(create_app(box.services))) as server,
    ):
        channel = box.services.channel("telegram")
        channel.listen(f"{server.url}/telegram/inbound", secret_of(box.services, "telegram"))  # type: ignore[attr-defined]
        yield box


def test_a_group_finds_what_there_is_makes_an_alert_is_told_asks_and_stops(api: BotApi, box: Box) -> None:
    assert api.write("/regions@fake_bot bom") == "Mumbai (MUMBAI)"
    assert api.write("/theatres mumbai vashi") == "INOX: Raghuleela Mall, Vashi (INVS)"
    assert api.write("/movies mumbai").startswith(f"{FILM}: English 2D")
    asked = api.write(f"/alert {FILM}; mumbai; palladium + INVS; Fri-Sun after 18:00; english; imax 3d")
    assert asked.startswith(f"{FILM}, Fri 20 Nov, Sat 21 Nov, Sun 22 Nov, after 18:00. We read: ")
    assert box.store.watches() == []
    assert "we tell you as each theatre opens" in api.write("/each")
    box.pass_time(2)
    assert "Waiting" in api.write("/status") or "open" in api.write("/status")
    before = len(api.said())
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "1")  # too early in the day
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T20:30", "2")
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T23:30", "3")
    box.pass_time(2)
    opened, added = api.said()[before:]
    assert "20:30" in opened
    assert "09:30" not in opened
    assert ("New showings:" in added, "23:30" in added, "20:30" in added) == (True, True, False)
    assert "no more messages" in api.write("/stop")
    before = len(api.said())
    box.shop.open(IMAX[0], "INVS", "2026-11-21T21:00", "4")
    box.pass_time(2)
    assert len(api.said()) == before
