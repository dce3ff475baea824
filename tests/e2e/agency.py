"""A server that agents look for: its site on real HTTP, its store in a real file, its poller, a shop; and one clock for all, set by hand."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests
from msgspec.structs import replace

from coatcheck import sources
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.fetch import open_fetcher
from coatcheck.model import LookFrom, State, Watch
from coatcheck.ports.messages import FanOut, PollBatch, Tick
from coatcheck.process.standard_webhooks import sign
from coatcheck.watching import agents
from coatcheck.watching.agent_messages import AgentAim, Told
from console.demo.shop import Shop
from console.serving import Server as Site
from console.serving import free_port
from poller import agent as agent_side
from poller.app import handler
from signup_web.app import create_app
from signup_web.security import largest_body
from tests.fakes.ports import NOON, HandClock, Line

WATCH = Watch(
    "jacket", "", "shopify", NOON, NOON, title="Jacket", slug="jacket", batch="b1", settle=1, look_from=LookFrom.AGENT
)  # fmt: skip


class Agency:
    """Everything around one watch that agents look at."""

    def __init__(self, folder: Path, **watch: Any) -> None:
        self.shop, self.clock, self.bus, self.port = Shop(), HandClock(NOON), Line(), free_port()
        self.settings = Settings(
            store=f"sqlite:///{folder / 'agency.db'}", secret_key="x" * 32, allow_hosts=("127.0.0.1",)
        )
        self.messages: list[FanOut] = []  # what people were told of last
        self.fetcher = open_fetcher(self.settings, self.clock)
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()
        self.services.store.add_watch(replace(WATCH, **{"url": self.shop.page(), **watch}))

    def start(self) -> None:
        self.services = Services(self.settings, bus=self.bus, clock=self.clock)
        self._handle = handler(self.services)
        self._site = Site(create_app(self.services), port=self.port, body_limit=largest_body)

    def stop(self) -> None:
        self._site.close()
        self.services.close()

    def close(self) -> None:
        self.stop()
        self.fetcher.close()
        self.shop.close()

    def code(self, name: str = "home") -> str:
        """The operator asks for a code."""
        return agents.invite(self.services.store, self.services.secret_key, name, self.clock.now())[1]

    def agent(self, name: str = "home", fetcher: Any = None) -> "Agent":
        """An agent that was paired by such a code."""
        return Agent(self, agent_side.pair(self.url, self.code(name)), fetcher)

    def wait(self, **time: float) -> None:
        self.clock.moment += timedelta(**time)

    def tick(self, minutes: int = 1) -> None:
        """So many minutes pass, with the poller's own work in each."""
        for _ in range(minutes):
            self.wait(minutes=1)
            self._handle(Tick(self.clock.now()))
            for message in self.bus.take(PollBatch):
                self._handle(message)

    def told(self) -> list[list[str]]:
        """The sizes that people are told of since this was last asked, event by event; each event is taken off the outbox."""
        events = {message.event.id: message for message in self.bus.take(FanOut)}
        self.messages = list(events.values())
        for message in events.values():
            self.services.store.take_off_outbox(message.batch, [message.event.id])
        return [[variant.title for variant in message.event.variants] for message in events.values()]

    @property
    def state(self) -> State:
        return self.services.store.states(["jacket"]).get("jacket") or State("jacket")

    def in_stock(self) -> dict[str, bool | None]:
        return {variant.title: variant.in_stock for variant in self.state.variants}


class Agent(agent_side.Agent):
    """An agent whose messages can be kept, changed and sent by somebody else."""

    def __init__(self, agency: Agency, key: agent_side.Key, fetcher: Any = None) -> None:
        self.agency, self.key, self.sent = agency, key, list[tuple[str, bytes, dict[str, str]]]()
        self.server = agent_side.Server(key, agency.clock)
        super().__init__(self.server, fetcher or agency.fetcher, agency.clock, sources.load)

    def look(self, **stock: bool) -> None:
        """A minute later the shop has these sizes, and the agent does its work."""
        for size, there in stock.items():
            self.agency.shop.put(size, there)
        self.agency.wait(minutes=1)
        self.work()

    def made(self) -> Told:
        """A look at the shop as it is now, not sent."""
        aim = AgentAim("jacket", "shopify", self.agency.shop.page())
        told = self._look_at(aim)
        assert told
        return told

    def refused(self, told: Told, number: int | None = None) -> str:
        """What the server says to this look; "" where it takes it."""
        stored = self.agency.services.store.agent(self.key.id)
        return said(lambda: self.server.tell(told, number or stored.sequence + 1))

    def raw(
        self, body: bytes, name: str, at: float | None = None, secret: str = "", path: str = "looks"
    ) -> tuple[int, str]:
        """Somebody's own message to the server, as this agent: status and words of the answer."""
        moment = str(int(at or self.agency.clock.now().timestamp()))
        signature = sign(secret or self.key.secret, name, moment, body)
        headers = {"webhook-id": name, "webhook-timestamp": moment, "webhook-signature": signature}
        answer = requests.post(f"{self.key.server}/agents/{self.key.id}/{path}", body, headers=headers, timeout=10)
        return answer.status_code, answer.text.strip()


def said(work: Callable[[], object]) -> str:
    """What the server says when it refuses this; "" where it does not."""
    try:
        work()
    except agent_side.Turned as error:
        return str(error)
    return ""
