"""What an offer says of its stock beside its availability: from when until when it holds, how many there are, to whom and how it is sold.

https://schema.org/Offer, https://schema.org/AggregateOffer
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from coatcheck.model import Availability
from coatcheck.sources.html.document import Document, clean
from coatcheck.sources.html.structured.graph import Node, nodes

UNKNOWN = Availability.UNKNOWN
_STOCKED = frozenset({Availability.IN_STOCK, Availability.LIMITED_AVAILABILITY, Availability.ONLINE_ONLY})
_STARTS = "availabilityStarts"
_BEGINS = (_STARTS, "validFrom")
_ENDS = ("availabilityEnds", "validThrough")
_TERMS = frozenset(
    [
        *(*_BEGINS, *_ENDS, "offerCount", "inventoryLevel"),
        *("eligibleQuantity", "businessFunction", "availableDeliveryMethod"),
    ]
)
_A_DAY_ANYWHERE = timedelta(days=1, hours=12)  # until a day is over in every time zone
# https://schema.org/DeliveryMethod: those in which a person comes for it
_FETCHED = frozenset(
    {"onsitepickup", "deliverymodepickup", "instorepickup", "instorepurchase", "pickup", "lockerpickup"}
)
# https://schema.org/BusinessFunction: one that isn't a sale
_NO_SALE = frozenset({"buy", "leaseout", "repair", "maintain", "dispose", "constructioninstallation", "provideservice"})


def on_its_terms(node: Node, said: Availability, document: Document) -> tuple[Availability, list[str]]:
    """Return an offer's availability as the rest of it leaves it, and what of the rest counts: ["availabilityEnds: 2024-06-01"].

    What begins to be available later is sold out until then; what can be ordered in advance is ordered now all the same.
    Where nothing else is said, a number of pieces is the answer. One that can't be true beside it leaves it unknown.
    """
    if _TERMS.isdisjoint(node):
        return said, []
    count = pieces(node)
    against = [
        *_against(node, document),
        *([f"inventoryLevel: {count}"] if count is not None and count <= 0 and said in _STOCKED else []),
    ]
    if said.buyable and against:
        starts_later = all(term.startswith(_STARTS) for term in against)  # https://schema.org/availabilityStarts
        return (said if said.advance else Availability.OUT_OF_STOCK) if starts_later else UNKNOWN, against
    if said is Availability.IN_STOCK and _is_fetched(node):
        return Availability.IN_STORE_ONLY, ["availableDeliveryMethod: pick-up"]
    if said is UNKNOWN and not node.get("availability") and count is not None and not against:
        return (Availability.IN_STOCK if count > 0 else Availability.OUT_OF_STOCK), [f"inventoryLevel: {count}"]
    return said, []


def pieces(node: Node) -> int | None:
    """Count the pieces that there are, in all places together; None where an offer doesn't say."""
    level = node.get("inventoryLevel")
    listed = level if isinstance(level, list) else [level]
    counted = [found for part in listed if (found := _number(part)) is not None]
    return sum(counted) if counted else None


def _against(node: Node, document: Document) -> Iterator[str]:
    """What of an offer says that it can't be taken now."""
    yield from (f"{name}: {clean(str(node[name]))[:40]}" for name in _ahead(node, document))
    for name in _ENDS:
        ends = _moment(node.get(name), is_end=True)
        if ends is not None and not document.is_ahead(ends):
            yield f"{name}: {clean(str(node[name]))[:40]}"
    if _number(node.get("offerCount")) == 0:
        yield "offerCount: 0"
    for limit in nodes(node.get("eligibleQuantity")):
        if _number(limit.get("maxValue")) == 0 or (_number(limit.get("value")) == 0 and "maxValue" not in limit):
            yield "eligibleQuantity: 0"
    if functions := _names(node.get("businessFunction")):
        yield from [f"businessFunction: {function}" for function in functions[:1] if _NO_SALE.issuperset(functions)]


def begins_later(node: Node, document: Document) -> bool:
    """Return whether an offer says that it begins at a time which was still to come."""
    return bool(_ahead(node, document))


def announced(node: Node, held: Availability, document: Document) -> datetime | None:
    """Return when what can't be bought now will be, as an offer announces it; None where it says nothing of a time to come."""
    starts = None if held.buyable else _moment(node.get(_STARTS))
    return starts if starts and document.is_ahead(starts) else None


def _ahead(node: Node, document: Document) -> list[str]:
    begins = {name: _moment(node.get(name)) for name in _BEGINS}
    return [name for name, moment in begins.items() if moment is not None and document.is_ahead(moment)]


def _is_fetched(node: Node) -> bool:
    methods = _names(node.get("availableDeliveryMethod"))
    return bool(methods) and _FETCHED.issuperset(methods)


def _names(value: object) -> list[str]:
    """The last parts of the addresses or names in a value: "buy" of http://purl.org/goodrelations/v1#Buy."""
    parts = value if isinstance(value, list) else [value]
    texts = [part.get("@id") or part.get("name") if isinstance(part, dict) else part for part in parts[:20]]
    return [
        text.rstrip("/").replace("#", "/").rpartition("/")[2].lower()
        for text in texts
        if isinstance(text, str) and text
    ]


def _number(value: Any) -> int | None:
    """A number of pieces, by itself or as a https://schema.org/QuantitativeValue."""
    if isinstance(value, dict):
        found = next((value[name] for name in ("value", "maxValue", "minValue") if value.get(name) is not None), None)
        return None if isinstance(found, dict) else _number(found)
    if isinstance(value, bool) or value is None:
        return None
    try:
        return int(float(value)) if isinstance(value, int | float | str) and len(str(value)) < 20 else None
    except (ValueError, OverflowError):
        return None


def _moment(value: object, is_end: bool = False) -> datetime | None:
    """A time as schema.org writes it; a day without a time ends when it is over everywhere. None for anything else.

    So for 0001-01-01, which .NET writes where it knows none.
    """
    text = clean(value) if isinstance(value, str) else ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year == 1:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return moment + _A_DAY_ANYWHERE if is_end and len(text) <= len("2024-06-01") else moment
    except OverflowError:
        return moment  # 9999-12-31, the calendar's last day
