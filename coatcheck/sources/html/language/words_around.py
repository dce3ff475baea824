"""The words around a phrase on stock that take it back, put it off or name something else: the tables of their names, as marks."""

from collections.abc import Sequence

from coatcheck.sources.html.language import caution_words as caution
from coatcheck.sources.html.language import counted, hedge_words, refusal_words, stock_phrases
from coatcheck.sources.html.language import qualifying_words as qualifying
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.sentences import CROSS, Sentence

ALTERNATIVES, COMPANIONS, CONDITIONS = Marks(caution.ALTERNATIVES), Marks(caution.COMPANIONS), Marks(caution.CONDITIONS)
DOUBTS, DOUBTS_ANYWHERE, PLACES = Marks(caution.DOUBTS), Marks(caution.DOUBTS_ANYWHERE), Marks(caution.PLACES)
GOODS, OF_ANYTHING, OTHER_THINGS = Marks(caution.GOODS), Marks(caution.OF_ANYTHING), Marks(caution.OTHER_THINGS)
POLICIES, THIS, YOURS = Marks(caution.POLICIES), Marks(caution.THIS), Marks(refusal_words.THIS_OR_YOURS)
NOTHING, PAST, SITES = Marks(qualifying.NOTHING), Marks(qualifying.PAST), Marks(qualifying.SITES)
SOON, STORES, NOT = Marks(qualifying.SOON), Marks(qualifying.STORES), Marks(refusal_words.NOT)
TAKEN, ON_REQUEST = Marks(hedge_words.TAKEN), Marks(hedge_words.ON_REQUEST)
OTHER_KINDS = Marks(hedge_words.OTHER_KINDS)
SOLD, BESIDE_SOLD = Marks(stock_phrases.SOLD), Marks(stock_phrases.BESIDE_SOLD)
ON_ORDER, COUNTED = Marks(stock_phrases.ON_ORDER), Marks(counted.THINGS)
NIL = Marks(
    f"{CROSS}; 0; nil; zero; null; zéro; cero; nul; noll; nolla; nulla; nula; sıfır; ноль; нуль; нула; μηδέν; صفر; אפס; शून्य; nol; nulis; nulle"
)
# A traffic light beside the stock's label: "Lagerstatus: rot"
RED = Marks(
    "red; rot; rouge; rojo; rosso; rood; vermelho; czerwony; czerwone; červená; červený; piros; roșu; röd; rött; rød; rødt; punainen; kırmızı; красный; червоний; червено; червен; κόκκινο; crveno; rdeče; 赤; 红色; 紅色; 빨강; 빨간색; أحمر; אדום; قرمز; लाल; đỏ; สีแดง; merah; raudona; sarkans; punane; vermell"
)
# What one chooses of a product, without its name: "the selected combination"
KINDS = Marks(
    "size; colour; color; variant; variation; option; combination; selection; style; configuration; größe; grösse; farbe; variante; ausführung; kombination; auswahl; option; taille; couleur; déclinaison; variante; combinaison; pointure; talla; color; opción; variación; combinación; selección; taglia; colore; opzione; combinazione; misura; maat; kleur; uitvoering; keuze; combinatie; optie; tamanho; cor; opção; variação; combinação; seleção;"
    " rozmiar; rozmiaru; kolor; wariant; wariantu; opcja; kombinacja; velikost; barva; varianta; variantu; kombinace; veľkosť; farba; variant; kombinácia; méret; szín; változat; variáció; kombináció; mărime; mărimea; culoare; culoarea; variantă; varianta; combinația; storlek; storleken; färg; färgen; varianten; kombinationen; størrelse; størrelsen; farve; farven; farge; fargen; variant; kombinasjonen; kombinationen; koko; väri; vaihtoehto; yhdistelmä; beden; renk; seçenek; varyant; kombinasyon;"
    " размер; размера; цвет; вариант; комбинация; модификация; розмір; колір; варіант; комбінація; размерът; цвят; вариантът; комбинацията; μέγεθος; χρώμα; παραλλαγή; συνδυασμός; επιλογή; veličina; boja; varijanta; kombinacija; velikost; サイズ; カラー; 色; 組み合わせ; オプション; 种类; 尺码; 尺碼; 颜色; 顏色; 规格; 規格; 款式; 사이즈*; 색상*; 옵션*; المقاس; اللون; الخيار; האפשרות; מידה; המידה; הצבע; الحجم; سایز; رنگ; साइज; रंग; विकल्प; size; màu; kích cỡ; phân loại; ไซส์; สี; ขนาด; ตัวเลือก; ukuran; warna; varian; dydis; spalva; variantas; izmērs; krāsa; suurus; värv; mida; talla; color"
)
ALL = Marks(
    "all; every; any; alle; allen; aller; sämtliche*; jede*; toutes; tous; todas; todos; tutte; tutti; wszystkie; wszystkich; všechny; všech; všetky; összes; minden; toate; alla; kaikki; kaikissa; tüm; bütün; все; всех; всі; всіх; всички; όλα; όλες; svi; sve; vse; 全て; すべて; 全サイズ; 全色; 全部; 所有; 모든; جميع; כל; همه; सभी; tất cả; ทุก; semua; visi; visos; kõik; totes; tots"
)
LASTING = Marks(
    "min; minute*; h; hr; hrs; hour*; day*; week*; month*; year*; workday*; std; stunde*; tag; tage; tagen; werktag*; arbeitstag*; woche*; monat*; jour*; heure*; semaine*; mois; día*; dia*; hora*; semana*; mes; meses; giorn*; ore; settiman*; mesi; dag; dage; dagar; dager; dagen; uur; werkdag*; weken; maand*; uger; uker; veck*; timer;"
    " dni; dnia; dzień; godz*; tydzień; tygodn*; miesi*; den; dny; dnů; hodin*; týd*; měsíc*; mesiac*; nap; napon; munkanap*; óra; hét; zi; zile; săpt*; luni; päivä*; arkipäivä*; viikko*; gün*; saat*; hafta*; дн*; день; час*; недел*; тижн*; месяц*; місяц*; седмиц*; ημέρες; μέρες; ώρες; dan; dana; dní; päeva; dien*; ngày; tuần; hari; minggu; วัน; 일; 시간; 주"
)
ONLY = Marks(
    "only; just; merely; exclusively; solely; nur; bloß; ausschließlich; exklusiv; exclusivement; exclusivamente; únicamente; esclusivamente; unicamente; uitsluitend; enkel; wyłącznie; jedynie; výhradně; výhradne; iba; kizárólag; numai; exclusiv; enbart; udelukkende; utelukkende; ainoastaan; yalnızca; исключительно; лишь; лише; виключно; единствено; αποκλειστικά; isključivo; izključno; jedino; zgolj; tiktai; 仅限; 僅限; 只限; 只有; 専用; 전용; حصريا; حصرياً; בלבד; تنها; เฉพาะ; khusus; seulement; uniquement; solo; sólo; solamente; soltanto; alleen; slechts; só; apenas; somente; tylko; jen; pouze; len; csak; doar; bara; endast; kun; bare; vain; sadece; только; тільки; само; μόνο; samo; 仅; 僅; 只; のみ; だけ; 限定; 매장에서만; 오프라인에서만; 만; فقط; רק; केवल; सिर्फ; chỉ; เท่านั้น; hanya; tik; tikai; ainult; només; bakarrik"
)
ONLINE = Marks(
    "online; web; webshop; webben; webbutik; webbutiken; onlineshop; internet; internetowym; internetu; e shopu; e shop; eshopu; eshope; internete; nettbutikk; nettbutikken; netbutik; netbutikken; nätet; nettet; verkkokaupassa; webáruházban; webshopban; internette; интернете; онлайн; オンライン; 线上; 線上; 网上; 網上; 온라인"
)
AND = Marks(
    "and; und; et; y; e; en; i; a; és; și; och; og; ja; ve; и; та; і; й; και; in; ir; un; amp; plus; sowie; ainsi; as well as"
)
SHORTEST_NAME = 3  # letters
SHORTEST_COUNT = 2  # words; "item unavailable" counts nothing


def unparted(sentence: Sentence) -> str:
    """Return the sentence where no blanks part its words, in which marks are looked for anywhere; else ""."""
    return sentence.unsaid if sentence.is_spaceless else ""


def is_said_of_all(sentence: Sentence) -> bool:
    """Return whether an absence is that of every size or colour: "All sizes are sold out", "In allen Größen ausverkauft"."""
    rest, text = sentence.rest, unparted(sentence)
    return ALL.among(rest, text) and all(map(_is_of_kinds, rest))


def _is_of_kinds(word: str) -> bool:
    return any(marks.is_word(word) for marks in (ALL, GOODS, COMPANIONS)) or len(word) < SHORTEST_NAME


def is_said_of_anything(sentence: Sentence) -> bool:
    """Return whether its phrases may be said of a site as well as of a product, "unavailable" or "back soon", and "this product" is not what it speaks of.

    "No more places available" counts what is sold.
    """
    spoken = [sentence.words[phrase.start : phrase.end] for phrase in sentence.phrases]
    of_anything = all(OF_ANYTHING.among(words) and not _counts(words) for words in spoken)
    return bool(spoken) and of_anything and not _is_said_of_this(sentence)


def _counts(listed: Sequence[str]) -> bool:
    return len(listed) > SHORTEST_COUNT and COUNTED.among(listed)


def _is_said_of_this(sentence: Sentence) -> bool:
    """Whether "this product" and no site is what it speaks of: "We're sorry, this product is unavailable", not "This product page" or "The page of this product"."""
    told = sentence.told
    subject, text = (told.words, told.unsaid) if told.is_spaceless else (told.before, "")
    return THIS.among(subject, text) and not SITES.among(subject, text)
