"""Whether words say that nothing is sold now, whatever is in stock: the shop is closed, takes no orders, or opens the sale later. Pure.

"Our online shop is closed until 3 May", "No orders until Monday", "Sale opens on Friday"; not "Our showroom is closed on Sundays",
"Orders placed until 22 December arrive before Christmas", "Summer sale starts today".
"""

import re
from functools import lru_cache
from itertools import pairwise

from coatcheck.sources.html.language import hedge_words, refusal_words
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.sentences import Sentence, sentences, words

LONGEST = 300  # characters of a notice
MOST_TO_CLOSED = 6  # words between the shop and "closed"
MOST_BETWEEN = 4  # words between "no" and "orders"
MOST_OF_AN_OPENING = 9  # words

ONLINE_SHOP = Marks(
    "online shop; online store; onlineshop; onlinestore; webshop; web shop; webstore; web store; e shop; eshop; internet shop; our shop; this shop; the shop; our store; this store; store is; store closed; store temporarily; store currently; shop is; shop closed; shop temporarily;"
    " online-shop; unser shop; der shop; shop ist; shop bleibt; unser laden; boutique en ligne; la boutique; notre boutique; notre site; le site; e boutique; site marchand; tienda online; tienda en línea; la tienda; nuestra tienda; tienda virtual;"
    " negozio online; shop online; il negozio; il nostro shop; lo shop; il nostro negozio; webwinkel; onze winkel; onze webshop; de webshop; loja online; loja virtual; a loja; nossa loja; a nossa loja; sklep internetowy; nasz sklep; sklep; sklep online;"
    " internetový obchod; náš obchod; obchod je; webáruház; webáruházunk; webshopunk; magazinul online; magazinul nostru; webbutiken; webbshopen; nätbutiken; vår butik; butiken; butikken; nettbutikken; netbutikken; webshoppen; butikken er; butiken är; verkkokauppa; verkkokauppamme;"
    " mağazamız; online mağazamız; sitemiz; интернет магазин; наш магазин; магазин закрыт; магазин временно; інтернет магазин; наш магазин; онлайн магазинът; магазинът; το κατάστημα; ηλεκτρονικό κατάστημα; το ηλεκτρονικό μας κατάστημα; το e shop; web trgovina; web shop; spletna trgovina;"
    " オンラインショップ; オンラインストア; ネットショップ; 通販サイト; 当店; 当ショップ; 网店; 網店; 本店; 商店; 店铺; 线上商店; 온라인 스토어; 온라인몰; 쇼핑몰; 스토어; المتجر; متجرنا; المتجر الإلكتروني; החנות; האתר; فروشگاه; cửa hàng online; shop đang; shop tạm; ร้านค้าออนไลน์; ร้านออนไลน์; ร้านปิด; toko online; toko kami; toko sedang"
)
WE = Marks("we; we're; wir; nous; siamo; estamos; wij; we are; vi; jesteśmy; jsme; мы; ми")
CLOSED = Marks(
    "closed; winter break; summer break; takes a break; geschlossen; fermée; fermé; cerrada; cerrado; chiuso; chiusa; gesloten; fechada; fechado; encerrada; nieczynny; zamknięty; zavřený; zavřen; uzavřen; zatvorený; zárva; închis; stängd; stängt; stengt; lukket; suljettu; kiinni; kapalı; kapalıdır; закрыт; закрито; зачинений; затворен; затворена; κλειστό; zatvoren; zatvorena; zaprta;"
    " for maintenance; under maintenance; undergoing maintenance; on a break; on pause; on hold; taking a break; wartungsarbeiten; in wartung; en maintenance; en mantenimiento; in manutenzione; in onderhoud; em manutenção; na dovolené; v údržbě; bakımda; на обслуживании; на технических работах; pausiert; en pause; in pausa;"
    " 休業中; 休業し; 休業いたし; 休業させ; 閉店中; 休店中; 休止中; 打烊; 休业; 歇业; 暂停营业; 暫停營業; 休息中; 휴무; 휴점; 휴업; 닫혔; مغلق; סגורה; סגור; بسته; تعطیل; đóng cửa; tạm đóng; tạm nghỉ; ปิดทำการ; ปิดชั่วคราว; ปิดปรับปรุง; tutup"
)
THINGS = Marks("loop; cell; seam; seams; toe; circuit; form; lid; box; back; weave; shoe; shoes; shape")
ORDERS = Marks(
    "orders; sales; ordering; checkout; verkauf; ventes; ventas; vendite; verkoop; vendas; sprzedaż; prodej; predaj; продажи; продажі; 販売; 销售; 銷售; 판매*; bestellungen; bestellung; commandes; commande; pedidos; pedido; ordini; ordine; bestellingen; bestelling; encomendas; zamówień; zamówienia; objednávky; objednávek; objednávok; rendeléseket; rendelést; rendelések; comenzi; comenzile; beställningar; ordrar; bestillinger; ordrer; tilauksia; tilaukset; siparişler; sipariş;"
    " заказы; заказов; замовлення; замовлень; поръчки; поръчките; παραγγελίες; narudžbe; naročila; naročil; 注文; 受注; 订单; 訂單; 下单; 주문*; الطلبات; طلبات; הזמנות; سفارش; đơn hàng; คำสั่งซื้อ; ออเดอร์; pesanan"
)
NO = Marks(
    "no; not; can't; cannot; won't; keine; keinen; nicht; pas; aucune; aucun; plus; ningún; nessun; non; geen; niet; não; nie; ne; nem; nu; inte; inga; ikke; ingen; ei; emme; не; δεν; ne; لا; לא; không; tidak"
)
PAUSED = Marks(
    "pause; paused; pausing; suspend; suspended; suspending; on hold; switched off; turned off; halted; disabled; ausgesetzt; pausiert; gestoppt; suspendu*; suspendid*; sospes*; stopgezet; opgeschort; suspens*; wstrzyman*; zawieszon*; pozastaven*; szünetel*; felfüggeszt*; suspendat*; pausad*; pausat*; pauset; stoppet; keskeytet*; durdurul*; приостановлен*; призупинен*; спрени; αναστ*; obustavlj*;"
    " 停止; 休止; 暂停; 暫停; 중단*; متوقف*; מושה*; tạm ngừng; tạm dừng; หยุด; dihentikan; sustabdyt*; apturēt*; peatatud; suspes*;"
    " nepřijím*; neprijím*; nevyřizuj*; не приема*; не принима*; не прийма*; nu acceptăm; nu preluăm; ei oteta; emme ota vastaan; ei ota vastaan; kabul etmiyor*; kabul edilmiyor; alamıyoruz; alınmıyor; ne primamo; ne sprejemamo; nem fogadunk; nepriimame; nepriimam*; nepieņemam; ei võta vastu; nie przyjmujemy; nie są przyjmowane"
)
UNTIL = Marks(
    "until; till; til; bis; jusqu'au; jusqu'à; jusqu; hasta; fino al; fino a; fino; tot; tot en met; até; aż do; do #; až do; până; till och med; indtil; frem til; asti; saakka; kadar; до #; до дня; μέχρι; έως; حتى; עד; đến; sampai; hingga"
)
RESUME = Marks(
    "resume; resumes; open again; opens again; start again; starts again; begin again; öppnar igen; åpner igjen; åbner igen; wieder geöffnet; wieder offen; rouvre; reabre; reabrimos; riapre; heropent; otwieramy ponownie; opět otevřen; avaamme; открыва*; restart; reopen; reopens; will be accepted from; accepted again; possible again; wieder ab; wieder möglich; reprendront; reprennent; reprendra; rouvriront; se reanudan; se reanudarán; reanudaremos; riprendono; riprenderanno; ripartono; hervatten; worden hervat; serão retomadas; wznowimy; wznawiamy; obnovíme; återupptas; genoptages; gjenopptas; возобновятся; возобновим; відновимо; より受け付け; から受け付け; より受付; から受付; 恢复接单; 恢復接單; 재개*"
)
# Of places where people go, and of days on which nobody would order less
OF_BRICK = Marks(
    "showroom; office; branch; café; cafe; restaurant; hours; weekend; weekends; sunday; sundays; saturday; saturdays; mondays; phone; hotline; support; service; filiale; büro; ladengeschäft; showrooms; sonntag; sonntags; samstag; wochenende; telefon; bureau; dimanche; dimanches; téléphone; oficina; domingo; domingos; ufficio; domenica; kantoor; zondag; zondags; escritório; biuro; niedziele; weekendy; neděle; söndagar; søndag; søndager; sunnuntaisin; офис; воскресенье; вихідні; 店舗; 定休日; 日曜; 毎週; 周日; 门店; 일요일; 매장*"
)
# On which a shop of brick is closed each week; "closed until Monday" is another thing
WEEKDAYS = Marks(
    "monday; tuesday; wednesday; thursday; friday; saturday; sunday; *days; montag*; dienstag*; mittwoch*; donnerstag*; freitag*; samstag*; sonntag*; lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche; lunes; martes; miércoles; jueves; viernes; sábado*; domingo*; lunedì; martedì; mercoledì; giovedì; venerdì; sabato; domenica;"
    " maandag*; dinsdag*; woensdag*; donderdag*; vrijdag*; zaterdag*; zondag*; segunda*; terça*; quarta*; quinta*; sexta*; poniedział*; wtorki; wtorek; środy; środę; czwart*; piątki; piątek; sobot*; niedziel*; pondělí; úterý; středu; čtvrtek; pátek; sobotu; neděli; neděle; pondelok; utorok; stredu; štvrtok; piatok; nedeľu; hétfő*; kedd*; szerd*; csütörtök*; péntek*; szombat*; vasárnap*;"
    " luni; marți; miercuri; joi; vineri; sâmbăt*; duminic*; måndag*; tisdag*; onsdag*; torsdag*; fredag*; lördag*; söndag*; mandag*; tirsdag*; lørdag*; søndag*; maanantai*; tiistai*; keskiviikko*; torstai*; perjantai*; lauantai*; sunnuntai*; pazartesi*; salı; çarşamba*; perşembe*; cuma; cumartesi*; pazar; понедельник*; вторник*; сред*; четверг*; пятниц*; суббот*; воскресен*; понеділ*; вівтор*; серед*; четвер*; п'ятниц*; субот*; неділ*;"
    " δευτέρα; τρίτη; τετάρτη; πέμπτη; παρασκευή; σάββατο; κυριακή; ponedjelj*; ponedelj*; utork*; srijed*; četvrt*; petk*; nedjelj*; 月曜; 火曜; 水曜; 木曜; 金曜; 土曜; 日曜; 周一; 周末; 星期; 월요일; 화요일; 수요일; 목요일; 금요일; 토요일; الجمعة; السبت; الأحد; שבת; ראשון"
)
AS_USUAL = Marks(
    "as usual; still order; still be placed; still place; any time; anytime; 24 7; wie gewohnt; weiterhin; trotzdem; jederzeit; normalement; toujours commander; como siempre; normalmente; come sempre; gewoon; zoals altijd; normalnie; jako obvykle; som vanligt; som vanlig; som normalt; normaalisti; как обычно; як завжди; 通常通り; 通常どおり; 承ります; 照常; 정상*"
)
AWAY = Marks(hedge_words.AWAY)
# It is sent later, and ordered now
SENT = Marks(
    {
        **refusal_words.SHIPPED,
        "*": "shipping; dispatch; dispatched; shipment; delivery; versand; expédition; livraison; envío; spedizione; verzending; dostawa; 発送; 发货; 發貨; 배송*",
    }
)
PAIRS = ((ORDERS, UNTIL), (ORDERS, PAUSED))  # of which no orders are taken, where both stand in a sentence
_PAST_YEAR = re.compile(r"\b(?:19\d\d|20[01]\d|202[0-5])(?!\d)")  # of what began or was closed then
# The sale begins later.
OPENS = Marks(
    "sale opens; sale starts; sale begins; sale will open; sale will start; sale will begin; sales will open; sales will start; sales will begin; launching on; launches on; launching #; launching in; next drop; next restock; orders open; opens for orders; open for orders on; open for orders from; pedidos abiertos a partir; commandes ouvertes à partir; bestellbar ab; ordini aperti dal; drops monday; drops tuesday; drops wednesday; drops thursday; drops friday; drops saturday; drops sunday; dropping on; goes live; going live; releases on; releasing on; available to buy from; can be bought from; can be ordered from;"
    " verkaufsstart; verkauf startet; verkauf beginnt; verkauf öffnet; verkauf ab; mise en vente le; mise en vente prévue; vente ouvre; ouverture des ventes; en vente à partir; en vente dès; sale a la venta; inicio de venta; inicio de la venta; a la venta el; a la venta a partir; inizio vendite; in vendita dal; in vendita da; apertura vendite; verkoop start; verkoop begint; verkoop opent; te koop vanaf; início das vendas; à venda a partir; vendas abrem;"
    " start sprzedaży; sprzedaż rusza; sprzedaż rozpocznie; w sprzedaży od; v prodeji od; začátek prodeje; prodej začíná; spuštění prodeje; začiatok predaja; v predaji od; értékesítés kezdete; megjelenés dátuma; vânzarea începe; începe vânzarea; säljstart; försäljningsstart; släpps den; släpps på; salgsstart; salget starter; salget åbner; salget åpner; myynti alkaa; myyntiin tulee; satış başlangıcı; satışa çıkıyor; satışa çıkacak; satışa sunulacak;"
    " старт продаж; начало продаж; поступит в продажу; в продаже с; старт продажів; початок продажу; у продажу з; начало на продажбите; в продажба от; έναρξη πωλήσεων; prodaja počinje; početak prodaje; začetek prodaje; 販売開始; 発売開始; 発売予定; 販売予定; 开售; 開售; 开卖; 開賣; 开始销售; 開始販售; 판매 시작; 판매시작; 판매 예정; 판매예정; 오픈 예정; 발매 예정; يبدأ البيع; بدء البيع; المبيعات تبدأ; המכירה נפתחת; המכירה תיפתח; תחילת מכירה; شروع فروش; mở bán; bắt đầu bán; เริ่มขาย; เริ่มจำหน่าย; เปิดขาย; เปิดจำหน่าย; mulai dijual; penjualan dimulai"
)
# It has begun, or it is one of lower prices.
OPENED = Marks(
    "%; off; 開始日; đang; แล้ว; summer; winter; spring; autumn; black; cyber; clearance; flash; season; sitewide; discount*; prices; since; now; today; already; started; here; seit; jetzt; depuis; maintenant; desde; ahora; già; ora; nu; já; już; już; już; nyní; уже; вже; しました; しております; 中です; 已开售; 已開售; 已经; 했습니다; 하였습니다; đã"
)


def sells_nothing_now(sentence: Sentence) -> bool:
    """Return whether a sentence says that the shop sells nothing at the moment, or not yet."""
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    if AS_USUAL.among(words, text) or is_of_the_past(sentence):
        return False
    weekly = WEEKDAYS.among(words, text) and not any(marks.among(words, text) for marks in (UNTIL, RESUME))
    if not (OF_BRICK.among(words, text) or weekly) and _is_closed(words, text):
        return True
    return _takes_no_orders(words, text) or _opens_later(words, text)


def is_of_the_past(sentence: Sentence) -> bool:
    """Return whether a sentence names a year that is over: what began or was closed then is no news."""
    return _PAST_YEAR.search(sentence.text) is not None


def is_away(sentence: Sentence) -> bool:
    """Return whether a sentence says that the shop's people are away: "We're on holiday until 12 January", not "Orders ship after our summer break"."""
    words, text = sentence.words, sentence.text if sentence.is_spaceless else ""
    usual = AS_USUAL.among(words, text) or SENT.among(words, text) or OF_BRICK.among(words, text)
    return AWAY.among(words, text) and not usual


def _is_closed(words: list[str], text: str) -> bool:
    """Whether it is the shop that is closed: "Our online shop is closed", and not "We use a closed loop"."""
    if text and CLOSED.anywhere(text):
        return ONLINE_SHOP.anywhere(text)
    shops = [(end, MOST_TO_CLOSED) for _, end in ONLINE_SHOP.places(words)] + [(end, 1) for _, end in WE.places(words)]
    closed = [start for start, end in CLOSED.places(words) if not THINGS.among(words[end : end + 1])]
    return any(0 <= start - end <= most for start in closed for end, most in shops)


@lru_cache(8192)  # a shop's pages say much of the same
def may_close(text: str) -> bool:
    """Return whether a word stands in a piece of text with which a shop says that it sells nothing now; in no long one, which tells a story."""
    listed = words(text) if len(text) <= LONGEST else []
    return any(marks.among(listed, text) for marks in (AWAY, CLOSED, ORDERS, RESUME, PAUSED))


def closing(text: str) -> Refusal:
    """Return how much a notice that stands anywhere on a page speaks against buying there now: PLAIN where no orders are taken, SLIGHT where people are away."""
    listed = list(map(Sentence, sentences(text)))
    away = any(map(is_away, listed))
    if any(sells_nothing_now(each) and not _is_of_one_sale(each) for each in listed):
        return Refusal.PLAIN
    return Refusal.PLAIN if away and any(map(_denies_orders, listed)) else Refusal.SLIGHT if away else Refusal.NONE


def _is_of_one_sale(sentence: Sentence) -> bool:
    """Whether it is a sale that opens later, and not the shop that opens again."""
    return _opens_later(sentence.words, sentence.text) and not RESUME.among(sentence.words, sentence.text)


def _denies_orders(sentence: Sentence) -> bool:
    text = sentence.text if sentence.is_spaceless else ""
    return any(_are_near(ORDERS, other, sentence.words, text) for other in (NO, PAUSED))


def _takes_no_orders(words: list[str], text: str) -> bool:
    """Whether orders are taken again later: "No orders until 3 May", "Orders resume on Monday", "We have paused sales", not "Orders don't ship until Monday"."""
    if SENT.among(words, text):
        return False
    if _are_near(ORDERS, PAUSED, words, text):
        return True
    if RESUME.among(words, text):
        return ORDERS.among(words, text) or ONLINE_SHOP.among(words, text)
    if not UNTIL.among(words, text):
        return False
    return _are_near(ORDERS, NO, words, "")


def _are_near(first: Marks, second: Marks, words: list[str], text: str) -> bool:
    """Whether a mark of each table stands close to one of the other, or both in a text whose words aren't parted."""
    if text and first.anywhere(text) and second.anywhere(text):
        return True
    places, others = ([place for place, _ in marks.places(words)] for marks in (first, second))
    return any(abs(place - other) <= MOST_BETWEEN for place in places for other in others)


def _opens_later(words: list[str], text: str) -> bool:
    short = len(words) <= MOST_OF_AN_OPENING
    return short and OPENS.among(words, text) and not OPENED.among(words, text) and not _is_discount(words)


def _is_discount(words: list[str]) -> bool:
    """Whether something is taken off a price: "Sale starts at 20% off", "Up to 50%"."""
    return any(first == "#" and second in ("%", "percent", "off") for first, second in pairwise(words))
