"""Pages that list several things: tickets, products of a set, sizes. Each is a variant by its own words, where all of them say something."""

import pytest

from coatcheck.errors import LookFailed
from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, product, says

SHOP = "<main><h1>Trail Mug</h1>{}{}</main>"
PRICE = "<p class='price'>19 EUR</p>"


def read(body: str, price: str = PRICE) -> dict[str, Availability]:
    return {variant.title: variant.offer.availability for variant in look(SHOP.format(price, body)).variants}


def ticket(name: str, said: str) -> str:
    return f'<article class="row" id="{name}"><h4>{name}</h4><div class="price">€30.00</div><div class="box">{said}</div></article>'


def sale(*items: str, button: str = "<button>Add to cart</button>") -> str:
    return f'<form action="/cart/add">{"".join(items)}{button}</form>'


FILLED = '<input type="number" name="q">'
ITEMS = {
    "sizes with marks": '<select><option>S ❌</option><option>M ✅</option></select><button>Add to cart</button>',
    "a table of sizes under heads": "<table><tr><th>Size</th><th>In stock</th></tr><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>4</td></tr></table>",
    "a table of sizes under heads, in Russian": "<table><thead><tr><th>Размер</th><th>Наличие</th></tr></thead><tbody><tr><td>S</td><td>нет</td></tr><tr><td>M</td><td>есть</td></tr></tbody></table>",
    "tickets": sale(ticket("S", "<strong>SOLD OUT</strong>"), ticket("M", FILLED)),
    "tickets in elements of a shop's own": sale(ticket("S", "<strong>SOLD OUT</strong>"), ticket("M", FILLED)).replace("article", "shop:item"),
    "tickets in the table of a form": '<form action="/order"><table><tr class="t"><td><h4>S</h4></td><td class="price">€30</td><td>Sold out</td></tr><tr class="t"><td><h4>M</h4></td><td class="price">€50</td><td><select name="q"><option>0</option><option>1</option></select></td></tr></table><button>Buy tickets</button></form>',
    "tickets without a form": '<div class="ticket"><h3>S</h3><span class="price">30 €</span><span>Ausverkauft</span></div><div class="ticket"><h3>M</h3><span class="price">50 €</span><span>Verfügbar</span></div>',
    "WooCommerce's group": '<form class="cart"><table><tr class="p"><td><a href="/p/s">S</a></td><td class="price">9</td><td><p class="stock out-of-stock">Out of stock</p></td></tr><tr class="p"><td><input type="number" name="q[5]"><a href="/p/m">M</a></td><td class="price">12</td><td><p class="stock in-stock">In stock</p></td></tr></table><button>Add to cart</button></form>',
    "a table of sizes": "<table><tr><th>Size</th><th>Availability</th></tr><tr><td>S</td><td>Sold out</td></tr><tr><td>M</td><td>In stock</td></tr></table>",
    "a list of sizes": "<ul><li>S: sold out</li><li>M: in stock</li></ul>",
    "labels of radio buttons": '<label><input type="radio" name="size">S (sold out)</label><label><input type="radio" name="size">M (in stock)</label>',
    "lines": "<p>S - ausverkauft</p><p>M - auf Lager</p>",
    "children with pages of their own": '<h2>Variants</h2><ul><li><a href="/p/trail-mug-s">Trail Mug S</a> Unavailable</li><li><a href="/p/trail-mug-m">Trail Mug M</a> In stock</li></ul>',
    "children in blocks of a class": '<div class="v"><a href="/p/s">Trail Mug - S</a><span>Sold out</span></div><div class="v"><a href="/p/m">Trail Mug - M</a><span>In stock</span></div>',
    "children in rows with prices": '<table><tr><td><a href="/p/s">Trail Mug (S)</a></td><td class="price">19 EUR</td><td>Out of stock</td></tr><tr><td><a href="/p/m">Trail Mug (M)</a></td><td class="price">19 EUR</td><td>In stock</td></tr></table>',
    "children below words on the whole": '<p class="availability">Available</p><ul><li><a href="/p/s">Trail Mug, S</a> Sold out</li><li><a href="/p/m">Trail Mug, M</a> In stock</li></ul>',
    "words in badges": '<ul class="sizes"><li>S <span class="badge">Out of stock</span></li><li>M <span class="badge">3 left</span></li></ul>',
    "a list to choose from": '<select><option disabled>S - sold out</option><option>M - in stock</option><option disabled>L - sold out</option></select>',
    "a list to choose from that tells what is gone": '<select><option value="">Choose a size</option><option disabled>S - sold out</option><option>M</option><option disabled>L - sold out</option></select><button>Add to cart</button>',
    "the same with prices, in a form": '<form action="/cart/add"><select name="size"><option disabled>S - €19.00 - Ausverkauft</option><option>M - €19.00</option></select><button>In den Warenkorb</button></form>',
    "a button for each size": "<ul><li>S <button disabled>Sold out</button></li><li>M <button>Add to cart</button></li></ul>",
    "a button for each size, in a table with prices": "<table><tr><td>S</td><td>€19.00</td><td><button disabled>Sold out</button></td></tr><tr><td>M</td><td>€19.00</td><td><button>Buy</button></td></tr></table>",
    "a form for each size": '<div class="sizes"><div><span>S</span><p>Sold out</p></div><div><span>M</span><form action="/cart"><input type="submit" value="Buy"></form></div></div>',
}  # fmt: skip


@pytest.mark.parametrize("kind", ITEMS)
def test_each_thing_of_several_is_read_by_its_own_words(kind: str) -> None:
    seen = read(ITEMS[kind])
    assert {title: seen[title].buyable for title in ("S", "M")} == {"S": False, "M": True}
    assert set(seen) - {"S", "M"} <= {"L"}


def test_things_with_a_price_each_are_several_where_the_page_shows_no_other_price() -> None:
    rows = "<table><tr><td>Adult</td><td>20 €</td><td>Sold out</td></tr><tr><td>Child</td><td>10 €</td><td>Available</td></tr></table>"
    listed = "<ul><li>Adult — €20 — sold out</li><li>Child — €10 — in stock</li></ul>"
    assert read(rows, price="") == read(listed, price="") == {"Adult": OUT, "Child": IN}
    for other in (rows, listed, rows.replace("Adult", "Courier").replace("Child", "Express")):
        assert len(look(SHOP.format(PRICE, other)).variants) == 1


def test_a_thing_whose_price_stands_in_its_words_is_one_of_several_also_when_it_is_gone() -> None:
    card = '<div class="card"><h5>{}</h5><p>{}</p><p>Price: $20.00</p>{}</div>'
    buy = '<form action="/cart"><input type="number" name="q"><button>Add to Cart</button></form>'
    mixed = card.format("S", "Not available", "") + card.format("M", "Available", buy)
    assert read(mixed, price="") == {"S": OUT, "M": IN}
    assert read(card.format("S", "Not available", "") + card.format("M", "Not available", ""), price="") == {"S": OUT, "M": OUT}  # fmt: skip


def test_where_all_of_several_things_are_gone_each_of_them_is() -> None:
    assert read(sale(ticket("S", "SOLD OUT"), ticket("M", "SOLD OUT"), button="")) == {"S": OUT, "M": OUT}


def test_where_each_size_has_a_button_that_buys_all_of_them_are_there() -> None:
    assert read("<ul><li>S <button>Add to cart</button></li><li>M <button>Add to cart</button></li></ul>") == {"S": IN, "M": IN}  # fmt: skip


@pytest.mark.parametrize("words", ["Ticket sales have ended", "This item is not available in your country", "Orders are paused", "The box office is closed. Sales ended."])  # fmt: skip
def test_a_refusal_beside_several_things_leaves_none_of_them_certain(words: str) -> None:
    page = f"<p>{words}</p>{sale(ticket('S', FILLED), ticket('M', FILLED))}"
    assert set(read(page).values()) == {UNKNOWN}


ONE = {
    "children that say nothing": '<ul><li><a href="/p/s">Trail Mug S</a></li><li><a href="/p/m">Trail Mug M</a></li></ul>',
    "one child that says something": '<ul><li><a href="/p/s">Trail Mug S</a> Sold out</li><li><a href="/p/m">Trail Mug M</a></li></ul>',
    "a child alone": '<ul><li><a href="/p/s">Trail Mug S</a> Sold out</li></ul>',
    "one that says nothing": "<ul><li>S: sold out</li><li>M</li></ul>",
    "one alone": "<ul><li>S: sold out</li></ul>",
    "the same twice": "<ul><li>S: sold out</li><li>S: in stock</li></ul>",
    "numbers of something else": "<ul><li>12 months of guarantee</li><li>30 days to return it</li></ul>",
    "sizes of another product": '<div class="related-products"><ul><li>S: sold out</li><li>M: in stock</li></ul></div>',
    "a list to choose from that tells nothing": '<select name="size"><option>S</option><option>M</option></select><button>Add to cart</button>',
    "the same without a button": '<select name="size"><option disabled>S - sold out</option><option>M</option></select>',
    "with a button that can't be pressed": '<select name="size"><option disabled>S - sold out</option><option>M</option></select><button disabled>Add to cart</button>',
    "with one that can't be chosen, for no reason given": '<select name="size"><option disabled>S - sold out</option><option>M</option><option disabled>L</option></select><button>Add to cart</button>',
    "with one that says something else": '<select name="size"><option disabled>S - sold out</option><option>M - from March</option></select><button>Add to cart</button>',
    "with one that is there and can't be chosen": '<select name="size"><option disabled>S - sold out</option><option disabled>M - in stock</option></select><button>Add to cart</button>',
    "sizes of each of several colours": '<select name="colour"><option>Red</option><option>Blue</option></select><select name="size"><option disabled>S - sold out</option><option>M</option></select><button>Add to cart</button>',
    "numbers to order": '<select name="quantity"><option disabled>1 - sold out</option><option>2</option></select><button>Add to cart</button>',
    "buttons that can't be pressed": "<ul><li>S <button disabled>Sold out</button></li><li>M <button disabled>Add to cart</button></li></ul>",
    "buttons that buy nothing": "<ul><li>S <button disabled>Sold out</button></li><li>M <button>Details</button></li></ul>",
    "a button beside other words": "<ul><li>S <button disabled>Sold out</button></li><li>M of our own <button>Add to cart</button></li></ul>",
    "two buttons for a size": "<ul><li>S <button disabled>Sold out</button></li><li>M <button>Add to cart</button><button>Add to list</button></li></ul>",
    "buttons of another product": '<div class="related-products"><ul><li>S <button disabled>Sold out</button></li><li>M <button>Add to cart</button></li></ul></div>',
    "a guide": "<table><tr><td>S</td><td>88 cm</td></tr><tr><td>M</td><td>92 cm</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("kind", ONE)
def test_a_page_that_does_not_tell_each_of_several_is_of_one_thing(kind: str) -> None:
    try:
        seen = read(ONE[kind] + "<p class='stock'>In stock</p>")
    except LookFailed:
        return
    assert len(seen) == 1


PRICED_IN_WORDS = {
    "rows": "<table><tr><td>Standing</td><td>£15.00</td><td>Sold out</td></tr><tr><td>Seat</td><td>£20.00</td><td>From the box office</td></tr></table>",
    "articles": "<article class='item'><h3>Adult</h3><p>€20.00</p><b>SOLD OUT</b></article><article class='item'><h3>Child</h3><p>€10.00</p></article>",
}


ONE_GONE = {
    "rows of which the others have a price": "<table><tr><td>Double room</td><td>€350</td></tr><tr><td>Studio</td><td>Not available</td></tr></table>",
    "entries of which another has a price": "<ul><li><div>New</div><b>22,50 €</b></li><li><div>Used</div><b>Not available</b></li></ul>",
    "blocks that all have a price": '<div class="r">Floor € 20.00 <b>Sold out</b></div><div class="r">Balcony € 30.00</div>',
    "entries of which the others can be pressed": '<ul><li class="on"><a id="z1">Block A</a></li><li>Block B sold out</li></ul>',
}
WHOLE_GONE = {
    "a row of the product's own": "<table><tr><td>Price</td><td>€350</td></tr><tr><td>Availability</td><td>Not available</td></tr></table>",
    "a label in a list beside the list of the price": '<ul class="l"><li>Наличност: Очаквайте скоро</li></ul><ul class="l"><li><b>€350</b></li></ul>',
    "an entry that names nothing": "<ul><li>€350</li><li>Currently sold out</li></ul>",
    "an entry that names the product": "<ul><li>€350</li><li>Gala: sold out</li></ul>",
}


def test_a_thing_that_is_gone_beside_others_that_can_be_had_is_not_the_whole() -> None:
    for kind, body in (ONE_GONE | WHOLE_GONE).items():
        try:
            said = look(f"<main><h1>Gala</h1>{body}</main>").availability
        except LookFailed:
            said = UNKNOWN
        assert (kind, said) == (kind, OUT if kind in WHOLE_GONE else UNKNOWN)


def test_one_of_several_that_are_sold_is_not_the_whole() -> None:
    found = {kind: look(f"<main><h1>Gala</h1>{page}</main>").availability for kind, page in PRICED_IN_WORDS.items()}
    assert found == dict.fromkeys(PRICED_IN_WORDS, UNKNOWN)
    rows = "<table><tr><th>Price</th><td>€19.00</td></tr><tr><th>Availability</th><td>Out of stock</td></tr><tr><th>Postage</th><td>€5.00</td></tr></table>"
    assert look(f"<main><h1>Trail Mug</h1>{rows}</main>").availability is OUT


ROW = '<div class="{} pass"><span class="pass-kind">{}</span><span>{}</span>{}</div>'
GONE, SOLD_HERE = "<button disabled>Ausverkauft</button>", "<button>In den Warenkorb</button>"


def passes(*rows: tuple[str, str, str], above: str = "") -> dict[str, bool | None]:
    """Whether each of these passes can be had, by name, where no element bears the names; empty where the page can't be read."""
    body = "".join(ROW.format("even" if place % 2 else "odd", *row) for place, row in enumerate(rows))
    try:
        seen = look(f"<main><h1>Summer Days</h1>{above}<div>{body}</div></main>").variants
    except LookFailed:
        return {}
    return {variant.title: variant.offer.availability.buyable for variant in seen}


def test_things_side_by_side_are_known_by_what_stands_beside_their_price_or_time() -> None:
    early, late = ("Early", "19,00 €", GONE), ("Late", "29,00 €", SOLD_HERE)
    assert passes(early, late) == {"Early": False, "Late": True}
    assert passes(late, ("VIP", "79,00 €", SOLD_HERE)) == {"Late": True, "VIP": True}
    shows = [(f"Friday 3 March 2034 {hour}:15", "", "<b>Sold out</b>") for hour in (18, 20)]
    assert list(passes(*shows).values()) == [False, False]
    for others in (
        passes(early, ("VIP", "9,00 €", GONE), ("Late", "29,00 €", "Bald")),  # of one nothing is known
        passes(late, ("VIP", "79,00 €", SOLD_HERE), above="<p>Ab 49,00 €</p>"),  # beside a product with its own price
        passes(late, late),
        passes(("Pickup", "", "<b>Sold out</b>"), ("Delivery", "", "<b>In stock</b>")),
    ):
        assert others == {} or list(others) == ["Summer Days"]
    linked = [(f'<a href="/p/{name}">{name}</a>', "19,00 €", SOLD_HERE) for name in ("hat", "cap")]
    assert True not in passes(*linked, above="<p>Ab 49,00 €</p>").values()


SILENT = '<select name="size"><option>Choose</option><option>S</option><option>M</option></select><b class="price">9 EUR</b><form action="/cart"><button>Add to cart</button></form>'


@pytest.mark.parametrize(
    ("page", "sizes"),
    [
        (SILENT, ("S", "M")),
        (SILENT.replace("Add to cart", "Sold out"), ("S", "M")),
        (SILENT.replace(">M<", ">M - from March<"), ()),
        (SILENT.replace("<option>M", "<option disabled>M"), ()),
        (SILENT.replace(">M<", ">Red<"), ()),
        (SILENT.replace('"size"', '"quantity"').replace("S<", "1<").replace("M<", "2<"), ()),
        (SILENT + SILENT, ()),
    ],
)
def test_sizes_of_which_nothing_is_said_are_listed_beside_what_is_said_of_the_whole(
    page: str, sizes: tuple[str, ...]
) -> None:
    seen = look(f"<h1>Trail Mug</h1>{page}")
    assert (len(seen.variants), seen.sizes) == (1, sizes)


def test_where_the_page_says_that_all_is_gone_no_silent_size_is_there() -> None:
    chosen = '<select name="size"><option disabled>S - sold out</option><option>M</option></select>'
    seen = read(chosen + "<button>Add to cart</button><p class='stock'>Sold out</p>")
    assert True not in {availability.buyable for availability in seen.values()}


OTHERS = {
    "linked cards": '<div class="c"><a href="/p/bowl"><h3>Bowl</h3></a><b class="price">9</b><i>In stock</i></div><div class="c"><a href="/p/cup"><h3>Cup</h3></a><b class="price">9</b><i>In stock</i></div>',
    "related products": '<div class="related"><div class="c"><h3>Bowl</h3><b class="price">9</b><i>In stock</i></div><div class="c"><h3>Cup</h3><b class="price">9</b><i>In stock</i></div></div>',
    "under a heading": '<h2>You may also like</h2><div><div class="c"><h3>Bowl</h3><b class="price">9</b><i>In stock</i></div><div class="c"><h3>Cup</h3><b class="price">9</b><i>In stock</i></div></div>',
    "other models by their numbers": '<ul><li><a href="/p/a">Trail Mug 501</a> In stock</li><li><a href="/p/b">Trail Mug 505</a> In stock</li></ul>',
    "names that begin alike": '<ul><li><a href="/p/a">Trail Mug Lid</a> In stock</li><li><a href="/p/b">Trail Mug Strap</a> In stock</li></ul>',
    "sizes of something else": '<ul><li><a href="/p/a">City Mug S</a> In stock</li><li><a href="/p/b">City Mug M</a> In stock</li></ul>',
    "names that go on": '<ul><li><a href="/p/a">Trail Mugs S</a> In stock</li><li><a href="/p/b">Trail Mugs M</a> In stock</li></ul>',
    "children under others' heading": '<h2>You may also like</h2><ul><li><a href="/p/s">Trail Mug S</a> In stock</li><li><a href="/p/m">Trail Mug M</a> In stock</li></ul>',
    "children among related products": '<div class="related-products"><ul><li><a href="/p/s">Trail Mug S</a> In stock</li><li><a href="/p/m">Trail Mug M</a> In stock</li></ul></div>',
    "children in the menu": '<nav><ul><li><a href="/p/s">Trail Mug S</a> In stock</li><li><a href="/p/m">Trail Mug M</a> In stock</li></ul></nav>',
    "rows without a form": '<table><tr class="c"><td><a href="/p/a">Bowl</a></td><td class="price">9</td><td>In stock</td></tr><tr class="c"><td><a href="/p/b">Cup</a></td><td class="price">9</td><td>In stock</td></tr></table>',
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_other_products_are_never_taken_for_the_pages_things(kind: str) -> None:
    try:
        seen = read(OTHERS[kind])
    except LookFailed:
        return
    assert True not in {availability.buyable for availability in seen.values()}


def test_what_the_pages_data_says_goes_before_its_list() -> None:
    data = json_ld(product("InStock", "Trail Mug"))
    assert says(data + SHOP.format(PRICE, OTHERS["linked cards"])) is IN
