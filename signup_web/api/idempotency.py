"""Requests that their senders name (`Idempotency-Key`): sent again within a day, they are done once and answered alike.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from flask import Response, request
from msgspec.structs import replace
from werkzeug.exceptions import BadRequest, HTTPException, UnprocessableEntity
from werkzeug.exceptions import Conflict as ConflictAnswer

from coatcheck.errors import CoatCheckError, Conflict, StoreUnavailable
from coatcheck.model import ApiKey, KeptAnswer, digest
from signup_web import context

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
NAME = "^[!-~]{1,255}$"  # characters that every header carries unchanged
KEPT = timedelta(days=1)
WORKED_ON = timedelta(minutes=10)  # longer than any request lives; after it, whoever worked on it was killed
HASH = 32  # digits


def done_once(key: ApiKey, name: str, work: Callable[[], Response]) -> Response:
    """Return what this request was answered before, or else do it, and keep the answer for a day. Problems are not kept.

    Raises what is answered with 422 where the name was another request's, and with 409 while that is worked on.
    """
    begun = _begin(key, name)
    if begun.status:
        return Response(begun.body, begun.status, {REPLAYED: "true"}, mimetype="application/json")
    try:
        answer = work()
    except StoreUnavailable:
        raise  # nobody knows whether it was done: for ten minutes it is not done again
    except (HTTPException, CoatCheckError):
        _note(begun, expires_at=context.now())
        raise
    _note(begun, status=answer.status_code, body=answer.get_data(), expires_at=context.now() + KEPT)
    return answer


def _begin(key: ApiKey, name: str) -> KeptAnswer:
    """Return the answer that is there, or one that is begun by us."""
    if not re.fullmatch(NAME, name):
        raise BadRequest(f"{HEADER} has 1 to 255 characters of ASCII, and no space.")
    store, now = context.store(), context.now()
    asked = digest(request.method, request.full_path, request.get_data().hex(), length=HASH)
    fresh = KeptAnswer(digest(key.id, name, length=HASH), asked, expires_at=now + WORKED_ON)
    known = store.kept_answer(fresh.id)
    if known and known.expires_at > now:
        if known.request != asked:
            raise UnprocessableEntity(f"{HEADER} was the name of another request: choose a new one.")
        if not known.status:
            raise ConflictAnswer("The same request is being worked on: ask again in a moment.")
        return known
    try:
        return store.put_kept_answer(replace(fresh, revision=known.revision if known else ""))
    except Conflict:
        raise ConflictAnswer("The same request is being worked on: ask again in a moment.") from None


def _note(begun: KeptAnswer, **how: object) -> None:
    """Keep what came of it. It was done, or not, whoever took its name meanwhile: who asked is answered all the same."""
    with suppress(Conflict):
        context.store().put_kept_answer(replace(begun, **how))
