"""An aiohttp application on a free port of loopback, in a thread of its own."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from aiohttp import web


@contextmanager
def served(app: web.Application) -> Iterator[str]:
    """The application's address, while it runs."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app, access_log=None)
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def cut(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)  # nobody is left to read it


def answering(path: str, value: object) -> web.Application:
    """A server with one JSON answer."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(value)

    app = web.Application()
    app.router.add_get(path, answer)
    return app


def showing(path: str, page: Callable[[], str]) -> web.Application:
    """A server with one page of HTML, whatever it is just now."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=page(), content_type="text/html")

    app = web.Application()
    app.router.add_get(path, answer)
    return app
