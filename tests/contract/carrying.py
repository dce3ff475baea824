"""A bus with the readers that the product has, whichever way it carries: by threads of this process, or by Pub/Sub and its pushes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

import pytest
from flask import Flask

from coatcheck.bus.local import LocalBus
from coatcheck.bus.pubsub import PubSub
from coatcheck.bus.push import push_routes
from coatcheck.config import Settings
from coatcheck.model import DeadLetter
from coatcheck.ports import Bus
from coatcheck.ports.messages import Message
from console.cloud import pusher
from console.cloud.emulators import PUBSUB
from console.cloud.identity import AUDIENCE, SERVICE_ACCOUNT, Identity
from console.cloud.pusher import Emulated, Manners, Pusher
from console.cloud.topology import READERS, SERVICES
from console.serving import Server
from tests.emulators import address, fresh_project

ATTEMPTS = 3  # before a message is given up
QUICK = 0.01  # seconds before the second


class Readers:
    """What each service got, what was given up, and how often a handler fails first."""

    def __init__(self) -> None:
        self.got: dict[str, list[Message]] = defaultdict(list)
        self.buried: list[DeadLetter] = []
        self.failures = 0

    def handle(self, service: str, message: Message) -> None:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the handler broke")
        self.got[service].append(message)

    def of(self, topic: str) -> dict[str, Callable[[Message], None]]:
        """The handlers of a topic, by service."""
        return {service: partial(self.handle, service) for service in READERS[topic]}


@contextmanager
def by_threads(readers: Readers) -> Iterator[Bus]:
    with closing(LocalBus(readers.buried.append, {}, ATTEMPTS, QUICK)) as bus:
        for topic in READERS:
            for handle in readers.of(topic).values():
                bus.subscribe(topic, handle)
        bus.start()
        yield bus


@contextmanager
def by_pubsub(readers: Readers) -> Iterator[Bus]:
    address(PUBSUB)
    identity = Identity()
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pusher, "ATTEMPTS", ATTEMPTS)
        certificates = stack.enter_context(identity.published())
        settings = Settings(
            push_audience=AUDIENCE, push_service_account=SERVICE_ACCOUNT, push_certificates_url=certificates
        )
        emulated = stack.enter_context(closing(Emulated(fresh_project())))
        emulated.create()
        sites = {}
        for service in SERVICES:
            app = Flask(service)
            mine = {topic: readers.of(topic)[service] for topic in READERS if service in READERS[topic]}
            app.register_blueprint(push_routes(mine, settings, readers.buried.append))
            sites[service] = stack.enter_context(closing(Server(app))).url
        stack.enter_context(closing(Pusher(emulated, sites, identity, Manners(first_pause=QUICK))))
        yield stack.enter_context(closing(PubSub(emulated.project)))


WAYS = {"local": by_threads, "pubsub": by_pubsub}
