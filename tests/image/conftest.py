"""One image for all of these tests, and its files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image import building
from tests.image.building import Files, Image
from tests.places import missing


def pytest_sessionfinish(session: pytest.Session) -> None:
    """When the last test process has ended, keep the image and its base alone."""
    if not hasattr(session.config, "workerinput") and not building.obstacle():
        building.tidy()


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean checkout. Where no image can be built all tests are skipped; with CI=true they fail."""
    if why := building.obstacle():
        missing(why)
    return building.checkout(tmp_path_factory.mktemp("build") / "checkout")


@pytest.fixture(scope="session")
def image(context: Path) -> Image:
    return building.build(context)


@pytest.fixture(scope="session")
def renderer(context: Path, image: Image) -> Image:
    """The image with a browser, built on what the other one left."""
    return building.build(context, building.RENDERER, "renderer")


@pytest.fixture(scope="session")
def files(image: Image) -> Iterator[Files]:
    with image.mounted() as files:
        yield files
