"""A wire that loses replies: it stands between a client and an emulator, and does what a network does at its worst."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from threading import Lock, Thread

REPLY = 30  # bytes; anything smaller is HTTP/2's own talk


class FaultProxy:
    """Passes bytes both ways. After `cut_next` a reply is lost together with its connection."""

    def __init__(self, target: str, rate: float = 0.0, seed: int = 0) -> None:
        """`rate`: the share of replies that are cut at random."""
        host, _, port = target.rpartition(":")
        self._target = (host, int(port))
        self._passing: int | None = None
        self._lock = Lock()
        self._rate = rate
        self._random = Random(seed)
        self.cuts = 0
        self.held = 0
        self._holding = False
        self.losing = False  # every reply is swallowed, and the connection stays
        self._ends: set[socket.socket] = set()
        self._listen(0)
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"

    def cut_next(self, passing: int = 0) -> None:
        """Lose the next reply, or a later one after letting so many pass."""
        with self._lock:
            self._passing = passing

    def hold(self) -> None:
        """Take connections from now on, and answer none: `held` counts them."""
        self._holding = True

    def refuse(self) -> None:
        """Refuse every connection, and hang up on those there are."""
        for end in (self._listener, *self._ends):
            hang_up(end)

    def accept(self) -> None:
        """Take connections again, at the same address."""
        self._listen(int(self.address.rpartition(":")[2]))

    def close(self) -> None:
        self.refuse()

    def _listen(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
                if self._holding:
                    self.held += 1
                    self._ends.add(client)
                    continue
                server = socket.create_connection(self._target)
            except OSError:
                return
            self._ends |= {client, server}
            for source, sink, is_reply in ((client, server, False), (server, client, True)):
                Thread(target=self._pump, args=(source, sink, is_reply), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, is_reply: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if is_reply and len(data) > REPLY:
                    if self._is_cut():
                        break
                    if self.losing:
                        continue
                sink.sendall(data)
        for end in (source, sink):
            hang_up(end)
            self._ends.discard(end)

    def _is_cut(self) -> bool:
        with self._lock:
            wanted = self._passing == 0 or (self._rate > 0 and self._random.random() < self._rate)
            if wanted:
                self.cuts += 1
            if self._passing is not None:
                self._passing = self._passing - 1 if self._passing else None
            return wanted


def hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def fault_proxy(target: str, rate: float = 0.0, seed: int = 0) -> Iterator[FaultProxy]:
    """A proxy before host:port until the block ends."""
    proxy = FaultProxy(target, rate, seed)
    try:
        yield proxy
    finally:
        proxy.close()
