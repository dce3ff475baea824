"""Programs in processes of their own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from tests.places import ROOT

COATCHECK = (sys.executable, "-c", "from console.cli import main; main()")  # the command, with nothing installed


@contextmanager
def started(*command: str | Path, **how: Any) -> Iterator[subprocess.Popen[str]]:
    """The program at work, started as `subprocess.Popen` takes it. Nobody waits for it when the block is over, or fails: it is killed.

    Who wants to know how it ends waits for that in the block.
    """
    with subprocess.Popen(command, text=True, **how) as process:
        try:
            yield process
        finally:
            process.kill()


def run_python(script: str, *arguments: str, stdin: int | None = None) -> AbstractContextManager[subprocess.Popen[str]]:
    """The script, run with these arguments, its output to be read here."""
    return started(sys.executable, "-c", script, *arguments, cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE)
