"""Phrases that say that stock is used up, put together from its names and the words for that: "stock exhausted", "zero stock". By language.

Read as part of `stock_phrases.py`. In front of the bar stand the names, behind it what is said of them; of NONE the other way round.
"""

from collections.abc import Iterator

USED_UP: dict[str, str] = {
    "en": "stock; stocks; supplies; inventory | exhausted; is exhausted; are exhausted; has run out; have run out; ran out; depleted; is depleted; are depleted; empty; is empty; is gone; used up; unavailable",
    "de": "bestand; lagerbestand; vorrat; vorräte; restbestand; lager; kontingent | erschöpft; ist erschöpft; sind erschöpft; aufgebraucht; ist aufgebraucht; sind aufgebraucht; leer; ist leer; bei null; ist bei null; steht bei null; ausverkauft; ist ausverkauft; vergriffen",
    "fr": "stock; stocks; le stock est; les stocks sont; nos stocks sont; réserve | épuisé; épuisés; est épuisé; sont épuisés; vide; est vide; nul; à zéro; est à zéro; sont à zéro; terminé",
    "es": "stock; existencias; inventario; unidades; cupo | agotado; agotadas; agotados; se ha agotado; se han agotado; está agotado; están agotadas; vacío; a cero; está a cero; están a cero; terminado; terminadas",
    "it": "scorte; scorta; stock; giacenza; magazzino; disponibilità | esaurite; esaurita; esaurito; sono esaurite; è esaurito; terminate; terminata; terminato; vuoto; azzerata; a zero; è a zero; sono a zero; finite; finita",
    "nl": "voorraad; de voorraad; onze voorraad; stock | op; is op; uitgeput; is uitgeput; leeg; is leeg; uitverkocht; is uitverkocht; nihil; is nihil; is nul; staat op nul",
    "pt": "estoque; stock; inventário; unidades; o estoque; o stock | esgotado; esgotadas; está esgotado; zerado; zerada; terminou; acabou; encerrado; vazio; a zero; está a zero; está zerado; rompido",
    "pl": "zapas; zapasy; nakład; stan magazynowy; magazyn; stan | wyczerpany; wyczerpane; wyczerpał się; wyczerpały się; pusty; zerowy; wyprzedany; wyprzedane",
    "cs": "zásoby; zásoba; sklad; sklad je; sklady; naše zásoby | vyčerpány; vyčerpané; vyčerpána; došly; jsou vyčerpány; prázdný; vyprodán; vyprodány; rozebrány",
    "sk": "zásoby; zásoba; sklad; sklad je | vyčerpané; vyčerpaná; došli; minuli sa; sú vyčerpané; prázdny; vypredané; vypredaný",
    "hu": "készlet; a készlet; raktárkészlet; készletünk | elfogyott; kimerült; kifogyott; üres; nulla",
    "ro": "stoc; stocul; stocul este; stocuri | epuizat; s a epuizat; este epuizat; terminat; s a terminat; zero; gol; lichidat",
    "sv": "lager; lagret; lagret är; lagersaldo; lagerstatus | slut; är slut; tomt; är tomt; tomt just nu; slutsålt; noll",
    "da": "lager; lageret; lageret er; lagerstatus; lagerbeholdning | tomt; er tomt; udsolgt; er udsolgt; opbrugt; nul",
    "nb": "lager; lageret; lageret er; lagerstatus; lagerbeholdning | tomt; er tomt; utsolgt; er utsolgt; oppbrukt; null",
    "fi": "varasto; varastomme; varastotilanne; varastosaldo | loppu; on loppu; tyhjä; on tyhjä; loppunut; on loppunut; nolla; loppuunmyyty",
    "tr": "stok; stoklar; stoklarımız; stoğumuz; stoğu | tükendi; tükenmiştir; tükenmiş; bitti; bitmiştir; boş; kalmadı; kalmamıştır; sıfır",
    "ru": "запас; запасы; остаток; склад; товар; тираж | исчерпан; исчерпаны; исчерпано; пуст; закончился; закончились; кончился; нулевой; распродан; раскуплен; отсутствует",
    "uk": "запас; запаси; залишок; склад; товар; наклад | вичерпано; вичерпані; вичерпаний; порожній; закінчився; закінчилися; скінчився; нульовий; розпроданий; відсутній",
    "bg": "запас; запаси; количество; количества; количеството; склад; стоката | изчерпан; изчерпани; изчерпано; е изчерпано; са изчерпани; свърши; свършиха; празен; нулева",
    "el": "απόθεμα; αποθέματα; το απόθεμα; τα αποθέματα; στοκ | εξαντλήθηκε; εξαντλήθηκαν; εξαντλημένο; έχει εξαντληθεί; έχουν εξαντληθεί; τελείωσε; μηδενικό",
    "hr": "zaliha; zalihe; zalihe su; stanje; zaloga; lager | iscrpljene; iscrpljena; potrošene; rasprodane; rasprodano; prazan; prazno; nula; porabljena; pošla; pošle",
    "ja": "在庫 | 切れました; が切れ; 終了; がなくなり; 欠品; 完売",
    "zh": "库存; 庫存 | 已空; 为零; 為零; 告罄; 已罄; 耗尽; 耗盡; 用完",
    "ko": "재고; 재고가; 재고는; 수량; 수량이; 물량; 물량이 | 소진; 소진된; 소진되었습니다; 소진됐습니다; 모두 소진; 모두 소진되었습니다; 떨어졌습니다; 부족; 부족합니다; 바닥; 마감; 마감되었습니다",
    "ar": "المخزون; الكمية; الكميات; جميع الكميات; كل الكميات; مخزوننا | نفد; نفدت; نفذ; نفذت; انتهى; انتهت; منتهي; منتهية; خلص; خلصت; فارغ; صفر",
    "he": "המלאי; מלאי; כל המלאי | אזל; נגמר; התרוקן; ריק; אפס; חוסל",
    "fa": "موجودی; انبار; موجودی کالا; موجودی انبار | تمام; تمام شد; تمام شده; تمام شده است; به اتمام رسید; به اتمام رسیده; به پایان رسید; خالی; صفر",
    "hi": "स्टॉक; माल; स्टॉक में माल | खत्म; ख़त्म; खत्म हो गया; ख़त्म हो गया; समाप्त; समाप्त हो गया; खाली; शून्य",
    "vi": "kho; kho hàng; hàng trong kho; hàng tồn kho | đã hết; hết; đã cạn; trống; rỗng; tạm hết; đã bán hết",
    "th": "สต็อก; สต๊อก; สินค้า; ของ | หมด; ขาดสต็อก; ขาดตลาด",
    "id": "stok; persediaan; stok barang; stok produk; barang; stoknya; inventaris | habis; kosong; telah habis; sudah habis; sedang habis; sedang kosong; tidak ada; nol",
    "lt": "atsargos; likutis; sandėlis; krājumi; laovaru; laoseis | baigėsi; pasibaigė; išparduotas; tuščias; beigušies; ir beigušies; izbeigušies; otsas; on otsas; lõppenud; tühi",
    "ca": "estoc; existències; stocka | esgotat; esgotades; exhaurit; exhaurides; buit; agortuta; amaituta; hutsik",
}

NONE: dict[str, str] = {
    "en": "no; zero; nil; no more; no remaining; no current | stock; stocks; inventory; availability; units available; copies left; units left; stock left; stock remaining; tickets left; tickets remaining",
    "de": "kein; keine; keinen; null | bestand; lagerbestand; vorrat; verfügbarkeit; restbestand; bestände; ware auf lager; ware verfügbar; stück auf lager; stück verfügbar; exemplare verfügbar; exemplare auf lager; ware vorhanden; tickets verfügbar; karten verfügbar",
    "fr": "aucun; aucune; plus aucun; plus aucune; pas de; zéro; n'y a plus de; ne reste plus de; n'avons plus de | stock; stock disponible; disponibilité; exemplaire disponible; pièce disponible; unité disponible; billet disponible; place disponible; exemplaire",
    "es": "sin; cero; ningún; ninguna; no hay; no queda; no quedan; no tenemos; falta de | existencias; stock; unidades; inventario; disponibilidad; unidad disponible; unidades disponibles; ejemplares; entradas disponibles; entradas",
    "it": "nessuna; nessun; zero; non c'è; non ci sono; non abbiamo | disponibilità; scorta; scorte; giacenza; pezzo disponibile; pezzi disponibili; articolo disponibile; articoli disponibili; stock; copia disponibile",
    "nl": "geen; nul; geen enkele | voorraad; voorraad meer; beschikbaarheid; stuks beschikbaar; stuks op voorraad; exemplaren beschikbaar; exemplaren op voorraad; voorraad beschikbaar",
    "pt": "sem; nenhum; nenhuma; zero; não há; não temos; não restam; falta de; ruptura de | estoque; stock; unidades; unidade disponível; unidades disponíveis; disponibilidade; existências; inventário; peças disponíveis",
    "pl": "brak; zero; nie ma; bez | zapasów; zapasu; stanu magazynowego; stanów magazynowych; towaru; dostępności; dostępnych sztuk; w sprzedaży; w ofercie; egzemplarzy; biletów",
    "cs": "žádné; žádný; nulová; nulový; bez; nejsou; není; nemáme | zásoby; zásob; skladové zásoby; kusy skladem; dostupnost; skladový stav; v prodeji; v nabídce",
    "sk": "žiadne; žiadny; nulová; nulový; bez; nie sú; nie je; nemáme | zásoby; zásob; skladové zásoby; kusy na sklade; dostupnosť; v predaji; v ponuke",
    "hu": "nincs; nincsen; nulla; nincs több; jelenleg nincs; sajnos nincs | készlet; raktárkészlet; készletünk; elérhető készlet; elérhető darab; raktári készlet; darab raktáron",
    "ro": "fără; lipsă; zero; nu există; nu mai există; nu avem; lipsa | stoc; stocuri; disponibilitate; bucăți disponibile; din stoc; în stoc",
    "sv": "inget; inga; ingen; noll; tomt; tomt i; slut på | lager; lagersaldo; i lager; kvar i lager; exemplar kvar; varor i lager; fler i lager; biljetter kvar",
    "da": "intet; ingen; nul; tomt; ikke flere | lager; på lager; på lageret; varer på lager; stk. på lager; tilbage; lagerbeholdning; flere på lager; billetter tilbage",
    "nb": "intet; ingen; null; tomt; tom; tomme; ikke flere | lager; på lager; på lageret; varer på lager; stk. på lager; lagerbeholdning; flere på lager; billetter igjen",
    "fi": "ei; nolla; ilman; ei enää; ei yhtään; ei ole | varastoa; varastosaldoa; kappaleita jäljellä; kappaletta jäljellä; kappaleita varastossa; saatavuutta; tuotteita varastossa",
    "tr": "sıfır; hiç | stok; adet; stokta ürün; stok kaldı",
    "ru": "нет; без; ноль; нет больше | запасов; остатков; остатка; товара; экземпляров; на остатках; доступных единиц; в ассортименте; билетов",
    "uk": "немає; нема; без; нуль | запасів; залишків; залишку; товару; екземплярів; у продажу; в продажу; в асортименті; квитків",
    "bg": "няма; без; нула | наличности; запаси; запас; количества; количество; бройки; свободни бройки; в продажба; на склад",
    "el": "δεν υπάρχει; δεν υπάρχουν; δεν έχουμε; μηδέν; χωρίς; κανένα; καμία | απόθεμα; αποθέματα; στοκ; διαθεσιμότητα; διαθέσιμα τεμάχια; τεμάχια; διαθέσιμο απόθεμα; τεμάχιο",
    "hr": "nema; bez; nema više; ni; ni več | zaliha; zalihe; na skladištu; na lageru; u prodaji; u ponudi; zaloge; na zalogi; na voljo; v prodaji",
    "ja": "在庫 | はありません; はございません; がございません; ゼロ; はなし; がない",
    "zh": "没有; 沒有; 暂无; 暫無; 目前無; 目前无; 已无; 已無 | 现货; 現貨; 库存; 庫存",
    "ko": "재고가; 재고는; 수량이; 남은 수량이; 남은 재고가; 구매 가능한 수량이; 판매 가능한 재고가 | 없습니다; 없어요; 없음; 없는; 없는 상품입니다; 남아있지 않습니다; 남아 있지 않습니다",
    "ar": "لا يوجد; لا توجد; بدون; ليس هناك; لم يعد هناك; لا يتوفر; نفد; نفدت; انتهى; انتهت; خلصت | مخزون; كمية; كميات; المخزون; الكمية; الكميات; قطع متبقية; قطع متوفرة; تذاكر",
    "he": "אין; ללא; אפס; כרגע אין; אין יותר | מלאי; יחידות; יחידות במלאי; זמינות; יחידות זמינות; פריטים במלאי",
    "fa": "بدون; هیچ; فاقد; عدم | موجودی; موجودی در انبار; موجودی کالا",
    "hi": "कोई; बिना | स्टॉक नहीं; स्टॉक नहीं है; उपलब्धता नहीं; माल नहीं; स्टॉक",
    "vi": "không có; không còn; hết; chưa có | hàng trong kho; hàng tồn; tồn kho; hàng tồn kho",
    "th": "ไม่มี | สต็อก; สต๊อก; ของ; ในสต๊อก; ในคลัง; สินค้าในคลัง",
    "id": "tidak ada; tanpa; tiada; nol | stok; persediaan",
    "lt": "nėra; be; nav; pole; ei ole; puudub | atsargų; likučio; krājumu; krājumā; laovaru; laoseisu; laos; müügil; saadaval",
    "ca": "sense; no hi ha; cap; fora d'; ez dago; zero | existències; estoc; unitats; disponibilitat; stockik; stockean; unitat disponible",
}


def used_up() -> Iterator[str]:
    """Go through the phrases, each once for every way to put them together."""
    for first, second in pairs():
        yield from (f"{one} {other}" for one in first for other in second)


def pairs() -> Iterator[tuple[list[str], list[str]]]:
    """Go through what the phrases are put together from: what stands first, and what may follow."""
    for table in (USED_UP, NONE):
        for line in table.values():
            first, second = ([each.strip() for each in part.split(";")] for part in line.split("|"))
            yield first, second
