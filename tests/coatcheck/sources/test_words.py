"""What a sentence says of stock, and of which sentences it says nothing."""

import pytest

from coatcheck.model import Availability
from coatcheck.sources.html.language.reading import read, read_words
from coatcheck.sources.html.language.readings import NOTHING_SAID
from coatcheck.sources.html.language.refusal import Refusal
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN

BACK_ORDER = Availability.BACK_ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Gift wrapping available", "Financing available", "Free shipping available", "Size chart available", "3 colors available", "Gravur verfügbar",
        "Livraison disponible", "Envío disponible", "Raty dostępne", "Taksit mevcut", "Есть вопросы?", "Много отзывов", "5 days left", "Cart: 0 items", "Also available online",
    ],
)  # fmt: skip
def test_a_word_like_available_speaks_of_what_stands_beside_it(text: str) -> None:
    assert read_words(text, own=False) is UNKNOWN


@pytest.mark.parametrize(
    "text", ["Available", "Now available", "Available: yes", "Sofort verfügbar", "Produit disponible", "3 disponibles"]
)
def test_alone_it_speaks_of_the_product(text: str) -> None:
    assert read_words(text, own=False) is IN


@pytest.mark.parametrize(
    "text",
    [
        "Brak ocen", "Image not available", "Video unavailable", "Reviews coming soon", "Express shipping not available", "Bild nicht verfügbar",
        "Фото отсутствует", "Доставка ожидается", "Coupon no longer available", "More colors coming soon", "Often sold out", "Sold out fast",
        "Not available in your country", "Продано 25 раз",
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", [True, False])
def test_what_other_things_lack_is_not_the_products_lack(text: str, own: bool) -> None:
    assert read_words(text, own) is UNKNOWN


def test_an_absence_of_now_is_one_and_other_things_behind_it_leave_a_doubt() -> None:
    now = ["at this time", "for the time being", "at the present time", "this time", "at the moment"]
    assert {read_words(f"Out of stock {when}", own=False) for when in now} == {OUT}
    assert read_words("We are out of stock at this time", own=False) is OUT
    explained = ["because of delivery delays", "while we wait for more", ": contact us for more information"]
    assert all(read(f"Sold out {why}", own=False).doubt is Refusal.PLAIN for why in explained)
    others = [
        *(f"Sold out {rest}" for rest in ("in no time", "every time", "in record time", "for delivery", "for returns")),
        *(f"{thing} unavailable at this time" for thing in ("Shipping", "Customer support", "Pickup")),
        *("Time slot sold out", "Express delivery is sold out at this time"),
    ]
    assert [text for text in others if read(text, own=False) != NOTHING_SAID] == []


@pytest.mark.parametrize(
    "text",
    [
        "Sold out",
        "Leider ausverkauft",
        "This item is sold out",
        "Tuote on loppuunmyyty",
        "Sorry, currently unavailable",
        "Brak",
    ],
)
def test_what_the_product_lacks_is(text: str) -> None:
    assert read_words(text, own=False) is OUT


@pytest.mark.parametrize(
    "text",
    [
        "In stock: no", "In stock - No", "Auf Lager: Nein", "Op voorraad: nee", "En stock : non", "В наличии: нет", "Под заказ: нет", "0 op voorraad",
        "Auf Lager: 0", "Stock: 0", "库存 0", "在庫数：0", "재고: 0", "В наличии: 0", "0 i lager", "0 stk. på lager", "0 шт. в наличии", "0 Units in Stock", "0 pièces en stock", "Available quantity: 0", "Nu este disponibil", "Nav pieejams", "isnt in stock",
    ],
)  # fmt: skip
def test_no_and_nothing_turn_a_phrase_round(text: str) -> None:
    assert read_words(text, own=True) is OUT


@pytest.mark.parametrize(
    "text",
    [
        "Hardly in stock",
        "In stock, subject to confirmation",
        "Lieferbar unter Vorbehalt",
        "arent available",
        "Back-order or out of stock",
        "店舗在庫あり",
    ],
)
def test_a_denial_that_is_not_understood_whole_leaves_it_unknown(text: str) -> None:
    assert read_words(text, own=True) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "In stock on 3 March", "Op voorraad op 12 december 2026", "Em estoque em 12 de dezembro de 2026", "Back in stock March 12", "In stock 12/03/2027",
        "Next in stock: 12/03", "Available: March 2027", "Available Q1 2027", "Available spring 2027", "Available next week", "Dostępny w marcu", "Varastossa 12.3.",
        "Skladem koncem března", "På lager igen 12/3", "В наличии 12.03.2027", "Stokta: 12 Mart", "Disponible à partir du 12/03", "ab 12.03. lieferbar",
        "Availability: 2-3 Days", "Availability: 24 hours", "Verfügbarkeit: 3 Werktage", "Disponibilité : 48 heures", "Stock: 2-3 days", "Availability: 2027-03-12",
        "Raktáron: 03.12-től", "Disponibile a partire dal 3 maggio", "Disponibil din 12 martie",
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", [True, False])
def test_what_is_there_on_another_day_is_not_there_now(text: str, own: bool) -> None:
    assert read_words(text, own) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "In stock, delivery 12 March",
        "In stock: 12",
        "Availability: 5",
        "Verfügbarkeit: 3 Stück",
        "재고: 3개",
        "12 in stock",
        "In stock: 5, 2-3 days",
        "Ships in 1-2 days",
        "In stock. Order within 3 hrs for delivery on 12 March",
        "Lieferbar in 2-3 Werktagen",
    ],
)
def test_other_numbers_and_later_dates_take_nothing_from_it(text: str) -> None:
    assert read_words(text, own=True) is IN


@pytest.mark.parametrize(
    "text",
    [
        "Momenteel niet verkrijgbaar", "För närvarande otillgänglig", "Nicht lagernd", "Nicht mehr bestellbar", "No stock available", "Currently not orderable",
        "Steht derzeit nicht zur Verfügung", "Ürün tükenmiştir", "无库存", "판매완료", "Läbi müüdud", "Slut i webblager", "Ikke på nettlager",
    ],
)  # fmt: skip
def test_phrases_of_widespread_shops_are_known(text: str) -> None:
    assert read_words(text, own=True) is OUT


@pytest.mark.parametrize(
    "text",
    [
        "Pre-order sold out", "PRE-ORDER Sold Out ETA: 30/11/2026", "Pre-orders closed", "Back-order closed", "Out of stock. Not available for backorder.",
        "Preventa agotada", "Nicht mehr vorbestellbar", "Предзаказ закрыт", "ご予約受付を終了しました", "預購結束", "预售已结束", "Pre-order opens Friday", "即將開放預購",
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", [True, False])
def test_an_order_in_advance_that_is_over_or_not_open_yet_is_none(text: str, own: bool) -> None:
    assert read_words(text, own) is OUT


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Ships in 7-10 days", IN), ("On backorder, ships in 7-10 days", BACK_ORDER), ("Sold out, ships in 3 days", OUT),
        ("Lieferbar in 2-3 Werktagen", IN), ("Auf Bestellung, versandfertig in 5 Tagen", BACK_ORDER),
    ],
)  # fmt: skip
def test_how_long_it_takes_to_be_sent_counts_where_nothing_else_is_said(text: str, meaning: Availability) -> None:
    assert read_words(text, own=True) is meaning


def test_backorders_that_are_taken_are_no_stock() -> None:
    assert read_words("Backorders accepted, will ship by March 12", own=True) is BACK_ORDER


COUNTED = [
    "Just 3 item(s) left.", "Only 2 tickets left!", "3 pieces left", "12 seats available", "Nur noch 3 Plätze frei", "Noch 2 Karten verfügbar", "Il reste 2 places", "Plus que 3 article(s)", "Quedan 3 entradas",
    "Rimangono 2 posti", "Nog 4 kaarten beschikbaar", "Restam 2 vagas", "Zostało 5 biletów", "3 biljetter kvar", "2 pladser tilbage", "Kun 2 billetter igjen",
]  # fmt: skip
NONE_COUNTED = [
    "0 ticket(s) left", "0 tickets available", "No seats available", "No tickets left", "Keine Karten mehr verfügbar", "0 Plätze frei", "Aucune place disponible", "No quedan entradas", "Nessun biglietto disponibile",
    "Geen tickets meer", "Não há ingressos disponíveis", "Brak miejsc", "Inga biljetter kvar", "Ingen ledige plasser",
]  # fmt: skip
NOT_OF_STOCK = [
    "3 items left in your cart", "0 items in cart", "No items match your search", "No tickets needed", "2 seats per car", "Buy 3 items, get 1 free", "Only 3 items per customer", "3 Artikel im Warenkorb", "Il reste 3 jours",
    "Quedan 3 días", "3 tickets left yesterday", "12 pieces in the set", "No pieces missing", "Nur 2 Artikel pro Kunde", "3 rooms available in our store",
]  # fmt: skip


def test_pieces_are_counted_by_what_they_are() -> None:
    read = {text: read_words(text, own=False) for text in (*COUNTED, *NONE_COUNTED, *NOT_OF_STOCK)}
    assert [text for text in COUNTED if not read[text].buyable] == []
    assert [text for text in NONE_COUNTED if read[text] is not OUT] == []
    assert [text for text in NOT_OF_STOCK if read[text] is not UNKNOWN] == []


def test_thai_words_in_which_gone_is_but_a_piece_say_nothing_of_stock() -> None:
    others = "ดูทั้งหมด|สินค้าทั้งหมด|รีวิวทั้งหมด|ยอมรับคุกกี้ทั้งหมด|โหมดกลางคืน|คูปองหมดอายุ|หมดกังวลเรื่องคราบ"
    assert {read_words(text, own) for text in others.split("|") for own in (True, False)} == {UNKNOWN}
    gone = "หมด|สินค้าหมด|ของหมดแล้ว|หมดสต็อก|บัตรขายหมดแล้ว|ไซส์ทั้งหมดขายหมดแล้ว"
    assert {read_words(text, own=False) for text in gone.split("|")} == {OUT}


def test_what_an_order_has_is_not_ordered_in_advance() -> None:
    of_orders = "10 % Rabatt auf Bestellung|Detalls de la comanda|Скидка на заказ|Cena na objednávku|Korting op bestelling|预订须知|我的预订|ご予約・お問い合わせはこちら"
    assert {read_words(text, own=False) for text in of_orders.split("|")} == {UNKNOWN}
    on_order = "Nur auf Bestellung|Auf Bestellung, 10 Tage|La comandă|Товар под заказ|Под заказ 3-5 дней|Zboží na objednávku|Disponible sur commande sous 10 jours"
    assert {read_words(text, own=False) for text in on_order.split("|")} == {BACK_ORDER}
    assert {read_words(text, own=False) for text in ("可预订", "接受预订", "ご予約受付中")} == {Availability.PRE_ORDER}
    assert {read_words(text, own=False) for text in ("不可预订", "Nessun prodotto in magazzino")} == {OUT}
