"""An agent of a schedule: the product's own, which calls the site, is killed, goes offline, and whose messages come twice or much later."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

import msgspec

from coatcheck import sources
from coatcheck.model import Agent as Paired
from coatcheck.ports import Store
from coatcheck.process.standard_webhooks import sign
from coatcheck.watching.agent_messages import LOOK, WORK, AgentAim, Told, Work, pack
from poller.agent import Agent, Key, Server, Turned
from tests.simulation.crowd import LATE, Crowd
from tests.simulation.ports import SimulatedFetcher
from tests.simulation.scheduler import START, Process

HOME, OFFICE = (
    Key("https://coatcheck.example", name, name, f"only the simulation knows this key of an agent: {name}")
    for name in ("home", "office")
)


class OneByOne(Agent):
    """An agent whose looks follow each other."""

    def _look(self, aims: Sequence[AgentAim]) -> Iterator[Told]:
        return filter(None, map(self._look_at, aims))


class Home(Server):
    """The agent's way to the site."""

    def __init__(self, crowd: Crowd, fetcher: SimulatedFetcher, store: Store, key: Key = HOME) -> None:
        super().__init__(key, crowd.scheduler)
        self.crowd, self.fetcher, self.scheduler, self.joint = crowd, fetcher, crowd.scheduler, crowd.joint
        self.taken = START  # the end of the latest look of which the site has said that it took it
        self.overtaken: list[datetime] = []  # looks that it took although it had said so of the same or a later one
        self._number = 0
        store.put_agent(Paired(key.id, key.name, START, secret=key.secret, paired_at=START))
        Process(f"agent {key.name}", self.scheduler, self._boot)

    def _boot(self, process: Process) -> None:
        self.scheduler.spawn(process, self._live)

    def _live(self) -> None:
        agent = OneByOne(self, self.fetcher, self.scheduler, sources.load)
        while True:
            self.scheduler.sleep(3 * agent.work())  # a third of the calls is enough here
            if self.joint.strikes(self.joint.faults.stall):
                self.scheduler.sleep(self.crowd.random.uniform(60, 400))  # offline

    def work(self) -> Work:
        self._number += 1
        return msgspec.json.decode(self._sent("work", *self._signed(f"{WORK}.{self._number}", b"")), type=Work)

    def tell(self, told: Told, number: int) -> None:
        body, headers = self._signed(f"{LOOK}.{number}", pack(told))
        if self.joint.strikes(self.joint.faults.duplicate):
            self.crowd.at(self.crowd.random.uniform(0, LATE), partial(self._copy, told, body, headers))
        self._sent("looks", body, headers)
        self.scheduler.trace(f"the look of {told.ended_at:%X} was taken")
        self.taken = max(self.taken, told.ended_at)

    def _copy(self, told: Told, body: bytes, headers: dict[str, str]) -> None:
        """A copy of a look comes from somewhere, now."""
        taken = self.taken
        with suppress(Turned):
            self._sent("looks", body, headers)
            if told.ended_at <= taken:
                self.overtaken.append(told.ended_at)

    def _signed(self, name: str, body: bytes) -> tuple[bytes, dict[str, str]]:
        moment = str(int(self.scheduler.now().timestamp()))
        signature = sign(self.key.secret, name, moment, body)
        return body, {"webhook-id": name, "webhook-timestamp": moment, "webhook-signature": signature}

    def _sent(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        for status, answer in self.crowd.site.send(f"/agents/{self.key.id}/{path}", body, headers):
            if status < 300:
                return answer
            raise Turned(answer.decode(), status)
        raise Turned("no answer")
