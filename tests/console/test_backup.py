"""Backing up and restoring on the command line."""

from pathlib import Path

import pytest

from console.demo.shop import Shop
from tests.console.terminal import Terminal, add


def test_a_backup_is_restored_elsewhere_with_a_word_on_what_is_in_it(
    terminal: Terminal, shop: Shop, tmp_path: Path
) -> None:
    add(terminal, shop)
    backup = tmp_path / "backup.db"
    made = terminal.run("backup", str(backup))
    assert (made.exit_code, "with 1 watches and 0 people" in made.stdout) == (0, True)
    refused = terminal.run("backup", str(backup))
    assert (refused.exit_code, "is there already" in refused.stderr) == (2, True)
    occupied = terminal.run("restore", str(backup))
    assert (occupied.exit_code, "not written over" in occupied.stderr) == (2, True)
    watches = terminal.json("watch", "list")
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    restored = terminal.run("restore", str(backup))
    assert restored.exit_code == 0, restored.output
    assert "is whole" in restored.stdout
    assert [each.name for each in tmp_path.glob("elsewhere.db*")] == ["elsewhere.db"]
    assert "Messages are not held" in restored.stdout
    assert terminal.json("watch", "list") == watches


@pytest.mark.parametrize("words", [("backup", "file.db"), ("restore", "file.db")])
def test_in_the_cloud_it_says_how_firestore_is_backed_up(terminal: Terminal, words: tuple[str, str]) -> None:
    terminal.environment["COATCHECK_STORE"] = "firestore://project"
    said = terminal.run(*words)
    assert (said.exit_code, "gcloud firestore export" in said.stderr) == (2, True)
