"""What somebody's consent, or its end, makes of them, and their ledger: the latest word counts, and a stop more than a start. Pure."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import ChannelAddress, Consent, ConsentKind, Status, Subscriber

SKEW = timedelta(seconds=5)  # between our computers' clocks; of a stop and a start that close, the stop counts


def said_later(person: Subscriber, at: datetime) -> bool:
    """Return whether a word from after that moment was heard already."""
    return person.status_at is not None and at < person.status_at


def was_heard(person: Subscriber, consent: Consent) -> bool:
    """Return whether this message is in the ledger: one that comes again, or is replayed, takes no later word back."""
    said = (consent.kind, consent.evidence)
    return consent.method == "text" and said in [(each.kind, each.evidence) for each in person.consents]


def with_consent(person: Subscriber, consent: Consent) -> Subscriber:
    """Return the person with one more entry in the ledger."""
    return replace(person, consents=(*person.consents, consent))


def with_status(person: Subscriber, status: Status, consent: Consent) -> Subscriber:
    """Return the person with that status and the ledger's entry; unchanged where a later word, or this very one, was heard already."""
    in_doubt = SKEW if status is Status.OPTED_OUT else timedelta()
    if said_later(person, consent.at + in_doubt) or was_heard(person, consent):
        return person
    if person.status is Status.OPTED_OUT and status is Status.ACTIVE and not brings_back(person.to, consent):
        return person
    at = max(consent.at, person.status_at or consent.at)
    if status is person.status is Status.OPTED_OUT:  # said again: it counts against a start from before it
        return person if consent.method == "provider" else replace(person, status_at=at)
    return replace(with_consent(person, consent), status=status, status_at=at, status_reason=consent.method)


def brings_back(to: ChannelAddress, consent: Consent) -> bool:
    """Say whether these are the words of whoever is reached there, by which they come back after a stop.

    From a phone a START, as the networks demand; from any other address that, or the code that was sent there since.
    """
    said = (ConsentKind.OPT_BACK_IN,) if is_phone(to) else (ConsentKind.OPT_BACK_IN, ConsentKind.CONFIRMED)
    return consent.kind in said and (consent.method == "text" or not is_phone(to))


def is_phone(to: ChannelAddress) -> bool:
    """Say whether this address is a phone's number, to which texts go."""
    return to.address.startswith("+")
