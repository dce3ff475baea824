"""A shop on loopback that means harm: one product for each kind of it, beside good ones whose journal is kept."""

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KINDS = (
    *(
        "ab",
        "ab3",
        "newids",
        "keepone",
        "keeponein",
        "empty",
        "ten",
        "twohundred",
        "fifty",
        "deep",
        "utf8",
        "nul",
        "bidi",
    ),
    *(
        "nan",
        "cur",
        "dup",
        "rename",
        "gz",
        "many",
        "slow",
        "drip",
        "cookie",
        "meta",
        "geo",
        "chal",
        "redos",
        "redos1",
        "deepdiv",
    ),
)
asked: dict[str, int] = {}
good: dict[str, bool] = {}  # by handle: whether it can be had
shown: dict[str, float] = {}  # when a good product was first shown in stock, by time.time


def prod(vs, title="Coat", **k):
    return json.dumps({"id": 1, "title": title, "handle": "h", "variants": vs, **k}).encode()


def v(i, a, t="M", **k):
    return {"id": i, "title": t, "option1": t, "available": a, "price": 12000, **k}


def body(kind, c):
    if kind in good:
        return prod([v(1, good[kind])], kind)
    if kind == "ab":
        return prod([v(1, c % 2 == 0)], "AB")
    if kind == "ab3":
        return prod([v(1, (c // 3) % 2 == 0)], "AB3")
    if kind == "newids":
        return prod([v(1000 + c, False)], "Newids")
    if kind == "keepone":
        return prod([v(1, False, "S")] + [v(10_000 * (c + 1) + i, False, f"X{i}") for i in range(2000)], "Keepone")
    if kind == "keeponein":
        return prod([v(1, False, "S")] + [v(10_000 * (c + 1) + i, True, f"X{i}") for i in range(50)], "Keeponein")
    if kind == "empty":
        return prod([], "Empty") if c % 3 else prod([v(1, False)], "Empty")
    if kind == "ten":
        return prod([v(i, i % 2 == 0, f"S{i}") for i in range(10_000)], "Ten")
    if kind == "twohundred":
        return (
            b'{"id":1,"title":"Huge","handle":"h","variants":['
            + b",".join(b'{"id":%d,"available":true,"title":"s%d"}' % (i, i) for i in range(140000))
            + b"]}"
        )
    if kind == "fifty":
        return (
            b'{"id":1,"title":"Fifty","handle":"h","variants":[{"id":1,"available":true}],"x":"'
            + b"x" * 50_000_000
            + b'"}'
        )
    if kind == "deep":
        return b'{"variants":' + b"[" * 100_000
    if kind == "utf8":
        return b'{"id":1,"title":"\xff\xfe\xfa","variants":[{"id":1,"available":true}]}'
    if kind == "nul":
        return prod([v(1, bool(c % 20 > 10), "M\x00\r\nSet-Cookie: a=b\x07")], "Nul\x00\x1b[31m\u202edlog\r\nX: y\x0b")
    if kind == "bidi":
        return prod(
            [v(1, bool(c % 20 > 10), "\u202eXL\u2066<script>alert(1)</script>")],
            '\u202e\u2067=HYPERLINK("http://evil")<img src=x onerror=alert(1)>\'"&{{7*7}}${7*7}' * 3,
        )
    if kind == "nan":
        return b'{"id":1,"title":"Nan","handle":"h","variants":[{"id":1,"title":"M","available":%s,"price":%s}]}' % (
            b"true" if c % 20 > 10 else b"false",
            [
                b"NaN",
                b"Infinity",
                b"1e400",
                b'"NaN"',
                b'"1e400"',
                b'"Infinity"',
                b"-5",
                b"1e308",
                b'"' + b"9" * 5000 + b'"',
                b'"1e999999999"',
            ][c % 10],
        )
    if kind == "cur":
        return (
            b'{"id":1,"title":"Cur","handle":"h","variants":[{"id":1,"title":"M","available":%s,"price":"1%d.00","price_currency":"%s"}]}'
            % (b"true" if c % 20 > 10 else b"false", c % 9, [b"USD", b"EUR", b"XXX", b"<b>", b"\\u0000"][c % 5])
        )
    if kind == "dup":
        return prod([v(1, True), v(1, False)], "Dup")
    if kind == "rename":
        return prod([v(1, bool(c % 20 > 10), f"name{c}")], f"Rename {c}")
    if kind == "gz":
        return None
    if kind == "many":
        return (
            b'{"products":['
            + b",".join(b'{"id":%d,"variants":[{"id":%d,"available":true}]}' % (i, i) for i in range(110000))
            + b"]}"
        )
    return b""


BOMB = gzip.compress(b"\0" * (1 << 28))


class H(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(s, *a):
        pass

    def do_GET(s):
        kind = s.path.split("/")[-1].split("?")[0].removesuffix(".js")
        c = asked[kind] = asked.get(kind, -1) + 1
        h = {"Content-Type": "application/json"}
        code = 200
        try:
            if kind == "slow":
                s.send_response(200)
                s.send_header("Content-Length", "1000")
                s.end_headers()
                for _ in range(60):
                    s.wfile.write(b"{")
                    s.wfile.flush()
                    time.sleep(0.5)
                return
            if kind == "drip":
                time.sleep(18)
                b = prod([v(1, False)], "Drip")
                s.send_response(200)
                s.send_header("Content-Length", str(len(b)))
                s.end_headers()
                s.wfile.write(b)
                return
            if kind == "cookie":
                s.send_response(302)
                s.send_header("Location", s.path)
                s.send_header("Set-Cookie", "a=b")
                s.send_header("Content-Length", "0")
                s.end_headers()
                return
            if kind == "meta":
                s.send_response(302)
                s.send_header("Location", "http://169.254.169.254/x.js")
                s.send_header("Content-Length", "0")
                s.end_headers()
                return
            if kind == "geo" and c % 2:
                s.send_response(302)
                s.send_header("Location", "/fr/products/geo.js?x=1")
                s.send_header("Content-Length", "0")
                s.end_headers()
                return
            if kind == "geo":
                b = prod([v(1, False)], "Geo") if "/fr/" not in s.path else prod([v(1, True)], "Geo FR")
            elif kind == "gz":
                b = BOMB
                h["Content-Encoding"] = "gzip"
            elif kind == "chal" and c % 2:
                b = b"<html><title>Just a moment...</title>"
                h["Content-Type"] = "text/html"
            elif kind == "chal":
                b = prod([v(1, False)], "Chal")
            elif kind == "redos":
                b = b"<html>" + b'<script application/json>"' * 300000
                h["Content-Type"] = "text/html"
            elif kind == "redos1":
                b = b"<html>" + b'<script application/json>"' * 40000
                h["Content-Type"] = "text/html"
            elif kind == "deepdiv":
                b = b"<html><title>x</title><h1>Coat</h1>" + b"<div>" * 300000
                h["Content-Type"] = "text/html"
            else:
                b = body(kind, c)
            s.send_response(code)
            for k, x in h.items():
                s.send_header(k, x)
            s.send_header("Content-Length", str(len(b)))
            s.end_headers()
            s.wfile.write(b)
            if good.get(kind):
                shown.setdefault(kind, time.time())
        except OSError:
            pass


class S(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def serve():
    """Its address; it serves until the process ends."""
    server = S(("127.0.0.1", 0), H)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"
