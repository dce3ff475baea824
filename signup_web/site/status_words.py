"""How watches and messages are doing, in people's words. Pure."""

from coatcheck.languages import N_, capitalised, gettext
from coatcheck.model import DeliveryState, Ended, Health
from coatcheck.watching.status import WatchStatus
from signup_web.site.listing import Line

TROUBLE, NEW, WELL, PAUSED = "trouble", "new", "well", "paused"
# Of watches, what has to be seen first at the front; completes a number: "6 in trouble".
CONDITIONS = {TROUBLE: N_("in trouble"), NEW: N_("not checked yet"), WELL: N_("well"), PAUSED: N_("paused or over")}

CHECKED = {
    Health.HEALTHY: N_("Is being checked"),
    Health.BLOCKED: N_("The shop refuses us"),
    Health.UNREACHABLE: N_("The shop can’t be reached"),
    Health.UNREADABLE: N_("The page can’t be read"),
    Health.GONE: N_("The shop removed the page"),
    Health.OVER: N_("Over"),
}
STOPPED = {None: N_("Paused"), Ended.COMPLETE: N_("Complete"), Ended.OVER: N_("Over")}
MESSAGES = {
    DeliveryState.PENDING: N_("waiting to be sent"),
    DeliveryState.SENDING: N_("being sent"),
    DeliveryState.UNSURE: N_("perhaps sent, the provider is being asked"),
    DeliveryState.HELD: N_("held back for now"),
    DeliveryState.SENT: N_("sent"),
    DeliveryState.DELIVERED: N_("arrived"),
    DeliveryState.UNDELIVERED: N_("did not arrive"),
    DeliveryState.FAILED: N_("refused by the provider"),
    DeliveryState.SUPPRESSED: N_("not sent, the person had stopped messages"),
    DeliveryState.SOLD_OUT: N_("not sent, it was gone again"),
    DeliveryState.STALE: N_("not sent in time"),
}


def condition(watch: WatchStatus) -> str:
    """Return which of the `CONDITIONS` a watch is in."""
    if not watch.active or watch.health is Health.OVER:
        return PAUSED
    if not watch.checked_at:
        return NEW
    return WELL if watch.health is Health.HEALTHY else TROUBLE


def conditions() -> dict[str, str]:
    """Return the conditions in the language that is spoken."""
    return {name: gettext(words) for name, words in CONDITIONS.items()}


def says(watch: WatchStatus) -> str:
    """Say what becomes of a watch: "The shop refuses us"."""
    if not watch.active:
        return gettext(STOPPED[watch.ended])
    return look_says(watch.health) if watch.checked_at else capitalised(gettext(CONDITIONS[NEW]))


def look_says(health: Health) -> str:
    """Say how a look went: "The shop refuses us"."""
    return gettext(CHECKED[health])


def message_says(state: DeliveryState) -> str:
    """Say where messages are: "arrived"."""
    return gettext(MESSAGES[state])


def lines(watches: tuple[WatchStatus, ...]) -> list[Line[WatchStatus]]:
    """Return what the watches of a report are found by."""
    return [Line(watch, watch.title, condition(watch), watch.shop, watch.tags) for watch in watches]
