"""One message to one address, now: what an operator tries out. Nobody else is told, and nothing is kept."""

from collections.abc import Callable

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid, SendFailed
from coatcheck.model import ChannelAddress, Status
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Channel, Note
from coatcheck.process.log import mask


def send_now(services: Services, to: ChannelAddress, note_for: Callable[[Channel], Note]) -> str:
    """Hand the message to its provider; what the provider said.

    Raises `Invalid` where the channel or the address can't be used, where somebody there said STOP, or where the provider refuses.
    """
    channel = services.channel(to.channel)
    to = ChannelAddress(to.channel, channel.normalize(to.address))
    person = services.store.subscriber(subscriber_id(services.secret_key, to))
    if person and person.status is Status.OPTED_OUT:
        raise Invalid(f"{mask(to.address)} said STOP: nothing may be sent there.")
    try:
        receipt = channel.send(to.address, note_for(channel))
    except SendFailed as error:
        raise Invalid(f"The provider said: {error.reason} ({error.code or 'no code'})") from error
    return f"The provider said: {receipt.status} {receipt.detail} {receipt.provider_id or ''}".strip()
