"""Changing several watches at once, each as it would be changed alone."""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Frozen, Watch
from coatcheck.ports import Store
from coatcheck.retry import refuse, write_again
from coatcheck.watching.catalogue import check_interval, set_active
from coatcheck.watching.tags import with_tag, without_tag

PAUSE, RESUME, INTERVAL, TAG, UNTAG = "pause", "resume", "interval", "tag", "untag"
MOST_DIGITS = 6  # of an interval


class Change(Frozen, frozen=True):
    """What is to become of each of them. `value`: the seconds or the tag, where it takes one."""

    what: str
    value: str = ""


def changed(watch: Watch, change: Change) -> Watch:
    """Return the watch as it would be after this. Raises `Invalid` where it can't be so."""
    if change.what in (PAUSE, RESUME):
        return replace(watch, active=change.what == RESUME)
    if change.what not in (INTERVAL, TAG, UNTAG):
        raise Invalid("Choose what is to become of them.")
    if change.what == INTERVAL:
        return replace(watch, interval=_seconds(change.value))
    if not change.value.strip():
        raise Invalid("Write the tag.")
    return replace(watch, tags=(with_tag if change.what == TAG else without_tag)(watch.tags, change.value))


def change_all(
    store: Store,
    watches: Iterable[Watch],
    change: Change,
    now: datetime,
    so_far: Callable[[int, int], object] = lambda done, of: None,
) -> int:
    """Change these, and return how many of them were not so already. `so_far` is told after each how many of how many are done.

    Raises `Invalid` before any is changed where one of them can't be. Raises `Conflict` where somebody else keeps changing
    one of them; whoever asks again changes the rest.
    """
    different = [watch for watch in watches if changed(watch, change) != watch]
    for done, watch in enumerate(different, start=1):
        _change(store, watch, change, now)
        so_far(done, len(different))
    return len(different)


def _change(store: Store, watch: Watch, change: Change, now: datetime) -> None:
    def write(copy: Watch) -> None:
        after = changed(copy, change)
        if after.active != copy.active:
            set_active(store, copy, after.active, now)
        elif after != copy:
            store.put_watch(after)

    def read() -> Watch:
        return store.watch(watch.id) or changed(watch, change)  # removed meanwhile: nothing is left to do

    write_again(write, read, refuse(f"{watch.title} is being changed by others."), first=watch)


def _seconds(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        raise Invalid("Write the seconds between two looks as a whole number.")
    check_interval(int(digits))
    return int(digits)
