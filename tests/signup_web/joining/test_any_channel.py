"""A channel that an installed package brings is a channel like ours, for visitors too, and no file of ours knows of it."""

from pathlib import Path

import pytest

from coatcheck.channels import CHANNELS, channel_class, sign_up
from coatcheck.model import ChannelAddress, Status, Subscriber
from coatcheck.people.links import manage_token, subscriber_id
from coatcheck.ports import Field
from signup_web.joining.fields import INPUTS
from tests.console.terminal import Terminal
from tests.fakes.installing import install
from tests.fakes.twilio import Control
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site, words

RING = "a secret ring"


class Birds:
    """The site with pigeons beside texts, somebody's loft, and the notifier."""

    def __init__(self, folder: Path, twilio: Control) -> None:
        self.lofts = folder / "lofts"
        self.lofts.mkdir()
        plugins = {"LOFTS": str(self.lofts), "RING": RING}
        self.site = Site(folder, twilio, channels=("sms", "pigeon"), plugins=plugins)
        self.site.watch()

    def landed(self, loft: str = "redgate") -> list[str]:
        path = self.lofts / loft
        return path.read_text().splitlines() if path.exists() else []

    def person(self) -> Subscriber:
        found = self.site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("pigeon", "redgate")))
        assert found
        return found

    def join(self) -> None:
        visitor = self.site.visitor()
        visitor.submit("/p/jacket/join?by=pigeon", size=["M"], address=" Redgate ", agree="1")
        visitor.submit("/join/code", code=self.landed()[0][:6])
        assert visitor.at == "/join/done"

    def restock(self) -> None:
        """M comes back, and the notifier does all there is to do."""
        self.site.look(self.site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
        self.site.notify()

    def write(self, text: str, id: str, ring: str = RING) -> tuple[int, str]:
        """A letter from the loft; the status, and what is answered."""
        letter = {"id": id, "sender": "redgate", "words": text}
        answer = self.site.app.test_client().post("/pigeon/inbound", json=letter, headers={"X-Ring": ring})
        return answer.status_code, answer.text

    def own_page(self) -> str:
        return f"/m/{manage_token(SECRET_KEY, self.person().id, self.person().links)}"


@pytest.fixture
def birds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_stand_in: Control) -> Birds:
    install(tmp_path, monkeypatch, "coatcheck.channels", "pigeon", "tests.fakes.pigeon:Pigeon")
    small_stand_in.reset()
    return Birds(tmp_path, small_stand_in)


def test_the_form_offers_it_and_asks_in_its_own_words(birds: Birds) -> None:
    visitor = birds.site.visitor()
    assert "Or be told by pigeon" in words(visitor.get("/p/jacket/join").text)
    visitor.get(visitor.link("by=pigeon").replace("?", "/p/jacket/join?"))
    asked = words(visitor.page)
    assert "Name of your loft As it stands over the hatch." in asked
    assert "CoatCheck's pigeons land on my roof" in asked
    assert "Or be told by text" in asked
    visitor.submit("/p/jacket/join?by=pigeon", size=["M"], address="7", agree="1")
    assert "That is no loft." in visitor.page


def test_the_consent_page_shows_what_is_agreed_to(birds: Birds) -> None:
    page = words(birds.site.visitor().get("/consent").text)
    assert "By pigeon I agree that CoatCheck's pigeons land on my roof. Wording version birds-1" in page
    assert "By text I agree to get automated alert texts" in page


def test_it_delivers_and_the_ledger_names_its_words(birds: Birds) -> None:
    birds.join()
    birds.restock()
    assert "Jacket (M) " in birds.landed()[-1]
    assert [consent.wording for consent in birds.person().consents] == ["birds-1", "birds-1"]


def test_the_persons_own_page_knows_it_and_offers_the_others_as_second_ways(birds: Birds) -> None:
    birds.join()
    page = words(birds.site.visitor().get(birds.own_page()).text)
    assert ", by pigeon." in page
    assert "Then tell me by text" in page


def test_it_can_be_somebodys_second_way(birds: Birds) -> None:
    visitor = birds.site.join()
    visitor.get(visitor.link("/m/"))
    visitor.send(action="/second", by="pigeon", address="Redgate")
    visitor.send(action="/second/code", code=birds.landed()[0][:6])
    assert birds.site.person().fallback == ChannelAddress("pigeon", "redgate")


def test_it_can_be_stopped_by_the_link_that_comes_with_each_message(birds: Birds) -> None:
    birds.join()
    birds.restock()
    birds.site.wait(seconds=1)
    birds.site.visitor().submit(birds.landed()[-1].partition(f" | {PUBLIC}")[2], action="/u/")
    assert birds.person().status is Status.OPTED_OUT


def test_it_can_be_stopped_and_started_on_the_persons_own_page(birds: Birds) -> None:
    birds.join()
    birds.site.wait(seconds=1)
    birds.site.visitor().submit(birds.own_page(), action="/stop")
    assert birds.person().status is Status.OPTED_OUT
    birds.restock()
    assert len(birds.landed()) == 1  # the code alone
    birds.site.wait(seconds=1)
    visitor = birds.site.visitor()
    visitor.submit(birds.own_page(), action="/start")
    visitor.send(action="/back", code=birds.landed()[-1][:6])
    assert birds.person().status is Status.ACTIVE


def test_people_write_back_and_stop_is_heard(birds: Birds) -> None:
    assert birds.write("JOIN", "1")[1].startswith("CoatCheck: text a size for Jacket")
    assert birds.write("M", "2")[1].startswith("CoatCheck restock alerts on: Jacket M.")
    birds.restock()
    assert "Jacket (M) " in birds.landed()[-1]
    birds.site.wait(seconds=1)
    assert "you are opted out" in birds.write("stop", "3")[1]
    assert birds.person().status is Status.OPTED_OUT
    assert birds.write("JOIN", "4") == (200, "")


def test_whoever_proves_nothing_is_not_heard(birds: Birds) -> None:
    assert birds.write("JOIN", "1", ring="another")[0] == 403
    assert birds.site.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("pigeon", "redgate"))) is None


def test_the_operator_can_try_it(birds: Birds, terminal: Terminal) -> None:
    terminal.environment |= {
        "COATCHECK_CHANNELS": "sms,pigeon",
        "COATCHECK_PLUGIN_LOFTS": str(birds.lofts),
        "COATCHECK_PLUGIN_RING": RING,
    }
    assert terminal.run("send-test", "pigeon", "Redgate").exit_code == 0
    assert "this is a test" in birds.landed()[0]


def test_who_signed_up_by_a_channel_that_is_gone_can_still_leave(birds: Birds, monkeypatch: pytest.MonkeyPatch) -> None:
    birds.join()
    page = birds.own_page()
    monkeypatch.undo()
    channel_class.cache_clear()
    birds.site.wait(seconds=1)
    birds.site.visitor().submit(page, action="/stop")
    assert birds.person().status is Status.OPTED_OUT


def test_each_kind_of_field_is_drawn() -> None:
    assert set(INPUTS) == set(Field)


@pytest.mark.parametrize("name", CHANNELS)
def test_what_a_channel_tells_visitors_is_whole(name: str) -> None:
    way = sign_up(name)
    assert way is None or all((way.by, way.label, "{brand}" in way.agreement, way.version))


@pytest.mark.parametrize("name", ["nothing", "webhook", "email", "..", "sms/x"])
@pytest.mark.parametrize("door", ["inbound", "status"])
def test_where_nobody_can_write_to_us_the_door_is_shut(birds: Birds, name: str, door: str) -> None:
    assert birds.site.app.test_client().post(f"/{name}/{door}", json={}).status_code in (403, 404)
