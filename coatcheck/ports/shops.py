"""Looking at shops: the fetcher, and the sources that read what it brings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from coatcheck.errors import LookFailed
from coatcheck.model import Frozen, Observation


class Drawing(Frozen, frozen=True):
    """How a browser draws a page before it is read.

    It waits for what the CSS selector `wait_for` finds ("": until the page comes to rest), then presses in turn what
    `press` names: a CSS selector, or the words of a button, a link, a label or an option. `cookies` are set for the page's host.
    """

    wait_for: str = ""
    press: tuple[str, ...] = ()
    cookies: dict[str, str] = {}


class Call(Frozen, frozen=True):
    """An answer in JSON that a page's own script asked for while the page was drawn; the body is cut off after 256 KiB.

    `sent` is the body of the request, cut off after 8 KiB; b"" where it had none.
    """

    url: str
    method: str
    status: int
    content_type: str
    body: bytes
    sent: bytes = b""


class Request(Frozen, frozen=True):
    """One request to a shop. `allow_private` lets it reach the named host on a private network.

    `known` is the fingerprint of an answer that the caller has read already and need not get again.
    A source sets neither: `looking` does. `max_age` is the seconds for which an answer to the same request will do as well,
    whoever asked; 0 asks anew and lets others have the answer, None leaves all that out. `drawing`: the page as a browser draws it.
    `follow`: go where a redirect leads; else it is the answer.
    """

    url: str
    method: str = "GET"
    headers: dict[str, str] = {}
    body: bytes | None = None
    allow_private: bool = False
    known: str = ""
    max_age: float | None = None
    drawing: Drawing | None = None
    follow: bool = True


class Answer(Frozen, frozen=True):
    """What a shop answered, decoded: any status but 304, the body at most 8 MiB, header names in lower case.

    Answers of one `fingerprint` have the same body. `unchanged`: it is the one that the request called `known`,
    because the shop said 304 or sent the same bytes; then `body` is left empty. `fetched_at` is there where it is one that
    was kept: when it really came.

    Of a page that a browser drew, the body is the document as drawn, in UTF-8. `unfinished` says what kept it from being drawn
    as it was asked for, "" if nothing did. Where the request calls nothing `known`, there are `calls`, what its script asked
    for on the way, and a `picture` of what the browser saw: a JPEG of at most 60 KB.
    """

    request: Request
    url: str  # after redirects
    status: int
    headers: dict[str, str]
    body: bytes
    started_at: datetime
    ended_at: datetime
    fingerprint: str = ""
    unchanged: bool = False
    fetched_at: datetime | None = None
    unfinished: str = ""
    calls: tuple[Call, ...] = ()
    picture: bytes = b""


class Fetcher(Protocol):
    """The polite HTTP client."""

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed] | None]:
        """Fetch side by side, and give each request's place with its answer as they come, to be walked through once.

        The requests may grow meanwhile: those that are appended while there is still one to come are fetched as well.
        None is given now and then while nothing comes. All have come after so many seconds at the latest. A request that
        brought no answer gives the `LookFailed` that says why: `Late` where its turn did not come, or not long enough.
        Never raises for what a shop does.
        """

    def close(self) -> None: ...


def fetch_one(fetcher: Fetcher, request: Request, seconds: float) -> Answer | LookFailed:
    """Fetch this alone, within so many seconds. Never raises for what a shop does."""
    ((_, answer),) = filter(None, fetcher.fetch([request], seconds))
    return answer


class Option(Frozen, frozen=True):
    """A setting of a source that a watch may carry: its name, a hint for whoever sets it, and the kind of field that takes it.

    `lines` may be long; a `number` is refused where it is none. Where there are `choices`, a form offers these.
    `group`: a form shows it under this heading, folded, behind the options that have none.
    """

    name: str
    help: str
    kind: Literal["text", "lines", "number"] = "text"
    choices: tuple[str, ...] = ()
    group: str = ""

    @property
    def label(self) -> str:
        """The name in words, for a form: "Price divisor"."""
        return self.name.replace("_", " ").capitalize()


def grouped(heading: str, *options: Option) -> tuple[Option, ...]:
    """Return these options as a group with this heading."""
    return tuple(replace(option, group=heading) for option in options)


class Target(Frozen, frozen=True):
    """What a source is asked to read: the address as the operator gave it, and the watch's options."""

    url: str
    options: Mapping[str, str] = {}
    allow_private: bool = False


def permitted(target: Target, request: Request) -> Request:
    """Return the request as it may be made for this target: only the place that the operator named can be a private one.

    The same place is the same scheme, host and port; what an option names elsewhere is asked for like any public address.
    """
    private = target.allow_private and _place(request.url) == _place(target.url)
    return request if request.allow_private == private else replace(request, allow_private=private)


def _place(url: str) -> tuple[str, str]:
    """Scheme, and host with port."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", "")
    return (parts.scheme, parts.netloc.lower())


class Source(Protocol):
    """A kind of shop: a module with these three names. Its functions are pure.

    Two more are optional: `zone(target)`, the time zone of what is read there, as an IANA name; it raises `Invalid` where a watch has to name it.
    `cart_url(page, variant_id)`, the address that puts one of a variant in the shop's cart, where the shop documents one; else None.
    `page` is the variant's page, or its product's.
    """

    @property
    def OPTIONS(self) -> tuple[Option, ...]:
        """What can be chosen for each watch."""

    def request(self, target: Target) -> Request:
        """Return the first thing to fetch. Raises `Invalid` where the target can't be this source's."""

    def read(self, target: Target, answers: Sequence[Answer]) -> Observation | Request:
        """Return what the answers so far say, or one more request whose answer is needed to tell.

        Raises `Blocked`, `Unreachable`, `Gone` (by the answer's status), `Over` (of events) or `Unreadable`: a `LookFailed`, and nothing
        else, whatever the bytes are. "Out" and "in" both need positive evidence; otherwise it is UNKNOWN.
        """


FetcherOf = Callable[[], Fetcher]  # opens it on first use
SourceOf = Callable[[str], Source]  # raises Invalid where there is no such source
