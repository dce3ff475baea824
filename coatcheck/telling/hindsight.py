"""Who somebody was, and what they waited for, when something happened: worked out from what is stored by now. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import ConsentKind, Delivery, RestockEvent, Status, Subscriber, Subscription
from coatcheck.people.membership import asked_again
from coatcheck.telling.deliveries import is_first
from coatcheck.telling.match import match


def person_at(person: Subscriber, at: datetime) -> Subscriber:
    """Return the person as they were at that moment, by their ledger: whether they had said stop."""
    if person.status is Status.UNCONFIRMED:
        return person
    if person.status is Status.UNREACHABLE and person.status_at and person.status_at <= at:
        return person
    said = [consent.kind for consent in person.consents if consent.at <= at]
    stopped = bool(said) and said[-1] == ConsentKind.OPT_OUT
    return replace(person, status=Status.OPTED_OUT if stopped else Status.ACTIVE)


def subscription_at(stored: Subscription, deliveries: Iterable[Delivery], event: RestockEvent) -> Subscription:
    """Return what was waited for when this happened, as far as that is known.

    It is what is stored where no message, and no asking to be told again, came since; else what the messages before this one had left of
    all that is wanted now. What was wanted then and is not now is not known any more.
    """
    told = sorted(filter(is_first, deliveries), key=lambda each: each.event.at)
    asked = stored.asked_at
    if not (asked and asked > event.at) and all(each.event.at < event.at for each in told):
        return stored
    found = replace(stored, armed=stored.wants, armed_at=stored.created_at, told_at=None, asked_at=None)
    for delivery in told:
        if delivery.event.at >= event.at:
            break
        matched = None if _was_taken_back(delivery) else match(delivery.event, found, timedelta())
        found = matched[1] if matched else found
        if asked and delivery.event.at < asked <= event.at:
            found = asked_again(found, asked)
    return found


def _was_taken_back(delivery: Delivery) -> bool:
    """Whether its person waits again as if it had not been made."""
    return delivery.rearmed and delivery.next_at is None
