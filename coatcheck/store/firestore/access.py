"""The API's keys, a few documents that are read as a whole; and the answers that are kept."""

from coatcheck.model import ApiKey, KeptAnswer
from coatcheck.store.firestore.collections import API_KEYS, KEPT_ANSWERS
from coatcheck.store.firestore.database import Part
from coatcheck.store.firestore.documents import Documents

KEYS = Documents(API_KEYS, ApiKey, key=lambda key: key.id)
ANSWERS = Documents(
    KEPT_ANSWERS, KeptAnswer, key=lambda answer: answer.id, fields=lambda answer: {"expires_at": answer.expires_at}
)


class Access(Part):
    """`ports.AccessStore`."""

    def api_key(self, key_id: str) -> ApiKey | None:
        return KEYS.get(self._database, key_id)

    def api_keys(self) -> list[ApiKey]:
        found = KEYS.find(self._database, self._database.collection(API_KEYS))
        return sorted(found, key=lambda key: (key.created_at, key.id))

    def put_api_key(self, key: ApiKey) -> ApiKey:
        return KEYS.store(self._database, key)

    def remove_api_key(self, key_id: str) -> None:
        self._database.commit([self._database.delete(self._database.reference(API_KEYS, key_id))])

    def kept_answer(self, answer_id: str) -> KeptAnswer | None:
        return ANSWERS.get(self._database, answer_id)

    def put_kept_answer(self, answer: KeptAnswer) -> KeptAnswer:
        return ANSWERS.store(self._database, answer)
