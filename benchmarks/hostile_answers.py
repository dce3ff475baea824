"""Answers made to stop their reader, in families: each can be made of any size. `benchmarks.hostile` measures what reading them costs."""

from collections.abc import Callable
from typing import NamedTuple

OPTIONS = {"items": "items", "value": "stock", "in_stock": "1"}
CINEMA = {"terms": "accepted", "venues": "PVPH", "date": "20991231", "region": "MUMBAI", "title": "Coat"}
SHOWS = {"terms": "accepted", "venues": "PVPH", "date": "20991231", "event": "ET00000001"}
HEAD = b"<!doctype html><html><head><title>Coat</title></head><body><h1>Coat</h1>"
LD = b'<script type="application/ld+json">'
OFFER = b'{"@type":"Offer","availability":"InStock"}'


class Family(NamedTuple):
    """A kind of hostile answer: who reads it, from which address, with which options, and how it is made at a size in bytes."""

    source: str
    path: str
    make: Callable[[int], bytes]
    options: dict[str, str] = {}


def repeated(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """The same again and again."""
    return lambda size: before + unit * max(1, (size - len(before) - len(after)) // len(unit)) + after


def numbered(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """The same with another number each time, in every place that says %d."""
    places = unit.count(b"%d")

    def make(size: int) -> bytes:
        count = max(1, (size - len(before) - len(after)) // (len(unit) + 4 * places))
        return before + b"".join(unit % ((number,) * places) for number in range(count)).rstrip(b",") + after

    return make


def nested(opening: bytes, closing: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """One within the other, all of them closed."""

    def make(size: int) -> bytes:
        count = max(1, (size - len(before) - len(after)) // (len(opening) + len(closing)))
        return before + opening * count + closing * count + after

    return make


def joined(*parts: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Several such, of one share each."""
    return lambda size: b"".join(part(size // len(parts)) for part in parts)


def marked_up(unit: bytes, after: bytes = b"") -> Callable[[int], bytes]:
    return repeated(unit, HEAD, after)


def linked(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """JSON-LD: numbered parts between a beginning and an end."""
    return numbered(unit, HEAD + LD + before, after + b"</script>")


def begun(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """JSON-LD whose script goes on in the next part."""
    return numbered(unit, HEAD + LD + before, after)


SHOPIFY = {
    "a list of small products": ("/products.json", numbered(b'{"id":%d,"variants":[{"id":%d,"available":true}]},', b'{"products":[', b"]}")),
    "products of one name": ("/products.json", numbered(b'{"title":"a","handle":"h","variants":[{"id":%d,"available":true}]},', b'{"products":[', b"]}")),
    "the same product": ("/products.json", repeated(b'{"id":1,"variants":[{"id":1,"available":true}]},', b'{"products":[', b"{}]}")),
    "products without variants": ("/products.json", numbered(b'{"id":%d,"variants":[]},', b'{"products":[{"variants":[{"id":0}]},', b"]}")),
    "one product of many variants": ("/products/x.js", numbered(b'{"id":%d,"available":true,"price":1},', b'{"id":1,"handle":"x","variants":[', b"]}")),
    "variants of one id": ("/products/x.js", repeated(b'{"id":5,"available":true},', b'{"id":1,"handle":"x","variants":[', b'{"id":5,"available":true}]}')),
    "brackets": ("/products/x.js", repeated(b"[")),
    "products in products": ("/products/x.js", repeated(b'{"product":')),
    "brackets in a field": ("/products/x.js", nested(b"[", b"]", b'{"variants":[{"id":1,"available":true}],"options":', b"}")),
    "empty lists in a field": ("/products/x.js", repeated(b"[],", b'{"variants":[{"id":1,"available":true}],"options":[', b"0]}")),
    "small objects in a field": ("/products/x.js", repeated(b'{"":0},', b'{"variants":[{"id":1,"available":true}],"images":[', b"0]}")),
    "numbers in a field": ("/products/x.js", repeated(b"1,", b'{"variants":[{"id":1,"available":true}],"images":[', b"0]}")),
    "scripts that hold products": ("/products/x", repeated(b'<script type=application/json>"variants""available"</script>', b"<html>")),
    "scripts that never end": ("/products/x", repeated(b'<script application/json>"', b"<html>")),
    "script tags that never end": ("/products/x", repeated(b"<script ", b"<html>")),
    "a long title": ("/products/x.js", repeated("😀".encode(), b'{"id":1,"title":"', b'","handle":"x","variants":[{"id":1,"available":true}]}')),
    "many options": ("/products/x.js", numbered(b'"o%d",', b'{"id":1,"variants":[{"id":1,"option1":"a","available":true}],"options":[', b',"a"]}')),
}  # fmt: skip

WOO = "/wp-json/wc/store/v1/products?slug=x"
WOOCOMMERCE = {
    "a list of products": (WOO, numbered(b'{"id":%d,"name":"a","is_in_stock":true,"is_purchasable":true},', b"[", b"]")),
    "one product's variations": (WOO, numbered(b'{"id":%d,"attributes":[{"name":"a","value":"b"}]},', b'[{"id":1,"name":"a","type":"variable","is_in_stock":true,"variations":[', b"]}]")),
    "children of one parent": (WOO, numbered(b'{"id":%d,"parent":1,"is_in_stock":true},', b'[{"id":1,"type":"variable","is_in_stock":true,"variations":[]},', b"]")),
    "children that are their own parents": (WOO, numbered(b'{"id":%d,"parent":%d,"is_in_stock":true},', b"[", b"]")),
    "the same product": (WOO, repeated(b'{"id":1,"is_in_stock":true},', b"[", b'{"id":1,"is_in_stock":true}]')),
    "attributes of one variation": (WOO, numbered(b'{"name":"a%d","value":"b"},', b'[{"id":1,"type":"variable","is_in_stock":true,"variations":[{"id":2,"attributes":[', b"]}]}]")),
    "terms of one attribute": (WOO, numbered(b'{"name":"T%d","slug":"t%d"},', b'[{"id":1,"is_in_stock":true,"variations":[],"attributes":[{"name":"a","terms":[', b"]}]}]")),
    "entities in a name": (WOO, repeated(b"&amp;", b'[{"id":1,"is_in_stock":true,"name":"', b'"}]')),
    "a number of entities": (WOO, repeated(b"1", b'[{"id":1,"is_in_stock":true,"name":"&#', b'"}]')),
    "products in products": (WOO, repeated(b'{"product":', b"")),
    "a long price": (WOO, repeated(b"1", b'[{"id":1,"is_in_stock":true,"prices":{"price":"', b'","currency_minor_unit":2}}]')),
}  # fmt: skip

JSON_API = {
    "many items": (numbered(b'{"id":%d,"stock":1},', b'{"items":[', b"]}")),
    "brackets": repeated(b"[", b'{"items":'),
    "brackets that close": nested(b"[", b"]", b'{"items":', b"}"),
    "objects in objects": nested(b'{"a":', b"}", b'{"items":[{"id":1,"stock":', b"}]}") ,
    "lines of JSON": numbered(b'{"id":%d,"stock":1}\n'),
    "values one after the other": repeated(b"{}"),
    "blanks between values": repeated(b" ", b'{"items":[]}', b'{"items":[]}'),
    "blanks and commas behind a value": repeated(b" ,", b'{"items":[]}', b"x"),
    "groups of items": numbered(b'"g%d":[{"id":%d,"stock":1}],', b'{"items":{', b"}}"),
    "lists in a key": nested(b"[", b"]", b'{"items":[{"id":', b',"stock":1}]}'),
    "a long value": repeated(b"1", b'{"items":[{"id":1,"stock":"', b'"}]}'),
    "a long number": repeated(b"1", b'{"items":[{"id":1,"stock":', b"}]}"),
    "errors of GraphQL": numbered(b'{"message":"e%d"},', b'{"errors":[', b"]}"),
}  # fmt: skip

SHOW = b'{"SessionId":"%d","ShowDateCode":"20991231","ShowTimeDisplay":"09:30 AM","Categories":[]},'
BOOKMYSHOW = {
    "many shows": (numbered(SHOW, b'{"BookMyShow":{"arrShows":[', b"]}}"), SHOWS),
    "price bands of a show": (repeated(b'{"CurPrice":"9.9"},', b'{"BookMyShow":{"arrShows":[{"SessionId":"1","ShowDateCode":"20991231","ShowTimeDisplay":"09:30 AM","Categories":[', b"{}]}]}}"), SHOWS),
    "brackets in a title": (repeated(b"(", b'{"moviesData":{"BookMyShow":{"arrEvents":[{"EventTitle":"', b'","ChildEvents":[]}]}},"cinemas":{"BookMyShow":{"aiVN":[{"VenueCode":"PVPH","VenueName":"a"}]}}}'), CINEMA),
    "many movies": (numbered(b'{"EventTitle":"M%d","ChildEvents":[]},', b'{"moviesData":{"BookMyShow":{"arrEvents":[', b']}},"cinemas":{"BookMyShow":{"aiVN":[{"VenueCode":"PVPH","VenueName":"a"}]}}}'), CINEMA),
    "many cinemas": (numbered(b'{"VenueCode":"V%d","VenueName":"a"},', b'{"moviesData":{"BookMyShow":{"arrEvents":[{"EventTitle":"Coat","ChildEvents":[]}]}},"cinemas":{"BookMyShow":{"aiVN":[', b"]}}}"), CINEMA),
    "seats in a long number": (repeated(b"1", b'{"BookMyShow":{"arrShows":[{"SessionId":"1","ShowDateCode":"20991231","ShowTimeDisplay":"09:30 AM","Categories":[{"SeatsAvail":"', b'"}]}]}}'), SHOWS),
}  # fmt: skip

PAGE = {
    # Nesting and formatting
    "div in div": marked_up(b"<div>"),
    "div in div, closed": nested(b"<div>", b"</div>", HEAD),
    "div with ends of nothing": marked_up(b"<div></x>"),
    "div with long names": marked_up(b'<div class="a-rather-long-name-of-a-class-that-says-nothing another-one">'),
    "b in b": marked_up(b"<b>"),
    "links and paragraphs": marked_up(b"<a><p>"),
    "tables in tables": marked_up(b"<table><tr><td>"),
    "ends of div within tables": marked_up(b"<div><table><td></div>"),
    "formatting left open": marked_up(b"<b><i><u><p>"),
    "formatting left open, each another": numbered(b"<p><b x=%d>", HEAD),
    "fonts left open, each another": numbered(b'<font size="%d">a<br>', HEAD),
    "formatting of many attributes": joined(numbered(b"a%d ", HEAD + b"<p><b ", b">"), repeated(b"<p>x")),
    "formatting of a long attribute": joined(repeated(b"x", HEAD + b'<p><b a="', b'">'), repeated(b"<p>x")),
    "a link of many attributes": joined(numbered(b"a%d ", HEAD + b"<p><a ", b">"), repeated(b"<p>x")),
    "attributes behind a bracket in quotes": numbered(b"a%d ", HEAD + b'<i x="<d> "', b">"),
    "attributes behind an odd quote": numbered(b"a%d ", HEAD + b'<i b"c x="<d> "', b">"),
    "attributes behind two brackets in quotes": numbered(b"a%d ", HEAD + b'<i z="<" x=">" ', b">"),
    "attributes of an end": numbered(b"a%d ", HEAD + b"<i></i ", b">"),
    "many ends of many attributes": marked_up(b"</i " + b"a " * 1990 + b">"),
    "many tags of many attributes behind quotes": marked_up(b'<i b"c x="d> "' + b"a " * 1990 + b">"),
    "many long values of one word after the other": marked_up(b'<i title="' + b"a " * 2900 + b'">x</i>'),
    "formatting closed where it doesn't count": numbered(b"<b x=%d><table><td></b></table><p>", HEAD),
    "lists in lists": marked_up(b"<ul><li>"),
    "spans in spans": marked_up(b"<span>in stock "),
    "buttons in spans": marked_up(b"<button class=btn><span>"),
    "forms in forms": marked_up(b"<form><div></form>"),
    "selects": marked_up(b"<form action=/cart/add><select><option>S<option>M</select><button>add to cart</button></form>"),
    "options": repeated(b"<option value=1>S</option>", HEAD + b"<form><select name=size>"),
    "templates": marked_up(b"<template>"),
    "pictures within pictures": marked_up(b"<svg><g>"),
    "formulas": marked_up(b"<math><mi><p>"),
    # What is no element
    "comments that never end": marked_up(b"<!--"),
    "dashes": repeated(b"-", HEAD + b"<!--"),
    "dashes and letters": repeated(b"-x", HEAD + b"<!--"),
    "almost comments": marked_up(b"<!-- -"),
    "comments": marked_up(b"<!-->"),
    "scripts that never end": marked_up(b"<script>"),
    "script tags that never end": marked_up(b"<script a "),
    "style tags that never end": marked_up(b"<style>"),
    "brackets in a script": repeated(b"<", HEAD + b"<script>", b"</script>"),
    "less than": repeated(b"<"),
    "ampersands": marked_up(b"&"),
    "entities": marked_up(b"&#x41"),
    "an entity of many digits": repeated(b"1", HEAD + b"<p class=stock>&#", b";</p>"),
    "blanks": repeated(b" ", b"<"),
    "titles": repeated(b"<title>  "),
    "inputs of a log-in": repeated(b"<input ", b"<html><title>Login</title>"),
    "charset of addresses": repeated(b"xn--a.", b'<meta charset="idna">'),
    "charset punycode": repeated(b"a-", b'<meta charset="punycode">'),
    "charset utf-7": repeated(b"+AAA-", b'<meta charset="utf-7">'),
    "charset unicode_escape": repeated(b"\\x41", b'<meta charset="unicode_escape">'),
    "charset utf-16": repeated(b"a\0", b"\xff\xfe"),
    "zeros": repeated(b"a\0", HEAD),
    # Names, tags and addresses
    "headings": marked_up(b"<h1>Coat</h1>"),
    "headings in headings": marked_up(b"<h1><span>Coat "),
    "headings of entities": marked_up(b"<h1>&amp;&lt;</h1>"),
    "a long heading": repeated(b"Coat ", HEAD + b"<h1>"),
    "tags of social networks": marked_up(b'<meta property="og:title" content="a">'),
    "tags on availability": numbered(b'<meta property="og:availability" content="in stock %d">', HEAD),
    "links to itself": marked_up(b"<link rel=canonical href="),
    "a tag that tells an address": repeated(b"href=", HEAD + b"<link canonical "),
    # Words
    "buttons": marked_up(b"<button>add to cart</button>"),
    "buttons of sizes": marked_up(b"<button>S</button>"),
    "buttons of sizes in parts": nested(b"<div><button>S</button>", b"</div>", HEAD, b"<p>x</p>" * 20),
    "labels of sizes": numbered(b'<input type=radio name=size id="s%d"><label for="s%d">S</label>', HEAD),
    "short texts": marked_up(b"<span>in stock</span>"),
    "elements named for stock": marked_up(b'<p class="stock">in stock</p>'),
    "elements named for stock, nested": marked_up(b'<div class="stock">in stock '),
    "elements named for stock around many": joined(lambda size: HEAD + b'<div class="stock">' * 400, repeated(b"<i>x</i>")),
    "elements named for stock around empty ones": joined(lambda size: HEAD + b'<div class="stock">' * 400, repeated(b"<i></i>")),
    "tiles": marked_up(b"<li><a href=/p>x</a><span>sold out</span></li>"),
    "tiles in parts": marked_up(b"<div class=a><div class=b><a href=/p>x</a><span>sold out</span></div></div>"),
    "tiles within tiles": nested(b'<div class=t><a href=/p><h3>x</h3></a><p>sold out</p>', b"</div>", HEAD),
    "many classes": numbered(b"c%d ", HEAD + b'<div id=stock class="', b'">in stock</div>'),
    "one name of a class": repeated(b"sold-", HEAD + b'<p class="stock ', b'">in stock</p>'),
    "styles": repeated(b"display ", HEAD + b'<p class="stock" style="', b'">in stock</p>'),
    "styles that go on": repeated(b"text-decoration ", HEAD + b'<p class="stock" style="', b'">in stock</p>'),
    "digits": repeated(b"1", HEAD + b"<p class=stock>"),
    "digits and dots": repeated(b"1.", HEAD + b"<p class=stock>"),
    "sentences": repeated(b"sold out. in stock. ", HEAD + b"<p>"),
    "accents": repeated("\u0301".encode(), HEAD + b"<p class=stock>in stock"),
    "ligatures": repeated("\ufdfa".encode(), HEAD + b"<p class=stock>"),
    "words without blanks": repeated("库存".encode(), HEAD + b"<p class=stock>"),
    "phrases parted by tags": marked_up(b"<p>sold<b></b></p>"),
    "parted phrases": marked_up(b"sold <i>"),
    "attributes of one element": numbered(b'a%d="sold out" ', HEAD + b"<p class=stock ", b">in stock</p>"),
    # JSON-LD
    "JSON-LD: scripts": marked_up(LD + b'{"@type":"Product","name":"Coat","offers":{"availability":"InStock"}}</script>'),
    "JSON-LD: a list": repeated(b'{"@type":"Product","name":"Coat","offers":{"availability":"InStock"}},', HEAD + LD + b"[", b"{}]</script>"),
    "JSON-LD: products and headings": joined(marked_up(b"<h1>Coat x</h1>"), numbered(b'{"@type":"Product","name":"P%d","offers":{"availability":"InStock"}},', LD + b"[", b"]</script>")),
    "JSON-LD: offers in offers": repeated(b'{"offers":', HEAD + LD, b"</script>"),
    "JSON-LD: lists in lists": repeated(b"[", HEAD + LD, b"</script>"),
    "JSON-LD: numbers": repeated(b"1,", HEAD + LD + b"[", b"1]</script>"),
    "JSON-LD: empty objects": repeated(b"{},", HEAD + LD + b"[", b"{}]</script>"),
    "JSON-LD: broken": repeated(b'"a":"b\n",,', HEAD + LD + b'{"@type":"Product",', b"}</script>"),
    "JSON-LD: broken, in many scripts": marked_up(LD + b'{"@type":"Product","a":"b\n",,"c":"d",,}</script>'),
    "JSON-LD: broken backslashes": repeated(b"\\", HEAD + LD + b'{"@type":"Product","name":"', b"}</script>"),
    "JSON-LD: broken quotes": repeated(b'"', HEAD + LD + b'{"@type":"Product","name":', b"}</script>"),
    "JSON-LD: broken comments": repeated(b"/*", HEAD + LD + b'{"@type":"Product",', b"}</script>"),
    "JSON-LD: broken blanks": repeated(b" ", HEAD + LD + b"{,", b"}</script>"),
    "JSON-LD: broken commas": repeated(b",", HEAD + LD + b'{"a":1', b"}</script>"),
    "JSON-LD: a chain of references": linked(b'{"@id":"a%d","@type":"Product","isVariantOf":{"@id":"a%d"},"offers":{"@id":"a%d"}},', b'{"@graph":[', b"]}"),
    "JSON-LD: references to many offers": joined(begun(OFFER.replace(b'"Offer"', b'"Offer","sku":"%d"') + b",", b'{"@graph":[{"@id":"a","offers":[', b"]},"), repeated(b'{"@id":"a"},', b'{"@type":"Product","name":"Coat","offers":[', b"{}]}]}</script>")),
    "JSON-LD: products of the same offers": joined(begun(OFFER.replace(b'"Offer"', b'"Offer","sku":"%d"') + b",", b'{"@graph":[{"@id":"a","offers":[', b"]},"), numbered(b'{"@type":"Product","name":"P%d","offers":{"@id":"a"}},', b"", b"]}</script>")),
    "JSON-LD: one name of many nodes": joined(begun(b'"f%d":1,', b'{"@graph":[{"@id":"a",', b"},"), numbered(b'{"@id":"a","g%d":1},', b"", b"]}</script>")),
    "JSON-LD: variants": linked(b'{"@type":"Product","sku":"%d","offers":{"availability":"InStock"}},', b'{"@type":"ProductGroup","name":"Coat","hasVariant":[', b"]}"),
    "JSON-LD: offers": linked(b'{"@type":"Offer","sku":"%d","availability":"InStock"},', b'{"@type":"Product","name":"Coat","offers":[', b"]}"),
    "JSON-LD: members of a group": linked(b'{"@type":"Product","name":"Coat","sku":"%d","inProductGroupWithID":"g","offers":{"availability":"InStock"}},', b"[", b"]"),
    "JSON-LD: types": joined(begun(b'"T%d",', b'{"@graph":[{"@id":"a","@type":["Offer",', b"]},"), repeated(b'{"@id":"a"},', b'{"@type":"Product","name":"Coat","offers":[', b"{}]}]}</script>")),
    "JSON-LD: a price": repeated(b"1.", HEAD + LD + b'{"@type":"Product","name":"x","offers":{"price":"', b'","availability":"InStock"}}</script>'),
    "JSON-LD: properties": joined(begun(b'{"name":"n%d","value":"v"},', b'{"@graph":[{"@id":"a","additionalProperty":[', b"]},"), repeated(b'{"@id":"a"},', b'{"@type":"ProductGroup","name":"Coat","hasVariant":[', b"{}]}]}</script>")),
    # Microdata and RDFa
    "microdata in microdata": marked_up(b'<div itemscope itemtype="http://schema.org/Product"><span itemprop=name>Coat</span>'),
    "microdata": marked_up(b'<div itemscope itemtype="http://schema.org/Product"><span itemprop=name>Coat</span><div itemprop=offers itemscope itemtype="http://schema.org/Offer"><link itemprop=availability href=InStock></div></div>'),
    "microdata: references": joined(numbered(b"r%d ", HEAD + b'<div itemscope itemtype="http://schema.org/Product" itemref="', b'">'), numbered(b"<i id=r%d itemprop=name>x</i>")),
    "microdata: references in a circle": marked_up(b'<div id=a itemprop=offers itemscope itemtype="http://schema.org/Product" itemref="b"></div><div id=b itemprop=offers itemscope itemtype="http://schema.org/Product" itemref="a"></div>'),
    "microdata: references to one part": joined(repeated(b"<i itemprop=name>x</i>", HEAD + b"<div id=r>", b"</div>"), marked_up(b'<div itemscope itemtype="http://schema.org/Product" itemref=r></div>')),
    "microdata: names": repeated(b"availability ", HEAD + b'<div itemscope itemtype="http://schema.org/Product"><i itemprop="', b'">InStock</i></div>'),
    "microdata: texts in texts": marked_up(b"<div itemscope itemtype=http://schema.org/Offer itemprop=availability>InStock "),
    "rdfa in rdfa": marked_up(b'<div vocab="http://schema.org/" typeof="Product"><span property=name>Coat</span>'),
    "rdfa": marked_up(b'<div vocab="http://schema.org/" typeof="Product" resource="#a"><span property="name">Coat</span><a property="offers" typeof="Offer"><link property="availability" href="http://schema.org/InStock"></a></div>'),
    "rdfa: prefixes": numbered(b"p%d: http://a/%d ", HEAD + b'<div prefix="', b'" typeof="schema:Product"><i property=name>Coat</i></div>'),
    # What scripts embed
    "variations in an attribute": numbered(b'{"variation_id":%d,"is_in_stock":true,"attributes":{"a":"b"}},', HEAD + b"<form data-product_variations='[", b"]'>"),
    "forms with variations": numbered(b"<form data-product_variations='[{\"variation_id\":%d,\"is_in_stock\":true}]'></form>", HEAD),
    "entities in an attribute": repeated(b"&quot;", HEAD + b'<div id=product-details data-product="', b'">'),
    "a name that goes on in a script": repeated(b"stock", HEAD + b'<script>x="', b"</script>"),
    "names in a script": repeated(b'"stock":', HEAD + b"<script>x=[", b"</script>"),
    "values in scripts": marked_up(b'<script>x={"stock":[[[[[[</script>'),
    "variants within variants": numbered(b'{"variants":[{"id":%d,"stock":1},{"id":"a","stock":1}],"next":', HEAD + b'<script type="application/json">', b"</script>"),
    "blanks between values in a script": repeated(b"= ", HEAD + b'<script>"stock":', b"</script>"),
    "holders of data": marked_up(b'<div data-product=\'{"stock":1\' data-props=\'{"stock":2}\'></div>'),
    "scripts of JSON": marked_up(b'<script type="application/json">{"variants":[],"available":[[[[[[</script>'),
    "variants in a script": numbered(b'{"id":%d,"available":true},', HEAD + b'<script type="application/json">{"id":1,"variants":[', b"]}</script>"),
    "parts of an editor": marked_up(b'<div class="product-variants" data-variants="[]" data-item-id="a"></div>'),
}  # fmt: skip

SCHEMA_ORG = (
    "JSON-LD: a list",
    "JSON-LD: variants",
    "microdata",
    "microdata in microdata",
    "rdfa",
    "div in div",
    "formatting left open, each another",
)

FAMILIES: dict[str, Family] = {
    **{f"shopify: {name}": Family("shopify", path, make) for name, (path, make) in SHOPIFY.items()},
    **{f"woocommerce: {name}": Family("woocommerce", path, make) for name, (path, make) in WOOCOMMERCE.items()},
    **{f"json_api: {name}": Family("json_api", "/api", make, OPTIONS) for name, make in JSON_API.items()},
    **{f"bookmyshow: {name}": Family("bookmyshow", "/", make, options) for name, (make, options) in BOOKMYSHOW.items()},
    **{f"page: {name}": Family("page", "/p", make) for name, make in PAGE.items()},
    **{f"schema_org: {name}": Family("schema_org", "/p", PAGE[name]) for name in SCHEMA_ORG},
}
