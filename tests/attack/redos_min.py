"""How small a body freezes the process: Shopify source, unclosed <script> tags (the `re` call holds the GIL)."""

import sys, time

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from coatcheck.sources.shopify import _embedded
from coatcheck.errors import LookFailed

for kb in (50, 100, 200, 400):
    b = b"<html>" + b'<script application/json>"' * (kb * 1000 // 26)
    t = time.process_time()
    try:
        _embedded(b, None)
    except LookFailed:
        pass
    print(kb, "KB unclosed:", round(time.process_time() - t, 2), "s CPU with the GIL held", flush=True)
for kb in (50, 100, 200):
    b = b"<html>" + b"<script " * (kb * 1000 // 8)
    t = time.process_time()
    try:
        _embedded(b, None)
    except LookFailed:
        pass
    print(kb, "KB of '<script ' :", round(time.process_time() - t, 2), "s", flush=True)
from coatcheck.sources.answers import observe
from coatcheck.sources.shopify_items import decode_products, read_product

for n in (5000, 10000, 20000):
    b = (
        b'{"products":['
        + b",".join(b'{"id":%d,"variants":[{"id":%d,"available":true}]}' % (i, i) for i in range(n))
        + b"]}"
    )
    t = time.process_time()
    observe([read_product(x, "s", None) for x in decode_products(b)], "x")
    print(
        n,
        "products,",
        len(b) // 1000,
        "KB:",
        round(time.process_time() - t, 2),
        "s in observe (quadratic `in listed`)",
        flush=True,
    )
