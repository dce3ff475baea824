"""The site of a schedule: the product's own Flask app and its use cases, in two processes that freeze and die like the others."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask

from coatcheck.bootstrap import Services
from coatcheck.errors import CoatCheckError, StoreUnavailable
from signup_web import context
from signup_web.app import create_app
from tests.simulation.scheduler import Process, Scheduler
from tests.simulation.services import SETTINGS

PATIENCE = (1, 2, 4, 8)  # seconds after which a provider or a visitor looks for the answer; then they give up
PROCESSES = 2

Answer = TypeVar("Answer")


class Turns:
    """A lock among tasks, which share one thread: whoever waits gives way."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._taken = False

    def acquire(self, timeout: float = -1) -> bool:
        until = self._scheduler.now() + timedelta(seconds=timeout)
        while self._taken:
            if timeout >= 0 and until <= self._scheduler.now():
                return False
            self._scheduler.sleep(0.1)
        self._taken = True
        return True

    def release(self) -> None:
        self._taken = False

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class Site:
    """Whoever asks here has a task of their own, which waits for the answer."""

    def __init__(self, scheduler: Scheduler, services: Callable[[], Services]) -> None:
        self.scheduler = scheduler
        self._services = services
        self._serving: dict[Process, tuple[Flask, Services]] = {}
        self.processes = [Process(f"web {number}", scheduler, self._boot) for number in range(1, PROCESSES + 1)]

    def call(self, work: Callable[[Services], Answer]) -> list[Answer]:
        """The answer of a use case; none where it fails, dies or is late. What is late may be done all the same."""
        return self._ask(lambda app, services: work(services))

    def post(self, path: str, form: dict[str, str]) -> list[str]:
        """The same for a webhook of Twilio's."""
        return self._ask(lambda app, services: _post(app, path, form))

    def send(self, path: str, body: bytes, headers: dict[str, str]) -> list[tuple[int, bytes]]:
        """The status and body of what is answered to an agent's message."""
        return self._ask(lambda app, services: _sent(app, path, body, headers))

    def own_page(self, url: str) -> bytes:
        """A page of the site that asks no store, as it is now."""
        app, _ = next(iter(self._serving.values()))
        page: bytes = app.test_client().get(urlsplit(url).path).data
        return page

    def _boot(self, process: Process) -> None:
        app, services = _app(process.name), self._services()
        context.bind(app, services)
        facts = app.extensions["facts"]
        for memory in (facts, facts._watches, facts._batches, app.extensions["promise"]):
            vars(memory).update(_read_once=self._in_turn(memory._read_once))
        self._serving[process] = app, services

    def _in_turn(self, work: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
        """The work, which a thread would wait for, of one task after the other."""
        turns = Turns(self.scheduler)

        def wait_and_work(wanted: Any) -> Answer:
            with turns:
                return work(wanted)

        return wait_and_work

    def _ask(self, work: Callable[[Flask, Services], Answer]) -> list[Answer]:
        alive = [process for process in self.processes if process.alive]
        if not alive:
            self.scheduler.sleep(sum(PATIENCE))
            return []
        process, answers = self.scheduler.random.choice(alive), list[Answer]()

        def answer() -> None:
            with suppress(CoatCheckError):
                answers.append(work(*self._serving[process]))

        self.scheduler.spawn(process, answer)
        for seconds in PATIENCE:
            self.scheduler.sleep(seconds)
            if answers:
                break
        return list(answers)


@cache
def _app(name: str) -> Flask:
    """One for all schedules: what a process remembers is not in it, but in what `bind` gives it."""
    return create_app(Services(SETTINGS))


def _post(app: Flask, path: str, form: dict[str, str]) -> str:
    from twilio.request_validator import RequestValidator

    url = f"{SETTINGS.site}{path}"
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": RequestValidator(SETTINGS.twilio_auth_token).compute_signature(url, form),
    }
    status, answer = _sent(app, path, urlencode(form).encode(), headers)
    if status == 503:
        raise StoreUnavailable(path)
    assert 200 <= status < 300, f"{path}: {status}"
    return answer.decode()


def _sent(app: Flask, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "coatcheck.example",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": headers.get("content-type", "application/octet-stream"),
        "CONTENT_LENGTH": str(len(body)),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(body),
    }
    said: list[str] = []
    answer = b"".join(app(environ, lambda status, headers, error=None: said.append(status)))
    return int(said[0].partition(" ")[0]), answer
