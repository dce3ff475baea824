"""Whose a thing is, and what is refused."""

from collections.abc import Iterable
from typing import NoReturn

from coatcheck.errors import Invalid
from coatcheck.model import FIRST_TEAM, Watch
from coatcheck.ports import Store

FEW = 10  # watches that are asked for one by one


class Part:
    """A part of the store, as one team has it.

    Whose a watch is is read once for each request, as a watch is seldom given to another team; no id is given twice.
    """

    def __init__(self, whole: Store, team: str) -> None:
        self._whole, self._team = whole, team
        self._teams: dict[str, str] = {}  # of watches, by id
        self._absent: set[str] = set()  # ids of watches that were asked for in bulk, and were not there

    @property
    def _is_first(self) -> bool:
        return self._team == FIRST_TEAM

    def _team_of(self, watch_id: str) -> str | None:
        """Name the team of a watch; None where it is not there (any more)."""
        if watch_id not in self._teams:
            self._note(filter(None, [self._whole.watch(watch_id)]))
        return self._teams.get(watch_id)

    def _is_own(self, watch_id: str) -> bool:
        """Say whether what is about this watch is the team's. What is about no watch that there is, is the first team's."""
        team = self._team_of(watch_id)
        return self._is_first if team is None else team == self._team

    def _own(self, watch_ids: Iterable[str]) -> list[str]:
        """Keep those that are the team's; watches that are not there (any more) are nobody's."""
        ids = list(watch_ids)
        unknown = {each for each in ids if each not in self._teams} - self._absent
        if len(unknown) > FEW:
            self._note(self._whole.watches())
        else:
            self._note(filter(None, map(self._whole.watch, unknown)))
        self._absent |= unknown - self._teams.keys()
        return [each for each in ids if self._teams.get(each) == self._team]

    def _note(self, watches: Iterable[Watch]) -> None:
        self._teams |= {watch.id: watch.team for watch in watches}

    def _require_own(self, watch_id: str) -> None:
        """Return where a watch is the team's, or is gone; raise `Invalid` where it is another's."""
        if self._team_of(watch_id) not in (None, self._team):
            raise Invalid(f"There is no watch {watch_id!r} in this team.")

    def _require_team(self) -> None:
        """Return where the team is there; raise `Invalid` where it is not, or not any more."""
        if not self._is_first and self._whole.team(self._team) is None:
            raise Invalid(f"There is no team {self._team!r}: `coatcheck team list` names those there are.")


def refuse(what: str) -> NoReturn:
    """Raise `Invalid` for what no team may do, the first one neither: it is done for the whole deployment, or by its services alone."""
    raise Invalid(f"{what} the whole deployment's, and no single team's.")
