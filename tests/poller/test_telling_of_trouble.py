"""Who hears of trouble, when not, and how often again: the planner on a real store, and the notifier that it has tell."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.config import Settings, parse
from coatcheck.errors import Invalid
from coatcheck.model import Alert, ChannelAddress, Trouble
from coatcheck.ports import Store
from coatcheck.ports.messages import Tell, Tick
from coatcheck.ports.stored_values import by_provider
from coatcheck.telling.alerts import SUGGESTION, trouble
from coatcheck.telling.dead_letters import ALERT as DEAD_LETTERS
from notifier.context import Context
from notifier.sweep import tell
from poller.plan import CLOCK, plan
from tests.fakes.ports import NOON, HandClock, Line
from tests.stores import open_sqlite

SHOP = Alert("shop:1", "coat can't be read.", NOON, shop="shop.example", cause="blocked")
ANN, BOB = ChannelAddress("console", "ann"), ChannelAddress("console", "bob")


def told(store: Store, clock: HandClock, settings: Settings) -> list[ChannelAddress | None]:
    """Whom the planner has told now; the notifier tells them."""
    bus = Line()
    plan(Tick(clock.now()), store, bus, clock, settings)
    messages = bus.take(Tell)
    for message in messages:
        context = Context(store, bus, clock, settings, lambda name: _Paper(), "k" * 32)  # type: ignore[arg-type, return-value]
        tell(message, context)
    return [message.to for message in messages]


class _Paper:
    is_text = False
    said: list[str] = []

    def send(self, address: str, note: object) -> None:
        self.said.append(f"{address}: {note.text}")  # type: ignore[attr-defined]


def test_each_kind_of_trouble_is_told_to_whoever_minds_it_and_again_while_it_lasts(tmp_path: Path) -> None:
    store, clock = open_sqlite(tmp_path / "a.db"), HandClock()
    variables = {
        "COATCHECK_OPERATORS": "shops=console:ann, all=console:bob, messages=console:cat",
        "COATCHECK_REMIND_HOURS": "6",
        "COATCHECK_MAINTENANCE": "mon 22:00-02:00",
    }
    settings = parse(variables)
    _Paper.said = []
    store.open_alert(SHOP)
    assert told(store, clock, settings) == [None, ANN, BOB]
    assert told(store, clock, settings) == []
    clock.moment += timedelta(hours=5)  # a Tuesday's 01:00 by UTC
    store.open_alert(replace(SHOP, key="shop:2", shop="other.example"))
    assert told(store, clock, settings) == []
    clock.moment += timedelta(hours=1)
    assert told(store, clock, settings) == [None, ANN, BOB] * 2  # the one again, the other now
    clock.moment += timedelta(hours=1)
    store.close_alert("shop:1", clock.now())
    assert told(store, clock, settings) == [None, ANN, BOB]
    heard = [said.removeprefix("ann: CoatCheck: ") for said in _Paper.said if said.startswith("ann: ")]
    text = "coat can't be read."
    assert sorted(heard) == sorted([text, f"still: {text}", text, f"resolved: {text}"])
    store.close()


def test_without_these_settings_trouble_is_told_once(tmp_path: Path) -> None:
    store, clock = open_sqlite(tmp_path / "a.db"), HandClock()
    store.open_alert(SHOP)
    assert told(store, clock, Settings()) == [None]
    clock.moment += timedelta(days=3)
    assert told(store, clock, Settings()) == []
    store.close()


def test_alerts_are_of_the_kind_that_they_are_about() -> None:
    keys = {
        DEAD_LETTERS: Trouble.MESSAGES,
        by_provider("sms"): Trouble.MESSAGES,
        f"{SUGGESTION}x": Trouble.SUGGESTIONS,
        CLOCK: Trouble.SERVICE,
    }
    assert {key: trouble(Alert(key, "", NOON)) for key in keys} == keys
    assert trouble(SHOP) is Trouble.SHOPS


def test_windows_are_times_of_a_day_or_of_a_night_that_begins_on_it() -> None:
    settings = parse({"COATCHECK_MAINTENANCE": "02:00-04:00,sun 22:00-01:00"})
    for at, inside in (
        ("2026-11-27T02:00", True),  # a Friday
        ("2026-11-27T03:59", True),
        ("2026-11-27T04:00", False),
        ("2026-11-29T23:00", True),  # a Sunday
        ("2026-11-30T00:59", True),
        ("2026-11-30T01:00", False),
        ("2026-11-29T00:30", False),
        ("2026-11-30T23:00", False),
    ):
        assert settings.in_maintenance(datetime.fromisoformat(at).replace(tzinfo=UTC)) is inside, at


def test_what_can_be_none_is_refused_with_what_to_write() -> None:
    wrong = {"COATCHECK_OPERATORS": "shop=console:ann,all=ann", "COATCHECK_MAINTENANCE": "sunday 02:00-04:00,2-4"}
    with pytest.raises(Invalid) as caught:
        parse(wrong)
    assert str(caught.value).count("COATCHECK_OPERATORS: write KIND=") == 2
    assert str(caught.value).count("COATCHECK_MAINTENANCE: write times") == 2
