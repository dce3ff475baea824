"""Why did somebody (not) get it? What is stored of one address, told line by line; the address is masked."""

from flask import abort, render_template, request

from coatcheck.errors import Invalid
from coatcheck.model import Subscriber
from coatcheck.telling.timeline import timeline
from coatcheck.telling.variant_names import labels
from coatcheck.watching.stories import people_at, stories
from signup_web import context
from signup_web.admin.lock import admin_pages

why = admin_pages("admin_why")

Page = str | tuple[str, int]


@why.get("/why")
def ask() -> Page:
    return _page([])


@why.post("/why")
def by_address() -> Page:
    """Tell of whoever is reached at an address. It is posted, so that no log of addresses of pages has it."""
    services = context.services()
    channels = map(services.channel, services.settings.channels)
    found = people_at(services.store, services.secret_key, channels, request.form.get("address", "").strip())
    return _page(found) if found else (_page([], Invalid("Nobody who signed up is reached there.")), 422)


@why.get("/why/<subscriber_id>")
def by_id(subscriber_id: str) -> Page:
    """Tell of somebody whom another page names."""
    return _page([context.store().subscriber(subscriber_id) or abort(404)])


def _page(people: list[Subscriber], error: Exception | None = None) -> str:
    now, store = context.now(), context.store()
    told = [(person, [(story, timeline(story, now)) for story in stories(store, person, now)]) for person in people]
    return render_template("admin/why.html", people=told, labels=labels, error=error)
