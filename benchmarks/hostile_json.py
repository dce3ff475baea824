"""Answers made to stop whoever reads JSON of a known make of shop, JSON that nobody knows, and what agents send. See `benchmarks.hostile_answers`."""

import gzip
from collections.abc import Callable, Sequence

from benchmarks.hostile_shapes import Family, joined, nested, numbered, repeated
from coatcheck.errors import Unreadable
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources import json_api
from coatcheck.sources.proposals import propose
from coatcheck.watching.agent_messages import Refused, unpack

SHOP = {"product": "coat", "channel": "c", "api_key": "k"}
MAGENTO = b'{"data":{"products":{"items":['
SIZE = b'{"product":{"sku":"%d","stock_status":"IN_STOCK"}},'
PRESET = {
    "vendure": {
        "variants": numbered(b'{"id":"%d","stockLevel":"IN_STOCK","options":[{"name":"S"}]},', b'{"data":{"product":{"variants":[', b"]}}}"),
        "options of a variant": numbered(b'{"name":"o%d"},', b'{"data":{"product":{"variants":[{"id":"1","stockLevel":"IN_STOCK","options":[', b"]}]}}}"),
        "a long level": repeated(b"1", b'{"data":{"product":{"variants":[{"id":"1","stockLevel":"', b'"}]}}}'),
        "a long price": repeated(b"1", b'{"data":{"product":{"variants":[{"id":"1","stockLevel":"IN_STOCK","currencyCode":"EUR","priceWithTax":', b"}]}}}"),
    },
    "medusa": {
        "variants": numbered(b'{"id":"%d","inventory_quantity":1},', b'{"products":[{"variants":[', b"]}]}"),
        "products": numbered(b'{"variants":[{"id":"%d","inventory_quantity":1}]},', b'{"products":[', b"]}"),
        "products without variants": repeated(b'{"variants":[]},', b'{"products":[', b'{"variants":[{"id":"1","manage_inventory":false}]}]}'),
        "lists in lists": nested(b"[", b"]", b'{"products":[{"variants":[{"id":"1","manage_inventory":false,"title":', b"}]}]}"),
    },
    "saleor": {
        "variants": numbered(b'{"id":"%d","quantityAvailable":1},', b'{"data":{"product":{"name":"Coat","isAvailableForPurchase":true,"variants":[', b"]}}}"),
        "variants of a long name": joined(repeated(b"a", b'{"data":{"product":{"isAvailableForPurchase":true,"name":"', b'","variants":['), numbered(b'{"id":"%d","quantityAvailable":1},', b"", b"]}}}")),
        "variants of a name that is a list": joined(repeated(b"1,", b'{"data":{"product":{"isAvailableForPurchase":true,"name":[', b'1],"variants":['), numbered(b'{"id":"%d","quantityAvailable":1},', b"", b"]}}}")),
        "a quantity": repeated(b"1", b'{"data":{"product":{"isAvailableForPurchase":true,"variants":[{"id":"1","quantityAvailable":', b"}]}}}"),
    },
    "magento": {
        "variants": numbered(SIZE, MAGENTO + b'{"name":"Coat","variants":[', b"]}]}}}"),
        "products": numbered(b'{"sku":"%d","name":"Coat","stock_status":"IN_STOCK"},', MAGENTO, b"]}}}"),
        "variants of many attributes": joined(repeated(b'{"label":"a"},', MAGENTO + b'{"name":"Coat","attributes":[', b'{}],"variants":['), numbered(SIZE, b"", b"]}]}}}")),
        "attributes of a variant": repeated(b'{"label":"a"},', MAGENTO + b'{"variants":[{"product":{"sku":"1","stock_status":"IN_STOCK"},"attributes":[', b"{}]}]}]}}}"),
        "variants of a second long name": joined(repeated(b"a", MAGENTO + b'{"name":"b","sku":"b","stock_status":"IN_STOCK"},{"name":"', b'","variants":['), numbered(SIZE, b"", b"]}]}}}")),
        "variants of one code": repeated(b'{"product":{"sku":"1","stock_status":"IN_STOCK"}},', MAGENTO + b'{"name":"Coat","variants":[', b'{"product":{"sku":"1","stock_status":"IN_STOCK"}}]}]}}}'),
        "errors": numbered(b'{"message":"e%d"},', b'{"data":null,"errors":[', b"]}"),
    },
}  # fmt: skip

UNKNOWN = {
    "things": numbered(b'{"id":%d,"name":"a","available":true,"price":1},', b'{"products":[', b"]}"),
    "sizes of many things": numbered(b'{"id":%d,"name":"a","sizes":[{"id":%d,"available":true}]},', b'{"products":[', b"]}"),
    "sizes of one thing": numbered(b'{"id":%d,"size":"a","available":true},', b'{"products":[{"id":1,"name":"a","sizes":[', b"]}]}"),
    "lists of things": numbered(b'"products%d":[{"id":1,"name":"a","available":true},{"id":2,"name":"b","available":false}],', b"{", b"}"),
    "lists in things in lists": nested(b'{"id":1,"name":"a","available":true,"items":[', b"]}"),
    "fields of a thing": numbered(b'"available%d":true,', b'{"products":[{"id":1,"name":"a",', b"}]}"),
    "fields of the whole": numbered(b'"f%d":{"available":true},', b"{", b"}"),
    "members of one kind": numbered(b'"%d":{"available":true,"name":"a"},', b'{"products":{', b"}}"),
    "long words": repeated(b"in stock ", b'{"products":[{"id":1,"name":"a","availability":"', b'"}]}'),
    "long names": repeated(b"available", b'{"products":[{"id":1,"name":"a","', b'":true}]}'),
    "names in capitals": repeated(b"Aa", b'{"products":[{"id":1,"name":"a","', b'":true}]}'),
    "a long price": repeated(b"1", b'{"products":[{"id":1,"name":"a","available":true,"price":"', b'"}]}'),
    "a long quantity": repeated(b"0", b'{"products":[{"id":1,"name":"a","quantity":"', b'"}]}'),
    "a long id": repeated(b"1", b'{"products":[{"available":true,"name":"a","id":"', b'"}]}'),
    "numbers": repeated(b"1,", b'{"products":[', b"1]}"),
    "brackets that close": nested(b"[", b"]"),
    "objects in objects": nested(b'{"a":[', b"]}"),
    "lines of JSON": numbered(b'{"id":%d,"name":"a","available":true}\n'),
}  # fmt: skip

TIMES = b'"started_at":"2026-01-05T12:00:00Z","ended_at":"2026-01-05T12:00:00Z"'
LOOK = b'{"watch_id":"w","ended_at":"2026-01-05T12:00:00Z","answers":['
ANSWER = b'{"request":{"url":"https://shop.example/p"},"url":"https://shop.example/p","status":200,' + TIMES
MESSAGES = {
    "answers": numbered(ANSWER.replace(b'"https://shop.example/p","s', b'"https://shop.example/%d","s') + b',"headers":{},"body":"AAAA"},', LOOK, b"]}"),
    "headers": numbered(b'"h%d":"a",', LOOK + ANSWER + b',"body":"","headers":{', b"}}]}"),
    "a body": repeated(b"AAAA", LOOK + ANSWER + b',"headers":{},"body":"', b'"}]}'),
    "brackets in a field that nobody knows": nested(b"[", b"]", LOOK + b'],"x":', b"}"),
    "small objects in a field that nobody knows": repeated(b"{},", LOOK + b'],"x":[', b"{}]}"),
    "a long field that nobody knows": repeated(b"\\n", LOOK + b'],"x":"', b'"}'),
    "a long number": repeated(b"1", LOOK + b'],"x":', b"}"),
    "a long time": repeated(b"0", b'{"watch_id":"w","ended_at":"2026-01-05T12:00:00.', b'Z"}'),
    "a long reason": repeated(b"\\u00e9", LOOK + b'],"failure":{"error":"Blocked","reason":"', b'"}}'),
    "blanks": repeated(b" ", LOOK + b"]", b"}"),
}  # fmt: skip


class Proposing:
    """Looks for a mapping in an answer that nobody knows, as it is done before there is a watch."""

    OPTIONS: tuple[Option, ...] = ()

    def request(self, target: Target) -> Request:
        return Request(target.url)

    def read(self, target: Target, answers: Sequence[Answer]) -> Request:
        """Never finds an observation: says how many mappings there are."""
        raise Unreadable(f"{len(propose(json_api.decoded(answers[-1].body)))} mappings")


class Unpacking:
    """Unpacks what an agent sent."""

    OPTIONS: tuple[Option, ...] = ()

    def request(self, target: Target) -> Request:
        return Request(target.url)

    def read(self, target: Target, answers: Sequence[Answer]) -> Request:
        """Never finds an observation: says how many answers there are, or why the message is refused."""
        try:
            raise Unreadable(f"{len(unpack(answers[-1].body).answers)} answers")
        except Refused as refused:
            raise Unreadable(str(refused)) from refused


def packed(make: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """As it travels. The size is what it unpacks to."""
    return lambda size: gzip.compress(make(size), 1)


PRESETS = {
    f"{preset}: {name}": Family("json_api", "/coat", make, {**SHOP, "preset": preset})
    for preset, made in PRESET.items()
    for name, make in made.items()
}
PROPOSALS = {f"unknown JSON: {name}": Family(Proposing(), "/api", make) for name, make in UNKNOWN.items()}
AGENTS = {f"an agent: {name}": Family(Unpacking(), "/", packed(make)) for name, make in MESSAGES.items()}
