"""What came back of all watches: a page, a feed and a calendar."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import (
    Availability,
    Look,
    Observation,
    Offer,
    Product,
    Showing,
    State,
    Variant,
    VariantState,
    Watch,
)
from signup_web.product.facts import Facts
from signup_web.sharing import calendar
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site


def comes_and_goes(site: Site, watch: Watch, size: str = "M", minutes: int = 10) -> None:
    """A size that comes back, and is gone after so many minutes."""
    site.wait(minutes=1)
    site.look(watch, None, **{size: IN})
    site.wait(minutes=minutes)
    site.look(watch, None, **{size: OUT})
    site.tick()
    site.wait(minutes=1)


def read(text: str) -> list[Any]:
    """The events of a calendar as another program reads them; every line is as short as it has to be."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return list(Calendar.from_ical(text).walk("VEVENT"))


def lines(page: str) -> list[str]:
    return [" ".join(each.text().split()) for each in LexborHTMLParser(page).css(".products li")]


def test_restocks_of_all_products_are_on_one_page_the_newest_first(tmp_path: Path) -> None:
    site = Site(tmp_path)
    coat, hat = site.watch("coat"), site.watch("hat", sizes="One")
    hidden = site.watch("secret", listed=False)
    comes_and_goes(site, coat)
    comes_and_goes(site, hidden)
    comes_and_goes(site, hat, "One", minutes=5)
    visitor = site.visitor()
    visitor.get("/restocks")
    first, second = lines(visitor.page)
    assert first.startswith("Hat One")
    assert "for about 5 minutes, $120.00" in first
    assert second.startswith("Coat M")
    assert "for about 10 minutes" in second
    visitor.get("/restocks?page=2")
    assert visitor.status == 404


def test_fifty_are_on_a_page_and_in_the_feed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    coat = site.watch("coat")
    for _ in range(51):
        comes_and_goes(site, coat, minutes=2)
    visitor = site.visitor()
    visitor.get("/restocks")
    assert len(lines(visitor.page)) == 50
    visitor.get("/restocks?page=2")
    assert len(lines(visitor.page)) == 1
    assert len(feedparser.parse(visitor.get("/restocks.atom").text).entries) == 50


def test_a_feed_tells_programs_of_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path)
    coat = site.watch("coat", title="Coat <& Cö")
    empty = feedparser.parse(site.visitor().get("/restocks.atom").text)
    assert (empty.bozo, empty.entries) == (False, [])
    comes_and_goes(site, coat)
    answer = site.visitor().get("/restocks.atom")
    feed = feedparser.parse(answer.text)
    assert (feed.bozo, answer.mimetype) == (False, "application/atom+xml")
    (entry,) = feed.entries
    assert entry.title == "Coat <& Cö: M is back in stock, $120.00"
    assert entry.link == f"{PUBLIC}/p/coat"
    (same,) = feedparser.parse(site.visitor().get("/p/coat.atom").text).entries
    assert entry.id == same.id


def test_a_calendar_has_each_restock_as_long_as_it_was(tmp_path: Path) -> None:
    site = Site(tmp_path)
    coat = site.watch("coat", title="Coat, warm; a\\b " + "ö" * 60)
    comes_and_goes(site, coat, minutes=10)
    site.look(coat, M=IN)
    site.tick()
    site.wait(seconds=10)
    for path in ("/restocks.ics", "/p/coat.ics"):
        answer = site.visitor().get(path)
        assert answer.mimetype == "text/calendar"
        here, ended = read(answer.text)
        assert ended["SUMMARY"] == f"{coat.title}: M"
        assert ended.end - ended.start == timedelta(minutes=10)
        assert "about 10 minutes" in ended["DESCRIPTION"]
        assert here.get("DTEND") is None
        assert "still in stock" in here["DESCRIPTION"]
        assert here["URL"] == f"{PUBLIC}/p/coat"
        assert here["UID"] != ended["UID"]
    again = site.visitor().get("/restocks.ics", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code in (200, 304)


def of_showings(*showings: Showing) -> Facts:
    """An event in Mumbai with these showings."""
    watch = replace(examples.watch("film"), title="A Film", zone="Asia/Kolkata")
    variant = VariantState("p", "PVR, Palladium", availability=IN, in_stock=True, showings=showings)
    return Facts(watch=watch, state=State(watch.id, 1, (variant,), observed_until=NOON), checked_at=NOON)


def test_a_calendar_has_the_showings_to_come_by_the_clock_of_their_place() -> None:
    facts = of_showings(
        Showing("3", "2099-11-22", "PVR", availability=IN),
        Showing("2", "2099-11-21T18:00", "PVR", "Hindi", "2D", IN, "230", "INR", "https://shop.example/2"),
        Showing("sold out", "2099-11-21T20:00", availability=Availability.SOLD_OUT),
        Showing("past", "2020-11-21T20:00", availability=IN),
        Showing("of no day", "", availability=IN),
    )
    timed, whole_day = read(
        calendar.calendar("Films", calendar.events_to_come(facts, NOON, PUBLIC), "coatcheck.example")
    )
    assert timed.start == datetime.fromisoformat("2099-11-21T18:00+05:30")
    assert (timed["SUMMARY"], timed["LOCATION"], timed["URL"]) == ("A Film", "PVR", "https://shop.example/2")
    assert "Hindi 2D" in timed["DESCRIPTION"]
    assert (whole_day.start, whole_day["URL"]) == (date(2099, 11, 22), f"{PUBLIC}/p/{facts.watch.slug}")


def test_a_calendar_has_the_times_from_which_the_shop_says_that_sizes_can_be_bought(tmp_path: Path) -> None:
    site = Site(tmp_path)
    coat = site.watch("coat", "S M L XL")
    drop = NOON + timedelta(days=3)
    starts = {"S": drop, "M": drop, "L": NOON - timedelta(days=1), "XL": datetime(2099, 1, 1, tzinfo=UTC)}
    for moment in (drop, drop + timedelta(hours=1)):  # announced, and put off
        offers = {size: Offer(OUT, "120.00", "USD", availability_starts=at) for size, at in starts.items()}
        variants = tuple(Variant(size, size, offer=offer) for size, offer in offers.items())
        site.wait(minutes=1)
        now = site.clock.now()
        site.record(
            coat, Look("coat", now, now, observation=Observation((Product("coat", "Coat", variants=variants),)))
        )
        site.tick()
        site.wait(seconds=10)
        (sale,) = read(site.visitor().get("/p/coat.ics").text)
        assert (sale.start, sale["SUMMARY"], sale["URL"]) == (moment, "Coat: S, M", f"{PUBLIC}/p/coat")
        assert sale["DESCRIPTION"] == "The shop says that it can be bought from then on."
        starts |= dict.fromkeys("SM", drop + timedelta(hours=1))
    site.wait(days=4)
    assert read(site.visitor().get("/p/coat.ics").text) == []


@pytest.mark.parametrize(
    "words", ["a\r\nATTENDEE:mailto:x@example.org", "tab\tnull\0 bell\a", "日本語" * 40, "👨‍👩‍👧" * 30, "\\;,:\"'"]
)
def test_nothing_that_a_shop_writes_breaks_out_of_its_line(words: str) -> None:
    event = calendar.Event("1", NOON, None, NOON, words, words, words, f"https://shop.example/{words}")
    (read_back,) = read(calendar.calendar(words, [event], "coatcheck.example"))
    assert set(read_back) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "TRANSP"}
    assert read_back["SUMMARY"] == "".join(each if each >= " " else " " for each in words)


def test_a_calendar_is_no_longer_than_programs_bear(tmp_path: Path) -> None:
    facts = of_showings(*(Showing(str(number), "2099-11-21T18:00", availability=IN) for number in range(700)))
    site = Site(tmp_path)
    site.app.extensions["facts"].listed = lambda: [facts]
    assert len(read(site.visitor().get("/restocks.ics").text)) == calendar.MOST


def test_what_came_back_costs_no_read_that_the_front_page_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    for name in ("coat", "hat", "shoe"):
        comes_and_goes(site, site.watch(name))
    site.visitor().get("/")
    reads: list[str] = []
    for name in ("changes", "states", "snapshots", "batches", "event"):
        monkeypatch.setattr(site.store, name, lambda *wanted, name=name: reads.append(name))
    for path in ("/restocks", "/restocks.atom", "/restocks.ics"):
        assert site.visitor().get(path).status_code == 200
    assert reads == []
