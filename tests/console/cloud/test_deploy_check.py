"""`coatcheck deploy-check` finds what is missing by using it, and says how to mend it."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import requests
from click.testing import CliRunner
from flask import Flask

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from console.cli import main
from console.cloud.deploy_check import findings
from console.cloud.deployed import Deployed
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.google import Google, open_google
from console.cloud.identity import AUDIENCE
from console.cloud.pusher import Emulated
from console.cloud.topology import Subscription, subscriptions, topics
from console.serving import Server
from tests.emulators import address, fresh_project
from tests.fakes.google_apis import GoogleApis

AGENT = "serviceAccount:service-7@gcp-sa-pubsub.iam.gserviceaccount.com"
PUSHER = "pusher@project.iam.gserviceaccount.com"
RUNNER = "runner@project.iam.gserviceaccount.com"
REGION = "us-central1"


@pytest.fixture
def emulated() -> Iterator[Emulated]:
    """A project with all its topics and subscriptions."""
    address(FIRESTORE), address(PUBSUB)
    with closing(Emulated(fresh_project())) as project:
        project.create()
        yield project


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
    return {finding.name: finding.trouble for finding in found if finding.trouble}


def test_a_whole_project_has_no_troubles(emulated: Emulated) -> None:
    assert troubles(services(emulated.project), open_google()) == {}


def test_a_missing_subscription_is_named(emulated: Emulated) -> None:
    emulated.subscriber.delete_subscription(subscription=emulated.subscription("restocks-notifier"))
    found = troubles(services(emulated.project), open_google())
    assert list(found) == ["subscription restocks-notifier"]
    assert "terraform apply" in found["subscription restocks-notifier"]


def test_a_missing_topic_is_found_by_publishing_to_it(emulated: Emulated) -> None:
    emulated.publisher.delete_topic(topic=emulated.topic("deliveries"))
    found = troubles(services(emulated.project), open_google())
    assert {"Pub/Sub: publish", "topic deliveries", "subscription deliveries-notifier"} <= set(found)


def test_the_command_prints_each_check_and_fails_where_something_needs_mending(
    emulated: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = services(emulated.project).settings
    for name in ("store", "bus", "secret_key", "public_url", "region", "push_audience", "push_service_account"):
        monkeypatch.setenv(f"COATCHECK_{name.upper()}", getattr(settings, name))
    whole = CliRunner().invoke(main, ["deploy-check"])
    assert (whole.exit_code, "Everything that was asked for is there." in whole.output) == (0, True)
    emulated.subscriber.delete_subscription(subscription=emulated.subscription("polls-poller"))
    broken = CliRunner().invoke(main, ["deploy-check"])
    assert broken.exit_code == 1
    assert "!!  subscription polls-poller" in broken.output


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

    def service(self, name: str, uri: str) -> None:
        secret = {"name": "A", "valueSource": {"secretKeyRef": {"secret": "coatcheck-secret-key", "version": "1"}}}
        found = {
            "name": f"{self.root}/locations/{REGION}/services/{name}",
            "uri": uri,
            "template": {"serviceAccount": RUNNER, "containers": [{"env": [secret]}]},
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
    def wrong_method() -> tuple[str, int]:
        return "", 405

    return app


@pytest.fixture
def cloud(emulated: Emulated) -> Iterator[Cloud]:
    with closing(GoogleApis(*VERSIONS)) as google, closing(Server(site())) as server:
        yield Cloud(emulated.project, google, server.url)


def test_a_whole_deployment_has_no_troubles_and_google_understands_every_question(cloud: Cloud) -> None:
    assert cloud.troubles() == {}
    assert cloud.google.refused == []


@pytest.mark.parametrize("region", ["-", "us-central", "europe"])
def test_a_region_that_is_none_is_named_with_googles_own_words(cloud: Cloud, region: str) -> None:
    found = cloud.troubles(region)
    assert "service poller, its account and secrets" in found
    assert "location" in found["service poller, its account and secrets"]


MISSING: dict[str, Callable[[Cloud], None]] = {
    "service notifier, its account and secrets": lambda cloud: cloud.google.take(
        RUN_API, f"v2/{cloud.root}/locations/{REGION}/services/notifier"
    ),
    "service poller, its account and secrets": lambda cloud: cloud.google.take(
        IAM_API, f"v1/{cloud.root}/serviceAccounts/{RUNNER}"
    ),
    "service signup-web, its account and secrets": lambda cloud: cloud.secret("DISABLED"),
    "Pub/Sub's grants to give up polls-poller": lambda cloud: cloud.grant("topics/polls-dead"),
    "push settings of ticks-poller": lambda cloud: cloud.subscription(subscriptions()[0], {}),
    "topic restocks": lambda cloud: cloud.google.take(PUBSUB_API, f"v1/{cloud.root}/topics/restocks"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_a_deployment_lacks_is_named_and_how_to_mend_it(cloud: Cloud, name: str) -> None:
    MISSING[name](cloud)
    found = cloud.troubles()
    assert name in found
    assert any(words in found[name] for words in ("terraform apply", "more rights"))


def test_a_service_that_answers_strangers_is_named(cloud: Cloud) -> None:
    cloud.service("poller", f"{cloud.site}/open")
    assert list(cloud.troubles()) == ["service poller is closed to strangers"]
