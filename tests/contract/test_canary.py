"""The canary flies on every store."""

from datetime import timedelta

from coatcheck.ports import Store
from coatcheck.watching.canary.records import Fate, flips
from coatcheck.watching.promise.reading import Figures
from tests.fakes.ports import NOON
from tests.notifier.coop import HOUR, MINUTE, Coop, one_machine


def test_a_flip_is_told_to_nobody_in_time_and_nothing_of_it_is_left(store: Store) -> None:
    with one_machine(store) as services:
        coop = Coop(services)
        coop.begin()
        flipped = [coop.fly(NOON + number * HOUR) for number in (1, 2)]
        judged = flips(store)
        assert [(each.at, each.fate) for each in judged] == [(at, Fate.TOLD) for at in flipped]
        assert all(each.told_at and timedelta() < each.told_at - each.at < 2 * MINUTE for each in judged)
        assert coop.alert() is None
        assert store.delivery_counts() == {}
        week = Figures().read(store, coop.clock.now()).periods[0]
        assert week.canary
        assert (week.canary.flips, week.canary.told, week.canary.took.count) == (2, 2, 2)
        assert (week.shops, week.messages.made) == ((), 0), "nothing of it is counted among people's"
