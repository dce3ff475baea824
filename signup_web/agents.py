"""Agents: `/agents/pair` takes a code that works once; what they ask and tell after that is signed with their own key."""

import logging

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from coatcheck.errors import Conflict
from coatcheck.model import Agent
from coatcheck.watching import agents as known
from coatcheck.watching.agent_messages import LOOK, MOST_PACKED, WORK, Code, Paired, Refused, read, unpack
from signup_web import context
from signup_web.security import csrf

agents = Blueprint("agents", __name__, url_prefix="/agents")

log = logging.getLogger(__name__)


@agents.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """Say in one sentence why nothing was taken."""
    log.warning("An agent was refused: %s", error, extra={"path": request.path})
    return _says(error.status, str(error))


@agents.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:
    """Refuse what is longer than such a message may be."""
    return _says(413, f"The message is too large: {(request.max_content_length or 0) >> 10:,} KiB at the most.")


@agents.errorhandler(Conflict)
def again(error: Conflict) -> Response:
    """Have it sent again, where others kept writing first."""
    return _says(503, "Others wrote at the same moment. Send it again.")


@agents.post("/pair")
@csrf.exempt  # type: ignore[untyped-decorator]  # the code is the proof
def pair() -> Response:
    """Pair the agent that has this code; its key is in the answer, and nowhere else after that."""
    services = context.services()
    code = read(request.get_data(), Code).code
    agent = known.pair(services.store, services.secret_key, code, context.now())
    log.info("An agent was paired", extra={"agent": agent.name})
    return _json(Paired(agent.id, agent.name, agent.secret))


@agents.post("/<agent_id>/work")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
def work(agent_id: str) -> Response:
    """Say what this agent has to look at now."""
    agent, name = _signed(agent_id, WORK)
    if not context.store().once(f"agent:{agent.id}:{name}", context.now(), 2 * known.TOLERANCE):
        raise Refused("This message came before: each is taken once.", 409)
    return _json(known.work_for(context.store(), agent, context.now()))


@agents.post("/<agent_id>/looks")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
def look(agent_id: str) -> Response:
    """Take what this agent saw. 204 where it was read and judged, whatever came of that."""
    request.max_content_length = MOST_PACKED
    agent, number = _signed(agent_id, LOOK)
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Refused("The look has no number.", 422)
    context.agent_looks().take(agent, int(number), unpack(request.get_data()))
    return Response(status=204)


def _signed(agent_id: str, kind: str) -> tuple[Agent, str]:
    """Return the agent that signed this message, and what stands behind its kind in the signed id."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    agent = known.authenticated(context.store(), agent_id, headers, request.get_data(), context.now())
    said, _, rest = headers.get("webhook-id", "").partition(".")
    if said != kind:
        raise Refused(f"This was signed as another kind of message than {kind}.")
    return agent, rest


def _json(value: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(value), mimetype="application/json")


def _says(status: int, sentence: str) -> Response:
    return Response(f"{sentence}\n", status, mimetype="text/plain")
