"""`coatcheck up` with hostile products beside good ones, one batch. usage: hostile_up.py SECONDS OUTDIR KIND[,KIND..]
Reports: looks of the good product, its restock latency, RSS, CPU, state/db size, texts sent, page latency of the hostile product."""

import os, sys, time, subprocess, threading, json, sqlite3, gzip, itertools, requests, re

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from datetime import datetime, UTC
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from console.demo.phone import Phone
from console.demo.run import environment
from console.serving import free_port
from coatcheck.watching.catalogue import add_watch
from coatcheck.model import Watch, ChannelAddress, Consent, ConsentKind, Subscriber, Frequency, ANY
from coatcheck.store import open_store
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from pathlib import Path

secs = int(sys.argv[1])
out = Path(sys.argv[2])
kinds = sys.argv[3].split(",")
out.mkdir(parents=True, exist_ok=True)
KEY = "k" * 40
n = itertools.count()
asked = {}
good = {"M": False}


def prod(vs, title="Coat", **k):
    return json.dumps({"id": 1, "title": title, "handle": "h", "variants": vs, **k}).encode()


def v(i, a, t="M", **k):
    return {"id": i, "title": t, "option1": t, "available": a, "price": 12000, **k}


def body(kind, c):
    if kind.startswith("good"):
        return prod([v(1, good["M"])], "Good")
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
        except OSError:
            pass


class S(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


srv = S(("127.0.0.1", 0), H)
threading.Thread(target=srv.serve_forever, daemon=True).start()
SP = srv.server_address[1]
port = free_port()
phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
env = environment(phone, out / "h.db", port) | {
    "COATCHECK_SECRET_KEY": KEY,
    "COATCHECK_LOG_FORMAT": "json",
    "COATCHECK_TEXTS_PER_DAY": "100000",
}
store = open_store(f"sqlite:///{out}/h.db")
now = datetime.now(UTC)
ws = {}
for k in ["good1", "good2", *kinds]:
    path = "/products.json?k=/" if k == "many" else "/products/"
    url = f"http://127.0.0.1:{SP}/products.json/many" if False else f"http://127.0.0.1:{SP}/products/{k}"
    if k == "many":
        url = f"http://127.0.0.1:{SP}/many"
    ws[k] = add_watch(
        store,
        Watch(
            "",
            url,
            ("page" if k == "deepdiv" else "shopify"),
            now,
            now,
            title=k,
            slug=k,
            interval=5,
            allow_private=True,
            cooldown=0,
        ),
    )
    to = ChannelAddress("sms", f"+1415555{len(ws):04}")
    person = Subscriber(id=subscriber_id(KEY, to), to=to, created_at=now, any_hour=True)
    membership.join(store, person, ws[k].id, [ANY], Consent(now, ConsentKind.OPT_IN, "test"), Frequency.EVERY)
num = {k: f"+1415555{i:04}" for i, k in enumerate(ws, 1)}
log = open(out / "log", "wb")
p = subprocess.Popen(
    [sys.executable, "-c", "from console.cli import main; main()", "up"],
    cwd=os.getcwd(),
    env={**os.environ, **env, "PYTHONPATH": os.getcwd()},
    stdout=log,
    stderr=log,
)
t0 = time.time()
base = f"http://127.0.0.1:{port}"


def samp():
    try:
        st = open(f"/proc/{p.pid}/status").read()
        rss = int([l for l in st.splitlines() if l.startswith("VmRSS")][0].split()[1]) // 1024
        f = open(f"/proc/{p.pid}/stat").read().split()
        return rss, (int(f[13]) + int(f[14])) / 100, len(os.listdir(f"/proc/{p.pid}/fd"))
    except Exception:
        return ("dead", p.poll(), 0)


flipped = None
lat = []
while time.time() - t0 < secs:
    time.sleep(5)
    e = time.time() - t0
    if int(e) % 30 < 5 and not good["M"] and e > 20:
        good["M"] = True
        flipped = time.time()
        have = len([t for t in phone.texts(num["good1"]) if "is back" in t.body])
    if flipped:
        got = [t for t in phone.texts(num["good1"]) if "is back" in t.body]
        if len(got) > have:
            lat.append(round((got[-1].at - datetime.fromtimestamp(flipped, UTC)).total_seconds(), 1))
            flipped = None
            threading.Timer(2, lambda: good.__setitem__("M", False)).start()
        elif time.time() - flipped > 60:
            lat.append(">60")
            flipped = None
            good["M"] = False
    pl = {}
    for u in ("/livez", "/", f"/p/{kinds[0]}"):
        a = time.time()
        try:
            r = requests.get(base + u, timeout=15)
            pl[u] = (r.status_code, round(time.time() - a, 2), len(r.content))
        except Exception as x:
            pl[u] = (type(x).__name__, round(time.time() - a, 2))
    print(
        round(e),
        "rss/cpu/fd",
        samp(),
        "asked",
        {k: asked.get(k, -1) + 1 for k in ws} if len(ws) < 6 else {k: asked.get(k, -1) + 1 for k in ("good1", "good2")},
        "db",
        sum(x.stat().st_size for x in out.glob("h.db*")),
        "pages",
        pl,
        flush=True,
    )
print("asked", asked)
print("good restock latencies", lat)
print("texts", {k: len([t for t in phone.texts(x) if not t.mine]) for k, x in num.items()})
for k, x in num.items():
    for t in phone.texts(x)[:2]:
        print("  ", k, repr(t.body))
st = store.states([w.id for w in ws.values()])
for k, w in ws.items():
    s = st.get(w.id)
    print("state", k, s and (s.health, len(s.variants), (s.reason or "")[:110]))
p.terminate()
try:
    print("exit", p.wait(20))
except subprocess.TimeoutExpired:
    print("did not stop in 20 s")
    p.kill()
con = sqlite3.connect(out / "h.db")
for (t,) in con.execute("select name from sqlite_master where type='table'").fetchall():
    print(t, con.execute(f"select count(*) from {t}").fetchone()[0], end="; ")
print()
print("log bytes", (out / "log").stat().st_size)
