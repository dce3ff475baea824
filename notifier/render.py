"""The message of a delivery. Pure."""

from coatcheck.model import Delivery
from coatcheck.ports import Note
from coatcheck.telling.announcement import announcement, headline


def note(
    delivery: Delivery,
    site: str,
    brand: str,
    is_text: bool,
    unsubscribe: str | None = None,
    manage: str | None = None,
    useful_for: float = 3600,
) -> Note:
    """Write the message for this delivery. Its link is unique to it, and leads to the shop.

    `is_text`: see `announcement`.
    """
    event, link = delivery.event, f"{site}/r/{delivery.code}"
    return Note(
        text=announcement(event, link, brand, is_text),
        title=headline(event).rstrip("."),
        url=link,
        reference=delivery.id,
        code=delivery.code,
        useful_for=useful_for,
        unsubscribe=unsubscribe,
        manage=manage,
    )
