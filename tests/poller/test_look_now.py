"""Whatever a watch waits for, it is looked at when its operator asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from coatcheck.model import Health
from coatcheck.watching.catalogue import look_now, set_active
from tests.poller.polling import House

Asks = Callable[[House], object]


def resume(house: House) -> None:
    set_active(house.store, house.store.watch("coat"), True, house.clock.now())


def edit(house: House) -> None:
    watch = house.store.watch("coat")
    house.store.put_watch(replace(watch, title="Red coat", updated_at=house.clock.now()))


def look(house: House) -> None:
    look_now(house.store, house.store.watch("coat"), house.clock.now())


def pause_and_resume(house: House) -> None:
    set_active(house.store, house.store.watch("coat"), False, house.clock.now())
    house.tick()
    resume(house)


ASKS = pytest.mark.parametrize("ask", [resume, edit, look, pause_and_resume])


def failing(house: House) -> int:
    """A watch that has failed for an hour, and waits for a quarter of one; how often it was looked at."""
    house.watch()
    house.tick()
    house.shop.broken = True
    for _ in range(60):
        house.tick()
    before = house.shop.requests
    for _ in range(3):
        house.tick()
    assert house.shop.requests == before
    return before


@ASKS
def test_a_watch_that_backs_off_is_looked_at_with_the_next_tick(house: House, ask: Asks) -> None:
    before = failing(house)
    house.shop.broken = False
    ask(house)
    house.tick()
    assert house.shop.requests == before + 1
    assert house.state().health is Health.HEALTHY


@ASKS
def test_one_that_fails_again_goes_on_backing_off(house: House, ask: Asks) -> None:
    before = failing(house)
    ask(house)
    for _ in range(4):
        house.tick()
    assert house.shop.requests == before + 1


@ASKS
def test_a_daily_watch_is_looked_at_with_the_next_tick(house: House, ask: Asks) -> None:
    house.watch(interval=86_400, created_at=house.clock.now() - timedelta(days=3))
    for _ in range(3):
        house.tick()
    before = house.shop.requests
    ask(house)
    for _ in range(4):
        house.tick()
    assert house.shop.requests == before + 1
