"""One image for all of these tests, and its files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image import building
from tests.image.building import Files, Image


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean checkout."""
    building.require()
    return building.checkout(tmp_path_factory.mktemp("build") / "checkout")


@pytest.fixture(scope="session")
def image(context: Path) -> Image:
    return building.build(context)


@pytest.fixture(scope="session")
def files(image: Image) -> Iterator[Files]:
    with image.mounted() as files:
        yield files
