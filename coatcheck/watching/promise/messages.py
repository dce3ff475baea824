"""What became of messages, and how long each step took: from the look that proved a restock to the phone. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from coatcheck.model import Delivery, DeliveryState, Frozen, Reason
from coatcheck.watching.promise.tally import NONE, Tally, added, tally

ON_PURPOSE = frozenset({Reason.WAVE, Reason.DAILY, Reason.QUIET_HOURS, Reason.STOPPED})


class Messages(Frozen, frozen=True):
    """What became of the messages that were made in some time, an hour or more later."""

    made: int = 0
    states: dict[DeliveryState, int] = {}  # how many are in each
    committed: Tally = NONE  # from the end of the look until it was handed to the store
    accepted: Tally = NONE  # from there until the provider had the message
    delivered: Tally = NONE  # from there until it was known to have arrived
    in_all: Tally = NONE  # from the end of the look until the provider had the message
    taken: dict[str, int] = {}  # messages that providers took, each copy counted, by channel
    lost: dict[str, int] = {}  # those among them that did not arrive, by channel
    kept_back: int = 0  # waited on purpose, and are not timed
    clock: int = 0  # not timed, as their moments don't follow each other: a clock was set


class Steps(Frozen, frozen=True):
    """How long each step of one message took; None for one that was not made, or of which nobody noted the moment."""

    committed: timedelta | None = None
    accepted: timedelta | None = None
    delivered: timedelta | None = None
    in_all: timedelta | None = None


def count_messages(deliveries: Iterable[Delivery]) -> Messages:
    """Count these deliveries; only what came back and was told is timed."""
    every = list(deliveries)
    timed = [each for each in every if each.sent_at and is_timed(each)]
    whole = [steps(each) for each in timed if is_in_order(each)]
    return Messages(
        made=len(every),
        states={state: count for state in DeliveryState if (count := sum(each.state is state for each in every))},
        committed=tally(each.committed for each in whole if each.committed is not None),
        accepted=tally(each.accepted for each in whole if each.accepted is not None),
        delivered=tally(each.delivered for each in whole if each.delivered is not None),
        in_all=tally(each.in_all for each in whole if each.in_all is not None),
        taken=_by_channel((each, len(each.lost) + (each.sent_at is not None and not _is_lost(each))) for each in every),
        lost=_by_channel((each, len(each.lost)) for each in every),
        kept_back=sum(map(is_kept_back, every)),
        clock=len(timed) - len(whole),
    )


def steps(delivery: Delivery) -> Steps:
    """Say how long each step took."""
    looked, committed, sent = delivery.event.at, delivery.event.committed_at, delivery.sent_at
    arrived = arrived_at(delivery)
    return Steps(
        committed=committed - looked if committed else None,
        accepted=sent - committed if sent and committed else None,
        delivered=arrived - sent if sent and arrived else None,
        in_all=sent - looked if sent else None,
    )


def arrived_at(delivery: Delivery) -> datetime | None:
    """Say when it was first known to have arrived; None: it is not."""
    return next((step.at for step in delivery.steps if step.state is DeliveryState.DELIVERED), None)


def is_timed(delivery: Delivery) -> bool:
    """Return whether how soon it is told says anything of us: it tells of what came back, and did not wait on purpose."""
    return not is_kept_back(delivery) and not delivery.event.was_there


def is_kept_back(delivery: Delivery) -> bool:
    """Return whether it waited on purpose: for its wave, the morning, the operator's switch, or the daily message; not for a provider, the budget or its senders."""
    return any(step.reason in ON_PURPOSE for step in delivery.steps)


def is_in_order(delivery: Delivery) -> bool:
    """Return whether its moments follow each other; where they don't, a clock was set meanwhile, and nobody knows how long it took."""
    event = delivery.event
    noted = (event.at, event.committed_at, delivery.created_at, delivery.sent_at, arrived_at(delivery))
    moments = [moment for moment in noted if moment]
    return all(earlier <= later for earlier, later in pairwise(moments))


def summed(one: Messages, other: Messages) -> Messages:
    """Add up both."""
    return Messages(
        made=one.made + other.made,
        states={
            state: count for state in DeliveryState if (count := one.states.get(state, 0) + other.states.get(state, 0))
        },
        committed=added(one.committed, other.committed),
        accepted=added(one.accepted, other.accepted),
        delivered=added(one.delivered, other.delivered),
        in_all=added(one.in_all, other.in_all),
        taken=_sums(one.taken, other.taken),
        lost=_sums(one.lost, other.lost),
        kept_back=one.kept_back + other.kept_back,
        clock=one.clock + other.clock,
    )


def _is_lost(delivery: Delivery) -> bool:
    """Whether the copy that was sent last is among those that are lost."""
    return delivery.provider_id in delivery.lost


def _by_channel(counts: Iterable[tuple[Delivery, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for delivery, count in counts:
        if count:
            found[delivery.channel] = found.get(delivery.channel, 0) + count
    return found


def _sums(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}
