"""One schedule: a shop, some people, eight processes, faults from a seed; then peace, and a look at what is left."""

import contextlib
import logging
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from unittest.mock import patch

import msgspec
from msgspec.structs import replace as replaced

from coatcheck.bootstrap import Services
from coatcheck.channels.sms import Sms
from coatcheck.config import senders
from coatcheck.model import (
    NO_CONDITIONS,
    ChannelAddress,
    Conditions,
    Consent,
    ConsentKind,
    DeliveryState,
    Frequency,
    LookFrom,
    Watch,
)
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Channel, Store
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message, PollBatch, Tell, Tick
from coatcheck.truth.gaps import MISSED_LOOKS, SLACK
from coatcheck.watching.canary.flips import flip
from coatcheck.watching.canary.identity import ALERT, CHANNEL
from coatcheck.watching.canary.records import flips
from notifier import app as notifier
from notifier.context import in_turn
from poller import app as poller
from tests.simulation.crowd import Crowd
from tests.simulation.faults import Faults
from tests.simulation.guards import Guard
from tests.simulation.home import HOME, OFFICE, Home
from tests.simulation.invariants import Flown, Left, Outcome, Person, Violation, unsettled, violations
from tests.simulation.memory import open_memory
from tests.simulation.network import Network
from tests.simulation.ports import (
    Joint,
    MistakenFetcher,
    SimulatedBus,
    SimulatedCanary,
    SimulatedChannel,
    SimulatedFetcher,
    SimulatedStore,
)
from tests.simulation.scheduler import START, Process, RunAway, Scheduler
from tests.simulation.services import SECRET, SETTINGS, SimulatedServices
from tests.simulation.site import Site, Turns
from tests.simulation.variants import (
    BROWSER,
    KINDS,
    LONG_STORM,
    PROVIDER_AWAY,
    SHORT_DAY,
    STORE_AWAY,
    TEXTS,
    has_disasters,
    is_budgeted,
    is_paced,
    numbers,
    variant,
)
from tests.simulation.world import Provider, Shop

STORM, CALM = 1000.0, 1200.0  # seconds with faults, and at the most to settle
LINE = 4000.0  # the same in a line: in a sixteenth of a list each text takes sixteen places of 200 seconds
TICK = 30.0
SIZES = ("S", "M")
PLACES = (
    *[LookFrom.HERE] * 6,
    LookFrom.AGENT,
    LookFrom.AGENT_OR_HERE,
)  # by the seed's number: the other seeds stay as they were
AGREEING = 14  # of 16: the seeds in which two agents have to agree, one of which is mistaken now and then
MISTAKEN = 0.3
PRICED = 3  # of 8: the seeds in which the shop changes its prices, and two more people wait for a price
LIMIT = 10_000  # cents
DAILY = 5  # of 8: the seeds in which one more person is told once a day
MIDNIGHT = 0, "Asia/Kathmandu"  # comes 15 minutes after the beginning there, while the faults last
IDS = {"S": "101", "M": "102"}
LISTED = 3  # people who are on the list from the beginning
WATCH = Watch(
    id="jacket", url="https://shop.example/products/jacket", source="shopify", created_at=START, updated_at=START, slug="jacket",
    title="Corps jacket", interval=30, batch="b1", settle=1,
)  # fmt: skip
MEMORY = MISSED_LOOKS * timedelta(seconds=WATCH.interval) + SLACK  # for which what another agent saw counts
READERS: dict[type[Message], list[str]] = {
    Tick: ["poller", "notifier"],
    PollBatch: ["poller"],
    FanOut: ["notifier"],
    DeliveryBatch: ["notifier"],
    Tell: ["notifier"],
}


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
        self.storm = LONG_STORM if has_disasters(seed) else STORM
        self.settings = replaced(SETTINGS, **numbers(seed))
        self.faults = replace(Faults.drawn(self.scheduler.random), **raised)
        self.drawn = str(self.faults)
        self.shop, self.provider = Shop(SIZES), Provider()
        joint = self.joint = Joint(self.scheduler, self.faults)
        self.histories: dict[str, list[DeliveryState]] = defaultdict(list)
        self.store = SimulatedStore(store, joint, lambda stored: self.histories[stored.id].append(stored.state))
        self.bus = SimulatedBus(joint, lambda message: READERS[type(message)], self._pick)
        self.fetcher = SimulatedFetcher(joint, self.shop, self._own_page)
        self.people: list[Person] = []
        place = PLACES[seed % KINDS]
        self.agree = 2 if seed % 16 == AGREEING else 1
        if self.agree > 1 and not self.faults.mistaken:
            self.faults.mistaken = MISTAKEN
        cooldown = 0 if is_budgeted(seed) else WATCH.cooldown  # whoever wants every restock has one text after another
        store.add_watch(msgspec.structs.replace(WATCH, look_from=place, agree=self.agree, cooldown=cooldown))
        self.channels = {
            name: SimulatedChannel(name, joint, self.provider, lambda text: self.network.carry(text), self._sender)
            for name in ("sms", "email", "webpush")
        }
        self.canary = SimulatedCanary(joint)
        self.crowd = Crowd(joint, Site(self.scheduler, self._services), self.provider, WATCH)
        self.network = Network(self.crowd)
        self.is_priced = seed % KINDS == PRICED
        self.agents = [] if place is LookFrom.HERE else [Home(self.crowd, self.fetcher, store, HOME)]
        if self.agree > 1:
            self.agents.append(Home(self.crowd, MistakenFetcher(joint, self.shop, self._own_page), store, OFFICE))
        handlers = {"poller": poller.handler, "notifier": notifier.handler}
        self.processes = {
            name: [Process(f"{name} {number}", self.scheduler, partial(self._boot, make)) for number in (1, 2)]
            for name, make in handlers.items()
        }

    def _services(self) -> Services:
        channels: dict[str, Channel] = {**self.channels, CHANNEL: self.canary}
        return SimulatedServices(self.store, self.bus, self.fetcher, channels, self.scheduler, self.settings)

    def _sender(self, address: str) -> str:
        """Name who sends a text to this address, as the product's own channel decides."""
        return Sms(self.settings, cast(Any, None))._sender(address)

    def _own_page(self, url: str) -> bytes:
        return self.crowd.site.own_page(url)

    def _boot(self, make: Callable[[Services], Callable[[Message], None]], process: Process) -> None:
        self.bus.handlers[process] = make(self._services())

    def _pick(self, service: str) -> Process | None:
        alive = [process for process in self.processes[service] if process.alive]
        return self.scheduler.random.choice(alive) if alive else None

    def run(self) -> Report:
        """The storm, the calm, and what came of it."""
        self._populate()
        self._script()
        broken: list[Violation] = []
        try:
            with patch("coatcheck.telling.budget.Lock", partial(Turns, self.scheduler)):
                self.scheduler.run(self.storm)
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
        for _ in range(int((LINE if is_paced(self.seed) else CALM) / TICK / 2)):
            self._tick(self.scheduler.now())
            self.scheduler.run(2 * TICK)
            if self._is_settled():
                self.scheduler.run(CALM)
                if self._is_settled():
                    return

    def _is_settled(self) -> bool:
        return not any(unsettled(self.shop, self._left()))

    def _populate(self) -> None:
        """Three who are on the list (one for a size, one for any, one for every restock, with a second way), and three who are not yet."""
        wishes = [("M",), ("*",), ("S", "M"), ("M",), ("S",), ("M",)]
        for number, sizes in enumerate(wishes):
            to = ChannelAddress(channel="sms", address=f"+1415555010{number}")
            wants = tuple(IDS.get(size, size) for size in sizes)
            person = Person(to.address, subscriber_id(SECRET, to), wants, every=len(sizes) > 1)
            self.people.append(person)
            if number < LISTED:
                self._list(person, to)
        if self.is_priced:
            self._populate_with_conditions()
        if self.seed % len(PLACES) == DAILY:
            to = ChannelAddress(channel="sms", address=f"+1415555010{len(self.people)}")
            person = Person(to.address, subscriber_id(SECRET, to), ("*",), daily=True)
            self.people.append(person)
            self._list(person, to)
        if self.seed % KINDS == BROWSER:
            self._populate_with_a_browser()
        if is_paced(self.seed):
            self._populate_with_a_queue()

    def _populate_with_conditions(self) -> None:
        """Somebody who waits for a price, and somebody who hears of each that falls."""
        for number, (limit, drops) in enumerate(((LIMIT, False), (0, True)), start=len(self.people)):
            to = ChannelAddress(channel="sms", address=f"+1415555010{number}")
            wants = (IDS["M"],)
            person = Person(to.address, subscriber_id(SECRET, to), wants, every=drops, limit=limit, drops=drops)
            self.people.append(person)
            self._list(person, to, Conditions(maximum_price=f"{limit / 100}" if limit else None, price_drops=drops))

    def _populate_with_a_browser(self) -> None:
        """Somebody who is told of each restock by notifications, half of the time until they are no longer allowed."""
        to, random = (
            ChannelAddress(channel="webpush", address="https://push.example/ann#key.secret"),
            self.scheduler.random,
        )
        person = Person(to.address, subscriber_id(SECRET, to), (IDS["M"],), every=True)
        self.people.append(person)
        self._list(person, to)
        if random.random() < 0.5:
            self.scheduler.at(random.uniform(200, STORM), partial(self.provider.gone.add, to.address))

    def _populate_with_a_queue(self) -> None:
        """Two more who wait for a size: so many that one number is asked for more than it takes."""
        for number in (len(self.people), len(self.people) + 1):
            to = ChannelAddress(channel="sms", address=f"+1415555010{number}")
            person = Person(to.address, subscriber_id(SECRET, to), (IDS["M"],))
            self.people.append(person)
            self._list(person, to)

    def _list(self, person: Person, to: ChannelAddress, conditions: Conditions = NO_CONDITIONS) -> None:
        subscriber = membership.subscriber_at(self.real, SECRET, to, START)
        if person.every and not person.drops and to.channel == "sms":
            person.second = f"{to.address}@example.com"
            subscriber = msgspec.structs.replace(subscriber, fallback=ChannelAddress("email", person.second))
        consent = Consent(at=START, kind=ConsentKind.CONFIRMED, method="web")
        frequency = Frequency.DAILY if person.daily else Frequency.EVERY if person.every else Frequency.ONCE
        hour, zone = MIDNIGHT if person.daily else (None, "")
        membership.join(self.real, subscriber, WATCH.id, person.wants, consent, frequency, True, conditions, hour, zone)
        person.asked, person.since = 1, START

    def _script(self) -> None:
        """What the world will do, whatever the product does."""
        chance, at = self.scheduler.random, self.scheduler.at
        for size in SIZES:
            moment = chance.uniform(40, 200)
            while moment < self.storm:
                at(moment, partial(self._flip, size))
                usual = 8 if self.joint.strikes(self.faults.restless) else chance.choice((20, 90, 300))
                moment += usual * chance.uniform(0.5, 2)
        slot = 0.0
        while slot < self.storm:
            at(slot, partial(self._tick, START + timedelta(seconds=slot)))
            slot += TICK
        for person in self.people[:LISTED]:
            if self.joint.strikes(self.faults.stop):
                self.crowd.at(chance.uniform(100, self.storm), partial(self.crowd.stop_and_come_back, person))
            elif not person.every:
                self.crowd.at(chance.uniform(300, self.storm), partial(self.crowd.reset, person))
        arrivals = (self.crowd.join_by_form, self.crowd.join_by_text, self.crowd.guess)
        for arrive, person in zip(arrivals, self.people[LISTED : LISTED + len(arrivals)], strict=True):
            if chance.random() < 0.5:
                self.crowd.at(chance.uniform(60, 600), partial(arrive, person))
        moment = 0.0
        while self.is_priced and moment < self.storm:
            at(moment, partial(self._price, chance.choice((9_500, 12_000, 13_000, 15_000))))
            moment += chance.choice((20, 90, 300)) * chance.uniform(0.5, 2)

        if has_disasters(self.seed):
            at(chance.uniform(100, 400), partial(self.joint.take_away, "store", STORE_AWAY))
            at(chance.uniform(100, 400), partial(self.joint.take_away, "provider", PROVIDER_AWAY))
        if self.is_priced:
            at(self.storm - TICK, partial(self._price, 9_000))

    def _price(self, price: int) -> None:
        self.shop.prices.append((self.scheduler.now(), price))
        self.scheduler.trace(f"the shop asks {price} cents")

    def _flip(self, size: str) -> None:
        self.shop.flip(size, self.scheduler.now())
        self.scheduler.trace(f"the shop has {size}: {self.shop.in_stock[size]}")

    def _tick(self, slot: datetime) -> None:
        if self.joint.strikes(self.faults.lost_tick):
            return
        for _ in range(2 if self.joint.strikes(self.faults.double_tick) else 1):
            self.bus.deliver(Tick(slot=slot))

    def _outcome(self) -> Outcome:
        changes = self.real.changes(WATCH.id, START)
        found = (self.real.event(f"{WATCH.id}-{change.version}") for change in changes)
        return Outcome(
            shop=self.shop,
            provider=self.provider,
            people=self.people,
            subscribers=self.real.subscribers([person.subscriber_id for person in self.people]),
            events=[event for event in found if event],
            left=self._left(),
            flown=self._flown() if self.settings.canary else None,
            histories=self.histories,
            overtaken=[at for agent in self.agents for at in agent.overtaken],
            agreement=MEMORY if self.agree > 1 else timedelta(),
            texts=TEXTS if is_budgeted(self.seed) else 0,
            day=SHORT_DAY,
            rates={sender.name: sender.rate for sender in senders(self.settings.twilio_senders)},
            lines=self.bus.begun,
        )

    def _flown(self) -> Flown:
        told = any(alert.key == ALERT and not alert.closed_at for alert in self.real.alerts())
        return Flown(flip(START, SECRET), flips(self.real), self.canary.taken, told)

    def _left(self) -> Left:
        batch = self.real.batches(["b1"]).get("b1")
        return Left(
            deliveries=self.real.recent_deliveries(10_000),
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
        alone = patch("notifier.app.Senders", lambda threads, apart: in_turn)
        # A thread of its own would take its turn whenever it likes: who is put off asks again
        with alone, patch("signup_web.joining.put_off.offer_again", lambda *given: False), variant(seed), removed:
            return Schedule(seed, store, without.faults if without else {}).run()
    finally:
        store.close()
        logging.disable(logging.NOTSET)
