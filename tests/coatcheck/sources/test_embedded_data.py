"""Sizes with their stock in whatever data a page's scripts and attributes embed, found by its shape; and lists that only look like it."""

import html
import json
from typing import Any

import pytest

from coatcheck.errors import LookFailed
from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, product, says

URL = "https://shop.example/p/mug"
HEAD = '<meta property="og:type" content="product"><meta property="og:title" content="Trail Mug">'
BODY = "<main><h1>Trail Mug</h1><p class='price'>19 EUR</p><form action='/cart/add'><button>Add to cart</button></form>{}</main>"
IN_STOCK = json_ld(product("InStock", "Trail Mug", url=URL))


def script(value: Any, before: str = "", after: str = "", kind: str = "") -> str:
    return f"<script {kind}>{before}{value if isinstance(value, str) else json.dumps(value)}{after}</script>"


def attribute(name: str, value: Any) -> str:
    return f'<product-form {name}="{html.escape(json.dumps(value))}"></product-form>'


def island(props: Any) -> str:
    """What Astro hands to a part of a page that a script makes alive: each value behind its kind."""

    def pair(value: Any) -> list[Any]:
        if isinstance(value, list):
            return [1, [pair(each) for each in value]]
        return [0, {name: pair(inner) for name, inner in value.items()} if isinstance(value, dict) else value]

    return f'<astro-island props="{html.escape(json.dumps(pair(props)[1]))}"></astro-island>'


def kit(product: str) -> str:
    """What a page of SvelteKit is loaded with: JavaScript, and no JSON."""
    return script(f'{{__sveltekit_1a = {{base: ""}}; kit.start(app, element, {{node_ids: [0, 2], data: [null,{{type:"data",data:{{product:{product}}},uses:{{}}}}], form: null}});}}')  # fmt: skip


def sold(size: str, identity: int, is_there: str) -> str:
    return (
        f'{{id:{identity},size:"{size}",note:"x: [1, {{y: \\"2\\"}}",seen:new Date(0),was:void 0,inStock:{is_there}}}'
    )


def read(embedded: str, head: str = HEAD) -> dict[str, Availability]:
    seen = look(f"{head}<body>{BODY.format(embedded)}</body>", url=URL)
    return {variant.title: variant.offer.availability for variant in seen.variants}


SHOPIFY = [{"id": 1, "title": "S", "option1": "S", "available": False}, {"id": 2, "title": "M", "option1": "M", "available": True}]  # fmt: skip
GRAPHQL = [{"id": "gid/1", "title": "S", "availableForSale": False}, {"id": "gid/2", "title": "M", "availableForSale": True}]  # fmt: skip
STOCKED = [{"skuId": "1", "size": "S", "stock": 0}, {"skuId": "2", "size": "M", "stock": 3}]
STATE = {"product": {"name": "Trail Mug", "skus": STOCKED}}
NEXT = 'id="__NEXT_DATA__" type="application/json"'
NUXT = [{"data": 1}, {"p": 2}, {"name": 3, "variants": 4}, "Trail Mug", ["Reactive", 5], [6, 7], {"id": 8, "size": 9, "stock": 10}, {"id": 11, "size": 12, "stock": 13}, "1", "S", 0, "2", "M", 3]  # fmt: skip
FLIGHT = '5:["$","div",null,{"product":' + json.dumps({"name": "Trail Mug", "variants": STOCKED}) + "}]\n"
OPTIONS = {"label": "Size", "options": [{"id": "5", "label": "S", "products": []}, {"id": "6", "label": "M", "products": ["12"]}]}  # fmt: skip
MAGENTO = {"attributes": {"93": {"id": "93", "code": "size"} | OPTIONS}}
COLOURS = {"id": "90", "code": "color", "label": "Color", "options": [{"id": "1", "label": "Red", "products": ["12"]}]}


def streamed(value: Any, later: Any = None) -> str:
    """What a page of React Router is loaded with, as it writes it; `later`: what comes after it, under the name "variants"."""
    parts: list[Any] = []

    def add(part: Any) -> int:
        place = len(parts)
        parts.append(part)
        if isinstance(part, dict):
            parts[place] = {f"_{add(name)}": add(inner) for name, inner in part.items()}
        elif isinstance(part, list) and part[:1] != ["P"]:
            parts[place] = [add(inner) for inner in part]
        return place

    add(value if later is None else value | {"variants": ["P", 7]})
    lines = [json.dumps(parts)]
    if later is not None:
        lines.append("P5:[[]]")  # a promise of something else, kept first
        begin = len(parts) + 1
        parts.append([])
        add(later)
        lines.append(f"P7:{json.dumps(parts[begin:])}")
    before = "window.__reactRouterContext.streamController.enqueue("
    return "".join(script(json.dumps(line + "\n"), before, ");") for line in lines)


def hydrogen(existing: str, there: str, **others: Any) -> dict[str, Any]:
    """A product as Shopify's Storefront API tells it, in sizes S, M and L of two colours."""
    options = [{"name": "Color", "optionValues": [{"name": "Red"}, {"name": "Tan"}]}, {"name": "Size", "optionValues": [{"name": size} for size in "SML"]}]  # fmt: skip
    return {"product": {"title": "Trail Mug", "options": options, "encodedVariantExistence": existing, "encodedVariantAvailability": there} | others}  # fmt: skip


ONE_OPTION = [{"name": "Size", "optionValues": [{"name": "S"}, {"name": "M"}]}]

EMBEDDED = {
    "Next.js": script({"props": {"pageProps": {"product": {"title": "Trail Mug", "variants": GRAPHQL}}}}, kind=NEXT),
    "edges": script({"product": {"title": "Trail Mug", "variants": {"edges": [{"node": v} for v in GRAPHQL]}}}, kind=NEXT),
    "nodes": script({"product": {"title": "Trail Mug", "variants": {"nodes": GRAPHQL}}}, kind=NEXT),
    "an initial state": script(STATE, "window.__INITIAL_STATE__=", ";"),
    "a state that is parsed": script(json.dumps(json.dumps(STATE)), "window.__STATE__=JSON.parse(", ");"),
    "the same in single quotes": script("'" + json.dumps(STATE).replace('"', '\\"') + "'", "var s = JSON.parse(", ")"),
    "pushed rows": script(json.dumps(FLIGHT), "self.__next_f.push([1,", "])"),
    "pushed rows cut in two": script(json.dumps(FLIGHT[:60]), "self.__next_f.push([1,", "])") + script(json.dumps(FLIGHT[60:]), 'self.__next_f.push([1,', "])"),
    "Nuxt": script(NUXT, kind='type="application/json" id="__NUXT_DATA__"'),
    "React Router": streamed({"loaderData": {"routes/p": {"product": {"title": "Trail Mug", "variants": {"nodes": GRAPHQL}}}}}),
    "React Router, later": streamed({"title": "Trail Mug"}, {"nodes": GRAPHQL}),
    "Hydrogen": streamed(hydrogen("v1_0-1", "v1_1", options=ONE_OPTION)),
    "Hydrogen's in Next.js": script({"props": hydrogen("v1_0-1", "v1_1", options=[{"name": "Size", "values": ["S", "M"]}])}, kind=NEXT),
    "Shopify's product": script({"id": 9, "title": "Trail Mug", "variants": SHOPIFY}, kind='type="application/json"'),
    "Shopify's variants alone": script(SHOPIFY, kind='type="application/json"'),
    "a variable": script({"title": "Trail Mug", "variants": SHOPIFY}, "var product = ", ";"),
    "an attribute": attribute("data-product", {"name": "Trail Mug", "variants": SHOPIFY}),
    "an attribute of variants": attribute("data-variants", SHOPIFY),
    "Vue's attribute": attribute(":variants", [{"id": 1, "name": "S", "stock": 0}, {"id": 2, "name": "M", "stock": 2}]),
    "SvelteKit": kit(f'{{title:"Trail Mug",made:new URL("https://x.example/"),variants:[{sold("S", 1, "false")},{sold("M", 2, "true")}]}}'),
    "Astro's island": island({"product": {"title": "Trail Mug", "variants": GRAPHQL}}),
    "texts for numbers": script({"name": "Trail Mug", "sizes": [{"id": "1", "name": "S", "is_in_stock": "0"}, {"id": "2", "name": "M", "is_in_stock": "1"}]}, "let p = "),
    "a letter for no": script([{"size": "S", "onStock": "N"}, {"size": "M", "onStock": "Y"}], "const sizes = "),
    "names in Spanish": script({"variantes": [{"talla": "S", "disponible": False}, {"talla": "M", "disponible": True}]}, "window.pdp = "),
    "names in German": script({"varianten": [{"groesse": "S", "lieferbar": False}, {"groesse": "M", "lieferbar": True}]}, "window.pdp = "),
    "stock within": script({"name": "Trail Mug", "variants": [{"id": 1, "name": "S", "inventory": {"quantity": 0}}, {"id": 2, "name": "M", "inventory": {"quantity": 4}}]}, "p = "),
    "words": script({"name": "Trail Mug", "variants": [{"id": 1, "size": "S", "stockStatus": "OUT_OF_STOCK"}, {"id": 2, "size": "M", "stockStatus": "IN_STOCK"}]}, "p = "),
    "values of an option": script({"name": "Trail Mug", "options": [{"name": "Size", "values": [{"label": "S", "available": False}, {"label": "M", "available": True}]}]}, "p = "),
    "Magento's swatches": script({"x": {"Magento_Swatches/js/swatch-renderer": {"jsonConfig": MAGENTO}}}, kind='type="text/x-magento-init"'),
    "Magento's list": script({"#form": {"configurable": {"spConfig": MAGENTO}}}, kind='type="text/x-magento-init"'),
}  # fmt: skip


@pytest.mark.parametrize("way", EMBEDDED)
def test_sizes_that_a_page_embeds_are_read_each(way: str) -> None:
    assert read(EMBEDDED[way]) == {"S": OUT, "M": IN}


def test_magentos_combinations_are_the_products_listed_for_each_of_their_options() -> None:
    config = {"attributes": {"90": COLOURS, **MAGENTO["attributes"]}}
    page = script({"x": {"spConfig": config}}, kind='type="text/x-magento-init"')
    assert read(page) == {"Red / M": IN}
    assert read(page.replace('"products": ["12"]', '"products": []')) == {"Red": OUT}


def test_of_magentos_products_only_the_salable_ones_are_there() -> None:
    both = json.loads(json.dumps(MAGENTO).replace('"products": []', '"products": ["11"]'))
    page = {"x": {"spConfig": both | {"salable": {"93": {"6": ["12"], "5": []}}}}}
    assert read(script(page, kind='type="text/x-magento-init"')) == {"S": OUT, "M": IN}


def test_combinations_that_are_told_in_short_are_read_each() -> None:
    told = streamed(hydrogen("v1_0:0-2,1:0 2,", "v1_0:1-2,1:2,", handle="mug", url="/p/mug"))
    assert read(told) == {"Red / S": OUT, "Red / M": IN, "Red / L": IN, "Tan / S": OUT, "Tan / L": IN}
    assert set(read(streamed(hydrogen("v1_0:0-2,1:0 2,", ""))).values()) == {OUT}


def test_a_price_is_that_of_the_variant_that_is_told_in_full() -> None:
    chosen = {"title": "M", "price": {"amount": "19.5", "currencyCode": "EUR"}, "selectedOptions": [{"name": "Size", "value": "M"}]}  # fmt: skip
    told = hydrogen("v1_0-1", "v1_1", options=ONE_OPTION, selectedOrFirstAvailableVariant=chosen, adjacentVariants=[])
    seen = look(f"{HEAD}<body>{BODY.format(streamed(told))}</body>", url=URL)
    assert [(each.title, each.offer.price, each.offer.currency) for each in seen.variants] == [("S", None, None), ("M", "19.5", "EUR")]  # fmt: skip


SALESFORCE: dict[str, Any] = {
    "name": "Trail Mug",
    "inventory": {"ats": 9, "orderable": True, "stockLevel": 9},
    "variants": [
        {"productId": "71", "orderable": True, "price": 19.5, "variationValues": {"color": "JJ2", "size": "9SM"}},
        {"productId": "72", "orderable": False, "price": 19.5, "variationValues": {"color": "JJ2", "size": "9MD"}},
        {"productId": "73", "orderable": True, "price": 19.5, "variationValues": {"color": "JJ3", "size": "9SM"}},
    ],
    "variationAttributes": [
        {"id": "color", "name": "Colour", "values": [{"name": "Red", "orderable": True, "value": "JJ2"}, {"name": "Tan", "orderable": True, "value": "JJ3"}]},
        {"id": "size", "name": "Size", "values": [{"name": "S", "orderable": True, "value": "9SM"}, {"name": "M", "orderable": False, "value": "9MD"}]},
    ],
}  # fmt: skip


def test_variants_whose_options_are_told_by_codes_bear_the_names_of_these() -> None:
    """As Salesforce's PWA Kit embeds them; what is told of one option's values is told of several variants at once."""
    state = {"__PRELOADED_STATE__": {"__reactQuery": {"queries": [{"state": {"data": SALESFORCE}}]}}}
    told = script(state, kind='id="mobify-data" type="application/json"')
    assert read(told) == {"Red / S": IN, "Red / M": OUT, "Tan / S": IN}
    seen = look(f"{HEAD}<body>{BODY.format(told)}</body>", url=URL)
    assert seen.variants[1].options == {"Colour": "Red", "Size": "M"}
    alone = script(SALESFORCE | {"variationAttributes": "none", "variants": SALESFORCE["variants"][:2]}, "p = ")
    assert read(alone) == {"JJ2 / 9SM": IN, "JJ2 / 9MD": OUT}
    assert read(script(SALESFORCE | {"name": "Bowl"}, "p = "), IN_STOCK) == {"Trail Mug": IN}
    odd = SALESFORCE | {"variationAttributes": [{"id": "size", "values": 3}, 4], "variants": [each | {"variationValues": {"size": ["S"]}} for each in SALESFORCE["variants"]]}  # fmt: skip
    assert list(read(script(odd, "p = ")).values()) == [IN]


GONE = {"name": "Trail Mug", "variants": [{"id": 1, "size": "S", "stock": 0}, {"id": 2, "size": "M", "stock": 0}]}
AGAINST = {
    "all sizes": script(GONE, "p = "),
    "all of Magento's": script({"x": {"spConfig": {"attributes": {"9": {"code": "size", "options": [{"id": "5", "label": "S", "products": []}]}}}}}, kind='type="text/x-magento-init"'),
    "the product": script({"product": {"name": "Trail Mug", "stockStatus": "OUT_OF_STOCK"}}, "window.s="),
    "the product in texts": script({"name": "Trail Mug", "isInStock": "0"}, "window.product="),
    "BigCommerce's": script({"product_attributes": {"purchasable": True, "instock": False}}, "var BCData = "),
    "BigCommerce's refusal": script({"product_attributes": {"purchasable": False, "instock": True}}, "var BCData = "),
}  # fmt: skip


@pytest.mark.parametrize("way", AGAINST)
def test_embedded_data_that_says_all_is_gone_leaves_nothing_in_stock(way: str) -> None:
    assert UNKNOWN in read(AGAINST[way], IN_STOCK).values()


OTHERS = {
    "another product's": script({"product": {"title": "Trail Mug"}, "related": [{"title": "Bowl", "slug": "bowl", "variants": GRAPHQL}]}, kind=NEXT),
    "shops": script([{"id": 1, "name": "Berlin", "stock": 0}, {"id": 2, "name": "Bonn", "stock": 0}], "window.stores="),
    "a cart": script({"items": [{"id": 1, "title": "Bowl", "available": False}, {"id": 2, "title": "Cup", "available": False}]}, "window.cart="),
    "things with pages of their own": script({"variants": [{"id": 1, "size": "S", "url": "/p/bowl", "stock": 0}, {"id": 2, "size": "M", "url": "/p/cup", "stock": 0}]}, "x = "),
    "features": script({"name": "Trail Mug", "features": [{"id": 1, "name": "Engraving", "available": False}, {"id": 2, "name": "Gift box", "available": False}]}, "x = "),
    "ways of delivery": script({"name": "Trail Mug", "delivery": [{"id": "express", "label": "Express", "available": False}, {"id": "pickup", "label": "Pick up", "available": False}]}, "x = "),
    "another name's": script(GONE | {"name": "Bowl"}, "x = "),
    "sizes with one id": script(GONE | {"variants": [{"id": 1, "size": "S", "stock": 0}, {"id": 1, "size": "M", "stock": 0}]}, "x = "),
    "what isn't counted": script(GONE | {"variants": [{"id": 1, "size": "S", "stock": 0, "backorder": True}, {"id": 2, "size": "M", "stock": 0, "backorder": True}]}, "x = "),
    "another product's page of SvelteKit": kit(f'{{title:"Bowl",variants:[{sold("S", 1, "false")},{sold("M", 2, "false")}]}}'),
    "a function of SvelteKit's": kit('(function(a){return {title:"Trail Mug",inStock:a}}(false))'),
    "another product's island": island({"product": GONE | {"name": "Bowl"}}),
    "an island of no pairs": f'<astro-island props="{html.escape(json.dumps({"product": GONE}))}"></astro-island>',
    "a comment": f"<!-- {script(GONE, 'x = ')} -->",
    "something else that is pushed": script('"a:[1]"', "self.__next_f.push([1,", "])"),
    "the neighbours of the chosen size": streamed({"product": {"title": "Trail Mug", "adjacentVariants": [{"id": "1", "title": "S", "availableForSale": False}, {"id": "2", "title": "L", "availableForSale": False}]}}),
    "another product's in short": streamed(hydrogen("v1_0:0,", "v1_", title="Bowl", handle="bowl")),
    "more in short than there are options": streamed(hydrogen("v1_0-1", "v1_")),
    "a size that there is not": streamed(hydrogen("v1_0:5,", "v1_")),
    "what can be had and is not there": streamed(hydrogen("v1_0:0,", "v1_1:0,")),
    "another way to write it in short": streamed(hydrogen("v2_0:0,", "v2_")),
    "no way to write it": streamed(hydrogen("v1_:,-", "v1_-")),
    "promises of nothing": script(json.dumps('[{"_1":2,"_N":3},"stock",["P",[4]],["P",5]]\nPN:[1]\n'.replace("N", 5000 * "9")), "__reactRouterContext.streamController.enqueue(", ")"),
    "options that are no list": streamed(hydrogen("v1_0:0,", "v1_", options=5, adjacentVariants=7)),
    "values that are no list": streamed(hydrogen("v1_0", "v1_", options=[{"name": "Size", "optionValues": 3}, 4], selectedOrFirstAvailableVariant={"price": {}, "selectedOptions": 1})),
    "a number without an end": streamed(hydrogen("v1_0:" + 5000 * "9" + ",", "v1_")),
    "numbers that lead nowhere": script(json.dumps('[{"_90":91},"stock"]'), "__reactRouterContext.streamController.enqueue(", ")"),
    "data that is cut off": script(json.dumps(GONE)[:-3], "x = "),
}  # fmt: skip


@pytest.mark.parametrize("way", OTHERS)
def test_lists_that_are_not_the_products_sizes_say_nothing_of_it(way: str) -> None:
    assert read(OTHERS[way], IN_STOCK) == {"": IN} or read(OTHERS[way], IN_STOCK) == {"Trail Mug": IN}


def test_an_object_that_bears_the_pages_name_before_the_shops_is_the_product() -> None:
    page = '<title>%s</title><script>window.state = {"queries": [{"data": {"name": "Trail Mug", "inventory": {"orderable": %s, "stockLevel": %d}}}]};</script>'
    assert says(page % ("Trail Mug | Shop", "false", 0)) is OUT
    assert says(page % ("Trail Mug | Shop", "true", 8)) is IN
    with pytest.raises(LookFailed):
        says(page % ("Trail Bottle | Shop", "true", 8))
