"""Keeping the canary: its watch and whoever waits for it are made once, and each flip is judged when its time is over."""

import logging
from datetime import datetime, timedelta
from threading import Lock

from msgspec.structs import replace

from coatcheck.config import EVERYWHERE, Settings
from coatcheck.errors import StoreError
from coatcheck.model import ANY, Alert, Consent, ConsentKind, Delivery, Watch, delivery_id, event_id, subscription_id
from coatcheck.model.host_names import bracketed
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Clock, Store
from coatcheck.watching.batches import choose_batch
from coatcheck.watching.canary.flips import IN_TIME, THERE, last_due, token
from coatcheck.watching.canary.identity import ALERT, NOBODY, canary, new_id
from coatcheck.watching.canary.records import Fate, Flip, flips, note, passed_over

TICKS = timedelta(minutes=5)  # without a tick for longer, this process did not run all along

log = logging.getLogger(__name__)


class Canary:
    """Asked with every tick; a tick in which no flip has to be judged costs nothing."""

    def __init__(self, store: Store, clock: Clock, settings: Settings, secret_key: str) -> None:
        self._store, self._clock, self._settings, self._key = store, clock, settings, secret_key
        self._person = subscriber_id(secret_key, NOBODY)
        self._turn = Lock()
        self._is_set_up = False
        self._judged: datetime | None = None
        self._ticked: datetime | None = None  # the last tick
        self._since: datetime | None = None  # the first tick of those that came without a pause

    def mind(self) -> None:
        """Do what this tick asks for. What fails is done with the next: nobody's message waits for the canary."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            self._mind(self._clock.now())
        except StoreError as error:
            log.warning("The canary could not be minded, and is with the next tick: %s", error)
        finally:
            self._turn.release()

    def _mind(self, now: datetime) -> None:
        if self._ticked is None or not timedelta() <= now - self._ticked <= TICKS:
            self._since = now
        self._ticked = now
        if not self._is_set_up:
            self._set_up(now) if self._settings.canary else self._remove(now)
            self._is_set_up = True
        if not self._settings.canary:
            return
        due = last_due(now, self._key)
        if due != self._judged:
            self._judge(due, now)
            self._judged = due

    def _set_up(self, now: datetime) -> None:
        watches = self._store.watches()
        watch = canary(watches)
        if watch is None:
            new = _as_wished(Watch(new_id(), "", "page", now, now), self._settings, self._key)
            watch = self._store.add_watch(replace(new, batch=choose_batch(new, watches)))
        elif (wished := _as_wished(watch, self._settings, self._key)) != watch:
            self._store.put_watch(replace(wished, updated_at=now))
        if self._store.subscription(subscription_id(self._person, watch.id)) is None:
            self._wait(watch, now)

    def _remove(self, now: datetime) -> None:
        """Leave nothing of a canary that was switched off."""
        if watch := canary(self._store.watches()):
            self._store.erase_person(self._person)
            self._store.remove_watch(watch.id)
            self._store.close_alert(ALERT, now)

    def _wait(self, watch: Watch, now: datetime) -> None:
        """Let nobody wait for the canary anew; nothing is left of the messages before."""
        self._store.erase_person(self._person)
        person = membership.subscriber_at(self._store, self._key, NOBODY, now)
        consent = Consent(at=now, kind=ConsentKind.CONFIRMED, method="canary")
        membership.join(self._store, person, watch.id, [ANY], consent)

    def _judge(self, due: datetime, now: datetime) -> None:
        """Note what became of a flip, tell the operator where it was not told in time, and wait for the next."""
        watch, known = canary(self._store.watches()), flips(self._store)
        if watch is None:  # somebody removed it: with the next tick it is there again
            self._is_set_up = False
            return
        if any(each.at == due for each in known):
            return
        if away := [Flip(at, Fate.UNSEEN) for at in passed_over(known, due, self._key) if _was_watched(watch, at)]:
            known = note(self._store, known, *away)
        if _was_watched(watch, due):
            delivery = self._delivery(watch, due)
            judged = Flip(due, self._fate(due, watch, delivery), delivery.sent_at if delivery else None)
            self._tell(judged, delivery, now)
            note(self._store, known, judged)
        self._is_set_up = False  # until somebody waits again
        self._wait(watch, now)
        self._is_set_up = True

    def _delivery(self, watch: Watch, due: datetime) -> Delivery | None:
        """Find the message that this flip made; None if it made none."""
        for change in self._store.changes(watch.id, due):
            found = self._store.delivery(delivery_id(event_id(watch.id, change.version), self._person))
            if found and change.at - due < THERE + IN_TIME:
                return found
        return None

    def _fate(self, due: datetime, watch: Watch, delivery: Delivery | None) -> Fate:
        if delivery and delivery.sent_at:
            return Fate.TOLD if delivery.sent_at - due <= IN_TIME else Fate.LATE
        ran = self._since and self._since <= due
        if ran or delivery or self._store.snapshots(watch.batch, due, due + IN_TIME):
            return Fate.MISSED
        return Fate.UNSEEN

    def _tell(self, judged: Flip, delivery: Delivery | None, now: datetime) -> None:
        if judged.fate is Fate.TOLD:
            self._store.close_alert(ALERT, now)
        elif judged.fate in (Fate.LATE, Fate.MISSED):
            self._store.open_alert(Alert(key=ALERT, text=_text(judged, delivery), opened_at=now))


def address(settings: Settings, secret_key: str) -> str:
    """Return the address at which the poller finds the page: on one machine this machine's own, whatever the public one leads to."""
    site = settings.site
    if settings.bus == "local":
        site = f"http://{bracketed(EVERYWHERE.get(settings.host, settings.host))}:{settings.port}"
    return f"{site}/canary/{token(secret_key)}"


def _as_wished(watch: Watch, settings: Settings, secret_key: str) -> Watch:
    """Return the watch as it has to be; whether it is paused is left to the operator.

    Its own page on this machine is all that it may reach on a private network.
    """
    return replace(
        watch,
        url=address(settings, secret_key),
        source="page",
        title="Canary",
        slug=f"canary-{token(secret_key)}",
        interval=60,
        listed=False,
        settle=1,
        cooldown=0,
        allow_private=settings.bus == "local",
    )


def _was_watched(watch: Watch, due: datetime) -> bool:
    """Whether it was to be looked at then: there, and neither paused nor just taken up again."""
    begun = max(filter(None, (watch.created_at, watch.resumed_at)))
    return watch.active and begun + IN_TIME <= due


def _text(judged: Flip, delivery: Delivery | None) -> str:
    came = f"The canary's page came back at {judged.at:%H:%M:%S} UTC"
    if judged.told_at:
        late = (judged.told_at - judged.at).total_seconds()
        return f"{came}, and its message was out after {late:.0f} seconds only: other people's may be late, too."
    why = f" Its message is {delivery.state}: {delivery.error or 'nobody says why'}." if delivery else ""
    within = f"{IN_TIME.total_seconds() / 60:.0f} minutes"
    return f"{came}, and no message went out within {within}: a restock then would have been missed.{why}"
