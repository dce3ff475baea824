"""A shop on loopback whose pages are drawn by script."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Shop:
    """Pages by path: HTML, or a function that answers a handler. `asked` lists what was asked for, with its headers."""

    def __init__(self) -> None:
        self.pages: dict[str, str | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def put(self, path: str, script: str, body: str = "<main></main>") -> str:
        """Serve a page with this script; returns its address."""
        self.pages[path] = f"<!doctype html><title>Coat</title><body>{body}<script>{script}</script>"
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/favicon.ico"]


@contextmanager
def shop() -> Iterator[Shop]:
    """A shop that is open until the block ends."""
    made = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = made.pages.get(self.path.partition("?")[0])
            if callable(page):
                page(self)
            else:
                answer(self, page or "", 200 if page is not None else 404)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nobody needs a line for each."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, text: str, status: int = 200, **headers: str) -> None:
    """Answer with a page, or with what the headers say it is."""
    body = text.encode()
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html", **headers, "Content-Length": str(len(body))}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def hang(handler: BaseHTTPRequestHandler) -> None:
    """Never answer: as long as a look at most."""
    time.sleep(30)
