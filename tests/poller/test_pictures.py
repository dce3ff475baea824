"""What a browser saw is kept where a look proved nothing, and a store that is away costs no look."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import LookFailed, StoreUnavailable
from coatcheck.model import Health
from coatcheck.ports import Answer, Fetcher, Request, Store
from coatcheck.watching.pictures import picture_of
from tests.fakes.ports import Failing
from tests.poller.polling import MINUTE, House, Shop, serving


class Photographed:
    """A fetcher whose answers come with a picture."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed] | None]:
        for came in self._fetcher.fetch(requests, seconds):
            if came and isinstance(came[1], Answer):
                yield came[0], replace(came[1], picture=b"a picture")
            else:
                yield came

    def close(self) -> None:
        self._fetcher.close()


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving() as shop:
        yield shop


def house_with(store: Any, shop: Shop) -> House:
    house = House(store, shop)
    house.fetcher = Photographed(house.fetcher)
    house.poller = house.worker("first")
    return house


def test_a_look_that_proves_nothing_leaves_its_picture(store: Store, shop: Shop) -> None:
    house = house_with(store, shop)
    house.watch()
    house.tick()
    assert picture_of(store, "coat", house.clock.now()) is None
    shop.broken = True
    house.tick()
    kept = picture_of(store, "coat", house.clock.now())
    assert kept
    assert (kept.jpeg, house.clock.now() - kept.at < MINUTE) == (b"a picture", True)


def test_a_picture_that_can_not_be_kept_costs_no_look(store: Store, shop: Shop) -> None:
    house = house_with(Failing(store, "put_value", StoreUnavailable("away")), shop)
    house.watch()
    shop.broken = True
    house.tick()
    assert house.state().health is Health.UNREADABLE
    assert picture_of(store, "coat", house.clock.now()) is None
