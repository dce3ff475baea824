"""What a browser is asked for a passkey, and what is believed of its answer. https://www.w3.org/TR/webauthn-3/

The library takes a moment to start, so this module is imported on first use.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from msgspec.structs import replace
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from coatcheck.errors import Invalid
from coatcheck.model import Passkey, User
from coatcheck.people.operators import live
from coatcheck.people.passkeys import LASTS, MOST_PASSKEYS, RelyingParty, changed, passkey_name
from coatcheck.plain_text import as_text

LONGEST_ANSWER = 16_384  # characters; a browser's has about a thousand
LONGEST_ID = 1023  # bytes: https://www.w3.org/TR/webauthn-3/#credential-id
TIMEOUT = LASTS // timedelta(milliseconds=1)
USER_ID = re.compile(r"[\w-]{1,64}", re.ASCII)

UNKNOWN = "This passkey opens nothing here: it was removed, or made for another site. Come in another way."
UNPROVEN = "What the browser sent does not prove a passkey. Try again, or come in another way."

# What the library, and those it stands on, raise at bytes that somebody made up.
_MADE_UP = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)

log = logging.getLogger(__name__)


def options_to_add(party: RelyingParty, user: User, secret: bytes) -> str:
    """Write what a browser needs to make a passkey for this user, as JSON. Devices that hold one already make no other."""
    return options_to_json(
        generate_registration_options(
            rp_id=party.id,
            rp_name=party.name,
            user_id=user.id.encode(),
            user_name=user.email or user.name,
            user_display_name=user.name,
            challenge=secret,
            timeout=TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(each.credential_id) for each in user.passkeys],
        )
    )


def options_to_sign_in(party: RelyingParty, secret: bytes) -> str:
    """Write what a browser needs to sign somebody in, as JSON. Nobody is named: whoever asks learns nothing."""
    return options_to_json(
        generate_authentication_options(
            rp_id=party.id,
            challenge=secret,
            timeout=TIMEOUT,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def add(party: RelyingParty, user: User, secret: bytes, answer: str, name: str, now: datetime) -> User:
    """Return the user with the passkey that a browser's answer proves.

    Raises `Invalid` where it proves none, the user has it or too many already, or the name is none.
    """
    name = passkey_name(name)
    if len(user.passkeys) >= MOST_PASSKEYS:
        raise Invalid(f"You have {MOST_PASSKEYS} passkeys already: remove one first.")
    with _believing_nothing():
        proven = verify_registration_response(
            credential=_short(answer),
            expected_challenge=secret,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    if len(proven.credential_id) > LONGEST_ID:
        raise Invalid(UNPROVEN)
    if any(each.credential_id == proven.credential_id for each in user.passkeys):
        raise Invalid("You have this passkey already.")
    made = Passkey(proven.credential_id, proven.credential_public_key, proven.sign_count, name, now)
    return replace(user, passkeys=(*user.passkeys, made))


def whose(answer: str) -> str:
    """Return the id of the user whose passkey this says it is; nothing is proven yet. Raises `Invalid` where it says none."""
    with _believing_nothing():
        handle = parse_authentication_credential_json(_short(answer)).response.user_handle
        named = USER_ID.fullmatch((handle or b"").decode())
    if named is None:
        raise Invalid(UNKNOWN)
    return named[0]


def sign_in(party: RelyingParty, user: User | None, secret: bytes, answer: str, now: datetime) -> User:
    """Return the user as signed in by the passkey that a browser's answer proves, which notes that, and its counter.

    Raises `Invalid` where there is no such user any more, or the answer proves none of the user's passkeys. So it does where the
    counter did not rise: a copy of the passkey was used. Many passkeys count nothing, and always say 0.
    """
    user = live(user)
    if user is None:
        raise Invalid(UNKNOWN)
    with _believing_nothing():
        credential = parse_authentication_credential_json(_short(answer))
        passkey = _with_id(user, credential.raw_id)
        proven = verify_authentication_response(
            credential=credential,
            expected_challenge=secret,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    return changed(user, replace(passkey, sign_count=proven.new_sign_count, used_at=now))


def _with_id(user: User, credential_id: bytes) -> Passkey:
    for each in user.passkeys:
        if each.credential_id == credential_id:
            return each
    raise Invalid(UNKNOWN)


@contextmanager
def _believing_nothing() -> Iterator[None]:
    """Refuse, in one sentence, what does not hold; the log says why."""
    try:
        yield
    except _MADE_UP as error:
        log.warning("A passkey was refused: %r", as_text(error))
        raise Invalid(UNPROVEN) from error


def _short(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError(f"{len(answer)} characters")
    return answer
