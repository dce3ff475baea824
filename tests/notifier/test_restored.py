"""A notifier on a database that was restored while the one that was copied went on, or died: nobody is missed, nobody told twice."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from coatcheck.model import RestockEvent
from coatcheck.ports import Store
from coatcheck.store.sqlite.file import copy
from coatcheck.store.sqlite.restoring import restore
from console.restoring import Pages, doubt
from notifier.context import Senders
from tests.examples import watch
from tests.fakes.ports import HandClock
from tests.fakes.twilio import Control
from tests.notifier.notifying import BATCH, JACKET, World, settle
from tests.stores import open_sqlite

PEOPLE = 60


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    with closing(open_sqlite(tmp_path / "old.db")) as store:
        yield store


@pytest.fixture
def world(old: Store, small_stand_in: Control) -> World:
    """Everybody waits for M, which is back."""
    small_stand_in.reset()
    world = World(old, small_stand_in)
    old.add_watch(watch(JACKET, batch=BATCH))
    for number in range(PEOPLE):
        world.join(f"p{number}")
    world.restock("M")
    return world


def go_on_elsewhere(world: World, folder: Path) -> None:
    """Restore the backup as `coatcheck restore` does, and let half an hour pass there."""
    restore(folder / "backup.db", folder / "new.db")
    with closing(open_sqlite(folder / "new.db")) as store:
        again, bus = World(store, world.twilio), Pages()
        again.clock = HandClock(world.clock.moment)
        assert doubt(again.new_context(bus=bus), bus) > 0
        again.context = again.new_context()
        settle(again, 30)
        assert not again.outbox()


def told(world: World) -> list[int]:
    """How many texts each of them got."""
    texts = world.twilio.told()
    return [texts[f"+1415555{1001 + number}"] for number in range(PEOPLE)]


@pytest.mark.parametrize("old_one", ["goes on", "dies"])
def test_a_backup_in_a_storm_goes_on_elsewhere_and_each_is_told_once(
    world: World, tmp_path: Path, old_one: str
) -> None:
    world.context = world.new_context(together=Senders(4))
    at_work = Thread(target=world.work)
    at_work.start()
    while len(world.twilio.accepted()) <= PEOPLE // 6:
        assert at_work.is_alive()
    copy(tmp_path / "old.db", tmp_path / "backup.db")
    if old_one == "dies":
        world.bus.messages.clear()
    at_work.join()
    assert PEOPLE // 6 < sum(told(world)) <= PEOPLE
    go_on_elsewhere(world, tmp_path)
    assert told(world) == [1] * PEOPLE


def test_a_restock_that_was_about_to_be_told_is_told_once(world: World, old: Store, tmp_path: Path) -> None:
    copy(tmp_path / "old.db", tmp_path / "backup.db")
    assert isinstance(old.event(world.outbox()[0]), RestockEvent)
    world.work()
    assert told(world) == [1] * PEOPLE
    go_on_elsewhere(world, tmp_path)
    assert told(world) == [1] * PEOPLE
