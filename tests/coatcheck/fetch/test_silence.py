"""A connection over which nothing comes any more, as where a router on the way forgot it, is not the end of a shop."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from coatcheck.errors import Unreachable
from tests.authority import Authority
from tests.coatcheck.fetch.opening import failure, opened, page

# Frames of https://www.rfc-editor.org/rfc/rfc9113: a length in three bytes, a type, flags, a stream
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEADERS, SETTINGS = 1, 4
ACK = END_STREAM = 1
END_HEADERS = 4
STATUS_200 = b"\x88"  # https://www.rfc-editor.org/rfc/rfc7541#appendix-A


def frame(kind: int, flags: int, stream: int, body: bytes = b"") -> bytes:
    return len(body).to_bytes(3) + bytes((kind, flags)) + stream.to_bytes(4) + body


class Shop:
    """Speaks HTTP/2. What it was asked on connections up to `silent` it does not answer, and does not hang up either."""

    def __init__(self, authority: Authority) -> None:
        self._context = authority.context()
        self._context.set_alpn_protocols(["h2"])
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}/"
        self.connections = self.silent = 0

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self.connections += 1
                Thread(target=self._talk, args=(connection, self.connections), daemon=True).start()

    def _talk(self, connection: socket.socket, number: int) -> None:
        with suppress(OSError), self._context.wrap_socket(connection, server_side=True) as secure:
            reader = secure.makefile("rb")
            assert reader.read(len(PREFACE)) == PREFACE
            secure.sendall(frame(SETTINGS, 0, 0))
            while head := reader.read(9):
                reader.read(int.from_bytes(head[:3]))
                kind, flags, stream = head[3], head[4], int.from_bytes(head[5:])
                if kind == SETTINGS and not flags & ACK:
                    secure.sendall(frame(SETTINGS, ACK, 0))
                elif kind == HEADERS and number > self.silent:
                    secure.sendall(
                        frame(HEADERS, END_HEADERS, stream, STATUS_200) + frame(0, END_STREAM, stream, b"page")
                    )

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def serving(authority: Authority) -> Iterator[Shop]:
    shop = Shop(authority)
    Thread(target=shop.serve, daemon=True).start()
    yield shop
    shop.close()


def test_a_shop_is_asked_over_a_new_connection_once_the_old_one_was_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with serving(authority) as shop, opened() as fetcher:
        assert page(fetcher, shop.url).body == page(fetcher, shop.url).body == b"page"
        assert shop.connections == 1
        shop.silent = 1
        assert isinstance(failure(fetcher, shop.url), Unreachable)
        assert page(fetcher, shop.url).body == page(fetcher, shop.url).body == b"page"
        assert shop.connections == 2  # and that one is kept
