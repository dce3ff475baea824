"""What stands beside "in stock" and makes it something else, in every language of the tables; and what takes nothing from it."""

import pytest

from coatcheck.sources.html.language import page_phrases, qualifying_words, refusal_words, waiting_words
from coatcheck.sources.html.language.reading import read, read_words
from coatcheck.sources.html.language.stock_phrases import IN_STOCK, SOLD_OUT
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import says

TABLES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": table
    for module in (qualifying_words, refusal_words, waiting_words, page_phrases)
    for name, table in vars(module).items()
    if name.isupper() and isinstance(table, dict)
}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_every_language(name: str) -> None:
    denied_in_one = {
        "ja",
        "zh",
        "ko",
        "th",
        "tr",
        "hi",
        "fa",
    }  # languages in which the verb holds its denial, or stands before it
    missing = (IN_STOCK.keys() | SOLD_OUT.keys()) - TABLES[name].keys()
    parts = (".NOT", ".BOUGHT", ".SHIPPED", ".NOT_SHIPPED")
    assert not missing or (name.endswith(parts) and (missing <= denied_in_one or name.endswith(".NOT_SHIPPED")))


SOON = [
    "Available soon", "Soon in stock", "In stock shortly", "Bald verfügbar", "Demnächst lieferbar", "Bientôt disponible", "Disponible pronto", "Disponible en breve",
    "Presto disponibile", "Disponibile a breve", "Binnenkort leverbaar", "Spoedig op voorraad", "Disponível em breve", "Dostępny wkrótce", "Wkrótce dostępne", "Brzy skladem",
    "Čoskoro skladom", "Hamarosan raktáron", "În curând în stoc", "Snart i lager", "Snart på lager", "Pian saatavilla", "Yakında stokta", "Скоро в наличии", "Незабаром в наявності",
    "Скоро в наличност", "Σύντομα διαθέσιμο", "Uskoro dostupno", "近日在庫あり", "即将有货", "即將有貨", "곧 구매 가능", "متوفر قريبا", "בקרוב במלאי", "به زودی موجود", "जल्द उपलब्ध", "Sắp có hàng",
    "Segera tersedia", "Netrukus yra sandėlyje", "Aviat en estoc", "In stock: expected in May", "On its way: 5 in stock",
]  # fmt: skip


@pytest.mark.parametrize("text", SOON)
@pytest.mark.parametrize("own", [True, False])
def test_what_will_be_there_soon_is_not_there(text: str, own: bool) -> None:
    assert read_words(text, own).buyable is not True
    assert says(f'<h1>Jacket</h1><p class="price">$9</p><p class="stock">{text}</p>').buyable is not True


STORE_ONLY = [
    "1 in stock at Chicago Store", "In stock at our showroom", "In stock in store only", "Auf Lager in unserer Filiale", "Nur im Geschäft verfügbar", "Verfügbar vor Ort",
    "En stock en magasin", "Disponible uniquement en boutique", "Disponible solo en tienda", "En stock en sucursal", "Disponibile solo in negozio", "Disponibile nel punto vendita",
    "Alleen op voorraad in de winkel", "Op voorraad in filiaal Utrecht", "Disponível apenas na loja", "Dostępny tylko w sklepie stacjonarnym", "Dostępny w salonie", "Skladem na prodejně",
    "Skladom v predajni", "Raktáron az üzletben", "În stoc în magazin", "Finns i lager i butik", "På lager i butikken", "Kun på lager i vores butik", "Saatavilla vain myymälässä",
    "Sadece mağazada mevcut", "В наличии только в магазине", "Є в наявності в магазині", "В наличност само в магазина", "Διαθέσιμο μόνο στο κατάστημα", "Dostupno samo u poslovnici",
    "在庫あり（店舗のみ）", "店頭在庫あり", "门店有货", "僅門市有貨", "매장에만 재고 있음", "متوفر في الفرع فقط", "במלאי בחנות בלבד", "موجود در شعبه", "केवल स्टोर में उपलब्ध",
    "Chỉ còn hàng tại cửa hàng", "พร้อมส่งที่สาขา", "Stok tersedia di toko saja", "Prekė sandėlyje tik parduotuvėje", "En estoc a la botiga",
]  # fmt: skip


@pytest.mark.parametrize("text", STORE_ONLY)
@pytest.mark.parametrize("own", [True, False])
def test_what_is_in_a_shop_of_brick_is_not_to_be_ordered(text: str, own: bool) -> None:
    assert read_words(text, own).buyable is not True


PAST = [
    "2 in stock last week", "Was in stock yesterday", "In stock 3 days ago", "Previously in stock", "Letzte Woche auf Lager", "Gestern noch verfügbar", "En stock la semaine dernière",
    "Disponible la semana pasada", "Disponibile la settimana scorsa", "Vorige week op voorraad", "Disponível na semana passada", "Dostępny w zeszłym tygodniu", "Skladem minulý týden",
    "Skladom minulý týždeň", "Múlt héten raktáron", "În stoc săptămâna trecută", "Fanns i lager förra veckan", "På lager sidste uge", "Varastossa viime viikolla", "Geçen hafta stokta",
    "Был в наличии на прошлой неделе", "Була в наявності вчора", "Беше в наличност", "Διαθέσιμο την περασμένη εβδομάδα", "Dostupno prošli tjedan", "先週は在庫あり", "上周有货", "지난주 재고 있음",
    "متوفر الأسبوع الماضي", "היה במלאי בשבוע שעבר", "هفته گذشته موجود", "पिछले सप्ताह उपलब्ध", "Tuần trước còn hàng", "เมื่อวานมีสินค้า", "Tersedia minggu lalu", "Praėjusią savaitę yra sandėlyje",
    "En estoc la setmana passada",
]  # fmt: skip


@pytest.mark.parametrize("text", PAST)
@pytest.mark.parametrize("own", [True, False])
def test_what_was_there_once_says_nothing_of_now(text: str, own: bool) -> None:
    assert read_words(text, own) is UNKNOWN


NOTHING = [
    "In stock ✗", "✗ In stock", "In stock: ❌", "In stock ×", "x In stock", "Auf Lager ✘", "En stock : ✗", "-2 in stock", "In stock: -5", "Stock: -1", "−3 auf Lager", "Nil in stock",
    "In stock: nil", "In stock: none", "Zero in stock", "Stock: none", "Availability: no", "In stock – no", "Verfügbarkeit: Nein", "Lagerbestand: 0", "Disponibilité : non", "Stock : 0",
    "Disponibilidad: no", "Existencias: 0", "Disponibilità: no", "Giacenza: 0", "Voorraad: 0", "Op voorraad: nee", "Disponibilidade: não", "Stan magazynowy: 0", "Dostępność: nie",
    "Skladem: ne", "Na sklade: nie", "Raktáron: nem", "Készlet: 0", "Stoc: 0", "Disponibil: nu", "I lager: nej", "På lager: nei", "Varastossa: ei", "Stok: 0", "Stok durumu: yok",
    "Наличие: нет", "Остаток: 0", "Наявність: немає", "Наличност: няма", "Διαθεσιμότητα: όχι", "Dostupnost: ne", "在庫：なし", "在庫: 0", "库存：无", "库存: 0", "재고: 없음", "재고: 0",
    "التوفر: لا", "במלאי: לא", "موجودی: صفر", "Tồn kho: 0", "Stok: 0", "Likutis: 0", "Estoc: 0", "Available: n/a",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_a_no_a_nought_and_a_cross_beside_it_deny_it(text: str) -> None:
    assert read_words(text, own=True) is OUT


STOCKED = [
    "In stock", "In stock ✓", "✔ In stock", "In stock: yes", "2 x in stock", "In stock (10)", "In stock - 2 left", "5 in stock", "In stock, ships in 1-2 days", "In stock. 20% off",
    "Auf Lager, sofort lieferbar", "En stock, expédié sous 24h", "En stock. Envío gratis", "Disponibile, spedizione in 24 ore", "Op voorraad, morgen in huis", "Em stock, envio imediato",
    "Dostępny, wysyłka w 24h", "Skladem 5 ks", "Raktáron, 2 munkanap", "În stoc, livrare în 24 de ore", "I lager, skickas inom 1-2 dagar", "På lager, sendes i dag", "Varastossa 3 kpl",
    "Stokta 12 adet", "В наличии 3 шт.", "В наявності, 5 шт.", "В наличност, доставка до 2 дни", "Σε απόθεμα", "Na zalihi, isporuka odmah", "在庫あり 24時間以内に発送", "有货，当日发货", "재고 있음 오늘출발",
    "متوفر في المخزون", "במלאי, משלוח מהיר", "موجود در انبار", "स्टॉक में है", "Còn hàng, giao trong ngày", "มีสินค้าพร้อมส่ง", "Stok tersedia", "Yra sandėlyje", "En estoc", "Stock: 7",
    "In stock at our warehouse", "In stock online", "Availability: In stock", "Last one in stock", "In stock 12 EUR",
]  # fmt: skip


@pytest.mark.parametrize("text", STOCKED)
def test_what_stands_beside_it_and_takes_nothing_from_it(text: str) -> None:
    assert read_words(text, own=True).buyable is True


POLICIES = [
    "Made to order items can't be returned.", "Made to Order items, including custom rugs and furniture, can't be returned.", "Pre-order items cannot be cancelled.",
    "Out of stock items will be refunded.", "Sold out items may be restocked.", "In-stock orders ship the same day.", "All in-stock items ship within 24 hours.",
    "Items that are out of stock will be cancelled.", "Auf Bestellung gefertigte Artikel sind vom Umtausch ausgeschlossen.", "Ausverkaufte Artikel werden storniert.",
    "Les articles en stock sont expédiés sous 24h.", "Les produits sur commande ne sont ni repris ni échangés.", "Los productos bajo pedido no admiten devolución.",
    "I prodotti su ordinazione non possono essere restituiti.", "Artikelen op bestelling kunnen niet worden geruild.", "Produtos por encomenda não têm devolução.",
    "Produkty na zamówienie nie podlegają zwrotowi.", "Zboží na objednávku nelze vrátit.", "Товары под заказ возврату не подлежат.", "Товари під замовлення не підлягають поверненню.",
    "受注生産のため返品はご遠慮ください", "売り切れの場合はご容赦ください", "完売次第終了", "预售商品不支持退货", "售完为止", "품절 시 환불됩니다",
]  # fmt: skip


@pytest.mark.parametrize("text", POLICIES)
@pytest.mark.parametrize("own", [True, False])
def test_a_shops_rules_are_not_the_products_state(text: str, own: bool) -> None:
    assert read_words(text, own) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Made to order", "This item is made to order", "Available on backorder", "Pre-order now", "Auf Bestellung", "Sur commande", "Bajo pedido", "Op bestelling", "受注生産", "Na zamówienie",
    ],
)  # fmt: skip
def test_what_is_ordered_in_advance_is_still_understood(text: str) -> None:
    assert read_words(text, own=True).advance


SITES = [
    "This site is currently unavailable.", "Our website is temporarily unavailable", "The page is not available", "Unser Shop ist derzeit nicht verfügbar.", "Die Seite ist nicht verfügbar",
    "Le site est actuellement indisponible", "El sitio no está disponible", "Il sito è temporaneamente non disponibile.", "De website is tijdelijk niet beschikbaar", "O site está indisponível",
    "Strona jest niedostępna", "Stránka je nedostupná", "Az oldal jelenleg nem elérhető", "Site-ul nu este disponibil", "Sidan är inte tillgänglig", "Siden er ikke tilgængelig",
    "Sivusto ei ole saatavilla", "Site şu anda mevcut değil", "Сайт временно недоступен", "Сайт тимчасово недоступний", "Η ιστοσελίδα δεν είναι διαθέσιμη", "الموقع غير متاح حاليا", "האתר לא זמין",
    "वेबसाइट उपलब्ध नहीं", "Situs tidak tersedia",
    "We're sorry, this site is unavailable", "This product page is currently unavailable.", "The page of this product is temporarily unavailable", "La página de este producto no está disponible",
    "Our checkout is currently unavailable, this product is not",
]  # fmt: skip


@pytest.mark.parametrize("text", SITES)
@pytest.mark.parametrize("own", [True, False])
def test_what_a_site_says_of_itself_is_not_the_products_absence(text: str, own: bool) -> None:
    assert read_words(text, own) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    ["Currently unavailable", "This item is currently unavailable.", "We are sold out", "We're out of stock", "Derzeit nicht verfügbar", "Artikel nicht verfügbar", "Produit indisponible",
     "Este producto no está disponible", "Prodotto non disponibile", "Товар недоступен", "We're sorry, this item is currently unavailable", "We are sorry, this product is temporarily unavailable.",
     "Wir bedauern, dieser Artikel ist derzeit nicht verfügbar"],
)  # fmt: skip
def test_the_same_said_of_a_product_is(text: str) -> None:
    assert read_words(text, own=False) is OUT


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Sold out, back in stock on 3 May", UNKNOWN), ("Sold out. Back in stock on 3 May", OUT), ("Sold out online, check your store", OUT), ("Often sold out", UNKNOWN), ("Soon sold out", UNKNOWN),
        ("Almost sold out", IN), ("This product has been discontinued.", None), ("Dieser Artikel wurde eingestellt", None), ("Ce produit a été arrêté", None), ("Este producto ha sido descatalogado", None),
    ],
)  # fmt: skip
def test_absences_in_whole_sentences(text: str, meaning: object) -> None:
    said = read_words(text, own=False)
    assert (
        said.buyable is True if meaning is IN else said.buyable is False if meaning in (OUT, None) else said is UNKNOWN
    )


def test_an_absence_with_a_date_beside_it_leaves_a_doubt() -> None:
    assert read("Sold out, back in stock on 3 May", own=False).doubt


LATER = [
    "Wieder lieferbar ab Juni", "Disponible el 5 de mayo", "Disponibile dal 12/03", "Verwacht op voorraad: week 12", "Dostępny od 1 marca", "K dispozici od 1. 3.", "Tilgængelig fra 1. marts", "Stokta 1 Mart'ta", "En stock dans 3 jours",
    "W magazynie za 5 dni", "Wird in 5 Tagen wieder auf Lager sein", "In stock in 2 weeks", "Back in stock in March", "Due in stock 14/03/2027", "入荷予定：3月上旬", "预计3月到货", "3월 1일 입고 예정", "Доступно с 1 марта",
    "Coming to stock soon", "Restocking", "Awaiting restock", "Not currently in stock", "Zurzeit nicht am Lager", "Pas encore en stock",
]  # fmt: skip


@pytest.mark.parametrize("text", LATER)
@pytest.mark.parametrize("own", [True, False])
def test_what_is_there_on_another_day_is_not_there_now(text: str, own: bool) -> None:
    assert read_words(text, own).buyable is not True
    assert says(f'<h1>Jacket</h1><p class="price">$9</p><p class="stock">{text}</p>').buyable is not True


NOW = [
    "Auf Lager, in 1-3 Tagen bei dir", "Skladem, za 2 dny u vás", "In stock, ready to ship today", "Lagernd, Lieferzeit 1-3 Werktage", "En stock, expédié sous 24h", "Disponibile - spedizione in 24 ore", "Op voorraad. Vandaag besteld, morgen in huis",
    "In stock (3)", "Still 3 in stock", "¡Últimas 2 unidades!", "Ostatnie 2 sztuki", "Plus que 2 en stock", "残り2点", "仅剩2件", "Hurry, only 1 left", "Raktáron, szállítás 1-2 nap", "В наличии, доставка завтра", "现货，24小时内发货",
]  # fmt: skip


@pytest.mark.parametrize("text", NOW)
def test_how_long_delivery_takes_takes_no_stock_away(text: str) -> None:
    assert read_words(text, own=True).buyable is True


@pytest.mark.parametrize(
    "label",
    [
        "Store stock",
        "In our store",
        "Verfügbarkeit in der Filiale",
        "Disponibilité en magasin",
        "Disponibilidad en tienda",
        "店舗在庫",
    ],
)
def test_the_stock_of_a_shop_of_brick_in_a_row_of_its_own_is_not_to_be_ordered(label: str) -> None:
    for row in ("<tr><th>{}</th><td>In stock</td></tr>", "<dl><dt>{}</dt><dd>In stock</dd></dl>"):
        row = f"<table>{row}</table>" if "tr" in row else row
        assert says(f"<h1>Jacket</h1><p class='price'>$9</p>{row.format(label)}").buyable is not True


def test_what_is_said_of_one_shop_by_its_name_is_neither_stock_nor_absence() -> None:
    of_one = ["Out of Stock at Burlington", "Sold out at Acme", "Ausverkauft bei Saturn Köln", "Épuisé chez Fnac Lyon",
        "In stock at Burlington", "Available at Target", "Not available at Westfield Stratford", "Out of stock at", "In stock at"]  # fmt: skip
    assert [text for text in of_one if read_words(text, own=True) is not UNKNOWN] == []
    of_now = ["Out of stock at the moment", "Out Of Stock At The Moment", "OUT OF STOCK AT PRESENT", "Out Of Stock At This Time",
        "Sold out at the manufacturer", "Out of stock at both warehouses", "Sold out at last"]  # fmt: skip
    assert [text for text in of_now if read_words(text, own=True) is not OUT] == []
    assert read_words("In stock at our warehouse", own=True) is IN
