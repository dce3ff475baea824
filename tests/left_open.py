"""What a test opened in its folder and has to close: Python 3.13 complains of it in whichever test comes next, 3.11 never."""

import os
from collections.abc import Callable
from pathlib import Path

OPEN = Path("/proc/self/fd")  # https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html
_endings: list[tuple[Path, Callable[[], object]]] = []


def close_with(folder: Path, close: Callable[[], object]) -> None:
    """Have this closed when the test is over whose folder this is, or holds it."""
    _endings.append((folder, close))


def end(folder: Path) -> None:
    """Close what is to be closed with this folder. Fails where a file in it is open after that."""
    for ending in reversed([ending for ending in _endings if ending[0].is_relative_to(folder)]):
        _endings.remove(ending)
        ending[1]()
    still = left_open(folder)
    assert not still, f"left open: {', '.join(still)}"


def left_open(folder: Path) -> list[str]:
    """Return the names of this folder's files that this process has open; none where the system does not tell."""
    if not OPEN.is_dir():
        return []
    inside = f"{folder.resolve()}/"
    names = (_name(descriptor) for descriptor in os.listdir(OPEN))
    return sorted({name.removeprefix(inside) for name in names if name.startswith(inside)})


def _name(descriptor: str) -> str:
    try:
        return os.readlink(OPEN / descriptor)
    except FileNotFoundError:  # closed meanwhile: that of this listing is
        return ""
