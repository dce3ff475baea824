"""Where the product's own price stands, and the forms that sell it: what lies around them is the product's, whatever it is called."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability
from coatcheck.sources.html.document import attribute, lineage
from coatcheck.sources.html.language.reading import read_button
from coatcheck.sources.html.parsing.patterns import superset
from coatcheck.sources.html.seen.apart import is_apart, names_of
from coatcheck.sources.html.seen.buttons import words_on
from coatcheck.sources.html.seen.hiding import is_hidden
from coatcheck.sources.html.seen.names import is_named_for_other_things
from coatcheck.sources.html.seen.tiles import is_price

MOST_NEAR = 300  # elements that may be the product's price
_PLAIN_TAGS = ("span", "p", "div", "strong", "b", "em", "td", "dd", "ins", "bdi", "h2", "h3", "h4")
_PLAIN_TEXT = ", ".join(_PLAIN_TAGS)
_PRICED = '[class*="price" i], [itemprop~="price"]'
# Signs and names of currencies as they stand before or behind an amount, in any script
_SIGNS = (
    r"[$€£¥￥₹₽₩₴₺₫฿₪₱₦₸₾₼৳₲₡₵]|\b(?:[Ee]uros?|евро|AED|AMD|ARS|AUD|AZN|BDT|BGN|BHD|BRL|BYN|CAD|CHF|CLP|CNY|COP|CRC|CZK|DKK|DZD|EGP|EUR|GBP|GHS|HKD|HRK|HUF|IDR|ILS|INR|IQD|ISK|JOD|JPY|KES|KRW|KWD|KZT|LBP|LKR|MAD"
    r"|MDL|MKD|MUR|MXN|MYR|NGN|NOK|NPR|NZD|OMR|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TND|TRY|TWD|TZS|UAH|UGX|USD|UYU|UZS|VND|XAF|XOF|ZAR|BTC|CA|US|NT|HK|FCFA|DH|Dhs?|KD|KSh|Ksh|Rs|Rp|RM|SFr|Fr|TL"
    r"|kr|zł|Kč|Ft|lei|лв|руб|грн|сом|тенге|บาท|đ|تومان|ریال|ريال|درهم|دينار|جنيه|ر\.س|ج\.م|د\.إ|د\.ك|ש[\"״]?ח)(?:\b\.?|(?=\d))|S/|[円元원]"
)
_WHOLE = r"[.,:][-–—]{1,2}"  # in place of hundredths: "129,- €", "1 299:-"
_PRICE = re.compile(rf"(?:{_SIGNS})\s?\d|\d(?:{_WHOLE})?\s?(?:{_SIGNS})|\d{_WHOLE}(?!\s?\d)|\d{{2}}p$")
_MAY_BE_PRICE = superset(_PRICE)
# All that an element says: "129,00", "1.299,00"; not the date "12.05", nor "4.50", which people vote
_BARE = re.compile(r"(?:\d{1,3}(?:[.,'’ \u00a0]\d{3})+|\d{2,5})(?:,\d\d|\.(?:\d0|[2-9]\d|1[3-9]))")
_DIGIT = re.compile(r"\d")


class OwnParts:
    """The parts of a page that are plainly its product's."""

    def __init__(
        self, body: LexborNode | None, title: LexborNode | None, is_tile: Callable[[LexborNode], bool]
    ) -> None:
        """`title`: the element that names the product; `is_tile`: whether a part is plainly another product's."""
        self._body, self._around, self._is_tile = body, lineage(title), is_tile
        self._around_title = {node.mem_id for node in self._around}
        self._holding: dict[int, bool] = {}

    def is_own(self, part: LexborNode) -> bool:
        """Return whether a part holds the product's price, or the form that sells it, or lies in that form."""
        return part.mem_id in self._own or any(above.mem_id in self._forms for above in lineage(part))

    @cached_property
    def _own(self) -> frozenset[int]:
        """The marks of what holds the product's price, or a form that sells it: of those outside of tiles, the ones nearest to its name."""
        return frozenset(above.mem_id for node in (*self.prices, *self._forms.values()) for above in lineage(node))

    @cached_property
    def _forms(self) -> dict[int, LexborNode]:
        """The forms nearest to the product's name that put something into a cart, by their marks."""
        return {form.mem_id: form for form in self._nearest("form", _sells)}

    @cached_property
    def prices(self) -> list[LexborNode]:
        """The prices that may be the product's: those nearest to the product's name, outside of tiles: elements that are called so, else those that look so."""
        return self._nearest(_PRICED, is_price) or self._nearest(_PLAIN_TEXT, _looks_like_a_price)

    def _nearest(self, selector: str, fits: Callable[[LexborNode], bool]) -> list[LexborNode]:
        """The elements of a kind that stand nearest to the product's name, in no tile or part apart."""
        around = self._around or [node for node in (self._body,) if node is not None]
        known: set[int] = set()
        for within in _widening(around, selector, fits) if around else ():
            listed = [node for node in within if node.mem_id not in known]
            found = [node for node in listed if fits(node) and self._is_in_no_others(node)]
            if found or len(known) >= MOST_NEAR:
                return found
            known.update(node.mem_id for node in listed)
        return []

    def _is_in_no_others(self, node: LexborNode) -> bool:
        return all(map(self._may_hold_own, lineage(node)))

    def _may_hold_own(self, part: LexborNode) -> bool:
        if part.mem_id not in self._holding:
            self._holding[part.mem_id] = not is_hidden(part) and (
                part.mem_id in self._around_title or part.tag in ("body", "html") or self._is_no_others(part)
            )
        return self._holding[part.mem_id]

    def _is_no_others(self, part: LexborNode) -> bool:
        """Whether a part is plainly no other product's, and named for nothing else."""
        if is_apart(part) or self._is_tile(part):
            return False
        return not is_named_for_other_things(names_of(part)) or _has_buy_button(part)


def _widening(
    around: list[LexborNode], selector: str, fits: Callable[[LexborNode], bool]
) -> Iterator[list[LexborNode]]:
    """The first elements of a kind in each of these, every one of which holds the one before: what lies in that isn't searched again."""
    inner, within = around[0], around[0].css(selector)[:MOST_NEAR]
    yield within
    for above in around[1:]:
        before: list[LexborNode] = [above] if fits(above) else []
        after: list[LexborNode] = []
        side = before
        for child in above.iter():
            if child.mem_id == inner.mem_id:
                side = after
            elif len(side) < MOST_NEAR:
                side += child.css(selector)
        inner, within = above, [*before, *within, *after][:MOST_NEAR]
        yield within


def _has_buy_button(part: LexborNode) -> bool:
    """Whether a button in a part sells something, or says that it is sold out."""
    return any(
        read_button(words_on(button)) is not Availability.UNKNOWN
        for button in part.css("button, input[type=submit]")[:5]
    )


def _looks_like_a_price(node: LexborNode) -> bool:
    own = node.text(deep=False) if node.tag in _PLAIN_TAGS else ""
    if _DIGIT.search(own) is None:
        return False
    is_price = _MAY_BE_PRICE.search(own) is not None and _PRICE.search(own) is not None
    return is_price or _BARE.fullmatch(own.strip()) is not None


def _sells(form: LexborNode) -> bool:
    """Whether a form is one that puts something into a cart."""
    if form.tag != "form":
        return False
    names = " ".join(attribute(form, name) for name in ("action", "class", "id", "name")).lower()
    return any(word in names for word in ("cart", "basket", "checkout", "bag", "buy", "purchase", "product", "order"))
