"""What is really so: the shop's shelves, and what the provider really took."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import msgspec

PHONE_OFF, UNKNOWN, NO_SUCH_NUMBER = 30003, 30008, 30005  # https://www.twilio.com/docs/api/errors


@dataclass
class Interval:
    """A stretch of time in which a variant could be bought."""

    variant: str
    begin: datetime
    end: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return self.begin <= moment and (self.end is None or moment < self.end)


@dataclass
class Shop:
    """A product whose variants come and go."""

    variants: tuple[str, ...]
    in_stock: dict[str, bool] = field(default_factory=dict)
    intervals: list[Interval] = field(default_factory=list)
    looks: dict[datetime, datetime] = field(default_factory=dict)  # when a page was made, by when it had arrived
    prices: list[tuple[datetime, int]] = field(
        default_factory=list
    )  # in cents, of all its sizes, each since that moment

    @property
    def price(self) -> int:
        """What each size costs now, in cents."""
        return self.prices[-1][1] if self.prices else 12_000

    def price_at(self, moment: datetime) -> int:
        """What each size cost then."""
        return next((price for since, price in reversed(self.prices) if since <= moment), 12_000)

    def flip(self, variant: str, now: datetime) -> None:
        """Sell out, or restock."""
        if self.in_stock.get(variant):
            self.in_stock[variant] = False
            self.open_interval(variant).end = now
        else:
            self.in_stock[variant] = True
            self.intervals.append(Interval(variant, now))

    def open_interval(self, variant: str) -> Interval:
        return next(i for i in reversed(self.intervals) if i.variant == variant)

    def page(self) -> bytes:
        """The shop's answer at this moment, in Shopify's form."""
        return msgspec.json.encode(
            {
                "id": 1,
                "title": "Corps jacket",
                "handle": "jacket",
                "available": any(self.in_stock.values()),
                "options": [{"name": "Size", "position": 1, "values": list(self.variants)}],
                "variants": [
                    {
                        "id": number,
                        "title": variant,
                        "option1": variant,
                        "options": [variant],
                        "available": self.in_stock.get(variant, False),
                        "price": self.price,
                    }
                    for number, variant in enumerate(self.variants, start=101)
                ],
            }
        )

    def bad_page(self, random: Random) -> tuple[int, bytes]:
        """An answer from which nothing can be told."""
        whole = self.page()
        return random.choice(
            [
                (200, b""),
                (200, b"<html><title>Log in</title></html>"),
                (200, whole[: random.randrange(len(whole))]),
                (200, b'{"id":1,"title":"Corps jacket","handle":"jacket","variants":[]}'),
                (200, b'{"products":[]}'),
                (403, b"Forbidden"),
                (429, b"Slow down"),
                (503, b"Busy"),
            ]
        )


@dataclass
class Accepted:
    """A message that the provider took."""

    at: datetime
    sid: str
    to: str
    text: str
    code: str
    reference: str
    sender: str = ""  # of ours, from which it came
    status: str = "sent"  # the last that the provider said of it
    lost: int | None = None  # the networks' reason why it was not delivered, where it was not
    arrived: bool = True
    said_at: datetime | None = None  # when it said so last


@dataclass
class Provider:
    """What the provider knows, whatever we were told."""

    accepted: list[Accepted] = field(default_factory=list)
    answered: list[tuple[datetime, str]] = field(default_factory=list)  # texts that we answered, and who had sent them
    blocked: set[str] = field(default_factory=set)  # whoever said stop by text: they are turned away
    gone: set[str] = field(default_factory=set)  # browsers that took back what they made for us
    turned: set[str] = field(default_factory=set)  # those of them of which we were told so
