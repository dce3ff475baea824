"""`coatcheck cost` multiplies what was counted: the services work on the emulators, and every operation is compared."""

from collections.abc import Iterator

import msgspec
import pytest
from click.testing import CliRunner

from benchmarks import waves
from benchmarks.operations import World, world
from console.cli import main
from console.cloud.cost import Load, bill, quiet_minute, restock, statuses
from console.cloud.emulators import FIRESTORE, PUBSUB
from notifier import fanout
from tests.emulators import address, fresh_project

PEOPLE = 60


@pytest.fixture(scope="module")
def ten() -> Iterator[World]:
    """Ten watches, and people who wait for one of them."""
    address(FIRESTORE), address(PUBSUB)
    with world(watches=10) as made:
        for number in range(PEOPLE):
            made.sign_up(number)
        yield made


def test_a_quiet_minute_costs_what_was_counted(ten: World) -> None:
    counted, told = ten.minute(), quiet_minute(Load(watches=10))
    assert (counted.reads, counted.writes, counted.publishes) == (told.reads, told.writes, told.publishes)


def test_a_restock_costs_what_was_counted(ten: World) -> None:
    counted = ten.restock()
    told = quiet_minute(Load(watches=10)) + restock(PEOPLE)
    assert told.reads == pytest.approx(counted.reads, rel=0.05)
    assert told.writes == pytest.approx(counted.writes, rel=0.05)
    assert told.publishes == counted.publishes
    reported = ten.status()
    assert (reported.reads, reported.writes) == (statuses(1).reads, statuses(1).writes)


def test_every_page_of_a_fan_out_in_waves_costs_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    address(FIRESTORE)
    monkeypatch.setattr(fanout, "PAGE", 5)
    _, *pages = waves.fan_out(f"firestore://{fresh_project()}", people=30, factor=1)  # the first one tells the log more
    people, who_is_next, told = 2 * 5, 1, 1
    assert [page.reads for page in pages] == [people + who_is_next + told] * 4 + [people + told]


def test_more_batches_and_shorter_intervals_cost_more() -> None:
    small, large = quiet_minute(Load(watches=100)), quiet_minute(Load(watches=1000))
    assert (small.reads, small.writes, small.publishes) == (3, 2, 2)
    assert (large.reads, large.writes, large.publishes) == (7, 10, 6)
    assert quiet_minute(Load(watches=100, every=10)).writes == 7
    assert quiet_minute(Load(watches=1, every=600)).writes == pytest.approx(0.2)


def test_a_hundred_watches_a_minute_stay_within_the_free_quota_but_for_what_expires() -> None:
    lines = {line.name: line for line in bill(Load(watches=100, subscribers=50, restocks=5))}
    assert lines.pop("documents expired").dollars < 0.05
    assert {line.dollars for line in lines.values()} == {0.0}


def test_the_command_prints_the_month_and_where_prices_come_from() -> None:
    printed = CliRunner().invoke(main, ["cost", "--watches", "1000", "--every", "10"]).output
    assert "in all; prices of 20" in printed
    assert "https://cloud.google.com/firestore/pricing" in printed
    month = msgspec.json.decode(CliRunner().invoke(main, ["cost", "--json"]).output)
    assert month["month"] == pytest.approx(sum(line["dollars"] for line in month["lines"]))
    assert month["texts"] == 50 * 5 * 30
