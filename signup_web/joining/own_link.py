"""The link to one's own page, once more: sent to the address that is typed, if we know it; the answer is the same for everybody."""

import logging
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request
from msgspec.structs import replace

from coatcheck import channels
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import Invalid, SendFailed
from coatcheck.languages import gettext, speaking
from coatcheck.model import Status, Subscriber
from coatcheck.people import codes, membership
from coatcheck.people.links import MANAGE_DAYS, manage_url
from coatcheck.ports import Note
from coatcheck.process.log import mask
from coatcheck.telling.texts import spelled
from signup_web import context
from signup_web.joining import limits, pace, signup
from signup_web.joining.fields import address_fields, shown

own_link = Blueprint("own_link", __name__)

Page = str | tuple[str, int]

log = logging.getLogger(__name__)


@own_link.get("/mine")
def form() -> Page:
    """Show where somebody types the address that they signed up with."""
    return _page()


@own_link.post("/mine")
def ask() -> Page:
    """Send the link there, and say the same whether or not we know the address."""
    services, now, asked = context.services(), context.now(), request.form
    try:
        to = signup.normal_address(services, asked.get("by", ""), asked.get("address", ""), asked.get("country", ""))
        person = membership.subscriber_at(services.store, services.secret_key, to, now)
        limits.check_code(services.store, services.settings, to, person.id, request.remote_addr or "", now)
        if channels.is_text(to.channel):
            limits.check_budget(services.store, services.settings, now)
    except Invalid as error:
        return _page(str(error)), 429 if isinstance(error, limits.TooMany) else 422
    _send(services, replace(person, to=to))
    return _page(sent_to=shown(to))


def _send(services: Services, person: Subscriber) -> None:
    """Send it where it may be sent; else take as long. What the provider says of the address is nobody's business but ours."""
    channel = services.channel(person.to.channel)
    known = person.revision and person.status is not Status.UNCONFIRMED
    if not known or not codes.is_sent(person):
        pace.wait(channel.name)
        return
    try:
        with pace.measured(channel.name):
            with speaking(person.language or services.settings.language):
                note = link_note(services.settings, services.secret_key, person)
            channel.send(person.to.address, note)
    except SendFailed as error:
        log.warning("A link could not be sent: %s", error.reason, extra={"to": mask(person.to.address)})


def link_note(settings: Settings, secret_key: str, person: Subscriber) -> Note:
    """Write the message with the link; to a phone, one text long."""
    link = manage_url(settings.site, secret_key, person.id, person.links)
    title = gettext("Your alerts at {site}", site=urlsplit(settings.site).hostname)
    if channels.is_text(person.to.channel):
        text = spelled(gettext("{brand}: your alerts: {link}", brand=settings.brand, link=link))
        return Note(text=text, title=title, url=link)
    text = gettext("Be told again, change your sizes, or stop:\n{link}", link=link)
    return Note(text=text, title=title, url=link)


def _page(error: str = "", sent_to: str = "") -> str:
    errors = {"address": error} if error else {}
    return render_template("mine.html", errors=errors, sent_to=sent_to, days=MANAGE_DAYS, **address_fields())
