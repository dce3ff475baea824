"""A look that an agent made: its answers are read here, by the reader of every look, and judged by the judge of every look."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain

from msgspec.structs import replace

from coatcheck import errors
from coatcheck.config import Settings
from coatcheck.errors import Conflict, LookFailed, Unreachable, Unreadable
from coatcheck.model import Agent, Availability, Look, LookFrom, Offer, Showing, Sight, Variant, Watch, digest
from coatcheck.plain_text import as_text
from coatcheck.ports import Answer, Bus, Clock, Request, SourceOf, Store, Target
from coatcheck.retry import refuse, write_again
from coatcheck.watching.agent_messages import Refused, Told
from coatcheck.watching.agents import TOLERANCE, has_lease, heard, one_sees, sights_beside
from coatcheck.watching.looking import looks
from coatcheck.watching.reading import Counted
from coatcheck.watching.recording import Absence, record_look

SECONDS = 20.0  # for reading
KEPT = timedelta(days=7)  # for which it is known what an agent saw last
TELLS = frozenset({"Unreachable", "Blocked", "Unreadable"})  # what fetching can end with
MOST_REASON = 300  # characters


class AgentLooks:
    """Takes what agents saw. Safe to call from several threads."""

    def __init__(self, store: Store, bus: Bus, clock: Clock, source_of: SourceOf, settings: Settings) -> None:
        self._store, self._bus, self._clock, self._source_of = store, bus, clock, source_of
        self._settings, self._read = settings, Counted(store, clock)

    def take(self, agent: Agent, sequence: int, told: Told) -> None:
        """Read, note and judge one look. Raises `Refused` where it is not to be taken, `Conflict` where it may be sent again."""
        now = self._clock.now()
        watch = self._store.watch(told.watch_id)
        if watch is None or not watch.active or watch.look_from is LookFrom.HERE:
            raise Refused("No agent has to look at this watch any more.", 409)
        if not has_lease(agent, watch.id, now):
            self._count_refused(agent)
            raise Refused("This agent was not given this watch to look at. It asks for work first.", 409)
        told = _in_time(told, now)
        _refuse_overtaken(agent, sequence, watch, told.ended_at)
        look = self._look(watch, told)
        before = self._last(watch)
        self._note(agent, sequence, watch, look, now)
        beside = sights_beside(self._store.agents(), agent.id, watch, look.ended_at)
        if look.observation is None and one_sees(beside):
            return  # another agent sees the page: that this one doesn't is noted with it
        absence = Absence(before, timedelta(hours=self._settings.baseline_after_hours))
        site = self._settings.site
        record_look(watch, agreed(watch, look, beside), absence, self._store, self._bus, self._clock, site)

    def _count_refused(self, agent: Agent) -> None:
        with suppress(Conflict):  # it is counted with the next one
            self._store.put_agent(replace(agent, refused=agent.refused + 1))

    def _look(self, watch: Watch, told: Told) -> Look:
        aim = (watch.id, self._source_of(watch.source), Target(watch.url, watch.options))
        said = looks([aim], _Answers(told), _At(told.ended_at), SECONDS, read=self._read)
        found = next(filter(None, said), None)
        if found is None:
            raise Refused("There was no time left to read the look. Send it again.", 503)
        return found

    def _last(self, watch: Watch) -> datetime | None:
        """When somebody looked at the watch before: an agent, or we ourselves where none is heard."""
        seen = heard(self._store, [watch]).get(watch.id)
        if watch.look_from is LookFrom.AGENT:
            return seen
        batch = self._store.batches([watch.batch]).get(watch.batch)
        return max(filter(None, (seen, batch.slot if batch else None)), default=None)

    def _note(self, agent: Agent, sequence: int, watch: Watch, look: Look, now: datetime) -> None:
        """Note that this look was taken; from here on neither it nor an earlier one is."""

        def write(known: Agent | None) -> None:
            if known is None or not known.works:
                raise Refused("This agent was revoked.")
            _refuse_overtaken(known, sequence, watch, look.ended_at)
            kept = {name: each for name, each in known.sights.items() if now - each.at < KEPT}
            sights = kept | {watch.id: _sight(watch, look)}
            self._store.put_agent(replace(known, sequence=sequence, heard_at=now, sights=sights))

        ending = refuse(f"Others kept changing the agent {agent.id}.")
        write_again(write, lambda: self._store.agent(agent.id), ending, sleep=self._clock.sleep)


def agreed(watch: Watch, look: Look, beside: Sequence[Sight]) -> Look:
    """Return the look as far as enough agents saw the same by then: what they didn't is unknown, and a showing is left out. Pure.

    `beside`: what others saw last. What they saw later proves nothing of this look's moment: one that comes late and was mistaken would be
    proven by a restock after it.
    """
    if look.observation is None or watch.agree <= 1:
        return look
    beside = [sight for sight in beside if sight.at <= look.ended_at]

    def check(variant_id: str, offer: Offer) -> Offer:
        said = offer.availability.buyable
        same = sum(each.availability.get(variant_id, Availability.UNKNOWN).buyable is said for each in beside)
        return offer if same >= watch.agree - 1 else replace(offer, availability=Availability.UNKNOWN, witnesses=())

    def check_all(variant: Variant) -> Variant:
        shown = tuple(each for each in variant.showings if _seen_by(beside, each) >= watch.agree - 1)
        return replace(variant, offer=check(variant.id, variant.offer), showings=shown)

    products = tuple(
        replace(product, variants=tuple(map(check_all, product.variants))) for product in look.observation.products
    )
    return replace(look, observation=replace(look.observation, products=products))


def _seen_by(sights: Sequence[Sight], showing: Showing) -> int:
    return sum(_told(showing) in sight.showings for sight in sights)


def _told(showing: Showing) -> str:
    """Name a showing by what people are told of it and act on."""
    return digest(showing.id, showing.start_date, showing.url or "", length=10)


def _sight(watch: Watch, look: Look) -> Sight:
    shown = {variant.id: variant.offer.availability for variant in look.variants}
    return Sight(
        at=look.ended_at,
        health=look.health,
        reason=look.reason,
        listed=len(shown),
        in_stock=sum(each.buyable is True for each in shown.values()),
        availability=shown if watch.agree > 1 else {},
        showings=tuple(_told(each) for variant in look.variants for each in variant.showings)
        if watch.agree > 1
        else (),
    )


def _refuse_overtaken(agent: Agent, sequence: int, watch: Watch, ended_at: datetime) -> None:
    if sequence <= agent.sequence:
        raise Refused(f"Look {sequence} of this agent, or a later one, was taken already ({agent.sequence}).", 409)
    before = agent.sights.get(watch.id)
    if before and before.at > ended_at:
        raise Refused("A later look of this agent at this watch was taken already.", 409)


def _in_time(told: Told, now: datetime) -> Told:
    """Return the look with nothing in it later than now. Raises `Refused` where any of it is older or newer than a message may be."""
    for moment in (told.ended_at, *chain.from_iterable((each.started_at, each.ended_at) for each in told.answers)):
        if moment.tzinfo is None:
            raise Refused("A time in this look has no zone.", 422)
        if moment > now + TOLERANCE:
            raise Refused("The look is from the future: set the agent's clock.", 409)
        if moment < now - TOLERANCE:
            raise Refused("The look is too old to be news.", 409)
    answers = tuple(_not_after(each, now) for each in told.answers)
    return replace(told, ended_at=min(told.ended_at, now), answers=answers)


def _not_after(answer: Answer, now: datetime) -> Answer:
    ended = min(answer.ended_at, now)
    kept = min(answer.fetched_at, ended) if answer.fetched_at and answer.fetched_at.tzinfo else None
    return replace(answer, started_at=min(answer.started_at, ended), ended_at=ended, fetched_at=kept)


class _At:
    """The moment of an agent's look."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def sleep(self, seconds: float) -> None: ...


class _Answers:
    """What an agent was answered, as a fetcher would have brought it."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[tuple[int, Answer | LookFailed]]:
        for place, request in enumerate(requests):
            yield place, self._one(place, request)

    def _one(self, place: int, request: Request) -> Answer | LookFailed:
        if place >= len(self._told.answers):
            return self._failure()
        answer = self._told.answers[place]
        if _asked(answer.request) != _asked(request):
            return Unreadable("The agent asked for another page than this watch's. Run one version here and there.")
        return replace(answer, request=request, unchanged=False, fingerprint="")

    def _failure(self) -> LookFailed:
        failure = self._told.failure
        if failure is None:
            return Unreadable("The agent left out a page of this watch. Run one version here and there.")
        kind: type[LookFailed] = getattr(errors, failure.error) if failure.error in TELLS else Unreachable
        return kind(as_text(failure.reason, MOST_REASON), failure.retry_after)

    def close(self) -> None: ...


def _asked(request: Request) -> tuple[object, ...]:
    return request.method, request.url, sorted(request.headers.items()), request.body
