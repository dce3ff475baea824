"""Answers that will do for a while: what changes rarely, and what many ask for at once, is asked for once. Safe to call from several threads."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from msgspec.structs import replace

from coatcheck.ports import Answer, Request

MOST_BYTES = 64 * 1024 * 1024  # of all that is kept; what was used last goes last

Key = tuple[object, ...]


def key(request: Request) -> Key:
    """Name what a request asks for: two with the same key are given the same answer."""
    headers = tuple(sorted(request.headers.items()))
    return (request.method, request.url, headers, request.body, request.allow_private)


class Kept:
    """The last good answer to each request that says how old one may be."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes, self._most, self._lock = 0, most, Lock()

    def get(self, request: Request, now: datetime) -> Answer | None:
        """Return an answer that is young enough, as if it were given now, with the moment at which it was fetched; None if there is none."""
        if not request.max_age:
            return None
        with self._lock:
            answer = self._answers.get(key(request))
            if answer is None or not timedelta() <= now - answer.ended_at <= timedelta(seconds=request.max_age):
                return None
            self._answers.move_to_end(key(request))
        return replace(answer, request=request, started_at=now, ended_at=now, fetched_at=answer.ended_at)

    def put(self, answer: Answer) -> None:
        """Keep an answer of which the request says how old it may be, if it is a good one."""
        if answer.request.max_age is None or answer.status != 200 or not answer.body:
            return
        with self._lock:
            self._drop(key(answer.request))
            self._answers[key(answer.request)] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most:
                self._drop(next(iter(self._answers)))

    def _drop(self, name: Key) -> None:
        old = self._answers.pop(name, None)
        self._bytes -= len(old.body) if old else 0
