"""People who run a site, each with a browser that is signed in."""

from flask.testing import FlaskClient

from coatcheck.model import Role, SignedInBy, User
from coatcheck.people import operators, sessions
from signup_web.admin import lock
from tests.fakes.ports import NOON
from tests.signup_web.visiting import PUBLIC, Site, Visitor

OWNER, EDITOR, VIEWER = Role.OWNER, Role.EDITOR, Role.VIEWER


def user(site: Site, name: str, **roles: Role) -> User:
    """A user with these roles, `first` for the first team."""
    email = f"{name}@example.org"
    given = {"" if team == "first" else team: role for team, role in roles.items()}
    return site.store.put_user(User(operators.user_id(email), name.title(), email, given, NOON))


def signed_in(site: Site, who: User, team: str | None = None) -> Visitor:
    """A browser in which they are signed in, in the team that they chose."""
    _, secret = sessions.begin(site.store, who, SignedInBy.PASSKEY, "Firefox on Linux", site.clock.now())
    visitor = site.visitor()
    keep(visitor.client, **{lock.ADMIN: secret, **({"team": team} if team is not None else {})})
    return visitor


def keep(client: FlaskClient, **values: str) -> None:
    """Put these into the browser's cookie."""
    with client.session_transaction(base_url=PUBLIC) as kept:
        kept.permanent = True
        kept.update(values)
