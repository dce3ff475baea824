"""Fetchers that remember, for finding out how to read a page: one gets nothing twice, one knows an answer that was saved."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Clock, Fetcher, Request, fetch_one


class Once:
    """A fetcher that gets nothing twice."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.known: dict[tuple[object, ...], Answer | LookFailed] = {}

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        for place, request in enumerate(requests):
            key = (request.url, request.method, request.body, bool(request.drawing), *sorted(request.headers.items()))
            if key not in self.known:
                self.known[key] = fetch_one(self.fetcher, request, seconds)
            yield place, self.known[key]

    @property
    def drawn(self) -> Answer | None:
        """The page as a browser drew it, if one did."""
        drawn = (each for each in self.known.values() if isinstance(each, Answer) and each.request.drawing)
        return next(drawn, None)

    def is_json(self, url: str) -> bool:
        """Return whether what was answered at this address looks like JSON."""
        answers = (each for each in self.known.values() if isinstance(each, Answer) and each.request.url == url)
        return any(each.body.lstrip()[:1] in (b"{", b"[") for each in answers)

    def close(self) -> None:
        self.fetcher.close()


class Saved:
    """A fetcher that knows one answer, whatever is asked first, and none after it."""

    def __init__(self, path: Path, body: bytes, clock: Clock) -> None:
        self.path, self.body, self.clock = path, body, clock

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        return enumerate(self._answer(request) for request in requests)

    def _answer(self, request: Request) -> Answer:
        now = self.clock.now()
        address = self.path.absolute().as_uri()
        return Answer(Request(address), request.url, 200, {}, self.body, started_at=now, ended_at=now)

    def close(self) -> None:
        """Do nothing: nothing is open."""
