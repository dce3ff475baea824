"""`coatcheck apply` and `export`, and other programs' lists, as they are typed."""

import json
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from coatcheck.errors import Invalid
from coatcheck.watching import importing
from coatcheck.watching.importing import changedetection
from console.demo.shop import Shop
from tests.console.terminal import Terminal, add

UUID = "01234567-89ab-cdef-0123-456789abcdef"


def saved(terminal: Terminal, words: str, name: str = "watches.yaml") -> str:
    file = terminal.folder / name
    file.write_text(words)
    return str(file)


def test_a_file_is_applied_after_its_plan_was_shown(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    file = saved(terminal, terminal.run("export").stdout)
    assert "as they should be: 1." in terminal.run("apply", file).stdout
    file = saved(terminal, f"- url: {shop.page()}\n  interval: 300\n  tags: [coats]\n  allow_private: true\n")
    shown = terminal.run("apply", file, "--plan")
    assert f"~ {slug}\n    tags: (none) -> coats\n    interval: 60 -> 300\n" in shown.stdout
    assert terminal.run("apply", file, input="n\n").exit_code == 1
    assert terminal.json("watch", "list")[0]["interval"] == 60
    done = terminal.run("apply", file, input="y\n")
    assert "Watches added: 0, changed: 1, removed: 0." in done.stdout
    assert terminal.json("watch", "list")[0]["interval"] == 300
    piped = terminal.run("apply", "-", "--prune", "--yes", input="[]")
    assert f"- {slug}: 0 subscriptions wait for it" in piped.stdout
    assert terminal.json("watch", "list") == []


def test_a_page_whose_source_is_not_given_is_looked_at(terminal: Terminal, shop: Shop) -> None:
    private = saved(terminal, f"- url: {shop.page()}\n")
    assert "private network" in terminal.run("apply", private, "--yes").stderr
    file = saved(terminal, f"- url: {shop.page()}\n  allow_private: true\n")
    assert terminal.run("apply", file, "--yes").exit_code == 0
    (watch,) = terminal.json("watch", "list")
    assert (watch["source"], watch["title"]) == ("shopify", "Harbor jacket")
    assert "as they should be: 1." in terminal.run("apply", file).stdout
    nowhere = saved(
        terminal, f"- url: {shop.page()}\n  allow_private: true\n- url: http://127.0.0.1:9/x\n  allow_private: true\n"
    )
    refused = terminal.run("apply", nowhere, "--yes")
    assert (refused.exit_code, "watch 2, line 3: " in refused.stderr) == (2, True)


def test_a_list_of_addresses_is_taken_over_with_a_word_on_the_rest(terminal: Terminal, shop: Shop) -> None:
    terminal.environment["COATCHECK_ALLOW_HOSTS"] = "127.0.0.1"
    words = f"# mine\n\n{shop.page()} Our jacket\nshop.example/coat\nhttp://127.0.0.1:9/gone\n"
    file = saved(terminal, words, "list.txt")
    result = terminal.run("watch", "import", file, "--from", "addresses", "--yes")
    assert "! line 4: 'shop.example/coat' is not the address of a web page" in result.stdout
    assert "! line 5: " in result.stdout
    assert [watch["title"] for watch in terminal.json("watch", "list")] == ["Our jacket"]
    again = terminal.run("watch", "import", file, "--from", "addresses")
    assert "Watched already: 1." in again.stdout
    assert again.exit_code == 0


def imported(program: str, content: bytes) -> tuple[list[object], list[str]]:
    found = importing.imported(program, BytesIO(content))
    return [each.entry for each in found.entries], list(found.left)


def test_jobs_of_urlwatch_are_taken_over_with_what_can_be() -> None:
    jobs = b"""
url: https://shop.example/coat
name: Coat
tags: [coats]
filter:
  - css: {selector: p.stock}
  - html2text
  - grep: in stock
headers: {X-A: b}
---
navigate: https://shop.example/boots
enabled: false
filter: element-by-id: stock
---
command: uptime
---
kind: url
url: https://shop.example/hat
filter: [xpath: //p]
""".replace(b"filter: element-by-id: stock", b"filter: [element-by-id: stock]")
    (coat, boots, hat), left = imported("urlwatch", jobs)
    assert (coat.title, coat.tags, coat.options) == ("Coat", ("coats",), {"selector": "p.stock"})  # type: ignore[attr-defined]
    assert (boots.options, boots.active) == ({"fetch": "browser", "selector": "#stock"}, False)  # type: ignore[attr-defined]
    assert hat.options == {}  # type: ignore[attr-defined]
    assert [line.partition(": ")[2] for line in left] == [
        "the filter grep is not taken over: the page is read without it.",
        "headers is not taken over.",
        "it runs a command: only pages are watched.",
        "the filter xpath is not taken over: the page is read without it.",
    ]


def backup(files: dict[str, object], compression: int = ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as zip:
        for name, content in files.items():
            zip.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return packed.getvalue()


def test_a_backup_of_an_older_changedetection_is_taken_over() -> None:
    tag, settings = {"title": "Coats"}, {"requests": {"time_between_check": {"hours": 1, "minutes": None}}}
    coat: dict[str, object] = {
        "url": "https://shop.example/coat",
        "title": "Coat",
        "tags": [UUID],
        "paused": True,
        "headers": {"A": "b"},
        "include_filters": ["p.stock", "xpath://p"],
        "trigger_text": ["In stock", "/x+/"],
        "fetch_backend": "html_webdriver",
        "time_between_check": {"seconds": 2},
        "text_should_not_be_present": ["Sold out"],
        "something_new": 5,
    }
    boots: dict[str, object] = {
        "url": "https://shop.example/boots",
        "processor": "restock_diff",
        "restock_settings": {"price_change_min": 20},
    }
    boots |= {"time_between_check_use_default": True, "time_between_check": {"weeks": 3, "days": None}}
    old = {
        "watching": {"a": coat, "b": boots, "c": {"url": ""}},
        "settings": {**settings, "application": {"tags": {UUID: tag}}},
    }
    (first, second), left = imported("changedetection", backup({"url-watches.json": old}))
    words = {"in_stock": "In stock", "out_of_stock": "Sold out"}
    assert first.options == {"fetch": "browser", "selector": "p.stock", **words}  # type: ignore[attr-defined]
    assert (first.interval, first.active, first.tags) == (5, False, ("Coats",))  # type: ignore[attr-defined]
    assert (second.interval, second.options) == (3600, {})  # type: ignore[attr-defined]
    said = "\n".join(left)
    for what in (
        "headers",
        "something_new",
        "xpath://p",
        "/x+/",
        "every 5 s, not every 2 s",
        "restock_settings",
        "no address",
    ):
        assert what in said
    assert len(left) == 7


def test_a_backup_that_is_made_to_do_harm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = backup({f"{UUID}/watch.json": b'{"url": "' + b"a" * 6_000_000 + b'"}'})
    assert len(bomb) < 20_000
    broken = bytearray(backup({"changedetection.json": {}}))
    broken[20:40] = bytes(20)
    for content, says in (
        (bomb, "too large"),
        (backup({f"{UUID}/watch.json": {"url": "https://shop.example/a"}}, ZIP_BZIP2), "packed in a way"),
        (backup({f"{UUID}/watch.json": {"url": "https://shop.example/a"}}, ZIP_LZMA), "packed in a way"),
        (backup({"../../etc/passwd": b"x"}), "leads out of it"),
        (backup({"/etc/passwd": b"x"}), "leads out of it"),
        (backup({f"{UUID}/watch.json": b"[" * 100_000}), "not what changedetection.io writes"),
        (backup({"notes.txt": b"x"}), "it has none of its files"),
        (b"PK\x03\x04 nothing", "can't be read"),
        (b"", "can't be read"),
        (bytes(broken), "none of its files|can.t be read"),
    ):
        with pytest.raises(Invalid, match=says):
            imported("changedetection", content)
    monkeypatch.setattr(changedetection, "LARGEST", 1000)
    with pytest.raises(Invalid, match="too large"):
        imported("changedetection", backup({f"{n:08}{UUID[8:]}/watch.json": {"url": "x" * 400} for n in range(9)}))


@pytest.mark.parametrize("key", ["tags", "time_between_check"])
@pytest.mark.parametrize("value", [5, "x", {"weeks": "9" * 5000}, {"weeks": 10**4000}, {"weeks": [1] * 20}])
def test_what_a_backup_says_oddly_of_a_watch_is_left_with_a_word(key: str, value: object) -> None:
    watch = {"url": "https://shop.example/a", "title": "A", key: value}
    (entry,), left = imported("changedetection", backup({f"{UUID}/watch.json": watch}))
    assert (entry.tags, entry.interval) == ((), changedetection.USUAL_INTERVAL)  # type: ignore[attr-defined]
    assert left == [f"watch 1, A: the {key} can't be read."]
