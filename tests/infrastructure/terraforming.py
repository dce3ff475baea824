"""Terraform on a copy of this deployment, without a cloud: planned, applied to a pretend one, or refused."""

import atexit
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.places import MATERIAL, ROOT, material, missing

TERRAFORM = ROOT / "terraform"
OFFLINE = "terraform-offline/tf"
SECRETS = {"secret_key": "a-key-that-nobody-may-ever-see-again", "twilio_auth_token": "a-token-that-nobody-may-see"}
EVERY_SECRET = SECRETS | dict.fromkeys(
    ("smtp_url", "telegram_token", "ntfy_token", "webhook_secret", "admin_token", "twilio_other_auth_token"),
    "another-that-nobody-may-see",
)
VARIABLES: dict[str, object] = {
    "project_id": "coatcheck-test",
    "operator_email": "ann@example.org",
    "operator": "sms:+14155550100",
    "settings": {"twilio_account_sid": f"AC{'0' * 32}", "twilio_from": "+14155550100"},
    "secrets": SECRETS,
    "image": f"us-central1-docker.pkg.dev/coatcheck-test/coatcheck/coatcheck@sha256:{'0' * 64}",
}
EVERYTHING = VARIABLES | {
    "channels": ["sms", "email", "telegram", "ntfy", "webhook"],
    "settings": {
        "twilio_account_sid": f"AC{'0' * 32}",
        "twilio_messaging_service_sid": f"MG{'0' * 32}",
        "email_from": "CoatCheck <news@example.org>",
    },
    "more_secrets": ["admin_token", "twilio_other_auth_token"],
    "secrets": EVERY_SECRET,
    "admins": ["ann@example.org"],
    "domain": "coats.example.org",
    "renderer": "true",
    "renderer_image": f"us-central1-docker.pkg.dev/coatcheck-test/coatcheck/renderer@sha256:{'0' * 64}",
    "billing_account": "01AB23-45CD67-89EF01",
    "deletion_protection": "false",
}


def require() -> None:
    """Go on where Terraform can plan this deployment without a cloud."""
    material(OFFLINE)  # without it a plan needs the provider from the registry, and the provider a Google account
    if shutil.which("terraform") is None:
        missing("Terraform is not installed: https://developer.hashicorp.com/terraform/install")


def copied(place: Path) -> Path:
    """A copy of the configuration that may be changed, and beside it what it reads of the code."""
    for table in ("coatcheck/channels/__init__.py", "coatcheck/config/settings.py"):
        (place / table).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / table, place / table)
    return shutil.copytree(
        TERRAFORM, place / "terraform", ignore=shutil.ignore_patterns(".terraform*", "*_override.tf")
    )


@cache
def small() -> Path:
    """The configuration apart from everything that it does not read: each run copies what lies around it."""
    place = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, place)
    return copied(Path(place))


class Ran:
    """What Terraform answered."""

    def __init__(self, code: int, said: str) -> None:
        self.code = code
        self.said = " ".join(line.strip("│╷╵ ") for line in said.splitlines())  # its lines are wrapped in a frame


def run(
    command: str, *arguments: str, folder: Path | None = None, variables: Mapping[str, object] | None = None
) -> Ran:
    """Run a command of Terraform's on a copy of this folder; None: on the configuration as it is."""
    require()
    given = [
        argument for name, value in (variables or {}).items() for argument in ("-var", f"{name}={_written(value)}")
    ]
    done = subprocess.run(
        [sys.executable, str(MATERIAL / OFFLINE), command, str(folder or small()), *arguments, *given, "-no-color"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout)


def plan(folder: Path | None = None, variables: Mapping[str, object] = VARIABLES, state: Path | None = None) -> "Plan":
    """What Terraform would make, of an empty project or of the one in this state."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "plan.json"
        before = ("--state", str(state)) if state else ()
        ran = run("plan", "--plan-json", str(file), *before, folder=folder, variables=variables)
        assert ran.code == 0, ran.said
        return Plan(json.loads(file.read_text()))


class Plan:
    """A plan in Terraform's JSON: https://developer.hashicorp.com/terraform/internals/json-format"""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    @property
    def changes(self) -> list[str]:
        """The addresses of what would be made, changed or destroyed."""
        quiet = (["no-op"], ["read"])
        return [each["address"] for each in self.document["resource_changes"] if each["change"]["actions"] not in quiet]

    def all(self, kind: str, name: str = "") -> list[dict[str, Any]]:
        """The planned resources of a kind, and of a name."""
        return [each["values"] for each in self._find(kind, name)]

    def by_key(self, kind: str, name: str) -> dict[str, dict[str, Any]]:
        """The planned resources of a kind and a name, by their key in `for_each`."""
        return {each["index"]: each["values"] for each in self._find(kind, name)}

    def _find(self, kind: str, name: str) -> list[dict[str, Any]]:
        everything = self.document["planned_values"]["root_module"]["resources"]
        return [each for each in everything if each["type"] == kind and name in ("", each["name"])]

    @property
    def services(self) -> dict[str, dict[str, Any]]:
        """The services of one image. The renderer, which has another, is none of them."""
        return self.by_key("google_cloud_run_v2_service", "service")

    @property
    def renderer(self) -> dict[str, Any]:
        return self.by_key("google_cloud_run_v2_service", "renderer")["renderer"]

    def environment(self, service: str) -> dict[str, str]:
        """The variables of a service; a secret's value is the name of the secret."""
        found = self.renderer if service == "renderer" else self.services[service]
        container = found["template"][0]["containers"][0]
        return {each["name"]: each.get("value") or _secret(each) for each in container["env"]}


def _secret(variable: dict[str, Any]) -> str:
    sources = variable["value_source"]
    return str(sources[0]["secret_key_ref"][0]["secret"]) if sources else ""


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
