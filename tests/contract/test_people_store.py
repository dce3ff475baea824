"""`ports.PeopleStore`, sentence by sentence."""

import pytest
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import (
    ALL_IDS,
    ANY,
    ChannelAddress,
    Conditions,
    Consent,
    ConsentKind,
    IdRange,
    Status,
    Subscription,
)
from coatcheck.ports import Store
from tests.examples import after, confirmation, delivery, disarmed, event, subscriber, subscription, watch
from tests.fakes.ports import NOON
from tests.racing import race


def waiting(store: Store, *variants: str, limit: int = 100) -> list[str]:
    """Who waits for any of these variants, all pages in one."""
    happened, after, found = event(variants=variants), "", list[str]()
    while True:
        page = store.waiting(happened, after, limit)
        assert len(page.subscriptions) <= limit
        found += [subscription.subscriber_id for subscription in page.subscriptions]
        if not page.after:
            return found
        after = page.after


# Subscribers


def test_a_subscriber_is_stored_and_found(store: Store) -> None:
    full = subscriber(
        "ann",
        status=Status.ACTIVE,
        status_at=NOON,
        fallback=ChannelAddress(channel="email", address="ann@example.org"),
        consents=(Consent(at=NOON, kind=ConsentKind.OPT_IN, method="web", evidence="page"),),
    )
    stored = store.put_subscriber(full)
    assert stored.revision
    assert structs.replace(stored, revision="") == full
    assert store.subscriber("ann") == stored
    bob = store.put_subscriber(subscriber("bob"))
    assert store.subscribers(["bob", "nobody", "ann"]) == {"ann": stored, "bob": bob}


def test_a_changed_subscriber_replaces_the_stored_one_and_an_old_copy_is_refused(store: Store) -> None:
    first = store.put_subscriber(subscriber())
    stopped = store.put_subscriber(structs.replace(first, status=Status.OPTED_OUT))
    for old in (first, subscriber()):
        with pytest.raises(Conflict):
            store.put_subscriber(structs.replace(old, status=Status.ACTIVE))
    assert store.subscriber("ann") == stopped


def test_of_many_first_sign_ups_of_one_person_one_is_stored(store: Store) -> None:
    got = race([lambda: store.put_subscriber(subscriber())] * 12)
    assert sum(not isinstance(result, Exception) for result in got) == 1
    assert all(isinstance(result, Conflict) for result in got if isinstance(result, Exception))


def test_whoever_is_not_there_is_none_or_empty(store: Store) -> None:
    assert store.subscriber("ann") is None
    assert store.subscribers([]) == store.subscribers(["ann"]) == {}
    assert store.subscription("s") is None
    assert store.subscriptions_of("ann") == []
    assert store.waiting_counts("jacket") == {}
    assert store.confirmation("token") is None
    assert waiting(store, "M") == []


# Subscriptions


def test_what_a_person_wants_comes_oldest_first(store: Store) -> None:
    boots = store.put_subscription(subscription("ann", "boots", created_at=after(1)))
    jacket = store.put_subscription(subscription("ann", "jacket"))
    store.put_subscription(subscription("bob", "jacket"))
    assert store.subscriptions_of("ann") == [jacket, boots]
    assert store.subscription(jacket.id) == jacket


def test_the_conditions_under_which_somebody_wants_to_be_told_are_kept(store: Store) -> None:
    asked = Conditions(maximum_price="99.90", currency="EUR", minimum_quantity=2, price_drops=True, at_once=True)
    store.put_subscription(subscription("ann", conditions=asked))
    store.put_confirmation(confirmation("token", conditions=asked))
    store.put_delivery(delivery("ann", conditions=asked))
    waiting, made = store.confirmation("token"), store.delivery(delivery("ann").id)
    assert waiting
    assert made
    assert store.subscriptions_of("ann")[0].conditions == waiting.conditions == made.conditions == asked


def test_an_old_copy_of_a_subscription_is_refused(store: Store) -> None:
    first = store.put_subscription(subscription(armed=("M",)))
    changed = store.put_subscription(structs.replace(first, wants=("L",), armed=("L",)))
    for old in (first, subscription()):
        with pytest.raises(Conflict):
            store.put_subscription(disarmed(old))
    assert store.subscription(first.id) == changed
    assert store.waiting_counts("jacket") == {"L": 1}


def test_a_removed_subscription_waits_for_nothing_any_more(store: Store) -> None:
    stored = store.put_subscription(subscription())
    store.remove_subscription(stored.id)
    store.remove_subscription(stored.id)
    assert store.subscription(stored.id) is None
    assert waiting(store, "M") == []
    assert store.waiting_counts("jacket") == {}


def test_a_copy_from_before_a_removal_stays_old(store: Store) -> None:
    first = store.put_subscription(subscription())
    store.remove_subscription(first.id)
    again = store.put_subscription(subscription(armed=("L",)))
    with pytest.raises(Conflict):
        store.put_subscription(disarmed(first))
    assert store.subscription(first.id) == again


# Waiting


def test_only_those_wait_who_want_a_variant_of_the_event_or_any(store: Store) -> None:
    for name, armed in (("ann", ("M",)), ("bob", ("L",)), ("cleo", (ANY,)), ("dan", ("S", "M")), ("eve", ())):
        store.put_subscription(subscription(name, armed=armed))
    store.put_subscription(subscription("fay", "boots"))
    assert sorted(waiting(store, "M")) == ["ann", "cleo", "dan"]
    assert sorted(waiting(store, "XS")) == ["cleo"]


def test_whoever_wants_several_of_the_variants_is_on_one_page_once(store: Store) -> None:
    stored = store.put_subscription(subscription(armed=("S", "M", "L")))
    page = store.waiting(event(variants=("S", "M", "L")), "", 10)
    assert page.subscriptions == (stored,)
    assert page.after == ""


def test_whoever_armed_after_the_event_comes_last(store: Store) -> None:
    for name, seconds in (("cleo", 18_000), ("ann", -1), ("bob", 0)):
        store.put_subscription(subscription(name, armed_at=after(seconds)))
    assert waiting(store, "M") == ["ann", "bob", "cleo"]


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_pages_hold_everybody_once_longest_first(store: Store, limit: int) -> None:
    order = [3, 0, 5, 1, 4, 2]
    for number in order:
        store.put_subscription(subscription(f"s{number}", armed_at=after(number - 60)))
    assert waiting(store, "M", limit=limit) == [f"s{number}" for number in range(6)]


def test_people_who_armed_at_the_same_moment_are_each_on_one_page(store: Store) -> None:
    names = {f"s{number}" for number in range(7)}
    for name in names:
        store.put_subscription(subscription(name, armed=("M", ANY)))
    found = waiting(store, "M", limit=2)
    assert len(found) == 7
    assert set(found) == names


def test_the_next_page_is_right_though_the_page_before_was_disarmed(store: Store) -> None:
    for number in range(4):
        store.put_subscription(subscription(f"s{number}", armed_at=after(number - 60)))
    first = store.waiting(event(), "", 2)
    for told in first.subscriptions:
        store.put_subscription(disarmed(told))
    second = store.waiting(event(), first.after, 2)
    assert [subscription.subscriber_id for subscription in second.subscriptions] == ["s2", "s3"]
    assert second.after == ""


def test_parts_of_the_list_hold_everybody_once_longest_first(store: Store) -> None:
    for number in range(24):
        store.put_subscription(subscription(f"s{number}", armed_at=after(number - 60)))
    whole, parts = everybody(store, ALL_IDS), [ALL_IDS]
    while parts[0].halves:
        parts = [half for part in parts for half in part.halves]
        found = [everybody(store, part) for part in parts]
        assert all(each == [name for name in whole if name in each] for each in found)
        assert sorted(name for each in found for name in each) == sorted(whole)
    assert len(parts) == 16


def test_a_half_goes_on_where_a_page_of_the_whole_ended(store: Store) -> None:
    for number in range(12):
        store.put_subscription(subscription(f"s{number}", armed_at=after(number - 60)))
    first = store.waiting(event(), "", 5)
    rest = [store.waiting(event(), first.after, 100, half).subscriptions for half in ALL_IDS.halves]
    assert sorted(each.subscriber_id for part in rest for each in part) == sorted(f"s{n}" for n in range(5, 12))


def everybody(store: Store, part: IdRange) -> list[str]:
    """Whoever waits there, page after page."""
    found, place = list[str](), "-"
    while place:
        page = store.waiting(event(), "" if place == "-" else place, 3, part)
        found += [subscription.subscriber_id for subscription in page.subscriptions]
        place = page.after
    return found


def test_arming_again_waits_from_then_on(store: Store) -> None:
    stored = store.put_subscription(disarmed(subscription()))
    assert waiting(store, "M") == []
    store.put_subscription(structs.replace(stored, armed=("M",), armed_at=after(30)))
    assert waiting(store, "M") == ["ann"]
    again = store.subscription(stored.id)
    assert again
    assert again.armed_at == after(30)


def test_waiting_is_counted_by_variant(store: Store) -> None:
    for name, armed in (("ann", ("M",)), ("bob", ("M", "L")), ("cleo", (ANY,)), ("dan", ())):
        store.put_subscription(subscription(name, armed=armed))
    store.put_subscription(subscription("eve", "boots"))
    assert store.waiting_counts("jacket") == {"M": 2, "L": 1, ANY: 1}


def test_everybody_is_found_page_by_page_with_what_they_want(store: Store) -> None:
    assert store.people("", 9).people == ()
    for name in ("dan", "ann", "cleo", "bob"):
        store.put_subscriber(subscriber(name, status=Status.OPTED_OUT if name == "dan" else Status.ACTIVE))
    boots = store.put_subscription(subscription("bob", "boots", created_at=after(60)))
    jacket = store.put_subscription(subscription("bob"))
    store.put_subscription(subscription("aaron"))  # of nobody who is still there
    first = store.people("", 2)
    assert [(person.id, wanted) for person, wanted in first.people] == [("ann", ()), ("bob", (jacket, boots))]
    second = store.people(first.after, 2)
    assert ([person.id for person, _ in second.people], second.after) == (["cleo", "dan"], "")
    assert store.people("cleo", 2).people == second.people[1:]
    assert store.people("zoe", 2).people == ()


# Confirmations


def test_a_confirmation_is_stored_changed_and_guarded(store: Store) -> None:
    first = store.put_confirmation(confirmation())
    assert store.confirmation("token") == first
    tried = store.put_confirmation(structs.replace(first, tries=1))
    for old in (first, confirmation()):
        with pytest.raises(Conflict):
            store.put_confirmation(structs.replace(old, tries=0))
    assert store.confirmation("token") == tried


# Second ways


def test_people_are_found_by_their_second_way_and_not_after_it_was_taken_away(store: Store) -> None:
    shared, other = ChannelAddress("email", "ann@example.org"), ChannelAddress("email", "bob@example.org")
    for name, fallback in (("ann", shared), ("bob", shared), ("cat", other), ("dan", None)):
        store.put_subscriber(subscriber(name, fallback=fallback))
    assert {person.id for person in store.subscribers_with_fallback(shared)} == {"ann", "bob"}
    (ann,) = (person for person in store.subscribers_with_fallback(shared) if person.id == "ann")
    store.put_subscriber(structs.replace(ann, fallback=None))
    assert [person.id for person in store.subscribers_with_fallback(shared)] == ["bob"]
    assert store.subscribers_with_fallback(ChannelAddress("sms", shared.address)) == []


# Erasure


def test_an_erased_person_leaves_nothing_behind(store: Store) -> None:
    store.add_watch(watch())
    for name in ("ann", "bob"):
        store.put_subscriber(subscriber(name))
        store.put_confirmation(confirmation(f"token-{name}", name))
        told: Subscription = store.put_subscription(subscription(name))
        store.fan_out([(delivery(name, code=f"code-{name}"), structs.replace(told, armed=("L",)))])
    ann = store.subscriber("ann")
    store.erase_person("ann", keep_subscriber=True)
    assert store.subscriber("ann") == ann
    store.erase_person("ann")
    assert store.subscriber("ann") is None
    assert store.subscriptions_of("ann") == []
    assert store.confirmation("token-ann") is None
    assert store.deliveries_of("ann") == []
    assert store.delivery_by_code("code-ann") is None
    assert store.waiting_counts("jacket") == {"L": 1}
    assert store.subscriber("bob") is not None
    assert len(store.deliveries_of("bob")) == 1
    store.erase_person("ann")
