"""What people get of tickets, from the box office's answer to the message in their hands."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from coatcheck.model import ANY, Availability, ChannelAddress, Ended, Health
from coatcheck.people.links import manage_url
from coatcheck.people.membership import opt_out, subscriber_at
from coatcheck.telling.texts import length
from coatcheck.telling.variant_names import find_variants
from coatcheck.watching.catalogue import look_now, set_active
from coatcheck.watching.states import States
from console.serving import Server
from signup_web.admin import lock
from signup_web.app import create_app
from signup_web.product.facts import FactsCache
from signup_web.texting.conversation import answer
from signup_web.texting.intents import Intent
from signup_web.texting.status_reply import news
from signup_web.texting.turns import Thread
from tests.e2e.ticketing import FILM, GROUP, HINDI, IMAX, MAIL, PHONE, PLAIN, PUBLIC, Box, box_office
from tests.signup_web.visiting import Visitor

SOLD = Availability.SOLD_OUT
OF_GOODS = r"\bsizes?\b|in stock|\brestocks?\b(?! texts)"


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    with box_office(tmp_path) as box:
        yield box


def test_everybody_is_told_what_opened_where_and_when_with_a_link_for_each_showing(box: Box) -> None:
    watch = box.alert()
    for channel, address in (("telegram", GROUP), ("sms", PHONE), ("email", MAIL)):
        box.wait_for(watch, channel, address)
    box.pass_time(2)
    assert box.telegram.sent == []
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T22:50", "54453", seats=4, price="620.00")
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T13:00", "54460", seats=0)
    box.pass_time()

    (told,) = box.in_group()
    short = re.search(r"https://coats\.example/r/\w+", box.links()["All showings"])
    assert short
    assert told.splitlines() == [
        FILM,
        "English, IMAX 3D",
        "Saturday 21 November 2026 (2026-11-21)",
        "",
        "PVR: Palladium, Lower Parel",
        "09:30 from 520 INR",
        "22:50 from 620 INR, filling fast",
        "",
        "Still to open: INOX: Raghuleela Mall, Vashi",
        "",
        "All showings",
    ]
    booking = {"09:30": f"{box.url}/booktickets/PVPH/54452", "22:50": f"{box.url}/booktickets/PVPH/54453"}
    assert box.links() == {**booking, "All showings": short[0]}
    assert [pinned["message_id"] for pinned in box.telegram.pinned] == [1]

    (text,) = box.texted()
    assert text.startswith(
        f"CoatCheck: {FILM} (English, IMAX 3D) Sat 21 Nov (2026-11-21): PVR: Palladium, Lower Parel 09:30, 22:50. "
        "To open: INOX: Raghuleela Mall, Vashi. https://coats.example/r/"
    )
    assert text.endswith(" STOP to opt out.")
    assert length(text) <= 306

    (mail,) = box.mail.mails
    assert mail["Subject"] == (
        f"{FILM} is open at PVR: Palladium, Lower Parel, Sat 21 Nov (2026-11-21) (English, IMAX 3D)"
    )
    html = mail.get_body(("html",)).get_content()
    for time, link in booking.items():
        assert f'<a href="{link}">{time}</a>' in html
    assert "<strong>Saturday 21 November 2026 (2026-11-21)</strong>" in html
    plain = mail.get_body(("plain",)).get_content()
    assert f"22:50 from 620 INR, filling fast: {booking['22:50']}" in plain


def test_the_short_link_leads_to_a_page_of_all_showings_with_what_is_left_of_each(box: Box) -> None:
    watch = box.alert()
    box.wait_for(watch, "sms", PHONE)
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T22:50", "54453")
    box.pass_time()
    path = re.search(r"/r/\w+", box.texted()[0])
    assert path
    for show in box.shop.shows[:1]:
        show["seats"] = 0
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T18:00", "54454")
    box.pass_time()
    page = box.page(path[0])
    assert f'href="{box.url}/booktickets/PVPH/54453"' in page
    assert f'href="{box.url}/booktickets/PVPH/54454"' in page, "what opened since is there, too"
    assert "54452" not in page
    assert "sold out" in page
    for words in (FILM, "English, IMAX 3D", "Saturday 21 November 2026 (2026-11-21)", "PVR: Palladium, Lower Parel"):
        assert words in page


def test_the_page_and_its_json_show_how_many_seats_are_left_of_each_showing(box: Box) -> None:
    watch = box.alert()
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "1", seats=237)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T13:00", "2", seats=1)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T22:50", "3", seats=0)
    box.pass_time(2)
    page = box.page("/p/film")
    assert "from 520 INR, at least 200 of 240 seats left" in page
    assert "from 520 INR, filling fast, 1 of 240 seats left" in page
    assert re.findall(r'<rect class="(?:in|few)" width="(\d+)"', page) == ["83", "1", "0"]
    (theatre, _) = json.loads(box.page("/p/film.json"))["sizes"]
    told = [(each["start_date"], each["in_stock"], each["seats_left"], each["seats"]) for each in theatre["showings"]]
    assert told == [
        ("2026-11-21T09:30", True, 200, 240),
        ("2026-11-21T13:00", True, 1, 240),
        ("2026-11-21T22:50", False, 0, 240),
    ]
    assert theatre["showings"][0]["url"] == f"{box.url}/booktickets/PVPH/1"
    version = box.state(watch).version
    box.shop.shows[0]["seats"] = 202
    box.pass_time(2)
    assert box.state(watch).version == version, "each seat that is sold was written"
    box.shop.fault = "html"
    box.pass_time()
    assert "seats left" not in box.page("/p/film")
    (theatre, _) = json.loads(box.page("/p/film.json"))["sizes"]
    assert {(each["in_stock"], each["seats_left"]) for each in theatre["showings"]} == {(None, None)}


def test_a_theatre_that_opens_later_is_told_by_itself_and_nothing_twice(box: Box) -> None:
    watch = box.alert()
    box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.pass_time(3)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T11:30", "54455")
    box.pass_time(3)
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")
    box.pass_time(3)
    first, second = box.in_group()
    assert "PVR: Palladium" in first
    assert "INOX" in second
    assert "PVR" not in second
    assert "Still to open" not in second
    assert box.links()["18:15"] == f"{box.url}/booktickets/INVS/54452"


def test_whoever_asked_to_hear_each_time_is_told_of_new_showings_once_and_nobody_else_is(box: Box) -> None:
    watch = box.alert()
    box.wait_for(watch, "telegram", GROUP, every=True)
    box.wait_for(watch, "email", MAIL)
    box.wait_for(watch, "sms", PHONE, "PVPH-20261121", every=True)
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.pass_time(3)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T22:50", "54453")
    box.pass_time(3)
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")  # within half an hour: it has never been told
    box.pass_time(3)
    assert box.told() == (3, 2, 2)
    opened, added, other = box.in_group()
    assert opened.splitlines()[5] == "09:30 from 520 INR"
    assert added.splitlines() == [
        FILM,
        "English, IMAX 3D",
        "New showings:",
        "Saturday 21 November 2026 (2026-11-21)",
        "",
        "PVR: Palladium, Lower Parel",
        "22:50 from 520 INR",
        "",
        "Still to open: INOX: Raghuleela Mall, Vashi",
        "",
        "All showings",
    ]
    assert box.links(1)["22:50"] == f"{box.url}/booktickets/PVPH/54453"
    assert "18:15" in other
    assert "PVR: Palladium, Lower Parel new: 22:50." in box.texted()[1]
    assert [mail["Subject"].partition(",")[0] for mail in box.mail.mails] == [
        f"{FILM} is open at PVR: Palladium",
        f"{FILM} is open at INOX: Raghuleela Mall",
    ]
    assert box.watch(watch).active, "they wait for more"


def test_whoever_chose_one_theatre_is_told_of_that_one_alone(box: Box) -> None:
    watch = box.alert()
    box.wait_for(watch, "telegram", GROUP, "INVS-20261121")
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.pass_time(2)
    assert box.telegram.sent == []
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")
    box.pass_time(2)
    (told,) = box.in_group()
    assert "INOX" in told
    assert "PVR" not in told


def test_a_listing_is_told_before_any_showing_and_the_showings_all_the_same(box: Box) -> None:
    children = box.shop.movies.pop(FILM)
    box.shop.movie("Another", ("ET00000099", "English", "2D"))
    watch = box.alert(options={"listed": "yes"})
    box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    box.shop.movie(FILM, *children)
    box.pass_time(2)
    assert box.in_group()[0].splitlines()[:2] == [FILM, "is listed now. No showing is open yet."]
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")
    box.pass_time(2)
    assert "INOX" in box.in_group()[1]


def test_an_alert_is_complete_when_all_who_waited_were_told_and_begins_again_when_somebody_waits(box: Box) -> None:
    watch = box.alert()
    box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.pass_time(7)
    assert box.watch(watch).active, "half of it is still waited for"
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452")
    box.pass_time(7)
    assert box.watch(watch).ended is Ended.COMPLETE
    calls = len(box.shop.calls)
    box.pass_time(5)
    assert len(box.shop.calls) == calls
    assert "Complete: whoever waited was told" in box.page("/p/film")
    assert box.report().ok

    box.wait_for(watch, "email", MAIL)
    box.pass_time(2)
    assert box.watch(watch).active
    assert len(box.shop.calls) > calls
    for show in box.shop.shows:
        show["seats"] = 0
    box.pass_time(2)
    box.shop.shows[0]["seats"] = 1
    box.pass_time(1)
    assert len(box.mail.mails) == 1


def test_an_alert_that_nobody_waits_for_any_more_is_complete_whatever_has_opened(box: Box) -> None:
    watch = box.alert()
    person = box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    opt_out(box.store, person.id, box.clock.now(), "console")
    box.pass_time(7)
    assert box.watch(watch).ended is Ended.COMPLETE


def test_an_alert_that_nobody_signed_up_for_yet_goes_on(box: Box) -> None:
    watch = box.alert()
    box.pass_time(12)
    assert box.watch(watch).active


def test_a_past_date_is_over_quietly_and_costs_no_call(box: Box) -> None:
    watch = box.alert()
    person = box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    calls = len(box.shop.calls)
    box.clock.moment = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # midnight in Mumbai
    box.pass_time(3)
    assert len(box.shop.calls) == calls
    assert box.watch(watch).ended is Ended.OVER
    assert (box.report().ok, box.report().alerts, box.telegram.sent) == (True, (), [])
    page = box.page("/p/film")
    assert "This is over. The last day was 21 Nov 2026." in page
    assert "removed" not in page
    assert "Next</button>" not in page
    assert "This is over." in box.page(manage_url("", box.services.secret_key, person.id, 0))
    (facts,) = FactsCache(lambda: box.store, lambda: States(box.store), box.clock).of([box.watch(watch)])
    assert news(facts, box.clock.now()) == ("over", {})


def test_a_day_that_is_past_is_asked_for_and_shown_no_more_while_others_are_ahead(box: Box) -> None:
    watch = box.alert(options={"date": "2026-11-21/2026-11-22"})
    box.wait_for(watch, "telegram", GROUP)
    box.pass_time(2)
    assert {call[-8:] for call in box.calls() if call.startswith("DAY")} == {"20261121", "20261122"}
    box.clock.moment = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    box.pass_time(2)
    assert {call[-8:] for call in box.calls() if call.startswith("DAY")} == {"20261122"}
    assert "Sat 21 Nov" not in box.page("/p/film")
    box.shop.open(IMAX[0], "PVPH", "2026-11-22T09:30", "54452")
    box.pass_time()
    assert "Still to open: INOX: Raghuleela Mall, Vashi, Sun 22 Nov\n" in box.in_group()[0]


def test_one_call_for_a_region_shows_what_a_call_for_each_theatre_did(box: Box) -> None:
    """The second is what the ancestors of this program asked: a listing, and each theatre by itself."""
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54452", seats=0)
    box.shop.open(HINDI[0], "PVPH", "2026-11-21T20:00", "54460")
    box.shop.open(IMAX[0], "PVPH", "2026-11-22T09:30", "54461")
    both = box.alert("both"), box.alert("each", {"region": "", "title": "", "event": IMAX[0]})
    box.pass_time()
    region, each = (
        {variant.id: (variant.availability, variant.showings) for variant in box.state(watch).variants}
        for watch in both
    )
    assert region["PVPH-20261121"] == each["PVPH-20261121"]
    assert [variant.availability for _, (variant,) in (region["INVS-20261121"], each["INVS-20261121"])] == [SOLD] * 2
    assert box.calls().count(f"VENUE {IMAX[0]} PVPH 20261121") == 1


def test_an_operator_who_gives_an_over_alert_new_days_has_it_looked_at_again(box: Box) -> None:
    watch = box.alert()
    box.pass_time(2)
    box.clock.moment = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    box.pass_time(2)
    over = box.watch(watch)
    later = replace(over, options={**over.options, "date": "2026-11-28"})
    set_active(box.store, later, True, box.clock.now())
    box.shop.open(IMAX[0], "PVPH", "2026-11-28T09:30", "54499")
    box.pass_time(2)
    assert box.watch(watch).active
    assert box.state(watch).variant("PVPH-20261128").in_stock


def test_an_over_alert_that_is_resumed_as_it_is_costs_one_call_and_is_over_again(box: Box) -> None:
    watch = box.alert()
    box.pass_time(2)
    box.clock.moment = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    box.pass_time(2)
    calls = len(box.shop.calls)
    set_active(box.store, box.watch(watch), True, box.clock.now())
    box.pass_time(5)
    assert box.watch(watch).ended is Ended.OVER
    assert len(box.shop.calls) == calls + 1
    assert box.report().ok


def test_two_hundred_alerts_cost_a_call_for_each_region_and_one_for_each_movie_and_day_there(box: Box) -> None:
    regions = ("MUMBAI", "NCR", "BANG")
    for region in regions:
        box.shop.cinemas |= {f"{region[:2]}{number:02}": (f"Cinema {number}", region) for number in range(20)}
    for film in range(10):
        box.shop.movie(
            f"Film {film}",
            *((f"ET000001{film}{kind}", language, "2D") for kind, language in enumerate(("Hindi", "Tamil"))),
        )
    triples = set()
    over = 20
    for number in range(200):
        film, region, day = number % 10, regions[number % 3], 21 + number % 2
        wanted = {
            "title": f"Film {film}",
            "language": ("Hindi", "Tamil")[number % 4 // 2],
            "format": "",
            "region": region,
        }
        venues = f"{region[:2]}{number % 20:02},{region[:2]}{(number + 1) % 20:02}"
        box.alert(f"film-{number}", {**wanted, "venues": venues, "date": f"2026-11-{20 if number < over else day}"})
        triples |= {(film, region, day)} if number >= over else set()

    box.pass_time()
    asked = box.calls()
    today = {call for call in asked if call.endswith("20261120")}
    assert len([call for call in asked if call.startswith("QUICKBOOK")]) == 3
    assert len(asked) <= 3 + len(triples) + len(today)
    assert len({each.title for each in box.store.states([each.id for each in box.store.watches()]).values()}) == 10

    box.pass_time()
    assert sorted(box.calls()) == sorted(set(asked) - {f"QUICKBOOK {region}" for region in regions})

    box.clock.moment = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    box.pass_time(2)
    assert len(box.report().watches) - box.report().ended == 200 - over
    box.calls()
    box.pass_time()
    left = box.calls()
    assert len(left) <= len(triples) + 3
    assert not any(call.endswith("20261120") for call in left)


def test_what_is_not_listed_yet_is_looked_up_in_each_round_and_once_for_all_who_want_it(box: Box) -> None:
    children = box.shop.movies.pop(FILM)
    box.shop.movie("Another", ("ET00000099", "English", "2D"))
    for number in range(5):
        box.alert(f"film-{number}")
    box.pass_time(3)
    assert box.calls() == ["QUICKBOOK MUMBAI"] * 3
    box.shop.movie(FILM, *children)
    box.pass_time(3)
    day = f"DAY {PLAIN[0]} MUMBAI 20261121"
    assert box.calls() == ["QUICKBOOK MUMBAI", day, day, day]


def test_a_listing_is_fetched_again_after_six_hours_and_a_bad_one_is_not_believed_for_that_long(box: Box) -> None:
    watch = box.alert(interval=600)
    box.pass_time()
    fetched = box.state(watch).facts_at
    assert fetched
    assert abs(fetched - box.clock.moment) < timedelta(minutes=1)
    for _ in range(2):
        box.clock.moment += timedelta(hours=3, minutes=5)
        box.pass_time()
    assert box.calls().count("QUICKBOOK MUMBAI") == 2
    assert box.state(watch).facts_at == fetched + timedelta(hours=6, minutes=12)
    box.shop.fault = "html"
    box.clock.moment += timedelta(hours=7)
    box.pass_time()
    assert box.state(watch).health is Health.BLOCKED
    box.shop.fault = ""
    box.clock.moment += timedelta(minutes=30)
    box.pass_time()
    assert box.state(watch).health is Health.HEALTHY


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_speak_of_theatres_and_showings_and_never_of_sizes(box: Box, browser: Browser, width: int) -> None:
    watch = box.alert(options={"date": "2026-11-21/2026-11-22", "language": "", "format": "", "listed": "yes"})
    person = box.wait_for(watch, "sms", PHONE)
    box.pass_time(2)
    box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
    box.shop.open(HINDI[0], "PVPH", "2026-11-21T18:15", "54460", seats=0)
    box.pass_time(2)
    told = re.search(r"/r/\w+", box.texted()[0])
    assert told
    own = manage_url("", box.services.secret_key, person.id, 0)
    box.alert("second", {"date": "2026-11-23"})
    box.pass_time()
    with closing(Server(create_app(box.services))) as server:
        page = browser.new_context(base_url=server.url, viewport={"width": width, "height": 800}).new_page()
        for path in ("/", "/p/film", "/p/film/join?size=*", "/p/film/log", told[0], own):
            page.goto(path)
            words = page.locator("main").inner_text()
            assert not re.search(OF_GOODS, words, re.I), f"{path}: {words}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.goto("/p/film")
        words = page.locator("main").inner_text()
        assert "1 of 4 theatres open" in words
        assert "Names and places are of 20 Nov 2026, 11:31" in words
        showing = page.get_by_role("listitem").filter(has_text="English IMAX 3D, from 520 INR").last
        assert showing.get_by_role("link").get_attribute("href") == f"{box.url}/booktickets/PVPH/54452"
        for name in ("09:30", "18:15"):
            box_of = page.get_by_text(name, exact=True).first.bounding_box()
            assert box_of
            assert box_of["height"] < 50, "a time stands in one line"
        page.goto("/")
        names = [name.bounding_box() for name in page.locator(".products .name").all()]
        assert len(names) == 2
        assert all(name and name["width"] > 100 for name in names)
        page.goto("/p/film/join?size=*")
        assert page.get_by_label("All theatres").is_checked()


def test_texts_speak_of_theatres_and_a_word_of_a_name_is_enough(box: Box) -> None:
    watch = box.alert()
    box.pass_time(2)
    (facts,) = FactsCache(lambda: box.store, lambda: States(box.store), box.clock).of([watch])
    assert facts
    assert find_variants(facts.state, "palladium") == (("PVPH-20261121",), ())
    assert find_variants(facts.state, "all theatres") == ((ANY,), ())
    somebody = subscriber_at(box.store, box.services.secret_key, ChannelAddress("sms", PHONE), box.clock.now())
    thread = Thread(somebody, (), (facts,), (facts,), "CoatCheck", PUBLIC, box.clock.now())
    asked = answer(Intent.JOIN, "", thread).says
    assert "text a theatre for Star Harbour" in asked
    assert "ticket alerts: PVR: Palladiu +1." in asked
    assert "size" not in asked + answer(Intent.WORDS, "nowhere", thread).says + answer(Intent.STATUS, "", thread).says


FAULTS = {
    "html": (Health.BLOCKED, "answered with a page"),
    "empty": (Health.BLOCKED, "nothing"),
    "403": (Health.BLOCKED, "403"),
    "500": (Health.UNREACHABLE, "500"),
    "renamed": (Health.UNREADABLE, "ShowDetails"),
    "truncated": (Health.UNREADABLE, ""),
    "slow": (Health.UNREACHABLE, "did not answer in full"),
}


def test_an_alert_from_its_first_look_to_its_end_through_everything_that_goes_wrong(tmp_path: Path) -> None:
    with box_office(tmp_path, fetch_seconds=0.5) as box:
        watch = box.alert()
        for channel, address in (("telegram", GROUP), ("sms", PHONE), ("email", MAIL)):
            box.wait_for(watch, channel, address)
        box.pass_time(2)

        def look() -> None:
            """Look again, however long the watch was to wait after what went wrong."""
            box.clock.moment += timedelta(seconds=1)
            look_now(box.store, box.watch(watch), box.clock.now())
            box.pass_time()

        def trouble(*faults: str) -> None:
            """Each of these in turn: nobody is told of anything, and the site says that nobody can tell."""
            before, told = box.state(watch).variants, box.told()
            for fault in faults:
                box.shop.fault, box.shop.seconds = fault, 1.0 if fault == "slow" else 0.0
                look()
                health, reason = FAULTS[fault]
                state = box.state(watch)
                assert (state.health, reason in (state.reason or "")) == (health, True), f"{fault}: {state.reason}"
                assert "has not given a clear answer" in box.page("/p/film")
            assert (box.state(watch).variants, box.told()) == (before, told)
            assert not box.report().ok

        def recover(fault: str = "") -> None:
            box.shop.fault, box.shop.seconds = fault, 0.0
            look()
            assert box.state(watch).health is Health.HEALTHY

        trouble("html", "empty", "renamed")
        recover()
        box.shop.open(IMAX[0], "PVPH", "2026-11-22T09:30", "1")
        recover("another day")
        assert box.told() == (0, 0, 0), "another day's showings were taken for this day's"
        box.shop.fault = ""
        box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
        box.pass_time()
        assert box.told() == (1, 1, 1)
        box.shop.open(IMAX[0], "INVS", "2026-11-21T18:15", "54461", seats=3, price="230.00")
        trouble(*FAULTS)
        recover()
        assert box.told() == (2, 2, 2)

        first, second = box.in_group()
        for told in (first, second):
            for words in (FILM, "English, IMAX 3D", "Saturday 21 November 2026 (2026-11-21)"):
                assert words in told
        assert "Still to open: INOX: Raghuleela Mall, Vashi" in first
        assert "INOX: Raghuleela Mall, Vashi\n18:15 from 230 INR, filling fast" in second
        assert box.links(0)["09:30"] == f"{box.url}/booktickets/PVPH/54452"
        assert box.links(1)["18:15"] == f"{box.url}/booktickets/INVS/54461"
        assert [len(box.telegram.pinned), "PVR" in second] == [2, False]
        for text, where in zip(box.texted(), ("PVR: Palladium, Lower Parel 09:30", "Vashi 18:15"), strict=True):
            assert f"(English, IMAX 3D) Sat 21 Nov (2026-11-21): {where}"[:40] in text
            assert where in text
            link = re.search(r"/r/\w+", text)
            assert link
            assert "/booktickets/" in box.page(link[0])
        for mail, url in zip(box.mail.mails, ("PVPH/54452", "INVS/54461"), strict=True):
            assert f'href="{box.url}/booktickets/{url}"' in mail.get_body(("html",)).get_content()
            assert "English, IMAX 3D" in mail["Subject"]

        box.pass_time(7)
        assert (box.watch(watch).ended, box.report().ok) == (Ended.COMPLETE, True)
        box.calls()
        box.clock.moment = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
        box.pass_time(3)
        assert (box.calls(), box.told(), box.report().ok) == ([], (2, 2, 2), True)
        assert "This is over." in box.page("/p/film")


def test_an_operator_sees_what_people_will_get_before_and_after_anything_opened(
    box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    watch = box.alert()
    box.pass_time(2)
    operator = Visitor(create_app(box.services).test_client())
    operator.submit(lock.admin_link(box.services).removeprefix(PUBLIC))
    for page in (f"/admin/watches/{watch.id}", f"/admin/watches/{watch.id}/rehearsal"):
        said = operator.get(page).text
        words = re.sub(r"<[^>]+>", " ", said[said.index("<main") :].partition("<h2>Settings")[0])
        assert not (found := re.search(OF_GOODS, words, re.I)), f"{page}: {found}"
    for count in (1, 2):
        form = {"variant": "PVPH-20261121", "channel": "telegram", "address": GROUP}
        operator.submit(f"/admin/watches/{watch.id}/rehearsal", action="rehearsal", **form)
        assert operator.status == 200
        said = box.in_group()[-1]
        assert said.startswith(f"TEST by CoatCheck:\n{FILM}")
        assert "Saturday 21 November 2026 (2026-11-21)\n\nPVR: Palladium, Lower Parel" in said
        assert ("09:30 from 520 INR" in said) is (count == 2)
        box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
        box.pass_time(2)
    for page in ("/p/film.atom", "/p/film/badge.svg", "/p/film.json"):
        assert "back in stock" not in box.page(page)
    assert "PVR: Palladium, Lower Parel is open" in box.page("/p/film.atom")
    assert ">Open<" in box.page("/p/film/badge.svg")
    box.shop.fault = "html"
    box.pass_time(2)
    assert "Its theatres stay as they were last proven." in caplog.text
