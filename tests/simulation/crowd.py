"""What people do on their phones and on the site, one thing after another, and what they were promised there."""

import re
from collections.abc import Callable
from functools import partial
from itertools import count
from unittest.mock import patch

from coatcheck.bootstrap import Services
from coatcheck.model import ChannelAddress, Consent, ConsentKind, Watch
from coatcheck.people import codes, membership, personal_data
from signup_web.joining import signup
from tests.simulation.invariants import Person, Silence
from tests.simulation.ports import Joint
from tests.simulation.scheduler import Process
from tests.simulation.site import Site
from tests.simulation.world import Provider

TRIES = 3  # times that somebody does the same again where nothing came of it
AGAIN = 15.0  # seconds before that
LATE = 300.0  # seconds by which the copy of a text may come late


class Crowd:
    """Everybody who is not us."""

    def __init__(self, joint: Joint, site: Site, provider: Provider, watch: Watch) -> None:
        self.joint, self.site, self.provider, self.watch = joint, site, provider, watch
        self.scheduler, self.random = joint.scheduler, joint.scheduler.random
        self._outside = Process("outside", self.scheduler, lambda process: None)
        self._numbers = count(1)
        self._starts: dict[str, dict[str, str]] = {}  # the last START of each

    def at(self, seconds: float, what: Callable[[], object]) -> None:
        """Let somebody do this so many seconds from now."""
        self.scheduler.at(seconds, partial(self.scheduler.spawn, self._outside, what))

    def stop(self, person: Person) -> None:
        """By text, which the provider obeys at once and passes on; or on the site."""
        if self.random.random() < 0.3:
            self.at(self.random.uniform(0, 5), partial(self.reset, person))  # changes their mind every second
        if self.random.random() < 0.5:
            silence = self._fall_silent(person)
            self.provider.blocked.add(person.address)
            silence.heard = self._text(person, "STOP", self.random.choice(("", "STOP"))) is not None
        else:
            self._trace(f"{person.address} says stop on the page")
            while not self.site.call(lambda services: self._opt_out(services, person)):
                self.scheduler.sleep(AGAIN)
            self._fall_silent(person).heard = True

    def stop_and_come_back(self, person: Person) -> None:
        """And perhaps stop once more, while copies of the texts before are still on their way."""
        self.stop(person)
        self.scheduler.sleep(self.random.uniform(20, 200))
        if self.random.random() < 0.5:
            self._disturb(person)
            return
        self.provider.blocked.discard(person.address)
        person.silences[-1].end, person.since = self.scheduler.now(), None
        self._asks(person, "START", "on again")
        if self.random.random() < 0.3:
            self.scheduler.sleep(self.random.uniform(0, 100))
            self.stop(person)
            self._disturb(person)

    def _disturb(self, person: Person) -> None:
        """Somebody tries to have messages sent again to whoever stopped for good."""
        if self.joint.strikes(self.joint.faults.guessed_code):
            self._guess_luckily(person)
        if self.joint.strikes(self.joint.faults.replayed_start) and person.address in self._starts:
            self._until_done(lambda services: personal_data.erase_person(services.store, person.subscriber_id))
            self.scheduler.sleep(self.random.uniform(100, 300))
            self._trace(f"an old START of {person.address} comes again")
            self._pass_on(person, self._starts[person.address])

    def _guess_luckily(self, person: Person) -> None:
        """Sign them up, and know the code without having been sent it."""
        code = "271828"
        with patch("coatcheck.people.codes._new_code", lambda: code):
            waiting = self.site.call(lambda services: self._fill_in(services, person))
        self.scheduler.sleep(self.random.uniform(1, 30))
        if waiting:
            self._trace(f"somebody guesses the code of {person.address}")
            self.site.call(partial(self._enter, token=waiting[0], code=code))

    def _until_done(self, work: Callable[[Services], object]) -> None:
        while not self.site.call(work):
            self.scheduler.sleep(AGAIN)

    def reset(self, person: Person) -> None:
        self._asks(person, "RESET", "back on the list")

    def join_by_text(self, person: Person) -> None:
        for _ in range(TRIES):
            self._text(person, "JOIN")
            if self._asks(person, "S", "alerts on"):
                return
            self.scheduler.sleep(AGAIN)

    def join_by_form(self, person: Person) -> None:
        """Fill in the form, read the code on the phone, mistype it now and then."""
        for _ in range(TRIES):
            waiting = self.site.call(lambda services: self._fill_in(services, person))
            self.scheduler.sleep(self.random.uniform(10, 60))
            code = self._code(person)
            if not waiting or not code:
                continue
            if self.random.random() < 0.3:
                self.site.call(partial(self._enter, token=waiting[0], code=code[::-1]))
            person.asked += 1
            if self.site.call(partial(self._enter, token=waiting[0], code=code)):
                person.since = self.scheduler.now()
                return

    def guess(self, person: Person) -> None:
        """Somebody fills in another's number and guesses the code."""
        waiting = self.site.call(lambda services: self._fill_in(services, person))
        for number in range(8 if waiting else 0):
            guess = f"{number:06}"
            if guess != self._code(person):
                enter = partial(self._enter, token=waiting[0], code=guess)
                self.at(self.random.uniform(0, 30), partial(self.site.call, enter))

    def _asks(self, person: Person, words: str, promise: str) -> bool:
        """Text until we promise it. Each text may be obeyed."""
        for _ in range(TRIES):
            person.asked += 1
            if promise in (self._text(person, words) or ""):
                person.since = self.scheduler.now()
                return True
            self.scheduler.sleep(AGAIN)
        return False

    def _text(self, person: Person, words: str, kind: str = "") -> str | None:
        """The answer to a text, "" for silence; None where nobody took it. A copy may come much later."""
        self._trace(f"{person.address} texts {words}")
        form = {"From": person.address, "Body": words, "MessageSid": f"IN{next(self._numbers)}", "OptOutType": kind}
        if words == "START":
            self._starts[person.address] = form
        if self.joint.strikes(self.joint.faults.duplicate):
            self.at(self.random.uniform(0, LATE), partial(self._pass_on, person, form))
        for _ in range(TRIES):
            answer = self._pass_on(person, form)
            if answer is not None:
                return answer
            self.scheduler.sleep(AGAIN)
        return None

    def _pass_on(self, person: Person, form: dict[str, str]) -> str | None:
        for answer in self.site.post("/sms/inbound", form):
            if "<Message>" not in answer or person.address in self.provider.blocked:
                return ""  # silence, or an answer that the provider passes on to nobody
            self._trace(f"{person.address} is answered {answer[62:100]}")
            self.provider.answered.append((self.scheduler.now(), person.address))
            return answer
        return None

    def _fall_silent(self, person: Person) -> Silence:
        person.since = None
        person.silences.append(Silence(self.scheduler.now()))
        return person.silences[-1]

    def _opt_out(self, services: Services, person: Person) -> bool:
        return membership.opt_out(services.store, person.subscriber_id, services.clock.now(), "web") is not None

    def _fill_in(self, services: Services, person: Person) -> str:
        to = ChannelAddress("sms", person.address)
        wish = signup.Wish(self.watch.id, to, person.wants, any_hour=True)
        return signup.start(
            services, wish, Consent(services.clock.now(), ConsentKind.OPT_IN, "web"), "203.0.113.5"
        ).token

    def _enter(self, services: Services, token: str, code: str) -> bool:
        consent = Consent(services.clock.now(), ConsentKind.CONFIRMED, "web")
        return bool(codes.confirm(services.store, services.secret_key, token, code, consent))

    def _code(self, person: Person) -> str:
        texts = [text.text for text in self.provider.accepted if text.to == person.address]
        found = [match[1] for match in map(re.compile(r"(\d{6}) is your").match, texts) if match]
        return found[-1] if found else ""

    def _trace(self, line: str) -> None:
        self.scheduler.trace(line)
