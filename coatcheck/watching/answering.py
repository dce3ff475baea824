"""The operator's word on a watch that may be back: people are told, or nobody; either way the watch remembers what the page said."""

from datetime import datetime

from msgspec.structs import replace

from coatcheck.model import Availability, Look, Observation, Offer, Product, State, Variant, Watch, Witness
from coatcheck.ports import Bus, Clock, Store
from coatcheck.truth.doubt import denied, doubt_key
from coatcheck.watching.evidence import learn
from coatcheck.watching.recording import record
from coatcheck.watching.states import state_of

OPERATOR = Witness("operator", "It is back")


def answer(watch: Watch, is_back: bool, store: Store, bus: Bus | None, clock: Clock) -> bool:
    """Tell people that what may be back is, or nobody, and remember the answer; False where there is no such question any more.

    `bus`: None where a process has none: people are told with one of the next ticks.
    Raises `Conflict` where others kept changing the watch.
    """
    state = state_of(store, watch.id)
    if not state.maybe_back:
        return False
    watch = store.put_watch(learn(watch, state, is_back))
    if is_back:
        record(watch, _seen_by_operator(watch, state, clock.now()), store, bus, clock)
    else:
        store.commit_verdict(watch.batch, denied(state, clock.now()))
        store.close_alert(doubt_key(watch.id), clock.now())
    return True


def _seen_by_operator(watch: Watch, state: State, now: datetime) -> Look:
    """What the operator saw, as a look of its own: those that may be back are."""
    back = tuple(
        Variant(each.id, each.title, each.options, offer=_offer(each.price, each.currency, each.url))
        for each in state.variants
        if each.id in state.maybe_back
    )
    seen = Observation((Product(watch.id, state.title, state.url, state.image, back),))
    return Look(watch.id, now, now, observation=seen)


def _offer(price: str | None, currency: str | None, url: str | None) -> Offer:
    return replace(Offer(Availability.IN_STOCK, price, currency, url), witnesses=(OPERATOR,))
