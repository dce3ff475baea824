"""The news of something that can be had again, in the words for what it is: goods, or an event's showings. Pure."""

from coatcheck.model import NO_CONDITIONS, Conditions, Frozen, RestockEvent
from coatcheck.ports import Line
from coatcheck.telling import showings
from coatcheck.telling.announcement import announcement, headline


class News(Frozen, frozen=True):
    """What a message says: its text, a title in one line, and the text's lines where some of them stand out or lead somewhere."""

    text: str
    title: str
    lines: tuple[Line, ...] = ()


def news(event: RestockEvent, link: str, brand: str, is_text: bool, conditions: Conditions = NO_CONDITIONS) -> News:
    """Write the news with this link; `conditions`: those under which it is told. `is_text`: short, with the words that texting needs."""
    if not showings.tells_showings(event):
        return News(announcement(event, link, brand, is_text, conditions), headline(event, conditions).rstrip("."))
    lines = showings.lines(event, link)
    text = showings.text(event, link, brand) if is_text else "\n".join(map(str, lines))
    return News(text, showings.headline(event).rstrip("."), lines)
