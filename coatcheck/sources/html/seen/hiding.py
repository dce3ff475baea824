"""What a person doesn't see of a page. Stylesheets are not read: only what an element says of itself counts."""

import re
from collections.abc import Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute, lineage

LONGEST_STYLE = 1000  # characters
HIGHEST = 12  # levels above an element in which a theme says what it shows
INVISIBLE_TAGS = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "option", "textarea", "canvas"}
)
STRUCK_OUT_TAGS = frozenset({"s", "del", "strike"})  # said once, and not any more
# The elements that may have a line through them, each by the mark without which a page holds none
STRUCK_OUT = dict.fromkeys(sorted(STRUCK_OUT_TAGS), "") | dict.fromkeys(
    ('[class*="line-through"]', '[style*="line-through" i]'), "line-through"
)
_UNSEEN_TAGS = INVISIBLE_TAGS | STRUCK_OUT_TAGS

_STRIKING_STYLE = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_HIDING_STYLE = re.compile(rf"display\s*:\s*none|visibility\s*:\s*hidden|{_STRIKING_STYLE.pattern}", re.IGNORECASE)
_STRIKING = frozenset({"line-through", "text-decoration-line-through"})
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
        *_STRIKING,
        "unavailableExp",  # Amazon's note that a picture is missing, on every product's page; a script shows it
    ]
)
# Badges that Shopify's themes write beside every price; the stylesheet shows one only within what is sold out:
# https://github.com/Shopify/dawn/blob/main/assets/component-price.css
_BADGES = frozenset({"price__badge-sold-out", "price__badge--sold-out"})
_HIDING = _HIDING_CLASSES | _BADGES
_SOLD_OUT = re.compile(r"(?:^|\s)(?:\S+--)?sold-?out(?:\s|$)", re.IGNORECASE)
_SHOWN_ON_LARGE_SCREENS = re.compile(
    r"(?:^|\s)(?:sm|md|lg|xl|2xl):(?:block|inline|flex|inline-flex|inline-block|grid|table|table-cell|contents|not-sr-only)(?:\s|$)"  # hidden md:block (Tailwind)
    r"|(?:^|\s)d-(?:sm|md|lg|xl|xxl)-(?:block|inline|flex|inline-flex|inline-block|grid|table|table-cell)(?:\s|$)"  # d-none d-lg-flex (Bootstrap)
)


def is_hidden(node: LexborNode) -> bool:
    """Return whether an element's own names and attributes say that it isn't shown, or doesn't count any more."""
    if node.tag in _UNSEEN_TAGS:
        return True
    attributes = node.attributes
    return bool(attributes) and (attributes.get("aria-hidden") == "true" or _is_hidden_by(attributes, node))


def is_hidden_from_sight(node: LexborNode) -> bool:
    """Return whether an element's names and attributes say that it isn't shown, be it a drawing or one that isn't read aloud."""
    attributes = node.attributes
    return bool(attributes) and _is_hidden_by(attributes, node)


def _is_hidden_by(attributes: Mapping[str, str | None], node: LexborNode) -> bool:
    if "hidden" in attributes or attributes.get("type") == "hidden":
        return True
    if (style := attributes.get("style")) and _HIDING_STYLE.search(style, 0, LONGEST_STYLE):
        return True
    names = attributes.get("class")
    hides = _hides(names) if names else False
    return not _is_in_what_is_sold_out(node) if hides is None else hides


def is_struck_out(node: LexborNode) -> bool:
    """Return whether an element's words are shown with a line through them."""
    attributes = node.attributes
    style, names = attributes.get("style") or "", (attributes.get("class") or "").split()
    if node.tag in STRUCK_OUT_TAGS:
        return not is_hidden_from_sight(node)
    return not _STRIKING.isdisjoint(names) or _STRIKING_STYLE.search(style, 0, LONGEST_STYLE) is not None


@lru_cache(8192)
def _hides(names: str) -> bool | None:
    """Whether an element of these classes isn't shown; None where that depends on what it lies in."""
    hiding = _HIDING.intersection(names.split())
    if hiding & _BADGES:
        return None
    return bool(hiding) and not _SHOWN_ON_LARGE_SCREENS.search(names)


def _is_in_what_is_sold_out(node: LexborNode) -> bool:
    return any(_says_sold_out(names) for above in lineage(node, HIGHEST)[1:] if (names := attribute(above, "class")))


@lru_cache(8192)
def _says_sold_out(names: str) -> bool:
    return _SOLD_OUT.search(names) is not None
