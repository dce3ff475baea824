"""The cloud on this machine: three gunicorn processes, emulators, a pusher and a clock, on loopback."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from coatcheck.bootstrap import Services
from coatcheck.bus.pubsub import PubSub
from coatcheck.config import parse
from coatcheck.errors import Invalid
from console.clock import Ticker
from console.cloud.emulators import FIRESTORE, PUBSUB, Running, both
from console.cloud.identity import AUDIENCE, SERVICE_ACCOUNT, Identity
from console.cloud.pusher import Emulated, Manners, Pusher
from console.cloud.topology import SERVICES
from console.serving import free_port

PROJECT = "coatcheck-emulated"
READY_SECONDS = 60.0
STOP_SECONDS = 15.0
GUNICORN = (sys.executable, "-m", "gunicorn")


class Service:
    """One of the three, as its own gunicorn process on a port that stays the same over restarts."""

    def __init__(
        self, name: str, port: int, environment: Mapping[str, str], log: Path, launcher: Sequence[str]
    ) -> None:
        self.name = name
        self._launcher = launcher
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {**os.environ, **environment, "PORT": str(port), "COATCHECK_HOST": "127.0.0.1"}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return at once."""
        app = f"{self.name}.app:create_app()"
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [*self._launcher, "--config", "python:coatcheck.process.server", app],
                env=self._environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The number of its process, which has to be started."""
        assert self._process is not None
        return self._process.pid

    def is_ready(self) -> bool:
        """Return whether it answers at all; what it is asked for needs no store."""
        try:
            requests.get(f"{self.url}/robots.txt", timeout=2)
        except requests.RequestException:
            return False
        return True

    def wait_until_ready(self) -> None:
        """Return when it answers. Raises `Invalid` with its last words where it does not."""
        until = time.monotonic() + READY_SECONDS
        while not self.is_ready():
            if time.monotonic() > until or (self._process and self._process.poll() is not None):
                raise Invalid(f"{self.name} did not start: {self._log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power failure would."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> int | None:
        """End it as Cloud Run does, and return its exit code."""
        if self._process is None:
            return None
        self._process.terminate()
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None


@dataclass
class Cloud:
    """Everything that runs; `services` are the same ports that the three processes use."""

    processes: dict[str, Service]
    pusher: Pusher
    services: Services
    clock: Ticker
    firestore: Running
    pubsub: Running

    @property
    def url(self) -> str:
        return self.processes["signup_web"].url


@contextmanager
def emulated_cloud(
    directory: Path,
    environment: Mapping[str, str],
    manners: Manners | None = None,
    tick_seconds: int = 5,
    wire: Callable[[str], str] = lambda address: address,
    launcher: Sequence[str] = GUNICORN,
) -> Iterator[Cloud]:
    """Run the three services with these further variables, until the block ends; logs and all go to the directory.

    `wire` may put something between the services and the emulators: from an address to another.
    """
    with ExitStack() as stack:
        firestore, pubsub = stack.enter_context(both(directory))
        identity = Identity()
        ports = {name: free_port() for name in SERVICES}
        settings = {
            "COATCHECK_STORE": f"firestore://{PROJECT}",
            "COATCHECK_BUS": f"pubsub://{PROJECT}",
            "COATCHECK_PUBLIC_URL": f"http://127.0.0.1:{ports['signup_web']}",
            "COATCHECK_SECRET_KEY": secrets.token_urlsafe(32),
            "COATCHECK_PUSH_AUDIENCE": AUDIENCE,
            "COATCHECK_PUSH_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "COATCHECK_PUSH_CERTIFICATES_URL": stack.enter_context(identity.published()),
            **environment,
        }
        emulated = stack.enter_context(closing(Emulated(PROJECT)))
        emulated.create()
        addresses = {FIRESTORE.variable: wire(firestore.address), PUBSUB.variable: wire(pubsub.address)}
        process_environment = {**settings, **addresses}
        processes = {
            name: Service(name, port, process_environment, directory / f"{name}.log", launcher)
            for name, port in ports.items()
        }
        for process in processes.values():
            stack.callback(process.stop)
            process.start()
        for process in processes.values():
            process.wait_until_ready()
        sites = {name: process.url for name, process in processes.items()}
        pusher = stack.enter_context(closing(Pusher(emulated, sites, identity, manners or Manners())))
        bus = PubSub(PROJECT)
        services = stack.enter_context(closing(Services(parse(settings), bus=bus)))
        clock = stack.enter_context(closing(Ticker(bus, tick_seconds)))
        yield Cloud(processes, pusher, services, clock, firestore, pubsub)
