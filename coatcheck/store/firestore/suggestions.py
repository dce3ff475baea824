"""What visitors suggest to be watched."""

from coatcheck.model import Suggestion
from coatcheck.store.firestore.collections import SUGGESTIONS
from coatcheck.store.firestore.database import Part
from coatcheck.store.firestore.documents import Documents, equals

DOCUMENTS = Documents(
    SUGGESTIONS,
    Suggestion,
    key=lambda suggestion: suggestion.id,
    fields=lambda suggestion: {
        "subscriber": suggestion.subscriber_id,
        "waiting_since": suggestion.waiting_since,
        "expires_at": suggestion.expires_at,
    },
)


class Suggestions(Part):
    """`ports.SuggestionStore`."""

    def put_suggestion(self, suggestion: Suggestion) -> Suggestion:
        return DOCUMENTS.store(self._database, suggestion)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        return DOCUMENTS.get(self._database, suggestion_id)

    def suggestions_of(self, subscriber_id: str) -> list[Suggestion]:
        query = equals(self._database.collection(SUGGESTIONS), "subscriber", subscriber_id)
        return sorted(DOCUMENTS.find(self._database, query), key=lambda suggestion: suggestion.created_at)

    def waiting_suggestions(self, limit: int) -> list[Suggestion]:
        """Read the longest waiting: a document that waits no more lacks the field, and is in no index."""
        longest = self._database.collection(SUGGESTIONS).order_by("waiting_since").limit(limit)
        return DOCUMENTS.find(self._database, longest)
