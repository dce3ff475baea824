"""Signing a browser in and out."""

from flask import request, session

from coatcheck.bootstrap import Services
from coatcheck.model import SignedInBy, User, Via
from coatcheck.people import audit, sessions
from coatcheck.people.operators import home
from signup_web.admin import lock
from signup_web.admin.operator import NAME, present

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def open_session(services: Services, user: User | None, by: SignedInBy) -> None:
    """Sign this browser in as the user; without one, as whoever has the key.

    What the browser kept until now is forgotten, a session of its own ended: nobody can have planted what it is known by from now on.
    """
    store, now = services.store, services.clock.now()
    _end_present(services)
    key = lock.fingerprint(services)
    _, secret = sessions.begin(store, user, by, browser(request.user_agent.string), now, key)
    session.clear()
    session.permanent = True
    session[lock.ADMIN] = secret
    actor = audit.Actor(user.name, Via.PAGE, user.id, home(user)) if user else audit.Actor(NAME, Via.PAGE)
    audit.note_done(store, actor, f"signed in by {by}", browser(request.user_agent.string), now)


def close_session(services: Services) -> None:
    """Sign this browser out."""
    _end_present(services)
    session.clear()


def browser(agent: str) -> str:
    """Say in a few words which browser this is, by what it says of itself: "Firefox on Linux"; "a browser" for what says nothing known."""
    name = next((name for mark, name in BROWSERS.items() if mark in agent), "a browser")
    system = next((system for mark, system in SYSTEMS.items() if mark in agent), "")
    return f"{name} on {system}" if system else name


def _end_present(services: Services) -> None:
    if opened := present(services):
        services.store.remove_operator_session(opened.id)
