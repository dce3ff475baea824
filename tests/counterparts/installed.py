"""What `make counterparts` installed, and processes made of it."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from tests.places import ROOT, missing
from tests.processes import started
from tests.waiting import until

FOLDER = ROOT / ".venv" / "counterparts"
PATIENCE = 300.0  # seconds in which a counterpart has to answer


def installed(name: str, program: str = "python") -> Path:
    """A program of the environment that this counterpart has to itself; see `found`. One that was half installed is not there."""
    found(FOLDER / name / ".installed", "make counterparts")
    return FOLDER / name / "bin" / program


def found(file: Path, remedy: str) -> Path:
    """The file. Where it is not there the test is skipped and says what would bring it; with CI=true it fails."""
    if not file.exists():
        missing(f"there is no {file}: {remedy}")
    return file


@contextmanager
def running(
    command: Sequence[str | Path],
    is_ready: Callable[[], bool],
    folder: Path,
    variables: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A counterpart at work in this folder, from the moment it says that it is ready until it is told to end.

    Its output goes to the file `log` there; the end of it is shown where it never gets ready.
    """
    log = folder / "log"
    environment = {**os.environ, **(variables or {})}
    where = {"cwd": folder, "env": environment, "start_new_session": True}
    with log.open("ab") as output, started(*command, stdout=output, stderr=output, **where) as process:
        try:
            until(lambda: process.poll() is not None or is_ready(), PATIENCE, str(command[0]), every=0.1)
            assert process.poll() is None, f"{command[0]} ended: {log.read_text(errors='replace')[-2000:]}"
            yield
        finally:
            with suppress(ProcessLookupError):  # it ended by itself
                os.killpg(
                    process.pid, signal.SIGTERM
                )  # what one installs is often a launcher: the program is to end, too
            process.wait(30)


def run(
    command: Sequence[str | Path],
    folder: Path,
    variables: Mapping[str, str] | None = None,
    seconds: float = PATIENCE,
    typed: str = "",
) -> str:
    """What a counterpart's command printed; fails with its last words where it failed."""
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds, input=typed
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-1000:]} {done.stderr[-2000:]}"
    return done.stdout


def answers(url: str) -> bool:
    """Whether somebody answers there, and well."""
    try:
        return requests.get(url, timeout=10).ok
    except requests.RequestException:
        return False
