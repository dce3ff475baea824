"""The whole cloud in a storm: processes killed at random, replies lost, every message pushed twice and out of order.

python -m tests.e2e.storm            the full one: 300 people, 20 restocks, 30 kills of each process
"""

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from threading import Event

from coatcheck.errors import StoreUnavailable
from coatcheck.model import ANY, WAITING, ChannelAddress, Consent, ConsentKind, Frequency, Frozen, Watch
from coatcheck.people import membership
from console.cloud.emulated import GUNICORN, Cloud, Service, emulated_cloud
from console.cloud.pusher import Manners
from console.demo.phone import Phone
from console.demo.shop import SIZES, Shop
from tests.cloud.fault_proxy import FaultProxy, fault_proxy
from tests.waiting import until

BACK = re.compile(r": (?P<title>.+?) (?P<size>S|M|L|XL) .*/r/")
Told = Counter[tuple[str, str, str]]  # number, title, size


class Storm(Frozen, frozen=True):
    """How bad it gets."""

    subscribers: int = 300
    products: int = 5
    restocks: int = 4  # of each product
    kills: int = 30  # of each process
    calm: float = 15.0  # seconds between two kills, about
    cut: float = 0.01  # the share of replies that are lost
    patience: float = 900.0  # seconds that a step may take
    hasty: bool = False
    seed: int = 1


class Report(Frozen, frozen=True):
    """How it went."""

    expected: dict[tuple[str, str, str], int]
    told: dict[tuple[str, str, str], int]
    kills: dict[str, int]
    cuts: int
    pushed: int
    left: dict[str, int]  # deliveries that never came to an end, by state
    seconds: float

    @property
    def wrong(self) -> list[str]:
        """Everybody who was told too seldom or too often."""
        everyone = set(self.expected) | set(self.told)
        return [
            f"{key}: {self.told.get(key, 0)} times, not {self.expected.get(key, 0)}"
            for key in sorted(everyone)
            if self.told.get(key, 0) != self.expected.get(key, 0)
        ]


def run(storm: Storm, directory: Path) -> Report:
    """Go through the storm, and wait until it is over."""
    began = time.monotonic()
    with ExitStack() as stack:
        handles = [f"jacket-{number}" for number in range(storm.products)]
        shop = stack.enter_context(closing(Shop(dict.fromkeys(handles, SIZES))))
        phone = stack.enter_context(closing(Phone()))
        wires = Wires(stack, storm)
        environment = {
            **phone.environment(),
            "COATCHECK_TWILIO_API_URL": f"http://{wires.cut(phone.url.removeprefix('http://'))}",
            "COATCHECK_CHANNELS": "sms",
            "COATCHECK_QUIET_FROM": "00:00",
            "COATCHECK_QUIET_UNTIL": "00:00",
        }
        launcher = (sys.executable, "-m", "tests.e2e.hasty") if storm.hasty else GUNICORN
        manners = Manners(copies=2, delay=2.0, first_pause=0.2, seed=storm.seed)
        cloud = stack.enter_context(
            emulated_cloud(directory, environment, manners, tick_seconds=1, wire=wires.cut, launcher=launcher)
        )
        scene = Scene(storm, cloud, shop, phone)
        scene.prepare(handles)
        with ThreadPoolExecutor() as pool:
            over = Event()
            killers = [pool.submit(scene.kill, process, over) for process in cloud.processes.values()]
            stories = [pool.submit(scene.tell, handle) for handle in handles]
            for story in stories:
                story.result()
            over.set()
            kills = {name: killer.result() for name, killer in zip(cloud.processes, killers, strict=True)}
        scene.wait("An end of all deliveries", lambda: not scene.left())
        cloud.clock.close()
        scene.wait("An end of all messages", cloud.pusher.settled)
        seconds = time.monotonic() - began
        return Report(
            dict(scene.expected), dict(scene.told()), kills, wires.cuts, cloud.pusher.pushed, scene.left(), seconds
        )


class Wires:
    """Bad wires to everything the services talk to."""

    def __init__(self, stack: ExitStack, storm: Storm) -> None:
        self._stack, self._storm = stack, storm
        self._proxies: list[FaultProxy] = []

    def cut(self, address: str) -> str:
        """The address of a wire to that one which loses replies."""
        proxy = self._stack.enter_context(fault_proxy(address, self._storm.cut, self._storm.seed))
        self._proxies.append(proxy)
        return proxy.address

    @property
    def cuts(self) -> int:
        return sum(proxy.cuts for proxy in self._proxies)


class Scene:
    """What happens in the storm, and what should come of it."""

    def __init__(self, storm: Storm, cloud: Cloud, shop: Shop, phone: Phone) -> None:
        self.storm, self.cloud, self.shop, self.phone = storm, cloud, shop, phone
        self.expected: Told = Counter()
        self.numbers: dict[str, list[str]] = {}

    def prepare(self, handles: list[str]) -> None:
        """Watch each product in a batch of its own, and sign everybody up for every restock of one product."""
        store, now = self.cloud.services.store, datetime.now(UTC)
        for handle in handles:
            watch = Watch(
                id=handle,
                url=self.shop.page(handle),
                source="shopify",
                created_at=now,
                updated_at=now,
                title=title(handle),
                slug=handle,
                interval=5,
                batch=handle,
                cooldown=0,
                allow_private=True,
            )
            self.insist(partial(self.add, watch))
        for number in range(self.storm.subscribers):
            handle = handles[number % len(handles)]
            self.numbers.setdefault(handle, []).append(f"+1415555{number:04}")
        with ThreadPoolExecutor(16) as pool:
            everyone = [(handle, number) for handle, numbers in self.numbers.items() for number in numbers]
            list(pool.map(lambda each: self.insist(lambda: self.sign_up(*each)), everyone))
        self.wait("A first look", lambda: len(store.states(handles)) == len(handles))

    def add(self, watch: Watch) -> None:
        store = self.cloud.services.store
        if store.watch(watch.id) is None:
            store.add_watch(watch)

    def sign_up(self, handle: str, number: str) -> None:
        services, now = self.cloud.services, datetime.now(UTC)
        person = membership.subscriber_at(services.store, services.secret_key, ChannelAddress("sms", number), now)
        consent = Consent(at=now, kind=ConsentKind.CONFIRMED, method="web")
        membership.join(services.store, person, handle, [ANY], consent, frequency=Frequency.EVERY)

    def tell(self, handle: str) -> None:
        """One product's story: a size is back, everybody hears of it, it is sold out again."""
        random = Random(f"{self.storm.seed} {handle}")
        for _ in range(self.storm.restocks):
            size = random.choice(SIZES)
            for number in self.numbers[handle]:
                self.expected[number, title(handle), size] += 1
            self.shop.put(size, True, handle)
            self.wait(f"Everybody's text of {handle} {size}", lambda: self.everybody_heard(handle))
            self.shop.put(size, False, handle)
            self.wait(f"The end of {handle} {size}", lambda: not self.is_in_stock(handle))

    def kill(self, process: Service, over: Event) -> int:
        """Kill a process at random moments until it was killed often enough; the number of kills."""
        random = Random(f"{self.storm.seed} {process.name}")
        for kills in range(self.storm.kills):
            if over.wait(random.uniform(0.2, 1.8) * self.storm.calm):
                return kills
            process.kill()
            process.start()
        return self.storm.kills

    def told(self) -> Told:
        found = ((text, BACK.search(text.body)) for text in self.phone.texts() if not text.mine)
        return Counter((text.number, back["title"], back["size"]) for text, back in found if back)

    def everybody_heard(self, handle: str) -> bool:
        told = self.told()
        return all(told[key] >= times for key, times in list(self.expected.items()) if key[1] == title(handle))

    def is_in_stock(self, handle: str) -> bool:
        state = self.cloud.services.store.states([handle])[handle]
        return any(variant.in_stock for variant in state.variants)

    def left(self) -> dict[str, int]:
        counts = self.cloud.services.store.delivery_counts()
        return {state.value: count for state, count in counts.items() if state in WAITING}

    def insist(self, call: Callable[[], object]) -> None:
        """Do it, again where a busy emulator did not answer in time."""
        deadline = time.monotonic() + self.storm.patience
        while True:
            try:
                call()
                return
            except StoreUnavailable:
                if time.monotonic() > deadline:
                    raise

    def wait(self, what: str, is_there: Callable[[], bool]) -> None:
        """Return as soon as it is there; fail when it takes too long."""
        until(is_there, self.storm.patience, what, every=0.3)


def title(handle: str) -> str:
    return handle.replace("-", " ").capitalize()


def main() -> None:
    directory = Path(tempfile.mkdtemp(prefix="coatcheck-storm-"))
    print(f"Logs: {directory}", flush=True)
    report = run(Storm(), directory)
    texts, people_told = sum(report.told.values()), len({key[0] for key in report.told})
    print(
        f"{texts} texts to {people_told} people in {report.seconds:.0f} s; kills {report.kills}; {report.cuts} replies"
    )
    print(f"lost; {report.pushed} pushes. Wrong: {report.wrong or 'nobody'}. Left: {report.left or 'nothing'}.")
    sys.exit(1 if report.wrong or report.left else 0)


if __name__ == "__main__":
    main()
