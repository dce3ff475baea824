"""What every bus promises: at least once, to every reader, and nothing lost in silence."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from coatcheck.errors import BusUnavailable
from coatcheck.model import Batch
from coatcheck.ports import Bus
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message, PollBatch, Tell, Tick, reopen
from tests import examples
from tests.contract.carrying import ATTEMPTS, WAYS, Readers
from tests.waiting import until

SECONDS = 30.0  # nobody waits that long unless something is broken
TICK = Tick(slot=datetime(2026, 3, 1, 12, tzinfo=UTC))
BATCH = DeliveryBatch(ids=("a", "b"))


@pytest.fixture
def readers() -> Readers:
    return Readers()


@pytest.fixture(params=list(WAYS))
def bus(request: pytest.FixtureRequest, readers: Readers) -> Iterator[Bus]:
    with WAYS[request.param](readers) as bus:
        yield bus


def test_each_service_gets_what_it_reads_and_nothing_else(bus: Bus, readers: Readers) -> None:
    bus.publish([TICK, BATCH])
    until(lambda: len(readers.got["poller"]) == 1 and len(readers.got["notifier"]) == 2, SECONDS)
    assert readers.got["poller"] == [TICK]
    assert sorted(readers.got["notifier"], key=repr) == sorted([TICK, BATCH], key=repr)
    assert readers.got.keys() == {"poller", "notifier"}


def test_every_kind_of_message_arrives_as_it_was_sent(bus: Bus, readers: Readers) -> None:
    sent: list[Message] = [
        TICK,
        BATCH,
        FanOut(event=examples.event(), batch="b1"),
        Tell(alert=examples.alert()),
        PollBatch(batch=Batch(id="b1"), slot=TICK.slot),
    ]
    bus.publish(sent)
    until(lambda: sum(map(len, readers.got.values())) == len(sent) + 1, SECONDS)  # a tick has two readers
    arrived = [*readers.got["poller"], *readers.got["notifier"]]
    assert all(message in arrived for message in sent)


def test_many_at_once_all_arrive(bus: Bus, readers: Readers) -> None:
    batches = [DeliveryBatch(ids=(str(number),)) for number in range(500)]
    bus.publish(batches)
    until(lambda: len(readers.got["notifier"]) == len(batches), SECONDS)
    assert set(readers.got["notifier"]) == set(batches)


def test_what_a_handler_broke_off_comes_again(bus: Bus, readers: Readers) -> None:
    readers.failures = ATTEMPTS - 1
    bus.publish([BATCH])
    until(lambda: readers.got["notifier"] == [BATCH], SECONDS)
    assert readers.buried == []


def test_p3_what_breaks_every_time_is_kept_as_a_dead_letter_that_can_be_opened(bus: Bus, readers: Readers) -> None:
    readers.failures = ATTEMPTS
    bus.publish([BATCH])
    until(lambda: len(readers.buried) == 1, SECONDS)
    (letter,) = readers.buried
    assert (letter.topic, reopen(letter)) == ("deliveries", BATCH)
    assert f"after {ATTEMPTS} tries" in letter.reason
    assert readers.got == {}


def test_p3_what_no_reader_understands_is_kept_as_a_dead_letter(
    bus: Bus, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr("coatcheck.ports.messages.VERSION", "2")
        bus.publish([BATCH])
    until(lambda: len(readers.buried) == 1, SECONDS)
    assert readers.got == {}


def test_nothing_to_publish_is_nothing(bus: Bus, readers: Readers) -> None:
    bus.publish([])
    bus.publish([BATCH])
    until(lambda: readers.got["notifier"] == [BATCH], SECONDS)


def test_a_closed_bus_takes_nothing(bus: Bus, readers: Readers) -> None:
    bus.publish([BATCH])
    until(lambda: readers.got["notifier"] == [BATCH], SECONDS)
    bus.close()
    with pytest.raises(BusUnavailable):
        bus.publish([TICK])
