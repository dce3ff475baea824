"""Visitors are spoken to in their language: the one they chose, or that their browser asks for."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coatcheck import languages
from coatcheck.telling import offer_words
from coatcheck.watching.canary.records import Fate, Flip, note
from coatcheck.watching.promise.days import keep
from tests.signup_web.promised import counted
from tests.signup_web.visiting import IN, OUT, Site, words

REQUEST = re.compile(r"\b[0-9a-f]{12}\b")  # the name of a request, to tell us of
LETTERS = re.compile(r"[^\W\d_]{2,}")
# What a page of this site may say that is nobody's language: names, codes, words that phones send, addresses.
NAMES = frozenset(
    (
        "CoatCheck",
        "Jacket",
        "jacket",
        "Parka",
        "parka",
        "UTC",
        "USD",
        "below",  # a text that is sent as it stands
        "JOIN",
        "STATUS",
        "RESET",
        "DAILY",
        "OFF",
        "HELP",
        "STOP",
        "JSON",
        *languages.LANGUAGES.values(),
    )
)


class Foreign(NullTranslations):
    """A language in which every sentence is known, and none of its words is ours."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{\w*\}|%\(\w+\)s|<[^>]+>)", message)
        return "".join(part if number % 2 else re.sub(r"\w", "ʘ", part) for number, part in enumerate(parts))

    def ngettext(self, one: str, several: str, count: int) -> str:
        return self.gettext(several)


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(languages, "catalogue", lambda code: Foreign())
    offer_words.spoken_in.cache_clear()
    yield
    offer_words.spoken_in.cache_clear()


def test_the_browsers_language_is_spoken_and_what_was_chosen_goes_before_it(site: Site) -> None:
    visitor = site.visitor()
    asked = visitor.get("/help", **{"Accept-Language": "tlh, de-AT;q=0.8, en;q=0.5"})
    assert asked.headers["Content-Language"] == "de"
    assert 'lang="de" dir="ltr"' in asked.text
    assert visitor.get("/help?lang=ar", **{"Accept-Language": "de"}).headers["Content-Language"] == "ar"
    later = visitor.get("/help", **{"Accept-Language": "de"})
    assert 'lang="ar" dir="rtl"' in later.text


def test_a_visitors_language_ends_with_their_visit(site: Site) -> None:
    site.visitor().get("/help?lang=de")
    assert languages.language() == "en"


def test_a_language_that_we_do_not_speak_is_the_sites_own(tmp_path: Path) -> None:
    site = Site(tmp_path, language="fr")
    assert site.visitor().get("/help", **{"Accept-Language": "tlh"}).headers["Content-Language"] == "fr"


def test_a_page_that_is_known_in_one_language_is_sent_again_in_another(site: Site) -> None:
    visitor = site.visitor()
    english = visitor.get("/p/jacket")
    tag = {"If-None-Match": english.headers["ETag"]}
    assert visitor.get("/p/jacket", **tag).status_code == 304
    assert visitor.get("/p/jacket", **tag, **{"Accept-Language": "de"}).status_code == 200
    assert {"Accept-Language", "Cookie"} <= set(english.headers["Vary"].split(", "))


def test_what_machines_and_operators_read_is_english(site: Site, foreign: None) -> None:
    asked = {"Accept-Language": "de"}
    assert site.visitor().get("/p/jacket.json", **asked).json["state"] == "Sold out"
    assert "ʘ" not in site.visitor().get("/admin/", **asked).text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=jacket",
        "/?q=%C3%A9",
        "/status",
        "/p/jacket",
        "/p/jacket/log",
        "/restocks",
        "/promise",
        "/p/jacket/join",
        "/mine",
        "/help",
        "/terms",
        "/privacy",
        "/nowhere",
    ],
)
@pytest.mark.usefixtures("parka")
def test_no_word_of_a_page_is_left_in_english(site: Site, foreign: None, path: str) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    keep(site.store, counted(site.clock.now()))
    note(site.store, (), Flip(site.clock.now(), Fate.MISSED))
    site.wait(minutes=8)
    site.tick()
    page = site.visitor().get(path, **{"Accept-Language": "de"}).text
    tree = LexborHTMLParser(page)
    labels = [
        node.attributes.get(name) or ""
        for node in tree.css("[aria-label], [title], [alt]")
        for name in ("aria-label", "title", "alt")
    ]
    left = {
        word for said in (words(page), *labels) for word in LETTERS.findall(REQUEST.sub("", said)) if set(word) - {"ʘ"}
    } - NAMES
    assert left - set(_dates()) == set()


def _dates() -> list[str]:
    """Names of months and zones and lengths of time, which CLDR has and not we; and the shop."""
    return [
        "Feb",
        "Mär",
        "Minuten",
        "Minute",
        "Tagen",
        "Tage",
        "März",
        "Vereinigte",
        "Staaten",
        "Kanada",
        "Mo",
        "Std",
        "Sek",
        "Sekunden",
        "Stunden",
        "shop",
        "example",
    ]


@pytest.mark.parametrize("path", ["/p/jacket/log", "/restocks"])
def test_a_price_in_a_line_that_begins_on_the_right_is_set_apart_from_it(site: Site, path: str) -> None:
    site.wait(minutes=1)
    site.look(site.store.watch("jacket"), S=IN, M=OUT, L=OUT)
    site.wait(minutes=1)
    page = site.visitor().get(path, **{"Accept-Language": "ar"}).text
    assert re.findall(r'<bdi dir="ltr">[^<]*120[^<]*</bdi>', page)
    assert not re.search(r"120", re.sub(r"<bdi.*?</bdi>", "", page))


def test_the_time_shown_is_named_in_few_characters_of_the_language(site: Site) -> None:
    page = site.visitor().get("/p/jacket", **{"Accept-Language": "fr"}).text
    assert re.findall(r"<abbr[^>]*>(.*?)</abbr>", page) == ["24h", "7j", "90j"]
