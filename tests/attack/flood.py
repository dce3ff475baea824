"""Operator by text: 60 watches of one shop that goes 500, then well: how many texts, and do they count towards TEXTS_PER_DAY=10? Also DEBUG log secrets."""

import os, sys, time, subprocess, json, re

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from datetime import datetime, UTC
from pathlib import Path
import shutil, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from console.demo.phone import Phone
from console.demo.run import environment
from console.serving import free_port
from coatcheck.watching.catalogue import add_watch
from coatcheck.model import Watch
from coatcheck.store import open_store
from console.demo.visitor import sign_up

out = Path(__import__("tempfile").mkdtemp())
bad = [False]


class H(BaseHTTPRequestHandler):
    def log_message(s, *a):
        pass

    def do_GET(s):
        b = json.dumps(
            {
                "id": 1,
                "title": "Coat",
                "handle": "h",
                "variants": [{"id": 1, "title": "M", "available": False}, {"id": 2, "title": "L", "available": False}],
            }
        ).encode()
        b = b"" if bad[0] else b
        s.send_response(403 if bad[0] else 200)
        s.send_header("Content-Length", str(len(b)))
        s.end_headers()
        s.wfile.write(b)


class S(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


srv = S(("127.0.0.1", 0), H)
threading.Thread(target=srv.serve_forever, daemon=True).start()
port = free_port()
phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
KEY = "secret-key-that-must-not-be-logged-0123456789"
env = environment(phone, out / "d.db", port) | {
    "COATCHECK_SECRET_KEY": KEY,
    "COATCHECK_OPERATOR": "sms:+14155550199",
    "COATCHECK_TEXTS_PER_DAY": "10",
    "COATCHECK_LOG_LEVEL": "DEBUG",
    "COATCHECK_LOG_FORMAT": "json",
    "COATCHECK_ADMIN_TOKEN": "admin-token-must-not-be-logged",
}
store = open_store(f"sqlite:///{out}/d.db")
now = datetime.now(UTC)
ws = [
    add_watch(
        store,
        Watch(
            "",
            f"http://127.0.0.1:{srv.server_address[1]}/products/c{i}",
            "shopify",
            now,
            now,
            title=f"Coat {i}",
            slug=f"c{i}",
            interval=5,
            allow_private=True,
        ),
    )
    for i in range(60)
]
p = subprocess.Popen(
    [sys.executable, "-c", "from console.cli import main; main()", "up"],
    cwd=os.getcwd(),
    env={**os.environ, **env, "PYTHONPATH": os.getcwd()},
    stdout=open(out / "log", "wb"),
    stderr=subprocess.STDOUT,
)
time.sleep(9)
c = sign_up(f"http://127.0.0.1:{port}/p/c1", ("1",), phone, "+14155552671")
code = c.body[:6]
bad[0] = True
op = lambda: [t for t in phone.texts("+14155550199") if not t.mine]
time.sleep(60)
print("operator texts while the shop refuses:", len(op()))
bad[0] = False
time.sleep(75)
print("operator texts after it is well:", len(op()))
print("   ", [t.body[:100] for t in op()[:2]])
from coatcheck.watching.status import report

print("alerts", len(store.alerts()))
from coatcheck.telling import switches

print("texts counted of 10:", 10 - switches.texts_left(store, 10, datetime.now(UTC)))
p.terminate()
p.wait(20)
log = (out / "log").read_text(errors="replace")
for n, x in {
    "twilio token": phone.token,
    "secret key": KEY,
    "admin token": "admin-token-must-not-be-logged",
    "phone number": "14155552671",
    "operator number": "14155550199",
    "sign-up code": code,
    "basic auth": "Basic ",
}.items():
    print("DEBUG log holds", n, ":", log.count(x), [l[:200] for l in log.splitlines() if x in l][:1])
print("log lines", log.count("\n"))
