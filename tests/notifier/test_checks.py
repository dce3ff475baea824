"""What is looked at between the claim and the send: consent, switches, hours, stock, money."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid, StoreUnavailable
from coatcheck.model import ChannelAddress, DeliveryState, Frequency, RestockEvent, Status
from coatcheck.people.membership import opt_out, rearm
from coatcheck.telling import switches
from coatcheck.telling.announcement import headline
from notifier import stock
from notifier.deliver import deliver
from tests.examples import watch
from tests.fakes.ports import Failing, HandClock
from tests.notifier.notifying import JACKET, World, made

MIDNIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)  # in Los Angeles
MORNING = datetime(2026, 3, 3, 16, tzinfo=UTC)  # eight o'clock there


def at_night(world: World, *sizes: str) -> RestockEvent:
    """A restock at midnight, where the people live."""
    world.clock.moment = MIDNIGHT
    return world.tell_everybody(*sizes)


def in_the_morning(world: World) -> None:
    """Three ticks, the first at eight o'clock."""
    world.clock.moment = MORNING
    for _ in range(3):
        world.wait(60)


def _closed(name: str) -> Any:
    raise Invalid(f"The channel {name!r} is not switched on.")


def test_o1_who_says_stop_before_the_send_hears_nothing(world: World) -> None:
    ann = world.join("ann")
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    opt_out(world.store, "ann", world.clock.now(), "text")
    world.work()
    assert world.state_of("ann", event) is DeliveryState.SUPPRESSED
    assert world.texts(ann) == []


def test_who_was_erased_hears_nothing(world: World) -> None:
    ann = world.join("ann")
    world.restock("M")
    world.handle(world.bus.messages.pop(0))
    world.store.erase_person("ann")
    world.work()
    assert world.texts(ann) == []


def test_at_night_texts_are_held_until_the_morning(world: World) -> None:
    ann = world.join("ann")
    event = at_night(world)
    assert world.delivery("ann", event).state is DeliveryState.HELD
    assert world.delivery("ann", event).next_at == MORNING
    in_the_morning(world)
    assert len(world.texts(ann)) == 1


def test_the_second_ways_own_night_counts(world: World) -> None:
    ann = world.join("ann", fallback=ChannelAddress("sms", "+4915123456789"))  # nine at night in Germany
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    world.wait(60)
    assert world.twilio.told() == {}
    world.clock.moment = datetime(2026, 3, 3, 7, 1, tzinfo=UTC)
    world.wait(60)
    assert world.twilio.told() == {"+4915123456789": 1}


def test_who_chose_any_hour_is_told_at_night(world: World) -> None:
    ann = world.join("ann", any_hour=True)
    at_night(world)
    assert len(world.texts(ann)) == 1


def test_channels_that_wake_nobody_send_at_night(store: Any, twilio: Any, capsys: pytest.CaptureFixture[str]) -> None:
    world = World(store, twilio, channels=("console",))
    ann = world.join("ann")
    world.store.put_subscriber(replace(ann, to=replace(ann.to, channel="console")))
    event = at_night(world)
    assert headline(event) in capsys.readouterr().out


def test_what_sold_out_overnight_is_not_told_and_waits_again(world: World) -> None:
    ann = world.join("ann")
    event = at_night(world)
    world.stock(M=False)
    in_the_morning(world)
    assert world.texts(ann) == []
    assert world.state_of("ann", event) is DeliveryState.SOLD_OUT
    assert world.subscription("ann").armed == ("M",)
    world.tell_everybody("M")
    assert len(world.texts(ann)) == 1


def test_of_two_sizes_the_one_that_is_left_is_told_and_the_other_waits_again(world: World) -> None:
    ann = world.join("ann", "M", "L")
    at_night(world, "M", "L")
    world.stock(M=True, L=False)
    in_the_morning(world)
    assert world.sizes_told(ann) == [["M"]]
    assert world.subscription("ann").armed == ("L",)


def test_what_sold_out_and_came_back_while_a_message_was_held_is_told_once(world: World) -> None:
    ann = world.join("ann")
    at_night(world)
    world.stock(M=False)
    world.tell_everybody("M")
    in_the_morning(world)
    assert len(world.texts(ann)) == 1


def test_what_comes_back_in_the_moment_it_is_taken_back_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = world.join("ann")
    at_night(world)
    world.stock(M=False)
    store = stock._store

    def back_just_before(*arguments: Any) -> Any:
        monkeypatch.setattr(stock, "_store", store)
        world.restock("M")
        world.handle(world.bus.messages.pop())  # passes ann by: she is not armed yet
        return store(*arguments)

    monkeypatch.setattr(stock, "_store", back_just_before)
    in_the_morning(world)
    assert len(world.texts(ann)) == 1


def test_who_was_taken_back_keeps_a_place_before_those_who_came_later(world: World) -> None:
    world.join("ann")
    event = at_night(world)
    world.stock(M=False)
    in_the_morning(world)
    since = world.subscription("ann").armed_at
    assert since == world.delivery("ann", event).created_at


def test_every_restock_taken_back_does_not_start_the_cooldown(world: World) -> None:
    world.store.add_watch(watch(JACKET, cooldown=86400))
    ann = world.join("ann")
    world.store.put_subscription(replace(world.subscription("ann"), frequency=Frequency.EVERY))
    at_night(world)
    world.stock(M=False)
    in_the_morning(world)
    world.tell_everybody("M")
    assert len(world.texts(ann)) == 1


def test_an_old_alert_waits_while_nobody_can_tell_whether_it_is_still_true(world: World) -> None:
    ann = world.join("ann")
    event = at_night(world)
    world.shop_blocks()
    in_the_morning(world)
    assert world.state_of("ann", event) is DeliveryState.HELD
    world.stock(M=True)
    for _ in range(6):
        world.wait(60)
    assert len(world.texts(ann)) == 1


def test_an_alert_that_nobody_can_prove_for_a_day_is_given_up_and_its_person_waits_again(world: World) -> None:
    ann = world.join("ann")
    event = at_night(world)
    world.shop_blocks()
    world.clock.moment = MORNING + timedelta(days=1)
    world.wait(60)
    assert world.state_of("ann", event) is DeliveryState.STALE
    assert [letter.reason for letter in world.store.dead_letters(9)] == [world.delivery("ann", event).error]
    world.tell_everybody("M")
    assert len(world.texts(ann)) == 1


def test_the_kill_switch_holds_everything_until_it_is_off(world: World) -> None:
    ann = world.join("ann")
    switches.stop(world.store, "too many texts")
    event = world.tell_everybody()
    for _ in range(10):
        world.wait(60)
    assert world.delivery("ann", event).error == "stopped: too many texts"
    assert world.texts(ann) == []
    switches.resume(world.store, world.clock.now())
    for _ in range(10):
        world.wait(60)
    assert len(world.texts(ann)) == 1


def test_a_channel_that_the_operator_stopped_is_not_probed(world: World) -> None:
    ann = world.join("ann")
    switches.stop(world.store, "the number is being moved", "sms")
    world.tell_everybody()
    for _ in range(20):
        world.wait(60)
    assert world.texts(ann) == []
    switches.resume(world.store, world.clock.now(), "sms")
    for _ in range(10):
        world.wait(60)
    assert len(world.texts(ann)) == 1


def test_texts_over_the_days_budget_wait_until_tomorrow(store: Any, twilio: Any) -> None:
    world = World(store, twilio, texts_per_day=3)
    for number in range(5):
        world.join(f"p{number}", any_hour=True)
    world.tell_everybody()
    assert sum(world.twilio.told().values()) == 3
    assert list(world.alerts()) == [switches.TEXTS_ALERT]
    world.clock.moment = datetime(2026, 3, 3, tzinfo=UTC)
    world.wait(60)
    assert sum(world.twilio.told().values()) == 5
    assert world.alerts() == {}


def test_s4_texts_that_a_busy_provider_did_not_take_do_not_use_up_the_day(store: Any, twilio: Any) -> None:
    world = World(store, twilio, texts_per_day=2)
    ann = world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429, "times": 5})
    world.tell_everybody()
    for _ in range(10):
        world.wait(60)
    assert len(world.texts(ann)) == 1
    assert switches.texts_left(store, 2, world.clock.now()) == 1


@pytest.mark.parametrize(("texts", "method"), [(1, "open_alert"), (2, "close_alert")])
def test_texts_that_were_counted_and_not_sent_for_a_store_that_failed_are_given_back(
    store: Any, twilio: Any, texts: int, method: str
) -> None:
    world = World(store, twilio, texts_per_day=texts)
    batch = made(world, "ann", "bob")
    context = world.new_context(store=Failing(store, method, StoreUnavailable("busy")))
    with pytest.raises(StoreUnavailable):
        deliver(batch, context)
    assert context.budget.take(2, world.clock.now()) == texts


def test_texts_that_were_counted_after_midnight_are_given_back_to_the_new_day(store: Any, twilio: Any) -> None:
    world = World(store, twilio, texts_per_day=2)
    batch = made(world, "ann")
    midnight, reading = datetime(2026, 3, 3, tzinfo=UTC), timedelta(seconds=0.7)
    world.twilio.fail({"fault": "error", "code": 20429, "times": 1})
    deliver(batch, world.new_context(clock=HandClock(midnight - 2.5 * reading, reading)))
    assert switches.texts_left(store, 2, midnight) == 2


def test_a_channel_that_is_switched_off_loses_nothing(world: World) -> None:
    ann = world.join("ann")
    world.settings = replace(world.settings, channels=("console",))
    world.context = world.new_context(channel_of=_closed)
    event = world.tell_everybody()
    assert world.state_of("ann", event) is DeliveryState.HELD
    world.context = world.new_context()
    for _ in range(6):
        world.wait(60)
    assert len(world.texts(ann)) == 1


def test_who_texts_reset_while_a_message_is_held_is_told_once(world: World) -> None:
    ann = world.join("ann")
    at_night(world)
    rearm(world.store, "ann", world.clock.now())
    world.stock(M=False)
    in_the_morning(world)
    assert person_status(world) is Status.ACTIVE
    world.tell_everybody("M")
    world.wait(60)
    assert len(world.texts(ann)) == 1


def person_status(world: World) -> Status:
    found = world.store.subscriber("ann")
    assert found
    return found.status


def test_a_message_in_doubt_stays_in_doubt_while_its_channel_is_switched_off(world: World) -> None:
    ann = world.join("ann")
    world.twilio.fail({"fault": "accept_then_drop", "times": 1})
    event = world.tell_everybody()
    world.context = world.new_context(channel_of=_closed)
    for _ in range(5):
        world.wait(60)
    assert world.state_of("ann", event) is DeliveryState.UNSURE
    world.context = world.new_context()
    for _ in range(5):
        world.wait(60)
    assert len(world.texts(ann)) == 1


def test_what_is_held_for_a_day_is_given_up(world: World) -> None:
    world.join("ann")
    switches.stop(world.store, "forgotten")
    event = world.tell_everybody()
    for _ in range(30):
        world.wait(3600)
    assert world.state_of("ann", event) is DeliveryState.STALE
    assert len(world.store.dead_letters(9)) == 1
