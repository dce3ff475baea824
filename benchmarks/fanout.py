"""How fast does everybody hear of a restock? `python -m benchmarks.fanout`

Rounds alternate between three ways to hand texts to the same stand-in for Twilio, each in a process of its own:

- ceiling: a bare client on raw sockets, which shows what the stand-in takes;
- library: Twilio's own library, as many threads as `COATCHECK_SENDERS`, over one shared session with a pool of that size;
- coatcheck: the whole notifier on SQLite and the local bus, from the moment a poll saw the restock.

Printed are medians of the rounds. Asked: the first text under 2 s, and 0.6 of the library's rate at the least.
"""

import argparse
import base64
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from socket import create_connection
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

from coatcheck.config import Settings
from coatcheck.telling.announcement import announcement
from tests.fakes.crowd import jacket_is_back, number, restock
from tests.fakes.twilio import ACCOUNT, MESSAGES, SENDER, TOKEN, Control, running

SENDERS = Settings().senders
BODY = announcement(jacket_is_back(datetime.now(UTC)), "https://coatcheck.app/r/{}", Settings().brand, is_text=True)
Figures = dict[str, float]


# The three ways


def ceiling(url: str, people: int) -> Figures:
    """Raw sockets, so many connections side by side, every request written before the answer to the last was read."""
    place = urlsplit(url)

    def requests_for(first: int) -> None:
        with create_connection((place.hostname or "", place.port or 0)) as connection:
            answers = connection.makefile("rb")
            for index in range(first, people, SENDERS):
                connection.sendall(_request(place.netloc, index))
                _read(answers)

    return _timed(people, lambda: _in_threads(requests_for, range(SENDERS)))


def _request(host: str, index: int) -> bytes:
    form = urlencode({"To": number(index), "From": SENDER, "Body": BODY.format(index)})
    key = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    head = f"POST {MESSAGES} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Basic {key}\r\n"
    return (
        f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n{form}".encode()
    )


def _read(answers: Any) -> None:
    size = 0
    while (line := answers.readline()) != b"\r\n":
        if line.lower().startswith(b"content-length:"):
            size = int(line.split(b":")[1])
    answers.read(size)


def library(url: str, people: int) -> Figures:
    """Twilio's library with a session that keeps as many connections as there are threads."""
    from requests import Session
    from requests.adapters import HTTPAdapter
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    class Http(TwilioHttpClient):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(timeout=10)
            self.session = Session()
            self.session.mount("http://", HTTPAdapter(pool_maxsize=SENDERS))

        def request(self, method: str, uri: str, *args: Any, **parts: Any) -> Any:
            return super().request(method, url + urlsplit(uri).path, *args, **parts)

    client = Client(ACCOUNT, TOKEN, http_client=Http())

    def send(index: int) -> None:
        client.messages.create(to=number(index), from_=SENDER, body=BODY.format(index))

    return _timed(people, lambda: _in_threads(send, range(people)))


def coatcheck(url: str, people: int) -> Figures:
    """The notifier as `coatcheck up` runs it."""
    from coatcheck.bootstrap import Services
    from coatcheck.bus.local import LocalBus
    from coatcheck.ports.messages import FanOut, Tick
    from notifier.app import TOPICS, handler

    with TemporaryDirectory() as folder:
        bus = LocalBus(bury=lambda letter: None, workers={"restocks": 2, "deliveries": 2})
        settings = Settings(
            store=f"sqlite:///{folder}/bench.db",
            channels=("sms",),
            texts_per_day=10 * people,
            **Control(url).settings(),  # type: ignore[arg-type]
        )
        services = Services(settings, bus=bus)
        handle = handler(services)
        for topic in TOPICS:
            bus.subscribe(topic, handle)
        event = restock(services.store, people)
        bus.start()

        def tell() -> None:
            bus.publish([FanOut(event=event)])
            while not bus.drain(600):
                bus.publish([Tick(slot=datetime.now(UTC))])

        figures = _timed(people, tell)
        bus.close()
        services.close()
    return figures


# Measuring


def _timed(people: int, work: Any) -> Figures:
    began, cpu = time.time(), time.process_time()
    work()
    return {"began": began, "cpu": (time.process_time() - cpu) / people * 1000}


def _in_threads(work: Any, items: Any) -> None:
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(work, items))


def measured(way: str, stand_in: Control, people: int) -> Figures:
    """One round in a process of its own, timed by the stand-in's own record of what it took."""
    stand_in.reset()
    command = [sys.executable, "-m", "benchmarks.fanout", "--way", way, "--url", stand_in.base, "--people", str(people)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    times = sorted(message["at"] for message in stand_in.accepted())
    if len(times) != people:
        raise SystemExit(f"{way}: {len(times)} texts for {people} people")
    began = figures["began"]
    return {
        "rate": people / (times[-1] - began),
        "first": times[0] - began,
        "last": times[-1] - began,
        "cpu": figures["cpu"],
    }


def main(people: int = 10_000, rounds: int = 3) -> None:
    ways = {"ceiling": ceiling, "library": library, "coatcheck": coatcheck}
    found: dict[str, list[Figures]] = {way: [] for way in ways}
    with running() as stand_in:
        for _ in range(rounds):
            for way in ways:
                found[way].append(measured(way, stand_in, people))
    print(f"{people:,} people, {SENDERS} senders, medians of {rounds} rounds")
    print(f"{'way':<10} {'texts/s':>9} {'of library':>11} {'first s':>9} {'last s':>9} {'CPU ms/text':>12}")
    middle = {way: {name: median(one[name] for one in all_) for name in all_[0]} for way, all_ in found.items()}
    for way, one in middle.items():
        share = one["rate"] / middle["library"]["rate"]
        print(
            f"{way:<10} {one['rate']:>9.0f} {share:>11.2f} {one['first']:>9.3f} {one['last']:>9.2f} {one['cpu']:>12.2f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--way", choices=["ceiling", "library", "coatcheck"])
    parser.add_argument("--url", default="")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(globals()[options.way](options.url, options.people)))
    else:
        main(options.people, options.rounds)
