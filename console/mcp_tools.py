"""What an assistant may do here: the same use cases as the operator's pages and the site's, in words and JSON."""

from typing import Any

from coatcheck import channels
from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid
from coatcheck.model import ANY, ApiKey, Consent, ConsentKind, Frequency, Scope, State, Via, Watch
from coatcheck.watching.as_code import applying
from coatcheck.watching.as_code.entries import Entry, Placed, entry_of
from coatcheck.watching.canary.identity import products
from coatcheck.watching.secret_options import blanked
from coatcheck.watching.slugs import slugs_of_others
from console.finding import find_among
from console.look_report import look_json

MOST = 200  # watches in one answer
HERE = "127.0.0.1"  # whoever asks by the assistant's own process, as the limits on codes count them
Json = dict[str, Any]


class Tools:
    """One method for each tool: its docstring is what the assistant is told of it. Each raises `Invalid` with a sentence for it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def look(self, url: str, source: str = "", options: dict[str, str] | None = None) -> Json:
        """Look at a shop's page now and say what is in stock there, size by size, with what on the page says so.

        Nothing is stored. Pages inside a private network are refused. "Unknown" means that nothing proves either; never take it for sold out.
        """
        from coatcheck.ports import Target
        from coatcheck.watching.addresses import refuse_other_addresses, refuse_private
        from coatcheck.watching.discovery import discover

        services = self._services
        refuse_other_addresses(url)
        refuse_private(url, services.settings.allow_hosts)
        finding = discover(Target(url, options or {}), services.fetcher, services.clock, source or None)
        return look_json(finding.url, finding.source, finding.look)

    def list_watches(self, words: str = "", limit: int = 50) -> Json:
        """List what is watched, oldest first, 200 at the most, with what is in stock; `words` narrows it by title, address or tag."""
        store = self._services.store
        found = [watch for watch in products(store.watches()) if words.casefold() in _searched(watch)]
        shown = found[: max(0, min(limit, MOST))]
        states = store.states([watch.id for watch in shown])
        return {"watches": [self._summary(watch, states.get(watch.id)) for watch in shown], "found": len(found)}

    def history(self, watch: str) -> Json:
        """Return all that is known of one watch: its sizes now, and when each came back in the last 90 days. `watch`: its slug or address."""
        from coatcheck.watching.states import States
        from signup_web.product.facts import FactsCache
        from signup_web.product.product_json import product

        services = self._services
        found = self._find(watch)
        (facts,) = FactsCache(lambda: services.store, lambda: States(services.store), services.clock).of([found])
        return product(facts, services.clock.now(), services.settings.site)

    def why(self, address: str, watch: str = "") -> Json:
        """Say why somebody was told of a restock, or not: what happened in the last 30 days, newest first, by watch. `address`: as they signed up with it."""
        from msgspec import to_builtins

        from coatcheck.telling.timeline import timeline
        from coatcheck.watching.stories import people_at, stories

        services, now = self._services, self._services.clock.now()
        only = self._find(watch).id if watch else None
        channels = [services.channel(name) for name in services.settings.channels]
        people = people_at(services.store, services.secret_key, channels, address.strip())
        told = [story for person in people for story in stories(services.store, person, now, only)]
        return {"watches": [{"watch": each.watch.slug, "lines": to_builtins(timeline(each, now))} for each in told]}

    def add_watch(
        self,
        url: str,
        title: str = "",
        interval: int = 60,
        tags: list[str] | None = None,
        options: dict[str, str] | None = None,
    ) -> Json:
        """Watch a page from now on, every `interval` seconds. It is looked at first, and has to tell its stock. A page that is watched already stays as it is."""
        services, hosts = self._services, self._services.settings.allow_hosts
        entry = Entry(url=url, title=title, interval=interval, tags=tuple(tags or ()), options=options or {})
        reader, now = applying.Reader(services.fetcher, services.clock, hosts), services.clock.now()
        watches = services.store.watches()
        taken = slugs_of_others(watches, services.deployment.store.watches())
        plan, faults = applying.additions([Placed(entry, url)], watches, reader, now, hosts, taken)
        if faults:
            raise Invalid(faults[0])
        added = list(applying.apply(services.store, plan, now, hosts))
        return {
            "added": bool(added),
            "watch": self._summary(added[0] if added else self._find(url), None),
        }

    def sign_up(
        self,
        watch: str,
        by: str,
        address: str,
        sizes: list[str] | None = None,
        every: bool = False,
        agreed: bool = False,
    ) -> Json:
        """Sign somebody up to be told when sizes of a watch are back, `by` a channel (sms, email, ...) at their address.

        First call it without `agreed`: it answers with the words that they have to agree to. Ask them, and call it again with `agreed` only if they said yes.
        Then a code goes to their address, not to you; they tell it to you, and `enter_code` takes it. `every`: at each restock, not once.
        """
        from coatcheck.telling.variant_names import pick
        from coatcheck.watching.states import state_of
        from signup_web.joining import agreement, signup

        found, services = self._find(watch), self._services.deployment  # people are everybody's, as is their STOP
        to = signup.normal_address(services, by, address)
        if not agreed:
            way = channels.sign_up(by)
            words = way.agreement.format(brand=services.settings.brand) if way else ""
            return {"code_sent": False, "ask_them_to_agree": words}
        wants = pick(state_of(services.store, found.id), tuple(sizes)) if sizes else (ANY,)
        consent = self._consent(ConsentKind.OPT_IN, agreement.version(by))
        wish = signup.Wish(found.id, to, wants, Frequency.EVERY if every else Frequency.ONCE)
        return {"code_sent": True, "sign_up": signup.start(services, wish, consent, HERE).token}

    def enter_code(self, sign_up: str, code: str) -> Json:
        """Take the code that the person was sent, and so finish their sign-up. `sign_up`: what `sign_up` answered."""
        from coatcheck.people import codes

        services, consent = self._services.deployment, self._consent(ConsentKind.CONFIRMED)
        joined = codes.confirm(services.store, services.secret_key, sign_up, code, consent, HERE)
        return {"signed_up": True, "sizes": list(joined.wants)}

    def _find(self, name: str) -> Watch:
        return find_among(products(self._services.store.watches()), name)

    def _consent(self, kind: ConsentKind, wording: str = "") -> Consent:
        return Consent(at=self._services.clock.now(), kind=kind, method="assistant", wording=wording)

    def _summary(self, watch: Watch, state: State | None) -> Json:
        from msgspec import to_builtins

        from coatcheck.telling.variant_names import label

        proven = state is not None and state.health == "healthy" and watch.active
        return {
            **to_builtins(entry_of(watch)),
            "options": blanked(watch.options),
            "page": f"{self._services.settings.site}/p/{watch.slug}",
            "health": str(state.health) if state else "not looked at yet",
            "reason": state.reason if state else None,
            "in_stock": [label(each) for each in state.variants if each.in_stock] if state and proven else None,
        }


def _searched(watch: Watch) -> str:
    return " ".join((watch.title, watch.url, watch.slug, *watch.tags)).casefold()


# Of each tool the scope that a key has to have; those without --allow-changes change nothing.
READING = {"look": Scope.WATCHES, "list_watches": Scope.READ, "history": Scope.READ, "why": Scope.PEOPLE}
DID = {"add_watch": "added a watch", "enter_code": "signed somebody up"}  # for the audit log, once it was done
CHANGING = {"add_watch": Scope.WATCHES, "sign_up": Scope.PEOPLE, "enter_code": Scope.PEOPLE}


def note(services: Services, tool: str, said: Json, key: ApiKey | None) -> None:
    """Write into the audit log what a tool changed, if it did, and by whose key; without one it is whoever started the command."""
    from coatcheck.people import audit

    if tool not in DID or said.get("added") is False:
        return
    actor = audit.Actor("assistant", Via.CONSOLE, team=services.team)
    if key:
        actor = audit.Actor(f"{key.name} (key of {key.owner})", Via.API, key.id, key.team)
    audit.note_done(
        services.deployment.store, actor, DID[tool], said.get("watch", {}).get("slug", ""), services.clock.now()
    )
