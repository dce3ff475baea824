"""Sentences on stock as shops of each language write them, most in another order than the tables have them: none may go unheard."""

import pytest

from coatcheck.model import Availability
from coatcheck.sources.html.language import used_up
from coatcheck.sources.html.language.finder import find, lowered
from coatcheck.sources.html.language.reading import doubt_of_button, read, read_button, read_words
from coatcheck.sources.html.language.readings import NOTHING_SAID
from coatcheck.sources.html.language.stock_phrases import SOLD_OUT
from tests.coatcheck.sources.answering import OUT, UNKNOWN

STORE_ONLY = Availability.IN_STORE_ONLY

GONE = {
    "en": "We are currently out of this item.|We're fresh out of these.|There are none left in stock.|There is currently no stock of this product.|Stock exhausted|All sold!|This item is gone for good.|We have run out of stock.|Inventory: empty|This colour is no longer stocked.|Not available for purchase|Unavailable to order|Item out of print|No more available|This one has found a home.|None available|No availability|Zero stock|Cannot be ordered at the moment|Stock has run out",
    "de": "Dieser Artikel ist momentan leider nicht verfügbar.|Zurzeit haben wir diesen Artikel nicht auf Lager.|Der Artikel ist restlos vergriffen.|Keine Ware auf Lager|Kein Bestand|Bestand erschöpft|Leider schon weg|Nicht mehr bestellbar|Artikel derzeit nicht lieferbar|Im Moment ist dieser Artikel ausverkauft|Dieser Artikel kann aktuell nicht bestellt werden.|Lieferengpass – nicht verfügbar|Nicht vorrätig|Dieses Produkt wird nicht mehr produziert.|Vorübergehend nicht erhältlich|Auf Lager: keine",
    "fr": "Cet article n'est plus disponible à la vente.|Nous n'avons plus ce produit en stock.|Il n'y a plus de stock.|Stock épuisé|Produit en rupture|Momentanément indisponible|Aucun stock disponible|Article retiré de la vente|Plus aucun exemplaire|Victime de son succès|Produit épuisé définitivement|Ce produit ne peut pas être commandé actuellement.|Indisponible pour le moment|Hors stock|Ce produit est en rupture de stock temporaire",
    "es": "No quedan existencias de este producto.|Actualmente no hay stock.|No tenemos este producto en stock.|El artículo ya no está disponible.|Producto sin existencias|Fuera de stock|Artículo descatalogado|No disponible en este momento|Se ha agotado|Se agotó|Sin unidades|Este producto no se puede comprar ahora.|Existencias agotadas|Temporalmente sin stock|Producto fuera de catálogo",
    "it": "Il prodotto non è attualmente disponibile.|Al momento non disponibile|Non abbiamo più questo articolo in magazzino.|Scorte esaurite|Prodotto terminato|Articolo fuori produzione|Non più disponibile|Momentaneamente esaurito|Nessuna disponibilità|Prodotto non ordinabile|Non è possibile acquistare questo prodotto|Temporaneamente non disponibile|Tutto esaurito|Disponibilità: esaurita|Fuori catalogo",
    "nl": "Dit artikel is momenteel niet leverbaar.|We hebben dit product niet meer op voorraad.|Geen voorraad|Niet meer leverbaar|Tijdelijk uitverkocht|Voorraad: uitverkocht|Dit product is uit het assortiment.|Op dit moment niet te bestellen|Helaas uitverkocht|Niet voorradig|Alles is verkocht|Voorraad is op|Artikel niet meer beschikbaar|Uit productie",
    "pt": "Não temos este produto em estoque no momento.|Este produto não está mais disponível.|Sem estoque|Fora de estoque|Produto esgotado|Estoque zerado|Temporariamente sem estoque|De momento indisponível|Já não temos stock|Não há unidades disponíveis|Sem stock de momento|Produto descontinuado|Fora de linha|Este artigo já não se encontra disponível",
    "pl": "Ten produkt nie jest obecnie dostępny.|Nie mamy tego produktu na stanie.|Towar niedostępny|Brak towaru|Produkt wyprzedany|Chwilowy brak w magazynie|Nakład wyczerpany|Produkt wycofany ze sprzedaży|Stan magazynowy: brak|Obecnie niedostępny|Zapas wyczerpany|Nie można zamówić tego produktu|Produkt nie jest już dostępny|Wyprzedano|Chwilowo brak",
    "cs": "Tento produkt momentálně není skladem.|Zboží není skladem|Není k dispozici|Momentálně nedostupné|Produkt je vyprodán|Prodej ukončen|Není dostupné|Již není v nabídce|Na skladě: 0 ks|Zásoby vyčerpány|Dočasně nedostupné|Produkt již neprodáváme|Nelze objednat|Rozebráno|Aktuálně vyprodáno",
    "sk": "Produkt momentálne nie je na sklade.|Tovar nie je skladom|Nie je na sklade|Momentálne nedostupné|Predaj ukončený|Dočasne vypredané|Už nie je v ponuke|Nie je možné objednať|Nedostupný|Zásoby vyčerpané",
    "hu": "A termék jelenleg nem kapható.|Nincs készleten|Jelenleg nincs raktáron|Készlethiány|Átmenetileg nem elérhető|A termék kifutott|Nem rendelhető|Elfogyott a készlet|Már nem kapható|Nincs raktáron|A termék nem rendelhető",
    "ro": "Produsul nu este în stoc.|Momentan indisponibil|Nu mai este disponibil|Stoc epuizat|Fără stoc|Produsul nu este disponibil momentan|Lipsă stoc|Indisponibil|Nu este pe stoc|Produs scos din ofertă|Epuizat din stoc",
    "sv": "Varan är tyvärr slut.|Finns inte i lager|Slut i lager just nu|Ej i lager|Tillfälligt slut|Slutsåld|Produkten har utgått|Går inte att köpa|Inte tillgänglig|Utgått ur sortimentet|Lagerstatus: slut|Produkten finns inte längre|Slut online|Tyvärr slutsåld",
    "da": "Varen er desværre udsolgt.|Ikke på lager|Midlertidigt udsolgt|Varen er udgået|Kan ikke købes|Ingen på lager|Ikke længere tilgængelig|Lager: udsolgt|Ikke tilgængelig i øjeblikket|Restordre ikke mulig, udsolgt|Udgået af sortiment|Vi har ikke flere på lager",
    "nb": "Varen er dessverre utsolgt.|Ikke på lager|Midlertidig utsolgt|Produktet er utgått|Kan ikke bestilles|Tomt på lager|Ikke tilgjengelig|Utsolgt fra leverandør|Ingen på lager|Ikke lenger tilgjengelig|Vi er tomme for denne varen",
    "fi": "Tuotetta ei ole tällä hetkellä varastossa.|Ei saatavilla|Tilapäisesti loppu|Loppu varastosta|Tuote on poistunut valikoimasta|Loppuunmyyty|Ei tilattavissa|Ei varastossa|Tuote on loppu|Varasto: loppu|Tuotetta ei ole enää saatavilla|Valitettavasti loppu",
    "tr": "Bu ürün şu anda stokta bulunmuyor.|Stoklarımızda yok|Ürün tükendi|Stokta yok|Geçici olarak temin edilemiyor|Satışa kapalı|Mevcut değil|Ürün satışta değil|Stok tükendi|Temin edilemiyor|Stoğu tükendi|Üretimi durduruldu|Bu ürün artık satılmıyor",
    "ru": "Этого товара сейчас нет на складе.|Товар закончился|Нет на складе|Временно отсутствует|Товар отсутствует|Снят с производства|Раскуплено|Недоступен для заказа|Нет в продаже|Все продано|Ожидается поступление, сейчас нет в наличии|Больше не продаётся|Под заказ не поставляется|Товар недоступен|Остаток: нет|Товар снят с продажи",
    "uk": "Цього товару зараз немає на складі.|Товар закінчився|Немає на складі|Тимчасово відсутній|Товар відсутній|Знято з виробництва|Немає у продажу|Недоступний|Очікується, немає в наявності|Розпродано|Товар знято з продажу",
    "bg": "Продуктът не е в наличност.|Няма наличност|Изчерпан|Не е наличен|Временно изчерпан|Неналичен|Спрян от производство|Няма в наличност|Изчерпано количество|Продуктът вече не се предлага",
    "el": "Το προϊόν δεν είναι διαθέσιμο αυτή τη στιγμή.|Εξαντλήθηκε|Μη διαθέσιμο|Εκτός αποθέματος|Προσωρινά μη διαθέσιμο|Δεν υπάρχει απόθεμα|Εξαντλημένο|Μη διαθέσιμο προϊόν|Δεν διατίθεται πλέον",
    "hr": "Proizvod trenutno nije dostupan.|Nema na zalihi|Nije na zalihi|Trenutno nedostupno|Rasprodano|Nema na stanju|Proizvod nije dostupan|Nije dostupno|Trenutno nema na skladištu|Izdelka trenutno ni na zalogi|Ni na voljo|Razprodano|Nije na stanju|Povučen iz prodaje",
    "ja": "現在、在庫がございません。|ただいま品切れ中です|在庫切れです|完売御礼|完売いたしました|販売終了|取り扱い終了|入荷待ち|欠品中|売切|現在販売しておりません|一時的に在庫切れ|ご購入いただけません|在庫：0|次回入荷未定|SOLDOUT|販売を終了しました|この商品は販売終了しました|在庫がありません|現在お取り扱いがございません",
    "zh": "该商品目前没有现货。|暂无库存|暂时缺货|已下架|商品已售完|库存不足|无货|缺货|补货中|已售空|商品已下架|此商品已停产|售完|暂不销售|缺貨中|已售完|完售|暫無庫存|商品已停售|此商品已售完|目前無庫存|貨品已售罄|抢光了|卖光了",
    "ko": "현재 재고가 없습니다.|품절된 상품입니다|일시품절|일시 품절입니다|재고 없음|판매 종료|판매가 종료된 상품입니다|단종|단종된 상품입니다|매진되었습니다|구매할 수 없습니다|재고가 소진되었습니다|품절되었습니다|판매중지|입고 대기중|재고 소진",
    "ar": "هذا المنتج غير متوفر حاليا|نفدت الكمية|نفد من المخزون|غير متاح|انتهت الكمية|لا يوجد مخزون|نفذت الكمية|غير متوفر في المخزون|المنتج غير متاح للشراء|تم بيع جميع القطع|غير متوفر مؤقتا|خلصت الكمية",
    "he": "המוצר אינו זמין כרגע|אזל המלאי|המוצר אזל|לא במלאי|חסר במלאי|אזל מהמלאי זמנית|לא זמין|נגמר המלאי|המלאי אזל|אין במלאי|המוצר לא במלאי",
    "fa": "ناموجود|این محصول موجود نیست|در حال حاضر موجود نیست|تمام شد|موجودی به اتمام رسید|اتمام موجودی|فعلا موجود نیست|کالا ناموجود است",
    "hi": "यह उत्पाद अभी उपलब्ध नहीं है|स्टॉक समाप्त|स्टॉक में नहीं|बिक चुका है|अनुपलब्ध|आउट ऑफ स्टॉक|स्टॉक खत्म",
    "vi": "Sản phẩm hiện đã hết hàng|Tạm hết hàng|Hết hàng|Ngừng kinh doanh|Đã bán hết|Không còn hàng|Tạm thời hết hàng|Cháy hàng|Ngừng bán|Sản phẩm ngừng kinh doanh|Chưa có hàng",
    "th": "สินค้าหมด|สินค้าหมดชั่วคราว|หมดสต็อก|ขออภัย สินค้าหมด|ไม่มีสินค้า|สินค้าหมดแล้ว|ของหมด|เลิกจำหน่าย|ไม่พร้อมจำหน่าย|ขายหมดแล้ว|สินค้าขาดสต็อก",
    "id": "Stok kosong|Produk tidak tersedia|Stok habis|Barang habis|Maaf, stok habis|Produk ini sudah habis terjual|Habis terjual|Tidak tersedia saat ini|Stok sedang kosong|Belum tersedia|Produk dihentikan|Persediaan habis",
    "lt": "Prekės šiuo metu nėra|Išparduota|Nėra sandėlyje|Laikinai neturime|Prekė išparduota|Nav noliktavā|Izpārdots|Prece nav pieejama|Läbi müüdud|Pole laos|Ei ole laos|Hetkel otsas|Toode on otsas|Nav pieejams",
    "ca": "Esgotat|No disponible|Sense estoc|Fora d'estoc|No hi ha estoc|Agortuta|Ez dago stockean",
}  # fmt: skip
THERE = {
    "en": "In stock, ready to ship|Available now|In stock and ready to go|Yes, we have this in stock|5 available|Plenty in stock|In stock. Order by 3 pm.|This item is in stock.|We have 12 in stock|Ready to ship|More than 10 available|Available immediately",
    "de": "Sofort lieferbar|Auf Lager, Lieferzeit 1-3 Tage|Artikel ist auf Lager|Ab Lager verfügbar|Sofort versandfertig|Noch 3 Stück auf Lager|Verfügbar, 2-4 Werktage|Dieser Artikel ist sofort verfügbar.|Mehr als 10 Stück auf Lager",
    "fr": "En stock, expédié sous 24h|Disponible immédiatement|Produit en stock|Cet article est en stock|Plus que 2 en stock|En stock : 5|Article disponible",
    "es": "En stock, envío en 24h|Disponible|Producto disponible|Quedan 3 unidades|Hay stock disponible|Este producto está en stock",
    "it": "Disponibile, spedizione in 24 ore|Prodotto disponibile|Articolo in magazzino|Disponibilità immediata|Ultimi 2 pezzi",
    "nl": "Op voorraad, morgen in huis|Direct leverbaar|Dit artikel is op voorraad|Nog 3 op voorraad|Uit voorraad leverbaar",
    "pt": "Em estoque, envio em 24h|Disponível|Produto disponível|Pronta entrega|Restam 2 unidades",
    "pl": "Dostępny od ręki|Na stanie: 5 szt.|Produkt dostępny|W magazynie|Wysyłka w 24h",
    "cs": "Skladem, ihned k odeslání|Skladem 5 ks|Produkt je skladem|Máme skladem",
    "sv": "Finns i lager, skickas idag|I lager|Varan finns i lager|5 st i lager",
    "da": "På lager, sendes i dag|På lager|Varen er på lager|3 stk. på lager",
    "fi": "Varastossa, toimitus heti|Heti saatavilla|Tuote on varastossa",
    "tr": "Stokta var|Hemen teslim|Ürün stokta|Son 3 adet",
    "ru": "В наличии, отправим сегодня|Товар в наличии|Есть в наличии|На складе 5 шт.",
    "uk": "В наявності, відправимо сьогодні|Товар є в наявності",
    "ja": "在庫あり 当日発送|在庫あります|残り3点|在庫：あり|在庫わずか",
    "zh": "有现货，当天发货|现货供应|库存充足|仅剩3件|有货",
    "ko": "재고 있음|즉시 배송|재고 5개|구매 가능",
    "ar": "متوفر في المخزون|متوفر الآن|متاح",
    "vi": "Còn hàng|Sẵn hàng|Còn 5 sản phẩm",
    "id": "Stok tersedia|Ready stock|Tersedia",
}  # fmt: skip
MOST_DOUBTED = 70  # sentences of GONE that only leave it open; before anybody looked they were 78, and 78 went unheard


def test_no_sentence_of_absence_goes_unheard() -> None:
    texts = [text for line in GONE.values() for text in line.split("|")]
    readings = {text: read(text, own=False) for text in texts}
    assert [text for text, said in readings.items() if said.meaning.buyable is not False and not said.doubt] == []
    assert sum(said.meaning is UNKNOWN for said in readings.values()) <= MOST_DOUBTED
    assert [text for text in texts if not list(find(lowered(text)))] == []


def test_a_sentence_of_stock_is_read_as_stock() -> None:
    texts = [text for line in THERE.values() for text in line.split("|")]
    assert [text for text in texts if not read_words(text, own=False).buyable] == []


def test_every_language_has_words_for_what_is_used_up() -> None:
    assert SOLD_OUT.keys() - used_up.USED_UP.keys() - {"nb"} == set()
    assert SOLD_OUT.keys() - used_up.NONE.keys() == set()


@pytest.mark.parametrize("own", [True, False])
def test_what_is_in_shops_alone_is_theirs_and_what_is_on_the_web_as_well_is_not(own: bool) -> None:
    alone = ["仅限门店有货", "Disponível apenas na loja física", "В наличии только в магазине", "Available only in store, not online", "Samo u trgovini dostupno", "店舗のみ在庫あり", "Verfügbar nur in unserer Filiale in Köln"]  # fmt: skip
    assert {text: read_words(text, own) for text in alone} == dict.fromkeys(alone, STORE_ONLY)
    others = ["Gift wrapping available in store only", "Nicht nur im Laden verfügbar", "In stock in our stores and online", "Only 2 left in stock at our Chicago store", "有货，门店也有售"]  # fmt: skip
    assert [text for text in others if read_words(text, own) is STORE_ONLY] == []


def test_another_day_told_in_words_is_not_today() -> None:
    later = ["In stock again in about two weeks", "Verfügbar, wieder in drei Wochen", "De nouveau disponible dans deux semaines", "☐ In stock", "In stock, coming soon", "Ships soon, in stock", "Available, expected to ship 12 March"]  # fmt: skip
    assert [text for text in later if read_words(text, own=True).buyable is not None] == []
    now = ["In stock, ships again in 2 days", "Verfügbar, in 3 Tagen bei dir", "☑ In stock", "In stock again", "In stock, ships soon", "Op voorraad, binnenkort geleverd", "Nu på lager", "Nu op voorraad"]  # fmt: skip
    assert [text for text in now if not read_words(text, own=True).buyable] == []


def test_what_is_there_for_some_or_under_a_condition_is_not_said_to_be_there() -> None:
    held = ["Available to invited customers only", "Nur für Mitglieder verfügbar", "Available to trade customers only", "在庫がある場合は当日発送いたします。", "De retour en stock dans 3 semaines", "在庫 ✕"]  # fmt: skip
    assert [text for text in held if read_words(text, own=True).buyable] == []
    ended = [
        "This listing has been archived.",
        "Diese Auktion ist beendet",
        "Annonce expirée",
        "Anúncio pausado",
        "Aukcja zakończona",
    ]
    assert [text for text in ended if read_words(text, own=False).buyable is not False] == []
    assert read_words("In stock, in store only on Sundays at our members' evening", own=False) is not OUT


def test_what_is_left_and_used_up_is_heard_with_other_words_between() -> None:
    texts = [
        "Lageret er desværre tomt", "Niestety, towar się skończył", "Maalesef stoklarımızda kalmadı", "抱歉，库存已告罄", "Desculpe, acabou o estoque", "Увы, всё раскупили", "준비된 수량이 모두 소진되었습니다.",
        "Todas reservadas", "Vente réservée aux professionnels.", "Purchasing is limited to registered dealers.", "Available at your local dealer", "Available to UK customers only", "Last in stock 3 weeks ago",
        "Réapprovisionnement en cours", "Your location isn't served.", "현재 주문이 불가능한 상품입니다.",
    ]  # fmt: skip
    readings = {text: read(text, own=False) for text in texts}
    assert [
        text for text, said in readings.items() if said.meaning.buyable or not (said.doubt or said.meaning is OUT)
    ] == []
    assert [text for text in texts if not list(find(lowered(text)))] == []
    harmless = ["Stock images may differ", "Weight when empty: 300 g", "Available at the best price", "Pour over coffee set", "Lagerung: kühl und trocken", "Gone camping? Take it along."]  # fmt: skip
    assert [text for text in harmless if read(text, own=False) != NOTHING_SAID] == []


def test_a_store_that_is_at_nought_is_empty() -> None:
    gone = "Notre stock est à zéro|El stock está a cero|Lo stock è a zero|O stock está a zero|Der Bestand ist bei null|De voorraad is nihil|Siamo rimasti senza|Restlos weg|Leider alles weg"
    there = "Null Plastik|Zéro déchet, en stock|Café a cero grados|Zero zuccheri|Stock pot, zero fuss|Alles wegstecken|Senza zucchero"
    assert [text for text in gone.split("|") if read(text, own=False) == NOTHING_SAID] == []
    assert [text for text in there.split("|") if read(text, own=False).meaning.buyable is False] == []


def test_a_no_of_something_else_denies_nothing() -> None:
    harmless = ["Ohne Lagerbestand bestellbar", "Sans stock minimum", "Zonder voorraad aan te houden", "Can be ordered without stock", "Ordinabile senza scorte", "No minimum order. In stock", "Not only in stock, also on sale", "Our phone line is currently unavailable.", "No returns, in stock", "Нет товаров для сравнения", "Krepšelyje nėra prekių", "Không có sản phẩm nào trong giỏ hàng", "No supplies needed", "Fast ausverkauft"]  # fmt: skip
    assert [text for text in harmless if read_words(text, own=False) is OUT] == []


AT_BOX_OFFICES = "이 상품은 현재 품절입니다.|이 제품은 일시적으로 품절되었습니다.|選購一空|搶購一空|Мест нет|Билетов нет|แจ้งเตือนฉันเมื่อมีของกลับมาพร้อมจำหน่าย|Soon available|Šiuo metu neturime"
REFUSED_THERE = "結束販售|Inviami una mail quando torna disponibile"


def test_what_recorded_shops_and_box_offices_say_is_heard() -> None:
    assert [text for text in AT_BOX_OFFICES.split("|") if read_words(text, own=False).buyable is not False] == []
    assert [text for text in REFUSED_THERE.split("|") if not doubt_of_button(text)] == []
    assert read_words("이 상품은 현재 재고 있음", own=False).buyable
    assert read_words("Места есть", own=False).buyable is None


BUYS_NOTHING = [
    "Notify me|Get notified|Alert me|Keep me posted|Remind me|Tell me when it's back|Email when available|Back in stock alert|Restock alert|Sign up for restock|Waitlist me|Register interest|Register your interest|I'm interested|Enquire now|Make an enquiry|Ask for availability|Find in store|See retailers|Where to buy|Coming soon|Pre-register|Currently closed|Sales closed|Not on sale|Off sale|Unavailable|Login to order|Sign in to purchase|Request access|Apply to buy|Enter draw|Contact seller|Out of season|Ended|Expired|Sold",
    "Benachrichtigen|Erinnern|Auf die Warteliste|Warteliste|Verfügbarkeit anfragen|Anfrage senden|Händler finden|Demnächst|Bald erhältlich|Erinnerung aktivieren|E-Mail bei Verfügbarkeit|Anmelden um zu bestellen|Nicht buchbar|Ausgebucht",
    "M'avertir|Prévenez-moi|Être alerté|Recevoir une alerte|Liste d'attente|Bientôt en vente|Nous consulter|Demander un devis|Se connecter pour acheter|Alerte stock",
    "Avisarme|Notificarme|Lista de espera|Muy pronto|Agotado temporalmente|Consultar|Solicitar presupuesto|Iniciar sesión para comprar|Quiero que me avisen",
    "Avvisami|Avvertimi|Lista d'attesa|In arrivo|Richiedi informazioni|Accedi per acquistare|Notificami",
    "Houd mij op de hoogte|Stuur mij een mail|Wachtlijst|Binnenkort|Offerte aanvragen|Inloggen om te bestellen|Volgeboekt",
    "Avise-me|Lista de espera|Em breve|Consulte-nos|Entrar para comprar|Quero ser avisado",
    "Powiadom mnie|Lista oczekujących|Wkrótce|Zapytaj o produkt|Zaloguj się, aby kupić",
    "Hlídat|Upozornit|Již brzy|Na dotaz|Přihlásit pro nákup",
    "Meddela mig|Bevaka|Kommer snart|Fullbokad|Logga in för att köpa",
    "Giv mig besked|Skriv mig op|Venteliste|Udsolgt|Kommer snart",
    "Varsle meg|Venteliste|Gi meg beskjed",
    "Ilmoita minulle|Tulossa|Odotuslista",
    "Haber ver|Stoğa gelince haber ver|Bekleme listesi|Yakında|Bilgi al",
    "Уведомить|Подписаться на поступление|Лист ожидания|Скоро|Узнать о поступлении|Предупредить",
    "Повідомити|Повідомити про наявність",
    "入荷通知を受け取る|入荷お知らせメール|再入荷通知|販売終了|近日発売|受付終了|予約終了|お問い合わせ|ログインして購入|SOLD OUT",
    "到货提醒|缺货登记|补货通知|即将开售|已结束|暂不可售|貨到通知我|登录后购买|咨询客服",
    "재입고 알림|입고 알림 신청|품절|판매종료|출시예정|구매불가|문의하기|로그인 후 구매",
    "أخبرني|نبهني عند التوفر|قائمة الانتظار|قريبا|غير متاح",
    "עדכנו אותי|רשימת המתנה|בקרוב|אזל",
    "Thông báo cho tôi|Nhận thông báo|Hết hàng|Liên hệ",
    "แจ้งเตือนเมื่อมีสินค้า|สินค้าหมด|แจ้งฉัน|ติดต่อเรา",
    "Beri tahu saya|Ingatkan saya|Stok habis|Hubungi kami",
]  # fmt: skip
BUYS = (
    "Add to cart|Add to bag|Add to basket|Add to trolley|Buy now|Buy it now|Purchase|Order now|Place in cart|Get it now|Buy tickets|Book now|Get tickets|Add 1 to cart|"
    "Buy for €19|Add to cart – $19|In den Warenkorb|Jetzt kaufen|In den Einkaufswagen|Kaufen|Jetzt bestellen|In die Tasche|Ajouter au panier|Acheter|Commander|Añadir al carrito|Añadir a la cesta|Comprar|"
    "Comprar ahora|Agregar al carrito|Lo quiero|Aggiungi al carrello|Acquista|Compra ora|In winkelwagen|In winkelmand|Bestellen|Nu kopen|Adicionar ao carrinho|Comprar agora|Adicionar à sacola|Do koszyka|"
    "Dodaj do koszyka|Kup teraz|Do košíku|Koupit|Přidat do košíku|Do košíka|Kúpiť|Kosárba|Kosárba teszem|Megveszem|Adaugă în coș|Cumpără|Lägg i varukorg|Lägg i varukorgen|"
    "Köp|Læg i kurv|Læg i kurven|Køb nu|Legg i handlekurv|Kjøp|Lisää ostoskoriin|Lisää koriin|Osta|Sepete ekle|Satın al|Hemen al|В корзину|Купить|"
    "Добавить в корзину|Заказать|У кошик|Купити|Додати в кошик|Добави в количката|Купи|Προσθήκη στο καλάθι|Αγορά|Dodaj u košaricu|Kupi|V košarico|カートに入れる|カートに追加|"
    "購入する|今すぐ購入|ご購入手続きへ|加入购物车|立即购买|加入購物車|立即購買|放入購物車|장바구니|장바구니 담기|구매하기|바로구매|أضف إلى السلة|اشتري الآن|"
    "أضف للسلة|הוסף לסל|הוספה לסל|קנה עכשיו|افزودن به سبد|Thêm vào giỏ|Mua ngay|หยิบใส่ตะกร้า|ซื้อเลย|เพิ่มลงตะกร้า|Tambah ke keranjang|Beli sekarang|+ Keranjang|Į krepšelį|"
    "Ielikt grozā|Lisa ostukorvi|Legg varen i handlevogn|Die Jacke in den Einkaufskorb legen|Lisää tuote ostoskoriin|Dodaj proizvod u košaricu|เพิ่มสินค้าไปยังรถเข็น|この商品をカートに入れる|أضف المنتج الى السلة|"
    "Thêm sản phẩm vào giỏ hàng|立即訂購|前往購票|สั่งของล่วงหน้า"
)  # fmt: skip
PUTS_NOTHING_IN = "Add all three to cart|Ajouter les 3 et tous au panier|Alle in den Warenkorb legen|まとめてカートに入れる|Voir le panier|Look at the cart|Kan ikke legges i handlevogn|ไม่สามารถเพิ่มลงรถเข็น|Nu se poate adăuga în coș|Legg i ønskelisten|Add a note"


def test_a_button_that_buys_nothing_is_heard_and_one_that_buys_does() -> None:
    texts = [text for line in BUYS_NOTHING for text in line.split("|")]
    silent = [text for text in texts if read_button(text).buyable is not False and not doubt_of_button(text)]
    assert (silent, [text for text in texts if read_button(text).buyable]) == ([], [])
    assert [text for text in BUYS.split("|") if not read_button(text).buyable] == []
    assert [text for text in PUTS_NOTHING_IN.split("|") if read_button(text).buyable] == []
    harmless = [
        "Details",
        "Size guide",
        "Become a member",
        "See similar items",
        "Ver catálogo completo",
        "Novità in arrivo",
        "Share",
    ]
    assert [text for text in harmless if doubt_of_button(text)] == []


# As shops' own software is translated: a ticket shop that is full, several things that are gone, and buttons that buy.
TRANSLATED = {
    "fully booked": "Complètement réservé|Todo vendido/reservado|Totalmente reservado|Tutto prenotato|Rezervat în întregime|Popunjeno|Telt ház|Teltházas|W pełni zarezerwowane|Úplne rezervované|Plne obsadené"
    "|Повністю заброньовано|Полностью забронировано|הוזמן במלואו|محجوز بالكامل|จองเต็มแล้ว|客滿|Sudah terpesan semua|Biļetes izpārdotas|Đã đặt trước|Plně obsazeno",
    "no places left": "Nem maradt hely|Nezbyla žádná místa|Nie pozostało żadnych miejsc|Ei enää paikkoja jäljellä|남은 자리 없음|没有剩余位置|Pro tuto volbu nejsou dostupná místa.",
    "they are not available": "Vstupenky nie sú dostupné|Bilety nie są dostępne|A jegyek nem elérhetők|Karte nisu dostupne|Vstopnice niso na voljo|Biletele nu sunt disponibile|Les billets ne sont pas disponibles|Las entradas no están disponibles"
    "|I biglietti non sono disponibili|Os bilhetes não estão disponíveis|Biljetterna är inte tillgängliga|Billetterne er ikke tilgængelige|Liput eivät ole saatavilla|Билеты не доступны|Квитки не доступні|Τα εισιτήρια δεν είναι διαθέσιμα"
    "|Biļetes nav pieejamas|Vstupenky nejsou dostupné|Biletler mevcut değildir|הכרטיסים אינם זמינים",
}  # fmt: skip
OF_OTHERS = "Les avis ne sont pas disponibles|Las imágenes no están disponibles|Recensioni non disponibili|Zdjęcia są niedostępne|Komentarze nie są dostępne|Tailles non disponibles|Bilder nicht verfügbar|Disponibles"
BUYING = "添加到购物车|新增至購物車|買い物カゴに追加|카트에 추가|Lägg till i kundvagnen|Legg til i kurv|Læg i indkøbskurv|Añadir al carro|Afegir a la cistella|Hozzáadás a kosárhoz|Masukkan ke keranjang|أضف إلى سلة التسوق|เพิ่มลงในตะกร้า|Voeg aan winkelwagen toe|Thêm vào xe đẩy"


@pytest.mark.parametrize("kind", TRANSLATED)
def test_what_shops_software_says_in_its_translations_is_heard(kind: str) -> None:
    unheard = [text for text in TRANSLATED[kind].split("|") if read_words(text, own=True).buyable is not False]
    assert unheard == []
    assert [text for text in OF_OTHERS.split("|") if read_words(text, own=True).buyable is False] == []


def test_buttons_of_shops_software_buy_in_its_translations() -> None:
    assert [text for text in BUYING.split("|") if not read_button(text).buyable] == []
