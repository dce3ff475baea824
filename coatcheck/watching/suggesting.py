"""What visitors want watched: noted as it was read, kept until the operator has decided, and then a watch, or a friendly no.

A suggestion counts only when its visitor's address was proven. Its subscription is to the watch that will be made of it, so
nobody has to sign up again. Each proposer hears once of what was decided.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Conflict, Invalid
from coatcheck.languages import N_, gettext
from coatcheck.model import FIRST_TEAM, Subscriber, Subscription, Suggestion, SuggestionState, Watch, subscription_id
from coatcheck.people.membership import armed, merged
from coatcheck.plain_text import as_text
from coatcheck.ports import Bus, ChannelOf, Clock, Store
from coatcheck.watching.catalogue import add_watch, same_page
from coatcheck.watching.suggestion_draft import Draft
from coatcheck.watching.suggestion_news import DAY, LONGEST_ANSWER, News

UNPROVEN_KEPT = timedelta(days=1)  # a suggestion whose code was not entered
KEPT = timedelta(days=90)  # one that was: for the operator to decide, and for its visitor to see what became of it
FULL = N_("As many suggestions wait as can be looked after. Try again in a few days.")
ENOUGH = N_("You have suggested as much as one person can in a day. Try again tomorrow.")
CLOSED = N_("Suggestions are closed.")


class Inbox:
    """The suggestions of one site, and what becomes of them."""

    def __init__(self, store: Store, settings: Settings, secret_key: str, channel_of: ChannelOf, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._news = News(store, settings, secret_key, channel_of, clock)

    # From a visitor

    def note(self, draft: Draft, suggestion_id: str, subscriber_id: str, wants: Sequence[str]) -> Suggestion:
        """Store what somebody suggests, under an id of its own; nobody sees it before their code was entered."""
        now = self._clock.now()
        return self._store.put_suggestion(
            Suggestion(
                id=suggestion_id,
                subscriber_id=subscriber_id,
                url=draft.url,
                source=draft.source,
                created_at=now,
                expires_at=now + UNPROVEN_KEPT,
                title=draft.title,
                image=draft.image,
                options=draft.options,
                zone=draft.zone,
                allow_private=draft.allow_private,
                read=draft.read,
                wants=draft.names(wants),
            )
        )

    def confirmed(self, joined: Subscription, bus: Bus) -> Suggestion | None:
        """Let a suggestion wait for the operator, whom this tells, now that its code was entered; where it is open to all, it is watched at once.

        None where the subscription is to no suggestion. Raises `Invalid` where there is no room for it any more.
        """
        suggestion = self._store.suggestion(joined.watch_id)
        if suggestion is None or suggestion.state is not SuggestionState.UNCONFIRMED:
            return suggestion
        now = self._clock.now()
        try:
            self.require_room(joined.subscriber_id)
            if not self._take_one(joined.subscriber_id, now):
                raise Invalid(gettext(ENOUGH))
        except Invalid:
            self._store.remove_subscription(joined.id)
            raise
        if self._settings.suggestions == "open":
            return self._watch(suggestion, joined, listed=False)
        waiting = replace(suggestion, state=SuggestionState.WAITING, waiting_since=now, expires_at=now + KEPT)
        stored = self._store.put_suggestion(waiting)
        self._news.tell_operator(stored, bus)
        return stored

    # From the operator

    def waiting(self) -> list[Suggestion]:
        """List what waits to be decided, longest first."""
        return self._store.waiting_suggestions(self._settings.suggestions_waiting)

    def accept(self, suggestion_id: str, listed: bool = True) -> tuple[Suggestion, str]:
        """Watch what was suggested, and tell its proposer; what became of telling them, in words.

        Raises `Invalid` where it waits no more, can't be watched, or a text would wake them; `Conflict` where somebody else decided.
        """
        suggestion, person = self._open(suggestion_id)
        joined = self._store.subscription(subscription_id(suggestion.subscriber_id, suggestion.id))
        decided = self._watch(suggestion, joined, listed)
        watch = self._store.watch(decided.watch_id)
        url = f"{self._settings.site}/p/{watch.slug}" if watch else self._settings.site
        return decided, self._news.tell(
            person, decided, N_("{item} is watched now, and we tell you as you asked."), url
        )

    def decline(self, suggestion_id: str, sentence: str = "") -> tuple[Suggestion, str]:
        """Say no, in a sentence of one's own if one likes, and tell its proposer; what became of telling them, in words.

        Raises as `accept` does.
        """
        suggestion, person = self._open(suggestion_id)
        said = " ".join(as_text(sentence, LONGEST_ANSWER).split())
        decided = self._decided(suggestion, SuggestionState.DECLINED, answer=said)
        self._store.remove_subscription(subscription_id(suggestion.subscriber_id, suggestion.id))
        return decided, self._news.tell(person, decided, N_("{item} is not watched."), "")

    # Deciding

    def _open(self, suggestion_id: str) -> tuple[Suggestion, Subscriber | None]:
        """Find one that waits, and whoever proposed it. Raises `Invalid` where it waits no more, or a text would wake them."""
        suggestion = self._store.suggestion(suggestion_id)
        if suggestion is None or suggestion.state is not SuggestionState.WAITING:
            raise Invalid("This suggestion waits no more: it was decided, or taken back.")
        person = self._store.subscriber(suggestion.subscriber_id)
        if person:
            self._news.refuse_to_wake(person)
        return suggestion, person

    def _watch(self, suggestion: Suggestion, joined: Subscription | None, listed: bool) -> Suggestion:
        """Have it watched, by the first team's watch that looks at this page already if there is one."""
        known = [watch for watch in self._store.watches() if watch.team == FIRST_TEAM]
        double = same_page(known, suggestion.url, suggestion.options)
        watch = double or self._store.watch(suggestion.id) or self._added(suggestion, listed)
        try:
            decided = self._decided(suggestion, SuggestionState.ACCEPTED, watch_id=watch.id)
        except Conflict:
            self._take_back(suggestion.id)
            raise
        if joined and watch.id != suggestion.id:
            self._move(joined, watch)
        return decided

    def _take_back(self, suggestion_id: str) -> None:
        """Watch it no more, where somebody declined it while it was being accepted."""
        now = self._store.suggestion(suggestion_id)
        if now is None or now.state is SuggestionState.DECLINED:
            self._store.remove_watch(suggestion_id)

    def _added(self, suggestion: Suggestion, listed: bool) -> Watch:
        now = self._clock.now()
        watch = Watch(
            id=suggestion.id,
            url=suggestion.url,
            source=suggestion.source,
            created_at=now,
            updated_at=now,
            title=suggestion.title,
            image=suggestion.image,
            options=suggestion.options,
            zone=suggestion.zone,
            listed=listed,
            allow_private=suggestion.allow_private,
        )
        return add_watch(self._store, watch)

    def _decided(self, suggestion: Suggestion, state: SuggestionState, **said: str) -> Suggestion:
        now = self._clock.now()
        changed = replace(suggestion, state=state, waiting_since=None, decided_at=now, expires_at=now + KEPT, **said)
        return self._store.put_suggestion(changed)

    def _move(self, joined: Subscription, watch: Watch) -> None:
        """Let whoever waits for a suggestion wait for this watch, which has the same sizes."""
        key = subscription_id(joined.subscriber_id, watch.id)
        known = self._store.subscription(key) or replace(joined, id=key, watch_id=watch.id, wants=(), revision="")
        both = replace(known, wants=merged(known.wants, joined.wants))
        self._store.put_subscription(armed(both, self._clock.now()))
        self._store.remove_subscription(joined.id)

    # Limits

    def require_room(self, subscriber_id: str) -> None:
        """Return if this person may suggest one more. Raises `Invalid` where they have had enough, or too many wait."""
        now, most = self._clock.now(), self._settings.suggestions_per_person
        if self._settings.suggestions == "closed":
            raise Invalid(gettext(CLOSED))
        if self._store.taken(f"suggestions:{subscriber_id}", DAY, now) >= most:
            raise Invalid(gettext(ENOUGH))
        if len(self.waiting()) >= self._settings.suggestions_waiting:
            raise Invalid(gettext(FULL))

    def _take_one(self, subscriber_id: str, now: datetime) -> bool:
        """Count one of this person's, and where it is open to all, one of the day's."""
        settings = self._settings
        if not self._store.take(f"suggestions:{subscriber_id}", 1, settings.suggestions_per_person, DAY, now):
            return False
        return settings.suggestions != "open" or self._store.take(
            "suggestions", 1, settings.suggestions_waiting, DAY, now
        )
