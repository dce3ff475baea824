"""Every text that we send, at its longest, in each language: for the tests, and for docs/texts.md."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.languages import LANGUAGES, gettext, speaking
from coatcheck.model import Availability, Conditions, Restocked, RestockEvent, Showing
from coatcheck.telling.amounts import NO_NUMBER, read_amount
from coatcheck.telling.announcement import announcement
from coatcheck.telling.daily_news import Known, daily_news
from coatcheck.telling.news import News
from coatcheck.telling.offer_words import GOODS, KINDS, spoken
from coatcheck.telling.showings import text
from coatcheck.telling.texts import WIDE, length, segments
from signup_web.joining.signup import code_note
from signup_web.product import times
from signup_web.texting.replies import FORMS, say, which

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
BRAND = "Restocked Northwest."  # as long as a brand may be
ITEM = "Parka für Übergröße 漢字 {[€]} " * 4
SIZES = [f"Größe {number}" for number in range(30)]
SITE, LINK = "https://coat.example", "https://coat.example/r/x7Kp2Qa"
LIMIT = Conditions(maximum_price="12345.50", currency="CHF")


def texts(code: str) -> Iterator[tuple[str, str]]:
    """Give each text's name and words in this language, made by its own sender with the longest values that there are."""
    with speaking(code):
        for name in FORMS:
            yield name, _longest(name)
        yield "which", which(BRAND, [(ITEM, "a-very-long-name-of-a-shop.example")] * 5)
        yield "restock", announcement(_restock(1), LINK, BRAND, is_text=True)
        yield "restock of several", announcement(_restock(9), LINK, BRAND, is_text=True)
        yield "restock at a price", announcement(_restock(1), LINK, BRAND, is_text=True, conditions=LIMIT)
        there = replace(_restock(1), was_there=True)
        yield "there already", announcement(there, LINK, BRAND, is_text=True, conditions=LIMIT)
        more = replace(
            _restock(9), variants=tuple(replace(each, quantity=999, quantity_before=1) for each in _restock(9).variants)
        )
        yield "more pieces", announcement(more, LINK, BRAND, is_text=True)
        yield "lower price", announcement(_cheaper(1), LINK, BRAND, is_text=True, conditions=LIMIT)
        yield "lower price of several", announcement(_cheaper(9), LINK, BRAND, is_text=True, conditions=LIMIT)
        yield "daily message", _day(1).text
        yield "daily message of several", _day(9).text
        yield "tickets", text(_tickets(), LINK, BRAND)
        yield "code", code_note(Settings(brand=BRAND, public_url=SITE), "123456").text


def table() -> str:
    """Every text in every language, with its segments."""
    lines = []
    for code, name in LANGUAGES.items():
        lines += [f"## {name}", "", "| Text | Segments | At its longest |", "| --- | --- | --- |"]
        lines += [f"| {which} | {segments(said)} | {_cell(said)} |" for which, said in texts(code)]
        lines.append("")
    return "\n".join(lines).rstrip()


def _longest(name: str) -> str:
    """Say it of whatever is offered in the most words."""
    return max((_said(name, kind) for kind in KINDS), key=length) if name != "which" else _said(name, GOODS)


def _said(name: str, kind: object) -> str:
    offer = spoken(kind)  # type: ignore[arg-type]
    values = {
        "url": f"{SITE}/p/x23456789",
        "mine": f"{SITE}/mine",
        "stock": "M" * 16,
        "ago": times.ago(NOW - timedelta(minutes=59), NOW),
        "length": times.lasting(119 * 60),
        "checked": times.ago(NOW - timedelta(minutes=59), NOW),
        "word": "M" * 12,
        "choices": "1, 2, 3",
        "hour": "18:00",
        "limit": "12345.50 CHF",
        "why": _wrong_limit(),
    }
    return say(name, BRAND, ITEM, SIZES, offer, **values)


def _wrong_limit() -> str:
    """The longest sentence about a price that can't be meant."""
    said = [gettext(NO_NUMBER)]
    for words in ("1 EUR", "0"):
        try:
            read_amount(words, "CHF")
        except Invalid as error:
            said.append(str(error))
    return max(said, key=length)


def _cheaper(sizes: int) -> RestockEvent:
    event = _restock(sizes)
    return replace(event, variants=tuple(replace(each, price_before="23456.00") for each in event.variants))


def _restock(sizes: int) -> RestockEvent:
    back = tuple(
        Restocked(str(number), title=f"Größe {number}", price="12345.00", currency="CHF") for number in range(sizes)
    )
    return RestockEvent("e", "w", NOW, ITEM, f"{SITE}/parka", back)


def _day(products: int) -> News:
    """A day on which so many products were back twice, one size each."""
    news = [
        replace(_restock(1), id=f"{number} {hour}", watch_id=str(number), at=NOW.replace(hour=hour))
        for number in range(products)
        for hour in (9, 11)
    ]
    return daily_news(news, Known(), "Asia/Kathmandu", LINK, BRAND, is_text=True)


def _tickets() -> RestockEvent:
    showings = tuple(
        Showing(
            f"s{hour}",
            f"2026-11-21T{hour:02}:30",
            availability=Availability.LIMITED_AVAILABILITY,
            in_language="Malayalam",
            video_format="IMAX 3D",
        )
        for hour in range(9, 24)
    )
    place = {"location": "Palladium at the Old Harbour, Lower Parel"}
    open = tuple(Restocked(str(number), title="Any", options=place, showings=showings) for number in range(5))
    return RestockEvent("e", "w", NOW, ITEM, f"{SITE}/film", open, to_open={"v": "Dreams, the Other Side of Town"})


def _cell(said: str) -> str:
    return " ".join(said.replace("|", "\\|").split())


def most_segments(code: str, name: str) -> int:
    """How many segments a text of this name may take: news of showings and of a day two, else one; three for each in another alphabet."""
    return (2 if name in ("tickets", "daily message of several") else 1) * (3 if code in WIDE else 1)
