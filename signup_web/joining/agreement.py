"""The words that people agree to, under the names by which the ledger keeps them.

What the box in the form says is in the channel's own file (`SignUp.agreement`). The old words of all of them are here.
"""

from coatcheck import channels
from coatcheck.languages import ENGLISH, N_, language

VERSION = "2026-11-29"  # of the words below: a new name whenever one changes; the old ones go to `EARLIER`
TEXT = N_("Texting JOIN and a choice to {brand}'s number asks for alert texts; the answer says how to stop them.")

# The words of each version that somebody may have agreed to. What was agreed to in another language than English has its code
# behind the version: "2026-11-29 de" are the words of that language's catalogue.
EARLIER: dict[str, tuple[str, ...]] = {
    "2026-11": (
        "I agree to get automated restock texts from {brand} at this number. Msg frequency varies. "
        "Msg & data rates may apply. Reply STOP to opt out, HELP for help. Consent is not a condition of any purchase.",
        "I agree to get automated restock emails from {brand} at this address. How many depends on the shop. "
        "Each has a link that stops them. Consent is not a condition of any purchase.",
        "I agree to get automated restock messages from {brand}. How many depends on the shop. "
        "I can stop them at any time. Consent is not a condition of any purchase.",
        "Texting JOIN and a size to {brand}'s number asks for restock texts; the answer says how to stop them.",
    ),
}


def version(channel: str) -> str:
    """Return the name of the words that this channel's box shows in the language that is spoken, for the ledger."""
    way = channels.sign_up(channel)
    name = way.version if way else VERSION
    return name if language() == ENGLISH else f"{name} {language()}"
