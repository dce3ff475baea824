"""The lock of the admin pages: Identity-Aware Proxy's token where that is set up, else a key. It fails closed."""

import hmac
import logging
import secrets
from datetime import timedelta
from typing import NoReturn

from flask import Blueprint, abort, request

from coatcheck.bootstrap import Services
from coatcheck.people.invitations import BY_ADMIN_KEY
from coatcheck.people.links import code_hash
from coatcheck.ports.stored_values import ADMIN_KEY, ADMIN_LINK
from coatcheck.process import google_tokens
from coatcheck.process.google_door import turned_away
from signup_web.joining.limits import VISITOR, network

ADMIN = "admin"  # in the browser's session: the secret by which ours is known
KEPT = timedelta(days=30)
IAP_HEADER = "X-Goog-IAP-JWT-Assertion"
IAP_KEYS = "https://www.gstatic.com/iap/verify/public_key"
IAP_ISSUER = "https://cloud.google.com/iap"

log = logging.getLogger(__name__)


def admin_link(services: Services) -> str:
    """Make a link that opens the admin pages once; making another one makes it worthless.

    Where Identity-Aware Proxy guards them, simply their address.
    """
    if services.settings.iap_audience:
        return f"{services.settings.site}/admin/"
    _key(services, make=True)
    secret = secrets.token_urlsafe(24)
    services.store.put_value(ADMIN_LINK, code_hash(services.secret_key, ADMIN_LINK, secret))
    return f"{services.settings.site}/admin/enter/{secret}"


def first_admin_link(services: Services) -> str:
    """Make such a link where none was ever made, else return ""."""
    return "" if services.store.value(ADMIN_LINK) is not None else admin_link(services)


def use_link(services: Services, secret: str) -> bool:
    """Return whether this is the one-time link's secret; it is used up by that."""
    kept = services.store.value(ADMIN_LINK)
    if not kept or not hmac.compare_digest(kept, code_hash(services.secret_key, ADMIN_LINK, secret)):
        return False
    services.store.put_value(ADMIN_LINK, "")
    return services.store.once(f"admin-link:{kept}", services.clock.now(), KEPT)


def use_key(services: Services, key: str) -> bool:
    """Return whether this is the key to the admin pages."""
    kept = _key(services)
    return kept is not None and hmac.compare_digest(kept.encode(), key.encode())


def may_try(services: Services, door: str = ADMIN) -> bool:
    """Count one try at a door from the internet address that asks; False where there were too many."""
    return may_try_from(request.remote_addr or "", services, door)


def may_try_from(ip: str, services: Services, door: str) -> bool:
    """Count one try at a door from this internet address; False where there were too many."""
    store, hour, now, most = (
        services.store,
        timedelta(hours=1),
        services.clock.now(),
        services.limits.admin_tries_per_hour,
    )
    bucket = f"{door}:{network(ip, VISITOR)}"
    if store.taken(bucket, hour, now) >= most:
        return False  # nothing is written for those who go on
    return store.take(bucket, 1, most, hour, now)


def admin_pages(name: str) -> Blueprint:
    """Make a blueprint under /admin, where `guard.py` stands before each route."""
    return Blueprint(name, __name__, url_prefix="/admin")


def google_email(services: Services) -> str:
    """Return the address of whom Google says is asking: https://cloud.google.com/iap/docs/signed-headers-howto

    Aborts with 403 where it says nothing, or not to us, with 503 where nobody can tell.
    """
    settings, token = services.settings, request.headers.get(IAP_HEADER)
    if not token:
        abort(403)
    with turned_away("A call of the admin pages", refused=403):
        said = google_tokens.claims(token, settings.iap_audience, IAP_KEYS, algorithm="ES256")
    email = str(said.get("email", ""))
    if said.get("iss") != IAP_ISSUER or not email:
        refuse_account()
    return email


def refuse_account() -> NoReturn:
    """Send somebody away whom Google knows and we don't."""
    log.warning("Admin refused: no user, and not in COATCHECK_IAP_ADMINS")
    abort(403, "Your account may not use these pages.")


def _key(services: Services, make: bool = False) -> str | None:
    """Return the key: configured, or made once and kept in the store; None where there is none yet."""
    if services.settings.admin_token:
        return services.settings.admin_token
    kept = services.store.value(ADMIN_KEY)
    if kept is None and make:
        kept = secrets.token_urlsafe(32)
        services.store.put_value(ADMIN_KEY, kept)
    return kept


def fingerprint(services: Services) -> str:
    """Make what a session keeps in place of the key; "" where there is no key, so that nobody gets in."""
    key = _key(services)
    return code_hash(services.secret_key, ADMIN, key) if key else ""


def key_holder(services: Services) -> str:
    """Name whoever has the key, in the invitations that they make: with another key these open nothing. "" where there is none."""
    key = fingerprint(services)
    return f"{BY_ADMIN_KEY}{key}" if key else ""
