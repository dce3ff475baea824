"""The canary finds what is missed, and nobody finds the canary."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import notifier.app
from coatcheck.bootstrap import Services
from coatcheck.channels.canary import Canary as Channel
from coatcheck.errors import Rejected
from coatcheck.ports.messages import FanOut, PollBatch, Tick
from coatcheck.watching.as_code.plan import planned
from coatcheck.watching.canary.flips import FIRST, IN_TIME, LAST, THERE, flip, is_in_stock, last_due
from coatcheck.watching.canary.records import Fate
from coatcheck.watching.catalogue import set_active
from signup_web.app import create_app
from tests import examples
from tests.fakes.ports import NOON
from tests.notifier.coop import HOUR, MINUTE, Coop, one_machine
from tests.notifier.notifying import SECRET_KEY
from tests.stores import open_sqlite


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with one_machine(open_sqlite(tmp_path / "coop.db")) as services:
        yield services


@pytest.fixture
def coop(services: Services) -> Coop:
    coop = Coop(services)
    coop.begin()
    return coop


def lose(kind: type) -> Callable[[Coop, pytest.MonkeyPatch], None]:
    def begin(coop: Coop, patch: pytest.MonkeyPatch) -> None:
        coop.lost = kind

    return begin


def refuse(coop: Coop, patch: pytest.MonkeyPatch) -> None:
    def send(self: Channel, address: str, note: object) -> None:
        raise Rejected("the canary is ill")

    patch.setattr(Channel, "send", send)


def close_the_page(coop: Coop, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("signup_web.site.canary.is_in_stock", lambda now, key: False)


@pytest.mark.parametrize("begin", [lose(PollBatch), lose(FanOut), refuse, close_the_page])
def test_a_miss_is_found_told_to_the_operator_once_and_over_with_the_next_flip_that_is_told(
    coop: Coop, begin: Callable[[Coop, pytest.MonkeyPatch], None]
) -> None:
    coop.fly(NOON + HOUR)
    with pytest.MonkeyPatch.context() as patch:
        begin(coop, patch)
        flipped = [coop.fly(NOON + number * HOUR) for number in (2, 3)]
    coop.lost = None
    assert coop.fates() == [Fate.TOLD, Fate.MISSED, Fate.MISSED]
    alert = coop.alert()
    assert alert
    assert alert.told_at
    assert f"came back at {flipped[0]:%H:%M:%S} UTC, and no message went out within 5 minutes" in alert.text
    coop.fly(NOON + 4 * HOUR)
    assert coop.fates()[-1] is Fate.TOLD
    assert coop.alert() is None


def test_what_happened_while_nothing_ran_is_no_miss_and_is_not_passed_over(coop: Coop) -> None:
    coop.fly(NOON + HOUR)
    coop.fly(NOON + 2 * HOUR, asleep=True)
    coop.restart()
    coop.fly(NOON + 3 * HOUR)
    assert coop.fates() == [Fate.TOLD, Fate.UNSEEN, Fate.TOLD]
    assert coop.alert() is None


def test_every_hour_of_an_outage_counts_as_unseen(coop: Coop) -> None:
    coop.fly(NOON + HOUR)
    coop.restart()
    coop.fly(NOON + 73 * HOUR)
    assert coop.fates() == [Fate.TOLD, *[Fate.UNSEEN] * 71, Fate.TOLD]
    coop.restart()
    coop.fly(NOON + 10_000 * HOUR)
    assert coop.fates().count(Fate.UNSEEN) == 31 * 24 - 1


def test_while_the_operator_pauses_it_nothing_is_judged(coop: Coop) -> None:
    watch = coop.watch()
    set_active(coop.store, watch, False, coop.clock.now())
    coop.fly(NOON + HOUR)
    assert coop.fates() == []


def test_a_clock_that_is_put_back_judges_no_flip_twice(coop: Coop) -> None:
    coop.fly(NOON + HOUR)
    coop.clock.moment = NOON + HOUR  # type: ignore[attr-defined]
    coop.fly(NOON + HOUR)
    assert len(coop.fates()) == 1


def test_it_is_watched_and_no_visitor_finds_it(coop: Coop) -> None:
    watch = coop.watch()
    assert coop.store.states([watch.id])[watch.id].variants
    site = create_app(coop.services).test_client()
    for path in ("/", "/products.json", "/sitemap.xml", "/restocks", "/restocks.atom", "/status.json", "/status"):
        assert "anary" not in site.get(path).text, path
    assert site.get("/canary/guessed").status_code == site.get("/p/canary").status_code == 404
    assert "Disallow: /canary/" in site.get("/robots.txt").text
    assert site.get(watch.url).headers["X-Robots-Tag"] == "noindex"


def test_nobody_can_sign_up_by_its_channel(coop: Coop) -> None:
    product = coop.store.add_watch(examples.watch("coat"))
    site = create_app(coop.services).test_client()
    assert 'value="canary"' not in site.get(f"/p/{product.slug}/join").text


def test_switched_off_it_leaves_nothing_behind(coop: Coop) -> None:
    page = coop.watch().url
    coop.services.settings = replace(coop.services.settings, canary=False)
    coop.restart()
    coop.tick(NOON + MINUTE)
    assert coop.store.watches() == []
    assert coop.store.due_deliveries(NOON + 10 * HOUR, 10) == []
    assert create_app(coop.services).test_client().get(page).status_code == 404


def test_switched_off_and_on_again_it_flies(coop: Coop) -> None:
    coop.fly(NOON + HOUR)
    for on in (False, True):
        coop.services.settings = replace(coop.services.settings, canary=on)
        coop.restart()
        coop.tick(coop.clock.now() + MINUTE)
    coop.fly(NOON + 2 * HOUR)
    assert coop.fates() == [Fate.TOLD, Fate.TOLD]


def test_it_is_no_part_of_what_is_watched_as_a_file(coop: Coop) -> None:
    coop.store.add_watch(examples.watch("coat"))
    assert planned([], coop.store.watches(), coop.clock.now(), prune=True).removed == (coop.store.watch("coat"),)


def test_removed_by_hand_it_is_there_again_while_it_is_switched_on(coop: Coop) -> None:
    coop.store.remove_watch(coop.watch().id)
    coop.fly(NOON + HOUR)
    coop.fly(NOON + 2 * HOUR)
    assert coop.fates() == [Fate.TOLD]


def test_in_the_cloud_it_is_reached_by_the_public_address_and_may_reach_nothing_private(services: Services) -> None:
    public = "https://coats.example"
    services.settings = replace(services.settings, bus="pubsub://project", public_url=public)
    notifier.app.handler(services)(Tick(NOON))
    (watch,) = services.store.watches()
    assert watch.url.startswith(f"{public}/canary/")
    assert not watch.allow_private


def test_it_flips_once_in_every_hour_at_moments_that_only_the_key_tells() -> None:
    hours = [NOON + number * HOUR for number in range(500)]
    drawn = [flip(hour, SECRET_KEY) - hour for hour in hours]
    assert all(FIRST <= each < LAST for each in drawn)
    assert len(set(drawn)) > 300
    assert drawn != [flip(hour, SECRET_KEY[::-1]) - hour for hour in hours]
    moments = [NOON + number * MINUTE for number in range(600)]
    there = sum(is_in_stock(moment, SECRET_KEY) for moment in moments)
    assert there == 10 * (THERE // MINUTE)
    for moment in moments:
        due = last_due(moment, SECRET_KEY)
        assert timedelta() <= moment - due - IN_TIME < 2 * HOUR
        assert flip(due, SECRET_KEY) == due
