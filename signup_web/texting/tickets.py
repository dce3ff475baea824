"""Tickets in a chat with the bot, a group's among them: /regions, /theatres, /movies and /alert, for whoever writes there."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from coatcheck.errors import Invalid
from coatcheck.model import ANY, ConsentKind, Status, Subscriber, SuggestionState
from coatcheck.people import membership
from coatcheck.sources.tickets.searching import Named, did_you_mean, pick, search
from coatcheck.watching.box_office import Movie, Wanted, titles
from coatcheck.watching.catalogue import same_page
from signup_web import context
from signup_web.joining.previews import looked, movie_draft, office
from signup_web.texting.respond import consent, is_too_much

MOST_LINES = 30  # of one answer
LONGEST = 1000  # characters of a command that are read

USAGE = """/alert MOVIE; REGION; THEATRE + THEATRE; DATE; LANGUAGE; FORMAT
The last two only if they matter. The date like 2026-11-21, or 2026-11-20/2026-11-22.
/regions NAME, /theatres REGION and /movies REGION say what there is."""


def reply(command: str, words: str, subscriber: Subscriber, message: str, at: datetime) -> str:
    """Do what a command asks for, and say so; "" for whoever said stop or writes too much."""
    if subscriber.status is Status.OPTED_OUT or is_too_much(subscriber):
        return ""
    words = words[:LONGEST]
    try:
        if command == "alert":
            return _alert(words, subscriber, message, at)
        return looked(subscriber.id, lambda: LISTS[command](words))
    except Invalid as error:
        return str(error)


def with_pending(says: str, subscriber: Subscriber) -> str:
    """Put before an answer what of theirs waits for the operator; in its place where they wait for nothing else."""
    store = context.store()
    own = store.suggestions_of(subscriber.id)
    names = [each.title or each.url for each in own if each.state is SuggestionState.WAITING]
    if not names:
        return says
    has_more = any(store.watch(each.watch_id) for each in store.subscriptions_of(subscriber.id))
    waits = f"Waits for whoever runs this site to decide: {', '.join(names)}."
    return f"{waits}\n{says}" if has_more else waits


# What there is


def _regions(words: str) -> str:
    return _listed(office().regions(), words, "/regions")


def _theatres(words: str) -> str:
    region, rest = _region_first(words)
    return _listed(office().theatres(region), rest, f"/theatres {region.code}")


def _movies(words: str) -> str:
    region, rest = _region_first(words)
    listed = office().movies(region)
    known = {movie.title: _with_versions(movie) for movie in listed}
    return _listed([Named(each.name, "") for each in titles(listed)], rest, f"/movies {region.code}", known)


LISTS = {"regions": _regions, "theatres": _theatres, "theaters": _theatres, "movies": _movies}
COMMANDS = frozenset({*LISTS, "alert"})


def _region_first(words: str) -> tuple[Named, str]:
    """Part the region, whose name may be several words, from what is searched for in it."""
    if not words.strip():
        raise Invalid("Write the region's name behind it. /regions NAME finds it.")
    regions, typed = office().regions(), words.replace(";", " ").split()
    for count in range(len(typed), 0, -1):
        try:
            return pick(regions, " ".join(typed[:count]), "region"), " ".join(typed[count:])
        except Invalid as error:
            said = error
    raise said


def _listed(things: Sequence[Named], words: str, command: str, lines: dict[str, str] | None = None) -> str:
    """Write a line for each that is called so, as many as there is room for."""
    found = search(things, words)
    if not found:
        return f"Nothing is called {words!r} there. {did_you_mean(things, words)}".strip()
    shown = [(lines or {}).get(each.name) or str(each) for each in found[:MOST_LINES]]
    more = len(found) - len(shown)
    return "\n".join([*shown, *([f"and {more} more: {command} NAME finds one."] if more > 0 else [])])


def _with_versions(movie: Movie) -> str:
    versions = ", ".join(f"{each.EventLanguage} {each.EventDimension}" for each in movie.versions)
    return f"{movie.title}: {versions}" if versions else movie.title


# An alert


def _alert(words: str, subscriber: Subscriber, message: str, at: datetime) -> str:
    """Watch for tickets, or suggest it to the operator; whoever writes from there has proven the address by it."""
    services, store = context.services(), context.store()
    parts = [part.strip() for part in re.split(r"[;\n]", words)]
    if len(parts) < 4:
        return USAGE
    movie, region, theatres, date, language, format, *_ = [*parts, "", ""]
    names = tuple(name.strip() for name in theatres.split("+"))
    wanted = Wanted(movie, region, names, date, language=language, format=format)
    services.inbox.require_room(subscriber.id)
    target = looked(subscriber.id, lambda: office().target(wanted))
    agreed = consent(ConsentKind.OPT_IN, message, at)
    double = same_page(store.watches(), target.url, target.options)
    if double and double.listed:
        membership.join(store, subscriber, double.id, (ANY,), agreed)
        return f"You are on the list for {double.title}. {services.settings.site}/p/{double.slug}"
    draft = looked(subscriber.id, lambda: movie_draft(target))
    suggestion = services.inbox.note(draft, secrets.token_hex(8), subscriber.id, ())
    joined = membership.join(store, subscriber, suggestion.id, (ANY,), agreed)
    noted = services.inbox.confirmed(joined, services.bus) or suggestion
    begins = f"{draft.title}. We read: {draft.read}."
    if noted.state is SuggestionState.ACCEPTED:
        watch = store.watch(noted.watch_id)
        return f"{begins} We tell you as each theatre opens. {services.settings.site}/p/{watch.slug if watch else ''}"
    return f"{begins} Whoever runs this site decides whether it is watched; you hear of it once."
