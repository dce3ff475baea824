"""Which browser draws: one that is installed, one that the settings name, one that runs already; or none, and what to do then."""

import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.browser import chromium, machine, open_fetcher
from coatcheck.config import Settings
from coatcheck.errors import LookFailed, Unreachable
from coatcheck.ports import Answer, Drawing, Request, fetch_one
from tests.chromium import require_chromium
from tests.coatcheck.browser.pages import Shop
from tests.coatcheck.browser.test_drawing import IN, SHOW
from tests.processes import started
from tests.waiting import until

NOTHING_INSTALLED = "`apt-get install chromium libatomic1`, or `playwright install chromium`"


def look(url: str, browser: str = "") -> Answer | LookFailed:
    with closing(open_fetcher(Settings(browser=browser, allow_hosts=("127.0.0.1",)), SystemClock())) as fetcher:
        return fetch_one(fetcher, Request(url=url, drawing=Drawing()), 20)


def test_without_a_browser_a_look_says_what_installs_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require_chromium()  # with it comes what the browser's driver needs
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "NAMES", ())
    found = look("http://127.0.0.1/")
    assert isinstance(found, Unreachable)
    assert NOTHING_INSTALLED in found.reason
    named = look("http://127.0.0.1/", "/nowhere/chromium")
    assert isinstance(named, Unreachable)
    assert "/nowhere/chromium, which is no program here" in named.reason
    broken = look("http://127.0.0.1/", "/bin/false")
    assert isinstance(broken, Unreachable)
    assert broken.reason.startswith("/bin/false does not start")
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    missing = look("http://127.0.0.1/")
    assert isinstance(missing, Unreachable)
    assert "`pip install 'coatcheck[browser]'`" in missing.reason


def test_a_driver_that_lacks_a_library_of_the_system_says_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    require_chromium()
    driver = tmp_path / "node"  # as it is on a Debian 12 that has Chromium alone
    driver.write_text("#!/bin/sh\necho 'libatomic.so.1: cannot open shared object file' >&2\nexit 127\n")
    driver.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(driver))
    monkeypatch.setattr(machine, "ENVIRONMENT", (*machine.ENVIRONMENT, "PLAYWRIGHT_NODEJS_PATH"))
    found = look("http://127.0.0.1/")
    assert isinstance(found, Unreachable)
    assert "libatomic.so.1: cannot open" in found.reason
    assert "`apt-get install libatomic1`" in found.reason


def test_a_browser_that_runs_already_is_told_its_address(store: Shop) -> None:
    url = store.put("/coat", f"{SHOW} = '{IN}'")
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        command = [
            require_chromium(),
            "--headless",
            "--no-sandbox",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
        ]
        with started(*command, "about:blank", stderr=subprocess.DEVNULL) as running:
            told = Path(folder) / "DevToolsActivePort"
            until(lambda: told.exists() and "\n" in told.read_text(), 30)
            port = told.read_text().splitlines()[0]
            found = look(url, f"http://127.0.0.1:{port}")
            assert isinstance(found, Answer), found
            assert b"In stock" in found.body
            assert running.poll() is None  # it is somebody else's
    gone = look(url, f"http://127.0.0.1:{port}")
    assert isinstance(gone, Unreachable)
    assert "can't be reached: check COATCHECK_BROWSER" in gone.reason
