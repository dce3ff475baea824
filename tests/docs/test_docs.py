"""The documentation says what the code does: its tables are printed from it, and its links lead somewhere."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from coatcheck import sources
from coatcheck.channels import CHANNELS
from coatcheck.watching.as_code.entries import Entry
from tests.documentation import DOCS, PRINTED, printed

ROOT = DOCS.parent
ADDRESS = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w./~%@+=&?-]*)?(?:#[\w.:%-]+)?")
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


@pytest.mark.parametrize("page", PRINTED)
def test_what_is_printed_from_the_code_is_up_to_date(page: str) -> None:
    assert (DOCS / page).read_text() == printed(page), "run python -m tests.documentation"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_channel_is_described() -> None:
    text = (DOCS / "channels.md").read_text()
    assert [name for name in CHANNELS if f"| `{name}` |" not in text] == [], (
        "describe it in docs/channels.md, with a row"
    )


def test_every_source_and_option_is_described() -> None:
    text = (DOCS / "sources.md").read_text()
    rows = [name for name in sources.SOURCES if f"| `{name}` |" not in text]
    assert rows == [], "describe it in docs/sources.md, with a row"
    options = {option.name: name for name in sources.SOURCES for option in sources.load(name).OPTIONS}
    assert {word: of for word, of in options.items() if f"`{word}`" not in text} == {}, "describe it in docs/sources.md"


def test_every_key_of_an_import_is_described() -> None:
    text = (DOCS / "commands.md").read_text()
    assert [name for name in Entry.__struct_fields__ if f"| `{name}` |" not in text] == []


def test_every_library_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    reasons = (DOCS / "decisions" / "0003-libraries.md").read_text()
    assert [name for name in project["dependencies"] if f"`{name}`" not in reasons] == []


def test_every_decision_is_on_the_list() -> None:
    pages = sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
    text = (DOCS / "decisions" / "README.md").read_text()
    assert [page for page in pages if f"({page})" not in text] == []


def test_every_counterpart_is_described_with_the_version_that_is_installed() -> None:
    text, folders = (DOCS / "counterparts.md").read_text(), ROOT / "tests" / "counterparts"
    locks = "\n".join(lock.read_text() for lock in [ROOT / "requirements-dev.lock", *folders.rglob("*lock*")])
    described = re.findall(r"^\| \[([\w@/-]+)\]\(.*?\) \| ([\d.]+) ", text, re.MULTILINE)
    wrong = [line for line in described if f'"node_modules/{line[0]}": {{\n      "version": "{line[1]}"' not in locks]
    assert [line for line in wrong if f"\n{'=='.join(line)} " not in f"\n{locks}"] == []
    made_of = [needs.read_text().split()[0] for needs in folders.glob("*/requirements.in")]
    assert [name for name in made_of if name not in text] == []


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    """As `make docs` asks for, which not everybody runs."""
    text = (DOCS / "conf.py").read_text()
    pages = [path.relative_to(DOCS).with_suffix("") for path in DOCS.rglob("*.md") if not path.stem[0].isdigit()]
    assert [str(page) for page in pages if f'"{page}"' not in text] == [], "name it in PAGES of docs/conf.py"


def test_no_lock_file_names_a_host() -> None:
    locks = [*ROOT.glob("*.lock"), *(ROOT / "tests" / "counterparts").rglob("*lock*")]
    assert [lock.name for lock in locks if re.search(r'"resolved"|--index|--find-links|file:', lock.read_text())] == []


def test_every_address_elsewhere_could_be_one() -> None:
    """Whether somebody answers there is asked at night (`make docs LINKS=1`): most machines that run these tests reach nobody."""
    links = {link for page in PAGES for link in re.findall(r"\]\((\w+:[^)\s]*)\)", page.read_text())}
    assert len(links) > 50
    assert sorted(link for link in links if not ADDRESS.fullmatch(link)) == []


def test_no_container_that_is_documented_logs_without_a_bound() -> None:
    texts = [path.read_text().replace("\\\n", " ") for path in PAGES]
    runs = [line for text in texts for line in text.splitlines() if line.startswith("docker run")]
    assert runs
    assert [line for line in runs if "--rm" not in line and "--log-opt max-size" not in line] == []
    composed = [yaml.safe_load((ROOT / name).read_text())["services"] for name in ("compose.yaml", "deploy/caddy.yaml")]
    services = {name: service for each in composed for name, service in each.items() if "image" in service}
    assert {
        name for name, each in services.items() if "max-size" not in each.get("logging", {}).get("options", {})
    } == set()
    assert len(services) == 2
