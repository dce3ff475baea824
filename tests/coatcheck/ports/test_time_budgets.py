"""The chain of time budgets."""

from itertools import pairwise

from coatcheck.config import Settings
from coatcheck.ports import time_budgets


def test_every_step_ends_before_whoever_waits_for_it_gives_up() -> None:
    assert all(shorter < longer for shorter, longer in pairwise(time_budgets.CHAIN))


def test_the_chain_holds_every_budget() -> None:
    numbers = [value for name, value in vars(time_budgets).items() if isinstance(value, float)]
    assert numbers == list(time_budgets.CHAIN)


def test_the_settings_keep_to_the_chain() -> None:
    assert Settings().stale_minutes * 60 == time_budgets.STALE
    assert Settings().fetch_seconds <= time_budgets.HANDLER
