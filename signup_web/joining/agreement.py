"""The words that people agree to. They are versioned: the ledger keeps the version, this file keeps the words."""

VERSION = "2026-11"  # a new name whenever a word below changes; the old words go to `EARLIER`

EARLIER: dict[str, dict[str, str]] = {}  # the words of each version that somebody may have agreed to

SMS = (
    "I agree to get automated restock texts from {brand} at this number. Msg frequency varies. "
    "Msg & data rates may apply. Reply STOP to opt out, HELP for help. Consent is not a condition of any purchase."
)
EMAIL = (
    "I agree to get automated restock emails from {brand} at this address. How many depends on the shop. "
    "Each has a link that stops them. Consent is not a condition of any purchase."
)
OTHER = (
    "I agree to get automated restock messages from {brand}. How many depends on the shop. "
    "I can stop them at any time. Consent is not a condition of any purchase."
)
TEXT = "Texting JOIN and a size to {brand}'s number asks for restock texts; the answer says how to stop them."

WORDS = {"sms": SMS, "email": EMAIL, "": OTHER}


def agreement(channel: str, brand: str) -> str:
    """What the box beside this channel's field says."""
    return WORDS.get(channel, OTHER).format(brand=brand)
