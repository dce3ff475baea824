"""What stands in the way of a deployment, asked before anything is made: accounts, rights, rules, regions, names."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests

from coatcheck.errors import CoatCheckError
from console.cloud.finding import BAD, GOOD, OPEN, Finding
from console.cloud.gcloud import Disabled, Gcloud
from console.cloud.google import Absent, Google, NotAnswered
from console.cloud.organization import Rule, broken_rules
from console.cloud.permissions import APIS, needed
from console.cloud.variables import Intended

TERRAFORM = (1, 11)
# Where Cloud Run maps domains: https://cloud.google.com/run/docs/mapping-custom-domains#limitations
MAPPING = (
    *("asia-east1", "asia-northeast1", "asia-southeast1", "europe-north1", "europe-west1", "europe-west4"),
    *("us-central1", "us-east1", "us-east4", "us-west1"),
)
SECRETS = "TF_VAR_secrets"


class Obstacle(CoatCheckError):
    """A deployment would fail here; the text says why and what to do."""


class Untold(CoatCheckError):
    """Nobody can tell yet; the text says what is missing."""


class Preflight:
    """The checks. Each returns, or raises `Obstacle` or `Untold`."""

    def __init__(self, intended: Intended, gcloud: Gcloud, folder: Path) -> None:
        """`folder`: where Terraform's files are."""
        self._intended = intended
        self._gcloud = gcloud
        self._folder = folder
        self._project: dict[str, Any] = {}

    def run(self) -> Iterator[Finding]:
        """Tell what each check found, as soon as it is there; without a login and a project nothing more is asked."""
        first = {"Terraform": self.terraform, "login": self.login, "variables": self.variables, "project": self.project}
        for name, check in first.items():
            yield (found := _found(name, check))
            if found.mark != GOOD:
                yield Finding(OPEN, "everything else", "Can be asked once that is mended.")
                return
        for name, check in self._others().items():
            yield _found(name, check)

    def _others(self) -> dict[str, Callable[[], None]]:
        return {
            "Terraform's login": self.own_login,
            "billing": self.billing,
            "APIs": self.apis,
            "rights": self.rights,
            "the organization's rules": self.rules,
            "region": self.region,
            "the database's location": self.location,
            "the database's name": self.database,
            "domain": self.domain,
            "admin pages": self.admin,
            "secrets": self.secrets,
            "state": self.state,
        }

    def terraform(self) -> None:
        """Check that Terraform is there, and new enough."""
        said = _run("terraform", "version")
        found = re.search(r"Terraform v(\d+)\.(\d+)", said)
        if not found:
            raise Obstacle("Terraform is not installed: https://developer.hashicorp.com/terraform/install")
        if tuple(map(int, found.groups())) < TERRAFORM:
            raise Obstacle(f"{found[0]} is too old: 1.11 or newer keeps secrets out of the state.")

    def login(self) -> None:
        """Check that somebody is logged in, and still may be."""
        try:
            self._gcloud.say("auth", "print-access-token")
        except NotAnswered as error:
            raise Obstacle(f"{error} Run `gcloud auth login`.") from error

    def variables(self) -> None:
        """Check that what has to be given is given."""
        wanted = ("project_id", "operator", "operator_email")
        if missing := [name for name in wanted if not getattr(self._intended, name)]:
            raise Obstacle(f"terraform.tfvars lacks {', '.join(missing)}.")

    def project(self) -> None:
        """Check that the project is there, and is not about to go."""
        name = self._intended.project_id
        try:
            self._project = self._gcloud.ask("projects", "describe", name)
        except NotAnswered as error:
            raise Obstacle(f"{error} If there is none yet: `gcloud projects create {name}`.") from error
        if self._project.get("lifecycleState") != "ACTIVE":
            raise Obstacle(f"{name} is being deleted: `gcloud projects undelete {name}`, or take another id.")

    def own_login(self) -> None:
        """Check that Terraform is logged in, too: it takes its credentials from another place than gcloud."""
        if os.environ.get("GOOGLE_APPLICATION_CREDENTIALS") or os.environ.get("GOOGLE_OAUTH_ACCESS_TOKEN"):
            return
        folder = self._gcloud.say("info", "--format=value(config.paths.global_config_dir)")
        if not (Path(folder) / "application_default_credentials.json").is_file():
            raise Obstacle("Run `gcloud auth application-default login`: Terraform logs in by itself.")

    def billing(self) -> None:
        """Check that the project is paid for: without that Google refuses most of it."""
        name = self._intended.project_id
        if not self._gcloud.ask("billing", "projects", "describe", name).get("billingEnabled"):
            accounts = f"`gcloud billing projects link {name} --billing-account=...`; `gcloud billing accounts list` shows yours."
            raise Obstacle(f"No billing account pays for {name}: {accounts}")

    def apis(self) -> None:
        """Check that the APIs are on. Terraform turns them on, too, but what is asked here needs them first."""
        found = self._gcloud.ask("services", "list", "--enabled", self._in_project)
        enabled = {each["config"]["name"].removesuffix(".googleapis.com") for each in found}
        if missing := [f"{name}.googleapis.com" for name in APIS if name not in enabled]:
            raise Obstacle(f"Run `gcloud services enable {' '.join(missing)} {self._in_project}`. It costs nothing.")

    def rights(self) -> None:
        """Check that whoever is logged in may make all that Terraform makes."""
        allowed = self._allowed(needed())
        if refused := [permission for permission in needed() if permission not in allowed]:
            raise Obstacle(f"You may not {', '.join(refused)}. The role Owner on the project holds all of these.")

    def rules(self) -> None:
        """Check that no rule of the organization's forbids what is made."""
        if self._project.get("parent", {}).get("type") not in ("organization", "folder"):
            return
        broken = list(broken_rules(self._rule, self._intended.region, [f"{name}.googleapis.com" for name in APIS]))
        if broken:
            raise Obstacle(" ".join(broken))

    def region(self) -> None:
        """Check that all that is bound to a region is to be had in this one."""
        lists = {
            "Cloud Run": ("run", "regions", "list"),
            "Cloud Scheduler": ("scheduler", "locations", "list"),
            "Artifact Registry": ("artifacts", "locations", "list"),
        }
        region = self._intended.region
        absent = [name for name, command in lists.items() if region not in self._locations(*command)]
        if absent:
            raise Obstacle(f"{' and '.join(absent)} can't be had in {region}: write another region, like us-central1.")

    def location(self) -> None:
        """Check that Firestore keeps databases there."""
        wanted = self._intended.firestore_location or self._intended.region
        if wanted not in (found := self._locations("firestore", "locations", "list")):
            raise Obstacle(f"Firestore has no {wanted}: write firestore_location as one of {', '.join(sorted(found))}.")

    def database(self) -> None:
        """Check that nobody else's database has the name."""
        name, project = self._intended.database, self._intended.project_id
        databases = self._needing("firestore", "firestore", "databases", "list", self._in_project)
        found = {each["name"].rpartition("/")[2]: each for each in databases}
        if name not in found or self._is_made("google_firestore_database.this"):
            return
        there = found[name]
        beside = 'Write database = "coatcheck" in terraform.tfvars to have one beside it.'
        if there.get("type") != "FIRESTORE_NATIVE":
            raise Obstacle(f"The project has a database {name} in Datastore mode, which can't be used. {beside}")
        raise Obstacle(
            f"The project has a database {name} in {there.get('locationId')} already. {beside} If it is CoatCheck's own, of a state that was lost: "
            f'write firestore_location = "{there.get("locationId")}", and take it over with '
            f"`terraform import google_firestore_database.this 'projects/{project}/databases/{name}'`."
        )

    def domain(self) -> None:
        """Check that a domain of one's own can be used in this region, and is proven one's own."""
        domain, region = self._intended.domain, self._intended.region
        if not domain:
            return
        if region not in MAPPING:
            raise Obstacle(f"Cloud Run maps no domains in {region}, only in {', '.join(MAPPING)}.")
        path = f"v1/projects/{self._intended.project_id}/locations/{region}/authorizeddomains"
        proven = [each["id"] for each in self._google("run").get("run", path).get("domains", [])]
        if not any(domain == each or domain.endswith(f".{each}") for each in proven):
            raise Obstacle(f"{domain} is not proven yours: `gcloud domains verify {domain}`, with the same account.")

    def admin(self) -> None:
        """Check that there is the organization that Identity-Aware Proxy asks for."""
        if self._intended.admins and not self._project.get("parent"):
            raise Obstacle(
                "This project is in no organization, where Identity-Aware Proxy needs an OAuth client of your own. Leave admins empty, "
                'and write more_secrets = ["admin_token"]: a key to the admin pages.'
            )

    def secrets(self) -> None:
        """Check that they are given: the first apply writes them."""
        if "secret_key" not in os.environ.get(SECRETS, "") and not self._is_made("terraform_data.secret_is_given"):
            raise Obstacle("TF_VAR_secrets has no secret_key: export it as docs/deploy.md says, and keep a copy.")

    def state(self) -> None:
        """Check that it is kept elsewhere, too: it is the only thing that knows what was made."""
        if not (self._folder / "remote_state_override.tf").is_file():
            raise Untold("The state is kept on this machine alone. docs/deploy.md says how to put it in a bucket.")

    @property
    def _in_project(self) -> str:
        return f"--project={self._intended.project_id}"

    def _needing(self, api: str, *command: str) -> Any:
        try:
            return self._gcloud.ask(*command)
        except Disabled as error:
            raise Untold(f"Can be asked once {api}.googleapis.com is on.") from error

    def _locations(self, *command: str) -> set[str]:
        """List the names of an API's locations."""
        apis = {"scheduler": "cloudscheduler", "artifacts": "artifactregistry"}
        found = self._needing(apis.get(command[0], command[0]), *command, self._in_project)
        return {each.get("locationId") or each["name"].rpartition("/")[2] for each in found}

    def _rule(self, constraint: str) -> Rule | None:
        """Return the rules of a constraint as they hold for the project; None where there is no such constraint."""
        with suppress(Absent):
            found = self._needing("orgpolicy", "org-policies", "describe", constraint, "--effective", self._in_project)
            return tuple(found.get("spec", {}).get("rules", []))
        return None

    def _allowed(self, permissions: list[str]) -> set[str]:
        """Those that whoever is logged in has."""
        path = f"v1/projects/{self._intended.project_id}:testIamPermissions"
        found = self._google("cloudresourcemanager").post("cloudresourcemanager", path, {"permissions": permissions})
        return set(found.get("permissions", []))

    def _google(self, api: str) -> Google:
        """Ask an API in gcloud's name, for what gcloud has no command."""
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {self._gcloud.say('auth', 'print-access-token')}"
        address = self._gcloud.say("config", "get", f"api_endpoint_overrides/{api}").rstrip("/")
        return Google(session, {api: address} if address.startswith("http") else None)

    def _is_made(self, address: str) -> bool:
        """Whether Terraform knows of this as its own work."""
        return address in _run("terraform", f"-chdir={self._folder}", "state", "list")


def _found(name: str, check: Callable[[], None]) -> Finding:
    try:
        check()
    except Obstacle as error:
        return Finding(BAD, name, str(error))
    except (Untold, NotAnswered) as error:
        return Finding(OPEN, name, str(error))
    return Finding(GOOD, name)


def _run(program: str, *arguments: str) -> str:
    """Return what a program prints; "" where it is not there or fails."""
    if (found := shutil.which(program)) is None:
        return ""
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""
