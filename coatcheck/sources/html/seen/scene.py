"""Which parts of a page a person sees, and which of these are about the page's own product.

Stylesheets are not read: what they hide is hidden from us only where the element says so itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, attribute, clean, lineage
from coatcheck.sources.html.seen.tiles import are_tiles

BESIDE = 3  # levels above the product's name that are still about the product, in all shops' pages
MOST_TITLES = 50  # elements that may name the product
HIGHEST = 12  # levels above an element that are compared with their neighbours
REPEATED = frozenset({"li", "article", "div", "tr", "section", "label", "a"})
PAIRED = frozenset({"div", "a"})  # two of these are many only where they are tiles of a list
DEEPEST = 30  # levels inside an element whose text is read
INVISIBLE_TAGS = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "option", "textarea", "canvas"}
)
OTHER_TAGS = frozenset({"nav", "footer", "dialog", "select"})
OTHER_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "tooltip", "menu", "listbox"}
)

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING_CLASSES = frozenset(
    [
        "hidden",
        "hide",
        "is-hidden",
        "u-hidden",
        "d-none",
        "display-none",
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "invisible",
        "aok-hidden",
        "ng-hide",
        "no-display",
        "dn",
        "js-hidden",
        "is-invisible",
        "offscreen",
        "a-offscreen",
        "uk-hidden",
        "unavailableExp",  # Amazon's note that a picture is missing, on every product's page; a script shows it
    ]
)
# Badges that Shopify's themes write beside every price; the stylesheet shows one only within what is sold out:
# https://github.com/Shopify/dawn/blob/main/assets/component-price.css
_BADGES = frozenset({"price__badge-sold-out", "price__badge--sold-out"})
_HIDING = _HIDING_CLASSES | _BADGES
_SOLD_OUT = re.compile(r"(?:^|\s)(?:\S+--)?sold-?out(?:\s|$)", re.IGNORECASE)
_SHOWN_ON_LARGE_SCREENS = re.compile(
    r"\b(?:sm|md|lg|xl|2xl):(?:block|flex|inline|grid|table)|\bd-(?:sm|md|lg|xl)-(?:block|flex|inline|grid)"
)

# Parts that speak of other products, of shops of brick, or of no product.
_OTHERS = re.compile(
    r"related|recommend|upsell|up-sell|cross-?sell|similar|also[-_]?(?:like|bought|view|see)|recently|complement|accessor|bestseller|best-seller"
    r"|frequently|bundle|sponsored|carousel|slider|swiper|glide|splide|(?<!p)review|comment|\brating|testimonial|\bfaq|question|drawer|mini-?cart|minicart"
    r"|cart-?(?:popup|notification|flyout|sidebar|preview)|modal|popup|pop-up|offcanvas|off-canvas|mega-?menu|\bmenu\b|breadcrumb|filter|facet|legend"
    r"|newsletter|cookie|consent|announcement|promo-?bar|topbar|top-bar|wishlist|compare|size-?(?:guide|chart)|navbar|tooltip|toast|snackbar"
    r"|swatch|\bsizes?\b|(?:size|color|colour|variant)-?(?:list|select|selector|option|picker|item|grid|button|box|value)s?\b|store-?(?:finder|locator|availability|pickup|stock|inventory|selector)|pickup|pick-up|\bin-?store|click-?(?:and|&)-?collect|branch"
    r"|site-?(?:header|footer)|page-?(?:header|footer)|\bheader\b|\bfooter\b|other-?products|more-?products|product-?(?:list|grid|carousel|slider|teaser)"
    r"|products-?(?:list|grid)|you-may|suggest|trending|popular|featured-products|new-arrivals|(?:^|\s)(?:product[-_]?)?(?:long[-_]?|full[-_]?)?description|\btabs?-(?:content|panel|pane)\b",
    re.IGNORECASE,
)
_TITLES = (
    '[itemtype*="schema.org/Product" i] h1',
    "h1",
    "#productTitle",
    '[class*="product-title" i], [class*="product_title" i], [class*="product-name" i], [class*="productname" i], [class*="producttitle" i]',
    '[itemprop~="name"]',
    "h2",
)


class Scene:
    """The page as a person sees it, around the name of its product."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._shown: dict[int, bool] = {}
        self._kinds: dict[int, Counter[tuple[str, str]]] = {}
        self._tiles: dict[tuple[int, tuple[str, str]], bool] = {}

    @cached_property
    def title(self) -> LexborNode | None:
        """The element that names the product; None where no element plainly does: cards side by side name one each."""
        for selector in _TITLES:
            named = [node for node in self.document.tree.css(selector)[:MOST_TITLES] if clean(node.text())]
            found = next((node for node in named if self._seen(node)), None)
            if found is not None:
                return None if _is_one_of(found, named) else found
        return None

    @property
    def beside(self) -> LexborNode | None:
        """The part of the page close around the product's name; never more than its main part, where banners end."""
        around = lineage(self.title)[: BESIDE + 1]
        main = next((above for above in around if above.tag == "main" or attribute(above, "role") == "main"), None)
        return main or (around[-1] if around else None)

    @cached_property
    def around_title(self) -> list[int]:
        """The marks of the title and everything it lies in, the innermost first."""
        return [node.mem_id for node in lineage(self.title)] if self.title else []

    def shows(self, node: LexborNode) -> bool:
        """Whether a person sees this element, and not in a part about something else."""
        waiting = []
        verdict = True
        for above in lineage(node):
            known = self._shown.get(above.mem_id)
            if known is not None:
                verdict = known
                break
            waiting.append(above)
        for above in reversed(waiting):
            verdict = (
                verdict and not is_hidden(above) and (above.mem_id in self.around_title or not is_about_others(above))
            )
            self._shown[above.mem_id] = verdict
        return verdict

    def is_one_of_many(self, node: LexborNode) -> bool:
        """Whether an element lies in one of several parts of the same kind, side by side: products of a list, sizes of a product."""
        for above in lineage(node)[:HIGHEST]:
            if above.mem_id in self.around_title:
                return False
            if self._is_repeated(above):
                return True
        return False

    def _is_repeated(self, node: LexborNode) -> bool:
        if node.tag not in REPEATED or node.parent is None:
            return False
        own = kind(node)
        alike = self._kinds_in(node.parent)[own] if own[1] else 0
        if node.tag not in PAIRED or alike < 2:
            return alike > 1
        return (node.tag == "div" and alike > 2) or self._are_tiles(node.parent, own)

    def _are_tiles(self, parent: LexborNode, alike: tuple[str, str]) -> bool:
        found = parent.mem_id, alike
        if found not in self._tiles:
            self._tiles[found] = are_tiles([child for child in parent.iter() if kind(child) == alike])
        return self._tiles[found]

    def _kinds_in(self, parent: LexborNode) -> Counter[tuple[str, str]]:
        if parent.mem_id not in self._kinds:
            self._kinds[parent.mem_id] = Counter(kind(child) for child in parent.iter())
        return self._kinds[parent.mem_id]

    def _seen(self, node: LexborNode) -> bool:
        """Whether nothing hides this element; where it stands doesn't matter."""
        return not any(is_hidden(above) or above.tag in OTHER_TAGS for above in lineage(node))

    def distance(self, node: LexborNode) -> int:
        """How far out from the title one has to go to find something that holds this element as well."""
        for step in lineage(node):
            if step.mem_id in self.around_title:
                return self.around_title.index(step.mem_id)
        return len(self.around_title)


def _is_one_of(title: LexborNode, others: list[LexborNode]) -> bool:
    """Whether another of these titles stands in a part beside this one's, of the same kind."""
    parts = {above.parent.mem_id: above for above in lineage(title)[1:HIGHEST] if above.parent is not None}
    for other in others:
        for above in lineage(other)[1:HIGHEST]:
            part = parts.get(above.parent.mem_id) if above.parent is not None else None
            if part is not None:
                if part.mem_id != above.mem_id and kind(above)[1] and kind(part) == kind(above):
                    return True
                break
    return False


def kind(node: LexborNode) -> tuple[str, str]:
    """An element's tag and the first of its classes."""
    return node.tag or "", next(iter(attribute(node, "class").split()), "")


def seen_text(node: LexborNode) -> str:
    """The text that a person sees inside an element."""
    return clean(" ".join(_seen_texts(node, 0)))


def _seen_texts(node: LexborNode, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    for inner in node.iter(include_text=True):
        if inner.is_text_node:
            yield inner.text()
        elif inner.is_element_node and not is_hidden(inner):
            yield from _seen_texts(inner, depth + 1)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element's own names and attributes say that it isn't shown."""
    if node.tag in INVISIBLE_TAGS:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("type") == "hidden":
        return True
    if _HIDING_STYLE.search(attributes.get("style") or ""):
        return True
    names = attributes.get("class") or ""
    hiding = _HIDING.intersection(names.split())
    if hiding & _BADGES:
        return not any(_SOLD_OUT.search(attribute(above, "class")) for above in lineage(node, HIGHEST)[1:])
    return bool(hiding) and not _SHOWN_ON_LARGE_SCREENS.search(names)


def is_about_others(node: LexborNode) -> bool:
    """Whether an element's names say that it is about something else than the page's product."""
    if node.tag in ("html", "body", "main"):
        return False
    if node.tag in OTHER_TAGS or attribute(node, "role") in OTHER_ROLES:
        return True
    if node.tag == "header":
        return node.parent is not None and node.parent.tag == "body"
    return bool(
        _OTHERS.search(f"{attribute(node, 'id')} {attribute(node, 'class')} {attribute(node, 'data-component')}")
    )
