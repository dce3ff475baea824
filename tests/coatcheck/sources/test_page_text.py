"""Visible words: what a person would read as a statement about this product, and nothing else."""

import pytest

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability
from coatcheck.sources import page_text
from coatcheck.sources.html.language.reading import read_button, read_words
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import look, says

LIMITED, BACK_ORDER, PRE_ORDER = Availability.LIMITED_AVAILABILITY, Availability.BACK_ORDER, Availability.PRE_ORDER


def stock(words: str) -> str:
    """A product page with an element that states the stock."""
    return f'<h1>Jacket</h1><p class="price">$120</p><div class="stock">{words}</div>'


# Words


@pytest.mark.parametrize(
    ("had", "gone"),
    [
        ("In stock", "Out of stock"), ("Auf Lager", "Nicht auf Lager"), ("En stock", "Rupture de stock"),
        ("Disponible", "Agotado"), ("Disponibile", "Non disponibile"), ("Op voorraad", "Niet op voorraad"),
        ("Em estoque", "Esgotado"), ("Dostępny", "Niedostępny"), ("Skladem", "Není skladem"), ("Készleten", "Nincs készleten"),
        ("În stoc", "Stoc epuizat"), ("I lager", "Slut i lager"), ("På lager", "Ikke på lager"), ("Varastossa", "Ei varastossa"),
        ("Stokta var", "Stokta yok"), ("В наличии", "Нет в наличии"), ("В наявності", "Немає в наявності"),
        ("Διαθέσιμο", "Μη διαθέσιμο"), ("在庫あり", "在庫切れ"), ("有货", "缺货"), ("재고 있음", "품절"), ("متوفر", "غير متوفر"),
        ("במלאי", "לא במלאי"), ("Còn hàng", "Hết hàng"), ("มีสินค้า", "สินค้าหมด"), ("Stok tersedia", "Stok habis"),
    ],
)  # fmt: skip
def test_both_answers_are_known_in_many_languages(had: str, gone: str) -> None:
    assert (says(stock(had), page_text), says(stock(gone), page_text)) == (IN, OUT)


@pytest.mark.parametrize("gone", ["EPUISE", "Epuisé", "TÜKENDİ", "SATIŞTA DEĞİL", "ΕΞΑΝΤΛΗΜΕΝΟ", "E\u0301puise\u0301"])
def test_capitals_without_their_accents_are_understood(gone: str) -> None:
    assert read_words(gone, own=True) is OUT


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Not in stock", OUT),
        ("0 in stock", OUT),
        ("In stock: 0", OUT),
        ("Available: No", OUT),
        ("10 in stock", IN),
        ("5 in stock (can be backordered)", IN),
        ("Only 3 left in stock - order soon.", LIMITED),
        ("Nur noch 2 auf Lager", LIMITED),
        ("Available on backorder", BACK_ORDER),
        ("Out of stock - available for backorder", BACK_ORDER),
        ("Available for pre-order", PRE_ORDER),
        ("Back in stock soon", OUT),
        ("Currently unavailable. We don't know when or if this item will be back in stock.", OUT),
        ("In stock. Order within 3 hrs for delivery tomorrow", IN),
        ("Verfügbarkeit: Auf Lager", IN),
        ("Discontinued", Availability.DISCONTINUED),
        ("In store only", Availability.IN_STORE_ONLY),
    ],
)
def test_a_sentence_is_read_whole(text: str, meaning: Availability) -> None:
    assert read_words(text, own=True) is meaning


@pytest.mark.parametrize(
    "text",
    ["Ships when in stock", "In stock on March 3", "Never out of stock", "Show out of stock items", "Out of stock (12)",
     "Grey = sold out", "Bientôt en stock", "Not in our stock", "Available in 3 colours", "Not available in stores",
     "In stock or out of stock?", "Notify me", "", "stock", "in stock " * 40],
)  # fmt: skip
def test_what_says_nothing_certain_about_now_is_unknown(text: str) -> None:
    assert read_words(text, own=True) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("Add to cart", IN), ("Add to cart - $20.00", IN), ("In den Warenkorb", IN), ("カートに入れる", IN), ("Sold out", OUT),
     ("Pre-order now", PRE_ORDER), ("Notify me when available", OUT), ("Quick view", UNKNOWN), ("Add to wish list", UNKNOWN)],
)  # fmt: skip
def test_a_button_promises_what_is_written_on_it(text: str, meaning: Availability) -> None:
    assert read_button(text) is meaning


# Places


@pytest.mark.parametrize(
    "hiding",
    ['hidden', 'style="display: none"', 'style="visibility:hidden"', 'aria-hidden="true"', 'class="d-none"', 'class="sr-only hidden"'],
)  # fmt: skip
def test_what_nobody_sees_does_not_count(hiding: str) -> None:
    with pytest.raises(Unreadable, match="No word on the page"):
        look(f'<h1>Jacket</h1><div {hiding}><p class="stock">Out of stock</p></div>', page_text)


@pytest.mark.parametrize("tag", ["template", "script", "noscript", "style", "textarea"])
def test_what_is_not_shown_as_text_does_not_count(tag: str) -> None:
    with pytest.raises(Unreadable):
        look(f'<h1>Jacket</h1><{tag}><p class="stock">Out of stock</p></{tag}>', page_text)


@pytest.mark.parametrize(
    "part",
    ['div class="related-products"', 'section id="recommendations"', "nav", "footer",
     'div class="cart-drawer"', 'ul class="size-list"', 'div class="filter"', 'div class="store-availability"', 'div role="dialog"'],
)  # fmt: skip
def test_parts_about_something_else_do_not_count(part: str) -> None:
    page = f'<h1>Jacket</h1><p class="stock">In stock</p><{part}><p class="stock">Out of stock</p></{part.split()[0]}>'
    assert says(page, page_text) is IN


def test_the_statement_nearest_to_the_products_name_counts() -> None:
    other = '<div><h3>Socks</h3><span class="stock">In stock</span></div>'
    assert says(f'<main><div><h1>Jacket</h1><span class="stock">Sold out</span></div>{other}</main>', page_text) is OUT


def test_cards_of_a_list_are_no_statement() -> None:
    cards = "".join(f'<li class="card"><h2>{name}</h2><span class="stock">In stock</span></li>' for name in "ABC")
    with pytest.raises(Unreadable):
        look(f"<h1>Jackets</h1><ul>{cards}</ul>", page_text)


def test_an_element_named_availability_is_a_statement_without_any_heading() -> None:
    assert says('<div><b>Product 1</b><div id="availability">In stock</div></div>', page_text) is IN


def test_woocommerces_class_tells_where_its_words_do_not() -> None:
    assert says('<h1>Jacket</h1><p class="stock in-stock">Nur 5!</p>', page_text) is IN


def test_woocommerces_element_around_the_product_tells_it_too() -> None:
    for name, meaning in (
        ("instock", IN),
        ("outofstock", OUT),
        ("onbackorder", BACK_ORDER),
        ("product_tag-in-stock", None),
    ):
        around = f'<div class="product type-product {name}"><h1>Jacket</h1><button>Add to cart</button></div>'
        assert says(around, page_text) is (meaning or UNKNOWN)


def test_two_statements_that_disagree_leave_it_unknown() -> None:
    assert says(stock("In stock") + '<p class="availability">Out of stock</p>', page_text) is UNKNOWN


# Buttons


def test_a_buy_button_alone_is_no_proof() -> None:
    assert says("<h1>Jacket</h1><button>Add to cart</button>", page_text) is UNKNOWN


@pytest.mark.parametrize("off", ["disabled", 'aria-disabled="true"', 'class="btn disabled"'])
def test_a_button_that_cannot_be_pressed_says_nothing_of_buying(off: str) -> None:
    assert says(f"<h1>Jacket</h1><button {off}>Add to cart</button><button {off}>Sold out</button>", page_text) is OUT


def test_a_statement_and_a_button_that_disagree_leave_it_unknown() -> None:
    assert says(stock("In stock") + "<button disabled>Sold out</button>", page_text) is UNKNOWN


@pytest.mark.parametrize("seen", ["<!--->{}<!-- -->", "<!-- a --!>{}<!-- b -->", "<style-picker>{}</style-picker>", "<script-note>{}</script-note>"])  # fmt: skip
def test_what_browsers_show_is_seen_behind_odd_comments_and_in_elements_of_a_shops_own(seen: str) -> None:
    assert says(stock(seen.format("Sold out")), page_text) is OUT


# The watch's own rule


def test_a_selector_of_the_watch_is_the_only_place_that_counts() -> None:
    page = '<h1>Jacket</h1><p class="stock">Out of stock</p><span id="mine">Auf Lager</span>'
    assert says(page, page_text, selector="#mine") is IN


@pytest.mark.parametrize(
    ("before", "element", "has"),
    [
        ('<input type="hidden" name="state" value="{}">', "input", '[value="{}"]'), ('<meta name="stock-token" content="{}">', "meta", '[content="{}"]'),
        ('<svg class="icon"><use href="#{}"></use></svg>', "svg", ':has([href="#{}"])'),
    ],
)  # fmt: skip
def test_a_selector_of_the_watch_sees_values_and_drawings_that_nobody_else_looks_at(
    before: str, element: str, has: str
) -> None:
    page = f"<h1>Jacket</h1><div>{before.format('available-now')}<p>In stock</p></div>"
    there, other = has.format("available-now"), has.format("sold-out-now")
    assert [says(page, selector=f"{element}{said} ~ p") for said in (there, f":not({other})")] == [IN, IN]
    for said in (other, f":not({there})"):
        with pytest.raises(Unreadable):
            look(page, selector=f"{element}{said} ~ p")


def test_phrases_of_the_watch_decide() -> None:
    own = {"in_stock": "ready for you | come in", "out_of_stock": "gone fishing"}
    assert says("<p>Come  in!</p>", page_text, **own) is IN
    assert says("<p>Gone fishing</p>", page_text, **own) is OUT
    assert says("<p>Gone fishing</p><p>Come in</p>", page_text, **own) is UNKNOWN
    assert says("<p>Closed</p>", page_text, **own) is UNKNOWN


def test_a_selector_that_finds_nothing_is_named() -> None:
    with pytest.raises(Unreadable, match="'#gone'"):
        look("<p>In stock</p>", page_text, selector="#gone")


def test_a_selector_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid, match="not a CSS selector"):
        look("<p>In stock</p>", page_text, selector="[[")


@pytest.mark.parametrize("odd", ["<!x>", "<?php echo 1 ?>", "</ 3>", "<![CDATA[x]]>"])
def test_what_parsers_take_for_a_comment_says_nothing_and_parts_no_words(odd: str) -> None:
    page = f'<h1>Jacket</h1><div>{odd}<p class="stock">Sold {odd}out</p>{odd}<p class="a">Wool {odd}</p></div>'
    assert says(page) is OUT


def test_a_button_is_believed_beside_a_price_however_it_is_written_and_beside_no_other_number() -> None:
    page = '<h1>Jacket</h1><p>%s</p><form action="/cart"><button>Add to cart</button></form>'
    for price in ("129,- €", "129,– EUR", "129.-", "1 299:-", "12.90 Euro", "129 евро", "Rp 129.000", "RM 128.00", "AED 129", "1.299 TL", "129,00", "1.299,00", "129.00", "Fr. 129.–", "SFr. 129.00", "Rs. 1,299", "Dhs. 129", "129 лв", "129 zł", "R$ 129,00", "129,000원", "129.000₫", "129.000 đ", "1,290 บาท", "129 ر.س", "129 ש״ח", "129,000 تومان", "₱1,299", "KSh 1,299", "S/ 129.00", "129 DH", "￥129", "99p"):  # fmt: skip
        assert says(page % price) is IN, price
    for number in (
        "10.-12. 3.",
        "10.– 12. March",
        "Model 12-RMX",
        "12 reviews",
        "Gate 7: - closed",
        "Size 44, - new",
        "12.05",
        "24.12",
        "4.50",
        "12,5 cm",
        "129,50 g",
        "2026",
        "v1.29",
        "12.30 Uhr",
        "12,50 %",
        "0800 129 129",
        "4,80 (129)",
        "TRY ON 3",
    ):
        assert says(page % number) is UNKNOWN, number


def test_a_form_to_register_that_counts_its_places_needs_no_price_to_be_sold_out() -> None:
    page = "<title>Conference 2027</title><main><h1>Conference 2027</h1><h2>Registration</h2><div>{}</div></main>"
    for text in ("There are no more places available.", "No seats available", "Keine Plätze mehr verfügbar"):
        assert says(page.format(text)) is OUT
    with pytest.raises(Unreadable):
        look(page.format("Currently unavailable"))


def test_a_button_is_believed_beside_the_products_price_wherever_scripts_put_it() -> None:
    page = "<main><h1>Jacket</h1><p>%s</p>%s<button>Add to cart</button></main>"
    assert says(page % ("€ 129.00", "")) is IN
    assert says(page % ("税込 880円", "")) is IN
    card = '<div class="card"><a href="/p/hat"><h3>Hat</h3></a><span class="price">€ 9.00</span><button>Add to cart</button></div>'
    assert says("<main><h1>Jacket</h1><p>€ 129.00</p><p>Not on sale.</p></main>" + card * 2) is UNKNOWN
    assert says(page % ("€ 129.00", "<p>Log in to buy</p>")) is IN  # beside a button that buys it is no refusal
    assert says(page % ("€ 129.00", "<p>Sales have ended</p>")) is UNKNOWN
    assert says(page % ("€ 129.00", "<p>Sold out</p>")) is not IN
    assert says("<h1>Jacket</h1><p>€ 129.00</p><button disabled>Add to cart</button>") is UNKNOWN
