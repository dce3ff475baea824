"""`ports.OperationStore`, sentence by sentence."""

from datetime import timedelta

import pytest

from coatcheck.model import Alert
from coatcheck.ports import Store
from coatcheck.ports.stored_values import LOG_LEVELS, ValueName
from tests.examples import after, alert, letter, watch
from tests.fakes.ports import NOON
from tests.racing import race

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def take(store: Store, amount: int = 1, limit: int = 3, window: timedelta = HOUR, at: float = 0) -> bool:
    return store.take("codes", amount, limit, window, after(at))


# Keys and buckets


def test_a_key_is_new_once_for_as_long_as_it_is_kept(store: Store) -> None:
    assert store.once("text-1", NOON, HOUR)
    assert not store.once("text-1", after(3599), HOUR)
    assert store.once("text-2", NOON, HOUR)
    assert store.once("text-1", after(3600), HOUR)
    assert not store.once("text-1", after(3601), HOUR)


def test_of_many_callers_with_one_key_one_is_first(store: Store) -> None:
    got = race([lambda: store.once("text-1", NOON, HOUR)] * 20)
    assert sorted(got) == [False] * 19 + [True]


def test_a_bucket_fills_up_to_its_limit_and_empties_with_the_window(store: Store) -> None:
    assert [take(store) for _ in range(4)] == [True, True, True, False]
    assert store.taken("codes", HOUR, NOON) == 3
    assert store.taken("codes", HOUR, after(3600)) == 0
    assert take(store, at=3600)
    assert store.taken("codes", HOUR, after(3600)) == 1


def test_what_would_pass_the_limit_takes_nothing(store: Store) -> None:
    assert not take(store, amount=4)
    assert store.taken("codes", HOUR, NOON) == 0
    assert take(store, amount=2)
    assert not take(store, amount=2)
    assert take(store, amount=1)
    assert not take(store, limit=0, at=3600)


def test_what_was_taken_can_be_given_back(store: Store) -> None:
    assert take(store, 3)
    assert take(store, -2)
    assert store.taken("codes", HOUR, NOON) == 1


def test_what_is_given_back_is_not_refused_where_the_limit_was_lowered_meanwhile(store: Store) -> None:
    assert take(store, 3)
    assert take(store, -1, limit=1)
    assert store.taken("codes", HOUR, NOON) == 2
    assert not take(store, 1, limit=2)


def test_windows_of_different_lengths_and_other_buckets_are_counted_apart(store: Store) -> None:
    midnight = NOON + timedelta(hours=12)  # where both windows begin
    assert store.take("codes", 1, 3, HOUR, midnight)
    assert store.take("codes", 2, 3, DAY, midnight)
    assert store.taken("codes", HOUR, midnight) == 1
    assert store.taken("codes", DAY, midnight) == 2
    assert store.taken("texts", DAY, midnight) == 0


def test_many_who_take_at_once_never_pass_the_limit(store: Store) -> None:
    got = race([lambda: take(store, limit=5)] * 12)
    assert [result for result in got if isinstance(result, Exception)] == []
    assert got.count(True) == 5
    assert store.taken("codes", HOUR, NOON) == 5


def test_a_block_is_what_is_needed_and_more_of_it_while_there_is_plenty(store: Store) -> None:
    def block(needed: int, wanted: int) -> int:
        return store.take_block("texts", needed, wanted, 1000, DAY, NOON)

    assert [block(50, 0), block(50, 40), block(1, 50)] == [50, 50, 50]
    assert block(1, 400) == 850 // 16  # a share of what is left
    assert store.taken("texts", DAY, NOON) == 150 + 53
    assert block(790, 1000) == 790
    assert [block(5, 1000), block(5, 1000), block(5, 0)] == [5, 2, 0]  # none in advance near the end
    assert store.taken("texts", DAY, NOON) == 1000
    assert store.take("texts", -3, 1000, DAY, NOON)
    assert [block(2, 9), block(2, 9), block(2, 9)] == [2, 1, 0]


def test_many_who_lease_blocks_at_once_never_pass_the_limit_and_leave_nothing(store: Store) -> None:
    got = race([lambda: store.take_block("texts", 7, 20, 60, DAY, NOON)] * 12)
    assert sum(got) == 60 == store.taken("texts", DAY, NOON)


# Values


def test_a_value_is_set_replaced_and_taken_away(store: Store) -> None:
    assert store.value(ValueName("stopped")) is None
    store.put_value(ValueName("stopped"), "by ann")
    store.put_value(ValueName("stopped"), "by bob")
    store.put_value(ValueName("other"), "")
    assert (store.value(ValueName("stopped")), store.value(ValueName("other"))) == ("by bob", "")
    store.put_value(ValueName("stopped"), None)
    store.put_value(ValueName("stopped"), None)
    assert store.value(ValueName("stopped")) is None


def test_a_value_that_every_process_has_at_hand_is_kept_beside_watches_and_alerts(store: Store) -> None:
    assert store.value(LOG_LEVELS) is None
    store.put_value(LOG_LEVELS, "[1]")
    store.add_watch(watch())
    assert (store.value(LOG_LEVELS), len(store.watches()), store.alerts()) == ("[1]", 1, [])
    store.put_value(LOG_LEVELS, None)
    assert (store.value(LOG_LEVELS), len(store.watches())) == (None, 1)


# Dead letters


def test_dead_letters_come_newest_first(store: Store) -> None:
    for name, seconds in (("a", 1), ("b", 3), ("c", 2)):
        store.bury(letter(name, at=after(seconds)))
    assert [letter.id for letter in store.dead_letters(2)] == ["b", "c"]
    assert store.dead_letter_count() == 3
    assert store.dead_letter("a") == letter("a", at=after(1))


def test_a_dead_letter_with_the_same_id_replaces_the_first(store: Store) -> None:
    store.bury(letter(reason="first"))
    store.bury(letter(reason="second", at=after(9)))
    assert store.dead_letters(10) == [letter(reason="second", at=after(9))]


def test_a_removed_dead_letter_is_gone(store: Store) -> None:
    store.bury(letter())
    store.remove_dead_letter("letter")
    store.remove_dead_letter("letter")
    assert store.dead_letter("letter") is None
    assert store.dead_letters(10) == []
    assert store.dead_letter_count() == 0


# Alerts


def test_an_alert_opens_once(store: Store) -> None:
    assert store.alerts() == []
    assert store.open_alert(alert())
    assert not store.open_alert(alert(opened_at=after(60)))
    assert store.alerts() == [alert()]


def test_of_many_that_open_an_alert_one_does(store: Store) -> None:
    got = race([lambda: store.open_alert(alert())] * 12)
    assert [result for result in got if isinstance(result, Exception)] == []
    assert got.count(True) == 1


def test_alerts_come_oldest_first(store: Store) -> None:
    for key, seconds in (("b", 1), ("a", 2), ("c", 0)):
        store.open_alert(alert(key, opened_at=after(seconds)))
    assert [alert.key for alert in store.alerts()] == ["c", "b", "a"]


def test_an_alert_that_nobody_was_told_of_is_simply_gone_when_it_closes(store: Store) -> None:
    store.open_alert(alert())
    assert store.close_alert("shop.example", after(60))
    assert store.alerts() == []
    assert not store.close_alert("shop.example", after(61))
    assert store.open_alert(alert(opened_at=after(90)))


def test_an_alert_that_was_told_stays_until_its_end_was_told(store: Store) -> None:
    store.open_alert(alert())
    store.mark_told(alert(), after(1))
    assert store.alerts() == [alert(told_at=after(1))]
    assert store.close_alert("shop.example", after(60))
    assert not store.close_alert("shop.example", after(61))
    (ended,) = store.alerts()
    assert ended == alert(told_at=after(1), closed_at=after(60))
    store.mark_told(ended, after(62))
    store.mark_told(ended, after(63))
    assert store.alerts() == []


def test_trouble_that_comes_back_before_its_end_was_told_is_another_alert(store: Store) -> None:
    store.open_alert(alert())
    store.mark_told(alert(), after(1))
    store.close_alert("shop.example", after(60))
    again = alert(opened_at=after(90))
    assert store.open_alert(again)
    ended = alert(told_at=after(1), closed_at=after(60))
    assert store.alerts() == [ended, again]
    store.mark_told(ended, after(91))
    assert store.alerts() == [again]


def test_word_that_an_alert_began_does_not_forget_its_end(store: Store) -> None:
    store.open_alert(alert())
    store.mark_told(alert(), after(1))
    store.close_alert("shop.example", after(60))
    store.mark_told(alert(), after(61))
    assert [one.closed_at for one in store.alerts()] == [after(60)]


@pytest.mark.parametrize(
    "unknown", [alert("other"), alert(opened_at=after(5)), alert(opened_at=after(5), closed_at=after(6))]
)
def test_word_of_an_alert_that_is_not_there_changes_nothing(store: Store, unknown: Alert) -> None:
    store.open_alert(alert())
    store.mark_told(unknown, after(9))
    assert store.alerts() == [alert()]


def test_a_store_that_works_passes_its_check(store: Store) -> None:
    store.check()
    store.check()
