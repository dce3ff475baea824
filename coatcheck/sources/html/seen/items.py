"""A page that sells several things side by side, like the tickets of an event: each with its own name, and its own words on stock."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import Document, attribute, clean, lineage
from coatcheck.sources.html.language.reading import read_button
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import without_prices
from coatcheck.sources.html.seen.buttons import is_disabled, words_on
from coatcheck.sources.html.seen.lines import seen_text
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.statements import Statements
from coatcheck.sources.html.seen.tiles import PRICED, kind
from coatcheck.sources.html.structured.offers import read_price

NAME, BUTTON = "page-text", "buy-button"
UNKNOWN = Availability.UNKNOWN
HIGHEST = 8  # levels above a word on stock in which its item's name is looked for
MOST = 200
_PLAIN_TAG = re.compile(r"[a-z][a-z0-9-]*")
LONGEST_NAME = 80  # characters of an item's text that stand for its name where no element bears it
_WHEN = re.compile(r"\b20\d\d\b|\b\d{1,2}:\d\d\b")  # "17 July 2027", "20:15"
_AROUND = " :-–—|/,"
_NAMES = 'h2, h3, h4, h5, h6, legend, [itemprop~="name"], [class*="product-name" i], [class*="item-name" i], [class*="ticket-name" i]'
_INPUTS = "input[type=number], input[type=checkbox], input[type=radio], select, button, input[type=submit]"


class Teller(NamedTuple):
    """An element that tells of one item's stock, and how."""

    node: LexborNode
    meaning: Availability
    witness: Witness


def read_items(document: Document, scene: Scene) -> Product | None:
    """Read the things that a page sells, as the variants of one product; None where it doesn't sell several in the same form.

    One that says nothing and whose number can be filled in is there where a button of its form buys.
    """
    parts: dict[int, tuple[LexborNode, list[Teller]]] = {}
    pressed, offered = list(_pressable(document, scene)), dict[int, bool]()
    for teller in (*_spoken(scene), *_fillable(document, scene), *pressed):
        part = _item_around(teller, scene, offered)
        if part is not None:
            parts.setdefault(part.mem_id, (part, []))[1].append(teller)
    items = _in_order(document, [(part, tellers) for part, tellers in parts.values() if _is_sold_here(part)])
    listed = [part for part, _ in items]
    if not _are_several(listed) or not _are_all(listed):
        return None
    alone = {teller.node.mem_id for teller in pressed}
    by_button = any(teller.node.mem_id in alone for _, tellers in items for teller in tellers)
    if by_button and not _hold_all_prices(listed, scene):
        return None
    have_ids = all(attribute(part, "id") for part, _ in items)  # else one's name might be another's id
    variants = tuple(_variant(part, tellers, have_ids) for part, tellers in items)
    if len({variant.id for variant in variants}) < len(variants):
        return None
    return Product(id=document.identity, title=scene.name, url=document.canonical, variants=variants)


def beside_items(scene: Scene, items: Product) -> Statements:
    """Return what the page says that leaves none of its items certain: refusals, and what isn't an item's own words."""
    own = {witness.says for item in items.variants for witness in item.offer.witnesses}
    refused = (
        line.text
        for line in scene.lines
        if line.read(own=False).doubt is Refusal.PLAIN and scene.shows(line.node) and scene.is_in_main(line.node)
    )
    return Statements(doubts=tuple(dict.fromkeys(text for text in refused if text[:80] not in own)))


def _in_order(
    document: Document, items: list[tuple[LexborNode, list[Teller]]]
) -> list[tuple[LexborNode, list[Teller]]]:
    """These parts in the page's order."""
    tags = {part.tag or "" for part, _ in items}
    selector = ", ".join(tags) if all(map(_PLAIN_TAG.fullmatch, tags)) else "*"  # <shop:item> would be another selector
    places = {node.mem_id: place for place, node in enumerate(document.tree.css(selector))} if len(items) > 1 else {}
    return sorted(items, key=lambda item: places.get(item[0].mem_id, 0))


def _spoken(scene: Scene) -> Iterable[Teller]:
    """The words on stock that may be of one item."""
    for line in scene.lines:
        node, text, meaning = line.node, line.text, line.read(own=True).meaning
        if meaning is not UNKNOWN and scene.may_be_item(node) and scene.is_in_main(node):
            yield Teller(node, meaning, Witness(name=NAME, says=text[:80]))


def _fillable(document: Document, scene: Scene) -> Iterable[Teller]:
    """What can be filled in or pressed to buy one item, in a form that has a button for it."""
    buying: dict[int, str] = {}
    for node in document.tree.css(_INPUTS)[:MOST]:
        form = next((above for above in lineage(node) if above.tag == "form"), None)
        if form is not None and form.mem_id not in buying:
            buying[form.mem_id] = _buying(form)
        button = buying[form.mem_id] if form is not None else ""
        if not button or is_disabled(node) or not scene.may_be_own(node.parent or node):
            continue
        is_own_button = node.tag == "button" or attribute(node, "type") == "submit"
        if not is_own_button or read_button(words_on(node)) is Availability.IN_STOCK:
            yield Teller(node, Availability.IN_STOCK, Witness(name=BUTTON, says=button))


def _pressable(document: Document, scene: Scene) -> Iterable[Teller]:
    """The buttons in no form that each may buy one item."""
    for button in document.tree.css("button, [type=submit]")[:MOST]:
        if any(each.tag == "form" for each in lineage(button)) or is_disabled(button):
            continue
        text = words_on(button)
        if read_button(text) is not Availability.IN_STOCK:
            continue
        if scene.may_be_item(button) and scene.is_in_main(button):
            yield Teller(button, Availability.IN_STOCK, Witness(name=BUTTON, says=text[:80]))


def _buying(form: LexborNode) -> str:
    """What is written on the button of a form that buys; "" where none can be pressed."""
    buttons = form.css("button, input[type=submit]")[:MOST]
    texts = (words_on(button) for button in buttons if not is_disabled(button))
    return next((text for text in texts if read_button(text) is Availability.IN_STOCK), "")


def _item_around(teller: Teller, scene: Scene, offered: dict[int, bool]) -> LexborNode | None:
    """The innermost part around words or a button that has a name of its own and neighbours of its kind.

    Where no element bears the name, it is what else stands beside a price or a time. `offered`: of which parts it is known whether one does.
    """
    unnamed = None
    for above in lineage(teller.node)[1:HIGHEST]:
        if above.mem_id in scene.around_title or above.tag == "form":
            break
        in_form = above.tag == "tr" and any(each.tag == "form" for each in lineage(above))
        if kind(above)[1] and above.css_first(f"{_NAMES}, label, a[href]" if in_form else _NAMES) is not None:
            return above
        if unnamed is None and kind(above)[1]:
            if above.mem_id not in offered:
                offered[above.mem_id] = _is_offered(above)
            unnamed = above if offered[above.mem_id] and _name_beside(above, [teller]) else None
    return unnamed


def _is_offered(part: LexborNode) -> bool:
    """Whether a price or a time stands in a part."""
    text = seen_text(part)
    return without_prices(text) != text or _WHEN.search(text) is not None


def _name_beside(part: LexborNode, tellers: list[Teller]) -> str:
    """What stands in a part beside its price and what tells of its stock; "" where nothing does."""
    text = without_prices(seen_text(part))
    for teller in tellers:
        text = text.replace(seen_text(teller.node), " ").replace(teller.witness.says, " ")
    return clean(text).strip(_AROUND)[:LONGEST_NAME]


def _is_sold_here(part: LexborNode) -> bool:
    """Whether a part has a price, a time or something to fill in, and leads to no page of its own, or lies in a form that buys several."""
    form = next((above for above in lineage(part) if above.tag == "form"), None)
    if form is not None and _buying(form) and part.css_first(PRICED) is not None:
        return True
    links = (attribute(link, "href") for link in part.css("a[href]")[:10])
    leads = any(not link.startswith(("#", "javascript:")) for link in links)
    return not leads and (part.css_first(f"{PRICED}, input, select") is not None or _is_offered(part))


def _are_all(parts: list[LexborNode]) -> bool:
    """Whether no neighbour of these is offered as well and says nothing, where their names are in no element of their own."""
    marks = {part.mem_id for part in parts}
    parents: dict[int, tuple[LexborNode, set[tuple[str, str]]]] = {}
    for part in parts:
        if part.parent is not None and part.css_first(_NAMES) is None:
            parents.setdefault(part.parent.mem_id, (part.parent, set()))[1].update(_looks(part))
    others = (
        other for parent, looks in parents.values() for other in parent.iter() if looks.intersection(_looks(other))
    )
    return not any(other.mem_id not in marks and _is_offered(other) for other in others)


def _looks(part: LexborNode) -> set[tuple[str, str]]:
    """By what neighbours are alike: an element's tag with each of its classes, as rows may be odd and even."""
    return {(part.tag or "", name) for name in attribute(part, "class").split()}


def _hold_all_prices(parts: list[LexborNode], scene: Scene) -> bool:
    """Whether the page has no price but those of these parts: else they stand beside a product of its own."""
    marks = {part.mem_id for part in parts}
    return all(any(above.mem_id in marks for above in lineage(price)) for price in scene.prices)


def _are_several(parts: Iterable[LexborNode]) -> bool:
    """Whether these are several parts of one kind, none within another."""
    listed = list(parts)
    marks = {part.mem_id for part in listed}
    nested = any(above.mem_id in marks for part in listed for above in lineage(part)[1:])
    return len(listed) > 1 and not nested and len({part.tag for part in listed}) == 1


def _variant(part: LexborNode, tellers: list[Teller], has_id: bool) -> Variant:
    """One item: its words, or what can be filled in where it says nothing. `has_id`: known by its id, else by its name."""
    named = part.css_first(_NAMES) or part.css_first("a[href]") or part.css_first("label")
    title = clean(named.text()) if named is not None else _name_beside(part, tellers)
    spoken = [teller for teller in tellers if teller.witness.name == NAME]
    said = {teller.meaning.buyable for teller in tellers}
    first = (spoken or tellers)[0]
    price = part.css_first(PRICED)
    offer = Offer(
        availability=first.meaning if len(said) == 1 else UNKNOWN,
        price=read_price(seen_text(price)) if price is not None else None,
        witnesses=tuple(dict.fromkeys(teller.witness for teller in tellers))[:3],
    )
    return Variant(id=attribute(part, "id") if has_id else title, title=title, offer=offer)
