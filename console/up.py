"""One machine: site, clock, poller and notifier in one process."""

import logging
import os
import signal
import time
from contextlib import closing
from threading import Event, Timer
from types import FrameType

import click
from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from console.operator import Operator, pass_operator

DRAIN = 4.0  # seconds in which what is under way may end
# Seconds after which whatever still hangs is left behind; who starts and stops services often kills after ten.
LONGEST = 5.5

log = logging.getLogger(__name__)


class Machine:
    """Everything, from the moment it is made until `close`.

    Several may share one database: batches are leased and deliveries claimed, so each restock is told once all the same.
    """

    def __init__(self, settings: Settings) -> None:
        """Prepare it. Raises `Invalid` where the port is taken or a channel can't be used, `WrongStore` where the database is not one of ours."""
        from console.clock import Ticker
        from console.minute import EveryMinute, chores
        from console.pipeline import Pipeline
        from console.serving import Server
        from signup_web.app import create_app
        from signup_web.security import largest_body

        self._pipeline = Pipeline(settings)
        self.services = self._pipeline.services
        try:
            self._minutes = EveryMinute(self.services, chores(self.services))
            self.services.open_channels()
            _ = self.services.templates  # that one can't be used is told now
            self._server = Server(create_app(self.services), settings.host, settings.port, body_limit=largest_body)
        except Invalid:
            self._pipeline.close()
            raise
        self.url = self._server.url
        self._clock = Ticker(self.services.bus, settings.tick_seconds)
        self._minutes.start()

    def close(self) -> None:
        """Let what is under way end, for a few seconds; the rest is done after the next start."""
        until = time.monotonic() + DRAIN
        self._minutes.close()
        self._clock.close()
        self._server.close(DRAIN)
        if not self._pipeline.drain(max(0.0, until - time.monotonic())):
            log.warning("Stopped with work under way; it goes on after the next start")
        self._pipeline.close()


@click.command(short_help="Run everything on this machine: site, clock, poller and notifier.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port of the site, in place of COATCHECK_PORT.")
@pass_operator
def up(operator: Operator, port: int | None) -> None:
    """Run everything on this machine, in one process on one SQLite file: site, clock, poller and notifier.

    Stops at Ctrl-C or SIGTERM, when what is under way has ended, and within six seconds. What a kill interrupts goes on after the next start.
    """
    from coatcheck.bootstrap import start_traces
    from coatcheck.process.log import set_up
    from coatcheck.process.progress import foot
    from signup_web.admin.lock import first_admin_link

    settings = replace(operator.settings, port=port) if port else operator.settings
    set_up(settings.log_format, settings.log_level)
    start_traces(settings)
    stopped = on_signals()
    with closing(Machine(settings)) as machine:
        click.echo(f"{settings.brand} is up: {settings.site}")
        link = first_admin_link(machine.services)
        click.echo(f"Admin: {link or f'{settings.site}/admin/'}")
        click.echo(f"{'That link works once. ' if link else ''}`coatcheck admin-link` prints a new link that opens it.")
        click.echo("Stop it with Ctrl-C.")
        stopped.wait()
        end_after(LONGEST)
        foot.clear()
        click.echo("Stopping ...")


def end_after(seconds: float) -> None:
    """End this process in so many seconds if it has not ended by then: a browser that is just begun, or a provider, may not come back.

    What is under way then goes on after the next start, as after a kill.
    """

    def end() -> None:
        log.warning("Ended with work that did not come back; it goes on after the next start")
        os._exit(0)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()


def on_signals() -> Event:
    """Make an event that SIGTERM and Ctrl-C set; a second Ctrl-C ends the process at once."""
    stopped = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped
