"""What a page's script and markup try: all of it arrives from a browser that nobody guards, and nothing from ours."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from typing import Any

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.browser import open_fetcher
from coatcheck.config import Settings
from coatcheck.errors import Unreachable
from coatcheck.ports import Drawing, Request, fetch_one
from tests.chromium import CHROMIUM
from tests.coatcheck.browser.attacks import ATTACKS, NEVER_HEADLESS
from tests.coatcheck.browser.island import SHOP
from tests.places import ROOT, missing

APART = ["unshare", "--net", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
ENOUGH = 40


def attacked(how: str) -> dict[str, Any]:
    """What became of all attacks, in a network of their own."""
    if not shutil.which(CHROMIUM):
        missing(f"the pages are drawn by Chromium: install the package chromium ({CHROMIUM})")
    if shutil.which("ip") is None or subprocess.run([*APART, "true"], capture_output=True, check=False).returncode:
        pytest.skip(
            "A network of its own, for watching what a browser sends, needs root (or user namespaces) and iproute2."
        )
    command = [*APART, sys.executable, "-m", "tests.coatcheck.browser.island", how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_that_a_page_tries_arrives() -> None:
    seen = attacked("guarded")
    assert len(ATTACKS) >= ENOUGH
    assert seen["arrived"] == []
    to = {
        place for place in seen["others"] if not place.startswith("tcp 127.0.0.1 ")
    }  # the proxies, and localhost:8080
    assert to == {f"tcp {SHOP} 80", "udp 127.0.0.1 53"}
    assert not [page for page in seen["brought"] if "leads to" in page and not page.startswith("Unreachable: ")]
    # they had their time
    assert all('id="told"' in page for page, alone in zip(seen["brought"], seen["alone"], strict=True) if not alone)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "chrome://version", "view-source:http://shop.example/", "data:text/html,x", "javascript:1"],
)
def test_what_is_no_page_of_the_web_is_not_drawn(url: str) -> None:
    with closing(open_fetcher(Settings(), SystemClock())) as fetcher:
        assert isinstance(fetch_one(fetcher, Request(url, drawing=Drawing()), 5), Unreachable)


def test_where_the_guard_lets_everything_through_most_of_it_arrives() -> None:
    assert len(attacked("unguarded")["arrived"]) >= ENOUGH


def test_from_a_browser_that_nobody_guards_it_arrives() -> None:
    arrived = set(attacked("bare")["arrived"])
    assert {each.name for each in ATTACKS} - arrived <= NEVER_HEADLESS
