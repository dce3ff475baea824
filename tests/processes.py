"""Python in a process of its own."""

import subprocess
import sys
from pathlib import Path


def run_python(script: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[str]:
    """The script, run with these arguments, its output to be read here."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=Path(__file__).resolve().parents[1],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )
