"""The API's keys, and the answers that are kept."""

from coatcheck.model import ApiKey, KeptAnswer
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import Table, moment

KEYS = Table("api_keys", ApiKey, id=lambda key: key.id, created_at=lambda key: moment(key.created_at))
ANSWERS = Table(
    "kept_answers", KeptAnswer, id=lambda answer: answer.id, expires_at=lambda answer: moment(answer.expires_at)
)


class Access(Part):
    """`ports.AccessStore`."""

    def api_key(self, key_id: str) -> ApiKey | None:
        return self._read(KEYS.get, key_id)

    def api_keys(self) -> list[ApiKey]:
        return self._read(KEYS.find, "ORDER BY created_at, id")

    def put_api_key(self, key: ApiKey) -> ApiKey:
        return self._write(KEYS.put, key)

    def remove_api_key(self, key_id: str) -> None:
        self._write(KEYS.remove, "id", key_id)

    def kept_answer(self, answer_id: str) -> KeptAnswer | None:
        return self._read(ANSWERS.get, answer_id)

    def put_kept_answer(self, answer: KeptAnswer) -> KeptAnswer:
        return self._write(ANSWERS.put, answer)
