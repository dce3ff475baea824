"""`python -m tests.pictures FOLDER`: every public page on a phone and a desk, light and dark, in three languages, as pictures to be looked at.

`--docs` makes the pictures of the documentation anew, and nothing else.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import partial
from itertools import chain, product
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from coatcheck.model import ChannelAddress
from coatcheck.people.links import manage_token, subscriber_id
from console.serving import Server
from tests.chromium import CHROMIUM
from tests.e2e.ticketing import box_office
from tests.notifier.notifying import SECRET_KEY
from tests.pictures.shelves import MUG, PARKA, SCREWS, large, small
from tests.places import ROOT
from tests.signup_web.visiting import Site

LANGUAGES, WIDTHS, SCHEMES = ("en", "de", "ar"), (360, 1280), ("light", "dark")
HIGHEST = 4000  # pixels of a page that are taken
CODE = "271828"
SMALL = ("/", "/status", "/restocks", f"/p/{MUG}", f"/p/{MUG}/join", f"/p/{MUG}/log")
LARGE = (
    *("/", "/?q=coat&sort=name", "/?q=nothing", "/?state=trouble", "/status", "/restocks", "/promise"),
    *(f"/p/{PARKA}", f"/p/{PARKA}?range=7d", f"/p/{PARKA}/join?size=Olive / M", f"/p/{PARKA}/log"),
    *(f"/p/{SCREWS}", f"/p/{SCREWS}/join", f"/p/{PARKA}/embed", "/mine", "/suggest"),
    *("/help", "/terms", "/privacy", "/consent", "/offline", "/nowhere"),
)
TICKETS = ("/suggest/tickets", "/suggest/tickets?region=bombay")
DOCS = ROOT / "docs" / "images"


def main() -> None:
    """Take them, and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "pictures")
    parser.add_argument("--docs", action="store_true", help="make those in docs/images, and nothing else")
    choices = parser.parse_args()
    with ExitStack() as stack:
        stack.enter_context(patch("coatcheck.people.codes._new_code", lambda: CODE))
        stack.enter_context(patch("signup_web.product.pictures.PATIENCE", 20.0))
        home = Path(stack.enter_context(TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(closing(_browser(playwright)))
        if choices.docs:
            _take_docs(browser, large(home / "large"))
            return
        choices.folder.mkdir(exist_ok=True)
        for name, site, paths in (("1", small(home / "small"), SMALL), ("200", large(home / "large"), LARGE)):
            signed_up = partial(_signed_up, site)
            taken = _take_all(browser, site.app, site.clock.now(), paths, choices.folder, name, signed_up)
            print(f"{taken} pictures of a site with {name} of products in {choices.folder}")
        with box_office(home, suggestions="approval") as box:
            app = box.site.application
            taken = _take_all(browser, app, box.clock.now(), TICKETS, choices.folder, "tickets", lambda page, who: ())
        print(f"{taken} pictures of suggesting a movie in {choices.folder}")


def _browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


def _take_all(
    browser: Browser,
    app: Flask,
    now: datetime,
    paths: tuple[str, ...],
    folder: Path,
    name: str,
    signed_up: Callable[[Page, str], Iterable[str]],
) -> int:
    """Take every page in every way, and what comes of a sign-up."""
    taken = 0
    with closing(Server(app)) as server:
        for code, width, scheme in product(LANGUAGES, WIDTHS, SCHEMES):
            with _window(browser, now, server.url, code, width, scheme) as page:
                for path in chain(paths, signed_up(page, f"ann-{code}-{width}-{scheme}")):
                    if path:
                        page.goto(path)
                    shown = re.sub(r"^/m/[^/]+", "/own-page", path or page.url.removeprefix(server.url))
                    shown = (re.sub(r"\W+", "-", shown).strip("-") or "home") + ("" if path else "-sent")
                    _take(page, folder / f"{name}-{shown}-{width}-{scheme}-{code}.jpg")
                    taken += 1
    return taken


@contextmanager
def _window(browser: Browser, now: datetime, url: str, code: str, width: int, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=url,
        locale=code,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    context.clock.set_fixed_time(now)
    yield context.new_page()
    context.close()


def _signed_up(site: Site, page: Page, name: str) -> Iterator[str]:
    """Sign up for what the site has, by this name, and stop at each page of that; "" is the page that is open."""
    watch = site.store.watches()[0]
    page.goto(f"/p/{watch.slug}/join")
    page.locator("button[type=submit]").last.click()
    yield ""  # with what is wrong
    if page.locator("input[name=size]").count():
        page.locator("input[name=size]").nth(3).check(force=True)
    page.locator("#address").fill(name)
    page.locator("input[name=agree]").check()
    page.locator("button[type=submit]").last.click()
    yield ""  # the code
    page.locator("input[name=code]").fill(CODE)
    page.locator("main button[type=submit]").first.click()
    yield ""  # done
    person = site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("console", name)))
    assert person
    own = f"/m/{manage_token(SECRET_KEY, person.id, person.links)}"
    yield from (own, f"{own}/why/{watch.id}")


def _take(page: Page, file: Path, height: int = HIGHEST) -> None:
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], height)}
    kind = {"type": "jpeg", "quality": 75} if file.suffix == ".jpg" else {"type": "png"}
    page.screenshot(path=file, full_page=True, clip=clip, **kind)  # type: ignore[arg-type]  # a dictionary of them


def _take_docs(browser: Browser, site: Site) -> None:
    with closing(Server(site.app)) as server:
        for file, code, width, scheme in (
            ("product-page.png", "en", 1200, "light"),
            ("product-page-phone.png", "ar", 390, "dark"),
        ):
            with _window(browser, site.clock.now(), server.url, code, width, scheme) as page:
                page.goto(f"/p/{PARKA}?range=90d")
                _take(page, DOCS / file, height=940)


if __name__ == "__main__":
    main()
