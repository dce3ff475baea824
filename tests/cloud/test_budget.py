"""Several processes that lease one budget of texts on Firestore."""

from benchmarks.budget import measure
from console.cloud.emulators import FIRESTORE
from tests.emulators import address


def test_two_processes_send_what_the_budget_has_to_the_text_and_give_the_rest_back() -> None:
    address(FIRESTORE)
    measured = measure(rate=500, seconds=3, processes=2)
    assert measured.is_exact
    assert measured.tally.asked > measured.limit > measured.counted - 1 > 0.9 * measured.limit
