"""A process that reads large answers for another one, which may end it: `python -m coatcheck.watching.reading_process DESCRIPTOR`.

It ends by itself when a single answer takes it more than two seconds of CPU or 400 MB, whatever code it is in by then,
and when the other process is gone.
"""

import gc
import resource
import signal
import sys
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from coatcheck.errors import Invalid, LookFailed, Unreadable
from coatcheck.model import Frozen, Observation
from coatcheck.ports import Answer, Request, Target

MOST_SECONDS = 2  # of CPU for one answer
MOST_MEMORY = 400_000_000  # bytes, beside what the process had before
TOO_DEEP = "The answer is nested too deep to be an answer of a shop."


class Job(Frozen, frozen=True):
    """Answers to read, and by which source: the name of its module."""

    source: str
    target: Target
    answers: tuple[Answer, ...]


class Failure(Frozen, frozen=True):
    """Why a look failed: the name of its error in `coatcheck.errors`. `trace` is there where our reader is broken."""

    error: str
    reason: str
    retry_after: float | None = None
    trace: str = ""


class Result(Frozen, frozen=True):
    """What was read in the answers: one of these."""

    observation: Observation | None = None
    request: Request | None = None
    failure: Failure | None = None


def read(job: Job) -> Result:
    """Read answers by their source."""
    try:
        said = import_module(job.source).read(job.target, job.answers)
    except LookFailed as failure:
        return Result(failure=Failure(type(failure).__name__, failure.reason, failure.retry_after))
    except Invalid as error:
        return Result(failure=Failure(Unreadable.__name__, str(error)))
    except RecursionError:
        return Result(failure=Failure(Unreadable.__name__, TOO_DEEP))
    except MemoryError:
        raise
    except Exception as error:
        name, kind = job.source.rpartition(".")[2], type(error).__name__
        reason = f"Our reader {name} failed at this page ({kind})."
        return Result(failure=Failure(Unreadable.__name__, reason, trace=traceback.format_exc()))
    return Result(observation=said) if isinstance(said, Observation) else Result(request=said)


def serve(connection: Connection) -> None:
    """Read one job after the other, until there will be no more."""
    _limit_memory()
    decoder, encoder = msgspec.msgpack.Decoder(Job), msgspec.msgpack.Encoder()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process
    gc.disable()  # an answer of many parts would have all that is there looked through for garbage over and over
    while True:
        try:
            job = decoder.decode(connection.recv_bytes())
        except EOFError:
            return
        import_module(job.source)  # in a time that is not the answer's
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        result = read(job)
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send_bytes(encoder.encode(result))
        del job, result
        gc.collect()


def _limit_memory() -> None:
    """Limit what is allocated from now on, where the system tells how much that is already."""
    status = Path("/proc/self/status")
    held = (
        next((line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmData")), None)
        if status.exists()
        else None
    )
    if held:
        limit = int(held) * 1024 + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
