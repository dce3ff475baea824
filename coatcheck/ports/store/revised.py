"""What is stored by its revision."""

from typing import Protocol


class Revised(Protocol):
    """A value that is stored by its revision."""

    @property
    def revision(self) -> str: ...
