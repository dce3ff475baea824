"""What visitors suggest to be watched."""

from coatcheck.model import Suggestion
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import Table, moment

SUGGESTIONS = Table(
    "suggestions",
    Suggestion,
    id=lambda suggestion: suggestion.id,
    subscriber_id=lambda suggestion: suggestion.subscriber_id,
    created_at=lambda suggestion: moment(suggestion.created_at),
    waiting_since=lambda suggestion: moment(suggestion.waiting_since) if suggestion.waiting_since else None,
    expires_at=lambda suggestion: moment(suggestion.expires_at),
)


class Suggestions(Part):
    """`ports.SuggestionStore`."""

    def put_suggestion(self, suggestion: Suggestion) -> Suggestion:
        return self._write(SUGGESTIONS.put, suggestion)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        return self._read(SUGGESTIONS.get, suggestion_id)

    def suggestions_of(self, subscriber_id: str) -> list[Suggestion]:
        return self._read(SUGGESTIONS.find, "WHERE subscriber_id = ? ORDER BY created_at", subscriber_id)

    def waiting_suggestions(self, limit: int) -> list[Suggestion]:
        longest = "WHERE waiting_since IS NOT NULL ORDER BY waiting_since LIMIT ?"
        return self._read(SUGGESTIONS.find, longest, limit)
