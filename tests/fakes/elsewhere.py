"""The internet, as far as it is a stand-in on loopback: public addresses, really fetched, from a shop of ours."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Fetcher, Request

PUBLIC = "https://shop.example"


class Elsewhere:
    """A fetcher for which https://shop.example is the stand-in at `base`; it notes what it was asked for."""

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        self._fetcher, self._base = fetcher, base
        self.asked: list[str] = []
        self.takes: Callable[[], None] = lambda: None  # lets time pass with each request

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed] | None]:
        self.asked += [request.url for request in requests]
        self.takes()
        there = [
            replace(request, url=request.url.replace(PUBLIC, self._base), allow_private=True) for request in requests
        ]
        for came in self._fetcher.fetch(there, seconds):
            if came and isinstance(came[1], Answer):
                answer = replace(came[1], request=requests[came[0]], url=came[1].url.replace(self._base, PUBLIC))
                yield came[0], answer
            else:
                yield came

    def close(self) -> None:
        self._fetcher.close()
