"""The bus of one machine: at least once, whatever its handlers do."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from threading import Event, Thread
from time import monotonic

import pytest

from coatcheck.bus.local import LocalBus
from coatcheck.errors import BusUnavailable, StoreUnavailable
from coatcheck.model import DeadLetter
from coatcheck.ports.messages import DeliveryBatch, Message, Tick, reopen

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECONDS = 10.0  # nobody waits that long unless something is broken


def tick(number: int) -> Tick:
    return Tick(slot=START + timedelta(seconds=number))


class Buried(list[DeadLetter]):
    """The dead letters, in order."""


@pytest.fixture
def buried() -> Buried:
    return Buried()


@pytest.fixture
def make(buried: Buried) -> Iterator[Callable[..., LocalBus]]:
    """Makes buses that retry at once, and closes them."""
    made: list[LocalBus] = []

    def bus(workers: int = 1, bury: Callable[[DeadLetter], None] = buried.append) -> LocalBus:
        made.append(LocalBus(bury, {"ticks": workers}, backoff=0.001))
        return made[-1]

    yield bus
    for one in made:
        one.close()


def test_every_subscriber_of_a_topic_gets_every_message_in_order(make: Callable[..., LocalBus]) -> None:
    bus, first, second = make(), list[Message](), list[Message]()
    bus.subscribe("ticks", first.append)
    bus.subscribe("ticks", second.append)
    bus.start()
    bus.publish([tick(number) for number in range(50)])
    assert bus.drain(SECONDS)
    assert first == second == [tick(number) for number in range(50)]


def test_a_message_goes_to_its_own_topic_only(make: Callable[..., LocalBus]) -> None:
    bus, ticks, deliveries = make(), list[Message](), list[Message]()
    bus.subscribe("ticks", ticks.append)
    bus.subscribe("deliveries", deliveries.append)
    bus.start()
    bus.publish([tick(1), DeliveryBatch(ids=("a",))])
    assert bus.drain(SECONDS)
    assert ticks == [tick(1)]
    assert deliveries == [DeliveryBatch(ids=("a",))]


def test_what_is_published_before_the_start_is_handled_after_it(make: Callable[..., LocalBus]) -> None:
    bus, seen = make(), list[Message]()
    bus.subscribe("ticks", seen.append)
    bus.publish([tick(1)])
    bus.start()
    assert bus.drain(SECONDS)
    assert seen == [tick(1)]


def test_a_handler_may_publish_and_the_drain_waits_for_it(make: Callable[..., LocalBus]) -> None:
    bus, seen = make(), list[Message]()
    bus.subscribe("ticks", lambda message: bus.publish([DeliveryBatch(ids=("a",))]))
    bus.subscribe("deliveries", seen.append)
    bus.start()
    bus.publish([tick(1)])
    assert bus.drain(SECONDS)
    assert seen == [DeliveryBatch(ids=("a",))]


def test_every_message_is_handled_or_buried_although_handlers_fail_at_random(
    make: Callable[..., LocalBus], buried: Buried
) -> None:
    random, handled = Random(7), Counter[Message]()
    failures: dict[Message, int] = {tick(number): random.choice([0, 0, 1, 4, 5]) for number in range(300)}
    left, bus = Counter(failures), make(workers=4)

    def handle(message: Message) -> None:
        if left[message]:
            left[message] -= 1
            raise StoreUnavailable("not now")
        handled[message] += 1

    bus.subscribe("ticks", handle)
    bus.start()
    for message in failures:
        bus.publish([message])
    assert bus.drain(SECONDS)
    assert {reopen(letter) for letter in buried} == {message for message, times in failures.items() if times == 5}
    assert handled == {message: 1 for message, times in failures.items() if times < 5}


def test_a_message_that_fails_waits_without_holding_up_the_others(make: Callable[..., LocalBus]) -> None:
    bus, seen = make(), list[Message]()

    def handle(message: Message) -> None:
        seen.append(message)
        if seen == [tick(0)]:
            raise StoreUnavailable("not now")

    bus.subscribe("ticks", handle)
    bus.publish([tick(number) for number in range(3)])
    bus.start()
    assert bus.drain(SECONDS)
    assert seen == [tick(0), tick(1), tick(2), tick(0)]


def test_a_message_is_buried_after_its_last_attempt_with_the_reason(
    make: Callable[..., LocalBus], buried: Buried, caplog: pytest.LogCaptureFixture
) -> None:
    bus, seen = make(), list[Message]()

    def handle(message: Message) -> None:
        seen.append(message)
        raise RuntimeError("broken for good")

    bus.subscribe("ticks", handle)
    bus.start()
    with caplog.at_level(logging.WARNING):
        bus.publish([tick(1)])
        assert bus.drain(SECONDS)
    assert seen == [tick(1)] * 5
    assert [(letter.topic, letter.reason) for letter in buried] == [
        ("ticks", "given up after 5 tries: RuntimeError: broken for good")
    ]
    assert len({record.trace for record in caplog.records}) == 1  # type: ignore[attr-defined]


def test_what_is_over_by_itself_is_one_line_that_says_when_the_message_comes_again(
    make: Callable[..., LocalBus], caplog: pytest.LogCaptureFixture
) -> None:
    bus, faults = make(), [StoreUnavailable("The disk is full."), RuntimeError("a fault of ours")]

    def handle(message: Message) -> None:
        if faults:
            raise faults.pop(0)

    bus.subscribe("ticks", handle)
    bus.start()
    with caplog.at_level(logging.WARNING):
        bus.publish([tick(1)])
        assert bus.drain(SECONDS)
    away, ours = caplog.records
    assert away.getMessage() == "Work has to be done again: The disk is full."
    assert re.fullmatch(r"\d+\.\d s", vars(away)["again_in"])
    assert not away.exc_info
    assert ours.exc_info


def test_what_keeps_all_messages_waiting_is_said_once_until_it_changes_or_is_over(
    make: Callable[..., LocalBus], buried: Buried, caplog: pytest.LogCaptureFixture
) -> None:
    full, outages = "The disk is full.", Counter[str]()

    def refuse(thing: object) -> None:
        outages[type(thing).__name__] += 1
        if outages.total() < 80:
            raise StoreUnavailable(full if outages.total() < 60 else "The disk is gone.")
        if isinstance(thing, DeadLetter):
            buried.append(thing)

    bus = make(bury=refuse)
    bus.subscribe("ticks", refuse)
    bus.start()
    with caplog.at_level(logging.INFO):
        bus.publish([tick(number) for number in range(10)])
        assert bus.drain(SECONDS)
    assert outages["DeadLetter"] > 10  # which could not be kept either
    said = [
        record
        for record in caplog.records
        if record.levelno >= logging.WARNING and "given up" not in record.getMessage()
    ]
    assert {record.getMessage().rpartition(": ")[2] for record in said} == {full, "The disk is gone."}
    assert len(said) == 3
    assert not any(record.exc_info for record in said)
    assert re.fullmatch(r"Work goes on; it failed \d+ more times in the same way", caplog.records[-1].getMessage())


def test_p3_a_message_that_no_reader_understands_is_buried_at_once(
    make: Callable[..., LocalBus], buried: Buried, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus, seen = make(), list[Message]()
    bus.subscribe("ticks", seen.append)
    monkeypatch.setattr("coatcheck.ports.messages.VERSION", "2")
    bus.publish([tick(1)])
    monkeypatch.undo()
    bus.start()
    assert bus.drain(SECONDS)
    assert seen == []
    assert [letter.reason for letter in buried] == ["no reader for 'Tick' of version '2'"]


def test_a_message_that_cannot_be_buried_is_tried_again(make: Callable[..., LocalBus], buried: Buried) -> None:
    attempts = list[DeadLetter]()

    def bury(letter: DeadLetter) -> None:
        attempts.append(letter)
        if len(attempts) < 3:
            raise StoreUnavailable("disk full")
        buried.append(letter)

    bus = make(bury=bury)
    bus.subscribe("ticks", lambda message: 1 / 0)  # type: ignore[arg-type]
    bus.start()
    bus.publish([tick(1)])
    assert bus.drain(SECONDS)
    assert len(buried) == 1


def test_draining_says_no_while_a_handler_is_at_work(make: Callable[..., LocalBus]) -> None:
    bus, entered, leave = make(), Event(), Event()

    def handle(message: Message) -> None:
        entered.set()
        leave.wait(SECONDS)

    bus.subscribe("ticks", handle)
    bus.start()
    bus.publish([tick(1)])
    assert entered.wait(SECONDS)
    assert not bus.drain(0)
    leave.set()
    assert bus.drain(SECONDS)


def test_draining_ends_when_the_last_handler_does(make: Callable[..., LocalBus]) -> None:
    bus, leave, drained = make(), Event(), list[bool]()
    bus.subscribe("ticks", lambda message: leave.wait(SECONDS) and None)  # type: ignore[arg-type]
    bus.start()
    bus.publish([tick(1)])
    waiter = Thread(target=lambda: drained.append(bus.drain(600)), daemon=True)
    waiter.start()
    leave.set()
    waiter.join(SECONDS)
    assert drained == [True]


def test_each_attempt_waits_longer_than_the_one_before(buried: Buried) -> None:
    bus, moments = LocalBus(buried.append, {}, attempts=4, backoff=0.02), list[float]()

    def handle(message: Message) -> None:
        moments.append(monotonic())
        raise StoreUnavailable("not now")

    bus.subscribe("ticks", handle)
    bus.start()
    bus.publish([tick(1)])
    assert bus.drain(SECONDS)
    bus.close()
    least = [0.01, 0.02, 0.04]
    assert all(later - earlier >= pause for (earlier, later), pause in zip(pairwise(moments), least, strict=True))


def test_a_closed_bus_takes_no_messages_and_ends_its_threads(make: Callable[..., LocalBus]) -> None:
    bus = make(workers=3)
    bus.subscribe("ticks", lambda message: None)
    bus.start()
    bus.close()
    for thread in bus._threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    with pytest.raises(BusUnavailable):
        bus.publish([tick(1)])
