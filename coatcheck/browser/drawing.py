"""One look with the browser: a context of its own, the page, what stands in the way, the document as drawn."""

import asyncio
import time
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.async_api import Browser, ElementHandle, Error, Page, Response
from playwright.async_api import Request as Asked

from coatcheck.browser.chromium import NOT_LOADED
from coatcheck.browser.consent import ACCEPT, REFUSE
from coatcheck.browser.messages import Drawn
from coatcheck.browser.proxy import Proxy
from coatcheck.browser.sameness import same_bytes
from coatcheck.browser.scripts import BANNER, CONTROL, QUIET, SELECT
from coatcheck.errors import LookFailed, Unreachable, Unreadable
from coatcheck.fetch import fingerprint
from coatcheck.fetch.address import parse
from coatcheck.fetch.decoding import MAXIMUM_BODY
from coatcheck.ports import Call, Drawing, Request

QUIET_SECONDS = 0.3  # without a request or a change of the document: the page has come to rest
MOST_REST = 10.0  # seconds in which it has to
MOST_NAVIGATIONS = 8  # of one look
PRESS_SECONDS = 3.0
WAITED_FOR = frozenset(
    {"document", "script", "stylesheet", "xhr", "fetch"}
)  # the kinds of requests that may change what is drawn
FORWARDED = ("retry-after", "content-type", "date")  # headers of the page that its reader may ask for
MOST_CALLS, LARGEST_CALL, LARGEST_QUERY = 12, 262_144, 8192
LARGEST_PICTURE = 60_000
SIZE = (1280, 900)  # of the window
CLOSE_SECONDS = 3.0


class Stuck(Exception):
    """The browser does not do as it is told any more: it has to be ended."""


class Look:
    """One page on its way."""

    def __init__(self, request: Request, allow_hosts: Collection[str]) -> None:
        self.request, self.drawing = request, request.drawing or Drawing()
        self.first = parse(request.url)
        self.host = self.first.hostname or ""
        self.proxy = Proxy(self.first, request.allow_private, allow_hosts)
        self.pending: set[Asked] = set()
        self.last = 0.0  # when the network was last heard of, by time.monotonic
        self.navigations = 0
        self.crashed = False
        self.answers: list[Response] = []  # to what its script asked for, in JSON

    async def draw(self, browser: Browser, user_agent: str, seconds: float) -> Drawn:
        """Draw the page. Raises `LookFailed` for what a shop does, `Stuck` where the browser has to be ended."""
        server = await self.proxy.open()
        context = await browser.new_context(
            user_agent=user_agent,
            proxy={"server": server, "bypass": "<-loopback>"},
            accept_downloads=False,
            service_workers="block",
            viewport={"width": SIZE[0], "height": SIZE[1]},
            extra_http_headers=self.request.headers,
        )
        try:
            if self.drawing.cookies:
                place = self.first.geturl()
                await context.add_cookies(
                    [{"name": n, "value": v, "url": place} for n, v in self.drawing.cookies.items()]
                )
            page = await context.new_page()
            context.on("page", lambda opened: asyncio.ensure_future(_shut(opened)))
            async with asyncio.timeout(seconds):
                return await self._drawn(page, time.monotonic() + seconds)
        except TimeoutError:
            raise self._why() or Unreachable(f"{self.host} was not drawn in full within {seconds:g} s.") from None
        except Error as error:
            raise self._failure(error) from error
        finally:
            await self.proxy.close()
            try:
                async with asyncio.timeout(CLOSE_SECONDS):
                    await context.close()
            except TimeoutError:
                raise Stuck from None
            except Error:
                pass  # with the browser

    async def _drawn(self, page: Page, until: float) -> Drawn:
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.setBlockedURLs", {"urls": list(NOT_LOADED)})
        self._listen(page)
        answer = await page.goto(self.request.url, wait_until="commit", timeout=0)
        if answer is None:
            raise Unreachable(f"{self.host} gave no page.")
        if self.navigations == 0:
            self.navigations = 1
        await self._open(page, answer)
        unfinished = "" if answer.status >= 400 else await self._finish(page, until)
        if self.crashed:
            raise Unreadable(CRASHED)
        return await self._result(page, answer, unfinished)

    async def _open(self, page: Page, answer: Response) -> None:
        with suppress(Error):
            await page.wait_for_load_state("domcontentloaded", timeout=0)
        if (why := self._why()) and answer.status == 403:
            raise why

    def _listen(self, page: Page) -> None:
        def begun(asked: Asked) -> None:
            self.last = time.monotonic()
            if asked.resource_type in WAITED_FOR:
                self.pending.add(asked)

        def ended(asked: Asked) -> None:
            self.last = time.monotonic()
            self.pending.discard(asked)

        def crashed(_: Page) -> None:
            self.crashed = True

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
        while time.monotonic() < end and not self.crashed:
            with suppress(Error):
                if await page.evaluate(SELECT, selector):
                    return True
            self._require_progress()
            await asyncio.sleep(0.05)
        return False

    async def _rests(self, page: Page, seconds: float) -> bool:
        """Wait until neither the network nor the document has moved for a moment; returns whether they came to rest."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._require_progress()
            calm = False
            with suppress(Error):  # it goes to another page just then
                calm = await page.evaluate(QUIET, QUIET_SECONDS * 1000)
            if calm and not self.pending and time.monotonic() - self.last >= QUIET_SECONDS:
                return True
            await asyncio.sleep(0.05)
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
        return await self._click(page, (await page.evaluate_handle(BANNER, [list(REFUSE), list(ACCEPT)])).as_element())

    async def _press(self, page: Page, words: str) -> bool:
        return await self._click(page, (await page.evaluate_handle(CONTROL, words)).as_element())

    async def _click(self, page: Page, found: ElementHandle | None) -> bool:
        if found is None:
            return False
        if await found.evaluate("element => element.localName") == "option":
            parent = await found.evaluate_handle("option => option.closest('select')")
            element = parent.as_element()
            if element is None:
                return False
            await element.select_option(
                value=await found.evaluate("option => option.value"), timeout=PRESS_SECONDS * 1000
            )
            return True
        try:
            await found.click(timeout=PRESS_SECONDS * 1000)
        except Error:  # something is above it: a person would find a way
            await found.evaluate("element => element.click()")
        return True

    async def _result(self, page: Page, answer: Response, unfinished: str) -> Drawn:
        text = await page.content()
        self._require_page(page.url)
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
        return _with_evidence(drawn, await self._calls(), await _picture(page))

    def _require_page(self, url: str) -> None:
        """Raise `Unreachable` where the page went elsewhere, and what is shown is what our proxy or the browser say of that."""
        shown = urlsplit(url)
        if shown.netloc != self.first.netloc and (why := self.proxy.refused.get(shown.hostname or "")):
            raise Unreachable(f"{self.host} sends the browser on: {why}")
        if shown.scheme == "chrome-error":
            raise Unreachable(f"{self.host} sends the browser on to a page that can't be reached.")

    async def _calls(self) -> tuple[Call, ...]:
        calls = []
        for answer in self.answers[:MOST_CALLS]:
            with suppress(Error):
                body = await answer.body()
                kind = answer.headers.get("content-type", "")
                asked = answer.request
                sent = (asked.post_data_buffer or b"")[:LARGEST_QUERY]
                calls.append(Call(answer.url, asked.method, answer.status, kind, body[:LARGEST_CALL], sent))
        return tuple(calls)

    def _why(self) -> LookFailed | None:
        """Return what our own proxy would not let through, if it was the page itself."""
        if self.host in self.proxy.refused:
            return Unreachable(self.proxy.refused[self.host])
        return Unreadable(self.proxy.spent) if self.proxy.spent else None

    def _failure(self, error: Error) -> LookFailed:
        return self._why() or failure(self.host, str(error), self.crashed)


CRASHED = "The page crashed in the browser, or took more memory than a page may."


def failure(host: str, message: str, crashed: bool = False) -> LookFailed:
    """Say what an error of Playwright's means, in words that tell a person what to do about it."""
    if crashed or "crashed" in message:
        return Unreadable(CRASHED)
    if "Download is starting" in message:
        return Unreadable(f"{host} gives a file to download in place of a page. Give the address of a page.")
    if "ERR_TOO_MANY_REDIRECTS" in message:
        return Unreachable(f"{host} redirects for ever.")
    if "ERR_CERT" in message:
        return Unreachable(f"The certificate of {host} can't be trusted ({_code(message)}).")
    return Unreachable(f"{host} could not be drawn ({_code(message)}).")


def _code(message: str) -> str:
    """Return what Chromium calls the fault: `net::ERR_CONNECTION_REFUSED`, or the message's first line."""
    return next((word for word in message.split() if word.startswith("net::ERR_")), message.splitlines()[0][:200])


def _with_evidence(drawn: Drawn, calls: tuple[Call, ...], picture: bytes) -> Drawn:
    from msgspec.structs import replace

    return replace(drawn, calls=calls, picture=picture)


async def _picture(page: Page) -> bytes:
    """Take a small picture of what the browser shows; nothing where it can't be taken."""
    for quality in (40, 15):
        with suppress(Error):
            taken = await page.screenshot(
                type="jpeg", quality=quality, timeout=3000, animations="disabled", scale="css"
            )
            if len(taken) <= LARGEST_PICTURE:
                return taken
    return b""


async def _shut(page: Page) -> None:
    with suppress(Error):
        await page.close()
