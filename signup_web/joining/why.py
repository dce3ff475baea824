"""Why did I (not) get it? A person's own timeline of one product, behind the link to their own page."""

from flask import Blueprint, abort, render_template

from coatcheck.telling.timeline import timeline
from coatcheck.watching.stories import stories
from signup_web import context
from signup_web.joining.manage import subscriber_of

why = Blueprint("why", __name__)


@why.get("/m/<token>/why/<watch_id>")
def page(token: str, watch_id: str) -> str:
    """Show what happened since they signed up, 30 days at the most, newest first."""
    now = context.now()
    story = next(iter(stories(context.store(), subscriber_of(token), now, watch_id)), None) or abort(404)
    return render_template("why.html", token=token, story=story, lines=timeline(story, now))
