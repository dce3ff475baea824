"""Products' pictures: fetched from the shop as by a stranger, made small, and remembered, so that pages show them from here."""

import logging
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from urllib.parse import urljoin

from coatcheck.model import Frozen, digest
from coatcheck.ports import Answer, Clock, Fetcher, Request, fetch_one
from coatcheck.sources.carts import web_address
from coatcheck.watching.reading import ENVIRONMENT
from signup_web.product.facts import Facts
from signup_web.product.shrinking import SIZE

PATIENCE = 0.4  # seconds for which a page waits for a picture that nobody asked for before
FETCHING, SHRINKING = 10.0, 10.0  # seconds
MOST = 300  # pictures that are remembered, of 30 KB each
MOST_AT_ONCE = 2
GOOD_FOR, MISSED_FOR = timedelta(days=1), timedelta(minutes=10)  # until it is asked for again
ACCEPT = "image/webp,image/jpeg,image/png,image/gif"

log = logging.getLogger(__name__)


class Picture(Frozen, frozen=True):
    """A small picture: its size in pixels, and its bytes as WebP."""

    width: int
    height: int
    webp: bytes
    name: str  # of its content


class _Known(Frozen, frozen=True):
    """What came of asking for a picture: None where there is none to show."""

    picture: Picture | None
    at: datetime

    def stale(self, now: datetime) -> bool:
        return now - self.at > (GOOD_FOR if self.picture else MISSED_FOR)


class Pictures:
    """Pictures by their address in the shop. One for each process; nobody waits for a shop longer than `PATIENCE`."""

    def __init__(self, fetcher: Callable[[], Fetcher], clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._asked: dict[str, Event] = {}
        self._lock = Lock()

    def of(self, facts: Facts) -> Picture | None:
        """Return the picture of a product as it is known now; None where there is none, or none yet. What is not known, or old, is asked for."""
        address = picture_address(facts)
        if not address:
            return None
        with self._lock:
            known = self._known.get(address)
            asked = self._ask(address) if known is None or known.stale(self._clock.now()) else None
        if asked and known is None:
            asked.wait(PATIENCE)
            known = self._known.get(address)
        return known.picture if known else None

    def _ask(self, address: str) -> Event | None:
        """Begin to get a picture, unless somebody does already or enough others are on their way."""
        if address in self._asked or len(self._asked) >= MOST_AT_ONCE:
            return None
        self._asked[address] = done = Event()
        Thread(target=self._get, args=(address, done), daemon=True, name="picture").start()
        return done

    def _get(self, address: str, done: Event) -> None:
        picture = None
        try:
            picture = self._fetched(address)
        finally:
            with self._lock:
                self._known[address] = _Known(picture, self._clock.now())
                self._known.move_to_end(address)
                if len(self._known) > MOST:
                    self._known.popitem(last=False)
                del self._asked[address]
            done.set()

    def _fetched(self, address: str) -> Picture | None:
        answer = fetch_one(self._fetcher(), Request(url=address, headers={"accept": ACCEPT}), FETCHING)
        if not isinstance(answer, Answer) or answer.status != 200:
            log.info("A product's picture could not be fetched", extra={"url": address})
            return None
        return shrunk(answer.body, address)


def picture_address(facts: Facts) -> str:
    """Return the address of a product's picture in the shop; "" where it has none."""
    said = facts.watch.image or facts.state.image
    return web_address(urljoin(facts.state.url or facts.watch.url, said)) if said else ""


def shrunk(body: bytes, address: str) -> Picture | None:
    """Make a picture small, in a process of its own; None where it is none that can be shown."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "signup_web.product.shrinking"],
            input=body,
            capture_output=True,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            start_new_session=True,
            timeout=SHRINKING,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.info("A product's picture took too long to read", extra={"url": address})
        return None
    if done.returncode:
        log.info("A product's picture can't be shown: %s", done.stderr[-200:].decode(), extra={"url": address})
        return None
    width, height, webp = done.stdout[:SIZE], done.stdout[SIZE : 2 * SIZE], done.stdout[2 * SIZE :]
    return Picture(int.from_bytes(width), int.from_bytes(height), webp, digest(webp.hex()))
