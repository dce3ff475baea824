"""What people get of tickets, from the box office's answer to the message in their hands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.telling.texts import length
from tests.e2e.ticketing import FILM, GROUP, IMAX, MAIL, PHONE, Box, box_office


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
