"""A quiet minute in the cloud costs next to nothing."""

from collections.abc import Iterator

import pytest

from benchmarks.operations import World, world
from console.cloud.emulators import FIRESTORE, PUBSUB
from tests.emulators import address


@pytest.fixture(scope="module")
def hundred() -> Iterator[World]:
    """A hundred watches of one shop."""
    address(FIRESTORE), address(PUBSUB)
    with world(watches=100) as made:
        yield made


def test_a_quiet_minute_of_100_watches_is_two_writes_three_reads_and_two_messages(hundred: World) -> None:
    cost = hundred.minute()
    assert (cost.writes, cost.reads, cost.publishes, cost.deletes) == (2, 3, 2, 0)


def test_a_quiet_minute_of_1000_watches_is_at_most_twelve_writes() -> None:
    address(FIRESTORE), address(PUBSUB)
    with world(watches=1000) as made:
        cost = made.minute()
    assert cost.writes <= 12
    assert cost.reads <= 8


def test_after_a_restock_the_minutes_are_quiet_again(hundred: World) -> None:
    hundred.sign_up(1)
    assert hundred.restock().writes > 2
    hundred.minute()
    assert hundred.minute().writes == 2


def test_a_page_reads_nothing_for_each_watch_once_its_process_knows_them(hundred: World) -> None:
    for path, at_most in (("/", 2), ("/status.json", 14), ("/status", 14)):
        hundred.visit(path)
        hundred.minute()
        assert hundred.visit(path).reads <= at_most


def test_a_minute_of_open_pages_reads_their_batch_once_a_second_at_the_most_however_many_they_are(
    hundred: World,
) -> None:
    hundred.open_pages(1, 1)
    assert hundred.open_pages(1, 1).reads <= 22  # the batch each time, the notice board twice
    hundred.open_pages(10, 10)
    assert hundred.open_pages(40, 10).reads <= 62


def test_the_status_costs_nothing_within_a_minute_however_often_it_is_asked_for(hundred: World) -> None:
    hundred.visit("/status.json")
    assert [hundred.visit(path).reads for path in ("/status.json", "/status", "/status.json")] == [0, 0, 0]


def test_after_a_change_a_page_reads_that_watch_alone(hundred: World) -> None:
    hundred.visit("/")
    hundred.restock()
    assert hundred.visit("/").reads <= 6  # the notice board, the batch, the state and its changes
