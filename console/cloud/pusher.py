"""Pushes what the Pub/Sub emulator holds, as production does: signed tokens, attempts counted, given up in the end.

The emulator's own pushes carry no token and come two at a time.
https://cloud.google.com/pubsub/docs/push
"""

import logging
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count
from random import Random
from threading import Condition, Thread, local
from typing import Any

import grpc
import requests
from google.api_core.exceptions import DeadlineExceeded, GoogleAPIError
from google.pubsub_v1 import PublisherClient, PubsubMessage, PushConfig, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport
from msgspec import structs

from coatcheck.model import Frozen
from coatcheck.ports.messages import Envelope, wrap_push
from coatcheck.ports.time_budgets import ACK
from console.cloud.emulators import PUBSUB
from console.cloud.identity import AUDIENCE, Identity
from console.cloud.topology import ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE, Subscription, subscriptions, topics

ACKNOWLEDGED = frozenset({102, 200, 201, 202, 204})
WORKERS = 32
POLL = 2.0  # seconds for which one pull waits
TOKEN_LIFE = 1800.0  # seconds for which one token is used

log = logging.getLogger(__name__)


class Manners(Frozen, frozen=True):
    """How the bus behaves: each message so many times, each up to `delay` seconds late and so in any order."""

    copies: int = 1
    delay: float = 0.0
    first_pause: float = FIRST_PAUSE
    seed: int = 0


class Emulated:
    """The topics and subscriptions of a project on the emulator."""

    def __init__(self, project: str) -> None:
        self._channel = grpc.insecure_channel(os.environ[PUBSUB.variable])
        self.publisher: Any = PublisherClient(transport=PublisherGrpcTransport(channel=self._channel))
        self.subscriber: Any = SubscriberClient(transport=SubscriberGrpcTransport(channel=self._channel))
        self.project = project

    def create(self) -> None:
        """Make every topic and subscription there is."""
        for topic in topics():
            self.publisher.create_topic(name=self.topic(topic), timeout=10)
        for each in subscriptions():
            subscription = {"name": self.subscription(each.name), "topic": self.topic(each.topic)}
            self.subscriber.create_subscription(request=subscription | {"push_config": PushConfig()}, timeout=10)

    def topic(self, name: str) -> str:
        return f"projects/{self.project}/topics/{name}"

    def subscription(self, name: str) -> str:
        return f"projects/{self.project}/subscriptions/{name}"

    def close(self) -> None:
        self._channel.close()


class Pusher:
    """Pushes the messages of a project from the moment it is made until `close`."""

    def __init__(self, emulated: Emulated, sites: Mapping[str, str], identity: Identity, manners: Manners) -> None:
        """`sites`: the address of each service."""
        self._emulated = emulated
        self._sites = sites
        self._identity = identity
        self._manners, self._random = manners, Random(manners.seed)
        self._queue: list[tuple[float, int, Subscription, Envelope]] = []
        self._number = count()
        self._ready = Condition()
        self._under_way = 0
        self._closed = False
        self._token = ("", 0.0)
        self._sessions = local()
        self.pushed = 0
        self.given_up = 0
        pulls = [Thread(target=self._pull, args=(each,), daemon=True) for each in subscriptions()]
        self._threads = [*pulls, *(Thread(target=self._work, daemon=True) for _ in range(WORKERS))]
        for thread in self._threads:
            thread.start()

    def settled(self) -> bool:
        """Return whether nothing is waiting here to be pushed, or under way."""
        with self._ready:
            return not self._queue and not self._under_way

    def bearer(self) -> str:
        """Return a token that the services accept."""
        token, until = self._token
        if until < time.monotonic():
            token = self._identity.sign(self._identity.claims(AUDIENCE))
            self._token = (token, time.monotonic() + TOKEN_LIFE)
        return token

    def close(self) -> None:
        with self._ready:
            self._closed = True
            self._ready.notify_all()
        for thread in self._threads:
            thread.join(ACK)

    def _pull(self, subscription: Subscription) -> None:
        path = self._emulated.subscription(subscription.name)
        while not self._closed:
            try:
                request = {"subscription": path, "max_messages": 500}
                found = self._emulated.subscriber.pull(request=request, timeout=POLL, retry=None).received_messages
                for each in found:
                    self._take(subscription, each.message)
                if found:
                    request = {"subscription": path, "ack_ids": [each.ack_id for each in found]}
                    self._emulated.subscriber.acknowledge(request=request, timeout=POLL, retry=None)
            except DeadlineExceeded:
                continue
            except GoogleAPIError as error:
                log.debug("The emulator does not answer: %s", error)
                time.sleep(0.2)

    def _take(self, subscription: Subscription, message: Any) -> None:
        published_at = datetime.fromtimestamp(message.publish_time.timestamp(), UTC)
        envelope = Envelope(message.data, dict(message.attributes), message.message_id, published_at=published_at)
        for _ in range(self._manners.copies):
            self._later(subscription, envelope, self._random.uniform(0, self._manners.delay))

    def _later(self, subscription: Subscription, envelope: Envelope, seconds: float) -> None:
        with self._ready:
            heappush(self._queue, (time.monotonic() + seconds, next(self._number), subscription, envelope))
            self._ready.notify()

    def _work(self) -> None:
        while (next_push := self._next()) is not None:
            subscription, envelope = next_push
            try:
                if not self._push(subscription, envelope):
                    self._again(subscription, envelope)
            finally:
                with self._ready:
                    self._under_way -= 1

    def _next(self) -> tuple[Subscription, Envelope] | None:
        with self._ready:
            while not self._closed:
                wait = self._queue[0][0] - time.monotonic() if self._queue else None
                if wait is not None and wait <= 0:
                    self._under_way += 1
                    return heappop(self._queue)[2:]
                self._ready.wait(wait)
        return None

    def _push(self, subscription: Subscription, envelope: Envelope) -> bool:
        """Whether the service acknowledged it."""
        body = wrap_push(envelope, self._emulated.subscription(subscription.name))
        headers = {"Authorization": f"Bearer {self.bearer()}"}
        try:
            answer = self._session.post(
                self._sites[subscription.service] + subscription.path, json=body, headers=headers, timeout=ACK
            )
        except requests.RequestException:
            return False
        self.pushed += 1
        return answer.status_code in ACKNOWLEDGED

    def _again(self, subscription: Subscription, envelope: Envelope) -> None:
        if envelope.attempt < ATTEMPTS or not subscription.dead_letter_topic:
            pause = min(LONGEST_PAUSE, self._manners.first_pause * 2 ** min(envelope.attempt - 1, 10))
            self._later(subscription, structs.replace(envelope, attempt=envelope.attempt + 1), pause)
            return
        self.given_up += 1
        prefix = "CloudPubSubDeadLetterSource"
        told = {f"{prefix}DeliveryCount": str(envelope.attempt), f"{prefix}Subscription": subscription.name}
        message = PubsubMessage(data=envelope.data, attributes={**envelope.attributes, **told})
        self._emulated.publisher.publish(
            topic=self._emulated.topic(subscription.dead_letter_topic), messages=[message], timeout=POLL
        )

    @property
    def _session(self) -> requests.Session:
        if not hasattr(self._sessions, "session"):
            self._sessions.session = requests.Session()
        session: requests.Session = self._sessions.session
        return session
