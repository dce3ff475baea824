"""What a deployment costs a month: operations as they were counted, times the prices. Pure.

The counts were taken while the real services worked (benchmarks/operations.py); a test counts again and compares.
"""

from math import ceil
from operator import add

from msgspec.structs import astuple

from coatcheck.model import MAXIMUM_BATCH, Frozen
from console.cloud.prices import ALERT_CONDITION, DAYS, prices

MINUTES = DAYS * 24 * 60
PAGE = 200  # people in one message of a fan-out
CHUNK = 50  # deliveries in one message
MESSAGE = 1000  # bytes; the least that Pub/Sub charges for
SIDE_BY_SIDE = 16  # requests that one instance answers at once
MEMORY = 0.5  # GiB of an instance
DRAWN_AT_ONCE = 2  # pages that one instance of the renderer draws at once
RENDERERS = 2  # instances of it, at the most
RENDERER_MEMORY = 2.0  # GiB of such an instance
TICK_SECONDS = 0.4  # vCPU-seconds a minute for the two ticks, rounded up as Cloud Run does
STATUSES = 2  # of each text that the provider reports: sent, delivered

# What Terraform makes beside the services (a test compares)
PLACES = 3  # from which the site is looked at
SITE_CHECK, STATUS_CHECK = 300, 900  # seconds between two checks from one place
CONDITIONS = 10  # of alerts on measures; those on lines of the log are not charged for
SECRETS = 2  # the key and Twilio's token
BACKUPS = 14  # days for which each day's is kept
IMAGES = 10  # kept in the registry

# Sizes in bytes, as they were measured
SNAPSHOT, GLANCE = 500, 11  # a minute's document, and each watch in it
LEASE = 260
DELIVERY, SUBSCRIPTION, STATE = 950, 460, 1100
REQUEST_LOG = 1000  # Cloud Run's own line for each request; the services write a few a restock
IMAGE = 100_000_000
RENDERER_IMAGE = 595_000_000
SNAPSHOT_DAYS, HISTORY_DAYS = 7, 400
BUILD_MINUTES = 15
STATUS_READS = 13  # the notice board, deliveries in each state, dead letters


class Load(Frozen, frozen=True):
    """What a deployment has to do."""

    watches: int
    every: int = 60  # seconds between two looks
    subscribers: int = 0  # people who are told of each restock
    restocks: float = 0  # a day, of all watches
    look: float = 2.0  # seconds that a batch's look takes: as long as the slowest shop
    visits: float = 0  # pages that people look at a day
    builds: float = 4  # releases a month
    drawn: int = 0  # of the watches, those whose pages a browser draws
    drawing: float = 3.0  # seconds that drawing a page takes

    @property
    def batches(self) -> int:
        return ceil(self.watches / MAXIMUM_BATCH)

    @property
    def longest_look(self) -> float:
        """Seconds: as long as the slowest shop takes, or until the last page is drawn."""
        return max(self.look, ceil(self.drawn / (DRAWN_AT_ONCE * RENDERERS)) * self.drawing)


class Operations(Frozen, frozen=True):
    """What is billed by number."""

    reads: float = 0
    writes: float = 0
    publishes: float = 0
    expired: float = 0

    def __add__(self, other: "Operations") -> "Operations":
        return Operations(*map(add, astuple(self), astuple(other)))

    def times(self, number: float) -> "Operations":
        return Operations(*(each * number for each in astuple(self)))


def quiet_minute(load: Load) -> Operations:
    """Count what a minute without news takes: notice board, batches and due deliveries read, leases and snapshots written, a tick and batches published."""
    if not load.watches:
        return Operations(reads=2, publishes=1)
    busy = min(1.0, 60 / load.every * load.watches)  # the share of minutes in which anything is due
    rounds = max(1.0, 60 / load.every)
    batches = load.batches * busy
    return Operations(reads=2 + load.batches, writes=(1 + rounds) * batches, publishes=1 + batches, expired=batches)


def restock(people: int) -> Operations:
    """Count from the changed state to the last recorded delivery, beyond a quiet minute."""
    chunks, pages = ceil(people / CHUNK), max(1, ceil(people / PAGE))
    return Operations(
        reads=8 + 4 * people + 3 * chunks,
        writes=5 + 4 * people + chunks,
        publishes=chunks + pages,
        expired=2 + people,
    )


def statuses(people: int) -> Operations:
    """Count what the provider reports of each text."""
    return Operations(reads=STATUSES * people, writes=STATUSES * people)


def page(load: Load) -> Operations:
    """Count the home page, while its process remembers the watches: the notice board and the batches."""
    return Operations(reads=1 + load.batches)


def status_page(load: Load) -> Operations:
    """Count the public report, at most once a minute for each process."""
    return Operations(reads=STATUS_READS + load.batches)


class Line(Frozen, frozen=True):
    """One line of the bill for a month."""

    name: str
    amount: float
    free: float
    dollars: float
    source: str


def bill(load: Load, region: str = "us-central1", location: str = "") -> list[Line]:
    """Return the month, line by line. Traffic and the texts are not in it. `location`: the database's; empty: the region."""
    amounts = _amounts(load)
    return [
        Line(price.unit, amounts[name], price.free, price.of(amounts[name]), price.source)
        for name, price in prices(region, location or region).items()
    ]


def _amounts(load: Load) -> dict[str, float]:
    site, status = (PLACES * DAYS * 86_400 / every for every in (SITE_CHECK, STATUS_CHECK))
    pages = site + load.visits * DAYS
    told = restock(load.subscribers) + statuses(load.subscribers)
    month = quiet_minute(load).times(MINUTES) + told.times(load.restocks * DAYS)
    month += page(load).times(pages) + status_page(load).times(status)
    pushes = month.publishes + MINUTES  # a tick is pushed to two services
    callbacks = STATUSES * load.subscribers * load.restocks * DAYS
    looks = drawn_looks(load)
    requests = pushes + callbacks + pages + status + looks
    seconds = MINUTES * (TICK_SECONDS + look_seconds(load)) + month.publishes * 0.2 + (requests - pushes - looks) * 0.1
    drawing = looks * load.drawing / max(1, min(DRAWN_AT_ONCE, load.drawn))
    images = IMAGE + (RENDERER_IMAGE if load.drawn else 0)
    kept = kept_bytes(load)
    return {
        "reads": month.reads,
        "writes": month.writes,
        "expired": month.expired,
        "kept_bytes": kept,
        "version_bytes": kept + written_bytes(load) * 7,
        "backup_bytes": kept * BACKUPS,
        "message_bytes": (month.publishes + pushes) * MESSAGE,
        "requests": requests,
        "cpu_seconds": seconds + drawing,
        "memory_seconds": seconds * MEMORY + drawing * RENDERER_MEMORY,
        "jobs": 1,
        "log_bytes": requests * REQUEST_LOG,
        "checks": site + status,
        "scans": load.builds * (2 if load.drawn else 1),
        "build_minutes": load.builds * BUILD_MINUTES,
        "image_bytes": IMAGES * images,
        "secrets": SECRETS,
    }


def written_bytes(load: Load) -> float:
    """Estimate a day's new versions of documents: snapshots and leases, and what a restock writes of each person four times."""
    snapshots = load.batches * SNAPSHOT + load.watches * GLANCE
    minutes = 24 * 60 * min(1.0, 60 / load.every * load.watches) if load.watches else 0.0
    people = load.subscribers * load.restocks
    return (snapshots + load.batches * LEASE) * minutes + people * 4 * DELIVERY


def kept_bytes(load: Load) -> float:
    """Estimate what the database holds once nothing more is added than expires."""
    snapshots = (load.batches * SNAPSHOT + load.watches * GLANCE) * 24 * 60 * SNAPSHOT_DAYS
    people = load.subscribers * (load.restocks * HISTORY_DAYS * DELIVERY + SUBSCRIPTION)
    return snapshots + people + load.watches * STATE


def alert_conditions() -> float:
    """Return the dollars a month for the alerts, once Google charges for them as it has announced."""
    return CONDITIONS * ALERT_CONDITION


def look_seconds(load: Load) -> float:
    """Estimate the seconds a minute in which instances look at shops: under a minute's interval they stay for most of it."""
    if not load.watches:
        return 0.0
    busy = min(1.0, 60 / load.every * load.watches)
    look = load.longest_look
    stays = min(55.0, look if load.every >= 60 else 60 - load.every + look)
    return busy * stays * ceil(load.batches / SIDE_BY_SIDE)


def drawn_looks(load: Load) -> float:
    """Count the pages a month that a browser draws."""
    return load.drawn * DAYS * 86_400 / load.every


def texts(load: Load) -> float:
    """Estimate the messages a month, which the provider charges for."""
    return load.subscribers * load.restocks * DAYS
