"""Product pages in the manner of widespread shop software: as much markup, as many scripts, and the words about stock that each of them
puts on every page. Written for these benchmarks; no shop's page is copied. Another nonce changes what changes between two visits: tokens, numbers of
requests and times in scripts, also beside stock, ids that are made anew, and what keeps pictures from being cached.
"""

import html
import random
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec

from benchmarks.documents import SIZES, words

CARDS = 24
COUNTRIES = [words(place, 1).title() for place in range(180)]
ICON = '<svg aria-hidden="true" focusable="false" class="icon icon-{}" viewBox="0 0 20 20" fill="none"><path d="{}" fill="currentColor"></path></svg>'


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _escaped(value: object) -> str:
    return html.escape(_json(value))


def _anew(nonce: str) -> str:
    """A number in base 16 that is another one at each visit."""
    return blake2b(nonce.encode(), digest_size=16).hexdigest()


def _visit(nonce: str) -> dict[str, object]:
    """What the data of scripts says of the visit."""
    anew = _anew(nonce)
    seconds = 1_764_400_000 + int(anew[:4], 16)
    return {
        "requestId": f"{anew[:8]}-{anew[8:12]}-{anew[12:16]}-{anew[16:20]}-{anew[20:]}",
        "timestamp": seconds,
        "renderedAt": datetime.fromtimestamp(seconds, UTC).isoformat(),
        "csrfToken": nonce,
        "viewers": seconds % 40,
    }


def _path(seed: int, steps: int = 24) -> str:
    chosen = random.Random(seed)
    return " ".join(
        f"{chosen.choice('MLCHVZ')}{chosen.random() * 20:.3f} {chosen.random() * 20:.3f}" for _ in range(steps)
    )


def _icon(name: str) -> str:
    return ICON.format(name, _path(len(name)))


def _name(number: int) -> str:
    return f"Winter coat {number}"


def _ld(value: object, nonce: str = "") -> str:
    return f'<script type="application/ld+json"{f" nonce={nonce}" if nonce else ""}>{_json(value)}</script>'


def _offers(number: int, address: str) -> list[dict[str, object]]:
    return [
        {
            "@type": "Offer",
            "sku": f"COAT-{number}-{size}",
            "availability": f"http://schema.org/{'InStock' if place % 2 == 0 else 'OutOfStock'}",
            "price": 120.0,
            "priceCurrency": "USD",
            "url": f"{address}?variant={40_000 + place}",
        }
        for place, size in enumerate(SIZES)
    ]


def _product(number: int, offers: object) -> dict[str, object]:
    return {
        "@context": "http://schema.org/",
        "@type": "Product",
        "name": _name(number),
        "sku": f"COAT-{number}",
        "description": words(number, 60),
        "brand": {"@type": "Brand", "name": "Coats"},
        "image": [f"https://shop.example/i/{number}-{each}.jpg" for each in range(3)],
        "offers": offers,
    }


def _links(kind: str, column: int, entries: int) -> str:
    return "".join(
        f'<li class="{kind}__item"><a class="{kind}__link link link--text" href="/c/{column}-{each}" id="{kind}-{column}-{each}">'
        f"{words(column * 50 + each, 2)}</a></li>"
        for each in range(entries)
    )


def _menu(tag: str, kind: str, columns: int = 8, entries: int = 14) -> str:
    listed = "".join(
        f'<li class="{kind}__column"><details><summary class="{kind}__summary"><span>{words(column, 1)}</span>{_icon("caret")}</summary>'
        f'<ul class="{kind}__submenu list-menu" role="list" tabindex="-1">{_links(kind, column, entries)}</ul></details></li>'
        for column in range(columns)
    )
    return f'<{tag} class="{kind}" aria-label="Primary"><ul class="{kind}__list list-menu" role="list">{listed}</ul></{tag}>'


def _scripts(count: int, nonce: str, length: int = 90) -> str:
    return "".join(
        f'<script nonce="{nonce}">window.app=window.app||{{}};app.s{place}={{"token":"{nonce}","text":"{words(place, length)}"}};</script>'
        for place in range(count)
    )


def _styles(count: int) -> str:
    return "".join(
        f"<style>.c{place} .in-stock,.c{place} .sold-out{{color:#{place:06x};margin:0 auto}}</style>"
        for place in range(count)
    )


def shopify(number: int, nonce: str) -> bytes:
    """A theme like Dawn: badges beside every price, radio buttons for sizes, a form with all countries."""
    address = f"/products/coat-{number}"
    price = (
        '<div class="price{}"><div class="price__container"><div class="price__regular"><span class="visually-hidden visually-hidden--inline">Regular price</span>'
        '<span class="price-item price-item--regular">$120.00 USD</span></div><div class="price__sale"><span class="visually-hidden">Sale price</span></div></div>'
        '<span class="badge price__badge-sale color-accent">Sale</span><span class="badge price__badge-sold-out color-inverse">Sold out</span></div>'
    )
    radios = "".join(
        f'<input type="radio" id="t-{place}" name="Size" value="{size}" form="product-form" {"checked" if not place else ""} class="{"" if place % 2 == 0 else "disabled"}">'
        f'<label for="t-{place}">{size}<span class="visually-hidden label-unavailable">Variant sold out or unavailable</span></label>'
        for place, size in enumerate(SIZES)
    )
    variants = [
        {
            "id": 40_000 + place,
            "title": size,
            "option1": size,
            "sku": f"COAT-{number}-{size}",
            "available": place % 2 == 0,
            "price": 12000,
        }
        for place, size in enumerate(SIZES)
    ]
    cards = "".join(
        f'<li class="grid__item"><div class="card-wrapper product-card-wrapper underline-links-hover"><div class="card card--standard card--media" style="--ratio-percent: 100%;">'
        f'<div class="card__inner color-background-2 gradient ratio"><div class="card__media"><img srcset="/i/{card}.jpg?width=165 165w, /i/{card}.jpg?width=360 360w" src="/i/{card}.jpg" alt="{words(card, 4)}" loading="lazy" width="900" height="900"></div>'
        f'<div class="card__badge bottom left"><span class="badge badge--bottom-left">{"Sold out" if card % 5 == 0 else "Sale"}</span></div></div>'
        f'<div class="card__content"><div class="card__information"><h3 class="card__heading h5"><a href="/products/p-{card}?pr_rec_id={_anew(nonce)[:9]}" class="full-unstyled-link">{words(card, 4)}</a></h3>'
        f'<div class="card-information">{price.format(" price--sold-out" if card % 5 == 0 else "")}</div></div></div></div></div></li>'
        for card in range(CARDS)
    )
    media = "".join(
        f'<li class="product__media-item grid__item slider__slide"><div class="product__media media media--transparent"><img src="/i/{number}-{each}.jpg?v={_anew(nonce)[:8]}" srcset="{" ".join(f"/i/{number}-{each}.jpg?width={width} {width}w," for width in range(200, 2000, 200))}" alt="{words(each, 3)}"></div>{_icon("zoom")}</li>'
        for each in range(8)
    )
    countries = "".join(
        f'<li class="disclosure__item" tabindex="-1"><a class="link link--text disclosure__link" href="#" data-value="{place}">{country}<span class="localization-form__currency"> (USD $)</span></a></li>'
        for place, country in enumerate(COUNTRIES)
    )
    return (
        f'<!doctype html><html class="no-js" lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="canonical" href="https://shop.example{address}">'
        f'<title>{_name(number)} &ndash; Coats</title><meta property="og:title" content="{_name(number)}"><meta property="og:type" content="product"><meta property="og:price:amount" content="120.00">{_styles(8)}{_scripts(14, nonce)}</head>'
        f'<body class="gradient"><script>var meta = {_json({"product": {"id": number, "variants": variants}, "page": _visit(nonce)})};</script><a class="skip-to-content-link button visually-hidden" href="#MainContent">Skip to content</a>{_scripts(6, nonce)}'
        f'<cart-notification><div class="cart-notification-wrapper page-width"><div id="cart-notification" class="cart-notification focus-inset" aria-modal="true" role="dialog"><h2 class="cart-notification__heading">{_icon("checkmark")} Item added to your cart</h2></div></div></cart-notification>'
        f'<div class="shopify-section section-header"><header class="header header--middle-left page-width">{_menu("nav", "header__inline-menu")}</header></div>'
        f'<main id="MainContent" class="content-for-layout focus-none" role="main" tabindex="-1"><section id="shopify-section-main" class="shopify-section section"><section class="page-width"><div class="product product--large grid grid--1-col">'
        f'<div class="grid__item product__media-wrapper"><media-gallery><slider-component class="slider-mobile-gutter"><ul class="product__media-list grid slider slider--mobile" role="list">{media}</ul></slider-component></media-gallery></div>'
        f'<div class="product__info-wrapper grid__item"><div id="ProductInfo" class="product__info-container product__info-container--sticky"><p class="product__text">Coats</p><div class="product__title"><h1>{_name(number)}</h1></div>'
        f'<div id="price" role="status">{price.format("")}</div><variant-radios class="no-js-hidden"><fieldset class="js product-form__input"><legend class="form__label">Size</legend>{radios}</fieldset><script type="application/json">{_json(variants)}</script></variant-radios>'
        f'<product-form class="product-form"><div class="product-form__error-message-wrapper" role="alert" hidden>{_icon("error")}</div><form method="post" action="/cart/add" id="product-form" novalidate><input type="hidden" name="form_type" value="product"><input type="hidden" name="id" value="40000">'
        f'<div class="product-form__buttons"><button type="submit" name="add" class="product-form__submit button button--full-width"><span>Add to cart</span></button></div></form></product-form>'
        f'<pickup-availability class="product__pickup-availabilities no-js-hidden"><template><pickup-availability-preview class="pickup-availability-preview">{_icon("unavailable")}<p>Couldn&#39;t load pickup availability</p></pickup-availability-preview></template></pickup-availability>'
        f'<div class="product__description rte"><p>{words(number, 220)}</p></div>{_ld(_product(number, _offers(number, address)))}</div></div></div></section></section>'
        f'<section class="shopify-section section"><product-recommendations class="related-products page-width"><h2 class="related-products__heading">You may also like</h2><ul class="grid product-grid grid--2-col" role="list">{cards}</ul></product-recommendations></section></main>'
        f'<footer class="footer color-background-1 gradient section-footer-padding">{_menu("div", "footer-block", 4, 8)}<localization-form><form method="post" action="/localization"><button type="button" class="disclosure__button">USD</button><ul role="list" class="disclosure__list list-unstyled">{countries}</ul></form></localization-form></footer>{_scripts(10, nonce)}</body></html>'
    ).encode()


def woocommerce(number: int, nonce: str) -> bytes:
    """A theme like Storefront: its variations in an attribute of the form, related products, widgets, plugins' scripts."""
    variations = [
        {
            "attributes": {"attribute_pa_size": size.lower()},
            "availability_html": f'<p class="stock {"in-stock" if place % 2 == 0 else "out-of-stock"}">{"3 in stock" if place % 2 == 0 else "Out of stock"}</p>\n',
            "display_price": 120,
            "display_regular_price": 120,
            "image": {
                "title": words(place, 3),
                "url": f"https://shop.example/wp-content/{place}.jpg",
                "srcset": words(place, 20),
            },
            "is_in_stock": place % 2 == 0,
            "is_purchasable": True,
            "sku": f"COAT-{number}-{size}",
            "variation_id": 9000 + place,
            "variation_is_active": True,
            "variation_is_visible": True,
        }
        for place, size in enumerate(SIZES)
    ]
    options = "".join(f'<option value="{size.lower()}" >{size}</option>' for size in SIZES)
    cards = "".join(
        f'<li class="product type-product post-{card} status-publish {"outofstock" if card % 6 == 0 else "instock"} product_cat-coats has-post-thumbnail shipping-taxable purchasable product-type-simple">'
        f'<a href="https://shop.example/product/p-{card}/" class="woocommerce-LoopProduct-link woocommerce-loop-product__link"><img width="324" height="324" src="/wp-content/{card}-324x324.jpg" class="attachment-woocommerce_thumbnail size-woocommerce_thumbnail" alt="" srcset="/wp-content/{card}-150x150.jpg 150w" sizes="(max-width: 324px) 100vw, 324px">'
        f'<h2 class="woocommerce-loop-product__title">{words(card, 4)}</h2><span class="price"><span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&#36;</span>{card}.00</bdi></span></span></a>'
        f'<a href="{"/product/p" if card % 6 == 0 else "?add-to-cart="}{card}" data-quantity="1" class="button product_type_simple add_to_cart_button ajax_add_to_cart" data-product_id="{card}" rel="nofollow">{"Read more" if card % 6 == 0 else "Add to cart"}</a></li>'
        for card in range(CARDS)
    )
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebPage",
                "@id": f"https://shop.example/product/coat-{number}/",
                "name": _name(number),
                "breadcrumb": {"@id": "#b"},
            },
            {
                "@type": "BreadcrumbList",
                "@id": "#b",
                "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}],
            },
            {
                "@type": "Organization",
                "@id": "#o",
                "name": "Coats",
                "logo": {"@type": "ImageObject", "url": "/logo.png"},
            },
        ],
    }
    offer = {
        "@type": "AggregateOffer",
        "lowPrice": "120.00",
        "highPrice": "140.00",
        "offerCount": 6,
        "priceCurrency": "USD",
        "availability": "http://schema.org/InStock",
        "url": f"https://shop.example/product/coat-{number}/",
    }
    reviews = "".join(
        f'<li class="review even thread-even depth-1" id="li-comment-{each}"><div id="comment-{each}" class="comment_container"><img alt="" src="/avatar.png" class="avatar avatar-60 photo" height="60" width="60"><div class="comment-text"><p class="meta"><strong class="woocommerce-review__author">{words(each, 1)}</strong></p><div class="description"><p>{words(each, 50)}</p></div></div></div></li>'
        for each in range(12)
    )
    return (
        f'<!doctype html><html lang="en-US"><head><meta charset="UTF-8"><title>{_name(number)} - Coats</title><link rel="canonical" href="https://shop.example/product/coat-{number}/"><meta property="og:type" content="product"><meta property="og:title" content="{_name(number)}"><meta property="product:availability" content="instock"><script type="application/ld+json" class="yoast-schema-graph">{_json(graph)}</script>{_styles(14)}{_scripts(12, nonce)}</head>'
        f'<body class="product-template-default single single-product postid-{number} theme-storefront woocommerce woocommerce-page woocommerce-no-js"><div id="page" class="hfeed site"><header id="masthead" class="site-header" role="banner">{_menu("nav", "main-navigation")}<ul id="site-header-cart" class="site-header-cart menu"><li><div class="widget woocommerce widget_shopping_cart"><div class="widget_shopping_cart_content"></div></div></li></ul></header>'
        f'<div id="content" class="site-content" tabindex="-1"><div class="col-full"><div id="primary" class="content-area"><main id="main" class="site-main" role="main"><div id="product-{number}" class="product type-product post-{number} status-publish first instock product_cat-coats shipping-taxable purchasable product-type-variable has-default-attributes">'
        f'<div class="woocommerce-product-gallery woocommerce-product-gallery--with-images images" style="opacity: 0;"><figure class="woocommerce-product-gallery__wrapper"><div data-thumb="/wp-content/1-100x100.jpg" class="woocommerce-product-gallery__image"><a href="/wp-content/1.jpg"><img src="/wp-content/1.jpg" alt=""></a></div></figure></div>'
        f'<div class="summary entry-summary"><h1 class="product_title entry-title">{_name(number)}</h1><p class="price"><span class="woocommerce-Price-amount amount"><bdi>&#36;120.00</bdi></span></p><div class="woocommerce-product-details__short-description"><p>{words(number, 60)}</p></div>'
        f'<form class="variations_form cart" action="/product/coat-{number}/" method="post" enctype="multipart/form-data" data-product_id="{number}" data-product_variations="{_escaped(variations)}"><table class="variations" role="presentation"><tbody><tr><th class="label"><label for="pa_size">Size</label></th><td class="value"><select id="pa_size" name="attribute_pa_size"><option value="">Choose an option</option>{options}</select></td></tr></tbody></table>'
        f'<div class="single_variation_wrap"><div class="woocommerce-variation single_variation"></div><div class="woocommerce-variation-add-to-cart variations_button"><label class="screen-reader-text" for="quantity_{_anew(nonce)[:13]}">Quantity</label><input type="number" id="quantity_{_anew(nonce)[:13]}" class="input-text qty text" name="quantity" value="1"><button type="submit" class="single_add_to_cart_button button alt">Add to cart</button><input type="hidden" name="add-to-cart" value="{number}"><input type="hidden" name="_wpnonce" value="{nonce}"></div></div></form>'
        f'<div class="product_meta"><span class="sku_wrapper">SKU: <span class="sku">COAT-{number}</span></span></div></div><div class="woocommerce-tabs wc-tabs-wrapper"><ul class="tabs wc-tabs" role="tablist"><li class="description_tab"><a href="#tab-description">Description</a></li></ul><div class="woocommerce-Tabs-panel panel entry-content wc-tab" id="tab-description"><h2>Description</h2><p>{words(number, 300)}</p></div><div class="woocommerce-Tabs-panel panel wc-tab" id="tab-reviews"><ol class="commentlist">{reviews}</ol></div></div>'
        f'<section class="related products"><h2>Related products</h2><ul class="products columns-4">{cards}</ul></section></div></main></div></div></div><footer id="colophon" class="site-footer" role="contentinfo">{_menu("div", "footer-widgets", 4, 10)}</footer></div><script>var wc_add_to_cart_variation_params = {_json({"i18n_unavailable_text": "Sorry, this product is unavailable.", "visit": _visit(nonce)})};</script>{_ld(_product(number, [offer]))}{_scripts(22, nonce)}</body></html>'
    ).encode()


def _indexes() -> dict[str, object]:
    return {"index": {str(each): {"144": words(each, 1)} for each in range(12)}}


def _init(value: object) -> str:
    return f'<script type="text/x-magento-init">{_json(value)}</script>'


def magento(number: int, nonce: str) -> bytes:
    """A theme like Luma: microdata, initialisation in scripts and attributes, an indicator of stock."""
    init = "".join(
        _init(
            {f"[data-role=swatch-option-{place}]": {"Magento_Swatches/js/swatch-renderer": {"jsonConfig": _indexes()}}}
        )
        for place in range(16)
    )
    cards = "".join(
        f'<li class="item product product-item" style="display: none;" data-shuffle-group="100"><div class="product-item-info related-available"><a href="https://shop.example/p-{card}.html" class="product photo product-item-photo"><span class="product-image-container" style="width:152px;"><span class="product-image-wrapper" style="padding-bottom: 125%;"><img class="product-image-photo" src="/media/{card}.jpg" loading="lazy" width="152" height="190" alt="{words(card, 3)}"></span></span></a>'
        f'<div class="product details product-item-details"><strong class="product name product-item-name"><a class="product-item-link" title="{words(card, 3)}" href="https://shop.example/p-{card}.html">{words(card, 3)}</a></strong><div class="price-box price-final_price" data-role="priceBox" data-product-id="{card}"><span class="price-container price-final_price tax weee"><span id="product-price-{card}" data-price-amount="{card}" data-price-type="finalPrice" class="price-wrapper"><span class="price">${card}.00</span></span></span></div>'
        f'<div class="product actions product-item-actions"><div class="actions-primary"><button class="action tocart primary" data-post=\'{{"action":"/checkout/cart/add/","data":{{"product":"{card}","uenc":"{nonce}"}}}}\' type="button" title="Add to Cart"><span>Add to Cart</span></button></div><div class="secondary-addto-links actions-secondary" data-role="add-to-links"><a href="#" class="action towishlist"><span>Add to Wish List</span></a></div></div></div></div></li>'
        for card in range(CARDS)
    )
    rows = "".join(
        f'<tr><th class="col label" scope="row">{words(each, 2)}</th><td class="col data" data-th="{words(each, 2)}">{words(each + 90, 3)}</td></tr>'
        for each in range(30)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_name(number)}</title><link rel="canonical" href="https://shop.example/coat-{number}.html"><meta property="og:type" content="product"><meta property="og:title" content="{_name(number)}"><meta property="product:price:amount" content="120"><meta property="product:price:currency" content="USD">{_scripts(10, nonce)}</head>'
        f'<body data-container="body" id="html-body" itemtype="http://schema.org/Product" itemscope="itemscope" class="catalog-product-view product-coat-{number} page-layout-1column">{init}<div class="page-wrapper"><header class="page-header"><div class="panel wrapper"><div class="panel header"><a class="action skip contentarea" href="#contentarea"><span>Skip to Content</span></a></div></div><div class="header content">{_menu("nav", "navigation")}</div></header>'
        f'<main id="maincontent" class="page-main"><div class="columns"><div class="column main"><div class="product-info-main"><div class="page-title-wrapper product"><h1 class="page-title"><span class="base" data-ui-id="page-title-wrapper" itemprop="name">{_name(number)}</span></h1></div>'
        f'<div class="product-info-price"><div class="price-box price-final_price" data-role="priceBox" data-product-id="{number}"><span class="price-container price-final_price tax weee" itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span id="product-price-{number}" data-price-amount="120" class="price-wrapper"><span class="price">$120.00</span></span><meta itemprop="price" content="120"><meta itemprop="priceCurrency" content="USD"></span></div>'
        f'<div class="product-info-stock-sku"><div class="stock available" title="Availability"><span>In stock</span></div><div class="product attribute sku"><strong class="type">SKU</strong><div class="value" itemprop="sku">COAT-{number}</div></div></div></div>'
        f'<div class="product-add-form"><form data-product-sku="COAT-{number}" action="https://shop.example/checkout/cart/add/" method="post" id="product_addtocart_form"><input type="hidden" name="product" value="{number}"><input name="form_key" type="hidden" value="{nonce}"><div class="product-options-wrapper"><div class="swatch-opt" data-role="swatch-options"></div></div><div class="box-tocart"><div class="fieldset"><div class="actions"><button type="submit" title="Add to Cart" class="action primary tocart" id="product-addtocart-button" disabled><span>Add to Cart</span></button></div></div></div></form></div></div>'
        f'<div class="product info detailed"><div class="product data items"><div class="data item title" data-role="collapsible"><a class="data switch">Details</a></div><div class="data item content" id="description"><div class="product attribute description"><div class="value"><p>{words(number, 260)}</p></div></div></div><div class="data item content" id="additional"><div class="additional-attributes-wrapper table-wrapper"><table class="data table additional-attributes"><tbody>{rows}</tbody></table></div></div></div></div>'
        f'<div class="block related"><div class="block-title title"><strong>Related Products</strong></div><div class="block-content content"><div class="products wrapper grid products-grid products-related"><ol class="products list items product-items">{cards}</ol></div></div></div></div></div></main><footer class="page-footer">{_menu("div", "footer-links", 4, 8)}</footer></div>{init}{_init({"*": {"Magento_Catalog/js/product/view/provider": {"isSalable": "1", "visit": _visit(nonce)}}})}{_scripts(12, nonce)}</body></html>'
    ).encode()


def prestashop(number: int, nonce: str) -> bytes:
    """A theme like Classic: the product's details in an attribute, a message on availability, a choice of sizes."""
    details = {
        "id_product": str(number),
        "name": _name(number),
        "reference": f"COAT-{number}",
        "availability": "available",
        "availability_message": "",
        "quantity": 300,
        "price_amount": 120,
        "description": words(number, 250),
        "attributes": {str(each): {"group": "Size", "name": size} for each, size in enumerate(SIZES)},
        "images": [
            {"bySize": {name: {"url": f"/{place}-{name}.jpg", "width": 250} for name in ("small", "medium", "large")}}
            for place in range(6)
        ],
        "embedded_attributes": {words(each, 1): words(each, 2) for each in range(60)},
    }
    cards = "".join(
        f'<div class="js-product product col-xs-6 col-lg-4 col-xl-3"><article class="product-miniature js-product-miniature" data-id-product="{card}" data-id-product-attribute="0"><div class="thumbnail-container"><div class="thumbnail-top"><a href="/p/{card}.html" class="thumbnail product-thumbnail"><img src="/{card}-home.jpg" alt="{words(card, 3)}" loading="lazy" width="250" height="250"></a><div class="highlighted-informations no-variants"><a class="quick-view js-quick-view" href="#" data-link-action="quickview">Quick view</a></div></div>'
        f'<div class="product-description"><h3 class="h3 product-title"><a href="/p/{card}.html">{words(card, 3)}</a></h3><div class="product-price-and-shipping"><span class="price" aria-label="Price">&euro;{card}.00</span></div></div><ul class="product-flags js-product-flags"><li class="product-flag {"out_of_stock" if card % 7 == 0 else "new"}">{"Out-of-Stock" if card % 7 == 0 else "New"}</li></ul></div></article></div>'
        for card in range(CARDS)
    )
    ld = _product(
        number,
        {
            "@type": "Offer",
            "priceCurrency": "EUR",
            "price": "120.00",
            "url": f"https://shop.example/{number}-coat.html",
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Organization", "name": "Coats"},
        },
    )
    options = "".join(f'<option value="{place}" title="{size}">{size}</option>' for place, size in enumerate(SIZES))
    return (
        f'<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{_name(number)}</title>{_ld(ld)}<link rel="canonical" href="https://shop.example/{number}-coat.html"><meta property="og:type" content="product"><meta property="product:price:amount" content="120">{_scripts(16, nonce)}</head>'
        f'<body id="product" class="lang-en country-us currency-eur layout-full-width page-product tax-display-enabled"><main><header id="header"><nav class="header-nav"><div class="container"><div id="_desktop_cart"><div class="blockcart cart-preview inactive" data-refresh-url="/cart?token={nonce}"><span class="hidden-sm-down">Cart</span></div></div></div></nav><div class="header-top">{_menu("div", "top-menu")}</div></header>'
        f'<section id="wrapper"><div class="container"><div id="content-wrapper"><section id="main"><div class="row product-container js-product-container"><div class="col-md-6"><section class="page-content" id="content"><ul class="product-flags js-product-flags"></ul><div class="images-container js-images-container"><img class="js-qv-product-cover img-fluid" src="/1-large.jpg" alt=""></div></section></div>'
        f'<div class="col-md-6"><h1 class="h1">{_name(number)}</h1><div class="product-prices js-product-prices"><div class="product-price h5"><div class="current-price"><span class="current-price-value" content="120">&euro;120.00</span></div></div></div><div class="product-information"><div id="product-description-short-{number}" class="product-description"><p>{words(number, 50)}</p></div><div class="product-actions js-product-actions">'
        f'<form action="/cart" method="post" id="add-to-cart-or-refresh"><input type="hidden" name="token" value="{nonce}"><input type="hidden" name="id_product" value="{number}"><div class="product-variants js-product-variants"><div class="clearfix product-variants-item"><span class="control-label">Size: S</span><select class="form-control form-control-select" id="group_1" name="group[1]">{options}</select></div></div>'
        f'<div class="product-add-to-cart js-product-add-to-cart"><span class="control-label">Quantity</span><div class="product-quantity clearfix"><div class="add"><button class="btn btn-primary add-to-cart" data-button-action="add-to-cart" type="submit"><i class="material-icons shopping-cart">&#xE547;</i>Add to cart</button></div></div><span id="product-availability" class="js-product-availability"><i class="material-icons rtl-no-flip product-available">&#xE5CA;</i>In stock</span></div></form></div></div></div></div>'
        f'<div class="tabs"><div class="tab-content" id="tab-content"><div class="tab-pane fade in active" id="description"><p>{words(number, 250)}</p></div><div class="js-product-details tab-pane fade" id="product-details" data-product="{_escaped(details)}" role="tabpanel"><div class="product-quantities"><label class="label">In stock</label><span data-stock="300">300 Items</span></div></div></div></div>'
        f'<section class="product-accessories clearfix"><p class="h5 text-uppercase">You might also like</p><div class="products row">{cards}</div></section></section></div></div></section><footer id="footer" class="js-footer">{_menu("div", "links", 4, 8)}</footer></main><script>var prestashop = {_json({"configuration": {"is_catalog": False, "available_now": True}, "static_token": nonce, "visit": _visit(nonce)})};</script>{_scripts(14, nonce)}</body></html>'
    ).encode()


def shopware(number: int, nonce: str) -> bytes:
    """A theme like Shopware's storefront: microdata, information on delivery, options in data attributes, German."""
    cards = "".join(
        f'<div class="product-slider-item"><div class="card product-box box-standard" data-product-information="{_escaped({"id": f"{nonce}{card}", "name": words(card, 3)})}"><div class="card-body"><div class="product-badges"></div><div class="product-image-wrapper"><a href="https://shop.example/p/{card}" title="{words(card, 3)}" class="product-image-link is-standard"><img src="/media/{card}.webp" srcset="/media/{card}_400.webp 400w, /media/{card}_800.webp 800w" class="product-image is-standard" alt="" loading="lazy"></a></div>'
        f'<div class="product-info"><a href="https://shop.example/p/{card}" class="product-name" title="{words(card, 3)}">{words(card, 3)}</a><div class="product-description">{words(card, 30)}</div><div class="product-price-info"><div class="product-price-wrapper"><span class="product-price">{card},00 €*</span></div></div><div class="product-action"><form action="/checkout/line-item/add" method="post" class="buy-widget" data-add-to-cart="true"><input type="hidden" name="redirectTo" value="frontend.cart.offcanvas"><button class="btn btn-buy" title="In den Warenkorb">In den Warenkorb</button></form></div></div></div></div></div>'
        for card in range(CARDS)
    )
    options = "".join(
        f'<div class="product-detail-configurator-option"><input type="radio" name="size" value="{place}" class="product-detail-configurator-option-input {"is-combinable" if place % 2 == 0 else ""}" id="o-{place}"><label class="product-detail-configurator-option-label {"is-combinable" if place % 2 == 0 else ""} is-display-text" title="{size}" for="o-{place}">{size}</label></div>'
        for place, size in enumerate(SIZES)
    )
    return (
        f'<!doctype html><html lang="de-DE" itemscope="itemscope" itemtype="https://schema.org/WebPage"><head><meta charset="utf-8"><title itemprop="name">{_name(number)}</title><link rel="canonical" href="https://shop.example/coat/{number}"><meta property="og:type" content="product"><meta property="product:price:amount" content="120">{_scripts(14, nonce)}</head>'
        f'<body class="is-ctl-product is-act-index"><noscript class="noscript-main"><div role="alert" class="alert alert-info">Bitte Javascript aktivieren</div></noscript><header class="header-main"><div class="container">{_menu("nav", "main-navigation")}</div></header>'
        f'<main class="content-main" id="content-main"><div class="container-main"><div class="cms-page" itemscope itemtype="https://schema.org/Product"><div class="cms-section"><div class="product-heading-name-container"><h1 class="product-detail-name" itemprop="name">{_name(number)}</h1></div>'
        f'<div class="product-detail-buy" itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="url" content="https://shop.example/coat/{number}"><meta itemprop="priceCurrency" content="EUR"><div class="product-detail-price-container"><meta itemprop="price" content="120"><p class="product-detail-price">120,00 €*</p></div><div class="product-detail-delivery-information"><link itemprop="availability" href="https://schema.org/InStock"><p class="delivery-information delivery-available"><span class="delivery-status-indicator bg-success"></span>Sofort verfügbar, Lieferzeit: 2-5 Tage</p></div>'
        f'<div class="product-detail-configurator-container"><div class="product-detail-configurator"><form data-variant-switch="true"><div class="product-detail-configurator-group"><div class="product-detail-configurator-options">{options}</div></div></form></div></div><div class="product-detail-form-container"><form action="/checkout/line-item/add" method="post" class="buy-widget" data-add-to-cart="true"><input type="hidden" name="_csrf" value="{nonce}"><button class="btn btn-primary btn-buy" title="In den Warenkorb" aria-label="In den Warenkorb">In den Warenkorb</button></form></div></div>'
        f'<div class="product-detail-tabs" id="tabs-{_anew(nonce)}"><a aria-controls="pane-{_anew(nonce)}" href="#pane-{_anew(nonce)}">Beschreibung</a><div class="tab-content"><div class="tab-pane fade show active" id="pane-{_anew(nonce)}"><div class="product-detail-description-text" itemprop="description"><p>{words(number, 300)}</p></div></div></div></div></div><div class="cms-element-product-slider"><div class="cms-element-title">Ähnliche Artikel</div><div class="base-slider product-slider">{cards}</div></div></div></main><footer class="footer-main">{_menu("div", "footer-column", 4, 10)}</footer>{_scripts(16, nonce)}</body></html>'
    ).encode()


def tailwind(number: int, nonce: str) -> bytes:
    """A page that a React framework renders with Tailwind's classes, and its state in a script once more."""
    long = "group relative flex w-full items-center justify-between rounded-md border border-gray-200 bg-white px-4 py-2 text-sm font-medium text-gray-900 hover:bg-gray-50 focus-visible:outline-none focus-visible:ring-2 disabled:pointer-events-none disabled:opacity-50 dark:border-neutral-800 dark:bg-black"
    cards = "".join(
        f'<li class="aspect-square w-2/3 max-w-[475px] flex-none sm:w-1/3 md:w-1/4"><a class="{long}" href="/product/p-{card}"><div class="relative h-full w-full overflow-hidden rounded-lg"><img alt="{words(card, 3)}" loading="lazy" decoding="async" data-nimg="fill" class="relative h-full w-full object-contain transition duration-300 ease-in-out group-hover:scale-105" sizes="(min-width: 1024px) 25vw" srcset="/_next/image?url={card}&amp;w=256 256w, /_next/image?url={card}&amp;w=384 384w"></div><div class="absolute bottom-0 left-0 flex w-full px-4 pb-4"><h3 class="mr-4 line-clamp-2 flex-grow pl-2 leading-none tracking-tight">{words(card, 3)}</h3><p class="flex-none rounded-full bg-blue-600 p-2 text-white">${card}.00<span class="ml-1 inline">USD</span></p></div></a></li>'
        for card in range(CARDS)
    )
    sizes = "".join(
        f'<button type="button" class="{long}" aria-label="Select size {size}" {"disabled" if place % 2 else ""}>{size}</button>'
        for place, size in enumerate(SIZES)
    )
    state = {
        "props": {
            "pageProps": {
                "product": {
                    "title": _name(number),
                    "availableForSale": True,
                    "variants": [
                        {"id": place, "title": size, "availableForSale": place % 2 == 0}
                        for place, size in enumerate(SIZES)
                    ],
                    "description": words(number, 900),
                }
            }
        },
        "buildId": "8f3c0aa1b2c3",
        "visit": _visit(nonce),
    }
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_name(number)} | Coats</title><link rel="canonical" href="https://shop.example/product/coat-{number}"><meta property="og:title" content="{_name(number)}">{"".join(f"<link rel=preload as=script href=/_next/static/chunks/{place}-{_anew(nonce)[:8]}.js>" for place in range(40))}{_ld(_product(number, {"@type": "AggregateOffer", "availability": "https://schema.org/InStock", "priceCurrency": "USD", "highPrice": "120.0", "lowPrice": "120.0"}), nonce)}</head>'
        f'<body class="bg-neutral-50 text-black selection:bg-teal-300"><div id="__next"><nav class="relative flex items-center justify-between p-4 lg:px-6">{_menu("div", "flex gap-6 text-sm md:items-center", 6, 10)}</nav><main><div class="mx-auto max-w-screen-2xl px-4"><div class="flex flex-col rounded-lg border border-neutral-200 bg-white p-8 md:p-12 lg:flex-row lg:gap-8"><div class="h-full w-full basis-full lg:basis-4/6"><img class="h-full w-full object-contain" src="/1.jpg" alt=""></div>'
        f'<div class="basis-full lg:basis-2/6"><div class="mb-6 flex flex-col border-b pb-6"><h1 class="mb-2 text-5xl font-medium">{_name(number)}</h1><div class="mr-auto w-auto rounded-full bg-blue-600 p-2 text-sm text-white">$120.00</div></div><form><dl class="mb-8" id="radix-{_anew(nonce)[:8]}"><dt class="mb-4 text-sm uppercase tracking-wide">Size</dt><dd class="flex flex-wrap gap-3">{sizes}</dd></dl><button aria-label="Add to cart" class="relative flex w-full items-center justify-center rounded-full bg-blue-600 p-4 tracking-wide text-white">Add To Cart</button></form><p class="mt-4 text-xs">Free returns. Notify me when available is on for members.</p><div class="prose mx-auto max-w-6xl"><p>{words(number, 200)}</p></div></div></div>'
        f'<div class="py-8"><h2 class="mb-4 text-2xl font-bold">Related Products</h2><ul class="flex w-full gap-4 overflow-x-auto pt-1">{cards}</ul></div></div></main><footer class="text-sm text-neutral-500">{_menu("div", "grid grid-cols-2 gap-8 md:grid-cols-4", 4, 8)}</footer></div><script id="__NEXT_DATA__" type="application/json" nonce="{nonce}">{_json(state)}</script>{_scripts(20, nonce)}</body></html>'
    ).encode()


def bare_words(number: int, nonce: str) -> bytes:
    """A shop that somebody wrote: tables and no structured data, words alone."""
    rows = "".join(
        f'<tr bgcolor="#eeeeee"><td width="120"><a href="item{card}.php?sid={_anew(nonce)}"><img src="t{card}.gif" border="0" alt=""></a></td><td><font face="Arial" size="2"><b>{words(card, 3)}</b><br>{words(card + 3, 25)}</font></td><td align="right"><font size="2">${card}.00</font></td></tr>'
        for card in range(60)
    )
    return (
        f'<html><head><title>{_name(number)}</title></head><body bgcolor="#ffffff">{_menu("div", "left", 6, 12)}<table width="100%"><tr><td valign="top"><h1>{_name(number)}</h1><table><tr><td><font size="3">Price: <b>$120.00</b></font></td></tr><tr><td><font color="green"><b>In stock</b></font></td></tr><tr><td><form action="cart.php" method="post"><input type="hidden" name="sid" value="{nonce}"><select name="size">{"".join(f"<option>{size}</option>" for size in SIZES)}</select><input type="submit" value="Add to cart"></form></td></tr></table><p>{words(number, 400)}</p><p>All orders that are in stock ship within two days. {words(number + 1, 80)}</p></td></tr></table><table width="100%">{rows}</table></body></html>'
    ).encode()


MAKES: dict[str, Callable[[int, str], bytes]] = {
    make.__name__: make for make in (shopify, woocommerce, magento, prestashop, shopware, tailwind, bare_words)
}
