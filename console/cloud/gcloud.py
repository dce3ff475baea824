"""Google's own command, asked for what only whoever is logged in may see."""

import json
import shutil
import subprocess
from typing import Any

from console.cloud.google import Absent, NotAnswered

SECONDS = 120.0
LONGEST = 300  # characters of what it says


class Disabled(NotAnswered):
    """The API that would have to be asked is not on in this project."""


class Gcloud:
    """`gcloud`, each call with one answer. https://cloud.google.com/sdk/gcloud/reference"""

    def ask(self, *arguments: str) -> Any:
        """Return the answer to a command as JSON. Raises `Absent`, `Disabled` or `NotAnswered` with its own words."""
        return json.loads(self.say(*arguments, "--format=json") or "null")

    def say(self, *arguments: str) -> str:
        """Return what a command prints."""
        if (program := shutil.which("gcloud")) is None:
            raise NotAnswered("gcloud is not installed: https://cloud.google.com/sdk/docs/install")
        try:
            done = subprocess.run(
                [program, *arguments, "--quiet"], capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise NotAnswered(f"gcloud {' '.join(arguments[:3])} does not answer.") from error
        if done.returncode:
            raise _error(done.stderr)
        return done.stdout.strip()


def _error(said: str) -> NotAnswered:
    words = " ".join(said.partition("ERROR:")[2].split()) or " ".join(said.split())
    for sign, kind in (
        ("SERVICE_DISABLED", Disabled),
        ("has not been used in project", Disabled),
        ("NOT_FOUND", Absent),
    ):
        if sign in said:
            return kind(words[:LONGEST])
    return NotAnswered(words[:LONGEST])
