"""The services that apprise knows, for the operator and for groups: https://appriseit.com. At least once: nobody can be asked.

apprise opens its own connections, so it works in a process without our secrets that can reach nothing inside our network, but
for hosts that the setting `allow_hosts` names.
"""

import subprocess
import sys
from importlib.util import find_spec
from typing import Self

import msgspec

from coatcheck.channels.apprise_process import BEGUN, Job, Result
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.ports import Channel, FetcherOf, Note, Receipt
from coatcheck.ports.time_budgets import PROVIDER_CALL
from coatcheck.process.log import mask_all

PROGRAM = (sys.executable, "-P", "-m", "coatcheck.fetch.guarded_process", "coatcheck.channels.apprise_process")
READING = 30.0  # seconds for reading an address: it imports every service that there is
SURROUNDINGS = {"LANG": "C.UTF-8"}  # none of our settings


class Apprise(Channel):
    name = "apprise"

    def __init__(self, allow_hosts: tuple[str, ...]) -> None:
        self._program = [*PROGRAM, *allow_hosts]

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if find_spec("apprise") is None:
            raise Invalid(
                "apprise is not installed: pip install 'coatcheck[apprise]', or take it off COATCHECK_CHANNELS."
            )
        return cls(settings.allow_hosts)

    def normalize(self, address: str) -> str:
        scheme, is_url, rest = address.strip().partition("://")
        try:
            read = self._run(Job(f"{scheme.lower()}://{rest}"), READING) if is_url else Result()
        except SendFailed as error:
            raise Invalid(f"apprise can't be asked: {error}.") from error
        if not read.service:
            raise Invalid(
                "apprise knows no service at this address. They are listed on https://appriseit.com/services/."
            )
        return f"{scheme.lower()}://{rest}"

    def send(self, address: str, note: Note) -> Receipt:
        result = self._run(Job(address, note.title, note.text), PROVIDER_CALL)
        if result.sent:
            return Receipt(detail=f"taken by {result.service}")
        raise _failure(result)

    def check(self) -> str:
        read = self._run(Job("json://localhost"), READING)
        if not read.service:
            raise Rejected(f"apprise can't be used: {read.fault}", scope=Scope.ACCOUNT)
        return "apprise is there; whether a service takes messages only sending tells"

    def _run(self, job: Job, seconds: float) -> Result:
        try:
            done = subprocess.run(
                self._program, input=msgspec.json.encode(job), capture_output=True, timeout=seconds, env=SURROUNDINGS
            )
        except subprocess.TimeoutExpired as error:  # it holds the address
            if BEGUN in (error.stdout or b""):
                raise MaybeSent("the service did not answer in time") from None
            raise Transient("apprise took too long to start") from None
        try:
            return msgspec.json.decode(done.stdout, type=Result)
        except msgspec.DecodeError:
            raise MaybeSent(f"apprise ended with {done.returncode}") from None


def _failure(result: Result) -> SendFailed:
    reason, status = mask_all(result.fault) or "apprise does not say why", result.status
    code = str(status) if status else None
    if not result.service:
        return Rejected(f"apprise knows no such service: {reason}", "unknown", Scope.ADDRESS)
    if result.refused:
        return Rejected(f"{result.service} is at {result.refused}: COATCHECK_ALLOW_HOSTS may name it", "refused")
    if status in (408, 425, 429) or not result.tried:
        return Transient(reason, code)
    if 400 <= status < 500:
        return Rejected(reason, code, Scope.ADDRESS if status == 410 else Scope.MESSAGE)
    return MaybeSent(reason, code)
