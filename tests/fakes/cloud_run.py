"""A stand-in for Cloud Run's API as `gcloud run` uses it: services, their revisions, and who gets how much of the traffic.

https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services
"""

import copy
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tests.fakes.google_apis import GoogleApis, Refusal

ROOT = "apis/serving.knative.dev/v1/namespaces"
Start = Callable[
    [str, str, str], str
]  # service, revision, image -> where it answers; "" where it does not become ready


class CloudRun:
    """The services of one project, each with one revision that gets everything, whatever is the latest."""

    def __init__(self, google: GoogleApis, project: str, services: Mapping[str, str], start: Start) -> None:
        """`services`: their images by their names."""
        self._start = start
        self.services = {name: _service(project, name, image) for name, image in services.items()}
        self.addresses: dict[str, str] = {}  # by revision
        self.history: dict[str, list[dict[str, int]]] = {}  # each service's traffic, whenever it changed
        google.put("run", f"{ROOT}/{project}/services", self._list)
        for name, service in self.services.items():
            path = f"{ROOT}/{project}/services/{name}"
            google.put("run", path, partial(self._get, name))
            google.put("run", path, partial(self._replace, name), "PUT")
            self._deploy(name, service)

    def traffic(self, name: str) -> dict[str, int]:
        """The shares of its revisions, in percent."""
        shares: dict[str, int] = {}
        for each in self.services[name]["status"]["traffic"]:
            if each.get("percent"):
                shares[each["revisionName"]] = shares.get(each["revisionName"], 0) + each["percent"]
        return shares

    def tagged(self, name: str) -> dict[str, str]:
        """Which revisions have an address of their own."""
        targets = self.services[name]["status"]["traffic"]
        return {each["tag"]: each["revisionName"] for each in targets if "tag" in each}

    def _get(self, name: str, body: object) -> dict[str, Any]:
        return self.services[name]

    def _list(self, body: object) -> dict[str, Any]:
        return {"kind": "ServiceList", "items": list(self.services.values())}

    def _replace(self, name: str, wanted: dict[str, Any]) -> dict[str, Any] | Refusal:
        before = self.services[name]
        if wanted["metadata"].get("resourceVersion") != before["metadata"]["resourceVersion"]:
            return Refusal(409, "the service was changed meanwhile")
        service = copy.deepcopy(wanted)
        service["status"] = copy.deepcopy(before["status"])
        generation = before["metadata"]["generation"] + 1
        service["metadata"] |= {"generation": generation, "resourceVersion": str(generation)}
        if service["spec"]["template"] != before["spec"]["template"]:
            self._deploy(name, service)
        else:
            self._settle(name, service, "True", "")
        return self.services[name]

    def _deploy(self, name: str, service: dict[str, Any]) -> None:
        """Make a revision, and let it show that it is ready."""
        number, template = service["metadata"]["generation"], service["spec"]["template"]
        revision = template["metadata"].get("name") or f"{name}-{number:05}-abc"
        service["status"]["latestCreatedRevisionName"] = revision
        self.addresses[revision] = self._start(name, revision, template["spec"]["containers"][0]["image"])
        if self.addresses[revision]:
            service["status"]["latestReadyRevisionName"] = revision
            self._settle(name, service, "True", "")
        else:
            self._settle(name, service, "False", f"Revision '{revision}' is not ready and cannot serve traffic.")

    def _settle(self, name: str, service: dict[str, Any], ready: str, message: str) -> None:
        status = service["status"]
        status["observedGeneration"] = service["metadata"]["generation"]
        kinds = ("Ready", "ConfigurationsReady", "RoutesReady")
        status["conditions"] = [{"type": kind, "status": ready, "message": message} for kind in kinds]
        if ready == "True":
            latest = status["latestReadyRevisionName"]
            status["traffic"] = [self._target(name, each, latest) for each in service["spec"]["traffic"]]
        self.services[name] = service
        history = self.history.setdefault(name, [])
        if not history or history[-1] != self.traffic(name):
            history.append(self.traffic(name))

    def _target(self, name: str, wanted: dict[str, Any], latest: str) -> dict[str, Any]:
        target = {**wanted, "revisionName": wanted.get("revisionName", latest)}
        if "tag" in wanted:
            target["url"] = self.addresses[target["revisionName"]]
        return target


def _service(project: str, name: str, image: str) -> dict[str, Any]:
    """As Terraform made it."""
    return {
        "apiVersion": "serving.knative.dev/v1",
        "kind": "Service",
        "metadata": {
            "name": name,
            "namespace": project,
            "generation": 1,
            "resourceVersion": "1",
            "labels": {"app": "coatcheck"},
            "annotations": {"run.googleapis.com/ingress": "internal"},
        },
        "spec": {
            "template": {"metadata": {}, "spec": {"containers": [{"image": image}]}},
            "traffic": [{"latestRevision": True, "percent": 100}],
        },
        "status": {"url": f"https://{name}.example"},
    }
