"""What is kept about people, as files: everybody's, and one person's."""

from flask import Response, abort, render_template, request
from msgspec import json

from coatcheck.errors import Invalid
from coatcheck.model.values import complete
from coatcheck.people.personal_data import export_person
from coatcheck.process.log import mask
from coatcheck.watching.everybody import Everybody
from coatcheck.watching.people_file import MIMETYPES, lines
from coatcheck.watching.stories import people_at
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages

people = admin_pages("people")


@people.get("/people")
def overview() -> str:
    """Offer the files."""
    return render_template("admin/people.html")


@people.post("/people/export")
def export() -> Response:
    """Send everybody in one file, which is made while it is sent."""
    form = request.form.get("form", "")
    if form not in MIMETYPES:
        abort(400)
    return _file(Response(lines(Everybody(context.store()), form), mimetype=MIMETYPES[form]), f"people.{form}")


@people.post("/people/one")
def one() -> Response | tuple[str, int]:
    """Send all that is kept about whoever is reached at an address, first way or second."""
    services, store = context.services(), context.store()
    channels = map(services.channel, services.settings.channels)
    found = people_at(store, services.secret_key, channels, request.form.get("address", "").strip())
    if not found:
        error = Invalid("Nobody who signed up is reached there.")
        return render_template("admin/people.html", error=error), 422
    about(", ".join(mask(person.to.address) for person in found))
    kept = [export_person(store, person.id) for person in found]
    return _file(Response(json.format(json.encode(complete(kept))), mimetype="application/json"), "person.json")


def _file(answer: Response, name: str) -> Response:
    """Have it saved under a name that says nothing of anybody."""
    stem, _, ending = name.partition(".")
    saved_as = f"{stem}-{context.now():%Y-%m-%d}.{ending}"
    answer.headers.set("Content-Disposition", "attachment", filename=saved_as)
    return answer
