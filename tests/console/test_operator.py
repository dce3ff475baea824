"""The operator's command about people, and about how everything is doing."""

import json
import re
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.bootstrap import Services
from coatcheck.config import parse
from coatcheck.model import Alert
from coatcheck.people import membership
from coatcheck.ports.messages import DeliveryBatch, dead_letter, encode
from coatcheck.store import open_store
from console.demo.messages import NUMBER
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.output import span
from console.serving import Server, free_port
from signup_web.admin import lock
from signup_web.app import create_app
from signup_web.site.visitors_address import NOBODY
from tests.chromium import require_chromium
from tests.console.terminal import Terminal, add
from tests.places import ROOT


@pytest.fixture
def phone(phone: Phone, terminal: Terminal) -> Phone:
    """The phone, in Twilio's place."""
    terminal.environment |= {"COATCHECK_CHANNELS": "sms", **phone.environment()}
    return phone


# People


def test_somebody_is_signed_up_for_a_size_that_exists(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    slug = add(terminal, shop)
    terminal.look()
    wrong = terminal.run("subscribe", slug, "sms", NUMBER, "--size", "XXL")
    assert wrong.exit_code == 2
    assert "S, M, L, XL" in wrong.stderr
    result = terminal.run("subscribe", slug, "sms", NUMBER, "--size", "M", "--size", "L")
    assert "M, L" in result.stdout
    assert NUMBER not in result.stdout


def test_what_is_kept_about_somebody_can_be_had_and_erased(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    terminal.run("subscribe", add(terminal, shop), "sms", NUMBER)
    (person,) = json.loads(terminal.run("person", "export", "sms", NUMBER).stdout)
    assert person["subscriber"]["to"]["address"] == NUMBER
    assert person["subscriber"]["consents"][0]["method"] == "console"
    everybody = terminal.folder / "people.csv"
    assert "people.csv: 1 person." in terminal.run("people", "export", str(everybody)).stdout
    assert NUMBER in everybody.read_text()
    assert terminal.run("people", "export", str(everybody)).exit_code == 2
    terminal.run("person", "erase", "sms", NUMBER, "--yes")
    assert terminal.run("person", "export", "sms", NUMBER).exit_code == 2


def test_whoever_said_stop_is_neither_signed_up_nor_sent_a_test(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    slug = add(terminal, shop)
    terminal.run("subscribe", slug, "sms", NUMBER)
    person = json.loads(terminal.run("person", "export", "sms", NUMBER).stdout)[0]["subscriber"]["id"]
    with closing(open_store(terminal.environment["COATCHECK_STORE"])) as store:
        membership.opt_out(store, person, datetime.now(UTC), "text")
    assert "START" in terminal.run("subscribe", slug, "sms", NUMBER).stderr
    assert terminal.run("send-test", "sms", NUMBER).exit_code == 2
    assert phone.texts() == []


def test_a_test_message_shows_what_the_provider_says(terminal: Terminal, phone: Phone) -> None:
    result = terminal.run("send-test", "sms", NUMBER)
    assert phone.texts()[0].sid in result.stdout
    terminal.environment["COATCHECK_TWILIO_AUTH_TOKEN"] = "wrong"
    refused = terminal.run("send-test", "sms", NUMBER)
    assert refused.exit_code == 1
    assert "20003" in refused.stderr


@pytest.mark.parametrize(("channel", "said"), [("fax", "There is no channel 'fax'"), ("email", "not switched on")])
def test_a_channel_that_cannot_be_used_is_told_from_one_that_is_not_there(
    terminal: Terminal, channel: str, said: str
) -> None:
    result = terminal.run("send-test", channel, "ann@example.org")
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_number_that_cannot_be_is_refused_with_the_reason(terminal: Terminal, phone: Phone) -> None:
    result = terminal.run("send-test", "sms", "+1 415 555")
    assert result.exit_code == 2
    assert "phone number" in result.stderr


# Looking after it


def test_every_setting_is_printed_and_secrets_are_not(terminal: Terminal) -> None:
    shown = terminal.json("settings")
    assert shown["COATCHECK_SECRET_KEY"] == "***"
    assert shown["COATCHECK_PORT"] == 8080
    assert "k" * 40 not in terminal.run("settings").stdout
    hook = "https://hooks.slack.com/services/T0/B0/its-key"
    terminal.environment |= {"COATCHECK_OPERATOR": f"slack:{hook}", "COATCHECK_OPERATORS": f"shops=slack:{hook}"}
    assert terminal.json("settings")["COATCHECK_OPERATORS"] == ["shops=slack:https://***"]
    assert "its-key" not in f"{terminal.run('settings').stdout} {terminal.run('settings', '--json').stdout}"


def test_every_fault_of_the_settings_is_told_at_once(terminal: Terminal) -> None:
    terminal.environment |= {"COATCHECK_PROT": "80", "COATCHECK_TICK_SECONDS": "soon"}
    for command in ("settings", "up", "doctor"):
        result = terminal.run(command)
        assert "COATCHECK_PROT" in result.output
        assert "COATCHECK_TICK_SECONDS" in result.output


def test_the_doctor_finds_wrong_credentials_and_says_so(terminal: Terminal, phone: Phone) -> None:
    terminal.environment["COATCHECK_TWILIO_AUTH_TOKEN"] = "wrong"
    verdicts = {check["name"]: check["verdict"] for check in terminal.json("doctor")}
    assert verdicts["channel sms"] == "bad"
    assert verdicts["store"] == "ok"


def found(terminal: Terminal, name: str) -> tuple[str, str]:
    """The verdict and the detail of the doctor's check of this name."""
    (check,) = [check for check in terminal.json("doctor") if check["name"] == name]
    return check["verdict"], check["detail"]


def test_the_doctor_knows_which_countries_there_are(terminal: Terminal, phone: Phone) -> None:
    terminal.environment["COATCHECK_COUNTRIES"] = "US,UK"
    verdict, detail = found(terminal, "countries")
    assert (verdict, "no country UK" in detail) == ("bad", True)


def test_the_doctor_finds_a_site_whose_visitors_all_count_as_one(terminal: Terminal, phone: Phone) -> None:
    terminal.environment |= {"COATCHECK_PUBLIC_URL": "https://coat.example", "COATCHECK_SIGNUPS_PER_ADDRESS": "7"}
    verdict, detail = found(terminal, "site")
    assert (verdict, "7 times an hour: set COATCHECK_TRUSTED_PROXIES=1" in detail) == ("bad", True)
    terminal.environment["COATCHECK_TRUSTED_PROXIES"] = "1"
    assert found(terminal, "site")[0] == "ok"


PROXIES = {  # what arrives of a visitor who says that they are `NOBODY`, and how many proxies are trusted
    (f"{NOBODY}, 203.0.113.9", 1): "ok",  # added by the proxy
    ("203.0.113.9", 1): "ok",  # put in its place
    (f"{NOBODY}, 203.0.113.9, 10.0.0.7", 2): "ok",
    (NOBODY, 1): "bad: whoever sends",  # handed on
    (f"{NOBODY}, 203.0.113.9", 2): "bad: whoever sends",
    ("", 1): "bad: the proxy names no visitor",
    ("10.0.0.7", 2): "bad: the proxy names no visitor",
    (f"{NOBODY}, 203.0.113.9, 10.0.0.7", 1): "bad: there are more proxies",
}


@pytest.mark.parametrize(("forwarded", "trusted"), PROXIES)
def test_the_doctor_asks_through_the_proxies_whether_they_name_visitors(
    terminal: Terminal, forwarded: str, trusted: int
) -> None:
    terminal.environment["COATCHECK_TRUSTED_PROXIES"] = str(trusted)
    with closing(Services(parse(terminal.environment))) as services:
        site = create_app(services).wsgi_app

        def proxy(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            assert environ["HTTP_X_FORWARDED_FOR"] == NOBODY
            return site({**environ, "HTTP_X_FORWARDED_FOR": forwarded}, start)

        with closing(Server(proxy)) as server:
            terminal.environment["COATCHECK_PUBLIC_URL"] = server.url
            verdict, detail = found(terminal, "visitors")
    assert f"{verdict}: {detail}".startswith(PROXIES[forwarded, trusted])


def test_the_doctor_can_not_ask_where_no_site_is_up(terminal: Terminal) -> None:
    terminal.environment |= {
        "COATCHECK_PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
        "COATCHECK_TRUSTED_PROXIES": "1",
    }
    assert found(terminal, "visitors")[0] == "unknown"


def test_the_doctor_finds_an_operator_whom_nothing_reaches(terminal: Terminal, phone: Phone) -> None:
    verdict, detail = found(terminal, "operator")
    assert (verdict, "set COATCHECK_OPERATOR" in detail) == ("bad", True)
    terminal.environment["COATCHECK_CHANNELS"] = "sms,console"
    assert found(terminal, "operator")[0] == "ok"
    terminal.environment |= {"COATCHECK_CHANNELS": "sms", "COATCHECK_OPERATOR": f"sms:{NUMBER}"}
    assert found(terminal, "operator")[0] == "ok"


def test_the_doctor_tries_the_browser_where_a_watch_needs_one(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    add(terminal, shop)
    assert "browser" not in {check["name"] for check in terminal.json("doctor")}
    with closing(Services(parse(terminal.environment))) as services:
        (watch,) = services.store.watches()
        services.store.put_watch(replace(watch, options={**watch.options, "fetch": "browser"}))
    terminal.environment["COATCHECK_BROWSER"] = "/nowhere/chromium"
    verdict, detail = found(terminal, "browser")
    assert (verdict, "`apt-get install chromium libatomic1`" in detail) == ("bad", True)
    terminal.environment["COATCHECK_BROWSER"] = require_chromium()
    verdict, detail = found(terminal, "browser")
    assert (verdict, detail.startswith("/usr/bin/chromium draws pages, with")) == ("ok", True)


def test_the_doctor_is_content_with_the_settings_of_the_readme(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    terminal.environment |= dict(re.findall(r"^(COATCHECK_\w+)=(.*)", (ROOT / "README.md").read_text(), re.MULTILINE))
    terminal.environment |= phone.environment()
    add(terminal, shop)
    result = terminal.run("doctor")
    assert result.exit_code == 0, result.output
    assert "clock: agrees with 127.0.0.1" in result.stdout


def test_the_last_link_into_the_admin_pages_works_once(terminal: Terminal) -> None:
    first, second = (terminal.run("admin-link").stdout.strip().rpartition("/")[2] for _ in range(2))
    with closing(Services(parse(terminal.environment))) as services:
        assert [lock.use_link(services, secret) for secret in (first, second, second)] == [False, True, False]


@pytest.mark.parametrize("command", ["up", "status"])
def test_another_programs_file_is_left_alone(terminal: Terminal, command: str) -> None:
    file = terminal.folder / "shop.db"
    file.write_text("Dear diary")
    result = terminal.run(command)
    assert result.exit_code == 2
    assert "shop.db" in result.stderr
    assert file.read_text() == "Dear diary"


def test_the_status_exits_1_while_something_waits_for_the_operator(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    assert "never; `coatcheck up` looks" in terminal.run("status").stdout
    assert "Watches:      1 not looked at yet" in terminal.run("status").stdout
    terminal.look()
    assert terminal.run("status").exit_code == 0
    assert "Watches:      1 well" in terminal.run("status").stdout
    with closing(open_store(terminal.environment["COATCHECK_STORE"])) as store:
        store.open_alert(Alert(key="trouble", text="The shop is closed.", opened_at=datetime.now(UTC)))
    result = terminal.run("status")
    assert result.exit_code == 1
    assert "The shop is closed." in result.stdout


def test_a_dead_letter_is_listed_and_replayed(terminal: Terminal) -> None:
    envelope = encode(DeliveryBatch(ids=("gone",)))
    with closing(open_store(terminal.environment["COATCHECK_STORE"])) as store:
        store.bury(dead_letter("deliveries", envelope, "no reason", datetime.now(UTC)))
    assert terminal.json("dead-letters", "list")[0]["reason"] == "no reason"
    assert terminal.run("dead-letters", "replay", "--all").exit_code == 0
    assert terminal.json("dead-letters", "list") == []


def test_spans_of_time_are_told_in_their_largest_unit() -> None:
    spans = [span(timedelta(seconds=seconds)) for seconds in (0, 59, 60, 3599, 3600, 2 * 86400)]
    assert spans == ["0 s", "59 s", "1 min", "59 min", "1 h", "2 days"]
