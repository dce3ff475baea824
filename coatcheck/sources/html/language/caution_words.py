"""The words that make a phrase about stock worth nothing, by what they do to it; read by `words.py`.

In these tables a star stands for any ending.
"""

from collections.abc import Iterable
from functools import cache

# Words that put a sentence into the future or under a condition: "ships when in stock".
CONDITIONS = (
    "isnt; isn't; arent; aren't; wasn't; hardly; rarely; zero; nein; nee; nav; pole; slut; δεν; όχι; нету; belum; chưa;"
    " no; not; none; 0; false; non; nicht; kein; keine; pas; ne; sin; nem; nincs; nie; niet; geen; não; нет; не; немає; ikke; inte; ej; ei; yok; değil; không;"
    " tidak; לא; אין; لا; غير; ไม่; 不; ない;"
    " also; boxes; parcels; packages; if; when; once; until; unless; soon; expected; notif*; email; e-mail; alert*; will; should; may; might; before; whenever; filter*; show; hide;"
    " exclud*; includ*; waitlist; coming; never; check; after; depend*; estimat*; eta; select*; choose; view; see; was; were; would; only;"
    " wenn; wann; ob; sobald; falls; bald; voraussichtlich; benachrichtig*; erst; erwartet; wählen; prüf*; filiale*; si; dès; lorsque; quand; bientôt; prochainement;"
    " sélectionn*; choisi*; vérifi*; selon; cuando; pronto; próximamente; selecciona*; elige; hasta; según; quando; presto; appena; seleziona*; scegli;"
    " wanneer; zodra; binnenkort; verwacht; kies; selecteer; se; brevemente; escolha; selecione; gdy; kiedy; wkrótce; wybierz; jakmile; až; brzy; čoskoro;"
    " vyberte; ha; hamarosan; válassz; când; curând; alege; när; snart; når; välj; vælg; velg; pian; valitse; yakında; seçin*; gelince; когда; если; скоро;"
    " при; ожидается; выберите; уведом*; сообщ*; коли; якщо; незабаром; очікується; оберіть; повідом*; όταν; σύντομα; επιλέξτε; 入荷; 予定; 選択; 通知; 预计;"
    " 即将; 选择; 選擇; 預計; 예정; 선택; 알림; عند; عندما; قريبا; اختر; כאשר; בחר; khi; เมื่อ; เลือก; pilih; jika"
)

# The same for "sold out": a filter, a legend, a warning. In front of the phrase only.
DOUBTS = (
    "if; case; never; before; hide; show; includ*; exclud*; filter*; unless; when; once; may; might; can; could; other; some; selected; was; were; until;"
    " without; not; no; wenn; falls; ohne; bevor; si; sans; avant; cuando; sin; antes; se; quando; senza; prima; als; zonder; gdy; bez; ha; если; без; коли; якщо"
)

# A sentence about shops of brick says nothing of the web.
STORES = (
    "store; stores; storefront; branch; branches; pickup; collection; filiale; filialen; markt; magasin; magasins; boutique; boutiques; tienda; tiendas; negozio; negozi;"
    " winkel; winkels; loja; lojas; sklepie; sklepach; prodejně; prodejnách; predajni; predajniach; üzletben; magazin; magazine; butik; butikk; butiker; myymälässä; mağaza;"
    " mağazada; mağazalarda; магазине; магазинах; магазині; магазинах; κατάστημα; καταστήματα; trgovini; dućanu; salonie; salonach; butikker; 店舗*; 门店*; 門市*; 매장*"
)

# Between two phrases, they leave open which of them is true.
ALTERNATIVES = "or; oder; ou; o; of; lub; nebo; alebo; vagy; sau; eller; tai; veya; или; або; ή; ili; atau; hoặc"

# A single word like "available" or "ausverkauft" tells of the product where no other words than these stand beside it.
COMPANIONS = (
    "#; now; still; again; online; immediately; instantly; directly; currently; temporarily; permanently; today; yes; completely; sorry; unfortunately; this; the; it; it's; is;"
    " are; item*; product*; article*; availability; status; stock; state; at; moment; pcs; pieces; pc; units; st; stk; stück; ks; db; szt; шт; kpl; adet;"
    " ja; sofort; noch; wieder; leider; derzeit; momentan; zurzeit; aktuell; artikel; produkt; dieser; dieses; ist; der; das; verfügbarkeit; lagerstatus;"
    " oui; immédiatement; actuellement; momentanément; temporairement; produit; cet; ce; est; désolé; disponibilité; toujours; encore; pièces;"
    " sí; si; sì; actualmente; temporalmente; momentáneamente; este; producto; está; disponibilidad; disponibilidade; unidades; attualmente; questo; prodotto; è; momento;"
    " disponibilità; subito; sim; produto; momentaneamente; imediatamente; inmediatamente; pezzi; nog; weer; direct; momenteel; tijdelijk; dit; beschikbaarheid; voorraad; stuks;"
    " tak; ten; jest; obecnie; chwilowo; czasowo; dostępność; sztuk; ihned; momentálně; dočasně; dostupnost; dostupnosť; kusů; ano; je; igen; jelenleg; készlet; azonnal; da; stoc; acum;"
    " lagersaldo; lager; tillgänglighet; nu; just; tyvärr; desværre; dessverre; varan; varen; är; er; tuote; on; tällä; hetkellä; saatavuus; heti; evet; ürün; şu; anda; stok; durumu;"
    " да; сейчас; временно; товар*; наличие; доступность; есть; так; зараз; тимчасово; наявність; διαθεσιμότητα; ναι; προϊόν; προσωρινά; trenutno; proizvod; hiện; sản; phẩm; tình; trạng"
)

# A sentence about these says nothing of the product's own stock now: "image not available", "more colours coming soon",
# "often sold out".
OTHER_THINGS = (
    "image*; photo*; picture*; video*; preview*; review*; rating*; question*; comment*; description*; shipping; delivery; pickup; collection; coupon*; code; voucher*; discount*;"
    " warranty; guarantee; wrap; wrapping; engraving; personalization; personalisation; cod; financing; klarna; information; details; data; chart; spec*; more; another; others; new; country; region; return*; exchange*; refund*;"
    " fast; quickly; often; usually; previously; time; times; hours; minutes; batch;"
    " bild*; foto*; bewertung*; versand; lieferung; abholung; gutschein*; gravur; beschreibung*; avis; livraison; retrait; imagen*; imágenes; reseñas; envío; entrega; imagem; avaliações;"
    " immagin*; recension*; spedizione; consegna; afbeelding*; beoordeling*; levering; bezorging; zdjęc*; zdjęć; opinii; opinie; ocen; oceny; komentarz*; dostawy; wysyłk*; pytań; obráz*;"
    " hodnocení; recenz*; doprava; kép; értékelés*; szállítás*; recenzii; imagine*; livrare*; kuva*; arvostelu*; toimitus; görsel*; yorum*; kargo; teslimat; фото*; изображени*; отзыв*; оценок;"
    " вопрос*; доставк*; описани*; комментари*; зображенн*; відгук*; опис*; εικόνα; φωτογραφία; κριτικές"
)


def has(listed: Iterable[str], table: str) -> bool:
    """Whether one of these words, as `words.py` lists them, is in a table."""
    exact, beginnings = _marks(table)
    return any(word in exact or word.startswith(beginnings) for word in listed)


@cache
def _marks(table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    marks = [mark.strip() for mark in table.split(";")]
    return frozenset(mark for mark in marks if "*" not in mark), tuple(mark[:-1] for mark in marks if "*" in mark)
