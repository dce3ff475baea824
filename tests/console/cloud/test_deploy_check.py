"""`coatcheck deploy-check` finds what is missing by using it, and says how to mend it."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
from click.testing import CliRunner
from flask import Flask, Response, jsonify

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from console.cli import main
from console.cloud.deploy_check import findings
from console.cloud.deployed import Deployed
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.google import Google, open_google
from console.cloud.identity import AUDIENCE
from console.cloud.pusher import Emulated
from console.cloud.topology import subscriptions
from console.serving import Server
from tests.emulators import address, fresh_project

AGENT = "serviceAccount:service-7@gcp-sa-pubsub.iam.gserviceaccount.com"
PUSHER = "pusher@project.iam.gserviceaccount.com"


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
        push_audience=AUDIENCE,
        push_service_account=PUSHER,
    )
    return Services(settings)


def troubles(of: Services, google: Google, on_emulators: bool = True) -> dict[str, str]:
    project = of.settings.bus.partition("://")[2]
    found = list(findings(of, Deployed(project, google), on_emulators))
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
    for name in ("store", "bus", "secret_key", "public_url", "push_audience", "push_service_account"):
        monkeypatch.setenv(f"COATCHECK_{name.upper()}", getattr(settings, name))
    whole = CliRunner().invoke(main, ["deploy-check"])
    assert (whole.exit_code, "Everything that was asked for is there." in whole.output) == (0, True)
    emulated.subscriber.delete_subscription(subscription=emulated.subscription("polls-poller"))
    broken = CliRunner().invoke(main, ["deploy-check"])
    assert broken.exit_code == 1
    assert "!!  subscription polls-poller" in broken.output


class FakeGoogle:
    """Google's APIs about a project where all is well, until something is taken out of `answers`."""

    def __init__(self, project: str, site: str) -> None:
        root = f"projects/{project}"
        self.answers: dict[str, Any] = {f"v1/{root}": {"projectNumber": "7"}}
        for each in subscriptions():
            self.answers |= {
                f"v1/{root}/topics/{each.topic}": {},
                f"v1/{root}/subscriptions/{each.name}": {
                    "topic": f"{root}/topics/{each.topic}",
                    "ackDeadlineSeconds": 60,
                    "pushConfig": {
                        "pushEndpoint": f"https://{each.service}.example{each.path}",
                        "oidcToken": {"audience": AUDIENCE, "serviceAccountEmail": PUSHER},
                    },
                    "deadLetterPolicy": {"deadLetterTopic": f"{root}/topics/{each.dead_letter_topic}"},
                },
                f"v1/{root}/topics/{each.dead_letter_topic}:getIamPolicy": policy("roles/pubsub.publisher"),
                f"v1/{root}/subscriptions/{each.name}:getIamPolicy": policy("roles/pubsub.subscriber"),
            }
        secret = {"valueSource": {"secretKeyRef": {"secret": "coatcheck-secret-key", "version": "1"}}}
        template = {"serviceAccount": "runner@example", "containers": [{"env": [secret]}]}
        ready = {"state": "CONDITION_SUCCEEDED"}
        self.services = {
            name: {
                "name": f"{root}/locations/x/services/{name}",
                "uri": f"{site}/{name}",
                "template": template,
                "terminalCondition": ready,
            }
            for name in ("poller", "notifier", "signup-web")
        }
        self.answers[f"v1/{root}/serviceAccounts/runner@example"] = {"email": "runner@example"}
        self.answers[f"v1/{root}/secrets/coatcheck-secret-key/versions/1"] = {"state": "ENABLED"}
        self.root = root

    def app(self) -> Flask:
        app = Flask(__name__)

        @app.get("/status.json")
        def status() -> str:
            return "{}"

        @app.get("/open/push/ticks")
        def wrong_method() -> tuple[str, int]:
            return "", 405

        @app.get("/<path:path>")
        def answer(path: str) -> tuple[Response, int]:
            listed = {f"v2/{self.root}/locations/-/services": {"services": list(self.services.values())}}
            answers = self.answers | listed
            return (jsonify(answers[path]), 200) if path in answers else (jsonify({}), 404)

        return app


def policy(role: str) -> dict[str, Any]:
    return {"bindings": [{"role": role, "members": [AGENT]}]}


class Cloud:
    """A deployment: Firestore and Pub/Sub on emulators, everything else on a stand-in for Google's APIs."""

    def __init__(self, project: str, server: Server, google: FakeGoogle) -> None:
        self.project, self.google, self.url = project, google, server.url

    def troubles(self) -> dict[str, str]:
        apis = ("pubsub", "run", "iam", "secretmanager", "cloudresourcemanager")
        google = Google(requests.Session(), dict.fromkeys(apis, self.url))
        return troubles(services(self.project, self.url), google, on_emulators=False)


@pytest.fixture
def cloud(emulated: Emulated) -> Iterator[Cloud]:
    google = FakeGoogle(emulated.project, "http://127.0.0.1:1")
    with closing(Server(google.app())) as server:
        yield Cloud(emulated.project, server, google)


def test_a_whole_deployment_has_no_troubles(cloud: Cloud) -> None:
    assert cloud.troubles() == {}


MISSING = {
    "service notifier, its account and secrets": lambda google: google.services.pop("notifier"),
    "service poller, its account and secrets": lambda google: google.answers.pop(
        f"v1/{google.root}/serviceAccounts/runner@example"
    ),
    "service signup-web, its account and secrets": lambda google: google.answers.update(
        {f"v1/{google.root}/secrets/coatcheck-secret-key/versions/1": {"state": "DISABLED"}}
    ),
    "Pub/Sub's grants to give up polls-poller": lambda google: google.answers.update(
        {f"v1/{google.root}/topics/polls-dead:getIamPolicy": {}}
    ),
    "push settings of ticks-poller": lambda google: google.answers[f"v1/{google.root}/subscriptions/ticks-poller"][
        "pushConfig"
    ].pop("oidcToken"),
    "topic restocks": lambda google: google.answers.pop(f"v1/{google.root}/topics/restocks"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_a_deployment_lacks_is_named_and_how_to_mend_it(cloud: Cloud, name: str) -> None:
    MISSING[name](cloud.google)
    found = cloud.troubles()
    assert name in found
    assert any(words in found[name] for words in ("terraform apply", "more rights"))


def test_a_service_that_answers_strangers_is_named(cloud: Cloud) -> None:
    cloud.google.services["poller"]["uri"] = f"{cloud.url}/open"
    assert list(cloud.troubles()) == ["service poller is closed to strangers"]
