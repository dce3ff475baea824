"""Who gave a second way is told by that what the first did not bring, and once."""

import pytest

from coatcheck.model import ChannelAddress, Consent, ConsentKind, DeliveryState, Status, delivery_id
from coatcheck.people.membership import opt_out_subscriber, subscriber_at
from tests.notifier.notifying import SECRET_KEY, World, person, settle

SECOND = ChannelAddress(channel="sms", address="+14155559999")


def test_s1_who_gave_a_second_way_is_told_by_that(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    settle(world, 1)
    assert world.twilio.told() == {SECOND.address: 1}
    assert person(world).status is Status.ACTIVE


def test_o1_who_said_stop_at_the_second_way_hears_nothing_there(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    stranger = subscriber_at(world.store, SECRET_KEY, SECOND, world.clock.now())
    opt_out_subscriber(world.store, stranger, Consent(at=world.clock.now(), kind=ConsentKind.OPT_OUT, method="text"))
    world.twilio.refuse(ann.to.address, 21614)
    world.tell_everybody()
    settle(world)
    assert world.twilio.told() == {}


@pytest.mark.parametrize(("code", "kept"), [(21614, None), (21610, SECOND)])
def test_a_second_way_that_is_refused_leaves_the_first_one_open(
    world: World, code: int, kept: ChannelAddress | None
) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21408)
    event = world.restock("M")
    for _ in ("fan out", "deliver"):
        world.handle(world.bus.messages.pop(0))
    world.twilio.refuse(SECOND.address, code)
    world.work()
    second = world.store.delivery(f"{delivery_id(event.id, 'ann')}.sms")
    assert second
    assert second.error_code == str(code)
    assert (person(world).status, person(world).fallback) == (Status.ACTIVE, kept)


def test_who_gave_a_second_way_is_told_by_it_what_the_first_would_not_have(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.refuse(ann.to.address, 21408)
    world.tell_everybody()
    settle(world, 1)
    assert world.twilio.told() == {SECOND.address: 1}
    assert world.store.dead_letters(1) == []


def test_whose_text_was_refused_waits_for_the_next_restock(world: World) -> None:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21408)
    world.tell_everybody()
    assert world.subscription("ann").armed == ("M",)
    world.twilio.reset()
    world.stock(M=False)
    world.clock.sleep(60)
    world.tell_everybody()
    assert len(world.texts(ann)) == 1


def test_a_text_that_was_taken_and_found_undelivered_goes_the_second_way(world: World) -> None:
    ann = world.join("ann", fallback=SECOND)
    world.twilio.fail({"fault": "accept_then_drop", "times": 1})
    event = world.tell_everybody()
    world.twilio.report(ann.to.address, "undelivered")
    settle(world, 3)
    assert world.state_of("ann", event) is DeliveryState.UNDELIVERED
    assert world.twilio.told() == {ann.to.address: 1, SECOND.address: 1}
