"""The page that shows phone networks what we send shows exactly what is sent."""

from pathlib import Path

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Conditions
from notifier.render import note
from signup_web.texting.samples import samples
from tests import examples
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, IN, OUT, Site

SIZES = "S M L XL"


def test_every_message_of_the_page_is_one_that_somebody_got(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    watch = site.watch("harbor", SIZES, title="Harbor jacket")
    sold_out = dict.fromkeys(SIZES.split(), OUT)
    site.look(watch, None, **{**sold_out, "M": IN})
    site.wait(minutes=12)
    site.look(watch, None, **sold_out)
    site.wait(hours=3)
    site.tick()

    sent = {"After JOIN": site.text("JOIN"), "After the sizes or the code": site.text("M L")}
    sent |= {f"After {word}": site.text(word) for word in ("RESET", "STATUS", "HELP")}
    sent["After a STOP in other words"] = site.text("Please stop these texts")
    assert site.text("STOP") == ""  # Twilio has answered
    sent["After START"] = site.text("START")
    site.sign_up(BOB, "harbor")
    code = site.code(BOB)
    sent["The code"] = site.texts(BOB)[-1].replace(code, "123456")
    (event,) = (found for version in range(5) if (found := site.store.event(f"{watch.id}-{version}")))
    told = note(examples.delivery(of=event, code="x7Kp2Qa"), site.settings.site, site.settings.brand, is_text=True)
    sent["When it is back"] = told.text
    lower = replace(event, variants=(replace(event.variants[0], price="99.00", price_before="120.00"),))
    priced = examples.delivery(of=lower, code="x7Kp2Qa", conditions=Conditions("100", "USD"))
    told = note(priced, site.settings.site, site.settings.brand, is_text=True)
    sent["When its price falls to your limit"] = told.text

    page = LexborHTMLParser(site.visitor().get("/consent").text)
    shown = {
        name.text(): words.text() for name, words in zip(page.css("dl.terms dt"), page.css("dl.terms dd"), strict=True)
    }
    assert shown == samples(site.settings)
    assert shown == sent
    assert site.person(ANN)
    site.services.close()
