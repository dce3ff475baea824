"""Where things are that tests read, and what happens to a test where they are not."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]  # of the checkout
VARIABLE = "COATCHECK_TEST_MATERIAL"
# Recorded pages and larger stand-ins, which belong to others and so are no part of the project: a folder that this variable
# names, or one beside the checkout.
MATERIAL = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared")

MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30  # bytes: more than all the files of a run


def in_memory() -> Path | None:
    """Return a folder for files that are gone with the machine, None where it has none that is large enough.

    Stores written there cost no waiting for a disk. What a test says of killed processes holds all the same: the files are
    the kernel's.
    """
    if not os.access(MEMORY, os.W_OK):
        return None
    found = os.statvfs(MEMORY)
    runs = not found.f_flag & os.ST_NOEXEC  # some tests put programs beside their files
    return MEMORY if runs and found.f_bavail * found.f_frsize >= ENOUGH else None


def no_material(what: str) -> str:
    """Say what is not there, for a test that is skipped without it."""
    return f"there is no {what} in the folder that {VARIABLE} names"


def material(name: str) -> Path:
    """Return a file or folder of the material. Skips the test where it is not there, with CI=true too."""
    path = MATERIAL / name
    if not path.exists():
        pytest.skip(no_material(name))
    return path


def missing(what: str) -> NoReturn:
    """Skip the test because the machine lacks this. With CI=true that is a failure: there everything is installed."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
