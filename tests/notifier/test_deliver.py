"""Claim, check, send, record: each person is told once, whatever breaks. Ids are those of the fault matrix (docs/faults.md)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from coatcheck.model import DeliveryState, RestockEvent, Status, delivery_id
from coatcheck.ports import Channel, Note
from coatcheck.telling.dead_letters import replay
from coatcheck.telling.news import News
from coatcheck.telling.templates import Templates
from notifier.context import in_turn
from notifier.deliver import deliver
from tests.notifier.notifying import LONG, World, first, made, person, settle
from tests.racing import race


def test_x1_of_two_workers_one_sends(world: World) -> None:
    batch = made(world, "ann", "bob", "cat")
    assert race([lambda: deliver(batch, world.new_context())] * 2) == [None, None]
    assert sorted(world.twilio.told().values()) == [1, 1, 1]


def test_a_text_has_the_operators_own_words(world: World) -> None:
    own = Templates({"restock.sms": "Run! {{ sizes }} {{ link }} {{ stop }}"}, "en")
    batch = made(world, "ann")
    deliver(batch, world.new_context(templates=own))
    (text,) = world.texts(person(world))
    assert text == f"Run! M https://coatcheck.example/r/{first(world, batch).code} STOP to opt out."


class Broken(Templates):
    """Trips over one of the messages, as a mistake of ours would."""

    def news(self, channel: str, told: News, event: RestockEvent, link: str, *others: Any) -> News:
        if link.endswith(self.code):
            raise KeyError("a mistake")
        return told

    def __init__(self, code: str) -> None:
        super().__init__({}, "en")
        self.code = code


def test_a_message_that_cannot_be_made_fails_alone_and_the_operator_hears_of_it(world: World) -> None:
    batch = made(world, "ann", "bob", "cat")
    broken = first(world, batch)
    deliver(batch, world.new_context(templates=Broken(broken.code)))
    found = world.store.deliveries(batch.ids)
    assert sorted(each.state for each in found.values()) == [
        DeliveryState.FAILED,
        DeliveryState.SENT,
        DeliveryState.SENT,
    ]
    assert (found[broken.id].state, len(world.twilio.told())) == (DeliveryState.FAILED, 2)
    (letter,) = world.store.dead_letters(10)
    assert "could not be made: KeyError" in letter.reason
    assert "dead-letters" in world.alerts()
    replay(world.store, world.bus, letter.id, world.clock.now())
    world.work()
    assert sorted(world.twilio.told().values()) == [1, 1, 1]


def test_a_batch_that_fails_before_anything_was_sent_is_given_back(world: World) -> None:
    batch = made(world, "ann", "bob")

    def fail(name: str) -> Channel:
        raise KeyError(name)

    with pytest.raises(KeyError):
        deliver(batch, world.new_context(channel_of=fail))
    assert {each.state for each in world.store.deliveries(batch.ids).values()} == {DeliveryState.PENDING}
    settle(world, 1)
    assert sorted(world.twilio.told().values()) == [1, 1]


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
    assert first(world, batch).state in (DeliveryState.SENT, DeliveryState.DELIVERED)  # as Twilio says by then
    assert first(world, batch).provider_id


def test_x4_a_sender_that_stalled_does_not_send(world: World) -> None:
    batch = made(world, "ann")
    stalls: list[int] = []

    def stall(work: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[list[Any]]:
        """Half a minute is lost when the messages are ready, and before the first is handed over."""
        if jobs:
            stalls.append(len(jobs))
            world.clock.sleep(31)
        yield from in_turn(work, jobs)

    deliver(batch, world.new_context(together=stall))
    assert stalls == [1]
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


def test_the_log_says_of_what_somebody_was_not_told_and_when_that_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    def said() -> list[tuple[str, str | None]]:
        lines = [vars(record) for record in caplog.records if record.getMessage() == "Not told, or not yet"]
        caplog.clear()
        return [(line["title"], line.get("next_try")) for line in lines]

    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429, "times": 1})
    event = world.restock("M")
    world.work()
    waits = world.store.delivery(delivery_id(event.id, "ann"))
    assert waits
    assert waits.next_at
    assert said() == [(event.title, waits.next_at.isoformat(timespec="seconds"))]
    world.twilio.fail({"fault": "error", "code": 21610})
    world.wait(60)
    assert said() == [(event.title, None)]  # she said STOP: that is final


def test_the_log_says_who_will_not_be_told_any_more(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    def said() -> list[tuple[str, int, bool]]:
        lines = [vars(record) for record in caplog.records if record.getMessage() == "Not told, or not yet"]
        caplog.clear()
        return [(line["state"], line["people"], "next_try" in line) for line in lines]

    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 21617, "times": 1})
    world.restock("M")
    world.work()
    assert said() == [("failed", 1, False)]  # the provider would not have this message
    world.twilio.fail({"fault": "error", "code": 20429})
    world.restock("M")
    world.work()
    assert said() == [("pending", 1, True)]
    world.wait(61 * 60)
    assert said() == [("stale", 1, False)]  # too old to be news


def test_the_log_says_how_soon_people_were_told_and_who_should_have_been(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    def said() -> list[tuple[str, float | None]]:
        found = [
            (record.getMessage(), getattr(record, "seconds", None))
            for record in caplog.records
            if hasattr(record, "people")
        ]
        caplog.clear()
        return found

    world.join("ann"), world.join("bob", any_hour=True)
    world.restock("M")
    world.clock.sleep(7)
    world.work()
    assert said() == [("Told", 7)]
    world.join("cat")
    world.twilio.fail({"fault": "error", "code": 20429})
    world.restock("M")
    world.work()
    assert said() == [("Not told, or not yet", None)]  # it may still be in time
    world.wait(61)
    assert said() == [("Not told, or not yet", 61)]
    world.twilio.fail()
    world.wait(60)
    assert said() == [("Told", 121)]
    world.join("dan")
    world.clock.sleep(timedelta(hours=14).total_seconds())  # two in the morning
    world.restock("M")
    world.work()
    world.wait(timedelta(hours=10).total_seconds())
    assert said() == [("Not told, or not yet", None), ("Told", None)]  # it waited on purpose
