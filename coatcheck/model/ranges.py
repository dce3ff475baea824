"""Ranges of ids: as ids are hashes, each is an even sample of a list, and they can be worked through side by side."""

from coatcheck.model.values import Frozen


class IdRange(Frozen, frozen=True):
    """The ids that begin with these hexadecimal digits: from `begin` on, and before `end`; "" for no bound."""

    begin: str = ""
    end: str = ""

    @property
    def halves(self) -> tuple["IdRange", ...]:
        """Its two halves; none where all of its ids begin with the same digit."""
        first, last = int(self.begin or "0", 16), int(self.end or "10", 16)
        if last - first < 2:
            return ()
        middle = f"{(first + last) // 2:x}"
        return IdRange(self.begin, middle), IdRange(middle, self.end)


ALL_IDS = IdRange()
