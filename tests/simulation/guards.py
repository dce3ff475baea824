"""Each guard of the protocol, and a way to take it out: a simulation that does not miss it proves nothing.

Some are not in the table: that looks are ordered by their ends and not by their starts. Behind leases and preconditions
its absence broke nothing in 800 schedules; `tests/coatcheck/truth/test_diff.py` holds it. That each sender has a line of its own:
on lists so short one line for all looks much the same; `tests/notifier/test_pace.py` holds it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.channels.sms import UNSENT
from coatcheck.errors import LookFailed
from coatcheck.model import (
    WAITING,
    Availability,
    Batch,
    Delivery,
    DeliveryState,
    Look,
    Observation,
    Offer,
    Product,
    Snapshot,
    State,
    Subscriber,
    Variant,
    Verdict,
    Watch,
)
from coatcheck.ports import Receipt, Store
from coatcheck.telling.budget import Budget
from coatcheck.telling.receipts import moved
from coatcheck.truth.diff import diff
from coatcheck.watching.canary.records import Fate
from notifier import fanout
from poller.commit import Lease
from signup_web import context
from signup_web.texting.respond import carry_out
from signup_web.texting.turns import Turn
from tests.simulation.ports import SimulatedBus, SimulatedChannel
from tests.simulation.variants import BROWSER, BUDGETED, CANARY, KINDS, LONG, PACED
from tests.simulation.world import UNKNOWN

Removal = Callable[[Store], AbstractContextManager[object]]


@dataclass(frozen=True)
class Guard:
    """A guard, how to do without it, which promise breaks then, and within how many seeds that must be found.

    `faults` are raised to these rates: the weather in which the guard is needed.
    """

    name: str
    remove: Removal
    finds: str
    within: int
    faults: dict[str, float] = field(default_factory=dict)
    first: int = (
        0  # of the seeds that have what the guard is for, or a little before one that finds it; they are `step` apart
    )
    step: int = 1

    @property
    def seeds(self) -> range:
        return range(self.first, self.within, self.step)


def failed_look_is_sold_out(store: Store) -> AbstractContextManager[object]:
    """A page that can't be read counts as "everything is sold out"."""
    shopify = sources.load("shopify")
    gone = Offer(availability=Availability.OUT_OF_STOCK)

    def read(target: Any, answers: Any) -> Any:
        try:
            return shopify.read(target, answers)
        except LookFailed:
            sizes = tuple(Variant(id=id, title=size, offer=gone) for id, size in (("101", "S"), ("102", "M")))
            return Observation(products=(Product(id="1", title="Corps jacket", variants=sizes),))

    careless = SimpleNamespace(OPTIONS=shopify.OPTIONS, request=shopify.request, read=read)
    return patch("coatcheck.sources.load", lambda name: careless)


def no_lease(store: Store) -> AbstractContextManager[object]:
    """Two workers may look at a batch at once, and one that takes too long commits all the same."""

    def granted(batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch:
        return replace(store.batches([batch.id]).get(batch.id, batch), slot=slot, owner=owner, lease_until=until)

    def endless(until: datetime, *terms: Any) -> Lease:
        return Lease(datetime.max.replace(tzinfo=UTC), *terms)

    return both(patch.object(store, "lease_batch", granted), patch("poller.poll.Lease", endless))


def both(*removals: AbstractContextManager[object]) -> AbstractContextManager[object]:
    """Where two guards stand before one danger, each hides that the other is missing: both go."""
    stack = ExitStack()
    for removal in removals:
        stack.enter_context(removal)
    return stack


def any_order(store: Store) -> AbstractContextManager[object]:
    """An old look may overwrite a newer one."""

    def careless(watch: Watch, state: State, look: Look, baseline: bool, pushed: bool) -> Verdict | None:
        return diff(watch, replace(state, observed_until=None), look, baseline, pushed)

    return both(no_lease(store), patch("coatcheck.watching.recording.diff", careless))


def no_redelivery(store: Store) -> AbstractContextManager[object]:
    """Messages are acknowledged before the work is done, and the outbox is emptied as soon as it was published."""
    return both(
        patch.object(SimulatedBus, "again", lambda *arguments: None),
        patch("poller.plan.publish_again", lambda *arguments: None),
    )


def no_questions(store: Store) -> AbstractContextManager[object]:
    """What was maybe sent is sent again without asking the provider."""
    return patch.object(SimulatedChannel, "can_find", False)


def receipts_as_they_come(store: Store) -> AbstractContextManager[object]:
    """What a provider says is kept as it is, and a message is sent until that could be stored."""
    return both(
        patch.object(Receipt, "__post_init__", lambda receipt: None),
        patch("notifier.sending._taken", lambda job, said, context: said),
        patch("notifier.sending.MOST_DOUBTS", 1000),
    )


def no_lasting_memory_of_starts(store: Store) -> AbstractContextManager[object]:
    """A START is forgotten like any other text, and its ledger is deleted with everything else."""
    return patch("signup_web.texting.respond.FOR_EVER", timedelta(seconds=1))


def stops_are_taken_back_by_code(store: Store) -> AbstractContextManager[object]:
    """Whoever enters the right code is on the list, also where a phone said stop."""
    return both(
        patch("coatcheck.people.codes.is_phone", lambda to: False),
        patch("coatcheck.people.consent.brings_back", lambda to, consent: True),
    )


def no_claim(store: Store) -> AbstractContextManager[object]:
    """Whoever gets the message sends."""

    def claim(ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        found = [store.delivery(id) for id in ids]
        return [replace(d, state=DeliveryState.SENDING, lease_until=until) for d in found if d and d.state in WAITING]

    return patch.object(store, "claim", claim)


def no_deadline(store: Store) -> AbstractContextManager[object]:
    """A sender that was frozen past its lease goes on where it was."""
    return patch("notifier.deliver.SEND", 10_000.0)


def no_consent(store: Store) -> AbstractContextManager[object]:
    """Who said stop is looked at when the deliveries are made, and not again before the send."""
    return patch("notifier.checks._consent", lambda job, now: None)


def no_precondition(store: Store) -> AbstractContextManager[object]:
    """The last writer of a state wins."""
    commit = store.commit_looks

    def careless(batch: Batch, snapshot: Snapshot, verdicts: Sequence[Verdict]) -> Any:
        stored = store.states([verdict.state.watch_id for verdict in verdicts])
        forced = [_over(verdict, stored.get(verdict.state.watch_id)) for verdict in verdicts]
        return commit(batch, snapshot, forced)

    return both(no_lease(store), patch.object(store, "commit_looks", careless))


def _over(verdict: Verdict, stored: State | None) -> Verdict:
    if stored is None:
        return verdict
    version = stored.version + 1
    event = verdict.event and replace(verdict.event, id=f"{stored.watch_id}-{version}")
    change = verdict.change and replace(verdict.change, version=version)
    return Verdict(state=replace(verdict.state, revision=stored.revision, version=version), change=change, event=event)


def no_code(store: Store) -> AbstractContextManager[object]:
    """Whatever is entered for a code is one."""
    return patch("coatcheck.people.codes.hmac.compare_digest", lambda one, other: True)


def no_memory_of_texts(store: Store) -> AbstractContextManager[object]:
    """A text that comes again is a new one."""
    return both(
        patch("signup_web.texting.inbound.is_repeated", lambda *arguments: False),
        patch("coatcheck.people.consent.was_heard", lambda person, consent: False),
    )


def no_moment_of_a_text(store: Store) -> AbstractContextManager[object]:
    """A text counts from when it was dealt with, and not from when it came."""

    def late(turn: Turn, subscriber: Subscriber, message: str, at: datetime) -> None:
        carry_out(turn, subscriber, message, context.now())

    return patch("signup_web.texting.respond.carry_out", late)


def no_order_of_words(store: Store) -> AbstractContextManager[object]:
    """Whatever the provider said last is what became of a text."""

    def careless(delivery: Delivery, receipt: Receipt) -> Delivery | None:
        delivered = delivery.state is DeliveryState.DELIVERED
        forgotten = replace(delivery, state=DeliveryState.SENT, provider_status=None) if delivered else delivery
        return moved(forgotten, receipt)

    return patch("coatcheck.telling.receipts.moved", careless)


def doubt_is_loss(store: Store) -> AbstractContextManager[object]:
    """A text that perhaps arrived is sent again like one that surely did not."""
    return patch("coatcheck.channels.sms.UNSENT", UNSENT | {UNKNOWN})


def no_order_of_looks(store: Store) -> AbstractContextManager[object]:
    """An agent's look is taken whenever it comes, and as often."""
    return patch("coatcheck.watching.agent_looks._refuse_overtaken", lambda *arguments: None)


def one_agent_is_enough(store: Store) -> AbstractContextManager[object]:
    """What one agent sees counts, whatever the other one saw."""
    return patch("coatcheck.watching.agent_looks.agreed", lambda watch, look, beside: look)


def restocks_alone_are_news(store: Store) -> AbstractContextManager[object]:
    """A price that falls while the size is there is kept, and no news."""
    return patch("coatcheck.truth.diff.better", lambda *arguments: None)


def every_price_will_do(store: Store) -> AbstractContextManager[object]:
    """Whoever waits for a price is told of any."""
    return both(
        patch("coatcheck.telling.conditions.unmet", lambda *arguments: None),
        patch("coatcheck.telling.match.is_over", lambda *arguments: False),
    )


def no_memory_of_ends(store: Store) -> AbstractContextManager[object]:
    """Nobody remembers that a provider refuses an address for good."""
    return patch("notifier.sending.mark_refused", lambda *arguments: None)


def one_half_is_enough(store: Store) -> AbstractContextManager[object]:
    """Of a list that is parted the first half is told."""
    whole = fanout._halves
    return patch("notifier.fanout._halves", lambda rest, context: whole(rest, context)[:1])


def halves_on_no_outbox(store: Store) -> AbstractContextManager[object]:
    """Where a message is lost with its process, nothing knows of the half that it was about."""
    return both(
        patch.object(SimulatedBus, "again", lambda *arguments: None),
        patch.object(store, "put_on_outbox", lambda *arguments: None),
    )


def whatever_flew_was_told(store: Store) -> AbstractContextManager[object]:
    """The canary believes that its page was told, as each page should be."""
    return patch("coatcheck.watching.canary.keeping.Canary._fate", lambda *arguments: Fate.TOLD)


def no_limit_on_blocks(store: Store) -> AbstractContextManager[object]:
    """Whoever asks for texts of the day gets them."""
    return patch.object(store, "take_block", lambda bucket, needed, wanted, *terms: max(needed, wanted))


def blocks_of_every_day(store: Store) -> AbstractContextManager[object]:
    """What was leased on one day is sent on the next, too."""
    return both(
        patch("coatcheck.telling.budget.window_end", lambda now, window: datetime.max.replace(tzinfo=UTC)),
        patch("coatcheck.telling.budget.believed", lambda moment, now: moment),
    )


def given_back_and_kept(store: Store) -> AbstractContextManager[object]:
    """What was returned to the store is held all the same."""
    close = Budget.close

    def careless(budget: Budget, now: datetime) -> None:
        held = budget._held
        close(budget, now)
        budget._held += held

    return patch.object(Budget, "close", careless)


def no_pace(store: Store) -> AbstractContextManager[object]:
    """Everybody on a list is texted at once, however slow the senders."""
    return patch("coatcheck.telling.pace.turn_of", lambda place, rate, began: began)


def whichever_sender(store: Store) -> AbstractContextManager[object]:
    """A text is sent from whichever number comes next."""
    numbers = count()
    return patch("coatcheck.telling.pace.sender_for", lambda address, among: among[next(numbers) % len(among)])


DYING = {"crash_before": 0.02, "fail": 0.04}
CROWDED = {"frozen_fetch": 0.2, "slow_page": 0.6, "duplicate": 0.9, "restless": 0.7}
STRANGE = {"strange_receipt": 1.0, "lost_text": 0.9, "send_timeout_accepted": 0.5}
DISTURBED = {"stop": 1.0, "replayed_start": 1.0, "guessed_code": 1.0}
WAVERING = {"stop": 0.9, "duplicate": 0.9, "stall": 0.03}
GUARDS = (
    Guard("a failed look is never sold out", failed_look_is_sold_out, "FALSE_RESTOCK", 100),
    Guard("a look counts only if it began after the last one", any_order, "FALSE_RESTOCK", 500, CROWDED, 64),
    Guard("a message is acknowledged after the work", no_redelivery, "LOST", 100, {"fail": 0.04}),
    Guard("the provider is asked before a second try", no_questions, "TWICE", 100, {"late_word": 0.9}, 20),
    Guard("one worker has a delivery", no_claim, "TWICE", 100, {}, 24),
    Guard("a lapsed claim is not sent", no_deadline, "TWICE", 300, {"stall": 0.03}, 8),
    Guard("consent is read after the claim", no_consent, "AFTER_STOP", 300, {"stop": 0.9, "send_busy": 0.3}),
    Guard("a state is written over the copy that was read", no_precondition, "FALSE_RESTOCK", 500, CROWDED),
    Guard("a code proves an address", no_code, "UNPROVEN", 100),
    Guard("a text is heard once", no_memory_of_texts, "FORGOTTEN", 300, WAVERING),
    Guard("a text counts from when it came", no_moment_of_a_text, "FORGOTTEN", 500, WAVERING, 8),
    Guard("what a provider says only rises", no_order_of_words, "MISREPORTED", 100, {"late_word": 0.9}),
    Guard("what perhaps arrived is not sent again", doubt_is_loss, "TWICE", 300, {"lost_text": 0.5}),
    Guard("whatever a provider says can be stored", receipts_as_they_come, "TWICE", 400, STRANGE),
    Guard("a START is remembered for ever", no_lasting_memory_of_starts, "FORGOTTEN", 300, DISTURBED),
    Guard("an agent's looks are numbered", no_order_of_looks, "OVERTAKEN", 100, {"duplicate": 0.9}),
    Guard("two agents have to agree", one_agent_is_enough, "FALSE_RESTOCK", 100, {"mistaken": 0.3}, 14, 16),
    Guard("a price that falls is news", restocks_alone_are_news, "LOST", 100),
    Guard("a limit is kept", every_price_will_do, "TOO_DEAR", 100),
    Guard("a browser that left is left alone", no_memory_of_ends, "UNNOTICED", 120, {}, BROWSER, KINDS),
    Guard("each half of a list is told", one_half_is_enough, "LOST", 200, {}, LONG, KINDS),
    Guard("the outbox holds the halves", halves_on_no_outbox, "LOST", 600, DYING, 400 + LONG, KINDS),
    Guard("the day's budget is one for all", no_limit_on_blocks, "OVERSPENT", 200, {}, BUDGETED, KINDS),
    Guard("a miss is called a miss", whatever_flew_was_told, "MISJUDGED", 400, {"fail": 0.04}, CANARY, KINDS),
    Guard("a block is of its day", blocks_of_every_day, "OVERSPENT", 640, {}, 520 + BUDGETED, KINDS),
    Guard("what was given back is gone", given_back_and_kept, "OVERSPENT", 200, {"send_busy": 0.6}, BUDGETED, KINDS),
    Guard("the senders' pace is kept", no_pace, "TOO_FAST", 200, {}, PACED, 16),
    Guard("whoever is texted knows the number", whichever_sender, "MANY_SENDERS", 200, {}, PACED, 16),
    Guard("a stopped phone has no code", stops_are_taken_back_by_code, "FORGOTTEN", 300, DISTURBED),
)
