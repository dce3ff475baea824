"""What a browser saw where nothing was proven: kept for a day, in a bounded place, in every store."""

from datetime import timedelta

from coatcheck.model import Health, Look
from coatcheck.ports import Store
from coatcheck.watching.pictures import KEPT, LARGEST, PLACES, forget_pictures, keep_picture, picture_of
from tests.examples import after
from tests.fakes.ports import NOON

SECOND = timedelta(seconds=1)


def failed(watch_id: str, jpeg: bytes, at: float = 0) -> Look:
    return Look(watch_id, after(at), after(at), health=Health.UNREADABLE, picture=jpeg)


def test_the_last_picture_of_a_watch_is_kept_for_a_day(store: Store) -> None:
    largest = bytes(range(256)) * (LARGEST // 256)
    for look in (failed("coat", b"first"), failed("coat", largest), failed("hat", b""), failed("cap", largest + b".")):
        keep_picture(store, look)
    kept = picture_of(store, "coat", NOON + KEPT - SECOND)
    assert kept
    assert (kept.jpeg, kept.at) == (largest, NOON)
    assert picture_of(store, "hat", NOON) is None
    assert picture_of(store, "cap", NOON) is None
    assert picture_of(store, "coat", NOON + KEPT) is None
    forget_pictures(store, NOON + KEPT - SECOND)
    assert picture_of(store, "coat", NOON)
    forget_pictures(store, NOON + KEPT)
    assert picture_of(store, "coat", NOON) is None


def test_of_however_many_watches_no_more_pictures_are_kept_than_there_are_places(store: Store) -> None:
    watches = [f"watch-{number}" for number in range(3 * PLACES)]
    for name in watches:
        keep_picture(store, failed(name, name.encode()))
    kept = {name: found.jpeg for name in watches if (found := picture_of(store, name, NOON))}
    assert PLACES // 2 < len(kept) <= PLACES
    assert all(jpeg == name.encode() for name, jpeg in kept.items())
