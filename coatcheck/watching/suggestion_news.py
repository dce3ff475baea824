"""What is told of a suggestion: to the operator, that it waits; to its proposer, once, what was decided."""

import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

from coatcheck.config import Settings
from coatcheck.errors import BusUnavailable, Invalid, SendFailed
from coatcheck.languages import gettext, speaking
from coatcheck.model import Alert, ChannelAddress, Status, Subscriber, Suggestion, Trouble
from coatcheck.people.links import manage_url
from coatcheck.ports import Bus, ChannelOf, Clock, Note, Store
from coatcheck.ports.messages import Tell
from coatcheck.process.log import mask
from coatcheck.telling import switches
from coatcheck.telling.alerts import SUGGESTION
from coatcheck.telling.announcement import STOP
from coatcheck.telling.hours import quiet_until
from coatcheck.telling.texts import fit, fullest

DAY = timedelta(days=1)
TOLD_PER_DAY = 10  # suggestions of which the operator is told one by one; the queue has the rest
LONGEST_ANSWER = 140  # of the operator's sentence

log = logging.getLogger(__name__)


class News:
    """Tells those who have to know."""

    def __init__(self, store: Store, settings: Settings, secret_key: str, channel_of: ChannelOf, clock: Clock) -> None:
        self._store, self._settings, self._secret_key = store, settings, secret_key
        self._channel_of, self._clock = channel_of, clock

    def refuse_to_wake(self, person: Subscriber) -> None:
        """Raise `Invalid` where a text about what was decided would wake them now."""
        if person.status is Status.ACTIVE and not person.any_hour and self._wakes(person.to):
            now, hours = self._clock.now(), self._settings.quiet_hours
            if self._settings.has_quiet_hours and (until := quiet_until(now, person.zone, hours)):
                clock = until.astimezone(ZoneInfo(person.zone))
                raise Invalid(
                    f"It is night where they are, until {clock:%H:%M} ({person.zone}): decide then, so that the answer wakes nobody."
                )

    def tell_operator(self, suggestion: Suggestion, bus: Bus) -> None:
        """Say that it waits, ten times a day at the most."""
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

    def tell(self, person: Subscriber | None, suggestion: Suggestion, says: str, url: str) -> str:
        """Tell the proposer, once; what became of it, in words for the operator."""
        if person is None or person.status is not Status.ACTIVE:
            return "Whoever suggested it left meanwhile, and is told nothing."
        try:
            channel = self._channel_of(person.to.channel)
            if channel.is_text and not self._may_text():
                return "The day's texts are used up or held: whoever suggested it is not told."
            with speaking(person.language or self._settings.language):
                channel.send(person.to.address, self._written(person, suggestion, says, url, channel.is_text))
        except (SendFailed, Invalid) as error:
            log.warning("A proposer could not be told", extra={"to": mask(person.to.address), "reason": str(error)})
            return f"Whoever suggested it could not be told: {error}"
        return f"{mask(person.to.address)} was told."

    def _written(self, person: Subscriber, suggestion: Suggestion, says: str, url: str, is_text: bool) -> Note:
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
