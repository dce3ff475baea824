"""An absence in whatever shape a page writes it beside data that says "in stock", and what looks like one and is none."""

import pytest

from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN
from tests.coatcheck.sources.pages import json_ld, look, product

URL = "https://shop.example/p/mug"
DATA = json_ld(product("InStock", "Trail Mug", url=URL))
NAME, PRICE = "<h1>Trail Mug</h1>", '<p class="price">19 EUR</p>'
BUY = '<form action="/cart/add"><button type="submit">Add to cart</button></form>'


def state(body: str) -> Availability:
    return look(f"{DATA}<body><main>{NAME}{PRICE}{body}</main></body>", url=URL).availability


SPLIT = [
    '<p><i class="fa fa-times" aria-hidden="true"></i> In stock</p>', '<p class="stock"><svg class="lucide lucide-x" aria-hidden="true"></svg> In stock</p>',
    '<div class="cards"><div class="card"><h3>Shipping</h3><p>Free from 50 EUR</p></div><div class="card"><h3>Availability</h3><p>Currently sold out</p></div><div class="card"><h3>Returns</h3><p>30 days</p></div></div>',
    '<div><section><h4>Versand</h4><p>2 Tage</p></section><section><h4>Bestand</h4><p>Ausverkauft</p></section></div>',
    '<div role="img" aria-label="Sold out"></div>', '<span class="badge" title="Sold out"></span>', '<i class="icon" title="Out of stock"></i>', "<p>The last one has been sold.</p>", "<p>Das letzte Stück wurde verkauft</p>",
    "<p>S O L D &nbsp; O U T</p>", "<p>A U S V E R K A U F T</p>", "<h3>O.U.T O.F S.T.O.C.K</h3>", "<p><span>S</span><span>O</span><span>L</span><span>D</span> <span>O</span><span>U</span><span>T</span></p>", "<p>品 切 れ</p>", "<p>품 절</p>", "<p>完　売</p>",
    '<img src="/s.png" alt="Sold Out">', "<p>Aus&shy;verkauft</p>", "<p>Sold\u200b out</p>", "<p>SOLD_OUT</p>", "<p>ＳＯＬＤ　ＯＵＴ</p>", "<p>*** SOLD OUT ***</p>", "<p>🚫 Sold out 🚫</p>", '<button disabled aria-label="Sold out"><svg></svg></button>',
    "<p><strong>Out</strong> <em>of</em> <b>stock</b></p>", "<p>Sold<br>out</p>", '<div class="flag"><span><span>SOLD</span></span><span> OUT</span></div>', "<p><span>일시</span><span>품절</span></p>",
    "<button disabled><span>Sold</span><span>Out</span></button>", '<form action="/cart/add"><input type="submit" value="Sold Out" disabled></form>', "<p>Leider<br><b>aus</b>verkauft</p>",
]  # fmt: skip
OVER = [
    "Bu ürün şu anda stoklarımızda bulunmamaktadır",
    "We do not have any of these left.", "Sorry, we cannot sell this item in your country", "This style has been retired.", "Dieser Artikel ist nicht mehr da.",
    "Esgotado no momento", "현재 품절입니다", "일시품절되었습니다", "نفذت الكمية حاليا", "אזל מהמלאי זמנית", "Stok sedang habis", "Gone for good", "Not in stock right now", "Sold out until further notice", "0 of 50 left", "0 tickets left",
    "There are not enough products in stock", "Il n'y a pas assez de produits en stock", "No hay suficientes productos en stock", "Nicht genügend Artikel auf Lager", "Not currently in stock",
    "Dieses Produkt wurde leider eingestellt.", "Ce produit n'est plus commercialisé.", "This item has been discontinued by the manufacturer and is no longer available.", "Out of print", "Sorry, all gone!",
    "Dit product is uit het assortiment genomen.", "Este artículo ha sido descatalogado.", "Questo articolo è fuori produzione.", "Produkt został wycofany z oferty.", "Este produto foi descontinuado.",
    "この商品は販売を終了しました。", "该商品已下架", "We no longer carry this item.", "Diesen Artikel führen wir nicht mehr", "This one has been sold.", "Dieser Artikel wurde bereits verkauft.", "We are currently out of this item.",
    "Zurzeit nicht am Lager", "We apologise: this product is out of stock at the moment.", "Ausverkauft, wir erwarten neue Ware in drei Wochen", "No featured offers available", "This item is not available in your region.",
    "Unfortunately the Trail Mug is currently out of stock, we expect new deliveries in about three weeks.", "Este producto no está disponible en tu país",
]  # fmt: skip
ROWS = [
    "<table><tr><th>Size</th><th>In stock</th></tr><tr><td>S</td><td>No</td></tr><tr><td>M</td><td>No</td></tr></table>",
    "<table><tr><td>Weight</td><td>300 g</td><td>Stock</td><td>0</td></tr></table>", "<table><tr><th>Size</th><th>Stock</th></tr><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>0</td></tr></table>", '<p><input type="checkbox" disabled> In stock</p>',
    "<table><tr><td>Stock</td><td>:</td><td>0</td></tr></table>", "<table><tr><th>在庫</th><td>：</td><td>なし</td></tr></table>", "<table><tr><td>Lagerbestand</td><td> : </td><td>0 Stück</td></tr></table>",
    '<label>Stock</label><input readonly value="0">', '<label for="lager">Lagerbestand</label><div><input id="lager" type="number" disabled value="0"></div>', '<label>Availability <input type="text" readonly value="No"></label>', '<p>Stock:</p><input value="Out of stock" readonly>',
    "<p>재고 0개</p>", "<p>0개 남음</p>", "<p>Availability: 0</p>",
    "<table><tr><th>Price</th><th>Stock</th></tr><tr><td>19</td><td>0</td></tr></table>", "<table><thead><tr><th>SKU</th><th>Availability</th></tr></thead><tbody><tr><td>TM1</td><td>No</td></tr></tbody></table>",
    "<p>Stock: 0/10</p>", "<p>Units left: 0</p>", "<details open><summary>Availability</summary><p>Sold out</p></details>",
    "<dl><dt>Current Stock:</dt><dd><span>0</span></dd></dl>", "<ul><li>Brand: Acme</li><li>Available stock: 0</li></ul>",
    "<dl><dt>SKU</dt><dd>TM1</dd><dt>Lagerbestand</dt><dd>0</dd></dl>", "<dl><dt>Quantity available</dt><dd>None</dd></dl>", "<table><tr><td>Verfügbar</td><td>Nein</td></tr></table>",
    '<table><tr><th>In stock</th><td><i class="fa fa-times"></i></td></tr></table>', '<div class="row"><div class="label">Stock</div><div class="value">0</div></div>', "<div><span>Stock:</span> <span>0 pcs</span></div>",
    "<p>Disponibles: 0 unidades</p>", "<table><tr><td>Stok durumu</td><td>Yok</td></tr></table>", "<table><tr><td>Наличие</td><td>Нет</td></tr></table>", "<table><tr><th>在庫</th><td>なし</td></tr></table>",
    "<table><tr><th>在庫状況</th><td>×</td></tr></table>", "<p>库存：0件</p>", "<dl><dt>Bestand</dt><dd>0 Stück</dd></dl>",
]  # fmt: skip
EMPTIED = [
    f'<fieldset disabled><label><input type="radio" name="size">S</label><label><input type="radio" name="size">M</label></fieldset>{BUY}',
    f'<select name="size"><optgroup label="Sizes" disabled><option>S</option><option>M</option></optgroup></select>{BUY}',
    '<form action="/cart/add"><input type="radio" id="s" name="size" disabled><label for="s">S</label><input type="radio" id="m" name="size" disabled><label for="m">M</label><button>Add to cart</button></form>',
    f'<div class="sizes"><button disabled>S</button><button disabled>M</button></div>{BUY}', f'<div class="swatches"><button aria-disabled="true">S</button><button aria-disabled="true">M</button></div>{BUY}',
    f'<select name="groesse"><option value="">Bitte wählen</option><option>S (ausverkauft)</option><option>M (ausverkauft)</option></select>{BUY}',
    f'<select name="taille"><option disabled>S - Épuisé</option><option disabled>M - Épuisé</option></select>{BUY}', f'<ul><li class="size unavailable">38</li><li class="size unavailable">39</li></ul>{BUY}',
    f'<ul class="swatch-list"><li><button class="sold-out">Red</button></li><li><button class="sold-out">Blue</button></li></ul>{BUY}', f'<div><a class="size is-disabled">EU 40</a><a class="size is-disabled">EU 41</a></div>{BUY}',
]  # fmt: skip
STATED = ['<p class="stock">Sold</p>', "<button disabled>Sold</button>", '<p class="availability">Verkauft</p>', '<span class="badge">Sold</span>', '<div class="ribbon">Vendido</div>']  # fmt: skip


@pytest.mark.parametrize("body", [*SPLIT, *(f"<p>{words}</p>" for words in OVER), *ROWS, *EMPTIED, *STATED])
def test_an_absence_is_heard_in_whatever_shape_it_is_written(body: str) -> None:
    assert state(body).buyable is not True


@pytest.mark.parametrize("words", OVER)
def test_an_absence_in_a_whole_sentence_is_heard_far_from_the_name(words: str) -> None:
    page = f"{DATA}<main><div><div><div><div><div>{NAME}</div></div></div></div></div><div><div><p>{words}</p></div></div></main>"
    assert look(page, url=URL).availability.buyable is not True


@pytest.mark.parametrize(
    "body",
    ['<p>Ausverkauft</p>', "<p>19 EUR</p><div>Out of stock</div>", "<img><button disabled>Sold out</button>", "<h2>Mug</h2><span>$19</span><span>Sold Out</span>", "<div><div><b>補貨中</b></div></div>"],
)  # fmt: skip
def test_an_absence_is_heard_where_no_heading_names_the_product(body: str) -> None:
    tags = '<meta property="og:type" content="product"><meta property="product:price:amount" content="19"><meta property="product:availability" content="in stock">'
    assert look(f"{tags}<div>{body}</div>", url=URL).availability.buyable is not True


NO_ABSENCE = [
    "<table><tr><th>Feature</th><th>Available</th></tr><tr><td>Dishwasher</td><td>No</td></tr><tr><td>Microwave</td><td>No</td></tr></table>", '<label>Aantal</label><input readonly value="0">', '<label for="c">Cantidad:</label><input id="c" disabled value="0">',
    "<table><tr><td>Stock</td><td>4</td><td>Sugar</td><td>0</td></tr></table>", "<table><tr><th>Branch</th><th>Stock</th></tr><tr><td>Porto</td><td>0</td></tr><tr><td>Lisbon</td><td>0</td></tr></table>", '<p class="stock">In stock <button><i class="fa fa-times" aria-hidden="true"></i></button></p>',
    '<p><input type="checkbox" disabled checked> In stock</p>',
    '<p><svg class="lucide lucide-x hidden"></svg> In stock</p>', '<p><i class="fa fa-times d-none" aria-hidden="true"></i> In stock</p>', '<p><i class="fa fa-check" aria-hidden="true"></i> In stock</p>', "<p>The designer has been retired since 2001</p>", "<p>We do not sell your data.</p>",
    '<div><h3>Accessories</h3><div class="card"><h4>Lid</h4><p>Sold out</p></div><div class="card"><h4>Spoon</h4><p>4 EUR</p></div></div>', "<p>Our store in Porto is closed on Sundays.</p>",
    '<span title="Sold out">Grey dots</span>', '<span title="Sold by Acme"></span>', '<a href="/p/cup"><span title="Sold out"></span>Tin Cup</a>', "<p>The last one sold for 90 EUR</p>",
    "<p>S M L X L</p>", "<p>A B C D E F</p>", "<p>J.R.R. Tolkien</p>", "<p>Letters of this font: S O L D E R</p>", "<table><tr><td>Sugar</td><td>:</td><td>0</td></tr></table>", "<table><tr><td>Stock</td><td>:</td><td>7</td></tr></table>", "<table><tr><td>Stock</td><td>0</td><td>7</td></tr></table>",
    '<label>Stock</label><input readonly value="4">', '<label>Quantité</label><input name="qty" readonly value="0">', '<label>Stock</label><input value="0">', '<label><input type="checkbox" value="0"> In stock</label>', '<label>Shipping</label><input readonly value="0">',
    "<p>재고 2개 남음</p>",
    "<p>Weitere Farben bald verfügbar</p>", "<p>Ersatzteile nicht lieferbar</p>", "<p>Meer kleuren binnenkort beschikbaar</p>", "<p>Bulk orders not available</p>", "<p>Pre-order bonus no longer available</p>", "<p>Refill not available</p>",
    "<p>Sold out? Never!</p>", "<p>Out of stock? Tell us!</p>", "<p>他の色は近日発売</p>", "<p>Prévenez-moi des promotions</p>", "<p>Paiement en 3 fois non disponible</p>", "<p>Nouveaux coloris bientôt disponibles</p>",
    "<p>Verkauf nur in haushaltsüblichen Mengen</p>", "<p>Retrait en magasin indisponible</p>", "<p>Recogida en tienda no disponible</p>", "<p>店舗受取不可</p>", "<p>售完为止</p>", "<p>Самовывоз недоступен</p>",
    "<table><tr><th>Price</th><th>Stock</th></tr><tr><td>19</td><td>5</td></tr></table>", "<table><tr><th>Fat</th><th>Sugar</th></tr><tr><td>0</td><td>0</td></tr></table>", '<img alt="Mug with the words: never sold out">',
    '<a href="/p/bowl"><img alt="Bowl"></a>', "<p>Cart: 0 items</p>", "<p>You have 0 points left</p>", "<p>5 of 50 left</p>", "<p>0 reviews</p>", "<table><tr><th>Delivery costs</th><td>0</td></tr></table>",
    '<select name="size"><optgroup label="Gone" disabled><option>S</option></optgroup><optgroup label="There"><option>M</option></optgroup></select>',
    "<table><tr><th>Stock</th><td>12</td></tr></table>", "<dl><dt>Sugar</dt><dd>0</dd></dl>", "<dl><dt>Shipping</dt><dd>No</dd></dl>", "<p>The blue version has been discontinued.</p>", "<p>Sold by Acme</p>", "<p>1,204 sold</p>",
    "<p>Sold: 0 this week</p>", "<p>已售1204件</p>", "<p>This classic has been sold to 1,000 people</p>", "<p>Sold in packs of two</p>", "<div>Sold</div><div>1,204</div>", "<p>You cannot buy more than 2 of this item.</p>",
    '<select name="size"><option value="">Choose</option><option disabled>S - Sold out</option><option>M</option></select>', '<div class="sizes"><button disabled>S</button><button>M</button></div>',
    '<input type="radio" id="s" name="size" disabled><label for="s">S</label><input type="radio" id="m" name="size"><label for="m">M</label>', '<ul><li class="size unavailable">38</li><li class="size">39</li></ul>',
    "<table><tr><th>Size</th><th>Stock</th></tr><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>4</td></tr></table>", '<ul class="pages"><li class="disabled">1</li><li class="disabled">2</li></ul>',
    "<p>Not available in stores</p>", "<p>Our hotline is not available in your region on Sundays</p>", "<p>Not only in stock, but on sale</p>", '<div class="badge">Best sold</div>',
    '<span class="badge">Available in 3 colours</span>', "<p>Zero waste</p>",
]  # fmt: skip


@pytest.mark.parametrize("body", NO_ABSENCE)
def test_what_looks_like_an_absence_and_is_none_leaves_it_in_stock(body: str) -> None:
    assert state(f"{BUY}<div><div>{body}</div></div>") is IN


@pytest.mark.parametrize(
    "banner", ["This product is sold out.", "Dieser Artikel ist derzeit nicht verfügbar.", "Ce produit est épuisé."]
)
@pytest.mark.parametrize("part", ['<div role="alert">{}</div>', '<div class="notice">{}</div>', "<p><b>{}</b></p>"])
def test_a_banner_that_speaks_of_this_product_is_heard_outside_of_the_main_part(banner: str, part: str) -> None:
    page = f"{DATA}<body>{part.format(banner)}<main>{NAME}{PRICE}{BUY}</main></body>"
    assert look(page, url=URL).availability.buyable is not True


@pytest.mark.parametrize(
    "banner",
    ["Our spring collection is sold out.", "Sold out!", "Tin cups are sold out", "Free shipping on this product"],
)
def test_a_banner_of_something_else_is_not(banner: str) -> None:
    assert look(f"{DATA}<body><div>{banner}</div><main>{NAME}{PRICE}{BUY}</main></body>", url=URL).availability is IN
