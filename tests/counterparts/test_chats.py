"""Discord, Slack, ntfy and WhatsApp by their documented forms, each through the whole pipeline; all four are stand-ins."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.counterparts.house import House
from tests.fakes import chats, twilio
from tests.fakes.serving import served

ANN = "+14155550142"


@contextmanager
def discord() -> Iterator[tuple[dict[str, str], str, list[object]]]:
    fake = chats.Discord()
    with served(fake.app()) as base:
        yield {"COATCHECK_DISCORD_API_URL": base}, f"{base}/api/webhooks/1/good", fake.taken  # type: ignore[misc]


@contextmanager
def slack() -> Iterator[tuple[dict[str, str], str, list[object]]]:
    fake = chats.Slack()
    with served(fake.app()) as base:
        yield {"COATCHECK_SLACK_API_URL": base}, f"{base}/services/T0/B0/good", fake.taken  # type: ignore[misc]


@contextmanager
def ntfy() -> Iterator[tuple[dict[str, str], str, list[object]]]:
    fake = chats.Ntfy()
    with served(fake.app()) as base:
        yield {"COATCHECK_NTFY_URL": base, "COATCHECK_NTFY_TOKEN": chats.TOKEN}, "coats-7hK2q", fake.taken  # type: ignore[misc]


@contextmanager
def whatsapp() -> Iterator[tuple[dict[str, str], str, list[object]]]:
    fake = twilio.Twilio()
    with served(fake.app()) as base:
        account = {f"COATCHECK_{name.upper()}": text for name, text in twilio.Control(base).settings().items()}
        account |= {"COATCHECK_WHATSAPP_FROM": twilio.SENDER, "COATCHECK_WHATSAPP_TEMPLATE": "HX" + "b" * 32}
        yield account, ANN, fake.accepted  # type: ignore[misc]


@pytest.mark.parametrize("chat", [discord, slack, ntfy, whatsapp])
def test_a_restock_is_told_once(chat: object, tmp_path: Path) -> None:
    name = chat.__name__  # type: ignore[attr-defined]
    with chat() as (settings, address, taken), House(tmp_path, {"COATCHECK_CHANNELS": name, **settings}) as house:  # type: ignore[operator]
        house.run("subscribe", house.slug, name, address, "--size", "M", "--every")
        for times in (1, 2):
            house.restock()
            house.pass_time(minutes=40)
            assert len(taken) == times
            house.sell_out()
        assert set(house.deliveries()) <= {"sent", "delivered"}
        exported = house.run("person", "export", name, address)
    assert address.rpartition("/")[2] not in house.run("person", "erase", name, address, "--yes")
    assert exported
