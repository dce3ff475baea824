"""apprise, which brings a message to a server on loopback by three of its services, and to nobody inside a network that was not named.

https://appriseit.com/services/
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from coatcheck.channels import apprise
from coatcheck.channels.apprise import Apprise
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, SendFailed, Transient
from coatcheck.ports import Note
from tests.counterparts.house import House
from tests.counterparts.installed import installed
from tests.fakes.mail import Mailbox, mailbox
from tests.fakes.receiver import Receiver
from tests.fakes.serving import served
from tests.places import ROOT

NOTE = Note(text="M is back: https://c.example/r/aB3", title="Jacket (M)", url="https://c.example/r/aB3", reference="d")


@pytest.fixture(autouse=True)
def extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is installed, in an environment of its own."""
    monkeypatch.setattr(apprise, "PROGRAM", (str(installed("extras")), *apprise.PROGRAM[1:]))
    monkeypatch.setattr(apprise, "SURROUNDINGS", {**apprise.SURROUNDINGS, "PYTHONPATH": str(ROOT)})
    monkeypatch.setattr(apprise, "find_spec", lambda name: name)
    monkeypatch.setattr(apprise, "PROVIDER_CALL", 60.0)  # a busy machine's answer is late, and then sent again


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def host(receiver: Receiver) -> Iterator[str]:
    with served(receiver.app()) as base:
        yield base.removeprefix("http://")


def channel(*allow_hosts: str) -> Apprise:
    return Apprise.open(Settings(allow_hosts=allow_hosts), lambda: pytest.fail("nothing is fetched here"))


def failure(opened: Apprise, address: str) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        opened.send(address, NOTE)
    return caught.value


def mail(box: Mailbox) -> list[str]:
    return [str(each) for each in box.mails]


def test_a_restock_is_told_once_by_json_by_a_form_and_by_mail(tmp_path: Path, receiver: Receiver, host: str) -> None:
    with mailbox() as box, House(tmp_path, {"COATCHECK_CHANNELS": "apprise"}) as house:
        mails = f"mailto://127.0.0.1:{box.port}?to=ann@example.org&from=alerts@coats.example.org&mode=insecure&smtp=127.0.0.1"
        for address in (f"json://{host}/hook", f"form://{host}/hook", mails):
            house.run("subscribe", house.slug, "apprise", address, "--size", "M", "--every")
        for times in (1, 2):
            house.restock()
            house.pass_time(minutes=40)  # longer than the cooldown
            assert (len(receiver.calls), len(box.mails)) == (2 * times, times)
            house.sell_out()
        assert len(house.services.store.dead_letters(9)) == 0
    bodies = [body.decode() for _, body in receiver.calls[:2]]
    as_json = json.loads(next(body for body in bodies if body.startswith("{")))
    as_form = parse_qs(next(body for body in bodies if not body.startswith("{")))
    assert as_json["title"] == as_form["title"][0]
    assert "/r/" in as_json["message"]
    assert "/r/" in mail(box)[0]


def test_nothing_inside_our_network_is_reached_that_was_not_named(receiver: Receiver, host: str) -> None:
    for address in (
        f"json://{host}/hook",
        "json://169.254.169.254/latest",
        f"form://localhost:{host.rpartition(':')[2]}/hook",
    ):
        refused = failure(channel(), address)
        assert isinstance(refused, Rejected)
        assert "COATCHECK_ALLOW_HOSTS" in refused.reason
    assert isinstance(failure(channel("127.0.0.1"), "json://169.254.169.254/latest"), Rejected)  # whatever is named
    receiver.status, receiver.headers = 307, {"Location": f"http://{host}/hook"}
    failure(channel(host), f"json://{host}/hook?redirect=yes")
    assert len(receiver.calls) == 1


def test_what_a_server_answers_says_whether_to_try_again(receiver: Receiver, host: str) -> None:
    opened, address = channel(host), f"json://{host}/hook"
    assert opened.send(address, NOTE).detail == "taken by JSON"
    for status, kind in ((429, Transient), (500, MaybeSent), (422, Rejected)):
        receiver.status = status
        assert isinstance(failure(opened, address), kind), status
    receiver.status, receiver.drop = 204, True
    assert isinstance(failure(opened, address), MaybeSent)


def test_addresses_are_those_that_apprise_knows(host: str) -> None:
    opened = channel()
    assert opened.normalize(f" JSON://{host}/hook ") == f"json://{host}/hook"
    assert opened.check()
    for nonsense in ("", "ann", "nothing://x", "json://", "syslog://", "dbus://", "https://example.org"):
        with pytest.raises(Invalid, match="apprise knows no service"):
            opened.normalize(nonsense)
