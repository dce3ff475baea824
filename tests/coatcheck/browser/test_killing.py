"""Whoever is killed: no process and no folder of the browser is left, and the next look is fine."""

import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.browser import open_fetcher
from coatcheck.browser.processes import Process, processes
from coatcheck.config import Settings
from coatcheck.ports import Answer, Drawing, Fetcher, Request, fetch_one
from tests.chromium import require_chromium
from tests.coatcheck.browser.pages import Shop
from tests.coatcheck.browser.test_drawing import IN, SHOW, drawn
from tests.processes import started
from tests.waiting import until

PRODUCT = """
import sys
from coatcheck.bootstrap import SystemClock
from coatcheck.browser import open_fetcher
from coatcheck.config import Settings
from coatcheck.ports import Drawing, Request, fetch_one
fetcher = open_fetcher(Settings(browser=sys.argv[2], allow_hosts=("127.0.0.1",)), SystemClock())
fetch_one(fetcher, Request(url=sys.argv[1], drawing=Drawing()), 40)
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the browsers of this test work: what names it is theirs. Its path is short: Chromium has a socket in it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        monkeypatch.setenv("TMPDIR", made)
        yield Path(made)


@pytest.fixture
def fetcher(folder: Path) -> Iterator[Fetcher]:
    settings = Settings(browser=require_chromium(), allow_hosts=("127.0.0.1",), fetch_seconds=12)
    opened = open_fetcher(settings, SystemClock())
    yield opened
    opened.close()
    assert not left(folder)


def of(folder: Path) -> list[Process]:
    """The drawing process, the driver and Chromium's, with whoever is in their sessions."""
    known = {process.session for process in processes() if str(folder) in process.command}
    return [process for session in known - {os.getsid(0)} for process in processes(session)]


def left(folder: Path) -> list[object]:
    return [*of(folder), *folder.glob("coatcheck-browser-*")]


def kind(process: Process) -> str:
    words = process.command.split()
    if "coatcheck.browser.drawing_process" in words:
        return "drawing process"
    if not any("chrom" in word for word in words):
        return "driver"
    return next((word for word in words if word.startswith("--type=")), "browser")


def kill(folder: Path, victim: str | None) -> None:
    for process in of(folder):
        if kind(process) == victim:
            with suppress(ProcessLookupError):  # it went with another one
                os.kill(process.id, signal.SIGKILL)


@pytest.mark.parametrize("victim", ["browser", "--type=renderer", "--type=zygote", "driver", "drawing process"])
def test_the_look_that_loses_a_process_is_made_again(victim: str, fetcher: Fetcher, folder: Path, store: Shop) -> None:
    url = store.put("/coat", f"fetch('/begun'); setTimeout(() => {SHOW} = '{IN}', 1500)")
    found: list[object] = []
    look = Thread(target=lambda: found.append(fetch_one(fetcher, Request(url=url, drawing=Drawing(wait_for="h1")), 60)))
    look.start()
    until(lambda: "/begun" in store.paths(), 30)
    kill(folder, victim)
    look.join()
    if victim == "--type=renderer":
        assert "crashed in the browser" in str(found[0])
    elif victim == "--type=zygote":  # without which a browser lives on, and draws nothing new
        assert isinstance(found[0], Answer) or re.search("crashed|not drawn in full", str(found[0]))
    else:
        assert isinstance(found[0], Answer), found[0]
    assert "In stock" in drawn(fetcher, url, wait_for="h1").body.decode()
    assert len(list(folder.glob("coatcheck-browser-*"))) == 1


def test_a_look_that_loses_the_driver_while_the_page_still_comes_is_made_again(
    fetcher: Fetcher, folder: Path, store: Shop
) -> None:
    """Before the document is whole nothing but an event of the driver's ends the wait."""
    killed = Event()

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        body = f"<!doctype html><title>Coat</title><script>fetch('/begun')</script>{IN}".encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:-1])
        killed.wait(60)
        with suppress(OSError):  # nobody reads it any more
            handler.wfile.write(body[-1:])

    store.pages["/coat"] = slowly
    found: list[object] = []
    request = Request(url=store.address + "/coat", drawing=Drawing(wait_for="h1"))
    look = Thread(target=lambda: found.append(fetch_one(fetcher, request, 60)))
    look.start()
    until(lambda: "/begun" in store.paths(), 30)
    kill(folder, "driver")
    killed.set()
    look.join()
    assert isinstance(found[0], Answer), found[0]
    assert "In stock" in found[0].body.decode()


@pytest.mark.parametrize("beside", [None, "drawing process"])
def test_a_product_that_is_killed_leaves_nothing_behind(beside: str | None, folder: Path, store: Shop) -> None:
    url = store.put("/coat", "for (;;) {}")
    with started(sys.executable, "-c", PRODUCT, url, require_chromium()):
        until(lambda: "/coat" in store.paths(), 40)
        assert {kind(process) for process in of(folder)} >= {"drawing process", "driver", "browser", "--type=renderer"}
        kill(folder, beside)
    until(lambda: not of(folder), 20)
    if beside == "drawing process":  # then nobody was left to delete the folder, which the next one does
        assert list(folder.glob("coatcheck-browser-*"))
        opened = open_fetcher(Settings(browser=require_chromium(), allow_hosts=("127.0.0.1",)), SystemClock())
        drawn(opened, store.put("/fine", ""), seconds=40)
        opened.close()
    until(lambda: not left(folder), 20)
