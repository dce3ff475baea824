"""An open page: what another process commits shows within seconds, and asking for it costs next to nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Response, render_template_string, template_rendered
from selectolax.lexbor import LexborHTMLParser

from console.cloud.emulators import FIRESTORE
from signup_web import context
from signup_web.product.facts import FRESH
from signup_web.site import pages
from signup_web.site.conditional import page_of
from signup_web.site.kept_pages import LONGEST_ADDRESS, MOST_ADDRESSES, MOST_BYTES, Body, KeptPages
from tests.emulators import address, fresh_project
from tests.processes import run_python
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site

POLLER = """
import sys
from datetime import datetime
from coatcheck.model import Availability, Look, Observation, Offer, Product, Variant
from coatcheck.store import open_store
from coatcheck.truth.diff import diff

store, now, sizes = open_store(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3].split()
(watch,) = store.watches()
variants = tuple(
    Variant(size, size, {"size": size}, offer=Offer(Availability.IN_STOCK if size in sizes else Availability.OUT_OF_STOCK))
    for size in ("S", "M", "L")
)
look = Look(watch.id, now, now, observation=Observation((Product(watch.id, watch.title, variants=variants),)))
store.commit_verdict(watch.batch, diff(watch, store.states([watch.id])[watch.id], look))
store.close()
"""


@pytest.fixture(params=["sqlite", "firestore"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site whose store other processes write to as well."""
    if request.param == "firestore":
        address(FIRESTORE)
    url = f"sqlite:///{tmp_path}/site.db" if request.param == "sqlite" else f"firestore://{fresh_project()}"
    site = Site(tmp_path, store=url)
    site.watch()
    yield site
    site.services.close()


def poll_elsewhere(site: Site, sizes: str) -> None:
    """A process that finds these sizes in stock, and commits it."""
    with run_python(POLLER, site.settings.store, site.clock.now().isoformat(), sizes) as process:
        process.communicate()
    assert process.returncode == 0


def ask(site: Site, tag: str = "", path: str = "/p/jacket/live", **headers: str) -> Any:
    """What an open page does every three seconds."""
    return site.app.test_client().get(path, base_url=PUBLIC, headers={"If-None-Match": tag, **headers})


def test_what_another_process_commits_is_on_an_open_page_a_second_later(shared: Site) -> None:
    first = ask(shared)
    assert 'data-size="M" data-kind="out"' in first.text
    for sizes in ("M", ""):
        poll_elsewhere(shared, sizes)
        shared.clock.moment += FRESH
        answer = ask(shared, first.headers["ETag"])
        assert answer.status_code == 200
        assert f'data-size="M" data-kind="{"in" if sizes else "out"}"' in answer.text
        first = answer
    assert ask(shared, first.headers["ETag"]).status_code == 304


def test_who_asks_in_the_same_second_is_answered_without_the_store_the_words_or_a_template(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = {path: ask(site, path=path).headers["ETag"] for path in ("/p/jacket", "/p/jacket/live")}
    monkeypatch.delattr(pages, "product_view")
    rendered: list[str] = []
    monkeypatch.setattr(site.services, "store", None)
    with template_rendered.connected_to(lambda app, template, **_: rendered.append(template.name), site.app):
        for path, tag in tags.items():
            for seconds in (0, 0.5, 0.4):
                site.wait(seconds=seconds)
                assert ask(site, tag, path).status_code == 304
            whole = ask(site, path=path, **{"Accept-Encoding": "gzip"})
            assert (whole.status_code, whole.headers["Content-Encoding"]) == (200, "gzip")
            site.wait(seconds=-0.9)
    assert rendered == []


def test_a_page_brings_the_tag_of_what_changes_of_it(site: Site) -> None:
    for path, language in (("/p/jacket", "en"), ("/p/jacket?range=7d", "en"), ("/p/jacket", "de")):
        spoken = {"Accept-Language": language}
        page = LexborHTMLParser(ask(site, path=path, **spoken).text).css_first("[data-live]").attributes
        assert ask(site, page["data-tag"], page["data-live"], **spoken).status_code == 304
        site.wait(minutes=2)
        site.look(site.store.watch("jacket"), S=IN if language == "en" else OUT, M=OUT, L=OUT)
        site.wait(seconds=1)
        assert ask(site, page["data-tag"], page["data-live"], **spoken).status_code == 200


def test_the_words_of_an_open_page_go_on_while_nothing_changes(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    site.wait(seconds=1)
    before = ask(site)
    site.wait(minutes=2)
    after = ask(site, before.headers["ETag"])
    assert after.status_code == 200
    assert "2 minutes" in after.text
    site.wait(hours=1)  # nobody looked any more
    assert 'data-size="M" data-kind="unknown"' in ask(site, after.headers["ETag"]).text


def test_each_language_and_each_address_is_a_page_of_its_own(site: Site) -> None:
    german = ask(site, path="/p/jacket", **{"Accept-Language": "de"})
    english = ask(site, path="/p/jacket", **{"Accept-Language": "en"})
    week = ask(site, path="/p/jacket?range=7d", **{"Accept-Language": "de"})
    again = ask(site, path="/p/jacket", **{"Accept-Language": "de"})
    assert len({answer.headers["ETag"] for answer in (german, english, week)}) == 3
    assert ('lang="de"' in german.text, 'lang="de"' in english.text.partition(">")[0]) == (True, False)
    assert "range=7d&amp;lang=fr" in week.text
    assert again.text == german.text


def test_what_no_page_knows_in_an_address_makes_no_page_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = {path: ask(site, path=path) for path in ("/p/jacket", "/p/jacket/live?range=7d")}
    monkeypatch.delattr(pages, "product_view")
    for path, answer in first.items():
        same = ask(site, path=f"{path}{'&' if '?' in path else '?'}x=1&utm_source=mail")
        assert (same.status_code, same.text) == (200, answer.text)


def test_a_link_to_another_language_has_nothing_that_another_visitor_asked(site: Site) -> None:
    assert "utm" not in ask(site, path="/p/jacket?utm_source=mail").text


def test_a_page_with_a_visitors_own_token_is_given_to_nobody_else(site: Site) -> None:
    @site.app.get("/own")
    def own() -> Response:
        facts = context.facts().by_slug("jacket")
        assert facts
        return page_of(facts, lambda: (b"the same for all", lambda: render_template_string("{{ csrf_token() }}")))

    assert len({ask(site, path="/own").text for _ in range(3)}) == 3


def test_pages_are_kept_within_limits(site: Site) -> None:
    kept, large = KeptPages(site.clock), Body(b"x" * (MOST_BYTES // 4), None)
    for number in range(5):
        kept.keep(str(number), large)
        kept.keep("0", large)  # somebody asks for it all the time
    assert [tag for tag in "01234" if kept.body(tag)] == ["0", "2", "3", "4"]
    facts = object()
    for number in range(MOST_ADDRESSES + 5):
        kept.note((f"/p/jacket?{number}",), facts, "tag")
    kept.note((f"/p/jacket?{'x' * LONGEST_ADDRESS}",), facts, "tag")
    assert len(kept._tags) <= MOST_ADDRESSES
    assert not kept.tag((f"/p/jacket?{'x' * LONGEST_ADDRESS}",), facts)
    assert kept.tag((f"/p/jacket?{MOST_ADDRESSES + 4}",), facts) == "tag"


def test_a_tag_is_of_those_very_facts_and_not_of_a_clock_that_was_set_back(site: Site) -> None:
    kept, facts = KeptPages(site.clock), object()
    kept.note(("/p/jacket",), facts, "tag")
    assert kept.tag(("/p/jacket",), facts) == "tag"
    assert not kept.tag(("/p/jacket",), object())
    site.wait(seconds=-1)
    assert not kept.tag(("/p/jacket",), facts)
