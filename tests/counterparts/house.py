"""The whole product on one machine, between the demo's shop and real counterparts, with a clock that is set by hand.

Everything is as `coatcheck up` has it: the site on loopback, the poller, the notifier and their bus on one SQLite file.
Only time is ours, so that half an hour of sweeps takes seconds.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from click.testing import CliRunner

from coatcheck.config import parse
from coatcheck.model import DeliveryState
from coatcheck.ports.messages import Tick
from console.cli import main
from console.demo.shop import Shop
from console.pipeline import Pipeline
from console.serving import Server, free_port
from signup_web.app import create_app
from tests.counterparts.visitor import Visitor
from tests.fakes.ports import HandClock

MINUTE = timedelta(minutes=1)
PATIENCE = 60.0  # seconds in which everything that a tick set off is done


class House:
    """One product in sizes S, M, L and XL, all sold out and watched every minute."""

    def __init__(self, folder: Path, variables: dict[str, str], *words: str) -> None:
        """`words`: what is said to `watch add` beside the address."""
        port = free_port()
        self.place = f"127.0.0.1:{port}"  # where the site listens
        self.url = f"http://{self.place}"
        self.environment = {
            "COATCHECK_STORE": f"sqlite:///{folder / 'house.db'}",
            "COATCHECK_PUBLIC_URL": self.url,
            "COATCHECK_PORT": str(port),
            "COATCHECK_QUIET_FROM": "00:00",
            "COATCHECK_QUIET_UNTIL": "00:00",
            "COATCHECK_ALLOW_HOSTS": "127.0.0.1",
            **variables,
        }
        self.clock = HandClock(datetime.now(UTC))  # providers stamp with the real time
        with ExitStack() as stack:
            self.shop = stack.enter_context(closing(Shop()))
            self.run("watch", "add", self.shop.page(), "--yes", *words)
            pipeline = stack.enter_context(closing(Pipeline(parse(self.environment), self.clock)))
            self.services, self._drain = pipeline.services, pipeline.drain
            stack.enter_context(closing(Server(create_app(self.services), port=port)))
            self._open = stack.pop_all()
        self.slug = self.services.store.watches()[0].slug
        self.pass_time(minutes=2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def run(self, *words: str) -> str:
        """Type the operator's command; what it printed."""
        done = CliRunner().invoke(main, words, env=self.environment)
        assert done.exit_code == 0, done.output
        return done.output

    def pass_time(self, minutes: int) -> None:
        """Let so many minutes pass, with a tick in each and all that follows from it."""
        for _ in range(minutes):
            self.clock.moment += MINUTE
            self.services.bus.publish([Tick(slot=self.clock.now())])
            assert self._drain(PATIENCE), "the bus did not come to rest"

    def restock(self, size: str = "M") -> None:
        """The size is back, and everybody had the time to hear of it."""
        self.shop.put(size, True)
        self.pass_time(minutes=3)

    def sell_out(self, size: str = "M") -> None:
        """The size is gone, and was seen to be gone."""
        self.shop.put(size, False)
        self.pass_time(minutes=5)

    def deliveries(self) -> dict[DeliveryState, int]:
        """How many alerts are in which state."""
        return self.services.store.delivery_counts()

    def sign_up(self, by: str, address: str, code: Callable[[], str]) -> Visitor:
        """Somebody who signed up on the site for every restock of M, with the code that `code` finds where they read it."""
        visitor = Visitor(f"{self.url}/p/{self.slug}/join?size=M&by={by}")
        visitor.sign_up(address, code)
        return visitor


def told_once(house: House, received: Callable[[], Sequence[object]], leave: Callable[[], None]) -> None:
    """Whoever signed up for every restock of M is told of each one once, and of none after they left.

    `received`: the alerts that arrived so far. `leave`: how they stop.
    """
    house.restock()
    assert len(received()) == 1, f"one restock brought {len(received())} messages"
    assert house.deliveries().keys() <= {DeliveryState.SENT, DeliveryState.DELIVERED}
    house.pass_time(minutes=40)
    assert len(received()) == 1, f"forty sweeps later it is {len(received())} messages"
    house.sell_out()
    house.restock()
    assert len(received()) == 2, "the second restock was not told once"
    leave()
    house.sell_out()
    house.pass_time(minutes=40)
    house.restock()
    assert len(received()) == 2, "a message came after the goodbye"
