"""Python in a process of its own."""

import subprocess
import sys

from tests.places import ROOT


def run_python(script: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[str]:
    """The script, run with these arguments, its output to be read here."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )
