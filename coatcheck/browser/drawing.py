"""One look with the browser: a context of its own, the page, what stands in the way, the document as drawn."""

import asyncio
import re
import time
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from msgspec.structs import replace
from playwright.async_api import Browser, BrowserContext, Error, Page, Response
from playwright.async_api import Request as Asked

from coatcheck.browser.chromium import NOT_LOADED
from coatcheck.browser.consent import ACCEPT, REFUSE
from coatcheck.browser.failures import ABORTED, CRASHED, failure
from coatcheck.browser.messages import Drawn
from coatcheck.browser.pressing import press
from coatcheck.browser.proxy import Proxy
from coatcheck.browser.sameness import same_bytes
from coatcheck.browser.scripts import BANNER, CONTROL, DRAWN, QUIET, SELECT
from coatcheck.browser.taking import calls, picture
from coatcheck.errors import LookFailed, Unreachable, Unreadable
from coatcheck.fetch import fingerprint
from coatcheck.fetch.address import parse
from coatcheck.fetch.decoding import MAXIMUM_BODY
from coatcheck.ports import Drawing, Request

# Without a request, then without a change of the document: the page has come to rest
QUIET_SECONDS, STILL_SECONDS = 0.3, 0.15
POLL_SECONDS = 0.05
MOST_REST = 10.0  # seconds in which it has to
MOST_NAVIGATIONS = 8  # of one look
WAITED_FOR = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})  # requests that may change what is drawn
FORWARDED = ("retry-after", "content-type", "date")  # headers of the page that its reader may ask for
SIZE = (1280, 900)  # of the window
CLOSE_SECONDS = 3.0
# "Target page, context or browser has been closed", "Connection closed while reading from the driver"
CLOSED = re.compile(r"has been closed|Connection closed")


class Stuck(Exception):
    """The browser does not do as it is told any more: it has to be ended."""


class Look:
    """One page on its way."""

    def __init__(self, request: Request, allow_hosts: Collection[str]) -> None:
        self.request, self.drawing = request, request.drawing or Drawing()
        self.first = parse(request.url)
        self.at = self.first  # where the page is now, or was sent
        self.host = self.first.hostname or ""
        self.proxy = Proxy(self.first, request.allow_private, allow_hosts)
        self.pending: set[Asked] = set()
        self.last = 0.0  # when the network was last heard of, by time.monotonic
        self.navigations = 0
        self.crashed = self.closed = False
        self.worn = False  # whether the browser may be at fault, and should be begun anew
        self.context: BrowserContext | None = None
        self.answers: list[Response] = []  # to what its script asked for, in JSON

    async def draw(self, browser: Browser, user_agent: str, seconds: float) -> Drawn:
        """Draw the page. Raises `LookFailed` for what a shop does, `Stuck` as `close`, which has to follow."""
        try:
            async with asyncio.timeout(seconds):
                return await self._drawn(await self._open(browser, user_agent), time.monotonic() + seconds)
        except TimeoutError:
            self.worn = True
            raise self._why() or Unreachable(f"{self.host} was not drawn in full within {seconds:g} s.") from None
        except Error as error:
            if not (self.context and browser.is_connected()) or (CLOSED.search(str(error)) and not self.closed):
                raise Stuck from error
            self.worn = ABORTED in str(error)
            raise self._why() or failure(self.host, str(error), self.crashed) from error

    async def close(self) -> None:
        """Have nothing of it left in the browser. Raises `Stuck` where the browser has to be ended for that."""
        await self.proxy.close()
        if self.context is None:
            raise Stuck
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.context.close()
        except TimeoutError:
            raise Stuck from None
        except Error:
            pass  # it is gone with the browser

    async def _open(self, browser: Browser, user_agent: str) -> Page:
        """Open a page in a context of its own, which keeps nothing and reaches the network through our proxy alone."""
        self.context = await browser.new_context(
            user_agent=user_agent,
            proxy={"server": await self.proxy.open(), "bypass": "<-loopback>"},
            accept_downloads=False,
            service_workers="block",
            viewport={"width": SIZE[0], "height": SIZE[1]},
            extra_http_headers=self.request.headers,
        )
        place = self.first.geturl()
        if cookies := self.drawing.cookies.items():
            await self.context.add_cookies([{"name": name, "value": value, "url": place} for name, value in cookies])
        page = await self.context.new_page()
        self.context.on("page", lambda opened: asyncio.ensure_future(_shut(opened)))
        session = await self.context.new_cdp_session(page)
        blocked = session.send("Network.setBlockedURLs", {"urls": list(NOT_LOADED)})
        await asyncio.gather(session.send("Network.enable"), blocked)
        return page

    async def _drawn(self, page: Page, until: float) -> Drawn:
        self._listen(page)
        answer = await page.goto(self.request.url, wait_until="commit", timeout=0)
        if answer is None:
            raise Unreachable(f"{self.host} gave no page.")
        with suppress(Error):
            await page.wait_for_load_state("domcontentloaded", timeout=0)
        if why := self._why():
            raise why
        unfinished = "" if answer.status >= 400 else await self._finish(page, until)
        if self.crashed:
            raise Unreadable(CRASHED)
        return await self._result(page, answer, unfinished)

    def _listen(self, page: Page) -> None:
        def begun(asked: Asked) -> None:
            self.last = time.monotonic()
            if asked.is_navigation_request() and asked.frame == page.main_frame:
                self.at = urlsplit(asked.url)
            if asked.resource_type in WAITED_FOR:
                self.pending.add(asked)

        def ended(asked: Asked) -> None:
            self.last = time.monotonic()
            self.pending.discard(asked)

        def crashed(_: Page) -> None:
            self.crashed = True

        def closed(_: Page) -> None:
            self.closed = True

        def answered(response: Response) -> None:
            kind = response.headers.get("content-type", "")
            if "json" in kind and response.request.resource_type in ("xhr", "fetch"):
                self.answers.append(response)

        def navigated(frame: object) -> None:
            self.navigations += frame == page.main_frame

        page.on("request", begun)
        page.on("requestfinished", ended)
        page.on("requestfailed", ended)
        page.on("crash", crashed)
        page.on("close", closed)
        page.on("framenavigated", navigated)
        if not self.request.known:
            page.on("response", answered)

    async def _finish(self, page: Page, until: float) -> str:
        """Bring the page to where it can be read; returns what kept it from getting there, "" if nothing did."""
        rest = min(MOST_REST, (until - time.monotonic()) * 0.7)
        if self.drawing.wait_for:
            if not await self._waited(page, self.drawing.wait_for, rest):
                return f"Nothing on the page fits {self.drawing.wait_for!r} within {rest:.0f} s: check wait_for."
        elif not await self._rests(page, rest):
            return f"The page did not come to rest within {rest:.0f} s: write in wait_for what to wait for."
        if await self._presses_banner(page):
            await self._rests(page, rest)
        for words in self.drawing.press:
            if not await self._press(page, words):
                return f"Nothing on the page can be pressed by {words!r}: check press."
            if not await self._rests(page, rest):
                return f"The page did not come to rest within {rest:.0f} s after {words!r} was pressed."
        return ""

    async def _waited(self, page: Page, selector: str, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if await self._says(page, SELECT, selector):
                return True
            self._require_progress()
            await asyncio.sleep(POLL_SECONDS)
        return False

    async def _rests(self, page: Page, seconds: float) -> bool:
        """Wait until neither the network nor the document has moved for a moment; returns whether they came to rest."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            self._require_progress()
            if self.pending or now - self.last < QUIET_SECONDS:
                await asyncio.sleep(POLL_SECONDS if self.pending else self.last + QUIET_SECONDS - now)
            elif await self._says(page, QUIET, STILL_SECONDS * 1000):
                return True
            else:
                await asyncio.sleep(POLL_SECONDS)
        return False

    async def _says(self, page: Page, script: str, about: object) -> bool:
        """Ask in the page; one that goes elsewhere just then says no."""
        try:
            return bool(await page.evaluate(script, about))
        except Error as error:
            if CLOSED.search(str(error)):
                raise
            return False

    def _require_progress(self) -> None:
        if self.crashed:
            raise Unreadable(CRASHED)
        if self.navigations > MOST_NAVIGATIONS:
            raise Unreachable(f"{self.host} sends the browser on to other pages more than {MOST_NAVIGATIONS} times.")
        if self.proxy.spent:
            raise Unreadable(self.proxy.spent)

    async def _presses_banner(self, page: Page) -> bool:
        """Press away what covers the page and asks for consent; returns whether there was such a thing."""
        return await press((await page.evaluate_handle(BANNER, [list(REFUSE), list(ACCEPT)])).as_element())

    async def _press(self, page: Page, words: str) -> bool:
        return await press((await page.evaluate_handle(CONTROL, words)).as_element())

    async def _result(self, page: Page, answer: Response, unfinished: str) -> Drawn:
        text = await page.evaluate(DRAWN) or await page.content()
        if why := self._why():
            raise why
        url = page.url if page.url.startswith(("http://", "https://")) else answer.url
        body = text.encode(errors="replace")
        if len(body) > MAXIMUM_BODY:
            raise Unreadable(f"The page of {self.host} as drawn is larger than {MAXIMUM_BODY >> 20} MiB.")
        headers = {name: value for name, value in answer.headers.items() if name in FORWARDED}
        known, taken = fingerprint.read(self.request.known), fingerprint.take(url, {}, same_bytes(body))
        good = answer.status == 200 and not unfinished
        unchanged = bool(known and good and (known.url, known.digest) == (taken.url, taken.digest))
        drawn = Drawn(
            url, answer.status, headers, b"" if unchanged else body, taken.text() if good else "", unchanged, unfinished
        )
        if self.request.known:
            return drawn
        return replace(drawn, calls=await calls(self.answers), picture=await picture(page))

    def _why(self) -> LookFailed | None:
        """Return what our own proxy did not get, if it was the page itself."""
        if why := self.proxy.fault(self.at):
            sent = self.at.netloc != self.first.netloc
            return Unreachable(f"{self.host} sends the browser on: {why}" if sent else why)
        return Unreadable(self.proxy.spent) if self.proxy.spent else None


async def _shut(page: Page) -> None:
    with suppress(Error):
        await page.close()
