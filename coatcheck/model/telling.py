"""Telling: the messages that are owed, and what an operator has to see."""

from datetime import datetime
from enum import StrEnum

from coatcheck.model.people import NO_CONDITIONS, Conditions
from coatcheck.model.values import Frozen
from coatcheck.model.watching import RestockEvent


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


class Reason(StrEnum):
    """Why somebody is not told of a restock, or not yet. `telling/reasons.py` has a sentence for each."""

    # No delivery is made for them.
    CAME_LATER = "came after it"
    NOT_ARMED = "told before, and not asked again"
    OTHER_VARIANT = "waits for another variant"
    COOLDOWN = "told not long ago"
    PRICE = "over their limit"
    UNKNOWN_PRICE = "no price in the money of their limit"
    QUANTITY = "fewer pieces than they asked for"
    NO_NEWS = "was there before, and they asked for no more of it"
    # Nor is one sent.
    UNCONFIRMED = "unconfirmed"
    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "nobody is reached there"
    # A delivery waits, or has ended.
    WAVE = "others waited longer, and there are few pieces"
    PACE = "others come first at the senders' pace"
    DAILY = "kept for the daily message"
    QUIET_HOURS = "quiet hours"
    STOPPED = "stopped"
    TURNED_AWAY = "the provider takes no messages"
    NO_CHANNEL = "the channel is not switched on"
    BUDGET = "the day's budget of texts is used up"
    UNPROVEN = "old, and nobody can tell whether it is still in stock"
    SOLD_OUT = "gone before it could be sent"
    NOT_WANTED = "told by a later alert, or wanted no more"
    INTERRUPTED = "no time left"
    NOT_TAKEN = "the provider did not take it"
    UNSURE = "nobody knows whether it was sent"
    LOST = "lost by the network"
    REFUSED = "refused by the provider"
    UNMADE = "the message could not be made"


class Step(Frozen, frozen=True, array_like=True):
    """What became of a delivery at one moment, and why."""

    at: datetime
    state: DeliveryState
    reason: Reason | None = None


WAITING = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNSURE, DeliveryState.HELD})


class Delivery(Frozen, frozen=True):
    """One message to one person about one event: the record by which it is sent once."""

    id: str  # event id and subscriber id, and the fallback channel's name for a second way
    event: RestockEvent  # only the variants this person wants
    subscriber_id: str
    channel: str
    created_at: datetime
    updated_at: datetime
    conditions: Conditions = NO_CONDITIONS  # under which they want to be told of it
    daily: tuple[
        RestockEvent, ...
    ] = ()  # of a daily message: the news of that day, oldest first; none where it tells of one event
    beyond: tuple[str, ...] = ()  # of a daily message: the ids of news for which it had no room
    state: DeliveryState = DeliveryState.PENDING
    next_at: datetime | None = None  # when the sweep should look again; there exactly while WAITING
    attempts: int = 0
    owner: str = ""
    lease_until: datetime | None = None
    lookups: int = 0  # times the provider was asked and knew nothing
    unsure_since: datetime | None = None  # since when nobody knows whether it was sent
    doubts: int = 0  # sends of which nobody knows whether they went out, and of which nobody could be asked
    provider_id: str | None = None
    provider_status: str | None = None
    lost: tuple[str, ...] = ()  # the provider's ids of those that it took and did not deliver, oldest first
    code: str = ""  # unique, part of the text and of its link
    sent_at: datetime | None = None
    rearmed: bool = False  # gone before it could be sent, and the subscription armed again: decided anew when it is due
    error: str | None = None
    error_code: str | None = None
    steps: tuple[Step, ...] = ()  # what became of it so far, oldest first; see `deliveries.stepped`
    revision: str = ""


class DeadLetter(Frozen, frozen=True):
    """A message or delivery that was given up: kept with everything needed to replay it."""

    id: str
    topic: str
    body: str
    reason: str
    at: datetime
    ours: bool = True  # to be mended by us; False: the server that its own person named did not take it


class Trouble(StrEnum):
    """What an alert is about, so that whoever minds it can be told."""

    SHOPS = "shops"  # a page that can't be read, or may be back
    MESSAGES = "messages"  # what was given up, refused, or too much for the day
    SUGGESTIONS = "suggestions"
    SERVICE = "service"  # all else: clocks, our own looks


class Alert(Frozen, frozen=True):
    """Something the operator must know, told once when it begins and once when it is over; see `telling/alerts.py`."""

    key: str
    text: str
    opened_at: datetime
    shop: str = ""  # the host that it is about; alerts of one shop and one cause are told together
    cause: str = ""
    told_at: datetime | None = None
    closed_at: datetime | None = None
