"""People: where they are reached, what they agreed to, what they want."""

from datetime import datetime
from enum import StrEnum

from coatcheck.model.values import Frozen


class ChannelAddress(Frozen, frozen=True):
    """Where to reach somebody: a row of the CHANNELS table and an address in its own normal form."""

    channel: str
    address: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.address}"


class ConsentKind(StrEnum):
    """What somebody said of being written to."""

    OPT_IN = "opt-in"  # asked to be told; by the web, a code is still to come
    CONFIRMED = "confirmed"  # entered the code
    OPT_OUT = "opt-out"
    OPT_BACK_IN = "opt-back-in"
    SECOND_WAY_ASKED = "second way asked"
    SECOND_WAY_CONFIRMED = "second way confirmed"


class Consent(Frozen, frozen=True):
    """One entry of the ledger: what was agreed to or withdrawn, in which words, when and how."""

    at: datetime
    kind: ConsentKind
    method: str  # "web", "text", "console", "admin", "provider"
    wording: str = ""  # version of the text that was shown
    evidence: str = ""  # page address, message id, IP address and browser, as far as there are any


class Status(StrEnum):
    """Whether a subscriber may be written to."""

    UNCONFIRMED = "unconfirmed"  # only the code may be sent
    ACTIVE = "active"
    OPTED_OUT = "opted_out"  # until they come back themselves
    UNREACHABLE = "unreachable"  # the provider refuses the address for good


class Topic(Frozen, frozen=True):
    """The watches that a conversation is about, by their ids; none before it began."""

    watches: tuple[str, ...] = ()
    asked: bool = False  # we asked which of them is meant

    @classmethod
    def read(cls, stored: str) -> "Topic":
        """Read the topic that is stored as `str` writes it: "jacket parka", or "?jacket parka" where we asked."""
        return cls(tuple(stored.lstrip("?").split()), stored.startswith("?"))

    def __str__(self) -> str:
        return f"{'?' if self.asked else ''}{' '.join(self.watches)}"


DAILY_HOUR = 18  # at which the daily message comes where nobody chose another


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
    daily_hour: int = DAILY_HOUR  # of their day, when the daily message comes, if they want one
    fallback: ChannelAddress | None = None
    topic: str | None = None  # see `about`
    links: int = 0  # raising it revokes every manage link handed out before
    language: str = ""  # in which they signed up, as `languages.LANGUAGES` has it; "" before they chose any
    consents: tuple[Consent, ...] = ()
    revision: str = ""

    @property
    def about(self) -> Topic:
        """What their texts are about."""
        return Topic.read(self.topic or "")


ANY = "*"  # in place of variant ids: whichever comes back


class Frequency(StrEnum):
    ONCE = "once"  # told once, then quiet until RESET
    EVERY = "every"  # told at every restock, with the watch's cooldown between
    DAILY = "daily"  # every restock of a day is told in one message, at an hour of theirs


class Conditions(Frozen, frozen=True):
    """What has to be so, beside a variant being in stock, before one person is told of it."""

    maximum_price: str | None = None  # a decimal number, in `currency`
    currency: str = ""  # ISO 4217; "" where the shop named none: the number alone counts
    minimum_quantity: int = 0  # pieces that the shop says it has; 0 for however many
    price_drops: bool = False  # told each time the price falls, too, while it is there
    at_once: bool = False  # told as well when it is there already


NO_CONDITIONS = Conditions()


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
    asked_at: datetime | None = None  # when they last asked to be told again: what came back before doesn't use that up
    frequency: Frequency = Frequency.ONCE
    conditions: Conditions = NO_CONDITIONS
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
    daily_hour: int | None = None  # None leaves the hour, and "" the zone, as they are
    zone: str = ""
    conditions: Conditions = NO_CONDITIONS
    revision: str = ""
