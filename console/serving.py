"""A web application served by threads of this process."""

import errno
import logging
import socket
from contextlib import suppress
from secrets import randbelow
from threading import Thread
from typing import TYPE_CHECKING

from coatcheck.errors import Invalid
from coatcheck.model.host_names import bracketed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from console.patience import BodyLimit

THREADS = 8
GIVEN_TO_NOBODY = range(20_000, 32_768)  # below what Linux, macOS and Windows hand out for port 0
OTHERWISE = "Choose another address or port with COATCHECK_HOST and COATCHECK_PORT."


def free_port() -> int:
    """Find a port of the loopback address that nobody listens on at this moment.

    It is one of those that a system gives to nobody by itself, so that it is still free when a process that was started,
    or killed and started again, wants it: https://www.rfc-editor.org/rfc/rfc6056#section-3.2
    """
    while True:
        port = GIVEN_TO_NOBODY.start + randbelow(len(GIVEN_TO_NOBODY))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Server:
    """Answers requests from the moment it is made until `close`."""

    def __init__(
        self,
        app: "WSGIApplication",
        host: str = "127.0.0.1",
        port: int = 0,
        threads: int = THREADS,
        body_limit: "BodyLimit | None" = None,
    ) -> None:
        """Port 0 takes a free one. Raises `Invalid` where the address can't be listened on.

        `body_limit`: how many bytes a request's body may have, by its path; 2 MiB everywhere where it is not given.
        """
        from console.patience import patient_server

        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits a moment is no news
        self._map: dict[int, object] = {}
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        both = host == "::" and socket.has_dualstack_ipv6()
        try:
            listening = socket.create_server((host, port), family=family, dualstack_ipv6=both)
        except OSError as error:
            reason = str(error.strerror).partition(" (")[0]
            taken = error.errno == errno.EADDRINUSE
            advice = (
                "Stop what is running there, or choose another port with --port or COATCHECK_PORT."
                if taken
                else OTHERWISE
            )
            raise Invalid(f"Nothing can listen on {host} port {port}: {reason}. {advice}") from error
        self._server = patient_server(app, listening, self._map, threads, body_limit)
        self.port = int(self._server.effective_port)
        self.url = f"http://{bracketed(host)}:{self.port}"
        self._thread = Thread(target=self._server.run, name=f"server-{self.port}", daemon=True)
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """Let the requests under way end, for so many seconds at most, then hang up."""
        from waitress import wasyncore

        logging.getLogger("waitress").setLevel(logging.ERROR)  # whoever comes now is turned away without a word
        self._server.task_dispatcher.shutdown(timeout=seconds)
        with suppress(OSError):  # the last answer's own wake-up call may have closed everything already
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._map))
        self._thread.join(seconds)
