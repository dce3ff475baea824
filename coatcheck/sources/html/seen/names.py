"""What the names of a page's parts say: that it is about something else than the page's product. Pure.

A class or an id is read as words. Those of utility classes (`size-4`, `[&_svg]:size-4`, `md:hidden`) name nothing, and
neither does a piece of a word: "preview" is no review.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

# "md:hidden", "[&_svg]:size-4", "w-1/2", "-mt-2", "backdrop-filter", "js-similar-height"
_UTILITY = re.compile(r"[:\[\]@!/%.,]|^-|^(?:backdrop-filter(?:-none)?|filter-none)$|-height$")
# Beside these of Tailwind's "filter" is a way to draw, and no list of what to look for
_DRAWN = ("grayscale", "blur", "brightness-", "contrast-", "drop-shadow", "hue-rotate-", "invert", "saturate-", "sepia")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[a-z\d]*")
_MOST = 12  # words of one name
_LONGEST = 100  # characters of a name that are read
_MOST_NAMES = 500  # of one element that are read: nobody gives an element as many


def words_in(table: str) -> frozenset[str]:
    """Return the words of a table in one line."""
    return frozenset(table.split())


def _phrases(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in table.split(";"))


# Parts about other products, about what people say, about the visit: whatever else stands in the name, but for OWN.
_OTHERS = frozenset(
    _phrases(
        "related; recommend; recommends; recommended; recommendation; recommendations; recommender; upsell; upsells; up sell; cross sell; cross sells; crosssell; similar; alternatives;"
        "bestseller; bestsellers; best seller; best sellers; recently viewed; recently; last viewed; complementary; complements; accessories; accessory; frequently; bundles; sponsored;"
        "also like; also bought; also viewed; also see; also purchased; you may; suggested; suggestion; suggestions; trending; popular; featured products; new arrivals; other products; more products;"
        "product list; product grid; product carousel; product slider; product teaser; product teasers; products list; products grid; products carousel; products slider; collection grid; search results;"
        "review; reviews; comment; comments; rating; ratings; testimonial; testimonials; faq; faqs; questions; qna;"
        "minicart; mini cart; cart drawer; drawer cart; cart popup; cart notification; cart flyout; cart sidebar; cart preview; mini basket; minibasket; side cart; cart modal;"
        "filter; filters; facet; facets; legend; newsletter; cookie; cookies; consent; gdpr; announcement; announcements; announcement bar; promo bar; wishlist; wish list; compare list; comparison;"
        "store finder; store locator; store availability; store pickup; store stock; store inventory; store selector; stores list; store list; shop finder; branch availability; branches; click and collect; click collect;"
        "size guide; size chart; sizing guide; mega menu; megamenu; breadcrumb; breadcrumbs; navbar; snackbar; tooltip; toast; toaster"
    )
)
_LONGEST_OF_OTHERS = max(map(len, _OTHERS))  # words
# Of these, what nobody else's stock is told in: a lone "Sold out" there is perhaps the product's.
_VISIT = words_in("review reviews rating ratings comment comments testimonial testimonials newsletter header")
_NOTICES = words_in("announcement announcements promo notice notices alert")
# The product's own words in a name; beside them the others are a piece of it.
_OWN = words_in(
    "info information detail details summary form buy buybox buying purchase price prices pricing stock availability inventory single pdp own main addtocart quantity qty"
    " offer cta action actions retail"
)
# Parts of every page, and of the product as well: the whole name, but for words that say nothing.
_CHROME = frozenset(
    _phrases(
        "header; footer; site header; site footer; page header; page footer; global header; global footer; main header; main footer; menu; main menu; nav; navigation; top bar; topbar; sidebar menu;"
        "modal; popup; pop up; offcanvas; off canvas; drawer; lightbox; dropdown menu; pickup; pick up; in store; instore; pickup availability; branch;"
        "swatch; swatches; size; sizes; size list; size select; size selector; size option; size options; size picker; size item; size items; size grid; size button; size buttons; size box; size value; size values;"
        "color list; color select; color selector; color option; color options; color picker; color swatch; color swatches; colour list; colour selector; colour options; colour picker; colour swatches;"
        "variant list; variant select; variant selector; variant option; variant options; variant picker; variant item; variant items; variant grid; variant button; variant buttons; variant box"
    )
)
# What is told at length of the product: no place for a plain "in stock", yet some shops write "SOLD OUT" there.
_TEXTS = frozenset(
    _phrases(
        "description; full description; long description; tab content; tab pane; tab panel; tabs content; tabs panel"
    )
)
_SAYS_NOTHING = words_in("section block wrapper wrap container inner content widget module component js root el the")


def each_name(names: str) -> list[str]:
    """List the names in an attribute, which blanks part; the first 500 of them."""
    return names.split(None, _MOST_NAMES)[:_MOST_NAMES]


def _telling(names: str) -> Iterator[str]:
    """The names that say what their part is about."""
    listed = each_name(names)
    drawn = "filter" in listed and any(name.startswith(_DRAWN) for name in listed)
    return (name for name in listed if not (_UTILITY.search(name) or (drawn and name == "filter")))


@lru_cache(4096)
def is_named_for_others(names: str, surely: bool) -> bool:
    """Return whether one of these names, parted by blanks, says that its part is about something else than the page's product.

    `surely`: a part named for the product as well, like "product-header", and its description, may be its own.
    """
    return any(_is_for_others(words_of(name), surely) for name in _telling(names))


@lru_cache(8192)  # a page calls many of its parts alike
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name like "product-list__item", "productList" or "PRODUCT_LIST", in lower case."""
    return tuple(word.lower() for word in _WORD.findall(name[:_LONGEST]))[:_MOST]


@lru_cache(4096)
def is_named_for_other_things(names: str) -> bool:
    """Return whether one of these names speaks of other products, of people's opinions or of the visit, and not just of a place on the page."""
    return any(_is_of_other_things(words_of(name)) for name in _telling(names))


@lru_cache(4096)
def is_named_for_the_visit(names: str) -> bool:
    """Return whether one of these names is of opinions, of letters or of a head, where no other product's stock is told."""
    return any(not _VISIT.isdisjoint(words_of(name)) for name in _telling(names))


@lru_cache(4096)
def is_named_for_notices(names: str) -> bool:
    """Return whether one of these names is that of a bar in which a shop speaks to all its visitors."""
    return any(not _NOTICES.isdisjoint(words_of(name)) for name in names.split())


@lru_cache(8192)
def _is_of_other_things(words: tuple[str, ...]) -> bool:
    return any(_OWN.isdisjoint(_without(words, phrase)) for phrase in _parts(words) if phrase in _OTHERS)


def _is_for_others(words: tuple[str, ...], surely: bool) -> bool:
    if _is_of_other_things(words):
        return True
    plain = tuple(word for word in words if word not in _SAYS_NOTHING) or words
    if surely:
        return plain in _CHROME
    bare = tuple(word for word in plain if word not in ("product", "products"))
    return not {plain, bare}.isdisjoint(_CHROME | _TEXTS)


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Those of one, two and three words that follow each other."""
    for length in range(1, _LONGEST_OF_OTHERS + 1):
        for place in range(len(words) - length + 1):
            yield words[place : place + length]


def _without(words: Sequence[str], phrase: Sequence[str]) -> list[str]:
    return [word for word in words if word not in phrase]
