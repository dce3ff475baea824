"""The words that people agree to, under the names by which the ledger keeps them.

What the box in the form says is in the channel's own file (`SignUp.agreement`). The old words of all of them are here.
"""

from coatcheck import channels

VERSION = "2026-11"  # of the words below: a new name whenever one changes; the old ones go to `EARLIER`
TEXT = "Texting JOIN and a size to {brand}'s number asks for restock texts; the answer says how to stop them."

EARLIER: dict[str, tuple[str, ...]] = {}  # the words of each version that somebody may have agreed to


def version(channel: str) -> str:
    """Return the name of the words that this channel's box shows, for the ledger."""
    way = channels.sign_up(channel)
    return way.version if way else VERSION
