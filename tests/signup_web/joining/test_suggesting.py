"""What visitors suggest: read once, proven by a code, decided by the operator, and told of once. Never more than it may cost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import ANY, Look, Observation, Offer, Product, Suggestion, SuggestionState, Variant
from coatcheck.people.personal_data import erase_person, export_person
from coatcheck.ports.messages import Tell
from coatcheck.watching.discovery import Finding
from coatcheck.watching.suggestion_draft import Draft, draft_of
from signup_web.joining import previews
from tests.console.terminal import Terminal
from tests.e2e.ticketing import FILM, IMAX, PHONE, box_office
from tests.fakes.elsewhere import PUBLIC as SHOP
from tests.fakes.elsewhere import Elsewhere
from tests.fakes.serving import served, showing
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, OUT, Site, Visitor, enter, words

COAT = f"{SHOP}/coat"
SIZES = "".join(
    f'{{"@type":"Product","name":"{size}","size":"{size}","sku":"{size}","offers":{{"@type":"Offer","price":"9",'
    f'"priceCurrency":"USD","availability":"https://schema.org/OutOfStock"}}}},'
    for size in "SM"
)
PAGE = f"""<title>Coat</title><h1>Coat</h1><script type="application/ld+json">
{{"@context":"https://schema.org","@type":"ProductGroup","name":"Coat","variesBy":"size","hasVariant":[{SIZES[:-1]}]}}</script>"""


class Suggestions:
    """A site on which visitors suggest, and the shop that they suggest."""

    def __init__(self, folder: Path, twilio: Control, base: str, **settings: Any) -> None:
        self.site = Site(folder, twilio, **{"suggestions": "approval", "previews_per_address": 100, **settings})
        self.web = Elsewhere(self.site.services.fetcher, base)
        self.site.services.public_fetcher = self.web
        self.store = self.site.store

    def look(self, url: str = COAT, ip: str = "127.0.0.1") -> Visitor:
        visitor = self.site.visitor()
        visitor.client.environ_base["REMOTE_ADDR"] = ip
        visitor.submit("/suggest", url=url)
        return visitor

    def send(self, number: str = ANN, url: str = COAT, **fields: Any) -> Visitor:
        visitor = self.look(url)
        visitor.send("/suggest/send", **{"size": ["M"], "country": "US", "address": number, "agree": "1", **fields})
        return visitor

    def suggest(self, number: str = ANN, url: str = COAT, **fields: Any) -> Visitor:
        visitor = self.send(number, url, **fields)
        visitor.submit("/join/code", code=self.site.code(number))
        return visitor

    def waiting(self) -> list[str]:
        return [each.id for each in self.site.services.inbox.waiting()]


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    with served(showing("/{page}", lambda: PAGE)) as base:
        yield base


@pytest.fixture
def here(tmp_path: Path, small_stand_in: Control, shop: str) -> Suggestions:
    small_stand_in.reset()
    return Suggestions(tmp_path, small_stand_in, shop)


def test_a_product_is_suggested_read_proven_accepted_and_its_proposer_is_on_the_list(here: Suggestions) -> None:
    visitor = here.look()
    assert visitor.status == 200, visitor.page
    assert "We read: S, M sold out." in words(visitor.page)
    visitor.send("/suggest/send", size=["M"], country="US", address=ANN, agree="1")
    assert (visitor.at, here.waiting()) == ("/join/code", [])
    assert here.site.line.take(Tell) == [], "nobody is bothered before the address is proven"
    visitor.submit("/join/code", code=here.site.code())
    assert visitor.at == "/suggest/done"
    assert "decides whether Coat is watched" in words(visitor.page)
    (told,) = here.site.line.take(Tell)
    assert "A visitor suggests Coat. Decide: https://coatcheck.example/admin/suggestions" in told.alert.text
    assert here.store.watches() == []

    operator = enter(here.site)
    operator.get("/admin/suggestions")
    assert "We read: S, M sold out. They want M." in words(operator.page)
    operator.send(here.waiting()[0], accept="1", listed="1")
    assert "Coat is watched now." in words(operator.page)
    assert "was told." in words(operator.page)
    (watch,) = here.store.watches()
    assert (watch.url, watch.source, watch.listed, watch.allow_private) == (COAT, "page", True, False)
    assert here.site.wants() == {watch.id: ("M",)}
    assert here.site.texts()[1:] == [
        f"CoatCheck: Coat is watched now, and we tell you as you asked. https://coatcheck.example/p/{watch.slug} STOP to opt out."
    ]
    with pytest.raises(Invalid, match="waits no more"):
        here.site.services.inbox.accept(watch.id)
    assert len(here.site.texts()) == 2, "they hear once"
    visitor.get("/suggest/done")
    assert "Coat is watched now" in words(visitor.page)


def test_a_page_that_can_only_ever_say_sold_out_is_not_taken(tmp_path: Path, small_stand_in: Control) -> None:
    with served(showing("/{page}", lambda: "<title>Mug</title><h1>Mug</h1><p>Sold out</p>")) as base:
        here = Suggestions(tmp_path, small_stand_in, base)
        assert "so we could never tell you that it is back" in words(here.look().page)
        assert here.waiting() == []
    with served(showing("/{page}", lambda: "<title>Mug</title><h1>Mug</h1><p>€19</p><p>Sold out</p>")) as base:
        assert "We read: sold out." in words(Suggestions(tmp_path, small_stand_in, base).look(url=f"{SHOP}/cup").page)


def test_a_decline_carries_the_operators_sentence_and_takes_the_subscription_away(here: Suggestions) -> None:
    visitor = here.suggest()
    operator = enter(here.site)
    operator.get("/admin/suggestions")
    operator.send(here.waiting()[0], sentence=" That shop asks\nus not to look. ")
    assert (here.waiting(), here.store.watches()) == ([], [])
    assert here.site.texts()[-1] == "CoatCheck: Coat is not watched. That shop asks us not to look. STOP to opt out."
    assert here.site.wants() == {}
    visitor.get("/suggest/done")
    visitor.get(visitor.link("/m/"))
    assert "It is not watched. That shop asks us not to look." in words(visitor.page)


def test_a_page_that_is_watched_already_is_not_suggested_again(here: Suggestions) -> None:
    here.suggest(ANN)
    here.suggest(BOB, size=["*"])
    first, second = here.waiting()
    watch_id = here.site.services.inbox.accept(first)[0].watch_id
    assert here.site.services.inbox.accept(second)[0].watch_id == watch_id
    assert [here.site.wants(ANN), here.site.wants(BOB)] == [{watch_id: ("M",)}, {watch_id: (ANY,)}]
    (watch,) = here.store.watches()
    assert here.look().at == f"/p/{watch.slug}"


def test_where_it_is_open_to_all_it_is_watched_at_once_and_not_on_the_list(
    tmp_path: Path, small_stand_in: Control, shop: str
) -> None:
    small_stand_in.reset()
    here = Suggestions(tmp_path, small_stand_in, shop, suggestions="open", suggestions_waiting=1)
    visitor = here.suggest()
    assert "Coat is watched now" in words(visitor.page)
    (watch,) = here.store.watches()
    assert (watch.listed, here.site.wants(), here.waiting()) == (False, {watch.id: ("M",)}, [])
    visitor = here.suggest(BOB, url=f"{SHOP}/hat")
    assert "as much as one person can" in visitor.page
    assert (len(here.store.watches()), here.site.wants(BOB)) == (1, {}), "no more than so many in a day"


def test_a_stranger_reaches_nothing_inside_and_nothing_that_the_operator_may(
    tmp_path: Path, small_stand_in: Control, shop: str
) -> None:
    here = Suggestions(tmp_path, small_stand_in, shop, allow_hosts=("shop.example",))
    inside = [
        *("http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/x"),
        *("http://router/", "http://printer.local/", COAT, f"{SHOP}:443/coat", "ftp://shop.example/", "coat", ""),
        *("https://ann:secret@other.example/", f"https://other.example/{'x' * 3000}", "http://[", "https://"),
    ]
    for url in inside:
        assert here.look(url).status == 422, url
    assert here.web.asked == []
    assert here.site.services.settings.allow_hosts
    del here.site.services.public_fetcher
    refused = here.site.visitor()
    refused.submit("/suggest", url="http://localtest.example/")
    assert refused.status == 422
    assert here.site.services.public_fetcher._allow_hosts == frozenset()  # type: ignore[attr-defined]


def test_how_a_page_is_read_is_never_the_visitors_word(here: Suggestions) -> None:
    visitor = here.look()
    signed = visitor.page.split('name="draft" value="')[1].split('"')[0]
    for draft in ("", signed[:-2] + "xx", "x" * 9000):
        again = here.look()
        again.send("/suggest/send", draft=draft, size=["M"], country="US", address=ANN, agree="1")
        assert (again.status, "Start again" in again.page) == (400, True)
    assert here.site.texts() == []
    strange = here.look()
    strange.send("/suggest/send", size=["XXL"], country="US", address=ANN, agree="1", source="json_api")
    strange.submit("/join/code", code=here.site.code())
    (suggestion,) = here.site.services.inbox.waiting()
    assert (suggestion.source, suggestion.options, suggestion.wants) == ("page", {}, ())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"size": []}, "Select at least one"),
        ({"agree": ""}, "Tick the box"),
        ({"address": "12"}, "number"),
        ({"by": "pigeon"}, "Choose one of the ways"),
    ],
)
def test_a_form_that_is_not_right_comes_back_and_costs_nothing(
    here: Suggestions, fields: dict[str, Any], says: str
) -> None:
    visitor = here.send(**fields)
    assert (visitor.status, says in visitor.page) == (422, True)
    assert here.site.texts() == []
    assert len(here.web.asked) == 1, "and the page is not read again"


def test_looks_are_limited_for_an_address_a_network_and_all(tmp_path: Path, small_stand_in: Control, shop: str) -> None:
    here = Suggestions(tmp_path, small_stand_in, shop, previews_per_address=2, previews_per_hour=12)
    answers = [here.look(ip="203.0.113.7").status for _ in range(3)]
    assert answers == [200, 200, 429]
    others = [here.look(ip=f"203.0.113.{number}").status for number in range(20, 30)]
    assert others.count(200) == 8, "a network has five visitors' worth"
    far = [here.look(ip=f"198.51.{number}.1").status for number in range(5)]
    assert far == [200, 200, 429, 429, 429], "and everybody together so many"
    asked = len(here.web.asked)
    here.site.wait(hours=1)
    assert here.look(ip="203.0.113.7").status == 200
    assert len(here.web.asked) > asked


def test_a_slow_shop_is_asked_for_so_long_in_all(here: Suggestions) -> None:
    here.look(f"{SHOP}/products/one")
    usual = len(here.web.asked)
    here.web.asked.clear()
    here.web.takes = lambda: here.site.wait(seconds=15)
    here.look(f"{SHOP}/products/two")
    assert (len(here.web.asked), usual > 2) == (2, True)


def test_only_so_many_pages_are_looked_at_at_once(here: Suggestions) -> None:
    held = [previews.AT_ONCE.acquire(blocking=False) for _ in range(2)]
    try:
        visitor = here.look()
        assert (held, visitor.status, "Others are being looked at" in visitor.page) == ([True, True], 429, True)
    finally:
        previews.AT_ONCE.release(2)
    assert here.look().status == 200


def test_one_person_suggests_so_many_in_a_day_and_the_queue_has_an_end(
    tmp_path: Path, small_stand_in: Control, shop: str
) -> None:
    small_stand_in.reset()
    here = Suggestions(
        tmp_path, small_stand_in, shop, suggestions_per_person=2, suggestions_waiting=3, codes_per_hour=9
    )
    for page in ("one", "two"):
        here.suggest(ANN, url=f"{SHOP}/{page}")
    visitor = here.send(ANN, url=f"{SHOP}/three")
    assert (visitor.status, "as much as one person can" in visitor.page) == (422, True)
    here.suggest(BOB, url=f"{SHOP}/three")
    visitor = here.send(BOB, url=f"{SHOP}/four")
    assert "As many suggestions wait" in visitor.page
    assert len(here.waiting()) == 3


def test_the_operator_is_told_of_ten_in_a_day_and_finds_the_rest_on_the_page(
    tmp_path: Path, small_stand_in: Control, shop: str
) -> None:
    small_stand_in.reset()
    here = Suggestions(tmp_path, small_stand_in, shop)
    for _ in range(10):
        here.store.take("suggestions-told", 1, 10, timedelta(days=1), here.site.clock.now())
    here.suggest()
    assert (here.site.line.take(Tell), len(here.waiting())) == ([], 1)


def test_closed_is_closed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.watch()
    visitor = site.visitor()
    for path in ("/suggest", "/suggest/tickets", "/suggest/done"):
        assert visitor.get(path).status_code == 404
    visitor.get("/")
    assert "/suggest" not in visitor.page


def test_an_answer_wakes_nobody_and_reaches_nobody_who_left(here: Suggestions) -> None:
    here.suggest()
    (suggestion,) = here.waiting()
    here.site.clock.moment = (here.site.clock.moment + timedelta(days=1)).replace(hour=9)  # at night in California
    with pytest.raises(Invalid, match="It is night where they are, until 08:00"):
        here.site.services.inbox.decline(suggestion)
    here.site.text("STOP")
    sent = len(here.site.texts())
    decided, said = here.site.services.inbox.decline(suggestion, "No.")
    assert (decided.state, "left meanwhile" in said) == (SuggestionState.DECLINED, True)
    assert len(here.site.texts()) == sent


@pytest.mark.parametrize(("other", "watched"), [(SuggestionState.DECLINED, 0), (SuggestionState.ACCEPTED, 1)])
def test_of_two_who_decide_at_once_one_is_first(
    here: Suggestions, other: SuggestionState, watched: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.suggest()
    (suggestion,) = here.site.services.inbox.waiting()
    texts, put = len(here.site.texts()), here.store.put_suggestion

    def after_somebody_else(changed: Suggestion) -> Suggestion:
        put(replace(suggestion, state=other, waiting_since=None))
        return put(changed)

    monkeypatch.setattr(here.store, "put_suggestion", after_somebody_else)
    with pytest.raises(Conflict):
        here.site.services.inbox.accept(suggestion.id)
    assert (len(here.store.watches()), len(here.site.texts())) == (watched, texts)


def test_sizes_of_endless_names_are_not_carried_through_a_form(here: Suggestions) -> None:
    def draft(name: str) -> Draft:
        variants = tuple(Variant(str(each), name + str(each), offer=Offer(OUT)) for each in range(50))
        seen = Observation((Product("coat", "Coat", variants=variants),))
        now = here.site.clock.now()
        return draft_of(Finding(COAT, "page", Look("", now, now, observation=seen), ()))

    assert len(draft("size ").sizes) == 50
    assert draft("x" * 5000).sizes == ()


def test_what_a_person_suggested_is_exported_and_erased_with_them(here: Suggestions) -> None:
    here.suggest()
    person = here.site.person()
    assert person
    kept = export_person(here.store, person.id)
    assert kept
    assert [each.url for each in kept.suggestions] == [COAT]
    assert erase_person(here.store, person.id)
    assert here.waiting() == []


def test_the_queue_is_a_command_as_well(here: Suggestions, terminal: Terminal, tmp_path: Path) -> None:
    here.suggest(ANN)
    here.suggest(BOB, url=f"{SHOP}/hat")
    settings = here.site.settings
    terminal.environment |= {
        "COATCHECK_STORE": settings.store,
        "COATCHECK_SECRET_KEY": settings.secret_key,
        "COATCHECK_CHANNELS": "sms",
        "COATCHECK_TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "COATCHECK_TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "COATCHECK_TWILIO_FROM": settings.twilio_from,
        "COATCHECK_TWILIO_API_URL": settings.twilio_api_url,
        "COATCHECK_QUIET_FROM": "00:00",
        "COATCHECK_QUIET_UNTIL": "00:00",
    }
    first, second = terminal.json("suggestions", "list")
    assert (first["url"], first["wants"]) == (COAT, ["M"])
    assert COAT in terminal.run("suggestions", "list").stdout
    accepted = terminal.run("suggestions", "accept", first["id"], "--unlisted")
    assert (accepted.exit_code, "Coat is watched now." in accepted.stdout) == (0, True), accepted.output
    assert "watched now" in here.site.texts(ANN)[-1]
    declined = terminal.run("suggestions", "decline", second["id"], "--because", "Too many hats.")
    assert (declined.exit_code, here.site.texts(BOB)[-1].count("Too many hats.")) == (0, 1)
    assert terminal.run("suggestions", "accept", "nothing").exit_code == 2
    assert terminal.json("suggestions", "list") == []


# Movies


def test_a_movie_is_found_by_names_suggested_accepted_and_told_when_it_opens(tmp_path: Path) -> None:
    with box_office(tmp_path, suggestions="approval", quiet_from="00:00", quiet_until="00:00") as box:
        visitor = Visitor(box.site)
        visitor.get("/suggest/tickets?region=bombay")
        page = words(visitor.page)
        assert "PVR: Palladium, Lower Parel (PVPH)" in page
        assert "Select City Walk" not in page
        chosen: dict[str, Any] = {
            "theatre": ["PVPH"],
            "first": "2026-11-21",
            "language": "English",
            "format": "IMAX 3D",
        }
        visitor.send("/suggest/tickets", movie="long tied", **chosen)
        assert (visitor.status, f"Did you mean {FILM}?" in visitor.page) == (422, True)
        assert 'value="PVPH" checked' in visitor.page, "what was chosen stays"
        visitor.send("/suggest/tickets", movie="long tide", **chosen)
        assert "We read: PVR: Palladium, Lower Parel not open." in words(visitor.page), visitor.page
        visitor.send("/suggest/send", by="sms", country="US", address=PHONE, agree="1")
        visitor.submit("/join/code", code=box.texted()[-1][:6])
        assert visitor.at == "/suggest/done"
        (suggestion,) = box.services.inbox.waiting()
        watch_id = box.services.inbox.accept(suggestion.id)[0].watch_id
        box.pass_time(2)
        box.shop.open(IMAX[0], "PVPH", "2026-11-21T09:30", "54452")
        box.pass_time()
        assert "PVR: Palladium, Lower Parel 09:30" in box.texted()[-1]
        (watch,) = box.store.watches()
        assert (watch.id, watch.zone, watch.options["venues"]) == (watch_id, "Asia/Kolkata", "PVPH")


def test_a_ticket_site_that_gives_no_answer_says_so_and_is_not_asked_again_and_again(tmp_path: Path) -> None:
    with box_office(tmp_path, suggestions="approval", previews_per_address=2) as box:
        box.shop.fault = "html"
        visitor = Visitor(box.site)
        for _ in range(2):
            visitor.get("/suggest/tickets?region=mumbai")
            assert "no proper answer just now" in visitor.page
        visitor.get("/suggest/tickets?region=mumbai")
        assert (visitor.status, len(box.calls())) == (429, 1), "a page in place of the data is kept for a minute only"
        box.shop.fault = ""
        box.clock.moment += timedelta(hours=1)
        visitor.get("/suggest/tickets?region=mumbai")
        assert "PVR: Palladium, Lower Parel (PVPH)" in words(visitor.page)
