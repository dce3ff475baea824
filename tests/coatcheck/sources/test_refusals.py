"""A shop that shows a product and will not sell it: what refuses, in every language of the tables, and what refuses nothing."""

import pytest

from coatcheck.sources.html.language.reading import doubt_of_button, read
from coatcheck.sources.html.language.refusal import Refusal
from tests.coatcheck.sources.answering import IN, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, product, says

SHOP = "<h1>Jacket</h1><p class='price'>$120</p>" + json_ld(product("InStock"))
BUY = '<form action="/cart/add"><button>Add to cart</button></form>'

REFUSED = [
    "Orders can't be placed at the moment", "Sorry, no orders can be placed now", "We are unable to accept orders",
    "Not available for delivery", "Nicht für die Lieferung verfügbar", "Indisponible à la livraison", "No disponible para envío", "The draw is closed", "Reservations are currently closed", "Oferta zakończona", "Dieses Angebot wurde beendet",
    "Bestellung derzeit nicht möglich", "This item is restricted in your state", "We are no longer taking orders for this item", "We no longer sell this item", "Nous ne vendons plus cet article",
    "Not available for delivery to your location", "Orders for this product are temporarily paused", "This product cannot be added to the cart", "This item is not available in your country", "Ya no vendemos este producto",
    "This item cannot be purchased", "This product can't be bought right now", "Can't be ordered at the moment", "Not available for purchase", "Not for sale", "This item is no longer on sale",
    "This product can no longer be ordered", "Unable to add to cart", "We are not accepting orders", "Sales suspended", "We don't ship this item to your country.", "Sorry, this item can't be shipped to Germany",
    "This product cannot be delivered to your address", "Artikel kann derzeit nicht gekauft werden", "Dieser Artikel kann momentan nicht bestellt werden", "Nicht käuflich", "Unverkäuflich",
    "Dieses Produkt kann nicht an Ihre Adresse geliefert werden", "Dieser Artikel kann nicht in Ihr Land versendet werden", "Ce produit ne peut pas être commandé", "Cet article n'est plus vendu",
    "Impossible de commander", "Cet article ne peut pas être livré dans votre pays", "No se puede comprar", "Este producto no se puede comprar en este momento", "No está a la venta",
    "Este producto no se puede enviar a su país", "Non è acquistabile", "Questo prodotto non può essere acquistato", "Non in vendita", "Questo articolo non può essere spedito al tuo indirizzo",
    "Kan momenteel niet worden besteld", "Niet te koop", "Dit product kan niet naar jouw land worden verzonden", "Não pode ser comprado", "Este produto não está à venda", "Nie można kupić",
    "Tego produktu nie można obecnie zamówić", "Nie wysyłamy tego produktu do twojego kraju", "Nelze koupit", "Toto zboží nelze doručit na vaši adresu", "Nie je možné kúpiť", "Nem vásárolható meg",
    "A termék jelenleg nem vásárolható", "Nu poate fi cumpărat", "Acest produs nu poate fi comandat", "Kan inte köpas just nu", "Varan kan inte beställas", "Kan ikke købes", "Varen kan ikke bestilles lige nu",
    "Kan ikke kjøpes", "Ei voi ostaa", "Tuotetta ei voi tällä hetkellä tilata", "Satın alınamaz", "Bu ürün satışa kapalıdır", "Нельзя купить", "Товар не продается", "Недоступен для заказа",
    "Этот товар не доставляется в ваш регион", "Не можна купити", "Цей товар не продається", "Не може да бъде поръчан", "Не се продава", "Δεν πωλείται", "Δεν μπορεί να αγοραστεί", "Nije moguće kupiti",
    "Ne može se naručiti", "現在ご購入いただけません", "購入できません", "販売を停止しております", "この商品はお客様の地域には配送できません", "无法购买", "暂停销售", "此商品无法配送至您所在地区", "暫停販售", "구매할 수 없습니다",
    "판매가 중단되었습니다", "لا يمكن شراء هذا المنتج حاليا", "غير معروض للبيع", "לא ניתן לרכוש", "לא למכירה", "امکان خرید وجود ندارد", "खरीदा नहीं जा सकता", "Không thể mua", "Tạm ngừng bán", "ไม่สามารถสั่งซื้อได้",
    "งดจำหน่าย", "Tidak dapat dibeli", "Tidak dijual", "Negalima užsakyti", "Nevar nopirkt", "Ei saa osta", "No es pot comprar", "Ez dago salgai",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_a_refusal_beside_data_that_says_in_stock_leaves_it_unknown(text: str) -> None:
    assert says(f"{SHOP}<p>{text}</p>").buyable is not True
    assert says(f"{SHOP}<div><section><div><span>{text}</span></div></section></div>{BUY}").buyable is not True


SOLD_ELSEWHEN = [
    "Ticket sales have ended", "Sales ended", "Sale ended", "Online sales are closed", "Booking closed", "Presale is over", "Goes on sale Friday", "Tickets on sale from 3 May",
    "Der Vorverkauf ist beendet", "Verkauf geschlossen", "Buchung geschlossen", "Vente terminée", "Les ventes sont closes", "La billetterie est fermée", "Venta finalizada", "Reservas cerradas",
    "Vendita chiusa", "Prevendita terminata", "Verkoop gesloten", "De voorverkoop is afgelopen", "Vendas encerradas", "Sprzedaż zakończona", "Prodej ukončen", "Predaj ukončený", "Jegyértékesítés lezárult",
    "Vânzarea s-a încheiat", "Försäljningen är avslutad", "Salget er slut", "Salget er avsluttet", "Myynti päättynyt", "Satışlar sona erdi", "Продажа завершена", "Продаж завершено", "Продажбите приключиха",
    "Οι πωλήσεις έκλεισαν", "Prodaja završena", "販売は終了しました", "售票已结束", "예매가 종료되었습니다", "انتهى البيع", "המכירה הסתיימה", "فروش به پایان رسید", "बुकिंग बंद", "Đã kết thúc bán vé", "ปิดการขายแล้ว",
    "Registration closed", "Bidding has ended", "Auction ended", "Penjualan ditutup", "Pardavimas baigtas", "Venda finalitzada",
]  # fmt: skip


@pytest.mark.parametrize("text", SOLD_ELSEWHEN)
def test_sales_that_are_over_or_not_open_yet_leave_it_unknown(text: str) -> None:
    assert says(f"{SHOP}<p>{text}</p>").buyable is not True


BUTTONS = [
    "Unavailable nearby", "Not available in store",
    "Melden Sie sich an, um zu kaufen",
    "Email me when back in stock", "Notify me", "Notify me when it's back", "Get notified", "Get restock alerts", "Alert me", "Remind me", "Text me when available", "Let me know when it's back",
    "Join the waitlist", "Join waiting list", "Request restock", "Register interest", "Log in to buy", "Sign in to purchase", "Login to see price", "Members only: log in to order", "Contact us to order",
    "Call to order", "Enquire now", "Request a quote", "Find in store", "Where to buy", "Price on request", "Benachrichtigen", "Benachrichtige mich", "Erinnere mich", "Auf die Warteliste", "Zum Kaufen anmelden",
    "Preis auf Anfrage", "Prévenez-moi", "M'avertir", "Être alerté", "M'alerter du retour en stock", "Connectez-vous pour acheter", "Nous contacter", "Avísame", "Avisarme cuando haya stock", "Notificarme",
    "Inicia sesión para comprar", "Consultar", "Avvisami", "Avvisami quando torna disponibile", "Accedi per acquistare", "Richiedi preventivo", "Houd me op de hoogte", "Mail mij bij voorraad",
    "Log in om te bestellen", "Avise-me", "Avise-me quando chegar", "Faça login para comprar", "Powiadom mnie", "Zaloguj się, aby kupić", "Zapytaj o produkt", "Hlídat dostupnost", "Přihlaste se pro nákup, cena",
    "Strážiť dostupnosť", "Értesítsen, ha elérhető", "Jelentkezzen be a vásárláshoz, árak", "Anunță-mă când revine", "Meddela mig", "Bevaka", "Logga in för att köpa", "Giv mig besked", "Log ind for at købe",
    "Gi meg beskjed", "Logg inn for å kjøpe", "Ilmoita minulle", "Kirjaudu ostaaksesi, hinta", "Haber ver", "Gelince haber ver", "Satın almak için giriş yapın", "Сообщить о поступлении", "Уведомить меня",
    "Войдите, чтобы купить", "Узнать цену", "Повідомити про наявність", "Увійдіть, щоб купити", "Уведоми ме", "Ειδοποίησέ με", "Συνδεθείτε για αγορά", "Obavijesti me", "Prijavite se za kupnju, cijene", "再入荷通知を受け取る",
    "ログインして購入", "お問い合わせ", "到货通知", "登录后购买", "到貨通知我", "재입고 알림 신청", "로그인 후 구매", "أعلمني عند التوفر", "سجل الدخول للشراء", "עדכנו אותי", "התחברו לרכישה", "خبرم کن", "मुझे सूचित करें",
    "Thông báo cho tôi", "Đăng nhập để mua", "แจ้งเตือนเมื่อมีสินค้า", "Beri tahu saya", "Masuk untuk membeli", "Pranešti man", "Avisa'm",
]  # fmt: skip


@pytest.mark.parametrize("text", BUTTONS)
def test_a_button_in_the_place_of_the_one_that_buys_leaves_it_unknown(text: str) -> None:
    assert says(f"{SHOP}<div class='buybox'><button>{text}</button></div>").buyable is not True


@pytest.mark.parametrize(
    "text", ["Notify me", "Log in to buy", "Contact us to order", "Find in store", "Avísame", "お問い合わせ"]
)
def test_beside_a_button_that_buys_it_refuses_nothing(text: str) -> None:
    assert says(f"{SHOP}{BUY}<button>{text}</button>") is IN


def test_a_link_within_a_sentence_about_something_else_refuses_nothing() -> None:
    assert says(f'{SHOP}<p><a href="/login">Log in</a> to collect points on your order.</p>') is IN


def test_a_link_to_where_one_logs_in_or_is_told_later_leaves_it_unknown() -> None:
    for link in (
        '<a href="/login">Log in to see the price and buy</a>',
        '<a href="/alerts">Get notified by e-mail</a>',
    ):
        assert says(f"{SHOP}<p>{link}</p>") is UNKNOWN
        assert says(f"{SHOP}{BUY}<p>{link}</p>") is IN
        assert says(f"<header>{link}</header><main>{SHOP}</main>") is IN


HARMLESS = [
    "Not available for delivery on Sundays", "The special offer has ended", "Not only in stock, but on sale", "Express delivery is not available", "Draw your own design", "Entries for the contest are welcome",
    "You cannot buy more than 2 of this item", "Ratenzahlung nicht verfügbar", "Manual not available in your language", "Retrait en magasin indisponible", "Abholung im Markt nicht möglich", "Klarna is not available",
    "Livraison express non disponible", "More sizes coming soon", "New colours available soon", "Product video coming soon", "This item cannot be gift wrapped", "Limit 1 per customer", "Cannot be used with discount codes",
    "Reviews are not available", "Our hotline is not available in your country", "Delivery not available on Sundays",
    "Sold separately", "Not sold in sets", "Batteries not sold separately", "We don't ship on Sundays", "We do not ship to PO boxes", "This item can't be shipped to PO boxes", "Can't be returned",
    "Cannot be combined with other offers", "Cannot be ordered with other items", "Please do not order without reading the size guide", "No minimum order", "Not available in stores", "Log in", "Sign in for rewards",
    "Never sold out of style", "We ship worldwide", "Order now", "Kann nicht umgetauscht werden", "Kein Verkauf an Minderjährige", "Versand an Packstationen nicht möglich", "Ne peut être échangé",
    "Non remboursable", "No se admiten devoluciones", "Non restituibile", "Kan niet worden geruild", "Sign up for our newsletter", "Compare", "Add to wish list", "Ask a question", "海外発送不可", "返品不可",
    "Tickets can't be refunded", "Sale", "Sale ends Sunday", "Reviews can't be edited once sent", "You can't go wrong with it",
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_sets_a_rule_or_asks_for_something_else_refuses_nothing(text: str) -> None:
    assert read(text, own=False).doubt is Refusal.NONE
    assert says(f"{SHOP}<p>{text}</p>{BUY}") is IN


def test_a_refusal_alone_is_no_absence_and_is_shown_as_the_evidence() -> None:
    seen = look("<h1>Jacket</h1><p class='price'>$120</p><p>Can't be shipped to your country</p>")
    assert seen.availability is UNKNOWN
    assert [witness.says for witness in seen.variants[0].offer.witnesses] == ["Can't be shipped to your country"]


def test_what_is_said_to_be_gone_stays_gone_beside_a_refusal() -> None:
    assert says("<h1>Jacket</h1>" + json_ld(product("OutOfStock")) + "<button>Notify me</button>").buyable is False


@pytest.mark.parametrize("text", ["Add to cart", "Buy now", "Read more", "Share", ""])
def test_buttons_that_refuse_nothing(text: str) -> None:
    assert doubt_of_button(text) is Refusal.NONE
