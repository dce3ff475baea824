"""A real server and a real agent, each killed and started again: what came back meanwhile is told."""

import os
import re
import subprocess
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path

import requests

from coatcheck.model import LookFrom, Watch
from coatcheck.ports import Store
from console.demo.shop import Shop
from console.serving import free_port
from tests.places import ROOT
from tests.processes import COATCHECK, started
from tests.stores import open_sqlite
from tests.waiting import until

PATIENCE = 60.0


def running(environment: dict[str, str], *words: str) -> AbstractContextManager[object]:
    """The command, until it is killed."""
    quiet, variables = subprocess.DEVNULL, {**os.environ, **environment}
    return started(*COATCHECK, *words, cwd=ROOT, env=variables, stdout=quiet, stderr=quiet)


def is_up(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/livez", timeout=1).ok
    except requests.RequestException:
        return False


def told(store: Store) -> list[str]:
    """The sizes of every restock, in order."""
    changes = store.changes("jacket", datetime(2020, 1, 1, tzinfo=UTC))
    events = (store.event(f"jacket-{change.version}") for change in changes)
    return [variant.title for event in events if event for variant in event.variants]


def test_A1_a_server_and_an_agent_that_are_killed_tell_what_came_back_meanwhile(tmp_path: Path) -> None:
    port, now = free_port(), datetime.now(UTC)
    common = {"COATCHECK_ALLOW_HOSTS": "127.0.0.1", "COATCHECK_SECRET_KEY": "k" * 40}
    server = {**common, "COATCHECK_STORE": f"sqlite:///{tmp_path / 'up.db'}", "COATCHECK_PORT": str(port)}
    with closing(Shop()) as shop, closing(open_sqlite(tmp_path / "up.db")) as store:
        store.add_watch(
            Watch(
                "jacket", shop.page(), "shopify", now, now, slug="jacket", batch="b1", interval=5, settle=1,
                look_from=LookFrom.AGENT,
            )
        )  # fmt: skip
        printed = subprocess.run(
            [*COATCHECK, "agents", "pair", "home"],
            cwd=ROOT,
            env={**os.environ, **server},
            capture_output=True,
            check=True,
        )
        words = [word.decode() for word in re.findall(rb"--(?:server|pair) \S+", printed.stdout)]
        home = ("agent", "--key", str(tmp_path / "agent.json"))
        with running(server, "up"):
            until(lambda: is_up(port), PATIENCE)
            with running(common, *home, *" ".join(words).split()):
                until(lambda: bool(store.states(["jacket"])), PATIENCE)
        shop.put("M", True)  # while both are away
        with running(common, *home), running(server, "up"):
            until(lambda: told(store) == ["M"], PATIENCE)
