"""Four ways in which somebody who said STOP by text is written to again without their phone's START. Run with the project's .venv/bin/python from its root: stop_bypass.py"""

import sys, tempfile, types

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
pt = types.ModuleType("pytest")


class _M:
    def __getattr__(s, n):
        return lambda *a, **k: lambda f: f


pt.mark = _M()
pt.fixture = lambda *a, **k: a[0] if a and callable(a[0]) else (lambda f: f)
sys.modules["pytest"] = pt
from pathlib import Path
from tests.signup_web.visiting import *
from tests.signup_web.visiting import Site
from tests.fakes.serving import served
from tests.fakes.twilio import Twilio, Control
import coatcheck.people.codes as cd
from coatcheck.people.personal_data import erase_person

with served(Twilio().app()) as base:
    ctl = Control(base)

    def new():
        ctl.reset()
        s = Site(Path(tempfile.mkdtemp()), ctl)
        s.watch()
        return s

    s = new()
    v = s.sign_up(ANN)
    s.wait(seconds=30)
    s.text("STOP")
    s.wait(minutes=5)
    v.submit("/join/code", code=s.code(ANN))
    print("1 code sent before the STOP, entered on the web after it:", v.at, s.person().status.name, s.wants())
    s = new()
    s.join(ANN)
    s.text("STOP")
    s.wait(hours=1)
    cd_ = cd._new_code
    cd._new_code = lambda: "123456"
    v = s.sign_up(ANN, ip="6.6.6.6")
    cd._new_code = cd_
    v.submit("/join/code", code="123456")
    print(
        "2 sign-up by a stranger after the STOP, unsent code guessed (1 of 10^6, 10 tries a day):",
        v.at,
        s.person().status.name,
    )
    s = new()
    f = {"From": ANN, "To": "+1", "Body": "YES", "MessageSid": "SMyes"}
    s.text("JOIN")
    s.webhook("/sms/inbound", f)
    s.text("M")
    s.text("STOP")
    s.wait(days=3)
    s.webhook("/sms/inbound", f)
    print("3 old signed YES replayed 3 days later:", s.person().status.name, s.wants())
    s = new()
    s.join(ANN)
    s.text("STOP")
    s.wait(minutes=1)
    f = {"From": ANN, "To": "+1", "Body": "START", "MessageSid": "SMs", "OptOutType": "START"}
    s.webhook("/sms/inbound", f)
    s.wait(minutes=1)
    s.text("STOP")
    erase_person(s.store, s.person().id)
    s.wait(days=3)
    s.webhook("/sms/inbound", f)
    print("4 old signed START replayed after STOP + deletion:", s.person().status.name)
    s = new()
    s.watch("parka", "M XXL")
    s.text("JOIN", BOB)
    r = s.webhook if False else None
    from twilio.request_validator import RequestValidator

    f = {"From": BOB, "To": "+15005550006", "Body": "\u00b2", "MessageSid": "SMsup"}
    print("5 'which one?' answered with a superscript two: HTTP", s.webhook("/sms/inbound", f).status_code)
