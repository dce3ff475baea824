"""Signing somebody up who asked for it: the operator vouches for their consent, and the ledger says so."""

from collections.abc import Sequence

from coatcheck.errors import Invalid
from coatcheck.model import ANY, ChannelAddress, Consent, Frequency, Status, Subscription, Watch
from coatcheck.people.membership import join, subscriber_at
from coatcheck.ports import Store
from coatcheck.process.log import mask
from coatcheck.telling.variant_names import pick
from coatcheck.watching.states import state_of


def sign_up(
    store: Store,
    secret_key: str,
    watch: Watch,
    to: ChannelAddress,
    consent: Consent,
    sizes: Sequence[str] = (),
    frequency: Frequency | None = None,
    any_hour: bool | None = None,
) -> Subscription:
    """Let whoever is reached there be told of these sizes, by their names; of whichever comes back where none is named.

    `to` is in its channel's normal form. Raises `Invalid` for a size that there is not, and for somebody who said STOP.
    """
    wants = pick(state_of(store, watch.id), sizes) if sizes else (ANY,)
    person = subscriber_at(store, secret_key, to, consent.at)
    if person.status is Status.OPTED_OUT:
        raise Invalid(f"{mask(to.address)} said STOP: only their own START brings them back.")
    return join(store, person, watch.id, wants, consent, frequency, any_hour)
