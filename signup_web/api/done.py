"""What each route does, for the audit log: one table for all that change anything, and the one place that writes it down."""

from collections.abc import Mapping

from flask import g

from coatcheck.model import ApiKey, Via
from coatcheck.people import audit
from coatcheck.process.log import mask
from signup_web import context
from signup_web.api.routes import Route
from signup_web.api.shapes import Reached

DONE = {
    "add_watch": "added a watch",
    "change_reading": "changed how a watch is read",
    "apply_watches": "applied a list of watches",
    "make_key": "made an API key",
    "end_key": "ended an API key",
    "take_over_key": "took over an API key",
    "invite_agent": "invited an agent",
    "revoke_agent": "revoked an agent",
    "replay_dead_letter": "sent a dead letter on its way again",
    "discard_dead_letter": "forgot a dead letter",
    "set_switch": "held messages, or let them go on",
    "send_test": "sent a test message",
    "rehearse": "simulated an alert",
    "listen_to_bot": "had a bot listen here",
    "erase_everybody": "erased somebody",
    "erase_one": "erased somebody",
    "stop_messages": "stopped all messages to somebody",
    "subscribe": "signed somebody up",
    "unsubscribe": "ended somebody's subscription",
    "accept_suggestion": "accepted a suggestion",
    "decline_suggestion": "declined a suggestion",
    "change_watch": "changed a watch",
    "change_watches": "changed several watches",
    "look_at_watch": "asked for a look",
    "remove_watch": "removed a watch",
    "move_watch": "moved a watch to another team",
    "set_webhook_secret": "set the secret of a shop's webhooks",
    "answer_maybe_back": "said whether it is back",
    "set_role": "changed somebody's role",
    "remove_user": "removed somebody from the team",
    "invite_user": "invited somebody",
    "withdraw_invitation": "took an invitation back",
    "end_session": "ended somebody's session",
    "set_log_level": "set a log level",
    "make_team": "made a team",
    "remove_team": "removed a team",
}
SILENT = frozenset({"preview", "preview_reading", "list_statements", "find_people"})  # posted, and nothing is changed


def note(route: Route, taken: Mapping[str, object], given: object) -> None:
    """Write down what a route did with what it was asked, once it was done."""
    if route.method == "GET" or route.name in SILENT or "nothing_changed" in g:
        return
    _write_down(route, _about(taken, given))


def note_so_far(route: Route) -> None:
    """Write down how much a route did of many things before something ended it, if it did any."""
    if "so_far" in g:
        _write_down(route, g.so_far)


def _write_down(route: Route, words: str) -> None:
    key: ApiKey = g.api_key
    for team in dict.fromkeys((key.team, *g.get("concerns", ()))):
        actor = audit.Actor(f"{key.name} (key of {key.owner})", Via.API, key.id, team)
        audit.note_done(context.deployment().store, actor, DONE[route.name], words, context.now())


def _about(taken: Mapping[str, object], given: object) -> str:
    """Say what it was about: in the route's own words, or what its address names, whom it is to reach, what came of it."""
    if "about" in g:
        return str(g.about)
    body = taken.get("body")
    named = [str(value) for name, value in taken.items() if name not in ("body", "query")]
    reached = [f"{body.channel} {mask(body.address)}"] if isinstance(body, Reached) else []
    return ", ".join([*named, *reached]) or str(getattr(given, "slug", ""))
