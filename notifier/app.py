"""The notifier's two doors: a function that takes messages (one machine), and a Flask app that Pub/Sub pushes to."""

import atexit
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coatcheck.bootstrap import Services, from_environment
from coatcheck.channels import goes_anywhere
from coatcheck.errors import Undecodable
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message, PollBatch, Tell, Tick
from coatcheck.process.once import once
from coatcheck.watching.canary.keeping import Canary
from notifier.context import Context, Senders
from notifier.deliver import deliver
from notifier.fanout import fan_out
from notifier.sweep import sweep, tell

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

TOPICS = ("ticks", "restocks", "deliveries")


def handler(services: Services) -> Callable[[Message], None]:
    """Make what the notifier does with a message. One that returns has done its work or recorded it; one that raises gets it again."""
    context = once(partial(open_context, services))
    canary = once(lambda: Canary(services.store, services.clock, services.settings, services.secret_key))

    def handle(message: Message) -> None:
        if not isinstance(message, Tick):  # a quiet minute reads nothing for it
            services.log_levels.refresh()
        log.debug("The notifier takes a message", extra={"kind": type(message).__name__})
        match message:
            case Tick():
                sweep(message, context())
                canary().mind()
            case FanOut():
                fan_out(message, context())
            case DeliveryBatch():
                deliver(message, context())
            case Tell():
                tell(message, context())
            case PollBatch():
                raise Undecodable("The notifier has no use for PollBatch.")

    return handle


def open_context(services: Services) -> Context:
    """Open what one process works with."""
    context = Context(
        store=services.store,
        bus=services.bus,
        clock=services.clock,
        settings=services.settings,
        channel_of=services.channel,
        secret_key=services.secret_key,
        together=Senders(services.settings.senders, lambda job: goes_anywhere(job.channel.name)),
        templates=services.templates,
    )
    services.before_close(lambda: context.budget.close(services.clock.now()))
    return context


def create_app(services: Services | None = None) -> "Flask":
    """Make the notifier as Cloud Run runs it: pushes in, and `/livez`."""
    from flask import Flask

    from coatcheck.bus.push import push_routes
    from coatcheck.process.startup import startup_routes
    from coatcheck.process.trace import follow_traces
    from coatcheck.telling.dead_letters import bury
    from notifier.smoke import tell_nobody

    services = services or from_environment()
    handle = handler(services)
    atexit.register(services.close)
    app = Flask(__name__)
    follow_traces(app, services.settings.bus)
    app.register_blueprint(
        push_routes(dict.fromkeys(TOPICS, handle), services.settings, bury=lambda letter: bury(services.store, letter))
    )
    app.register_blueprint(startup_routes(partial(tell_nobody, services)))
    return app
