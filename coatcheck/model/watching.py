"""Watching: what is looked at, what was seen, what is known, and what changed."""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from coatcheck.model.operators import FIRST_TEAM
from coatcheck.model.shop import Availability, Observation, Showing, Variant, Witness
from coatcheck.model.values import Frozen, digest


class Health(StrEnum):
    """How the last look at a watch went. Only HEALTHY looks may change an availability."""

    HEALTHY = "healthy"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
    GONE = "gone"
    OVER = "over"


class Ended(StrEnum):
    """Why nobody looks at the watch of an event any more."""

    COMPLETE = "complete"  # whoever waited was told; looks begin again when somebody waits again
    OVER = "over"  # its last day is past


class LookFrom(StrEnum):
    """Whose connection a watch is looked at from."""

    HERE = "here"
    AGENT = "agent"  # an agent's; while none is heard nobody knows
    AGENT_OR_HERE = "agent or here"  # an agent's, and our own while none is heard


class Answer(StrEnum):
    """What the operator said when they were shown what was understood of a page."""

    YES = "yes"
    NO = "no"
    CANT_TELL = "can't tell"
    NOT_ASKED = "not asked"


class Understood(Frozen, frozen=True):
    """One variant as it was read, with what the page said of it."""

    title: str
    availability: Availability
    witnesses: tuple[Witness, ...] = ()


class Agreement(Frozen, frozen=True):
    """Whether the operator found to be true what was read of the page, at that moment."""

    answer: Answer
    at: datetime
    read: tuple[Understood, ...] = ()


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
    tags: tuple[str, ...] = ()  # the operator's own words for it, shown wherever it is listed
    interval: int = 60
    active: bool = True
    listed: bool = True  # False: reachable by its slug only
    batch: str = ""  # the group of watches it is polled with; given once, by the catalogue
    settle: int = 2  # looks in a row that must prove "out" before an episode ends
    advance: bool = False  # whether pre-order and back-order count as back
    cooldown: int = 1800  # seconds between two alerts to one "every restock" subscription
    zone: str = "UTC"  # the shop's own time zone, an IANA name
    allow_private: bool = False  # the operator's console named a host on a private network
    paused_at: datetime | None = None  # when the last pause began
    resumed_at: datetime | None = None  # when the last pause that is over ended
    look_at: datetime | None = None  # when the operator last asked for a look at once
    ended: Ended | None = None  # of an event: paused by itself, at `paused_at`
    waited_at: datetime | None = None  # of an event: when somebody was first seen to wait for it
    agreement: Agreement | None = None  # None: nobody was shown what is read
    learned: dict[str, bool] = {}  # evidence that proves nothing alone, and whether the operator found it to be stock
    look_from: LookFrom = LookFrom.HERE
    agree: int = 1  # agents that have to see the same before it counts
    team: str = FIRST_TEAM  # whose it is
    moved_at: datetime | None = None  # when another team gave it to this one; its batch stays the other's
    revision: str = ""

    @property
    def host(self) -> str:
        """The shop's server: its name, with the port where there is one."""
        return _host(self.url)

    @property
    def shop(self) -> str:
        """Its host as people name it, without "www."."""
        return self.host.removeprefix("www.")

    @property
    def reading(self) -> str:
        """Name the way in which its page is read: another source or other options are another way."""
        return _reading(self.source, tuple(self.options.items()))


@lru_cache(maxsize=4096)  # every look asks for it, as for the next
def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


@lru_cache(maxsize=1024)
def _reading(source: str, options: tuple[tuple[str, str], ...]) -> str:
    return digest(source, *(text for option in sorted(options) for text in option), length=8)


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
    quantity: int | None = None  # pieces, where the shop says how many: as `truth/pieces.py` keeps them
    in_stock: bool | None = None  # by the watch's own choice (`advance`); None until proven once
    in_since: datetime | None = None  # the start of the current or last episode
    out_since: datetime | None = None  # the end of the last episode
    out_looks: int = 0  # looks in a row that proved "out" and have not settled yet
    out_at: datetime | None = None  # the first of these
    missing_looks: int = 0  # healthy looks in a row in which the variant was not listed
    missing_since: datetime | None = None  # the first of these
    showings: tuple[Showing, ...] = ()
    unlisted: tuple[str, ...] = ()  # ids of showings that were listed once and are not any more, those that went last
    availability_starts: datetime | None = None  # when it can be bought, as the shop announces
    witnesses: tuple[
        Witness, ...
    ] = ()  # what said so in the last look that changed anything of it; none where there are too many variants


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
    over_at: datetime | None = None  # of an event: when all of it will be past
    facts_at: datetime | None = None  # of an event: when its places and names were fetched, where not with each look
    reading: str = ""  # the `Watch.reading` by which the last good look was read; "" for none yet
    maybe_back: dict[str, str] = {}  # variants proven out that may be back, and what says so, until that is decided
    revision: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is an event, and not goods."""
        return self.over_at is not None or any(variant.showings for variant in self.variants)

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
    picture: bytes = b""  # where it proves nothing: what a browser saw, if one drew the page; a JPEG

    @property
    def variants(self) -> list[Variant]:
        """Those that were seen; none where the look proves nothing."""
        return self.observation.variants if self.observation else []


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
    """A variant that came back; or one that was there already and costs less, is there in more pieces, or has new showings."""

    id: str
    title: str = ""
    options: dict[str, str] = {}
    price: str | None = None
    currency: str | None = None
    url: str | None = None
    quantity: int | None = None
    showings: tuple[Showing, ...] = ()
    has_new: bool = False  # some of its showings were never listed before
    was_open: bool = False  # it did not come back: these are new showings beside others that were on sale already
    price_before: str | None = None  # it did not come back: its price fell from this, or became known ("")
    quantity_before: int | None = (
        None  # it did not come back: there are more pieces than these, or than nobody knew of (0)
    )


class RestockEvent(Frozen, frozen=True):
    """All variants of a watch that came back in one look, those that cost less or are more pieces, and those of an event that have new showings.

    The same look's always has the same id.
    """

    id: str  # watch id and state version
    watch_id: str
    at: datetime  # the end of the look that proved it
    title: str
    url: str
    variants: tuple[Restocked, ...]
    was_there: bool = False  # nothing happened: it is told to one person who came when this was there already
    committed_at: datetime | None = None  # when it was handed to the store; None: an older version did not note it
    to_open: dict[str, str] = {}  # of an event with showings: the variants that are still out, by id and title
    team: str = FIRST_TEAM  # whose watch it is


class Batch(Frozen, frozen=True):
    """A group of watches polled together by one worker at a time, and the versions of their states."""

    id: str
    slot: datetime | None = None  # the last tick for which it was leased
    owner: str = ""
    lease_until: datetime | None = None
    versions: dict[str, int] = {}  # by watch id; a cached state of that version is the current one
    outbox: tuple[
        str, ...
    ] = ()  # events, or parts of their lists, of which not everybody who waited has a delivery, as far as we know
    revision: str = ""


class Verdict(Frozen, frozen=True):
    """What a look means for a watch: the next state, and the change and event that go with it, in one commit."""

    state: State
    change: Change | None = None
    event: RestockEvent | None = None
