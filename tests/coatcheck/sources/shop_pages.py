"""Small pages as the usual shop softwares and their themes write them, by what a careful person reads there."""

from tests.coatcheck.sources.pages import json_ld
from tests.coatcheck.sources.pages import product as described


def ld(name: str, availability: str = "InStock", **terms: object) -> str:
    node = described(availability, name)
    return json_ld(node | {"offers": node["offers"] | terms})


def page(name: str, body: str, data: str | None = None, slug: str = "") -> tuple[str, str]:
    """A page whose data says "in stock" unless it is given, with its address."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()).split()
    address = f"https://shop.example/{slug or 'p/' + '-'.join(words)}"
    return address, f"<!doctype html><title>{name} | Shop</title>{ld(name) if data is None else data}<body>{body}"


def woocommerce(name: str, summary: str, cls: str = "instock", rest: str = "") -> str:
    return f'<div id="page"><header id="masthead" class="site-header"><a href="/">Shop</a><nav><ul><li><a href="/cart">Cart</a></li></ul></nav></header><main id="main"><div class="woocommerce"><div id="product-12" class="product type-product post-12 {cls} product_cat-x"><div class="woocommerce-product-gallery"><img src="a.jpg"></div><div class="summary entry-summary"><h1 class="product_title entry-title">{name}</h1>{summary}</div>{rest}</div></div></main><footer class="site-footer">(c) Shop</footer></div>'  # fmt: skip


def shopify(name: str, body: str, before: str = "") -> str:
    return f'<div id="shopify-section-announcement" class="shopify-section"><p class="announcement-bar__message">Free shipping over $50</p></div><main id="MainContent" role="main">{before}<section class="shopify-section section"><product-info id="ProductInfo"><div class="product grid"><div class="product__media-wrapper"><img alt="{name}"></div><div class="product__info-wrapper"><div class="product__title"><h1>{name}</h1></div><div class="price"><span class="price-item price-item--regular">$29.00 USD</span></div>{body}</div></div></product-info></section></main>'  # fmt: skip


def magento(name: str, stock: str, button: str = "") -> str:
    return f'<div class="page-wrapper"><header class="page-header"></header><main id="maincontent" class="page-main"><div class="columns"><div class="column main"><div class="product-info-main"><div class="page-title-wrapper product"><h1 class="page-title"><span class="base" data-ui-id="page-title-wrapper" itemprop="name">{name}</span></h1></div><div class="product-info-price"><div class="price-box price-final_price"><span class="price">$29.00</span></div><div class="product-info-stock-sku">{stock}</div></div>{button}</div></div></div></main></div>'  # fmt: skip


def prestashop(name: str, avail: str, btn: str, extra: str = "") -> str:
    return f'<main><section id="wrapper"><div class="container"><section id="main"><div class="row product-container"><div class="col-md-6"><section class="page-content" id="content"><ul class="product-flags">{extra}</ul><div class="images-container"><img></div></section></div><div class="col-md-6"><h1 class="h1">{name}</h1><div class="product-prices"><div class="current-price"><span class="current-price-value" content="29">29,00 €</span></div></div><div class="product-actions"><form action="/panier" method="post" id="add-to-cart-or-refresh"><div class="product-add-to-cart"><button class="btn btn-primary add-to-cart" data-button-action="add-to-cart" type="submit" {btn}>Ajouter au panier</button><span id="product-availability">{avail}</span></div></form></div></div></div></section></div></section></main>'  # fmt: skip


def shopware(name: str, deliv: str, btn: str) -> str:
    return f'<main class="content-main"><div class="container-main"><div class="cms-page"><div class="product-detail-main row"><div class="col-lg-7"><img></div><div class="product-detail-buy col-lg-5"><h1 class="product-detail-name">{name}</h1><p class="product-detail-price">29,00 €*</p><div class="product-detail-delivery-information"><p class="delivery-information">{deliv}</p></div>{btn}</div></div></div></div></main>'  # fmt: skip


def bigcommerce(name: str, body: str) -> str:
    return f'<div class="body"><div class="container"><div class="productView"><section class="productView-images"><img></section><section class="productView-details product-data"><div class="productView-product"><h1 class="productView-title">{name}</h1><div class="productView-price"><span class="price price--withoutTax">$29.00</span></div></div></section><section class="productView-details product-options">{body}</section></div></div></div>'  # fmt: skip


def squarespace(name: str, body: str) -> str:
    return f'<main id="page"><article class="ProductItem hentry tag-x"><section class="ProductItem-summary"><section class="ProductItem-details"><h1 class="ProductItem-details-title">{name}</h1><div class="product-price">$29.00</div>{body}</section></section></article></main>'  # fmt: skip


def wix(name: str, body: str) -> str:
    return f'<div id="SITE_CONTAINER"><header id="SITE_HEADER"></header><main id="PAGES_CONTAINER"><article data-hook="product-page"><section><h1 data-hook="product-title">{name}</h1><div data-hook="product-price"><span data-hook="formatted-primary-price">29,00 €</span></div>{body}</section></article></main></div>'  # fmt: skip


def salesforce(name: str, avail: str, btn: str) -> str:
    return f'<div class="page" data-action="Product-Show"><div class="container product-detail product-wrapper" data-pid="99"><div class="row"><div class="col-12"><h1 class="product-name">{name}</h1></div></div><div class="prices"><div class="price"><span class="sales"><span class="value" content="29.00">$29.00</span></span></div></div><div class="product-availability"><ul class="list-unstyled availability-msg">{avail}</ul></div><div class="cart-and-ipay">{btn}</div></div></div>'  # fmt: skip


def sap(name: str, body: str) -> str:
    return f'<app-root><main><cx-page-layout class="ProductDetailsPageTemplate"><cx-page-slot class="Summary"><cx-product-intro><h1>{name}</h1></cx-product-intro><cx-product-summary><div class="summary"><div class="price" aria-label="price $29.00">$29.00</div></div></cx-product-summary><cx-add-to-cart><form><div class="quantity">{body}</div></form></cx-add-to-cart></cx-page-slot></cx-page-layout></main></app-root>'  # fmt: skip


def opencart(
    name: str,
    rows: str,
    btn: str = '<button type="submit" id="button-cart" class="btn btn-primary btn-lg btn-block">Add to Cart</button>',
) -> str:
    return f'<div id="container"><main><div id="product-info" class="container"><div id="content"><div class="row mb-3"><div class="col-sm"><img></div><div class="col-sm"><h1>{name}</h1><ul class="list-unstyled">{rows}</ul><ul class="list-unstyled"><li><h2><span class="price-new">$29.00</span></h2></li></ul><div id="product"><form id="form-product">{btn}</form></div></div></div></div></div></main></div>'  # fmt: skip


def ecwid(name: str, body: str) -> str:
    return f'<div id="my-store"><div class="ec-store"><div class="product-details"><div class="product-details__sidebar"><h1 class="product-details__product-title ec-header-h3">{name}</h1><div class="product-details__product-price ec-price-item">$29.00</div>{body}</div></div></div></div>'  # fmt: skip


def nopcommerce(name: str, body: str) -> str:
    return f'<div class="master-wrapper-page"><div class="master-wrapper-content"><div class="page product-details-page"><div class="page-body"><div data-productid="5"><div class="product-essential"><div class="gallery"></div><div class="overview"><div class="product-name"><h1>{name}</h1></div><div class="prices"><div class="product-price"><span class="price-value-5">$29.00</span></div></div>{body}</div></div></div></div></div></div></div>'  # fmt: skip


def plain(name: str, body: str) -> str:
    return f'<h1>{name}</h1><p class="price">29 EUR</p>{body}'  # fmt: skip


WOOCOMMERCE_CART = '<form class="cart" method="post" action=""><div class="quantity"><input type="number" name="quantity" value="1"></div><button type="submit" name="add-to-cart" value="12" class="single_add_to_cart_button button alt">{}</button></form>'  # fmt: skip
SHOPIFY_FORM = '<product-form class="product-form"><form method="post" action="/cart/add"><input type="hidden" name="id" value="1"><button type="submit" name="add" class="product-form__submit button"{1}><span>{0}</span></button></form></product-form>'  # fmt: skip
MAGENTO_FORM = '<div class="product-add-form"><form action="/checkout/cart/add/product/7" method="post" id="product_addtocart_form"><div class="actions"><button type="submit" title="Add to Cart" class="action primary tocart" id="product-addtocart-button"><span>{}</span></button></div></form></div>'  # fmt: skip
SHOPWARE_FORM = '<form id="productDetailPageBuyProductForm" action="/checkout/line-item/add" method="post" class="buy-widget"><button class="btn btn-primary btn-buy">In den Warenkorb</button></form>'  # fmt: skip
BIGCOMMERCE_FORM = '<form class="form" method="post" action="/cart.php" data-cart-item-add><div class="form-field form-field--stock{0}"><label class="form-label">Current Stock: <span data-product-stock>{1}</span></label></div><div class="form-action"><input id="form-action-addToCart" class="button button--primary" type="submit" value="{2}" {3}></div></form>'  # fmt: skip
SALESFORCE_BUTTON = '<button class="add-to-cart btn btn-primary" data-pid="99" {}><i class="fa fa-shopping-bag"></i>Add to Cart</button>'  # fmt: skip

# Nothing can be bought there: sold out, over, refused, closed, not yet
NOTHING = {
    "woo astra de sold": page("Wollmütze Nord", woocommerce("Wollmütze Nord", '<p class="price">29,00 €</p><p class="stock out-of-stock">Nicht vorrätig</p>', "outofstock")),
    "woo flatsome waitlist form": page("Linen Apron", woocommerce("Linen Apron", '<p class="price">$29</p><div class="xoo-wl-btn-container"><button type="button" class="xoo-wl-action-btn">Email me when available</button></div>')),
    "woo catalog mode": page("Oak Shelf", woocommerce("Oak Shelf", '<p class="price">$29</p><a class="button yith-ywraq" href="#">Request a quote</a>')),
    "woo vacation plugin notice": page("Clay Vase", woocommerce("Clay Vase", '<p class="price">$29</p><div class="wc-vacation-notice woocommerce-info">Our shop is on holiday until 12 January. Orders cannot be placed until then.</div>' + WOOCOMMERCE_CART.format("Add to cart"))),
    "woo divi shop closed": page("Rope Basket", woocommerce("Rope Basket", '<p class="price">$29</p><div class="et_pb_text_inner"><p><strong>Sorry, our online shop is closed for stocktaking. We reopen on 4 February.</strong></p></div>' + WOOCOMMERCE_CART.format("Add to cart"))),
    "woo name in heading SOLD": page("SOLD – Oil Painting No. 4", woocommerce("SOLD – Oil Painting No. 4", '<p class="price">$290</p>'), data=ld("SOLD – Oil Painting No. 4")),
    "woo badge sold red dot": page("Etching Harbor", woocommerce("Etching Harbor", '<p class="price">$290</p><span class="status-pill">This piece has found a home</span>')),
    "woo variable all disabled": page("Canvas Belt", woocommerce("Canvas Belt", '<p class="price">$29</p><form class="variations_form cart"><select name="attribute_size"><option value="">Choose an option</option><option disabled>S</option><option disabled>M</option></select></form>')),
    "woo it exhausted": page("Lampada Sole", woocommerce("Lampada Sole", '<p class="price">€ 29</p><p>Abbiamo venduto anche l\'ultimo pezzo.</p>')),
    "dawn sold out": page("Field Cap", shopify("Field Cap", SHOPIFY_FORM.format("Sold out", " disabled"))),
    "dawn coming soon button": page("Field Cap", shopify("Field Cap", SHOPIFY_FORM.format("Coming soon", " disabled"))),
    "pickup available elsewhere": page("Field Cap", shopify("Field Cap", SHOPIFY_FORM.format("Sold out", " disabled") + '<pickup-availability class="product__pickup-availabilities"><p>Pickup available at Main Street. Usually ready in 24 hours</p></pickup-availability>')),
    "password drop note": page("Drop Tee 09", shopify("Drop Tee 09", '<p class="drop-note">Drops Friday 6PM CET.</p>' + SHOPIFY_FORM.format("Notify me", ""))),
    "shopify sold via SVG": page("Print Iris", shopify("Print Iris", '<svg class="badge-svg" viewBox="0 0 100 100"><circle r="50"></circle><text x="10" y="20">SOLD OUT</text></svg>')),
    "shopify final words": page("Deck 200", shopify("Deck 200", '<div class="product__text rte">All 200 copies are gone. Thank you!</div>')),
    "shopify members only": page("Deck 201", shopify("Deck 201", '<p>Members only. <a href="/account/login">Log in to purchase</a></p>')),
    "shopify nl uitverkocht": page("Deken Vlieland", shopify("Deken Vlieland", SHOPIFY_FORM.format("Uitverkocht", " disabled"))),
    "shopify da": page("Strik Hue", shopify("Strik Hue", SHOPIFY_FORM.format("Udsolgt", " disabled"))),
    "shopify fi": page("Villapipo", shopify("Villapipo", SHOPIFY_FORM.format("Loppuunmyyty", " disabled"))),
    "shopify pl restock": page("Kubek Fala", shopify("Kubek Fala", '<p>Ten produkt wróci do sprzedaży w marcu.</p>' + SHOPIFY_FORM.format("Powiadom mnie", ""))),
    "luma out": page("Duffle Driven", magento("Duffle Driven", '<div class="stock unavailable" title="Availability"><span>Out of stock</span></div>')),
    "luma only 0 left": page("Duffle Driven", magento("Duffle Driven", '<div class="availability only" title="Only 0 left">Only <strong>0</strong> left</div>', MAGENTO_FORM.format("Add to Cart"))),
    "hyva discontinued cs": page("Batoh Alm", magento("Batoh Alm", '<div class="text-lg">Prodej tohoto výrobku byl ukončen</div>')),
    "magento quote b2b": page("Steel Valve", magento("Steel Valve", '<div class="stock available"><span>In stock</span></div>', '<a href="mailto:sales@shop.example" class="action primary">Ask for price</a>')),
    "magento minus qty": page("Steel Valve", magento("Steel Valve", '<div class="stock-qty">Qty in stock: <span>-</span><span>3</span></div>', MAGENTO_FORM.format("Add to Cart"))),
    "magento ru": page("Рюкзак Альп", magento("Рюкзак Альп", '<div class="stock">Ожидается поступление</div>')),
    "presta fr out icon": page("Mug Brume", prestashop("Mug Brume", '<i class="material-icons product-unavailable">&#xE14B;</i> Rupture de stock', "disabled")),
    "presta flag out": page("Mug Brume", prestashop("Mug Brume", "", "disabled", '<li class="product-flag out_of_stock">Rupture de stock</li>')),
    "presta pt esgotado": page("Caneca Mar", prestashop("Caneca Mar", "Esgotado de momento, avise-me", "disabled")),
    "presta vacances": page("Mug Brume", prestashop("Mug Brume", "", "", "").replace('<div class="product-actions">', '<div class="alert alert-info">La boutique est fermée pour congés jusqu\'au 20 août, les commandes reprendront ensuite.</div><div class="product-actions">')),
    "presta ro": page("Cana Val", prestashop("Cana Val", "Stoc epuizat", "disabled")),
    "sw6 nicht mehr": page("Flasche Fels", shopware("Flasche Fels", '<span class="delivery-status-indicator bg-danger"></span> Nicht mehr verfügbar', "")),
    "sw6 betriebsferien": page("Flasche Fels", shopware("Flasche Fels", '<div class="alert alert-warning">Betriebsferien: bis 6. Januar nehmen wir keine Bestellungen an.</div>', SHOPWARE_FORM)),
    "sw6 nur abholung": page("Flasche Fels", shopware("Flasche Fels", 'Nur zur Abholung in Köln', "")),
    "sw6 anfrage": page("Flasche Fels", shopware("Flasche Fels", '<p>Preis auf Anfrage – bitte kontaktieren Sie uns.</p>', '<a class="btn btn-primary" href="/kontakt">Anfragen</a>')),
    "bc stock 0": page("Trail Pan", bigcommerce("Trail Pan", BIGCOMMERCE_FORM.format("", "0", "Add to Cart", ""))),
    "bc alert purchasing": page("Trail Pan", bigcommerce("Trail Pan", '<div class="alertBox alertBox--error"><p class="alertBox-column alertBox-message">The product is currently not purchasable.</p></div>')),
    "sqs sold class": page("Bowl Ash", squarespace("Bowl Ash", '<div class="product-mark sold-out">sold out</div><div class="sqs-add-to-cart-button-wrapper"><div class="sqs-add-to-cart-button sqs-button-element--primary" role="button" tabindex="0"><div class="sqs-add-to-cart-button-inner">Add To Cart</div></div></div>')),
    "sqs split letters": page("Bowl Ash", squarespace("Bowl Ash", '<p class="preFade"><em>s o l d &nbsp; o u t</em></p>')),
    "sqs sentence sold artist": page("Bowl Ash", squarespace("Bowl Ash", '<div class="ProductItem-details-excerpt"><p>Wheel thrown stoneware. This one has sold.</p></div>')),
    "sqs kiln restock": page("Bowl Ash", squarespace("Bowl Ash", '<div class="ProductItem-details-excerpt"><p>Next batch comes out of the kiln in June.</p><p>Currently all gone.</p></div>')),
    "wix out": page("Armband Mond", wix("Armband Mond", '<button data-hook="add-to-cart" aria-disabled="true" disabled class="buttonnext1 Button__root"><span>Nicht verfügbar</span></button>')),
    "wix notify": page("Armband Mond", wix("Armband Mond", '<button data-hook="notify-me-button"><span>Benachrichtigen, wenn verfügbar</span></button>')),
    "wix he": page("צמיד ירח", wix("צמיד ירח", '<button data-hook="add-to-cart" disabled><span>אזל מהמלאי</span></button>')),
    "wix sv closed": page("Armband Måne", wix("Armband Måne", '<p>Webbutiken är stängd till 15 augusti.</p><button data-hook="add-to-cart"><span>Lägg i varukorgen</span></button>')),
    "sfra out": page("Runner Low", salesforce("Runner Low", "<li><div>This item is currently not available</div></li>", SALESFORCE_BUTTON.format("disabled"))),
    "sfra less than": page("Runner Low", salesforce("Runner Low", "<li><div>Less than 1 left in stock</div></li>", SALESFORCE_BUTTON.format(""))),
    "sfra BOPIS only": page("Runner Low", salesforce("Runner Low", "<li>Delivery: not available</li><li>Click &amp; Collect: in stock at Harbour St</li>", "")),
    "sfra launch countdown": page("Runner Low", salesforce("Runner Low", "", '<div class="launch-countdown">Launching 12/04 at 9:00 AM</div>')),
    "spartacus out": page("Cam X1", sap("Cam X1", '<label>Qty</label><span class="info">Out of stock</span>')),
    "hybris zero units": page("Cam X1", sap("Cam X1", '<span class="stock">0 In Stock</span>')),
    "hybris eol": page("Cam X1", sap("Cam X1", '<span class="info">End of life: this model is no longer manufactured</span>')),
    "hybris ja": page("カメラX1", sap("カメラX1", '<span class="info">入荷お知らせメールを受け取る</span>'), slug="p/x1"),
    "oc out": page("Desk Fan", opencart("Desk Fan", "<li>Brand: <a href='/b'>Acme</a></li><li>Product Code: DF1</li><li>Availability: Out Of Stock</li>")),
    "oc uk": page("Вентилятор", opencart("Вентилятор", "<li>Наявність: Немає в наявності</li>"), slug="p/ventylyator"),
    "oc tr yok": page("Vantilatör", opencart("Vantilatör", "<li>Stok Durumu: Yok</li>", ""), slug="p/vantilator"),
    "oc bg preorder": page("Вентилатор", opencart("Вентилатор", "<li>Наличност: Очаквайте скоро</li>", ""), slug="p/ventilator"),
    "ecwid sold": page("Jam Plum", ecwid("Jam Plum", '<div class="product-details__product-soldout ec-text-muted">Sold out</div>')),
    "ecwid closed": page("Jam Plum", ecwid("Jam Plum", '<div class="ec-notice">Store closed for maintenance. Please come back later.</div>')),
    "nop out": page("Pocket Radio", nopcommerce("Pocket Radio", '<div class="availability"><div class="stock"><span class="label">Availability:</span><span class="value">Out of stock</span></div></div>')),
    "nop discontinued": page("Pocket Radio", nopcommerce("Pocket Radio", '<div class="discontinued-product"><h4>Sorry - this product is no longer available</h4></div>')),
    "nop backsub": page("Pocket Radio", nopcommerce("Pocket Radio", '<div class="back-in-stock-subscription"><button class="button-2 subscribe-button">Notify me when available</button></div>')),
    "custom fr congés titre": page("Savon Pin", plain("Savon Pin", "<p>Notre boutique en ligne est fermée jusqu'au 2 mai.</p>")),
    "custom es cerrado": page("Jabón Pino", plain("Jabón Pino", "<p>La tienda online permanecerá cerrada hasta el 10 de enero.</p>")),
    "custom it ferie": page("Sapone Pino", plain("Sapone Pino", "<p>Siamo in ferie: gli ordini riprendono il 25 agosto.</p>")),
    "custom nl gesloten": page("Zeep Den", plain("Zeep Den", "<p>Onze webshop is gesloten tot en met 3 mei.</p>")),
    "custom pl przerwa": page("Mydło Sosna", plain("Mydło Sosna", "<p>Przerwa urlopowa: sklep internetowy nieczynny do 10 sierpnia.</p>")),
    "custom ja 休業": page("松石鹸", plain("松石鹸", "<p>ただいま休業中です。ご注文は1月6日より受け付けます。</p>"), slug="p/matsu"),
    "custom ko 판매 예정": page("소나무 비누", plain("소나무 비누", "<p>12월 5일 판매 시작</p>"), slug="p/sonamu"),
    "custom zh 开售": page("松木皂", plain("松木皂", "<p>12月5日10:00开售</p>"), slug="p/song"),
    "custom ar": page("صابون الصنوبر", plain("صابون الصنوبر", "<p>المتجر مغلق حتى 5 يناير</p>"), slug="p/sabun"),
    "custom th หมด": page("สบู่สน", plain("สบู่สน", "<p>สินค้าหมดแล้วค่ะ</p>"), slug="p/sabu"),
    "custom vi": page("Xà phòng thông", plain("Xà phòng thông", "<p>Rất tiếc, sản phẩm đã bán hết.</p>"), slug="p/xa-phong"),
    "custom hu": page("Fenyő szappan", plain("Fenyő szappan", "<p>Sajnos ez a termék elfogyott.</p>"), slug="p/szappan"),
    "custom el": page("Σαπούνι Πεύκο", plain("Σαπούνι Πεύκο", "<p>Το προϊόν έχει εξαντληθεί.</p>"), slug="p/sapouni"),
    "custom lt": page("Muilas Pušis", plain("Muilas Pušis", "<p>Prekė išparduota</p>"), slug="p/muilas"),
    "custom dialog open": page("Pine Soap", plain("Pine Soap", "<dialog open><p>Sorry, this item has sold out.</p><button>OK</button></dialog>")),
    "custom reviews class own": page("Pine Soap", plain("Pine Soap", '<div class="rating-and-reviews-row"><span>4.5 stars</span><strong>Sold out</strong></div>')),
    "custom newsletter own": page("Pine Soap", plain("Pine Soap", '<div class="newsletter-box"><h4>Sold out</h4><p>Leave your address and we write once it returns.</p><input type="email"></div>')),
    "custom header badge": page("Pine Soap", '<div class="header"><h1>Pine Soap</h1><em>sold out</em></div><p class="price">29 EUR</p>'),
    "custom none left": page("Pine Soap", plain("Pine Soap", "<p>There are no more of these.</p>")),
    "custom we have none": page("Pine Soap", plain("Pine Soap", "<p>We have none of this left at present.</p>")),
    "custom that was last": page("Pine Soap", plain("Pine Soap", "<p>You just missed it: the last one went yesterday.</p>")),
    "custom opens friday": page("Pine Soap", plain("Pine Soap", "<p>Sale opens on Friday.</p>")),
    "custom no orders until": page("Pine Soap", plain("Pine Soap", "<p>No orders until 3 May.</p>")),
    "custom alt no": page("Pine Soap", plain("Pine Soap", '<p><img src="n.png" alt="No"> In stock</p>')),
    "custom mailto ask": page("Pine Soap", plain("Pine Soap", '<p><a href="mailto:hi@shop.example">Ask us</a> whether we still have one.</p>')),
    "custom collect vs delivery": page("Pine Soap", plain("Pine Soap", "<ul><li>Click &amp; collect: in stock</li><li>Home delivery: not available</li></ul>")),
    "custom two offers ended": page("Pine Soap", plain("Pine Soap", ""), data=ld("Pine Soap", availabilityEnds="2024-02-01")),
    "custom future start": page("Pine Soap", plain("Pine Soap", ""), data=ld("Pine Soap", availabilityStarts="2099-02-01")),
    "custom level 0": page("Pine Soap", plain("Pine Soap", ""), data=ld("Pine Soap", inventoryLevel={"@type": "QuantitativeValue", "value": 0})),
    "svg icon title out": page("Pine Soap", plain("Pine Soap", '<p><svg class="icon"><title>Out of stock</title><path></path></svg></p>')),
}  # fmt: skip
# It is in stock
STOCK = {
    "woo in stock fr": page("Bougie Figuier", woocommerce("Bougie Figuier", '<p class="price">29,00 €</p><p class="stock in-stock">12 en stock</p>' + WOOCOMMERCE_CART.format("Ajouter au panier"))),
    "woo related sold": page("Tea Tin", woocommerce("Tea Tin", '<p class="price">$29</p><p class="stock in-stock">In stock</p>' + WOOCOMMERCE_CART.format("Add to cart"), rest='<section class="related products"><h2>Related products</h2><ul class="products"><li class="product type-product outofstock"><a href="/p/jar"><h2 class="woocommerce-loop-product__title">Jar</h2><span class="price">$5</span></a><span class="soldout">Sold out</span></li><li class="product type-product instock"><a href="/p/pot"><h2>Pot</h2></a></li></ul></section>')),
    "dawn add": page("Field Cap", shopify("Field Cap", SHOPIFY_FORM.format("Add to cart", ""))),
    "impulse inventory low": page("Field Cap", shopify("Field Cap", '<ul class="sales-points"><li class="sales-point"><span class="icon-and-text inventory--low"><span data-product-inventory>Low stock - 3 items left</span></span></li></ul>' + SHOPIFY_FORM.format("Add to cart", ""))),
    "pickup unavailable, online ok": page("Field Cap", shopify("Field Cap", SHOPIFY_FORM.format("Add to cart", "") + '<pickup-availability class="product__pickup-availabilities"><p>Pickup currently unavailable at Main Street</p></pickup-availability>')),
    "shopify swatch sold": page("Deck 202", shopify("Deck 202", '<fieldset class="product-form__input"><legend>Color</legend><input type="radio" name="Color" id="r" checked><label for="r">Red</label><input type="radio" name="Color" id="b" class="disabled"><label for="b">Blue<span class="visually-hidden">Variant sold out or unavailable</span></label></fieldset>' + SHOPIFY_FORM.format("Add to cart", ""))),
    "luma in": page("Duffle Driven", magento("Duffle Driven", '<div class="stock available" title="Availability"><span>In stock</span></div>', MAGENTO_FORM.format("Add to Cart"))),
    "luma only 3 left": page("Duffle Driven", magento("Duffle Driven", '<div class="availability only" title="Only 3 left">Only <strong>3</strong> left</div>', MAGENTO_FORM.format("Add to Cart"))),
    "presta fr last": page("Mug Brume", prestashop("Mug Brume", '<i class="material-icons product-last-items">&#xE002;</i> Derniers articles en stock', "")),
    "sw6 sofort": page("Flasche Fels", shopware("Flasche Fels", '<span class="delivery-status-indicator bg-success"></span> Sofort verfügbar, Lieferzeit: 2-5 Tage', SHOPWARE_FORM)),
    "bc stock 8": page("Trail Pan", bigcommerce("Trail Pan", BIGCOMMERCE_FORM.format("", "8", "Add to Cart", ""))),
    "sqs available": page("Bowl Ash", squarespace("Bowl Ash", '<div class="sqs-add-to-cart-button" role="button"><div class="sqs-add-to-cart-button-inner">Add To Cart</div></div>')),
    "wix in": page("Armband Mond", wix("Armband Mond", '<button data-hook="add-to-cart"><span>In den Warenkorb</span></button>')),
    "sfra in": page("Runner Low", salesforce("Runner Low", "<li><div>In Stock</div></li>", SALESFORCE_BUTTON.format(""))),
    "spartacus in": page("Cam X1", sap("Cam X1", '<label>Qty</label><cx-item-counter><input value="1"></cx-item-counter><span class="info">In stock</span><button class="btn btn-primary btn-block" type="submit">Add to cart</button>')),
    "oc in": page("Desk Fan", opencart("Desk Fan", "<li>Availability: In Stock</li>")),
    "ecwid in": page("Jam Plum", ecwid("Jam Plum", '<div class="product-details__product-in-stock product-details-module__title ec-text-muted">In stock</div><div class="details-product-purchase__controls"><button class="form-control__button"><span>Add to Bag</span></button></div>')),
    "nop in": page("Pocket Radio", nopcommerce("Pocket Radio", '<div class="availability"><div class="stock"><span class="label">Availability:</span><span class="value">In stock</span></div></div><div class="add-to-cart"><button type="button" class="button-1 add-to-cart-button">Add to cart</button></div>')),
    "custom dialog closed": page("Pine Soap", plain("Pine Soap", "<dialog><p>Sorry, this item has sold out.</p></dialog>")),
    "custom review text": page("Pine Soap", plain("Pine Soap", '<div class="reviews"><h3>Ann</h3><p>Always sold out when I look!</p></div>')),
    "custom newsletter general": page("Pine Soap", plain("Pine Soap", '<footer><div class="newsletter"><p>Never miss a drop that sold out: get our letters.</p><input type="email"></div></footer>')),
    "custom alt yes": page("Pine Soap", plain("Pine Soap", '<p><img src="y.png" alt="Yes"> In stock</p><form action="/cart/add"><button>Add to cart</button></form>')),
    "custom alt tick": page("Pine Soap", plain("Pine Soap", '<p><img src="y.png" alt="✓"> In stock</p>')),
    "custom mailto question": page("Pine Soap", plain("Pine Soap", '<form action="/cart/add"><button>Add to cart</button></form><p>Questions? <a href="mailto:hi@shop.example">Ask us</a></p>')),
    "banner holiday shipping": page("Pine Soap", plain("Pine Soap", '<p>Orders placed until 22 December arrive before Christmas.</p><form action="/cart/add"><button>Add to cart</button></form>')),
    "store hours closed": page("Pine Soap", plain("Pine Soap", '<p>In stock</p><p>Our showroom is closed on Sundays.</p><form action="/cart/add"><button>Add to cart</button></form>')),
    "title word sold": page("Sold Soul CD", plain("Sold Soul CD", '<p>In stock</p>')),
    "no more of fear": page("No More Tears Shampoo", plain("No More Tears Shampoo", '<p>No more tears, no more tangles.</p><p>In stock</p>')),
    "svg cart title": page("Pine Soap", plain("Pine Soap", '<svg class="icon"><title>Cart empty</title><path></path></svg><p>In stock</p>')),
}  # fmt: skip
# It can be ordered, and is not there
ADVANCE = {
    "woo backorder es": page("Taza Luna", woocommerce("Taza Luna", '<p class="price">29 €</p><p class="stock available-on-backorder">Disponible para reserva</p>' + WOOCOMMERCE_CART.format("Añadir al carrito"), "onbackorder")),
    "bc preorder": page("Trail Pan", bigcommerce("Trail Pan", '<p>Expected release date is 1st May 2031</p>' + BIGCOMMERCE_FORM.format(" u-hiddenVisually", "", "Pre-Order Now", ""))),
    "nop preorder till": page("Pocket Radio", nopcommerce("Pocket Radio", '<div class="pre-order-availability-date"><span class="label">Pre-order availability:</span><span class="value">5/1/2031</span></div><button class="add-to-cart-button">Pre-order</button>')),
    "custom preorder starts": page("Pine Soap", plain("Pine Soap", ""), data=ld("Pine Soap", "PreOrder", availabilityStarts="2099-02-01")),
}  # fmt: skip
# It is not sold out, as far as anybody can tell
ANYTHING = {
    "hyva de lieferzeit unbekannt": page("Rucksack Alm", magento("Rucksack Alm", '<p class="flex items-center">Liefertermin unbekannt</p>', MAGENTO_FORM.format("In den Warenkorb"))),
    "presta combination absent": page("Mug Brume", prestashop("Mug Brume", "Ce produit n'existe pas dans cette combinaison. Vous pouvez néanmoins en sélectionner une autre.", "disabled")),
    "sfra select styles": page("Runner Low", salesforce("Runner Low", "<li>Select Styles for Availability</li>", SALESFORCE_BUTTON.format("disabled"))),
    "oc 2-3 days": page("Desk Fan", opencart("Desk Fan", "<li>Product Code: DF1</li><li>Availability: 2-3 Days</li>")),
    "ecwid min order note": page("Jam Plum", ecwid("Jam Plum", '<div class="ec-text-muted">In stock</div><p>Orders below $10 cannot be shipped.</p><button><span>Add to Bag</span></button>')),
    "office closed but orders": page("Pine Soap", plain("Pine Soap", '<p>In stock</p><p>Our office is closed until 3 May; orders ship as usual.</p><form action="/cart/add"><button>Add to cart</button></form>')),
}  # fmt: skip
# The page is about no product
ELSEWHERE = {
    "soft404 de": page("Nicht gefunden", "<h1>Seite nicht gefunden</h1><p>Der Artikel ist nicht mehr im Sortiment. Vielleicht gefällt Ihnen:</p><div class='card'><a href='/p/becher'><h3>Becher</h3></a><b class='price'>9 €</b><span>Auf Lager</span></div>", data=ld("Becher"), slug="p/kiefernseife"),
    "site maintenance": page("Maintenance", "<h1>We'll be back soon</h1><p>Our shop is down for maintenance.</p>", data='', slug="p/pine-soap"),
    "site fr indisponible": page("Maintenance", "<h1>Site en maintenance</h1><p>Notre site est actuellement indisponible.</p>", data='', slug="p/savon-pin"),
}  # fmt: skip
