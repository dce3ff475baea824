"""What the tests of the operator's pages and of the API share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signup_web.admin.corner import Corner


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Corner]:
    corner = Corner(tmp_path)
    yield corner
    corner.close()
