"""What visitors want watched: noted as it was read, kept until the operator has decided, and then a watch, or a friendly no.

A suggestion counts only when its visitor's address was proven. Its subscription is to the watch that will be made of it, so
nobody has to sign up again. Each proposer hears once of what was decided.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import BusUnavailable, Conflict, Invalid, SendFailed
from coatcheck.languages import N_, gettext, speaking
from coatcheck.model import (
    FIRST_TEAM,
    Alert,
    ChannelAddress,
    Frozen,
    Status,
    Subscriber,
    Subscription,
    Suggestion,
    SuggestionState,
    Trouble,
    Watch,
    subscription_id,
)
from coatcheck.people.links import manage_url
from coatcheck.people.membership import armed, merged
from coatcheck.plain_text import as_text
from coatcheck.ports import Bus, ChannelOf, Clock, Note, Store, Target
from coatcheck.ports.messages import Tell
from coatcheck.process.log import mask
from coatcheck.telling import switches
from coatcheck.telling.alerts import SUGGESTION
from coatcheck.telling.announcement import STOP
from coatcheck.telling.hours import quiet_until
from coatcheck.telling.texts import fit, fullest
from coatcheck.telling.variant_names import label
from coatcheck.watching.agreement import in_words
from coatcheck.watching.catalogue import LONGEST_TITLE, add_watch, same_page, usual_zone
from coatcheck.watching.discovery import Finding, proves

UNPROVEN_KEPT = timedelta(days=1)  # a suggestion whose code was not entered
KEPT = timedelta(days=90)  # one that was: for the operator to decide, and for its visitor to see what became of it
DAY = timedelta(days=1)
TOLD_PER_DAY = 10  # suggestions of which the operator is told one by one; the queue has the rest
MOST_SIZES = 60  # to choose from; of a page with more, people take any
LONGEST_SIZES = 10_000  # characters of their ids and names, which go through a form
LONGEST_READ = 500  # characters of what a page said
LONGEST_ANSWER = 140  # of the operator's sentence
UNREAD = N_("We can't tell from this page whether it can be had, so we could never tell you that it is back.")
FULL = N_("As many suggestions wait as can be looked after. Try again in a few days.")
ENOUGH = N_("You have suggested as much as one person can in a day. Try again tomorrow.")
CLOSED = N_("Suggestions are closed.")

log = logging.getLogger(__name__)


class Draft(Frozen, frozen=True):
    """A page as we read it, before anybody is signed up for it. `sizes`: id and name of each that can be chosen."""

    url: str
    source: str
    options: dict[str, str] = {}
    title: str = ""
    image: str | None = None
    zone: str = "UTC"
    allow_private: bool = False
    read: str = ""
    sizes: tuple[tuple[str, str], ...] = ()

    def names(self, wants: Sequence[str]) -> tuple[str, ...]:
        """Name the sizes of these ids; () for any."""
        return tuple(name for key, name in self.sizes if key in wants)


def draft_of(finding: Finding) -> Draft:
    """Make a draft of what was found. Raises `Invalid` for a page from which nobody could ever be told."""
    if finding.source is None or not proves(finding.look):
        raise Invalid(gettext(UNREAD))
    seen = finding.look.observation
    alone = seen.products[0] if seen and len(seen.products) == 1 else None
    sizes = tuple((each.id, label(each)) for each in finding.look.variants)
    return Draft(
        url=finding.url,
        source=finding.source,
        options=finding.options,
        title=(alone.title if alone else "")[:LONGEST_TITLE],
        image=alone.image if alone else None,
        zone=usual_zone(finding.source, Target(finding.url, finding.options)),
        allow_private=finding.allow_private,
        read=as_text(in_words(finding.look), LONGEST_READ),
        sizes=sizes if 1 < len(sizes) <= MOST_SIZES and len(str(sizes)) <= LONGEST_SIZES else (),
    )


class Inbox:
    """The suggestions of one site, and what becomes of them."""

    def __init__(self, store: Store, settings: Settings, secret_key: str, channel_of: ChannelOf, clock: Clock) -> None:
        self._store, self._settings, self._secret_key = store, settings, secret_key
        self._channel_of, self._clock = channel_of, clock

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
        self._tell_operator(stored, bus)
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
        return decided, self._tell(person, decided, N_("{item} is watched now, and we tell you as you asked."), url)

    def decline(self, suggestion_id: str, sentence: str = "") -> tuple[Suggestion, str]:
        """Say no, in a sentence of one's own if one likes, and tell its proposer; what became of telling them, in words.

        Raises as `accept` does.
        """
        suggestion, person = self._open(suggestion_id)
        said = " ".join(as_text(sentence, LONGEST_ANSWER).split())
        decided = self._decided(suggestion, SuggestionState.DECLINED, answer=said)
        self._store.remove_subscription(subscription_id(suggestion.subscriber_id, suggestion.id))
        return decided, self._tell(person, decided, N_("{item} is not watched."), "")

    # Deciding

    def _open(self, suggestion_id: str) -> tuple[Suggestion, Subscriber | None]:
        """Find one that waits, and whoever proposed it. Raises `Invalid` where it waits no more, or a text would wake them."""
        suggestion = self._store.suggestion(suggestion_id)
        if suggestion is None or suggestion.state is not SuggestionState.WAITING:
            raise Invalid("This suggestion waits no more: it was decided, or taken back.")
        person = self._store.subscriber(suggestion.subscriber_id)
        if person and person.status is Status.ACTIVE and not person.any_hour and self._wakes(person.to):
            now, hours = self._clock.now(), self._settings.quiet_hours
            if self._settings.has_quiet_hours and (until := quiet_until(now, person.zone, hours)):
                clock = until.astimezone(ZoneInfo(person.zone))
                raise Invalid(
                    f"It is night where they are, until {clock:%H:%M} ({person.zone}): decide then, so that the answer wakes nobody."
                )
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

    # Telling

    def _tell_operator(self, suggestion: Suggestion, bus: Bus) -> None:
        now = self._clock.now()
        if not self._store.take("suggestions-told", 1, TOLD_PER_DAY, DAY, now):
            log.info("The operator is not told of this suggestion: it is the day's eleventh, or a later one")
            return
        name = fit(suggestion.title or suggestion.url, 60)
        text = f"A visitor suggests {name}. Decide: {self._settings.site}/admin/suggestions"
        try:
            alert = Alert(key=f"{SUGGESTION}{suggestion.id}", text=text, opened_at=now)
            others = self._settings.told_of(Trouble.SUGGESTIONS)
            bus.publish([Tell(alert=alert, to=to) for to in (None, *others)])
        except BusUnavailable as error:
            log.warning("The operator could not be told of a suggestion, which waits all the same: %s", error)

    def _tell(self, person: Subscriber | None, suggestion: Suggestion, says: str, url: str) -> str:
        """Tell the proposer, once; what became of it, in words for the operator."""
        if person is None or person.status is not Status.ACTIVE:
            return "Whoever suggested it left meanwhile, and is told nothing."
        try:
            channel = self._channel_of(person.to.channel)
            if channel.is_text and not self._may_text():
                return "The day's texts are used up or held: whoever suggested it is not told."
            with speaking(person.language or self._settings.language):
                channel.send(person.to.address, self._news(person, suggestion, says, url, channel.is_text))
        except (SendFailed, Invalid) as error:
            log.warning("A proposer could not be told", extra={"to": mask(person.to.address), "reason": str(error)})
            return f"Whoever suggested it could not be told: {error}"
        return f"{mask(person.to.address)} was told."

    def _news(self, person: Subscriber, suggestion: Suggestion, says: str, url: str, is_text: bool) -> Note:
        brand, item = self._settings.brand, suggestion.title or suggestion.url
        answer = fit(suggestion.answer, LONGEST_ANSWER)
        end = " ".join(filter(None, (answer, url, gettext(STOP) if is_text else "")))
        text = fullest([lambda name: f"{brand}: {gettext(says, item=name)} {end}"], item, segments=2, longest=60)
        own = manage_url(self._settings.site, self._secret_key, person.id, person.links)
        return Note(text=text, title=fit(f"{gettext(says, item=item)} {answer}", 80), url=url or None, manage=own)

    def _may_text(self) -> bool:
        store, limit = self._store, self._settings.texts_per_day
        return switches.stopped(store) is None and switches.take_answer(store, limit, self._clock.now())

    def _wakes(self, to: ChannelAddress) -> bool:
        try:
            return self._channel_of(to.channel).wakes
        except Invalid:  # switched off meanwhile: nothing can be sent by it
            return False
