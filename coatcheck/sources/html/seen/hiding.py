"""What a person doesn't see of a page. Stylesheets are not read: only what an element says of itself counts."""

import re

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute, lineage

HIGHEST = 12  # levels above an element in which a theme says what it shows
INVISIBLE_TAGS = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "option", "textarea", "canvas"}
)
STRUCK_OUT_TAGS = frozenset({"s", "del", "strike"})  # said once, and not any more

_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through", re.IGNORECASE
)
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
        "line-through",
        "text-decoration-line-through",
        "unavailableExp",  # Amazon's note that a picture is missing, on every product's page; a script shows it
    ]
)
# Badges that Shopify's themes write beside every price; the stylesheet shows one only within what is sold out:
# https://github.com/Shopify/dawn/blob/main/assets/component-price.css
_BADGES = frozenset({"price__badge-sold-out", "price__badge--sold-out"})
_HIDING = _HIDING_CLASSES | _BADGES
_SOLD_OUT = re.compile(r"(?:^|\s)(?:\S+--)?sold-?out(?:\s|$)", re.IGNORECASE)
_SHOWN_ON_LARGE_SCREENS = re.compile(
    r"(?:^|\s)(?:sm|md|lg|xl|2xl):(?:block|inline|flex|inline-flex|inline-block|grid|table|table-cell|contents|not-sr-only)(?:\s|$)"  # Tailwind
    r"|(?:^|\s)d-(?:sm|md|lg|xl|xxl)-(?:block|inline|flex|inline-flex|inline-block|grid|table|table-cell)(?:\s|$)"  # Bootstrap
)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element's own names and attributes say that it isn't shown, or doesn't count any more."""
    if node.tag in INVISIBLE_TAGS or node.tag in STRUCK_OUT_TAGS:
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
