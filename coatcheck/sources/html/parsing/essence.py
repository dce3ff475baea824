"""A page's markup without what stands in attributes that no reader reads. Pure.

Shops write ids, counters and tokens of the visit into attributes of their own, `data-post='{"uenc": "8f3c"}'`. Pages that differ in those
alone are one page to all readers. Where texts or values may look like tags, nothing is left out.
"""

import re

import re2

# Attributes with data that readers read, in `structured/` and `seen/`
READ = frozenset(
    [
        "data-product",
        "data-product-json",
        "data-product-data",
        "data-product-id",
        "data-productid",
        "data-product_id",
        "data-product_variations",
        "data-product-sku",
        "data-variants",
        "data-props",
        "data-page",
        "data-json",
        "data-component",
        "data-availability",
        "data-stock-status",
        "data-price",
        "data-sku",
        "data-asin",
        "data-item-id",
        "data-pid",
    ]
)
_PREFIX = "data-"
# title="a" data-id='b' hidden: each with the value that belongs to it, so that none begins within another's value
_ATTRIBUTE = re.compile(r"(?:\s|(?<=[\"']))([^\s/>=\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|[^\s\"'>]+))?")
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
_STOCK = re2.compile(
    "stock|availab|sold|inventory|purchasable|orderable|sellable", _OPTIONS
)  # of sizes in JSON, in whatever attribute
# <title>A < B</title>, <textarea><b></textarea>: what follows is text
_TEXTS = re.compile(
    r"<(?=[tinpx!])(?:(title|textarea|iframe|noembed|noframes|xmp)\b[^<]*<(?!/\1)|plaintext|!\[cdata\[)", re.IGNORECASE
)
_IN_QUOTES = re2.compile(r"=\s*(?:\"[^\"<]*<|'[^'<]*<)", _OPTIONS)  # title="A < B"


def essence(markup: str) -> str:
    """Return a markup without the attributes that no reader reads; as it is where texts may look like tags."""
    if _TEXTS.search(markup) or _IN_QUOTES.search(markup.encode(errors="replace")):
        return markup
    text, *tags = markup.split("<")
    return "<".join([text, *(_without_unread(tag) if _PREFIX in tag and tag[0].isalpha() else tag for tag in tags)])


def _without_unread(piece: str) -> str:
    """A tag and the text behind it, without those of its attributes."""
    tag, bracket, text = piece.partition(">")
    return _ATTRIBUTE.sub(_if_read, tag) + bracket + text


def _if_read(attribute: re.Match[str]) -> str:
    name = attribute[1].lower()
    value = attribute[2] or attribute[3]
    if value is None or not name.startswith(_PREFIX) or name in READ:
        return attribute[0]
    may_be_data = value[:1] == "&" or (value[:1] in ("{", "[") and ("&#" in value or _STOCK.search(value)))
    return attribute[0] if may_be_data else ""
