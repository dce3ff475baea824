"""What visitors see of the promise."""

import pytest

from coatcheck.languages import LANGUAGES
from coatcheck.watching.canary.records import Fate, Flip, note
from coatcheck.watching.promise.days import keep
from tests.signup_web.promised import counted
from tests.signup_web.visiting import Site, words


@pytest.fixture
def measured(site: Site) -> Site:
    keep(site.store, counted(site.clock.now()))
    note(site.store, (), Flip(site.clock.now(), Fate.MISSED))
    return site


def seen(site: Site, path: str = "/promise") -> str:
    visitor = site.visitor()
    visitor.get(path)
    assert visitor.status == 200
    return words(visitor.page)


def test_the_page_says_how_long_each_step_took_and_what_was_lost(measured: Site) -> None:
    page = seen(measured)
    for said in (
        "Counted until 2 Mar 2026, 20:00 UTC.",
        "100 messages",
        "Look to message, in all 1.38 sec 2.28 sec 2.38 sec",
        "Provider to phone 45 sec 86 sec 90 sec",
        "Lost by providers text: 3 of 120",
        "Waited on purpose, not timed 12",
        "A clock was set meanwhile, not timed 1",
        "shop.example every minute 60 sec 60 sec 4 minutes 3 × The shop refuses us 1 × nobody looked (2 hours)",
        "Missed 1",
    ):
        assert said in page


def test_a_shop_of_which_nothing_is_listed_is_not_named(measured: Site) -> None:
    assert "secret.example" not in measured.visitor().get("/promise").text
    assert "secret.example" not in measured.visitor().get("/promise.json").text
    assert "Others every 5 minutes 5 minutes" in seen(measured)


def test_before_anything_is_counted_the_page_says_so(site: Site) -> None:
    assert "Nothing has been counted yet. It is counted every hour." in seen(site)
    assert site.visitor().get("/promise.json").json == {"since": None, "until": None, "periods": []}


def test_it_is_said_in_every_language_for_each_of_the_periods(measured: Site) -> None:
    pages = {code: seen(measured, f"/promise?days=30&lang={code}") for code in LANGUAGES}
    assert len(set(pages.values())) == len(LANGUAGES)
    assert all("duration" not in page for page in pages.values())


def test_days_that_nobody_counts_show_the_week(measured: Site) -> None:
    assert seen(measured, "/promise?days=banana") == seen(measured, "/promise?days=12345") == seen(measured)


def test_it_is_sent_again_only_when_it_changed_and_read_once_in_five_minutes(measured: Site) -> None:
    first = measured.visitor().get("/promise")
    assert measured.visitor().get("/promise", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    note(measured.store, (), Flip(measured.clock.now(), Fate.TOLD, measured.clock.now()))
    assert "Missed 1" in seen(measured)
    measured.wait(minutes=5)
    assert "Missed 0" in seen(measured)
