"""The people who wait for a team's watches, and what visitors suggest.

People are everybody's: STOP is the number's, and ends messages of every team. So whoever is about to sign somebody up, to write
to them or to stop them asks the whole store; a team sees them by what they want of its watches, and writes no more than that.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import (
    ALL_IDS,
    ChannelAddress,
    Confirmation,
    IdRange,
    RestockEvent,
    Subscriber,
    Subscription,
    Suggestion,
)
from coatcheck.ports import Page, PeoplePage
from coatcheck.store.of_team.wall import Part, refuse

AT_ONCE = 16  # questions, where many people are shown
AT_A_TIME = 200  # people, where a team's are looked for among everybody's
MOST_PASSED = 2000  # people of others who are read for one page


class People(Part):
    """`ports.PeopleStore` and `ports.SuggestionStore`; what visitors suggest is the first team's."""

    def subscriber(self, subscriber_id: str) -> Subscriber | None:
        """Return who wants something of this team's watches; while there is no other team, whoever it is."""
        return next(iter(self._seen(filter(None, [self._whole.subscriber(subscriber_id)]))), None)

    def subscribers(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        return {person.id: person for person in self._seen(self._whole.subscribers(ids).values())}

    def people(self, after: str, limit: int) -> PeoplePage:
        """Return people as `subscriber` does, with what they want of this team's watches.

        Others are passed over, as many as `MOST_PASSED`: so a page may be short, or empty, and only one without `after` is the last.
        """
        if self._is_alone():
            return self._whole.people(after, limit)
        for asked in (limit, *[max(limit, AT_A_TIME)] * (MOST_PASSED // AT_A_TIME)):
            page = self._whole.people(after, asked)
            self._own({each.watch_id for _, wanted in page.people for each in wanted})  # all at once
            parts = ((self._as_seen(person, wanted), self._own_part(wanted)) for person, wanted in page.people)
            found = tuple((person, own) for person, own in parts if person)
            if len(found) > limit:
                return PeoplePage(found[:limit], found[limit - 1][0].id)
            if found or not page.after:
                return PeoplePage(found, page.after)
            after = page.after
        return PeoplePage((), after)

    def subscribers_with_fallback(self, to: ChannelAddress) -> list[Subscriber]:
        return self._seen(self._whole.subscribers_with_fallback(to))

    def put_subscriber(self, subscriber: Subscriber) -> Subscriber:
        refuse("A person is")

    def subscription(self, subscription_id: str) -> Subscription | None:
        found = self._whole.subscription(subscription_id)
        return found if found and self._is_own(found.watch_id) else None

    def subscriptions_of(self, subscriber_id: str) -> list[Subscription]:
        return list(self._own_part(self._whole.subscriptions_of(subscriber_id)))

    def put_subscription(self, subscription: Subscription) -> Subscription:
        if not self._is_own(subscription.watch_id):
            raise Invalid(f"There is no watch {subscription.watch_id!r} in this team.")
        return self._whole.put_subscription(subscription)

    def remove_subscription(self, subscription_id: str) -> None:
        if self.subscription(subscription_id):
            self._whole.remove_subscription(subscription_id)

    def waiting(self, event: RestockEvent, after: str, limit: int, part: IdRange = ALL_IDS) -> Page:
        refuse("A fan-out is")

    def waiting_counts(self, watch_id: str) -> dict[str, int]:
        return self._whole.waiting_counts(watch_id) if self._is_own(watch_id) else {}

    def put_confirmation(self, confirmation: Confirmation) -> Confirmation:
        refuse("A sign-up is")

    def confirmation(self, token: str) -> Confirmation | None:
        refuse("A sign-up is")

    def erase_person(self, subscriber_id: str, *, keep_subscriber: bool = False) -> None:
        refuse("A person is")

    def put_suggestion(self, suggestion: Suggestion) -> Suggestion:
        if not self._is_first:
            raise Invalid("What visitors suggest is the first team's.")
        return self._whole.put_suggestion(suggestion)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        return self._whole.suggestion(suggestion_id) if self._is_first else None

    def suggestions_of(self, subscriber_id: str) -> list[Suggestion]:
        return self._whole.suggestions_of(subscriber_id) if self._is_first else []

    def waiting_suggestions(self, limit: int) -> list[Suggestion]:
        return self._whole.waiting_suggestions(limit) if self._is_first else []

    def _own_part(self, wanted: Iterable[Subscription]) -> tuple[Subscription, ...]:
        return tuple(each for each in wanted if self._is_own(each.watch_id))

    def _is_alone(self) -> bool:
        """Say whether there is no other team than the first, so that whoever is there is its."""
        return self._is_first and not self._whole.teams()

    def _seen(self, people: Iterable[Subscriber]) -> list[Subscriber]:
        """Return those of these people whom the team sees, as it sees them."""
        if self._is_alone():
            return list(people)

        def seen(person: Subscriber) -> Subscriber | None:
            return self._as_seen(person, self._whole.subscriptions_of(person.id))

        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(filter(None, threads.map(seen, people)))

    def _as_seen(self, person: Subscriber, wanted: Sequence[Subscription]) -> Subscriber | None:
        """Return a person as the team sees them: None where they want nothing of its watches.

        What may tell of other teams' is left out: what the last text was about, and on which pages somebody agreed. So is the
        second address of whoever wants other teams' things, too: a team that knows their number is told no more of them by signing them up.
        """
        own = self._own_part(wanted)
        if not own:
            return None
        consents = tuple(replace(each, evidence="") for each in person.consents)
        fallback = person.fallback if len(own) == len(wanted) else None
        return replace(person, consents=consents, topic=None, fallback=fallback)
