"""One run of looks, side by side: news is stored when it was read, everything else with its round."""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from coatcheck.errors import Invalid
from coatcheck.model import Health, Look, LookFrom, State, Watch
from coatcheck.ports import Clock, Fetcher, Source, SourceOf, Target
from coatcheck.watching.agents import is_heard
from coatcheck.watching.looking import Aim, LastLooks, looks
from coatcheck.watching.reading import Read
from coatcheck.watching.schedule import is_ready
from poller.cache import Turns
from poller.commit import Commit
from poller.endings import Endings

GATHERED = timedelta(seconds=0.25)  # for which news waits for more news, where answers come without a pause

Rounds = deque[tuple[datetime, list[Watch]]]  # when each begins, and who is looked at then
Heard = Callable[[Sequence[Watch]], Mapping[str, datetime]]  # when agents last looked at these watches, by their ids
UNHEARD = "No agent looks at it: start one (`coatcheck agent`), or let it be looked at from here."
log = logging.getLogger(__name__)


class Run:
    """Looks at the watches of a batch's next round, and of each further one that begins while these are under way."""

    def __init__(
        self,
        rounds: Rounds,
        commit: Commit,
        turns: Turns,
        endings: Endings,
        source_of: SourceOf,
        fetcher: Fetcher,
        clock: Clock,
        read: Read,
        heard: Heard,
    ) -> None:
        self._rounds, self._commit, self._turns, self._endings = rounds, commit, turns, endings
        self._source_of, self._fetcher, self._clock, self._read = source_of, fetcher, clock, read
        self._heard = heard
        self._taken: set[str] = set()  # and not looked at yet
        self._seen: list[Look] = []  # in the present round
        self._quiet: list[Look] = []  # those among them that are not stored yet
        self._news: list[Look] = []  # those that are to be stored at once
        self._since = datetime.max.replace(tzinfo=UTC)  # when the oldest news was taken in

    def go(self, seconds: float, memory: LastLooks) -> None:
        """Look, for so many seconds at most. A watch whose turn did not come until then is the first to have one next time."""
        try:
            for look in looks(self._begin(), self._fetcher, self._clock, seconds, memory, self._more, self._read):
                if look:
                    self._take(look)
                now = self._clock.now()
                if self._news and (look is None or now - self._since > GATHERED):
                    self._store_news()
            self._end_round()
        finally:
            self._turns.end(self._taken)

    def _more(self) -> list[Aim]:
        """Who is looked at beside those under way: a round that nothing has to wait for."""
        if not self._rounds or self._clock.now() < self._rounds[0][0]:
            return []
        self._end_round()
        return self._begin()

    def _begin(self) -> list[Aim]:
        """Begin the next round's looks: of who is not held, and is not looked at already."""
        watches = self._rounds.popleft()[1]
        states, now = self._commit.begin(watches), self._clock.now()
        ready = [watch for watch in watches if is_ready(watch, states[watch.id], now)]
        begun = self._turns.begin(self._left_to_us(self._endings.going_on(ready, states), states, now))
        self._taken |= {watch.id for watch in begun}
        sources = {name: self._source(name) for name in {watch.source for watch in begun}}
        aims = []
        for watch in begun:
            source = sources[watch.source]
            if isinstance(source, str):
                self._take(Look(watch.id, now, now, health=Health.UNREADABLE, reason=source))
            else:
                aims.append((watch.id, source, Target(watch.url, watch.options, watch.allow_private)))
        return aims

    def _left_to_us(self, watches: Sequence[Watch], states: Mapping[str, State], now: datetime) -> list[Watch]:
        """Leave out those that agents look at; where none is heard nobody knows, or we look ourselves."""
        seen, ours = self._heard(watches), []
        for watch in watches:
            if watch.look_from is LookFrom.HERE or not is_heard(watch, states[watch.id], seen.get(watch.id), now):
                ours.append(watch)
        for watch in [each for each in ours if each.look_from is LookFrom.AGENT]:
            ours.remove(watch)
            self._take(Look(watch.id, now, now, health=Health.UNREACHABLE, reason=UNHEARD))
        return ours

    def _source(self, name: str) -> Source | str:
        """Return the source, or why there is none: a broken plugin must not keep the batch's other watches from being looked at."""
        try:
            return self._source_of(name)
        except Invalid as error:
            return str(error)
        except Exception as error:
            log.exception("A source could not be loaded", extra={"source": name})
            return f"The source {name} could not be loaded ({type(error).__name__})."

    def _take(self, look: Look) -> None:
        log.debug("Looked", extra={"watch": look.watch_id, "health": look.health, "reason": look.reason})
        self._taken.discard(look.watch_id)
        self._turns.done(look.watch_id)
        self._seen.append(look)
        if not self._commit.is_news(look):
            self._quiet.append(look)
            return
        if not self._news:
            # Not of its answer: where reading is behind, a commit for each look would be the slowest way.
            self._since = self._clock.now()
        self._news.append(look)

    def _store_news(self) -> None:
        news, self._news = self._news, []
        self._commit.store(news)

    def _end_round(self) -> None:
        """Store what is left of the round, with the snapshot of all that was seen in it."""
        looks, seen = [*self._news, *self._quiet], self._seen
        self._news, self._quiet, self._seen = [], [], []
        if seen:
            self._commit.store(looks, seen)
