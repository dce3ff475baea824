"""More wishes: a price, each drop of it, a number of pieces, what is there already; in the form, on the own page, by the message."""

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Availability, Conditions, Delivery, Frequency, Subscription, Verdict
from coatcheck.people.links import manage_token
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.telling.amounts import read_amount
from notifier.context import Context
from notifier.deliver import deliver
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import IN, OUT, Site, words


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("100", "100"), (" 99.90 ", "99.90"), ("99,90", "99.90"), ("$100", "100"), ("100 USD", "100"), ("usd 100", "100"),
        ("1,299.00", "1299.00"), ("1.299,00", "1299.00"), ("1,299", "1299"), ("1.299", "1299"), ("1 299,5", "1299.5"),
        ("1'299.00", "1299.00"), ("１００", "100"), ("٩٩٫٩٠", "99.90"), ("0.99", "0.99"), ("0.125", "0.125"),
        ("100,-", "100"), ("100.–", "100"), ("€ 99", "99"), ("₹1,00,000", "100000"), ("1.234.567,8", "1234567.8"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(words: str, amount: str) -> None:
    assert read_amount(words, "") == amount


@pytest.mark.parametrize(
    "words", ["cheap", "", "0", "-5", "100-200", "1e9", "99999999999", "100 apples", "9" * 60, ".", "1,2,3", "1.2.3,4"]
)
def test_what_is_no_amount_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(Invalid, match=r"Write (the|a) price"):
        read_amount(words, "USD")


@pytest.mark.parametrize(
    ("words", "currency"), [("100 EUR", "USD"), ("€100", "USD"), ("$100", "EUR"), ("100 usd", "CAD")]
)
def test_other_money_than_the_products_is_refused_as_nothing_is_converted(words: str, currency: str) -> None:
    with pytest.raises(Invalid, match=f"Its price is in {currency}"):
        read_amount(words, currency)


def wish(site: Site) -> Subscription:
    person = site.person()
    assert person
    (found,) = site.store.subscriptions_of(person.id)
    return found


def own_page(site: Site) -> str:
    person = site.person()
    assert person
    return f"/m/{manage_token(SECRET_KEY, person.id, person.links)}"


def deliveries(site: Site) -> list[Delivery]:
    person = site.person()
    return site.store.deliveries_of(person.id) if person else []


def send(site: Site) -> None:
    """Let the notifier work on what was published."""
    services = site.services
    context = Context(services.store, site.line, site.clock, site.settings, services.channel, SECRET_KEY)
    while site.line.messages:
        message = site.line.messages.pop(0)
        assert isinstance(message, DeliveryBatch)
        deliver(message, context)


def test_all_wishes_are_kept_shown_and_changed(site: Site) -> None:
    visitor = site.join(limit="99,90", drops="1", pieces="2", at_once="1")
    asked = Conditions("99.90", "USD", 2, price_drops=True, at_once=True)
    assert (wish(site).conditions, wish(site).frequency) == (asked, Frequency.EVERY)
    assert (
        "at $99.90 or less; each time the price falls; at least 2 pieces; also when it is there already" in visitor.page
    )
    visitor.get(own_page(site))
    assert "Waiting for: M (at $99.90 or less; each time" in visitor.page
    visitor.submit(own_page(site), action="/sizes/", size=["M"], limit="80")
    assert wish(site).conditions == Conditions("80", "USD")
    visitor.submit(own_page(site), action="/sizes/", size=["M"])
    assert wish(site).conditions == Conditions()


def test_the_export_holds_the_wishes(site: Site) -> None:
    visitor = site.join(limit="99.90")
    exported = visitor.get(f"{own_page(site)}/export").json
    assert exported
    assert exported["subscriptions"][0]["conditions"] == {"maximum_price": "99.90", "currency": "USD"}


def test_a_limit_is_in_the_products_money(site: Site) -> None:
    jacket = site.store.watch("jacket")
    assert jacket
    site.look(jacket, S=OUT, M=IN, L=OUT)
    visitor = site.visitor()
    assert "at or under this price (USD)" in visitor.get("/p/jacket/join?size=M").text
    site.join(limit="$99.90")
    assert wish(site).conditions == Conditions("99.90", "USD")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("limit", "cheap", "Write the price as a number, like 100 or 99.90."),
        ("pieces", "many", "Write a whole number of pieces, from 1 to 999."),
        ("pieces", "0", "Write a whole number of pieces, from 1 to 999."),
        ("pieces", "1000", "Write a whole number of pieces, from 1 to 999."),
    ],
)
def test_what_can_not_be_meant_comes_back_with_a_sentence_and_as_it_was_typed(
    site: Site, field: str, typed: str, sentence: str
) -> None:
    form, page = site.sign_up(**{field: typed}), site.join()
    page.submit(own_page(site), action="/sizes/", size=["M"], **{field: typed})
    for visitor in (form, page):
        assert visitor.status == 422
        assert sentence in words(visitor.page)
        assert f'value="{typed}"' in visitor.page
        assert "<details open>" in visitor.page


@pytest.mark.parametrize(
    ("price", "limit", "why"),
    [
        ("120.00", "100", "M is there for $120.00: over your limit."),
        ("120.00", "120", ""),
    ],
)
def test_the_own_page_says_why_somebody_is_not_told_of_what_is_there(
    site: Site, price: str, limit: str, why: str
) -> None:
    site.join(limit=limit)
    jacket = site.store.watch("jacket")
    assert jacket
    site.look(jacket, S=OUT, M=IN, L=OUT)
    page = site.visitor().get(own_page(site)).text
    assert why in words(page)
    assert ("over your limit" in page) is bool(why)


def there(site: Site, m: Availability = IN) -> None:
    """The shop shows M so, and it is looked at."""
    jacket = site.store.watch("jacket")
    assert jacket
    site.wait(seconds=30)
    site.look(jacket, S=OUT, M=m, L=OUT)
    site.tick()
    site.wait(seconds=6)


def test_what_is_there_already_is_told_once_at_once_to_whoever_asked_for_that(site: Site) -> None:
    there(site)
    site.join(at_once="1")
    assert len(deliveries(site)) == 1
    send(site)
    assert "Jacket M: in stock now, $120. https" in site.texts()[-1]
    assert (len(site.texts()), site.wants()) == (2, {"jacket": ()})
    send(site)
    assert len(site.texts()) == 2


@pytest.mark.parametrize(
    "fields", [{}, {"at_once": "1", "limit": "100"}, {"at_once": "1", "pieces": "1"}, {"at_once": "1", "size": ["L"]}]
)
def test_who_did_not_ask_or_whose_conditions_are_not_met_is_not_told_at_once(
    site: Site, fields: dict[str, str]
) -> None:
    there(site)
    site.join(**fields)
    assert (deliveries(site), site.line.messages) == ([], [])


@pytest.mark.parametrize(("pieces", "told"), [("1", 1), ("3", 1), ("4", 0)])
def test_as_many_pieces_as_there_surely_are_are_told_at_once(site: Site, pieces: str, told: int) -> None:
    there(site)
    known = site.store.states(["jacket"])["jacket"]
    counted = tuple(replace(each, quantity=5 if each.id == "M" else None) for each in known.variants)
    site.store.commit_verdict("b1", Verdict(replace(known, version=known.version + 1, variants=counted)))
    site.wait(seconds=6)
    site.join(at_once="1", pieces=pieces)
    assert len(deliveries(site)) == told


def test_what_is_not_proven_to_be_there_now_is_not_told_at_once(site: Site) -> None:
    there(site)
    jacket = site.store.watch("jacket")
    assert jacket
    site.trouble(jacket)
    site.wait(seconds=6)
    site.join(at_once="1")
    assert deliveries(site) == []


def test_what_is_gone_before_it_could_be_told_at_once_is_waited_for(site: Site) -> None:
    there(site)
    site.join(at_once="1")
    there(site, OUT)
    send(site)
    assert (len(site.texts()), site.wants()) == (1, {"jacket": ("M",)})


def test_a_wish_for_what_is_there_can_be_made_later_and_is_told_once_for_each_change(site: Site) -> None:
    there(site)
    visitor = site.join(limit="100", at_once="1")
    for _ in range(2):
        visitor.submit(own_page(site), action="/sizes/", size=["M"], limit="130", at_once="1")
        send(site)
    assert len(site.texts()) == 2
    assert "$120 (limit $130)" in site.texts()[-1]
    visitor.submit(own_page(site), action="/again")
    send(site)
    assert len(site.texts()) == 3


def test_a_code_that_is_entered_again_after_a_crash_tells_nothing_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    there(site)
    visitor = site.sign_up(at_once="1")
    code = site.code()
    with monkeypatch.context() as broken:
        broken.setattr("coatcheck.people.codes.use_up", lambda *arguments: 1 / 0)
        visitor.submit("/join/code", code=code)
        assert visitor.status == 500
    send(site)
    visitor.submit("/join/code", code=code)
    send(site)
    assert len(site.texts()) == 2
