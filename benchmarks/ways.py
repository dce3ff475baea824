"""The ways to look at many watches, each in a process of its own: it is told to make a round and says what that took.

python -m benchmarks.ways WAY KIND MODE MILLISECONDS NUMBER PORT
"""

import resource
import selectors
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

WATCHES_OF_A_SHOP = 5  # each shop is a loopback address of its own
AT_ONCE = 500  # requests under way at once, ours as well as the bare loop's: COATCHECK_FETCH_CONCURRENCY's default
SAMPLE = 4  # watches that the way one by one is timed on
POLL_WORKERS = 4  # as on one machine

Round = Callable[[], int]  # makes one round, returns how many watches it looked at


class Measured(msgspec.Struct):
    """One round: seconds by the wall, seconds of CPU in all threads, watches, and the process's memory at its most, in MB."""

    seconds: float
    cpu: float
    watches: int
    memory: float


def addresses(kind: str, mode: str, milliseconds: int, number: int, port: int) -> list[str]:
    suffix = ".js" if kind == "product" else ""
    folder = "products/" if kind == "product" else ""
    shops = [f"127.0.{shop // 250}.{shop % 250 + 1}" for shop in range(number // WATCHES_OF_A_SHOP)]
    return [
        f"http://{shops[each // WATCHES_OF_A_SHOP]}:{port}/{folder}coat-{kind}-{mode}-{milliseconds}-{each}{suffix}"
        for each in range(number)
    ]


def ours(urls: list[str], kind: str) -> Round:
    """The real poller on a SQLite file: plan, lease, fetch, read, judge, commit. Each round is the next minute's."""
    from coatcheck.bootstrap import Services
    from coatcheck.bus.local import LocalBus
    from coatcheck.config import Settings
    from coatcheck.model import MAXIMUM_BATCH, Watch
    from coatcheck.ports.messages import Tick
    from poller.app import handler

    class LaterClock:
        """The real clock, a minute further in every round."""

        later = timedelta()

        def now(self) -> datetime:
            return datetime.now(UTC) + self.later

        def sleep(self, seconds: float) -> None:
            time.sleep(seconds)

    clock = LaterClock()
    folder = tempfile.TemporaryDirectory(prefix="coatcheck-bench-")
    hosts = tuple({url.split("/")[2] for url in urls})
    settings = Settings(store=f"sqlite:///{folder.name}/rounds.db", allow_hosts=hosts)
    bus = LocalBus(lambda letter: None, {"polls": POLL_WORKERS})
    services = Services(settings, bus, clock)
    handle = handler(services)
    bus.subscribe("polls", handle)
    bus.start()
    source = "shopify" if kind == "product" else "page"
    now = clock.now()
    for number, url in enumerate(urls):
        batch = f"batch-{number // MAXIMUM_BATCH}"
        services.store.add_watch(
            Watch(f"watch-{number}", url, source, now, now, title="Coat", slug=f"coat-{number}", batch=batch)
        )

    def round(_folder: object = folder) -> int:
        clock.later += timedelta(minutes=1)
        handle(Tick(slot=clock.now()))
        if not bus.drain(120):
            raise TimeoutError("a round did not end")
        return len(urls)

    round()  # opens the connections, and proves that every watch can be read
    states = services.store.states([f"watch-{number}" for number in range(len(urls))])
    unread = [state.reason for state in states.values() if state.health != "healthy"]
    if unread or len(states) != len(urls):
        raise RuntimeError(f"{len(states)} of {len(urls)} watches were looked at; {unread[:1]}")
    return round


def bare(urls: list[str], kind: str) -> Round:
    """Nothing but libcurl's multi interface: it fetches and unpacks, and keeps its connections."""
    import pycurl

    selector = selectors.DefaultSelector()
    multi = pycurl.CurlMulti()
    timer = [0.0]

    def on_socket(event: int, fd: int, _multi: object, _data: object) -> None:
        known = fd in selector.get_map()
        if event == pycurl.POLL_REMOVE:
            if known:
                selector.unregister(fd)
            return
        wanted = (selectors.EVENT_READ if event & pycurl.POLL_IN else 0) | (
            selectors.EVENT_WRITE if event & pycurl.POLL_OUT else 0
        )
        (selector.modify if known else selector.register)(fd, wanted)

    def on_timer(milliseconds: int) -> None:
        timer[0] = time.monotonic() + milliseconds / 1000 if milliseconds >= 0 else float("inf")

    multi.setopt(pycurl.M_SOCKETFUNCTION, on_socket)
    multi.setopt(pycurl.M_TIMERFUNCTION, on_timer)

    def handle() -> tuple[pycurl.Curl, list[bytes]]:
        chunks: list[bytes] = []
        curl = pycurl.Curl()
        curl.setopt(pycurl.WRITEFUNCTION, chunks.append)
        curl.setopt(pycurl.ACCEPT_ENCODING, "gzip")
        curl.setopt(pycurl.NOSIGNAL, 1)
        return curl, chunks

    free = [handle() for _ in range(min(AT_ONCE, len(urls)))]

    def round() -> int:
        waiting, running, read = urls[::-1], dict[pycurl.Curl, list[bytes]](), 0
        while waiting or running:
            while waiting and free:
                curl, chunks = free.pop()
                chunks.clear()
                curl.setopt(pycurl.URL, waiting.pop())
                running[curl] = chunks
                multi.add_handle(curl)
            for key, events in selector.select(max(0.0, min(timer[0] - time.monotonic(), 1.0))):
                multi.socket_action(key.fd, events)  # a selector's READ and WRITE are libcurl's IN and OUT
            if time.monotonic() >= timer[0]:
                timer[0] = float("inf")
                multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
            _, done, failed = multi.info_read()
            assert not failed, failed
            for curl in done:
                multi.remove_handle(curl)
                chunks = running.pop(curl)
                assert len(b"".join(chunks)) > 1000
                read += 1
                free.append((curl, chunks))
        return read

    round()
    return round


def sequential(urls: list[str], kind: str) -> Round:
    """One after the other with `requests.get`, timed on a few of the watches."""
    import requests

    def round() -> int:
        for url in urls[:SAMPLE]:
            answer = requests.get(url, timeout=30)
            assert answer.json()["variants"] if kind == "product" else "ld+json" in answer.text
        return min(SAMPLE, len(urls))

    round()
    return round


WAYS = {"ours": ours, "bare": bare, "sequential": sequential}


def main(way: str, kind: str, mode: str, milliseconds: str, number: str, port: str) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    urls = addresses(kind, mode, int(milliseconds), int(number), int(port))
    make = WAYS[way](urls, kind)
    print("ready", flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        watches = make()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        measured = Measured(time.perf_counter() - wall, time.process_time() - cpu, watches, memory)
        print(msgspec.json.encode(measured).decode(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
