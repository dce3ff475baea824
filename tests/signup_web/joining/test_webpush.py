"""Signing up to be told in the browser: the code and the news come as notifications, and everything that holds for a text holds for them."""

import json
import logging
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coatcheck.model import ChannelAddress, DeliveryState, Status, Subscriber
from coatcheck.people.links import manage_token, subscriber_id
from coatcheck.ports import Subscribable
from coatcheck.ports.messages import DeliveryBatch, Tick, dead_letter, encode
from coatcheck.telling import dead_letters
from coatcheck.watching.status import report
from tests.fakes.push_service import PushService
from tests.fakes.serving import served
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site, Visitor, words

NIGHT, DAY = "Europe/Berlin", "Asia/Tokyo"  # at the noon of the tests it is 21:00 here, and 5:00 there


class Desk:
    """The site, a browser that takes notifications, and the notifier."""

    def __init__(self, folder: Path, base: str, service: PushService) -> None:
        self.service, self.subscription = service, service.subscription(base)
        self.site = Site(folder, channels=("webpush",), webpush_service_url=base)
        self.site.watch()

    @property
    def key(self) -> str:
        """For whom a browser makes its address."""
        channel = self.site.services.channel("webpush")
        assert isinstance(channel, Subscribable)
        return channel.application_server_key

    def fill_in(self, **fields: Any) -> Visitor:
        visitor = self.site.visitor()
        asked: dict[str, Any] = {"size": ["M"], "address": self.subscription, "agree": "1", "any_hour": "1", **fields}
        visitor.submit("/p/jacket/join?by=webpush", **asked)
        return visitor

    def join(self, **fields: Any) -> Visitor:
        visitor = self.fill_in(**fields)
        visitor.submit("/join/code", code=self.code())
        assert visitor.at == "/join/done"
        return visitor

    def code(self) -> str:
        """The code in the last notification, where phones look for it."""
        last = self.service.notifications()[-1]["body"].splitlines()[-1]
        found = re.fullmatch(r"@coatcheck\.example #(\d{6})", last)
        assert found, last
        return found[1]

    def person(self) -> Subscriber:
        address = self.site.services.channel("webpush").normalize(self.subscription)
        found = self.site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("webpush", address)))
        assert found
        return found

    def restock(self) -> None:
        """M comes back, and the notifier does all there is to do."""
        self.site.look(self.site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
        self.site.notify()

    def sell_out(self) -> None:
        self.site.wait(minutes=10)
        self.site.look(self.site.store.watch("jacket"), S=OUT, M=OUT, L=OUT)
        self.site.wait(minutes=10)

    def work(self, minutes: int) -> None:
        """So many minutes with a tick in each, and all that follows."""
        for _ in range(minutes):
            self.site.wait(minutes=1)
            self.site.tick()
            self.site.line.publish([Tick(slot=self.site.clock.now())])
            self.site.notify()

    def told(self) -> list[str]:
        """The titles of what was shown, without codes."""
        return [shown["title"] for shown in self.service.notifications() if "code" not in shown["title"]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    service = PushService()
    with served(service.app()) as base:
        desk = Desk(tmp_path, base, service)
        yield desk
        desk.site.services.close()


def test_the_form_has_what_the_browsers_script_needs_and_nothing_to_type(desk: Desk) -> None:
    page = desk.site.visitor().get("/p/jacket/join").text
    assert f'data-key="{desk.key}"' in page
    assert 'data-worker="/worker.js"' in page
    assert "webpush.js" in page
    assert "Your browser asks whether we may show notifications" in words(page)
    assert not re.search(r'<input[^>]*id="address"', page)


def test_whoever_enters_the_code_is_told_in_this_browser_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    done = desk.join()
    assert "We will tell this browser when Jacket is back: M." in words(done.page)
    desk.restock()
    desk.work(minutes=5)
    assert desk.told() == ["Jacket (M) is back, $120"]
    assert "/push/ann" not in caplog.text
    assert "push/ann" not in done.page


def test_without_a_subscription_the_form_says_what_to_do(desk: Desk) -> None:
    for nothing in ("", "null", desk.subscription.replace("http://127.0.0.1", "https://localhost")):
        visitor = desk.fill_in(address=nothing)
        assert visitor.status == 422
        assert "This browser gave no address for notifications." in words(visitor.page)
        assert "data-anew" in visitor.page  # so that the browser makes another one
    assert desk.service.calls == []


def test_one_endpoint_is_not_called_for_ever_by_whoever_makes_up_its_keys(desk: Desk) -> None:
    most, given = desk.site.settings.codes_per_prefix, json.loads(desk.subscription)
    given["endpoint"] += "@somewhere"
    for number in range(most + 1):
        given["keys"]["auth"] = urlsafe_b64encode(bytes([number] * 16)).decode()
        last = desk.fill_in(address=json.dumps(given))
    assert last.status == 429
    assert len(desk.service.calls) == most


def test_nothing_but_the_code_is_sent_before_it_comes_back(desk: Desk) -> None:
    desk.fill_in()
    desk.restock()
    assert desk.told() == []
    assert desk.person().status is Status.UNCONFIRMED


def test_at_night_by_the_browsers_own_clock_it_waits(desk: Desk) -> None:
    desk.join(any_hour="", browser_zone=NIGHT)
    assert desk.person().zone == NIGHT
    desk.restock()
    assert desk.told() == []
    assert desk.site.store.delivery_counts() == {DeliveryState.HELD: 1}
    desk.site.wait(hours=11)
    desk.site.look(desk.site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    desk.work(minutes=1)
    assert desk.told() == ["Jacket (M) is back, $120"]


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../../etc/passwd", "x" * 100, "\0"])
def test_a_time_zone_that_there_is_not_is_none(desk: Desk, zone: str) -> None:
    desk.join(browser_zone=zone)
    assert desk.person().zone == "UTC"


def test_a_sign_up_that_is_not_proven_moves_nobody_to_another_zone(desk: Desk) -> None:
    desk.join(browser_zone=DAY)
    desk.site.wait(minutes=2)
    desk.fill_in(browser_zone=NIGHT)
    assert desk.person().zone == DAY


def test_the_stop_in_a_notification_stops_everything(desk: Desk) -> None:
    desk.join()
    desk.restock()
    (stop,) = (
        action["navigate"]
        for action in desk.service.notifications()[-1]["actions"]
        if action["action"] == "unsubscribe"
    )
    worker = desk.site.app.test_client()
    answer = worker.post(stop.removeprefix(PUBLIC), base_url=PUBLIC, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200
    assert desk.person().status is Status.OPTED_OUT
    desk.sell_out()
    desk.restock()
    assert len(desk.told()) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_s1_a_subscription_that_is_gone_ends(desk: Desk, status: int) -> None:
    desk.join(every="1")
    desk.service.status = status
    desk.restock()
    assert desk.person().status is Status.UNREACHABLE
    calls = len(desk.service.calls)
    desk.work(minutes=10)
    desk.sell_out()
    desk.restock()
    assert len(desk.service.calls) == calls


def test_s4_a_busy_push_service_is_asked_again_not_before_it_says(desk: Desk) -> None:
    desk.join()
    desk.service.status, desk.service.headers = 429, {"Retry-After": "170"}
    desk.restock()
    calls = len(desk.service.calls)
    desk.service.status = 201
    desk.work(minutes=2)
    assert len(desk.service.calls) == calls
    desk.work(minutes=2)
    assert len(desk.service.calls) == calls + 1


def test_s5_after_lost_answers_it_is_sent_again_in_the_place_of_the_first_until_one_is_heard(desk: Desk) -> None:
    desk.join()
    desk.service.drop = True
    desk.restock()
    desk.work(minutes=20)
    desk.service.drop = False
    desk.work(minutes=20)
    topics = [headers["topic"] for headers, _ in desk.service.calls[1:]]
    assert (len(set(topics)), len(topics) > 2) == (1, True)
    desk.work(minutes=60)
    assert (len(desk.service.calls[1:]), desk.site.store.dead_letter_count()) == (len(topics), 0)


def test_what_a_strangers_server_refuses_is_kept_for_the_operator_alarms_nobody_and_holds_up_nobody_else(
    desk: Desk,
) -> None:
    desk.join()
    desk.service.status = 403
    desk.restock()
    store, now = desk.site.store, desk.site.clock.now()
    (theirs,) = store.dead_letters(9)
    assert store.alerts() == []  # and no channel is stopped
    assert report(store, now).ok
    assert desk.person().status is Status.ACTIVE
    ours = dead_letter("restocks", encode(DeliveryBatch(ids=())), "the store was away", now)
    dead_letters.bury(store, ours)
    assert [alert.key for alert in store.alerts()] == ["dead-letters"]
    assert not report(store, now).ok
    dead_letters.discard(store, ours.id, now)
    assert (store.alerts(), store.dead_letters(9)) == ([], [theirs])


def test_ones_own_page_is_found_again_by_the_same_browser(desk: Desk) -> None:
    desk.join()
    desk.site.wait(minutes=5)
    visitor = desk.site.visitor()
    visitor.submit("/mine?by=webpush", address=desk.subscription)
    assert "this browser" in words(visitor.page)
    link = desk.service.notifications()[-1]["navigate"]
    page = desk.site.visitor().get(link.removeprefix(PUBLIC)).text
    assert "http://***, by notification" in words(page)
    assert "push/ann" not in page


def test_a_browser_is_no_second_way_because_nobody_can_type_it(desk: Desk) -> None:
    desk.join()
    person = desk.person()
    page = desk.site.visitor().get(f"/m/{manage_token(SECRET_KEY, person.id, person.links)}").text
    assert "In case a message does not arrive" not in page
    assert "Wake me: tell me between 21:00 and 08:00, too (UTC)" in words(page)


def test_a_notification_is_worth_keeping_as_long_as_its_news_is_new(desk: Desk) -> None:
    desk.join()
    assert int(desk.service.calls[-1][0]["ttl"]) == 15 * 60
    desk.restock()
    assert int(desk.service.calls[-1][0]["ttl"]) <= timedelta(hours=1, seconds=1).total_seconds()
