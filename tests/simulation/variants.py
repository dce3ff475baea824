"""Kinds of schedules, by the seed's number: those in which the product's numbers are so small that their ends come up, and one more person."""

from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.model import Variant

KINDS = 8
BROWSER = 4  # somebody is told in their browser, too, which may take back what it made for us
CANARY = 0  # our own page comes back once, in the first minutes, and is told to nobody
FLIPS = (timedelta(minutes=6), timedelta(minutes=11))  # between these, by the seed's number
BUDGETED = 5  # few texts may be sent in a day of some minutes, all of them leased in advance
TEXTS, SHORT_DAY, SHORT_WHILE = 2, timedelta(minutes=2), timedelta(seconds=20)

LONG = 1  # a page of a list is one person, and a list of two is parted
PACED = 1  # of 16, all of them long: two senders take a text in 200 seconds each
SENDERS = ("+14155550198=0.005", "+14155550199=0.005")
DISASTERS = (9, 10)  # of 16, half of them long: in the middle of it all the store is away, and the provider
STORE_AWAY, PROVIDER_AWAY, LONG_STORM = timedelta(minutes=10), timedelta(hours=1), 4000.0
FRESH = 90  # minutes for which an alert is news there: longer than the provider is away
WAVES = 10  # of 16, all of them with disasters: the shop says that one piece came back, and two people are told at once
FACTOR = 2.0


def has_disasters(seed: int) -> bool:
    return seed % 16 in DISASTERS


def is_budgeted(seed: int) -> bool:
    return seed % KINDS == BUDGETED


def is_paced(seed: int) -> bool:
    return seed % 16 == PACED


def numbers(seed: int) -> dict[str, Any]:
    """Return the settings in which the seed's kind differs."""
    return {
        **({"texts_per_day": TEXTS} if is_budgeted(seed) else {}),
        **({"twilio_senders": SENDERS} if is_paced(seed) else {}),
        **({"stale_minutes": FRESH} if has_disasters(seed) else {}),
        **({"wave_factor": FACTOR} if seed % 16 == WAVES else {}),
        "canary": seed % KINDS == CANARY,
    }


def variant(seed: int) -> AbstractContextManager[object]:
    """Set the numbers of the seed's kind."""
    stack = ExitStack()
    if is_budgeted(seed):
        stack.enter_context(
            patch.multiple("coatcheck.telling.budget", DAY=SHORT_DAY, IDLE=SHORT_WHILE, ahead=lambda spent, since: 3)
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
    if seed % 16 == WAVES:
        stack.enter_context(_one_piece_each())
    return stack


def _one_piece_each() -> AbstractContextManager[object]:
    """The shop says how many pieces there are: one of each size."""
    shopify = sources.load("shopify")

    def read(target: Any, answers: Any) -> Any:
        seen: Any = shopify.read(target, answers)
        return replace(seen, products=tuple(replace(each, variants=_counted(each.variants)) for each in seen.products))

    counting = SimpleNamespace(OPTIONS=shopify.OPTIONS, request=shopify.request, read=read)
    return patch("coatcheck.sources.load", lambda name: counting)


def _counted(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    return tuple(replace(each, offer=replace(each.offer, quantity=1)) for each in variants)
