"""One request on its way: the redirects it follows, and what it brings in the end."""

import time
from collections.abc import Collection
from datetime import datetime
from urllib.parse import SplitResult

from msgspec.structs import replace

from coatcheck.errors import LookFailed, Unreachable
from coatcheck.fetch import fingerprint
from coatcheck.fetch.address import follow, origin, parse
from coatcheck.fetch.cookies import Cookies
from coatcheck.fetch.decoding import ACCEPTED, decode
from coatcheck.fetch.guard import is_allowed_host
from coatcheck.ports import Answer, Request

MAXIMUM_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_EVERYBODY = frozenset({"accept", "accept-language"})  # headers that another host may see too


class Transfer:
    """A request, the `url` it is at now, and its `result` once there is one."""

    def __init__(self, request: Request, allow_hosts: Collection[str], seconds: float) -> None:
        self.request = request
        self.method, self.body = request.method, request.body
        self.headers = {name.lower(): value for name, value in request.headers.items()}
        self.known = fingerprint.read(request.known)
        self.allow_hosts = allow_hosts
        self.seconds = seconds
        self.redirects = 0
        self.cookies = Cookies()
        self.began: float | None = None  # by time.monotonic
        self.started_at: datetime | None = None
        self.asked = False  # whether any of it may have left us
        self.result: Answer | LookFailed | None = None
        self._wire = b""  # the result's body, still packed
        self.go(parse(request.url))
        self.first = self.url

    def go(self, url: SplitResult) -> None:
        """Send the next request there."""
        self.url, self.address = url, url.geturl()
        self.trusted = is_allowed_host(url, self.allow_hosts)  # whether the settings allow it a private address

    @property
    def host(self) -> str:
        return self.url.hostname or ""

    @property
    def excepted(self) -> bool:
        """Whether this request alone may reach the host it named on a private network."""
        return self.request.allow_private and origin(self.url) == origin(self.first)

    def begin(self, now: datetime) -> None:
        if self.began is None:
            self.began, self.started_at = time.monotonic(), now

    def time_left(self) -> float:
        return self.seconds if self.began is None else self.seconds - (time.monotonic() - self.began)

    def header_lines(self) -> list[bytes]:
        """Write the request's header lines, with those that ask for news only."""
        headers = {"accept": "*/*", **self.headers, "accept-encoding": ACCEPTED}
        if self.redirects and (cookies := self.cookies.header(origin(self.url), headers.get("cookie", ""))):
            headers["cookie"] = cookies
        if self._asks_for_news():
            assert self.known is not None
            headers |= self.known.headers()
        lines = (f"{name}: {value}" for name, value in headers.items())  # none of which can begin another one
        return [line.replace("\r", " ").replace("\n", " ").encode() for line in lines]

    def _asks_for_news(self) -> bool:
        return self.known is not None and self.method == "GET" and self.known.url == self.address

    def arrive(self, status: int, headers: dict[str, str], wire: bytes, now: datetime) -> None:
        """Take what came: afterwards there is a result, or another `url` to go to."""
        try:
            if status in REDIRECTS and "location" in headers and self.request.follow:
                self._redirect(status, headers["location"], headers.get("set-cookie", ""))
            else:
                self.result = self._answer(status, headers, wire, now)
        except LookFailed as failure:
            self.result = failure

    def _redirect(self, status: int, location: str, cookies: str) -> None:
        if self.redirects == MAXIMUM_REDIRECTS:
            raise Unreachable(f"{self.host} redirects more than {MAXIMUM_REDIRECTS} times.")
        target = follow(self.url, location)
        self.cookies.take(origin(self.url), cookies)
        if self.method not in ("GET", "HEAD") and status not in (307, 308):
            self.method, self.body = "GET", None
        if origin(target) != origin(self.url):
            if self.body is not None:
                raise Unreachable(f"{self.host} sends our request on to {target.hostname}, which is not followed.")
            self.headers = {name: value for name, value in self.headers.items() if name in FOR_EVERYBODY}
        self.redirects += 1
        self.go(target)

    def _answer(self, status: int, headers: dict[str, str], wire: bytes, now: datetime) -> Answer:
        assert self.started_at is not None
        url, known = self.address, self.known
        if status == 304:
            if not self._asks_for_news():
                raise Unreachable(f"{self.host} answers 304 (not modified) although nothing was known of the page.")
            return Answer(self.request, url, 200, headers, b"", self.started_at, now, self.request.known, True)
        taken = fingerprint.take(url, headers, wire)
        unchanged = known is not None and status == 200 and (known.url, known.digest) == (url, taken.digest)
        self._wire = b"" if unchanged else wire
        print_ = taken.text() if status == 200 else ""
        return Answer(self.request, url, status, headers, b"", self.started_at, now, print_, unchanged)

    def take(self) -> Answer | LookFailed:
        """Return the result, and keep nothing of it. Its body is unpacked here: of all that came at once, only what is read next lies unpacked."""
        result, self.result = self.result, None
        wire, self._wire = self._wire, b""
        assert result is not None
        if isinstance(result, LookFailed) or not wire:
            return result
        try:
            return replace(result, body=decode(wire, result.headers.get("content-encoding", "")))
        except LookFailed as failure:
            return failure


def parse_head(lines: list[bytes]) -> dict[str, str]:
    """Read the headers of the last answer among these lines, by lower-case name; those that come again with another value are joined by commas.

    What follows a body (its trailer) is not among them: https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1
    """
    headers: dict[str, str] = {}
    ended = False
    for line in lines:
        if line.startswith(b"HTTP/"):
            headers.clear()
            ended = False
            continue
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and not ended:
            name, value = name.strip().lower(), value.strip()
            headers[name] = f"{headers[name]}, {value}" if headers.get(name, value) != value else value
        ended = ended or not line.strip()
    return headers
