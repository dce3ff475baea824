"""Publishing to Pub/Sub. What is published comes back as a push, through `coatcheck.bus.push`.

One synchronous call for each topic: the batching publisher would go on in the background after its caller gave up.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import grpc
from google.api_core.exceptions import GoogleAPIError
from google.api_core.retry import Retry, if_transient_error
from google.auth.exceptions import DefaultCredentialsError
from google.pubsub_v1 import PublisherClient, PubsubMessage
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

from coatcheck.errors import BusUnavailable
from coatcheck.ports.messages import TOPICS, Message, encode
from coatcheck.process.google_tokens import NOBODY

TRY = 2.5  # seconds for one try
ALL_TRIES = 4.5
AT_ONCE = 200  # messages in one call; 1,000 and 10 MB are allowed: https://cloud.google.com/pubsub/quotas
EMULATOR = "PUBSUB_EMULATOR_HOST"


class PubSub:
    """`ports.Bus` on the topics of one project, of which nothing is asked before the first message.

    A message that is published twice does no harm, so tries are repeated.
    """

    def __init__(self, project: str) -> None:
        self._project = project
        self._closed = False
        self._retry = Retry(predicate=if_transient_error, initial=0.1, maximum=1, timeout=ALL_TRIES)

    @cached_property
    def _client(self) -> Any:
        """Made on first use, after a server's fork: a client used before it hangs in the child."""
        if emulator := os.environ.get(EMULATOR):
            return PublisherClient(transport=PublisherGrpcTransport(channel=grpc.insecure_channel(emulator)))
        try:
            return PublisherClient()
        except DefaultCredentialsError as error:
            raise BusUnavailable(NOBODY) from error

    def publish(self, messages: Sequence[Message]) -> None:
        """Publish in order of topics, within 5 seconds for each of them."""
        if self._closed:
            raise BusUnavailable("The bus was closed.")
        for topic, some in _calls(messages):
            path = self._client.topic_path(self._project, topic)
            try:
                self._client.publish(topic=path, messages=some, retry=self._retry, timeout=TRY)
            except GoogleAPIError as error:
                raise BusUnavailable(f"Pub/Sub {path}: {error}") from error

    def close(self) -> None:
        self._closed = True
        if "_client" in vars(self):
            self._client.transport.close()


def _calls(messages: Sequence[Message]) -> Iterator[tuple[str, list[Any]]]:
    """Split the messages into calls of a size that Pub/Sub takes, with the topic of each."""
    by_topic: dict[str, list[Any]] = {}
    for message in messages:
        envelope = encode(message)
        sealed = PubsubMessage(data=envelope.data, attributes=envelope.attributes)
        by_topic.setdefault(TOPICS[type(message)], []).append(sealed)
    for topic, sealed_messages in by_topic.items():
        for start in range(0, len(sealed_messages), AT_ONCE):
            yield topic, sealed_messages[start : start + AT_ONCE]
