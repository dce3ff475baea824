"""Projects of Google's on stand-ins: a fresh one that a deployment can be put into, and Google's own `gcloud` that asks about it."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.cloud.permissions import APIS, needed
from tests.fakes.google_apis import Answer, GoogleApis
from tests.places import missing

VERSIONS = (
    *("cloudresourcemanager.v1", "cloudbilling.v1", "serviceusage.v1", "orgpolicy.v2", "run.v1", "run.v2"),
    *("firestore.v1", "cloudscheduler.v1", "artifactregistry.v1beta2"),
)
REGIONS = ("us-central1", "us-east1", "europe-west1", "europe-west3")


class Project:
    """A project in which everything is as a deployment wants it, until something is changed."""

    def __init__(self, google: GoogleApis, name: str = "coats-1") -> None:
        self.google, self.name = google, name
        self.put("cloudresourcemanager", f"v1/projects/{name}", {"projectId": name, "lifecycleState": "ACTIVE"})
        self.put("cloudbilling", f"v1/projects/{name}/billingInfo", {"billingEnabled": True})
        self.enabled(*APIS)
        self.allowed(needed())
        for api, version in (("run", "v1"), ("cloudscheduler", "v1"), ("artifactregistry", "v1beta2")):
            self.locations(api, version, *REGIONS)
        self.locations("firestore", "v1", *REGIONS, "nam5", "eur3")
        self.databases()
        self.domains()

    def put(self, api: str, path: str, answer: Any, verb: str = "GET") -> None:
        self.google.put(api, path, answer, verb)

    def enabled(self, *apis: str) -> None:
        services = [
            {"name": f"projects/1/services/{api}.googleapis.com", "config": {"name": f"{api}.googleapis.com"}}
            for api in apis
        ]
        self.put("serviceusage", f"v1/projects/{self.name}/services", {"services": services})

    def allowed(self, permissions: list[str]) -> None:
        def answer(body: Any) -> Answer:
            return {"permissions": [each for each in body["permissions"] if each in permissions]}

        self.put("cloudresourcemanager", f"v1/projects/{self.name}:testIamPermissions", answer, "POST")

    def locations(self, api: str, version: str, *names: str) -> None:
        found = [{"locationId": name, "name": f"projects/{self.name}/locations/{name}"} for name in names]
        self.put(api, f"{version}/projects/{self.name}/locations", {"locations": found})

    def databases(self, *found: Mapping[str, str]) -> None:
        self.put("firestore", f"v1/projects/{self.name}/databases", {"databases": [dict(each) for each in found]})

    def domains(self, *proven: str, region: str = "us-central1") -> None:
        path = f"v1/projects/{self.name}/locations/{region}/authorizeddomains"
        self.put("run", path, {"domains": [{"id": each} for each in proven]})

    def organized(self, **rules: list[dict[str, object]]) -> None:
        """In an organization with these rules, a constraint written with _ for each dot; all others are as Google's own."""
        self.put(
            "cloudresourcemanager",
            f"v1/projects/{self.name}",
            {"projectId": self.name, "lifecycleState": "ACTIVE", "parent": {"type": "organization", "id": "7"}},
        )
        for constraint in (*rules, *CONSTRAINTS):
            path = f"v2/projects/{self.name}/policies/{constraint.replace('_', '.')}:getEffectivePolicy"
            self.put("orgpolicy", path, {"spec": {"rules": rules.get(constraint, [{"allowAll": True}])}})


CONSTRAINTS = (
    *("run_managed_requireInvokerIam", "iam_disableServiceAccountCreation"),
    *("gcp_resourceLocations", "run_allowedIngress", "gcp_restrictServiceUsage"),
)


def gcloud_on(google: GoogleApis, folder: Path) -> dict[str, str]:
    """The variables with which Google's own `gcloud` asks the stand-in, as somebody who is logged in."""
    if shutil.which("gcloud") is None:
        missing("gcloud is not installed: https://cloud.google.com/sdk/docs/install")
    (folder / "token").write_text("a-token")
    (folder / "application_default_credentials.json").write_text("{}")
    overrides = {
        f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{name.upper()}": f"{address}/" for name, address in google.addresses.items()
    }
    return overrides | {
        "CLOUDSDK_CONFIG": str(folder),
        "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE": str(folder / "token"),
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "1",
        "CLOUDSDK_CORE_DISABLE_PROMPTS": "1",
        "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "1",
    }
