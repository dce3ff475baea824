"""One message a day, at an hour of theirs, in place of single ones: each news in one of them, whatever is repeated."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import (
    ANY,
    Availability,
    Change,
    Delivery,
    DeliveryState,
    Frequency,
    Reason,
    Status,
    Subscriber,
    Transition,
    Verdict,
)
from coatcheck.people import membership
from coatcheck.people.membership import opt_out
from coatcheck.ports import Store
from coatcheck.ports.messages import FanOut
from coatcheck.telling.daily import parts
from coatcheck.telling.daily_news import Known, daily_news
from notifier.fanout import fan_out
from tests.examples import after, change, event, state
from tests.fakes.ports import NOON, Failing
from tests.fakes.twilio import Control
from tests.notifier.notifying import BATCH, JACKET, World, settle
from tests.racing import race

HOUR = 3600


def daily(world: World, name: str = "ann", *wants: str, **fields: object) -> Subscriber:
    """Somebody who asked for one message a day, at six in the evening where they live. It is noon there."""
    person = world.join(name, *(wants or ("M",)), **fields)  # type: ignore[arg-type]
    world.store.put_subscription(replace(world.subscription(name), frequency=Frequency.DAILY))
    return person


def gone(world: World, size: str) -> None:
    """The last look proved that it is sold out, since now."""
    old = world.store.states([JACKET])[JACKET]
    world.version += 1
    left = Transition(size, world.clock.now(), Availability.IN_STOCK, Availability.OUT_OF_STOCK, in_stock=False)
    now = replace(
        old,
        version=world.version,
        variants=tuple(replace(each, in_stock=each.in_stock and each.id != size) for each in old.variants),
    )
    world.store.commit_verdict(
        BATCH, Verdict(state=now, change=Change(JACKET, world.version, world.clock.now(), (left,)))
    )


def messages(world: World, name: str = "ann") -> list[Delivery]:
    """Every delivery of theirs, oldest first."""
    return sorted(world.store.deliveries_of(name), key=lambda delivery: delivery.event.at)


def test_the_days_news_come_in_one_text_at_their_hour(world: World) -> None:
    ann = daily(world)
    world.tell_everybody("M")
    world.wait(12 * 60)
    gone(world, "M")
    world.wait(HOUR)
    world.tell_everybody("M")
    assert world.texts(ann) == []
    world.wait(5 * HOUR)
    (text,) = world.texts(ann)
    assert "There in the last 24 hours: Jacket M 12:00-12:12, 13:12 (there now)." in text
    assert "STOP to opt out" in text
    settle(world, 3)
    assert len(world.texts(ann)) == 1


def test_what_comes_after_the_hour_is_told_the_next_day(world: World) -> None:
    ann = daily(world)
    world.tell_everybody("M")
    world.wait(6 * HOUR + 60)
    world.tell_everybody("M")
    world.wait(12 * HOUR)
    assert len(world.texts(ann)) == 1
    world.wait(12 * HOUR)
    assert len(world.texts(ann)) == 2
    assert [delivery.id for delivery in messages(world)] == ["daily-2026-03-02.ann", "daily-2026-03-03.ann"]


def test_a_day_without_news_has_no_message(world: World) -> None:
    ann = daily(world)
    world.wait(30 * HOUR)
    assert world.texts(ann) == []


def test_whoever_is_told_daily_stays_on_the_list(world: World) -> None:
    daily(world)
    world.tell_everybody("M")
    assert world.subscription("ann").armed == ("M",)


def test_several_fan_outs_at_once_put_each_news_on_one_message(world: World) -> None:
    people = [daily(world, f"p{number}") for number in range(5)]
    first = FanOut(event=world.restock("M"))
    world.clock.sleep(1)
    second = FanOut(event=world.restock("M"))
    for _ in range(2):
        race([lambda message=message: fan_out(message, world.new_context()) for message in (first, second, first)])  # type: ignore[misc]
    world.bus.messages.clear()
    for person in people:
        (message,) = messages(world, person.id)
        assert sorted(each.id for each in message.daily) == sorted((first.event.id, second.event.id))


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done, and the answer lost"])
def test_news_whose_fan_out_breaks_off_or_comes_again_is_told_once(world: World, after: bool) -> None:
    ann = daily(world)
    earlier = FanOut(event=world.restock("M"))
    world.work()
    world.clock.sleep(60)
    broken = world.new_context(store=Failing(world.store, "fan_out", StoreUnavailable("gone"), after=after))
    message = FanOut(event=world.restock("M"))
    with pytest.raises(StoreUnavailable):
        fan_out(message, broken)
    for again in (message, earlier, message):
        fan_out(again, world.new_context())
    world.wait(6 * HOUR)
    for again in (message, earlier):
        fan_out(again, world.new_context())
    world.wait(25 * HOUR)
    assert len(world.texts(ann)) == 1


def test_what_a_person_left_meanwhile_is_not_told(world: World) -> None:
    ann, bob = daily(world, "ann", "M", "L"), daily(world, "bob")
    world.tell_everybody("M", "L")
    world.store.put_subscription(replace(world.subscription("ann"), wants=("L",), armed=("L",)))
    world.store.remove_subscription(world.subscription("bob").id)
    world.wait(7 * HOUR)
    assert world.sizes_told(ann) == [["L"]]
    assert world.texts(bob) == []
    assert [each.state for each in messages(world, "bob")] == [DeliveryState.SUPPRESSED]


def test_a_stop_at_noon_is_heeded_in_the_evening(world: World) -> None:
    ann = daily(world)
    world.tell_everybody("M")
    opt_out(world.store, "ann", world.clock.now(), "text")
    world.wait(7 * HOUR)
    assert world.texts(ann) == []
    assert [each.state for each in messages(world)] == [DeliveryState.SUPPRESSED]


def test_an_hour_in_the_night_waits_for_the_morning(world: World) -> None:
    ann = daily(world, daily_hour=23)
    world.tell_everybody("M")
    world.wait(12 * HOUR)
    assert world.texts(ann) == []
    world.tell_everybody("M")  # while it waits: told the next time
    world.wait(9 * HOUR)
    assert [text.count("Jacket") for text in world.texts(ann)] == [1]
    assert [len(each.daily) for each in messages(world)] == [1, 1]


def test_a_used_up_budget_and_a_night_lose_no_day(store: Store, small_stand_in: Control) -> None:
    """Eight in the morning in Berlin: the budget is used up until one o'clock at night there, and then it is quiet until eight."""
    small_stand_in.reset()
    world = World(store, small_stand_in, texts_per_day=3)
    zone: dict[str, Any] = {"zone": "Europe/Berlin", "daily_hour": 8}
    bob = world.join("bob", **zone)
    ann = daily(world, "ann", "M", **zone)
    world.tell_everybody("M")
    world.clock.moment = NOON + timedelta(hours=11)  # eight o'clock there
    assert world.context.budget.take(3, world.clock.now()) == 3
    world.wait(60)
    assert world.texts(ann) == []
    for _ in range(26):
        world.wait(HOUR)
    (text,) = world.texts(ann)
    assert "Jacket M 2 Mar 2026, 21:00 (there now)" in text
    assert len(world.texts(bob)) == 1


def test_of_a_slow_store_those_that_were_looked_up_in_time_are_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [daily(world, f"p{number}") for number in range(25)]
    world.tell_everybody("M")
    asked: list[str] = []

    def slowly(name: str) -> None:
        real = getattr(world.store, name)

        def read(*arguments: object) -> object:
            world.clock.sleep(1)
            asked.append(name)
            return real(*arguments)

        monkeypatch.setattr(world.store, name, read)

    for name in ("subscriptions_of", "changes"):
        slowly(name)
    world.wait(6 * HOUR + 60)
    sent = sum(map(len, map(world.texts, people)))
    assert 15 <= sent < 25
    assert asked.count("changes") == 1
    settle(world, 3)
    assert [len(world.texts(one)) for one in people] == [1] * 25


def test_a_message_that_can_not_be_sent_is_tried_again_with_the_same_news(world: World, twilio: Control) -> None:
    ann = daily(world)
    world.tell_everybody("M")
    twilio.fail({"fault": "error", "code": 20429, "times": 1})
    world.wait(6 * HOUR + 60)
    world.tell_everybody("M")
    settle(world)
    assert len(world.texts(ann)) == 1
    assert [(each.state, len(each.daily)) for each in messages(world)] == [
        (DeliveryState.SENT, 1),
        (DeliveryState.PENDING, 1),
    ]


def test_whoever_changes_to_single_messages_gets_what_was_gathered_and_then_each_at_once(world: World) -> None:
    ann = daily(world)
    world.tell_everybody("M")
    changed = replace(world.subscription("ann"), frequency=Frequency.ONCE)
    membership.choose(world.store, changed, ("M",), world.clock.now())
    world.wait(60)
    world.tell_everybody("M")
    assert len(world.texts(ann)) == 1
    world.wait(6 * HOUR)
    assert len(world.texts(ann)) == 2


def test_the_hour_is_that_of_their_zone_also_where_the_clocks_change(world: World) -> None:
    daily(world, "ann", zone="Europe/Berlin", daily_hour=2)
    world.clock.sleep((datetime.fromisoformat("2026-03-28T22:00+00:00") - NOON).total_seconds())
    world.tell_everybody("M")
    (message,) = messages(world)
    assert message.next_at == datetime.fromisoformat(
        "2026-03-29T01:00+00:00"
    )  # 3 in the morning: there is no 2 that day
    assert message.id == "daily-2026-03-29.ann"


def test_whoever_may_not_be_written_to_gathers_nothing(world: World) -> None:
    daily(world, status=Status.OPTED_OUT)
    world.tell_everybody("M")
    assert messages(world) == []


def test_an_endless_day_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coatcheck.telling.daily.MOST", 3)
    daily(world, "ann", ANY)
    for _ in range(5):
        world.tell_everybody("M")
        world.clock.sleep(1)
    (message,) = messages(world)
    assert len(message.daily) == 3
    fan_out(FanOut(event=message.daily[-1]), world.new_context())
    assert (messages(world), len(message.beyond)) == ([message], 2)


def test_whoever_moves_to_another_zone_gets_no_second_message_within_the_day(world: World) -> None:
    """Six in the evening in Los Angeles, and seven hours later in Tokyo."""
    ann = daily(world)
    world.tell_everybody("M")
    world.wait(6 * HOUR + 60)
    world.store.put_subscriber(replace(world.store.subscriber("ann"), zone="Asia/Tokyo"))
    world.tell_everybody("M")
    world.wait(12 * HOUR)
    assert len(world.texts(ann)) == 1
    world.wait(20 * HOUR)
    assert len(world.texts(ann)) == 2


def test_a_mail_lists_every_product_with_its_times_and_link() -> None:
    coat = event("coat", title="Coat", at=NOON, variants=("S", "M"))
    news = (coat, event(at=after(600)), event("coat", version=2, title="Coat", at=after(7200)))
    changes = {"coat": [change("coat", 2, after(60)), _out("coat", "S", 900), _out("coat", "M", 900)]}
    known = Known(states={"jacket": state()}, changes=changes)
    said = daily_news(news, known, "Europe/Berlin", "https://c.example/r/x", "CoatCheck", is_text=False, beyond=2)
    assert said.text.splitlines() == [
        "There in the last 24 hours: Coat, Jacket.",
        "Coat S 21:00-21:15: https://shop.example/coat",
        "Coat M 21:00-21:15, 23:00: https://shop.example/coat",
        "Jacket M 21:10: https://shop.example/jacket",
        "and 2 lines more",
        "",
        "See: https://c.example/r/x",
    ]


def _out(watch: str, size: str, seconds: float) -> Change:
    left = Transition(size, after(seconds), Availability.IN_STOCK, Availability.OUT_OF_STOCK, in_stock=False)
    return Change(watch, 3, NOON + timedelta(seconds=seconds), (left,))


def test_why_it_was_not_told_at_once_is_that_it_is_told_once_a_day(world: World) -> None:
    daily(world)
    event = world.tell_everybody("M")
    (message,) = messages(world)
    (part,) = parts(message)
    assert (part.event, part.id) == (event, f"{event.id}.ann")
    assert [step.reason for step in part.steps] == [Reason.DAILY]
