"""Every query that the store makes, on nobody's data: what an index has to be there for."""

from collections.abc import Callable
from datetime import UTC, datetime

from coatcheck.model import FIRST_TEAM, ChannelAddress, DeliveryState, IdRange, Restocked, RestockEvent
from coatcheck.ports import Store

NOBODY = "deploy-check"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def _event(variants: int) -> RestockEvent:
    wanted = tuple(Restocked(id=str(number), quantity=1) for number in range(variants))
    return RestockEvent(id=NOBODY, watch_id=NOBODY, at=LONG_AGO, title="", url="", variants=wanted)


QUERIES: dict[str, Callable[[Store], object]] = {
    "the watches": lambda store: store.watches(),
    "a watch by its name": lambda store: store.watch_by_slug(NOBODY),
    "a watch's changes": lambda store: store.changes(NOBODY, LONG_AGO),
    "a batch's snapshots": lambda store: store.snapshots(NOBODY, LONG_AGO, LONG_AGO),
    "people by their second way": lambda store: store.subscribers_with_fallback(ChannelAddress("sms", NOBODY)),
    "a page of people": lambda store: store.people(NOBODY, 1),
    "a person's subscriptions": lambda store: store.subscriptions_of(NOBODY),
    "who waits for a size": lambda store: store.waiting(_event(1), "", 1),
    "who waits for one of many sizes": lambda store: store.waiting(_event(40), "", 1),
    "who waits, of some ids": lambda store: store.waiting(_event(1), "", 1, IdRange("4", "8")),
    "how many wait": lambda store: store.waiting_counts(NOBODY),
    "a person's suggestions": lambda store: store.suggestions_of(NOBODY),
    "suggestions that wait": lambda store: store.waiting_suggestions(1),
    "a delivery by its code": lambda store: store.delivery_by_code(NOBODY),
    "a person's deliveries": lambda store: store.deliveries_of(NOBODY),
    "how many are told of a size": lambda store: store.told_counts(_event(1)),
    "the newest deliveries": lambda store: store.recent_deliveries(1),
    "the newest deliveries of a state": lambda store: store.recent_deliveries(1, DeliveryState.FAILED),
    "the newest deliveries of a team": lambda store: store.recent_deliveries(1, team=NOBODY),
    "the newest deliveries of a team, of a state": lambda store: store.recent_deliveries(
        1, DeliveryState.FAILED, NOBODY
    ),
    "the newest deliveries of the first team": lambda store: store.recent_deliveries(1, team=FIRST_TEAM),
    "the deliveries of an hour": lambda store: store.deliveries_made(LONG_AGO, LONG_AGO),
    "what is due": lambda store: store.due_deliveries(LONG_AGO, 1),
    "deliveries by state": lambda store: store.delivery_counts(),
    "a team's deliveries by state": lambda store: store.delivery_counts(NOBODY),
    "the first team's deliveries by state": lambda store: store.delivery_counts(FIRST_TEAM),
    "how many dead letters": lambda store: store.dead_letter_count(),
    "dead letters": lambda store: store.dead_letters(1),
    "agents": lambda store: store.agents(),
    "API keys": lambda store: store.api_keys(),
    "users": lambda store: store.users(),
    "teams": lambda store: store.teams(),
    "invitations": lambda store: store.invitations(),
    "sessions of people who run it": lambda store: store.operator_sessions(),
    "the audit log": lambda store: store.audit_entries(1),
    "the audit log, further back": lambda store: store.audit_entries(1, NOBODY),
    "a team's audit log": lambda store: store.audit_entries(1, team=NOBODY),
    "a team's audit log, further back": lambda store: store.audit_entries(1, NOBODY, NOBODY),
    "alerts": lambda store: store.alerts(),
}
