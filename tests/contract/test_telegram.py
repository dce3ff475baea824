"""Telegram: markup, groups, pins and moves."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from coatcheck.channels import open_channel
from coatcheck.channels.telegram import escape
from coatcheck.config import Settings
from coatcheck.errors import Rejected, Scope, Transient
from coatcheck.ports import Channel, Line, Note
from console.serving import free_port
from tests.fakes.serving import served
from tests.fakes.telegram import TOKEN, Telegram, plain, read, unescaped
from tests.places import material
from tests.processes import started

AWKWARD = "Jäcket_(M) *is* [back]! #1 - $1.20 > {a|b} ~`=+\\ 🧥"
LINES = (
    Line(AWKWARD, strong=True),
    Line(),
    Line("09:30", AWKWARD, url="https://c.example/(a)_b?c=d\\e"),
    Line("All showings", url="https://c.example/r/a_b"),
)
NOTE = Note(text=f"{AWKWARD}\nhttps://c.example/r/a_b", title=AWKWARD, url="https://c.example/r/a_b", reference="d")


def telegram(base: str, **settings: Any) -> Channel:
    fields = {"telegram_token": TOKEN, "telegram_api_url": base, **settings}
    return open_channel("telegram", Settings(**fields), lambda: pytest.fail("nothing is fetched here"))


@pytest.fixture
def fake() -> Telegram:
    return Telegram()


@pytest.fixture
def base(fake: Telegram) -> Iterator[str]:
    with served(fake.app()) as base:
        yield base


@given(some.text())
def test_whatever_is_written_is_escaped(text: str) -> None:
    assert unescaped(escape(text)) == ""


def test_the_title_is_bold_and_the_link_below_it(base: str, fake: Telegram) -> None:
    telegram(base).send("42", Note(text="t", title="M is back", url="https://c.example/r/x"))
    assert fake.sent[0]["text"] == "*M is back*\nhttps://c\\.example/r/x"
    assert fake.sent[0]["parse_mode"] == "MarkdownV2"


def test_lines_stand_out_and_lead_where_they_say(base: str, fake: Telegram) -> None:
    telegram(base).send("42", replace(NOTE, lines=LINES))
    links, text = read(fake.sent[0]["text"])
    assert links == {line.text: line.url for line in LINES if line.url}
    assert plain(text) == f"{AWKWARD}\n\n09:30 {AWKWARD}\nAll showings"
    assert fake.sent[0]["text"].startswith(f"*{escape(AWKWARD)}*\n")


def test_ones_own_page_is_linked_in_a_private_chat_and_never_in_a_group(base: str, fake: Telegram) -> None:
    note = Note(text="t", title="M is back", url="https://c.example/r/x", manage="https://c.example/m/token")
    for address in ("42", "-1001", "@coats"):
        telegram(base).send(address, note)
    private, *groups = (sent["text"] for sent in fake.sent)
    assert private.endswith("Tell me again, change or stop: https://c\\.example/m/token")
    assert not any("/m/" in text for text in groups)


def test_alerts_in_groups_are_pinned_where_the_operator_wants_it(base: str, fake: Telegram) -> None:
    telegram(base, telegram_pin=True).send("-1001", NOTE)
    telegram(base, telegram_pin=True).send("42", NOTE)
    telegram(base, telegram_pin=False).send("-1001", NOTE)
    assert [pin["chat_id"] for pin in fake.pinned] == ["-1001"]


def test_a_group_that_moved_gets_the_message_at_its_new_number(base: str, fake: Telegram) -> None:
    moved = (400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1002})
    fake.states["-1"] = moved
    telegram(base, telegram_pin=True).send("-1", NOTE)
    assert [message["chat_id"] for message in fake.sent] == ["-1002"]
    assert fake.pinned[0]["chat_id"] == "-1002"


def test_a_busy_bot_waits_as_long_as_telegram_says(base: str, fake: Telegram) -> None:
    fake.busy = 1
    with pytest.raises(Transient) as caught:
        telegram(base).send("42", NOTE)
    assert caught.value.retry_after == 7


# The larger stand-in, which reads markup as Telegram's own server does


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with started(sys.executable, material("fakes/telegram_fake.py"), "--port", str(port)):
        session = requests.Session()
        session.mount(
            "http://", requests.adapters.HTTPAdapter(max_retries=requests.adapters.Retry(9, backoff_factor=0.1))
        )
        chats = [
            {"id": 42},
            {"id": -1001, "type": "group"},
            {"id": 7, "state": "blocked"},
            {"id": -5, "state": "kicked"},
        ]
        session.post(f"{base}/_control/chats", json={"chats": chats}, timeout=10).raise_for_status()
        session.close()
        yield base


def test_markup_arrives_as_it_was_meant(large: str) -> None:
    telegram(large, telegram_pin=True).send("-1001", NOTE)
    messages = requests.get(f"{large}/_control/messages", timeout=10).json()["messages"]
    assert messages[-1]["text"] == NOTE.text
    assert [entity["type"] for entity in messages[-1]["entities"]] == ["bold"]


def test_links_and_bold_words_arrive_as_they_were_meant(large: str) -> None:
    telegram(large).send("42", replace(NOTE, lines=LINES))
    message = requests.get(f"{large}/_control/messages", timeout=10).json()["messages"][-1]
    assert message["text"] == f"{AWKWARD}\n\n09:30 {AWKWARD}\nAll showings"
    found = {each["type"]: each for each in message["entities"]}
    assert set(found) == {"bold", "text_link"}
    assert [each["url"] for each in message["entities"] if "url" in each] == [line.url for line in LINES if line.url]


def test_more_showings_than_a_message_holds_leave_the_link_to_all_of_them(large: str) -> None:
    many = [Line(f"{number}", "x" * 80, url="https://c.example/1") for number in range(200)]
    telegram(large).send("42", replace(NOTE, lines=(*LINES[:1], *many, LINES[-1])))
    message = requests.get(f"{large}/_control/messages", timeout=10).json()["messages"][-1]
    assert message["text"].endswith("All showings")
    assert len(message["text"]) > 3900


def test_a_very_long_message_is_cut_to_what_telegram_takes(large: str) -> None:
    telegram(large).send("42", Note(text="t", title="." * 5000, url="https://c.example/r/x"))
    telegram(large).send("42", Note(text="." * 5000))


@pytest.mark.parametrize("chat", ["7", "-5", "999"])
def test_s1_who_blocked_the_bot_or_threw_it_out_is_not_written_to_again(large: str, chat: str) -> None:
    with pytest.raises(Rejected) as caught:
        telegram(large).send(chat, NOTE)
    assert caught.value.scope is Scope.ADDRESS


def test_s3_a_wrong_token_is_about_the_account(large: str) -> None:
    with pytest.raises(Rejected) as caught:
        telegram(large, telegram_token="1:wrong").send("42", NOTE)
    assert caught.value.scope is Scope.ACCOUNT
