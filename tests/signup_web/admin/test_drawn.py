"""Pages that a browser draws, on the operator's pages: what it saw, and what could be watched instead. Nobody else has a browser started."""

import base64
import re
from pathlib import Path

import pytest

from coatcheck.errors import Invalid
from coatcheck.model import Health, Look
from coatcheck.watching.pictures import KEPT, keep_picture
from signup_web.joining.previews import page_draft
from tests.chromium import require_chromium
from tests.fakes.scripted_shop import scripted_shop
from tests.signup_web.visiting import Site, enter, words

OPTION = re.compile(r'name="(option-\w+)" value="([^"]*)"')
INLINE = re.compile(r'src="data:image/jpeg;base64,([^"]+)"')


def test_the_preview_of_a_drawn_page_shows_what_the_browser_saw_and_a_lighter_way(tmp_path: Path) -> None:
    with scripted_shop() as shop:
        place = shop.url.removeprefix("http://")
        site = Site(tmp_path, allow_hosts=(place,), browser=require_chromium())
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=shop.page("wall"))
        assert "read by page drawn by a browser" in words(visitor.page)
        (picture,) = INLINE.findall(visitor.page)
        assert base64.b64decode(picture).startswith(b"\xff\xd8")
        assert "A lighter way to watch this" in visitor.page
        visitor.send(action="/admin/add")  # look at this instead
        assert "read by json_api" in words(visitor.page)
        assert INLINE.findall(visitor.page) == []
        filled_in = {name: text for name, text in OPTION.findall(visitor.page) if text}
        visitor.send(action="/add/save", agree="yes", title="Coat", **filled_in)
        (watch,) = site.store.watches()
        assert (watch.url, watch.source) == (shop.page("wall"), "json_api")
        assert watch.options["api"] == f"{shop.url}/api/coat"

        visitor.submit(f"/admin/watches/{watch.id}", action="/reading", source="page", **{"option-fetch": "browser"})
        assert "read by page drawn by a browser" in words(visitor.page)
        visitor.send(action="/reading")  # the lighter way, from here as well
        assert "read by json_api" in words(visitor.page)


def test_a_drawn_page_is_taught_as_it_is_drawn(tmp_path: Path) -> None:
    with scripted_shop() as shop:
        site = Site(tmp_path, allow_hosts=(shop.url.removeprefix("http://"),), browser=require_chromium())
        visitor = enter(site)
        drawn = {"option-fetch": "browser", "option-wait_for": ".availability"}
        visitor.get("/admin/add")
        visitor.send(action="/admin/add", to="/admin/add/teach", url=shop.page("late"), **drawn)
        (selector,) = re.findall(r'name="option-selector" value="([^"]+)"', visitor.page)
        visitor.send(action="/admin/add", **{"option-selector": selector})
        assert "read by page drawn by a browser" in words(visitor.page)
        assert "We read: sold out." in words(visitor.page)
        filled_in = dict(OPTION.findall(visitor.page))
        assert (filled_in["option-selector"], filled_in["option-wait_for"]) == (selector, ".availability")


def test_what_the_browser_saw_when_a_watch_failed_is_shown_to_the_operator_for_a_day(tmp_path: Path) -> None:
    site = Site(tmp_path)
    watch, now = site.watch(), site.clock.now()
    keep_picture(site.store, Look(watch.id, now, now, health=Health.BLOCKED, picture=b"\xff\xd8 a captcha"))
    visitor = enter(site)
    visitor.get(f"/admin/watches/{watch.id}")
    assert INLINE.findall(visitor.page) == [base64.b64encode(b"\xff\xd8 a captcha").decode()]
    stranger = site.visitor()
    for path in (f"/admin/watches/{watch.id}", "/p/jacket", "/p/jacket.json", "/status"):
        stranger.get(path)
        assert "data:image/jpeg" not in stranger.page
    site.clock.moment += KEPT
    visitor.get(f"/admin/watches/{watch.id}")
    assert INLINE.findall(visitor.page) == []


def test_no_browser_is_started_for_what_a_stranger_names(tmp_path: Path) -> None:
    with scripted_shop() as shop:
        site = Site(tmp_path, allow_hosts=(shop.url.removeprefix("http://"),), browser=require_chromium())
        site.services.public_fetcher = site.services.fetcher
        with site.app.app_context(), pytest.raises(Invalid):
            page_draft(shop.page("wall"))
        assert shop.calls == 0
