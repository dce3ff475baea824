"""Everybody with what they wait for, in the operator's words: page by page, as lists and files want it."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from coatcheck.languages import speaking
from coatcheck.model import (
    ChannelAddress,
    Conditions,
    Consent,
    Frequency,
    Frozen,
    State,
    Status,
    Subscriber,
    Subscription,
    Watch,
)
from coatcheck.ports import Store
from coatcheck.telling.variant_names import labels
from coatcheck.watching.states import state_of

PAGE = 200  # people read at once
REMEMBERED = 200  # watches with the names of their sizes


class Wish(Frozen, frozen=True):
    """What somebody wants of one watch; sizes by their names."""

    watch: str  # its slug; its id where there is no such watch any more
    title: str
    url: str
    wants: tuple[str, ...]
    waits_for: tuple[str, ...]  # those of them that will still be told
    waits_since: datetime | None
    asked_at: datetime
    told_at: datetime | None
    frequency: Frequency
    conditions: Conditions


class Entry(Frozen, frozen=True):
    """One person: where they are reached, what they agreed to, what they want."""

    id: str
    to: ChannelAddress
    fallback: ChannelAddress | None
    status: Status
    status_at: datetime | None
    created_at: datetime
    language: str
    zone: str
    any_hour: bool
    daily_hour: int
    consents: tuple[Consent, ...]
    wishes: tuple[Wish, ...]


class Everybody:
    """All people of a store. Reads a page at a time, so that a million take as little memory as a thousand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watched = lru_cache(maxsize=REMEMBERED)(self._read)

    def page(self, after: str, limit: int) -> tuple[list[Entry], str]:
        """Return the people of a page, and where the next begins ("" when this was the last). Whoever was erased is on none.

        `after`: where the page before ended, "" for the first. Sizes are called by their English names.
        """
        found = self._store.people(after, limit)
        with speaking("en"):
            entries = [self._entry(person, wanted) for person, wanted in found.people if person.to.address]
        return entries, found.after

    def __iter__(self) -> Iterator[Entry]:
        """Go through all of them in the order of their ids. Who signs up meanwhile may be missed."""
        entries, after = self.page("", PAGE)
        yield from entries
        while after:
            entries, after = self.page(after, PAGE)
            yield from entries

    def _read(self, watch_id: str) -> tuple[Watch | None, State]:
        return self._store.watch(watch_id), state_of(self._store, watch_id)

    def _entry(self, person: Subscriber, wanted: tuple[Subscription, ...]) -> Entry:
        return Entry(
            id=person.id,
            to=person.to,
            fallback=person.fallback,
            status=person.status,
            status_at=person.status_at,
            created_at=person.created_at,
            language=person.language,
            zone=person.zone,
            any_hour=person.any_hour,
            daily_hour=person.daily_hour,
            consents=person.consents,
            wishes=tuple(_wish(each, *self._watched(each.watch_id)) for each in wanted),
        )


def _wish(wanted: Subscription, watch: Watch | None, state: State) -> Wish:
    return Wish(
        watch=(watch.slug if watch else "") or wanted.watch_id,
        title=watch.title if watch else "",
        url=watch.url if watch else "",
        wants=tuple(labels(state, wanted.wants)),
        waits_for=tuple(labels(state, wanted.armed)),
        waits_since=wanted.armed_at,
        asked_at=wanted.created_at,
        told_at=wanted.told_at,
        frequency=wanted.frequency,
        conditions=wanted.conditions,
    )
