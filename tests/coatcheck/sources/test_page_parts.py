"""Which parts of a shop's page speak of its product: not what a stylesheet hides, not one of its sizes, not another product."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.model import Availability
from coatcheck.sources import page_text
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, microdata, product, says, variants

HEADING = "<h1>Jacket</h1>"
OFFER = HEADING + '<meta property="product:price:amount" content="120">'


# What a stylesheet hides

AMAZON = """<div id="ppd"><div id="right">%s</div>
<div id="left"><div class="variationUnavailable unavailableExp"><h4>Unavailable</h4>Not available for Color:</div></div>
<div id="center"><h1>Jacket</h1></div></div>"""


def test_amazons_note_about_a_picture_says_nothing_of_the_product() -> None:
    assert says(AMAZON % '<div id="availability">In Stock</div>') is IN
    assert says(AMAZON % '<div id="availability">Currently unavailable.</div>') is OUT
    with pytest.raises(Unreadable):
        look(AMAZON % "")


BADGE = '<div class="price %s"><span>$120</span><span class="badge price__badge-sold-out">Sold out</span></div>'


@pytest.mark.parametrize("name", ["price__badge-sold-out", "price__badge--sold-out"])
def test_a_badge_that_is_beside_every_price_counts_only_where_its_theme_shows_it(name: str) -> None:
    box = BADGE.replace("price__badge-sold-out", name)
    shop = HEADING + json_ld(product("InStock"))
    assert says(shop + box % "price--show-badge") is IN
    assert says(shop + box % "price--sold-out") is UNKNOWN
    assert says(HEADING + box % "price--sold-out", page_text) is OUT


def test_any_other_badge_counts() -> None:
    assert says(HEADING + '<div class="price"><i class="badge badge--sold-out">Sold out</i></div>', page_text) is OUT


# Banners


@pytest.mark.parametrize("main", ["main", "div role=main"])
def test_a_banner_outside_of_the_main_part_says_nothing_against_the_pages_data(main: str) -> None:
    banner, end = "<div>The winter box is sold out!</div>", main.split()[0]
    assert says(f"{json_ld(product('InStock'))}{banner}<{main}><div>{HEADING}</div></{end}>") is IN
    assert says(f"{json_ld(product('InStock'))}<{main}><div>{HEADING}</div>{banner}</{end}>") is UNKNOWN


def test_without_a_main_part_what_stands_beside_the_product_is_heard() -> None:
    assert says(f"{json_ld(product('InStock'))}<div>{HEADING}</div><p>Sold out</p>") is UNKNOWN


# Shopware's LimitedAvailability

LIMITED = microdata("Jacket", "LimitedAvailability")
GONE = '<p class="delivery-information delivery-soldout">No longer available</p>'
BUY = "<button>Add to cart</button>"


@pytest.mark.parametrize(
    "stated",
    [
        GONE,
        '<p class="delivery-information delivery-soldout"><i></i> Ask us about it</p>',
        '<p class="delivery-information delivery-not-available">Ask us about it</p>',
        '<span class="delivery--text delivery--text-not-available">Dieser Artikel ist ausverkauft!</span>',
        '<i class="delivery--status-icon delivery--status-not-available"></i>',
    ],
)
def test_limited_availability_beside_a_plain_absence_is_out_of_stock(stated: str) -> None:
    assert says(LIMITED + stated) is OUT
    assert says(json_ld(product("LimitedAvailability")) + HEADING + stated) is OUT


@pytest.mark.parametrize(
    "stated", ["", '<p class="delivery-information delivery-restock">Delivery in 5 days</p>', "<p>Only 3 left</p>"]
)
def test_limited_availability_without_an_absence_is_as_it_says(stated: str) -> None:
    assert says(LIMITED + stated + BUY) is Availability.LIMITED_AVAILABILITY


@pytest.mark.parametrize("doubtful", [GONE + BUY, "<div><p>Sold out</p></div>", GONE + '<p class="stock">In stock</p>'])
def test_limited_availability_beside_a_doubtful_absence_is_unknown(doubtful: str) -> None:
    assert says(LIMITED + doubtful) is UNKNOWN


def test_sizes_of_limited_availability_beside_an_absence_are_unknown() -> None:
    sizes = [product("LimitedAvailability")["offers"] | {"sku": name} for name in "SM"]
    assert variants(json_ld(product("", offers=sizes)) + HEADING + GONE) == {"S": UNKNOWN, "M": UNKNOWN}


def test_a_plain_in_stock_beside_an_absence_stays_unknown() -> None:
    assert says(microdata("Jacket", "InStock") + GONE) is UNKNOWN


# Tiles of a list

CARD = '<div class="card"><a href="/p/%s"><h3>Bag %s</h3></a>%s%s</div>'
TILE = '<a class="tile" href="/p/%s" title="Bag %s">%s%s</a>'
SOLD_OUT = '<i class="soldout">Sold out</i>'
STOCKED = '<p class="stock">In stock</p>'


@pytest.mark.parametrize("tile", [CARD, TILE])
@pytest.mark.parametrize("said", [SOLD_OUT, STOCKED])
def test_two_tiles_of_a_list_are_no_product(tile: str, said: str) -> None:
    price = '<b class="price">$10</b>'
    tiles = tile % ("a", "A", price, "") + tile % ("b", "B", price, said)
    with pytest.raises(Unreadable):
        look(f"<h1>Bags</h1><div>{tiles}</div>")
    assert says(f"{HEADING}{json_ld(product('InStock'))}<div>{tiles}</div>") is IN


def test_a_name_within_the_link_makes_a_tile_too() -> None:
    with pytest.raises(Unreadable):
        look("<h1>Bags</h1>" + CARD % ("a", "A", "", "") + CARD % ("b", "B", SOLD_OUT, ""))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            '<a href="/L.jpg?w=9"><b class="price-off">-5%</b></a>',
            '<b class="price">$120</b><a href="/guide">Sizes</a>',
        ),
        (
            '<a href="/p/a"><h3>Bag</h3></a>',
            '<b class="price">$120</b><a href="/brand">Us</a><a href="/guide">Sizes</a><a href="/pay">Pay</a>',
        ),
        ('<a href="/large"><img></a>', '<b class="price">$120</b><a href="/guide">Size guide</a>'),
        ('<h2><a href="/brand">Brand</a></h2>', '<h3><a href="/guide">Size guide</a></h3>'),
        ('<a href="/p/a"><h3>Bag</h3></a>', '<b class="price">$120</b>'),
        ('<a href="#a" class="price">$120</a>', '<a href="#b" class="price">$120</a>'),
        ('<a href="/p" class="price">$120</a>', '<a href="/p" class="price">$120</a>'),
    ],
)
def test_two_columns_of_a_page_are_no_tiles(one: str, other: str) -> None:
    columns = f'<div class="col">{one}</div><div class="col">{other}{SOLD_OUT}</div>'
    assert says(f"{HEADING}<div>{columns}</div>", page_text) is OUT


def test_two_links_like_buttons_are_no_tiles() -> None:
    links = '<a class="btn" href="/wish">Wish list</a><a class="btn" href="/cart">Sold out</a>'
    assert says(f"{HEADING}<div>{links}</div>", page_text) is OUT


# One of several sizes


@pytest.mark.parametrize(
    "sizes",
    [
        "<button>38</button><button>39<i>Sold out</i></button>",
        '<button>38</button><button>39<i class="soldout">Sold out</i></button>',
        '<button class="on">38</button><button class="off" disabled>39 - Sold out</button>',
        "<p><button>Size M</button></p><p><button>Size XL, out of stock</button></p>",
        '<a class="btn" href="?s">EU 38.5</a><a class="btn off" href="?m">EU 39 Sold out</a>',
        '<input type="button" value="S"><input type="button" value="M (sold out)">',
        "<label><input type=radio name=s>L</label><label><input type=radio name=s>XL (out of stock)</label>",
        '<input type=radio id=l><label for=l>L</label><input type=radio id=x><label for=x>XL <i class="stock">Sold out</i></label>',
    ],
)
def test_one_of_several_sizes_does_not_speak_for_the_product(sizes: str) -> None:
    assert says(f"{OFFER}<div>{sizes}</div>{BUY}") is IN
    assert says(f"{HEADING}{json_ld(product('InStock'))}<div>{sizes}</div>") is IN


@pytest.mark.parametrize(
    "sizes",
    [
        "<button>39 - Sold out</button>",
        "<button>38 - Sold out</button><button>39 - Sold out</button>",
        "<button disabled>38</button><button>39 - Sold out</button>",
        "<button>38</button><button>39</button><button>Sold out</button>",
        '<button>S</button><button>M</button><button type="submit">M - Sold out</button>',
        "<button>L'article est en rupture de stock</button><button>38</button>",
        "<label><input type=radio name=s>XL (out of stock)</label>",
        "<label><input type=radio name=s disabled>L</label><label><input type=radio name=s>XL (sold out)</label>",
        "<label><input type=radio name=colour>Red</label><label><input type=radio name=s>XL (sold out)</label>",
        "<label>Sold out</label><label><input type=radio name=s>XL</label>",
    ],
)
def test_the_only_size_and_what_all_sizes_say_speak_for_the_product(sizes: str) -> None:
    assert says(f"{OFFER}<div>{sizes}</div>", page_text) is OUT
    assert says(f"{HEADING}{json_ld(product('InStock'))}<div>{sizes}</div>") is UNKNOWN


def test_sizes_that_all_can_be_had_say_so() -> None:
    labels = "".join(f"<label><input type=radio name=s>{size} (in stock)</label>" for size in "SM")
    assert says(f"{HEADING}<div>{labels}</div>", page_text) is IN
