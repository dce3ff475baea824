"""Abuses sign-up: learns who said STOP from the time of an answer, locks numbers out, floods phones and the budget, lies about itself.

python -m tests.attack.abuse     from the project's folder, on a machine that does nothing else: times are measured
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.attack.findings import Findings
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio
from tests.signup_web.visiting import Site, words

ROUNDS = 40  # sign-ups of each kind of number
NEAR = 5.0  # milliseconds: medians that lie no further apart tell nothing
PROVIDER = 0.12  # seconds that the provider takes
MANY = {"codes_per_hour": 10**6, "codes_per_day": 10**6, "codes_per_prefix": 10**6}
ODD_NUMBERS = (
    "+1 900 555 0100",
    "+1 876 555 0100",
    "911",
    "+881612345678",
    "+14155552671,+14155552672",
    "4155552671\r\nBcc: x@y",
)


class SlowTwilio(Twilio):
    """Takes its time over each text."""

    async def create(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(PROVIDER)
        return await super().create(request)


class Abuse:
    def __init__(self, twilio: Control) -> None:
        self.twilio, self.findings = twilio, Findings()

    def site(self, **settings: Any) -> Site:
        self.twilio.reset()
        site = Site(Path(tempfile.mkdtemp()), self.twilio, **settings)
        site.watch()
        return site

    def timing(self) -> None:
        """An active, an unknown and a stopped number, in turns, so that a busy moment strikes all of them."""
        site = self.site(**MANY)
        numbers = {"active": "+14155552701", "stopped": "+14155552702", "unknown": "+14155552703"}
        for name in ("active", "stopped"):
            site.join(numbers[name])
        site.text("STOP", numbers["stopped"])
        took: dict[str, list[float]] = {name: [] for name in numbers}
        for _ in range(ROUNDS):
            for name, number in numbers.items():
                visitor = site.visitor()
                visitor.get("/p/jacket/join?size=M")
                began = time.perf_counter()
                visitor.send("", size=["M"], country="US", address=number, agree="1")
                took[name].append((time.perf_counter() - began) * 1000)
        medians = {name: round(statistics.median(times), 1) for name, times in took.items()}
        apart = max(medians.values()) - min(medians.values())
        self.findings.expect("no answer's time tells who said STOP", apart <= NEAR, f"medians in ms: {medians}")

    def lock_out(self) -> None:
        """A stranger's wrong codes."""
        site, owner = self.site(), "+14155552711"
        for _ in range(2):
            stranger = site.sign_up(owner, ip="6.6.6.6")
            for _ in range(5):
                stranger.submit("/join/code", code="000000")
        me = site.sign_up(owner, ip="7.7.7.7")
        me.submit("/join/code", code=site.code(owner))
        self.findings.expect("a stranger's ten wrong codes lock nobody out", me.at == "/join/done", words(me.page)[:60])

    def guessing(self) -> None:
        """Wrong codes from everywhere."""
        site, tried = self.site(**MANY), 0
        for network in range(60):
            guesser = site.sign_up("+14155552712", ip=f"9.{network}.1.1")
            for _ in range(5):
                guesser.submit("/join/code", code="000000")
                tried += "not the code we sent" in guesser.page
        self.findings.expect("guesses at one number are bounded", tried <= 50, f"{tried} of 300")

    def floods(self) -> None:
        """Codes to one number for a day, to its neighbours for a minute, and the day's budget."""
        site, victim = self.site(), "+14155552713"
        for hour in range(24):
            for number in range(6):
                site.sign_up(victim, ip=f"6.6.{hour}.{number}")
            site.wait(hours=1)
        sent = len(site.texts(victim))
        self.findings.expect("one number gets a dozen codes in 24 hours at the most", sent <= 12, sent)
        site = self.site()
        for number in range(200):
            site.sign_up(f"+1415555{3000 + number:04}", ip=f"6.{number // 200}.{number}.1")
        self.findings.expect(
            "200 neighbours get 20 codes", len(self.twilio.accepted()) <= 20, len(self.twilio.accepted())
        )
        site = self.site(texts_per_day=20)
        for number in range(40):
            site.sign_up(f"+1{415 + number}5552{700 + number:03}"[:12], ip=f"8.{number}.1.1")
        said = [site.text("HELP", f"+1415555{5000 + number:04}") for number in range(30)]
        spent = len(self.twilio.accepted()) + sum(map(bool, said))
        self.findings.expect("codes and answers use half of the day's texts", spent <= 10, spent)

    def stopped_number(self) -> None:
        """Others' sign-ups of a number that said STOP."""
        site, number = self.site(), "+14155552721"
        site.join(number)
        site.text("STOP", number)
        before = len(site.texts(number))
        visitor = site.sign_up(number, ip="6.6.6.6")
        site.wait(minutes=2)
        visitor.submit("/join/code", action="again")
        visitor.submit("/mine?by=sms", by="sms", country="US", address=number)
        self.findings.expect("nothing is sent there", len(site.texts(number)) == before)

    def forged_addresses(self) -> None:
        """Internet addresses of one's own invention."""
        for proxies, forged in ((0, "1.2.3.{}"), (1, "1.2.3.{}, 5.5.5.5")):
            site = self.site(signups_per_address=2, signups_per_network=2, trusted_proxies=proxies)
            statuses = []
            for number in range(5):
                visitor = site.visitor()
                visitor.client.environ_base["REMOTE_ADDR"] = "10.0.0.1"
                visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = forged.format(number)
                address = f"+141555528{number}1"
                visitor.submit("/p/jacket/join", size=["M"], country="US", address=address, agree="1")
                statuses.append(visitor.status)
            self.findings.expect(
                f"a forged address counts nothing behind {proxies} proxies", statuses[2:] == [429] * 3, statuses
            )

    def odd_numbers(self) -> None:
        """Numbers that cost, or are several."""
        for number in ODD_NUMBERS:
            visitor = self.site().sign_up(number)
            self.findings.expect(f"{number!r} gets no code", visitor.status == 422, visitor.status)


def main() -> None:
    with served(SlowTwilio().app()) as base:
        abuse = Abuse(Control(base))
        abuse.timing()
    with served(Twilio().app()) as base:
        abuse.twilio = Control(base)
        abuse.lock_out()
        abuse.guessing()
        abuse.floods()
        abuse.stopped_number()
        abuse.forged_addresses()
        abuse.odd_numbers()
    abuse.findings.end()


if __name__ == "__main__":
    main()
