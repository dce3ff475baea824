"""What was deployed in a project, as Google's APIs tell it. Each method returns, or raises what is wrong."""

from typing import Any

import requests

from coatcheck.config import Settings
from coatcheck.errors import CoatCheckError
from coatcheck.ports.time_budgets import ACK
from console.cloud.google import Google, NotAnswered
from console.cloud.topology import Subscription

APPLY = "run `terraform apply`"
REFUSED = frozenset({401, 403, 404})  # Cloud Run answers 404 to whoever comes from outside
SECONDS = 10.0


class Trouble(CoatCheckError):
    """Something is missing or wrong; the text says what, and how to mend it."""


class Deployed:
    def __init__(self, project: str, region: str, google: Google) -> None:
        self._google = google
        self._root = f"v1/projects/{project}"
        self._in_region = f"v2/projects/{project}/locations/{region}"

    def topic(self, name: str) -> None:
        self._google.get("pubsub", f"{self._root}/topics/{name}")

    def subscription(self, each: Subscription) -> None:
        """Check that it is there, and reads its topic."""
        found = self._subscription(each)
        if found["topic"].rpartition("/")[2] != each.topic:
            raise Trouble(f"It reads {found['topic']}, not {each.topic}: {APPLY}.")

    def push_settings(self, each: Subscription, settings: Settings) -> None:
        """Check that it pushes to our door, as the one whom the door lets in, and gives up where the notifier finds it."""
        found = self._subscription(each)
        push = found.get("pushConfig", {})
        token = push.get("oidcToken", {})
        dead_letters = found.get("deadLetterPolicy", {}).get("deadLetterTopic", "").rpartition("/")[2]
        wrong = {
            f"does not push to {each.path}": not push.get("pushEndpoint", "").endswith(each.path),
            "has another audience than COATCHECK_PUSH_AUDIENCE": token.get("audience") != settings.push_audience,
            "signs as another than COATCHECK_PUSH_SERVICE_ACCOUNT": token.get("serviceAccountEmail")
            != settings.push_service_account,
            f"does not wait {ACK:.0f} seconds for an answer": found.get("ackDeadlineSeconds") != ACK,
            f"gives up to {dead_letters or 'nowhere'}": dead_letters != each.dead_letter_topic,
        }
        if faults := [fault for fault, is_there in wrong.items() if is_there]:
            raise Trouble(f"It {', '.join(faults)}: {APPLY}.")

    def grants(self, each: Subscription) -> None:
        """Check both grants: without them Pub/Sub never gives a message up, and says nothing.

        https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions
        """
        number = self._google.get("cloudresourcemanager", self._root)["projectNumber"]
        agent = f"serviceAccount:service-{number}@gcp-sa-pubsub.iam.gserviceaccount.com"
        wanted = {
            f"topics/{each.dead_letter_topic}": "roles/pubsub.publisher",
            f"subscriptions/{each.name}": "roles/pubsub.subscriber",
        }
        for path, role in wanted.items():
            bindings = self._google.get("pubsub", f"{self._root}/{path}:getIamPolicy").get("bindings", [])
            if not any(binding["role"] == role and agent in binding["members"] for binding in bindings):
                raise Trouble(f"Pub/Sub's own account {agent} lacks {role} on {path}: {APPLY}.")

    def service(self, name: str) -> None:
        """Check that it is ready, its account exists, and its secrets can be read."""
        found = self._service(name)
        condition = found.get("terminalCondition", {})
        if condition.get("state") != "CONDITION_SUCCEEDED":
            raise Trouble(f"It is not ready: {condition.get('message', 'no reason given')} Read its logs.")
        account = found["template"]["serviceAccount"]
        if self._google.get("iam", f"{self._root}/serviceAccounts/{account}").get("disabled"):
            raise Trouble(f"Its account {account} is disabled: enable it.")
        for variable in found["template"]["containers"][0].get("env", []):
            if reference := variable.get("valueSource", {}).get("secretKeyRef"):
                self._secret(reference["secret"], reference.get("version", "latest"))

    def has_renderer(self) -> bool:
        """Return whether the poller asks a renderer; False, too, where there is no poller, which has a check of its own."""
        try:
            containers = self._service("poller")["template"]["containers"]
        except NotAnswered:
            return False
        return any(each["name"] == "COATCHECK_RENDERER" for each in containers[0].get("env", []))

    def closed(self, name: str, door: str) -> None:
        """Check that strangers are turned away before our own code is asked, which would answer 405: this door takes what is posted.

        Not /healthz: Google's front end answers that one itself. https://cloud.google.com/run/docs/known-issues#ah
        """
        url = self._service(name)["uri"]
        try:
            status = requests.get(f"{url}/{door}", timeout=SECONDS).status_code
        except requests.RequestException:
            return
        if status not in REFUSED:
            raise Trouble(f"{url} answers strangers ({status}): take `allUsers` off its invokers, or {APPLY}.")

    def _secret(self, secret: str, version: str) -> None:
        path = secret if "/" in secret else f"{self._root.removeprefix('v1/')}/secrets/{secret}"
        found = self._google.get("secretmanager", f"v1/{path}/versions/{version}")
        if found.get("state") != "ENABLED":
            raise Trouble(f"Version {version} of {path} is {found.get('state')}: add a version, and {APPLY}.")

    def _subscription(self, each: Subscription) -> dict[str, Any]:
        return self._google.get("pubsub", f"{self._root}/subscriptions/{each.name}")

    def _service(self, name: str) -> dict[str, Any]:
        """One by one: Cloud Run lists no services without their region, and takes no wildcard for it."""
        return self._google.get("run", f"{self._in_region}/services/{name}")
