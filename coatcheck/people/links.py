"""Signed links: a person's manage page, and hashes that only the holder of the secret key can make."""

import hashlib
import hmac

from itsdangerous import BadSignature, SignatureExpired, URLSafeSerializer, URLSafeTimedSerializer

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import ChannelAddress

MANAGE = "manage"
MANAGE_DAYS = 30
UNSUBSCRIBE = "unsubscribe"


def subscriber_id(secret_key: str, to: ChannelAddress) -> str:
    """Return the id of whoever is reached there: a keyed hash, so that ids can't be turned back into numbers."""
    key = hashlib.sha256(secret_key.encode()).digest()
    return hashlib.blake2b(f"{to.channel}:{to.address}".encode(), key=key, digest_size=12).hexdigest()


def code_hash(secret_key: str, token: str, code: str) -> str:
    """Hash a sign-up code, as it is kept."""
    return hmac.new(secret_key.encode(), f"{token}:{code}".encode(), hashlib.sha256).hexdigest()


def manage_token(secret_key: str, subscriber: str, links: int) -> str:
    """Make a token for the manage page, good for 30 days or until the subscriber's `links` counter is raised."""
    return URLSafeTimedSerializer(secret_key, salt=MANAGE).dumps([subscriber, links])


def manage_url(site: str, secret_key: str, subscriber: str, links: int) -> str:
    """Make a link to a person's own page, by this token."""
    return f"{site}/m/{manage_token(secret_key, subscriber, links)}"


def read_manage_token(secret_key: str, token: str) -> tuple[str, int]:
    """Return the subscriber's id and the links counter in it. Raises `Invalid` for a forged, foreign or expired token."""
    serializer = URLSafeTimedSerializer(secret_key, salt=MANAGE)
    try:
        subscriber, links = serializer.loads(token, max_age=MANAGE_DAYS * 86400)
        return str(subscriber), int(links)
    except SignatureExpired as error:
        raise Invalid(
            gettext("This link has run out: it works for {days} days. Ask for a new one at /mine.", days=MANAGE_DAYS)
        ) from error
    except (BadSignature, ValueError, TypeError) as error:
        raise Invalid(gettext("This link is not one of ours.")) from error


def unsubscribe_url(site: str, secret_key: str, subscriber: str) -> str:
    """Make a link that takes one POST and stops all messages to this person; it never expires.

    https://www.rfc-editor.org/rfc/rfc8058
    """
    return f"{site}/u/{URLSafeSerializer(secret_key, salt=UNSUBSCRIBE).dumps(subscriber)}"


def read_unsubscribe_token(secret_key: str, token: str) -> str:
    """Return the subscriber's id in it. Raises `Invalid` for a forged or foreign token."""
    try:
        return str(URLSafeSerializer(secret_key, salt=UNSUBSCRIBE).loads(token))
    except BadSignature as error:
        raise Invalid(gettext("This link is not one of ours.")) from error
