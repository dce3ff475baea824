"""What a provider says of a message that it took can be anything: it is stored as text, and the message is never sent again for it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from coatcheck.errors import MaybeSent, StoreUnavailable
from coatcheck.model import Delivery, DeliveryState
from coatcheck.ports import Note, Receipt, Store
from coatcheck.telling.dead_letters import ALERT
from notifier.deliver import deliver
from tests.fakes.twilio import Control
from tests.notifier.notifying import World, first, made, settle

Said = Callable[[], Any]


class Unspeakable:
    """An object that can't be told in words."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def header() -> object:
    """A header as the standard library has it, which is a str and can't be stored."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = "<1@c.example>"
    return mail["Message-ID"]


made_of: Any = Receipt  # of anything, as a careless library makes it
HOSTILE: dict[str, Said] = {
    "a header": lambda: made_of(header(), detail=header()),
    "objects": lambda: made_of(Unspeakable(), Unspeakable(), Unspeakable(), Unspeakable()),
    "numbers": lambda: made_of(17, 4.5, b"\xff"),
    "a megabyte": lambda: made_of("é" * 2**20, "sent" * 2**18, "x" * 2**20),
    "NULs": lambda: made_of("\0" * 9, "\0", "a\0b"),
    "half a pair": lambda: made_of("\ud800", "\udfff", "\ufffe"),
    "no receipt": lambda: None,
    "a dict": lambda: {"sid": Unspeakable()},
}


class Hostile:
    """A provider that takes every message, and then says whatever it likes, or nothing."""

    name, can_find, is_idempotent, is_text, wakes = "sms", False, False, False, False

    def __init__(self, say: Said) -> None:
        self.say, self.sent = say, 0

    def normalize(self, address: str) -> str:
        return address

    def check(self) -> str:
        return "hostile"

    def send(self, address: str, note: Note) -> Any:
        self.sent += 1
        return self.say()

    def find(self, address: str, note: Note, since: datetime) -> Any:
        return self.say()


@pytest.fixture
def world(store: Store, small_stand_in: Control) -> World:
    """A notifier on each of the stores."""
    small_stand_in.reset()
    return World(store, small_stand_in)


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_said_of_a_message_that_was_taken_it_is_sent_once(world: World, said: Said) -> None:
    channel = world.open["sms"] = Hostile(said)
    world.join("ann")
    event = world.tell_everybody()
    settle(world, 30)
    kept = world.delivery("ann", event)
    assert (channel.sent, kept.state) == (1, DeliveryState.SENT)
    assert len(f"{kept.provider_id}{kept.provider_status}") <= 1000


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_said_when_asked_nothing_is_sent_for_it(world: World, said: Said) -> None:
    channel = world.open["sms"] = Hostile(said)
    channel.can_find = True
    batch = made(world, "ann")
    now = world.clock.now()
    world.store.claim(batch.ids, "dead", now, now)
    world.handle(batch)
    assert channel.sent == 0


@pytest.mark.parametrize("error", [KeyError("sid"), MaybeSent(Unspeakable(), Unspeakable())])  # type: ignore[arg-type]
def test_who_fails_after_it_took_a_message_is_given_it_twice_and_the_operator_is_told(
    world: World, error: Exception
) -> None:
    def broken() -> None:
        raise error

    channel = world.open["sms"] = Hostile(broken)
    world.join("ann")
    event = world.tell_everybody()
    settle(world, 30)
    assert channel.sent == 2
    assert world.state_of("ann", event) is DeliveryState.STALE
    assert "nobody can tell whether it went out" in world.alerts()[ALERT].text
    assert len(world.store.dead_letters(9)) == 1
    assert world.subscription("ann").armed == ("M",)


def test_a_sender_that_dies_at_every_send_sends_twice_at_the_most(world: World) -> None:
    def dies() -> None:
        raise KeyboardInterrupt

    channel = world.open["sms"] = Hostile(dies)
    batch = made(world, "ann")
    for _ in range(10):
        with suppress(KeyboardInterrupt):
            deliver(batch, world.new_context())
        world.clock.sleep(300)
    assert channel.sent == 2
    assert first(world, batch).state is DeliveryState.STALE


class Away:
    """A store that can't take an outcome."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_deliveries(self, changed: list[Delivery]) -> list[Delivery]:
        raise StoreUnavailable("not now")


def test_what_was_taken_while_the_store_was_away_is_noted_when_it_is_back(world: World) -> None:
    channel = world.open["sms"] = Hostile(lambda: Receipt("17"))
    batch = made(world, "ann", "bob")
    context = world.new_context(store=Away(world.store))
    with pytest.raises(StoreUnavailable):
        deliver(batch, context)
    world.context = world.new_context(taken=context.taken)
    settle(world, 10)
    assert channel.sent == 2
    assert first(world, batch).state is DeliveryState.SENT
    assert first(world, batch).provider_id == "17"
