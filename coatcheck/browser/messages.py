"""What is said between a process and the one that draws pages for it."""

from coatcheck.model import Frozen
from coatcheck.ports import Call, Request


class Options(Frozen, frozen=True):
    """How a drawing process is started: the Chromium (a path, or a DevTools address), how it introduces itself, and in which folder it works."""

    browser: str
    user_agent: str
    allow_hosts: tuple[str, ...]
    folder: str


class Order(Frozen, frozen=True):
    """A page to draw, within so many seconds."""

    id: int
    request: Request
    seconds: float


class Drawn(Frozen, frozen=True):
    """A page as drawn; see `Answer` for its fields."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fingerprint: str
    unchanged: bool
    unfinished: str = ""
    calls: tuple[Call, ...] = ()
    picture: bytes = b""


class Failure(Frozen, frozen=True):
    """Why nothing was drawn: the name of the error in `coatcheck.errors`, and its reason."""

    error: str
    reason: str


class Result(Frozen, frozen=True):
    """What became of an order: one of both."""

    id: int
    drawn: Drawn | None = None
    failure: Failure | None = None


class Ready(Frozen, frozen=True):
    """The browser runs, in this session of processes (0: elsewhere). `failure`: it does not, and why."""

    session: int = 0
    failure: Failure | None = None
