"""Tickets in a chat with the bot, a group's among them: /regions, /theatres, /movies and /alert, for whoever writes there.

An alert is asked about before it is made: what was read waits, as a suggestion that is not confirmed, for /yes, /each or /no.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.languages import N_, dates, gettext
from coatcheck.model import ANY, ConsentKind, Frequency, Status, Subscriber, Suggestion, SuggestionState
from coatcheck.people import membership
from coatcheck.sources.tickets.searching import Named, did_you_mean, pick, search
from coatcheck.sources.tickets.wanted import read_wanted, read_when
from coatcheck.watching.box_office import Movie, Wanted, titles
from coatcheck.watching.catalogue import same_page
from signup_web import context
from signup_web.joining.previews import looked, movie_draft, office
from signup_web.texting.respond import consent, is_too_much

MOST_LINES = 30  # of one answer
ASKED = "asked-"  # what the ids of suggestions begin with that were made here: nobody says yes to what a stranger noted on the site
MOST_DATES = 8  # that are named in it
LONGEST = 1000  # characters of a command that are read

USAGE = N_(
    """/alert MOVIE; REGION; THEATRE + THEATRE; WHEN; LANGUAGE; FORMAT
The last two only if they matter. When: 2026-11-21, or 2026-11-20/2026-11-22, or Fri-Sun after 18:00.
/regions NAME, /theatres REGION and /movies REGION say what there is."""
)

HOURS = {"after": N_("after {time}"), "before": N_("before {time}")}
IS_IT = N_("Is that right? /yes: tell me as each theatre opens. /each: of showings added later, too. /no: forget it.")


def reply(command: str, words: str, subscriber: Subscriber, message: str, at: datetime) -> str:
    """Do what a command asks for, and say so; "" for whoever said stop or writes too much."""
    if subscriber.status is Status.OPTED_OUT or is_too_much(subscriber):
        return ""
    words = words[:LONGEST]
    try:
        if command == "alert":
            return _ask(words, subscriber)
        if command in ANSWERS:
            return _answered(command, subscriber, message, at)
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
    waits = gettext("Waits for whoever runs this site to decide: {names}.", names=", ".join(names))
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
ANSWERS = {"yes": Frequency.ONCE, "each": Frequency.EVERY, "no": None}
COMMANDS = frozenset({*LISTS, *ANSWERS, "alert"})


def _region_first(words: str) -> tuple[Named, str]:
    """Part the region, whose name may be several words, from what is searched for in it."""
    if not words.strip():
        raise Invalid(gettext("Write the region's name after it. /regions NAME finds it."))
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
        nothing = gettext("Nothing is called {name} there.", name=repr(words))
        return f"{nothing} {did_you_mean(things, words)}".strip()
    shown = [(lines or {}).get(each.name) or str(each) for each in found[:MOST_LINES]]
    more = len(found) - len(shown)
    rest = gettext("and {count} more: {command} NAME finds one.", count=more, command=command)
    return "\n".join([*shown, *([rest] if more > 0 else [])])


def _with_versions(movie: Movie) -> str:
    versions = ", ".join(f"{each.EventLanguage} {each.EventDimension}" for each in movie.versions)
    return f"{movie.title}: {versions}" if versions else movie.title


# An alert


def answer_to(words: str, subscriber: Subscriber) -> str:
    """Return the command that plain words come to, where somebody was asked about an alert of theirs: "yes" or "no"; else ""."""
    plain = words.strip(" .!").casefold()
    return plain if plain in ANSWERS and _asked_about(subscriber) else ""


def _ask(words: str, subscriber: Subscriber) -> str:
    """Read what the ticket site says of an alert, note it, and ask whether it is right."""
    parts = [part.strip() for part in re.split(r"[;\n]", words)]
    if len(parts) < 4:
        return gettext(USAGE)
    movie, region, theatres, when, language, format, *_ = [*parts, "", ""]
    names = tuple(name.strip() for name in theatres.split("+"))
    services = context.services()
    services.inbox.require_room(subscriber.id)
    today = context.now().astimezone(ZoneInfo(office().zone)).date()
    chosen = read_when(when, today)
    wanted = Wanted(
        movie,
        region,
        names,
        chosen["date"],
        chosen["days"],
        chosen.get("after", ""),
        chosen.get("before", ""),
        language,
        format,
    )
    target = looked(subscriber.id, lambda: office().target(wanted))
    draft = looked(subscriber.id, lambda: movie_draft(target))
    while earlier := _asked_about(subscriber):
        _forget(earlier)
    services.inbox.note(draft, f"{ASKED}{secrets.token_hex(8)}", subscriber.id, ())
    read = gettext(
        "{item}, {when}. We read: {read}.", item=draft.title, when=_days_and_hours(target.options), read=draft.read
    )
    return f"{read}\n{gettext(IS_IT)}"


def _days_and_hours(options: Mapping[str, str]) -> str:
    """Say back which days and hours were understood."""
    days = read_wanted(options).days
    named = [dates.short_day(day) for day in days[:MOST_DATES]] + ["..."] * (len(days) > MOST_DATES)
    hours = [gettext(says, time=options[name]) for name, says in HOURS.items() if options.get(name)]
    return ", ".join([*named, *hours])


def _asked_about(subscriber: Subscriber) -> Suggestion | None:
    """Return the last alert that they were asked about and have not answered yet."""
    own = context.store().suggestions_of(subscriber.id)
    open_ones = [
        each
        for each in own
        if each.id.startswith(ASKED) and each.state is SuggestionState.UNCONFIRMED and each.expires_at > context.now()
    ]
    return max(open_ones, key=lambda each: each.created_at, default=None)


def _forget(suggestion: Suggestion) -> None:
    """Let what was asked about run out now."""
    context.store().put_suggestion(replace(suggestion, expires_at=context.now()))


def _answered(command: str, subscriber: Subscriber, message: str, at: datetime) -> str:
    """Watch for tickets, or suggest it to the operator; whoever writes from there has proven the address by it."""
    services, store = context.services(), context.store()
    suggestion, frequency = _asked_about(subscriber), ANSWERS[command]
    if suggestion is None:
        nothing = gettext("Nothing waits for that answer.")
        return f"{nothing}\n{gettext(USAGE)}"
    if frequency is None:
        _forget(suggestion)
        return gettext("Forgotten.")
    agreed = consent(ConsentKind.OPT_IN, message, at)
    double = same_page(store.watches(), suggestion.url, suggestion.options)
    if double and double.listed:
        membership.join(store, subscriber, double.id, (ANY,), agreed, frequency)
        _forget(suggestion)
        there = f"{services.settings.site}/p/{double.slug}"
        return gettext("You are on the list for {item}. {link}", item=double.title, link=there)
    joined = membership.join(store, subscriber, suggestion.id, (ANY,), agreed, frequency)
    noted = services.inbox.confirmed(joined, services.bus) or suggestion
    if noted.state is SuggestionState.ACCEPTED:
        watch = store.watch(noted.watch_id)
        there = f"{services.settings.site}/p/{watch.slug if watch else ''}"
        return gettext("{item}: we tell you as each theatre opens. {link}", item=suggestion.title, link=there)
    return gettext(
        "{item}: whoever runs this site decides whether it is watched; you hear of it once.", item=suggestion.title
    )
