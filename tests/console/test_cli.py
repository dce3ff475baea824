"""The operator's command, against a real database, the demo's shop and its phone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from console.demo.shop import Shop
from console.output import plain
from tests.console.terminal import Terminal, add
from tests.fakes.serving import served, showing


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


def test_what_every_source_says_is_said_once(terminal: Terminal, shop: Shop) -> None:
    address = shop.page()
    shop.close()
    assert terminal.run("watch", "test", address).stdout.count("takes no connection") == 1


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


UNSURE = '<h1>Coat</h1><script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"price": "9"}}</script>'


def test_a_page_whose_every_state_is_unknown_exits_4(terminal: Terminal) -> None:
    file = terminal.folder / "coat.html"
    file.write_text(UNSURE)
    result = terminal.run("watch", "test", str(file))
    assert (result.exit_code, "Unknown" in result.stdout) == (4, True)
    assert terminal.run("watch", "test", str(file), "--json").exit_code == 4
    file.write_text(UNSURE.replace('"9"', '"9", "availability": "https://schema.org/InStock"'))
    assert terminal.run("watch", "test", str(file)).exit_code == 0


# Watching


@pytest.fixture
def unsure() -> Iterator[str]:
    """The address of a page that tells no stock."""
    with served(showing("/coat", lambda: UNSURE)) as base:
        yield f"{base}/coat"


def test_a_page_that_can_never_say_in_stock_is_watched_by_those_only_who_want_it(
    terminal: Terminal, unsure: str
) -> None:
    asked = terminal.run("watch", "add", unsure, input="\n")
    assert 'it can never say "in stock"' in asked.stdout
    refused = terminal.run("watch", "add", unsure, "--yes")
    assert (refused.exit_code, "--anyway" in refused.stderr) == (2, True)
    assert terminal.json("watch", "list") == []
    assert terminal.run("watch", "add", unsure, "--yes", "--anyway").exit_code == 0
    assert [watch["url"] for watch in terminal.json("watch", "list")] == [unsure]


def test_nothing_is_watched_before_somebody_agrees(terminal: Terminal, shop: Shop) -> None:
    refused = terminal.run("watch", "add", shop.page(), input="yes\nn\n")
    assert "Harbor jacket" in refused.stdout
    assert terminal.json("watch", "list") == []
    terminal.run("watch", "add", shop.page(), "--every", "2m", input="y\ny\n")
    (watch,) = terminal.json("watch", "list")
    assert (watch["title"], watch["interval"], watch["allow_private"]) == ("Harbor jacket", 120, True)


@pytest.mark.parametrize(("typed", "kept"), [("yes", "yes"), ("c", "can't tell"), ("what?\nCan’t tell", "can't tell")])
def test_the_operator_is_asked_whether_it_is_true_and_the_answer_is_kept_with_its_evidence(
    terminal: Terminal, shop: Shop, typed: str, kept: str
) -> None:
    asked = terminal.run("watch", "add", shop.page(), input=f"{typed}\ny\n")
    assert "We read: S, M, L, XL sold out." in asked.stdout
    (watch,) = terminal.json("watch", "list")
    assert watch["agreement"]["answer"] == kept
    small = watch["agreement"]["read"][0]
    assert (small["title"], small["availability"], small["witnesses"][0]["name"]) == ("S", "OutOfStock", "shopify")


def test_what_the_operator_denies_is_not_watched(terminal: Terminal, shop: Shop) -> None:
    denied = terminal.run("watch", "add", shop.page(), input="no\n")
    assert denied.exit_code != 0
    assert terminal.json("watch", "list") == []


def test_who_can_not_be_asked_was_not_asked(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    assert terminal.json("watch", "list")[0]["agreement"]["answer"] == "not asked"


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


def test_a_watch_is_looked_at_when_the_operator_asks(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    assert "looked at with the next tick" in terminal.run("watch", "look", slug).stdout
    assert terminal.json("watch", "list")[0]["look_at"]
    terminal.run("watch", "pause", slug)
    assert "resume it" in terminal.run("watch", "look", slug).stderr


def test_an_unknown_watch_names_those_there_are(terminal: Terminal, shop: Shop) -> None:
    assert "coatcheck watch add" in terminal.run("watch", "pause", "hat").stderr
    slug = add(terminal, shop)
    assert slug in terminal.run("watch", "pause", "hat").stderr


def test_the_list_shows_health_and_stock(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    shop.put("L", True)
    terminal.look()
    shown = terminal.run("watch", "list").stdout
    assert " L " in shown
    assert f" {shop.url.removeprefix('http://')} " in shown
    (watch,) = terminal.json("watch", "list")
    assert [size["title"] for size in watch["state"]["variants"] if size["in_stock"]] == ["L"]


def test_the_list_tells_products_of_one_title_apart(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    url = "https://other.example/products/jacket"
    entry = {"url": url, "source": "shopify", "title": terminal.json("watch", "list")[0]["title"]}
    (terminal.folder / "watches.json").write_text(json.dumps([entry]))
    terminal.run("watch", "import", str(terminal.folder / "watches.json"))
    shown = terminal.run("watch", "list").stdout
    assert "Harbor jacket (127.0.0.1)" in shown
    assert "Harbor jacket (other.example)" in shown


def test_the_list_claims_no_stock_where_nobody_looks(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    shop.put("L", True)
    terminal.look()
    terminal.run("watch", "pause", slug)
    shown = terminal.run("watch", "list").stdout
    assert " L " not in shown
    assert " unknown " in shown


def test_a_table_cuts_nothing_off(terminal: Terminal, shop: Shop) -> None:
    terminal.run("watch", "add", shop.page(), "--yes", "--title", "Coat" * 50)
    assert "…" not in terminal.run("watch", "list").stdout


def test_the_status_notes_what_was_never_in_stock_and_calls_it_no_trouble(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    terminal.look()
    told = terminal.run("status")
    assert (
        told.exit_code,
        f"Never seen in stock yet: we can't promise that we will know it. ({slug})" in told.stdout,
    ) == (0, True)
    shop.put("L", True)
    terminal.run("watch", "look", slug)
    terminal.look()
    assert "Never seen" not in terminal.run("status").stdout


# Mistyping


def test_what_is_mistyped_is_answered_with_what_was_meant(terminal: Terminal, shop: Shop) -> None:
    slug = add(terminal, shop)
    for words, meant in (
        (("wach", "list"), "'watch'"),
        (("watch", "lst"), "'list'"),
        (("watch", "pause", f"{slug[:-1]}"), slug),
        (("watch", "add", "http://127.0.0.1:9/x", "--source", "shopfy"), "shopify"),
        (("send-test", "telegran", "42"), "telegram"),
    ):
        result = terminal.run(*words)
        assert (result.exit_code, f"Did you mean {meant}?" in result.output) == (2, True), result.output


def test_the_site_has_the_port_that_is_named(terminal: Terminal, shop: Shop) -> None:
    port = shop.url.rpartition(":")[2]
    taken = terminal.run("up", "--port", port)
    assert (taken.exit_code, f"port {port}: " in taken.output, "--port" in taken.output) == (2, True, True)


def test_the_operators_own_words_are_shown_with_their_segments(terminal: Terminal) -> None:
    assert "messages have our own words" in terminal.run("templates").stdout
    texting = {"COATCHECK_CHANNELS": "console,sms", "COATCHECK_TEMPLATES": str(terminal.folder)}
    terminal.environment |= texting
    (terminal.folder / "restock.sms.txt").write_text("{{ title }} {{ link }} {{ stop }}")
    assert "restock.sms as a text (1 segments):" in terminal.run("templates").stdout
    (terminal.folder / "restock.sms.txt").write_text("{{ title }}")
    refused = terminal.run("templates")
    assert (refused.exit_code, "The template restock.sms: It has no {{ link }}" in refused.output) == (2, True)


def test_the_shell_completes_commands(terminal: Terminal) -> None:
    asked = {"_COATCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "coatcheck watch ta", "COMP_CWORD": "2"}
    program = ["-c", "from console.cli import main; main(prog_name='coatcheck')"]
    environment = {**os.environ, **terminal.environment, **asked}
    done = subprocess.run([sys.executable, *program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "plain,tag\n"


# Moving the list


def test_what_was_exported_can_be_imported_elsewhere_and_only_once(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    file = terminal.folder / "watches.json"
    file.write_text(terminal.run("watch", "export").stdout)
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{terminal.folder / 'other.db'}"
    for added in (1, 0):
        said = terminal.run("watch", "import", str(file)).stdout
        assert f"Watches added: {added}, changed: 0, removed: 0.\nWatched already: {1 - added}.\n" in said
    assert [watch["url"] for watch in terminal.json("watch", "list")] == [shop.page()]


def test_tags_are_given_changed_and_taken_to_elsewhere(terminal: Terminal, shop: Shop) -> None:
    assert terminal.run("watch", "add", shop.page(), "--yes", "--tag", "Coats", "--tag", " for  winter ").exit_code == 0
    assert "has the tags: Rain, coats." in terminal.run("watch", "tag", shop.page(), "Rain", "coats", "COATS").stdout
    file = terminal.folder / "watches.json"
    file.write_text(terminal.run("watch", "export").stdout)
    assert terminal.run("watch", "tag", shop.page()).stdout.endswith("has the tags: none.\n")
    assert terminal.json("watch", "list")[0]["tags"] == []
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{terminal.folder / 'other.db'}"
    terminal.run("watch", "import", str(file))
    assert terminal.json("watch", "list")[0]["tags"] == ["Rain", "coats"]
    refused = terminal.run("watch", "tag", shop.page(), "a,b")
    assert (refused.exit_code, "no comma" in refused.stderr) == (2, True)


def test_an_import_keeps_the_order_of_the_file(terminal: Terminal) -> None:
    addresses = [f"https://shop.example/{number}" for number in range(20)]
    file = terminal.folder / "watches.json"
    file.write_text(json.dumps([{"url": address, "source": "page"} for address in addresses]))
    assert terminal.run("watch", "import", str(file)).exit_code == 0
    assert [watch["url"] for watch in json.loads(terminal.run("watch", "export").stdout)] == addresses


def test_every_fault_of_an_import_is_listed_and_nothing_is_added(terminal: Terminal) -> None:
    good = {"url": "https://shop.example/products/coat", "source": "shopify"}
    entries = [good, {**good, "interval": "x"}, {**good, "sise": "M"}, {"source": "shopify"}]
    file = terminal.folder / "watches.json"
    file.write_text(json.dumps(entries))
    result = terminal.run("watch", "import", str(file))
    assert result.exit_code == 2
    faults = [line.split(",")[0].strip() for line in result.stderr.splitlines()[1:]]
    assert faults == [f"watch {number}" for number in (2, 3, 4)]
    file.write_text(json.dumps([good, {**good, "interval": 1}, {**good, "source": "magic"}, good]))
    result = terminal.run("watch", "import", str(file))
    faults = [line.split(",")[0].strip() for line in result.stderr.splitlines()[1:]]
    assert (result.exit_code, faults) == (2, [f"watch {number}" for number in (2, 3, 4)])
    assert terminal.json("watch", "list") == []


def test_a_file_that_is_no_list_is_refused(terminal: Terminal) -> None:
    file = terminal.folder / "watches.json"
    file.write_text("watches:")
    assert "not a list of watches" in terminal.run("watch", "import", str(file)).stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--every", "1s"], "The interval is 5 seconds at the least"),
        (["--zone", "Paris"], "There is no time zone 'Paris'"),
        (["--title", "x" * 201], "A title has 200 characters"),
    ],
)
def test_what_is_wrong_with_the_command_is_found_before_the_shop_is_asked(
    terminal: Terminal, shop: Shop, given: list[str], says: str
) -> None:
    page = shop.page()
    shop.close()
    assert says in terminal.run("watch", "add", page, *given, "--yes").stderr


def test_a_name_that_is_nearly_right_is_not_answered_with_a_list(terminal: Terminal, shop: Shop) -> None:
    add(terminal, shop)
    said = terminal.run("watch", "pause", "harbor-jakcet").stderr
    assert said == "Error: There is no watch 'harbor-jakcet'. Did you mean harbor-jacket?\n"
    assert "There are: harbor-jacket." in terminal.run("watch", "pause", "zzz").stderr
