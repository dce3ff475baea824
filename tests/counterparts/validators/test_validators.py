"""The public pages before those who know how pages have to be: the W3C's checker, html-validate and axe, in three languages."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import which
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from coatcheck.model import ANY, Frequency, Status
from coatcheck.people.links import manage_token
from coatcheck.watching.promise.days import keep
from console.serving import Server
from signup_web.admin import lock
from tests import examples
from tests.counterparts.installed import FOLDER, found, installed, run
from tests.notifier.notifying import SECRET_KEY
from tests.pictures.shelves import COLOURS, SIZES, Camera, add
from tests.places import missing
from tests.signup_web.promised import counted
from tests.signup_web.visiting import IN, OUT, Site

MODULES = FOLDER / "validators" / "node_modules"
LANGUAGES = ("en", "de", "ar")
OWN = f"/m/{manage_token(SECRET_KEY, 'ann', 0)}"  # the page of somebody who is told of the coat once a day
SENT = "the form, sent as it should not be"
WRONG = {"daily": "1", "limit": "cheap", "pieces": "0"}  # in the form
PAGES = (
    "/",
    "/?q=coat&page=2&sort=name",
    "/?q=nothing",
    "/p/jacket",
    "/p/many",
    "/p/many?range=90d",
    "/p/many/join",
    "/p/jacket/log",
    "/p/jacket/join?size=M",
    "/p/jacket/embed",
    "/offline",
    "/status",
    "/promise",
    "/status?state=trouble",
    "/mine",
    OWN,
    "/help",
    "/terms",
    "/privacy",
    "/consent",
    "/restocks",
    "/restocks?page=2",
    "/suggest",
    "/api/v1/",
    "/nowhere",
)
ADMIN = (
    "",
    "?q=coat&page=2",
    "add",
    "shops",
    "watches/jacket",
    "deliveries",
    "test",
    "keys",
    "users",
    "teams",
    "audit",
    "me",
)
# What is no fault: a title that names the product is as long as the product's name.
FAULTS = "axe.run().then(done => done.violations.map(each => each.id + ': ' + each.nodes[0].html))"
RULES = {"extends": ["html-validate:standard"], "rules": {"long-title": "off", "no-trailing-whitespace": "off"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a history: a jacket that came and went, a coat of 36 variants, and enough others for two pages."""
    site = Site(
        tmp_path_factory.mktemp("site"), public_url="", suggestions="approval", embed_sites=("https://blog.example",)
    )
    site.services.public_fetcher = Camera()
    jacket = site.watch()
    add(site, "many", "Harbor parka", [f"{colour} / {size}" for colour in COLOURS for size in SIZES], looks=40)
    keep(site.store, counted(site.clock.now()))
    for number in range(60):
        tags = ("rain", "مطر")[: number % 3]
        title, url = f"معطف & <Coat> {number}", f"https://shop{number % 2}.example/{number}"
        site.store.add_watch(examples.watch(f"coat-{number}", title=title, url=url, tags=tags))
    site.wait(microseconds=123_456)
    for _ in range(6):
        site.look(jacket, S=OUT, M=IN, L=OUT)
        site.wait(hours=5)
        site.look(jacket, S=OUT, M=OUT, L=OUT)
        site.wait(minutes=3)
    site.look(jacket, S=OUT, M=IN, L=OUT)
    site.trouble(site.watch("parka"))
    site.store.put_delivery(examples.delivery())
    site.store.put_subscriber(examples.subscriber(status=Status.ACTIVE))
    site.store.put_subscription(examples.subscription("ann", "many", armed=(ANY,), frequency=Frequency.DAILY))
    site.wait(minutes=1)
    site.tick()
    with patch("signup_web.product.pictures.PATIENCE", 20.0):
        assert 'class="picture"' in site.visitor().get("/p/many").text
    yield site
    site.services.close()


@pytest.fixture(scope="module")
def files(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page in every one of these languages, as it is sent."""
    folder = tmp_path_factory.mktemp("pages")
    for code in LANGUAGES:
        for path in PAGES:
            name = re.sub(r"\W+", "-", path).strip("-") or "home"
            page = site.visitor().get(path, **{"Accept-Language": code}).text
            assert f'lang="{code}"' in page
            (folder / f"{code}-{name}.html").write_text(page)
        visitor = site.visitor()
        visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = code
        (folder / f"{code}-wrong.html").write_text(visitor.submit("/p/many/join", **WRONG).text)
    return folder


def test_the_w3cs_checker_finds_no_fault(files: Path) -> None:
    java = which("java") or missing("the W3C's checker is a program for Java: install the package default-jre-headless")
    jar = found(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar", "make counterparts")
    run([java, "-jar", jar, "--errors-only", "--skip-non-html", files], files)


def test_html_validate_finds_no_fault(files: Path) -> None:
    node = installed("validators", "node")
    (files / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))
    run([node, MODULES / "html-validate" / "bin" / "html-validate.mjs", "--formatter=text", "*.html"], files)


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_that_keeps_anybody_out(site: Site, browser: Browser, scheme: str, width: int) -> None:
    axe = found(MODULES / "axe-core" / "axe.min.js", "make counterparts").read_text()
    violations: dict[str, list[str]] = {}
    with closing(Server(site.app)) as server:
        for code in LANGUAGES:
            page = browser.new_page(
                base_url=server.url,
                locale=code,
                color_scheme=scheme,  # type: ignore[arg-type]  # one of the two
                viewport={"width": width, "height": 800},
            )
            for path in (*PAGES, SENT, *(_let_in(site, page) if code == "en" else ())):
                _open(page, path)
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                page.evaluate(axe)
                if faults := page.evaluate(FAULTS):
                    violations[f"{code} {path}"] = faults
            page.evaluate("document.querySelector('h1').innerHTML = '<img src=/x>'")
            assert len(page.evaluate(FAULTS)) > 0  # it would find one
            page.close()
    assert violations == {}


def _open(page: Page, path: str) -> None:
    page.goto("/p/many/join" if path == SENT else path)
    if path == SENT:
        page.locator("#limit").evaluate("each => { each.closest('details').open = true; each.value = 'cheap' }")
        page.locator("main form button[type=submit]").last.click()
        assert page.locator(".errors").count()


def _let_in(site: Site, page: Page) -> Iterator[str]:
    """The operator's pages, to somebody who was let in."""
    page.goto(urlsplit(lock.admin_link(site.services)).path)
    page.get_by_role("button", name="Enter").click()
    return (f"/admin/{path}" for path in ADMIN)
