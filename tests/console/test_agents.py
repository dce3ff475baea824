"""`coatcheck agents`, and what `coatcheck agent` says before it works."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from coatcheck.model import Health, Sight
from coatcheck.watching.agents import pair
from console.demo.shop import Shop
from poller.agent import Key, keep
from tests.console.terminal import Terminal, add
from tests.stores import open_sqlite


def test_the_operator_pairs_lists_and_revokes_agents_and_sends_a_watch_to_them(terminal: Terminal, shop: Shop) -> None:
    terminal.environment["COATCHECK_ALLOW_HOSTS"] = "127.0.0.1"
    slug = add(terminal, shop)
    assert "No agent is paired" in terminal.run("agents", "list").output
    printed = terminal.run("agents", "pair", "home").output
    (code,) = re.findall(r"--pair (\S+)", printed)
    assert "waits to be paired" in terminal.run("agents", "list").output
    store = open_sqlite(terminal.folder / "shop.db")
    agent = pair(store, "k" * 40, code, datetime.now(UTC))
    watch = store.watches()[0]
    seen = Sight(datetime.now(UTC), Health.HEALTHY, None, 4, 1)
    store.put_agent(replace(agent, sights={watch.id: seen}))
    store.close()
    assert f"{slug}: 1 of 4 can be had, 0 s ago" in terminal.run("agents", "list").output
    assert "home, heard 0 s ago" in terminal.run("status").output
    assert terminal.json("agents", "list")[0]["sights"][watch.id]["listed"] == 4
    refused = terminal.run("agents", "watch", slug, "moon")
    assert (refused.exit_code, "write here, agent, agent or here" in refused.output) == (2, True)
    assert "page on a private network" in terminal.run("agents", "watch", slug, "agent").output
    assert "home is revoked." in terminal.run("agents", "revoke", "home").output
    assert "There is no agent 'home'" in terminal.run("agents", "revoke", "home").output


def test_a_page_that_refuses_this_server_is_watched_without_a_look_from_here(terminal: Terminal) -> None:
    page = ("agents", "add", "https://shop.example/products/coat", "--source", "shopify")
    assert "shop.example is watched every 60 s" in terminal.run(*page).output
    assert "watched already" in terminal.run(*page).output
    assert "no source 'nonsense'" in terminal.run(*page[:2], "https://shop.example/b", "--source", "nonsense").output
    (watch,) = json.loads(terminal.run("watch", "export").stdout)
    assert (watch["source"], watch["look_from"], watch["agree"]) == ("shopify", "agent", 1)


def test_an_agent_says_what_it_needs(terminal: Terminal, tmp_path: Path) -> None:
    key = ("--key", str(tmp_path / "agent.json"))
    assert "not paired yet" in terminal.run("agent", *key).output
    assert "which server" in terminal.run("agent", *key, "--pair", "x").output
    assert "with https://" in terminal.run("agent", *key, "--pair", "x", "--server", "http://shop.example").output
    keep(Key("https://one.example", "id", "home", "whsec_x"), tmp_path / "agent.json")
    assert (tmp_path / "agent.json").stat().st_mode & 0o077 == 0
    assert "paired with https://one.example" in terminal.run("agent", *key, "--server", "https://two.example").output
    (tmp_path / "agent.json").write_text("{")
    refused = terminal.run("agent", *key)
    assert (refused.exit_code, "no agent's key" in refused.output) == (2, True)
