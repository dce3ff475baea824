"""Messages come out of their envelopes as they went in, or not at all."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from coatcheck.errors import Undecodable
from coatcheck.model import Batch
from coatcheck.ports.messages import (
    TOPICS,
    DeliveryBatch,
    Envelope,
    FanOut,
    Message,
    PollBatch,
    Tell,
    Tick,
    dead_letter,
    decode,
    encode,
    parse_push,
    reopen,
    wrap_push,
)
from tests.examples import after, alert, event
from tests.fakes.ports import NOON

BATCH = Batch(id="b1", slot=NOON, owner="me", lease_until=after(60), versions={"jacket": 3}, outbox=("jacket-3",))
MESSAGES: list[Message] = [
    Tick(slot=NOON + timedelta(microseconds=1)),
    PollBatch(batch=structs.replace(BATCH, revision="7"), slot=NOON),
    FanOut(event=event(variants=("M", "größe 40")), after="place"),
    DeliveryBatch(ids=("a", "b")),
    Tell(alert=alert(told_at=after(1))),
]
every_message = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)


def test_each_type_of_message_has_a_topic_and_an_example() -> None:
    assert {type(message) for message in MESSAGES} == set(TOPICS)


@every_message
def test_a_message_comes_out_as_it_went_in(message: Message) -> None:
    assert decode(encode(message)) == message


@every_message
def test_a_message_survives_a_push(message: Message) -> None:
    envelope = structs.replace(encode(message), id="17", attempt=3)
    pushed = parse_push(json.dumps(wrap_push(envelope, "polls-poller")).encode())
    assert pushed == envelope
    assert decode(pushed) == message


@every_message
def test_a_repeated_message_has_the_same_trace(message: Message) -> None:
    assert encode(message).attributes == encode(message).attributes
    others = {encode(other).attributes["trace"] for other in MESSAGES if other != message}
    assert encode(message).attributes["trace"] not in others


@every_message
def test_a_dead_letter_can_be_opened_again(message: Message) -> None:
    letter = dead_letter("polls", encode(message), "broken", NOON)
    assert reopen(letter) == message
    assert letter == dead_letter("polls", encode(message), "broken", NOON)
    assert (letter.topic, letter.reason, letter.at) == ("polls", "broken", NOON)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({}, "no reader for 'no type' of version None"),
        ({"type": "Tick"}, "no reader for 'Tick' of version None"),
        ({"type": "Tick", "version": "2"}, "no reader for 'Tick' of version '2'"),
        ({"type": "Envelope", "version": "1"}, "no reader for 'Envelope' of version '1'"),
    ],
)
def test_p3_an_unknown_type_or_version_is_not_read(attributes: dict[str, str], reason: str) -> None:
    with pytest.raises(Undecodable, match=reason):
        decode(Envelope(data=encode(MESSAGES[0]).data, attributes=attributes))


def test_g2_fields_that_a_later_version_added_are_passed_over() -> None:
    envelope = encode(Tick(slot=NOON))
    fuller = json.dumps({**json.loads(envelope.data), "added": 1}).encode()
    assert decode(structs.replace(envelope, data=fuller)) == Tick(slot=NOON)


@every_message
def test_half_a_message_is_not_read(message: Message) -> None:
    envelope = encode(message)
    for end in range(len(envelope.data)):
        with pytest.raises(Undecodable):
            decode(structs.replace(envelope, data=envelope.data[:end]))


@given(st.binary(max_size=200))
def test_noise_is_not_read_and_can_be_buried(data: bytes) -> None:
    envelope = Envelope(data=data, attributes={"type": "Tick", "version": "1"})
    with pytest.raises(Undecodable):
        decode(envelope)
    with pytest.raises(Undecodable):
        reopen(dead_letter("ticks", envelope, "noise", NOON))


def test_what_is_nested_too_deep_is_not_read() -> None:
    deep = Envelope(data=b'{"other": ' + b"[" * 100_000, attributes={"type": "Tick", "version": "1"})
    with pytest.raises(Undecodable):
        decode(deep)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"message": null}',
        b'{"message": {"data": "no base64!"}}',
        b'{"message": {"attributes": {"type": 1}}}',
        b'{"other": ' + b"[" * 100_000,
    ],
)
def test_what_is_no_push_is_not_read(body: bytes) -> None:
    with pytest.raises(Undecodable, match="not a Pub/Sub push"):
        parse_push(body)
