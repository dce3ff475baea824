"""Page source: smallest bodies that take seconds. '<script a ' holds the GIL in document._SCRIPT; deep nesting is quadratic in lexbor (GIL free, READING lock held)."""

import sys, time, multiprocessing as mp

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
import parse_bombs as pb


def one(name, src, path, body, t=25):
    q = mp.Queue()
    p = mp.get_context("fork").Process(target=pb.run, args=(name, src, path, body, q))
    p.start()
    try:
        r = q.get(timeout=t)
        s = f"{r[0]:.2f} s CPU"
    except Exception:
        s = f"> {t} s"
    p.kill()
    p.join()
    print(f"{len(body) / 1000:7.0f} KB {name}: {s}", flush=True)


H = b"<!doctype html><html><head><title>Coat</title></head><body><h1>Coat</h1>"
for kb in (100, 200, 400):
    one("<script a ", "page", "/p", H + b"<script a " * (kb * 100))
for kb in (250, 500, 1000):
    one("deep <div>", "page", "/p", H + b"<div>" * (kb * 200))
for kb in (250, 500):
    one("nested <div class=stock>", "page", "/p", H + b'<div class="stock">in stock ' * (kb * 1000 // 27))
for kb in (250, 500):
    one(
        "nested microdata",
        "page",
        "/p",
        H + b'<div itemscope itemtype="http://schema.org/Product"><span itemprop=name>Coat</span>' * (kb * 1000 // 84),
    )
for n in (10000, 20000):
    b = b"[" + b",".join(b'{"id":%d,"name":"a","is_in_stock":true,"is_purchasable":true}' % i for i in range(n)) + b"]"
    one(f"woo {n} products", "woocommerce", "/wp-json/wc/store/v1/products?slug=x", b)
for n in (10000, 20000):
    b = (
        b'{"products":['
        + b",".join(b'{"id":%d,"variants":[{"id":%d,"available":true}]}' % (i, i) for i in range(n))
        + b"]}"
    )
    one(f"shopify {n} products", "shopify", "/products.json", b)
