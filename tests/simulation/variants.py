"""Kinds of schedules, by the seed's number: those in which the product's numbers are so small that their ends come up, and one more person."""

from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from typing import Any
from unittest.mock import patch

KINDS = 8
BROWSER = 4  # somebody is told in their browser, too, which may take back what it made for us
CANARY = 0  # our own page comes back once, in the first minutes, and is told to nobody
FLIPS = (timedelta(minutes=6), timedelta(minutes=11))  # between these, by the seed's number
BUDGETED = 5  # few texts may be sent in a day of some minutes, all of them leased in advance
TEXTS, SHORT_DAY = 3, timedelta(minutes=2)

LONG = 1  # a page of a list is one person, and a list of two is parted
PACED = 1  # of 16, all of them long: two senders take a text in 25 seconds each
SENDERS = ("+14155550198=0.04", "+14155550199=0.04")
DISASTERS = 9  # of 16, all of them long: in the middle of it all the store is away, and the provider
STORE_AWAY, PROVIDER_AWAY, LONG_STORM = timedelta(minutes=10), timedelta(minutes=50), 4000.0


def has_disasters(seed: int) -> bool:
    return seed % 16 == DISASTERS


def is_budgeted(seed: int) -> bool:
    return seed % KINDS == BUDGETED


def numbers(seed: int) -> dict[str, Any]:
    """Return the settings in which the seed's kind differs."""
    budget = {"texts_per_day": TEXTS} if is_budgeted(seed) else {}
    senders = {"twilio_senders": SENDERS} if seed % 16 == PACED else {}
    return {**budget, **senders, "canary": seed % KINDS == CANARY}


def variant(seed: int) -> AbstractContextManager[object]:
    """Set the numbers of the seed's kind."""
    stack = ExitStack()
    if is_budgeted(seed):
        stack.enter_context(
            patch.multiple("coatcheck.telling.budget", DAY=SHORT_DAY, IDLE=SHORT_DAY, ahead=lambda spent, since: 3)
        )
        stack.enter_context(patch("coatcheck.telling.switches.DAY", SHORT_DAY))
        stack.enter_context(patch("coatcheck.truth.leases.SHARE", 1))
    if seed % KINDS == CANARY:
        first, last = FLIPS
        first += (last - first) * (seed // KINDS % 10) / 10
        stack.enter_context(
            patch.multiple("coatcheck.watching.canary.flips", FIRST=first, LAST=first + timedelta(minutes=1))
        )
    if seed % KINDS == LONG:
        stack.enter_context(patch.multiple("notifier.fanout", PAGE=1, PAGES=1))
    return stack
