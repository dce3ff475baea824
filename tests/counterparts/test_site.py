"""The documentation as a site: made without a fault, and searched in a browser that reaches nothing but the site."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.counterparts.installed import found
from tests.places import ROOT

PAGES = (*ROOT.glob("*.md"), ROOT / "docs")
LINKED = ("pyproject.toml", "compose.yaml", "LICENSE", "deploy", ".github/workflows", "signup_web/static/favicon.ico")


def make(source: Path, site: Path) -> str:
    """Make the site of these pages as `make docs` does; what it complains of, "" where nothing is wrong."""
    python = found(ROOT / ".venv" / ".docs", "make docs").parent / "docs" / "bin" / "python"
    strictly: list[str | Path] = [python, "-m", "sphinx", "--quiet", "--fail-on-warning", "--conf-dir", source / "docs"]
    done = subprocess.run([*strictly, source, site], capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (not done.stderr)
    return done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this checkout."""
    folder = tmp_path_factory.mktemp("site")
    assert make(ROOT, folder) == ""
    return folder


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Its address, for as long as the block lasts."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_dead_link_a_dead_anchor_a_missing_picture_and_a_page_that_nothing_leads_to_fail_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for path in (*PAGES, *(ROOT / name for name in LINKED)):
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, copy)
    with (source / "docs" / "faults.md").open("a") as page:
        page.write("\n[a](gone.md) [b](running.md#nowhere) [c](../deploy/gone.yaml) ![d](images/gone.png)\n")
    (source / "docs" / "alone.md").write_text("# Alone\n")
    said = make(source, tmp_path / "site")
    for dead in ("gone.md", "nowhere", "gone.yaml", "gone.png", "alone.md"):
        assert dead in said
    assert len(said.splitlines()) == 5, said


def test_the_search_finds_the_page_and_no_other_host_is_asked_for_anything(site: Path, browser: Browser) -> None:
    asked = []
    with served(site) as address:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        expect(page.get_by_role("heading", name="CoatCheck", level=1)).to_be_visible()
        page.get_by_placeholder("Search").fill("quiet hours")
        page.keyboard.press("Enter")
        page.locator("#search-results").get_by_role("link", name="Channels", exact=True).click()
        expect(page.get_by_role("heading", name="Channels", level=1)).to_be_visible()
        page.goto(f"{address}/docs/architecture.html")
        page.close()
    assert [url for url in asked if not url.startswith(address)] == []


def test_every_page_and_decision_is_in_the_navigation_of_the_first(site: Path) -> None:
    home = (site / "README.html").read_text()
    pages = [
        path.relative_to(ROOT).with_suffix(".html") for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    ]
    assert [page for page in map(str, pages) if page != "README.html" and f'href="{page}"' not in home] == []
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', home)
