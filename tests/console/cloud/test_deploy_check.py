"""`coatcheck deploy-check` finds what is missing by using it, and says how to mend it."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from console.cli import main
from console.cloud.google import open_google
from console.cloud.pusher import Emulated
from console.cloud.topology import subscriptions
from tests.console.cloud.deployment import IAM_API, PUBSUB_API, REGION, RUN_API, RUNNER, Cloud, services, troubles


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


def test_the_renderer_is_looked_at_where_there_is_one(cloud: Cloud) -> None:
    cloud.service("poller", "http://127.0.0.1:1/poller", COATCHECK_RENDERER="https://renderer.example")
    closed, whole = "service renderer is closed to strangers", "service renderer, its account and secrets"
    assert set(cloud.troubles()) == {closed, whole}
    cloud.service("renderer", f"{cloud.site}/open")
    assert set(cloud.troubles()) == {closed}
    cloud.service("renderer", "http://127.0.0.1:1/renderer")
    assert cloud.troubles() == {}
