"""Claim, check, send, record: each person is told once, whatever breaks. Ids are those of the fault matrix."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import ChannelAddress, Consent, Delivery, DeliveryState, Status, Subscriber, delivery_id
from coatcheck.people import opt_out_subscriber, subscriber_at
from coatcheck.ports import Channel, Note, Receipt
from coatcheck.wire import DeliveryBatch
from notifier.deliver import deliver
from tests.racing import race
from tests.services.notifying import SECRET_KEY, Failing, World

LONG = 60  # seconds between two ticks
SECOND = ChannelAddress(channel="sms", address="+14155559999")


def settle(world: World, minutes: int = 10) -> None:
    """Let so many minutes of ticks pass."""
    for _ in range(minutes):
        world.wait(LONG)


def made(world: World, *names: str) -> DeliveryBatch:
    """The message that sends what was made for these people; nothing is sent yet."""
    for name in names:
        world.join(name)
    world.restock("M")
    world.handle(world.bus.messages.popleft())
    batch = world.bus.messages.popleft()
    assert isinstance(batch, DeliveryBatch)
    return batch


def first(world: World, batch: DeliveryBatch) -> Delivery:
    found = world.store.delivery(batch.ids[0])
    assert found
    return found


def person(world: World, name: str = "ann") -> Subscriber:
    found = world.store.subscriber(name)
    assert found
    return found


def test_x1_of_two_workers_one_sends(world: World) -> None:
    batch = made(world, "ann", "bob", "cat")
    assert race([lambda: deliver(batch, world.new_desk())] * 2) == [None, None]
    assert sorted(world.twilio.told().values()) == [1, 1, 1]


def test_x3_a_sender_that_died_after_its_claim_is_followed_by_one_that_asks_first(world: World) -> None:
    batch = made(world, "ann")
    now = world.clock.now()
    world.store.claim(batch.ids, "dead", now, now + timedelta(seconds=90))
    world.wait(LONG)
    assert world.twilio.accepted() == []
    world.wait(LONG)
    assert (first(world, batch).state, first(world, batch).lookups) == (DeliveryState.UNSURE, 1)
    settle(world)
    assert len(world.texts(person(world))) == 1


def test_s8_a_sender_that_died_after_the_text_was_taken_is_not_followed_by_another_text(world: World) -> None:
    batch = made(world, "ann")
    now = world.clock.now()
    (claimed,) = world.store.claim(batch.ids, "dead", now, now + timedelta(seconds=90))
    world.channel("sms").send(person(world).to.address, Note(text=f"M is back {claimed.code}"))
    settle(world)
    assert len(world.texts(person(world))) == 1
    assert first(world, batch).state is DeliveryState.SENT
    assert first(world, batch).provider_id


class Stalling:
    """A clock that loses half a minute between the claim and the send."""

    def __init__(self, world: World) -> None:
        self._clock, self._calls = world.clock, 0

    def now(self) -> Any:
        self._calls += 1
        if self._calls == 4:  # claimed, prepared, checked; then the send
            self._clock.sleep(31)
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)


def test_x4_a_sender_that_stalled_does_not_send(world: World) -> None:
    batch = made(world, "ann")
    deliver(batch, world.new_desk(clock=Stalling(world)))
    assert world.twilio.accepted() == []
    assert first(world, batch).state is DeliveryState.PENDING
    settle(world, 1)
    assert len(world.texts(person(world))) == 1


def test_s1_a_number_that_takes_no_texts_is_not_tried_again(world: World) -> None:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21614)
    event = world.tell_everybody()
    assert world.delivery("ann", event).state is DeliveryState.FAILED
    assert world.delivery("ann", event).error_code == "21614"
    assert person(world).status is Status.UNREACHABLE
    settle(world)
    assert world.twilio.accepted() == []


def test_s1_who_gave_a_second_way_is_told_by_that(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    settle(world, 1)
    assert world.twilio.told() == {SECOND.address: 1}
    assert person(world).status is Status.ACTIVE


def test_o1_who_said_stop_at_the_second_way_hears_nothing_there(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    stranger = subscriber_at(world.store, SECRET_KEY, SECOND, world.clock.now())
    opt_out_subscriber(world.store, stranger, Consent(at=world.clock.now(), kind="opt-out", method="text"))
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    settle(world)
    assert world.twilio.told() == {}


@pytest.mark.parametrize(("code", "kept"), [(21614, None), (21610, SECOND)])
def test_a_second_way_that_is_refused_leaves_the_first_one_open(
    world: World, code: int, kept: ChannelAddress | None
) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21408)
    event = world.restock("M")
    for _ in ("fan out", "deliver"):
        world.handle(world.bus.messages.popleft())
    world.twilio.refuse(SECOND.address, code)
    world.work()
    second = world.store.delivery(f"{delivery_id(event.id, 'ann')}.sms")
    assert second
    assert second.error_code == str(code)
    assert (person(world).status, person(world).fallback) == (Status.ACTIVE, kept)


def test_who_gave_a_second_way_is_told_by_it_what_the_first_would_not_have(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21408)
    world.tell_everybody()
    settle(world, 1)
    assert world.twilio.told() == {SECOND.address: 1}
    assert world.store.dead_letters(1) == []


def test_whose_text_was_refused_waits_for_the_next_restock(world: World) -> None:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21408)
    world.tell_everybody()
    assert world.subscription("ann").armed == ("M",)
    world.twilio.reset()
    world.stock(M=False)
    world.clock.sleep(60)
    world.tell_everybody()
    assert len(world.texts(ann)) == 1


def test_a_text_that_was_taken_and_found_undelivered_goes_the_second_way(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.fail({"fault": "accept_then_drop", "times": 1})
    event = world.tell_everybody()
    world.twilio.report(ann.to.address, "undelivered")
    settle(world, 3)
    assert world.state_of("ann", event) is DeliveryState.UNDELIVERED
    assert world.twilio.told() == {ann.to.address: 1, SECOND.address: 1}


def test_s2_who_said_stop_to_the_provider_said_stop_to_us(world: World) -> None:
    ann = world.join("ann", "M", "L")
    world.twilio.refuse(ann.to.address, 21610)
    event = world.tell_everybody("M")
    assert world.state_of("ann", event) is DeliveryState.SUPPRESSED
    assert person(world).status is Status.OPTED_OUT
    assert [(entry.kind, entry.method) for entry in person(world).consents] == [("opt-out", "provider")]
    assert world.subscription("ann").armed == ()


def test_s3_a_refused_account_holds_the_wave_and_loses_nothing(world: World) -> None:
    people = [world.join(name) for name in ("ann", "bob", "cat")]
    world.twilio.fail({"fault": "error", "code": 20003})
    event = world.tell_everybody()
    settle(world, 20)
    assert list(world.alerts()) == ["turned-away:sms"]
    assert {world.state_of(name, event) for name in ("ann", "bob", "cat")} == {DeliveryState.HELD}
    world.twilio.fail()
    settle(world, 20)
    assert [len(world.texts(one)) for one in people] == [1, 1, 1]
    assert world.alerts() == {}


def test_s3_a_stopped_channel_is_tried_by_one_text_in_five_minutes(world: World) -> None:
    for number in range(10):
        world.join(f"p{number}")
    world.twilio.fail({"fault": "error", "code": 20003})
    world.tell_everybody()
    tries = world.twilio.requests()
    settle(world, 20)
    assert world.twilio.requests() - tries in (3, 4)


def test_s4_a_busy_provider_is_tried_again_later_each_time(world: World) -> None:
    ann = world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429, "times": 3})
    event = world.tell_everybody()
    waiting = world.delivery("ann", event)
    assert waiting.state is DeliveryState.PENDING
    assert waiting.next_at
    assert timedelta(seconds=2) <= waiting.next_at - world.clock.now() <= timedelta(seconds=8)
    settle(world, 5)
    assert len(world.texts(ann)) == 1


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_truncate", "accept_then_error"])
def test_s5_a_text_that_was_taken_without_an_answer_is_found_and_not_sent_again(world: World, fault: str) -> None:
    ann = world.join("ann")
    world.twilio.fail({"fault": fault, "times": 1})
    event = world.tell_everybody()
    assert world.state_of("ann", event) is DeliveryState.UNSURE
    settle(world)
    assert len(world.texts(ann)) == 1
    assert world.delivery("ann", event).provider_id
    assert world.state_of("ann", event) is not DeliveryState.UNSURE


@pytest.mark.parametrize("fault", ["drop", "error"])
def test_s6_a_text_that_was_not_taken_is_sent_again_once_the_provider_had_its_time(world: World, fault: str) -> None:
    ann = world.join("ann")
    world.twilio.fail({"fault": fault, "times": 1})
    event = world.tell_everybody()
    for _ in range(2):
        world.wait(LONG)
        assert world.texts(ann) == []
        assert world.state_of("ann", event) is DeliveryState.UNSURE
    settle(world, 5)
    assert len(world.texts(ann)) == 1


def test_s7_a_second_text_that_may_be_one_too_many_is_flagged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.join("ann")
    world.twilio.fail({"fault": "drop", "times": 1})
    world.tell_everybody()
    settle(world)
    flagged = [record for record in caplog.records if getattr(record, "maybe_dup", False)]
    assert len(flagged) == 1


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
    deliver(batch, world.new_desk(store=Refusing(world.store, 2, after)))
    assert first(world, batch).state is DeliveryState.SENT
    settle(world)
    assert len(world.texts(person(world))) == 1


def test_r1_a_store_that_stays_away_makes_us_ask_and_not_send(world: World) -> None:
    batch = made(world, "ann")
    with pytest.raises(StoreUnavailable):
        deliver(batch, world.new_desk(store=Refusing(world.store, 100, False)))
    settle(world)
    assert first(world, batch).state is DeliveryState.SENT
    assert len(world.texts(person(world))) == 1


def test_r2_a_message_that_comes_again_sends_nothing_again(world: World) -> None:
    batch = made(world, "ann", "bob")
    for _ in range(10):
        deliver(batch, world.desk)
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

    deliver(batch, world.new_desk(channel_of=lambda name: CalledBack(real)))
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

    deliver(batch, world.new_desk(channel_of=lambda name: WrittenBy(real)))
    assert first(world, batch).state is DeliveryState.SENT


def test_g3_a_store_that_fails_before_the_send_leaves_nothing_in_doubt(world: World) -> None:
    batch = made(world, "ann")
    with pytest.raises(StoreUnavailable):
        deliver(batch, world.new_desk(store=Failing(world.store, "states", StoreUnavailable("gone"), after=False)))
    assert first(world, batch).state is DeliveryState.PENDING
    deliver(batch, world.desk)
    assert len(world.texts(person(world))) == 1


class Through:
    """A channel around another."""

    name, can_find, is_text = "sms", True, True

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

    deliver(batch, world.new_desk(channel_of=lambda name: Broken(real)))
    assert {world.store.delivery(key).state for key in batch.ids} == {DeliveryState.UNSURE, DeliveryState.SENT}
    settle(world)
    assert sorted(world.twilio.told().values()) == [1, 1]
