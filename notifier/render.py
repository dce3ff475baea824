"""The message of a delivery. Pure."""

from collections.abc import Callable

from coatcheck.model import Conditions, Delivery, RestockEvent
from coatcheck.ports import Note
from coatcheck.telling.daily_news import Known, daily_news
from coatcheck.telling.news import News, news

NOTHING = Known()
Own = Callable[[News, RestockEvent, str, str, bool, Conditions], News]


def note(
    delivery: Delivery,
    site: str,
    brand: str,
    is_text: bool,
    unsubscribe: str | None = None,
    manage: str | None = None,
    useful_for: float = 3600,
    zone: str = "UTC",
    known: Known = NOTHING,
    own: Own | None = None,
) -> Note:
    """Write the message for this delivery. Its link is unique to it, and leads to the shop, or to the page of all its showings.

    `is_text`: see `news`. `own`: makes it the operator's own words. `zone` and `known`: by whose clock a daily message tells its times, and of what it can tell how it went on.
    """
    link = f"{site}/r/{delivery.code}"
    told = _news(delivery, link, brand, is_text, zone, known)
    if own and not delivery.daily:
        told = own(told, delivery.event, link, brand, is_text, delivery.conditions)
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


def _news(delivery: Delivery, link: str, brand: str, is_text: bool, zone: str, known: Known) -> News:
    if delivery.daily:
        return daily_news(delivery.daily, known, zone, link, brand, is_text, len(delivery.beyond))
    return news(delivery.event, link, brand, is_text, delivery.conditions)
