"""The canary, flown: the site's own page on loopback, a real poller and a real notifier; only the clock is set by hand."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import notifier.app
import poller.app
from coatcheck.bootstrap import Services
from coatcheck.channels.canary import Canary as Channel
from coatcheck.config import Settings
from coatcheck.errors import Rejected
from coatcheck.model import Alert, Watch
from coatcheck.ports.messages import DeliveryBatch, FanOut, PollBatch, Tell, Tick
from coatcheck.watching.as_code.plan import planned
from coatcheck.watching.canary.flips import FIRST, IN_TIME, LAST, THERE, flip, is_in_stock, last_due
from coatcheck.watching.canary.identity import ALERT, canary
from coatcheck.watching.canary.records import Fate, flips
from coatcheck.watching.catalogue import set_active
from console.serving import Server
from signup_web.app import create_app
from tests import examples
from tests.fakes.ports import NOON, HandClock, Line
from tests.notifier.notifying import SECRET_KEY

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = NOON + 50 * MINUTE  # this hour's flip is past


class Coop:
    """One machine on which the canary flies, and the ticks that drive it."""

    def __init__(self, services: Services) -> None:
        self.services, self.store, self.clock = services, services.store, services.clock
        self.line: Any = services.bus
        self.lost: type | None = None  # messages of this kind get lost
        self.restart()

    def restart(self) -> None:
        """Poller and notifier as after a start: they remember nothing."""
        self.polls, self.tells = poller.app.handler(self.services), notifier.app.handler(self.services)

    def tick(self, at: datetime) -> None:
        """It is that time, and everything that a tick brings is done."""
        self.clock.moment = max(at, self.clock.moment)  # type: ignore[attr-defined]
        self.line.publish([Tick(self.clock.now())])
        while self.line.messages:
            message = self.line.messages.pop(0)
            if self.lost and isinstance(message, self.lost):
                continue
            if isinstance(message, Tick | PollBatch):
                self.polls(message)
            if isinstance(message, Tick | FanOut | DeliveryBatch | Tell):
                self.tells(message)

    def fly(self, hour: datetime, asleep: bool = False) -> datetime:
        """An hour passes, with a tick every four minutes, and every minute around the flip; when it flipped."""
        flipped = flip(hour, SECRET_KEY)
        if asleep:
            self.clock.moment = flipped + THERE + MINUTE  # type: ignore[attr-defined]
            self.tick(flipped + THERE + MINUTE)
        else:
            for minutes in (-2, -1, 0.5, 1.5, 5.5, 9.5, 10.5, 11.5):
                self.tick(flipped + minutes * MINUTE)
        while self.clock.now() < hour + HOUR - 4 * MINUTE:
            self.tick(self.clock.now() + 4 * MINUTE)
        return flipped

    def fates(self) -> list[Fate]:
        return [each.fate for each in flips(self.store)]

    def watch(self) -> Watch:
        found = canary(self.store.watches())
        assert found
        return found

    def alert(self) -> Alert | None:
        return next((each for each in self.store.alerts() if each.key == ALERT and not each.closed_at), None)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(store=f"sqlite:///{tmp_path / 'coop.db'}", secret_key=SECRET_KEY, canary=True)
    services = Services(settings, bus=Line(), clock=HandClock(START))
    with closing(services), closing(Server(create_app(services))) as server:
        services.settings = replace(settings, port=int(server.url.rpartition(":")[2]))
        yield services


@pytest.fixture
def coop(services: Services) -> Coop:
    coop = Coop(services)
    for minutes in (0, 1):  # it is there, and looked at
        coop.tick(START + minutes * MINUTE)
    return coop


def test_a_flip_is_told_to_nobody_in_time_and_nothing_of_it_is_left(coop: Coop) -> None:
    flipped = [coop.fly(NOON + number * HOUR) for number in (1, 2)]
    judged = flips(coop.store)
    assert [(each.at, each.fate) for each in judged] == [(at, Fate.TOLD) for at in flipped]
    assert all(each.told_at and timedelta() < each.told_at - each.at < 2 * MINUTE for each in judged)
    assert coop.alert() is None
    assert coop.store.delivery_counts() == {}


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
    coop.services.settings = replace(coop.services.settings, canary=False)
    coop.restart()
    coop.tick(NOON + MINUTE)
    assert coop.store.watches() == []
    assert coop.store.due_deliveries(NOON + 10 * HOUR, 10) == []
    assert create_app(coop.services).test_client().get("/canary/x").status_code == 404


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
