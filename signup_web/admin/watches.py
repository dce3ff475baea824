"""One watch with its settings, pausing and removing."""

from base64 import b64encode
from collections.abc import Mapping
from typing import cast

from flask import abort, redirect, render_template, request, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import sources
from coatcheck.errors import Invalid
from coatcheck.model import ANY, Watch
from coatcheck.ports.stored_values import webhook_secret
from coatcheck.telling import pace
from coatcheck.telling.offer_words import offer_words
from coatcheck.truth.proven import never_seen
from coatcheck.watching import catalogue, moving
from coatcheck.watching.agents import heard
from coatcheck.watching.pictures import picture_of
from coatcheck.watching.schedule import looked_at
from coatcheck.watching.states import state_of
from coatcheck.watching.tags import tags
from signup_web import context, hooks
from signup_web.admin.guard import about, concerns
from signup_web.admin.lock import admin_pages
from signup_web.product import times

watches = admin_pages("watches")

MOST_DIGITS = 9  # of a number in a form
OPTION = "option-"  # begins the name of a field that holds an option of a source


@watches.get("/watches/<watch_id>")
def watch(watch_id: str) -> str:
    """Show one watch: what is known of it, who waits, and its settings."""
    return page(find(watch_id))


@watches.post("/watches/<watch_id>/active")
def activate(watch_id: str) -> AnyResponse:
    """Pause a watch, or look at it again."""
    stored, active = find(watch_id), request.form.get("active") == "1"
    catalogue.set_active(context.store(), stored, active, context.now())
    about(f"{stored.slug}: {'resumed' if active else 'paused'}")
    return redirect(url_for("overview.watches"), 303)


@watches.post("/watches/<watch_id>/look")
def look(watch_id: str) -> AnyResponse:
    """Have a watch looked at with the next tick."""
    catalogue.look_now(context.store(), find(watch_id), context.now())
    return redirect(url_for("watches.watch", watch_id=watch_id, asked=1), 303)


@watches.post("/watches/<watch_id>/remove")
def remove(watch_id: str) -> AnyResponse | tuple[str, int]:
    """Forget a watch with its subscriptions."""
    stored = find(watch_id)
    if not request.form.get("sure"):
        return page(stored, Invalid("Tick the box to say that you are sure, then press Remove again.")), 422
    context.store().remove_watch(stored.id)
    return redirect(url_for("overview.watches"), 303)


@watches.post("/watches/<watch_id>/move")
def move(watch_id: str) -> AnyResponse | tuple[str, int]:
    """Give a watch to another team, which sees those who wait for it from then on."""
    stored, team = find(watch_id), request.form.get("team", "")
    try:
        if not request.form.get("sure"):
            raise Invalid("Tick the box to say that you are sure, then press Move again.")
        moving.move(context.store(), stored, team, context.now())
    except Invalid as error:
        return page(stored, error), 422
    about(moving.said(stored, team))
    concerns(stored.team, team)
    return redirect(url_for("overview.watches"), 303)


@watches.post("/watches/<watch_id>/hook")
def hook(watch_id: str) -> AnyResponse:
    """Set the secret of the shop's webhooks; an empty one closes the door."""
    stored = find(watch_id)
    context.store().put_value(webhook_secret(stored.id), request.form.get("secret", "").strip() or None)
    return redirect(url_for("watches.watch", watch_id=watch_id, saved=1), 303)


def with_form(watch: Watch) -> Watch:
    """Return the watch with what the form says. Raises `Invalid` naming the field."""
    form = request.form
    given = given_options(form)
    options = {option.name: given.get(option.name, "") for option in sources.load(watch.source).OPTIONS}
    return replace(
        watch,
        title=form.get("title", watch.title).strip()[: catalogue.LONGEST_TITLE] or watch.title,
        tags=tags(form["tags"].split(",")) if "tags" in form else watch.tags,
        interval=_number("interval", watch.interval),
        settle=_number("settle", watch.settle),
        cooldown=_number("cooldown", watch.cooldown),
        look_from=catalogue.look_from(form.get("look_from", watch.look_from)),
        agree=_number("agents", watch.agree),
        zone=form.get("zone", watch.zone).strip(),
        advance="advance" in form,
        listed="listed" in form,
        options={name: text for name, text in options.items() if text},
    )


@watches.app_template_global()
def given_options(form: Mapping[str, str]) -> dict[str, str]:
    """Return the options of a source that stand in a form, by their names."""
    return {name.removeprefix(OPTION): text.strip() for name, text in form.items() if name.startswith(OPTION)}


@watches.app_template_filter()
def data_url(jpeg: bytes) -> str:
    """Return the address that holds a JPEG itself."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"


def _number(name: str, default: int) -> int:
    text = request.form.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise Invalid(f"Write {name} as a whole number of {MOST_DIGITS} digits at the most.")
    return int(text)


def page(watch: Watch, error: Invalid | None = None) -> str:
    """Show one watch, with what is wrong with what was filled in."""
    store = context.store()
    state = state_of(store, watch.id)
    counts, rate = store.waiting_counts(watch.id), pace.rate(context.settings())
    seen = heard(store, [watch]).get(watch.id)
    at = looked_at(watch, state, store.batches([watch.batch]).get(watch.batch), context.now(), seen)
    return render_template(
        "admin/watch.html",
        watch=watch,
        state=state,
        offer=offer_words(state),
        never_seen=never_seen(state),
        picture=picture_of(store, watch.id, context.now()),
        counts=counts,
        any_size=counts.get(ANY, 0),
        forecast=[each.says(rate) for each in pace.waiting(state, counts, rate)],
        options=sources.load(watch.source).OPTIONS,
        error=error,
        saved=request.args.get("saved"),
        asked=request.args.get("asked"),
        checked=times.ago(at, context.now()) if at else "",
        host=watch.host,
        takes_webhooks=bool(hooks.secret_of(store, watch.id)),
    )


def find(watch_id: str) -> Watch:
    """Return the watch of this id, which is what the request is about; the answer is 404 where there is none."""
    found = context.store().watch(watch_id) or cast(Watch, abort(404))
    about(found.slug)
    return found
