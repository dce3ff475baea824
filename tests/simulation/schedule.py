"""One schedule: a shop, some people, six processes, faults from a seed; then peace, and a look at what is left."""

import contextlib
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from unittest.mock import patch

from coatcheck import people
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import StoreError
from coatcheck.model import ChannelAddress, Consent, Frequency, Watch
from coatcheck.ports import Channel, Store
from coatcheck.wire import DeliveryBatch, FanOut, Message, PollBatch, Tell, Tick
from notifier import app as notifier
from notifier.desk import in_turn
from poller import app as poller
from tests.simulation.faults import Faults
from tests.simulation.guards import Guard
from tests.simulation.invariants import Outcome, Person, Violation, unsettled, violations
from tests.simulation.memory import open_memory
from tests.simulation.ports import Joint, SimulatedBus, SimulatedChannel, SimulatedFetcher, SimulatedStore
from tests.simulation.scheduler import START, Process, RunAway, Scheduler
from tests.simulation.world import Provider, Shop

STORM, CALM = 1000.0, 1200.0  # seconds with faults, and at the most to settle
TICK = 30.0
SIZES = ("S", "M")
IDS = {"S": "101", "M": "102"}
SECRET = "only the simulation knows this key"
SETTINGS = Settings(
    bus="pubsub://simulated",
    channels=("sms",),
    secret_key=SECRET,
    operator="sms:operator",
    senders=1,
    texts_per_day=10_000,
)
WATCH = Watch(
    id="jacket", url="https://shop.example/products/jacket", source="shopify", created_at=START, updated_at=START, slug="jacket",
    title="Corps jacket", interval=30, batch="b1", settle=1,
)  # fmt: skip
READERS: dict[type[Message], list[str]] = {
    Tick: ["poller", "notifier"],
    PollBatch: ["poller"],
    FanOut: ["notifier"],
    DeliveryBatch: ["notifier"],
    Tell: ["notifier"],
}


class SimulatedServices(Services):
    """What a process works with, all of it behind the scheduler."""

    def __init__(
        self, store: SimulatedStore, bus: SimulatedBus, fetcher: SimulatedFetcher, channel: Channel, clock: Scheduler
    ) -> None:
        super().__init__(SETTINGS, bus, clock)
        self.__dict__.update(store=store, fetcher=fetcher, secret_key=SECRET)
        self._sms = channel

    def channel(self, name: str) -> Channel:
        return self._sms


@dataclass(frozen=True)
class Report:
    """How one seed went."""

    seed: int
    faults: str
    broken: list[Violation]
    events: int
    accepted: int
    steps: int
    log: list[str]
    outcomes: dict[str, int]


class Schedule:
    """Everything of one seed."""

    def __init__(self, seed: int, store: Store, raised: Mapping[str, float]) -> None:
        self.seed, self.real = seed, store
        self.scheduler = Scheduler(seed)
        self.faults = replace(Faults.drawn(self.scheduler.random), **raised)
        self.drawn = str(self.faults)
        self.shop, self.provider = Shop(SIZES), Provider()
        joint = self.joint = Joint(self.scheduler, self.faults)
        self.store = SimulatedStore(store, joint)
        self.bus = SimulatedBus(joint, lambda message: READERS[type(message)], self._pick)
        self.fetcher = SimulatedFetcher(joint, self.shop)
        self.channel = SimulatedChannel(joint, self.provider)
        self.people: list[Person] = []
        store.add_watch(WATCH)
        handlers = {"poller": poller.handler, "notifier": notifier.handler}
        self.processes = {
            name: [Process(f"{name} {number}", self.scheduler, partial(self._boot, make)) for number in (1, 2)]
            for name, make in handlers.items()
        }
        self.web = Process("web", self.scheduler, lambda process: None)

    def _boot(self, make: Callable[[Services], Callable[[Message], None]], process: Process) -> None:
        services = SimulatedServices(self.store, self.bus, self.fetcher, self.channel, self.scheduler)
        self.bus.handlers[process] = make(services)

    def _pick(self, service: str) -> Process | None:
        alive = [process for process in self.processes[service] if process.alive]
        return self.scheduler.random.choice(alive) if alive else None

    def run(self) -> Report:
        """The storm, the calm, and what came of it."""
        self._populate()
        self._script()
        broken: list[Violation] = []
        try:
            self.scheduler.run(STORM)
            self.scheduler.trace("the faults cease")
            self.faults.cease()
            self._settle()
        except RunAway as error:
            broken.append(Violation("RUN_AWAY", str(error)))
        outcome = self._outcome()
        broken += violations(outcome)
        return Report(
            self.seed, self.drawn, broken, len(outcome.events), len(self.provider.accepted), 60_000 - self.scheduler.steps_left,
            self.scheduler.log, {str(state): count for state, count in self.real.delivery_counts().items()},
        )  # fmt: skip

    def _settle(self) -> None:
        """Ticks until nothing is left to do, nor comes of what was still under way; or until that took too long."""
        for _ in range(int(CALM / TICK)):
            self._tick(self.scheduler.now())
            self.scheduler.run(TICK)
            if not any(unsettled(self._outcome())):
                self.scheduler.run(CALM)
                if not any(unsettled(self._outcome())):
                    return

    def _populate(self) -> None:
        """Three people: one for a size, one for any, one for every restock of a size."""
        wishes = [((IDS["M"],), Frequency.ONCE), (("*",), Frequency.ONCE), ((IDS["S"], IDS["M"]), Frequency.EVERY)]
        for number, (wants, frequency) in enumerate(wishes):
            to = ChannelAddress(channel="sms", address=f"+1415555010{number}")
            subscriber = people.subscriber_at(self.real, SECRET, to, START)
            consent = Consent(at=START, kind="confirmed", method="web")
            people.join(self.real, subscriber, WATCH.id, wants, consent, frequency, any_hour=True)
            self.people.append(Person(to.address, subscriber.id, wants, frequency is Frequency.EVERY, [START]))

    def _script(self) -> None:
        """What the world will do, whatever the product does."""
        chance, at = self.scheduler.random, self.scheduler.at
        for size in SIZES:
            moment = chance.uniform(40, 200)
            while moment < STORM:
                at(moment, partial(self._flip, size))
                usual = 8 if self.joint.strikes(self.faults.restless) else chance.choice((20, 90, 300))
                moment += usual * chance.uniform(0.5, 2)
        slot = 0.0
        while slot < STORM:
            at(slot, partial(self._tick, START + timedelta(seconds=slot)))
            slot += TICK
        for person in self.people:
            if self.joint.strikes(self.faults.stop):
                at(chance.uniform(100, STORM), partial(self._stop, person))
            elif not person.every:
                at(chance.uniform(300, STORM), partial(self._reset, person))

    def _flip(self, size: str) -> None:
        self.shop.flip(size, self.scheduler.now())
        self.scheduler.trace(f"the shop has {size}: {self.shop.in_stock[size]}")

    def _tick(self, slot: datetime) -> None:
        if self.joint.strikes(self.faults.lost_tick):
            return
        for _ in range(2 if self.joint.strikes(self.faults.double_tick) else 1):
            self.bus.deliver(Tick(slot=slot))

    def _stop(self, person: Person) -> None:
        """A STOP by text, which the provider obeys at once and passes on; or one on our own page."""
        now = self.scheduler.now()
        by_text = self.scheduler.random.random() < 0.5
        self.scheduler.trace(f"{person.address} says stop, {'by text' if by_text else 'on the page'}")
        if by_text:
            self.provider.blocked.add(person.address)
            self.provider.stopped[person.address] = now

        def opt_out() -> None:
            people.opt_out(self.store, person.subscriber_id, now, "text" if by_text else "web")
            self.provider.stopped.setdefault(person.address, self.scheduler.now())

        self._by_web(opt_out)

    def _reset(self, person: Person) -> None:
        self.scheduler.trace(f"{person.address} texts RESET")

        def rearm() -> None:
            now = self.scheduler.now()
            person.armed.append(now)  # each try may arm them anew: a webhook that comes twice asks twice
            people.rearm(self.store, person.subscriber_id, now)

        self._by_web(rearm)

    def _by_web(self, use_case: Callable[[], object]) -> None:
        """A webhook: tried again until it was done."""
        done: list[bool] = []

        def work() -> None:
            with contextlib.suppress(StoreError):
                use_case()
                done.append(True)

        def again() -> None:
            if not done:
                self._by_web(use_case)

        if self.web.alive:
            self.scheduler.spawn(self.web, work)
        self.scheduler.at(15 if self.web.alive else 5, again)

    def _outcome(self) -> Outcome:
        deliveries = self.real.recent_deliveries(10_000)
        changes = self.real.changes(WATCH.id, START)
        found = (self.real.event(f"{WATCH.id}-{change.version}") for change in changes)
        batch = self.real.batches(["b1"]).get("b1")
        return Outcome(
            shop=self.shop,
            provider=self.provider,
            people=self.people,
            events=[event for event in found if event],
            deliveries=deliveries,
            state=self.real.states([WATCH.id]).get(WATCH.id),
            outbox=batch.outbox if batch else (),
        )


def run_seed(seed: int, without: Guard | None = None) -> Report:
    """The schedule of this seed, the same each time; `without`: a guard taken out of the product."""
    logging.disable(logging.CRITICAL)
    random.seed(seed)
    store = open_memory()
    try:
        removed = without.remove(store) if without else contextlib.nullcontext()
        with patch("notifier.app.Senders", lambda threads: in_turn), removed:
            return Schedule(seed, store, without.faults if without else {}).run()
    finally:
        store.close()
        logging.disable(logging.NOTSET)
