"""One machine: site, clock, poller and notifier in one process."""

import os
import re
import signal
import socket
import subprocess
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from msgspec.structs import replace

from coatcheck.config import Settings, parse
from coatcheck.errors import Invalid
from coatcheck.model import ANY, WAITING, ChannelAddress, Consent, ConsentKind, Health, Watch
from coatcheck.people import membership
from coatcheck.store import open_store
from coatcheck.watching.canary.keeping import address as canary_address
from coatcheck.watching.catalogue import add_watch
from console.clock import slot_of
from console.demo.messages import NUMBER
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.demo.world import environment
from console.serving import Server, free_port
from console.up import Machine
from tests.chromium import require_chromium
from tests.processes import COATCHECK, started
from tests.waiting import until


def machine(phone: Phone, folder: Path) -> "closing[Machine]":
    return closing(Machine(parse(environment(phone, folder / "machine.db", free_port()))))


def watched(machine: Machine, shop: Shop) -> Watch:
    """The shop's product, looked at once."""
    now = datetime.now(UTC)
    watch = Watch("", shop.page(), "shopify", now, now, interval=5, allow_private=True)
    watch = add_watch(machine.services.store, watch)
    until(lambda: bool(machine.services.store.states([watch.id])), 60)
    return watch


def join(machine: Machine, watch: Watch) -> None:
    """Let the demo's number wait for any size."""
    services = machine.services
    person = membership.subscriber_at(
        services.store, services.secret_key, ChannelAddress("sms", NUMBER), services.clock.now()
    )
    membership.join(services.store, person, watch.id, [ANY], Consent(services.clock.now(), ConsentKind.OPT_IN, "test"))


def test_two_machines_on_one_database_tell_once(shop: Shop, phone: Phone, tmp_path: Path) -> None:
    with machine(phone, tmp_path) as first, machine(phone, tmp_path) as second:
        watch = watched(first, shop)
        join(second, watch)
        shop.put("M", True)
        assert phone.wait_for(lambda text: " M " in text.body, 60)
        until(lambda: not WAITING & set(first.services.store.delivery_counts()), 60)
        shop.wait_for_looks(1, 60)
    assert len(phone.texts(NUMBER)) == 1


@pytest.mark.parametrize(
    ("answers", "health"), [("error", Health.UNREACHABLE), ("captcha", Health.BLOCKED), ("empty", Health.UNREADABLE)]
)
def test_a_shop_that_fails_changes_nothing_and_tells_nobody(
    shop: Shop, phone: Phone, tmp_path: Path, answers: str, health: Health
) -> None:
    with machine(phone, tmp_path) as house:
        watch = watched(house, shop)
        join(house, watch)
        shop.answers = answers
        store = house.services.store
        until(lambda: store.states([watch.id])[watch.id].failures > 0, 60)
        state = store.states([watch.id])[watch.id]
    assert state.health is health
    assert [variant.in_stock for variant in state.variants] == [False] * 4
    assert phone.texts() == []


def test_the_site_answers_and_says_how_it_goes(shop: Shop, phone: Phone, tmp_path: Path) -> None:
    with machine(phone, tmp_path) as house:
        watched(house, shop)
        assert requests.get(f"{house.url}/healthz", timeout=5).status_code == 200
        status = requests.get(f"{house.url}/status.json", timeout=5).json()
    assert status["health"] == {"healthy": 1}


def test_a_port_in_use_is_named_with_what_to_do(phone: Phone, tmp_path: Path) -> None:
    with machine(phone, tmp_path) as house:
        settings = replace(house.services.settings, store=f"sqlite:///{tmp_path / 'other.db'}")
        with pytest.raises(Invalid, match="COATCHECK_PORT"):
            Machine(settings)


def test_an_address_that_is_not_this_machines_is_named_with_what_to_do(tmp_path: Path) -> None:
    settings = parse({"COATCHECK_STORE": f"sqlite:///{tmp_path / 'machine.db'}", "COATCHECK_HOST": "192.0.2.1"})
    with pytest.raises(Invalid, match="COATCHECK_HOST"):
        Machine(settings)


def test_channels_that_cannot_be_used_are_all_named_at_the_start(tmp_path: Path) -> None:
    settings = parse(
        {
            "COATCHECK_STORE": f"sqlite:///{tmp_path / 'machine.db'}",
            "COATCHECK_CHANNELS": "fax,sms",
            "COATCHECK_OPERATOR": "pigeon:ann",
        }
    )
    with pytest.raises(Invalid) as refused:
        Machine(settings)
    assert [word in str(refused.value) for word in ("'fax'", "COATCHECK_TWILIO_ACCOUNT_SID", "'pigeon'")] == [True] * 3


@pytest.mark.parametrize(
    ("variable", "value"), [("COATCHECK_STORE", "firestore://project"), ("COATCHECK_BUS", "pubsub://project")]
)
def test_one_machine_takes_nothing_of_the_cloud(variable: str, value: str) -> None:
    with pytest.raises(Invalid, match=variable):
        Machine(parse({variable: value}))


def test_sigterm_ends_it_in_order_and_only_the_first_start_prints_the_way_in(phone: Phone, tmp_path: Path) -> None:
    variables = {**os.environ, **environment(phone, tmp_path / "machine.db", free_port())}
    first, second = up(variables, tmp_path), up(variables, tmp_path)
    assert re.fullmatch("Admin: http://.*/admin/enter/.+", first[1])
    assert re.fullmatch("Admin: http://.*/admin/", second[1])
    assert "`coatcheck admin-link`" in first[2]
    assert "`coatcheck admin-link`" in second[2]


def test_sigterm_ends_it_whatever_does_not_come_back(phone: Phone, tmp_path: Path) -> None:
    require_chromium()  # with it comes what the browser's driver needs
    variables = environment(phone, tmp_path / "machine.db", free_port())
    with socket.create_server(("127.0.0.1", 0)) as silent, closing(open_store(variables["COATCHECK_STORE"])) as store:
        browser = f"http://127.0.0.1:{silent.getsockname()[1]}"
        now = datetime.now(UTC)
        watch = Watch("", "https://shop.example/p", "page", now, now, interval=5, options={"fetch": "browser"})
        add_watch(store, watch)
        with started(*COATCHECK, "up", env={**os.environ, **variables, "COATCHECK_BROWSER": browser}) as process:
            silent.settimeout(60)
            asking, _ = silent.accept()  # the browser is begun: it is asked for its version, and says nothing for ever
            assert asking.recv(4) == b"GET "
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        with asking:
            asking.setblocking(False)
            while said := read_now(asking):
                pass
    assert said is None  # the browser is still waited for by whoever asked, and was not by us


def read_now(connection: socket.socket) -> bytes | None:
    """Read what came; None where there is nothing yet, b"" where the connection was closed."""
    with suppress(BlockingIOError):
        return connection.recv(65_536)
    return None


def up(variables: dict[str, str], folder: Path) -> list[str]:
    """Start it as a process, and end it as an operating system does; the lines that it began with."""
    with started(*COATCHECK, "up", env=variables, cwd=folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert "is up" in lines[0]
    return lines


def test_a_proxy_is_believed_by_the_site_and_not_by_the_server() -> None:
    def app(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [environ.get("HTTP_X_FORWARDED_FOR", "nobody").encode()]

    with ExitStack() as stack:
        server = stack.enter_context(closing(Server(app)))
        answer = requests.get(server.url, headers={"X-Forwarded-For": "203.0.113.9"}, timeout=5)
    assert answer.text == "203.0.113.9"


@pytest.mark.parametrize("host", ["::", "::1", "0.0.0.0", "127.0.0.1"])
def test_a_site_that_listens_anywhere_is_reached_where_it_says(host: str) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")

    def app(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"here"]

    port = free_port()
    settings = Settings(host=host, port=port)
    reached = {settings.site, canary_address(settings, "k" * 32).partition("/canary")[0]}
    if host == "::":  # all of a machine's addresses
        reached |= {f"http://127.0.0.1:{port}", f"http://[::1]:{port}"}
    with closing(Server(app, host, port)):
        assert {requests.get(url, timeout=5).text for url in reached} == {"here"}


def test_ticks_fall_on_the_same_moments_everywhere() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    slots = {slot_of(noon + timedelta(seconds=seconds), 5) for seconds in (0, 0.1, 4.999)}
    assert slots == {noon}
    assert slot_of(noon + timedelta(seconds=5), 5) == noon + timedelta(seconds=5)
