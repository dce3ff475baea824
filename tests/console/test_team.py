"""`coatcheck team`, and `--team` of the commands that are about watches and keys."""

from tests.console.terminal import Terminal

PAGE = "- url: https://shop.example/coat\n  source: page\n"


def slugs(terminal: Terminal, *words: str) -> list[str]:
    return [watch["slug"] for watch in terminal.json("watch", "list", *words)]


def refused(terminal: Terminal, *words: str) -> str:
    said = terminal.run(*words)
    assert said.exit_code == 2, said.output
    return said.stderr


def test_each_team_has_its_own_watches_and_keys(terminal: Terminal) -> None:
    file = terminal.folder / "watches.yaml"
    file.write_text(PAGE)
    assert "no team 'north'" in refused(terminal, "apply", str(file), "--yes", "--team", "north")
    assert terminal.run("team", "add", "north", "The", "North").exit_code == 0
    assert "already" in refused(terminal, "team", "add", "north")
    assert "small Latin letters" in refused(terminal, "team", "add", "North!")
    for words in (("--team", "north"), ()):
        assert "added: 1" in terminal.run("apply", str(file), "--yes", *words).stdout
    assert (slugs(terminal), slugs(terminal, "--team", "north")) == (["coat", "coat-2"], ["coat"])
    assert slugs(terminal, "--team", "") == ["coat-2"]
    assert "Team" in terminal.run("watch", "list").stdout
    assert "no watch 'coat-2'" in refused(terminal, "watch", "show", "coat-2", "--team", "north")
    assert "Several teams" in refused(terminal, "watch", "pause", "https://shop.example/coat")
    assert terminal.run("watch", "pause", "https://shop.example/coat", "--team", "north").exit_code == 0
    assert "active: false" in terminal.run("export", "--team", "north").stdout
    assert "active" not in terminal.run("export").stdout
    file.write_text("[]")
    assert "removed: 1" in terminal.run("apply", str(file), "--prune", "--yes").stdout
    assert slugs(terminal) == ["coat"]

    for words in (("--team", "north"), ()):
        assert terminal.run("key", "add", "phone", *words).exit_code == 0
    assert [key["team"] for key in terminal.json("key", "list")] == ["north", ""]
    assert "Several keys" in refused(terminal, "key", "end", "phone")
    assert terminal.run("key", "end", "phone", "--team", "").exit_code == 0
    (first, north) = terminal.json("team", "list")
    assert (first["watches"], north["watches"], north["keys"]) == (0, 1, 1)


def test_a_watch_is_moved_to_another_team_and_both_logs_say_so(terminal: Terminal) -> None:
    file = terminal.folder / "watches.yaml"
    file.write_text(PAGE)
    terminal.run("team", "add", "north")
    terminal.run("apply", str(file), "--yes")
    asked = terminal.run("watch", "move", "coat", "north", input="n\n")
    assert (asked.exit_code, "will see everybody who waits for it" in asked.output) == (1, True)
    assert "no team 'south'" in refused(terminal, "watch", "move", "coat", "south", "--yes")
    assert slugs(terminal, "--team", "north") == []
    assert "is watched by north now" in terminal.run("watch", "move", "coat", "north", "--yes").stdout
    assert (slugs(terminal, "--team", "north"), slugs(terminal, "--team", "")) == (["coat"], [])
    for team in ("", "north"):
        (newest, *_) = terminal.json("audit", "--team", team)
        assert (newest["did"], newest["about"]) == ("moved a watch to another team", "coat, north")
    assert "First team now" in terminal.run("watch", "move", "coat", "", "--yes").stdout


def test_a_team_is_removed_when_it_watches_nothing(terminal: Terminal) -> None:
    file = terminal.folder / "watches.yaml"
    file.write_text(PAGE)
    terminal.run("team", "add", "north")
    terminal.run("apply", str(file), "--yes", "--team", "north")
    terminal.run("key", "add", "phone", "--team", "north")
    assert "has 1 watch" in refused(terminal, "team", "remove", "north", "--yes")
    assert terminal.run("watch", "remove", "coat", "--team", "north", "--yes").exit_code == 0
    assert terminal.run("team", "remove", "north", "--yes").exit_code == 0
    assert terminal.json("key", "list") == []
    assert "There was a team 'north'" in refused(terminal, "team", "add", "north")
    assert "there is only the first" in refused(terminal, "watch", "list", "--team", "north")
    assert "can't be removed" in refused(terminal, "team", "remove", "", "--yes")


def test_on_a_server_the_key_says_whose_watches(terminal: Terminal) -> None:
    words = ("--server", "https://coats.example", "--token", "cc_0", "watch", "list", "--team", "north")
    assert "the key says whose watches" in refused(terminal, *words)
