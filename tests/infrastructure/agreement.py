"""What the code needs of its surroundings, and where a plan does not give it, or gives what nobody needs."""

import re
from collections.abc import Iterable, Iterator

from coatcheck import config
from coatcheck.model import Frozen
from coatcheck.ports.messages import TOPICS, DeliveryBatch, FanOut, PollBatch, Tell
from coatcheck.process.environment import PREFIX
from coatcheck.store.firestore import collections
from coatcheck.store.firestore.collections import Collection
from console.cloud.topology import Subscription, subscriptions, topics
from tests.infrastructure.terraforming import TERRAFORM, Plan
from tests.places import ROOT

# Settings of one machine, and addresses of stand-ins: the cloud has its own for these, or none.
ONE_MACHINE = frozenset(
    {
        "host",
        "port",
        "tick_seconds",
        "backups",
        "backups_kept",
        "ping_url",
        "plugins",
        "twilio_api_url",
        "telegram_api_url",
        "discord_api_url",
        "templates",
        "push_certificates_url",
        "browser",
    }
)
# What each service publishes. The site sends any dead letter on its way again.
PUBLISHES: dict[str, set[str]] = {
    "poller": {TOPICS[kind] for kind in (PollBatch, FanOut, Tell)},
    "notifier": {TOPICS[kind] for kind in (FanOut, DeliveryBatch)},
    "signup-web": set(TOPICS.values()),
    "admin": set(TOPICS.values()),
}


class Needs(Frozen, frozen=True):
    """The code's side."""

    topics: tuple[str, ...]
    subscriptions: tuple[Subscription, ...]
    settings: tuple[str, ...]
    collections: tuple[Collection, ...]


COLLECTIONS = tuple(each for each in vars(collections).values() if isinstance(each, Collection))

CODE = Needs(
    topics=tuple(topics()),
    subscriptions=tuple(subscriptions()),
    settings=tuple(row.name for row in config.rows() if row.name not in ONE_MACHINE),
    collections=COLLECTIONS,
)


def disagreements(plan: Plan, needs: Needs = CODE) -> list[str]:
    """A sentence for each thing that one side has and the other has not; none where they agree."""
    return [*_topics(plan, needs), *_subscriptions(plan, needs), *_settings(plan, needs), *_database(plan, needs)]


def _compare(what: str, code: set[str], planned: set[str]) -> Iterator[str]:
    for name in sorted(code - planned):
        yield f"{what} {name}: the code needs it, Terraform does not make it"
    for name in sorted(planned - code):
        yield f"{what} {name}: Terraform makes it, no code needs it"


def _topics(plan: Plan, needs: Needs) -> Iterator[str]:
    yield from _compare("topic", set(needs.topics), {each["name"] for each in plan.all("google_pubsub_topic")})
    for service, wanted in PUBLISHES.items():
        given = {
            key.split("/")[1]
            for key in plan.by_key("google_pubsub_topic_iam_member", "publisher")
            if key.startswith(f"{service}/")
        }
        yield from _compare(f"{service}'s right to publish on", wanted, given)


def _subscriptions(plan: Plan, needs: Needs) -> Iterator[str]:
    planned = plan.all("google_pubsub_subscription")
    yield from _compare("subscription", {each.name for each in needs.subscriptions}, {each["name"] for each in planned})
    pushed = {each["name"]: each["push_config"][0].get("push_endpoint") for each in planned}
    given_up = {each["name"]: each["dead_letter_policy"] for each in planned}
    sites = {name: each.get("uri") for name, each in plan.services.items()}
    for each in needs.subscriptions:
        url = pushed.get(each.name)
        right = f"{sites[each.service.replace('_', '-')]}{each.path}"
        if url is not None and url != right:
            yield f"subscription {each.name} pushes to {url}, not to {right}"
        policies = given_up.get(each.name, [])
        topic = policies[0].get("dead_letter_topic", each.dead_letter_topic) if policies else ""
        if each.name in given_up and topic.rsplit("/", 1)[-1] != each.dead_letter_topic:
            yield f"subscription {each.name} gives up to {topic or 'nothing'}, not to {each.dead_letter_topic or 'nothing'}"


def _settings(plan: Plan, needs: Needs) -> Iterator[str]:
    given = {name for service in [*plan.services, "renderer"] for name in plan.environment(service)}
    further = settable()
    for name in sorted(further & {row.name for row in config.rows() if row.secret}):
        yield f"secret {name}: Terraform would let it stand in the variable `settings`"
    yield from _compare("variable", _variables(needs.settings), given | _variables(further))


def _variables(names: Iterable[str]) -> set[str]:
    return {PREFIX + name.upper() for name in names}


def settable() -> set[str]:
    """The settings that may be written in the variable `settings`, as locals.tf works them out of the code's table."""
    table = (ROOT / "coatcheck" / "config" / "settings.py").read_text()
    return set(re.findall(r"\n    (\w+): Annotated\[", table)) - set(listed("not_settable"))


def _database(plan: Plan, needs: Needs) -> Iterator[str]:
    fields = plan.all("google_firestore_field")
    lifetimes = {f"{each['collection']}.{each['field']}" for each in fields if each["ttl_config"]}
    wanted = {f"{each.name}.expires_at" for each in needs.collections if each.expires}
    yield from _compare("time to live", wanted, lifetimes)
    exempt = {each["collection"] for each in fields if each["field"] == "*"}
    yield from _compare("exemption from indexing", {each.name for each in needs.collections}, exempt)
    single = {f"{each['collection']}.{each['field']}" for each in fields if each["index_config"][0].get("indexes")}
    composite = {
        f"{index['collection']}.{field['field_path']}"
        for index in plan.all("google_firestore_index")
        for field in index["fields"]
    }
    searched = {f"{each.name}.{field}" for each in needs.collections for field in each.fields}
    yield from _compare("index of", searched, single | composite)


def listed(name: str) -> list[str]:
    """A list of words that stands in locals.tf."""
    found = re.search(rf"^\s*{name}\s*=\s*\[(.*?)\]", (TERRAFORM / "locals.tf").read_text(), re.MULTILINE | re.DOTALL)
    assert found, name
    return re.findall(r'"(\w+)"', found[1])
