"""Who uses the operator's pages: known anew at each request, so that a role that was changed or ended counts at once."""

import hmac

from flask import session

from coatcheck.bootstrap import Services
from coatcheck.model import FIRST_TEAM, Frozen, OperatorSession, Role, User
from coatcheck.people import sessions
from coatcheck.people.operators import home, live, user_id
from signup_web.admin import lock

TEAM = "team"  # in the browser's session: the team that was chosen
NAME = "operator"  # of whoever came by the key, or the link that works once


class Operator(Frozen, frozen=True):
    """Somebody who uses these pages, in one team. Whoever is `everywhere` owns the whole deployment, and is an owner in each team."""

    user_id: str  # "" for whoever came by the key or the link
    name: str
    team: str
    role: Role
    everywhere: bool = False
    session: str = ""  # its id; "" behind Identity-Aware Proxy, which has its own


def asking(services: Services) -> Operator | None:
    """Return who makes this request; None for a stranger. Aborts with 403 or 503 where Identity-Aware Proxy does not name a user of ours."""
    if services.settings.iap_audience:
        return _by_google(services)
    opened = present(services)
    if opened is None:
        return None
    if not opened.user:
        return _whoever_has_the_key(services, opened)
    user = services.store.user(opened.user)
    return _user(services, user, opened.id) if user and sessions.opens_for(opened, user) else None


def present(services: Services) -> OperatorSession | None:
    """Return the session of the browser that asks; None where it has none, or it was ended."""
    secret = session.get(lock.ADMIN)
    return sessions.known(services.store, secret, services.clock.now()) if isinstance(secret, str) else None


def _whoever_has_the_key(services: Services, opened: OperatorSession) -> Operator | None:
    right = lock.fingerprint(services)
    if not right or not hmac.compare_digest(opened.key, right):
        return None
    return Operator("", NAME, _chosen(services), Role.OWNER, everywhere=True, session=opened.id)


def _by_google(services: Services) -> Operator:
    email = lock.google_email(services)
    if email in services.settings.iap_admins:
        return Operator(user_id(email), email, _chosen(services), Role.OWNER, everywhere=True)
    user = live(services.store.user(user_id(email)))
    if user is None:
        lock.refuse_account()
    return _user(services, user)


def _user(services: Services, user: User, session_id: str = "") -> Operator:
    if user.is_everywhere:
        return Operator(user.id, user.name, _chosen(services), Role.OWNER, everywhere=True, session=session_id)
    wanted = str(session.get(TEAM, FIRST_TEAM))
    team = wanted if wanted in user.roles else home(user)
    return Operator(user.id, user.name, team, user.roles[team], session=session_id)


def _chosen(services: Services) -> str:
    """Return the team that somebody chose who may choose any; the first, where there is none of that id any more."""
    wanted = str(session.get(TEAM, FIRST_TEAM))
    return wanted if wanted == FIRST_TEAM or services.store.team(wanted) else FIRST_TEAM
