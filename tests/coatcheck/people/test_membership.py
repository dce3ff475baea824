"""People in the store: every use case may be repeated, and starts again where somebody else wrote first."""

from functools import partial

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid, StoreUnavailable
from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Frequency, Status, Subscriber
from coatcheck.people import membership, personal_data
from coatcheck.people.codes import ask, confirm
from coatcheck.ports import Store
from tests.examples import after
from tests.fakes.ports import NOON, Failing
from tests.racing import race

KEY = "0123456789abcdef0123456789abcdef"
ANN = ChannelAddress("sms", "+14155552671")


def said(kind: ConsentKind = ConsentKind.OPT_IN, seconds: float = 0) -> Consent:
    method = "text" if kind is ConsentKind.OPT_BACK_IN else "web"
    return Consent(at=after(seconds), kind=kind, method=method, wording="2026-11")


def ann(store: Store) -> Subscriber:
    return membership.subscriber_at(store, KEY, ANN, NOON)


def test_somebody_new_is_not_stored_before_they_join(store: Store) -> None:
    person = ann(store)
    assert (person.revision, person.zone) == ("", "America/Los_Angeles")
    assert store.subscriber(person.id) is None


def test_the_id_says_nothing_of_the_number(store: Store) -> None:
    assert "4155552671" not in ann(store).id
    assert membership.subscriber_at(store, "another key" * 4, ANN, NOON).id != ann(store).id


def test_joining_twice_is_joining_once(store: Store) -> None:
    one = membership.join(store, ann(store), "jacket", ["M"], said())
    two = membership.join(store, ann(store), "jacket", ["M"], said(seconds=5))
    assert (two.id, two.wants, two.armed) == (one.id, ("M",), ("M",))
    assert len(store.subscriptions_of(ann(store).id)) == 1


def test_more_sizes_join_those_that_are_waited_for_and_keep_their_place(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    both = membership.join(store, ann(store), "jacket", ["L"], said(seconds=60))
    assert (both.armed, both.armed_at) == (("M", "L"), NOON)


def test_any_size_stands_for_all_of_them(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    assert membership.join(store, ann(store), "jacket", [ANY], said()).wants == (ANY,)


def test_reset_arms_what_was_told(store: Store) -> None:
    joined = membership.join(store, ann(store), "jacket", ["M"], said())
    store.put_subscription(membership.disarmed(joined))
    (armed,) = membership.rearm(store, ann(store).id, after(60))
    assert (armed.armed, armed.armed_at) == (("M",), after(60))


def test_reset_brings_nobody_back_who_said_stop(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.opt_out(store, ann(store).id, after(1), "text")
    assert membership.rearm(store, ann(store).id, after(2)) == []


def test_a_stop_disarms_and_a_start_arms(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.opt_out(store, ann(store).id, after(1), "text", "SM1")
    (stopped,) = store.subscriptions_of(ann(store).id)
    (started,) = membership.opt_in(store, ann(store), said(ConsentKind.OPT_BACK_IN, 2))
    assert (stopped.armed, started.armed) == ((), ("M",))


def test_a_stop_that_was_held_up_disarms_nothing_that_a_start_armed_since(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    stop = replace(said(ConsentKind.OPT_OUT, 1), method="text", evidence="SM1")
    stopped = membership.opt_out_subscriber(store, ann(store), stop)
    membership.opt_in(store, ann(store), said(ConsentKind.OPT_BACK_IN, 2))
    membership.opt_out_subscriber(store, stopped, stop)  # a copy, taken up before the start and carried out after it
    (waiting,) = store.subscriptions_of(ann(store).id)
    assert (ann(store).status, waiting.armed) == (Status.ACTIVE, ("M",))


def test_whoever_starts_again_waits_from_then_on(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    (waiting,) = store.subscriptions_of(ann(store).id)
    membership.opt_out(store, ann(store).id, after(1), "text", "SM1")
    (stopped,) = store.subscriptions_of(ann(store).id)
    store.put_subscription(replace(waiting, revision=stopped.revision))  # as if killed before it was disarmed
    (started,) = membership.opt_in(store, ann(store), said(ConsentKind.OPT_BACK_IN, 2))
    assert started.armed_at == after(2)


def test_l4_a_stop_by_a_clock_that_is_behind_is_a_stop(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said(seconds=3))
    membership.opt_out_subscriber(store, ann(store), said(ConsentKind.OPT_OUT, seconds=0))
    assert (ann(store).status, ann(store).status_at) == (Status.OPTED_OUT, after(3))


def test_a_second_stop_adds_nothing_to_the_ledger(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    for seconds in (1, 2, 3):
        membership.opt_out(store, ann(store).id, after(seconds), "text")
    assert [consent.kind for consent in ann(store).consents] == ["opt-in", "opt-out"]


def test_a_stop_of_nobody_is_nothing(store: Store) -> None:
    assert membership.opt_out(store, "nobody", NOON, "text") is None


def test_a_stop_weighs_more_than_a_dead_number(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.opt_out(store, ann(store).id, after(1), "text")
    membership.mark_unreachable(store, ann(store).id, after(2), "30006")
    assert ann(store).status is Status.OPTED_OUT


def test_signing_up_again_revives_a_dead_number(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.mark_unreachable(store, ann(store).id, after(1), "30006")
    membership.join(store, ann(store), "jacket", ["M"], said(seconds=2))
    assert ann(store).status is Status.ACTIVE


def test_whoever_saves_the_same_wish_again_still_waits_for_the_rest_of_an_event(store: Store) -> None:
    joined = membership.join(store, ann(store), "jacket", [ANY], said())
    rest = store.put_subscription(replace(joined, armed=("INVS",)))
    assert membership.choose(store, rest, [ANY], after(60)).armed == ("INVS",)


def test_choosing_sizes_arms_the_new_ones_only(store: Store) -> None:
    joined = membership.join(store, ann(store), "jacket", ["M", "L"], said())
    told = store.put_subscription(replace(joined, armed=("L",)))
    chosen = membership.choose(store, told, ["M", "S"], after(60))
    assert (chosen.wants, chosen.armed) == (("M", "S"), ("S",))


def test_choosing_every_restock_waits_again_for_what_was_told(store: Store) -> None:
    joined = membership.join(store, ann(store), "jacket", ["M"], said())
    told = store.put_subscription(membership.disarmed(joined))
    chosen = membership.choose(store, replace(told, frequency=Frequency.EVERY), ["M"], after(60))
    assert (chosen.armed, chosen.armed_at) == (("M",), after(60))


def test_two_joins_at_once_are_both_heard(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["S"], said())
    race([partial(membership.join, store, ann(store), "jacket", [size], said()) for size in ("M", "L", "XL")])
    (joined,) = store.subscriptions_of(ann(store).id)
    assert set(joined.armed) == {"S", "M", "L", "XL"}


def test_guesses_made_side_by_side_all_count(store: Store) -> None:
    waiting, code = ask(store, KEY, ann(store), "jacket", ["M"], said())
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    refused = race([lambda: confirm(store, KEY, waiting.token, wrong, said(ConsentKind.CONFIRMED, 1))] * 20)
    assert all(isinstance(each, Exception) for each in refused)
    assert sum("not the code" in str(each) for each in refused) <= 5
    with pytest.raises(Invalid, match="too many tries"):
        confirm(store, KEY, waiting.token, code, said(ConsentKind.CONFIRMED, 2))


def test_what_was_asked_for_is_what_the_code_brings(store: Store) -> None:
    waiting, code = ask(store, KEY, ann(store), "jacket", ["M"], said(), Frequency.EVERY, any_hour=True)
    joined = confirm(store, KEY, waiting.token, f" {code[:3]} {code[3:]} ", said(ConsentKind.CONFIRMED, 1))
    assert (joined.armed, joined.frequency, ann(store).any_hour) == (("M",), Frequency.EVERY, True)


def test_no_code_is_kept_as_it_is(store: Store) -> None:
    waiting, code = ask(store, KEY, ann(store), "jacket", ["M"], said())
    assert code not in repr(store.confirmation(waiting.token))


def test_everything_about_a_person_is_exported_and_erased(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    kept = personal_data.export_person(store, ann(store).id)
    assert (kept.subscriber.to, len(kept.subscriptions)) == (ANN, 1)
    assert personal_data.erase_person(store, ann(store).id)
    assert personal_data.export_person(store, ann(store).id) is None
    assert not personal_data.erase_person(store, ann(store).id)


def test_an_address_is_found_as_a_second_way_and_erased_there_alone(store: Store) -> None:
    mail = ChannelAddress("email", "ann@example.org")
    membership.join(store, ann(store), "jacket", ["M"], said())
    store.put_subscriber(replace(ann(store), fallback=mail))
    assert [person.to for person in membership.everybody_at(store, KEY, mail)] == [ANN]
    assert personal_data.erase_address(store, KEY, mail)
    assert (ann(store).fallback, len(store.subscriptions_of(ann(store).id))) == (None, 1)
    assert not personal_data.erase_address(store, KEY, mail)


def test_an_address_that_is_one_persons_first_way_and_anothers_second_is_erased_as_both(store: Store) -> None:
    bob = membership.subscriber_at(store, KEY, ChannelAddress("sms", "+14155552672"), NOON)
    for person in (ann(store), replace(bob, fallback=ANN)):
        membership.join(store, person, "jacket", ["M"], said())
    assert [person.id for person in membership.everybody_at(store, KEY, ANN)] == [ann(store).id, bob.id]
    assert personal_data.erase_address(store, KEY, ANN)
    assert membership.everybody_at(store, KEY, ANN) == []
    assert store.subscriber(bob.id).fallback is None


def test_of_an_erased_person_who_said_stop_only_the_stop_stays(store: Store) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.opt_out(store, ann(store).id, after(1), "text")
    personal_data.erase_person(store, ann(store).id)
    kept = store.subscriber(ann(store).id)
    assert (kept.status, kept.to.address, kept.consents) == (Status.OPTED_OUT, "", ())


@pytest.mark.parametrize("done", [False, True], ids=["not done", "done, and not answered"])
@pytest.mark.parametrize("method", ["put_subscriber", "erase_person"])
def test_an_erasure_that_breaks_off_takes_no_stop_back_and_is_done_again(store: Store, method: str, done: bool) -> None:
    membership.join(store, ann(store), "jacket", ["M"], said())
    membership.opt_out(store, ann(store).id, after(1), "text")
    with pytest.raises(StoreUnavailable):
        personal_data.erase_person(Failing(store, method, StoreUnavailable("gone"), after=done), ann(store).id)
    assert store.subscriber(ann(store).id).status is Status.OPTED_OUT
    personal_data.erase_person(store, ann(store).id)
    kept = store.subscriber(ann(store).id)
    assert (kept.status, kept.to.address, kept.consents) == (Status.OPTED_OUT, "", ())
    assert store.subscriptions_of(kept.id) == []
