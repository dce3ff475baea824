"""What a person's timeline is made of is read alike from each store."""

from datetime import timedelta

from msgspec.structs import replace

from coatcheck.model import DeliveryState, Reason
from coatcheck.ports import Store
from coatcheck.telling.deliveries import stepped
from coatcheck.telling.timeline import timeline
from coatcheck.watching.stories import stories
from tests.examples import after, delivery, event, subscriber, subscription, verdict, watch
from tests.fakes.ports import NOON


def test_what_is_stored_of_a_person_is_told_line_by_line(store: Store) -> None:
    early = NOON - timedelta(hours=1)
    store.add_watch(watch())
    person = store.put_subscriber(subscriber("ann"))
    store.put_subscription(subscription("ann", created_at=early, armed_at=early))
    store.commit_verdict("b1", verdict())
    held = stepped(replace(delivery("ann", of=event()), state=DeliveryState.HELD), NOON, Reason.BUDGET)
    store.put_delivery(stepped(replace(held, state=DeliveryState.SENT, next_at=None), after(60)))
    (story,) = stories(store, person, after(120))
    assert [(line.at, line.says) for line in timeline(story, after(120))] == [
        (after(60), "Sent."),
        (NOON, "The day’s texts were used up: held until the next day."),
        (NOON, "Back: M."),
        (early, "Signed up."),
    ]
    assert stories(store, person, after(120), "another") == []
