"""Looking at shops: every watch's first request at once, then whatever its source still asks for."""

import logging
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from coatcheck.errors import Invalid, Late, LookFailed, Over, Unreadable
from coatcheck.model import Frozen, Health, Look, Observation
from coatcheck.ports import Answer, Clock, Fetcher, Request, Source, Target, permitted
from coatcheck.truth.sizes import named
from coatcheck.watching.reading import Read, read_answers
from coatcheck.watching.reading_process import TOO_DEEP

MAXIMUM_REQUESTS = 9  # of one look: the first, and eight that the source asks for
TRUSTED_FOR = timedelta(minutes=15)  # a shop may say "not modified" wrongly: then a page is fetched and read anew

TOO_LATE = Late("There was no time left to read the answer.")
T = TypeVar("T")
Aim = tuple[str, Source, Target]  # a watch's id, and how it is looked at
log = logging.getLogger(__name__)


class Remembered(Frozen, frozen=True):
    """What a watch's last good look asked, the fingerprints of the answers, and what was read in them."""

    target: Target
    source: Source
    requests: tuple[Request, ...]
    fingerprints: tuple[str, ...]
    observation: Observation
    read_at: datetime

    def holds(self, now: datetime) -> bool:
        """Return whether the same answers would still be read so."""
        turns_at = self.observation.turns_at
        return abs(now - self.read_at) < TRUSTED_FOR and (turns_at is None or now < turns_at)


LastLooks = MutableMapping[str, Remembered]  # by watch id


def looks(
    aims: Iterable[Aim],
    fetcher: Fetcher,
    clock: Clock,
    seconds: float,
    memory: LastLooks | None = None,
    more: Callable[[], Sequence[Aim]] = tuple,
    read: Read = read_answers,
) -> Iterator[Look | None]:
    """Look at each of these side by side: each look as soon as it is read, and None now and then while none is.

    Never raises for what a shop sends or a source does. Fetching ends after so many seconds; an aim whose turn did not
    come until then gives no look. `more` is asked at each step for others to look at as well. Where all the answers are
    those that `memory` knows, its observation is given again and nothing is parsed.
    """
    until = clock.now() + timedelta(seconds=seconds)
    memory = {} if memory is None else memory
    requests: list[Request] = []  # grows while they are fetched
    asking: dict[int, tuple[_Inquiry, datetime]] = {}  # those under way, by the place of their requests

    def go_on(inquiry: _Inquiry) -> Iterator[Look]:
        """Ask for what it needs next, or give its look."""
        if inquiry.request:
            asking[len(requests)] = inquiry, clock.now()
            requests.append(inquiry.request)
        elif not isinstance(inquiry.result, Late):
            yield inquiry.look(clock.now())

    def begin(aims: Iterable[Aim]) -> Iterator[Look]:
        for aim in aims:
            yield from go_on(_Inquiry(*aim, memory, clock.now(), read))

    yield from begin(aims)
    for came in fetcher.fetch(requests, seconds) if requests else ():
        if came is None:
            yield None
        else:
            place, answer = came
            inquiry, began = asking.pop(place)
            now = clock.now()
            inquiry.take(answer if now < until else TOO_LATE, began, now)
            yield from go_on(inquiry)
        if others := more():
            yield from begin(others)


def look(aim: Aim, fetcher: Fetcher, clock: Clock, seconds: float, memory: LastLooks | None = None) -> Look:
    """Look at this alone, within so many seconds. Never raises for what a shop sends or a source does."""
    now = clock.now()
    seen = next(filter(None, looks([aim], fetcher, clock, seconds, memory)), None)
    return seen or Look(watch_id=aim[0], started_at=now, ended_at=now, health=Health.UNREACHABLE, reason=str(TOO_LATE))


class _Inquiry:
    """One look under way: there is a `request` to fetch next, or else a `result`."""

    def __init__(
        self, watch_id: str, source: Source, target: Target, memory: LastLooks, now: datetime, read: Read
    ) -> None:
        self.watch_id, self.source, self.target, self.memory, self.read = watch_id, source, target, memory, read
        known = memory.get(watch_id)
        fits = known and (known.source, known.target) == (source, target) and known.holds(now)
        self.known = known if fits else None
        self.request: Request | None = None
        self.result: Observation | LookFailed | None = None
        self.fingerprints: tuple[str, ...] = ()
        self.asked = 0
        self.spans: list[tuple[datetime, datetime]] = []
        self._begin()

    def _begin(self) -> None:
        self.requests: list[Request] = []
        self.answers: list[Answer] = []
        self.picture = b""
        self._go_on(self.known.requests[0] if self.known else self._ask(lambda: self.source.request(self.target)))

    def take(self, answer: Answer | LookFailed, began: datetime, ended: datetime) -> None:
        """Read one more answer, which was fetched between these moments."""
        self.request = None
        if isinstance(answer, LookFailed):
            self.spans.append((began, ended))
            self.result = answer
            return
        self.spans.append((answer.started_at, answer.ended_at))
        self.answers.append(answer)
        self.picture = answer.picture
        self.fingerprints = tuple(each.fingerprint for each in self.answers)
        if all(each.unchanged for each in self.answers):
            self._repeat()
        elif any(each.unchanged for each in self.answers):
            self.known = None  # the bodies of the unchanged ones are needed after all
            self._begin()
        else:
            self._go_on(self._ask(lambda: self.read(self.watch_id, self.source, self.target, self.answers)))
        if self.result is not None:
            self.answers = []  # a page is not kept for longer than its reader needs it

    def _repeat(self) -> None:
        """So far everything is as it was: so is the next request, or what is read in the end."""
        assert self.known is not None
        done = len(self.answers)
        self._go_on(self.known.requests[done] if done < len(self.known.requests) else self.known.observation)

    def _go_on(self, said: Request | Observation | LookFailed) -> None:
        if isinstance(said, Observation):
            self.result = self.known.observation if self.known and said == self.known.observation else _checked(said)
        elif isinstance(said, LookFailed):
            self.result = said
        elif self.asked == MAXIMUM_REQUESTS:
            self.result = Unreadable(f"{_name(self.source)} asked for more than {MAXIMUM_REQUESTS} pages.")
        else:
            self.asked += 1
            done = len(self.requests)
            self.requests.append(said)
            fingerprints = self.known.fingerprints if self.known else ()
            self.request = self._admitted(said, fingerprints[done] if done < len(fingerprints) else "")

    def _admitted(self, request: Request, known: str) -> Request:
        """Return the request as it may be made: only the host that the operator named can be a private one."""
        request = permitted(self.target, request)
        return request if request.known == known else msgspec.structs.replace(request, known=known)

    def _ask(self, question: Callable[[], T]) -> T | LookFailed:
        """Ask the source. Whatever else it raises than it may is our own fault, and proves nothing."""
        try:
            return question()
        except LookFailed as failure:
            return failure.with_traceback(None)  # which would hold the page that it was read on
        except Invalid as error:
            return Unreadable(str(error))
        except RecursionError:
            return Unreadable(TOO_DEEP)
        except Exception as error:
            log.exception("A source failed", extra={"watch": self.watch_id, "source": _name(self.source)})
            return Unreadable(f"Our reader {_name(self.source)} failed at this page ({type(error).__name__}).")

    def look(self, now: datetime) -> Look:
        """Return the finished look, which is remembered if it was a good one."""
        started = min((span[0] for span in self.spans), default=now)
        ended = max((span[1] for span in self.spans), default=now)
        if isinstance(self.result, Observation) and self.result.over_at and self.result.over_at <= ended:
            self.result = Over("Everything that was on offer is past.")
        if isinstance(self.result, Observation):
            self._remember(self.result, ended)
            return Look(watch_id=self.watch_id, started_at=started, ended_at=ended, observation=self.result)
        assert self.result is not None
        self.memory.pop(self.watch_id, None)
        return Look(
            watch_id=self.watch_id,
            started_at=started,
            ended_at=ended,
            health=Health(self.result.health),
            reason=self.result.reason,
            retry_after=self.result.retry_after,
            picture=self.picture,
        )

    def _remember(self, observation: Observation, now: datetime) -> None:
        if self.known and self.fingerprints == self.known.fingerprints:
            return
        if all(self.fingerprints):
            asked = tuple(self.requests)
            self.memory[self.watch_id] = Remembered(
                self.target, self.source, asked, self.fingerprints, observation, now
            )
        else:
            self.memory.pop(self.watch_id, None)


def _checked(observation: Observation) -> Observation | Unreadable:
    """Return the observation with names that tell its variants apart, if it keeps a source's promises.

    An empty list must never pass for "everything is sold out".
    """
    ids = [variant.id for variant in observation.variants]
    if not ids:
        return Unreadable("The answer lists no product with a variant.")
    if len(set(ids)) < len(ids):
        return Unreadable("The answer lists several variants under one id.")
    return named(observation)


def _name(source: Source) -> str:
    return str(getattr(source, "__name__", type(source).__name__)).rpartition(".")[2]
