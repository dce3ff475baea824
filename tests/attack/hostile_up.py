"""`coatcheck up` with hostile products beside 50 good ones. From the project's root: python -m tests.attack.hostile_up SECONDS [KIND,KIND..]

Good products come back one after the other. Asked: each told within 2 s of the look that saw it, /livez always under 1 s, SIGTERM
obeyed in 10 s. Prints what it measured, and ends with 1 where that was not kept.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import requests

from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Frequency, Subscriber, Watch
from coatcheck.people import membership
from coatcheck.people.links import subscriber_id
from coatcheck.store import open_store
from coatcheck.watching.catalogue import add_watch
from console.demo.phone import Phone
from console.demo.world import environment
from console.serving import free_port
from tests.attack import hostile_shop

GOOD = 50
KEY = "k" * 40


def number(place):
    return f"+1415555{place:04}"


def watch_all(store, shop, kinds):
    now = datetime.now(UTC)
    handles = [*hostile_shop.good, *kinds]
    for place, handle in enumerate(handles, 1):
        url = f"{shop}/many" if handle == "many" else f"{shop}/products/{handle}"
        source = "page" if handle == "deepdiv" else "shopify"
        watch = Watch(
            "", url, source, now, now, title=handle, slug=handle, interval=5, settle=1, cooldown=0, allow_private=True
        )
        watch = add_watch(store, watch)
        to = ChannelAddress("sms", number(place))
        person = Subscriber(id=subscriber_id(KEY, to), to=to, created_at=now, any_hour=True)
        membership.join(store, person, watch.id, [ANY], Consent(now, ConsentKind.OPT_IN, "test"), Frequency.EVERY)
    return {handle: number(place) for place, handle in enumerate(handles, 1)}


def live(base, stop, took):
    while not stop.wait(0.5):
        began = time.time()
        try:
            requests.get(base + "/livez", timeout=15)
        except requests.RequestException:
            pass
        took.append(time.time() - began)


def main(seconds, kinds):
    hostile_shop.good.update({f"good{place}": False for place in range(GOOD)})
    folder, shop, port = Path(tempfile.mkdtemp()), hostile_shop.serve(), free_port()
    phone = Phone(f"http://127.0.0.1:{port}/sms/inbound")
    variables = environment(phone, folder / "h.db", port) | {
        "COATCHECK_SECRET_KEY": KEY,
        "COATCHECK_TEXTS_PER_DAY": "100000",
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-c", "from console.cli import main; main()", "up"]
        store = open_store(f"sqlite:///{folder}/h.db")
        numbers = watch_all(store, shop, kinds)
        process = subprocess.Popen(
            command, env={**os.environ, **variables, "PYTHONPATH": os.getcwd()}, stdout=log, stderr=log
        )
        stop, took = threading.Event(), []
        time.sleep(20)
        threading.Thread(target=live, args=(f"http://127.0.0.1:{port}", stop, took)).start()
        began = time.time()
        for place in range(GOOD):
            hostile_shop.good[f"good{place}"] = True
            time.sleep(max(0.0, began + (place + 1) * seconds / GOOD - time.time()))
        time.sleep(20)
        stop.set()
        late = {}
        for handle in hostile_shop.good:
            texts = [text for text in phone.texts(numbers[handle]) if not text.mine]
            at = hostile_shop.shown.get(handle)
            late[handle] = texts[0].at.timestamp() - at if texts and at else None
            if len(texts) > 1:
                print("told twice:", handle, [text.body for text in texts])
        memory = next(
            line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")
        )
        ended = time.time()
        process.terminate()
        try:
            code = process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            code = None
    told = sorted(wait for wait in late.values() if wait is not None)
    print(
        f"{'+'.join(kinds) or 'nothing hostile'}: {len(told)} of {GOOD} told, worst {told[-1] if told else 0:.2f} s after the look, "
        f"/livez worst {max(took):.2f} s, SIGTERM {time.time() - ended:.1f} s (exit {code}), {memory.split()[1]} kB at most, {folder}"
    )
    return len(told) == GOOD and told[-1] <= 2 and max(took) < 1 and code == 0 and time.time() - ended < 10


if __name__ == "__main__":
    seconds = int(sys.argv[1])
    families = [sys.argv[2].split(",")] if len(sys.argv) > 2 else [[kind] for kind in hostile_shop.KINDS]
    kept = [main(seconds, kinds) for kinds in families]
    sys.exit(not all(kept))
