"""Why did I (not) get it? What really happened is told with its reason, whatever it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid, SendFailed, Transient
from coatcheck.model import (
    WAITING,
    ChannelAddress,
    Conditions,
    Consent,
    ConsentKind,
    Delivery,
    DeliveryState,
    Frequency,
    Health,
    Reason,
    RestockEvent,
    Status,
    Step,
    delivery_id,
)
from coatcheck.people.membership import opt_in, opt_out, rearm
from coatcheck.ports import Receipt, Store
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.telling import receipts, switches
from coatcheck.telling.deliveries import MOST_STEPS, stepped
from coatcheck.telling.reasons import HEALTHS, SENTENCES, STATES, steps
from coatcheck.telling.templates import Templates
from coatcheck.telling.timeline import timeline
from coatcheck.watching.stories import stories
from notifier.deliver import deliver
from tests import examples
from tests.fakes.ports import NOON
from tests.fakes.twilio import Control
from tests.notifier.notifying import JACKET, SECRET_KEY, World

MIDNIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)  # in Los Angeles
LIMIT = Conditions(maximum_price="100", currency="USD")
SECOND = ChannelAddress("sms", "+14155559999")


@pytest.fixture
def twilio(small_stand_in: Control) -> Control:
    """One stand-in is enough: what it answers is told in our words."""
    small_stand_in.reset()
    return small_stand_in


Happening = Callable[[World], RestockEvent]


def lines(world: World, event: RestockEvent, name: str = "ann") -> list[str]:
    """What this person is told of it, oldest first."""
    person = world.store.subscriber(name)
    (story,) = stories(world.store, person, world.clock.now())
    told = timeline(replace(story, events=(event,), since=NOON - timedelta(days=1)), world.clock.now())
    return [line.says for line in reversed(told)]


def waits(world: World, *wants: str, **fields: Any) -> None:
    world.join("ann", *wants)
    world.store.remove_subscription(world.subscription("ann").id)
    world.subscribe("ann", *(wants or ("M",)), **fields)


# What can happen, each as it really does


def told_before(world: World) -> RestockEvent:
    world.join("ann")
    world.tell_everybody()
    world.clock.sleep(60)
    return world.tell_everybody()


def another_size(world: World) -> RestockEvent:
    world.join("ann", "L")
    return world.tell_everybody()


def came_after_it(world: World) -> RestockEvent:
    event = world.restock("M")
    world.clock.sleep(1)
    waits(world, waiting_since=world.clock.now())
    world.work()
    return event


def told_a_moment_ago(world: World) -> RestockEvent:
    waits(world, every=True)
    world.tell_everybody()
    world.clock.sleep(60)
    return world.tell_everybody()


def too_dear(world: World) -> RestockEvent:
    waits(world, conditions=LIMIT)
    return world.tell_everybody()


def priced_in_other_money(world: World) -> RestockEvent:
    waits(world, conditions=LIMIT)
    event = world.restock("M", price="90", currency="EUR")
    world.work()
    return event


def too_few(world: World) -> RestockEvent:
    waits(world, conditions=Conditions(minimum_quantity=3))
    event = world.restock("M", quantity=2)
    world.work()
    return event


def a_price_nobody_asked_about(world: World) -> RestockEvent:
    world.join("ann")
    event = world.restock("M", before="150.00")
    world.work()
    return event


def without_a_code(world: World) -> RestockEvent:
    world.join("ann", status=Status.UNCONFIRMED)
    return world.tell_everybody()


def after_a_stop(world: World) -> RestockEvent:
    world.join("ann")
    opt_out(world.store, "ann", world.clock.now(), "text")
    world.clock.sleep(60)
    return world.tell_everybody()


def stopped_before_the_send(world: World) -> RestockEvent:
    world.join("ann")
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    opt_out(world.store, "ann", world.clock.now(), "text")
    world.work()
    return event


def unreachable(world: World) -> RestockEvent:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    world.clock.sleep(60)
    return world.tell_everybody()


def refused(world: World) -> RestockEvent:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21614)
    return world.tell_everybody()


def its_second_way_was_taken_back(world: World) -> RestockEvent:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21408)
    event = world.restock("M")
    for _ in ("fan out", "deliver"):
        world.handle(world.bus.messages.pop(0))
    stored = world.store.subscriber("ann")
    world.store.put_subscriber(replace(stored, fallback=None))
    world.work()
    return event


def a_later_wave(world: World) -> RestockEvent:
    world.settings = replace(world.settings, wave_factor=1)
    world.context = world.new_context()
    world.join("bob")
    waits(world, waiting_since=world.clock.now() - timedelta(minutes=1))
    event = world.restock("M", quantity=1)
    world.work()
    return event


def a_wave_too_late(world: World) -> RestockEvent:
    event = a_later_wave(world)
    world.stock(M=False)
    world.wait(600)
    world.wait(60)
    return event


def at_the_senders_pace(world: World) -> RestockEvent:
    world.settings = replace(world.settings, twilio_senders=("+14155550100=0.01",))
    world.context = world.new_context()
    world.join("bob")
    waits(world, waiting_since=world.clock.now() - timedelta(minutes=1))
    return world.tell_everybody()


def turned_away(world: World) -> RestockEvent:
    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20003})
    return world.tell_everybody()


def once_a_day(world: World) -> RestockEvent:
    world.join("ann")
    world.store.put_subscription(replace(world.subscription("ann"), frequency=Frequency.DAILY))
    return world.tell_everybody()


def at_night(world: World) -> RestockEvent:
    world.join("ann")
    world.clock.moment = MIDNIGHT
    return world.tell_everybody()


def held_for_everybody(world: World) -> RestockEvent:
    world.join("ann")
    switches.stop(world.store, "too many texts")
    return world.tell_everybody()


def forgotten_for_a_day(world: World) -> RestockEvent:
    event = held_for_everybody(world)
    world.clock.sleep(25 * 3600)
    world.wait(60)
    return event


def switched_off(world: World) -> RestockEvent:
    def closed(name: str) -> Any:
        raise Invalid(f"The channel {name!r} is not switched on.")

    world.join("ann")
    world.context = world.new_context(channel_of=closed)
    return world.tell_everybody()


def over_the_budget(world: World) -> RestockEvent:
    world.settings = replace(world.settings, texts_per_day=1)
    world.context = world.new_context()
    world.join("bob")
    waits(world, waiting_since=world.clock.now() - timedelta(minutes=1))
    return world.tell_everybody()


def blocked_and_old(world: World) -> RestockEvent:
    event = at_night(world)
    world.shop_blocks()
    world.clock.sleep(9 * 3600)
    world.wait(60)
    return event


def gone_before_the_send(world: World) -> RestockEvent:
    world.join("ann")
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    world.stock(M=False)
    world.work()
    world.wait(60)
    return event


def told_by_a_later_one(world: World) -> RestockEvent:
    event = at_night(world)
    held = world.delivery("ann", event)
    world.store.put_delivery(replace(held, rearmed=True, next_at=world.clock.now()))
    person = world.store.subscriber("ann")
    world.store.put_subscriber(replace(person, any_hour=True))
    world.wait(60)
    return event


def out_of_time(world: World) -> RestockEvent:
    world.join("ann")
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    batch = cast(DeliveryBatch, world.bus.messages.pop(0))

    def too_late(work: Any, items: Any) -> Any:
        world.clock.sleep(40)
        return ([work(item)] for item in items)

    deliver(batch, world.new_context(together=too_late))
    return event


def busy(world: World) -> RestockEvent:
    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429, "times": 1})
    return world.tell_everybody()


def unmade(world: World) -> RestockEvent:
    class Broken(Templates):
        def news(self, *about: Any) -> Any:
            raise KeyError("a mistake of ours")

    world.join("ann")
    world.context = world.new_context(templates=Broken({}, "en"))
    return world.tell_everybody()


def given_up(world: World) -> RestockEvent:
    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429, "times": 99})
    event = world.tell_everybody()
    world.clock.sleep(2 * 3600)
    world.wait(60)
    return event


def without_an_answer(world: World) -> RestockEvent:
    world.join("ann")
    world.twilio.fail({"fault": "accept_then_drop", "times": 1})
    return world.tell_everybody()


def sent(world: World) -> RestockEvent:
    world.join("ann")
    return world.tell_everybody()


def reported(world: World, event: RestockEvent, status: str, failure: SendFailed | None = None) -> None:
    delivery = world.delivery("ann", event)
    receipt = Receipt(provider_id=delivery.provider_id, status=status, failure=failure)
    receipts.record_status(world.store, world.bus, SECRET_KEY, delivery.id, receipt, world.clock.now())


def arrived(world: World) -> RestockEvent:
    event = sent(world)
    reported(world, event, "delivered")
    return event


def lost(world: World) -> RestockEvent:
    event = sent(world)
    reported(world, event, "undelivered", SendFailed("nobody knows", code="30008"))
    return event


def to_be_sent_again(world: World) -> RestockEvent:
    event = sent(world)
    reported(world, event, "undelivered", Transient("unreachable handset", code="30003"))
    return event


def not_sent_yet(world: World) -> RestockEvent:
    world.join("ann")
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    return event


def being_sent(world: World) -> RestockEvent:
    event = not_sent_yet(world)
    now = world.clock.now()
    world.store.claim([delivery_id(event.id, "ann")], "me", now, now + timedelta(seconds=90))
    return event


NONE = None  # no delivery of its own was made
HAPPENINGS: tuple[tuple[Happening, DeliveryState | None, Reason | None, str], ...] = (
    (told_before, NONE, Reason.NOT_ARMED, "Back: M. Told before, and not asked to be told again."),
    (another_size, NONE, Reason.OTHER_VARIANT, "Back: M. That is not what is waited for."),
    (came_after_it, NONE, Reason.CAME_LATER, "Back: M. Signed up after it was back."),
    (told_a_moment_ago, NONE, Reason.COOLDOWN, "Told of it shortly before: more comes after a pause."),
    (too_dear, NONE, Reason.PRICE, "Back: M. It cost more than the limit."),
    (priced_in_other_money, NONE, Reason.UNKNOWN_PRICE, "The shop named no price in the money of the limit."),
    (too_few, NONE, Reason.QUANTITY, "There were fewer pieces than asked for"),
    (a_price_nobody_asked_about, NONE, Reason.NO_NEWS, "A lower price: M. It was there before"),
    (without_a_code, NONE, Reason.UNCONFIRMED, "The address was not confirmed yet."),
    (after_a_stop, NONE, Reason.OPTED_OUT, "Back: M. Messages were stopped."),
    (stopped_before_the_send, DeliveryState.SUPPRESSED, Reason.OPTED_OUT, "Messages were stopped."),
    (unreachable, NONE, Reason.UNREACHABLE, "Back: M. The address could not be reached any more."),
    (refused, DeliveryState.FAILED, Reason.REFUSED, "The provider refused it for good."),
    (its_second_way_was_taken_back, DeliveryState.FAILED, Reason.NO_ADDRESS, "By the second way: There was no address to send it to."),
    (a_later_wave, DeliveryState.PENDING, Reason.WAVE, "those who had waited longer were told first. Looked at again: 2 Mar 2026, 12:05."),
    (a_wave_too_late, DeliveryState.SOLD_OUT, Reason.WAVE, "those who had waited longer were told first."),
    (a_wave_too_late, DeliveryState.SOLD_OUT, Reason.SOLD_OUT, "It was gone again before the message could be sent. The next restock will be told."),
    (at_the_senders_pace, DeliveryState.PENDING, Reason.PACE, "one after the other. Looked at again: 2 Mar 2026, 12:01."),
    (once_a_day, NONE, Reason.DAILY, "It is kept for the daily message. Looked at again: 2 Mar 2026, 18:00."),
    (at_night, DeliveryState.HELD, Reason.QUIET_HOURS, "held until the morning. Looked at again: 3 Mar 2026, 08:00."),
    (held_for_everybody, DeliveryState.HELD, Reason.STOPPED, "Messages were held for everybody."),
    (turned_away, DeliveryState.HELD, Reason.TURNED_AWAY, "Messages were held for everybody."),
    (forgotten_for_a_day, DeliveryState.STALE, Reason.STOPPED, "Messages were held for everybody. The next restock will be told."),
    (switched_off, DeliveryState.HELD, Reason.NO_CHANNEL, "This way of sending was switched off."),
    (over_the_budget, DeliveryState.HELD, Reason.BUDGET, "held until the next day. Looked at again: 2 Mar 2026, 16:00."),
    (blocked_and_old, DeliveryState.HELD, Reason.UNPROVEN, "nobody could tell whether it was still there."),
    (gone_before_the_send, DeliveryState.SOLD_OUT, Reason.SOLD_OUT, "It was gone again before the message could be sent."),
    (told_by_a_later_one, DeliveryState.SOLD_OUT, Reason.NOT_WANTED, "A later message told of it, or it was not waited for any more."),
    (out_of_time, DeliveryState.PENDING, Reason.INTERRUPTED, "There was no time left to send it: tried again."),
    (busy, DeliveryState.PENDING, Reason.NOT_TAKEN, "The provider did not take it. Looked at again:"),
    (given_up, DeliveryState.STALE, Reason.NOT_TAKEN, "The provider did not take it. The next restock will be told."),
    (unmade, DeliveryState.FAILED, Reason.UNMADE, "The message could not be made: our mistake. The next restock will be told."),
    (without_an_answer, DeliveryState.UNSURE, Reason.UNSURE, "Nobody knew whether it had been sent"),
    (sent, DeliveryState.SENT, None, "Sent."),
    (arrived, DeliveryState.DELIVERED, None, "It arrived."),
    (lost, DeliveryState.UNDELIVERED, Reason.LOST, "The network lost it. The next restock will be told."),
    (to_be_sent_again, DeliveryState.PENDING, Reason.LOST, "The network lost it. Looked at again:"),
    (not_sent_yet, DeliveryState.PENDING, None, "On its way."),
    (being_sent, DeliveryState.SENDING, None, "On its way."),
)  # fmt: skip


@pytest.mark.parametrize(("happening", "state", "reason", "sentence"), HAPPENINGS, ids=[f"{each[0].__name__}, {each[2]}" for each in HAPPENINGS])  # fmt: skip
def test_what_happened_is_told_with_its_reason(
    world: World, happening: Happening, state: DeliveryState | None, reason: Reason | None, sentence: str
) -> None:
    world.store.add_watch(examples.watch(JACKET, zone="America/Los_Angeles"))
    event = happening(world)
    found = world.store.delivery(delivery_id(event.id, "ann"))
    assert (found.state if found else None) is state
    assert [line for line in lines(world, event) if sentence in line]
    if reason:
        assert SENTENCES[reason].partition(":")[0] in " ".join(lines(world, event))


def test_nothing_that_can_happen_is_without_a_sentence_and_a_case() -> None:
    assert {reason for _, _, reason, _ in HAPPENINGS if reason} == set(Reason) == set(SENTENCES)
    assert {state for _, state, _, _ in HAPPENINGS if state} == set(DeliveryState) == set(STATES)
    assert set(HEALTHS) == set(Health)


def test_who_is_told_reads_of_each_step_in_order(world: World) -> None:
    world.store.add_watch(examples.watch(JACKET))
    event = at_night(world)
    world.clock.moment = datetime(2026, 3, 3, 16, tzinfo=UTC)
    world.wait(60)
    reported(world, event, "delivered")
    assert [line for line in lines(world, event) if "look" not in line] == [
        "Signed up.",
        "Back: M.",
        "It was night at that number: held until the morning.",
        "Sent.",
        "It arrived.",
    ]


def test_what_is_held_for_the_same_reason_again_and_again_is_one_step(world: World) -> None:
    event = held_for_everybody(world)
    for _ in range(5):
        world.wait(400)
    (step,) = world.delivery("ann", event).steps
    assert step == Step(event.at, DeliveryState.HELD, Reason.STOPPED)


def test_a_delivery_remembers_its_last_steps_alone() -> None:
    delivery = examples.delivery()
    for number in range(50):
        delivery = stepped(delivery, examples.after(number), (Reason.STOPPED, Reason.BUDGET)[number % 2])
    assert [step.at for step in delivery.steps] == [examples.after(number) for number in range(50 - MOST_STEPS, 50)]


@pytest.mark.parametrize("state", [state for state in DeliveryState if state not in WAITING])
def test_a_delivery_that_is_older_than_steps_says_how_it_ended(state: DeliveryState) -> None:
    old: Delivery = examples.delivery(state=state, next_at=None)
    assert steps(old) == (Step(NOON, state),)


def test_what_was_waited_for_then_counts_and_not_what_is_waited_for_now(world: World) -> None:
    world.store.add_watch(examples.watch(JACKET))
    told_before(world)
    world.clock.sleep(60)
    missed = world.tell_everybody()
    world.clock.sleep(60)
    rearm(world.store, "ann", world.clock.now())
    world.clock.sleep(60)
    assert "Back: M. Told before, and not asked to be told again." in lines(world, missed)
    again = world.tell_everybody()
    assert "Back: M." in lines(world, again)
    assert "Back: M. Told before, and not asked to be told again." in lines(world, missed)


def test_who_had_stopped_then_and_came_back_since_reads_that_they_had_stopped(world: World) -> None:
    world.store.add_watch(examples.watch(JACKET))
    missed = after_a_stop(world)
    world.clock.sleep(600)
    back = Consent(world.clock.now(), ConsentKind.OPT_BACK_IN, "text")
    opt_in(world.store, world.store.subscriber("ann"), back)
    told = lines(world, missed)
    assert "Back: M. Messages were stopped." in told
    assert "Messages were asked for again." in told


def test_what_nothing_explains_is_not_explained(store: Store, twilio: Control) -> None:
    world = World(store, twilio)
    store.add_watch(examples.watch(JACKET))
    world.join("ann")
    event = world.restock("M")
    assert "Back: M. On its way." in lines(world, event)
    store.take_off_outbox("b1", [event.id])
    assert any("Nothing that is kept says why" in line for line in lines(world, event))
