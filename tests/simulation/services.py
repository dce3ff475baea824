"""The settings of every schedule, and what a simulated process works with."""

from collections.abc import Mapping

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.ports import Channel
from tests.simulation.ports import SimulatedBus, SimulatedFetcher, SimulatedStore
from tests.simulation.scheduler import Scheduler

SECRET = "only the simulation knows this key"
SETTINGS = Settings(
    bus="pubsub://simulated",
    channels=("sms",),
    secret_key=SECRET,
    operator="sms:operator",
    senders=1,
    texts_per_day=10_000,
    twilio_auth_token="only the simulation knows this token",
)


class SimulatedServices(Services):
    """What a process works with, all of it behind the scheduler."""

    def __init__(
        self,
        store: SimulatedStore,
        bus: SimulatedBus,
        fetcher: SimulatedFetcher,
        channels: Mapping[str, Channel],
        clock: Scheduler,
        settings: Settings = SETTINGS,
    ) -> None:
        super().__init__(settings, bus, clock)
        self.__dict__.update(store=store, fetcher=fetcher, secret_key=SECRET)
        self._simulated = channels

    def channel(self, name: str) -> Channel:
        return self._simulated[name]
