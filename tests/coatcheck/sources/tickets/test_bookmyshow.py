"""Cinema tickets: "could not look" never reads as "not open", and another day's shows are not this day's."""

import importlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from coatcheck.errors import Blocked, Invalid, Over, Unreadable
from coatcheck.model import Availability, Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.tickets import bookmyshow
from coatcheck.watching.catalogue import usual_zone
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, stock
from tests.places import material

LISTED_AT = "https://in.bookmyshow.com/serv/getData?cmd=QUICKBOOK&type=MT"
PAGE = "https://in.bookmyshow.com/movies/mumbai/a-film/buytickets/ET00990012/20261121"
EVENT = {"terms": "accepted", "venues": "PVPH"}
BY_TITLE = {
    **EVENT,
    "region": "mumbai",
    "title": "a film",
    "language": "english",
    "format": "3d imax",
    "date": "2026-11-21",
}
LIMITED, SOLD = Availability.LIMITED_AVAILABILITY, Availability.SOLD_OUT


def show(session: str = "1", seats: str = "5", date: str = "20261121", **fields: Any) -> dict[str, Any]:
    band = {"PriceDesc": "CLUB", "CurPrice": "520.00", "SeatsAvail": seats}
    return {"SessionId": session, "ShowDateCode": date, "ShowTimeDisplay": "09:30 AM", "Categories": [band], **fields}


def shows(*listed: dict[str, Any]) -> Answer:
    venue = [{"VenueCode": "PVPH", "VenueName": "PVR: Lower Parel"}] if listed else []
    return answer({"BookMyShow": {"arrEvent": [], "arrVenue": venue, "arrShows": list(listed)}}, PAGE)


def day(*listed: dict[str, Any], date: str = "20261121", sales: str = "Y") -> Answer:
    """What one request for all of a region's cinemas brings."""
    kids = [
        {"EventCode": "ET00000002", "EventLang": "English", "EventDimension": "IMAX 3D"},
        {"EventCode": "ET00000003", "EventLang": "Hindi", "EventDimension": "2D"},
    ]
    venue = {"VenueCode": "PVPH", "VenueName": "PVR: Lower Parel", "AllowSales": sales, "ShowTimes": list(listed)}
    event = {"EventTitle": "A Film", "ChildEvents": kids}
    details = [{"Date": date, "Venues": [venue], "Event": event}] if listed else []
    return answer({"ShowDatesArray": [], "ShowDetails": details}, PAGE)


ENGLISH, HINDI = {"EventCode": "ET00000002"}, {"EventCode": "ET00000003"}


def region(*children: tuple[str, str, str], title: str = "A Film (3D)") -> Answer:
    kids = [dict(zip(("EventCode", "EventLanguage", "EventDimension"), child, strict=True)) for child in children]
    movies = [{"EventTitle": title, "ChildEvents": kids}, {"EventTitle": "A Film 2", "ChildEvents": []}]
    cinemas = {"BookMyShow": {"aiVN": [{"VenueCode": "PVPH", "VenueName": "PVR: Lower Parel"}]}}
    return answer({"moviesData": {"BookMyShow": {"arrEvents": movies}}, "cinemas": cinemas}, LISTED_AT)


LISTING = region(("ET00000002", "English", "IMAX 3D"), ("ET00000003", "Hindi", "2D"))


def seen(*answers: Answer, **options: str) -> Observation:
    """What is read, a listing that lacks what is wanted asked for once more."""
    target, given = Target(PAGE, options or EVENT), list(answers)
    found = bookmyshow.read(target, given)
    if isinstance(found, Request) and found.url == LISTED_AT:
        found = bookmyshow.read(target, [given[0], *given])
    assert isinstance(found, Observation)
    return found


def test_nothing_is_asked_before_the_terms_are_accepted() -> None:
    with pytest.raises(Invalid, match="terms=accepted"):
        bookmyshow.request(Target(PAGE, {"venues": "PVPH"}))


@pytest.mark.parametrize(
    "options",
    [
        {"venues": ""},
        {"venues": ",".join("ABCDEFGHI")},
        {"date": "20261341"},
        {"date": "9999-12-31"},
        {"date": "2026-11-22/2026-11-20"},
        {"days": "mon"},
        {"after": "late"},
    ],
)
def test_what_is_missing_is_named(options: dict[str, str]) -> None:
    with pytest.raises(Invalid, match=next(iter(options))):
        bookmyshow.request(Target(PAGE, {**EVENT, **options}))


def test_the_address_names_the_movie_and_the_day() -> None:
    query = parse_qs(urlsplit(bookmyshow.request(Target(PAGE, EVENT)).url).query)
    assert (query["ec"], query["vc"], query["dc"]) == (["ET00990012"], ["PVPH"], ["20261121"])


def test_nothing_on_sale_is_a_proven_out() -> None:
    assert stock(seen(shows())) == {"PVPH-20261121": OUT}


def test_an_opening_turns_the_cinema_in_and_lists_each_showing() -> None:
    found = seen(shows(show("1"), show("2", seats="0", ShowTimeDisplay="10:50 PM")))
    assert stock(found) == {"PVPH-20261121": IN}
    (cinema,) = found.products[0].variants
    assert (cinema.title, cinema.options) == (
        "PVR: Lower Parel",
        {"location": "PVR: Lower Parel", "date": "2026-11-21"},
    )
    first, second = cinema.showings
    assert (first.start_date, first.availability, first.price, first.currency, first.url) == (
        "2026-11-21T09:30",
        IN,
        "520.00",
        "INR",
        "https://in.bookmyshow.com/booktickets/PVPH/1",
    )
    assert (second.start_date, second.availability) == ("2026-11-21T22:50", SOLD)


def test_the_price_is_the_lowest_that_can_still_be_had() -> None:
    bands = [
        {"PriceDesc": "CLUB", "CurPrice": "520.00", "SeatsAvail": "0"},
        {"PriceDesc": "RECLINER", "CurPrice": "950.00", "SeatsAvail": "3"},
    ]
    assert seen(shows(show(Categories=bands))).products[0].variants[0].showings[0].price == "950.00"


def test_all_shows_sold_out_is_sold_out() -> None:
    assert stock(seen(shows(show(seats="0"))))["PVPH-20261121"] is SOLD


def test_another_days_shows_are_not_this_days() -> None:
    assert stock(seen(shows(show(date="20261122")))) == {"PVPH-20261121": OUT}


def test_another_movies_shows_do_not_count() -> None:
    assert stock(seen(shows(show(EventCode="ET00000001")))) == {"PVPH-20261121": OUT}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Availability": "A"}, IN),
        ({"Availability": "S"}, UNKNOWN),  # it has seats all the same
        ({"Categories": [], "AvailStatus": "2"}, LIMITED),
        ({"Categories": [], "AvailStatus": "0"}, SOLD),
        ({"Categories": [{"AvailStatus": "1"}, {"AvailStatus": "0"}]}, LIMITED),
        ({"Categories": [], "Availability": "Q"}, UNKNOWN),
        ({"Categories": []}, UNKNOWN),
    ],
)
def test_every_vocabulary_is_read_and_an_unknown_word_is_unknown(fields: Any, expected: Availability) -> None:
    (cinema,) = seen(shows(show(**fields))).products[0].variants
    assert (cinema.offer.availability, cinema.showings[0].availability) == (expected, expected)


def test_a_title_is_looked_up_in_its_region_and_one_request_serves_all_of_its_cinemas() -> None:
    asked = bookmyshow.request(Target(PAGE, BY_TITLE))
    assert "QUICKBOOK" in asked.url
    assert asked.headers == {"cookie": "Rgn=%7CCode%3DMUMBAI%7C"}
    following = bookmyshow.read(Target(PAGE, BY_TITLE), [LISTING])
    assert isinstance(following, Request)
    assert "eventCode=ET00000002&regionCode=MUMBAI&dateCode=20261121" in following.url
    (film,) = seen(LISTING, day(show(**ENGLISH)), **BY_TITLE).products
    assert film.title == "A Film (3D)", "the movie's name is as the site writes it"
    (cinema,) = film.variants
    assert (cinema.offer.availability, cinema.title) == (IN, "PVR: Lower Parel")
    assert (cinema.showings[0].in_language, cinema.showings[0].video_format) == ("English", "IMAX 3D")


def test_watches_of_one_movie_in_two_languages_ask_for_the_same() -> None:
    hindi = {**BY_TITLE, "language": "hindi", "format": ""}
    english, other = (bookmyshow.read(Target(PAGE, options), [LISTING]) for options in (BY_TITLE, hindi))
    assert english == other
    assert stock(seen(LISTING, day(show(**ENGLISH)), **hindi)) == {"PVPH-20261121": OUT}
    assert stock(seen(LISTING, day(show(**HINDI)), **hindi)) == {"PVPH-20261121": IN}


@pytest.mark.parametrize(
    "another",
    [
        day(show(**ENGLISH, date="20261122"), date="20261122"),
        day(show(**ENGLISH, date="20261122")),
        day(show(**ENGLISH), date="20261122"),
        day(show(**HINDI)),
        day(show(**ENGLISH), sales="N"),
        day(),
    ],
    ids=["another day's", "of another day", "under another day", "in another language", "not for sale", "none"],
)
def test_what_is_not_this_movie_on_this_day_to_be_bought_does_not_count(another: Answer) -> None:
    assert stock(seen(LISTING, another, **BY_TITLE)) == {"PVPH-20261121": OUT}


def test_days_and_hours_are_a_window() -> None:
    options = {**BY_TITLE, "date": "2026-11-19/2026-11-25", "days": "fri-sun", "after": "18:00"}
    late = show("2", ShowTimeDisplay="06:15 PM", **ENGLISH)
    saturday = day(show(**ENGLISH), late)
    sunday, friday = day(), day(show(date="20261120", ShowTimeDisplay="05:59 PM", **ENGLISH), date="20261120")
    found = seen(LISTING, sunday, saturday, friday, **options)
    assert stock(found) == {"PVPH-20261120": OUT, "PVPH-20261121": IN, "PVPH-20261122": OUT}
    named = {variant.title: [each.start_date for each in variant.showings] for variant in found.products[0].variants}
    assert named["PVR: Lower Parel, Sat 21 Nov"] == ["2026-11-21T18:15"]


def test_a_watch_may_tell_of_the_listing_alone() -> None:
    options = {**BY_TITLE, "listed": "yes"}
    assert stock(seen(region(title="Another"), **options)) == {"PVPH-20261121": OUT, "listed": OUT}
    assert stock(seen(LISTING, day(), **options)) == {"PVPH-20261121": OUT, "listed": IN}


def test_a_movie_that_is_not_listed_yet_is_out() -> None:
    assert stock(seen(region(title="Another"), **BY_TITLE)) == {"PVPH-20261121": OUT}


@pytest.mark.parametrize("body", [b"<html>Attention Required!</html>", b"", b"<!DOCTYPE html>"])
def test_a_page_in_place_of_data_is_blocked(body: bytes) -> None:
    with pytest.raises(Blocked):
        seen(answer(body, PAGE))


def test_a_day_that_is_past_is_over() -> None:
    with pytest.raises(Over):
        seen(shows(), **EVENT, date="20260228")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (answer({"BookMyShow": {"arrShowTimes": []}}, PAGE), "arrShows"),
        (answer({"BookMyShow": {"arrShows": [{"SessionId": "1"}]}}, PAGE), "ShowDateCode"),
        (shows(show(date="2026-11-21")), "ShowDateCode"),
        (shows(show(ShowTimeDisplay="half past nine")), "ShowTimeDisplay"),
        (answer({}, PAGE), "BookMyShow"),
    ],
)
def test_drift_names_the_field(given: Answer, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        seen(given)


def test_a_region_without_movies_is_drift_and_not_an_empty_week() -> None:
    empty: dict[str, Any] = {"moviesData": {"BookMyShow": {"arrEvents": []}}, "cinemas": {"BookMyShow": {"aiVN": []}}}
    with pytest.raises(Unreadable, match="region"):
        seen(answer(empty, LISTED_AT), **BY_TITLE)


def test_a_cinema_that_is_not_in_the_region_is_named() -> None:
    with pytest.raises(Unreadable, match="NOPE"):
        seen(region(("ET00000002", "English", "IMAX 3D")), **{**BY_TITLE, "venues": "NOPE"})


def test_an_opening_at_the_stand_in_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = material("fakes/bookmyshow_fake.py")
    monkeypatch.syspath_prepend(str(stand_in.parent))
    fake = importlib.import_module("bookmyshow_fake")
    world = fake.load(stand_in.with_name("bookmyshow_scenario.json"))
    client = fake.create_app(world).test_client(use_cookies=False)
    target = Target(PAGE, {**BY_TITLE, "title": "Star Harbour: The Long Tide", "language": "English"})

    def look() -> dict[str, Availability]:
        answers: list[Answer] = []
        following: Request | Observation = bookmyshow.request(target)
        while isinstance(following, Request):
            reply = client.get(following.url.removeprefix("https://in.bookmyshow.com"), headers=following.headers)
            answers.append(answer(reply.data, following.url, reply.status_code))
            following = bookmyshow.read(target, answers)
        return stock(following)

    assert look() == {"PVPH-20261121": OUT}
    assert json.loads(client.post("/_control/shows", json={"match": {"id": "imax-1"}, "set": {"open": True}}).data)
    assert look() == {"PVPH-20261121": IN}


@pytest.mark.parametrize(
    ("host", "options", "zone"),
    [
        ("in.bookmyshow.com", {}, "Asia/Kolkata"),
        ("ae.bookmyshow.com", {}, "Asia/Dubai"),
        ("id.bookmyshow.com", {"zone": "Asia/Makassar"}, "Asia/Makassar"),
        ("stand-in.example", {}, "Asia/Kolkata"),
    ],
)
def test_days_are_those_of_the_sites_country(host: str, options: dict[str, str], zone: str) -> None:
    assert usual_zone("bookmyshow", Target(f"https://{host}/", {**EVENT, **options})) == zone


def test_a_zone_that_nobody_knows_is_asked_for() -> None:
    for options in ({}, {"zone": "Asia/Nowhere"}, {"zone": "../../etc/passwd"}):
        with pytest.raises(Invalid, match="zone"):
            bookmyshow.request(Target("https://id.bookmyshow.com/ET00990012/20261121", {**EVENT, **options}))
