"""The poller as a service: a function that takes messages, and the Flask app that Pub/Sub pushes them to."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from coatcheck import sources
from coatcheck.bootstrap import Services, from_environment
from coatcheck.errors import Undecodable
from coatcheck.ports.messages import Message, PollBatch, Tick
from coatcheck.process.once import once
from coatcheck.watching.promise.counting import Counting
from poller.plan import plan
from poller.poll import Poller
from poller.retention import Retention

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)


def handler(services: Services) -> Callable[[Message], None]:
    """Make what the poller does with a message of the topics `ticks` and `polls`. Nothing is opened before the first."""

    @once
    def poller() -> Poller:
        settings = services.settings
        # On one machine the name in leases stays the same, so that a restart need not wait for a dead one.
        owner = "one machine" if settings.bus == "local" else uuid4().hex
        return Poller(services.store, services.bus, services.fetcher, services.clock, sources.load, settings, owner)

    @once
    def retention() -> Retention:
        return Retention(services.store, services.clock, services.settings)

    @once
    def counting() -> Counting:
        return Counting(services.store, services.clock)

    def handle(message: Message) -> None:
        services.log_levels.refresh()
        log.debug("The poller takes a message", extra={"kind": type(message).__name__})
        match message:
            case Tick():
                plan(message, services.store, services.bus, services.clock, services.settings)
                retention().keep()
                counting().count()
            case PollBatch():
                poller().poll(message)
            case _:
                raise Undecodable(f"The poller has no use for {type(message).__name__}.")

    return handle


def create_app(services: Services | None = None) -> "Flask":
    """Make the app behind the poller's push subscriptions."""
    from flask import Flask

    from coatcheck.bus.push import push_routes
    from coatcheck.process.startup import startup_routes
    from coatcheck.process.trace import follow_traces
    from poller.smoke import look_at_built_in_page

    services = services or from_environment()
    handle = handler(services)
    app = Flask(__name__)
    follow_traces(app, services.settings.bus)
    app.register_blueprint(push_routes({"ticks": handle, "polls": handle}, services.settings))
    app.register_blueprint(startup_routes(partial(look_at_built_in_page, services.settings, services.clock)))
    return app
