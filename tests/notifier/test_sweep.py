"""The sweep, the operator's alerts, and what was given up."""

from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid, Transient
from coatcheck.model import ChannelAddress, DeliveryState
from coatcheck.ports.messages import DeliveryBatch, Tell, Tick
from coatcheck.telling.dead_letters import ALERT, replay
from notifier.sweep import sweep, tell
from tests.examples import alert
from tests.notifier.notifying import World


def operated(world: World, operator: str) -> World:
    world.settings = replace(world.settings, operator=operator)
    world.context = world.new_context()
    return world


def test_what_a_crash_left_behind_is_passed_on_by_the_next_tick(world: World) -> None:
    ann = world.join("ann")
    world.restock("M")
    world.handle(world.bus.messages.pop(0))
    world.bus.messages.clear()  # a bus that lost everything
    world.wait(60)
    assert len(world.texts(ann)) == 1


def test_a_quiet_tick_passes_nothing_on(world: World) -> None:
    sweep(Tick(slot=world.clock.now()), world.context)
    assert not world.bus.messages


def test_many_due_deliveries_go_out_in_batches(world: World) -> None:
    for number in range(120):
        world.join(f"p{number}")
    world.restock("M")
    world.handle(world.bus.messages.pop(0))
    sizes = [len(message.ids) for message in world.bus.messages if isinstance(message, DeliveryBatch)]
    assert sizes == [50, 50, 20]


def test_the_operator_is_told_once_of_an_alert_and_once_of_its_end(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world = operated(world, "console:operator")
    opened = alert()
    world.store.open_alert(opened)
    for _ in range(3):
        tell(Tell(alert=opened), world.context)
    world.store.close_alert(opened.key, world.clock.now())
    (closed,) = world.store.alerts()
    tell(Tell(alert=closed), world.context)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"[to operator] CoatCheck: {opened.text}", f"[to operator] CoatCheck: resolved: {opened.text}"]
    assert world.store.alerts() == []


def test_the_log_warns_of_trouble_and_not_of_its_end(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "notifier.sweep"):
        tell(Tell(alert=alert()), world.context)
        tell(Tell(alert=alert(closed_at=world.clock.now())), world.context)
    lines = [vars(record) for record in caplog.records]
    assert [(line["kind"], line["levelname"]) for line in lines] == [("open", "WARNING"), ("over", "INFO")]
    assert {line["text"] for line in lines} == {alert().text}


def test_the_log_says_that_the_operator_was_not_told_where_that_was_and_what_to_do(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = operated(world, "sms:+14155550100")
    world.twilio.fail({"fault": "error", "code": 21617, "times": 1})
    tell(Tell(alert=alert()), world.context)
    (line,) = [vars(record) for record in caplog.records if record.levelname == "ERROR"]
    assert (line["to"], line["text"]) == ("sms:+1 *** 0100", alert().text)
    assert "coatcheck doctor" in line["next"]


def test_no_number_that_an_alert_names_is_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "notifier.sweep"):
        tell(Tell(alert=alert(text="+14155550142 suggests https://shop.example/coat")), world.context)
    assert [vars(record)["text"] for record in caplog.records] == ["+1 *** 0142 suggests https://shop.example/***"]


def test_an_operator_who_can_not_be_told_now_is_told_later(world: World) -> None:
    world = operated(world, "sms:+14155550100")
    opened = alert()
    world.store.open_alert(opened)
    world.twilio.fail({"fault": "error", "code": 20429, "times": 1})
    with pytest.raises(Transient):
        tell(Tell(alert=opened), world.context)
    world.clock.sleep(120)
    tell(Tell(alert=opened), world.context)
    assert world.twilio.told() == {"+14155550100": 1}


def given_up(world: World) -> Any:
    """Ann's alert, for which Twilio was busy for more than an hour."""
    world.join("ann")
    world.twilio.fail({"fault": "error", "code": 20429})
    event = world.tell_everybody()
    for _ in range(80):
        world.wait(60)
    world.twilio.fail()
    return event


def test_what_the_provider_did_not_take_for_an_hour_is_given_up_and_seen(world: World) -> None:
    event = given_up(world)
    assert world.state_of("ann", event) is DeliveryState.STALE
    assert ALERT in world.alerts()
    assert len(world.store.dead_letters(9)) == 1
    assert world.subscription("ann").armed == ("M",)


def test_what_was_given_up_can_be_sent_again(world: World) -> None:
    event = given_up(world)
    (letter,) = world.store.dead_letters(9)
    replay(world.store, world.bus, letter.id, world.clock.now())
    world.work()
    assert world.twilio.told() == {world.store.subscriber("ann").to.address: 1}
    assert world.state_of("ann", event) is DeliveryState.SENT
    assert world.store.dead_letters(9) == []
    assert ALERT not in world.alerts()


def test_what_was_told_meanwhile_is_not_sent_again(world: World) -> None:
    event = given_up(world)
    world.tell_everybody("M")
    (letter,) = world.store.dead_letters(9)
    replay(world.store, world.bus, letter.id, world.clock.now())
    world.work()
    assert sum(world.twilio.told().values()) == 1
    assert world.state_of("ann", event) is DeliveryState.SOLD_OUT


def test_a_text_that_the_provider_refuses_is_seen_and_can_be_sent_again(world: World) -> None:
    ann = world.join("ann")
    world.twilio.refuse(ann.to.address, 21408)  # texts to that country are not switched on
    event = world.tell_everybody()
    assert world.delivery("ann", event).error_code == "21408"
    assert world.state_of("ann", event) is DeliveryState.FAILED
    (letter,) = world.store.dead_letters(9)
    world.twilio.reset()
    replay(world.store, world.bus, letter.id, world.clock.now())
    world.work()
    assert len(world.texts(ann)) == 1


def test_there_is_no_dead_letter_of_another_name(world: World) -> None:
    with pytest.raises(Invalid, match="no dead letter 'x'"):
        replay(world.store, world.bus, "x", world.clock.now())


def test_the_operators_address_is_no_subscriber(world: World) -> None:
    assert world.settings.operator_address == ChannelAddress(channel="console", address="operator")
