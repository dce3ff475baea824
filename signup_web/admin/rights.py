"""The one table of rights: what each of the operator's pages takes, and how the audit log says what it does. What is not in it is refused."""

from enum import StrEnum

from coatcheck.model import Frozen, Role, role_allows
from signup_web.admin.operator import Operator


class Of(StrEnum):
    """Whose what is done is."""

    TEAM = "team"
    DEPLOYMENT = "deployment"


class Right(Frozen, frozen=True):
    """What a page takes: at least this role, in the team or in the whole deployment."""

    least: Role
    of: Of = Of.TEAM
    did: str = ""  # for the audit log; "" where it changes nothing
    by_page: bool = (
        False  # whether it answers with a page when it is done; others lead to one, and a page then says what is wrong
    )
    is_counted: bool = False  # whether it is taken some times an hour and no more, as nothing else ends a row of them


VIEW, EDIT, OWN = Right(Role.VIEWER), Right(Role.EDITOR), Right(Role.OWNER)
DEPLOYMENT = Right(Role.OWNER, Of.DEPLOYMENT)

# Pages that a stranger may ask for: each has a lock of its own, or leads to one.
OPEN = frozenset(
    {
        "door.enter",
        "door.enter_key",
        "door.link",
        "door.use_link",
        "door.invitation",
        "door.use_invitation",
        "door.leave",
        "passkeys.ask_to_sign_in",
        "passkeys.sign_in",
    }
)


def _edits(did: str, by_page: bool = False) -> Right:
    return Right(Role.EDITOR, did=did, by_page=by_page)


def _owns(did: str, by_page: bool = False) -> Right:
    return Right(Role.OWNER, did=did, by_page=by_page)


def _deploys(did: str, by_page: bool = False) -> Right:
    return Right(Role.OWNER, Of.DEPLOYMENT, did, by_page)


def _own(did: str, is_counted: bool = False) -> Right:
    """Of what somebody ends of their own there is only so much: whoever has got into a session of theirs must not keep them from it."""
    return Right(Role.VIEWER, did=did, is_counted=is_counted)


RIGHTS: dict[str, Right] = {
    "overview.watches": VIEW,
    "overview.change": _edits("changed several watches"),
    "watches.watch": VIEW,
    "watches.activate": _edits("paused or resumed a watch"),
    "watches.look": _edits("asked for a look"),
    "watches.remove": _edits("removed a watch"),
    "watches.hook": _edits("set the secret of a shop's webhooks"),
    "adding.add": EDIT,
    "adding.options": EDIT,
    "adding.preview": EDIT,
    "adding.teach": EDIT,
    "adding.save": _edits("added a watch"),
    "rereading.change": _edits("changed a watch"),
    "rereading.look": EDIT,
    "rereading.teach": EDIT,
    "rereading.save": _edits("changed how a watch is read"),
    "rehearsal.ask": EDIT,
    "rehearsal.send": _edits("simulated an alert", by_page=True),
    "maybe_back.ask": EDIT,
    "maybe_back.answer": _edits("said whether it is back"),
    "suggestions.queue": VIEW,
    "suggestions.decide": _edits("decided on a suggestion"),
    "messages.deliveries": VIEW,
    "messages.test": EDIT,
    "messages.send_test": _edits("sent a test message", by_page=True),
    "admin_why.ask": EDIT,
    "admin_why.by_address": EDIT,
    "admin_why.by_id": VIEW,
    "admin_keys.overview": OWN,
    "admin_keys.make": _owns("made an API key", by_page=True),
    "admin_keys.end": _owns("ended an API key"),
    "admin_keys.take_over": _owns("took over an API key"),
    "people.overview": OWN,
    "people.export": _owns("exported everybody", by_page=True),
    "people.one": _owns("exported what is kept about somebody", by_page=True),
    "users.overview": OWN,
    "users.invite": _owns("invited somebody", by_page=True),
    "users.withdraw": _owns("took an invitation back"),
    "users.set_role": _owns("changed somebody's role"),
    "users.remove": _owns("removed somebody from the team"),
    "users.end_session": _owns("ended somebody's session"),
    "audit.log": OWN,
    "me.overview": VIEW,
    "passkeys.ask_to_add": VIEW,
    "passkeys.add": _own("added a passkey", is_counted=True),
    "passkeys.rename": _own("renamed a passkey", is_counted=True),
    "passkeys.remove": _own("removed a passkey"),
    "me.rename": _own("changed their name", is_counted=True),
    "me.end_session": _own("ended a session of their own"),
    "me.end_others": _own("ended all other sessions of their own"),
    "admin_teams.choose": VIEW,
    "admin_teams.overview": DEPLOYMENT,
    "watches.move": _deploys("moved a watch to another team"),
    "admin_teams.make": _deploys("made a team"),
    "admin_teams.remove": _deploys("removed a team"),
    "users.let_in": _deploys("made a link that signs somebody in", by_page=True),
    "messages.dead_letters": DEPLOYMENT,
    "messages.replay": _deploys("sent a dead letter on its way again"),
    "messages.discard": _deploys("forgot a dead letter"),
    "messages.switch": _deploys("held messages, or let them go on"),
    "messages.bot_listens": _deploys("had a bot listen here", by_page=True),
    "traffic.overview": DEPLOYMENT,
    "traffic.shop": DEPLOYMENT,
    "system.overview": DEPLOYMENT,
    "system.download": _deploys("downloaded a backup", by_page=True),
    "system.log_level": _deploys("set a log level"),
    "admin_agents.overview": DEPLOYMENT,
    "admin_agents.invite": _deploys("invited an agent", by_page=True),
    "admin_agents.revoke": _deploys("revoked an agent"),
}


def allows(operator: Operator, right: Right) -> bool:
    """Return whether somebody may do what takes this right, in the team that they are in."""
    return role_allows(operator.role, right.least) and (operator.everywhere or right.of is Of.TEAM)


def refusal(right: Right | None) -> str:
    """Say what it takes, to whoever may not."""
    if right is None:
        return "Nobody may do that here."
    if right.of is Of.DEPLOYMENT:
        return "That concerns the whole deployment: it takes an owner of the first team."
    return f"That takes the role {right.least} in this team."
