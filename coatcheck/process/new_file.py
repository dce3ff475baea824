"""A new file that is whole, on the disk and its owner's alone before it has its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from coatcheck.errors import Invalid


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Lend an empty file to be filled in the block, after which it has the target's name. Where the block raises, nothing is left of it.

    Raises `Invalid` where there is something by that name already, or nothing may be written there.
    """
    taken = f"{target} is there already: name another file, or move it away."
    if target.exists():
        raise Invalid(taken)
    try:
        with TemporaryDirectory(dir=target.absolute().parent, prefix=".coatcheck-") as folder:
            made = Path(folder, "made")
            made.touch(mode=0o600)  # such files hold phone numbers
            yield made
            _sync(made)
            os.link(made, target)  # unlike a rename it replaces nothing
        _sync(target.absolute().parent)
    except FileExistsError as error:
        raise Invalid(taken) from error
    except OSError as error:
        raise Invalid(f"{target} can't be written: {error.strerror}. Name a file elsewhere.") from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
