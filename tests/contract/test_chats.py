"""Discord, Slack and ntfy: each message in the chat's own markup, within its limits; an address is a key, and in no error."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from coatcheck.channels import discord, open_channel, slack
from coatcheck.channels.markup import written
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Transient
from coatcheck.ports import Channel, Line, Note
from coatcheck.process.log import mask
from console.serving import free_port
from tests.fakes import chats
from tests.fakes.serving import served

LINK = "https://c.example/r/aB_c-3"
AWKWARD = "*Coat* _M_ <!channel> @everyone & [x](y) | `1` 🧥"
LINES = (Line(AWKWARD, strong=True), Line(), Line("09:30", "IMAX", url=f"{LINK}?a=1|2"), Line("All showings", url=LINK))
NOTE = Note(text=f"{AWKWARD} {LINK}", title=AWKWARD, url=LINK, reference="d")


def chat(name: str, **settings: Any) -> Channel:
    return open_channel(name, Settings(**settings), lambda: pytest.fail("nothing is fetched here"))


@pytest.fixture
def room() -> Iterator[tuple[Channel, str, chats.Discord]]:
    """A channel of Discord's, its address, and the stand-in."""
    fake = chats.Discord()
    with served(fake.app()) as base:
        yield chat("discord", discord_api_url=base), f"{base}/api/webhooks/1/good", fake


def test_words_are_themselves_and_addresses_lead_somewhere(room: tuple[Channel, str, chats.Discord]) -> None:
    channel, address, fake = room
    channel.send(address, NOTE)
    channel.send(address, replace(NOTE, lines=LINES))
    channel.send(address, Note(text=f"See {LINK}."))
    title, lines, text = (sent["content"] for sent in fake.taken)
    assert title.endswith(f"\n{LINK}")
    assert title.startswith(r"**\*Coat\* \_M\_ \<!channel\> \@everyone")
    assert f"[09\\:30](<{LINK}?a=1|2>) IMAX\n[All showings](<{LINK}>)" in lines
    assert text == f"See {LINK}."
    assert written(NOTE, slack.MARKUP, 999).startswith("**Coat* _M_ &lt;!channel&gt; @everyone &amp; [x]")
    assert f"<{LINK}?a=1%7C2|09:30> IMAX" in written(replace(NOTE, lines=LINES), slack.MARKUP, 999)


@given(some.text(max_size=300), some.integers(min_value=60, max_value=400), some.booleans(), some.booleans())
def test_no_message_is_longer_than_it_may_be_and_the_link_is_always_whole(
    text: str, room: int, as_lines: bool, bare: bool
) -> None:
    lines = (*(Line(text, url=LINK) for _ in range(3)), Line("All", url=LINK)) if as_lines else ()
    note = Note(text=text) if bare else Note(text=text, title=text or "-", url=LINK, lines=lines)
    for markup in (discord.MARKUP, slack.MARKUP):
        words = written(note, markup, room)
        assert len(words) <= room
        assert bare or LINK in words


def test_a_busy_chat_waits_as_long_as_it_says_and_no_error_holds_the_address(
    room: tuple[Channel, str, chats.Discord],
) -> None:
    channel, address, fake = room
    fake.answer = fake.busy
    with pytest.raises(Transient) as caught:
        channel.send(address, NOTE)
    assert caught.value.retry_after == 0.75
    fake.answer, fake.drop = None, True
    with pytest.raises(MaybeSent) as lost:
        channel.send(address, NOTE)
    nowhere = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(Transient) as unsent:
        chat("discord", discord_api_url=nowhere).send(f"{nowhere}/api/webhooks/1/secret-key", NOTE)
    assert "good" not in lost.value.reason
    assert "secret-key" not in f"{unsent.value.reason} {unsent.value.__cause__}"
    assert mask("https://discord.com/api/webhooks/1/secret-key") == "https://***"
    assert mask("mailto://ann:secret@mail.example") == "mailto://***"


def test_the_addresses_that_a_chat_hands_out_are_known_and_others_are_not() -> None:
    real = chat("discord")
    known = "https://discord.com/api/webhooks/123/a-B_c"
    for spelling in (known, "https://discordapp.com/api/webhooks/123/a-B_c", f"{known.replace('/api', '/api/v10')}/"):
        assert real.normalize(spelling) == known
    assert real.normalize(f"{known}?thread_id=5") == f"{known}?thread_id=5"
    for name, other in (
        ("discord", "http://169.254.169.254/api/webhooks/1/x"),
        ("discord", "https://discord.com/api/webhooks/\N{ARABIC-INDIC DIGIT ONE}/x"),
        ("slack", "http://10.0.0.1/services/x"),
    ):
        with pytest.raises(Invalid):
            chat(name).normalize(other)


def test_a_notification_has_title_link_and_priority_and_is_cut_between_characters() -> None:
    fake = chats.Ntfy()
    with served(fake.app()) as base:
        channel = chat("ntfy", ntfy_url=base, ntfy_token=chats.TOKEN)
        channel.send("coats", replace(NOTE, text="é" * 5000))
        channel.send("coats", Note(text="123 is your code"))
        assert channel.check() == "ntfy answers as *"
        with pytest.raises(Rejected, match="token"):
            chat("ntfy", ntfy_url=base, ntfy_token="tk_wrong").check()
    news, code = fake.taken
    assert (news["title"], news["click"], news["priority"]) == (AWKWARD, LINK, 4)
    assert news["message"] == "é" * 2048
    assert code == {"topic": "coats", "message": "123 is your code"}


def test_apprise_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coatcheck.channels.apprise.find_spec", lambda name: None)
    with pytest.raises(Invalid, match=r"pip install 'coatcheck\[apprise\]'"):
        chat("apprise")
