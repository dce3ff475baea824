"""Cloud Build's steps as they stand in cloudbuild.yaml, run on this machine: Google's own command, before stand-ins for Google's APIs."""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from tests.fakes.google_apis import GoogleApis
from tests.places import ROOT, missing

PROJECT = "coatcheck-test"
REGION = "us-central1"
DOCUMENT = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)"


@cache
def document() -> dict[str, Any]:
    """What cloudbuild.yaml says."""
    python = ROOT / ".venv" / "infrastructure" / "bin" / "python"
    if not python.exists():
        missing("What reads cloudbuild.yaml is not installed: run make infrastructure")
    said = subprocess.run([python, "-c", DOCUMENT, ROOT / "cloudbuild.yaml"], check=True, capture_output=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


class Machine:
    """Where steps are run, one after another: a folder in place of /workspace, and `gcloud` before these APIs."""

    def __init__(self, folder: Path, google: GoogleApis, **substitutions: str) -> None:
        self.workspace = folder / "workspace"
        self.commands = folder / "bin"
        for place in (self.workspace, self.commands, folder / "gcloud"):
            place.mkdir()
        (folder / "token").write_text("a token")
        proxy = google.url  # gcloud puts the region before the host's name, so whatever the host is, it is reached here
        self.environment = {
            **os.environ,
            **{name: text for name, text in document()["substitutions"].items() if "$" not in text},
            "_VERSION": "7",
            "_REGISTRY": f"{REGION}-docker.pkg.dev/{PROJECT}/coatcheck",
            **{f"_{name}": text for name, text in substitutions.items()},
            "PATH": f"{self.commands}:{os.environ['PATH']}",
            "CLOUDSDK_CONFIG": str(folder / "gcloud"),
            "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE": str(folder / "token"),
            "CLOUDSDK_CORE_PROJECT": PROJECT,
            "CLOUDSDK_CORE_DISABLE_PROMPTS": "1",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN": "http://google.test/run/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_LOGGING": "http://google.test/logging/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_ONDEMANDSCANNING": "http://google.test/ondemandscanning/",
            "http_proxy": proxy,
            "HTTP_PROXY": proxy,
            "no_proxy": "127.0.0.1",
        }

    def command(self, name: str, script: str) -> None:
        """Put a command of our own before the one of this name."""
        (self.commands / name).write_text(f"#!/usr/bin/env bash\n{script}\n")
        (self.commands / name).chmod(0o755)

    def step(self, name: str) -> "subprocess.CompletedProcess[str]":
        """Run a step's script."""
        (found,) = (each for each in document()["steps"] if each["id"] == name)
        script = self.commands / f"step-{name}"
        script.write_text(found["script"].replace("/workspace", str(self.workspace)))
        script.chmod(0o755)
        return self.run(str(script))

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as a step would."""
        return subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def change(self, **substitutions: str) -> None:
        """Give these substitutions other values from now on."""
        self.environment |= {f"_{name}": text for name, text in substitutions.items()}
