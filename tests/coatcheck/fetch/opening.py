"""Opening a fetcher and asking it for one thing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from coatcheck.bootstrap import SystemClock
from coatcheck.config import Settings
from coatcheck.errors import LookFailed
from coatcheck.fetch import open_fetcher
from coatcheck.ports import Answer, Fetcher, Request

SECONDS = 1.5  # a request's limit here; hostile pages are to be given up after


@contextmanager
def opened(**settings: Any) -> Iterator[Fetcher]:
    """A fetcher with some settings; the loopback address is allowed by its number, not as `localhost`."""
    chosen = {"allow_hosts": ("127.0.0.1",), "fetch_seconds": SECONDS, **settings}
    fetcher = open_fetcher(Settings(**chosen), SystemClock())
    yield fetcher
    fetcher.close()


def get(fetcher: Fetcher, url: str, **fields: Any) -> Answer | LookFailed:
    (found,) = fetch_all(fetcher, [Request(url=url, **fields)])
    return found


def fetch_all(fetcher: Fetcher, requests: Sequence[Request], seconds: float = 5) -> list[Answer | LookFailed]:
    """The answers in the order of the requests."""
    found = dict(filter(None, fetcher.fetch(requests, seconds)))
    return [found[place] for place in range(len(requests))]


def page(fetcher: Fetcher, url: str, **fields: Any) -> Answer:
    found = get(fetcher, url, **fields)
    assert isinstance(found, Answer), found
    return found


def failure(fetcher: Fetcher, url: str, **fields: Any) -> LookFailed:
    found = get(fetcher, url, **fields)
    assert isinstance(found, LookFailed), found
    return found
