"""Is everything there that a deployment needs? Each thing is used, and what is missing is said with how to mend it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import requests

from coatcheck.bootstrap import Services
from coatcheck.errors import CoatCheckError
from coatcheck.ports.messages import DeliveryBatch, Tick
from coatcheck.store import is_file
from console.cloud.deployed import APPLY, Deployed, Trouble
from console.cloud.finding import BAD, GOOD, Finding
from console.cloud.queries import QUERIES
from console.cloud.topology import subscriptions, topics

LATE = timedelta(minutes=3)
SECONDS = 10.0

Check = tuple[str, Callable[[], object]]


def findings(services: Services, deployed: Deployed, on_emulators: bool) -> Iterator[Finding]:
    """Tell what each check finds, as soon as it is there. Emulators have no services, secrets, accounts and grants."""
    for name, check in (*_common(services, deployed), *(() if on_emulators else _cloud(services, deployed))):
        try:
            check()
        except Trouble as error:
            yield Finding(BAD, name, str(error))
        except CoatCheckError as error:
            yield Finding(
                BAD, name, f"{error} If it is missing, {APPLY}; if you may not see it, log in with more rights."
            )
        else:
            yield Finding(GOOD, name)


def _common(services: Services, deployed: Deployed) -> Iterator[Check]:
    yield "settings", partial(_settings, services)
    yield "Firestore: read and write", services.store.check
    for name, query in QUERIES.items():
        yield f"Firestore's index: {name}", partial(query, services.store)
    yield "Pub/Sub: publish", partial(_publish, services)
    for topic in topics():
        yield f"topic {topic}", partial(deployed.topic, topic)
    for each in subscriptions():
        yield f"subscription {each.name}", partial(deployed.subscription, each)
    yield "clock", partial(_clock, services)


def _cloud(services: Services, deployed: Deployed) -> Iterator[Check]:
    yield "site", partial(_site, services)
    for each in subscriptions():
        yield f"push settings of {each.name}", partial(deployed.push_settings, each, services.settings)
        if each.dead_letter_topic:
            yield f"Pub/Sub's grants to give up {each.name}", partial(deployed.grants, each)
    closed = {"poller": "push/ticks", "notifier": "push/ticks"}  # and a door of each
    if deployed.has_renderer():
        closed["renderer"] = "draw"
    for name in ("signup-web", *closed):
        yield f"service {name}, its account and secrets", partial(deployed.service, name)
    for name, door in closed.items():
        yield f"service {name} is closed to strangers", partial(deployed.closed, name, door)


def _settings(services: Services) -> None:
    settings = services.settings
    if is_file(settings.store) or not settings.bus.startswith("pubsub:"):
        raise Trouble("Set COATCHECK_STORE to firestore://PROJECT and COATCHECK_BUS to pubsub://PROJECT.")
    needed = ("secret_key", "public_url", "region", "push_audience", "push_service_account")
    if missing := [f"COATCHECK_{name.upper()}" for name in needed if not getattr(settings, name)]:
        raise Trouble(f"Set {', '.join(missing)} to what the services have.")


def _publish(services: Services) -> None:
    """Publish a tick too many and an empty batch: both do no harm."""
    now = services.clock.now()
    services.bus.publish([Tick(slot=now.replace(second=0, microsecond=0)), DeliveryBatch(ids=())])


def _clock(services: Services) -> None:
    """Ticks come if the batches were leased of late."""
    watched = {watch.batch for watch in services.store.watches() if watch.active}
    slots = [batch.slot for batch in services.store.batches(sorted(watched)).values() if batch.slot]
    if slots and services.clock.now() - max(slots) > LATE:
        last = f"{max(slots):%Y-%m-%d %H:%M} UTC"
        raise Trouble(
            f"The last look was at {last}: see whether the Cloud Scheduler job `tick` runs, and the poller's logs."
        )


def _site(services: Services) -> None:
    url = f"{services.settings.site}/status.json"  # Google's front end keeps /healthz for itself
    try:
        status = requests.get(url, timeout=SECONDS).status_code
    except requests.RequestException as error:
        raise Trouble(f"{url} does not answer: {error}. Read the logs of the service signup-web.") from error
    if status != 200:
        raise Trouble(f"{url} answers {status}: read the logs of the service signup-web.")
