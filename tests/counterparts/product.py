"""`coatcheck up` in a process of its own, used as its operator and its visitors use it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from console.serving import free_port
from tests.counterparts.installed import answers, running
from tests.counterparts.visitor import Visitor
from tests.processes import COATCHECK
from tests.waiting import until

PATIENCE = 180.0  # seconds in which a change has to be seen, and told of
# A product's name in addresses, and what one of its sizes is called there; "" where it has but one.
Place = tuple[str, str]


class Product:
    """The command, the site, and what they say."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        port = free_port()
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self.environment = {
            "COATCHECK_STORE": f"sqlite:///{folder / 'product.db'}",
            "COATCHECK_PORT": str(port),
            "COATCHECK_PUBLIC_URL": self.url,
            "COATCHECK_TICK_SECONDS": "1",
            "COATCHECK_ALLOW_HOSTS": "127.0.0.1",
            **variables,
        }

    def run(self, *words: str, typed: str = "", exit_code: int = 0) -> str:
        """Type the operator's command, and what it asks for; what it printed. Fails with that where it ends in another way."""
        environment = {**os.environ, "COLUMNS": "200", **self.environment}
        done = subprocess.run(
            [*COATCHECK, *words], cwd=self.folder, env=environment, capture_output=True, text=True, input=typed
        )
        assert done.returncode == exit_code, f"coatcheck {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def watches(self) -> Any:
        """What `watch list` says."""
        return json.loads(self.run("watch", "list", "--json"))

    def watch(self, url: str, title: str, source: str = "", options: Mapping[str, str] = {}) -> str:
        """Watch the page as an operator does, every five seconds; its name in addresses."""
        chosen = ["--source", source] if source else []
        chosen += [word for name, value in options.items() for word in ("--option", f"{name}={value}")]
        self.run("watch", "add", url, "--title", title, "--every", "5s", "--yes", *chosen)
        return title.lower().replace(" ", "-")

    def size(self, place: Place) -> Any:
        """What the site says of this size, as `/p/<slug>.json` has it; {} while nothing was looked at."""
        slug, name = place
        sizes = requests.get(f"{self.url}/p/{slug}.json", timeout=10).json()["sizes"]
        named = [size for size in sizes if name in ("", size["title"])]
        return named[0] if len(named) == 1 else {}

    def wait_for(self, place: Place, in_stock: bool) -> None:
        """Come back when the site says so of this size."""
        what = f"{' '.join(place)} as {'in stock' if in_stock else 'sold out'}"
        until(lambda: self.size(place).get("in_stock") is in_stock, PATIENCE, what, every=0.2)

    def sign_up(self, place: Place, by: str, address: str, code: Callable[[], str]) -> None:
        """Sign somebody up on the site for one size, with the code that `code` finds where they read it."""
        visitor = Visitor(f"{self.url}/p/{place[0]}/join?by={by}")
        visitor.send({"address": address, "agree": "1", "size": self.size(place)["id"]})
        visitor.send({"code": code()})
        assert visitor.url.endswith("/join/done"), f"the code was not taken: {visitor.text}"

    def status(self) -> Any:
        """What `/status.json` says."""
        return requests.get(f"{self.url}/status.json", timeout=10).json()


@contextmanager
def coatcheck_up(folder: Path, variables: Mapping[str, str]) -> Iterator[Product]:
    """`coatcheck up` with these settings, while it runs."""
    product = Product(folder, variables)
    with running([*COATCHECK, "up"], lambda: answers(f"{product.url}/healthz"), folder, product.environment):
        yield product
