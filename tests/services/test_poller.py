"""The poller over a real store, a real fetcher and a shop on loopback. Only the clock stands still."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import BusUnavailable, Conflict, Invalid, StoreUnavailable, Unreadable
from coatcheck.fetch import open_fetcher
from coatcheck.model import Availability, Health, Observation, Offer, Product, Variant, Watch
from coatcheck.ports import Answer, Request, Store, Target
from coatcheck.wire import FanOut, Message, PollBatch, Tell, Tick
from poller.plan import plan
from poller.poll import Poller

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class HandClock:
    """Goes forward when it is told to, and when somebody sleeps."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Shop:
    """A shop with one product: sizes and whether they can be had."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.stock: dict[str, bool] = {"S": False, "M": False}
        self.broken = False
        self.requests = 0


class Line:
    """A bus that keeps what is published, and may be down."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.down = False

    def publish(self, messages: Sequence[Message]) -> None:
        if self.down:
            raise BusUnavailable("down")
        self.messages += messages

    def take(self, kind: type) -> list[Any]:
        taken = [message for message in self.messages if isinstance(message, kind)]
        self.messages = [message for message in self.messages if not isinstance(message, kind)]
        return taken

    def close(self) -> None: ...


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    try:
        stock = msgspec.json.decode(answers[0].body, type=dict[str, bool])
    except msgspec.DecodeError as error:
        raise Unreadable(f"The list of sizes is not there: {error}") from error
    said = {True: Availability.IN_STOCK, False: Availability.SOLD_OUT}
    variants = tuple(Variant(id=size, title=size, offer=Offer(said[stock[size]])) for size in stock)
    return Observation(products=(Product(id="coat", title="Coat", variants=variants),))


SOURCE: Any = SimpleNamespace(
    __name__="tests.sizes", OPTIONS=(), request=lambda target: Request(url=target.url), read=read
)


@contextmanager
def serving() -> Iterator[Shop]:
    shop = Shop("")

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.requests += 1
            body = b"<h1>Sorry</h1>" if shop.broken else json.dumps(shop.stock).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    shop.url = f"http://127.0.0.1:{server.server_port}/coat"
    yield shop
    server.shutdown()
    thread.join()
    server.server_close()


class House:
    """Everything around a poller, and the ticks that drive it."""

    def __init__(self, store: Store, shop: Shop) -> None:
        self.store, self.shop, self.bus, self.clock = store, shop, Line(), HandClock()
        self.settings = Settings(allow_hosts=("127.0.0.1",))
        self.fetcher = open_fetcher(self.settings, self.clock)
        self.poller = self.worker("first")

    def worker(self, owner: str, store: Any = None) -> Poller:
        store = store or self.store
        return Poller(store, self.bus, self.fetcher, self.clock, lambda name: SOURCE, self.settings, owner)

    def watch(self, name: str = "coat", **fields: Any) -> Watch:
        watch = Watch(name, self.shop.url, "sizes", START, START, title="Coat", slug=name, batch="b", settle=1)
        return self.store.add_watch(replace(watch, **fields))

    def plan(self) -> list[PollBatch]:
        """One minute passes; what the planner publishes then."""
        self.clock.moment += MINUTE
        plan(Tick(slot=self.clock.moment), self.store, self.bus, self.clock)
        return self.bus.take(PollBatch)

    def tick(self) -> list[list[str]]:
        """One minute passes, with everything that follows; the sizes that are told of, event by event."""
        for message in self.plan():
            self.poller.poll(message)
        told = self.bus.take(FanOut)
        for message in told:  # as the notifier does, once everybody has a delivery
            self.store.mark_published(message.batch, [message.event.id])
        return [[variant.title for variant in message.event.variants] for message in told]

    def state(self, name: str = "coat") -> Any:
        return self.store.states([name])[name]


@pytest.fixture
def house(store: Store) -> Iterator[House]:
    with serving() as shop:
        house = House(store, shop)
        yield house
        house.fetcher.close()


def test_the_first_look_is_a_baseline_and_the_next_restock_is_told_once(house: House) -> None:
    house.watch()
    house.shop.stock["S"] = True
    assert house.tick() == []
    house.shop.stock["M"] = True
    assert house.tick() == [["M"]]
    assert house.tick() == []


def test_sizes_that_come_back_together_are_one_event(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock = {"S": True, "M": True}
    assert house.tick() == [["S", "M"]]


def test_a_quiet_look_reads_no_state_writes_no_state_and_parses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.watch()
    house.tick()
    version = house.state().version
    monkeypatch.setattr(house.store, "states", pytest.fail)
    monkeypatch.setattr(SOURCE, "read", pytest.fail)
    house.tick()
    house.tick()
    monkeypatch.undo()
    assert house.state().version == version
    assert house.shop.requests == 3


def test_T1_a_tick_that_fires_twice_looks_once(house: House) -> None:
    house.watch()
    (message,) = house.plan()
    house.poller.poll(message)
    house.poller.poll(message)
    house.worker("second").poll(message)
    assert house.shop.requests == 1


def test_T2_missing_ticks_make_no_storm(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += 30 * MINUTE
    house.tick()
    assert house.shop.requests == 2


def test_L2_another_worker_takes_over_once_the_lease_has_run_out(house: House) -> None:
    house.watch()
    (message,) = house.plan()
    house.store.lease_batch(
        message.batch, message.slot, "dead", house.clock.now(), house.clock.now() + timedelta(seconds=45)
    )
    house.tick()
    assert house.shop.requests == 1


def test_L3_a_worker_that_stalled_beyond_its_lease_writes_nothing(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    fetch = house.fetcher.fetch

    def stall(requests: Sequence[Request], seconds: float) -> Any:
        answers = list(fetch(requests, seconds))
        house.clock.moment += 10 * MINUTE
        return answers

    house.fetcher.fetch = stall  # type: ignore[method-assign]
    assert house.tick() == []
    assert house.state().version == 1


def test_F2_a_worker_killed_before_its_commit_loses_nothing(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    (message,) = house.plan()
    dying = house.worker("dying", _Failing(house.store, "commit_looks", StoreUnavailable("killed")))
    with pytest.raises(StoreUnavailable):
        dying.poll(message)
    assert house.tick() == [["M"]]


def test_C1_a_commit_that_was_crossed_is_decided_again(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    crossed = _Failing(house.store, "commit_looks", Conflict("another worker"), times=2)
    house.poller = house.worker("second", crossed)
    assert house.tick() == [["M"]]


def test_C2_a_commit_whose_reply_was_lost_is_not_told_twice(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    house.poller = house.worker("second", _Failing(house.store, "commit_looks", Conflict("unsure"), first=True))
    assert house.tick() + house.tick() == [["M"]]
    assert house.tick() == []


def test_C3_an_event_whose_publishing_failed_is_published_by_the_next_tick(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    (message,) = house.plan()
    house.bus.down = True
    house.poller.poll(message)
    house.bus.down = False
    assert house.tick() == [["M"]]
    assert house.tick() == []


def test_F1_a_page_that_cannot_be_read_changes_no_size(house: House) -> None:
    house.watch()
    house.shop.stock["M"] = True
    house.tick()
    house.shop.broken = True
    house.tick()
    state = house.state()
    assert (state.health, state.variant("M").in_stock) == (Health.UNREADABLE, True)
    assert "list of sizes" in state.reason


def test_the_operator_hears_once_that_a_page_broke_and_once_that_it_is_well(house: House) -> None:
    house.watch()
    house.shop.broken = True
    heard = []
    for minute in range(12):
        house.shop.broken = minute < 6
        house.tick()
        heard += [_heard(house, message) for message in house.bus.take(Tell)]
    assert heard == ["open", "closed"]


def test_a_broken_page_is_asked_less_often(house: House) -> None:
    house.watch()
    house.shop.broken = True
    for _ in range(30):
        house.tick()
    assert 4 <= house.shop.requests <= 8


def test_a_watch_faster_than_the_tick_is_looked_at_in_rounds(house: House) -> None:
    house.watch(interval=15)
    house.tick()
    house.tick()
    assert house.shop.requests == 5


def test_a_watch_that_was_due_twice_before_the_first_tick_is_looked_at_once_then(house: House) -> None:
    house.watch(interval=5)
    house.tick()
    assert house.shop.requests == 1
    assert house.state().version == 1


def test_D4_after_six_hours_without_a_look_what_came_back_is_no_news(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += timedelta(hours=7)
    house.shop.stock["M"] = True
    assert house.tick() == []
    assert house.state().variant("M").in_stock


def test_D4_an_old_copy_of_a_batch_swallows_no_restock(house: House) -> None:
    house.watch()
    house.tick()
    old = house.store.batches(["b"])["b"]
    house.clock.moment += timedelta(hours=7)
    house.tick()
    house.shop.stock["M"] = True
    house.clock.moment += MINUTE
    house.poller.poll(PollBatch(batch=old, slot=house.clock.moment))
    assert len(house.bus.take(FanOut)) == 1


@pytest.mark.parametrize("trouble", [Invalid("There is no source 'gone'."), ImportError("a broken plugin")])
def test_a_source_that_cannot_be_loaded_makes_its_watch_unreadable_and_no_other(
    house: House, trouble: Exception
) -> None:
    house.watch("coat")
    house.watch("hat", source="gone")

    def source_of(name: str) -> Any:
        if name == "sizes":
            return SOURCE
        raise trouble

    house.poller.source_of = source_of
    house.tick()
    assert house.state("hat").health is Health.UNREADABLE
    assert house.state("coat").health is Health.HEALTHY


def test_each_minute_leaves_one_snapshot_of_the_batch(house: House) -> None:
    house.watch("coat")
    house.watch("hat")
    for _ in range(3):
        house.tick()
    snapshots = house.store.snapshots("b", START, START + timedelta(hours=1))
    assert [[glance.watch_id for glance in snapshot.glances] for snapshot in snapshots] == [["coat", "hat"]] * 3


def test_a_paused_watch_is_left_alone_and_its_alert_is_closed(house: House) -> None:
    watch = house.watch()
    house.shop.broken = True
    for _ in range(4):
        house.tick()
    assert [alert.closed_at for alert in house.store.alerts()] == [None]
    requests = house.shop.requests
    house.store.put_watch(replace(watch, active=False))
    house.tick()
    assert house.shop.requests == requests
    assert all(alert.closed_at for alert in house.store.alerts())


def test_when_the_bus_is_down_the_planner_raises_and_the_next_tick_makes_up(house: House) -> None:
    house.watch()
    house.bus.down = True
    with pytest.raises(BusUnavailable):
        house.plan()
    house.bus.down = False
    house.tick()
    assert house.shop.requests == 1


class _Failing:
    """A store of which one call fails some times; with `first` it is carried out before."""

    def __init__(self, store: Store, name: str, error: Exception, times: int = 1, first: bool = False) -> None:
        self._store, self._name, self._error, self._times, self._first = store, name, error, times, first

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)
        if name != self._name or not self._times:
            return real

        def fail(*arguments: Any) -> Any:
            self._times -= 1
            if self._first:
                real(*arguments)
            raise self._error

        return fail


def _heard(house: House, message: Tell) -> str:
    house.store.mark_told(message.alert, house.clock.now())
    return "closed" if message.alert.closed_at else "open"


def test_a_time_in_which_nobody_looked_is_noted_once(house: House) -> None:
    house.watch()
    house.tick()
    last = house.clock.moment
    house.clock.moment += timedelta(hours=2)
    house.tick()
    house.tick()
    gaps = [change for change in house.store.changes("coat", START) if change.unseen_since]
    assert len(gaps) == 1
    assert timedelta(0) <= last - gaps[0].unseen_since < MINUTE
    assert gaps[0].at > last + timedelta(hours=2)


def test_a_few_late_ticks_are_no_gap(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += timedelta(minutes=4)
    house.tick()
    assert not any(change.unseen_since for change in house.store.changes("coat", START))
