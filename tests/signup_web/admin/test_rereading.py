"""What is read of a watch that is there already: nothing changes before the operator has seen it and agrees, and then nobody is told of the change."""

from datetime import timedelta

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Answer, Health, Watch
from tests.signup_web.admin.corner import Corner
from tests.signup_web.visiting import Visitor, enter, words

# What the shop says to machines is stale; what its visitors see stands where no rule looks.
STALE = '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"availability": "OutOfStock"}}</script>'
PAGE = f'<title>Coat</title>{STALE}<h1>Coat</h1><footer><p class="note">In stock</p></footer>'
GONE = PAGE.replace("In stock", "Sold out")
COAT = "/admin/watches/coat"


def stored(corner: Corner) -> Watch:
    watch = corner.site.store.watch("coat")
    assert watch
    return watch


def seen(corner: Corner) -> list[bool | None]:
    return [variant.in_stock for variant in corner.state().variants]


def point(visitor: Visitor, words_there: str) -> None:
    """Press the button beside these words."""
    rows = [row for row in LexborHTMLParser(visitor.page).css("tbody tr") if words_there in row.text()]
    button = rows[0].css_first("button")
    assert button
    visitor.send(action="/reading", **{"option-selector": button.attributes["value"]})


def agree(corner: Corner, visitor: Visitor, selector: str) -> None:
    """Some seconds later, say that what is read by this selector is true."""
    corner.site.clock.moment += timedelta(seconds=5)
    visitor.send(action="/reading/save", agree="yes", **{"option-selector": selector})


def test_a_watch_is_taught_by_pointing_and_the_change_is_no_restock(corner: Corner) -> None:
    corner.look(PAGE)
    assert seen(corner) == [False]
    visitor = enter(corner.site)
    visitor.submit(COAT, action="/reading")
    assert "We read: sold out. Is that what the page shows you?" in words(visitor.page)
    visitor.send(action="/reading/save", agree="no")
    assert "as on every page" in words(visitor.page)
    point(visitor, "In stock")
    assert "We read: in stock." in words(visitor.page)
    assert (stored(corner).options, seen(corner)) == ({}, [False])
    agree(corner, visitor, "p.note")
    watch = stored(corner)
    assert (visitor.at, watch.source, watch.options) == (COAT, "page", {"selector": "p.note"})
    assert watch.agreement
    assert (watch.agreement.answer, watch.agreement.at) == (Answer.YES, corner.site.clock.now())
    assert (seen(corner), corner.told()) == ([True], [])
    assert corner.look(PAGE) == []
    assert corner.look(GONE) == []
    assert seen(corner) == [False]
    assert len(corner.look(PAGE)) == 1


def test_settings_that_change_what_is_read_are_shown_first_and_others_are_not(corner: Corner) -> None:
    corner.look(PAGE)
    visitor = enter(corner.site)
    visitor.submit(COAT, action=COAT, title="Warm coat", **{"option-selector": ".note"})
    assert "We read: in stock." in words(visitor.page)
    assert (stored(corner).title, stored(corner).options) == ("Coat", {})
    visitor.send(
        action="/reading/save", agree="yes", read="sold out", title="Warm coat", **{"option-selector": ".note"}
    )
    assert "something else now" in visitor.page
    assert stored(corner).options == {}
    visitor.send(action="/reading/save", agree="yes", title="Warm coat", **{"option-selector": ".note"})
    assert (stored(corner).title, stored(corner).options) == ("Warm coat", {"selector": ".note"})
    visitor.submit(COAT, action=COAT, title="Coat", **{"option-selector": ".note"})
    assert (visitor.at, stored(corner).title) == (COAT, "Coat")
    assert stored(corner).agreement


def test_a_reading_that_proves_nothing_is_taken_by_those_only_who_tick_the_box(corner: Corner) -> None:
    corner.look(PAGE)
    visitor = enter(corner.site)
    for selector, says in ((".nowhere", "nothing that matches"), ("h1", "it can never say")):
        visitor.submit(COAT, action=COAT, **{"option-selector": selector})
        assert says in words(visitor.page)
        visitor.send(action="/reading/save", **{"option-selector": selector})
        assert (visitor.status, stored(corner).options) == (422, {})
    visitor.send(action="/reading/save", anyway="1", **{"option-selector": "h1"})
    assert stored(corner).options == {"selector": "h1"}
    assert seen(corner) == [False]


def test_a_selector_that_is_none_is_refused_with_a_sentence(corner: Corner) -> None:
    visitor = enter(corner.site)
    visitor.submit(COAT, action=COAT, **{"option-selector": "p["})
    assert (visitor.status, "not a CSS selector" in words(visitor.page), stored(corner).options) == (422, True, {})


def test_sizes_that_would_not_be_read_any_more_are_named(corner: Corner) -> None:
    offers = ", ".join(
        f'{{"@type": "Offer", "name": "{size}", "sku": "{size}", "availability": "OutOfStock"}}' for size in ("M", "L")
    )
    corner.look(
        f'<script type="application/ld+json">{{"@type": "Product", "name": "Coat", "offers": [{offers}]}}</script>{GONE}'
    )
    assert len(seen(corner)) == 2
    visitor = enter(corner.site)
    visitor.submit(COAT, action=COAT, **{"option-selector": ".note"})
    assert "Read so, these are not listed any more: M, L. Nobody waits for them." in words(visitor.page)
    agree(corner, visitor, ".note")
    assert seen(corner) == [False]


def test_a_watch_in_trouble_is_well_as_soon_as_it_is_taught(corner: Corner) -> None:
    corner.look(PAGE)
    for _ in range(2):
        corner.look("<title>Coat</title><footer><p class='note'>In stock</p></footer>")
    assert corner.state().health is Health.UNREADABLE
    assert [alert for alert in corner.site.store.alerts() if not alert.closed_at]
    visitor = enter(corner.site)
    visitor.submit(COAT, action="/teach")
    point(visitor, "In stock")
    agree(corner, visitor, "p.note")
    assert (corner.state().health, seen(corner), corner.told()) == (Health.HEALTHY, [True], [])
    assert [alert for alert in corner.site.store.alerts() if not alert.closed_at] == []


def test_a_shop_that_does_not_answer_changes_nothing(corner: Corner) -> None:
    corner.look(PAGE)
    corner.site.store.put_watch(replace(stored(corner), url="http://127.0.0.1:1/coat"))
    visitor = enter(corner.site)
    visitor.submit(COAT, action="/teach")
    assert (visitor.status, "taught" in words(visitor.page)) == (422, True)
    visitor.submit(COAT, action="/reading")
    assert "This look proves nothing" in words(visitor.page)
    visitor.send(action="/reading/save")
    assert (visitor.status, seen(corner)) == (422, [False])


def test_a_single_thing_by_another_name_is_still_that_thing(corner: Corner) -> None:
    data = '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "sku": "C-1", "offers": {"availability": "OutOfStock"}}</script>'
    corner.look(f"{data}{GONE}")
    visitor = enter(corner.site)
    visitor.submit(COAT, action=COAT, **{"option-selector": ".note"})
    assert "not listed any more" not in words(visitor.page)
