"""What was sold out and may be back: the operator is asked, and nobody hears of it before they press."""

from datetime import timedelta

from msgspec.structs import replace

from coatcheck.model import State
from coatcheck.ports.messages import Tell, Tick
from coatcheck.telling.texts import SEGMENT, fit
from coatcheck.watching.evidence import MOST_LEARNED, learn
from poller.plan import plan
from tests import examples
from tests.signup_web.admin.corner import HEAD, SOLD_OUT, Corner
from tests.signup_web.visiting import enter, words

BUTTON = f'{HEAD}<form action="/cart/add"><button>Add to cart</button></form>'
OFF = f'{HEAD}<form action="/cart/add"><button disabled>Add to cart</button></form>'
IN_STOCK = f'{HEAD}<p class="availability">In stock</p>'
STALE = '<script type="application/ld+json">{{"@type": "Product", "name": "Coat", "offers": {{"availability": "{}"}}}}</script>'
ONE_OF_TWO = STALE.format("InStock") + SOLD_OUT
BOTH_OUT = STALE.format("OutOfStock") + SOLD_OUT


def test_a_live_button_in_the_place_of_sold_out_asks_the_operator_and_tells_nobody(corner: Corner) -> None:
    assert corner.look(SOLD_OUT) == []
    assert corner.look(BUTTON) == []
    (text,) = corner.alerts()
    assert "Coat may be back" in text
    assert "buy-button: Add to cart" in text
    assert "https://coatcheck.example/admin/watches/coat/maybe-back" in text
    assert [variant.in_stock for variant in corner.state().variants] == [False]
    corner.look(BUTTON)
    assert text in [message.alert.text for message in corner.site.line.take(Tell)]
    assert len(corner.alerts()) == 1


def test_the_link_survives_where_a_text_is_cut(corner: Corner) -> None:
    watch = corner.site.store.watch("coat")
    assert watch
    named = corner.site.store.put_watch(replace(watch, title="Weatherproof waxed cotton jacket " * 6))
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    (text,) = corner.alerts()
    assert len(text) > SEGMENT
    assert f"https://coatcheck.example/admin/watches/{named.id}/maybe-back " in fit(f"CoatCheck: {text}", SEGMENT)


def test_opening_the_link_tells_nobody_and_one_press_tells_all(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    visitor = enter(corner.site)
    shown = words(visitor.get("/admin/watches/coat/maybe-back").text)
    assert "buy-button: Add to cart" in shown
    assert (corner.told(), len(corner.alerts())) == ([], 1)
    corner.site.clock.moment += timedelta(seconds=5)
    visitor.send(action="/maybe-back", back="1")
    assert len(corner.told()) == 1
    assert corner.alerts() == []
    assert [variant.in_stock for variant in corner.state().variants] == [True]
    assert "no such question any more" in visitor.get("/admin/watches/coat/maybe-back").text


def test_what_was_found_to_be_back_is_known_the_next_time(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    corner.site.clock.moment += timedelta(seconds=5)
    enter(corner.site).submit("/admin/watches/coat/maybe-back", action="/maybe-back", back="1")
    corner.told()
    assert corner.look(BUTTON) == []
    assert corner.look(SOLD_OUT) == []
    assert [variant.in_stock for variant in corner.state().variants] == [False]
    assert len(corner.look(BUTTON)) == 1
    assert corner.alerts() == []


def test_what_was_found_not_to_be_back_is_not_asked_again(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    corner.site.clock.moment += timedelta(seconds=5)
    enter(corner.site).submit("/admin/watches/coat/maybe-back", action="/maybe-back", back="0")
    assert corner.alerts() == []
    assert corner.look(BUTTON) == []
    assert corner.look(SOLD_OUT) == []
    assert corner.look(BUTTON) == []
    assert corner.alerts() == []
    assert len(corner.look(IN_STOCK)) == 1


def test_a_proof_settles_the_question(corner: Corner) -> None:
    for proof, told in ((IN_STOCK, 1), (SOLD_OUT, 0)):
        corner.look(SOLD_OUT)
        corner.look(BUTTON)
        assert len(corner.alerts()) == 1
        assert len(corner.look(proof)) == told
        assert corner.alerts() == []


def test_one_witness_of_two_asks_and_a_button_that_is_off_does_not(corner: Corner) -> None:
    corner.look(BOTH_OUT)
    corner.look(OFF)
    assert corner.alerts() == []
    corner.look(ONE_OF_TWO)
    assert len(corner.alerts()) == 1
    corner.look(HEAD)
    assert len(corner.alerts()) == 1  # a page that says nothing answers no question


def test_nobody_but_the_operator_can_answer(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    stranger = corner.site.visitor()
    stranger.get("/admin/watches/coat/maybe-back")
    assert stranger.at == "/admin/enter"
    stranger.client.post("/admin/watches/coat/maybe-back", data={"back": "1"})
    assert (corner.told(), len(corner.alerts())) == ([], 1)


def test_a_watch_that_is_removed_asks_nothing_any_more(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    corner.site.store.remove_watch("coat")
    plan(Tick(slot=corner.site.clock.moment), corner.site.store, corner.site.line, corner.site.clock)
    assert corner.alerts() == []


def test_answers_are_remembered_up_to_a_limit() -> None:
    watch = examples.watch("coat")
    for number in range(MOST_LEARNED + 5):
        watch = learn(watch, State("coat", maybe_back={"m": f"page-text: {number} left"}), is_back=True)
    assert len(watch.learned) == MOST_LEARNED
    assert f"page-text: {MOST_LEARNED + 4} left" in watch.learned


def test_other_words_where_somebody_pointed_ask_once_and_are_known_from_then_on(corner: Corner) -> None:
    box = f'{HEAD}<div id="m">{{}}</div><p>L: <b>Sold out</b></p>'
    watch = corner.site.store.watch("coat")
    assert watch
    corner.site.store.put_watch(replace(watch, options={"selector": "#m"}))
    assert corner.look(box.format("Sold out")) == []
    assert corner.look(box.format('<input type="number"><button>+</button>')) == []
    (text,) = corner.alerts()
    assert "(selected-text: +)" in text
    corner.site.clock.moment += timedelta(seconds=5)
    enter(corner.site).submit("/admin/watches/coat/maybe-back", action="/maybe-back", back="1")
    assert (len(corner.told()), corner.alerts()) == (1, [])
    assert corner.look(box.format("Sold out")) == []
    assert len(corner.look(box.format('<input type="number"><button>+</button>'))) == 1
    assert corner.alerts() == []


def test_an_answer_counts_at_once_for_a_round_that_began_before_it(corner: Corner) -> None:
    corner.look(SOLD_OUT)
    corner.look(BUTTON)
    before = corner.site.store.watches()
    corner.site.clock.moment += timedelta(seconds=5)
    enter(corner.site).submit("/admin/watches/coat/maybe-back", action="/maybe-back", back="0")
    slot = corner.site.clock.moment + timedelta(minutes=1)
    corner.poller._watches._read = (slot, before)  # as it was when the slot's list was read
    assert corner.look(BUTTON) == []
    assert (corner.alerts(), corner.state().maybe_back) == ([], {})
