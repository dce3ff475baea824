"""Who reads which topic: the subscriptions of the three services, as Terraform makes them and the services expect them."""

from coatcheck.model import Frozen

SERVICES = ("poller", "notifier", "signup_web")
READERS: dict[str, tuple[str, ...]] = {
    "ticks": ("poller", "notifier"),
    "polls": ("poller",),
    "restocks": ("notifier",),
    "deliveries": ("notifier",),
}
ATTEMPTS = 100  # before a message is given up: Pub/Sub's maximum, about an hour and a half with the pauses below
FIRST_PAUSE = 1.0  # seconds before the second attempt
LONGEST_PAUSE = 60.0


class Subscription(Frozen, frozen=True):
    """One push subscription."""

    name: str
    topic: str
    service: str
    path: str
    dead_letter_topic: str = ""


def subscriptions() -> list[Subscription]:
    """List all of them: each reader's, and those that bring what was given up to the notifier, which keeps it."""
    reading = [
        Subscription(f"{topic}-{service}", topic, service, f"/push/{topic}", f"{topic}-dead")
        for topic, services in READERS.items()
        for service in services
    ]
    given_up = [
        Subscription(f"{topic}-dead-notifier", f"{topic}-dead", "notifier", f"/push/dead/{topic}") for topic in READERS
    ]
    return [*reading, *given_up]


def topics() -> list[str]:
    """List the topics, and those for what was given up."""
    return [*READERS, *(f"{topic}-dead" for topic in READERS)]
