"""Cinema tickets: "could not look" never reads as "not open", and another day's shows are not this day's."""

import importlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from coatcheck.errors import Blocked, Gone, Invalid, Unreadable
from coatcheck.model import Availability, Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.tickets import bookmyshow
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, stock
from tests.places import material

PAGE = "https://in.bookmyshow.com/movies/mumbai/a-film/buytickets/ET00990012/20261121"
EVENT = {"terms": "accepted", "venues": "PVPH"}
BY_TITLE = {
    **EVENT,
    "region": "mumbai",
    "title": "a film",
    "language": "english",
    "format": "3d imax",
    "date": "20261121",
}
LIMITED, SOLD = Availability.LIMITED_AVAILABILITY, Availability.SOLD_OUT


def show(session: str = "1", seats: str = "5", date: str = "20261121", **fields: Any) -> dict[str, Any]:
    band = {"PriceDesc": "CLUB", "CurPrice": "520.00", "SeatsAvail": seats}
    return {"SessionId": session, "ShowDateCode": date, "ShowTimeDisplay": "09:30 AM", "Categories": [band], **fields}


def shows(*listed: dict[str, Any]) -> Answer:
    venue = [{"VenueCode": "PVPH", "VenueName": "PVR: Lower Parel"}] if listed else []
    return answer({"BookMyShow": {"arrEvent": [], "arrVenue": venue, "arrShows": list(listed)}}, PAGE)


def region(*children: tuple[str, str, str], title: str = "A Film (3D)") -> Answer:
    kids = [dict(zip(("EventCode", "EventLanguage", "EventDimension"), child, strict=True)) for child in children]
    movies = [{"EventTitle": title, "ChildEvents": kids}, {"EventTitle": "A Film 2", "ChildEvents": []}]
    cinemas = {"BookMyShow": {"aiVN": [{"VenueCode": "PVPH", "VenueName": "PVR: Lower Parel"}]}}
    return answer({"moviesData": {"BookMyShow": {"arrEvents": movies}}, "cinemas": cinemas}, PAGE)


def seen(*answers: Answer, **options: str) -> Observation:
    found = bookmyshow.read(Target(PAGE, options or EVENT), list(answers))
    assert isinstance(found, Observation)
    return found


def test_nothing_is_asked_before_the_terms_are_accepted() -> None:
    with pytest.raises(Invalid, match="terms=accepted"):
        bookmyshow.request(Target(PAGE, {"venues": "PVPH"}))


@pytest.mark.parametrize("options", [{}, {"venues": "A", "date": "20261341"}, {"venues": ",".join("ABCDEFGHI")}])
def test_what_is_missing_is_named(options: dict[str, str]) -> None:
    with pytest.raises(Invalid, match=r"venues|date"):
        bookmyshow.request(Target(PAGE, {"terms": "accepted", **options}))


def test_the_address_names_the_movie_and_the_day() -> None:
    query = parse_qs(urlsplit(bookmyshow.request(Target(PAGE, EVENT)).url).query)
    assert (query["ec"], query["vc"], query["dc"]) == (["ET00990012"], ["PVPH"], ["20261121"])


def test_nothing_on_sale_is_a_proven_out() -> None:
    assert stock(seen(shows())) == {"PVPH-20261121": OUT}


def test_an_opening_turns_any_show_in_and_lists_each() -> None:
    found = seen(shows(show("1"), show("2", seats="0")))
    assert stock(found) == {"PVPH-20261121": IN, "PVPH-1": IN, "PVPH-2": SOLD}
    offer = found.products[0].variants[1].offer
    assert (offer.price, offer.currency, offer.url) == (
        "520.00",
        "INR",
        "https://in.bookmyshow.com/booktickets/PVPH/1",
    )


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
    assert stock(seen(shows(show(**fields)))) == {"PVPH-20261121": expected, "PVPH-1": expected}


def test_a_title_is_looked_up_in_its_region() -> None:
    asked = bookmyshow.request(Target(PAGE, BY_TITLE))
    assert "QUICKBOOK" in asked.url
    assert asked.headers == {"cookie": "Rgn=%7CCode%3DMUMBAI%7C"}
    listing = region(("ET00000002", "English", "IMAX 3D"), ("ET00000003", "Hindi", "IMAX 3D"))
    following = bookmyshow.read(Target(PAGE, BY_TITLE), [listing])
    assert isinstance(following, Request)
    assert "ec=ET00000002" in following.url
    assert stock(seen(listing, shows(show()), **BY_TITLE))["PVPH-20261121"] is IN


def test_a_movie_that_is_not_listed_yet_is_out() -> None:
    assert stock(seen(region(title="Another"), **BY_TITLE)) == {"PVPH-20261121": OUT}


@pytest.mark.parametrize("body", [b"<html>Attention Required!</html>", b"", b"<!DOCTYPE html>"])
def test_a_page_in_place_of_data_is_blocked(body: bytes) -> None:
    with pytest.raises(Blocked):
        seen(answer(body, PAGE))


def test_a_day_that_is_over_is_gone() -> None:
    with pytest.raises(Gone):
        seen(shows(), **EVENT, date="20260228")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (answer({"BookMyShow": {"arrShowTimes": []}}, PAGE), "arrShows"),
        (answer({"BookMyShow": {"arrShows": [{"SessionId": "1"}]}}, PAGE), "ShowDateCode"),
        (shows(show(date="2026-11-21")), "ShowDateCode"),
        (answer({}, PAGE), "BookMyShow"),
    ],
)
def test_drift_names_the_field(given: Answer, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        seen(given)


def test_a_region_without_movies_is_drift_and_not_an_empty_week() -> None:
    empty: dict[str, Any] = {"moviesData": {"BookMyShow": {"arrEvents": []}}, "cinemas": {"BookMyShow": {"aiVN": []}}}
    with pytest.raises(Unreadable, match="region"):
        seen(answer(empty, PAGE), **BY_TITLE)


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
    assert look() == {"PVPH-20261121": IN, "PVPH-54452": IN}
