"""`make bench` draws pages with changedetection.io's own fetcher, to compare ours with: it does, and reads them."""

import subprocess

from benchmarks.browser import shop
from tests.chromium import require_chromium
from tests.counterparts.installed import installed
from tests.places import ROOT


def test_its_own_fetcher_draws_the_pages_of_our_bench() -> None:
    command = [
        str(installed("changedetection")),
        "-m",
        "benchmarks.browser",
        "changedetection",
        "1",
        require_chromium(),
    ]
    with shop() as urls:
        done = subprocess.run([*command, *urls[:2]], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "round\n"), done.stderr[-2000:]
