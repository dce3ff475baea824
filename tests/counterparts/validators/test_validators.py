"""Every page before those who know how pages have to be: the W3C's checker, html-validate and axe, in three languages, light and dark."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response

from console.serving import Server
from signup_web.admin import lock
from tests import examples
from tests.counterparts.installed import FOLDER, found, installed, run
from tests.pictures.walking import opened, visit, walk, walk_to_a_movie
from tests.places import missing
from tests.signup_web.visiting import Site

MODULES = FOLDER / "validators" / "node_modules"
LANGUAGES = ("en", "de", "ar")
WINDOWS = (("light", 360), ("dark", 1280))
ENGLISH = {"api-v1"}  # for who writes programs, as the documentation is
ADMIN = (
    *(
        "",
        "?q=coat&page=2",
        "add",
        "shops",
        "shops/shop.example",
        "watches/parka",
        "deliveries",
        "dead-letters",
        "test",
    ),
    *("keys", "agents", "suggestions", "users", "teams", "audit", "me", "system"),
)
AXE = "axe.run().then(done => done.violations.map(each => each.id + ': ' + each.nodes[0].html))"
# What is no fault: a title that names the product is as long as the product's name.
RULES = {"extends": ["html-validate:standard"], "rules": {"long-title": "off", "no-trailing-whitespace": "off"}}
Walk = Callable[[Page], Iterator[str]]


class Seen:
    """Every page as it was sent, in a folder, and what axe found on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.faults = folder, dict[str, list[str]]()
        self._axe = found(MODULES / "axe-core" / "axe.min.js", "make counterparts").read_text()

    def go(self, browser: Browser, app: Flask, walk: Walk, code: str, scheme: str, width: int) -> None:
        """Go through the pages of this site."""
        size = {"width": width, "height": 800}
        with closing(Server(app)) as server:
            context = browser.new_context(base_url=server.url, locale=code, color_scheme=scheme, viewport=size)  # type: ignore[arg-type]  # one of the two
            page, sent = context.new_page(), list[Response]()
            page.on("response", lambda answer: sent.append(answer) if answer.request.is_navigation_request() else None)
            for name in walk(page):
                assert page.locator("html").get_attribute("lang") == ("en" if name in ENGLISH else code), name
                (self.folder / f"{code}-{name}.html").write_bytes(sent[-1].body())
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                page.evaluate(self._axe)
                if faults := page.evaluate(AXE):
                    self.faults[f"{code} {scheme} {name}"] = faults
                sent.clear()
            page.evaluate("document.querySelector('h1').innerHTML = '<img src=/x>'")
            assert len(page.evaluate(AXE)) > 0  # it would find one
            context.close()


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """All of it, once."""
    seen = Seen(tmp_path_factory.mktemp("pages"))
    with opened(tmp_path_factory.mktemp("sites")) as (many, box):
        many.store.put_delivery(examples.delivery())
        for code in LANGUAGES:
            for window in WINDOWS:
                seen.go(browser, many.app, partial(walk, site=many), code, *window)
                seen.go(browser, box.site.application, partial(walk_to_a_movie, box=box), code, *window)
        for window in WINDOWS:
            seen.go(browser, many.app, partial(_at_the_desk, site=many), "en", *window)
        many.services.close()
    return seen


def test_the_w3cs_checker_finds_no_fault(seen: Seen) -> None:
    java = which("java") or missing("the W3C's checker is a program for Java: install the package default-jre-headless")
    jar = found(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "make counterparts")
    run([java, "-jar", jar, "--errors-only", "--skip-non-html", seen.folder], seen.folder)


def test_html_validate_finds_no_fault(seen: Seen) -> None:
    node = installed("validators", "node")
    (seen.folder / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))
    run(
        [node, MODULES / "html-validate" / "bin" / "html-validate.mjs", "--formatter=text", "*.html"],
        seen.folder,
    )


def test_axe_finds_nothing_that_keeps_anybody_out(seen: Seen) -> None:
    assert seen.faults == {}


def _at_the_desk(page: Page, site: Site) -> Iterator[str]:
    """The operator's pages, to somebody who was let in."""
    page.goto(urlsplit(lock.admin_link(site.services)).path)
    yield "admin-enter"
    page.get_by_role("button", name="Enter").click()
    yield from visit(page, tuple(f"/admin/{path}" for path in ADMIN))
