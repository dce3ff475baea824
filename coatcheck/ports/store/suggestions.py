"""What visitors suggest."""

from typing import Protocol

from coatcheck.model import Suggestion


class SuggestionStore(Protocol):
    """What visitors suggest. Each is deleted when its `expires_at` has passed, or somewhat later."""

    def put_suggestion(self, suggestion: Suggestion) -> Suggestion:
        """Store a new or changed suggestion; raises `Conflict` where its revision is old."""

    def suggestion(self, suggestion_id: str) -> Suggestion | None: ...

    def suggestions_of(self, subscriber_id: str) -> list[Suggestion]:
        """Return one person's suggestions, oldest first."""

    def waiting_suggestions(self, limit: int) -> list[Suggestion]:
        """Return the suggestions that wait for the operator, longest first."""
