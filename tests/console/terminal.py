"""Somebody at a terminal, who types the operator's command."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import local
from typing import Any

from click.testing import CliRunner, Result

from coatcheck.config import parse
from coatcheck.ports.messages import Tick
from console.cli import main
from console.demo.shop import Shop
from console.pipeline import Pipeline


class Later:
    """So much later than now, where it stands still; who sleeps wakes at once, later by that, while the time of other threads stays as it was."""

    def __init__(self, later: timedelta) -> None:
        self._began = datetime.now(UTC) + later
        self._own = local()

    def now(self) -> datetime:
        return self._began + getattr(self._own, "slept", timedelta())

    def sleep(self, seconds: float) -> None:
        self._own.slept = getattr(self._own, "slept", timedelta()) + timedelta(seconds=seconds)


class Terminal:
    """Somebody at a terminal, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"COATCHECK_STORE": f"sqlite:///{folder / 'shop.db'}", "COATCHECK_SECRET_KEY": "k" * 40}

    def run(self, *words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(main, words, env=self.environment, input=input)

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)

    def look(self, later: timedelta = timedelta()) -> None:
        """Let the poller look once, and the notifier send, now or so much later."""
        clock = Later(later)
        with closing(Pipeline(parse(self.environment), clock)) as pipeline:
            pipeline.services.bus.publish([Tick(clock.now())])
            assert pipeline.drain(60)


def add(terminal: Terminal, shop: Shop) -> str:
    """Watch the shop's product; its slug."""
    assert terminal.run("watch", "add", shop.page(), "--yes").exit_code == 0
    return str(terminal.json("watch", "list")[0]["slug"])
