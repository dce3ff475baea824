"""What became of a message, and why somebody was not told: a sentence for each. The same ones for the person and for the operator. Pure."""

from coatcheck.languages import N_, gettext
from coatcheck.model import Delivery, DeliveryState, Health, Reason, Step

SENTENCES = {
    Reason.CAME_LATER: N_("Signed up after it was back."),
    Reason.NOT_ARMED: N_("Told before, and not asked to be told again."),
    Reason.OTHER_VARIANT: N_("That is not what is waited for."),
    Reason.COOLDOWN: N_("Told of it shortly before: more comes after a pause."),
    Reason.PRICE: N_("It cost more than the limit."),
    Reason.UNKNOWN_PRICE: N_("The shop named no price in the money of the limit."),
    Reason.QUANTITY: N_("There were fewer pieces than asked for, or the shop did not say how many."),
    Reason.NO_NEWS: N_("It was there before, and more news of it was not asked for."),
    Reason.UNCONFIRMED: N_("The address was not confirmed yet."),
    Reason.OPTED_OUT: N_("Messages were stopped."),
    Reason.UNREACHABLE: N_("The address could not be reached any more."),
    Reason.NO_ADDRESS: N_("There was no address to send it to."),
    Reason.WAVE: N_("There were few pieces: those who had waited longer were told first."),
    Reason.PACE: N_("Many wait for it: the messages go out one after the other."),
    Reason.DAILY: N_("It is kept for the daily message."),
    Reason.QUIET_HOURS: N_("It was night at that number: held until the morning."),
    Reason.STOPPED: N_("Messages were held for everybody."),
    Reason.TURNED_AWAY: N_("Messages were held for everybody."),
    Reason.NO_CHANNEL: N_("This way of sending was switched off."),
    Reason.BUDGET: N_("The day’s texts were used up: held until the next day."),
    Reason.UNPROVEN: N_("It was old news, and nobody could tell whether it was still there."),
    Reason.SOLD_OUT: N_("It was gone again before the message could be sent."),
    Reason.NOT_WANTED: N_("A later message told of it, or it was not waited for any more."),
    Reason.INTERRUPTED: N_("There was no time left to send it: tried again."),
    Reason.NOT_TAKEN: N_("The provider did not take it."),
    Reason.UNSURE: N_("Nobody knew whether it had been sent: the provider was asked, or it was sent again."),
    Reason.LOST: N_("The network lost it."),
    Reason.REFUSED: N_("The provider refused it for good."),
    Reason.UNMADE: N_("The message could not be made: our mistake."),
}
# Where no reason is stored with a state: either there is nothing to explain, or the delivery is older than reasons are.
STATES = {
    DeliveryState.PENDING: N_("On its way."),
    DeliveryState.SENDING: N_("On its way."),
    DeliveryState.UNSURE: SENTENCES[Reason.UNSURE],
    DeliveryState.HELD: SENTENCES[Reason.STOPPED],
    DeliveryState.SENT: N_("Sent."),
    DeliveryState.DELIVERED: N_("It arrived."),
    DeliveryState.UNDELIVERED: SENTENCES[Reason.LOST],
    DeliveryState.FAILED: SENTENCES[Reason.REFUSED],
    DeliveryState.SUPPRESSED: SENTENCES[Reason.OPTED_OUT],
    DeliveryState.SOLD_OUT: SENTENCES[Reason.SOLD_OUT],
    DeliveryState.STALE: SENTENCES[Reason.UNPROVEN],
}
HEALTHS = {
    Health.HEALTHY: N_("The shop’s page can be read again."),
    Health.BLOCKED: N_("The shop turns our looks away: what comes back meanwhile is not seen."),
    Health.UNREACHABLE: N_("The shop can’t be reached: what comes back meanwhile is not seen."),
    Health.UNREADABLE: N_("The shop’s page gives no clear answer: what comes back meanwhile is not seen."),
    Health.GONE: N_("The shop removed the page."),
    Health.OVER: N_("It is over: nobody looks any more."),
}


def why(reason: Reason) -> str:
    """Say why somebody was not told, or not yet."""
    return gettext(SENTENCES[reason])


def why_unseen(health: Health) -> str:
    """Say what it means that looks go so from now on."""
    return gettext(HEALTHS[health])


def what_became(step: Step) -> str:
    """Say what became of a delivery in this step."""
    return why(step.reason) if step.reason else gettext(STATES[step.state])


def steps(delivery: Delivery) -> tuple[Step, ...]:
    """List what became of a delivery, and how it is now where no step says that: it was claimed since, or is older than steps are."""
    if delivery.steps and delivery.steps[-1].state is delivery.state:
        return delivery.steps
    return (*delivery.steps, Step(delivery.updated_at, delivery.state))
