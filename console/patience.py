"""A web server that a crowd of idle or slow connections can't close: waitress, with its doors kept.

One thread holds all connections and hands a request on when it is whole, so a slow one keeps nobody else waiting. What
waitress leaves open is closed here: a crowd costs no more of the processor than a few, whoever holds the most connections
loses the longest idle one when there are too many, a request has a minute to arrive, and a body that is too long for its
path is refused while it arrives. https://docs.pylonsproject.org/projects/waitress/en/stable/arguments.html
"""

import copy
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LARGEST_BODY = 2 * 1024 * 1024  # bytes
LARGEST_HEADER = 32 * 1024  # bytes
CONNECTIONS = 4000  # at the most; each takes some kilobytes
SPARE = 256  # file descriptors that are left for the database, for shops and for providers
ARRIVAL = 60  # seconds in which a request has to arrive
ROUNDS = 10  # seconds between two looks for those that take too long
IDLE = 120  # seconds after which a connection without a request is closed
CROWD = 0.00001  # seconds of rest for each connection between two looks at all of them

BodyLimit = Callable[[str], int]


def patient_server(
    app: "WSGIApplication", listening: socket.socket, connections: dict[int, Any], threads: int, limit: BodyLimit | None
) -> "PatientServer":
    """Make the server behind this listening socket, not running yet; `connections` will hold what is open."""
    settings = Adjustments(
        sockets=[listening],
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=False,  # the site itself knows how many proxies to believe
        asyncore_use_poll=True,  # select() knows no more than 1,024 descriptors
        connection_limit=10 * CONNECTIONS,  # never reached: `_make_room` keeps the count
        cleanup_interval=ROUNDS,
        channel_timeout=IDLE,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=LARGEST_HEADER,
    )
    settings.body_limit = limit or (lambda path: LARGEST_BODY)
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    place = (listening.family, listening.type, listening.proto, listening.getsockname())
    return PatientServer(
        app, connections, _sock=listening, dispatcher=dispatcher, adj=settings, bind_socket=False, sockinfo=place
    )


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Knows since when its request arrives, and how long a body its path may bring."""

    adj: Any

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.began = time.time()

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        self.adj = copy.copy(self.adj)
        self.adj.max_request_body_size = self.adj.body_limit(self.path) + 1  # waitress refuses what reaches its limit


class Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = Parser

    @property
    def is_late(self) -> bool:
        """Whether a request takes too long to arrive."""
        return self.request is not None and time.time() - self.request.began > ARRIVAL


class PatientServer(TcpWSGIServer):  # type: ignore[misc]
    channel_class = Channel

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        self._most = _connections()
        self._rest = Event()  # never set
        super().__init__(*arguments, **settings)

    def run(self) -> None:
        """Serve until everything is closed."""
        while self._map:
            wasyncore.poll2(self.adj.asyncore_loop_timeout, self._map)
            self._rest.wait(CROWD * len(self._map))

    def handle_accept(self) -> None:
        """Let in whoever waits at the door, all of them: one at a time, a crowd would take its time to come in."""
        held = -1
        while held != len(self.active_channels):
            self._make_room()
            held = len(self.active_channels)
            super().handle_accept()

    def _make_room(self) -> None:
        """Close the longest idle connection of the address that has the most, if there are too many."""
        if len(self.active_channels) < self._most:
            return
        idle = [channel for channel in self.active_channels.values() if not channel.requests]
        if idle:
            held = Counter(channel.addr[0] for channel in idle)
            busiest = held.most_common(1)[0][0]
            min((each for each in idle if each.addr[0] == busiest), key=lambda each: each.last_activity).handle_close()

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_late:
                channel.will_close = True


def _connections() -> int:
    """How many connections this process can hold, its limit of open files raised as far as it may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(CONNECTIONS, max(16, soft - SPARE))
