"""What crosses somebody else's write is read and decided anew, and ends as its caller says."""

import pytest

from coatcheck.errors import Conflict
from coatcheck.retry import CROSSED, TRIES, refuse, write_again


class Crossed:
    """A store's record that somebody else writes first, so many times."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.reads = 0

    def read(self) -> int:
        self.reads += 1
        return self.reads

    def write(self, copy: int) -> str:
        if self.left:
            self.left -= 1
            raise Conflict("somebody else was first")
        return f"made of copy {copy}"


def test_a_write_that_was_crossed_is_made_of_a_new_copy() -> None:
    record = Crossed(2)
    assert write_again(record.write, record.read, refuse("never")) == "made of copy 3"


def test_a_copy_at_hand_is_used_first_and_not_again() -> None:
    record = Crossed(0)
    assert write_again(record.write, record.read, refuse("never"), first=7) == "made of copy 7"
    record = Crossed(1)
    assert write_again(record.write, record.read, refuse("never"), first=7) == "made of copy 1"


def test_where_somebody_else_is_always_first_the_callers_ending_decides() -> None:
    record = Crossed(TRIES)
    assert write_again(record.write, record.read, lambda: "left to the sweep") == "left to the sweep"
    assert record.reads == TRIES
    record = Crossed(TRIES)
    with pytest.raises(Conflict, match="it changes too often"):
        write_again(record.write, record.read, refuse("it changes too often"))


def test_other_errors_are_not_tried_again() -> None:
    def write(copy: int) -> str:
        raise ValueError("not a conflict")

    record = Crossed(0)
    with pytest.raises(ValueError, match="not a conflict"):
        write_again(write, record.read, refuse("never"))
    assert record.reads == 1


def test_tries_are_spread_by_a_moment_where_the_caller_can_sleep() -> None:
    record, pauses = Crossed(3), list[float]()
    write_again(record.write, record.read, refuse("never"), sleep=pauses.append)
    assert len(pauses) == 3
    assert all(0 <= pause <= CROSSED for pause in pauses)
