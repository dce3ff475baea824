"""Texts that Twilio took and the networks lost: sent again where surely nobody got them, while the size is there."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from coatcheck.channels import sms
from coatcheck.model import Delivery, DeliveryState, RestockEvent
from coatcheck.ports import Channel, Note, Receipt
from coatcheck.ports.time_budgets import CLAIM_LEASE
from coatcheck.telling import receipts
from tests.notifier.notifying import SECRET_KEY, World, settle


def hear(world: World, delivery: Delivery, status: str, code: int | None = None) -> DeliveryState:
    """Twilio's callback about the text that this copy of the delivery stands for."""
    receipt = sms.receipt(delivery.provider_id, status, code)
    receipts.record_status(world.store, world.bus, SECRET_KEY, delivery.id, receipt, world.clock.now())
    return world.store.delivery(delivery.id).state


def lose(world: World, event: RestockEvent, code: int | None = 30003) -> DeliveryState:
    """The text that went out last does not arrive."""
    return hear(world, world.delivery("ann", event), "undelivered", code)


def waits_again(world: World, texts: int) -> bool:
    """Whether Ann has so many texts, gets no more, and waits for the next restock."""
    settle(world)
    return world.twilio.told().total() == texts and world.subscription("ann").armed == ("M",)


@pytest.mark.parametrize("code", [30001, 30003, 30022, 30036])
def test_a_text_that_surely_nobody_got_is_sent_again_after_some_minutes(world: World, code: int) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    assert lose(world, event, code) is DeliveryState.PENDING
    settle(world, 1)
    assert len(world.texts(ann)) == 1
    settle(world, 2)
    assert len(world.texts(ann)) == 2
    assert (world.state_of("ann", event), world.delivery("ann", event).attempts) == (DeliveryState.SENT, 2)


@pytest.mark.parametrize("code", [None, 30008, 30410, 30500, 99999])
def test_a_text_of_which_nobody_can_tell_is_not_sent_again(world: World, code: int | None) -> None:
    world.join("ann")
    assert lose(world, world.tell_everybody(), code) is DeliveryState.UNDELIVERED
    assert waits_again(world, texts=1)


def test_after_three_texts_that_nobody_got_its_person_waits_for_the_next_restock(world: World) -> None:
    world.join("ann")
    event = world.tell_everybody()
    for _ in range(2):
        assert lose(world, event) is DeliveryState.PENDING
        settle(world, 11)
    assert lose(world, event) is DeliveryState.UNDELIVERED
    assert waits_again(world, texts=3)


def test_what_sold_out_meanwhile_is_not_sent_again(world: World) -> None:
    world.join("ann")
    event = world.tell_everybody()
    lose(world, event)
    world.stock(M=False)
    assert waits_again(world, texts=1)
    assert world.state_of("ann", event) is DeliveryState.SOLD_OUT


def test_news_of_a_loss_that_are_a_day_late_send_nothing(world: World) -> None:
    world.join("ann")
    event = world.tell_everybody()
    world.clock.sleep(timedelta(days=1, seconds=1).total_seconds())
    assert lose(world, event) is DeliveryState.UNDELIVERED
    assert waits_again(world, texts=1)


def test_r3_news_of_a_loss_that_come_twice_or_late_send_one_text_more(world: World) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    first = world.delivery("ann", event)
    for status in ("undelivered", "undelivered", "sent", "sending"):
        assert hear(world, first, status, 30003) is DeliveryState.PENDING
    settle(world, 3)
    for status in ("undelivered", "failed", "sent"):
        assert hear(world, first, status, 30003) is DeliveryState.SENT
    settle(world)
    assert len(world.texts(ann)) == 2


def test_r3_news_of_the_first_text_after_the_second_was_lost_too_are_no_third_loss(world: World) -> None:
    world.join("ann")
    event = world.tell_everybody()
    first = world.delivery("ann", event)
    lose(world, event)
    settle(world, 3)
    lose(world, event)
    before = world.delivery("ann", event)
    hear(world, first, "undelivered", 30003)
    assert world.delivery("ann", event) == before


def test_r3_of_two_texts_that_may_be_under_way_one_that_is_lost_sends_no_third(world: World) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    earlier = replace(world.delivery("ann", event), provider_id="SM-unlisted")
    assert hear(world, earlier, "undelivered", 30003) is DeliveryState.SENT
    settle(world)
    assert len(world.texts(ann)) == 1


def test_a_text_that_arrived_after_all_is_not_sent_again(world: World) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    first = world.delivery("ann", event)
    lose(world, event)
    assert hear(world, first, "delivered") is DeliveryState.DELIVERED
    settle(world)
    assert len(world.texts(ann)) == 1


def test_after_delivered_nothing_that_is_said_of_another_copy_counts(world: World) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    first = world.delivery("ann", event)
    lose(world, event)
    settle(world, 3)
    second = world.delivery("ann", event)
    assert hear(world, first, "delivered") is DeliveryState.DELIVERED
    assert hear(world, second, "undelivered", 30003) is DeliveryState.DELIVERED
    settle(world)
    assert len(world.texts(ann)) == 2


class Hasty:
    """Twilio, whose callback is here before its answer."""

    name, can_find, is_idempotent, is_text, wakes = "sms", True, False, True, True

    def __init__(self, world: World, real: Channel, event: RestockEvent) -> None:
        self._world, self._real, self._event = world, real, event

    def send(self, address: str, note: Note) -> Receipt:
        receipt = self._real.send(address, note)
        lost = sms.receipt(receipt.provider_id, "undelivered", 30003)
        receipts.record_status(
            self._world.store, self._world.bus, SECRET_KEY, note.reference, lost, self._world.clock.now()
        )
        return receipt


def test_r3_a_loss_that_is_told_before_our_own_record_is_not_written_over(world: World) -> None:
    ann = world.join("ann")
    event = world.restock("M")
    real = world.channel("sms")
    world.context = world.new_context(channel_of=lambda name: Hasty(world, real, event))
    world.work()
    assert world.state_of("ann", event) is DeliveryState.PENDING
    world.context = world.new_context()
    settle(world)
    assert len(world.texts(ann)) == 2


@pytest.mark.parametrize(("fault", "texts"), [("drop", 2), ("accept_then_drop", 2)])
def test_s5_the_copy_that_was_lost_is_not_taken_for_the_second_try(world: World, fault: str, texts: int) -> None:
    ann = world.join("ann")
    event = world.tell_everybody()
    world.twilio.report(ann.to.address, "undelivered", 30003)
    lose(world, event)
    world.twilio.fail({"fault": fault, "times": 1})
    settle(world)
    assert len(world.texts(ann)) == texts
    assert world.state_of("ann", event) is DeliveryState.SENT
    assert world.delivery("ann", event).provider_id not in world.delivery("ann", event).lost


@pytest.mark.parametrize(("code", "state"), [(30003, DeliveryState.SENT), (30008, DeliveryState.UNDELIVERED)])
def test_a_loss_that_is_found_by_asking_counts_like_one_that_was_told(
    world: World, code: int, state: DeliveryState
) -> None:
    ann = world.join("ann")
    world.twilio.fail({"fault": "accept_then_drop", "times": 1})
    event = world.tell_everybody()
    world.twilio.report(ann.to.address, "undelivered", code)
    settle(world)
    assert world.state_of("ann", event) is state
    assert (world.subscription("ann").armed == ("M",)) is (state is DeliveryState.UNDELIVERED)


def test_a_try_comes_only_when_no_other_can_be_under_way() -> None:
    assert min(receipts.AGAIN).total_seconds() > CLAIM_LEASE
