"""The picture of a product where its page is shared: its name, how it is now, and which sizes are there. Drawn by resvg, which shapes every script."""

from datetime import datetime
from functools import lru_cache

from coatcheck.languages import direction
from coatcheck.model import ANY, Frozen
from signup_web.product.facts import Facts
from signup_web.product.view import home_view, in_stock_now
from signup_web.sharing import lettering
from signup_web.site.xml import render_xml

WIDTH, HEIGHT = 1200, 630  # https://developers.facebook.com/docs/sharing/webmasters/images/
EDGE = 72
ROOM = WIDTH - 2 * EDGE
LARGE, SMALL = 68, 40  # points
KEPT = 64  # pictures of 20 to 40 KB


class Card(Frozen, frozen=True):
    """What a picture says: two equal cards are one picture."""

    title: str
    kind: str  # "in", "out" or "unknown"
    says: str
    sizes: str
    brand: str
    direction: str  # of the language that `says` is in


class Line(Frozen, frozen=True):
    """One line of the picture; `x` and `anchor` put it where its own direction begins."""

    text: str
    x: int
    anchor: str


def card(facts: Facts, now: datetime, brand: str) -> Card:
    """Make the card of a product, in the language that is spoken now."""
    view = home_view(facts, now)
    sizes = [name for name, _ in in_stock_now(facts, [ANY], now)]
    return Card(view.title, view.kind, view.says, ", ".join(sizes[:40]), brand, direction())


@lru_cache(maxsize=KEPT)
def draw(card: Card) -> bytes:
    """Draw the card as a PNG of 1200 x 630. What no font of ours can write is left out, never drawn as boxes."""
    from resvg_py import svg_to_bytes

    title, sizes, says, brand = map(lettering.legible, (card.title, card.sizes, card.says, card.brand))
    svg = render_xml(
        "card.svg",
        card=card,
        family=lettering.FAMILY,
        title=[_line(each, lettering.right_to_left(title)) for each in lettering.lines(title, LARGE, ROOM, 3)],
        sizes=[_line(each, card.direction == "rtl") for each in lettering.lines(sizes, SMALL, ROOM, 2)],
        says=_line(says, card.direction == "rtl"),
        pill=round(lettering.width(says) * SMALL) + 2 * SMALL,
        brand=_line(brand, card.direction == "rtl"),
    )
    return svg_to_bytes(svg, skip_system_fonts=True, font_files=lettering.fonts([title, sizes, says, brand]))


def _line(text: str, from_right: bool) -> Line:
    """Isolate the text, so that a picture, too, has its parts in their order: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates"""
    mark = "\u2067" if from_right else "\u2066"
    return Line(f"{mark}{text}\u2069", WIDTH - EDGE if from_right else EDGE, "end" if from_right else "start")
