"""Packages that a test installs for itself."""

from pathlib import Path

import pytest


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, group: str, name: str, target: str) -> None:
    """A package in this folder whose entry point of this group and name leads to the target, `module` or `module:object`."""
    about = folder / f"{name}_{group.rpartition('.')[2]}-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-{group}\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {target}\n")
    monkeypatch.syspath_prepend(str(folder))
