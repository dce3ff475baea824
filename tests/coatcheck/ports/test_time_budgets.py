"""The chain of time budgets."""

from itertools import pairwise

from coatcheck.config import Settings
from coatcheck.ports import time_budgets


def test_every_step_ends_before_whoever_waits_for_it_gives_up() -> None:
    assert all(shorter < longer for shorter, longer in pairwise(time_budgets.CHAIN))


def test_what_is_sent_at_the_last_moment_is_over_before_its_handler_is() -> None:
    assert time_budgets.SEND + max(time_budgets.PROVIDER_CALL, time_budgets.MAIL) < time_budgets.HANDLER


def test_the_chain_holds_every_budget() -> None:
    numbers = [value for name, value in vars(time_budgets).items() if isinstance(value, float)]
    assert numbers == list(time_budgets.CHAIN)


def test_the_settings_keep_to_the_chain() -> None:
    assert Settings().stale_minutes * 60 == time_budgets.STALE
    assert Settings().fetch_seconds <= time_budgets.HANDLER
