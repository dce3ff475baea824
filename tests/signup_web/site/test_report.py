"""How everything is doing, for monitors and for whoever looks."""

import json
from datetime import timedelta
from typing import Any

from coatcheck.model import Batch, Glance, Health, Snapshot, Watch
from coatcheck.watching.catalogue import set_active
from coatcheck.watching.schedule import due
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.visiting import OUT, Site, words


def test_healthz_is_ok_while_the_store_answers(site: Site) -> None:
    assert site.visitor().get("/healthz").text == "ok"


def report(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.visitor().get("/status.json").text)
    return told


def test_status_tells_of_ticks_watches_and_messages(site: Site, parka: Watch) -> None:
    site.store.put_delivery(examples.delivery())
    site.trouble(parka)
    told = report(site)
    assert told["tick_age"] == 0
    assert told["health"] == {"healthy": 1, "blocked": 1}
    assert told["deliveries"] == {"pending": 1}
    healthy, blocked = told["watches"]
    assert (healthy["health"], blocked["health"], blocked["reason"]) == ("healthy", "blocked", "403")
    assert blocked["since"].startswith("2026-03-02T20:00:01")
    assert not told["ok"]


def test_the_report_names_what_is_paused_and_since_when(site: Site, parka: Watch) -> None:
    set_active(site.store, parka, False, site.clock.now())
    site.wait(hours=2)
    site.tick()
    told = report(site)
    assert (told["ok"], told["paused"], told["health"]) == (True, 1, {"healthy": 1})
    assert told["watches"][1]["since"].startswith("2026-03-02T20:00:00")
    assert "Parka Paused for 2 hours" in words(site.visitor().get("/status").text)


def test_a_watch_that_nobody_has_looked_at_is_not_called_healthy(site: Site) -> None:
    site.store.add_watch(examples.watch("new", title="New"))
    told = report(site)
    assert (told["health"], told["unseen"], told["watches"][1]["checked_at"]) == ({"healthy": 1}, 1, None)
    assert "New Not checked yet" in words(site.visitor().get("/status").text)


def test_t2_without_ticks_for_five_minutes_something_is_wrong(site: Site) -> None:
    assert report(site)["ok"]
    site.wait(minutes=7)
    assert not report(site)["ok"]


def test_what_changed_shows_in_the_report_within_a_minute(site: Site, parka: Watch) -> None:
    assert report(site)["ok"]
    site.trouble(parka)
    assert report(site)["ok"]
    site.wait(minutes=1)
    assert not report(site)["ok"]


def test_the_public_report_names_no_person_and_no_alert(site: Site) -> None:
    site.store.put_subscriber(examples.subscriber())
    site.store.open_alert(examples.alert(text="secret trouble"))
    told = json.dumps(report(site))
    assert "ann" not in told
    assert "secret trouble" not in told
    assert "shop.example is" not in told


def test_a_watch_that_waits_out_a_refusal_says_when_it_was_looked_at_itself(site: Site, parka: Watch) -> None:
    site.wait(minutes=3)
    site.trouble(parka)
    site.wait(minutes=9)
    site.tick()  # its batch is looked at, without it
    jacket, waiting = report(site)["watches"]
    assert waiting["checked_at"].startswith("2026-03-02T20:03:01")
    assert jacket["checked_at"] > "2026-03-02T20:11"
    assert site.visitor().get("/p/parka").headers["Last-Checked"].startswith("2026-03-02T20:03:01")
    assert site.visitor().get("/p/parka.json").json["checked_at"].startswith("2026-03-02T20:03:01")
    assert "Checked at 20:03 UTC" in words(site.visitor().get("/p/parka").text)


def test_a_slow_watch_beside_a_fast_one_says_when_it_was_looked_at_itself(site: Site) -> None:
    daily = site.store.add_watch(examples.watch("daily", interval=86_400, created_at=NOON - timedelta(days=10)))
    site.look(daily, at=NOON - timedelta(days=9), M=OUT)
    site.wait(hours=1)
    site.tick()
    at = next(line["checked_at"] for line in report(site)["watches"] if line["slug"] == "daily")
    assert at in {moment.isoformat().replace("+00:00", "Z") for moment in due(daily, None, site.clock.now())}


def test_an_hourly_watch_says_when_it_was_really_looked_at(site: Site) -> None:
    watch = site.store.add_watch(examples.watch("hourly", interval=3600, batch="b2"))
    site.look(watch, at=NOON - timedelta(hours=5), M=OUT)
    looked_at = NOON - timedelta(minutes=40)
    batch = site.store.lease_batch(Batch("b2"), NOON, "worker", NOON, NOON)
    glance = Glance(watch.id, looked_at, Health.HEALTHY)
    site.store.commit_looks(batch, Snapshot("b2", looked_at, (glance,)), [])
    assert site.visitor().get("/p/hourly").headers["Last-Checked"] == looked_at.isoformat()
