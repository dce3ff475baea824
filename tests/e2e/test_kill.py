"""One machine, killed again and again: no restock is lost, and nobody is told twice."""

import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.error import URLError

import pytest

from coatcheck.config import Settings, parse
from coatcheck.model import WAITING, ChannelAddress, Consent, ConsentKind, Subscriber, Watch
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Store
from coatcheck.store import open_store
from console.demo.phone import Phone
from console.demo.shop import SIZES, Shop
from console.demo.world import environment
from console.serving import free_port
from tests.places import ROOT
from tests.processes import started
from tests.waiting import until

LIVES = 21
PRODUCTS = tuple(f"coat-{number}" for number in range(6))
SECONDS = 180.0  # in which the last life must end what all of them began
KEY = "a secret key of the tests, long enough"


class House:
    """The fake shop and phone, and the real process between them."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(dict.fromkeys(PRODUCTS, SIZES))
        self.port = free_port()
        self.phone = Phone(f"http://127.0.0.1:{self.port}/sms/inbound")
        variables = environment(self.phone, folder / "house.db", self.port) | {"COATCHECK_SECRET_KEY": KEY}
        self.environment = {**os.environ, **variables}
        self.settings: Settings = parse(variables)
        self.store: Store = open_store(self.settings.store)
        self.log = (folder / "log").open("ab")

    def living(self) -> AbstractContextManager["subprocess.Popen[str]"]:
        """The process, until it is killed."""
        command = (sys.executable, "-m", "tests.e2e.hasty_up", "up")
        return started(*command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def close(self) -> None:
        self.store.close()
        self.phone.close()
        self.shop.close()
        self.log.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with closing(House(tmp_path)) as house:
        yield house


def watch_all(house: House) -> list[Watch]:
    """Every product of the shop, looked at once while all is sold out."""
    from coatcheck.watching.catalogue import add_watch

    now = datetime.now(UTC)
    watches = [
        add_watch(
            house.store,
            Watch("", house.shop.page(name), "shopify", now, now, title=name, interval=5, allow_private=True),
        )
        for name in PRODUCTS
    ]
    with house.living():
        until(lambda: len(house.store.states([watch.id for watch in watches])) == len(watches), 60)
    return watches


def subscribe(house: House, watches: list[Watch]) -> dict[str, tuple[str, str]]:
    """Two people for each size of each product: what each number waits for."""
    wanted: dict[str, tuple[str, str]] = {}
    states = house.store.states([watch.id for watch in watches])
    for watch in watches:
        for variant in states[watch.id].variants:
            for _ in range(2):
                number = f"+1415555{len(wanted):04}"
                to = ChannelAddress("sms", number)
                person = Subscriber(id=subscriber_id(KEY, to), to=to, created_at=datetime.now(UTC))
                consent = Consent(datetime.now(UTC), ConsentKind.OPT_IN, "test")
                membership.join(house.store, person, watch.id, [variant.id], consent)
                wanted[number] = (watch.title, variant.title)
    return wanted


def live(house: House, random: Random, flips: list[tuple[str, str]]) -> None:
    """One life: some sizes come back, and the process is killed at a random moment."""
    moment = random.choice(["start", "look", "look", "text", "later"])
    coming = [flips.pop() for _ in range(min(2, len(flips)))]
    for name, size in coming:
        house.shop.put(size, True, name)
    with house.living():
        if moment != "start":
            until(house.is_up, 60)
        if moment == "look" and coming:  # between reading, storing, publishing and telling lie milliseconds
            house.shop.wait_for_looks(1, 6, coming[0][0])
            time.sleep(random.uniform(0, 0.05))
        if moment == "text":
            told = len(house.phone.texts())
            house.phone.wait_for(lambda text: len(house.phone.texts()) > told, 3)
        if moment == "later" or moment == "start":
            time.sleep(random.uniform(0, 1))


def test_G1_killed_at_any_moment_no_restock_is_lost_and_none_is_told_twice(house: House) -> None:
    random = Random(7)
    wanted = subscribe(house, watch_all(house))
    flips = [(name, size) for name in PRODUCTS for size in SIZES]
    random.shuffle(flips)

    for _ in range(LIVES):
        live(house, random, flips)
    for name, size in flips:
        house.shop.put(size, True, name)
    with house.living() as process:
        until(lambda: len({text.number for text in house.phone.texts()}) == len(wanted), SECONDS)
        until(lambda: not WAITING & set(house.store.delivery_counts()), SECONDS)
        process.terminate()
        assert process.wait(60) == 0

    told = Counter(text.number for text in house.phone.texts() if not text.mine)
    assert told == dict.fromkeys(wanted, 1)
    assert all(f" {wanted[text.number][1]} " in text.body for text in house.phone.texts())
