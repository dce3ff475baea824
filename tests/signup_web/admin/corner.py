"""A site with its poller, and a shop's page that somebody edits."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.fetch import open_fetcher
from coatcheck.model import State
from coatcheck.ports.messages import FanOut, PollBatch, Tick
from poller.plan import plan
from poller.poll import Poller
from tests import examples
from tests.fakes.ports import NOON
from tests.fakes.serving import served, showing
from tests.signup_web.visiting import Site

HEAD = "<title>Coat</title><h1>Coat</h1>"
SOLD_OUT = f'{HEAD}<p class="availability">Sold out</p>'


class Corner:
    """A site with its poller, and a shop's page that somebody edits."""

    def __init__(self, folder: Path) -> None:
        self.page = SOLD_OUT
        self._serving = served(showing("/coat", lambda: self.page))
        base = self._serving.__enter__()
        self.site = Site(folder, allow_hosts=(base.removeprefix("http://"),))
        services = self.site.services
        self.fetcher = open_fetcher(services.settings, services.clock)
        self.poller = Poller(
            services.store, self.site.line, self.fetcher, services.clock, sources.load, services.settings, "worker"
        )
        watch = examples.watch("coat", url=f"{base}/coat", source="page", title="Coat", settle=1, created_at=NOON)
        self.site.store.add_watch(replace(watch, allow_private=True, options={}))

    def look(self, page: str) -> list[str]:
        """A minute later the page is this; what people are told then."""
        self.page = page
        self.site.clock.moment += timedelta(minutes=1)
        plan(Tick(slot=self.site.clock.moment), self.site.store, self.site.line, self.site.clock)
        for message in self.site.line.take(PollBatch):
            self.poller.poll(message)
        return self.told()

    def told(self) -> list[str]:
        told = self.site.line.take(FanOut)
        for message in told:  # as the notifier does, once everybody has a delivery
            self.site.store.take_off_outbox(message.batch, [message.event.id])
        return [message.event.id for message in told]

    def alerts(self) -> list[str]:
        return [
            alert.text for alert in self.site.store.alerts() if alert.key == "maybe-back:coat" and not alert.closed_at
        ]

    def state(self) -> State:
        return self.site.store.states(["coat"])["coat"]

    def close(self) -> None:
        self.fetcher.close()
        self._serving.__exit__(None, None, None)
