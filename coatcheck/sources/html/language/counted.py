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


def counted(table: dict[str, str]) -> Iterator[str]:
    """Return a table's sentences with each thing of their language."""
    for language, line in table.items():
        things = [thing.strip() for thing in THINGS[language].split(";")]
        yield from (sentence.strip().format(thing) for sentence in line.split(";") for thing in things)
