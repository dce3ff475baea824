"""A deployment that can be looked at: Firestore and Pub/Sub on emulators, the rest of Google's APIs on a stand-in."""

import requests
from flask import Flask

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from console.cloud.deploy_check import findings
from console.cloud.deployed import Deployed
from console.cloud.google import Google
from console.cloud.identity import AUDIENCE
from console.cloud.topology import Subscription, subscriptions, topics
from tests.fakes.google_apis import GoogleApis

AGENT = "serviceAccount:service-7@gcp-sa-pubsub.iam.gserviceaccount.com"
PUSHER = "pusher@project.iam.gserviceaccount.com"
RUNNER = "runner@project.iam.gserviceaccount.com"
REGION = "us-central1"


def services(project: str, site: str = "http://127.0.0.1:1") -> Services:
    settings = Settings(
        store=f"firestore://{project}",
        bus=f"pubsub://{project}",
        secret_key="0123456789" * 4,
        public_url=site,
        region=REGION,
        push_audience=AUDIENCE,
        push_service_account=PUSHER,
    )
    return Services(settings)


def troubles(of: Services, google: Google, on_emulators: bool = True, region: str = REGION) -> dict[str, str]:
    project = of.settings.bus.partition("://")[2]
    found = list(findings(of, Deployed(project, region, google), on_emulators))
    of.close()
    return {finding.name: finding.text for finding in found if finding.text}


PUBSUB_API, RUN_API, IAM_API, SECRETS_API, PROJECTS_API = (
    "pubsub",
    "run",
    "iam",
    "secretmanager",
    "cloudresourcemanager",
)
VERSIONS = ("pubsub.v1", "run.v2", "iam.v1", "secretmanager.v1", "cloudresourcemanager.v1")


class Cloud:
    """A deployment where all is well, until something is changed: Firestore and Pub/Sub on emulators, the rest of Google a stand-in."""

    def __init__(self, project: str, google: GoogleApis, site: str) -> None:
        self.project, self.google, self.site = project, google, site
        self.root = f"projects/{project}"
        google.put(PROJECTS_API, f"v1/{self.root}", {"projectNumber": "7"})
        for topic in topics():
            google.put(PUBSUB_API, f"v1/{self.root}/topics/{topic}", {"name": topic})
        for each in subscriptions():
            self.subscription(each, {"audience": AUDIENCE, "serviceAccountEmail": PUSHER})
            if each.dead_letter_topic:
                self.grant(f"topics/{each.dead_letter_topic}", "roles/pubsub.publisher")
                self.grant(f"subscriptions/{each.name}", "roles/pubsub.subscriber")
        for name in ("poller", "notifier", "signup-web"):
            self.service(name, f"http://127.0.0.1:1/{name}")
        google.put(IAM_API, f"v1/{self.root}/serviceAccounts/{RUNNER}", {"email": RUNNER})
        self.secret("ENABLED")

    def subscription(self, each: Subscription, token: dict[str, str]) -> None:
        found = {
            "topic": f"{self.root}/topics/{each.topic}",
            "ackDeadlineSeconds": 60,
            "pushConfig": {"pushEndpoint": f"https://{each.service}.example{each.path}", "oidcToken": token},
            "deadLetterPolicy": {"deadLetterTopic": f"{self.root}/topics/{each.dead_letter_topic}"},
        }
        self.google.put(PUBSUB_API, f"v1/{self.root}/subscriptions/{each.name}", found)

    def grant(self, path: str, *roles: str) -> None:
        bindings = [{"role": role, "members": [AGENT]} for role in roles]
        self.google.put(PUBSUB_API, f"v1/{self.root}/{path}:getIamPolicy", {"bindings": bindings})

    def service(self, name: str, uri: str, **environment: str) -> None:
        secret = {"name": "A", "valueSource": {"secretKeyRef": {"secret": "coatcheck-secret-key", "version": "1"}}}
        given = [{"name": name, "value": value} for name, value in environment.items()]
        found = {
            "name": f"{self.root}/locations/{REGION}/services/{name}",
            "uri": uri,
            "template": {"serviceAccount": RUNNER, "containers": [{"env": [secret, *given]}]},
            "terminalCondition": {"state": "CONDITION_SUCCEEDED"},
        }
        self.google.put(RUN_API, f"v2/{self.root}/locations/{REGION}/services/{name}", found)

    def secret(self, state: str) -> None:
        self.google.put(SECRETS_API, f"v1/{self.root}/secrets/coatcheck-secret-key/versions/1", {"state": state})

    def troubles(self, region: str = REGION) -> dict[str, str]:
        google = Google(requests.Session(), self.google.addresses)
        return troubles(services(self.project, self.site), google, on_emulators=False, region=region)


def site() -> Flask:
    app = Flask(__name__)

    @app.get("/status.json")
    def status() -> str:
        return "{}"

    @app.get("/open/push/ticks")
    @app.get("/open/draw")
    def wrong_method() -> tuple[str, int]:
        return "", 405

    return app
