"""A visitor suggests what to watch: an address or a movie, what we read there, where to be told, then the code, like any sign-up."""

import secrets
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid, LookFailed
from coatcheck.languages import gettext
from coatcheck.model import ANY, ConsentKind, SuggestionState
from coatcheck.people.links import manage_token, subscriber_id
from coatcheck.ports import Target
from coatcheck.sources.tickets.bookmyshow_wish import MOST
from coatcheck.watching import addresses, catalogue
from coatcheck.watching.box_office import SOURCE, Wanted
from coatcheck.watching.suggestion_draft import Draft
from signup_web import context
from signup_web.joining import signup
from signup_web.joining.evidence import consent
from signup_web.joining.fields import address_fields, shown, zone_of_visitor
from signup_web.joining.form import BY, SIGNUP, SUGGESTED, TO
from signup_web.joining.limits import NETWORK, VISITOR, TooMany, network
from signup_web.joining.previews import Listing, NoAnswer, listing, looked, movie_draft, office, page_draft

suggesting = Blueprint("suggesting", __name__, url_prefix="/suggest")

T = TypeVar("T")
Page = str | AnyResponse | tuple[str, int]
DRAFT_LIFE = 3600  # seconds between what was read and the sign-up for it
LONGEST_URL = 2000


@suggesting.before_request
def require_open() -> None:
    """Answer 404 where visitors may suggest nothing."""
    if context.settings().suggestions == "closed":
        abort(404, gettext("Nothing can be suggested here."))


@suggesting.get("")
def form() -> Page:
    """Ask for an address."""
    return _form()


@suggesting.post("")
def look() -> Page:
    """Look at the address once, and show what is read. Nothing is stored."""
    url = request.form.get("url", "").strip()
    try:
        _refuse_private(url)
        if double := _watched(Target(url)):
            return double
        draft = _looked(lambda: page_draft(url))
    except Invalid as error:
        return _form({"url": str(error)}), 429 if isinstance(error, TooMany) else 422
    return _preview(draft)


@suggesting.get("/tickets")
def tickets() -> Page:
    """Ask for a region; with one, show its movies and theatres to choose from."""
    _require_site()
    return _tickets(request.args.get("region", "").strip())


@suggesting.post("/tickets")
def look_at_tickets() -> Page:
    """Look at the movie once, and show what is read. Nothing is stored."""
    _require_site()
    region = request.form.get("region", "").strip()
    try:
        target = _looked(lambda: office().target(_wanted()))
        if double := _watched(target):
            return double
        draft = _looked(lambda: movie_draft(target))
    except (TooMany, NoAnswer) as error:
        return _choose(region, None, {"region": str(error)}), 429 if isinstance(error, TooMany) else 503
    except Invalid as error:
        return _choose(region, _listed_again(region), {error.option or "movie": str(error)}), 422
    return _preview(draft)


@suggesting.post("/way")
def way() -> Page:
    """Ask for the address of another channel."""
    return _preview(_draft())


@suggesting.post("/send")
def send() -> Page:
    """Check the form, and send the code; a form that is not right comes back with what was typed."""
    if request.form.get("website"):  # nobody sees this field, but programs fill it in
        abort(400)
    services, draft, form = context.services(), _draft(), request.form
    errors: dict[str, str] = {}
    known = {key for key, _ in draft.sizes}
    wants = () if ANY in form.getlist("size") else tuple(each for each in form.getlist("size") if each in known)
    if draft.sizes and not form.getlist("size"):
        errors["size"] = gettext("Select at least one")
    if not form.get("agree"):
        errors["agree"] = gettext("Tick the box to agree to messages")
    try:
        to = signup.normal_address(services, form.get("by", ""), form.get("address", ""), form.get("country", ""))
        if not errors:
            suggestion = secrets.token_hex(8)
            person = subscriber_id(services.secret_key, to)
            services.inbox.require_room(person)
            wish = signup.Wish(suggestion, to, wants or (ANY,), zone=zone_of_visitor())
            asked = consent(ConsentKind.OPT_IN, to.channel)
            waiting = signup.start(services, wish, asked, request.remote_addr or "")
            services.inbox.note(draft, suggestion, person, wants)
            session[SIGNUP], session[TO], session[BY] = waiting.token, shown(to), to.channel
            session[SUGGESTED] = suggestion
            return redirect(url_for("join.code"), 303)
    except TooMany as error:
        return _preview(draft, {"address": str(error)}), 429
    except Invalid as error:
        errors["address"] = str(error)
    return _preview(draft, errors), 422


@suggesting.get("/done")
def done() -> Page:
    """Show what becomes of it."""
    services = context.services()
    suggestion = services.store.suggestion(session.get(SUGGESTED, ""))
    person = suggestion and services.store.subscriber(suggestion.subscriber_id)
    if not suggestion or not person or suggestion.state is SuggestionState.UNCONFIRMED:
        return redirect("/")
    return render_template(
        "suggested.html",
        suggestion=suggestion,
        watch=services.store.watch(suggestion.watch_id),
        subscriber=person,
        token=manage_token(services.secret_key, person.id, person.links),
    )


# Looking


def _looked(ask: Callable[[], T]) -> T:
    """Return what this finds, within the limits of this visitor and their network."""
    ip = request.remote_addr or ""
    return looked(network(ip, VISITOR), ask, network(ip, NETWORK))


def _refuse_private(url: str) -> None:
    """Raise `Invalid` for what is no public page: nothing that a stranger names may lead inside, whatever the operator may do."""
    from coatcheck.fetch.guard import is_allowed_host  # the site starts without the library that fetches

    if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
        raise Invalid(gettext("Write the product's address, with https:// in front."))
    addresses.refuse_other_addresses(url)
    if addresses.names_private_host(url) or is_allowed_host(urlsplit(url), context.settings().allow_hosts):
        raise Invalid(gettext("That is not a page that everybody can see."))


def _watched(target: Target) -> AnyResponse | None:
    """Lead to the product where it is watched and shown already."""
    double = catalogue.same_page(context.store().watches(), target.url, target.options)
    return redirect(url_for("pages.product", slug=double.slug), 303) if double and double.listed else None


# Movies


def _require_site() -> None:
    """Answer 404 where the operator named no ticket site."""
    if not context.settings().tickets_site:
        abort(404, gettext("Movies can't be searched here."))


def _wanted() -> Wanted:
    form = request.form
    first, last = form.get("first", "").strip(), form.get("last", "").strip()
    return Wanted(
        movie=form.get("movie", ""),
        region=form.get("region", ""),
        theatres=tuple(form.getlist("theatre")[: MOST + 1]),
        date=f"{first}/{last}" if last and last != first else first,
        days=form.get("days", ""),
        after=form.get("after", ""),
        before=form.get("before", ""),
        language=form.get("language", ""),
        format=form.get("format", ""),
        coming=bool(form.get("coming")),
    )


def _tickets(words: str) -> str | tuple[str, int]:
    """Show the form for movies; without a region the question for one."""
    try:
        return _choose(words, _looked(lambda: listing(words)) if words else None, {})
    except Invalid as error:
        return _choose(words, None, {"region": str(error)}), 429 if isinstance(error, TooMany) else 422


def _choose(words: str, found: Listing | None, errors: dict[str, str]) -> str:
    region, theatres, movies = found or (None, [], [])
    return render_template(
        "suggest_tickets.html",
        region=region,
        words=words,
        theatres=theatres,
        movies=movies,
        languages=sorted({name for movie in movies for name in movie.languages}),
        formats=sorted({name for movie in movies for name in movie.formats}),
        chosen=request.form.getlist("theatre"),
        most=MOST,
        typed=request.form,
        errors=errors,
    )


def _listed_again(words: str) -> Listing | None:
    """Return what was listed a moment ago, and is kept; None where it is not."""
    try:
        return listing(words)
    except (Invalid, LookFailed):
        return None


# Pages


def _form(errors: dict[str, str] | None = None) -> str:
    return render_template("suggest.html", typed=request.form, errors=errors or {})


def _preview(draft: Draft, errors: dict[str, str] | None = None) -> str:
    """Show what was read, the sizes to choose from, and where to be told."""
    fields = address_fields()
    if (way := request.form.get("way", "")) in fields["offered"]:
        fields["by"] = way
    return render_template(
        "suggest_preview.html",
        draft=draft,
        is_event=draft.source == SOURCE,
        signed=_signer().dumps(msgspec.to_builtins(draft)),
        wants=request.form.getlist("size"),
        errors=errors or {},
        bot=None,
        **fields,
    )


def _draft() -> Draft:
    """Return what was read before, as we signed it: how a page is read is never the visitor's word."""
    try:
        return msgspec.convert(_signer().loads(request.form.get("draft", ""), max_age=DRAFT_LIFE), Draft)
    except (BadData, msgspec.ValidationError) as error:
        raise Invalid(gettext("That was too long ago. Start again.")) from error


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(context.services().secret_key, salt="suggestion")
