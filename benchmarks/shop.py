"""The benchmark's shops: a server in processes of its own, on many loopback addresses, fast enough not to be the limit.

    /<anything>-<kind>-<mode>-<milliseconds>-<number>[.js]

`kind` is product, page, or a make of shop software. `mode`: `new` sends other bytes each time, `same` the same ones, `tagged` the same ones with
an ETag. The answer waits for so many milliseconds.
"""

import asyncio
import contextlib
import gzip
import multiprocessing
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import cycle
from multiprocessing.synchronize import Event

from benchmarks.documents import page, product
from benchmarks.makes import tailwind, woocommerce

PROCESSES = 2
VERSIONS = 6  # of a document in each process, in turn, so that no watch gets the same bytes twice
KINDS: dict[str, Callable[[int, str], bytes]] = {
    "product": product,
    "page": page,
    "woocommerce": woocommerce,
    "tailwind": tailwind,
}
PATH = re.compile(rb"GET \S*?-(%b)-(new|same|tagged)-(\d+)-(\d+)(?:\.js)? HTTP" % "|".join(KINDS).encode())
TAG = b'"one"'
DOCUMENTS = 20  # different ones of each kind
first = 1  # version of this process
turns: dict[bytes, Iterator[int]] = {}  # by path


@cache
def packed(kind: bytes, number: int, version: int) -> bytes:
    """A whole answer, ready to send."""
    document = KINDS[kind.decode()](number, f"{version:032x}")
    body = gzip.compress(document, 6, mtime=0)
    content = b"application/json" if kind == b"product" else b"text/html; charset=utf-8"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Encoding: gzip\r\nETag: %s\r\nContent-Length: %d\r\n\r\n"
    return head % (content, TAG, len(body)) + body


class Shop(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.asked: dict[int, int] = {}

    def data_received(self, data: bytes) -> None:
        match = PATH.match(data)
        if match is None:
            self.transport.close()
            return
        kind, mode, milliseconds, number = match[1], match[2], int(match[3]), int(match[4])
        version = next(turns.setdefault(match[0], versions())) if mode == b"new" else 0
        if mode == b"tagged" and TAG in data:
            answer = b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % TAG
        else:
            answer = packed(kind, number % DOCUMENTS, version)
            if mode != b"tagged":
                answer = answer.replace(b"ETag: %s\r\n" % TAG, b"", 1)
        if milliseconds:
            asyncio.get_running_loop().call_later(milliseconds / 1000, self._send, answer)
        else:
            self._send(answer)

    def _send(self, answer: bytes) -> None:
        self.transport.write(answer)  # type: ignore[attr-defined]


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind(("0.0.0.0", port))
    return listening


def versions() -> Iterator[int]:
    """Those of this process, in turn."""
    return cycle(range(first, first + VERSIONS))


def _serve(port: int, place: int, ready: Event) -> None:
    global first
    first = 1 + place * VERSIONS

    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(Shop, sock=_listen(port), backlog=2048)
        for kind in map(str.encode, KINDS):
            for number in range(DOCUMENTS):
                for version in (0, *range(first, first + VERSIONS)):
                    packed(kind, number, version)
        ready.set()
        await server.serve_forever()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(forever())


@contextmanager
def running() -> Iterator[int]:
    """The shops, ready; gives their port."""
    chosen = _listen(0)
    port = chosen.getsockname()[1]
    ready = [multiprocessing.Event() for _ in range(PROCESSES)]
    processes = [
        multiprocessing.Process(target=_serve, args=(port, place, each), daemon=True)
        for place, each in enumerate(ready)
    ]
    for process in processes:
        process.start()
    for each in ready:
        each.wait()
    chosen.close()
    try:
        yield port
    finally:
        for process in processes:
            process.terminate()
            process.join()
