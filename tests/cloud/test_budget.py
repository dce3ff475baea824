"""Several processes that lease one budget of texts on Firestore."""

from datetime import timedelta

from benchmarks.budget import measure
from benchmarks.counting import counted
from coatcheck.telling import switches
from console.cloud.emulators import FIRESTORE
from tests.emulators import address, firestore_store
from tests.fakes.ports import NOON


def test_two_processes_send_what_the_budget_has_to_the_text_and_give_the_rest_back() -> None:
    address(FIRESTORE)
    measured = measure(rate=500, seconds=3, processes=2)
    assert measured.is_exact
    assert measured.tally.asked > measured.limit > measured.counted - 1 > 0.9 * measured.limit


def test_a_budget_that_is_used_up_is_written_down_once_however_many_messages_find_out() -> None:
    with firestore_store() as store, counted() as counter:
        for minute in range(50):
            switches.used_up(store, 3, NOON + timedelta(minutes=minute))
        assert counter.writes == 1
        assert [alert.opened_at for alert in store.alerts()] == [NOON]
