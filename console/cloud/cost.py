"""What a deployment costs a month: operations as they were counted, times the prices. Pure.

The counts were taken while the real services worked (benchmarks/operations.py); a test counts again and compares.
"""

from math import ceil

from coatcheck.model import MAXIMUM_BATCH, Frozen
from console.cloud.prices import DAYS, PRICES

MINUTES = DAYS * 24 * 60
PAGE = 200  # people in one message of a fan-out
CHUNK = 50  # deliveries in one message
MESSAGE = 1000  # bytes; the least that Pub/Sub charges for
SIDE_BY_SIDE = 16  # requests that one instance answers at once
MEMORY = 0.5  # GiB of an instance
TICK_SECONDS = 0.4  # vCPU-seconds a minute for the two ticks, rounded up as Cloud Run does
STATUSES = 2  # of each text that the provider reports: sent, delivered


class Load(Frozen, frozen=True):
    """What a deployment has to do."""

    watches: int
    every: int = 60  # seconds between two looks
    subscribers: int = 0  # people who are told of each restock
    restocks: float = 0  # a day, of all watches
    look: float = 2.0  # seconds that a batch's look takes: as long as the slowest shop

    @property
    def batches(self) -> int:
        return ceil(self.watches / MAXIMUM_BATCH)


class Operations(Frozen, frozen=True):
    """What is billed by number."""

    reads: float = 0
    writes: float = 0
    publishes: float = 0
    expired: float = 0

    def __add__(self, other: "Operations") -> "Operations":
        return Operations(
            self.reads + other.reads,
            self.writes + other.writes,
            self.publishes + other.publishes,
            self.expired + other.expired,
        )

    def times(self, number: float) -> "Operations":
        return Operations(self.reads * number, self.writes * number, self.publishes * number, self.expired * number)


def quiet_minute(load: Load) -> Operations:
    """Notice board, batches and due deliveries are read; leases and snapshots written; a tick and batches published."""
    if not load.watches:
        return Operations(reads=2, publishes=1)
    busy = min(1.0, 60 / load.every * load.watches)  # the share of minutes in which anything is due
    rounds = max(1.0, 60 / load.every)
    batches = load.batches * busy
    return Operations(reads=2 + load.batches, writes=(1 + rounds) * batches, publishes=1 + batches, expired=batches)


def restock(people: int) -> Operations:
    """From the changed state to the last recorded delivery, beyond a quiet minute."""
    chunks, pages = ceil(people / CHUNK), max(1, ceil(people / PAGE))
    return Operations(
        reads=8 + 4 * people + 3 * chunks,
        writes=5 + 4 * people + chunks,
        publishes=chunks + pages,
        expired=2 + people,
    )


def statuses(people: int) -> Operations:
    """What the provider reports of each text."""
    return Operations(reads=STATUSES * people, writes=STATUSES * people)


class Line(Frozen, frozen=True):
    """One line of the bill for a month."""

    name: str
    amount: float
    free: float
    dollars: float
    source: str


def bill(load: Load) -> list[Line]:
    """The month, line by line. Storage, traffic, backups, pages that people look at and the texts are not in it."""
    told = restock(load.subscribers) + statuses(load.subscribers)
    month = quiet_minute(load).times(MINUTES) + told.times(load.restocks * DAYS)
    pushes = month.publishes + MINUTES  # a tick is pushed to two services
    callbacks = STATUSES * load.subscribers * load.restocks * DAYS
    seconds = MINUTES * (TICK_SECONDS + look_seconds(load)) + month.publishes * 0.2 + callbacks * 0.1
    amounts = {
        "reads": month.reads,
        "writes": month.writes,
        "expired": month.expired,
        "message_bytes": (month.publishes + pushes) * MESSAGE,
        "requests": pushes + callbacks,
        "cpu_seconds": seconds,
        "memory_seconds": seconds * MEMORY,
        "jobs": 1,
    }
    return [
        Line(price.unit, amounts[name], price.free, price.of(amounts[name]), price.source)
        for name, price in PRICES.items()
    ]


def look_seconds(load: Load) -> float:
    """Seconds a minute in which instances look at shops: under a minute's interval they stay for most of it."""
    if not load.watches:
        return 0.0
    busy = min(1.0, 60 / load.every * load.watches)
    stays = load.look if load.every >= 60 else min(55.0, 60 - load.every + load.look)
    return busy * stays * ceil(load.batches / SIDE_BY_SIDE)


def texts(load: Load) -> float:
    """Messages a month, which the provider charges for."""
    return load.subscribers * load.restocks * DAYS
