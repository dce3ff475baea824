"""One message to one address, now: what an operator tries out. Nobody else is told, and nothing is kept."""

from coatcheck.errors import Invalid, SendFailed
from coatcheck.model import ChannelAddress, Status
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Channel, Note, PeopleStore, Receipt
from coatcheck.process.log import mask


def trial_note(brand: str) -> Note:
    """Make a message that is marked as a test."""
    return Note(text=f"{brand}: this is a test. Alerts will come like this.", title=f"A test by {brand}")


def send_now(store: PeopleStore, secret_key: str, channel: Channel, address: str, note: Note) -> str:
    """Hand the message to its provider, and return what the provider said.

    Raises `Invalid` where the address can't be used or somebody there said STOP, and what `Channel.send` raises (see `refusal`).
    """
    to = ChannelAddress(channel.name, channel.normalize(address))
    person = store.subscriber(subscriber_id(secret_key, to))
    if person and person.status is Status.OPTED_OUT:
        raise Invalid(f"{mask(to.address)} said STOP: nothing may be sent there.")
    receipt = channel.send(to.address, note)
    return f"The provider said: {_told(receipt)}"


def _told(receipt: Receipt) -> str:
    """Write what a receipt says, each thing once: its own words may hold the rest."""
    more = (part for part in (receipt.status, receipt.provider_id) if part and part not in receipt.detail)
    return " ".join(filter(None, (receipt.detail, *more)))


def refusal(error: SendFailed | Invalid) -> str:
    """Say why it was not sent: what is wrong with the address, or that the provider did not take it."""
    if isinstance(error, Invalid):
        return str(error)
    return f"The provider said: {error.reason} ({error.code or 'no code'})"
