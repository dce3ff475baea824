"""A real urlwatch writes its list of jobs, and reads it; we take it over."""

from contextlib import closing
from pathlib import Path

from console.demo.shop import Shop
from tests.console.terminal import Terminal
from tests.counterparts.installed import installed, run

WRITES = """
import sys
from pathlib import Path
from urlwatch.jobs import ShellJob, UrlJob
from urlwatch.storage import UrlsYaml

file, page = sys.argv[1:]
UrlsYaml(file).save([
    UrlJob(url=page, name="Jacket", headers={"X-A": "b"}),
    UrlJob(url=page + "#words", filter=[{"css": {"selector": "h1"}}, "html2text", {"grep": "stock"}]),
    ShellJob(command="uptime", name="load"),
    UrlJob(url="https://127.0.0.1:9/gone", enabled=False),
])
with Path(file).open("a") as list:  # what it writes of tags it can't read again
    list.write(f"---\\nurl: {page}#tags\\ntags: [coats, mine]\\n")
assert len(UrlsYaml(file).load()) == 5
"""


def test_a_list_of_jobs_is_taken_over_with_a_word_on_all_that_is_not(tmp_path: Path) -> None:
    terminal, file = Terminal(tmp_path), tmp_path / "urls.yaml"
    terminal.environment["COATCHECK_ALLOW_HOSTS"] = "127.0.0.1"
    with closing(Shop()) as shop:
        run([installed("urlwatch"), "-c", WRITES, file, shop.page()], tmp_path)
        done = terminal.run("watch", "import", str(file), "--from", "urlwatch", "--yes")
        jacket, tagged = terminal.json("watch", "list")
    assert (jacket["url"], jacket["title"]) == (shop.page(), "Jacket")
    assert tagged["tags"] == ["coats", "mine"]
    said = [line for line in done.stdout.splitlines() if line.startswith("! ")]
    for what in ("headers", "grep", "runs a command", "job 2, line", "job 4, line"):
        assert any(what in line for line in said), (what, done.stdout)
