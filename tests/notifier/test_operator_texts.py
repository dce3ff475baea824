"""What the operator gets by text: one for a shop and what is wrong with it, one when it is over, and never more than the day allows."""

import pytest
from msgspec.structs import replace

from coatcheck.model import Alert
from coatcheck.ports.messages import Tell
from coatcheck.telling import switches
from coatcheck.telling.alerts import matters, summary
from coatcheck.truth.health import alert_key
from coatcheck.watching.status import report
from notifier.context import Context
from notifier.sweep import tell
from tests.examples import alert
from tests.notifier.notifying import World
from tests.poller.polling import House

OPERATOR = "+14155550199"


@pytest.fixture
def context(house: House, world: World) -> Context:
    """A notifier beside the poller, whose operator is texted."""
    settings = replace(world.settings, operator=f"sms:{OPERATOR}", texts_per_day=10)
    return world.new_context(clock=house.clock, settings=settings)


def pass_minutes(house: House, context: Context, minutes: int) -> None:
    for _ in range(minutes):
        house.tick()
        for message in house.bus.take(Tell):
            tell(message, context)


def test_a_shop_that_refuses_sixty_watches_is_one_text_and_its_end_another(
    house: House, world: World, context: Context
) -> None:
    for number in range(60):
        house.watch(f"coat-{number}")
    house.tick()
    house.shop.broken = True
    pass_minutes(house, context, 30)
    (told,) = world.twilio.accepted()
    assert told["body"].startswith("CoatCheck: 60 watches at 127.0.0.1: Coat is unreadable")
    assert len(told["body"]) <= 160
    assert len(report(house.store, house.clock.now()).alerts) == 1
    house.shop.broken = False
    pass_minutes(house, context, 30)
    assert world.twilio.told() == {OPERATOR: 2}
    assert world.twilio.accepted()[-1]["body"].startswith("CoatCheck: resolved: 60 watches at 127.0.0.1")
    assert house.store.alerts() == []
    assert switches.texts_left(house.store, 10, house.clock.now()) == 8


def test_a_watch_that_joins_a_told_matter_is_counted_and_not_told(house: House, world: World, context: Context) -> None:
    house.watch("coat")
    house.tick()
    house.shop.broken = True
    pass_minutes(house, context, 10)
    house.watch("hat", created_at=house.clock.now())
    pass_minutes(house, context, 10)
    assert world.twilio.told() == {OPERATOR: 1}
    (open_one,) = report(house.store, house.clock.now()).alerts
    assert "2 watches at 127.0.0.1" in open_one.text


def many(count: int) -> list[Alert]:
    """Troubles that have nothing to do with each other."""
    return [alert(f"trouble-{number}") for number in range(count)]


def test_the_operators_texts_have_a_limit_within_the_days(house: House, world: World, context: Context) -> None:
    for each in many(60):
        house.store.open_alert(each)
        tell(Tell(alert=each), context)
    assert world.twilio.told() == {OPERATOR: 10}
    context = world.new_context(clock=house.clock, settings=replace(context.settings, texts_per_day=10_000))
    house.clock.moment = house.clock.moment.replace(hour=23)
    house.clock.sleep(7200)  # another day
    for each in many(60):
        tell(Tell(alert=each), context)
    assert world.twilio.told() == {OPERATOR: 10 + switches.OPERATORS_PER_DAY}


def test_that_the_days_texts_are_used_up_is_told_all_the_same(house: House, world: World, context: Context) -> None:
    assert switches.take_texts(house.store, 10, 10, house.clock.now())
    used_up = alert(switches.TEXTS_ALERT)
    house.store.open_alert(used_up)
    tell(Tell(alert=used_up), context)
    assert world.twilio.told() == {OPERATOR: 1}


def test_what_was_not_taken_by_the_provider_is_not_counted(house: House, world: World, context: Context) -> None:
    world.twilio.fail({"fault": "error", "code": 20429})
    trouble = alert()
    house.store.open_alert(trouble)
    for _ in range(30):
        with pytest.raises(Exception, match="busy"):
            tell(Tell(alert=trouble), context)
        house.clock.sleep(120)
    world.twilio.fail()
    tell(Tell(alert=trouble), context)
    assert world.twilio.told() == {OPERATOR: 1}


def test_what_says_that_the_budget_is_used_up_takes_none_of_it_and_gives_none_back(
    house: House, world: World, context: Context
) -> None:
    assert switches.take_texts(house.store, 10, 10, house.clock.now())
    world.twilio.fail({"fault": "error", "code": 20429})
    with pytest.raises(Exception, match="busy"):
        tell(Tell(alert=alert(switches.TEXTS_ALERT)), context)
    assert switches.texts_left(house.store, 10, house.clock.now()) == 0


def test_two_causes_at_one_shop_are_two_matters_and_two_shops_too() -> None:
    alerts = [
        alert(alert_key(f"{shop}-{cause}-{number}"), shop=shop, cause=cause)
        for shop in ("a.example", "b.example")
        for cause in ("blocked", "gone")
        for number in range(3)
    ]
    assert [summary(matter.open).text.partition(":")[0] for matter in matters(alerts)] == [
        "3 watches at a.example",
        "3 watches at a.example",
        "3 watches at b.example",
        "3 watches at b.example",
    ]
