"""A machine whose clock was 5 h ahead at boot and is then put right; `up` restarted with the right clock. Does it look? No faketime in the second run."""

import os, sys, time, subprocess, shutil, requests

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from pathlib import Path
from datetime import datetime, UTC
from fastshop import FastShop
from console.demo.phone import Phone
from console.demo.world import environment
from console.serving import free_port
from coatcheck.watching.catalogue import add_watch
from coatcheck.model import Watch
from coatcheck.store import open_store

out = Path(__import__("tempfile").mkdtemp())
shop = FastShop(["coat"])
port = free_port()
phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
env = environment(phone, out / "d.db", port)
store = open_store(f"sqlite:///{out}/d.db")
now = datetime.now(UTC)
w = add_watch(
    store, Watch("", shop.page("coat"), "shopify", now, now, title="coat", slug="coat", interval=5, allow_private=True)
)


def run(name, secs, extra={}):
    p = subprocess.Popen(
        [sys.executable, "-c", "from console.cli import main; main()", "up"],
        cwd=os.getcwd(),
        env={**os.environ, **env, "PYTHONPATH": os.getcwd(), **extra},
        stdout=open(out / "log", "ab"),
        stderr=subprocess.STDOUT,
    )
    n = shop.looks["coat"]
    time.sleep(secs)
    j = requests.get(f"http://127.0.0.1:{port}/status.json").json()
    print(
        name,
        "looks",
        shop.looks["coat"] - n,
        "ok",
        j["ok"],
        "late",
        j["late"],
        "tick_age",
        round(j["tick_age"] or 0),
        "doctor/alerts",
        len(store.alerts()),
        flush=True,
    )
    p.terminate()
    p.wait(20)


run(
    "clock 5 h ahead",
    18,
    {
        "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "FAKETIME": "+5h",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    },
)
run("clock right, process restarted", 35)
