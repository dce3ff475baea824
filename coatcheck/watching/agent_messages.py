"""What an agent and its server say to each other: JSON, signed as Standard Webhooks (`process/standard_webhooks.py`).

| request | body | answer |
| --- | --- | --- |
| `POST /agents/pair` | `Code`, unsigned | `Paired` |
| `POST /agents/ID/work` | empty | `Work` |
| `POST /agents/ID/looks` | `Told`, packed with gzip | 204 |

The signed id says what a message is and can be used for nothing else: `work.RANDOM`, or `look.SEQUENCE`. A refusal is a status and one sentence.
"""

import zlib
from datetime import datetime
from typing import TypeVar

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.ports import Answer
from coatcheck.watching.reading_process import Failure

MOST_PACKED = 4 * 1024 * 1024  # bytes of one message
MOST_UNPACKED = 24 * 1024 * 1024
GZIP = 16 + zlib.MAX_WBITS  # https://docs.python.org/3/library/zlib.html#zlib.decompress

WORK, LOOK = "work", "look"
T = TypeVar("T")


class Refused(Invalid):
    """What an agent sent is not taken, and why. `status` says it in HTTP."""

    def __init__(self, message: str, status: int = 403) -> None:
        super().__init__(message)
        self.status = status


class Code(Frozen, frozen=True):
    """The code by which an agent is paired, once."""

    code: str


class Paired(Frozen, frozen=True):
    """Who the agent is from now on, and the key that signs what it sends."""

    id: str
    name: str
    secret: str


class AgentAim(Frozen, frozen=True):
    """One watch to look at now."""

    watch_id: str
    source: str
    url: str
    options: dict[str, str] = {}


class Work(Frozen, frozen=True):
    """What to look at now, and when to ask again. `sequence`: of the last look that was taken from this agent."""

    sequence: int
    again_in: float  # seconds
    aims: tuple[AgentAim, ...] = ()


class Told(Frozen, frozen=True):
    """The shop's own answers in one look, in the order in which they were asked for, and what failed in the end."""

    watch_id: str
    ended_at: datetime
    answers: tuple[Answer, ...] = ()
    failure: Failure | None = None


def pack(told: Told) -> bytes:
    """Write a look as it travels."""
    packing = zlib.compressobj(wbits=GZIP)
    return packing.compress(msgspec.json.encode(told)) + packing.flush()


def unpack(wire: bytes) -> Told:
    """Read a look that travelled. Raises `Refused` for what is none, or unpacks to more than 24 MiB."""
    unpacking = zlib.decompressobj(GZIP)
    try:
        body = unpacking.decompress(wire, MOST_UNPACKED)
    except zlib.error as error:
        raise Refused("This is not a look: its body is not packed with gzip.", 422) from error
    if not unpacking.eof and len(body) < MOST_UNPACKED:
        raise Refused("The look broke off in the middle. Send it again.", 422)
    if not unpacking.eof:
        raise Refused(f"The look is too large: it unpacks to more than {MOST_UNPACKED >> 20} MiB.", 413)
    return read(body, Told)


def read(body: bytes, kind: type[T]) -> T:
    """Read a message of this kind. Raises `Refused` with what is wrong with it."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"This is no {kind.__name__} that this version of CoatCheck can read: {error}.", 422) from error
