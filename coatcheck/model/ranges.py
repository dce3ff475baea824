"""Ranges of ids: as ids are hashes, each is an even sample of a list, and they can be worked through side by side."""

from coatcheck.model.values import Frozen

DIGITS = 16


class IdRange(Frozen, frozen=True):
    """The ids that begin with these hexadecimal digits: from `begin` on, and before `end`; "" for no bound."""

    begin: str = ""
    end: str = ""

    @property
    def share(self) -> int:
        """How many ranges like this one hold all ids."""
        first, last = self._digits
        return DIGITS // (last - first)

    @property
    def halves(self) -> tuple["IdRange", ...]:
        """Its two halves; none where all of its ids begin with the same digit."""
        first, last = self._digits
        if last - first < 2:
            return ()
        middle = f"{(first + last) // 2:x}"
        return IdRange(self.begin, middle), IdRange(middle, self.end)

    @property
    def _digits(self) -> tuple[int, int]:
        return int(self.begin or "0", DIGITS), int(self.end or "10", DIGITS)


ALL_IDS = IdRange()
