"""What is said between a process and the one that draws pages for it."""

from collections.abc import Callable

from msgspec.structs import asdict

from coatcheck import errors
from coatcheck.errors import LookFailed, Unreadable
from coatcheck.model import Frozen
from coatcheck.ports import Answer, Call, Clock, Request


class Options(Frozen, frozen=True):
    """How a drawing process is started: the Chromium (a path, or a DevTools address), whether it can have its sandbox, how it introduces
    itself, and in which folder it works.
    """

    browser: str
    sandboxed: bool
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
    """What became of an order: one of both. `worn`: the browser should be begun anew, for it took too long."""

    id: int
    drawn: Drawn | None = None
    failure: Failure | None = None
    worn: bool = False


class Ready(Frozen, frozen=True):
    """The browser runs, in this session of processes (0: elsewhere). `failure`: it does not, and why."""

    session: int = 0
    failure: Failure | None = None


def answered(request: Request, clock: Clock, draw: Callable[[], Drawn]) -> Answer | LookFailed:
    """Draw, and return the answer to this request, or why there is none."""
    started = clock.now()
    try:
        drawn = draw()
    except LookFailed as failure:
        return failure
    return Answer(request=request, started_at=started, ended_at=clock.now(), **asdict(drawn))


def failed(failure: Failure) -> LookFailed:
    """Return the error that a failure tells of."""
    kind: type[LookFailed] = getattr(errors, failure.error, Unreadable)
    return kind(failure.reason)
