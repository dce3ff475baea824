"""Tests and rehearsals from the operator's pages and the API. They are counted: each goes at the deployment's cost, to whoever is named."""

from datetime import timedelta

from coatcheck.errors import Invalid
from coatcheck.model import ChannelAddress
from coatcheck.people.links import subscriber_id
from coatcheck.ports import Channel, Note
from coatcheck.telling.trial import send_now
from signup_web import context

HOUR = timedelta(hours=1)
TO_ONE_ADDRESS, OF_ONE_TEAM = 10, 50  # in an hour


def send(channel: Channel, address: str, note: Note) -> str:
    """Send one message now, and return what its provider said.

    Raises `Invalid` where that address was sent enough of them in this hour, or the team sent enough, and what `send_now` does.
    """
    services, now = context.services(), context.now()
    store, to = services.deployment.store, ChannelAddress(channel.name, channel.normalize(address))
    buckets = {
        f"tests-to:{subscriber_id(services.secret_key, to)}": TO_ONE_ADDRESS,
        f"tests-of:{services.team}": OF_ONE_TEAM,
    }
    if not all(store.take(bucket, 1, most, HOUR, now) for bucket, most in buckets.items()):
        raise Invalid(
            f"Those were too many tests: {TO_ONE_ADDRESS} an hour to one address, {OF_ONE_TEAM} in all. Try again in an hour."
        )
    return send_now(store, services.secret_key, channel, to.address, note)
