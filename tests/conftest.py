"""What tests of every kind start from, and the far side of the network for tests of whole services."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

import hypothesis
import pytest
from hypothesis.database import DirectoryBasedExampleDatabase

from coatcheck.model import Watch
from coatcheck.ports import Store
from console.demo.phone import Phone
from console.demo.shop import Shop
from tests.compiled import compile_once
from tests.console.terminal import Terminal
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio, running
from tests.left_open import end
from tests.notifier.notifying import World
from tests.places import ROOT, in_memory, material
from tests.poller.polling import House, serving
from tests.signup_web.visiting import Site
from tests.stores import open_sqlite

# The profile "ci" (pyproject.toml) tries the same examples each time; this one tries others, and prints how to have one again.
hypothesis.settings.register_profile(
    "explore",
    hypothesis.settings.get_profile("ci"),
    derandomize=False,
    database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "examples"),
    max_examples=int(os.environ.get("EXAMPLES", "1000")),
    print_blob=True,
)

compile_once()
# What is compiled is kept, whatever the machine's own wish: for the hundreds of processes that tests start, and for the next run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
LONG = ("cloud", "e2e", "infrastructure", "simulation")  # rooms of few tests that take most of the time
GOLDEN = 0.618  # its multiples fall evenly between whole numbers


def pytest_configure() -> None:
    """Keep the files of tests in memory where that is possible; the variable names another place."""
    if folder := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests, spread the rooms that take long, file by file, evenly among the others.

    Each process begins with its own part of the list.
    """
    if not hasattr(config, "workerinput"):
        return
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    long = [tests for tests in files if tests[0].path.parent.name in LONG]
    others = [tests for tests in files if tests[0].path.parent.name not in LONG]
    before = accumulate((len(tests) for tests in others), initial=0)
    placed = [(count / len(items), tests) for count, tests in zip(before, others, strict=False)]
    placed += [(number * GOLDEN % 1, tests) for number, tests in enumerate(long)]  # neighbours come far apart
    items[:] = [test for _, tests in sorted(placed, key=itemgetter(0)) for test in tests]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end why tests were skipped: one line for each reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, tests in sorted(reasons.items()):
        terminalreporter.write_line(f"{tests} skipped: {reason}")


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """The test's own folder, in which nothing may be left open."""
    yield tmp_path
    end(tmp_path)


@pytest.fixture(scope="session")
def tmp_path_factory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.TempPathFactory]:
    """Likewise for the folders that several tests share."""
    yield tmp_path_factory
    end(tmp_path_factory.getbasetemp())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, in a real file."""
    store = open_sqlite(tmp_path / "coatcheck.db")
    yield store
    store.close()


@pytest.fixture
def shop() -> Iterator[Shop]:
    """The demo's shop, with everything sold out."""
    with closing(Shop()) as shop:
        yield shop


@pytest.fixture
def phone() -> Iterator[Phone]:
    """The demo's phone, which texts back to nobody."""
    with closing(Phone()) as phone:
        yield phone


@pytest.fixture(scope="session")
def small_stand_in() -> Iterator[Control]:
    """The project's own stand-in for Twilio."""
    with served(Twilio().app()) as base:
        yield Control(base)


@pytest.fixture(scope="session")
def large_stand_in() -> Iterator[Control]:
    """The larger one, held to Twilio's own specification, that is at hand on some machines."""
    with running(material("fakes/twilio_fake.py")) as control:
        yield control


@pytest.fixture(params=["small", "large"])
def twilio(request: pytest.FixtureRequest) -> Control:
    """Twilio, with no texts and no faults yet."""
    control: Control = request.getfixturevalue(f"{request.param}_stand_in")
    control.reset()
    return control


@pytest.fixture
def world(store: Store, twilio: Control) -> World:
    return World(store, twilio)


@pytest.fixture
def house(store: Store) -> Iterator[House]:
    """A poller, with a shop of one product."""
    with serving() as shop:
        house = House(store, shop)
        yield house
        house.fetcher.close()


@pytest.fixture
def site(tmp_path: Path, small_stand_in: Control) -> Site:
    """The site with one product, and its texts."""
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    site.watch()
    return site


@pytest.fixture
def parka(site: Site) -> Watch:
    """A second product."""
    return site.watch("parka", "M XXL")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)
