"""Telegram, whose Bot API is a stand-in."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from coatcheck.bootstrap import Services
from coatcheck.config import parse
from signup_web.texting.bots import listen
from tests.counterparts.house import House, told_once
from tests.fakes.serving import served
from tests.fakes.telegram import TOKEN, Telegram

ANN = "42"


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def house(telegram: Telegram, tmp_path: Path) -> Iterator[House]:
    with served(telegram.app()) as base:
        bot = {"COATCHECK_TELEGRAM_TOKEN": TOKEN, "COATCHECK_TELEGRAM_API_URL": base}
        with House(tmp_path, {"COATCHECK_CHANNELS": "telegram", **bot}) as house:
            # Telegram writes to https:// alone; what it is told to repeat is the same for the site on loopback.
            public = parse({**house.environment, "COATCHECK_PUBLIC_URL": "https://coats.example"})
            with closing(Services(public)) as services:
                listen(services, "telegram")
            house.sign_up("telegram", ANN, lambda: telegram.sent[0]["text"].strip("*")[:6])
            yield house


def write(house: House, telegram: Telegram, words: str) -> None:
    """What Ann writes to the bot, as https://core.telegram.org/bots/api#update has it."""
    path = telegram.webhook["url"].removeprefix("https://coats.example")
    chat = {"id": int(ANN), "type": "private"}
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": words}}
    secret = {"X-Telegram-Bot-Api-Secret-Token": telegram.webhook["secret_token"]}
    requests.post(house.url + path, json=update, headers=secret, timeout=10).raise_for_status()


def test_a_restock_is_told_once_until_they_write_stop(telegram: Telegram, house: House) -> None:
    told_once(house, lambda: telegram.sent[1:], lambda: write(house, telegram, "/stop"))
