"""Writing to the Telegram bot: the same words as by text, and no number needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.channels.telegram import SECRET_HEADER
from coatcheck.errors import Invalid
from coatcheck.model import ChannelAddress, Status, Subscriber
from coatcheck.people.links import subscriber_id
from signup_web.texting.bots import listen
from tests.fakes.serving import served
from tests.fakes.telegram import TOKEN, Telegram
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import Site

ANN = 4242


class Bot:
    """The site with its bot, and people who write to it."""

    def __init__(self, folder: Path, telegram: Telegram, base: str) -> None:
        self.site = Site(folder, channels=("telegram",), telegram_token=TOKEN, telegram_api_url=base)
        self.site.watch()
        listen(self.site.services, "telegram")
        self.secret = telegram.webhook["secret_token"]
        self.url = telegram.webhook["url"]
        self.updates = 0

    def write(self, text: str, secret: str | None = None, kind: str = "private", update: int = 0) -> str:
        """Somebody writes to the bot; what it answers, or the status where it refuses."""
        self.updates += 1
        chat = {"id": ANN, "type": kind}
        body = {"update_id": update or self.updates, "message": {"message_id": 1, "chat": chat, "text": text}}
        headers = {SECRET_HEADER: self.secret if secret is None else secret}
        answer = self.site.app.test_client().post("/telegram/inbound", json=body, headers=headers)
        return answer.json["text"] if answer.is_json else "" if answer.status_code == 200 else str(answer.status_code)

    def person(self) -> Subscriber | None:
        return self.site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("telegram", str(ANN))))

    def wants(self) -> dict[str, tuple[str, ...]]:
        person = self.person()
        return {each.watch_id: each.armed for each in self.site.store.subscriptions_of(person.id)} if person else {}


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    telegram = Telegram()
    with served(telegram.app()) as base:
        yield Bot(tmp_path, telegram, base)


def test_telegram_is_told_our_public_address(bot: Bot) -> None:
    assert bot.url == "https://coatcheck.example/telegram/inbound"


def test_without_a_public_address_the_bot_can_not_listen(tmp_path: Path) -> None:
    site = Site(tmp_path, channels=("telegram",), telegram_token=TOKEN, public_url="")
    with pytest.raises(Invalid, match="COATCHECK_PUBLIC_URL"):
        listen(site.services, "telegram")


def test_the_link_on_the_page_signs_up_for_its_product(bot: Bot) -> None:
    page = bot.site.visitor().get("/p/jacket").text
    assert "https://t.me/fake_bot?start=p_jacket" in page
    assert "text a size for Jacket" in bot.write("/start p_jacket")
    assert "alerts on: Jacket M, L" in bot.write("m, l")
    assert bot.wants() == {"jacket": ("M", "L")}
    assert bot.person().status is Status.ACTIVE


def test_commands_are_the_words_of_a_text(bot: Bot) -> None:
    bot.write("/join")
    bot.write("M")
    assert "Jacket sold out" in bot.write("/status@fake_bot")
    assert "back on the list" in bot.write("/reset")
    assert "https://coatcheck.example/help" in bot.write("/help")


def test_stop_is_recorded_and_answered_once_for_nobody_else_does(bot: Bot) -> None:
    bot.write("/join")
    bot.write("M")
    bot.site.wait(seconds=1)
    assert "no more messages" in bot.write("/stop")
    assert bot.write("stop") == ""
    assert bot.person().status is Status.OPTED_OUT
    bot.site.wait(seconds=1)
    assert "on again: Jacket M" in bot.write("/start")
    assert bot.wants() == {"jacket": ("M",)}


def test_who_does_not_know_the_secret_is_refused(bot: Bot) -> None:
    assert bot.write("/join", secret="guess") == "403"
    assert bot.write("/join", secret="") == "403"
    assert bot.write("/join", secret="\xe9") == "403"
    assert bot.person() is None


def test_where_telegram_is_switched_off_its_door_is_shut(tmp_path: Path) -> None:
    assert Site(tmp_path).app.test_client().post("/telegram/inbound", json={}).status_code == 403


def test_a_repeated_message_is_answered_once(bot: Bot) -> None:
    assert bot.write("/help", update=7) != ""
    assert bot.write("/help", update=7) == ""


def test_groups_are_left_to_the_operator(bot: Bot) -> None:
    assert bot.write("/join", kind="supergroup") == ""
    assert bot.person() is None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"update_id": "x"}', b'{"x": ' + b"[" * 60_000], ids=range(6)
)
def test_what_is_no_message_is_refused(bot: Bot, body: bytes) -> None:
    answer = bot.site.app.test_client().post("/telegram/inbound", data=body, headers={SECRET_HEADER: bot.secret})
    assert answer.status_code == 400
