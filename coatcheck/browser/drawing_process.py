"""A process that draws pages for another one: `python -m coatcheck.browser.drawing_process DESCRIPTOR OPTIONS`.

It drives one Chromium for as long as it lives, and ends with it when either of them or the other process is gone.
"""

import asyncio
import os
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

import msgspec
from playwright.async_api import Browser, Error, Playwright, async_playwright

from coatcheck.browser import chromium
from coatcheck.browser.drawing import Look, Stuck
from coatcheck.browser.messages import Failure, Options, Order, Ready, Result
from coatcheck.browser.processes import end_sessions, processes
from coatcheck.errors import LookFailed, Unreachable

START_SECONDS = 30.0
WATCH_SECONDS = 0.25
MOST_PAGE_MEMORY = 400_000_000  # bytes that one page's process may hold by itself


class Server:
    """Draws what is ordered over a connection."""

    def __init__(self, connection: Connection, options: Options) -> None:
        self._connection, self._options = connection, options
        self._sending = threading.Lock()
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = 0
        self._own: list[int] = []  # this process and the driver, a child of it

    async def run(self) -> None:
        """Serve until the connection, the driver or the browser ends; then nothing of it is left running."""
        async with async_playwright() as playwright:
            self._own = [each.id for each in processes(os.getsid(0))]
            try:
                browser = await self._open(playwright)
            except LookFailed as failure:
                self._send(Ready(failure=Failure(type(failure).__name__, failure.reason)))
                return
            browser.on("disconnected", lambda _: self.end())
            threading.Thread(target=self._listen, args=[browser], daemon=True).start()
            self._send(Ready(self._session))
            await self._watch()

    async def _open(self, playwright: Playwright) -> Browser:
        if chromium.is_address(self._options.browser):
            try:
                return await playwright.chromium.connect_over_cdp(self._options.browser, timeout=START_SECONDS * 1000)
            except Error as error:
                where = f"The browser at {self._options.browser} can't be reached"
                raise Unreachable(f"{where}: check COATCHECK_BROWSER ({str(error).splitlines()[0][:200]}).") from error
        try:
            browser = await playwright.chromium.launch(
                executable_path=self._options.browser,
                args=[*chromium.ARGUMENTS],
                chromium_sandbox=self._options.sandboxed,
                proxy={"server": chromium.NOWHERE},
                timeout=START_SECONDS * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except Error as error:
            said = next((line for line in str(error).splitlines() if "error" in line.lower()), str(error))
            raise Unreachable(f"{self._options.browser} does not start ({said[:300]}).") from error
        profile = f"--user-data-dir={self._options.folder}"
        self._session = next((each.session for each in processes() if profile in each.command), 0)
        return browser

    def _listen(self, browser: Browser) -> None:
        decoder = msgspec.msgpack.Decoder(Order)
        while True:
            try:
                order = decoder.decode(self._connection.recv_bytes())
            except (EOFError, OSError):
                self.end()
            self._loop.call_soon_threadsafe(self._begin, browser, order)

    def _begin(self, browser: Browser, order: Order) -> None:
        task = self._loop.create_task(self._draw(browser, order))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _draw(self, browser: Browser, order: Order) -> None:
        look = Look(order.request, self._options.allow_hosts)
        try:
            try:
                drawn = await look.draw(browser, self._options.user_agent, order.seconds)
                self._send(Result(order.id, drawn))
            except LookFailed as failure:
                said = Failure(type(failure).__name__, failure.reason)
                self._send(Result(order.id, failure=said, worn=look.worn))
            await look.close()
        except Stuck:
            self.end()

    async def _watch(self) -> None:
        """Look after the driver, without which whoever waits for a page's event waits for ever, and what the pages' processes hold."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if not all(map(_is_there, self._own)):
                self.end()
            for process in processes(self._session) if self._session else ():
                if "--type=renderer" in process.command and process.memory > MOST_PAGE_MEMORY:
                    with suppress(ProcessLookupError):
                        os.kill(process.id, 9)

    def _send(self, message: Any) -> None:
        with self._sending, suppress(OSError):
            self._connection.send_bytes(msgspec.msgpack.encode(message))

    def end(self) -> None:
        """End the browser, and this process with it, whatever either of them is in."""
        end_sessions([self._session, os.getsid(0)], self._options.folder)
        os._exit(1)


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def main(connection: Connection, options: Options) -> None:
    await Server(connection, options).run()


if __name__ == "__main__":
    asyncio.run(main(Connection(int(sys.argv[1])), msgspec.json.decode(sys.argv[2], type=Options)))
