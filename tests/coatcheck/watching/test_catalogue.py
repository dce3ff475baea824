"""Discovery says which source reads a page and why; the catalogue takes only what can be watched."""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid, LookFailed, Unreachable
from coatcheck.model import MAXIMUM_BATCH, Health
from coatcheck.ports import Answer, Request, Store, Target
from coatcheck.watching import catalogue
from coatcheck.watching.addresses import names_private_host
from coatcheck.watching.batches import choose_batch
from coatcheck.watching.catalogue import add_watch, check, draft
from coatcheck.watching.discovery import Finding, discover, read_saved
from coatcheck.watching.slugs import numbered, slug_of
from console.look_report import look_json
from tests.coatcheck.sources.answering import answer
from tests.examples import watch
from tests.fakes.ports import NOON, HandClock

URL = "https://shop.example/products/coat"
SHOPIFY = {
    "id": 7,
    "title": "Coat",
    "handle": "coat",
    "options": ["Size"],
    "variants": [
        {"id": 1, "title": "S", "option1": "S", "available": True, "price": 12000},
        {"id": 2, "title": "M", "option1": "M", "available": None, "price": 12000},
    ],
}


class Shop:
    """The far side of the network: bodies by address, everything else is 404."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, str]] = []  # each address, and the kind of answer that was asked for

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        self.asked += [(request.url, request.headers.get("accept", "")) for request in requests]
        return enumerate(self._answer(request.url) for request in requests)

    def _answer(self, url: str) -> Answer | LookFailed:
        page = self.pages.get(url)
        if isinstance(page, LookFailed):
            return page
        return answer(b"", url, status=404) if page is None else answer(page, url)

    def close(self) -> None: ...


def found(pages: dict[str, Any], url: str = URL, source: str | None = None, **options: str) -> Finding:
    return discover(Target(url, options), Shop(pages), HandClock(), source)


def test_a_shopify_page_is_read_by_its_js() -> None:
    assert found({f"{URL}.js": SHOPIFY}).source == "shopify"


def test_another_shops_page_is_read_as_a_page() -> None:
    offer = {"@type": "Offer", "availability": "https://schema.org/OutOfStock"}
    data = json.dumps({"@context": "https://schema.org", "@type": "Product", "name": "Coat", "offers": offer})
    page = f'<html><title>Coat</title><script type="application/ld+json">{data}</script></html>'.encode()
    finding = found({URL: page})
    assert finding.source == "page"
    assert finding.tried[0].source == "shopify"


def test_a_saved_file_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps([{"id": 5, "name": "Coat", "is_in_stock": False}]))
    finding = read_saved(saved, HandClock(), {}, None, None)
    assert (finding.source, finding.url) == ("woocommerce", str(saved))


def test_a_saved_file_is_read_as_if_it_came_from_its_page(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(SHOPIFY))
    seen = read_saved(saved, HandClock(), {}, URL, None).look.observation
    assert seen is not None
    assert seen.products[0].variants[0].offer.url == f"{URL}?variant=1"


def test_options_choose_the_source_that_knows_them() -> None:
    assert found({URL: SHOPIFY}, items="variants", value="available").source == "json_api"


def test_nothing_is_asked_for_twice() -> None:
    shop = Shop({URL: b"<html></html>"})
    discover(Target(URL), shop, HandClock())
    assert sorted(shop.asked) == sorted(set(shop.asked))


def test_what_no_source_can_read_says_what_was_tried() -> None:
    finding = found({URL: {"anything": 1}})
    assert (finding.source, finding.look.health) == (None, Health.UNREADABLE)
    for name in ("shopify", "woocommerce", "json_api", "page"):
        assert f"{name}: " in str(finding.look.reason)


def test_of_a_page_that_is_no_json_nobody_says_what_the_json_source_has_to_be_told() -> None:
    assert "has to be told" not in str(found({URL: b"<html><h1>Nothing</h1></html>"}).look.reason)
    assert "has to be told" in str(found({URL: {"anything": 1}}).look.reason)


def test_sources_that_missed_the_same_say_it_together() -> None:
    reason = str(found({}).look.reason)
    assert re.search("shopify, woocommerce, events, page[^:]*: ", reason)
    assert reason.count("404") == 1


def test_words_inside_data_are_not_read_as_a_page() -> None:
    assert found({URL: {"html": "<div id=availability>In stock</div>"}}).source is None


LONE = "<title>Coat</title><h1>Coat</h1><p>Sold out</p>"
IN_DATA = '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"availability": "OutOfStock"}}</script>'


def test_a_page_that_says_nothing_but_that_it_is_gone_can_only_ever_say_one_thing() -> None:
    assert found({URL: LONE.encode()}).one_sided
    assert found({URL: LONE.replace("<p>", "<button disabled>").replace("</p>", "</button>").encode()}).one_sided
    for beside in (
        "<b class=price>9 EUR</b>",  # beside which a button is believed
        "<p>Our price: 9 EUR</p>",
        '<p class="availability">Sold out</p>',  # which will say so when it is back
        IN_DATA,
        '<meta property="og:type" content="product">',
        "<ul><li>S: sold out</li><li>M: sold out</li></ul>",
    ):
        assert not found({URL: f"{LONE}{beside}".encode()}).one_sided, beside
    for labelled in (
        "<p>Availability: %s</p>",
        "<p><b>Availability:</b> %s</p>",
        "<table><tr><th>Availability</th><td>%s</td></tr></table>",
        "<table><tr><th>Colour<th>Availability<tr><td>Red<td>%s</table>",
        "<dl><dt>Availability</dt><dd>%s</dd></dl>",
        "<div>Status</div><div>%s</div>",
        '<label>Stock</label> <input name="stock" value="%s" readonly>',
    ):
        gone, back = (
            found({URL: LONE.replace("<p>Sold out</p>", labelled % said).encode()}) for said in ("Sold out", "In stock")
        )
        assert not gone.one_sided, labelled
        said = [[variant.offer.availability.buyable for variant in each.look.variants] for each in (gone, back)]
        assert said == [[False], [True]], labelled
    assert found({URL: f"{LONE}<p>Availability: in stores</p>".encode()}).one_sided
    assert found({URL: LONE.replace("Sold out", "Sorry: sold out").encode()}).one_sided
    assert not found({URL: LONE.replace("Sold out", "In stock").encode()}).one_sided
    assert not found({URL: LONE.encode()}, selector="p", in_stock="here again", out_of_stock="sold").one_sided
    assert not found({URL: b"<title>Coat</title><h1>Coat</h1>"}).one_sided


def test_a_weak_witness_does_not_speak_where_the_page_as_a_whole_was_not_believed() -> None:
    assert not {"schema_org", "open_graph", "page_text"} & {each.source for each in found({URL: b"<html>"}).tried}


def test_a_shop_that_does_not_answer_is_unreachable() -> None:
    silent = Unreachable("No answer within 20 s.")
    assert found({URL: silent, f"{URL}.js": silent}).look.health is Health.UNREACHABLE


@pytest.mark.parametrize(
    ("source", "options", "named"),
    [("amazon", {}, "shopify"), ("shopify", {"size": "M"}, "currency"), (None, {"size": "M"}, "size")],
)
def test_bad_usage_is_told_what_there_is(source: str | None, options: dict[str, str], named: str) -> None:
    with pytest.raises(Invalid, match=named):
        found({}, source=source, **options)


def test_the_report_has_every_key_and_null_for_what_is_not_known() -> None:
    finding = found({f"{URL}.js": SHOPIFY})
    made = look_json(finding.url, finding.source, finding.look)
    assert {name: made[name] for name in ("url", "source", "health", "reason")} == {
        "url": URL,
        "source": "shopify",
        "health": "healthy",
        "reason": None,
    }
    [product] = made["products"]
    assert (product["id"], product["state"], product["image"]) == ("7", "InStock", None)
    assert product["variants"][0] == {
        "id": "1",
        "sku": None,
        "title": "S",
        "options": {"size": "S"},
        "availability": "InStock",
        "buyable": True,
        "price": "120.00",
        "currency": None,
        "witnesses": [{"name": "shopify", "says": "available: true"}],
    }
    assert (product["variants"][1]["availability"], product["variants"][1]["buyable"]) == ("Unknown", None)


def test_a_failed_look_reports_its_reason_and_no_products() -> None:
    finding = found({}, source="shopify")
    made = look_json(finding.url, finding.source, finding.look)
    assert (made["health"], made["products"]) == ("gone", [])
    assert "404" in made["reason"]


def test_a_found_page_is_drafted_and_added_under_its_title(store: Store) -> None:
    drafted = draft(found({f"{URL}.js": SHOPIFY}), NOON)
    assert store.watches() == []
    added = add_watch(store, drafted)
    assert (added.title, added.slug, added.source, added.url) == ("Coat", "coat", "shopify", URL)
    assert store.watch(added.id) == added


def test_a_slug_with_a_number_is_one_that_a_file_may_name() -> None:
    slugs = list(islice(numbered("a" * 60), 12))
    assert slugs[1] == "a" * 58 + "-2"
    assert [slug_of(slug) for slug in slugs] == slugs


def test_what_could_not_be_read_is_not_drafted() -> None:
    with pytest.raises(Invalid, match="shopify: "):
        draft(found({URL: b"<html>"}), NOON)


def test_two_watches_of_one_title_have_different_slugs(store: Store) -> None:
    slugs = [add_watch(store, watch(id="", slug="", title="Coat")).slug for _ in range(3)]
    assert slugs == ["coat", "coat-2", "coat-3"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Veste d'hiver — Été", "veste-d-hiver-ete"),
        ("Größe", "grosse"),
        ("سترة 2", "strh-2"),
        ("معطف", "mtf"),
        ("コート 2026", "koto-2026"),
        ("大衣", "dayi"),
        ("Пальто", "palto"),
        ("👕", ""),
        ("A" * 100, "a" * 60),
        ("--<script>--", "script"),
    ],
)
def test_slugs_are_readable(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("path", "slug"), [("/p/winter-coat/", "winter-coat"), ("/p/%D8%B3", "s"), ("/p/2", "shop-example")]
)
@pytest.mark.parametrize("title", ["👕", "2", "٢"])
def test_a_title_without_letters_takes_its_name_from_the_address(
    store: Store, title: str, path: str, slug: str
) -> None:
    added = watch(id="", slug="", title=title, url=f"https://shop.example{path}")
    assert add_watch(store, added).slug == slug


def test_a_slug_is_never_a_mere_number(store: Store) -> None:
    added = watch(id="17", slug="2", title="2", url="http://2/2", allow_private=True)
    assert add_watch(store, added).slug == "watch-17"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"url": "ftp://shop.example/coat"}, "https://"),
        ({"url": "shop.example"}, "https://"),
        ({"url": "https://me:secret@shop.example/"}, "password"),
        ({"url": "http://[::1"}, "not an address"),
        ({"url": "http://127.0.0.1:8000/coat"}, "private network"),
        ({"interval": 4}, "5 seconds"),
        ({"interval": 86_401}, "86400"),
        ({"settle": 0}, "settle"),
        ({"cooldown": 10**15}, "31536000 seconds"),
        ({"url": "http://169.254.169.254/"}, "is never looked at"),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"source": "amazon"}, "shopify"),
        ({"options": {"size": "M"}}, "size"),
        ({"source": "json_api"}, "value"),
    ],
)
def test_a_watch_that_cannot_work_is_refused_with_a_sentence(store: Store, fields: dict[str, Any], named: str) -> None:
    with pytest.raises(Invalid, match=named):
        add_watch(store, replace(watch(id="", slug=""), **fields))
    assert store.watches() == []


def test_the_operators_console_may_watch_a_private_host() -> None:
    private = watch(url="http://127.0.0.1:8000/products/coat")
    check(replace(private, allow_private=True))
    check(private, allow_hosts=("127.0.0.1:8000",))


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://localhost:8080/", True),
        ("http://nas/", True),
        ("http://10.0.0.3/", True),
        ("http://[::1]/", True),
        ("http://169.254.169.254/", True),
        ("http://2130706433/", True),
        ("http://printer.local/", True),
        ("https://shop.example/", False),
        ("https://8.8.8.8/", False),
    ],
)
def test_private_hosts_are_known_by_name(url: str, private: bool) -> None:
    assert names_private_host(url) is private


def test_a_new_watch_joins_the_batch_of_its_host() -> None:
    others = [watch("a", batch="b1"), watch("b", batch="b2", url="https://other.example/x"), watch("c", batch="b2")]
    assert choose_batch(watch("d", url="https://other.example/y"), others) == "b2"
    assert choose_batch(watch("d", url="https://third.example/"), others) == "b2"


def test_a_full_batch_takes_no_more() -> None:
    others = [watch(str(number), batch="b1") for number in range(MAXIMUM_BATCH)]
    assert choose_batch(watch("new"), others) not in ("b1", "")


def test_nobody_is_put_into_the_batch_that_a_moved_watch_is_in_of_another_team() -> None:
    assert choose_batch(watch("new"), [watch("moved", batch="theirs", moved_at=NOON)]) not in ("theirs", "")


def test_many_watches_are_checked_by_one_list_of_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[set[str]] = []

    def list_them() -> set[str]:
        listed.append({"UTC"})
        return listed[-1]

    monkeypatch.setattr(catalogue, "available_timezones", list_them)
    catalogue._zones.cache_clear()
    for number in range(3):
        check(watch(url=f"https://shop.example/products/{number}"))
    catalogue._zones.cache_clear()
    assert len(listed) == 1
