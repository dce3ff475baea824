"""A test that leaves a database open is red, with every Python."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.left_open import close_with, end


def test_what_is_open_in_the_folder_at_the_end_is_named(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "forgotten.db")) as forgotten:
        forgotten.execute("CREATE TABLE left (open)")
        with pytest.raises(AssertionError, match=r"forgotten\.db"):
            end(tmp_path)
    end(tmp_path)


def test_what_is_closed_with_the_folder_is_closed_once_and_no_other_folders(tmp_path: Path) -> None:
    store = sqlite3.connect(tmp_path / "one.db")
    close_with(tmp_path / "one", store.close)
    end(tmp_path / "two")
    store.execute("SELECT 1")
    end(tmp_path)
    with pytest.raises(sqlite3.ProgrammingError):
        store.execute("SELECT 1")
