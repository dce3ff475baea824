"""The poller as an agent: on somebody's own connection it asks a server for work, looks politely, and sends what shops answered.

It only calls out. What it knows it forgets at its end, but for its key: the server says what its last look's number was.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from pathlib import Path

import msgspec
import requests
from msgspec.structs import replace

from coatcheck.errors import CoatCheckError, Invalid, Late, LookFailed, Unreadable
from coatcheck.model import Frozen
from coatcheck.ports import Answer, Clock, Fetcher, Request, SourceOf, Target
from coatcheck.process.standard_webhooks import sign
from coatcheck.watching.addresses import names_private_host
from coatcheck.watching.agent_messages import LOOK, MOST_PACKED, WORK, AgentAim, Code, Paired, Told, Work, pack
from coatcheck.watching.agents import TOLERANCE
from coatcheck.watching.looking import looks
from coatcheck.watching.reading_process import Failure

SECONDS = 40.0  # for one look
TIMEOUT = (10, 60)  # seconds: to connect, and between two bytes
SIDE_BY_SIDE = 8  # looks; each host has its own limit beside
UNWANTED = (403, 404)  # this server knows the agent no more, or is none
FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0  # seconds before a server that did not answer is asked again

log = logging.getLogger(__name__)


class Turned(CoatCheckError):
    """The server took nothing, and says why. `status`: in HTTP; 0 where there was no answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status

    @property
    def is_passing(self) -> bool:
        """Whether the very same may be taken later."""
        return self.status in (0, 429) or self.status >= 500


class Key(Frozen, frozen=True):
    """What an agent keeps: its server, its id there, and the key that signs what it sends."""

    server: str
    id: str
    name: str
    secret: str


class Server:
    """The server, as this agent calls it."""

    def __init__(self, key: Key, clock: Clock) -> None:
        self.key, self._clock = key, clock

    def work(self) -> Work:
        """Ask what to look at. Raises `Turned`."""
        said = self._send("work", f"{WORK}.{secrets.token_hex(8)}", b"")
        return msgspec.json.decode(said, type=Work)

    def tell(self, told: Told, number: int) -> None:
        """Send one look. Raises `Turned`."""
        body = pack(told)
        if len(body) > MOST_PACKED:
            body = pack(Told(told.watch_id, told.ended_at, failure=_failure(TOO_LARGE)))
        self._send("looks", f"{LOOK}.{number}", body)

    def _send(self, path: str, name: str, body: bytes) -> bytes:
        moment = str(int(self._clock.now().timestamp()))
        headers = {
            "webhook-id": name,
            "webhook-timestamp": moment,
            "webhook-signature": sign(self.key.secret, name, moment, body),
        }
        return _post(f"{self.key.server}/agents/{self.key.id}/{path}", body, headers)


TOO_LARGE = Unreadable("The shop's answers are too large for an agent to send.")


def pair(server: str, code: str) -> Key:
    """Pair this agent by its code. Raises `Invalid` where the server's address can't be used, `Turned` where it says no."""
    server = server.rstrip("/")
    secret = server.startswith("https://") or (server.startswith("http://") and names_private_host(server))
    if not secret:
        raise Invalid("Write the server's address with https://: the key comes by it.")
    paired = msgspec.json.decode(_post(f"{server}/agents/pair", msgspec.json.encode(Code(code.strip()))), type=Paired)
    return Key(server, paired.id, paired.name, paired.secret)


def keep(key: Key, file: Path) -> None:
    """Keep the key in a file that only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_bytes(msgspec.json.encode(key))


def kept(file: Path) -> Key:
    """Read the key in a file. Raises `Invalid` where there is none."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Key)
    except FileNotFoundError as error:
        raise Invalid("This agent is not paired yet: `coatcheck agent --server URL --pair CODE`.") from error
    except msgspec.DecodeError as error:
        raise Invalid(f"{file} is no agent's key ({error}): remove it and pair again.") from error


def _post(url: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    try:
        answer = requests.post(url, body, headers=headers, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise Turned(f"The server does not answer ({type(error).__name__}).") from error
    if answer.ok and answer.status_code < 300:
        return answer.content
    plain = answer.headers.get("content-type", "").startswith("text/plain")
    says = answer.text.strip()[:500] if plain else f"{url} answered {answer.status_code}."
    raise Turned(says, answer.status_code)


class Agent:
    """Works for one server, until somebody stops asking it to."""

    def __init__(self, server: Server, fetcher: Fetcher, clock: Clock, source_of: SourceOf) -> None:
        self._server, self._fetcher, self._clock, self._source_of = server, fetcher, clock, source_of
        self._unsent: dict[str, Told] = {}  # by watch id: the last look at each that the server did not take or refuse
        self._wait = FIRST_WAIT

    def work(self) -> float:
        """Ask for work, do it, and return the seconds to wait before the next time. Raises `Turned` where the server wants no more."""
        try:
            work = self._server.work()
        except Turned as error:
            if error.status in UNWANTED:
                raise
            log.warning("%s It is asked again.", error)
            wait, self._wait = self._wait, min(2 * self._wait, LONGEST_WAIT)
            return wait
        self._wait, number = FIRST_WAIT, work.sequence
        for told in (*self._left_over(), *self._look(work.aims)):
            number += 1
            self._tell(told, number)
        return work.again_in

    def _left_over(self) -> list[Told]:
        """What the server never said it had, as far as it is news."""
        since = self._clock.now() - TOLERANCE
        left, self._unsent = list(self._unsent.values()), {}
        return [told for told in left if told.ended_at > since]

    def _look(self, aims: Sequence[AgentAim]) -> Iterator[Told]:
        if not aims:
            return
        with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
            for done in as_completed([threads.submit(self._look_at, aim) for aim in aims]):
                if told := done.result():
                    yield told

    def _look_at(self, aim: AgentAim) -> Told | None:
        """Look as a poller does, and keep the shop's answers. What this machine reads in them only tells what to ask next."""
        heard = Overheard(self._fetcher)
        try:
            source = self._source_of(aim.source)
        except Invalid as error:
            return Told(aim.watch_id, self._clock.now(), failure=_failure(Unreadable(str(error))))
        target = Target(aim.url, aim.options)  # no page on this machine's own network, whatever the server says
        for look in looks([(aim.watch_id, source, target)], heard, self._clock, SECONDS):
            if look:
                break
        if heard.failure and heard.failure.error == Late.__name__:
            return None  # our own queue: that says nothing about the shop
        return Told(aim.watch_id, _ended(heard, self._clock), tuple(heard.answers), heard.failure)

    def _tell(self, told: Told, number: int) -> None:
        try:
            self._server.tell(told, number)
        except Turned as error:
            if error.is_passing:
                self._unsent[told.watch_id] = told
            log.warning("A look was not taken: %s", error, extra={"watch": told.watch_id})


def _ended(heard: "Overheard", clock: Clock) -> datetime:
    return heard.answers[-1].ended_at if heard.answers and not heard.failure else clock.now()


class Overheard:
    """A fetcher whose answers are kept, in the order in which one look asks for them."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.answers: list[Answer] = []
        self.failure: Failure | None = None

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[tuple[int, Answer | LookFailed] | None]:
        for came in self._fetcher.fetch(requests, seconds):
            if came and isinstance(came[1], Answer):
                self.answers.append(replace(came[1], fingerprint=""))
            elif came and isinstance(came[1], LookFailed):
                self.failure = _failure(came[1])
            yield came

    def close(self) -> None: ...


def _failure(error: LookFailed) -> Failure:
    return Failure(type(error).__name__, error.reason, error.retry_after)
