"""The processes of this machine, and ending all those of a browser. https://man7.org/linux/man-pages/man5/proc.5.html"""

import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from typing import NamedTuple

PAGE = os.sysconf("SC_PAGE_SIZE")
PROC = Path("/proc")
END_SECONDS = 5.0


class Process(NamedTuple):
    """A process: its session, the bytes that are its own alone, its command line."""

    id: int
    session: int
    memory: int
    command: str


def processes(session: int = 0) -> Iterator[Process]:
    """List the processes of a session, or of the whole machine (0); none where the system does not tell (macOS)."""
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            # 812 (chromium) S 1 812 812 ...: after the name, which may hold anything, come state, parent, group, session
            state, _, _, of = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:4]
            if state == "Z" or (session and int(of) != session):
                continue
            _, resident, shared = (folder / "statm").read_text().split()[:3]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            yield Process(int(folder.name), int(of), (int(resident) - int(shared)) * PAGE, command)


def end_sessions(sessions: Collection[int], folder: str = "") -> None:
    """End every process of these sessions (0 is none), then delete the folder that was theirs."""
    until = time.monotonic() + END_SECONDS
    while time.monotonic() < until:
        left = [process.id for session in sessions if session for process in processes(session)]
        left = [process for process in left if process != os.getpid()]
        if not left:
            break
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, SIGKILL)
        time.sleep(0.01)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
