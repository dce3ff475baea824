"""From one restock to a delivery for everybody who waits for it. Ids are those of the fault matrix (docs/faults.md)."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import BusUnavailable, StoreUnavailable
from coatcheck.model import ALL_IDS, ANY, DeliveryState, Status
from coatcheck.ports import Store
from coatcheck.ports.messages import FanOut
from coatcheck.watching.outbox import publish_again
from notifier import fanout
from notifier.fanout import fan_out
from tests.examples import watch
from tests.fakes.ports import Failing
from tests.fakes.twilio import Control
from tests.notifier.notifying import BATCH, JACKET, World
from tests.racing import race


def test_everybody_who_waits_is_told_once_and_waits_no_more(world: World) -> None:
    people = [world.join(name) for name in ("ann", "bob", "cat")]
    event = world.tell_everybody("M")
    assert [len(world.texts(person)) for person in people] == [1, 1, 1]
    assert world.state_of("ann", event) is DeliveryState.SENT
    assert world.subscription("ann").armed == ()
    world.tell_everybody("M")
    assert [len(world.texts(person)) for person in people] == [1, 1, 1]


def test_one_message_names_all_the_sizes_that_somebody_wants(world: World) -> None:
    ann, bob = world.join("ann", "S", "M", "XL"), world.join("bob", ANY)
    world.tell_everybody("M", "L", "XL")
    assert world.sizes_told(ann) == [["M", "XL"]]
    assert world.sizes_told(bob) == [["M", "L", "XL"]]


def test_who_was_told_of_m_still_waits_for_l(world: World) -> None:
    ann = world.join("ann", "M", "L")
    world.tell_everybody("M")
    assert world.subscription("ann").armed == ("L",)
    world.tell_everybody("M", "L")
    assert world.sizes_told(ann) == [["M"], ["L"]]


def test_somebody_who_wants_another_size_hears_nothing(world: World) -> None:
    ann = world.join("ann", "L")
    world.tell_everybody("M")
    assert world.texts(ann) == []


def test_what_came_back_after_its_watch_was_moved_is_the_new_teams_though_whoever_looked_did_not_know_yet(
    world: World,
) -> None:
    before = world.restock("M")
    moved_at = before.at + timedelta(seconds=1)
    world.store.add_watch(watch(JACKET, team="coats", moved_at=moved_at))
    for number, at in enumerate((before.at, moved_at)):
        world.join(f"ann-{number}")
        event = replace(before, id=f"jacket-{number}", at=at)  # of the first team's, both
        fan_out(FanOut(event=event), world.context)
    teams = {delivery.event.id: delivery.event.team for delivery in world.store.recent_deliveries(10)}
    assert teams == {"jacket-0": "", "jacket-1": "coats"}


def test_d3_every_restock_is_told_with_the_cooldown_between(world: World) -> None:
    world.store.add_watch(watch(JACKET, cooldown=1800))
    ann = world.join("ann")
    world.store.put_subscription(replace(world.subscription("ann"), frequency="every"))
    for _ in range(4):  # at 0, 15, 30 and 45 minutes
        world.tell_everybody("M")
        world.clock.sleep(900)
    assert len(world.texts(ann)) == 2
    assert world.subscription("ann").armed == ("M",)


def test_n3_somebody_who_came_after_the_event_does_not_get_it(world: World) -> None:
    event = world.restock("M")
    ann = world.join("ann")
    world.store.put_subscription(replace(world.subscription("ann"), armed_at=event.at + timedelta(seconds=1)))
    world.work()
    assert world.texts(ann) == []
    assert world.subscription("ann").armed == ("M",)


def test_who_may_not_be_written_to_keeps_waiting(world: World) -> None:
    world.join("ann", status=Status.OPTED_OUT)
    event = world.tell_everybody("M")
    assert world.store.delivery(f"{event.id}.ann") is None
    assert world.subscription("ann").armed == ("M",)


def test_more_people_than_fit_a_page_are_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "PAGE", 4)
    people = [world.join(f"p{number}") for number in range(10)]
    world.tell_everybody("M")
    assert [len(world.texts(person)) for person in people] == [1] * 10


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done, and the answer lost"])
@pytest.mark.parametrize("port", ["store.waiting", "store.subscribers", "store.fan_out", "bus.publish"])
def test_n1_a_fan_out_that_breaks_off_is_finished_by_its_repeat(world: World, port: str, after: bool) -> None:
    people = [world.join(name) for name in ("ann", "bob", "cat")]
    part, _, method = port.partition(".")
    error = StoreUnavailable("gone") if part == "store" else BusUnavailable("gone")
    broken = world.new_context(**{part: Failing(getattr(world, part), method, error, after=after)})
    message = FanOut(event=world.restock("M"))
    with pytest.raises((StoreUnavailable, BusUnavailable)):
        fan_out(message, broken)
    world.work()  # the repeat
    world.wait(30)  # and the sweep, for what was made and never passed on
    assert [len(world.texts(person)) for person in people] == [1, 1, 1]


def test_n3_somebody_who_changes_their_mind_during_the_fan_out_is_read_again(world: World) -> None:
    people = [world.join(name) for name in ("ann", "bob")]

    class Hurried(Failing):
        def fan_out(self, pairs: Any) -> Any:
            bob = world.subscription("bob")
            if bob.wants == ("M",):
                world.store.put_subscription(replace(bob, wants=("M", "L"), armed=("M", "L")))
            return world.store.fan_out(pairs)

    world.context = world.new_context(store=Hurried(world.store, "", OSError(), after=False))
    world.tell_everybody("M")
    assert [len(world.texts(person)) for person in people] == [1, 1]
    assert world.subscription("bob").armed == ("L",)


def test_n1_a_process_that_died_between_two_pages_is_made_up_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "PAGE", 2)
    people = [world.join(f"p{number}") for number in range(5)]
    event = world.restock("M")
    world.handle(world.bus.messages.pop(0))
    world.bus.messages.clear()  # the process is gone, and its bus with it
    assert world.outbox() == (event.id,)
    world.clock.sleep(60)
    publish_again(world.store.batches([BATCH])[BATCH], world.store, world.bus, world.clock)
    world.wait(0)
    assert [len(world.texts(person)) for person in people] == [1] * 5
    assert world.outbox() == ()


def test_a_list_that_is_published_again_is_left_to_whoever_is_at_it(long: World) -> None:
    people = [long.join(f"p{number}") for number in range(24)]
    long.restock("M")
    long.handle(long.bus.messages.pop(0))
    under_way = {message.part: message for message in long.bus.take(FanOut)}
    long.clock.sleep(60)
    publish_again(long.store.batches([BATCH])[BATCH], long.store, long.bus, long.clock)
    published_again = long.bus.take(FanOut)

    class Overtaken(Failing):
        def fan_out(self, pairs: Any) -> Any:
            long.clock.sleep(1)
            long.handle(under_way.pop(message.part))
            return long.store.fan_out(pairs)

    for message in published_again:
        fan_out(message, long.new_context(store=Overtaken(long.store, "", OSError())))
    assert not under_way
    assert not any(message.again for message in long.bus.messages if isinstance(message, FanOut))
    long.work()
    assert [len(long.texts(person)) for person in people] == [1] * 24
    assert long.outbox() == ()


def test_a_long_list_is_parted_and_told_side_by_side(long: World) -> None:
    people = [long.join(f"p{number}") for number in range(40)]
    event, parts = long.restock("M"), set()
    while long.bus.messages:
        message = long.bus.messages.pop(0)
        parts |= {message.part} if isinstance(message, FanOut) else set()
        long.handle(message)
        assert long.bus.messages or long.outbox() == ()
    assert [len(long.texts(person)) for person in people] == [1] * 40
    assert len([part for part in parts if not part.halves]) > 4  # sixteenths
    assert [part for part in long.outbox() if part.startswith(event.id)] == []


def test_n1_each_part_of_a_list_that_was_lost_is_made_up_for(long: World) -> None:
    people = [long.join(f"p{number}") for number in range(24)]
    long.restock("M")
    for lost in range(1, 60):
        if not long.bus.messages:
            break
        long.handle(long.bus.messages.pop(0))
        if lost % 5 == 0:
            long.bus.messages.clear()  # the process is gone, and its bus with it
            long.clock.sleep(60)
            publish_again(long.store.batches([BATCH])[BATCH], long.store, long.bus, long.clock)
    long.work()
    long.wait(60)
    assert [len(long.texts(person)) for person in people] == [1] * 24
    assert long.outbox() == ()


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done, and the answer lost"])
@pytest.mark.parametrize("port", ["store.put_on_outbox", "store.take_off_outbox", "bus.publish"])
def test_n1_a_list_that_could_not_be_parted_is_parted_by_the_repeat(long: World, port: str, after: bool) -> None:
    people = [long.join(f"p{number}") for number in range(6)]
    part, _, method = port.partition(".")
    error = StoreUnavailable("gone") if part == "store" else BusUnavailable("gone")
    broken = long.new_context(**{part: Failing(getattr(long, part), method, error, after=after)})
    message = FanOut(event=long.restock("M"), batch=BATCH)
    with pytest.raises((StoreUnavailable, BusUnavailable)):
        fan_out(message, broken)
    long.work()
    long.wait(30)
    assert [len(long.texts(person)) for person in people] == [1] * 6
    assert long.outbox() == ()


def test_a_list_that_is_told_in_waves_is_not_parted(store: Any, twilio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "PAGE", 2)
    monkeypatch.setattr(fanout, "PAGES", 1)
    world = World(store, twilio, wave_factor=2)
    for number in range(8):
        world.join(f"p{number}")
    world.restock("M", quantity=1)
    world.handle(world.bus.messages.pop(0))
    assert [message.part for message in world.bus.messages if isinstance(message, FanOut)] == [ALL_IDS]


@pytest.fixture
def long(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Where a list of two is long."""
    monkeypatch.setattr(fanout, "PAGE", 2)
    monkeypatch.setattr(fanout, "PAGES", 1)
    return world


def test_an_event_that_is_on_its_way_is_not_published_again(world: World) -> None:
    world.restock("M")
    world.bus.messages.clear()
    publish_again(world.store.batches([BATCH])[BATCH], world.store, world.bus, world.clock)
    assert not world.bus.messages


def test_n2_two_fan_outs_at_once_tell_the_same_people_once(world: World) -> None:
    people = [world.join(f"p{number}") for number in range(20)]
    message = FanOut(event=world.restock("M"))
    assert race([lambda: fan_out(message, world.new_context())] * 2) == [None, None]
    world.work()
    assert [len(world.texts(person)) for person in people] == [1] * 20


def test_a_wave_tells_those_who_waited_longest_first_and_the_rest_while_stock_lasts(store: Any, twilio: Any) -> None:
    world = World(store, twilio, wave_factor=2)
    people = [world.join(f"p{number}") for number in range(6)]
    for number in range(6):
        waiting = world.subscription(f"p{number}")
        world.store.put_subscription(replace(waiting, armed_at=waiting.armed_at - timedelta(minutes=60 - number)))
    world.restock("M", quantity=2)
    world.work()
    assert [len(world.texts(person)) for person in people] == [1, 1, 1, 1, 0, 0]
    world.wait(600)
    assert [len(world.texts(person)) for person in people] == [1] * 6


@pytest.mark.parametrize("lost", ["the next page", "the answer"])
def test_a_fan_out_that_begins_anew_goes_on_with_the_wave_it_had_come_to(
    store: Store, twilio: Control, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(fanout, "PAGE", 2)
    world = World(store, twilio, wave_factor=2)
    for number in range(6):
        world.join(f"p{number}")
    world.restock("M", quantity=1)
    first = world.bus.messages.pop(0)
    world.handle(first)
    if lost == "the next page":
        world.bus.messages.clear()
    world.bus.messages.append(first)
    world.wait(60)
    assert sum(world.twilio.told().values()) == 2
    due = sorted(delivery.next_at for delivery in store.recent_deliveries(9) if delivery.next_at)
    assert due[0] == due[1] < due[2] == due[3]


def test_a_wave_stops_when_the_pieces_are_gone(store: Any, twilio: Any) -> None:
    world = World(store, twilio, wave_factor=1)
    world.join("ann")
    world.join("bob")
    event = world.restock("M", quantity=1)
    world.work()
    world.stock(M=False)
    world.wait(600)
    world.wait(60)
    assert sum(world.twilio.told().values()) == 1
    states = {world.state_of(name, event) for name in ("ann", "bob")}
    assert states == {DeliveryState.SENT, DeliveryState.SOLD_OUT}


def test_the_log_forecasts_how_long_telling_takes(world: World, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(3):
        world.join(f"p{number}")
    with caplog.at_level("INFO", "notifier.fanout"):
        world.tell_everybody("M")
    assert [(record.people_at_most, record.forecast_seconds) for record in caplog.records] == [(3, 3)]  # type: ignore[attr-defined]


def test_nobody_waits_for_that_forecast(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unavailable(watch_id: str) -> dict[str, int]:
        raise StoreUnavailable("counting took too long")

    ann = world.join("ann")
    monkeypatch.setattr(world.store, "waiting_counts", unavailable)
    world.tell_everybody("M")
    assert len(world.texts(ann)) == 1
    assert "counting took too long" in caplog.text
