"""The door for Pub/Sub's pushes: check the token, open the envelope, handle the message, answer 204.

Whatever is not answered with 204 is delivered again, and after some tries goes to the dead letters: nothing is
acknowledged that was not done or recorded. https://cloud.google.com/pubsub/docs/push
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coatcheck.bus.handling import PASSING, hand_on
from coatcheck.config import Settings
from coatcheck.errors import Undecodable
from coatcheck.model import DeadLetter
from coatcheck.ports.messages import Envelope, Message, dead_letter, parse_push
from coatcheck.process import google_tokens
from coatcheck.process.google_door import turned_away

if TYPE_CHECKING:
    from flask import Blueprint

Handle = Callable[[Message], None]
Bury = Callable[[DeadLetter], None]

MAXIMUM_BODY = 2 * 1024 * 1024  # bytes

log = logging.getLogger(__name__)


def push_routes(handlers: Mapping[str, Handle], settings: Settings, bury: Bury | None = None) -> "Blueprint":
    """Make `POST /push/<topic>` for these topics; with `bury` also `POST /push/dead/<topic>` for what others gave up.

    Answers 204 when the handler returned, 401 or 403 to whoever is not our Pub/Sub, 400 to a message that no
    reader understands, 503 where the handler raised.
    """
    from flask import Blueprint, abort, request

    door = Blueprint("push", __name__)

    @door.before_request
    def check() -> None:
        if not settings.push_audience or not settings.push_service_account:
            log.error("A push was refused: COATCHECK_PUSH_AUDIENCE and COATCHECK_PUSH_SERVICE_ACCOUNT are not both set")
            abort(403)
        with turned_away("A push"):
            authenticate(request.headers.get("Authorization", ""), settings)
        request.max_content_length = MAXIMUM_BODY

    @door.post("/push/<topic>")
    def push(topic: str) -> tuple[str, int]:
        if topic not in handlers:
            abort(404)
        return _attempt(request.get_data(), lambda envelope: hand_on(envelope, handlers[topic]))

    @door.post("/push/dead/<topic>")
    def dead(topic: str) -> tuple[str, int]:
        if bury is None:
            abort(404)
        return _attempt(request.get_data(), lambda envelope: bury(given_up(topic, envelope, datetime.now(UTC))))

    return door


def authenticate(authorization: str, settings: Settings) -> None:
    """Return if this header proves our own Pub/Sub; raise `Refused` if not, `Unproven` if nobody can tell now."""
    google_tokens.authenticate(
        authorization,
        settings.push_audience,
        {settings.push_service_account},
        settings.push_certificates_url,
        platform_checked=settings.push_trust == "platform",
    )


def given_up(topic: str, envelope: Envelope, at: datetime) -> DeadLetter:
    """Make the dead letter for a message that Pub/Sub forwarded to a dead-letter topic.

    https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic
    """
    prefix = "CloudPubSubDeadLetterSource"
    told = {name: text for name, text in envelope.attributes.items() if name.startswith(prefix)}
    own = {name: text for name, text in envelope.attributes.items() if name not in told}
    tries = told.get(f"{prefix}DeliveryCount", "several")
    reason = f"given up by {told.get(f'{prefix}Subscription', topic)} after {tries} tries"
    return dead_letter(topic, Envelope(data=envelope.data, attributes=own), reason, at)


def _attempt(body: bytes, work: Callable[[Envelope], None]) -> tuple[str, int]:
    """Do the work for one pushed message, and say what Pub/Sub should make of it."""
    trace = ""
    try:
        envelope = parse_push(body)
        trace = envelope.attributes.get("trace", "")
        work(envelope)
    except Undecodable as error:
        log.error("A message can't be read: %s", error, extra={"trace": trace})
        return "", 400
    except PASSING as error:
        log.warning("Work has to be done again: %s", error, extra={"trace": trace})
        return "", 503
    except Exception:
        log.exception("Work has to be done again", extra={"trace": trace})
        return "", 503
    return "", 204
