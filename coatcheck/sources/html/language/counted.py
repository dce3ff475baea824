"""Pieces that are counted by what they are: "Only 3 tickets left", "Nur noch 2 Plätze frei", "No seats available". Pure.

The phrases are made of these tables: in each of a language's sentences each of its things. `#` stands for a number above zero.
"""

from collections.abc import Iterator

THINGS: dict[str, str] = {
    "en": "items; item; item(s); items(s); pieces; piece; piece(s); units; unit; unit(s); tickets; ticket; ticket(s); seats; seat; seat(s); places; place; place(s); spots; spot; spot(s); spaces; space; pairs; pair; copies; copy; passes; rooms",
    "de": "stück; artikel; exemplare; paar; tickets; ticket; karten; karte; eintrittskarten; plätze; platz; platz/plätze; sitzplätze",
    "fr": "articles; article; article(s); pièces; pièce; pièce(s); exemplaires; exemplaire; exemplaire(s); unités; unité; paires; billets; billet; billet(s); places; place; place(s)",
    "es": "artículos; artículo; artículo(s); piezas; pieza; unidades; unidad; unidad(es); pares; entradas; entrada; entrada(s); plazas; plaza; plaza(s); boletos; localidades",
    "it": "articoli; articolo; pezzi; pezzo; unità; paia; biglietti; biglietto; biglietti/o; posti; posto",
    "nl": "stuks; stuk(s); artikelen; exemplaren; paar; tickets; ticket; ticket(s); kaarten; kaartjes; plaatsen; plaats; plekken",
    "pt": "artigos; itens; item; peças; peça; unidades; unidade; unidade(s); pares; bilhetes; bilhete; ingressos; ingresso; ingresso(s); lugares; lugar; vagas; vaga; vaga(s)",
    "pl": "sztuk; sztuki; sztuka; szt; biletów; bilety; bilet; miejsc; miejsca; miejsce; par",
    "sv": "st; exemplar; par; biljetter; biljett; platser; plats",
    "da": "stk; eksemplarer; par; billetter; billet; pladser; plads",
    "nb": "stk; eksemplarer; par; billetter; billett; plasser; plass",
}
LEFT: dict[str, str] = {
    "en": "# {} left; just # {} left; only # {} left; # {} remaining; only # {} remaining; only # {} available; # {} left in stock; last # {}",
    "de": "noch # {} verfügbar; nur noch # {}; nur noch # {} verfügbar; nur noch # {} auf lager; noch # {} frei; nur noch # {} frei; letzte # {}; letzten # {}",
    "fr": "il reste # {}; il ne reste que # {}; il ne reste plus que # {}; plus que # {}; # {} restantes; # {} restants; derniers # {}; dernières # {}",
    "es": "quedan # {}; queda # {}; solo quedan # {}; sólo quedan # {}; solo queda # {}; últimos # {}; últimas # {}",
    "it": "rimangono # {}; rimane # {}; restano # {}; solo # {} disponibili; # {} rimasti; # {} rimanenti; ultimi # {}",
    "nl": "nog # {} beschikbaar; nog # {} over; nog maar # {}; nog maar # {} beschikbaar; nog # {} vrij; laatste # {}",
    "pt": "restam # {}; resta # {}; restam apenas # {}; apenas # {} disponíveis; últimos # {}; últimas # {}",
    "pl": "zostało # {}; zostały # {}; pozostało # {}; pozostały # {}; ostatnie # {}",
    "sv": "# {} kvar; endast # {} kvar; bara # {} kvar",
    "da": "# {} tilbage; kun # {} tilbage",
    "nb": "# {} igjen; kun # {} igjen; bare # {} igjen",
}
THERE: dict[str, str] = {
    "en": "# {} available; # {} in stock",
    "de": "# {} verfügbar; # {} auf lager; # {} frei",
    "fr": "# {} disponibles; # {} disponible; # {} en stock",
    "es": "# {} disponibles; # {} disponible; # {} en stock",
    "it": "# {} disponibili; # {} disponibile",
    "nl": "# {} beschikbaar; # {} op voorraad; # {} vrij",
    "pt": "# {} disponíveis; # {} disponível; # {} em estoque; # {} em stock",
    "pl": "# {} dostępnych",
    "sv": "# {} tillgängliga; # {} i lager",
    "da": "# {} tilgængelige; # {} på lager",
    "nb": "# {} tilgjengelige; # {} på lager",
}
NONE: dict[str, str] = {
    "en": "no {} left; no more {} left; no {} available; no more {} available; no {} remaining; no {} in stock",
    "de": "keine {} mehr; keine {} verfügbar; keine {} mehr verfügbar; keine {} frei; keine {} mehr frei",
    "fr": "plus de {} disponibles; aucun {} disponible; aucune {} disponible; plus aucun {} disponible; plus aucune {} disponible",
    "es": "no quedan {}; ya no quedan {}; no hay {} disponibles; sin {} disponibles",
    "it": "nessun {} disponibile; non ci sono {} disponibili; non ci sono più {}",
    "nl": "geen {} meer; geen {} beschikbaar; geen {} meer beschikbaar",
    "pt": "não há {} disponíveis; sem {} disponíveis; não restam {}",
    "pl": "brak {}; brak dostępnych {}; brak wolnych {}",
    "sv": "inga {} kvar; inga {} tillgängliga",
    "da": "ingen {} tilbage; ingen ledige {}",
    "nb": "ingen {} igjen; ingen ledige {}",
}
# The labels behind which pieces that are there are counted, and never those that are ordered.
LABELS: dict[str, str] = {
    "en": "qty left; quantity left; pieces left; pieces available; available pieces; units left; units available; available units; items available; available quantity; quantity available; quantity in stock; qty in stock; qty available; stock quantity; stock level; units in stock; items in stock; pieces in stock; available stock; remaining stock; stock remaining; stock on hand; current stock",
    "de": "verfügbare menge; verfügbare stückzahl; restmenge; lagermenge; lagerbestand; restbestand; stück auf lager; anzahl auf lager; noch verfügbar; noch vorhanden",
    "fr": "quantité disponible; quantité en stock; quantité restante; stock disponible; stock restant; pièces en stock; articles en stock",
    "es": "cantidad disponible; cantidad en stock; unidades disponibles; unidades en stock; unidades restantes; stock disponible; existencias",
    "it": "quantità disponibile; quantità in magazzino; quantità residua; pezzi disponibili; giacenza; scorte disponibili",
    "nl": "beschikbaar aantal; aantal op voorraad; beschikbare voorraad; nog beschikbaar; resterende voorraad",
    "pt": "quantidade disponível; quantidade em estoque; quantidade em stock; unidades disponíveis; estoque disponível; stock disponível",
    "pl": "dostępna ilość; ilość w magazynie; liczba sztuk w magazynie; stan magazynowy; pozostało sztuk; dostępnych sztuk",
    "cs": "dostupné množství; množství na skladě; počet kusů skladem; počet kusů na skladě; zbývá kusů",
    "sk": "dostupné množstvo; množstvo na sklade; počet kusov na sklade; zostáva kusov",
    "hu": "elérhető mennyiség; raktárkészlet; készleten lévő mennyiség; raktáron lévő mennyiség",
    "ro": "cantitate disponibilă; cantitate în stoc; bucăți disponibile; bucăți rămase; bucăți în stoc",
    "sv": "antal i lager; antal kvar; lagersaldo; tillgängligt antal",
    "da": "antal på lager; lagerbeholdning; tilgængeligt antal; resterende antal",
    "nb": "antall på lager; lagerbeholdning; tilgjengelig antall; gjenstående antall",
    "fi": "varastosaldo; määrä varastossa; kappaletta varastossa; saatavilla oleva määrä",
    "tr": "stok adedi; stok miktarı; kalan stok; mevcut stok; kalan adet; stoktaki adet",
    "ru": "доступное количество; количество на складе; остаток на складе; количество в наличии; осталось штук; осталось на складе",
    "uk": "доступна кількість; кількість на складі; залишок на складі; кількість в наявності; залишилося штук",
    "bg": "налично количество; количество на склад; оставащи бройки; налични бройки",
    "el": "διαθέσιμη ποσότητα; διαθέσιμα τεμάχια; ποσότητα σε απόθεμα; υπόλοιπο αποθέματος",
    "hr": "dostupna količina; količina na zalihi; količina na skladištu; preostala količina; razpoložljiva količina; količina na zalogi",
    "ja": "在庫数; 残り数; 残り在庫; 残り個数; 在庫数量",
    "zh": "剩余数量; 剩餘數量; 库存数量; 庫存數量; 可售数量; 可售數量; 剩余库存; 现有库存",
    "ko": "남은 수량; 남은수량; 재고 수량; 재고수량; 잔여 수량; 잔여수량; 잔여재고; 구매가능수량",
    "ar": "الكمية المتوفرة; الكمية المتاحة; الكمية المتبقية; الكمية في المخزون; القطع المتوفرة",
    "he": "כמות במלאי; כמות זמינה; יחידות במלאי; כמות נותרת; יתרה במלאי",
    "fa": "تعداد موجود; تعداد موجودی; موجودی انبار; تعداد باقی‌مانده",
    "hi": "उपलब्ध मात्रा; शेष मात्रा; स्टॉक मात्रा",
    "vi": "còn lại; số lượng còn; số lượng còn lại; số lượng tồn; số lượng tồn kho; tồn kho; trong kho",
    "th": "คงเหลือ; จำนวนคงเหลือ; สินค้าคงเหลือ; เหลือ; สต็อกคงเหลือ",
    "id": "sisa stok; jumlah stok; stok tersisa; jumlah tersedia",
    "lt": "likutis sandėlyje; likęs kiekis; turimas kiekis; krājumu atlikums; pieejamais daudzums; laoseis; saadaolev kogus",
    "ca": "quantitat disponible; quantitat en estoc; unitats disponibles",
}


def counted(table: dict[str, str]) -> Iterator[str]:
    """Return a table's sentences with each thing of their language."""
    for language, line in table.items():
        things = [thing.strip() for thing in THINGS[language].split(";")]
        yield from (sentence.strip().format(thing) for sentence in line.split(";") for thing in things)
