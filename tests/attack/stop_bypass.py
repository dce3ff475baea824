"""Tries to have messages sent again to somebody who said STOP by phone, without that phone's START.

python -m tests.attack.stop_bypass     from the project's folder; nothing leaves this machine
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from coatcheck.model import Status
from coatcheck.people.personal_data import erase_person
from tests.attack.findings import Findings
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio
from tests.signup_web.visiting import ANN, BOB, Site

CODE = "123456"


def code_from_before(site: Site) -> None:
    """A code that was sent before the STOP is entered after it."""
    visitor = site.sign_up(ANN)
    code = site.code(ANN)
    site.wait(seconds=30)
    site.text("STOP")
    site.wait(minutes=5)
    visitor.submit("/join/code", code=code)


def guessed_code(site: Site) -> None:
    """A stranger signs the number up, and guesses the code that was never sent."""
    site.join(ANN)
    site.text("STOP")
    site.wait(hours=1)
    with patch("coatcheck.people.codes._new_code", lambda: CODE):
        visitor = site.sign_up(ANN, ip="6.6.6.6")
        site.wait(minutes=1)
        visitor.submit("/join/code", action="again")
    visitor.submit("/join/code", code=CODE)


def page_from_before(site: Site) -> None:
    """The page that was open before the STOP asks to be told again."""
    visitor = site.join(ANN)
    site.told()
    visitor.get(visitor.link("/m/"))
    site.text("STOP")
    site.wait(minutes=1)
    visitor.send(action="/again")


def replayed_yes(site: Site) -> None:
    """An old YES, said as an answer, is replayed when texts are forgotten."""
    yes = signed("YES", "SMyes")
    site.text("JOIN")
    site.webhook("/sms/inbound", yes)
    site.text("M")
    site.text("STOP")
    site.wait(days=3)
    site.webhook("/sms/inbound", yes)


def replayed_start(site: Site) -> None:
    """An old START is replayed after a STOP and the deletion of everything."""
    site.join(ANN)
    site.text("STOP")
    site.wait(minutes=1)
    start = signed("START", "SMstart", OptOutType="START")
    site.webhook("/sms/inbound", start)
    site.wait(minutes=1)
    site.text("STOP")
    erase_person(site.store, site.person().id)
    site.wait(days=300)
    site.webhook("/sms/inbound", start)


def signed(words: str, sid: str, **fields: str) -> dict[str, str]:
    return {"From": ANN, "To": "+15005550006", "Body": words, "MessageSid": sid, **fields}


ATTACKS: tuple[Callable[[Site], None], ...] = (
    code_from_before,
    guessed_code,
    page_from_before,
    replayed_yes,
    replayed_start,
)


def main() -> None:
    findings = Findings()
    with served(Twilio().app()) as base:
        twilio = Control(base)

        def new_site() -> Site:
            twilio.reset()
            site = Site(Path(tempfile.mkdtemp()), twilio)
            site.watch()
            return site

        for attack in ATTACKS:
            site = new_site()
            attack(site)
            armed = [wants for wants in site.wants().values() if wants]
            stopped = site.person(ANN).status is Status.OPTED_OUT
            findings.expect(attack.__doc__ or "", stopped and not armed, site.person(ANN).status)
        site = new_site()
        site.watch("parka", "M XXL")
        for number, strange in enumerate(("²", "①", "9" * 5000, "\u202e2", "½")):
            site.text("JOIN", BOB)
            answer = site.webhook("/sms/inbound", {**signed(strange, f"SModd{number}"), "From": BOB})
            findings.expect(f"{strange[:9]!r} for an answer is answered", answer.status_code == 200, answer.status_code)
    findings.end()


if __name__ == "__main__":
    main()
