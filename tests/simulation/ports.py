"""The ports of one simulated process: each call gives way to the scheduler, and may meet a fault there."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from coatcheck.channels.canary import Canary
from coatcheck.channels.sms import LOST, receipt
from coatcheck.errors import (
    BusUnavailable,
    CoatCheckError,
    LookFailed,
    MaybeSent,
    Rejected,
    Scope,
    StoreUnavailable,
    Transient,
    Unreachable,
)
from coatcheck.model import Delivery
from coatcheck.ports import Answer, Note, Receipt, Request, Store
from coatcheck.ports.messages import FanOut, Message, decode, encode
from tests.simulation.faults import Faults
from tests.simulation.scheduler import Process, Scheduler
from tests.simulation.world import Accepted, Provider, Shop

ACK_DEADLINE = 60.0
TRACED = frozenset({"claim", "fan_out", "put_delivery", "put_deliveries", "commit_looks", "put_subscription"})


class Joint:
    """The place where product and simulation meet: every port call passes here twice, before and after it acts."""

    def __init__(self, scheduler: Scheduler, faults: Faults) -> None:
        self.scheduler = scheduler
        self.faults = faults
        self._back: dict[str, datetime] = {}  # when what is away will be there again

    def take_away(self, what: str, time: timedelta) -> None:
        """From now on the "store" or the "provider" can't be reached, for so long."""
        self.scheduler.trace(f"the {what} is away for {time}")
        self._back[what] = self.scheduler.now() + time

    def is_away(self, what: str) -> bool:
        return what in self._back and self.scheduler.now() < self._back[what]

    def strikes(self, rate: float) -> bool:
        return rate > 0 and self.scheduler.random.random() < rate

    def before(self, seconds: float, stalls: bool = True) -> None:
        """`stalls`: whether the worker may freeze between its last line and the act itself."""
        self._cross(self.faults.crash_before, seconds, stalls)

    def after(self) -> None:
        if self.faults.crash_after or self.faults.stall:
            self._cross(self.faults.crash_after, 0.0, True)

    def _cross(self, crash: float, seconds: float, stalls: bool) -> None:
        if self.strikes(crash):
            self.scheduler.process().kill()
        stalled = self.scheduler.random.uniform(5, 300) if stalls and self.strikes(self.faults.stall / 2) else 0.0
        self.scheduler.sleep(seconds * self.scheduler.random.random() + stalled)


class SimulatedStore:
    """A real store behind a network: calls fail, are carried out without an answer, or come late."""

    def __init__(self, store: Store, joint: Joint, written: Callable[[Delivery], None]) -> None:
        """`written` sees each delivery that a write has stored."""
        self._store = store
        self._joint = joint
        self._written = written

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)

        def call(*arguments: Any, **named: Any) -> Any:
            joint = self._joint
            joint.before(0.05)
            if joint.is_away("store") or joint.strikes(joint.faults.fail):
                raise StoreUnavailable(f"{name}: not carried out")
            result = _carried_out(method, arguments, named)
            if name in TRACED:
                stored = _deliveries(result)
                joint.scheduler.trace(f"{joint.scheduler.process().name} {name}: {_brief(stored)}")
                for delivery in stored:
                    self._written(delivery)
            joint.after()
            if joint.strikes(joint.faults.lose_reply):
                joint.scheduler.trace(f"{joint.scheduler.process().name} {name}: reply lost")
                raise StoreUnavailable(f"{name}: the reply was lost")
            return result

        setattr(self, name, call)
        return call


class SimulatedBus:
    """At least once, in any order: to one living process of each service that reads the topic."""

    def __init__(
        self, joint: Joint, route: Callable[[Message], list[str]], pick: Callable[[str], Process | None]
    ) -> None:
        self.joint = joint
        self.route = route
        self.pick = pick
        self.handlers: dict[Process, Callable[[Message], None]] = {}
        self.begun: Counter[str] = Counter()  # how often the first page of each event's list was worked on

    def publish(self, messages: Sequence[Message]) -> None:
        joint = self.joint
        for message in messages:
            joint.before(0.05)
            if joint.strikes(joint.faults.fail):
                raise BusUnavailable("not published")
            self.deliver(message)
            joint.after()
            if joint.strikes(joint.faults.lose_reply):
                raise BusUnavailable("published, but the reply was lost")

    def deliver(self, message: Message) -> None:
        """Send it on its way to every service that reads it, now and then twice."""
        for service in self.route(message):
            for _ in range(2 if self.joint.strikes(self.joint.faults.duplicate) else 1):
                self._push(service, message, self.joint.scheduler.random.uniform(0.05, 3))

    def _push(self, service: str, message: Message, seconds: float) -> None:
        self.joint.scheduler.at(seconds, lambda: self._attempt(service, message))

    def _attempt(self, service: str, message: Message) -> None:
        process = self.pick(service)
        if process is None:
            self._push(service, message, 5)
            return
        acknowledged: list[bool] = []

        def work() -> None:
            if isinstance(message, FanOut) and not message.began:
                self.begun[message.event.id] += 1
            try:
                self.handlers[process](decode(encode(message)))
            except CoatCheckError as error:  # anything else is a fault of ours: the schedule ends with it
                self.joint.scheduler.trace(f"{process.name} {type(message).__name__}: {error!r}")
                self.again(service, message, self.joint.scheduler.random.uniform(1, 20))
            acknowledged.append(True)

        def look_back() -> None:
            if not acknowledged:
                self.again(service, message, 0)

        self.joint.scheduler.spawn(process, work)
        self.joint.scheduler.at(ACK_DEADLINE, look_back)

    def again(self, service: str, message: Message, seconds: float) -> None:
        """What was not acknowledged comes again, to any process, even while the first still works on it."""
        self._push(service, message, seconds)

    def close(self) -> None: ...


class SimulatedFetcher:
    """The shop, somewhere between the request and the answer."""

    def __init__(self, joint: Joint, shop: Shop, own: Callable[[str], bytes]) -> None:
        """`own`: a page of our own site."""
        self.joint = joint
        self.shop = shop
        self.own = own

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[tuple[int, Answer | LookFailed] | None]:
        for place, request in enumerate(requests):
            yield place, self._one(request)
            yield None

    def _one(self, request: Request) -> Answer | LookFailed:
        scheduler, joint = self.joint.scheduler, self.joint
        started = scheduler.now()
        joint.before(20 if joint.strikes(joint.faults.slow_page) else 1)
        bad = joint.strikes(joint.faults.bad_page)
        if bad and scheduler.random.random() < 0.2:
            return Unreachable("the connection was reset")
        is_own = "/canary/" in request.url
        page = self.own(request.url) if is_own else self.page()
        status, body = self.shop.bad_page(scheduler.random) if bad else (200, page)
        made = scheduler.now()
        joint.before(20 if joint.strikes(joint.faults.slow_page) else 1)
        if joint.strikes(joint.faults.frozen_fetch):
            scheduler.sleep(scheduler.random.uniform(40, 120))  # longer than the lease: another worker looks meanwhile
        if not is_own:
            self.shop.looks[scheduler.now()] = made
        headers = {"content-type": "text/html" if is_own else "application/json"}
        return Answer(
            request=request,
            url=request.url,
            status=status,
            headers=headers,
            body=body,
            started_at=started,
            ended_at=scheduler.now(),
        )

    def page(self) -> bytes:
        """What the shop shows here."""
        return self.shop.page()

    def close(self) -> None: ...


class MistakenFetcher(SimulatedFetcher):
    """The way to the shop of an agent that now and then is shown another country's shop, where everything can be had."""

    def page(self) -> bytes:
        everything = Shop(self.shop.variants, dict.fromkeys(self.shop.variants, True), prices=self.shop.prices)
        return (everything if self.joint.strikes(self.joint.faults.mistaken) else self.shop).page()


class SimulatedChannel:
    """A provider without idempotency keys, with a listing that lags and a list of those who said STOP; mail and push services have none of them."""

    can_find, is_idempotent = True, False

    def __init__(
        self,
        name: str,
        joint: Joint,
        provider: Provider,
        carry: Callable[[Accepted], None],
        sender: Callable[[str], str],
    ) -> None:
        """`carry`: take a text to its phone; `sender`: say from where a text to this address is sent."""
        self.name = name
        self.is_text, self.wakes = name == "sms", name != "email"
        if not self.is_text:
            self.can_find = False
        self.joint = joint
        self.provider = provider
        self.carry = carry
        self.sender = sender

    def normalize(self, address: str) -> str:
        return address

    def check(self) -> str:
        return "simulated"

    def send(self, address: str, note: Note) -> Receipt:
        joint, faults = self.joint, self.joint.faults
        # No stall: nothing can guard the instant between the deadline's check and the socket; the guard is what we test.
        joint.before(0.3, stalls=False)
        if joint.is_away("provider") or joint.strikes(faults.send_busy):
            raise Transient("429", "20429", retry_after=5)
        if joint.strikes(faults.send_timeout_refused):
            joint.scheduler.sleep(10)
            raise MaybeSent("timeout")
        if address in self.provider.blocked:
            raise Rejected("opted out", "21610", Scope.OPTED_OUT)
        if address in self.provider.gone:
            self.provider.turned.add(address)
            raise Rejected("gone", "410", Scope.ADDRESS)
        text = self._accept(address, note)
        joint.after()
        if joint.strikes(faults.send_timeout_accepted):
            joint.scheduler.sleep(10)
            raise MaybeSent("timeout")
        return Receipt(provider_id=Header(text.sid) if joint.strikes(faults.strange_receipt) else text.sid)

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        joint = self.joint
        joint.before(0.3)
        if joint.is_away("provider") or joint.strikes(joint.faults.fail):
            raise Transient("503")
        listed_until = joint.scheduler.now() - timedelta(seconds=60 * joint.faults.listing_lag)
        newest_first = reversed(self.provider.accepted)
        found = next(
            (t for t in newest_first if t.to == address and t.code == note.code and t.at <= listed_until), None
        )
        joint.after()
        return receipt(found.sid, found.status, found.lost if found.status in LOST else None) if found else None

    def _accept(self, address: str, note: Note) -> Accepted:
        now, sid = self.joint.scheduler.now(), f"SM{len(self.provider.accepted)}"
        sender = self.sender(address) if self.is_text else ""
        text = Accepted(now, sid, address, note.text, note.code, note.reference, sender)
        self.provider.accepted.append(text)
        self.joint.scheduler.trace(f"{self.joint.scheduler.process().name} accepted for {address}: {note.reference}")
        if self.is_text and note.reference:
            self.carry(text)
        return text


def _carried_out(method: Callable[..., Any], arguments: Any, named: Any) -> Any:
    try:
        return method(*arguments, **named)
    except TypeError as error:  # what can't be kept is refused, again and again
        raise StoreUnavailable(str(error)) from error


class SimulatedCanary(Canary):
    """The canary's own channel, which remembers when it took a message."""

    def __init__(self, joint: Joint) -> None:
        self.joint = joint
        self.taken: list[datetime] = []

    def send(self, address: str, note: Note) -> Receipt:
        self.joint.before(0.3, stalls=False)
        self.taken.append(self.joint.scheduler.now())
        self.joint.after()
        return super().send(address, note)


class Header(str):
    """A text as some libraries hand it over, which no store takes."""


def _deliveries(result: Any) -> list[Delivery]:
    items = result if isinstance(result, list) else [result]
    return [item for item in items if isinstance(item, Delivery)]


def _brief(stored: list[Delivery]) -> str:
    """What a store call came to, for the trace."""
    return ", ".join(f"{delivery.id} {delivery.state}" for delivery in stored) or "done"
