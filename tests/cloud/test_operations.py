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
