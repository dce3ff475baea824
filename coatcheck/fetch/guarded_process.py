"""A process that connects to nothing inside our network: `python -m coatcheck.fetch.guarded_process MODULE [HOST ...]`.

It runs that module's `main`, for libraries that open connections by themselves. Python tells of each one before it is made
(https://docs.python.org/3/library/audit_events.html), when names are resolved, so that neither a redirect nor a second answer of
DNS leads inside; and of each program that would be started, which none may be. HOST, or HOST:PORT, may be connected to all the same.
"""

import socket
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any, NoReturn

from coatcheck.fetch.guard import refusal

CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
STARTS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"})


class Guard:
    """Looks at every connection of this process from now on. `tried`: there was one; `refused`: what was said to those that were not made."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._allowed = frozenset(place for host in hosts for place in _places(host))
        self.tried = False
        self.refused: list[str] = []
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CONNECTS:
            self._connect(arguments[1])
        elif event in STARTS:
            self._refuse("a program of this machine")

    def _connect(self, address: object) -> None:
        if not isinstance(address, tuple) or len(address) < 2:
            self._refuse("a socket of this machine")
        host, port = str(address[0]).partition("%")[0], address[1]
        known = not self._allowed.isdisjoint({(host, None), (host, port)})
        if said := refusal(host, private_allowed=known):
            self._refuse(said)
        self.tried = True

    def _refuse(self, what: str) -> NoReturn:
        self.refused.append(what)
        raise PermissionError(f"{what} is not connected to")


def _places(host: str) -> set[tuple[str, int | None]]:
    """Return the addresses that a host of the setting `allow_hosts` has, with its port where it names one."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdecimal() or (":" in name and not name.startswith("[")):
        name, port = host, ""
    try:
        found = socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
    except OSError:
        return set()  # it has none just now: then it is not connected to
    return {(str(address[0]).partition("%")[0], int(port) if port else None) for *_, address in found}


if __name__ == "__main__":
    import_module(sys.argv[1]).main(Guard(sys.argv[2:]))
