"""The rules of truth, one by one: what a look proves about a watch, and what it does not."""

from msgspec.structs import replace

from coatcheck.model import (
    Availability,
    Health,
    Look,
    Observation,
    Offer,
    Product,
    Variant,
)
from coatcheck.truth.diff import diff
from coatcheck.truth.drift import fingerprint
from coatcheck.truth.variants import MISSING_LOOKS
from tests.coatcheck.truth.stories import IN, OUT, PRE_ORDER, UNKNOWN, WATCH, Story, page
from tests.examples import after


def test_D1_the_first_look_is_a_baseline() -> None:
    story = Story()
    assert story.look(page(s=IN, m=OUT)) == []
    assert (story.size("s").in_stock, story.size("m").in_stock) == (True, False)


def test_a_restock_is_known_out_then_in() -> None:
    assert Story().sees(page(m=OUT), page(m=IN), page(m=IN)) == [[], ["m"], []]


def test_all_sizes_of_one_look_are_one_event_with_what_the_shop_said() -> None:
    story = Story()
    offer = Offer(IN, price="120.00", currency="USD", url="https://shop.example/m", quantity=3)
    story.sees(page(s=OUT, m=OUT, l=OUT), page(s=IN, m=offer, l=OUT))
    event = story.verdicts[-1].event
    assert event is not None
    assert (event.id, event.at) == (f"{WATCH.id}-2", after(121))
    assert [variant.id for variant in event.variants] == ["s", "m"]
    assert (event.variants[1].price, event.variants[1].quantity) == ("120.00", 3)


def test_unknown_in_between_neither_ends_nor_starts_anything() -> None:
    assert Story().sees(page(m=IN), page(m=UNKNOWN), page(m=IN)) == [[], [], []]
    assert Story().sees(page(m=OUT), page(m=UNKNOWN), page(m=IN)) == [[], [], ["m"]]
    assert Story().sees(page(m=UNKNOWN), page(m=IN)) == [[], []]


def test_unknown_keeps_the_last_proof() -> None:
    story = Story()
    story.sees(page(m=IN), page(m=UNKNOWN))
    assert story.size("m").availability is IN


def test_a_failed_look_changes_no_variant() -> None:
    story = Story()
    story.look(page(s=IN, m=OUT))
    before = story.state.variants
    for health in (Health.UNREADABLE, Health.BLOCKED, Health.UNREACHABLE, Health.GONE):
        assert story.look(health) == []
        assert story.state.variants == before
    assert story.look(page(s=IN, m=IN)) == ["m"]


def test_D3_a_size_that_flaps_is_told_once() -> None:
    assert Story().sees(page(m=OUT), page(m=IN), page(m=OUT), page(m=IN), page(m=OUT), page(m=IN)) == [
        [],
        ["m"],
        [],
        [],
        [],
        [],
    ]


def test_an_episode_ends_at_the_first_of_the_looks_that_prove_it() -> None:
    story = Story()
    story.sees(page(m=OUT), page(m=IN), page(m=OUT))
    assert story.size("m").in_stock
    story.look(page(m=OUT))
    assert (story.size("m").in_stock, story.size("m").out_since) == (False, after(3 * 60 + 1))
    assert story.look(page(m=IN)) == ["m"]


def test_unknown_between_two_proofs_of_out_does_not_spoil_them() -> None:
    assert Story().sees(page(m=OUT), page(m=IN), page(m=OUT), page(m=UNKNOWN), page(m=OUT), page(m=IN))[-1] == ["m"]


def test_with_settle_one_a_single_look_ends_an_episode() -> None:
    story = Story(replace(WATCH, settle=1))
    assert story.sees(page(m=IN), page(m=OUT), page(m=IN)) == [[], [], ["m"]]


def test_D2_a_size_that_vanished_is_missing_and_its_reappearing_no_restock() -> None:
    story = Story()
    assert story.sees(page(s=IN, m=IN), page(s=IN), page(s=IN), page(s=IN, m=IN)) == [[], [], [], []]
    assert story.size("m").in_stock


def test_D2_after_three_looks_without_it_a_size_is_sold_out() -> None:
    story = Story()
    story.look(page(s=IN, m=IN))
    story.sees(*[page(s=IN)] * MISSING_LOOKS)
    assert (story.size("m").in_stock, story.size("m").availability) == (False, Availability.OUT_OF_STOCK)
    assert story.look(page(s=IN, m=IN)) == ["m"]


def test_failed_looks_do_not_count_as_looks_without_it() -> None:
    story = Story()
    story.sees(page(s=IN, m=IN), page(s=IN), page(s=IN), Health.BLOCKED, Health.BLOCKED, page(s=IN, m=IN))
    assert story.size("m").missing_looks == 0
    assert story.size("m").in_stock


def test_a_size_known_to_be_out_may_vanish_before_it_comes_back() -> None:
    assert Story().sees(page(s=IN, m=OUT), page(s=IN), page(s=IN, m=IN)) == [[], [], ["m"]]


def test_F3_a_late_answer_of_an_older_look_is_dropped() -> None:
    story = Story()
    story.sees(page(m=OUT), page(m=IN))
    late = Look(WATCH.id, after(60), after(150), observation=page(m=OUT))
    assert diff(WATCH, story.state, late) is None


def test_F4_of_two_looks_that_overlap_only_the_first_to_change_something_counts() -> None:
    story = Story()
    story.sees(page(m=OUT), page(m=IN))
    began_before_that_ended = Look(WATCH.id, after(120.5), after(122), observation=page(m=OUT))
    assert diff(WATCH, story.state, began_before_that_ended) is None


def test_a_page_without_anything_known_is_another_page() -> None:
    story = Story()
    story.sees(page(s=IN, m=OUT), page(x=IN, y=IN))
    assert story.state.health is Health.UNREADABLE
    assert "S, M" in str(story.state.reason)
    assert story.look(page(s=IN, m=IN)) == ["m"]


def test_the_operator_takes_new_variants_by_saving_the_watch() -> None:
    story = Story()
    story.sees(page(s=OUT), page(x=IN))
    story.watch = replace(WATCH, updated_at=after(200))
    story.minute += 2
    assert story.look(page(x=IN)) == ["x"]
    assert story.state.health is Health.HEALTHY


def test_an_answer_that_lost_what_told_the_stock_is_unreadable_and_names_it() -> None:
    told, silent = fingerprint("page", ["json-ld", "one"]), fingerprint("page", ["one"])
    story = Story()
    story.sees(page(shape=told, m=OUT), page(shape=silent, m=UNKNOWN))
    assert story.state.health is Health.UNREADABLE
    assert "json-ld is gone" in str(story.state.reason)
    assert story.look(page(shape=told, m=IN)) == ["m"]


def test_an_answer_that_tells_by_another_field_or_only_wavers_is_no_drift() -> None:
    told, other = fingerprint("page", ["json-ld"]), fingerprint("page", ["open-graph"])
    story = Story()
    story.sees(page(shape=told, m=OUT), page(shape=told, m=UNKNOWN), page(shape=other, m=OUT), page(shape=other, m=IN))
    assert {verdict.state.health for verdict in story.verdicts} == {Health.HEALTHY}


def test_what_never_told_the_stock_has_lost_nothing() -> None:
    story = Story()
    story.sees(page(shape=fingerprint("page", ["og"]), m=UNKNOWN), page(shape=fingerprint("page", []), m=UNKNOWN))
    assert story.state.health is Health.HEALTHY


def test_saving_a_watch_before_its_trouble_agrees_to_nothing() -> None:
    story = Story(replace(WATCH, updated_at=after(90)))
    story.sees(page(s=OUT), page(x=IN), page(x=IN))
    assert story.state.health is Health.UNREADABLE


def test_a_new_size_is_a_baseline_while_others_can_be_had() -> None:
    assert Story().sees(page(s=IN), page(s=IN, m=IN)) == [[], []]


def test_a_new_size_is_a_restock_where_everything_was_sold_out() -> None:
    assert Story().sees(page(s=OUT), page(s=OUT, m=IN)) == [[], ["m"]]


def test_D4_after_a_long_gap_what_came_back_is_a_baseline() -> None:
    story = Story()
    story.look(page(m=OUT))
    assert story.look(page(m=IN), baseline=True) == []
    assert story.size("m").in_stock


def test_pre_order_counts_as_back_only_where_the_watch_says_so() -> None:
    assert Story().sees(page(m=OUT), page(m=PRE_ORDER), page(m=IN)) == [[], [], ["m"]]
    assert Story(replace(WATCH, advance=True)).sees(page(m=OUT), page(m=PRE_ORDER), page(m=IN)) == [[], ["m"], []]


def test_a_change_of_the_watchs_mind_about_pre_orders_is_no_restock() -> None:
    story = Story()
    story.sees(page(m=OUT), page(m=PRE_ORDER))
    story.watch = replace(WATCH, advance=True)
    assert story.look(page(m=PRE_ORDER)) == []
    assert story.size("m").in_stock


def test_a_quiet_look_changes_nothing() -> None:
    story = Story()
    story.look(page(s=IN, m=OUT))
    look = Look(WATCH.id, after(900), after(901), observation=page(s=IN, m=OUT))
    assert diff(WATCH, story.state, look) is None


def test_a_link_or_picture_that_differs_each_time_changes_nothing() -> None:
    story = Story()
    story.look(page(m=Offer(IN, url="https://shop.example/m?session=1")))
    story.look(page(m=Offer(IN, url="https://shop.example/m?session=2")))
    assert len(story.verdicts) == 1


def test_a_higher_price_is_kept_and_told_to_nobody() -> None:
    story = Story()
    assert story.sees(page(m=Offer(IN, price="99.00")), page(m=Offer(IN, price="120.00"))) == [[], []]
    assert [each.price for each in story.transitions] == ["99.00", "120.00"]
    assert story.size("m").price == "120.00"


def test_history_is_whole_each_change_begins_where_the_last_one_ended() -> None:
    story = Story()
    story.sees(page(m=OUT), page(m=IN), page(m=OUT), page(m=OUT), page(m=PRE_ORDER), page(m=IN))
    steps = [(each.before, each.after) for each in story.transitions]
    assert steps == [(UNKNOWN, OUT), (OUT, IN), (IN, OUT), (OUT, PRE_ORDER), (PRE_ORDER, IN)]


def test_what_a_shop_sends_by_itself_may_leave_out_what_a_size_is_called() -> None:
    story = Story()
    story.look(page(m=OUT))
    bare = Observation((Product("coat", variants=(Variant("m", offer=Offer(IN)),)),))
    pushed = Look(WATCH.id, after(200), after(201), observation=bare)
    story.take(diff(WATCH, story.state, pushed, pushed=True))
    event = story.verdicts[-1].event
    assert event
    assert [variant.title for variant in event.variants] == ["M"]


def test_a_size_of_one_product_of_several_keeps_its_whole_name_when_the_shop_sends_that_product_alone() -> None:
    coat, hat = (
        Product(id=name, title=name, variants=(Variant(f"{name}-m", "M", offer=Offer(OUT)),))
        for name in ("coat", "hat")
    )
    story = Story()
    story.look(Observation((coat, hat)))
    pushed = Look(
        WATCH.id,
        after(200),
        after(201),
        observation=Observation((replace(hat, variants=(Variant("hat-m", "M", offer=Offer(IN)),)),)),
    )
    assert story.take(diff(WATCH, story.state, pushed, pushed=True)) == ["hat-m"]
    assert story.size("hat-m").title == "hat: M"


def test_what_a_shop_sends_by_itself_says_nothing_of_what_it_leaves_out() -> None:
    story = Story()
    story.sees(page(s=IN, m=OUT), Health.BLOCKED)
    look = Look(WATCH.id, after(200), after(200), observation=page(m=IN))
    assert story.take(diff(WATCH, story.state, look, pushed=True)) == ["m"]
    assert (story.size("s").missing_looks, story.state.health) == (0, Health.BLOCKED)
