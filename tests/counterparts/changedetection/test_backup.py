"""A real changedetection.io makes a backup of what it watches; we take it over."""

from contextlib import closing
from pathlib import Path

from console.demo.shop import Shop
from tests.console.terminal import Terminal
from tests.counterparts.installed import installed, run

MAKES = """
import sys
from changedetectionio.blueprint.backups import create_backup
from changedetectionio.store import ChangeDetectionStore

folder, page = sys.argv[1:]
store = ChangeDetectionStore(datastore_path=folder, include_default_watches=False)
store.add_watch(page, tag="Coats", extras={
    "title": "Jacket", "processor": "restock_diff", "paused": True, "headers": {"X-A": "b"},
    "time_between_check_use_default": False, "time_between_check": {"minutes": 5},
})
store.add_watch(page + "?by=words", extras={"include_filters": ["xpath://h1"], "trigger_text": ["In stock"]})
store.add_watch("https://127.0.0.1:9/gone", extras={"processor": "restock_diff"})
create_backup(folder, store.data["watching"], tags=store.data["settings"]["application"]["tags"])
"""


def test_a_backup_is_taken_over_with_a_word_on_all_that_is_not(tmp_path: Path) -> None:
    terminal, folder = Terminal(tmp_path), tmp_path / "datastore"
    folder.mkdir()
    terminal.environment["COATCHECK_ALLOW_HOSTS"] = "127.0.0.1"
    local = {"ALLOW_IANA_RESTRICTED_ADDRESSES": "true"}
    with closing(Shop()) as shop:
        run([installed("changedetection"), "-c", MAKES, folder, shop.page()], tmp_path, local)
        (backup,) = folder.glob("changedetection-backup-*.zip")
        done = terminal.run("watch", "import", str(backup), "--from", "changedetection", "--yes")
        found = {watch["url"]: watch for watch in terminal.json("watch", "list")}
    watch = found[shop.page()]
    assert (watch["title"], watch["tags"], watch["interval"], watch["active"]) == ("Jacket", ["Coats"], 300, False)
    said = [line for line in done.stdout.splitlines() if line.startswith("! ")]
    for what in ("headers is not taken over", "'xpath://h1' is not taken over", "/gone: "):
        assert any(what in line for line in said), (what, done.stdout)
    assert len(said) <= 4, done.stdout  # nothing that the program only counts or saw itself
