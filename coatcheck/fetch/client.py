"""The fetcher: one engine for each call, lent from a pool, so that several threads fetch side by side."""

from collections.abc import Sequence
from importlib.metadata import version
from threading import Lock

import msgspec

from coatcheck.config import Settings
from coatcheck.errors import LookFailed
from coatcheck.fetch import fingerprint
from coatcheck.fetch.engine import Engine
from coatcheck.fetch.politeness import Politeness
from coatcheck.fetch.transfer import Transfer
from coatcheck.ports import Answer, Clock, Request

Key = tuple[object, ...]


class Client:
    """Fetches for one process. See `ports.Fetcher`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        product = settings.brand.replace(" ", "")
        self._user_agent = settings.user_agent or f"{product}/{version('coatcheck')} (+{settings.site})"
        self._allow_hosts = frozenset(host.lower() for host in settings.allow_hosts)
        self._seconds = settings.fetch_seconds
        self._politeness = Politeness(settings.fetch_concurrency, settings.host_concurrency, settings.host_pause)
        self._clock = clock
        self._idle: list[Engine] = []
        self._lock = Lock()

    def fetch(self, requests: Sequence[Request], seconds: float) -> list[Answer | LookFailed]:
        outcomes: dict[Key, Answer | LookFailed | Transfer] = {}
        keys = [_key(request) for request in requests]
        for key, request in zip(keys, requests, strict=True):
            earlier = outcomes.get(key)
            if earlier is None:
                outcomes[key] = self._transfer(request)
            elif isinstance(earlier, Transfer) and earlier.request.known != request.known:
                outcomes[key] = self._transfer(msgspec.structs.replace(request, known=""))
        self._run([outcome for outcome in outcomes.values() if isinstance(outcome, Transfer)], seconds)
        return [_answer(request, outcomes[key]) for key, request in zip(keys, requests, strict=True)]

    def _transfer(self, request: Request) -> Transfer | LookFailed:
        try:
            return Transfer(request, self._allow_hosts, self._seconds)
        except LookFailed as failure:
            return failure

    def _run(self, transfers: Sequence[Transfer], seconds: float) -> None:
        if transfers:
            engine = self._borrow(transfers[0].url.netloc)
            try:
                engine.run(transfers, seconds)
            except BaseException:
                engine.close()
                raise
            with self._lock:
                self._idle.append(engine)

    def _borrow(self, host: str) -> Engine:
        """An engine that is free, rather one that has connections to this host."""
        with self._lock:
            known = next((engine for engine in self._idle if host in engine.hosts), None)
            if known is not None:
                self._idle.remove(known)
                return known
            if self._idle:
                return self._idle.pop()
        return Engine(self._user_agent, self._politeness, self._clock)

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().close()


def _key(request: Request) -> Key:
    """Requests of one key are made once."""
    headers = tuple(sorted(request.headers.items()))
    return (request.method, request.url, headers, request.body, request.allow_private)


def _answer(request: Request, outcome: Answer | LookFailed | Transfer) -> Answer | LookFailed:
    if not isinstance(outcome, Transfer):
        return outcome
    result = outcome.result
    assert result is not None
    if result is None or isinstance(result, LookFailed) or outcome.request == request:
        return result
    known, taken = fingerprint.read(request.known), fingerprint.read(result.fingerprint)
    same = bool(known and taken and (known.url, known.digest) == (taken.url, taken.digest))
    return msgspec.structs.replace(result, request=request, unchanged=same)
