"""`coatcheck cost` multiplies what was counted: the services work on the emulators, and every operation is compared."""

from collections.abc import Iterator

import msgspec
import pytest
from click.testing import CliRunner

from benchmarks import waves
from benchmarks.operations import World, world
from console.cli import main
from console.cloud.cost import MINUTES, Load, bill, page, quiet_minute, restock, status_page, statuses
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.prices import DAYS
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


def test_a_page_costs_at_most_what_is_told(ten: World) -> None:
    load = Load(watches=10)
    for path, told in (("/", page(load)), ("/status.json", status_page(load))):
        ten.visit(path)
        ten.minute()
        assert 0 < ten.visit(path).reads <= told.reads


def test_a_hundred_watches_a_minute_stay_within_what_is_free_where_anything_is() -> None:
    lines = {line.name: line for line in bill(Load(watches=100, subscribers=50, restocks=5, visits=100))}
    scans = lines.pop("images scanned")
    assert scans.dollars == pytest.approx(4 * 0.26)
    for name in ("documents expired", "bytes of seven days' versions", "bytes of backups", "bytes of images"):
        assert 0 < lines.pop(name).dollars < 0.10
    assert {line.dollars for line in lines.values()} == {0.0}


def test_what_monitors_look_at_is_in_the_bill() -> None:
    without_site = quiet_minute(Load(watches=1000)).times(MINUTES).reads
    (reads,) = [line.amount for line in bill(Load(watches=1000)) if line.name == "documents read"]
    checks = 3 * DAYS * (288 * page(Load(watches=1000)).reads + 96 * status_page(Load(watches=1000)).reads)
    assert reads - without_site == pytest.approx(checks)


def test_prices_are_those_of_the_region() -> None:
    load = Load(watches=10_000, subscribers=1_000, restocks=20)

    def dollars(region: str, location: str = "") -> dict[str, float]:
        return {line.name: line.dollars for line in bill(load, region, location)}

    near, far = dollars("us-central1"), dollars("europe-west3")
    assert far["documents read"] == 2 * near["documents read"]  # not known, so the dearest
    assert far["vCPU-seconds"] == pytest.approx(1.4 * near["vCPU-seconds"])
    assert dollars("us-central1", "nam5")["documents written"] == far["documents written"]


def test_the_command_prints_the_month_and_where_prices_come_from() -> None:
    printed = CliRunner().invoke(main, ["cost", "--watches", "1000", "--every", "10"]).output
    assert "in all; prices of 20" in printed
    assert "https://cloud.google.com/firestore/pricing" in printed
    month = msgspec.json.decode(CliRunner().invoke(main, ["cost", "--json"]).output)
    assert month["month"] == pytest.approx(sum(line["dollars"] for line in month["lines"]))
    assert month["texts"] == 50 * 5 * 30


def test_pages_that_a_browser_draws_are_in_the_bill() -> None:
    plain, drawn = ({line.name: line.amount for line in bill(Load(watches=100, drawn=number))} for number in (0, 4))
    looks = 4 * DAYS * 86_400 / 60
    assert drawn["requests"] - plain["requests"] == looks
    assert drawn["GiB-seconds"] - plain["GiB-seconds"] >= looks * 3 / 2 * 2
    assert drawn["images scanned"] == 2 * plain["images scanned"]
    assert drawn["bytes of images"] > 2 * plain["bytes of images"]
    told = CliRunner().invoke(main, ["cost", "--drawn", "4", "--json"])
    assert {line["name"]: line["amount"] for line in msgspec.json.decode(told.output)["lines"]}["requests"] > looks
