"""`coatcheck mcp`, used by the official client of the Model Context Protocol: https://modelcontextprotocol.io"""

import json
import os
import re
import subprocess
from contextlib import AbstractContextManager, closing
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import requests

from console.demo.shop import Shop
from console.serving import free_port
from tests.console.terminal import Terminal
from tests.counterparts.installed import installed, running
from tests.fakes.mail import mailbox
from tests.places import ROOT
from tests.processes import started
from tests.waiting import until

ANN = "ann@example.org"
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
READING = ["look", "list_watches", "history", "why"]


def surroundings(terminal: Terminal) -> dict[str, str]:
    """The extra's environment has all that we need, and the code is here: what is missing is our own name and version."""
    (about_us,) = Path(str(distribution("coatcheck").locate_file(""))).glob("coatcheck-*.dist-info")
    if not (link := terminal.folder / about_us.name).exists():
        link.symlink_to(about_us)
    return {**os.environ, **terminal.environment, "PYTHONPATH": f"{ROOT}{os.pathsep}{terminal.folder}"}


def assistant(terminal: Terminal, *words: str) -> AbstractContextManager[subprocess.Popen[str]]:
    """An assistant at work; it ends with us."""
    program: list[str | Path] = [installed("extras"), ROOT / "tests/counterparts/extras/assistant.py", *words]
    return started(*program, env=surroundings(terminal), stdout=subprocess.PIPE)


def end(assistant: subprocess.Popen[str]) -> Any:
    """What the assistant got, when it is done."""
    output, _ = assistant.communicate(timeout=60)
    assert assistant.returncode == 0
    return json.loads(output)


def test_an_assistant_uses_each_tool_and_the_code_goes_to_the_person(tmp_path: Path) -> None:
    terminal, code = Terminal(tmp_path), tmp_path / "code"
    with mailbox() as box, closing(Shop()) as shop:
        shop.put("M", True)
        terminal.environment |= {
            "COATCHECK_ALLOW_HOSTS": "127.0.0.1",
            "COATCHECK_CHANNELS": "email",
            "COATCHECK_SMTP_URL": f"smtp+plain://user:right@127.0.0.1:{box.port}",
            "COATCHECK_EMAIL_FROM": "alerts@coats.example.org",
        }
        with assistant(terminal, shop.page(), ANN, str(code)) as at_work:
            until(lambda: bool(box.mails) or at_work.poll() is not None, 60, "The code", every=0.1)
            assert at_work.poll() is None
            written = tmp_path / "written"
            mail = str(box.mails[0].get_body(("plain",)).get_content())
            written.write_text(re.search(r"^\d{6}", mail, re.MULTILINE)[0])
            written.rename(code)
            got = end(at_work)
        done = [each["did"] for each in terminal.json("audit")]
        (person,) = json.loads(terminal.run("person", "export", "email", ANN).stdout)
    assert done == ["signed somebody up", "added a watch"]
    sizes = {size["title"]: size["buyable"] for size in got["look"]["products"][0]["variants"]}
    assert sizes == {"S": False, "M": True, "L": False, "XL": False}
    assert (got["added"]["added"], got["added"]["watch"]["slug"], got["again"]["added"]) == (True, "jacket", False)
    assert "CoatCheck" in got["asked"]["ask_them_to_agree"]
    assert "ann" not in json.dumps(got["sent"])
    assert "metadata address" in got["inside"]
    assert "Nothing is watched yet" in got["lost"]
    assert "code" in got["guessed"]
    assert got["joined"] == {"signed_up": True, "sizes": ["*"]}
    assert [watch["title"] for watch in got["list"]["watches"]] == ["Jacket"]
    assert got["history"]["url"] == shop.page()
    assert {each["method"] for each in person["subscriber"]["consents"]} == {"assistant"}
    assert got["tools"] == dict.fromkeys(READING, True) | dict.fromkeys(("add_watch", "sign_up", "enter_code"), False)
    assert got["why"]["watches"][0]["lines"][-1]["says"] == "Signed up."


def test_by_http_each_tool_takes_a_key_with_its_scope(tmp_path: Path) -> None:
    terminal, port = Terminal(tmp_path), free_port()
    terminal.environment |= {"COATCHECK_ALLOW_HOSTS": "127.0.0.1", "COATCHECK_API_REQUESTS_PER_MINUTE": "60"}
    url = f"http://127.0.0.1:{port}/mcp"
    serve: list[str | Path] = [
        installed("extras"),
        "-c",
        "from console.cli import main; main()",
        "mcp",
        "--http",
        str(port),
    ]
    with closing(Shop()) as shop:
        terminal.run("team", "add", "north")
        terminal.run("watch", "add", shop.page(), "--title", "Jacket", "--yes", "--team", "north")
        token, other = (
            terminal.run("key", "add", "desk", "--may", "read", "--team", team).stdout.splitlines()[-1]
            for team in ("north", "")
        )
        with running(serve, lambda: asked(url).status_code == 401, tmp_path, surroundings(terminal)):
            assert asked(url, "cc_0123456789ab_" + "0" * 64).status_code == 401
            assert asked(url, token, Host="evil.example").status_code == 421
            terminal.environment["ASSISTANT_KEY"] = token
            with assistant(terminal, shop.page(), ANN, "-", url) as at_work:
                got = end(at_work)
            assert [called(url, key)["found"] for key in (token, other)] == [1, 0]  # each sees its own team's
            guesses = [asked(url, "cc_0123456789ab_" + "0" * 64).status_code for _ in range(10)]
            assert guesses == [401] * 9 + [429]  # with the one before
            assert asked(url, token).status_code == 200
            assert 429 in (asked(url, token).status_code for _ in range(130))
    assert [watch["title"] for watch in got["list"]["watches"]] == ["Jacket"]
    assert got["history"]["url"] == shop.page()
    assert got["tools"] == dict.fromkeys(READING, True)  # it was not allowed to change anything
    assert "no watch 'no-such-watch'" in got["lost"]
    assert "add_watch" in got["added"]
    for tool, scope in (("look", "watches"), ("why", "people")):
        assert f"takes one with the scope {scope}" in got[tool]


def called(url: str, token: str) -> Any:
    """What `list_watches` answers to this key."""
    params = {"name": "list_watches", "arguments": {}}
    return asked(url, token, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).json()["result"][
        "structuredContent"
    ]


def asked(url: str, token: str = "", body: object = PING, **headers: str) -> requests.Response:
    """What the server says to somebody who asks by hand."""
    given = {"Accept": "application/json, text/event-stream", **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        return requests.post(url, json=body, headers={**given, **headers}, timeout=10)
    except requests.ConnectionError:
        return requests.Response()  # not yet
