"""A test that fails beside a process is red at once, and not when the process ends."""

import signal

import pytest

from tests.places import ROOT
from tests.processes import run_python

OWN = {ROOT / "tests" / "processes.py", ROOT / "tests" / "test_processes.py"}


def test_a_process_whose_test_fails_is_not_waited_for() -> None:
    with pytest.raises(ZeroDivisionError), run_python("import time; time.sleep(600)") as process:
        raise ZeroDivisionError
    assert process.returncode == -signal.SIGKILL


def test_every_test_starts_its_processes_so() -> None:
    files = set((ROOT / "tests").rglob("*.py")) - set((ROOT / "tests" / "attack").glob("*.py")) - OWN
    assert [file for file in files if "Popen(" in file.read_text()] == []
