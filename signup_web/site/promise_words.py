"""The figures of the promise in people's words. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from babel.lists import format_list
from babel.units import format_unit

from coatcheck import channels
from coatcheck.languages import N_, gettext, locale
from coatcheck.model import Frozen
from coatcheck.watching.promise.report import Lengths, MessageFigures, ShopLooks
from signup_web.product import times
from signup_web.site.status_words import look_says

NOT_KNOWN = "–"  # too few to say
EXACT = 90  # seconds up to which they are said as such

STEPS = {
    "in_all": N_("Look to message, in all"),
    "committed": N_("Look to record"),
    "accepted": N_("Record to provider"),
    "delivered": N_("Provider to phone"),
}


class Row(Frozen, frozen=True):
    """One line of a table: what was measured, and how long it took."""

    name: str
    cells: tuple[str, str, str]  # of half, of 95 in 100, of the longest


class ShopRow(Frozen, frozen=True):
    """One line of the table of shops."""

    row: Row
    promised: str
    failed: str
    unseen: str


def took(seconds: float | None) -> str:
    """Say "0.42 sec", "42 sec", "12 minutes"; a dash where nobody can say."""
    if seconds is None:
        return NOT_KNOWN
    if seconds >= EXACT:
        return times.lasting(seconds)
    shown = "#,##0.00" if seconds < 10 else "#,##0"
    return format_unit(seconds, "duration-second", length="short", format=shown, locale=locale())


def days(count: int) -> str:
    """Say "30 days"."""
    return format_timedelta(timedelta(days=count), granularity="day", threshold=count + 1, locale=locale())


def counted_until(moment: datetime) -> str:
    """Say "29 Nov 2026, 14:00 UTC"."""
    return f"{times.when(moment, ZoneInfo('UTC'))} UTC"


def message_rows(figures: MessageFigures) -> list[Row]:
    """List the steps of a message that were measured."""
    steps = {name: getattr(figures, name) for name in STEPS}
    return [Row(gettext(STEPS[name]), _cells(found)) for name, found in steps.items() if found.count]


def shop_rows(shops: tuple[ShopLooks, ...]) -> list[ShopRow]:
    """List the shops, those that have a name first."""
    return [_shop_row(shop) for shop in sorted(shops, key=lambda each: (not each.shop, each.shop, each.interval))]


def lost(figures: MessageFigures) -> str:
    """Say how many of each channel's messages did not arrive: "text: 2 of 120"; "" where all did, as far as is known."""
    parts = [
        gettext(
            "{channel}: {lost} of {count}", channel=_channel(name), lost=count, count=figures.taken.get(name, count)
        )
        for name, count in figures.lost.items()
    ]
    return format_list(parts, style="unit", locale=locale()) if parts else ""


def _shop_row(shop: ShopLooks) -> ShopRow:
    failed = [f"{count} × {look_says(health)}" for health, count in shop.failed.items()]
    unseen = gettext("{count} × nobody looked", count=shop.unseen.count) if shop.unseen.count else ""
    length = f"{unseen} ({took(shop.unseen_seconds)})" if unseen else ""
    return ShopRow(
        Row(shop.shop or gettext("Others"), _cells(shop.age)),
        times.every(shop.interval),
        format_list(failed, style="unit", locale=locale()) if failed else "",
        length,
    )


def _cells(found: Lengths) -> tuple[str, str, str]:
    return took(found.median), took(found.most), took(found.worst)


def _channel(name: str) -> str:
    way = channels.sign_up(name)
    return gettext(way.by) if way else name
