"""Passkeys: the way in by one; and a user's own: one more, another name for it, an end to it.

A script asks for a challenge, and puts the browser's answer to it into the form that is sent then (static/passkey.js).
"""

from collections.abc import Callable

import msgspec
from flask import Response, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import SignedInBy, User
from coatcheck.people import passkeys as known
from coatcheck.people.operators import CHANGED
from coatcheck.people.passkeys import Ceremony, RelyingParty
from coatcheck.retry import refuse, write_again
from signup_web import context
from signup_web.admin import lock
from signup_web.admin.door import Page, ask
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.admin.me import page, shown, user_or_none
from signup_web.admin.sessions import open_session

passkeys = admin_pages("passkeys")

CHALLENGE = "challenge"  # in the browser's session: what it has to have signed
DOOR = "passkey"


@passkeys.post("/enter/passkey/challenge")
def ask_to_sign_in() -> Response:
    """Say what a passkey has to sign to sign somebody in."""
    from coatcheck.people import passkey_ceremonies as ceremonies

    return _json(ceremonies.options_to_sign_in(_party(), _challenge(Ceremony.SIGN_IN)))


@passkeys.post("/enter/passkey")
def sign_in() -> Page:
    """Sign in whom a passkey names and proves."""
    from coatcheck.people import passkey_ceremonies as ceremonies

    services, party, answer = context.deployment(), _party(), _answer()
    if not lock.may_try(services, DOOR):
        return ask("Those were too many tries. Try again in an hour."), 429
    secret, user_id, store = _used_up(Ceremony.SIGN_IN), ceremonies.whose(answer), services.store

    def write(user: User | None) -> User:
        return store.put_user(ceremonies.sign_in(party, user, secret, answer, context.now()))

    user = write_again(write, lambda: store.user(user_id), refuse(CHANGED))
    open_session(services, user, SignedInBy.PASSKEY)
    return redirect(url_for("overview.watches"), 303)


@passkeys.post("/me/passkeys/challenge")
def ask_to_add() -> Response:
    """Say what a new passkey has to sign, and whose it will be."""
    from coatcheck.people import passkey_ceremonies as ceremonies

    user = _user()
    return _json(ceremonies.options_to_add(_party(), user, _challenge(Ceremony.ADD, user.id)))


@passkeys.post("/me/passkeys")
def add() -> AnyResponse:
    """Add a passkey."""
    from coatcheck.people import passkey_ceremonies as ceremonies

    party, secret, answer = _party(), _used_up(Ceremony.ADD, _user().id), _answer()
    name = request.form.get("name", "")
    return _changed(lambda user: ceremonies.add(party, user, secret, answer, name, context.now()), name)


@passkeys.post("/me/passkeys/<passkey_id>/name")
def rename(passkey_id: str) -> AnyResponse:
    """Call a passkey something else."""
    name = request.form.get("name", "")
    return _changed(lambda user: known.rename(user, passkey_id, name), name)


@passkeys.post("/me/passkeys/<passkey_id>/remove")
def remove(passkey_id: str) -> AnyResponse:
    """Let a passkey open nothing any more."""
    name = known.own(_user(), passkey_id).name
    return _changed(lambda user: known.remove(user, passkey_id), name)


@passkeys.errorhandler(Invalid)
def refused(error: Invalid) -> Page:
    """Say what is wrong on the page that it was sent from."""
    return (page(error), 422) if "operator" in g else (ask(str(error)), 403)


def _changed(change: Callable[[User], User], what: str) -> AnyResponse:
    """Store the user as changed, and show what came of it."""
    store = context.deployment().store
    write_again(lambda user: store.put_user(change(user)), _user, refuse(CHANGED))
    about(what)
    return shown()


def _user() -> User:
    return user_or_none() or abort(404)


def _party() -> RelyingParty:
    return known.relying_party(context.settings()) or abort(404)


def _challenge(ceremony: Ceremony, user_id: str = "") -> bytes:
    made = known.challenge(ceremony, context.now(), user_id)
    session[CHALLENGE] = msgspec.to_builtins(made)
    return made.secret


def _used_up(ceremony: Ceremony, user_id: str = "") -> bytes:
    kept = session.pop(CHALLENGE, None)
    return known.use_up(context.deployment().store, kept, ceremony, context.now(), user_id)


def _answer() -> str:
    return request.form.get("credential", "")


def _json(text: str) -> Response:
    return Response(text, content_type="application/json")
