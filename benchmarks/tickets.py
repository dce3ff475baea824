"""How many calls and seconds do 200 alerts for tickets cost, each for a movie, theatre and day of its own?

The caches are cold and each answer takes 2.7 s. Beside it: the way one by one, a listing and a look for each alert after the
other, which is what such watchers did. Asked: 60 times faster, and within 1.3 of the slowest chain of answers that depend on
each other, with politeness lifted (COATCHECK_HOST_CONCURRENCY=200); with politeness as it is at first, every alert told
within 1 s of its own answer.
"""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from benchmarks.one_machine import serve, until
from coatcheck.bootstrap import Services
from coatcheck.bus.local import LocalBus
from coatcheck.config import Settings
from coatcheck.model import Watch
from coatcheck.watching.catalogue import add_watch
from console.clock import Ticker
from console.pipeline import WORKERS

ALERTS, FILMS, REGIONS = 200, 10, ("R1", "R2", "R3")
SECONDS = 2.7  # for each answer
CHAIN = 2  # answers that depend on each other: the listing, and then a day's showings
TICK = 5
FIRST_DAY = datetime.now(UTC).date() + timedelta(days=2)


class BoxOffice:
    """Ten films in three regions; nothing is on sale before `open`, and each answer takes its time."""

    def __init__(self) -> None:
        self.open, self.seconds = False, 0.0
        self.calls: Counter[str] = Counter()
        self.answered: dict[
            tuple[str, str, str], float
        ] = {}  # when a film's day in a region was first told, by time.monotonic

    @contextmanager
    def serve(self) -> Iterator[str]:
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                opened = office.open
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                office.calls["listing" if "cmd" in asked else "showings"] += 1
                time.sleep(office.seconds)
                region = unquote(self.headers.get("Cookie", "")).rpartition("Code=")[2].strip("|")
                body = json.dumps(_listing(region) if "cmd" in asked else _day(asked, opened)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                if opened and "dateCode" in asked:
                    of = (asked["eventCode"], asked["regionCode"], asked["dateCode"])
                    office.answered.setdefault(of, time.monotonic())

            def log_message(self, *arguments: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.socket.listen(1000)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def main() -> None:
    one_by_one = ALERTS * CHAIN * SECONDS
    print(f"one by one: {ALERTS * CHAIN} calls, {one_by_one:.0f} s at {SECONDS} s an answer")
    for name, concurrency in (("politeness lifted", ALERTS), ("politeness at first", Settings().host_concurrency)):
        calls, took, waits = _looked_at(concurrency, opens=concurrency < ALERTS)
        ratio = f"{one_by_one / took:.0f} times faster, {took / (CHAIN * SECONDS):.2f} of the slowest chain"
        print(f"{name} ({concurrency} at once): {calls['listing']} + {calls['showings']} calls, {took:.1f} s: {ratio}")
        if waits:
            print(f"    then told after their own answers: median {median(waits):.2f} s, worst {max(waits):.2f} s")


def _looked_at(concurrency: int, opens: bool) -> tuple[Counter[str], float, list[float]]:
    """The calls and seconds until all alerts were looked at for the first time; and if everything `opens` then, how long each waited for its news."""
    office, published = BoxOffice(), dict[str, float]()
    with tempfile.TemporaryDirectory() as folder, office.serve() as url:
        store = f"sqlite:///{Path(folder) / 'bench.db'}"
        settings = Settings(store=store, allow_hosts=("127.0.0.1",), host_concurrency=concurrency)
        bus = LocalBus(bury=print, workers=WORKERS)
        services = Services(settings, bus=bus)
        alerts = _alerts(services, url)
        office.seconds = SECONDS
        began = time.monotonic()
        every = serve(services, bus, published, ALERTS)
        ticker = Ticker(bus, TICK)
        until(lambda: len(services.store.states(list(alerts))) == ALERTS)
        took, calls = time.monotonic() - began, Counter(office.calls)
        office.open = True
        if opens:
            until(every.is_set)
        ticker.close()
        bus.close()
        services.close()
    return calls, took, [published[watch] - office.answered[of] for watch, of in alerts.items()] if opens else []


def _alerts(services: Services, url: str) -> dict[str, tuple[str, str, str]]:
    """Add the alerts, no two for the same film, theatre and day; what each of them asks for, by watch id."""
    now, alerts = datetime.now(UTC), {}
    for number in range(ALERTS):
        film, region, day = number % FILMS, REGIONS[number // FILMS % 3], FIRST_DAY + timedelta(days=number // 30)
        options = {"terms": "accepted", "region": region, "title": f"Film {film}", "venues": f"{region}V{number % 7}"}
        options |= {"date": day.isoformat(), "language": ("Hindi", "Tamil")[number % 2]}
        watch = Watch("", f"{url}/", "bookmyshow", now, now, f"Film {film}", f"film-{number}", options=options)
        stored = add_watch(services.store, watch, services.settings.allow_hosts)
        alerts[stored.id] = (f"ET{film:07d}0", region, f"{day:%Y%m%d}")
    return alerts


def _listing(region: str) -> object:
    movies = [
        {
            "EventTitle": f"Film {film}",
            "ChildEvents": [
                {"EventCode": f"ET{film:07d}{number}", "EventLanguage": language, "EventDimension": "2D"}
                for number, language in enumerate(("Hindi", "Tamil"))
            ],
        }
        for film in range(FILMS)
    ]
    cinemas = [{"VenueCode": f"{region}V{number}", "VenueName": f"Cinema {number}"} for number in range(7)]
    return {"moviesData": {"BookMyShow": {"arrEvents": movies}}, "cinemas": {"BookMyShow": {"aiVN": cinemas}}}


def _day(asked: dict[str, str], opened: bool) -> object:
    """All of a region's showings of a film on a day, in both languages."""
    group = asked["eventCode"][:-1]
    children = [
        {"EventCode": f"{group}{number}", "EventLang": language, "EventDimension": "2D"}
        for number, language in enumerate(("Hindi", "Tamil"))
    ]
    venues = [
        {
            "VenueCode": f"{asked['regionCode']}V{venue}",
            "VenueName": f"Cinema {venue}",
            "ShowTimes": [
                {
                    "SessionId": f"{number}",
                    "EventCode": f"{group}{number}",
                    "ShowDateCode": asked["dateCode"],
                    "ShowTimeDisplay": "06:15 PM",
                    "AvailStatus": "3",
                    "Categories": [{"PriceDesc": "CLUB", "CurPrice": "230.00", "AvailStatus": "3"}],
                }
                for number in range(2)
            ],
        }
        for venue in range(7)
    ]
    about = {"EventTitle": group, "ChildEvents": children}
    return {"ShowDetails": [{"Date": asked["dateCode"], "Venues": venues, "Event": about}] if opened else []}
