"""What programs come in by."""

from typing import Protocol

from coatcheck.model import ApiKey, KeptAnswer


class AccessStore(Protocol):
    """The API's keys, and the answers that are kept for whoever asks the same again."""

    def api_key(self, key_id: str) -> ApiKey | None: ...

    def api_keys(self) -> list[ApiKey]:
        """Return all keys, oldest first, those that have run out among them."""

    def put_api_key(self, key: ApiKey) -> ApiKey:
        """Store a new or changed key; raises `Conflict` where its revision is old, or it was removed meanwhile."""

    def remove_api_key(self, key_id: str) -> None: ...

    def kept_answer(self, answer_id: str) -> KeptAnswer | None:
        """Return an answer that is kept. It is deleted when its `expires_at` has passed, or somewhat later."""

    def put_kept_answer(self, answer: KeptAnswer) -> KeptAnswer:
        """Store a new or changed one; raises `Conflict` where its revision is old, or a new one's id is taken."""
