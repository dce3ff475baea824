"""CPU time and memory of one look at an adversarial body of <= 8 MiB, per source. Run with the project's .venv/bin/python from its root: parse_bombs.py [filter]"""

import sys, time, json, resource, multiprocessing as mp, traceback

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from datetime import datetime, UTC

MB = 8 * 1024 * 1024 - 4096


def fill(s, tail=b"", head=b"", n=MB):
    s = s if isinstance(s, bytes) else s.encode()
    k = (n - len(head) - len(tail)) // len(s)
    return head + s * k + tail


def num(fmt, head, tail, n=MB):
    out = [head]
    size = len(head) + len(tail)
    i = 0
    while size < n - 200:
        p = fmt(i)
        out.append(p)
        size += len(p)
        i += 1
    return b"".join(out).rstrip(b",") + tail


P = {}
# shopify
P["shopify: 160k tiny products (products.json)"] = (
    "shopify",
    "/products.json",
    lambda: num(lambda i: b'{"id":%d,"variants":[{"id":%d,"available":true}]},' % (i, i), b'{"products":[', b"]}"),
)
P["shopify: 80k products same fields but id"] = (
    "shopify",
    "/products.json",
    lambda: num(
        lambda i: b'{"title":"aaaaaaaaaaaaaaaa","handle":"h","variants":[{"id":%d,"available":true}]},' % i,
        b'{"products":[',
        b"]}",
    ),
)
P["shopify: one product 200k variants"] = (
    "shopify",
    "/products/x.js",
    lambda: num(
        lambda i: b'{"id":%d,"available":true,"price":1},' % i, b'{"id":1,"title":"t","handle":"x","variants":[', b"]}"
    ),
)
P["shopify: 10k variants"] = (
    "shopify",
    "/products/x.js",
    lambda: (
        b'{"id":1,"title":"t","handle":"x","variants":['
        + b",".join(b'{"id":%d,"title":"v%d","available":true,"price":1}' % (i, i) for i in range(10000))
        + b"]}"
    ),
)
P["shopify: dup ids"] = (
    "shopify",
    "/products/x.js",
    lambda: num(lambda i: b'{"id":5,"available":true},', b'{"id":1,"title":"t","handle":"x","variants":[', b"]}"),
)
P["shopify: 1M brackets"] = ("shopify", "/products/x.js", lambda: fill(b"["))
P["shopify: deep objects"] = ("shopify", "/products/x.js", lambda: fill(b'{"product":'))
P["shopify: nested in Any field"] = (
    "shopify",
    "/products/x.js",
    lambda: b'{"variants":[{"id":1,"available":true}],"options":' + b"[" * 900000 + b"]" * 900000 + b"}",
)
P["shopify: html embedded scripts"] = (
    "shopify",
    "/products/x",
    lambda: b"<html>" + fill(b'<script type=application/json>"variants""available"</script>', n=MB - 100),
)
P["shopify: html unclosed scripts"] = (
    "shopify",
    "/products/x",
    lambda: b"<html>" + fill(b'<script application/json>"', n=MB - 100),
)
P["shopify: html <script many no >"] = ("shopify", "/products/x", lambda: b"<html>" + fill(b"<script ", n=MB - 100))
P["shopify: huge title"] = (
    "shopify",
    "/products/x.js",
    lambda: (
        b'{"id":1,"title":"' + b"\xf0\x9f\x98\x80" * 1800000 + b'","handle":"x","variants":[{"id":1,"available":true}]}'
    ),
)


# page
def page(b):
    return b"<!doctype html><html><head><title>Coat</title></head><body><h1>Coat</h1>" + b


L = {
    "deep div": lambda: page(fill(b"<div>")),
    "deep b": lambda: page(fill(b"<b>")),
    "deep a nested p (adoption agency)": lambda: page(fill(b"<a><p>")),
    "deep table": lambda: page(fill(b"<table><tr><td>")),
    "formatting bomb": lambda: page(fill(b"<b><i><u><p>")),
    "unclosed comments": lambda: page(fill(b"<!--")),
    "<script no close": lambda: page(fill(b"<script>")),
    "<script attr": lambda: page(fill(b"<script a ")),
    "<style": lambda: page(fill(b"<style>")),
    "comment dashes": lambda: page(b"<!--" + fill(b"-")),
    "comment - x": lambda: page(b"<!--" + fill(b"-x")),
    "<!- mix": lambda: page(fill(b"<!-- -")),
    "input many": lambda: b"<html><title>login</title>" + fill(b"<input "),
    "title many": lambda: fill(b"<title>  "),
    "blank 8MB": lambda: b"<" + fill(b" "),
    "lt only": lambda: fill(b"<"),
    "amp only": lambda: page(fill(b"&")),
    "amp entities": lambda: page(fill(b"&#x41")),
    "h1 many": lambda: page(fill(b"<h1>Coat</h1>")),
    "meta many": lambda: page(fill(b'<meta property="og:title" content="a">')),
    "link canonical": lambda: page(fill(b"<link rel=canonical href=")),
    "buttons": lambda: page(fill(b"<button>add to cart</button>")),
    "spans in stock": lambda: page(fill(b"<span>in stock</span>")),
    "class stock": lambda: page(fill(b'<p class="stock">in stock</p>')),
    "nested class stock": lambda: page(fill(b'<div class="stock">in stock ')),
    "nested spans": lambda: page(fill(b"<span>in stock ")),
    "li tiles": lambda: page(fill(b"<li><a href=/p>x</a><span>sold out</span></li>")),
    "select options": lambda: page(b"<form><select name=size>" + fill(b"<option value=1>S</option>")),
    "nested forms product": lambda: page(
        fill(b"<form action=/cart/add><select><option>S<option>M</select><button>add to cart</button></form>")
    ),
    "digits text": lambda: page(b"<p class=stock>" + fill(b"1")),
    "digits dots": lambda: page(b"<p class=stock>" + fill(b"1.")),
    "price digits": lambda: page(
        b'<script type="application/ld+json">{"@type":"Product","name":"x","offers":{"price":"'
        + fill(b"1.", n=MB - 300)
        + b'","availability":"InStock"}}</script>'
    ),
    "ld many scripts": lambda: page(
        fill(
            b'<script type="application/ld+json">{"@type":"Product","name":"Coat","offers":{"availability":"InStock"}}</script>'
        )
    ),
    "ld one big list": lambda: page(
        b'<script type="application/ld+json">['
        + fill(b'{"@type":"Product","name":"Coat","offers":{"availability":"InStock"}},', n=MB - 300)
        + b"{}]</script>"
    ),
    "ld deep": lambda: page(b'<script type="application/ld+json">' + fill(b'{"offers":', n=MB - 300) + b"</script>"),
    "ld deep list": lambda: page(b'<script type="application/ld+json">' + fill(b"[", n=MB - 300) + b"</script>"),
    "ld broken": lambda: page(
        b'<script type="application/ld+json">{"@type":"Product",' + fill(b'"a":"b\n",,', n=MB - 300) + b"}</script>"
    ),
    "ld broken backslashes": lambda: page(
        b'<script type="application/ld+json">{"@type":"Product","name":"' + fill(b"\\", n=MB - 300) + b"}</script>"
    ),
    "ld broken quotes": lambda: page(
        b'<script type="application/ld+json">{"@type":"Product","name":' + fill(b'"', n=MB - 300) + b"}</script>"
    ),
    "ld @id chain": lambda: page(
        b'<script type="application/ld+json">{"@graph":['
        + num(
            lambda i: (
                b'{"@id":"a%d","@type":"Product","isVariantOf":{"@id":"a%d"},"offers":{"@id":"a%d"}},'
                % (i, i + 1, i + 1)
            ),
            b"",
            b"",
            n=MB - 500,
        )
        + b"]}</script>"
    ),
    "ld @id self loop": lambda: page(
        b'<script type="application/ld+json">{"@graph":[{"@id":"a","@type":"Product","name":"Coat","hasVariant":[{"@id":"a"}],"offers":{"@id":"a"}}]}</script>'
    ),
    "ld hasVariant 100k": lambda: page(
        b'<script type="application/ld+json">{"@type":"ProductGroup","name":"Coat","hasVariant":['
        + num(
            lambda i: b'{"@type":"Product","sku":"%d","offers":{"availability":"InStock"}},' % i, b"", b"", n=MB - 500
        )
        + b"]}</script>"
    ),
    "ld offers 100k": lambda: page(
        b'<script type="application/ld+json">{"@type":"Product","name":"Coat","offers":['
        + num(lambda i: b'{"@type":"Offer","sku":"%d","availability":"InStock"},' % i, b"", b"", n=MB - 500)
        + b"]}</script>"
    ),
    "microdata nested": lambda: page(
        fill(b'<div itemscope itemtype="http://schema.org/Product"><span itemprop=name>Coat</span>')
    ),
    "microdata flat": lambda: page(
        fill(
            b'<div itemscope itemtype="http://schema.org/Product"><span itemprop=name>Coat</span><div itemprop=offers itemscope itemtype="http://schema.org/Offer"><link itemprop=availability href=InStock></div></div>'
        )
    ),
    "microdata itemref": lambda: page(
        b'<div itemscope itemtype="http://schema.org/Product" itemref="'
        + num(lambda i: b"r%d " % i, b"", b"", n=MB // 4)
        + b'">'
        + num(lambda i: b"<i id=r%d itemprop=name>x</i>" % i, b"", b"", n=MB // 2)
    ),
    "itemref loop": lambda: page(
        b'<div id=a itemprop=offers itemscope itemtype="http://schema.org/Product" itemref="b"></div><div id=b itemprop=offers itemscope itemtype="http://schema.org/Product" itemref="a"></div>'
        * 20000
    ),
    "rdfa nested": lambda: page(
        fill(b'<div vocab="http://schema.org/" typeof="Product"><span property=name>Coat</span>')
    ),
    "rdfa flat": lambda: page(
        fill(
            b'<div vocab="http://schema.org/" typeof="Product" resource="#a"><span property="name">Coat</span><a property="offers" typeof="Offer"><link property="availability" href="http://schema.org/InStock"></a></div>'
        )
    ),
    "woo variations": lambda: page(
        b"<form data-product_variations='["
        + num(lambda i: b'{"variation_id":%d,"is_in_stock":true,"attributes":{"a":"b"}},' % i, b"", b"", n=1_900_000)
        + b"]'>"
    ),
    "json scripts 60x2MB": lambda: page(
        (b'<script type="application/json">{"variants":[],"available":' + b"[" * 100000 + b"</script>") * 60
    ),
    "utf16 charset decl": lambda: b'<meta charset="utf-7">' + fill(b"+AAA-"),
    "charset idna": lambda: b'<meta charset="punycode">' + fill(b"a-", n=400000),
    "charset idna codec": lambda: b'<meta charset="idna">' + fill(b"xn--a.", n=400000),
    "charset unicode_escape": lambda: b'<meta charset="unicode_escape">' + fill(b"\\x41"),
    "charset rot13/zip": lambda: b'<meta charset="zip_codec">' + fill(b"a"),
    "charset bz2": lambda: b'<meta charset="bz2">' + fill(b"a"),
    "long words": lambda: page(b"<p>" + fill(b"sold out. in stock. ")),
    "combining": lambda: page(b"<p class=stock>in stock" + fill("\u0301".encode())),
    "arabic ligatures nfkc": lambda: page(b"<p class=stock>" + fill("\ufdfa".encode())),
    "spaceless cjk": lambda: page(b"<p class=stock>" + fill("\u5e93\u5b58".encode())),
    "many h1 w/ entity": lambda: page(fill(b"<h1>&amp;&lt;</h1>")),
    "lots of ids class": lambda: page(fill(b'<div id=stock class="a b c d e f g h i j">x</div>')),
    "nested button": lambda: page(fill(b"<button class=btn><span>")),
}
for k, v in L.items():
    P["page: " + k] = ("page", "/p", v)
P["json_api: 200k items"] = (
    "json_api",
    "/api",
    lambda: b'{"items":[' + num(lambda i: b'{"id":%d,"stock":1},' % i, b"", b"", n=MB - 100) + b"]}",
)
P["json_api: deep"] = ("json_api", "/api", lambda: b'{"items":' + fill(b"[", n=MB - 100))
P["woo: products"] = (
    "woocommerce",
    "/wp-json/wc/store/v1/products?slug=x",
    lambda: num(lambda i: b'{"id":%d,"name":"a","is_in_stock":true,"is_purchasable":true},' % i, b"[", b"]"),
)
P["woo: one w/ variations"] = (
    "woocommerce",
    "/wp-json/wc/store/v1/products?slug=x",
    lambda: num(
        lambda i: b'{"id":%d,"attributes":[{"name":"a","value":"b"}]},' % i,
        b'[{"id":1,"name":"a","type":"variable","is_in_stock":true,"variations":[',
        b"]}]",
    ),
)


def run(name, src, path, body, q):
    from coatcheck import sources
    from coatcheck.ports import Answer, Request, Target
    from coatcheck.watching.looking import look

    class Clock:
        def now(s):
            return datetime.now(UTC)

    class F:
        def fetch(s, reqs, secs):
            for i, r in enumerate(reqs):
                n = datetime.now(UTC)
                yield i, Answer(r, r.url, 200, {"content-type": "text/html"}, body if i == 0 else b"", n, n)

    opts = {"items": "items", "value": "stock", "in_stock": "1"} if src == "json_api" else {}
    import logging

    logging.disable(50)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    t = time.process_time()
    (l,) = look([("w", sources.load(src), Target("http://shop.example" + path, opts))], F(), Clock(), 600)
    dt = time.process_time() - t
    mem = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
    n = sum(len(p.variants) for p in l.observation.products) if l.observation else 0
    # then diff time
    q.put((dt, mem, n, l.health.name, (l.reason or "")[:90]))


if __name__ == "__main__":
    flt = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, (src, path, mk) in P.items():
        if (
            flt not in name
            or name.split(": ", 1)[1] in ("160k tiny products (products.json)", "80k products same fields but id")
            and not flt
        ):
            continue
        body = mk()
        q = mp.Queue()
        p = mp.get_context("fork").Process(target=run, args=(name, src, path, body, q))
        t = time.time()
        p.start()
        try:
            r = q.get(timeout=10)
            print(
                f"{r[0]:7.2f}s cpu +{r[1]:6.0f} MB  {len(body) / 1e6:4.1f}MB n={r[2]:6d} {r[3]:10s} {name} | {r[4]}",
                flush=True,
            )
        except Exception as e:
            print(
                f"   >10 s or died (exit {p.exitcode}, {time.time() - t:.0f}s)  {len(body) / 1e6:4.1f}MB {name}",
                flush=True,
            )
        p.kill()
        p.join()
