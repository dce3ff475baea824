"""Whose words they are: what stands in the product's own part counts wherever that is, what bears another product's name, link or price doesn't."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN, OUT
from tests.coatcheck.sources.pages import json_ld, look, product, says

URL = "https://shop.example/p/mug"
DATA = json_ld(product("InStock", "Trail Mug", url=URL))
NAME = "<h1>Trail Mug</h1>"
GONE = '<p class="stock">Out of stock</p>'
BUTTON = "<button disabled>Sold out</button>"
PRICE = '<p class="price">19 EUR</p>'


def state(body: str) -> Availability:
    return look(f"{DATA}<body>{body}</body>", url=URL).availability


# One of several blocks alike

OWN_BLOCKS = {
    "three modules of a page builder": f'<div class="mod title">{NAME}</div><div class="mod">{PRICE}</div><div class="mod">{GONE}</div>',
    "two articles": f'<article class="panel">{NAME}</article><article class="panel">{GONE}</article>',
    "columns": f'{NAME}<div class="col"><img></div><div class="col">{PRICE}{BUTTON}</div><div class="col"><p>Details</p></div>',
    "columns with headings": f'{NAME}<div class="col"><h3>Price</h3>{PRICE}</div><div class="col"><h3>Stock</h3>{GONE}</div><div class="col"><h3>Care</h3><p>Wash</p></div>',
    "entries of a list": f"{NAME}<ul><li>Steel</li><li>400 ml</li><li>Sold out</li></ul>",
    "rows of a table": f"{NAME}<table><tr><th>Weight</th><td>200 g</td></tr><tr><th>Availability</th><td>Sold out</td></tr></table>",
    "rows of definitions": f"{NAME}<dl><dt>Weight</dt><dd>200 g</dd><dt>Stock</dt><dd>Sold out</dd></dl>",
    "sections": f'<section class="s">{NAME}</section><section class="s">{PRICE}</section><section class="s"><span>Sold out</span></section>',
    "cards of a framework": f'<div class="card"><div class="card-body">{NAME}</div></div><div class="card"><div class="card-footer">{BUTTON}</div></div>',
    "a column with a link to the brand": f'{NAME}<div class="col"><a href="/brands/acme">Acme</a></div><div class="col">{PRICE}{GONE}</div>',
    "a column with links to the page's own colours": f'{NAME}<div class="col"><img></div><div class="col"><ul><li><a href="/p/mug-red">Red</a></li><li><a href="/p/mug-blue">Blue</a></li></ul>{PRICE}{GONE}</div>',
    "a column that links to the page itself": f'{NAME}<div class="col"><a href="/p/mug"><h3>Trail Mug</h3></a></div><div class="col"><a href="/p/mug#reviews">4 stars</a>{PRICE}{GONE}</div>',
    "columns with a price and a heading each": f'{NAME}<div class="col">{PRICE}{GONE}<h2>Details</h2></div><div class="col">{PRICE}<h3>Material</h3></div>',
    "a column with a link to the brand and a price": f'<div class="col"><a href="/brands/acme">Acme</a>{PRICE}{GONE}</div><div class="col">{NAME}{PRICE}<a href="/size-guide">Size guide</a></div>',
    "columns under headings of their own, one with a link": f'<div class="col">{PRICE}<h2>Details</h2><a href="/size-guide">Size guide</a></div><div class="col">{GONE}{PRICE}<a href="/brands/acme">Acme</a></div>',
    "the same box twice": f'{NAME}<div class="box"><h3>Buy</h3>{PRICE}{GONE}</div><div class="box"><h3>Buy</h3>{PRICE}{GONE}</div>',
    "messages": f'{NAME}<p class="msg">Free delivery</p><p class="msg">Out of stock</p>',
    "accordion": f'{NAME}<div class="acc"><h3>Material</h3><p>Steel</p></div><div class="acc"><h3>Availability</h3><p>Sold out</p></div>',
}  # fmt: skip


@pytest.mark.parametrize("layout", OWN_BLOCKS)
def test_its_own_words_in_one_of_several_blocks_alike_count(layout: str) -> None:
    assert state(f"<main>{OWN_BLOCKS[layout]}</main>").buyable is not True


@pytest.mark.parametrize(
    "before",
    ["<title>Trail Mug</title>", "<textarea></textarea>", "<iframe></iframe>", "<p hidden>épuisé</p>" * 30, "<p hidden>售罄</p>" * 30],
    ids=["a title", "a field", "a frame", "words that end with an accent", "words in Chinese"],
)  # fmt: skip
def test_its_own_words_count_whatever_stands_before_them(before: str) -> None:
    assert state(f"<main>{NAME}{before}Sold out</main>").buyable is not True


def tile(frame: str) -> str:
    names = (("bowl", "Bowl", GONE), ("cup", "Cup", GONE), ("jar", "Jar", '<p class="stock">In stock</p>'))
    return "".join(frame.format(slug=slug, name=name, said=said) for slug, name, said in names)


OTHERS_BLOCKS = {
    "cards": '<div class="card"><a href="/p/{slug}"><h3>{name}</h3></a>{said}</div>',
    "entries with a heading that links": '<li><h3><a href="/p/{slug}">{name}</a></h3>{said}</li>',
    "links around all of it": '<a class="tile" href="/p/{slug}"><h4>{name}</h4>{said}</a>',
    "a price and a link": '<div class="item"><a href="/item/{slug}">{name}</a><b class="price">9 EUR</b>{said}</div>',
    "prices and names without links": '<div class="item"><h4>{name}</h4><b class="price">9 EUR</b>{said}</div>',
    "ids of products": '<div class="x" data-product-id="{slug}"><p>{name}</p>{said}</div>',
    "wrapped in columns": '<div class="col"><div class="c"><div class="c2"><a href="/p/{slug}">{name}</a></div>{said}</div></div>',
    "microdata": '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">{name}</b>{said}</div>',
    "rows": '<tr><td><a href="/p/{slug}">{name}</a></td><td>{said}</td></tr>',
    "articles": '<article><header><a href="/p/{slug}"><img alt="{name}"></a></header><footer>{said}</footer></article>',
    "pictures that link": '<div class="g"><a href="/p/{slug}"><img alt="{name}"></a><span class="price">9 EUR</span>{said}</div>',
}  # fmt: skip


@pytest.mark.parametrize("layout", OTHERS_BLOCKS)
@pytest.mark.parametrize(
    "around", ["<div>{}</div>", "<section><h2>More</h2><div>{}</div></section>", "<table>{}</table>"]
)
def test_what_bears_another_products_name_link_or_price_says_nothing_of_this_one(layout: str, around: str) -> None:
    listed = tile(OTHERS_BLOCKS[layout])
    listed = around.format(f"<table>{listed}</table>" if layout == "rows" else listed)
    assert state(f"<main><div>{NAME}{PRICE}</div>{listed}</main>") is IN
    assert state(f"<div>{NAME}{PRICE}</div>{listed}") is IN


BEHIND_A_LINK = [
    '<p>Our <a href="/p/raku">Raku workshop</a> is fully booked.</p>', '<p><a href="/p/lid">Spare lid</a> <span>out of stock</span></p>', '<div class="tile"><a href="/p/bag">Bag</a> Temporarily sold out</div>',
    '<aside><div><a href="/p/lid">Lid</a> <span class="stock">Out of stock</span></div></aside>', '<p>The <a href="/p/red">red one</a> has sold out</p>', '<p><a href="/p/deckel">Deckel</a> – ausverkauft</p>',
    '<p><a href="/p/joint">Joint de rechange</a> <b>épuisé</b></p>',
]  # fmt: skip
NOT_BEHIND_A_LINK = [
    '<p><a href="/p/mug">Trail Mug</a> is sold out</p>', '<p>Try <a href="/p/mug-2">Mug II</a>. This one is sold out.</p>', '<p>Sold out. See <a href="/p/mug-2">Mug II</a></p>', '<p><a href="/brands/acme">Acme</a> <span>Sold out</span></p>',
    '<p><a href="/">Home</a> <span>Sold out</span></p>', '<p><a href="#reviews">4 stars</a> <span>Sold out</span></p>', '<p><a href="/p/mug-2">Sold out</a></p><p>Sold out</p>', '<p><a href="/c/mugs">Mugs</a> Sold out</p>',
    '<p><a href="/p/mug-2">Next</a></p><p>Sold out</p>', '<p><a href="/p/mug-2">Mug II</a> | Sold out</p>',
]  # fmt: skip


def test_words_behind_a_link_to_another_product_are_of_that_one() -> None:
    told = [f"<main>{NAME}{PRICE}<div>{body}</div></main>" for body in (*BEHIND_A_LINK, *NOT_BEHIND_A_LINK)]
    assert [state(page) is IN for page in told] == [True] * len(BEHIND_A_LINK) + [False] * len(NOT_BEHIND_A_LINK)


def test_its_own_words_count_beside_the_same_behind_a_link_in_another_line() -> None:
    tiles = '<ul><li><a href="/p/bowl"><h3>Bowl</h3></a><p>0 available</p></li></ul>'
    assert state(f"<main>{NAME}{PRICE}<span>0 available</span>{tiles}</main>").buyable is not True
    assert state(f"<span>0 available</span>{tiles}").buyable is not True


def test_words_that_are_there_in_one_of_several_blocks_are_read() -> None:
    blocks = f'<div class="w">{PRICE}</div><div class="w"><div id="availability"><span>In Stock.</span></div></div><div class="w"><input type="submit" value="Add to Cart"></div>'
    assert says(f"<main>{NAME}<div>{blocks}</div></main>") is IN


# Names of parts

OWN_NAMES = [
    "sizes", "product_pickup_delivery", "product-page-header", "card-footer", "card-header", "product-header", "product-footer", "product-tabs__content", "product-menu", "size-4", "size-full", "size-[2rem]",
    "[&_svg:not([class*='size-'])]:size-4", "brand-overview", "preview", "product-preview", "product-details-slider", "compare-at-price-box", "filtered", "commentary-free", "popup-free", "cartridge",
    "drawers-info", "modalities", "unrelated", "recommended-price-info", "page-header", "header", "footer", "menu", "modal", "in-store", "tab-pane", "description", "product-description", "swiper-slide",
    "slick-slider", "carousel-item", "toast-rack-product", "data-[state=open]:animate-in", "group/button", "branches-free", "questionnaire",
]  # fmt: skip


@pytest.mark.parametrize("name", OWN_NAMES)
def test_a_part_that_holds_its_price_or_form_is_its_own_whatever_it_is_called(name: str) -> None:
    assert (
        state(f'<main><div class="left">{NAME}</div><div class="{name}">{PRICE}{GONE}{BUTTON}</div></main>').buyable
        is not True
    )
    form = f'<form action="/cart/add"><input name="id"><button class="{name}" disabled>Sold out</button></form>'
    assert state(f'<main><div class="left">{NAME}</div><div>{form}</div></main>').buyable is not True


@pytest.mark.parametrize(
    "name",
    [
        "size-4",
        "md:col-span-2",
        "card-body",
        "product-main",
        "overview",
        "product-tabs",
        "description",
        "w-1/2",
        "tab-pane",
        "preview",
        "gallery slider",
        "js-similar-height",
        "filter grayscale",
        "suggested-retail",
    ],
)
def test_a_part_whose_name_holds_no_known_word_is_its_own_without_a_price(name: str) -> None:
    assert state(f'<main><div>{NAME}{PRICE}</div><div class="{name}"><p>Sold out</p></div></main>').buyable is not True


OTHERS_NAMES = [
    "related-products", "product__related", "RelatedProducts_root__x3f2", "recommendations", "product-recommendations", "upsells", "cross-sells", "up-sells upsells products", "recently-viewed", "also-bought",
    "faq", "cart-drawer", "mini-cart", "minicart-wrapper", "cart-popup", "filters", "facets", "cookie-banner",
    "wishlist", "store-locator", "store-availability", "size-guide", "size-list", "variant-picker", "breadcrumbs", "navbar", "site-footer", "mega-menu", "tooltip", "bestsellers", "modal",
]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS_NAMES)
def test_a_part_that_is_called_something_else_in_whole_words_says_nothing(name: str) -> None:
    assert state(f'<main><div>{NAME}{PRICE}</div><div class="{name}"><div>{GONE}</div></div></main>') is IN


def test_of_an_elements_names_the_first_five_hundred_are_read() -> None:
    def named(before: int) -> Availability:
        others = " ".join(f"c{number}" for number in range(before))
        return state(f'{NAME}{PRICE}<div class="{others} related"><p class="stock">Out of stock</p></div>')

    assert named(499) is IN
    assert named(500) is not IN
    assert named(20_000) is not IN


VISIT_NAMES = [
    "reviews", "product-reviews", "jdgm-review-widget", "review-list", "customer-comments", "newsletter", "testimonials", "rating-and-reviews-row", "header", "newsletter-box", "product__rating", "page-header",
]  # fmt: skip
ALONE = [
    "<div>{}</div>", "<span>4.5 stars</span><strong>{}</strong>", "<h4>{}</h4><p>Leave your address and we write.</p><input type=email>", "<em>{}</em>", "<p>{}</p><i></i>",
]  # fmt: skip
TOLD_BY_PEOPLE = [
    "<h3>Ann</h3><p>{}</p>", '<a href="/p/bowl">Bowl</a><p>{}</p>', "<p>Always sold out when I look!</p>", "<p>Never miss what sold out: get our letters.</p>", "<h4>Ann</h4><p>Warm and dry.</p><h4>Bob</h4><p>{}</p>",
    "<p>It was sold out everywhere, so I was glad to find it here.</p>", "<h3>Newsletter</h3><p>{}</p>", "<p>{}</p><p>" + "A long letter of somebody who waited. " * 5 + "</p>", "<p>Do you restock what is sold out?</p>", "<p>If sold out, ask.</p>",
]  # fmt: skip


@pytest.mark.parametrize("name", VISIT_NAMES)
def test_a_lone_absence_in_a_part_for_opinions_or_letters_is_perhaps_its_own(name: str) -> None:
    def said(inner: str) -> Availability:
        return state(f'<main><div>{NAME}{PRICE}</div><div class="{name}">{inner}</div></main>')

    assert [inner for inner in ALONE if said(inner.format("Sold out")).buyable] == []
    if name not in ("header", "page-header"):
        assert [inner for inner in TOLD_BY_PEOPLE if said(inner.format("Sold out")) is not IN] == []


@pytest.mark.parametrize(
    "heading",
    ["You may also like", "Related products", "Customers also bought", "Recently viewed", "Reviews", "Das könnte Ihnen auch gefallen", "Vous aimerez aussi", "También te puede interesar", "Potrebbe piacerti",
     "Ook interessant", "Polecane produkty", "Podobné produkty", "С этим товаром покупают", "関連商品", "猜你喜欢", "관련 상품", "منتجات ذات صلة", "מוצרים דומים", "Shipping & returns", "FAQ"],
)  # fmt: skip
def test_a_part_under_a_heading_about_something_else_says_nothing(heading: str) -> None:
    for level in ("h2", "h3", "summary"):
        assert (
            state(f"<main><div>{NAME}{PRICE}</div><div><{level}>{heading}</{level}><div>{GONE}</div></div></main>")
            is IN
        )
    assert state(f"<main><div>{NAME}{PRICE}</div><h2>{heading}</h2><div>{GONE}</div></main>") is IN


@pytest.mark.parametrize(
    "heading",
    ["Availability", "Details", "Trail Mug", "Lieferbarkeit", "Order", "Your options", "Why you will like it", "Price"],
)
def test_a_part_under_any_other_heading_is_its_own(heading: str) -> None:
    assert (
        state(f"<main><div>{NAME}{PRICE}</div><div><h2>{heading}</h2><div>{GONE}</div></div></main>").buyable
        is not True
    )


# Far from the name, or without one

DEEP = "<div><div><div><div><div>{}</div></div></div></div></div>"
FAR = [
    "<span>Sold out</span>", "<aside><p>Sorry, this item is sold out.</p></aside>", "<div><b>Ausverkauft</b></div>", "<p>19,00 EUR</p><p>Currently unavailable</p>", "<h4>Out of stock</h4>",
    "<p>This item is no longer available.</p>", "<ul><li>Sold out</li></ul>", "<p>Trail Mug is sold out</p>", "<p>Unfortunately we are sold out.</p>", "<p>Temporarily out of stock</p>", "<div>Épuisé</div>",
    "<p>This product has been discontinued.</p>", "<td>売り切れ</td>",
]  # fmt: skip


@pytest.mark.parametrize("words", FAR)
def test_an_absence_far_from_the_name_counts_where_it_names_nothing_else(words: str) -> None:
    assert state(f"<main>{DEEP.format(NAME)}{DEEP.format(words)}</main>").buyable is not True
    assert state(f"{DEEP.format(NAME)}{DEEP.format(words)}").buyable is not True
    assert state(f"<div>{DEEP.format(words)}</div>").buyable is not True


def test_a_title_that_says_sold_out_counts_where_no_heading_names_the_product_and_no_button_buys() -> None:
    page = "<title>Trail Mug{}</title><main><p>19 EUR</p>{}</main>"
    assert state(page.format(" - Sold out | Shop", "")).buyable is None
    buy = '<form action="/cart"><button>Add to cart</button></form>'
    assert [state(page.format(*each)) for each in ((" - Sold out", buy), (" | Sold-out Records", ""))] == [IN, IN]


def test_an_absence_under_another_name_outside_of_the_main_part_is_not_the_products() -> None:
    page = "<main><h1>Trail Mug</h1><p>A light mug.</p></main><section><h2>{}</h2><p>Sold out</p></section>"
    own = ("Trail Mug", "Availability", "The mug")
    assert [look(page.format(heading), url=URL).availability for heading in own] == [OUT] * len(own)
    with pytest.raises(Unreadable):
        look(page.format("Camp Bowl"), url=URL)


NEAR_MISSES = [
    "<p>The winter bowl is sold out</p>", "<p><b>Bowl</b> sold out</p>", "<p>Gift wrapping unavailable</p>", "<p>Image not available</p>", "<p>Often sold out</p>", "<p>Sold out (12)</p>", "<p>If sold out, ask us</p>",
    '<p>See also: <a href="/c/sold-out">Sold out</a></p>', "<p>Never out of stock</p>", "<nav>Sold out</nav>", "<footer>Sold out</footer>", "<div hidden>Sold out</div>", "<s>Sold out</s>", "<template>Sold out</template>",
    "<dialog><p>Sold out</p></dialog>", "<p>Sold out items are shown in grey</p>", "<p>More colours coming soon</p>", "<p>Reviews: it was sold out everywhere</p>",
]  # fmt: skip


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_an_absence_far_from_the_name_that_is_of_something_else_says_nothing(words: str) -> None:
    assert (
        state(f"<main>{DEEP.format(NAME)}{DEEP.format(words) if not words.startswith('<footer') else words}</main>")
        is IN
    )
