"""Settings -> what the services work with. The only file that picks adapters; nothing is opened before it is used."""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coatcheck import channels
from coatcheck.config import Limits, Settings, read_settings
from coatcheck.errors import Invalid, StoreError
from coatcheck.model import FIRST_TEAM
from coatcheck.ports import Bus, Channel, Clock, Fetcher, Store
from coatcheck.ports.stored_values import SECRET_KEY
from coatcheck.process.log import set_up
from coatcheck.process.once import opened_once
from coatcheck.process.trace import project_of
from coatcheck.store import is_file, open_store

if TYPE_CHECKING:
    from coatcheck.telling.templates import Templates
    from coatcheck.watching.log_levels import LogLevels
    from coatcheck.watching.suggesting import Inbox


log = logging.getLogger(__name__)


def from_environment() -> "Services":
    """Open what a process of the cloud works with, its log lines set up.

    The store's client is imported now, while the instance starts, and not when the first message waits.
    """
    settings = read_settings(no_channel=channels.no_channel)
    set_up(settings.log_format, settings.log_level)
    start_traces(settings)
    services = Services(settings)
    _ = services.store
    return services


def start_traces(settings: Settings) -> None:
    """Send the spans of this process where the setting says; nothing is imported where it says nothing. Raises `Invalid`."""
    if settings.traces:
        from coatcheck.process.tracing import start

        start(settings.traces, project_of(settings.bus))


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Services:
    """The ports of one process, each opened on first use and shared by all its threads."""

    team = FIRST_TEAM  # in whose name is done what is done by these

    def __init__(self, settings: Settings, bus: Bus | None = None, clock: Clock | None = None) -> None:
        """`bus`: the one to publish on, where the caller made it (one machine)."""
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.limits = Limits()
        self._bus = bus
        self._channels: dict[str, Channel] = {}
        self._lock = Lock()
        self._last: list[Callable[[], object]] = []

    @opened_once
    def store(self) -> Store:
        return open_store(self.settings.store, self.settings.history_days, self.settings.snapshot_days)

    @opened_once
    def bus(self) -> Bus:
        if self._bus is not None:
            return self._bus
        scheme, _, project = self.settings.bus.partition("://")
        if scheme != "pubsub":
            raise Invalid("COATCHECK_BUS is local: run `coatcheck up`, or write pubsub://PROJECT.")
        from coatcheck.bus.pubsub import PubSub

        return PubSub(project)

    @opened_once
    def fetcher(self) -> Fetcher:
        from coatcheck.browser import open_fetcher

        return open_fetcher(self.settings, self.clock)

    @opened_once
    def public_fetcher(self) -> Fetcher:
        """A fetcher for addresses that strangers name: it starts no browser, and the setting `allow_hosts` lets it into no private network."""
        from coatcheck.fetch import open_fetcher

        return open_fetcher(replace(self.settings, allow_hosts=()), self.clock)

    @opened_once
    def poster(self) -> Fetcher:
        """A fetcher for messages to addresses of the operator's choice. As many go to one host at once as there are senders."""
        return self._poster(self.settings)

    @opened_once
    def public_poster(self) -> Fetcher:
        """The same for addresses that strangers name: the setting `allow_hosts` lets it into no private network."""
        return self._poster(replace(self.settings, allow_hosts=()))

    def _poster(self, settings: Settings) -> Fetcher:
        from coatcheck.fetch import open_fetcher

        at_once = settings.senders
        limits = replace(settings, host_concurrency=at_once, fetch_concurrency=at_once, host_pause=0)
        return open_fetcher(limits, self.clock)

    @opened_once
    def inbox(self) -> "Inbox":
        """What visitors suggest."""
        from coatcheck.watching.suggesting import Inbox

        return Inbox(self.store, self.settings, self.secret_key, self.channel, self.clock)

    @opened_once
    def log_levels(self) -> "LogLevels":
        """This process's log levels, as the operator sets them while it runs."""
        from coatcheck.watching.log_levels import LogLevels

        return LogLevels(lambda: self.store, self.clock)

    @opened_once
    def templates(self) -> "Templates":
        """The operator's own words for messages. Raises `Invalid` where some of them can't be used."""
        from coatcheck.telling.templates import read

        used = self._switched_on()
        texts = {name: name in used and channels.is_text(name) for name in channels.names()}
        return read(self.settings.templates, texts, self.settings.language)

    @opened_once
    def secret_key(self) -> str:
        """The configured key, else one that is made once and kept in the store."""
        if self.settings.secret_key:
            return self.settings.secret_key
        if not is_file(self.settings.store):
            raise Invalid("COATCHECK_SECRET_KEY is not set: write 32 characters or more.")
        key = self.store.value(SECRET_KEY)
        if key is None:
            key = secrets.token_urlsafe(48)
            self.store.put_value(SECRET_KEY, key)
        return key

    def channel(self, name: str) -> Channel:
        """Return a channel that the operator has switched on, or is told by. Raises `Invalid` for any other."""
        with self._lock:
            if name not in self._channels:
                if name not in self._switched_on() and name in channels.names():
                    raise Invalid(f"The channel {name!r} is not switched on: add it to COATCHECK_CHANNELS.")
                self._channels[name] = self._opened(name)
            return self._channels[name]

    def _opened(self, name: str) -> Channel:
        """Open a channel, with the key that is kept in the store where none is configured.

        Where visitors name addresses, the setting `allow_hosts` lets nobody into a private network.
        """
        is_kept = not self.settings.secret_key and is_file(self.settings.store)
        settings = replace(self.settings, secret_key=self.secret_key) if is_kept else self.settings
        is_open = channels.sign_up(name) is not None
        return channels.open_channel(name, settings, lambda: self.public_poster if is_open else self.poster)

    def of_team(self, team: str) -> "TeamServices":
        """Return the same services over the part of the store that is this team's."""
        return TeamServices(self, team)

    @property
    def deployment(self) -> "Services":
        """The services over the whole store, for what is everybody's: people and their STOP, secrets, users."""
        return self

    def open_channels(self) -> None:
        """Open every channel that is switched on, and the operator's. Raises `Invalid` with a line for every fault."""
        told, faults = [self.settings.operator_address, *self.settings.all_told], []
        for name in self._switched_on():
            try:
                channel = self.channel(name)
                for to in told:
                    if name == to.channel:
                        channel.normalize(to.address)
            except Invalid as error:
                faults.append(f"  {error}")
        if faults:
            raise Invalid("\n".join(["Not every channel that is switched on can be used:", *faults]))

    def _switched_on(self) -> list[str]:
        others = [to.channel for to in self.settings.all_told]
        canary = ["canary"] if self.settings.canary else []
        return list(dict.fromkeys([*self.settings.channels, self.settings.operator_address.channel, *others, *canary]))

    def before_close(self, work: Callable[[], object]) -> None:
        """Have this done while everything is still open. What the store does not take then is logged, and left."""
        self._last.append(work)

    def close(self) -> None:
        """Close whatever was opened."""
        while self._last:
            try:
                self._last.pop()()
            except StoreError as error:
                log.warning("Not everything could be put in order at the end: %s", error)
        for name in ("fetcher", "public_fetcher", "poster", "public_poster", "bus", "store"):
            if name in vars(self):
                vars(self)[name].close()


class TeamServices(Services):
    """Services over one team's part of the store. All that they open is the deployment's, which shares and closes it."""

    def __init__(self, deployment: Services, team: str) -> None:
        super().__init__(deployment.settings, clock=deployment.clock)
        self._deployment, self.team, self.limits = deployment, team, deployment.limits

    @property
    def deployment(self) -> Services:
        return self._deployment

    @cached_property
    def store(self) -> Store:
        from coatcheck.store.of_team import TeamStore

        return TeamStore(self._deployment.store, self.team)

    @cached_property
    def bus(self) -> Bus:
        return self._deployment.bus

    @cached_property
    def fetcher(self) -> Fetcher:
        return self._deployment.fetcher

    @cached_property
    def public_fetcher(self) -> Fetcher:
        return self._deployment.public_fetcher

    @cached_property
    def poster(self) -> Fetcher:
        return self._deployment.poster

    @cached_property
    def public_poster(self) -> Fetcher:
        return self._deployment.public_poster

    @cached_property
    def templates(self) -> "Templates":
        return self._deployment.templates

    @cached_property
    def secret_key(self) -> str:
        return self._deployment.secret_key

    def channel(self, name: str) -> Channel:
        return self._deployment.channel(name)

    def before_close(self, work: Callable[[], object]) -> None:
        self._deployment.before_close(work)

    def close(self) -> None:
        """Do nothing: what is open is the deployment's."""
