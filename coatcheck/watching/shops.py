"""The shops that are looked at, host by host: how often, how it went in the last minutes, who waits before the next try."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from coatcheck.model import Frozen, Glance, Health, State, Watch
from coatcheck.ports import LookStore

WINDOW = timedelta(minutes=10)


class Page(Frozen, frozen=True):
    """One watch of a shop. `next_at`: no look before then; None where it is looked at as planned."""

    watch: Watch
    state: State
    next_at: datetime | None

    @property
    def fails(self) -> bool:
        return self.watch.active and self.state.health is not Health.HEALTHY


class Shop(Frozen, frozen=True):
    """One host with its watches, those in trouble first."""

    host: str
    pages: tuple[Page, ...]
    per_minute: float  # looks that are planned
    seen: int  # minutes in which a watch was looked at, all watches together
    failed: int  # those of them whose last look proved nothing

    @property
    def sources(self) -> list[str]:
        return sorted({page.watch.source for page in self.pages})

    @property
    def failing(self) -> int:
        return sum(page.fails for page in self.pages)

    @property
    def next_at(self) -> datetime | None:
        """The first try of a watch that waits; None where none does."""
        return min((page.next_at for page in self.pages if page.next_at), default=None)


def read_shops(store: LookStore, watches: Sequence[Watch], now: datetime) -> list[Shop]:
    """List the hosts of these watches, in order of name, with how the looks of the last ten minutes went."""
    batches = sorted({watch.batch for watch in watches if watch.batch})
    kept = [snapshot for batch in batches for snapshot in store.snapshots(batch, now - WINDOW, now)]
    glances = (glance for snapshot in kept for glance in snapshot.glances)
    return shops(watches, store.states([watch.id for watch in watches]), glances, now)


def shops(
    watches: Iterable[Watch], states: Mapping[str, State], glances: Iterable[Glance], now: datetime
) -> list[Shop]:
    """List every host, in order of name. Pure."""
    by_host: dict[str, list[Watch]] = defaultdict(list)
    for watch in watches:
        by_host[watch.host].append(watch)
    looks: dict[str, list[bool]] = defaultdict(list)
    for glance in glances:
        looks[glance.watch_id].append(glance.health is not Health.HEALTHY)
    return [_shop(host, by_host[host], states, looks, now) for host in sorted(by_host)]


def _shop(
    host: str,
    watches: Iterable[Watch],
    states: Mapping[str, State],
    looks: Mapping[str, list[bool]],
    now: datetime,
) -> Shop:
    pages = sorted(
        (_page(watch, states.get(watch.id), now) for watch in watches), key=lambda page: -page.state.failures
    )
    failed = [each for page in pages for each in looks.get(page.watch.id, ())]
    per_minute = sum(60 / page.watch.interval for page in pages if page.watch.active)
    return Shop(host, tuple(pages), per_minute, seen=len(failed), failed=sum(failed))


def _page(watch: Watch, state: State | None, now: datetime) -> Page:
    state = state or State(watch_id=watch.id)
    waits = watch.active and state.retry_at and state.retry_at > now
    return Page(watch, state, next_at=state.retry_at if waits else None)
