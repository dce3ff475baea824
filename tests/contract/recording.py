"""An interface as it was recorded, and what whoever builds on it would stumble over in what it has become.

It is written down by name, with a line for each thing that is taken, had or given.
"""

import sys
from pathlib import Path

Interface = dict[str, list[str]]

IS, TAKES, BY_NAME, HAS = "    is a class of ", "    takes ", "    takes by name ", "    has "
CAN_BE_LEFT_OUT = " = ..."


def recorded(file: Path) -> Interface:
    """Read what was recorded in this file."""
    blocks = (block.splitlines() for block in file.read_text().strip().split("\n\n"))
    return {name: lines for name, *lines in blocks}


def record(file: Path, now: Interface) -> None:
    """Record what is new. Exits 1, and leaves all as it was, where something is gone or changed."""
    if file.exists() and (found := broken(recorded(file), now)):
        promise = "promised until the next major version. If that is this one, take the line out by hand, and say so"
        sys.exit("\n".join([*found, f"What is in {file.name} is {promise}."]))
    file.write_text("\n\n".join("\n".join([name, *lines]) for name, lines in now.items()) + "\n")


def broken(old: Interface, new: Interface) -> list[str]:
    """Say what would fail that was made for the old one, a line each."""
    found = [f"{name} is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        found += [f"{name}: {line.strip()!r} is gone" for line in old[name] if line not in new[name]]
        took, takes = _in_order(old[name]), _in_order(new[name])
        if set(took) <= set(takes) and takes[: len(took)] != took:
            found.append(f"{name} takes things in another order")
        more = _asks(new[name]) - _asks(old[name])
        found += [f"{name} now asks for {line.strip()!r}" for line in more if not line.endswith(CAN_BE_LEFT_OUT)]
    return sorted(found)


def _in_order(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(TAKES) and not line.startswith(BY_NAME)]


def _asks(lines: list[str]) -> set[str]:
    """What whoever calls it has to give, or whoever writes such a class has to have."""
    is_written = any(line.startswith(IS) and line.endswith("Protocol") for line in lines)
    return {line for line in lines if line.startswith((TAKES, HAS) if is_written else TAKES)}
