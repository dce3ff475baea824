"""A shop server that does what shops (and attackers) do to a client: raw bytes on a socket, by path."""

import contextlib
import gzip
import socket
import socketserver
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

MIB = 1024 * 1024
Write = Callable[[bytes], object]


class Asked:
    """One request as it came in."""

    def __init__(self, head: bytes, body: bytes) -> None:
        line, _, rest = head.decode("latin-1").partition("\r\n")
        self.method, self.path, _ = line.split(" ", 2)
        pairs = [row.partition(":") for row in rest.split("\r\n")]
        self.headers = {name.lower(): value.strip() for name, _, value in pairs if name}
        self.body = body


Behaviour = Callable[[Asked, Write], object]


class Server:
    """Behaviours by path, and what was asked. `most` is how many requests for /counting were under way at once."""

    def __init__(self) -> None:
        self.behaviours: dict[str, Behaviour] = {**BEHAVIOURS, "/counting": self._count}
        self.asked: list[Asked] = []
        self.over = Event()
        self.connections = self.busy = self.most = 0
        self.lock = Lock()
        self.port = 0

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes = b"page", status: str = "200 OK", **headers: str) -> str:
        """Serve this from now on; returns its address."""
        self.behaviours[path] = lambda asked, write: write(answer(body, status, **headers))
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def handle(self, connection: socket.socket) -> None:
        with self.lock:
            self.connections += 1
        with contextlib.suppress(OSError):
            reader = connection.makefile("rb")
            while (asked := _read(reader)) is not None:
                self._serve(asked, connection)

    def _serve(self, asked: Asked, connection: socket.socket) -> None:
        with self.lock:
            self.asked.append(asked)
        behaviour = self.behaviours.get(asked.path.partition("?")[0])
        if behaviour is None:
            connection.sendall(answer(b"no such page", "404 Not Found"))
        else:
            behaviour(asked, connection.sendall)

    def _count(self, asked: Asked, write: Write) -> None:
        with self.lock:
            self.busy += 1
            self.most = max(self.most, self.busy)
        time.sleep(0.05)
        with self.lock:
            self.busy -= 1  # before the answer: whoever has it may ask for the next page at once
        write(answer(b"page"))


def _read(reader: socket.SocketIO | object) -> Asked | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reader.readline(65_536)  # type: ignore[union-attr]
        if not line:
            return None
        head += line
    asked = Asked(head[:-4], b"")
    asked.body = reader.read(int(asked.headers.get("content-length", 0)))  # type: ignore[union-attr]
    return asked


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A hostile server on a free port of loopback, over TLS with a context."""
    shop = Server()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            secured = context.wrap_socket if context else lambda plain, server_side: plain
            with contextlib.suppress(OSError), secured(self.request, server_side=True) as connection:
                shop.handle(connection)

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

    with Listener(("127.0.0.1", 0), Handler) as listener:
        shop.port = listener.server_address[1]
        thread = Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield shop
        finally:
            shop.over.set()
            listener.shutdown()
            thread.join()


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer; header names are given with _ for -."""
    fields = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def redirect(place: str, status: str = "302 Found") -> Behaviour:
    return lambda asked, write: write(answer(b"", status, Location=place))


def packed(data: bytes, encoding: str = "gzip") -> Behaviour:
    return lambda asked, write: write(answer(data, Content_Encoding=encoding))


def bomb(size: int) -> bytes:
    """Zeros, packed to a thousandth."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packing.compress(bytes(MIB)) for _ in range(size // MIB)) + packing.flush()


def endless(asked: Asked, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        write(bytes(65_536))


def slow(asked: Asked, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(600):
        write(b"x")
        time.sleep(0.05)


def silent(asked: Asked, write: Write) -> None:
    time.sleep(30)


def broken_off(asked: Asked, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nonly this")
    raise OSError("hang up")


def too_long(asked: Asked, write: Write) -> None:
    write(answer(b"page and a lot more than was promised", Content_Length="4", Connection="close"))


def garbage(asked: Asked, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nnot chunks")
    raise OSError("hang up")


def ancient(asked: Asked, write: Write) -> None:
    write(b"<html>no header at all</html>")
    raise OSError("hang up")


def many_headers(asked: Asked, write: Write) -> None:
    rows = "".join(f"X-{number}: {'x' * 1000}\r\n" for number in range(1000))
    write(f"HTTP/1.1 200 OK\r\n{rows}Content-Length: 0\r\n\r\n".encode())


def long_header(asked: Asked, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * MIB + b"\r\nContent-Length: 0\r\n\r\n")


BEHAVIOURS: dict[str, Behaviour] = {
    "/": lambda asked, write: write(answer(b"page")),
    "/empty": lambda asked, write: write(answer(b"")),
    "/gzip": packed(gzip.compress(b"page")),
    "/members": packed(gzip.compress(b"pa") + gzip.compress(b"ge")),
    "/bomb": packed(bomb(64 * MIB)),
    "/twice": packed(gzip.compress(gzip.compress(b"page")), "gzip, gzip"),
    "/brotli": packed(b"\x0b\x01\x80page\x03", "br"),
    "/zstd": packed(b"\x28\xb5\x2f\xfd", "zstd"),
    "/lying": packed(b"page"),
    "/half": packed(gzip.compress(bytes(range(256)) * 100)[:100]),
    "/endless": endless,
    "/slow": slow,
    "/silent": silent,
    "/broken-off": broken_off,
    "/too-long": too_long,
    "/garbage": garbage,
    "/ancient": ancient,
    "/many-headers": many_headers,
    "/long-header": long_header,
    "/loop": redirect("/loop"),
}
