"""Claim, send, record, with a store or a channel that fails in between: nobody is told twice. Ids are those of the fault matrix (docs/faults.md)."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.channels.webpush import WebPush
from coatcheck.errors import MaybeSent, StoreUnavailable
from coatcheck.model import Delivery, DeliveryState
from coatcheck.ports import Channel, Note, Receipt
from notifier.deliver import deliver
from tests.fakes.ports import Failing
from tests.notifier.notifying import World, first, made, person, settle


class Refusing:
    """A store that takes no outcome for a while, or takes it and loses the answer."""

    def __init__(self, store: Any, times: int, after: bool) -> None:
        self._store, self._times, self._after = store, times, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_deliveries(self, changed: Sequence[Delivery]) -> list[Delivery]:
        if self._times:
            self._times -= 1
            if self._after:
                self._store.put_deliveries(changed)
            raise StoreUnavailable("not now")
        stored: list[Delivery] = self._store.put_deliveries(changed)
        return stored


@pytest.mark.parametrize("after", [False, True], ids=["not stored", "stored, and the answer lost"])
def test_r1_an_accepted_text_stays_accepted_when_the_store_fails(world: World, after: bool) -> None:
    batch = made(world, "ann")
    deliver(batch, world.new_context(store=Refusing(world.store, 2, after)))
    assert first(world, batch).state is DeliveryState.SENT
    settle(world)
    assert len(world.texts(person(world))) == 1


def test_r1_a_store_that_stays_away_makes_us_ask_and_not_send(world: World) -> None:
    batch = made(world, "ann")
    with pytest.raises(StoreUnavailable):
        deliver(batch, world.new_context(store=Refusing(world.store, 100, False)))
    settle(world)
    assert first(world, batch).state is DeliveryState.SENT
    assert len(world.texts(person(world))) == 1


def test_r2_a_message_that_comes_again_sends_nothing_again(world: World) -> None:
    batch = made(world, "ann", "bob")
    for _ in range(10):
        deliver(batch, world.context)
    assert sorted(world.twilio.told().values()) == [1, 1]


def test_r3_a_status_callback_that_came_first_stays(world: World) -> None:
    batch = made(world, "ann")
    real = world.channel("sms")

    class CalledBack(Through):
        def send(self, address: str, note: Note) -> Receipt:
            receipt = real.send(address, note)
            claimed = first(world, batch)
            done = replace(claimed, state=DeliveryState.DELIVERED, next_at=None, provider_id=receipt.provider_id)
            world.store.put_delivery(done)
            return receipt

    deliver(batch, world.new_context(channel_of=lambda name: CalledBack(real)))
    assert first(world, batch).state is DeliveryState.DELIVERED
    settle(world)
    assert len(world.texts(person(world))) == 1


def test_r1_an_accepted_text_is_recorded_over_what_somebody_else_wrote(world: World) -> None:
    batch = made(world, "ann")
    real = world.channel("sms")

    class WrittenBy(Through):
        def send(self, address: str, note: Note) -> Receipt:
            world.store.put_delivery(replace(first(world, batch), provider_status="queued"))
            return real.send(address, note)

    deliver(batch, world.new_context(channel_of=lambda name: WrittenBy(real)))
    assert first(world, batch).state is DeliveryState.SENT


def test_g3_a_store_that_fails_before_the_send_leaves_nothing_in_doubt(world: World) -> None:
    batch = made(world, "ann")
    with pytest.raises(StoreUnavailable):
        deliver(batch, world.new_context(store=Failing(world.store, "states", StoreUnavailable("gone"), after=False)))
    assert first(world, batch).state is DeliveryState.PENDING
    deliver(batch, world.context)
    assert len(world.texts(person(world))) == 1


class Through:
    """A channel around another."""

    name, can_find, is_idempotent, is_text, wakes = "sms", True, False, True, True

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)


def test_a_channel_that_breaks_is_one_delivery_in_doubt_and_no_more(world: World) -> None:
    batch = made(world, "ann", "bob")
    real, ann = world.channel("sms"), person(world)

    class Broken(Through):
        def send(self, address: str, note: Note) -> Receipt:
            if address == ann.to.address:
                raise KeyError("sid")
            return real.send(address, note)

    deliver(batch, world.new_context(channel_of=lambda name: Broken(real)))
    assert {world.store.delivery(key).state for key in batch.ids} == {DeliveryState.UNSURE, DeliveryState.SENT}
    settle(world)
    assert sorted(world.twilio.told().values()) == [1, 1]


def test_a_push_that_its_service_fails_to_take_is_tried_until_it_is_taken(world: World) -> None:
    """A repeat takes the place of what is shown, so it does not matter whether one of them went through."""
    batch, taken = made(world, "ann"), list[str]()

    class Faltering(Through):
        can_find, is_idempotent = False, WebPush.is_idempotent

        def send(self, address: str, note: Note) -> Receipt:
            taken.append(address)
            if len(taken) < 4:
                raise MaybeSent("HTTP 503")
            return Receipt()

    world.context = world.new_context(channel_of=lambda name: Faltering(world.channel("sms")))
    deliver(batch, world.context)
    settle(world)
    assert first(world, batch).state is DeliveryState.SENT
    assert len(taken) == 4
