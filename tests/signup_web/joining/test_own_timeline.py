"""The timeline of one's own alerts, behind one's own link; and the operator's by address, masked."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Availability
from coatcheck.people.links import manage_token
from coatcheck.ports.messages import FanOut
from notifier.context import Context
from notifier.fanout import fan_out
from tests.fakes.ports import Line
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import ANN, BOB, IN, OUT, Site, enter, words


def own(site: Site, number: str = ANN) -> str:
    person = site.person(number)
    return f"/m/{manage_token(SECRET_KEY, person.id, person.links)}"


def told(page: str) -> list[str]:
    """The lines, newest first, without their times."""
    return [" ".join(each.text().split()) for each in LexborHTMLParser(page).css(".timeline li span:not(.small)")]


def back(site: Site, **sizes: Availability) -> None:
    """Sizes come back, and whoever waits for them has a delivery; nothing is sent."""
    site.wait(minutes=5)
    site.look(site.store.watch("jacket"), None, **{"S": OUT, "M": OUT, "L": OUT, **sizes})
    state = site.store.states(["jacket"])["jacket"]
    event = site.store.event(f"jacket-{state.version}")
    services = site.services
    context = Context(site.store, Line(), site.clock, site.settings, services.channel, SECRET_KEY)
    site.wait(seconds=2)
    if event:
        fan_out(FanOut(event=event, batch="b1"), context)
    site.tick()


def test_one_reads_what_happened_since_one_signed_up(site: Site) -> None:
    visitor = site.join()
    back(site, L=IN)
    back(site)
    site.trouble(site.store.watch("jacket"))
    site.wait(minutes=3)
    back(site, M=IN)
    visitor.get(own(site))
    visitor.get(visitor.link("/why/"))
    assert told(visitor.page) == [
        "On its way.",
        "The last look. There: M.",
        "Back: M.",
        "The shop’s page can be read again.",
        "The shop turns our looks away: what comes back meanwhile is not seen.",
        "Back: L. That is not what is waited for.",
        "Signed up.",
    ]
    assert ANN not in visitor.page


def test_it_is_told_in_the_language_of_the_visitor(site: Site) -> None:
    visitor = site.join()
    back(site, L=IN)
    page = visitor.get(f"{own(site)}/why/jacket?lang=de").text
    assert "Wieder da: L. Darauf wird nicht gewartet." in told(page)


@pytest.mark.parametrize("path", ["/m/forged/why/jacket", "{bob}/why/jacket", "{ann}/why/nothing"])
def test_nobody_elses_is_shown(site: Site, path: str) -> None:
    site.watch("parka", "M XXL")
    site.join()
    site.join(BOB, "parka")
    assert site.visitor().get(path.format(ann=own(site), bob=own(site, BOB))).status_code == 404


def test_a_link_that_was_replaced_shows_nothing(site: Site) -> None:
    visitor, old = site.join(), own(site)
    visitor.submit(old, action="/links")
    assert site.visitor().get(f"{old}/why/jacket").status_code == 404


def test_the_operator_reads_the_same_by_address_and_sees_it_masked(site: Site) -> None:
    site.join()
    back(site, L=IN)
    operator = enter(site)
    operator.submit("/admin/why", action="/why", address=f" {ANN} ")
    assert "Back: L. That is not what is waited for." in told(operator.page)
    assert "+1 *** 2671" in operator.page
    assert ANN not in operator.page
    assert ANN not in operator.at


def test_the_operator_comes_to_it_from_a_message(site: Site) -> None:
    site.join()
    back(site, M=IN)
    operator = enter(site)
    operator.get("/admin/deliveries")
    operator.get(operator.link("/admin/why/"))
    assert "Back: M." in told(operator.page)
    assert "waits for nothing" in words(operator.page)


def test_who_is_not_there_is_not_told_of(site: Site) -> None:
    operator = enter(site)
    answer = operator.submit("/admin/why", action="/why", address=BOB)
    assert answer.status_code == 422
    assert "Nobody who signed up is reached there." in operator.page
    assert operator.get("/admin/why/nobody").status_code == 404


def test_a_stranger_is_shown_the_door(site: Site) -> None:
    site.join()
    for path in ("/admin/why", f"/admin/why/{site.person().id}"):
        visitor = site.visitor()
        visitor.get(path)
        assert visitor.at == "/admin/enter"


def test_what_is_older_than_thirty_days_is_left_out(site: Site) -> None:
    site.join()
    back(site, L=IN)
    site.wait(days=31)
    site.tick()
    assert told(site.visitor().get(f"{own(site)}/why/jacket").text) == [
        "The last look. Nothing that is waited for is there."
    ]
