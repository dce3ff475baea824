"""The message of a delivery. Pure."""

from coatcheck.model import Delivery
from coatcheck.ports import Note
from coatcheck.telling.news import news


def note(
    delivery: Delivery,
    site: str,
    brand: str,
    is_text: bool,
    unsubscribe: str | None = None,
    manage: str | None = None,
    useful_for: float = 3600,
) -> Note:
    """Write the message for this delivery. Its link is unique to it, and leads to the shop, or to the page of all its showings.

    `is_text`: see `news`.
    """
    link = f"{site}/r/{delivery.code}"
    told = news(delivery.event, link, brand, is_text, delivery.conditions)
    return Note(
        text=told.text,
        title=told.title,
        url=link,
        reference=delivery.id,
        code=delivery.code,
        useful_for=useful_for,
        unsubscribe=unsubscribe,
        manage=manage,
        lines=told.lines,
    )
