"""The labels beside which a shop writes the stock: "Availability | In stock", "Stock | 0"."""

from coatcheck.sources.html.language import counted
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.qualifying_words import STORES
from coatcheck.sources.html.language.sentences import words

LABELS: dict[str, str] = {
    "en": "available online; online availability; in stock online; online stock; availability; stock; status; stock status; stock level; in stock; available; quantity available; available quantity; units; inventory; on hand; remaining; left; items left; currently in stock; items in stock; stock availability; current stock; stock on hand; qty in stock; quantity in stock; stock quantity; available stock; remaining stock; stock remaining; stock available",
    "de": "online verfügbar; online verfügbarkeit; onlineverfügbarkeit; verfügbarkeit; lagerbestand; bestand; lagerstatus; auf lager; verfügbar; lieferbarkeit; lieferstatus; vorrätig; lager; lieferbar; restbestand; verfügbare menge; stückzahl",
    "fr": "disponibilité; stock; en stock; disponible; quantité; quantité disponible; disponibles; état du stock; statut; restant",
    "es": "disponibilidad; stock; existencias; en stock; disponible; cantidad; cantidad disponible; disponibles; unidades disponibles; estado; inventario; unidades",
    "it": "disponibilità; giacenza; magazzino; in stock; disponibile; quantità; quantità disponibile; disponibili; stato; scorte; pezzi",
    "nl": "beschikbaarheid; voorraad; op voorraad; beschikbaar; aantal; voorraadstatus; leverbaarheid; status; leverbaar",
    "pt": "disponibilidade; estoque; em estoque; em stock; disponível; quantidade; estado; quantidade disponível; disponíveis; unidades",
    "pl": "dostępność; stan magazynowy; na stanie; dostępny; ilość; stan; magazyn; w magazynie; status",
    "cs": "dostupnost; sklad; skladem; stav; množství; stav skladu; počet kusů; k dispozici",
    "sk": "dostupnosť; sklad; skladom; stav; množstvo; na sklade; počet kusov",
    "hu": "elérhetőség; készlet; raktáron; készleten; raktárkészlet; állapot; mennyiség",
    "ro": "disponibilitate; stoc; în stoc; disponibil; cantitate; stare",
    "sv": "lagerstatus; lagersaldo; lager; i lager; tillgänglighet; tillgänglig; antal; status; saldo",
    "da": "lagerstatus; lager; på lager; tilgængelighed; tilgængelig; antal; status; lagerbeholdning",
    "nb": "lagerstatus; lager; på lager; tilgjengelighet; tilgjengelig; antall; status; lagerbeholdning",
    "fi": "saatavuus; varastotilanne; varastossa; varastosaldo; saatavilla; määrä; tila",
    "tr": "stok; stok durumu; stokta; mevcut; durum; adet; miktar; stok adedi",
    "ru": "наличие; в наличии; остаток; статус; доступность; количество; склад; на складе; доступно",
    "uk": "наявність; в наявності; залишок; статус; доступність; кількість; склад; на складі",
    "bg": "наличност; в наличност; статус; количество; склад; налично",
    "el": "διαθεσιμότητα; απόθεμα; διαθέσιμο; κατάσταση; ποσότητα; σε απόθεμα",
    "hr": "dostupnost; zaliha; zalihe; na zalihi; stanje; količina; raspoloživost; na stanju; zaloga",
    "ja": "在庫; 在庫状況; 在庫数; 在庫状態; 残数; 残り; 数量; 販売状況",
    "zh": "库存; 庫存; 库存状态; 庫存狀態; 库存数量; 庫存數量; 状态; 狀態; 数量; 數量; 供货状态; 存货; 存貨",
    "ko": "재고; 재고상태; 재고 상태; 재고수량; 수량; 상태; 재고 현황; 재고현황; 판매상태",
    "ar": "التوفر; المخزون; حالة التوفر; حالة المخزون; الكمية; الحالة; متوفر; حالة التوافر",
    "he": "מלאי; זמינות; במלאי; כמות; מצב מלאי; סטטוס; יתרה",
    "fa": "موجودی; وضعیت; وضعیت موجودی; تعداد; انبار; موجود",
    "hi": "उपलब्धता; स्टॉक; स्टॉक में; मात्रा; स्थिति",
    "vi": "tình trạng; tình trạng kho; kho; tồn kho; số lượng; còn hàng; kho hàng; trạng thái",
    "th": "สถานะ; สต็อก; สต๊อก; คลังสินค้า; จำนวน; จำนวนคงเหลือ; คงเหลือ",
    "id": "stok; ketersediaan; tersedia; status; jumlah; sisa; persediaan",
    "lt": "likutis; prieinamumas; sandėlyje; kiekis; pieejamība; noliktavā; daudzums; krājumi; laoseis; saadavus; laos; kogus",
    "ca": "disponibilitat; estoc; en estoc; quantitat; eskuragarritasuna; stocka",
}
LONGEST = 40  # characters
UNITS = Marks(
    "pcs; pc; pieces; units; unit; items; copies; st; stk; stück; pièces; unités; exemplaires; unidades; uds; unidad; piezas; pezzi; unità; stuks; peças; szt; sztuk; ks; kusů; kusov; db; darab; buc; bucăți; kpl; adet; шт; штук; τεμ; τεμάχια; kom;"
    " 個; 点; 件; 个; 개; قطعة; יחידות; عدد; sản phẩm; ชิ้น; pcs; buah; vnt; gab; tk; unitats"
)
MARKS = Marks("; ".join((*LABELS.values(), *counted.LABELS.values())))


def is_label(text: str) -> bool:
    """Return whether a text is nothing but the name of what stands beside it."""
    if not text or len(text) > LONGEST:
        return False
    listed = words(text)
    while len(listed) > 1 and UNITS.is_word(listed[0]):  # "Units available"
        listed = listed[1:]
    return [(0, len(listed))] == MARKS.places(listed)[:1] or text.rstrip(" :：") in MARKS.listed


def has_label(line: str) -> bool:
    """Return whether a line begins with such a name: "Stock: 0"."""
    label, colon, _ = line.replace("：", ":").partition(":")
    return bool(colon) and is_label(label.strip())


def is_of_shops(text: str) -> bool:
    """Return whether a label speaks of shops of brick: "Store stock", "Verfügbarkeit in der Filiale"."""
    return 0 < len(text) <= LONGEST and _SHOPS.among(words(text), text)


_SHOPS = Marks(STORES)
