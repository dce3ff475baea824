"""What a shop sells, and whether it can be had."""

from datetime import datetime
from enum import StrEnum

from coatcheck.model.values import Frozen


class Availability(StrEnum):
    """https://schema.org/ItemAvailability, and `UNKNOWN` where nothing was proven."""

    BACK_ORDER = "BackOrder"
    DISCONTINUED = "Discontinued"
    IN_STOCK = "InStock"
    IN_STORE_ONLY = "InStoreOnly"
    LIMITED_AVAILABILITY = "LimitedAvailability"
    MADE_TO_ORDER = "MadeToOrder"
    ONLINE_ONLY = "OnlineOnly"
    OUT_OF_STOCK = "OutOfStock"
    PRE_ORDER = "PreOrder"
    PRE_SALE = "PreSale"
    RESERVED = "Reserved"
    SOLD_OUT = "SoldOut"
    UNKNOWN = "Unknown"

    __hash__ = str.__hash__  # Enum's own is many times slower, and each look asks for it for each variant

    @property
    def buyable(self) -> bool | None:
        """Whether it can be ordered right now; None where nobody can tell."""
        return None if self is Availability.UNKNOWN else self in ORDERABLE

    @property
    def advance(self) -> bool:
        """Ordered now, delivered some day: a watch chooses whether this counts as back."""
        return self in ADVANCE


ADVANCE = frozenset({Availability.PRE_ORDER, Availability.PRE_SALE, Availability.BACK_ORDER})
ORDERABLE = ADVANCE | {
    Availability.IN_STOCK,
    Availability.LIMITED_AVAILABILITY,
    Availability.ONLINE_ONLY,
    Availability.MADE_TO_ORDER,
}


class Witness(Frozen, frozen=True):
    """One thing that a page says about a variant: which part of it speaks, and its words."""

    name: str
    says: str


class Offer(Frozen, frozen=True):
    """What the shop says of one variant, with the evidence."""

    availability: Availability = Availability.UNKNOWN
    price: str | None = None
    currency: str | None = None
    url: str | None = None
    seller: str | None = None
    quantity: int | None = None
    witnesses: tuple[Witness, ...] = ()
    availability_starts: datetime | None = (
        None  # when it can be bought, as the shop announces, where that was still to come
    )


class Showing(Frozen, frozen=True, array_like=True):
    """One showing of an event, with what is asked for it: https://schema.org/ScreeningEvent

    `start_date` is ISO 8601 by the clock of the place: "2026-11-21T09:30", the day alone where no time is told, "" where no day is.
    """

    id: str
    start_date: str
    location: str = ""
    in_language: str = ""
    video_format: str = ""
    availability: Availability = Availability.UNKNOWN
    price: str | None = None
    currency: str | None = None
    url: str | None = None  # where this one is booked
    remaining_attendee_capacity: int | None = None  # seats left, by `rounded_seats`; None where nobody tells
    maximum_attendee_capacity: int | None = None  # seats in all


EXACT_SEATS = 10  # up to which seats are counted one by one


def rounded_seats(count: int | None) -> int | None:
    """Round a number of seats down to what is worth a word: exact to ten, then to fives, from 100 on to fifties; None where nobody knows.

    Each number that is stored costs a write; a hall that fills seat by seat must not cost one with each look.
    """
    if count is None:
        return None
    step = 1 if count <= EXACT_SEATS else 5 if count < 100 else 50
    return count - count % step


LISTED = "listed"  # the id of the variant that says whether an event is listed at all, tickets or none


class Variant(Frozen, frozen=True):
    """One size or colour of a product, or an event at one place on one day: what a person can want."""

    id: str
    title: str = ""
    options: dict[str, str] = {}
    sku: str | None = None
    offer: Offer = Offer()
    showings: tuple[Showing, ...] = ()  # of an event only: all that are known there on that day, in order of time


class Product(Frozen, frozen=True):
    """A product with at least one variant; `offer` is what the page claims of the product as a whole.

    `sizes`: those that its page lists to choose from without a word on any of them.
    """

    id: str
    title: str = ""
    url: str | None = None
    image: str | None = None
    variants: tuple[Variant, ...] = ()
    offer: Offer | None = None
    sizes: tuple[str, ...] = ()

    @property
    def availability(self) -> Availability:
        """The whole product's state: its own claim, else the best of its variants.

        Sold out only where every variant is proven so; unknown where one is unknown and none can be had.
        """
        if self.offer and self.offer.availability is not Availability.UNKNOWN:
            return self.offer.availability
        said = [variant.offer.availability for variant in self.variants]
        for wanted in PREFERENCE:
            if wanted in said:
                return wanted
        return Availability.UNKNOWN


PREFERENCE = (
    Availability.IN_STOCK,
    Availability.LIMITED_AVAILABILITY,
    Availability.ONLINE_ONLY,
    Availability.MADE_TO_ORDER,
    Availability.PRE_ORDER,
    Availability.PRE_SALE,
    Availability.BACK_ORDER,
    Availability.UNKNOWN,
    Availability.IN_STORE_ONLY,
    Availability.RESERVED,
    Availability.SOLD_OUT,
    Availability.OUT_OF_STOCK,
    Availability.DISCONTINUED,
)


class Observation(Frozen, frozen=True):
    """What a source read in a shop's answer. Never empty: an empty list is `Unreadable`.

    `shape` fingerprints the fields relied on, so that drift shows before it hurts.
    """

    products: tuple[Product, ...]
    shape: str = ""
    over_at: datetime | None = None  # of events: when everything in it will be past
    turns_at: datetime | None = None  # from when on the same answer says something else: a sale begins, or ends
    facts_at: datetime | None = (
        None  # when what rarely changes was fetched, where that is asked for more rarely than the rest
    )

    @property
    def variants(self) -> list[Variant]:
        """Those of all products, in the shop's order."""
        return [variant for product in self.products for variant in product.variants]
