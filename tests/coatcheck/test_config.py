"""The settings: every fault at once, secrets never printed."""

import re
from datetime import time
from pathlib import Path

import msgspec
import pytest

from coatcheck import channels
from coatcheck.config import Settings, parse, read_settings, rows
from coatcheck.config.reading import ADDRESSES
from coatcheck.errors import Invalid
from coatcheck.process.environment import PREFIX


def faults(**variables: str) -> list[str]:
    """The lines with which these settings are refused."""
    with pytest.raises(Invalid) as refused:
        parse({PREFIX + name: text for name, text in variables.items()})
    first, *rest = str(refused.value).splitlines()
    assert first == "The settings can't be used:"
    return [line.strip() for line in rest]


def test_without_any_setting_the_defaults_are_in_force() -> None:
    assert parse({}) == Settings()
    assert Settings().site == "http://127.0.0.1:8080"


def test_every_default_passes_its_own_rules() -> None:
    for row in rows():
        if row.name != "plugins":
            text = ",".join(row.default) if isinstance(row.default, tuple) else str(row.default)
            assert getattr(parse({row.variable: text}), row.name) == row.default


def test_every_setting_says_what_it_is_for() -> None:
    assert all(row.help for row in rows())


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PORT", "9000", 9000),
        ("HOST_PAUSE", " 0.5 ", 0.5),
        ("PUBLIC_URL", "https://Mäntel.example:8443", "https://xn--mntel-gra.example:8443"),
        ("PING_URL", "https://u:p@straße.example/größe", "https://u:p@xn--strae-oqa.example/größe"),
        ("CHANNELS", "sms, email,", ("sms", "email")),
        ("CHANNELS", "", ()),
        ("TELEGRAM_PIN", "Yes", True),
        ("TELEGRAM_PIN", "off", False),
    ],
)
def test_text_becomes_what_the_table_says(name: str, text: str, value: object) -> None:
    assert getattr(parse({PREFIX + name: text}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("PORT", "many", "COATCHECK_PORT: write a whole number, at least 1, at most 65535"),
        ("PORT", "70000", "COATCHECK_PORT: write a whole number, at least 1, at most 65535"),
        ("TEXTS_PER_DAY", "-1", "COATCHECK_TEXTS_PER_DAY: write a whole number, at least 0, at most 1000000"),
        ("STALE_MINUTES", "inf", "COATCHECK_STALE_MINUTES: write a number, at least 0.001, at most 36500"),
        ("HISTORY_DAYS", "9" * 30, "COATCHECK_HISTORY_DAYS: write a whole number, at least 1, at most 36500"),
        ("SENDERS", "1.5", "COATCHECK_SENDERS: write a whole number, at least 1, at most 256"),
        ("FETCH_SECONDS", "0", "COATCHECK_FETCH_SECONDS: write a number, at least 0.001, at most 45"),
        ("BRAND", "b" * 21, "COATCHECK_BRAND: write 1 to 20 characters"),
        ("COUNTRIES", "us,Narnia", "COATCHECK_COUNTRIES: write two capital letters for each, like US,CA"),
        ("TELEGRAM_PIN", "maybe", "COATCHECK_TELEGRAM_PIN: write true or false"),
        ("LOG_LEVEL", "LOUD", "COATCHECK_LOG_LEVEL: write one of DEBUG, INFO, WARNING, ERROR"),
        ("PROT", "1", "COATCHECK_PROT: there is no such setting (did you mean COATCHECK_PORT?)"),
        ("ZZZ", "1", "COATCHECK_ZZZ: there is no such setting"),
        ("PLUGINS", "x", "COATCHECK_PLUGINS: there is no such setting"),
        ("SECRET_KEY", "short", "COATCHECK_SECRET_KEY: write 32 characters or more"),
        ("PUBLIC_URL", "coats.example", "COATCHECK_PUBLIC_URL: write it with http:// or https://"),
        ("PING_URL", "hc-ping.com/1", "COATCHECK_PING_URL: write it with http:// or https://"),
        ("TRACES", "localhost:4318", "COATCHECK_TRACES: write it with http:// or https://"),
        (
            "PUBLIC_URL",
            "https://example.com/coats",
            "COATCHECK_PUBLIC_URL: write https://HOST alone: the site needs a name of its own and can't be below a path",
        ),
        (
            "PUBLIC_URL",
            "https://h?x",
            "COATCHECK_PUBLIC_URL: write https://HOST alone: the site needs a name of its own",
        ),
        ("PUBLIC_URL", "https://u:p@h", "COATCHECK_PUBLIC_URL: write https://HOST alone: the site needs a name of"),
        ("PUBLIC_URL", "https://[::1", "COATCHECK_PUBLIC_URL: write a host, and a port where it has one of its own"),
        (
            "PUBLIC_URL",
            f"https://{'ä' * 70}.example",
            "COATCHECK_PUBLIC_URL: write a host, and a port where it has one",
        ),
        ("PING_URL", "https://h:99999", "COATCHECK_PING_URL: write a host, and a port where it has one of its own"),
        ("TICKETS_SITE", "https:///x", "COATCHECK_TICKETS_SITE: write a host, and a port where it has one of its own"),
        ("TWILIO_SENDERS", "+1=1,+1=2", "COATCHECK_TWILIO_SENDERS: +1 stands there twice: write each once"),
        ("NTFY_URL", "ntfy.sh", "COATCHECK_NTFY_URL: write it with http:// or https://"),
        ("STORE", "coats.db", "COATCHECK_STORE: write sqlite:///FILE or firestore://PROJECT"),
        ("BUS", "kafka", "COATCHECK_BUS: write local or pubsub://PROJECT"),
        ("QUIET_FROM", "late", "COATCHECK_QUIET_FROM: write a time like 21:00"),
        ("QUIET_UNTIL", "08:00+02:00", "COATCHECK_QUIET_UNTIL: write a time like 21:00"),
        ("OPERATOR", "ann", "COATCHECK_OPERATOR: write CHANNEL:ADDRESS, like sms:+14155550100"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_to_write(name: str, text: str, fault: str) -> None:
    (said,) = faults(**{name: text})
    assert said.startswith(fault.split(" (did")[0])
    assert "did you mean" not in fault or faults(**{name: text}) == [fault]


@pytest.mark.parametrize(
    "line",
    ["+14155550100", "+14155550100=", "+1=0", "+1=-1", "+1=1e-300", "+1=nan", "+1=inf", "+1=99999", "=3", "Shop=3"],
)
def test_what_is_no_sender_is_refused_though_no_texts_are_switched_on(line: str) -> None:
    (fault,) = faults(CHANNELS="console", TWILIO_SENDERS=line)
    assert fault.startswith("COATCHECK_TWILIO_SENDERS: write NUMBER=RATE, like +14155550100=1 or MG...=100, not '")


def test_a_whole_number_of_any_length_is_refused_with_its_limits() -> None:
    whole = [row.name.upper() for row in rows() if type(row.default) is int]
    assert len(whole) > 10
    for name in whole:
        (fault,) = faults(**{name: "9" * 30})
        assert re.search(r"at least (0\.001|[01]), at most \d+$", fault), fault


def test_a_number_that_is_hardly_one_is_refused_with_its_limits_and_so_is_a_0_that_means_nothing() -> None:
    bounds = {
        field.name.upper(): field.type.__metadata__[0]
        for field in msgspec.structs.fields(Settings)
        if field.type.__origin__ is float
    }
    assert len(bounds) > 5
    for name, limits in bounds.items():
        may_be_0 = limits.ge == 0
        wanted = f"write {'0 or ' if may_be_0 else ''}a number, at least 0.001, at most {limits.le}"
        for text in ("1e-300", "0.0009", "-1", "nan", *(() if may_be_0 else ("0",))):
            assert faults(**{name: text}) == [f"COATCHECK_{name}: {wanted}"]
        assert getattr(parse({PREFIX + name: "0" if may_be_0 else "0.001"}), name.lower()) < 0.01


def test_all_faults_are_listed_at_once() -> None:
    lines = faults(PORT="many", PROT="1", SECRET_KEY="short", BUS="kafka")
    assert [line.split(":")[0] for line in lines] == [
        "COATCHECK_PORT",
        "COATCHECK_PROT",
        "COATCHECK_SECRET_KEY",
        "COATCHECK_BUS",
    ]


def test_plugins_get_their_settings_untouched() -> None:
    assert parse({"COATCHECK_PLUGIN_SHOP_KEY": " a,b "}).plugins == {"SHOP_KEY": " a,b "}


def test_secrets_are_never_printed() -> None:
    secret = "https://" + "s3cret-" * 5  # one of them is an address
    secrets = {row.variable: secret for row in rows() if row.secret and row.name != "plugins"}
    settings = parse({**secrets, "COATCHECK_PLUGIN_SHOP_KEY": secret, "COATCHECK_BRAND": "Shown"})
    assert len(secrets) >= 7
    assert "s3cret" not in repr(settings)
    assert "brand=Shown" in repr(settings)


def test_a_value_is_shown_as_one_would_write_it() -> None:
    shown = {row.name: row.shown(row.default) for row in rows()}
    assert (shown["countries"], shown["telegram_pin"], shown["senders"]) == ("US,CA", "false", "32")
    assert (shown["public_url"], shown["iap_admins"], shown["plugins"]) == ("", "", "")


def test_what_sounds_like_a_secret_is_one() -> None:
    telling = ("token", "secret", "password", "keys")
    assert [row.name for row in rows() if not row.secret and row.name.endswith(telling)] == []


# The file and the environment


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_the_environment_wins_over_the_file(env_file: Path) -> None:
    env_file.write_text("COATCHECK_PORT=9000\nCOATCHECK_BRAND='Cloak Room' # ours\nOTHER=1\n")
    settings = read_settings({"COATCHECK_PORT": "9001"}, env_file)
    assert (settings.port, settings.brand) == (9001, "Cloak Room")


def test_a_file_beside_the_command_is_read_without_being_named(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(env_file.parent)
    assert read_settings({}).port == 8080
    env_file.write_text("COATCHECK_PORT=9000\n")
    assert read_settings({}).port == 9000


def test_cloud_runs_port_counts_where_ours_is_not_set() -> None:
    assert read_settings({"PORT": "9000"}).port == 9000
    assert read_settings({"PORT": "9000", "COATCHECK_PORT": "9001"}).port == 9001


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"COATCHECK_PORT=9000\nthis is no setting\n", "line 2: this is no setting"),
        (b"COATCHECK_BRAND='never closed\n", "line 1: this is no setting"),
        (b"\xff\xfe\x00", "can't be read"),
    ],
)
def test_a_file_that_is_no_settings_file_is_refused(env_file: Path, content: bytes, fault: str) -> None:
    env_file.write_bytes(content)
    with pytest.raises(Invalid, match=fault):
        read_settings({}, env_file)


def test_a_named_file_must_be_there(env_file: Path) -> None:
    with pytest.raises(Invalid, match="There is no settings file"):
        read_settings({}, env_file)


# What is computed


def test_the_public_address_has_no_slash_at_the_end() -> None:
    assert parse({"COATCHECK_PUBLIC_URL": "https://coats.example/"}).site == "https://coats.example"


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_site_that_listens_everywhere_is_shown_at_an_address_that_can_be_called(host: str) -> None:
    assert parse({"COATCHECK_HOST": host, "COATCHECK_PORT": "9090"}).site == "http://localhost:9090"


def test_the_operators_address_and_the_quiet_hours_are_taken_apart() -> None:
    settings = parse({"COATCHECK_OPERATOR": "email:ann@example.org", "COATCHECK_QUIET_FROM": "22:30"})
    assert (settings.operator_address.channel, settings.operator_address.address) == ("email", "ann@example.org")
    assert settings.quiet_hours == (time(22, 30), time(8))
    assert settings.has_quiet_hours


def test_channels_that_there_are_not_are_told_with_all_other_faults() -> None:
    with pytest.raises(Invalid) as refused:
        read_settings(
            {"COATCHECK_CHANNELS": "sms,discrod", "COATCHECK_QUIET_FROM": "9pm"}, no_channel=channels.no_channel
        )
    told = str(refused.value)
    assert "COATCHECK_CHANNELS: there is no channel 'discrod'. Did you mean discord?" in told
    assert "COATCHECK_QUIET_FROM: write a time like 21:00" in told
    assert "'sms'" not in told


def test_every_address_of_the_web_is_looked_at() -> None:
    others = {"smtp_url"}  # its channel looks at it
    named = {row.name for row in rows() if row.name.endswith("_url") or str(row.default).startswith("https://")}
    assert named - others <= set(ADDRESSES)
