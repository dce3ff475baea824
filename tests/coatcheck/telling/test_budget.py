"""The day's budget, leased in blocks: never passed, whatever happens, and no text of it lost but by a killed process."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from coatcheck.errors import StoreUnavailable
from coatcheck.ports import Store
from coatcheck.telling.budget import MOST, Budget, ahead
from coatcheck.telling.switches import DAY, TEXTS, TEXTS_ALERT, texts_left
from coatcheck.truth.leases import window_end
from tests.examples import after
from tests.fakes.ports import NOON
from tests.stores import open_sqlite

MIDNIGHT = window_end(NOON, DAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_sqlite(tmp_path / "coatcheck.db")
    yield store
    store.close()


def test_who_sends_few_texts_holds_nothing(store: Store) -> None:
    budget = Budget(store, 100_000)
    for minute in range(3):
        assert budget.take(50, after(60 * minute)) == 50
        budget.give_back(4, after(60 * minute))
        budget.settle(after(60 * minute))
    assert store.taken(TEXTS, DAY, NOON) == 3 * 46


def test_of_all_the_messages_that_find_it_used_up_one_a_minute_asks_whether_the_operator_knows(store: Store) -> None:
    budget = Budget(store, 50)

    def turned_away(*seconds: float) -> int:
        """How often the alerts are looked at, where messages come at these seconds and find nothing left."""
        with patch.object(store, "alerts", wraps=store.alerts) as looked:
            for second in seconds:
                assert budget.take(10, after(second)) == 0
                budget.tell_of_end(after(second))
        return looked.call_count

    assert budget.take(50, NOON) == 50
    assert turned_away(*range(60)) == 1
    assert [alert.key for alert in store.alerts()] == [TEXTS_ALERT]
    assert turned_away(60, 61, 119, 120) == 2
    store.take(TEXTS, -10, 50, DAY, after(121))  # given back by another process
    assert budget.take(10, after(121)) == 10
    store.close_alert(TEXTS_ALERT, after(121))
    assert turned_away(122) == 1  # a new end, and news at once
    assert [alert.key for alert in store.alerts() if not alert.closed_at] == [TEXTS_ALERT]


def test_five_hundred_texts_a_second_write_the_counter_every_few_seconds(store: Store) -> None:
    processes = [Budget(store, 1_000_000) for _ in range(4)]
    with patch.object(store, "take_block", wraps=store.take_block) as asked:
        for tenth in range(600):  # a minute, in which each message of 50 goes to one of four processes
            assert processes[tenth % 4].take(50, after(tenth / 10)) == 50
    assert asked.call_count <= 60  # Firestore advises no more than a write a second of one document
    for budget in processes:
        budget.settle(after(60 + 11))
    assert store.taken(TEXTS, DAY, NOON) == 30_000


def test_at_the_end_of_the_budget_every_text_is_used_and_none_more(store: Store) -> None:
    for seed in range(20):
        chance, moment, sent = random.Random(seed), MIDNIGHT + seed * DAY, 0
        processes = [Budget(store, 1000) for _ in range(4)]
        for _ in range(400):
            moment += timedelta(seconds=chance.random() / 4)
            budget, texts = chance.choice(processes), chance.randint(1, 50)
            taken = budget.take(texts, moment)
            unsent = chance.randint(0, taken) if chance.random() < 0.2 else 0
            budget.give_back(unsent, moment)
            sent += taken - unsent
            assert sent <= store.taken(TEXTS, DAY, moment) <= 1000
            if chance.random() < 0.5:
                budget.settle(moment)
        for budget in processes:
            budget.close(moment)
        assert store.taken(TEXTS, DAY, moment) == sent
        assert Budget(store, 1000).take(2000, moment) == 1000 - sent


def test_what_was_leased_yesterday_is_not_sent_today(store: Store) -> None:
    budget, late = Budget(store, 100), MIDNIGHT - timedelta(seconds=1)
    assert budget.take(90, late) == 90
    budget.give_back(90, late)
    assert budget.take(70, MIDNIGHT) == 70
    budget.give_back(20, late)
    assert texts_left(store, 100, MIDNIGHT) == 30
    assert budget.take(100, MIDNIGHT) == 30


def test_a_thread_from_before_midnight_takes_nothing_of_the_new_day_and_loses_none(store: Store) -> None:
    budget, late = Budget(store, 100_000), MIDNIGHT - timedelta(milliseconds=100)
    for second in range(5):
        assert budget.take(50, MIDNIGHT + timedelta(seconds=second)) == 50
    assert store.taken(TEXTS, DAY, MIDNIGHT) > 250, "some are leased in advance"
    assert budget.take(7, late) == 7
    budget.give_back(2, late)
    budget.settle(late)
    budget.close(late)
    budget.close(MIDNIGHT + timedelta(seconds=8))
    assert (store.taken(TEXTS, DAY, late), store.taken(TEXTS, DAY, MIDNIGHT)) == (7, 250)


def test_what_perhaps_was_given_back_is_not_kept(store: Store) -> None:
    budget = Budget(store, 10)
    assert budget.take(10, NOON) == 10
    budget.give_back(10, NOON)
    take = store.take

    def lose_the_reply(*terms: object) -> bool:
        take(*terms)  # type: ignore[arg-type]
        raise StoreUnavailable("the reply was lost")

    with patch.object(store, "take", lose_the_reply), pytest.raises(StoreUnavailable):
        budget.settle(NOON)
    assert [Budget(store, 10).take(10, NOON), budget.take(10, NOON)] == [10, 0]


def test_what_was_at_hand_stays_so_where_the_store_is_away(store: Store) -> None:
    budget = Budget(store, 10)
    budget.take(4, NOON)
    budget.give_back(4, NOON)
    with patch.object(store, "take_block", side_effect=StoreUnavailable("away")), pytest.raises(StoreUnavailable):
        budget.take(6, NOON)
    assert budget.take(4, NOON) == 4
    assert store.taken(TEXTS, DAY, NOON) == 4


@pytest.mark.parametrize(
    ("spent", "seconds", "texts"),
    [(50, 0.4, 250), (50, 2, 125), (50, 10, 25), (50, 10.1, 0), (500, 1, MOST), (0, 1, 0)],
)
def test_a_block_lasts_some_seconds_at_the_pace_of_the_one_before(spent: int, seconds: float, texts: int) -> None:
    assert ahead(spent, timedelta(seconds=seconds)) == texts


def test_a_clock_that_was_set_back_leases_no_more_than_what_it_sent() -> None:
    assert ahead(50, -DAY) == 250


def test_a_clock_that_was_days_ahead_and_comes_back_loses_no_text(store: Store) -> None:
    budget = Budget(store, 100)
    assert budget.take(9, NOON + 400 * DAY) == 9
    budget.give_back(9, NOON + 400 * DAY)
    for minute in range(3):
        assert budget.take(10, after(60 * minute)) == 10
        budget.give_back(4, after(60 * minute))
        budget.settle(after(60 * minute))
    assert store.taken(TEXTS, DAY, NOON) == 18


def test_what_was_leased_before_the_clock_was_set_back_is_returned(store: Store) -> None:
    budget = Budget(store, 100_000)
    for second in range(3):
        assert budget.take(50, after(3 * 3600 + second)) == 50
    assert store.taken(TEXTS, DAY, NOON) > 150, "some are leased in advance"
    budget.settle(NOON)
    assert store.taken(TEXTS, DAY, NOON) == 150


def test_whatever_happens_no_day_has_more_texts_than_its_budget_and_all_are_counted(store: Store) -> None:
    for seed in range(40):
        Walk(store, random.Random(seed), NOON + 1000 * seed * DAY).run(150)


class Walk:
    """Three processes with one budget, which are killed, restarted with other limits, and have wrong clocks and a store that fails."""

    def __init__(self, store: Store, chance: random.Random, began: datetime) -> None:
        self.store, self.chance, self.now = store, chance, began
        self.limits, self.ahead = [200] * 3, [timedelta()] * 3
        self.processes = [Budget(self.failing(), limit) for limit in self.limits]
        self.sent, self.most = Counter[datetime](), Counter[datetime]()  # by the end of their day

    def failing(self) -> Any:
        """The store, which now and then fails, before or after it did what it was asked."""

        def ask(method: Callable[..., Any], *terms: Any) -> Any:
            if self.chance.random() < 0.03:
                raise StoreUnavailable("not done")
            answer = method(*terms)
            if self.chance.random() < 0.03:
                raise StoreUnavailable("done, and the reply was lost")
            return answer

        methods = {name: partial(ask, getattr(self.store, name)) for name in ("take", "take_block")}
        return SimpleNamespace(**methods)

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.now += timedelta(seconds=self.chance.random() * self.chance.choice((0.1, 1, 5)))
            which = self.chance.randrange(3)
            with suppress(StoreUnavailable):
                self.chance.choices((self.send, self.restart, self.shift), (20, 2, 1))[0](which)
            self.look()

    def send(self, which: int) -> None:
        budget, now = self.processes[which], self.now + self.ahead[which]
        day = window_end(now, DAY)
        self.most[day] = max(self.most[day], self.limits[which])
        taken = budget.take(self.chance.randint(1, 60), now)
        unsent = self.chance.choice((0, 0, self.chance.randint(0, taken)))
        self.sent[day] += taken - unsent
        budget.give_back(unsent, now)
        budget.settle(self.now + self.ahead[which])

    def restart(self, which: int) -> None:
        """Kill it, or let it return what it holds."""
        before, self.limits[which] = self.processes[which], self.chance.choice((10, 50, 200, 1000, 5000))
        self.processes[which] = Budget(self.failing(), self.limits[which])
        if self.chance.random() < 0.5:
            before.close(self.now + self.ahead[which])

    def shift(self, which: int) -> None:
        """Come to midnight, or set this process's clock wrong, or right again."""
        if self.chance.random() < 0.5:
            self.now = window_end(self.now, DAY) - timedelta(seconds=1)
        self.ahead[which] = timedelta(seconds=self.chance.choice((0, 7, -7, -5 * 3600, 30 * 3600, -86_400, 9_000_000)))

    def look(self) -> None:
        for day, sent in self.sent.items():
            held = sum(budget._held for budget in self.processes if budget._day == day)
            assert sent + held <= self.store.taken(TEXTS, DAY, day - DAY) <= self.most[day]
