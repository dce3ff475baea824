"""The operator's command, against a real database, the demo's shop and its phone."""

import json
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result

from coatcheck import people
from coatcheck.bootstrap import Services
from coatcheck.config import parse
from coatcheck.model import Alert
from coatcheck.store import open_store
from coatcheck.wire import DeliveryBatch, Tick, dead_letter, encode
from console.cli import main
from console.demo.messages import NUMBER
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.output import plain, span
from console.pipeline import Pipeline
from signup_web import locks


class Terminal:
    """Somebody at a terminal, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"COATCHECK_STORE": f"sqlite:///{folder / 'shop.db'}", "COATCHECK_SECRET_KEY": "k" * 40}

    def run(self, *words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(main, words, env=self.environment, input=input)

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)

    def look(self) -> None:
        """Let the poller look once."""
        with closing(Pipeline(parse(self.environment))) as pipeline:
            pipeline.services.bus.publish([Tick(datetime.now(UTC))])
            assert pipeline.drain(20)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


@pytest.fixture
def phone(phone: Phone, terminal: Terminal) -> Phone:
    """The phone, in Twilio's place."""
    terminal.environment |= {"COATCHECK_CHANNELS": "sms", **phone.environment()}
    return phone


def add(terminal: Terminal, shop: Shop) -> str:
    """Watch the shop's product; its slug."""
    assert terminal.run("watch", "add", shop.page(), "--yes").exit_code == 0
    return str(terminal.json("watch", "list")[0]["slug"])


def saved(terminal: Terminal, shop: Shop) -> Path:
    """The shop's answer in a file."""
    file = terminal.folder / "saved.json"
    file.write_bytes(requests.get(f"{shop.page()}.js", timeout=5).content)
    return file


# Looking


def test_help_imports_nothing_that_is_slow() -> None:
    program = (
        "import sys; from console.cli import main; main(['--help'], standalone_mode=False);"
        "print(sorted({'rich', 'flask', 'requests', 'pycurl', 'twilio', 'google', 'lxml', 'waitress'} & set(sys.modules)))"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"


def test_a_page_is_tested_without_storing_anything(terminal: Terminal, shop: Shop) -> None:
    shop.put("M", True)
    report = terminal.json("watch", "test", shop.page())
    assert (report["source"], report["health"], report["reason"]) == ("shopify", "healthy", None)
    sizes = {variant["title"]: variant["buyable"] for variant in report["products"][0]["variants"]}
    assert sizes == {"S": False, "M": True, "L": False, "XL": False}
    assert terminal.json("watch", "list") == []


def test_a_preview_shows_the_picture_and_why_other_sources_were_passed_over(terminal: Terminal) -> None:
    file = terminal.folder / "page.html"
    file.write_text(
        '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "image": "https://shop.example/coat.jpg",'
        '"offers": {"availability": "InStock"}}</script>'
    )
    shown = terminal.run("watch", "test", str(file)).stdout
    assert "Picture: https://shop.example/coat.jpg" in shown
    assert "Not read as woocommerce: " in shown


def test_a_saved_answer_is_read_without_the_network(terminal: Terminal, shop: Shop) -> None:
    file = saved(terminal, shop)
    shop.close()
    result = terminal.run("watch", "test", str(file), "--page-url", "https://shop.example/products/harbor-jacket")
    assert result.exit_code == 0
    assert "OutOfStock" in result.stdout


def test_a_look_that_proves_nothing_exits_4_and_says_what_was_tried(terminal: Terminal) -> None:
    file = terminal.folder / "captcha.html"
    file.write_text("<h1>Are you human?</h1>")
    result = terminal.run("watch", "test", str(file))
    assert result.exit_code == 4
    assert "shopify" in result.stdout
    assert json.loads(terminal.run("watch", "test", str(file), "--json").stdout)["products"] == []


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere"],
        ["https://"],
        ["ftp://shop.example/coat"],
        ["https://ann:secret@shop.example/coat"],
        ["https://shop.example/", "--source", "magic"],
        ["x", "--option", "y"],
    ],
)
def test_bad_usage_exits_2_with_a_sentence(terminal: Terminal, words: list[str]) -> None:
    result = terminal.run("watch", "test", *words)
    assert result.exit_code == 2
    assert result.stderr.rstrip().endswith((".", "NAME=VALUE"))
    assert "Traceback" not in result.output


def test_a_shops_words_never_reach_the_terminal_as_codes() -> None:
    assert plain("coat\x1b[2J\r\n") == "coat [2J  "


# Watching


def test_nothing_is_watched_before_somebody_agrees(terminal: Terminal, shop: Shop) -> None:
    refused = terminal.run("watch", "add", shop.page(), input="n\n")
    assert "Harbor jacket" in refused.stdout
    assert terminal.json("watch", "list") == []
    terminal.run("watch", "add", shop.page(), "--every", "2m", input="y\n")
    (watch,) = terminal.json("watch", "list")
    assert (watch["title"], watch["interval"], watch["allow_private"]) == ("Harbor jacket", 120, True)


def test_a_page_is_watched_once(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    again = terminal.run("watch", "add", shop.page(), "--yes")
    assert again.exit_code == 2
    assert slug in again.stderr


def test_a_watch_is_paused_resumed_and_removed_by_its_slug(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    terminal.run("watch", "pause", slug)
    assert "paused for " in terminal.run("watch", "list").stdout
    assert "1 paused" in terminal.run("status").stdout
    assert terminal.json("watch", "list")[0]["active"] is False
    terminal.run("watch", "resume", slug)
    assert terminal.json("watch", "list")[0]["active"] is True
    terminal.run("watch", "remove", slug, input="y\n")
    assert terminal.json("watch", "list") == []


def test_an_unknown_watch_names_those_there_are(terminal: Terminal, shop: Shop) -> None:
    assert "coatcheck watch add" in terminal.run("watch", "pause", "hat").stderr
    slug = add(terminal, shop)
    assert slug in terminal.run("watch", "pause", "hat").stderr


def test_the_list_shows_health_and_stock(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    shop.put("L", True)
    terminal.look()
    assert " L " in terminal.run("watch", "list").stdout
    (watch,) = terminal.json("watch", "list")
    assert [size["title"] for size in watch["state"]["variants"] if size["in_stock"]] == ["L"]


# Moving the list


def test_what_was_exported_can_be_imported_elsewhere_and_only_once(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    file = terminal.folder / "watches.json"
    file.write_text(terminal.run("watch", "export").stdout)
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{terminal.folder / 'other.db'}"
    assert "1 watches added" in terminal.run("watch", "import", str(file)).stdout
    assert "0 watches added" in terminal.run("watch", "import", str(file)).stdout
    assert [watch["url"] for watch in terminal.json("watch", "list")] == [shop.page()]


def test_an_import_keeps_the_order_of_the_file(terminal: Terminal) -> None:
    addresses = [f"https://shop.example/{number}" for number in range(20)]
    file = terminal.folder / "watches.json"
    file.write_text(json.dumps([{"url": address, "source": "page"} for address in addresses]))
    assert terminal.run("watch", "import", str(file)).exit_code == 0
    assert [watch["url"] for watch in json.loads(terminal.run("watch", "export").stdout)] == addresses


def test_every_fault_of_an_import_is_listed_and_nothing_is_added(terminal: Terminal) -> None:
    good = {"url": "https://shop.example/products/coat", "source": "shopify"}
    entries = [good, {**good, "interval": 1}, {**good, "sise": "M"}, {"source": "shopify"}, {**good, "source": "magic"}]
    file = terminal.folder / "watches.json"
    file.write_text(json.dumps(entries))
    result = terminal.run("watch", "import", str(file))
    assert result.exit_code == 2
    assert [line.split(":")[0].strip() for line in result.stderr.splitlines()[1:]] == [
        f"watch {n}" for n in (2, 3, 4, 5)
    ]
    assert terminal.json("watch", "list") == []


def test_a_file_that_is_no_list_is_refused(terminal: Terminal) -> None:
    file = terminal.folder / "watches.json"
    file.write_text("watches:")
    assert "not a JSON list" in terminal.run("watch", "import", str(file)).stderr


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
    terminal.run("person", "erase", "sms", NUMBER, "--yes")
    assert terminal.run("person", "export", "sms", NUMBER).exit_code == 2


def test_whoever_said_stop_is_neither_signed_up_nor_sent_a_test(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    slug = add(terminal, shop)
    terminal.run("subscribe", slug, "sms", NUMBER)
    person = json.loads(terminal.run("person", "export", "sms", NUMBER).stdout)[0]["subscriber"]["id"]
    with closing(open_store(terminal.environment["COATCHECK_STORE"])) as store:
        people.opt_out(store, person, datetime.now(UTC), "text")
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


def test_the_doctor_is_content_with_what_works(terminal: Terminal, shop: Shop, phone: Phone) -> None:
    terminal.environment["COATCHECK_PUBLIC_URL"] = "https://coat.example"
    add(terminal, shop)
    result = terminal.run("doctor")
    assert result.exit_code == 0, result.output
    assert "clock: agrees with 127.0.0.1" in result.stdout


def test_the_last_link_into_the_admin_pages_works_once(terminal: Terminal) -> None:
    first, second = (terminal.run("admin-link").stdout.strip().rpartition("/")[2] for _ in range(2))
    with closing(Services(parse(terminal.environment))) as services:
        assert [locks.use_link(services, secret) for secret in (first, second, second)] == [False, True, False]


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
    terminal.look()
    assert terminal.run("status").exit_code == 0
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
