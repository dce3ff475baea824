"""Pages with something in the way of what their scripts draw: in stock, sold out and back, from the browser to the text."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coatcheck.config import parse
from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Frequency, Health, Watch
from coatcheck.people.membership import join, subscriber_at
from coatcheck.ports.messages import Tick
from coatcheck.watching.catalogue import add_watch
from coatcheck.watching.pictures import picture_of
from console.demo.phone import Phone
from console.pipeline import Pipeline
from tests.chromium import require_chromium
from tests.fakes.ports import HandClock
from tests.fakes.scripted_shop import STEPS, ScriptedShop, scripted_shop

NUMBER = "+14155550142"
MINUTE = timedelta(minutes=1)
PATIENCE = 120.0  # seconds in which everything that a tick set off is done


class House:
    """The shop, the product that watches each of its pages, and a phone."""

    def __init__(self, shop: ScriptedShop, phone: Phone, pipeline: Pipeline, clock: HandClock) -> None:
        self.shop, self.phone, self.clock = shop, phone, clock
        self.services, self._drain = pipeline.services, pipeline.drain

    def look(self, in_stock: bool) -> list[str]:
        """The shop has it or not, and each page is looked at; whose alerts have been texted so far."""
        self.shop.in_stock = in_stock
        self.clock.moment += MINUTE
        self.services.bus.publish([Tick(slot=self.clock.now())])
        assert self._drain(PATIENCE), "the bus did not come to rest"
        texts = [text.body for text in self.phone.texts(NUMBER)]
        return sorted(name for name in STEPS for text in texts if f"Coat {name} is back" in text)

    def health(self) -> dict[str, Health]:
        store = self.services.store
        states = store.states([watch.id for watch in store.watches()])
        return {watch.slug: states[watch.id].health for watch in store.watches()}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    clock = HandClock(datetime.now(UTC))
    with scripted_shop() as shop, closing(Phone()) as phone:
        variables = {
            "COATCHECK_STORE": f"sqlite:///{tmp_path / 'house.db'}",
            "COATCHECK_CHANNELS": "sms",
            "COATCHECK_BROWSER": require_chromium(),
            **phone.environment(),
        }
        with closing(Pipeline(parse(variables), clock)) as pipeline:
            store, secret_key, now = pipeline.services.store, pipeline.services.secret_key, clock.now()
            person = subscriber_at(store, secret_key, ChannelAddress("sms", NUMBER), now)
            for name, steps in STEPS.items():
                options = {"fetch": "browser", **steps}
                watch = Watch(
                    "", shop.page(name), "page", now, now, f"Coat {name}", options=options, allow_private=True
                )
                consent = Consent(now, ConsentKind.CONFIRMED, "web")
                join(store, person, add_watch(store, watch).id, (ANY,), consent, Frequency.EVERY, any_hour=True)
            yield House(shop, phone, pipeline, clock)


def test_whatever_stands_in_the_way_a_restock_is_told_once(house: House) -> None:
    store = house.services.store
    assert house.look(in_stock=False) == []
    assert house.health() == {f"coat-{name}": Health.HEALTHY for name in STEPS}
    assert house.look(in_stock=True) == sorted(STEPS)
    assert house.look(in_stock=False) == sorted(STEPS)

    house.shop.is_broken = True
    assert house.look(in_stock=True) == sorted(STEPS)
    assert set(house.health().values()) == {Health.UNREADABLE}
    house.look(in_stock=True)
    pictures = [picture_of(store, watch.id, house.clock.now()) for watch in store.watches()]
    assert any(picture and picture.jpeg.startswith(b"\xff\xd8") for picture in pictures)
