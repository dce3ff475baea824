"""`store.of_team`: what another team's is not there, and can't be written. Every method of the port is tried."""

import inspect
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import (
    FIRST_TEAM,
    Agent,
    ApiKey,
    AuditEntry,
    Batch,
    Consent,
    ConsentKind,
    DeliveryState,
    Glance,
    Health,
    Invitation,
    KeptAnswer,
    OperatorSession,
    Role,
    Scope,
    Sight,
    SignedInBy,
    Snapshot,
    Team,
    User,
    Via,
)
from coatcheck.people import personal_data
from coatcheck.ports import Page, PeoplePage, Store
from coatcheck.ports.stored_values import ADMIN_KEY, SECRET_KEY, by_operator, picture, webhook_secret
from coatcheck.store.of_team import TeamStore, people
from tests.examples import (
    after,
    alert,
    confirmation,
    delivery,
    event,
    letter,
    subscriber,
    subscription,
    suggestion,
    verdict,
    watch,
)
from tests.fakes.ports import NOON
from tests.stores import open_sqlite

NORTH, SOUTH = "north", "south"
DAY = timedelta(days=1)
SECRET = "a secret of north"
SLUG = "north-coat"
KEY = ApiKey("key1", "phone", "ann", (Scope.READ,), "hash", NOON, after(60), team=NORTH)
ANSWER = KeptAnswer("answer", "asked", after(60))
USER = User("ann", "Ann", "ann@example.org", {NORTH: Role.OWNER}, NOON)
INVITATION = Invitation("hash", NORTH, Role.EDITOR, NOON, after(60))
SESSION = OperatorSession("hash", "ann", NOON, after(1), after(60), SignedInBy.PASSKEY)
ENTRY = AuditEntry("e1", NOON, "Ann", "did it", Via.PAGE, after(60), NORTH)
SHOT = '{"watch_id": "coat", "at": "2026-03-02T20:00:00Z", "jpeg": "AAAA"}'
DAILY = replace(event("coat", team=NORTH), id="daily-2026-03-02")


def open_north(store: Store) -> None:
    """Two teams beside the first, and of north's something of each kind."""
    for name in (NORTH, SOUTH):
        store.put_team(Team(name, name.title(), NOON))
    store.add_watch(watch("coat", slug=SLUG, team=NORTH))
    told = verdict("coat")
    store.commit_verdict("b1", replace(told, event=event("coat", team=NORTH)))
    glance = Glance("coat", NOON, Health.HEALTHY)
    store.commit_looks(store.batches(["b1"])["b1"], Snapshot("b1", NOON, (glance,)), [])
    store.put_subscriber(subscriber("nora", fallback=subscriber("norbert").to))
    store.put_subscription(subscription("nora", "coat"))
    store.put_confirmation(confirmation("token", "nora", watch_id="coat"))
    store.put_delivery(delivery("nora", of=event("coat", team=NORTH), code="code1"))
    store.put_suggestion(suggestion("idea", "visitor", waiting_since=NOON))
    store.put_agent(
        Agent("a1", "attic", NOON, secret="s", paired_at=NOON, sights={"coat": Sight(NOON, Health.HEALTHY)})
    )
    store.put_api_key(KEY)
    store.put_value(webhook_secret("coat"), SECRET)
    store.put_value(picture(1), SHOT)
    store.bury(letter("letter"))
    for key in ("watch:coat", "maybe-back:coat"):
        store.open_alert(alert(key))
    store.put_user(USER)
    store.put_invitation(INVITATION)
    store.put_operator_session(SESSION)
    store.add_audit_entry(ENTRY)


def all_of(store: Store) -> list[object]:
    """All that is stored of north, and of everybody."""
    person = personal_data.export_person(store, "nora")
    return [
        store.watches(),
        store.batches(["b1"]),
        store.states(["coat"]),
        store.changes("coat", after(-1)),
        store.snapshots("b1", after(-60), NOON),
        store.event("coat-1"),
        person,
        store.subscriber("stranger"),
        store.confirmation("token"),
        store.suggestion("idea"),
        store.agents(),
        store.api_keys(),
        store.value(webhook_secret("coat")),
        store.value(SECRET_KEY),
        store.dead_letters(9),
        store.alerts(),
        store.users(),
        store.teams(),
        store.invitations(),
        store.operator_sessions(),
        store.audit_entries(9),
    ]


Call = Callable[[Store], Any]
# What each method is asked about what is north's, or is nobody's to do. A method that is not here fails.
ASKED: dict[str, Call] = {
    "add_watch": lambda store: store.add_watch(watch("other", slug=SLUG)),
    "put_watch": lambda store: store.put_watch(watch("coat", title="Mine", revision="1")),
    "remove_watch": lambda store: store.remove_watch("coat"),
    "watch": lambda store: store.watch("coat"),
    "watch_by_slug": lambda store: store.watch_by_slug(SLUG),
    "watches": lambda store: store.watches(),
    "batches": lambda store: [(each.versions, each.outbox) for each in store.batches(["b1"]).values() if each.outbox],
    "lease_batch": lambda store: store.lease_batch(Batch("b1"), NOON, "me", NOON, after(60)),
    "states": lambda store: store.states(["coat"]),
    "commit_looks": lambda store: store.commit_looks(Batch("b1"), None, [verdict("coat", 2)]),
    "commit_verdict": lambda store: store.commit_verdict("b1", verdict("coat", 2)),
    "changes": lambda store: store.changes("coat", after(-1)),
    "snapshots": lambda store: [look for each in store.snapshots("b1", after(-60), NOON) for look in each.glances],
    "event": lambda store: store.event("coat-1"),
    "put_on_outbox": lambda store: store.put_on_outbox("b1", ["coat-1"]),
    "take_off_outbox": lambda store: store.take_off_outbox("b1", ["coat-1"]),
    "expire": lambda store: store.expire(after(1e9), DAY, DAY),
    "subscriber": lambda store: store.subscriber("nora"),
    "subscribers": lambda store: store.subscribers(["nora"]),
    "people": lambda store: [wanted for _, wanted in store.people("", 9).people],
    "subscribers_with_fallback": lambda store: store.subscribers_with_fallback(subscriber("norbert").to),
    "put_subscriber": lambda store: store.put_subscriber(subscriber("stranger")),
    "subscription": lambda store: store.subscription(subscription("nora", "coat").id),
    "subscriptions_of": lambda store: store.subscriptions_of("nora"),
    "put_subscription": lambda store: store.put_subscription(subscription("stranger", "coat")),
    "remove_subscription": lambda store: store.remove_subscription(subscription("nora", "coat").id),
    "waiting": lambda store: store.waiting(event("coat"), "", 9),
    "waiting_counts": lambda store: store.waiting_counts("coat"),
    "put_confirmation": lambda store: store.put_confirmation(confirmation("other")),
    "confirmation": lambda store: store.confirmation("token"),
    "erase_person": lambda store: store.erase_person("nora"),
    "fan_out": lambda store: store.fan_out([(delivery("ann"), subscription("ann", "coat"))]),
    "delivery": lambda store: store.delivery(delivery("nora", of=event("coat")).id),
    "deliveries": lambda store: store.deliveries([delivery("nora", of=event("coat")).id]),
    "delivery_by_code": lambda store: store.delivery_by_code("code1"),
    "deliveries_of": lambda store: store.deliveries_of("nora"),
    "told_counts": lambda store: store.told_counts(event("coat")),
    "recent_deliveries": lambda store: store.recent_deliveries(9) + store.recent_deliveries(9, team=NORTH),
    "deliveries_made": lambda store: store.deliveries_made(after(-9), after(9)),
    "claim": lambda store: store.claim([delivery("nora", of=event("coat")).id], "me", NOON, after(9)),
    "put_deliveries": lambda store: store.put_deliveries([delivery("ann")]),
    "put_delivery": lambda store: store.put_delivery(delivery("ann")),
    "due_deliveries": lambda store: store.due_deliveries(NOON, 9),
    "delivery_counts": lambda store: {**store.delivery_counts(), **store.delivery_counts(NORTH)},
    "agent": lambda store: store.agent("a1"),
    "agents": lambda store: [(each.sights, each.leases) for each in store.agents() if each.sights],
    "put_agent": lambda store: store.put_agent(Agent("a2", "cellar", NOON)),
    "api_key": lambda store: store.api_key(KEY.id),
    "api_keys": lambda store: store.api_keys(),
    "put_api_key": lambda store: store.put_api_key(replace(KEY, revision="1", scopes=(Scope.ADMIN,))),
    "remove_api_key": lambda store: store.remove_api_key(KEY.id),
    "kept_answer": lambda store: store.kept_answer("nobody's"),
    "user": lambda store: store.user("ann"),
    "users": lambda store: store.users(),
    "put_user": lambda store: store.put_user(replace(USER, id="bob")),
    "put_users": lambda store: store.put_users([replace(USER, id="bob")]),
    "team": lambda store: store.team(NORTH),
    "teams": lambda store: [team for team in store.teams() if team.id == NORTH],
    "put_team": lambda store: store.put_team(Team("west", "West", NOON)),
    "remove_team": lambda store: store.remove_team(NORTH),
    "invitation": lambda store: store.invitation("hash"),
    "invitations": lambda store: store.invitations(),
    "put_invitation": lambda store: store.put_invitation(replace(INVITATION, id="other")),
    "remove_invitation": lambda store: store.remove_invitation("hash"),
    "operator_session": lambda store: store.operator_session("hash"),
    "operator_sessions": lambda store: store.operator_sessions(),
    "put_operator_session": lambda store: store.put_operator_session(replace(SESSION, id="other")),
    "remove_operator_session": lambda store: store.remove_operator_session("hash"),
    "add_audit_entry": lambda store: store.add_audit_entry(replace(ENTRY, id="e2")),
    "audit_entries": lambda store: store.audit_entries(9),
    "take_block": lambda store: store.take_block("texts", 1, 9, 9, DAY, NOON),
    "value": lambda store: list(filter(None, map(store.value, (webhook_secret("coat"), picture(1))))),
    "put_value": lambda store: store.put_value(webhook_secret("coat"), None),
    "bury": lambda store: store.bury(letter("other")),
    "dead_letters": lambda store: store.dead_letters(9),
    "dead_letter": lambda store: store.dead_letter("letter"),
    "remove_dead_letter": lambda store: store.remove_dead_letter("letter"),
    "open_alert": lambda store: store.open_alert(alert("drift:coat")),
    "close_alert": lambda store: store.close_alert("watch:coat", NOON),
    "alerts": lambda store: store.alerts(),
    "mark_told": lambda store: store.mark_told(alert("watch:coat"), NOON),
}
# What visitors suggest, and how many messages were given up, is the first team's: nobody else's.
FIRSTS: dict[str, Call] = {
    "put_suggestion": lambda store: store.put_suggestion(suggestion("other", "visitor")),
    "suggestion": lambda store: store.suggestion("idea"),
    "suggestions_of": lambda store: store.suggestions_of("visitor"),
    "waiting_suggestions": lambda store: store.waiting_suggestions(9),
    "dead_letter_count": lambda store: store.dead_letter_count(),
}
# Counted for all teams together, known by a name that nobody else has, or of no consequence.
SHARED = {"once", "take", "taken", "check", "close", "put_kept_answer"}


def methods() -> dict[str, Any]:
    return {name: each for name, each in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}


def test_every_method_of_the_port_is_decided_and_tried() -> None:
    assert set(methods()) == set(ASKED) | set(FIRSTS) | SHARED
    assert not hasattr(TeamStore, "__getattr__")
    for name, promised in methods().items():
        (own,) = [each for each in TeamStore.__mro__ if name in vars(each)]
        assert own.__module__.startswith("coatcheck.store.of_team."), name
        assert list(inspect.signature(getattr(own, name)).parameters) == list(inspect.signature(promised).parameters), (
            name
        )


@pytest.mark.parametrize("team", [FIRST_TEAM, SOUTH])
def test_another_teams_things_are_not_there_and_nothing_changes_them(store: Store, team: str) -> None:
    open_north(store)
    before, view = all_of(store), TeamStore(store, team)
    leaking = []
    for name, ask in {**ASKED, **({} if team == FIRST_TEAM else FIRSTS)}.items():
        found = None
        with suppress(Invalid, Conflict):
            found = ask(view)
        if found and found != Page(()):
            leaking.append((name, found))
    assert leaking == []
    assert all_of(store) == before


def test_a_teams_own_things_are_as_everybody_has_them(store: Store) -> None:
    open_north(store)
    view = TeamStore(store, NORTH)
    for ask in ("watch", "states", "changes", "event", "subscriber", "subscription", "waiting_counts", "api_key"):
        assert ASKED[ask](view) == ASKED[ask](store) is not None, ask
    for ask in (
        "watches",
        "subscribers_with_fallback",
        "delivery",
        "delivery_by_code",
        "deliveries_of",
        "alerts",
        "team",
    ):
        assert ASKED[ask](view) == ASKED[ask](store) != [], ask
    for ask in ("batches", "snapshots", "agents", "delivery_counts"):
        assert ASKED[ask](view) == ASKED[ask](store) != [], ask
    assert view.value(webhook_secret("coat")) == SECRET
    assert view.value(picture(1)) == SHOT
    (agent,) = view.agents()
    assert (agent.name, agent.secret, agent.works) == ("a1", "hidden", True)
    assert [person.id for person, _ in view.people("", 9).people] == ["nora"]
    with pytest.raises(Invalid):
        view.value(ADMIN_KEY)
    store.put_value(by_operator(), "held")
    assert view.value(by_operator()) == "held"


def test_a_watch_is_its_teams_from_the_start_and_stays_so(store: Store) -> None:
    open_north(store)
    view = TeamStore(store, SOUTH)
    with pytest.raises(Conflict):
        view.add_watch(watch("boots", slug=SLUG, team=NORTH))
    added = view.add_watch(watch("boots", team=NORTH))
    assert (added.team, store.watch("boots")) == (SOUTH, added)
    with pytest.raises(Invalid, match="stays"):
        view.put_watch(replace(added, team=NORTH))
    assert view.put_watch(replace(added, title="Boots")).title == "Boots"
    made = view.put_api_key(replace(KEY, id="key2"))
    assert (made.team, view.api_keys()) == (SOUTH, [made])
    view.remove_watch("boots")
    view.remove_api_key("key2")
    assert [each.team for each in store.watches()] == [each.team for each in store.api_keys()] == [NORTH]
    store.remove_team(SOUTH)
    for late in (lambda: view.add_watch(watch("boots")), lambda: view.put_api_key(replace(KEY, id="key2"))):
        with pytest.raises(Invalid, match="no team 'south'"):
            late()


def test_of_somebody_whom_two_teams_know_each_sees_its_own_part(store: Store) -> None:
    open_north(store)
    store.add_watch(watch("boots", team=SOUTH))
    agreed = Consent(NOON, ConsentKind.OPT_IN, "web", evidence="/p/north-coat")
    known = store.subscriber("nora")
    assert known
    store.put_subscriber(replace(known, consents=(agreed,), topic="coat"))
    store.put_subscription(subscription("nora", "boots"))
    store.put_delivery(delivery("nora", of=event("boots", team=SOUTH)))
    both = replace(delivery("nora", of=DAILY), daily=(event("coat", 2, team=NORTH), event("boots", 2, team=SOUTH)))
    store.put_delivery(both)
    for team, name in ((NORTH, "coat"), (SOUTH, "boots")):
        seen = personal_data.export_person(TeamStore(store, team), "nora")
        assert seen
        assert [each.watch_id for each in seen.subscriptions] == [name]
        assert {each.event.watch_id for each in seen.deliveries} == {name}
        assert {part.watch_id for each in seen.deliveries for part in each.daily} == {name}
        assert (seen.subscriber.topic, [each.evidence for each in seen.subscriber.consents]) == (None, [""])
        ((listed, _),) = TeamStore(store, team).people("", 9).people
        assert (listed, listed.fallback) == (
            seen.subscriber,
            None,
        )  # the second address is given on a page of one of them
    assert TeamStore(store, FIRST_TEAM).subscriber("nora") is None


def test_a_team_sees_people_by_what_they_want_and_the_first_sees_all_while_it_is_alone(store: Store) -> None:
    agreed = (Consent(NOON, ConsentKind.OPT_IN, "web", evidence="/p/hat"),)
    for name in ("quiet", "visitor", "ann"):
        store.put_subscriber(subscriber(name, consents=agreed, topic="hat"))
    store.add_watch(watch("hat"))
    store.put_subscription(subscription("ann", "hat"))
    store.put_subscription(subscription("visitor", "idea"))  # which waits to be decided
    first = TeamStore(store, FIRST_TEAM)
    assert first.subscriber("ann") == store.subscriber("ann")
    assert first.people("", 9) == store.people("", 9)
    open_north(store)
    assert set(first.subscribers(["quiet", "visitor", "ann", "nora"])) == {"visitor", "ann"}
    assert first.subscriber("ann") == replace(
        store.subscriber("ann") or subscriber(), consents=(replace(agreed[0], evidence=""),), topic=None
    )
    assert [each.id for each in first.waiting_suggestions(9)] == ["idea"]
    south = TeamStore(store, SOUTH)
    assert south.subscribers(["quiet", "visitor", "ann", "nora"]) == {}
    for view, names in ((first, ["ann", "visitor"]), (TeamStore(store, NORTH), ["nora"]), (south, [])):
        for limit in (1, 2, 9):
            found, after = list[str](), ""
            while True:
                page = view.people(after, limit)
                found += [person.id for person, _ in page.people]
                assert len(page.people) <= limit
                after = page.after
                if not after:
                    break
            assert found == names


def test_people_of_a_small_team_are_found_in_few_questions_and_none_takes_all_of_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "AT_A_TIME", 20)
    monkeypatch.setattr(people, "MOST_PASSED", 40)
    with closing(open_sqlite(tmp_path / "many.db")) as store:
        open_north(store)
        for number in range(50):
            store.put_subscriber(subscriber(f"m{number:02}"))
        asked, whole = list[int](), store.people

        def noted(after: str, limit: int) -> PeoplePage:
            asked.append(limit)
            return whole(after, limit)

        monkeypatch.setattr(store, "people", noted)
        north = TeamStore(store, NORTH)
        passed = north.people("", 1)
        assert (passed.people, asked) == ((), [1, 20, 20])
        found = north.people(passed.after, 1)
        assert ([person.id for person, _ in found.people], len(asked)) == (["nora"], 5)


def test_the_newest_of_a_small_team_are_found_behind_those_of_a_large_one(store: Store) -> None:
    for number in range(12):
        about = event("coat", number, team=NORTH)
        store.put_delivery(delivery("nora", of=about, created_at=after(number)))
    ended: dict[str, Any] = {"state": DeliveryState.SENT, "next_at": None}
    small = [
        store.put_delivery(delivery("ann", of=event(name, team=team), created_at=after(-9), **ended))
        for name, team in (("hat", FIRST_TEAM), ("boots", SOUTH))
    ]
    daily = (event("hat", 3), event("boots", 3, team=SOUTH))
    shared = store.put_delivery(replace(delivery("sam", of=DAILY, created_at=after(-8)), daily=daily))
    for team, own in zip((FIRST_TEAM, SOUTH), small, strict=True):
        assert store.recent_deliveries(5, team=team) == [shared, own]
        assert store.recent_deliveries(1, team=team) == [shared]
        assert store.recent_deliveries(2, team=team) == [shared, own]
        assert store.recent_deliveries(5, DeliveryState.SENT, team) == [own]
        assert store.delivery_counts(team) == {DeliveryState.PENDING: 1, DeliveryState.SENT: 1}
        (seen, _) = TeamStore(store, team).recent_deliveries(5)
        assert [part.team for part in seen.daily] == [team] == [seen.event.team]
    assert store.delivery_counts(NORTH) == {DeliveryState.PENDING: 12}
    assert len(store.recent_deliveries(99)) == sum(store.delivery_counts().values()) == 15
