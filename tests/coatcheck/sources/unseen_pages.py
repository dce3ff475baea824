"""Small pages of many kinds and languages, written before anybody looked which of them are read rightly: what a careful person reads, and the page.

What is right is one of: "in" (it can be bought now), "no" (it can't: sold out, or refused, so that unknown is right as well), "later" (it
can be ordered, though it isn't there yet), "open" (nobody can say of the whole product), "none" (no page of this product).
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from tests.coatcheck.sources.pages import json_ld
from tests.coatcheck.sources.pages import product as described


class Page(NamedTuple):
    right: str
    markup: str
    url: str


BUY = '<form action="/cart/add" method="post"><input type="hidden" name="id" value="44871"><button type="submit" class="btn btn-primary">Add to cart</button></form>'
OTHERS = '<li class="item"><a href="/p/other-one"><img src="o.jpg" alt="Other One"><h3>Other One</h3></a><span class="price">€ 12.00</span><span>In stock</span><button>Add to cart</button></li>'
Layout = Callable[..., str]


def dawn(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f'<div class="announcement-bar" role="region"><p class="announcement-bar__message h5">{bar or "Free shipping over € 50"}</p></div><header class="header"><a href="/">Shop</a><a href="/cart">Cart (0)</a></header><main id="MainContent">{above}<section class="section-template--16 product"><div class="product__media-wrapper"><img src="a.jpg" alt="{name}"></div><div class="product__info-wrapper"><div class="product__title"><h1>{name}</h1></div><div class="price"><span class="price-item price-item--regular">{price}</span></div>{near}<div class="product-form">{buy}</div><div class="product__description rte">{far}</div></div></section><section class="related-products"><h2>You may also like</h2><ul>{OTHERS}</ul></section></main><footer class="footer"><a href="/policies/shipping">Shipping</a></footer>'  # fmt: skip


def tailwind(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f'<div class="flex min-h-screen flex-col"><div class="bg-black text-white text-sm py-2 text-center">{bar or "Ships within 48 hours"}</div><nav class="flex h-16 items-center justify-between"><a href="/">Shop</a></nav><main class="mx-auto max-w-7xl">{above}<div class="grid grid-cols-1 gap-8 lg:grid-cols-2"><div><img src="a.webp" class="size-full object-cover"></div><div class="flex flex-col gap-4"><h1 class="text-3xl font-bold tracking-tight">{name}</h1><p class="text-2xl">{price}</p>{near}<div class="mt-6">{buy}</div><div class="prose">{far}</div></div></div></main><footer class="border-t text-xs">© 2026</footer></div>'  # fmt: skip


def woo(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f'<div id="page" class="hfeed site"><p role="complementary" class="woocommerce-store-notice demo_store">{bar}</p><header id="masthead"><nav><a href="/cart">Cart</a></nav></header><main id="main" class="site-main"><div class="woocommerce-notices-wrapper">{above}</div><div id="product-12" class="product type-product post-12 status-publish"><div class="summary entry-summary"><h1 class="product_title entry-title">{name}</h1><p class="price"><span class="woocommerce-Price-amount amount">{price}</span></p>{near}{buy}</div><div class="woocommerce-tabs wc-tabs-wrapper"><div class="panel entry-content" id="tab-description"><h2>Description</h2>{far}</div></div><section class="related products"><h2>Related products</h2><ul class="products">{OTHERS}</ul></section></div></main></div>'  # fmt: skip


def luma(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f'<div class="page-wrapper"><div class="message global demo"><div class="content"><p>{bar}</p></div></div><header class="page-header"></header><main id="maincontent" class="page-main">{above}<div class="columns"><div class="column main"><div class="product-info-main"><div class="page-title-wrapper product"><h1 class="page-title"><span class="base">{name}</span></h1></div><div class="product-info-price"><div class="price-box"><span class="price">{price}</span></div><div class="product-info-stock-sku">{near}</div></div><div class="product-add-form">{buy}</div></div><div class="product info detailed"><div class="product attribute description">{far}</div></div></div></div></main></div>'  # fmt: skip


def bare(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f"<center><b>{bar}</b></center><table width=800><tr><td><a href=/>Home</a></td></tr><tr><td>{above}<h2>{name}</h2><b>{price}</b><br>{near}<p>{buy}<hr>{far}</td></tr></table>"


def bootstrap(name: str, price: str, bar: str, above: str, near: str, buy: str, far: str) -> str:
    return f'<div class="alert alert-info text-center mb-0">{bar}</div><div class="container py-4">{above}<div class="row"><div class="col-md-6"><img class="img-fluid" src="a.jpg"></div><div class="col-md-6"><h1 class="h2">{name}</h1><p class="lead">{price}</p><div class="card"><div class="card-body">{near}{buy}</div></div></div></div><div class="row"><div class="col-12">{far}</div></div></div>'  # fmt: skip


LAYOUTS: tuple[Layout, ...] = (dawn, tailwind, woo, luma, bare, bootstrap)
PAGES: dict[str, Page] = {}


def data(name: str, availability: str = "InStock", **terms: object) -> str:
    node = described("https://schema.org/" + availability, name)
    return json_ld(node | {"offers": node["offers"] | terms})


def add(
    title: str, right: str, name: str, bar: str = "", above: str = "", near: str = "", buy: str = BUY, far: str = "",
    price: str = "€ 29.00", head: str | None = None, layout: Layout | None = None, url: str = "", lang: str = "",
) -> None:  # fmt: skip
    """Add a page in the next of the layouts; where nothing is said, its data say "in stock" and it has a button that buys."""
    assert title not in PAGES, title
    drawn = (layout or LAYOUTS[len(PAGES) % len(LAYOUTS)])(name, price, bar, above, near, buy, far)
    lang = lang or title.split()[1]
    slug = "-".join(word for word in name.lower().split() if word.isascii() and word.isalnum()) or "item"
    top = f"<title>{name} – Shop</title>" + (data(name) if head is None else head)
    PAGES[title] = Page(right, f'<!doctype html><html lang="{lang}"><head>{top}</head><body>{drawn}</body></html>', url or f"https://shop.example/p/{slug}")  # fmt: skip


def raw(title: str, right: str, markup: str, url: str = "https://shop.example/p/tide-lamp") -> None:
    assert title not in PAGES, title
    PAGES[title] = Page(right, f"<!doctype html><html>{markup}</html>", url)


# fmt: off
# K1 own words in one of several blocks alike
cols = '<div class="row"><div class="col"><h4>Material</h4><p>Oak</p></div><div class="col"><h4>{label}</h4><p>{words}</p></div><div class="col"><h4>Weight</h4><p>2 kg</p></div></div>'
add("K1 en stock column", "no", "Tide Lamp", near=cols.format(label="Stock", words="None left"))
add("K1 de three list items", "no", "Eichenlampe", near="<ul class='usp'><li>Aus Eiche</li><li>Zurzeit leider vergriffen</li><li>5 Jahre Garantie</li></ul>", buy="")
add("K1 fr accordion panel", "no", "Lampe Marée", far="<details open><summary>Disponibilité</summary><p>Ce produit est épuisé.</p></details><details><summary>Entretien</summary><p>Chiffon sec.</p></details>", buy="")
add("K1 en two sections", "no", "Harbour Vase", far="<section class='block'><h3>About</h3><p>Thrown by hand.</p></section><section class='block'><h3>Can I get one?</h3><p>Not right now, every last one has been sold.</p></section>", buy="")
add("K1 es cards", "no", "Jarra Puerto", far="<div class='card'><p>Hecho a mano</p></div><div class='card'><p>Agotado hasta nuevo aviso</p></div><div class='card'><p>Cerámica</p></div>", buy="")
add("K1 nl dl row", "no", "Tafel Zee", near="<dl><div><dt>Kleur</dt><dd>Wit</dd></div><div><dt>Voorraad</dt><dd>Op</dd></div><div><dt>Maat</dt><dd>120 cm</dd></div></dl>")
add("K1 it table row", "no", "Tavolo Onda", near="<table><tr><td>Codice</td><td>TO-1</td></tr><tr><td>Disponibilità</td><td>Esaurito</td></tr><tr><td>Peso</td><td>9 kg</td></tr></table>")
add("K1 ja three divs", "no", "潮のランプ", near="<div class='cell'>送料無料</div><div class='cell'>売り切れました</div><div class='cell'>ギフト対応</div>")
add("K1 en tiles sold out", "in", "Reef Bowl", far="<div class='grid'><div class='card'><a href='/p/a'><h3>Kelp Bowl</h3></a><p>€ 20</p><p>Sold out</p></div><div class='card'><a href='/p/b'><h3>Sand Bowl</h3></a><p>€ 22</p><p>Sold out</p></div><div class='card'><a href='/p/c'><h3>Salt Bowl</h3></a><p>€ 24</p><p>In stock</p></div></div>")
add("K1 de icons in stock", "in", "Riffschale", near="<div class='usps'><div>Kostenloser Versand</div><div>Auf Lager</div><div>30 Tage Rückgabe</div></div>")
add("K1 en faq columns", "in", "Gull Print", far="<div class='row'><div class='col'><h4>What if it sells out?</h4><p>If something is sold out we refund you at once.</p></div><div class='col'><h4>Shipping</h4><p>Within two days.</p></div></div>")
add("K1 sv bundle part", "in", "Måslampa", far="<div class='row'><div class='col'><h4>Ingår</h4><p>Lampa och sladd</p></div><div class='col'><h4>Ingår inte</h4><p>Glödlampa</p></div></div>")

# K2 the buy box in a part with a listed word in its class
add("K2 en pickup box", "no", "Moss Chair", buy="<div class='pickup-and-delivery-box'><span class='price'>€ 29.00</span><button disabled>Out of stock</button></div>")
add("K2 en footer buy", "no", "Fern Chair", buy="<div class='card-footer'><p>Sold out – thank you!</p></div>")
add("K2 de sidebar", "no", "Moosstuhl", buy="<aside class='sidebar sidebar--buy'><strong>€ 29,00</strong><p>Derzeit nicht lieferbar</p></aside>")
add("K2 en header actions", "no", "Birch Stool", buy="<div class='product-header__actions'><button class='btn' aria-disabled='true'>Sold out</button></div>")
add("K2 fr filter-grid", "no", "Tabouret Bouleau", buy="<div class='grid filter-none backdrop-filter'><p>Rupture de stock</p></div>")
add("K2 en review-summary", "no", "Ash Bench", near="<div class='product-review-and-stock'><p>Currently out of stock</p><p>4.5 stars</p></div>", buy="")
add("K2 en modal-less", "no", "Elm Bench", buy="<div class='not-modal popup-anchor'><p>We're out of these.</p></div>")
add("K2 nl nav tabs", "no", "Essen Bank", buy="<div class='tab-pane nav-content active'><p>Uitverkocht</p></div>")
add("K2 en store class", "no", "Larch Shelf", buy="<div class='store-product store-product--single'><p class='msg'>This product is out of stock.</p></div>")
add("K2 en cart class", "no", "Yew Shelf", buy="<div class='cart-area add-to-cart-wrapper'><button disabled>Sold Out</button></div>")
add("K2 en mini cart", "in", "Pine Rack", above="<div class='mini-cart'><p>Your cart is empty</p><p>Some items in your cart are sold out.</p></div>")
add("K2 de filter leiste", "in", "Kiefernregal", above="<div class='filter-sidebar'><label><input type='checkbox'> Ausverkauft (12)</label><label><input type='checkbox'> Auf Lager (4)</label></div>")
add("K2 en header ok", "in", "Palm Rack", near="<div class='product-page-header'><p>In stock</p></div>")
add("K2 en reviews", "in", "Cork Tray", far="<div class='reviews'><article><h4>Anna</h4><p>It was sold out for weeks, glad I got one.</p></article></div>")

# K3 unnamed words far from the heading, or no heading
add("K3 en end of description", "no", "Slate Clock", far="<p>A clock made of slate.</p><p>It runs for a year on one cell.</p><p>Please note: all sold.</p>", buy="")
add("K3 en after gallery", "no", "Basalt Clock", above="<div><figure><img src='1.jpg'></figure><div><div><em>Gone! All of these have found a home.</em></div></div></div>", buy="")
add("K3 de ganz unten", "no", "Schieferuhr", far="<div><div><div><div><p>Dieses Produkt ist leider nicht mehr verfügbar.</p></div></div></div></div>", buy="")
raw("K3 en no heading", "no", "<head><title>Tide Lamp</title>" + data("Tide Lamp") + "</head><body><div><img src='a.jpg' alt='Tide Lamp'><div>€ 29</div><div>SOLD</div></div></body>")
raw("K3 pl no heading", "no", "<head><title>Lampa Fala</title>" + data("Lampa Fala") + "</head><body><div class='a'><div class='b'>Lampa Fala</div><div class='c'>119 zł</div></div><div class='d'>Produkt chwilowo niedostępny</div></body>")
add("K3 pt longe", "no", "Relógio Ardósia", far="<div><p>Feito em ardósia.</p></div><div><section><p>Esgotado! Voltamos em breve.</p></section></div>", buy="")
add("K3 cs far", "no", "Hodiny Břidlice", far="<div><div><span>Vyprodáno</span></div></div>", buy="")
add("K3 tr far", "no", "Arduvaz Saat", far="<div><section><div><p>Bu ürün tükendi.</p></div></section></div>", buy="")
add("K3 en h1 is brand", "no", "Granite Clock", above="<p>Unfortunately this one is gone.</p>", buy="")
add("K3 ko far", "no", "파도 램프", far="<div><div><p>현재 품절된 상품입니다.</p></div></div>", buy="")
add("K3 en story", "in", "Marble Clock", far="<p>The first run of 2019 sold out in a day. So we made more.</p>")
add("K3 fr histoire", "in", "Horloge Marbre", far="<p>La première série, épuisée en une journée, nous a donné envie de continuer.</p>")
add("K3 en other model", "in", "Onyx Clock", far="<p>Looking for the smaller Onyx Mini? That model is sold out.</p>")

# K4 another product speaks for a dead page
raw("K4 en sorry gone", "none", "<head><title>Sorry - Shop</title></head><body><main><h1>Sorry, we couldn't find what you were looking for</h1><h2>Popular right now</h2><div class='tile'><a href='/p/reed-lamp'>Reed Lamp</a><span>€ 20</span><span>In stock</span><button>Add to cart</button></div></main></body>")
raw("K4 de nicht gefunden", "none", "<head><title>Seite nicht gefunden</title>" + data("Schilflampe", url="https://shop.example/p/schilflampe") + "</head><body><h1>Hoppla! Diese Seite gibt es nicht mehr.</h1><p>Vielleicht gefällt Ihnen:</p><div><a href='/p/schilflampe'>Schilflampe</a> 20 € <button>In den Warenkorb</button></div></body>")
raw("K4 fr introuvable", "none", "<head><title>Erreur</title></head><body><h1>Oups, cette page est introuvable</h1><section class='reco'><a href='/p/x'>Lampe Roseau</a> En stock 20 €</section></body>")
raw("K4 en bowl at lamp", "none", "<head><title>Reed Bowl | Shop</title><link rel='canonical' href='https://shop.example/p/reed-bowl'>" + data("Reed Bowl", url="https://shop.example/p/reed-bowl") + "</head><body><h1>Reed Bowl</h1><p>€ 20</p>" + BUY + "</body>", url="https://shop.example/p/tide-lamp")
raw("K4 es no existe", "none", "<head><title>404</title></head><body><h1>La página que buscas no existe</h1><ul><li><a href='/p/z'>Lámpara Junco</a> 20 € Disponible <button>Añadir al carrito</button></li></ul></body>")
raw("K4 en retired successor", "no", "<head><title>Tide Lamp</title>" + data("Tide Lamp 2", url="https://shop.example/p/tide-lamp-2") + "</head><body><main><h1>Tide Lamp</h1><p>This model has been retired. Meet its successor:</p><div class='next'><a href='/p/tide-lamp-2'>Tide Lamp 2</a><span>€ 39</span><button>Add to cart</button></div></main></body>")
raw("K4 nl vervangen", "no", "<head><title>Getijlamp</title>" + data("Getijlamp Nieuw", url="https://shop.example/p/getijlamp-nieuw") + "</head><body><main><h1>Getijlamp</h1><p>Dit artikel is uit het assortiment. Bekijk de opvolger:</p><a href='/p/getijlamp-nieuw'>Getijlamp Nieuw</a> <b>€ 39</b> <button>In winkelwagen</button></main></body>", url="https://shop.example/p/getijlamp")
raw("K4 en no longer exists", "none", "<head><title>Shop</title></head><body><main><p>The product you requested no longer exists.</p><h3>Try these</h3><div><a href='/p/q'>Reed Lamp</a> In stock</div></main></body>")
raw("K4 it non trovata", "none", "<head><title>Pagina non trovata</title></head><body><h1>Pagina non trovata</h1><div><a href='/p/q'>Lampada Canna</a> Disponibile <button>Aggiungi al carrello</button></div></body>")
raw("K4 ja not found", "none", "<head><title>ページが見つかりません</title></head><body><h1>お探しのページは見つかりませんでした</h1><div><a href='/p/q'>葦ランプ</a> 在庫あり <button>カートに入れる</button></div></body>")
raw("K4 en collection instead", "none", "<head><title>Lamps – Shop</title></head><body><h1>Lamps</h1><p>The item you are looking for has moved on. Here is our range.</p><ul>" + OTHERS + OTHERS.replace("other-one", "other-two").replace("Other One", "Other Two") + "</ul></body>")
add("K4 en 404 in name", "in", "Error 404 Mug", near="<p>In stock</p>")
raw("K4 en own canonical", "in", "<head><title>Tide Lamp | Shop</title><link rel='canonical' href='https://shop.example/p/tide-lamp'>" + data("Tide Lamp") + "</head><body><h1>Tide Lamp</h1><p>€ 20</p>" + BUY + "<h3>Replaced the old Tide Lamp One, which has been discontinued</h3></body>")

# K5 an absence in another shape
add("K5 en stock row zero", "no", "Opal Cup", near="<table><tr><th>Units available</th><td>0</td></tr></table>")
add("K5 en split over tags", "no", "Jade Cup", near="<p><b>Out</b> <i>of</i> <b>stock</b></p>", buy="")
add("K5 de split", "no", "Jadetasse", near="<p>Aus<wbr>ver<wbr>kauft</p>", buy="")
add("K5 en retired", "no", "Agate Cup", near="<p>We have stopped making the Agate Cup.</p>", buy="")
add("K5 en production ended", "no", "Coral Cup", far="<p>Production of this cup ended in 2025.</p>", buy="")
add("K5 en none disabled sizes", "no", "Linen Shirt", near="<select name='size'><option value=''>Size</option><option disabled>S – unavailable</option><option disabled>M – unavailable</option></select>", buy="<button disabled>Select a size</button>")
add("K5 de alle groessen", "no", "Leinenhemd", near="<div class='swatches'><button disabled aria-label='S ausverkauft'>S</button><button disabled aria-label='M ausverkauft'>M</button></div>", buy="<button disabled>In den Warenkorb</button>")
add("K5 en img", "no", "Ruby Cup", near="<img src='/i/so.png' alt='Sold out'>", buy="")
add("K5 fr plus fabrique", "no", "Tasse Agate", near="<p>Cet article n'est plus fabriqué.</p>", buy="")
add("K5 es descatalogado", "no", "Taza Ágata", near="<p>Producto descatalogado</p>", buy="")
add("K5 it fuori produzione", "no", "Tazza Agata", near="<p>Articolo fuori produzione</p>", buy="")
add("K5 en only strike", "no", "Topaz Cup", near="<p>Availability: <strong>no</strong></p>", buy="")
add("K5 en remaining", "no", "Amber Cup", near="<p>0 of 250 remaining</p>")
add("K5 ru net", "no", "Чашка Агат", near="<p>Наличие: нет</p>", buy="")
add("K5 zh split", "no", "潮汐灯", near="<p><span>已</span><span>售</span><span>罄</span></p>", buy="")
add("K5 en count ok", "in", "Pearl Cup", near="<table><tr><th>Units available</th><td>14</td></tr><tr><th>Defects</th><td>0</td></tr></table>")
add("K5 en one size gone", "in", "Wool Shirt", near="<p>In stock</p><p>Colour: sand</p><p>0 % plastic</p>")
add("K5 en discontinued colour", "in", "Cotton Shirt", near="<p>In stock</p>", far="<p>The olive colour has been discontinued.</p>")
add("K5 de auslauf", "in", "Wollhemd", near="<p>Auf Lager</p>", far="<p>Frühere Farben werden nicht mehr hergestellt.</p>")

# K6 a refusal beside in-stock data
add("K6 en holiday bar", "no", "Plum Jam", bar="We're on holiday until 12 January. Ordering is switched off until then.", buy="")
add("K6 en vacation mode", "no", "Pear Jam", near="<p>Shop is in vacation mode. Come back on 2 February to place your order.</p>", buy="")
add("K6 en pause sales", "no", "Fig Jam", bar="We have paused sales while we move house")
add("K6 en pause until", "no", "Quince Jam", near="<p>We pause sales until 3 March.</p>", buy="")
add("K6 de ferien", "no", "Pflaumenmus", bar="Betriebsferien bis 12. Januar – Bestellungen sind so lange nicht möglich", buy="")
add("K6 de verfuegbar ab", "no", "Birnenmus", near="<p>Verfügbar ab 15.03.2027</p>", buy="")
add("K6 de telefonisch", "no", "Feigenmus", near="<p>Bestellung nur telefonisch unter 030 123456</p>", buy="")
add("K6 de haendler", "no", "Quittenmus", near="<p>Nur im Fachhandel erhältlich</p>", buy="")
add("K6 en call to buy", "no", "Honey Jar", near="<p>Call 555-0134 to order this item.</p>", buy="")
add("K6 en enquire", "no", "Clover Honey", near="<p>Please enquire for availability.</p>", buy="<a class='btn' href='/contact'>Enquire</a>")
add("K6 en seller away", "no", "Heather Honey", near="<p>The seller is away until 9 January and takes no orders.</p>", buy="")
add("K6 en trade only", "no", "Lime Honey", near="<p>Trade customers only. Please sign in with your trade account.</p>", buy="")
add("K6 en display only", "no", "Oak Honey", near="<p>Display piece. Not for purchase.</p>", buy="")
add("K6 en region", "no", "Acacia Honey", near="<p>Sorry, we're unable to sell this product in your region.</p>", buy="")
add("K6 en invite", "no", "Thyme Honey", near="<p>Purchase by invitation only</p>", buy="<button>Request invitation</button>")
add("K6 en raffle", "no", "Wave Runner", near="<p>Releasing through a raffle. Enter before 4 May.</p>", buy="<button>Enter raffle</button>")
add("K6 en drops friday", "no", "Dune Runner", near="<p>Drops Friday, 10 AM</p>", buy="")
add("K6 en launching", "no", "Tide Runner", near="<p>Launching 14 June 2027</p>", buy="<button>Remind me</button>")
add("K6 en order window", "no", "Foam Runner", near="<p>The order window for this batch has closed. The next one opens in spring.</p>", buy="")
add("K6 en next batch", "no", "Sand Runner", near="<p>Orders for the next batch open on 1 February.</p>", buy="")
add("K6 fr vacances", "no", "Confiture Prune", bar="Boutique en congés jusqu'au 12 janvier, les commandes reprendront à notre retour", buy="")
add("K6 fr telephone", "no", "Confiture Figue", near="<p>Commande uniquement par téléphone</p>", buy="")
add("K6 fr bientot vente", "no", "Confiture Coing", near="<p>En vente à partir du 3 mars 2027</p>", buy="")
add("K6 fr magasin", "no", "Miel Acacia", near="<p>Vendu uniquement en magasin</p>", buy="")
add("K6 es vacaciones", "no", "Mermelada Higo", bar="Cerrado por vacaciones: no se aceptan pedidos hasta el 12 de enero", buy="")
add("K6 es llame", "no", "Miel Brezo", near="<p>Llámenos para hacer su pedido</p>", buy="")
add("K6 es a la venta", "no", "Miel Tomillo", near="<p>A la venta el 3 de marzo</p>", buy="")
add("K6 it ferie", "no", "Marmellata Fichi", bar="Siamo in ferie fino al 12 gennaio: gli ordini sono sospesi", buy="")
add("K6 it contattaci", "no", "Miele Acacia", near="<p>Contattaci per ordinare</p>", buy="")
add("K6 it in vendita dal", "no", "Miele Erica", near="<p>In vendita dal 3 marzo 2027</p>", buy="")
add("K6 nl vakantie", "no", "Vijgenjam", bar="Wegens vakantie is bestellen tot 12 januari niet mogelijk", buy="")
add("K6 nl bel ons", "no", "Heidehoning", near="<p>Bel ons om te bestellen</p>", buy="")
add("K6 pl urlop", "no", "Dżem Śliwka", bar="Przerwa urlopowa do 12 stycznia – nie przyjmujemy zamówień", buy="")
add("K6 pl zadzwon", "no", "Miód Lipa", near="<p>Zadzwoń, aby zamówić</p>", buy="")
add("K6 pt ferias", "no", "Doce Figo", bar="Estamos de férias até 12 de janeiro; não aceitamos encomendas", buy="")
add("K6 sv semester", "no", "Fikonsylt", bar="Semesterstängt till 12 januari, inga beställningar tas emot", buy="")
add("K6 da ferie", "no", "Figensyltetøj", bar="Vi holder ferielukket til 12. januar og modtager ikke ordrer", buy="")
add("K6 ru otpusk", "no", "Варенье Слива", bar="Мы в отпуске до 12 января, заказы не принимаются", buy="")
add("K6 ru pozvonite", "no", "Мёд Липа", near="<p>Для заказа позвоните нам</p>", buy="")
add("K6 ja kyugyo", "no", "すももジャム", bar="年末年始休業のため、1月5日までご注文を受け付けておりません", buy="")
add("K6 ja hatsubai", "no", "いちじくジャム", near="<p>2027年3月3日発売予定</p>", buy="")
add("K6 zh kaishou", "no", "李子酱", near="<p>3月3日开售</p>", buy="")
add("K6 zh kefu", "no", "无花果酱", near="<p>请联系客服购买</p>", buy="")
add("K6 ko munui", "no", "자두잼", near="<p>전화 주문만 가능합니다</p>", buy="")
add("K6 tr tatil", "no", "Erik Reçeli", bar="Tatil nedeniyle 12 Ocak'a kadar sipariş alınmamaktadır", buy="")
add("K6 cs dovolena", "no", "Džem Švestka", bar="Dovolená do 12. ledna, objednávky nepřijímáme", buy="")
add("K6 ar ittisal", "no", "مربى التين", near="<p>اتصل بنا لطلب هذا المنتج</p>", buy="")
add("K6 en stuck button", "no", "Elder Jam", buy="<form action='/cart/add'><button disabled class='btn'>Add to cart</button></form><p>Sales are on hold.</p>")
add("K6 en reserved", "no", "Sloe Jam", near="<p>This piece is reserved for a customer.</p>", buy="")
add("K6 en allocated", "no", "Rowan Jam", near="<p>All jars of this batch are allocated.</p>", buy="")
add("K6 en max one day", "in", "Damson Jam", near="<p>In stock</p><p>At most 3 jars per order.</p>")
add("K6 en showroom closed", "in", "Cherry Jam", bar="Our showroom is closed on Sundays. Order online any time.")
add("K6 en xmas ship", "in", "Lemon Curd", bar="Orders placed after 20 December ship in January")
add("K6 de versandpause", "in", "Kirschmus", bar="Wir verschicken montags bis freitags", near="<p>Sofort lieferbar</p>")
add("K6 en call help", "in", "Peach Jam", near="<p>In stock</p>", far="<p>Questions? Call 555-0134 and we gladly help.</p>")
add("K6 en gift wrap", "in", "Grape Jelly", near="<p>In stock. Gift wrap can't be added to this item.</p>")
add("K6 fr retours", "in", "Gelée Raisin", near="<p>En stock</p>", far="<p>Les articles personnalisés ne peuvent pas être repris.</p>")
add("K6 en also wholesale", "in", "Mint Jelly", far="<p>Wholesale? Contact us to order by the pallet.</p>")
add("K6 nl winkel open", "in", "Druivengelei", bar="Onze winkel is gesloten op zondag", near="<p>Op voorraad</p>")
add("K6 en released past", "in", "Rose Jelly", near="<p>Released 14 June 2024. In stock.</p>")
add("K6 ja present", "in", "ぶどうゼリー", near="<p>在庫あり</p>", far="<p>2024年3月3日発売。ギフト包装は承っておりません。</p>")

# K7 the mark beside the words
add("K7 en cross entity", "no", "Iron Pan", near="<p>&#10008; Available online</p>")
add("K7 en emoji", "no", "Steel Pan", near="<p>❌ In stock</p>")
add("K7 en red circle", "no", "Copper Pan", near="<p class='stock'>Stock: 🔴 none</p>")
add("K7 en minus", "no", "Tin Pan", near="<p>Stock level: -4</p>")
add("K7 en yesterday", "no", "Cast Pan", near="<p class='stock'>Last seen in stock yesterday</p>", buy="", head="")
add("K7 en was", "no", "Clay Pan", near="<p class='stock'>Was in stock on 3 May</p>", buy="", head="")
add("K7 de kreuz", "no", "Eisenpfanne", near="<p>Verfügbar: ✘</p>")
add("K7 fr croix", "no", "Poêle Fer", near="<p>En stock : ✖ non</p>")
add("K7 en icon x", "no", "Enamel Pan", near="<p><i class='icon' role='img' aria-label='no'></i> In stock</p>")
add("K7 en zero words", "no", "Glass Pan", near="<p>We have zero of these in stock.</p>", buy="")
add("K7 en no units", "no", "Stone Pan", near="<p>No units on hand</p>", buy="")
add("K7 ja batsu", "no", "鉄のフライパン", near="<p>在庫：×</p>")
add("K7 es cero", "no", "Sartén Hierro", near="<p>Existencias: 0 unidades</p>")
add("K7 en check", "in", "Titan Pan", near="<p>✔ In stock</p>")
add("K7 ja maru", "in", "銅のフライパン", near="<p>在庫：○</p>")
add("K7 en minus price", "in", "Nickel Pan", near="<p>-20 % In stock</p>")
add("K7 de haken", "in", "Stahlpfanne", near="<p>✓ Auf Lager, ✗ Selbstabholung</p>")

# K8 words that qualify it
add("K8 en soon", "no", "Bay Candle", near="<p class='stock'>Back in stock soon</p>", buy="")
add("K8 en week", "no", "Fir Candle", near="<p class='stock'>We expect these back within three weeks</p>", buy="")
add("K8 en in store", "no", "Rye Candle", near="<p class='stock'>In stock at our Leeds branch only</p>", buy="", head="")
add("K8 de bald", "no", "Lorbeerkerze", near="<p>Demnächst wieder da</p>", buy="")
add("K8 de filiale", "no", "Tannenkerze", near="<p class='stock'>Nur noch in der Filiale vorrätig</p>", buy="", head="")
add("K8 fr bientot", "no", "Bougie Sapin", near="<p>De retour prochainement</p>", buy="")
add("K8 es pronto", "no", "Vela Abeto", near="<p>Pronto de nuevo disponible</p>", buy="")
add("K8 it presto", "no", "Candela Abete", near="<p>Torna presto disponibile</p>", buy="")
add("K8 nl binnenkort", "no", "Sparkaars", near="<p>Binnenkort weer leverbaar</p>", buy="")
add("K8 pl wkrotce", "no", "Świeca Jodła", near="<p>Wkrótce w sprzedaży</p>", buy="")
add("K8 pt breve", "no", "Vela Louro", near="<p>Brevemente disponível</p>", buy="")
add("K8 sv snart", "no", "Granljus", near="<p>Snart tillbaka i lager</p>", buy="")
add("K8 fi pian", "no", "Kuusikynttilä", near="<p>Tulossa pian takaisin varastoon</p>", buy="")
add("K8 ja nyuka", "no", "もみのキャンドル", near="<p>近日入荷予定</p>", buy="")
add("K8 zh jijiang", "no", "冷杉蜡烛", near="<p>即将上市</p>", buy="")
add("K8 ru skoro", "no", "Свеча Ель", near="<p>Скоро в продаже</p>", buy="")
add("K8 ko got", "no", "전나무 초", near="<p>곧 재입고됩니다</p>", buy="")
add("K8 vi sap", "no", "Nến Thông", near="<p>Sắp có hàng trở lại</p>", buy="")
add("K8 cs brzy", "no", "Svíčka Jedle", near="<p>Brzy opět skladem</p>", buy="")
add("K8 da snart", "no", "Granlys", near="<p>Kommer snart på lager igen</p>", buy="")
add("K8 en preorder", "later", "Oat Candle", near="<p>Pre-order now, ships in May 2027</p>", buy="<button>Pre-order</button>", head="")
add("K8 de vorbestellen", "later", "Haferkerze", near="<p>Jetzt vorbestellen</p>", buy="<button>Vorbestellen</button>", head="")
add("K8 en policy", "in", "Sage Candle", near="<p>In stock</p>", far="<p>New scents are coming soon.</p>")
add("K8 en delivery days", "in", "Iris Candle", near="<p>In stock, delivered within 3 days</p>")
add("K8 fr livraison", "in", "Bougie Iris", near="<p>En stock, expédié sous 48 h</p>")
add("K8 de liefer", "in", "Iriskerze", near="<p>Auf Lager. Lieferzeit 2–3 Werktage</p>")
add("K8 en store too", "in", "Lily Candle", near="<p>In stock online and in store</p>")

# K9 the site speaks of itself
raw("K9 en maintenance", "none", "<head><title>Shop</title></head><body><h1>Down for maintenance</h1><p>We're updating our store and will be back shortly.</p></body>")
raw("K9 en store closed", "none", "<head><title>Shop</title></head><body><h2>Our store is closed for now</h2><p>Leave your e-mail and we'll tell you when we open.</p><form><input name=email><button>Notify me</button></form></body>")
raw("K9 de wartung", "none", "<head><title>Shop</title></head><body><p>Wegen Wartungsarbeiten ist unser Onlineshop momentan nicht erreichbar.</p></body>")
raw("K9 fr indisponible", "none", "<head><title>Boutique</title></head><body><h1>Boutique momentanément indisponible</h1><p>Nous revenons très vite.</p></body>")
raw("K9 es mantenimiento", "none", "<head><title>Tienda</title></head><body><h1>Sitio en mantenimiento</h1><p>La tienda no está disponible en este momento.</p></body>")
raw("K9 nl niet beschikbaar", "none", "<head><title>Winkel</title></head><body><p>Onze webshop is tijdelijk niet beschikbaar.</p></body>")
raw("K9 en password page", "none", "<head><title>Opening soon</title></head><body><h1>Opening soon</h1><form action='/password'><input type='password' name='password'><button>Enter</button></form></body>")
raw("K9 pl przerwa", "none", "<head><title>Sklep</title></head><body><h1>Przerwa techniczna</h1><p>Sklep jest chwilowo niedostępny.</p></body>")
raw("K9 ru nedostupen", "none", "<head><title>Магазин</title></head><body><h1>Сайт временно недоступен</h1></body>")
raw("K9 ja maintenance", "none", "<head><title>メンテナンス</title></head><body><h1>ただいまメンテナンス中です</h1><p>現在ご利用いただけません。</p></body>")
raw("K9 en high traffic", "none", "<head><title>Please wait</title></head><body><h1>You are in line</h1><p>Lots of people want to shop right now. Your estimated wait is 4 minutes.</p></body>")
raw("K9 en region block", "none", "<head><title>Shop</title></head><body><h1>This website is not available in your country</h1></body>")
raw("K9 en access denied", "none", "<head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this server. Reference #18.2f</p></body>")
add("K9 en maintenance bar", "in", "Kelp Soap", bar="Planned maintenance on Sunday 3:00–4:00")
add("K9 en closed sundays", "in", "Salt Soap", bar="Our help desk is currently unavailable by phone, write to us")
add("K9 de laden", "in", "Algenseife", bar="Unser Ladengeschäft ist derzeit geschlossen, der Onlineshop ist für Sie da")

# K10 one selected size speaks for all
sizes = "<label>Size</label><select name='size'><option{0}>S</option><option{1}>M</option><option{2}>L</option></select>"
add("K10 en select first", "open", "Surf Tee", near=sizes.format(" selected", "", "") + "<p class='stock'>Sold out</p>", head="", buy="")
add("K10 en select instock", "open", "Swim Tee", near=sizes.format("", " selected", "") + "<p class='stock'>Out of stock</p>", head="")
add("K10 de radio", "open", "Wellenshirt", near="<fieldset><legend>Größe</legend><input type=radio name=g id=g1 checked><label for=g1>S</label><input type=radio name=g id=g2><label for=g2>M</label></fieldset><p>Ausverkauft</p>", head="", buy="")
add("K10 fr bouton", "open", "Tee Vague", near="<div role='radiogroup' aria-label='Taille'><button aria-checked='true' role='radio'>S</button><button role='radio' aria-checked='false'>M</button></div><p>Épuisé</p>", head="", buy="")
add("K10 en swatch active", "open", "Reef Tee", near="<ul class='swatches'><li class='swatch is-active' data-value='Red'>Red</li><li class='swatch' data-value='Blue'>Blue</li></ul><p>Colour Red is sold out</p>", head="", buy="")
add("K10 en this size", "open", "Dune Tee", near=sizes.format(" selected", "", "") + "<p>This size is sold out. Pick another.</p>", head="", buy="")
add("K10 es talla", "open", "Camiseta Ola", near="<label>Talla</label><select><option selected>S</option><option>M</option></select><p>Talla agotada</p>", head="", buy="")
add("K10 it taglia", "open", "Maglia Onda", near="<label>Taglia</label><select><option selected>S</option><option>M</option></select><p>Questa taglia è esaurita</p>", head="", buy="")
add("K10 en all marked", "no", "Kelp Tee", near="<select name='size'><option>S - Sold out</option><option>M - Sold out</option><option>L - Sold out</option></select>", buy="")
add("K10 en all gone sentence", "no", "Gull Tee", near=sizes.format(" selected", "", "") + "<p>All sizes are sold out.</p>")
add("K10 de alle weg", "no", "Möwenshirt", near="<select name='g'><option>S</option><option>M</option></select><p>In allen Größen ausverkauft</p>")
add("K10 en quantity", "no", "Sand Tee", near="<label>Quantity</label><select name='qty'><option selected>1</option><option>2</option></select><p class='stock'>Sold out</p>", buy="")

# K11 data that is there and not weighed
add("K11 en ends past", "no", "Cove Ring", head=data("Cove Ring", availabilityEnds="2025-01-31"), buy="")
add("K11 en starts ahead", "no", "Bay Ring", head=data("Bay Ring", availabilityStarts="2027-06-01"), buy="")
add("K11 en level zero", "no", "Isle Ring", head=data("Isle Ring", inventoryLevel={"@type": "QuantitativeValue", "value": 0}), buy="")
add("K11 en bcdata", "no", "Atoll Ring", head="<meta property='og:type' content='product'><meta property='product:availability' content='instock'>", buy="<input type='submit' value='Add to Cart'><script>var BCData = {\"product_attributes\":{\"sku\":\"AR\",\"purchasable\":false,\"instock\":false,\"stock\":0}};</script>")
add("K11 en nuxt", "no", "Fjord Ring", buy="<div id='app'></div><script>window.__STATE__={\"product\":{\"title\":\"Fjord Ring\",\"variants\":[{\"id\":1,\"title\":\"S\",\"sku\":\"F-S\",\"available\":false,\"price\":2900},{\"id\":2,\"title\":\"M\",\"sku\":\"F-M\",\"available\":false,\"price\":2900}]}}</script>")
add("K11 en next data", "no", "Delta Ring", head="", buy="<script id='__NEXT_DATA__' type='application/json'>" + json.dumps({"props": {"pageProps": {"product": {"name": "Delta Ring", "variants": [{"sku": "D1", "size": "S", "stock": 0, "price": 29}, {"sku": "D2", "size": "M", "stock": 0, "price": 29}]}}}}) + "</script>")
add("K11 en next data in", "in", "Lagoon Ring", head="", buy="<script id='__NEXT_DATA__' type='application/json'>" + json.dumps({"props": {"pageProps": {"product": {"name": "Lagoon Ring", "variants": [{"sku": "D1", "size": "S", "stock": 4, "price": 29}, {"sku": "D2", "size": "M", "stock": 2, "price": 29}]}}}}) + "</script>")
add("K11 en offer soldout agg", "no", "Sound Ring", head=json_ld({"@type": "Product", "name": "Sound Ring", "offers": {"@type": "AggregateOffer", "lowPrice": "29", "priceCurrency": "EUR", "offerCount": 0, "availability": "InStock"}}), buy="")
add("K11 en data attribute", "no", "Strait Ring", head="", buy="<div data-product='" + json.dumps({"name": "Strait Ring", "variants": [{"id": 5, "title": "S", "sku": "S5", "inventory_quantity": 0, "available": False}, {"id": 6, "title": "M", "sku": "S6", "inventory_quantity": 0, "available": False}]}) + "'></div>")
add("K11 en microdata out", "no", "Gulf Ring", head="", near="<div itemscope itemtype='https://schema.org/Product'><meta itemprop='name' content='Gulf Ring'><div itemprop='offers' itemscope itemtype='https://schema.org/Offer'><link itemprop='availability' href='https://schema.org/OutOfStock'><meta itemprop='price' content='29'></div></div>", buy="")
add("K11 en eligible past valid", "in", "Port Ring", head=data("Port Ring", priceValidUntil="2025-01-01"))
add("K11 en level ok", "in", "Quay Ring", head=data("Quay Ring", inventoryLevel={"@type": "QuantitativeValue", "value": 7}))
add("K11 en woo data", "no", "Pier Tee", head="", buy="<form class='variations_form cart' data-product_id='12' data-product_variations='" + json.dumps([{"variation_id": 1, "attributes": {"attribute_size": "S"}, "is_in_stock": False, "is_purchasable": True, "display_price": 29}, {"variation_id": 2, "attributes": {"attribute_size": "M"}, "is_in_stock": False, "is_purchasable": True, "display_price": 29}]) + "'></form>")

# What shops write beside what is in stock, where no button is seen
HARMLESS = [
    "Order before 4 pm for same day dispatch", "Free returns within 30 days", "Order today, delivered tomorrow", "Ships in 1-2 business days", "Buy 2, get 1 free", "Subscribe and save 10%", "Sign up for our newsletter and get 10% off", "Add to wishlist",
    "Customers must be 18 or over", "Not suitable for children under 3", "Do not tumble dry", "Do not leave unattended", "Call us with questions: 555-0134", "Need help? Contact our team", "Secure checkout", "Made to last",
    "Our best seller is back", "New: now in sand", "Estimated delivery: Friday, 12 March", "Delivery from Monday", "Only the best wool", "Only 3 left", "Limited edition of 200", "Handmade in Leeds",
    "Members get free shipping", "Pay in 4 instalments", "Price match guarantee", "Available in 5 colours", "Available in store and online", "Check availability in store", "Find your size", "See size guide",
    "Read all reviews", "All orders over € 50 ship free", "All our jars are hand filled", "Each piece is unique", "The last coat you will ever buy", "Every order plants a tree", "Never iron the print", "Don't miss our summer deals",
    "Our summer collection is here", "Inspired by a holiday in Greece", "Perfect for your next holiday", "Gift wrapping available", "Warranty: 2 years", "Returns: 30 days", "Sold by Ann's shop", "Ships from Leeds",
    "Sold in packs of 6", "Produced in Italy", "Production: handmade", "Discontinued models are in our outlet", "Questions? Write to us", "Buy now, pay later", "Buy with confidence", "No hidden costs",
    "No added sugar", "Not tested on animals", "You can't go wrong with this one", "Order a sample first", "Bulk orders welcome", "Business customers: ask for our price list", "Trade discounts available", "Restocked weekly",
    "Updated weekly", "Launched in 2021", "As seen on TV", "Winner of the 2024 design award", "Opens with one hand", "Opening: 12 cm", "Starts at the push of a button", "Return to shop",
    "Back to all products", "Back: linen", "Arrives flat packed", "Expect the unexpected", "Raffle-proof fun", "Auf Lager in 3 Farben", "Bis 14 Uhr bestellt, heute verschickt", "Nicht für Kinder unter 3 Jahren",
    "Kostenlose Rücksendung", "Versand ab 50 € kostenlos", "Fragen? Rufen Sie uns an", "Nur solange der Vorrat reicht", "Kauf auf Rechnung", "Alle Preise inkl. MwSt.", "Nicht bügeln", "Pour toute commande avant 15h, expédition le jour même",
    "Livraison offerte dès 50 €", "Paiement en 3 fois", "Fabriqué en France", "Une question ? Contactez-nous", "Retours gratuits sous 30 jours", "Satisfait ou remboursé", "Pedidos antes de las 14 h se envían hoy", "Envío gratis desde 50 €",
    "Hecho a mano en España", "No planchar", "Spedizione gratuita da 50 €", "Fatto a mano in Italia", "Non lavare in lavatrice", "Ordini entro le 14 spediti oggi", "Voor 22:00 besteld, morgen in huis", "Gratis verzending vanaf € 50",
    "Niet geschikt voor kinderen", "Vragen? Bel ons", "Darmowa dostawa od 200 zł", "Nie prasować", "Zadzwoń do nas z pytaniami", "Fri frakt över 500 kr", "Gratis fragt over 499 kr", "Не подходит для детей",
    "Бесплатная доставка от 3000 ₽", "Есть вопросы? Позвоните нам", "当日発送", "返品は30日以内", "ご注文から3日以内に発送", "包邮", "满200减20", "무료배송",
    "오늘 주문하면 내일 도착", "Üç iş günü içinde kargoda", "Doprava zdarma nad 1500 Kč", "Nelze prát v pračce",
    "Ce produit ne contient pas de sucre", "Questo prodotto non contiene lattosio", "Ten produkt nie zawiera glutenu", "Dieses Produkt enthält keine Nüsse", "Este producto no contiene gluten",
    "Dit product bevat geen noten", "Produkten innehåller inte mjölk", "This product contains no nuts", "All rights reserved", "Alle Rechte vorbehalten", "Tento výrobek neobsahuje lepek",
]
