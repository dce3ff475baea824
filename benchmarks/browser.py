"""What does a look cost at a page that is drawn by script? 50 watches, each on a host of its own that answers after 300 ms.

Beside it, in the same run and with the same Chromium, a bare Playwright loop: one browser, a context a look, until the network is
idle, the document; and changedetection.io's own Playwright fetcher at a Chromium that runs already, where `make counterparts` has installed it.
Printed are seconds, seconds of CPU (all processes together) and memory (PSS, without what reads the result). Asked: within 1.3 times the
bare loop, under 700 MB with two pages at once, and flat over 500 looks.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process, Queue
from pathlib import Path

WATCHES, AT_ONCE, ROUNDS, FEW = 50, 2, 10, 3
THEIRS = Path(__file__).parent.parent / ".venv" / "counterparts" / "changedetection"
DELAY = 1  # second that changedetection.io waits after a page has loaded; 5 where nobody says otherwise
SECONDS = 0.3  # for each answer
ASKED, MOST_MEMORY = 1.3, 700_000_000
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = (
    """<!doctype html><title>Coat</title><style>.a{color:red}</style><div id=app></div><script src=/app.js></script>"""
)
SCRIPT = """
const row = (n, size) => `<li data-size="${size}">${size}: ${n % 3 ? 'In stock' : 'Sold out'}</li>`;
fetch('/api').then(r => r.json()).then(d => {
  document.getElementById('app').innerHTML = `<h1>Coat</h1><ul>${d.sizes.map((s, n) => row(n, s)).join('')}</ul>`;
});
"""
SIZES = ", ".join(f'"EU {number}"' for number in range(30, 90))
ANSWERS = {"/app.js": ("text/javascript", SCRIPT), "/api": ("application/json", f'{{"sizes": [{SIZES}]}}')}


class Shop(BaseHTTPRequestHandler):
    """A page, its script, and the data that it asks for: 0.3 s in all, most of it for the page."""

    def do_GET(self) -> None:
        kind, text = ANSWERS.get(self.path, ("text/html", PAGE))
        time.sleep(SECONDS if kind == "text/html" else 0)
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


def serve(ports: "Queue[int]") -> None:
    server = ThreadingHTTPServer(("0.0.0.0", 0), Shop)
    ports.put(server.server_port)
    server.serve_forever()


@contextmanager
def shop() -> Iterator[list[str]]:
    """The pages' addresses, served by a process of its own."""
    ports: Queue[int] = Queue()
    process = Process(target=serve, args=[ports], daemon=True)
    process.start()
    port = ports.get(timeout=10)
    try:
        yield [f"http://127.0.0.{number}:{port}/coat" for number in range(2, 2 + WATCHES)]
    finally:
        process.kill()
        process.join()


async def bare(urls: list[str], rounds: int, told: Callable[[], None]) -> None:
    """Draw every page so many times as one would without us."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=sys.argv[3], args=["--no-sandbox"])
        turns = asyncio.Semaphore(AT_ONCE)

        async def look(url: str) -> None:
            async with turns:
                context = await browser.new_context()
                page = await context.new_page()
                await page.goto(url, wait_until="networkidle")
                assert "In stock" in await page.content()
                await context.close()

        for _ in range(rounds):
            await asyncio.gather(*(look(url) for url in urls))
            told()
        await browser.close()


async def changedetection(urls: list[str], rounds: int, told: Callable[[], None]) -> None:
    """Draw every page so many times with changedetection.io's fetcher; everything that it does by itself, but for its favicon."""
    os.environ |= {"WEBDRIVER_DELAY_BEFORE_CONTENT_READY": str(DELAY), "ALLOW_IANA_RESTRICTED_ADDRESSES": "true"}
    from loguru import logger

    logger.remove()
    from changedetectionio.content_fetchers.playwright import fetcher

    turns = asyncio.Semaphore(AT_ONCE)
    with running_chromium() as address:

        async def look(url: str) -> None:
            async with turns:
                drawn = fetcher(custom_browser_connection_url=address)
                await drawn.run(url=url, fetch_favicon=False, timeout=60, request_headers={}, request_method="GET")
                assert "In stock" in drawn.content

        for _ in range(rounds):
            await asyncio.gather(*(look(url) for url in urls))
            told()


@contextmanager
def running_chromium() -> Iterator[str]:
    """A Chromium that may be driven at this address."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        switches = ["--headless", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
        with subprocess.Popen([sys.argv[3], *switches], stderr=subprocess.DEVNULL) as process:
            told = Path(folder) / "DevToolsActivePort"
            while not (told.exists() and told.read_text()):
                time.sleep(0.05)
            try:
                yield f"http://127.0.0.1:{told.read_text().split()[0]}"
            finally:
                process.terminate()


def ours(urls: list[str], rounds: int, told: Callable[[], None]) -> None:
    """Draw every page so many times as the poller does: what is known is not read again."""
    from coatcheck.bootstrap import SystemClock
    from coatcheck.browser import open_fetcher
    from coatcheck.config import Settings
    from coatcheck.ports import Answer, Drawing, Request

    hosts = tuple(f"127.0.0.{number}" for number in range(2, 2 + WATCHES))
    settings = Settings(browser=sys.argv[3], browser_concurrency=AT_ONCE, allow_hosts=hosts)
    with closing(open_fetcher(settings, SystemClock())) as fetcher:
        known = dict.fromkeys(urls, "")
        for _ in range(rounds):
            requests = [Request(url=url, known=known[url], drawing=Drawing()) for url in urls]
            for place, found in filter(None, fetcher.fetch(requests, 600)):
                assert isinstance(found, Answer), found
                assert found.unchanged or b"In stock" in found.body
                known[urls[place]] = found.fingerprint
            told()


def descendants(root: int) -> list[int]:
    """A process with all that it began, and they."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found += parents.get(process, [])
    return found


def cpu(processes: list[int]) -> float:
    """Seconds of CPU of these, with those of their own that have ended."""
    spent = 0
    for process in processes:
        with suppress(OSError, IndexError, ValueError):
            spent += sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return spent / TICKS


def memory(processes: list[int]) -> int:
    """Bytes that these hold, what they share counted once."""
    held = 0
    for process in processes:
        with suppress(OSError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            held += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) * 1024
    return held


class Course:
    """What a way took, round by round."""

    def __init__(self, command: list[str]) -> None:
        self.rounds: list[tuple[float, float, int]] = []  # seconds, seconds of CPU, most memory
        most, stop = [0], threading.Event()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:

            def sample() -> None:
                while not stop.wait(0.5):
                    most[0] = max(most[0], memory(descendants(process.pid)))

            threading.Thread(target=sample, daemon=True).start()
            last, spent = time.monotonic(), 0.0
            assert process.stdout
            for _ in process.stdout:
                now, used = time.monotonic(), cpu(descendants(process.pid))
                self.rounds.append((now - last, used - spent, most[0]))
                last, spent, most[0] = now, used, 0
            stop.set()
        if process.returncode:
            sys.exit(f"{command} ended with {process.returncode}.")

    @property
    def most(self) -> int:
        """The most memory that it held."""
        return max(each[2] for each in self.rounds)

    def a_look(self, rounds: int) -> tuple[float, float]:
        """Seconds and seconds of CPU for a look, over the rounds after the first."""
        taken = self.rounds[1:rounds]
        return (
            sum(each[0] for each in taken) / len(taken) / WATCHES,
            sum(each[1] for each in taken) / len(taken) / WATCHES,
        )


def main() -> None:
    from coatcheck.browser.chromium import find

    path, theirs = find(""), THEIRS / "bin" / "python"
    with shop() as urls:
        arguments = ["-m", "benchmarks.browser"]
        bare = Course([sys.executable, *arguments, "bare", str(FEW), path, *urls])
        own = Course([sys.executable, *arguments, "ours", str(ROUNDS), path, *urls])
        courses = {"bare Playwright": bare, "CoatCheck": own}
        if (THEIRS / ".installed").exists():
            command = [str(theirs), *arguments, "changedetection", str(FEW), path, *urls]
            courses["changedetection.io"] = Course(command)
    print(f"{'':20}{'s a look':>10}{'CPU s a look':>14}{'most MB':>10}")
    for name, course in courses.items():
        seconds, work = course.a_look(FEW)
        print(f"{name:20}{seconds:10.2f}{work:14.2f}{course.most / 1e6:10.0f}")
    print(
        f"\n(changedetection.io waits for {DELAY} s after each page)"
        if len(courses) > 2
        else "\n(changedetection.io is not installed: make counterparts)"
    )
    times, works = (mine / other for mine, other in zip(own.a_look(FEW), bare.a_look(FEW), strict=True))
    print(f"{times:.2f} times the bare loop's time, {works:.2f} times its CPU (asked: {ASKED})")
    print(
        f"memory under {MOST_MEMORY / 1e6:.0f} MB with {AT_ONCE} at once: {'yes' if own.most < MOST_MEMORY else 'NO'}"
    )
    after = " ".join(f"{WATCHES * (n + 1)}: {each[2] / 1e6:.0f}" for n, each in enumerate(own.rounds))
    print(f"most MB in the looks before, after so many: {after}")


if __name__ == "__main__":
    pages, count = sys.argv[4:], int(sys.argv[2])
    tell = lambda: print("round", flush=True)  # noqa: E731
    if sys.argv[1] == "ours":
        ours(pages, count, tell)
    else:
        asyncio.run({"bare": bare, "changedetection": changedetection}[sys.argv[1]](pages, count, tell))
