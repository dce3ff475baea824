"""What things are: frozen types and enums, in schema.org's words where it has them.

Times are aware datetimes in UTC, money is a decimal string as the shop wrote it ("120.00") with an
ISO 4217 code beside it, ids are strings. A variant's id is the shop's own and is unique within an observation.
A `revision` is the store's own mark of the copy it handed out, "" for what is not stored yet: writing a
changed copy is refused with `Conflict` unless that revision is still the stored one.
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value: equal by content, never changed in place. (Type checkers need `frozen=True` said again below.)"""


# What a shop sells, and whether it can be had


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


class Variant(Frozen, frozen=True):
    """One size, colour or showtime of a product: what a person can want."""

    id: str
    title: str = ""
    options: dict[str, str] = {}
    sku: str | None = None
    offer: Offer = Offer()


class Product(Frozen, frozen=True):
    """A product with at least one variant; `offer` is what the page claims of the product as a whole."""

    id: str
    title: str = ""
    url: str | None = None
    image: str | None = None
    variants: tuple[Variant, ...] = ()
    offer: Offer | None = None

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


# Watching


class Health(StrEnum):
    """How the last look at a watch went. Only HEALTHY looks may change an availability."""

    HEALTHY = "healthy"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
    GONE = "gone"


class Watch(Frozen, frozen=True):
    """A page that is looked at every `interval` seconds (5 at the least) for as long as it is `active`."""

    id: str
    url: str
    source: str
    created_at: datetime
    updated_at: datetime
    title: str = ""
    slug: str = ""
    image: str | None = None
    options: dict[str, str] = {}  # the source's own settings, by the names its OPTIONS declare
    interval: int = 60
    active: bool = True
    listed: bool = True  # False: reachable by its slug only
    batch: str = ""  # the group of watches it is polled with; given once, by the catalogue
    settle: int = 2  # looks in a row that must prove "out" before an episode ends
    advance: bool = False  # whether pre-order and back-order count as back
    cooldown: int = 1800  # seconds between two alerts to one "every restock" subscription
    zone: str = "UTC"  # the shop's own time zone, an IANA name
    allow_private: bool = False  # the operator's console named a host on a private network
    revision: str = ""


class VariantState(Frozen, frozen=True):
    """The last proven truth about one variant."""

    id: str
    title: str = ""
    options: dict[str, str] = {}
    availability: Availability = Availability.UNKNOWN
    since: datetime | None = None  # when this availability was first proven
    price: str | None = None
    currency: str | None = None
    url: str | None = None
    in_stock: bool | None = None  # by the watch's own choice (`advance`); None until proven once
    in_since: datetime | None = None  # the start of the current or last episode
    out_since: datetime | None = None  # the end of the last episode
    out_looks: int = 0  # looks in a row that proved "out" and have not settled yet
    out_at: datetime | None = None  # the first of these
    missing_looks: int = 0  # healthy looks in a row in which the variant was not listed


class State(Frozen, frozen=True):
    """All that is known of a watch. `version` grows by one with each stored change."""

    watch_id: str
    version: int = 0
    variants: tuple[VariantState, ...] = ()
    title: str = ""
    url: str | None = None
    image: str | None = None
    observed_until: datetime | None = None  # the end of the last look that changed anything
    health: Health = Health.HEALTHY
    health_since: datetime | None = None
    reason: str | None = None
    failures: int = 0  # looks in a row that proved nothing
    retry_at: datetime | None = None  # no look before this
    shape: str = ""
    revision: str = ""

    def variant(self, variant_id: str) -> VariantState | None:
        return next((variant for variant in self.variants if variant.id == variant_id), None)


class Look(Frozen, frozen=True):
    """One look at a watch: the interval in which the shop's answer was made, and what it was worth."""

    watch_id: str
    started_at: datetime
    ended_at: datetime
    health: Health = Health.HEALTHY
    reason: str | None = None
    retry_after: float | None = None
    observation: Observation | None = None  # there exactly when HEALTHY


class Glance(Frozen, frozen=True, array_like=True):
    """A look as it is kept in a snapshot: small, whatever the shop sent."""

    watch_id: str
    at: datetime
    health: Health
    availability: dict[str, Availability] = {}


class Snapshot(Frozen, frozen=True):
    """Everything that one batch showed in one minute; a later look at a watch in the same minute replaces the earlier one."""

    batch: str
    minute: datetime
    glances: tuple[Glance, ...]


class Transition(Frozen, frozen=True):
    """One variant's availability changing; `at` is when the new one was first seen."""

    variant_id: str
    at: datetime
    before: Availability
    after: Availability
    in_stock: bool | None  # what `after` means to the watch
    price: str | None = None
    currency: str | None = None


class Change(Frozen, frozen=True):
    """What one stored version of a state changed: the history of a watch is its changes in order."""

    watch_id: str
    version: int
    at: datetime
    transitions: tuple[Transition, ...] = ()
    health: Health | None = None  # the new health, where it changed
    reason: str | None = None
    unseen_since: datetime | None = None  # from then until `at` nobody looked: our own outage, not the shop's


class Restocked(Frozen, frozen=True):
    """A variant that came back."""

    id: str
    title: str = ""
    options: dict[str, str] = {}
    price: str | None = None
    currency: str | None = None
    url: str | None = None
    quantity: int | None = None


class RestockEvent(Frozen, frozen=True):
    """All variants of a watch that came back in one look. The same restock always has the same id."""

    id: str  # watch id and state version
    watch_id: str
    at: datetime  # the end of the look that proved it
    title: str
    url: str
    variants: tuple[Restocked, ...]


class Batch(Frozen, frozen=True):
    """A group of watches polled together by one worker at a time, and the versions of their states."""

    id: str
    slot: datetime | None = None  # the last tick for which it was leased
    owner: str = ""
    lease_until: datetime | None = None
    versions: dict[str, int] = {}  # by watch id; a cached state of that version is the current one
    unpublished: tuple[str, ...] = ()  # the outbox: events that not everybody who waited has a delivery of, as far as we know
    revision: str = ""


class Verdict(Frozen, frozen=True):
    """What a look means for a watch: the next state, and the change and event that go with it, in one commit."""

    state: State
    change: Change | None = None
    event: RestockEvent | None = None


# People


class ChannelAddress(Frozen, frozen=True):
    """Where to reach somebody: a row of the CHANNELS table and an address in its own normal form."""

    channel: str
    address: str


class Consent(Frozen, frozen=True):
    """One entry of the ledger: what was agreed to or withdrawn, in which words, when and how."""

    at: datetime
    kind: str  # "opt-in", "confirmed", "opt-out", "opt-back-in"
    method: str  # "web", "text", "console", "admin", "provider"
    wording: str = ""  # version of the text that was shown
    evidence: str = ""  # page address, message id, IP address and browser, as far as there are any


class Status(StrEnum):
    """Whether a subscriber may be written to."""

    UNCONFIRMED = "unconfirmed"  # only the code may be sent
    ACTIVE = "active"
    OPTED_OUT = "opted_out"  # until they come back themselves
    UNREACHABLE = "unreachable"  # the provider refuses the address for good


class Subscriber(Frozen, frozen=True):
    """A person at one address."""

    id: str  # a keyed hash of channel and address, never the address
    to: ChannelAddress
    created_at: datetime
    status: Status = Status.UNCONFIRMED
    status_at: datetime | None = None  # by the provider's clock where it gave one: the last word wins
    status_reason: str | None = None
    zone: str = "UTC"
    any_hour: bool = False  # True: no quiet hours
    language: str = "en"
    fallback: ChannelAddress | None = None
    topic: str | None = None  # the watch their texts are about
    links: int = 0  # raising it revokes every manage link handed out before
    consents: tuple[Consent, ...] = ()
    revision: str = ""


ANY = "*"  # in place of variant ids: whichever comes back


class Frequency(StrEnum):
    ONCE = "once"  # told once, then quiet until RESET
    EVERY = "every"  # told at every restock, with the watch's cooldown between


class Subscription(Frozen, frozen=True):
    """What one subscriber wants of one watch."""

    id: str  # a hash of subscriber and watch: one each
    subscriber_id: str
    watch_id: str
    created_at: datetime
    wants: tuple[str, ...]  # variant ids, or (ANY,)
    armed: tuple[str, ...] = ()  # those of `wants` that will still be told; empty: none
    armed_at: datetime | None = None  # since when they wait; there exactly while something is armed
    told_at: datetime | None = None
    frequency: Frequency = Frequency.ONCE
    revision: str = ""


class Confirmation(Frozen, frozen=True):
    """A sign-up that waits for its code."""

    token: str
    subscriber_id: str
    watch_id: str
    wants: tuple[str, ...]
    code_hash: str
    created_at: datetime
    expires_at: datetime
    tries: int = 0
    resends: int = 0
    frequency: Frequency = Frequency.ONCE
    any_hour: bool = False
    revision: str = ""


class DeliveryState(StrEnum):
    """Where a delivery is. `WAITING` ones are worked on by the sweep; the others are final or up to the provider."""

    PENDING = "pending"  # to be sent, not before `next_at`
    SENDING = "sending"  # claimed; after the lease it counts as UNSURE
    UNSURE = "unsure"  # maybe sent: the provider is asked first
    HELD = "held"  # quiet hours, or the wave is stopped
    SENT = "sent"  # accepted by the provider
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"  # accepted, then lost by the provider or the network
    FAILED = "failed"  # refused for good
    SUPPRESSED = "suppressed"  # opted out before it could be sent
    SOLD_OUT = "sold_out"  # gone again before it could be sent; the subscription is armed again
    STALE = "stale"  # too old to be news, or given up after the last try; a dead letter tells of it


WAITING = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNSURE, DeliveryState.HELD})


class Delivery(Frozen, frozen=True):
    """One message to one person about one event: the record by which it is sent once."""

    id: str  # event id and subscriber id, and the fallback channel's name for a second way
    event: RestockEvent  # only the variants this person wants
    subscriber_id: str
    channel: str
    created_at: datetime
    updated_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    next_at: datetime | None = None  # when the sweep should look again; there exactly while WAITING
    attempts: int = 0
    owner: str = ""
    lease_until: datetime | None = None
    lookups: int = 0  # times the provider was asked and knew nothing
    unsure_since: datetime | None = None  # since when nobody knows whether it was sent
    provider_id: str | None = None
    provider_status: str | None = None
    code: str = ""  # unique, part of the text and of its link
    sent_at: datetime | None = None
    rearmed: bool = False  # gone before it could be sent, and the subscription armed again: decided anew when it is due
    error: str | None = None
    error_code: str | None = None
    revision: str = ""


# What an operator has to see


class DeadLetter(Frozen, frozen=True):
    """A message or delivery that was given up: kept with everything needed to replay it."""

    id: str
    topic: str
    body: str
    reason: str
    at: datetime


class Alert(Frozen, frozen=True):
    """Something the operator must know, told once when it begins and once when it is over."""

    key: str
    text: str
    opened_at: datetime
    told_at: datetime | None = None
    closed_at: datetime | None = None


# Names that must come out the same everywhere

MAXIMUM_BATCH = 200  # watches; one batch is one lease, one snapshot and one handler's work
MINUTE = timedelta(minutes=1)


def digest(*parts: str, length: int = 16) -> str:
    """A short stable name for these parts, spread evenly (Firestore dislikes ids in order)."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()[:length]


def event_id(watch_id: str, version: int) -> str:
    """The id of the restock that made this version of the watch's state."""
    return f"{watch_id}-{version}"


def delivery_id(event: str, subscriber_id: str) -> str:
    """One message per person and event."""
    return f"{event}.{subscriber_id}"


def subscription_id(subscriber_id: str, watch_id: str) -> str:
    """One subscription per person and watch."""
    return digest(subscriber_id, watch_id)
