"""A network of its own, without a way out, in which every address is this machine and every packet is seen.

    unshare --net --mount python -m tests.coatcheck.browser.island HOW

Prints as JSON what the attacks of `attacks.py` brought about where a browser drew them: HOW is one of `WAYS`.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from coatcheck.bootstrap import SystemClock
from coatcheck.browser.machine import Machine
from coatcheck.config import Settings
from coatcheck.ports import Answer, Drawing, Request
from tests.chromium import CHROMIUM
from tests.coatcheck.browser import attacks
from tests.coatcheck.browser.attacks import Page

SHOP = "23.192.0.10"  # anybody's address on the internet; here it is this machine, as all are
PATIENCE = 10.0  # seconds
TRIES = 4
TOLD = "#told"  # what a page shows when its attacks had their time
SYN, ACK = 0x02, 0x10


class Packets:
    """Who was spoken to: protocol, address and port of each first packet of a connection, and of each datagram."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int]] = set()
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))  # ETH_P_ALL
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            with suppress(struct.error, IndexError):
                self._read(self._socket.recv(2048))

    def _read(self, packet: bytes) -> None:
        if packet[0] >> 4 == 4:
            kind, to, rest = packet[9], packet[16:20], packet[(packet[0] & 15) * 4 :]
        else:
            kind, to, rest = packet[6], packet[24:40], packet[40:]
        if kind not in (socket.IPPROTO_TCP, socket.IPPROTO_UDP):
            return
        source, port = struct.unpack("!HH", rest[:4])
        if kind == socket.IPPROTO_TCP and rest[13] & (SYN | ACK) == SYN:
            self.seen.add(("tcp", str(ip_address(to)), port))
        if kind == socket.IPPROTO_UDP and source != 53:
            self.seen.add(("udp", str(ip_address(to)), port))


class Names:
    """A name server on 127.0.0.1 that says where a name is, and the names that it was asked for."""

    def __init__(self, where: Callable[[str], str | None]) -> None:
        self.asked: set[str] = set()
        self._where = where
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(512)
            self._socket.sendto(self._answer(question), sender)

    def _answer(self, question: bytes) -> bytes:
        labels, place = [], 12
        while length := question[place]:
            labels.append(question[place + 1 : place + 1 + length].decode("latin-1").lower())
            place += 1 + length
        kind, asked = question[place + 2], question[12 : place + 5]
        name = ".".join(labels)
        self.asked.add(name)
        known = self._where(name)
        addresses = [known] if known and kind == 1 else []
        records = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(each) for each in addresses
        )
        flags = 0x8180 if known else 0x8183
        return question[:2] + struct.pack("!HHHHH", flags, 1, len(addresses), 0, 0) + asked + records


class Shop:
    """A web server on port 80 of all addresses and on 8080: pages by their paths, redirects, and whatever a query says."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.asked: list[str] = []
        shop = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                url = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(url.query).items()}
                shop.asked.append(f"{self.headers.get('Host')}{url.path}")
                if self.command == "POST":
                    self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if "to" in query:
                    self._send(int(query.get("status", "302")), "", {"Location": query["to"]})
                elif "body" in query:
                    self._send(200, query["body"], {"Content-Type": query["type"]})
                else:
                    self._send(
                        200 if url.path in pages else 404, pages.get(url.path, ""), {"Content-Type": "text/html"}
                    )

            do_POST = do_GET

            def _send(self, status: int, body: str, headers: dict[str, str]) -> None:
                said = body.encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(said)), "Cache-Control": "no-store"}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Nobody needs a line for each."""

        for port in (80, 8080):
            server = ThreadingHTTPServer(("0.0.0.0", port), Answer)
            Thread(target=server.serve_forever, daemon=True).start()


def isolate() -> None:
    """Make every address one of this machine's, with a name server of our own. Only for a network that `unshare` made."""
    assert not [name for _, name in socket.if_nameindex() if name != "lo"], "this is no network of its own"
    resolver = Path(tempfile.gettempdir()) / "island-resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    for command in (
        "ip link set lo up",
        "ip link add outside type veth peer name beyond",
        "ip addr add 10.0.0.2/32 dev outside",
        "ip link set outside up",
        "ip link set beyond up",
        "ip route add local 0.0.0.0/0 dev lo",
        "ip -6 route add local ::/0 dev lo",
        f"mount --bind {resolver} /etc/resolv.conf",
    ):
        subprocess.run(command.split(), check=True)


def bare(pages: Sequence[Page], done: Callable[[], bool]) -> Iterator[str]:
    """Draw with a browser that nobody guards."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
        )
        opened = [browser.new_page() for _ in pages]
        for tab, page in zip(opened, pages, strict=True):
            tab.evaluate("url => { location = url }", page.url)
        opened[0].wait_for_timeout(2000)
        for tab in opened:
            with suppress(Error):
                tab.close(run_before_unload=True)
        waiting = browser.new_page()
        until = time.monotonic() + PATIENCE
        while not done() and time.monotonic() < until:
            waiting.wait_for_timeout(100)
        browser.close()
    return iter(())


def guarded(pages: Sequence[Page], done: Callable[[], bool]) -> Iterator[str]:
    """Draw as the product does; gives what it brings of each."""
    with closing(Machine(Settings(), SystemClock(), "CoatCheck/test")) as machine, ThreadPoolExecutor(4) as threads:
        yield from threads.map(partial(drawn, machine), pages)


def drawn(machine: Machine, page: Page) -> str:
    """Draw a page: again where a busy machine did not give its attacks their time. Some take it elsewhere, and have none."""
    request = Request(page.url, allow_private=page.url.startswith("http://localhost"), drawing=Drawing(wait_for=TOLD))
    for _ in range(1 if page.attacks[0].alone else TRIES):
        answer = machine.draw(request, 4 if page.attacks[0].alone else 20)
        if isinstance(answer, Answer) and not answer.unfinished:
            break
    return answer.body.decode() if isinstance(answer, Answer) else f"{type(answer).__name__}: {answer.reason}"


def unguarded(pages: Sequence[Page], done: Callable[[], bool]) -> Iterator[str]:
    """Draw as the product does, but with a guard that lets everything through."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(
            "import coatcheck.fetch.guard\ncoatcheck.fetch.guard.refusal = lambda address, private_allowed=False: None"
        )
        os.environ["PYTHONPATH"] = folder
        yield from guarded([page for page in pages if not page.attacks[0].alone], done)


WAYS = {"bare": bare, "guarded": guarded, "unguarded": unguarded}


def run(how: str) -> dict[str, object]:
    """Let all attacks happen; tells which arrived, to whom else somebody spoke, and what was brought of each page."""
    isolate()
    packets = Packets()
    pages = list(attacks.pages(SHOP))
    shop = Shop({urlsplit(page.url).path: page.markup for page in pages})

    def where(name: str) -> str | None:
        if name == attacks.REBINDING:
            return attacks.LOOPBACK if any(each.startswith(f"{name}/page/") for each in shop.asked) else SHOP
        return attacks.NAMES.get(name)

    names = Names(where)

    def arrived() -> list[str]:
        ports = {port for _, _, port in packets.seen}
        return [
            each.name
            for each in attacks.ATTACKS
            if attacks.port(each) in ports or f"prefetched-{attacks.port(each)}.example" in names.asked
        ]

    brought = list(
        WAYS[how](pages, lambda: {each.name for each in attacks.ATTACKS} - attacks.NEVER_HEADLESS <= set(arrived()))
    )
    time.sleep(0.5)
    ours = range(attacks.FIRST_PORT, attacks.FIRST_PORT + len(attacks.ATTACKS))
    others = sorted(f"{kind} {to} {port}" for kind, to, port in packets.seen if port not in ours)
    return {
        "arrived": arrived(),
        "others": others,
        "brought": brought,
        "alone": [page.attacks[0].alone for page in pages],
    }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1])))
