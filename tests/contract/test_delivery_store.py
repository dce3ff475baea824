"""`ports.DeliveryStore`, sentence by sentence."""

from functools import partial
from typing import Any

import pytest
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import Delivery, DeliveryState, Restocked, RestockEvent, Subscription
from coatcheck.ports import Store
from tests.examples import after, delivery, disarmed, event, subscription
from tests.fakes.ports import NOON
from tests.racing import race

FINAL: dict[str, Any] = {"state": DeliveryState.SENT, "next_at": None}


def pair(store: Store, name: str) -> tuple[Delivery, Subscription]:
    """A delivery to somebody who waits, and their subscription as it is after."""
    return delivery(name), disarmed(store.put_subscription(subscription(name)))


def claim(store: Store, *ids: str, owner: str = "one", at: float = 0) -> list[Delivery]:
    """Claim these for 90 seconds."""
    return store.claim(ids, owner, after(at), after(at + 90))


# Fan-out


def test_fan_out_creates_the_deliveries_and_disarms_the_subscriptions(store: Store) -> None:
    pairs = [pair(store, "ann"), pair(store, "bob")]
    ids = store.fan_out(pairs)
    assert ids == [delivery("ann").id, delivery("bob").id]
    stored = store.delivery(ids[0])
    assert stored is not None
    assert stored.revision
    assert structs.replace(stored, revision="") == delivery("ann")
    told = store.subscription(pairs[0][1].id)
    assert told is not None
    assert told.armed == ()
    assert store.waiting_counts("jacket") == {}


def restocked(number: int, **quantities: int | None) -> RestockEvent:
    """So many pieces of each variant came back."""
    back = tuple(Restocked(id=variant, title=variant, quantity=known) for variant, known in quantities.items())
    return structs.replace(event(version=number), variants=back)


def test_who_is_told_of_each_variant_is_counted_for_no_other_event_with_a_name_like_it(store: Store) -> None:
    one, other = restocked(1, M=3, L=5), restocked(10, M=3)
    for name in ("ann", "bob"):
        store.put_delivery(delivery(name, of=one))
        store.put_delivery(delivery(name, of=other))
    store.put_delivery(delivery("cleo", of=restocked(1, M=3)))
    assert store.told_counts(one) == {"M": 3, "L": 2}
    assert store.told_counts(other) == {"M": 2}
    assert store.told_counts(restocked(2, M=3)) == store.told_counts(event(version=3)) == {}


def test_who_is_told_counts_once_with_a_second_way_and_only_where_the_pieces_are_known(store: Store) -> None:
    back = restocked(1, M=1, L=None)
    first = store.put_delivery(delivery(of=back))
    store.put_delivery(structs.replace(delivery(of=back), id=f"{first.id}.email"))
    assert store.told_counts(back) == {"M": 1}


def test_who_is_told_counts_for_what_is_left_of_their_delivery(store: Store) -> None:
    both = store.put_delivery(delivery(of=restocked(1, M=1, L=1)))
    store.put_delivery(structs.replace(both, event=restocked(1, L=1), **FINAL))
    store.put_delivery(delivery("bob", of=restocked(1, M=1, L=1)))
    assert store.told_counts(restocked(1, M=1, L=1)) == {"M": 1, "L": 2}
    store.erase_person("ann")
    assert store.told_counts(restocked(1, M=1, L=1)) == {"M": 1, "L": 1}


def test_a_daily_message_takes_news_only_on_top_of_the_copy_that_was_read(store: Store) -> None:
    """Each with the subscription in the same commit; what is on it already changes nothing."""
    first, second, third = (event(version=number) for number in (1, 2, 3))
    begun = structs.replace(delivery(of=first), daily=(first,))
    assert store.fan_out([(begun, store.put_subscription(subscription()))]) == [begun.id]
    (read,) = store.deliveries([begun.id, "another"]).values()
    waiting = store.subscription(subscription().id)
    assert waiting
    joined = structs.replace(read, daily=(first, second))
    told = structs.replace(waiting, told_at=second.at)
    assert store.fan_out([(joined, told)]) == [begun.id]
    late = structs.replace(read, daily=(first, third))
    assert store.fan_out([(late, structs.replace(told, revision=_revision(store)))]) == []
    assert store.fan_out([(structs.replace(begun, daily=(third,)), told)]) == []
    assert store.fan_out([(begun, told)]) == store.fan_out([(joined, told)]) == [begun.id]
    assert store.deliveries([begun.id])[begun.id].daily == (first, second)
    assert (
        store.fan_out(
            [(structs.replace(store.deliveries([begun.id])[begun.id], daily=(first, second, third)), waiting)]
        )
        == []
    )
    assert store.deliveries([begun.id])[begun.id].daily == (first, second)


def _revision(store: Store) -> str:
    stored = store.subscription(subscription().id)
    assert stored
    return stored.revision


def test_n1_a_repeated_fan_out_returns_the_deliveries_that_are_there_and_changes_nothing(store: Store) -> None:
    pairs = [pair(store, "ann")]
    ids = store.fan_out(pairs)
    store.put_deliveries([structs.replace(claimed, **FINAL) for claimed in claim(store, *ids)])
    before = store.delivery(ids[0])
    assert store.fan_out([*pairs, pair(store, "bob")]) == [*ids, delivery("bob").id]
    assert store.delivery(ids[0]) == before


def test_n1_a_repeated_fan_out_does_not_disarm_somebody_who_armed_again(store: Store) -> None:
    pairs = [pair(store, "ann")]
    ids = store.fan_out(pairs)
    told = store.subscription(pairs[0][1].id)
    assert told is not None
    again = store.put_subscription(structs.replace(told, armed=("M",), armed_at=after(30)))
    assert store.fan_out([(delivery("ann"), disarmed(again))]) == ids
    assert store.subscription(again.id) == again


def test_a_pair_whose_subscription_was_changed_meanwhile_is_left_out(store: Store) -> None:
    ann, bob = pair(store, "ann"), pair(store, "bob")
    read = store.subscription(ann[1].id)
    assert read is not None
    changed = store.put_subscription(structs.replace(read, wants=("L",), armed=("L",)))
    assert store.fan_out([ann, bob]) == [bob[0].id]
    assert store.delivery(ann[0].id) is None
    assert store.subscription(changed.id) == changed


def test_a_pair_whose_subscription_was_removed_is_left_out(store: Store) -> None:
    ann = pair(store, "ann")
    store.remove_subscription(ann[1].id)
    assert store.fan_out([ann]) == []
    assert store.delivery(ann[0].id) is None


def test_n2_two_fan_outs_at_once_make_each_delivery_once(store: Store) -> None:
    pairs = [pair(store, f"s{number}") for number in range(10)]
    got = race([partial(store.fan_out, pairs)] * 4)
    assert not [result for result in got if isinstance(result, Exception)]
    assert set().union(*got) == {delivery.id for delivery, _ in pairs}
    assert store.delivery_counts() == {DeliveryState.PENDING: 10}
    assert store.waiting_counts("jacket") == {}


# Claims


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.HELD])
def test_a_due_delivery_is_claimed_for_sending(store: Store, state: DeliveryState) -> None:
    waiting = store.put_delivery(delivery(state=state, attempts=2))
    (mine,) = claim(store, waiting.id)
    assert mine.state is DeliveryState.SENDING
    assert mine.attempts == 3
    assert (mine.owner, mine.lease_until, mine.next_at) == ("one", after(90), after(90))
    assert store.delivery(waiting.id) == mine


@pytest.mark.parametrize("next_at", [after(1), None])
def test_what_is_not_due_is_not_claimed(store: Store, next_at: object) -> None:
    waiting = store.put_delivery(delivery(next_at=next_at))
    assert claim(store, waiting.id) == []
    assert store.delivery(waiting.id) == waiting


def test_x1_of_many_workers_that_claim_a_delivery_one_gets_it(store: Store) -> None:
    waiting = store.put_delivery(delivery())
    got = race([partial(claim, store, waiting.id, owner=f"w{number}") for number in range(20)])
    assert not [result for result in got if isinstance(result, Exception)]
    winners = [result for result in got if result]
    assert len(winners) == 1
    assert [store.delivery(waiting.id)] == winners[0]


def test_many_deliveries_claimed_by_many_workers_are_each_claimed_once(store: Store) -> None:
    ids = store.fan_out([pair(store, f"s{number}") for number in range(12)])
    got = race([partial(claim, store, *ids, owner=f"w{number}") for number in range(4)])
    claimed = [delivery.id for result in got for delivery in result]
    assert sorted(claimed) == sorted(ids)


def test_x3_a_claim_that_ran_out_comes_back_as_unsure(store: Store) -> None:
    waiting = store.put_delivery(delivery())
    claim(store, waiting.id)
    assert claim(store, waiting.id, owner="two", at=89) == []
    (mine,) = claim(store, waiting.id, owner="two", at=90)
    assert mine.state is DeliveryState.UNSURE
    assert mine.attempts == 1
    assert (mine.owner, mine.lease_until, mine.next_at) == ("two", after(180), after(180))


def test_an_unsure_delivery_stays_unsure_when_it_is_claimed(store: Store) -> None:
    waiting = store.put_delivery(delivery(state=DeliveryState.UNSURE, attempts=1, lookups=1))
    (mine,) = claim(store, waiting.id)
    assert (mine.state, mine.attempts, mine.lookups) == (DeliveryState.UNSURE, 1, 1)


def test_claims_come_in_the_order_given_without_those_that_are_not_there(store: Store) -> None:
    ids = store.fan_out([pair(store, name) for name in ("ann", "bob", "cleo")])
    wanted = [ids[2], "nobody", ids[0], ids[2], ids[1]]
    assert [delivery.id for delivery in claim(store, *wanted)] == [ids[2], ids[0], ids[1]]
    assert claim(store) == []


# Recording


def test_results_are_stored_and_old_copies_are_left_out(store: Store) -> None:
    ids = store.fan_out([pair(store, name) for name in ("ann", "bob")])
    ann, bob = claim(store, *ids)
    store.put_delivery(structs.replace(bob, **FINAL))
    late = [structs.replace(ann, **FINAL), structs.replace(bob, state=DeliveryState.FAILED, next_at=None)]
    (stored,) = store.put_deliveries(late)
    assert stored.id == ann.id
    assert stored.state is DeliveryState.SENT
    assert store.delivery(ann.id) == stored
    assert store.delivery_counts() == {DeliveryState.SENT: 2}
    assert store.put_deliveries([]) == []


def test_a_delivery_without_a_revision_is_created_once(store: Store) -> None:
    first = store.put_delivery(delivery())
    assert first.revision
    with pytest.raises(Conflict):
        store.put_delivery(delivery(state=DeliveryState.HELD))
    assert store.delivery(first.id) == first


def test_a_changed_delivery_replaces_the_stored_one_and_an_old_copy_is_refused(store: Store) -> None:
    first = store.put_delivery(delivery())
    sent = store.put_delivery(structs.replace(first, **FINAL))
    with pytest.raises(Conflict):
        store.put_delivery(structs.replace(first, state=DeliveryState.FAILED))
    assert store.delivery(first.id) == sent


def test_a_delivery_and_its_subscription_armed_again_are_stored_together(store: Store) -> None:
    (key,) = store.fan_out([pair(store, "ann")])
    (mine,) = claim(store, key)
    quiet = store.subscription(subscription("ann").id)
    assert quiet is not None
    gone = structs.replace(mine, state=DeliveryState.SOLD_OUT, next_at=None)
    stored = store.put_delivery(gone, structs.replace(quiet, armed=("M",), armed_at=NOON))
    assert store.delivery(key) == stored
    assert store.waiting_counts("jacket") == {"M": 1}


@pytest.mark.parametrize("old", ["delivery", "subscription"])
def test_where_either_is_old_neither_is_stored(store: Store, old: str) -> None:
    (key,) = store.fan_out([pair(store, "ann")])
    (mine,) = claim(store, key)
    quiet = store.subscription(subscription("ann").id)
    assert quiet is not None
    if old == "delivery":
        store.put_delivery(structs.replace(mine, lookups=1))
    else:
        store.put_subscription(structs.replace(quiet, told_at=NOON))
    before = store.delivery(key), store.subscription(quiet.id)
    with pytest.raises(Conflict):
        store.put_delivery(structs.replace(mine, **FINAL), structs.replace(quiet, armed=("M",), armed_at=NOON))
    assert (store.delivery(key), store.subscription(quiet.id)) == before
    assert store.waiting_counts("jacket") == {}


def test_of_many_that_record_a_result_one_is_first(store: Store) -> None:
    first = store.put_delivery(delivery())
    got = race([lambda: store.put_delivery(structs.replace(first, **FINAL))] * 12)
    assert sum(not isinstance(result, Exception) for result in got) == 1
    assert all(isinstance(result, Conflict) for result in got if isinstance(result, Exception))


# Lists


def test_a_delivery_is_found_by_its_code(store: Store) -> None:
    stored = store.put_delivery(delivery("ann", code="Xy12"))
    store.put_delivery(delivery("bob"))
    assert store.delivery_by_code("Xy12") == stored
    assert store.delivery_by_code("xy12") is None
    assert store.delivery_by_code("") is None


def test_lists_come_newest_first(store: Store) -> None:
    for version, seconds in ((1, 0), (2, 20), (3, 10)):
        for name in ("ann", "bob"):
            late = after(seconds + (name == "bob"))
            store.put_delivery(delivery(name, of=event(version=version), created_at=late))
    assert [one.event.id for one in store.deliveries_of("ann")] == ["jacket-2", "jacket-3", "jacket-1"]
    recent = [(one.event.id, one.subscriber_id) for one in store.recent_deliveries(3)]
    assert recent == [("jacket-2", "bob"), ("jacket-2", "ann"), ("jacket-3", "bob")]


def test_recent_deliveries_may_be_of_one_state(store: Store) -> None:
    store.put_delivery(delivery("ann"))
    failed = store.put_delivery(delivery("bob", state=DeliveryState.FAILED, next_at=None))
    assert store.recent_deliveries(10, DeliveryState.FAILED) == [failed]
    assert store.recent_deliveries(10, DeliveryState.STALE) == []


def test_due_deliveries_come_oldest_first(store: Store) -> None:
    for name, seconds in (("ann", 0), ("bob", -60), ("cleo", 1), ("dan", -30)):
        store.put_delivery(delivery(name, next_at=after(seconds)))
    store.put_delivery(delivery("eve", **FINAL))
    due = [delivery(name).id for name in ("bob", "dan", "ann")]
    assert store.due_deliveries(NOON, 10) == due
    assert store.due_deliveries(NOON, 2) == due[:2]


def test_deliveries_are_counted_by_state(store: Store) -> None:
    assert store.delivery_counts() == {}
    for name in ("ann", "bob"):
        store.put_delivery(delivery(name))
    sent = store.put_delivery(delivery("cleo"))
    store.put_delivery(structs.replace(sent, **FINAL))
    assert store.delivery_counts() == {DeliveryState.PENDING: 2, DeliveryState.SENT: 1}


def test_what_is_not_there_is_none_or_empty(store: Store) -> None:
    assert store.delivery("nothing") is None
    assert store.deliveries_of("ann") == store.recent_deliveries(10) == []
    assert store.due_deliveries(NOON, 10) == []
    assert store.fan_out([]) == []


def test_the_deliveries_of_an_hour_are_those_that_were_made_in_it_newest_first(store: Store) -> None:
    for name, at in (("ann", -0.001), ("bob", 0), ("cleo", 1800), ("dora", 3599.999), ("ed", 3600)):
        store.put_delivery(delivery(name, created_at=after(at)))
    made = store.deliveries_made(after(0), after(3600))
    assert [each.subscriber_id for each in made] == ["dora", "cleo", "bob"]
    assert store.deliveries_made(after(7200), after(9000)) == []
