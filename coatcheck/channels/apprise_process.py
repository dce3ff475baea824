"""What apprise does for us, in a guarded process of its own: reading an address, and sending one message there.

One job in JSON on the input, one result in JSON on the output. https://github.com/caronc/apprise/wiki
"""

import logging
import re
import sys
from typing import Any, Protocol

import msgspec

# These speak to programs of this machine, and to nobody elsewhere.
BEGUN = b"\n"  # written before the service is called: what ends before surely sent nothing
LOCAL = frozenset({"blink1", "dbus", "glib", "gnome", "macosx", "syslog", "windows"})
STATUS = re.compile(r"error=(\d{3})\b")  # "Failed to send JSON POST notification: Bad Request, error=400."


class Guard(Protocol):
    """What the process knows of its connections."""

    tried: bool
    refused: list[str]


class Job(msgspec.Struct):
    """An address, and the message for it; without one the address is only read."""

    url: str
    title: str = ""
    body: str = ""


class Result(msgspec.Struct):
    """What became of it. `service`: "" where there is none of this address. `status`: the HTTP status of a refusal, 0 for none known."""

    service: str = ""
    sent: bool = False
    tried: bool = False
    status: int = 0
    fault: str = ""
    refused: str = ""


def main(guard: Guard) -> None:
    """Do the job that is on the input."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.buffer.write(msgspec.json.encode(done(job, guard)))


def done(job: Job, guard: Guard) -> Result:
    """Read the address, and send the message if there is one."""
    said = _Said()
    service = _service(job.url)
    if service is None:
        return Result(fault=said.last)
    result = Result(service=str(service.service_name))
    if job.body:
        sys.stdout.buffer.write(BEGUN)
        sys.stdout.buffer.flush()
        result.sent = bool(service.notify(body=job.body, title=job.title))
        found = STATUS.findall(said.last)
        result.status = int(found[-1]) if found else 0
    result.fault, result.tried, result.refused = said.last, guard.tried, ", ".join(guard.refused[:1])
    return result


def _service(url: str) -> Any:
    """Return the service of an address, which follows no redirect and keeps nothing on the disk; None where there is none."""
    from apprise import Apprise, AppriseAsset

    asset = AppriseAsset(app_id="CoatCheck", async_mode=False, http_redirects=False, storage_mode="memory")
    service = Apprise.instantiate(url, asset=asset)
    if service is None or type(service).__module__.rpartition(".")[2] in LOCAL:
        return None
    service.redirects = False  # whatever the address asks for
    return service


class _Said(logging.Handler):
    """Keeps the last warning of apprise's; its library tells what failed in no other way."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""
        logger = logging.getLogger("apprise")
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.getMessage()
