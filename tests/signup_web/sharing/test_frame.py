"""The frame on other people's pages: who may show it, whose forms it takes, and signing up in it without a cookie."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from coatcheck.config import read_settings
from coatcheck.errors import Invalid
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, IN, OUT, PUBLIC, Site, words

BLOG, CLUB = "https://blog.example", "https://*.club.example"
FILLED_IN: dict[str, Any] = {"by": "sms", "size": ["M"], "country": "US", "address": ANN, "agree": "1"}
FROM_FRAME = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = (
    "/",
    "/p/jacket",
    "/p/jacket/join",
    "/p/jacket.json",
    "/mine",
    "/help",
    "/admin/enter",
    "/nope",
    "/embed.js",
)


@pytest.fixture
def site(tmp_path: Path, small_stand_in: Control) -> Site:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, channels=("sms", "webpush"), embed_sites=(BLOG, CLUB))
    site.watch()
    return site


def post(site: Site, path: str, headers: dict[str, str] = FROM_FRAME, **fields: Any) -> TestResponse:
    """What a form in the frame gets, from a browser that sends no cookie."""
    client = site.app.test_client(use_cookies=False)
    return client.post(path, base_url=PUBLIC, data=fields, headers=headers)


def signup(page: str) -> str:
    """The token in the form for the code."""
    value = LexborHTMLParser(page).css_first("input[name=signup]").attributes["value"]
    assert value
    return value


def test_the_frame_alone_may_be_shown_and_by_the_named_sites_alone(site: Site) -> None:
    framed = site.visitor().get("/p/jacket/embed")
    assert f"frame-ancestors {BLOG} {CLUB}" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    for path in ELSEWHERE:
        answer = site.visitor().get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Frame-Options"] == "DENY", path


def test_where_no_site_is_named_there_is_no_frame(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.watch()
    for path in ("/p/jacket/embed", f"/oembed?url={quote(f'{PUBLIC}/p/jacket')}"):
        answer = site.visitor().get(path)
        assert answer.status_code == 404
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert post(site, "/p/jacket/embed", **FILLED_IN).status_code == 404
    assert "oembed" not in site.visitor().get("/p/jacket").text


@pytest.mark.parametrize(
    "wrong",
    [
        "*",
        "https://*",
        "blog.example",
        "http://blog.example",
        "https://a.example; script-src *",
        "https://a b",
        "'self'",
    ],
)
def test_what_is_no_site_is_refused_as_a_setting(wrong: str) -> None:
    with pytest.raises(Invalid, match=r"COATCHECK_EMBED_SITES: write the address of each, like https://shop\.example"):
        read_settings({"COATCHECK_EMBED_SITES": f"https://shop.example,{wrong}"})


def test_signing_up_in_the_frame_takes_no_cookie(site: Site) -> None:
    page = site.visitor().get("/p/jacket/embed")
    assert "Set-Cookie" not in page.headers
    assert "Be told when it is back" in words(page.text)
    asked = post(site, "/p/jacket/embed", **FILLED_IN)
    assert "Enter the code" in words(asked.text)
    wrong = post(site, "/p/jacket/embed/code", signup=signup(asked.text), code="000000")
    assert wrong.status_code == 422
    done = post(site, "/p/jacket/embed/code", signup=signup(wrong.text), code=site.code())
    assert "We will tell +1 *** 2671 when Jacket is back: M." in words(done.text)
    assert site.wants() == {"jacket": ("M",)}
    assert "Set-Cookie" not in done.headers


def test_another_code_can_be_sent_after_a_while(site: Site) -> None:
    token = signup(post(site, "/p/jacket/embed", **FILLED_IN).text)
    assert post(site, "/p/jacket/embed/again", signup=token).status_code == 429
    site.wait(seconds=31)
    assert "Another code is on its way." in words(post(site, "/p/jacket/embed/again", signup=token).text)
    assert len(site.texts()) == 2


def test_a_form_of_another_site_is_refused(site: Site) -> None:
    for path in ("/p/jacket/embed", "/p/jacket/embed/code", "/p/jacket/embed/again"):
        for said in ({}, *({"Sec-Fetch-Site": word} for word in ("cross-site", "same-site", "none"))):
            answer = post(site, path, headers={**said, "Origin": BLOG}, **FILLED_IN)
            assert answer.status_code == 403, (path, said)
    assert site.texts() == []


def test_the_sites_own_forms_still_need_their_token(site: Site) -> None:
    answer = post(site, "/p/jacket/join", **FILLED_IN)
    assert answer.status_code == 400
    assert site.texts() == []


def test_what_is_not_right_comes_back_as_it_was_typed(site: Site) -> None:
    answer = post(site, "/p/jacket/embed", **{**FILLED_IN, "address": "12", "agree": ""})
    assert answer.status_code == 422
    assert 'value="12"' in answer.text
    assert "Tick the box" in answer.text
    assert post(site, "/p/jacket/embed", **FILLED_IN, website="spam").status_code == 400
    assert post(site, "/p/jacket/embed/code", signup="nonsense", code="1").status_code == 422


def test_notifications_are_offered_in_a_window_of_their_own(site: Site) -> None:
    page = site.visitor().get("/p/jacket/embed?by=webpush").text
    assert "data-key" not in page
    assert re.search(r'<a href="/p/jacket/join\?by=webpush" target="_blank"', page)


def test_the_frame_speaks_the_language_of_the_page_around_it(site: Site) -> None:
    page = site.visitor().get("/p/jacket/embed?lang=ar-EG")
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "Set-Cookie" not in page.headers
    action = LexborHTMLParser(page.text).css_first("form").attributes["action"]
    assert '<html lang="ar" dir="rtl">' in post(site, str(action), **FILLED_IN).text


def test_a_page_is_made_once_for_all_visitors_and_asked_about_again(site: Site) -> None:
    first = site.visitor().get("/p/jacket/embed")
    assert site.visitor().get("/p/jacket/embed", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    site.wait(seconds=2)
    site.tick()
    assert site.visitor().get("/p/jacket/embed", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_programs_find_the_frame_by_oembed(site: Site) -> None:
    site.watch("parka", title='<b>"Parka"</b>')
    page = LexborHTMLParser(site.visitor().get("/p/parka").text)
    link = page.css_first('link[type="application/json+oembed"]').attributes["href"]
    assert link
    found = json.loads(site.visitor().get(f"{link.removeprefix(PUBLIC)}&maxwidth=320&maxheight=9999").data)
    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 320)
    frame = LexborHTMLParser(found["html"]).css_first("iframe")
    assert frame.attributes["src"] == f"{PUBLIC}/p/parka/embed"
    assert frame.attributes["title"] == '<b>"Parka"</b>'
    assert LexborHTMLParser(found["html"]).css_first("b") is None


def test_oembed_knows_no_other_addresses_and_no_xml(site: Site) -> None:
    product = quote(f"{PUBLIC}/p/jacket")
    for url in (
        "",
        "http://[",
        quote("https://evil.example/p/jacket"),
        quote(f"{PUBLIC}/p/nothing"),
        quote(f"{PUBLIC}/admin"),
    ):
        assert site.visitor().get(f"/oembed?url={url}").status_code == 404
    assert site.visitor().get(f"/oembed?url={product}&format=xml").status_code == 501
    assert site.visitor().get(f"/oembed?url={product}&maxwidth=-5").status_code == 200


def test_the_script_is_small_and_kept_for_an_hour(site: Site) -> None:
    answer = site.visitor().get("/embed.js")
    assert len(answer.data) <= 3 * 1024
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
