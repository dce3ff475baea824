"""A day that was counted: looks at two shops, messages by two channels, and something of everything that can go wrong."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from coatcheck.model import DeliveryState, Health
from coatcheck.watching.promise.days import Day
from coatcheck.watching.promise.looks import Looks
from coatcheck.watching.promise.messages import Messages
from coatcheck.watching.promise.tally import Tally, tally


def milliseconds(lengths: Iterable[int]) -> Tally:
    return tally(timedelta(milliseconds=length) for length in lengths)


MESSAGES = Messages(
    made=140,
    states={DeliveryState.DELIVERED: 130, DeliveryState.SENT: 10},
    committed=milliseconds(range(30, 130)),
    accepted=milliseconds(range(300, 2300, 20)),
    delivered=milliseconds(range(900, 90_900, 900)),
    in_all=milliseconds(range(400, 2400, 20)),
    taken={"sms": 120, "email": 20},
    lost={"sms": 3},
    kept_back=12,
    clock=1,
)
LOOKS = (
    Looks(
        "shop.example",
        60,
        1400,
        {Health.BLOCKED: 3},
        milliseconds([60_000] * 99 + [240_000]),
        milliseconds([7_200_000]),
        1,
        2,
        1,
    ),
    Looks("secret.example", 300, 280, ages=milliseconds([300_000] * 50)),
)


def counted(now: datetime) -> Day:
    """Today, counted up to the last full hour."""
    return Day(now.date(), now.replace(minute=0, second=0, microsecond=0), LOOKS, MESSAGES)
