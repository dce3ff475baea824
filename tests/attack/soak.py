"""Soak: 300 watches at 5-10 s, 200 sign-ups by web, stock flips, every kind of hostile product beside; samples memory, descriptors, CPU, files.

python -m tests.attack.soak SECONDS FOLDER     Who was missed is counted against the shop's own journal of its answers.
"""

import os, sys, time, subprocess, threading, random, statistics, json, sqlite3

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from datetime import datetime, UTC
from tests.attack import hostile_shop
from tests.attack.fastshop import FastShop, SIZES
from console.demo.phone import Phone
from console.demo.world import environment
from console.serving import free_port
from console.demo.visitor import sign_up
from coatcheck.watching.catalogue import add_watch
from coatcheck.model import Watch
from coatcheck.store import open_store
import requests
from pathlib import Path

secs = int(sys.argv[1])
out = Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
N = 300
hs = [f"coat-{i}" for i in range(N)]
shop = FastShop(hs)
port = free_port()
phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
env = environment(phone, out / "soak.db", port) | {
    "COATCHECK_TICK_SECONDS": "5",
    "COATCHECK_SIGNUPS_PER_ADDRESS": "100000",
    "COATCHECK_SIGNUPS_PER_NETWORK": "100000",
    "COATCHECK_CODES_PER_PREFIX": "100000",
    "COATCHECK_TEXTS_PER_DAY": "100000",
    "COATCHECK_LOG_FORMAT": "json",
    "COATCHECK_ALLOW_HOSTS": f"127.0.0.1:{shop.port}",
}
store = open_store(f"sqlite:///{out}/soak.db")
now = datetime.now(UTC)
ws = [
    add_watch(
        store,
        Watch(
            "",
            shop.page(h),
            "shopify",
            now,
            now,
            title=h,
            interval=random.choice([5, 6, 8, 10]),
            settle=1,
            allow_private=True,
        ),
        ("127.0.0.1:%d" % shop.port,),
    )
    for h in hs
]
hostile = hostile_shop.serve()
for kind in hostile_shop.KINDS:
    url = f"{hostile}/many" if kind == "many" else f"{hostile}/products/{kind}"
    source = "page" if kind == "deepdiv" else "shopify"
    add_watch(store, Watch("", url, source, now, now, title=kind, slug=kind, interval=10, allow_private=True))
log = open(out / "log", "wb")
p = subprocess.Popen(
    [sys.executable, "-c", "from console.cli import main; main()", "up"],
    cwd=os.getcwd(),
    env={**os.environ, **env, "PYTHONPATH": os.getcwd()},
    stdout=log,
    stderr=log,
)
base = f"http://127.0.0.1:{port}"
t0 = time.time()
while True:
    try:
        if requests.get(base + "/livez", timeout=1).ok:
            break
    except Exception:
        time.sleep(0.2)
print("up after", time.time() - t0, flush=True)
time.sleep(15)
lat = {"/": [], "prod": [], "status": []}
stop = threading.Event()
expected = []
errors = []


def visit():
    s = requests.Session()
    while not stop.wait(0.5):
        for k, u in (("/", "/"), ("prod", f"/p/{random.choice(ws).slug}"), ("status", "/status")):
            a = time.perf_counter()
            try:
                r = s.get(base + u, timeout=20)
                lat[k].append((time.perf_counter() - a) * 1000)
                if r.status_code != 200:
                    errors.append((u, r.status_code))
            except Exception as e:
                errors.append((u, repr(e)))


def people():
    for i in range(200):
        if stop.is_set():
            return
        w = random.choice(ws)
        size = random.choice(SIZES)
        num = f"+1415555{i:04}"
        vid = None
        try:
            st = store.states([w.id])[w.id]
            vid = next(v.id for v in st.variants if v.title == size)
            sign_up(f"{base}/p/{w.slug}", (vid,), phone, num)
            expected.append((num, w.title, size, time.time()))
        except Exception as e:
            errors.append(("signup", repr(e)))
        time.sleep(max(0, (secs - 120) / 200 - 0.3))


flips = 0
ups = {}


def flip():
    global flips
    while not stop.wait(0.4):
        h = random.choice(hs)
        s = random.choice(SIZES)
        v = not shop.stock[h][s]
        shop.put(s, v, h)
        flips += 1
        ups.setdefault((h, s), []).append((time.time(), v))


for f in (visit, people, flip):
    threading.Thread(target=f, daemon=True).start()


def sample():
    st = open(f"/proc/{p.pid}/status").read()
    rss = int([l for l in st.splitlines() if l.startswith("VmRSS")][0].split()[1]) / 1024
    th = int([l for l in st.splitlines() if l.startswith("Threads")][0].split()[1])
    fd = len(os.listdir(f"/proc/{p.pid}/fd"))
    f = open(f"/proc/{p.pid}/stat").read().split()
    cpu = (int(f[13]) + int(f[14])) / 100
    return dict(
        t=round(time.time() - t0),
        rss=round(rss, 1),
        fd=fd,
        th=th,
        cpu=round(cpu, 1),
        db=sum(
            (out / ("soak.db" + x)).stat().st_size for x in ("", "-wal", "-shm") if (out / ("soak.db" + x)).exists()
        ),
        dbmain=(out / "soak.db").stat().st_size,
        log=(out / "log").stat().st_size,
        looks=sum(shop.looks.values()),
        flips=flips,
        texts=len(phone.texts()),
        signed=len(expected),
        err=len(errors),
    )


last = None
while time.time() - t0 < secs:
    time.sleep(15)
    x = sample()
    print(json.dumps(x), flush=True)
stop.set()
time.sleep(2)
for k, v in lat.items():
    v.sort()
    print(
        k,
        len(v),
        "p50",
        round(v[len(v) // 2], 1),
        "p95",
        round(v[int(len(v) * 0.95)], 1),
        "p99",
        round(v[int(len(v) * 0.99)], 1),
        "max",
        round(v[-1], 1),
    )
print("errors", errors[:10], len(errors))
from collections import Counter

told = Counter((t.number) for t in phone.texts() if not t.mine and "/r/" in t.body)


def was_back(handle, size, since, until):
    """Whether the shop's own answers said sold out and then in stock, both in this time."""
    out_at = next((at for at, there in shop.journal[handle][size] if not there and at > since), None)
    return out_at and any(there and out_at < at < until for at, there in shop.journal[handle][size])


due = [each for each in expected if was_back(each[1], each[2], each[3] + 15, time.time() - 20)]
print("due by the shop's journal", len(due), "missed", [each for each in due if not told[each[0]]])
print("told", len(told), "more than once", [k for k, v in told.items() if v > 1], "of signed", len(expected))
con = sqlite3.connect(out / "soak.db")
for (n,) in con.execute("select name from sqlite_master where type='table'").fetchall():
    print(n, con.execute(f"select count(*) from {n}").fetchone()[0], end="; ")
print()
p.terminate()
print("exit", p.wait(30))
