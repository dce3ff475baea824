"""The channel that the documentation shows how to write, installed as a package of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from coatcheck.channels import names, open_channel, sign_up
from coatcheck.config import Settings
from coatcheck.errors import Invalid, Rejected, Scope
from coatcheck.ports import Channel, Note
from tests.fakes.installing import install
from tests.fakes.serving import served
from tests.places import ROOT

GUIDE = ROOT / "docs" / "channels.md"
ROOM = "!abc:example.org"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide's module as an installed package with an entry point."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    (tmp_path / "matrix_channel.py").write_text(code)
    install(tmp_path, monkeypatch, "coatcheck.channels", "matrix", "matrix_channel:Matrix")


@pytest.fixture
def rooms() -> dict[str, str]:
    """What arrived, by transaction."""
    return {}


@pytest.fixture
def base(rooms: dict[str, str]) -> Iterator[str]:
    async def put(request: web.Request) -> web.Response:
        if request.headers["Authorization"] != "Bearer token":
            return web.json_response({}, status=401)
        rooms[request.match_info["transaction"]] = (await request.json())["body"]
        return web.json_response({"event_id": "$1"})

    app = web.Application()
    app.router.add_put("/_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}", put)
    with served(app) as base:
        yield base


def matrix(base: str, token: str = "token") -> Channel:
    plugins = {"MATRIX_SERVER": base, "MATRIX_TOKEN": token}
    return open_channel("matrix", Settings(plugins=plugins), lambda: pytest.fail("nothing is fetched here"))


@pytest.mark.usefixtures("installed")
def test_the_guides_channel_sends(base: str, rooms: dict[str, str]) -> None:
    assert "matrix" in names()
    channel = matrix(base)
    for _ in range(2):
        channel.send(channel.normalize(f" {ROOM} "), Note(text="M is back", reference="jacket-1.ann"))
    assert rooms == {"jacket-1.ann": "M is back"}


@pytest.mark.usefixtures("installed")
def test_the_guides_channel_refuses_as_all_channels_do(base: str) -> None:
    with pytest.raises(Rejected) as caught:
        matrix(base, token="wrong").send(ROOM, Note(text="M is back"))
    assert caught.value.scope is Scope.ACCOUNT
    with pytest.raises(Invalid, match="Matrix room"):
        matrix(base).normalize("general")
    with pytest.raises(Invalid, match="COATCHECK_PLUGIN_MATRIX_SERVER"):
        open_channel("matrix", Settings(), lambda: pytest.fail("nothing is fetched here"))


@pytest.mark.usefixtures("installed")
def test_visitors_may_choose_the_guides_channel() -> None:
    assert sign_up("matrix").label == "Matrix room"


def test_a_module_with_a_function_that_opens_is_a_channel_of_the_operators(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "printer_channel.py").write_text(
        "from coatcheck.channels.console import Console\nopen = Console.open\n"
    )
    install(tmp_path, monkeypatch, "coatcheck.channels", "printer", "printer_channel")
    assert open_channel("printer", Settings(), lambda: pytest.fail("nothing is fetched here")).check()
    assert sign_up("printer") is None
