"""The message of a delivery. Pure."""

from coatcheck.model import Delivery
from coatcheck.ports import Line, Note
from coatcheck.telling import showings
from coatcheck.telling.announcement import announcement, headline
from coatcheck.telling.showings import tells_showings


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

    `is_text`: see `announcement`.
    """
    event, link = delivery.event, f"{site}/r/{delivery.code}"
    lines: tuple[Line, ...] = ()
    if tells_showings(event):
        lines, title = showings.lines(event, link), showings.headline(event)
        text = showings.text(event, link, brand) if is_text else "\n".join(map(str, lines))
    else:
        text, title = announcement(event, link, brand, is_text), headline(event)
    return Note(
        text=text,
        title=title.rstrip("."),
        url=link,
        reference=delivery.id,
        code=delivery.code,
        useful_for=useful_for,
        unsubscribe=unsubscribe,
        manage=manage,
        lines=lines,
    )
