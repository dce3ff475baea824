"""A test that can't run here says why, and never in silence."""

import os
import subprocess
import sys

import pytest

from tests.places import ROOT, VARIABLE


def run(*tests: str, **variables: str) -> tuple[int, list[str]]:
    """Run these tests in a process of their own, with these variables alone; its exit code, and what it says."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("ci", ["", "true"])
def test_material_that_is_not_here_is_told_in_one_line_for_all_tests_that_lack_it(ci: str) -> None:
    code, said = run(
        "tests/notifier/test_fanout.py", "-k", "large", **{"PATH": os.environ["PATH"], VARIABLE: "/none", "CI": ci}
    )
    assert code == 0
    assert len([line for line in said if VARIABLE in line]) == 1
    (line,) = (line for line in said if "skipped: there is no fakes/twilio_fake.py" in line)
    assert int(line.split()[0]) > 3


def test_a_program_that_is_not_here_is_told_in_one_line_and_with_ci_it_is_a_failure() -> None:
    tests = ("tests/contract/test_look_store.py", "-k", "firestore")
    code, said = run(*tests, PATH="/nowhere")
    assert code == 0
    assert len([line for line in said if "skipped:" in line]) == 1
    assert run(*tests, PATH="/nowhere", CI="true")[0] == 1
