"""`python -m tests.pictures FOLDER`: every public page on a phone and a desk, light and dark, in three languages, as pictures to be looked at.

`--docs` makes the pictures of the documentation anew, and nothing else.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from console.serving import Server
from tests.chromium import CHROMIUM
from tests.pictures.shelves import PARKA, large, small
from tests.pictures.walking import SMALL, opened, visit, walk, walk_to_a_movie
from tests.places import ROOT
from tests.signup_web.visiting import Site

LANGUAGES, WIDTHS, SCHEMES = ("en", "de", "ar"), (360, 1280), ("light", "dark")
HIGHEST = 4000  # pixels of a page that are taken
DOCS = ROOT / "docs" / "images"
Walk = Callable[[Page], Iterator[str]]


def main() -> None:
    """Take them, and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "pictures")
    parser.add_argument("--docs", action="store_true", help="make those in docs/images, and nothing else")
    choices = parser.parse_args()
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(closing(_browser(playwright)))
        if choices.docs:
            _take_docs(browser, large(home / "large"))
            return
        choices.folder.mkdir(exist_ok=True)
        one, (many, box) = small(home / "small"), stack.enter_context(opened(home))
        take_all = partial(_take_all, browser, choices.folder)
        taken = take_all("1", one.app, one.clock.now(), partial(visit, paths=SMALL))
        taken += take_all("200", many.app, many.clock.now(), partial(walk, site=many))
        taken += take_all("tickets", box.site.application, box.clock.now(), partial(walk_to_a_movie, box=box))
        print(f"{taken} pictures of sites with 1 product, 200 products and a movie are in {choices.folder}")


def _browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


def _take_all(browser: Browser, folder: Path, name: str, app: Flask, now: datetime, walk: Walk) -> int:
    """Take every page of a site in every way, and return how many that were."""
    taken = 0
    with closing(Server(app)) as server:
        for code, width, scheme in product(LANGUAGES, WIDTHS, SCHEMES):
            with _window(browser, now, server.url, code, width, scheme) as page:
                for shown in walk(page):
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
