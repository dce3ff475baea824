"""Pictures, signs and numbers that say no beside "in stock", and those that don't."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from coatcheck.sources.html.seen.lines import seen_beginning, seen_text
from tests.coatcheck.sources.pages import json_ld, look, product

URL = "https://shop.example/p/mug"
BEGINNING = (
    json_ld(product("InStock", "Trail Mug", url=URL)) + '<body><main><h1>Trail Mug</h1><p class="price">19 EUR</p>'
)

# What says no, and what is much like it and doesn't: by kind
KINDS: dict[str, tuple[list[str], list[str]]] = {
    "words in a drawing, or in place of a picture": ([
    "<svg><text>SOLD OUT</text></svg>", "<svg class='badge'><g><text><tspan>Sold</tspan><tspan>Out</tspan></text></g></svg>", "<svg role='img'><title>Sold out</title><path d='M0'/></svg>",
    "<div class='flag'><svg viewBox='0 0 9 9'><circle r='4'/><text>Ausverkauft</text></svg></div>", "<p><svg aria-hidden='true'><text>ÉPUISÉ</text></svg></p>", "<svg aria-label='Out of stock'><path/></svg>",
    "<svg><title>Out of stock</title></svg>", "<svg><text>完売</text></svg>", "<a class='pic'><svg><text>Agotado</text></svg></a>", "<figure><img><svg><text>Esaurito</text></svg></figure>", "<img alt='Ausverkauft' src=a>",
    "<img alt='Épuisé' src=a>", "<img alt='売り切れ' src=a>", "<img alt='Нет в наличии' src=a>", "<img alt='Uitverkocht' src=a>", "<img alt='품절' src=a>", "<img alt='Agotado' src=a>",
    ], [
    "<svg><text>Sale</text></svg>", "<svg><title>Add to cart</title></svg><p>In stock</p>", "<svg style='display:none'><symbol id=s><title>Sold out</title></symbol></svg>",
    "<svg width=0><symbol id=s><title>Sold out</title></symbol></svg>", "<svg width=0><defs><text>Sold out</text></defs></svg>", "<nav><svg><text>Sold out</text></svg></nav>", "<div hidden><svg><text>Sold out</text></svg></div>",
    "<a href='/p/bowl'><svg><text>Sold out</text></svg></a>", "<svg><title>How often this sold out last year</title></svg>", "<svg class='hidden'><title>Sold out</title></svg>", "<svg><text>Stock exchange</text></svg>",
    "<img alt='Wood stock frame'>", "<img alt='Sold as a pair'>", "<img alt='A sold out show in Paris, seen from the stage'>",
    ]),
    "a picture that says no": ([
    "<p><img alt='No'> In stock</p>", "<p>In stock: <img alt='no' src=x></p>", "<li>In stock <img alt='✗'></li>", "<p><svg><title>No</title></svg> In stock</p>", "<p>Auf Lager: <img alt='Nein'></p>",
    "<p><img src=r.png alt='Cross'> In stock</p>", "<p class=stock><img alt='No'>In stock</p>", "<td><img alt='false'> Available online</td>", "<p>En stock : <img alt='Non'></p>",
    "<p><span role=img aria-label='no' ></span> In stock</p>",
    ], [
    "<p><img alt='Yes'> In stock</p>", "<p><img alt='✓'> In stock</p>", "<p><img alt='Norway'> In stock</p>", "<p><img alt=''> In stock</p>", "<p><img alt='No. 5'> In stock</p>", "<p>In stock <a href='#'><img alt='X'></a></p>",
    "<p>In stock <button><svg><title>No</title></svg></button></p>", "<p><img alt='Truck'> In stock</p>",
    ]),
    "a minus that stands apart from its number": ([
    "<p>Stock: <span>-</span><span>3</span></p>", "<p><span>-</span><span>3</span> in stock</p>", "<p>In stock: <b>-</b><b>2</b></p>", "<div class='stock'><span>-</span><span>5</span> in stock</div>", "<p>Available: - 4</p>",
    "<p>Qty in stock: <i>−</i><em>1</em></p>", "<p class='stock-level'><em>–</em><em>7</em> pieces in stock</p>", "<p>Lagerbestand: <span>-</span><span>12</span></p>", "<table><tr><td>Stock</td><td>- 2</td></tr></table>",
    "<dl><dt>Stock</dt><dd><span>-</span><span>2</span></dd></dl>",
    ], [
    "<p>In stock - 3 left</p>", "<p>In stock – 3 pieces</p>", "<p>Stock: 3</p>", "<p>In stock <span>-</span> ships today</p>", "<div><span>-</span><span>1</span><span>+</span></div><p>In stock</p>",
    "<p><span>-</span><span>1</span><span>+</span> In stock</p>", "<p>Size 3 - 5, in stock</p>", "<p>Delivery: 2 - 3 days</p><p>In stock</p>", "<p>In stock: 1 - 5 pieces</p>", "<p>Temperature: -5</p><p>In stock</p>",
    ]),
    "less than one": ([
    "<p>Less than 1 in stock</p>", "<p>Fewer than 1 left</p>", "<p>Less than 1 item left in stock</p>", "<p class=stock>&lt;1 in stock</p>", "<p>Weniger als 1 auf Lager</p>", "<p>Moins de 1 en stock</p>",
    "<p>Menos de 1 en stock</p>", "<p>Meno di 1 disponibile</p>", "<p>Minder dan 1 op voorraad</p>", "<p>Under 1 in stock</p>", "<p>Méně než 1 ks skladem</p>", "<p>Mindre än 1 i lager</p>",
    ], [
    "<p>Less than 10 in stock</p>", "<p>Less than 5 left</p>", "<p>In stock. Ships in less than 1 day</p>", "<p>Weighs less than 1 kg</p><p>In stock</p>", "<p>Less than 1% fat</p><p>In stock</p>",
    "<p>In stock, dispatched in under 1 hour</p>", "<p>Fewer than 12 left</p>", "<p>More than 1 in stock</p>", "<p>Weniger als 10 auf Lager</p>", "<p>Less than 1.5 l</p><p>In stock</p>", "<p>Menos de 1 hora</p><p>En stock</p>",
    ]),
    "a nought among other numbers, in any script": ([
    "<p>Stock level: 0.00</p>", "<p>متوفر: ٠ قطعة</p>", "<p>الكمية المتوفرة: 0</p>", "<p>موجودی: ۰</p>", "<p>स्टॉक: ०</p>", "<p>คงเหลือ ๐ ชิ้น</p>", "<p>Còn lại: 0 sản phẩm</p>", "<p>0 of 12 left</p>", "<p>0 von 12 auf Lager</p>",
    "<p>12 of 12 sold</p>", "<p>50/50 sold</p>", "<p>100 % verkauft</p>", "<p>Доступное количество: 0</p>", "<p>남은 수량: 0</p>", "<p>Remaining stock: 0</p>",
    ], [
    "<p>Stock level: 10.00</p>", "<p>Stock: 1,200</p>", "<p>متوفر: ٥ قطعة</p>", "<p>الكمية المتوفرة: 10</p>", "<p>موجودی: ۱۰</p>", "<p>Còn lại: 10 sản phẩm</p>", "<p>5 of 12 left</p>", "<p>12 of 12 left</p>", "<p>10 of 12 sold</p>",
    "<p>3 of 3 people found this helpful</p>", "<p>100 % cotton</p>", "<p>Available quantity: 10</p>", "<p>Free returns from 10.00</p>", "<p>Page 1 of 12</p>",
    ]),
    "a red light beside the label": ([
    "<p>Availability: red</p>", "<p>Availability: <span class='dot'>red</span></p>", "<p>Lagerstatus: <img src='a.gif' alt='rot'></p>", "<p>Lagerstatus: rot</p>", "<dl><dt>Stock status</dt><dd>Red</dd></dl>", "<p>Disponibilité : rouge</p>",
    "<p>Наличие: красный</p>", "<p>Stock status: <i title='Red'></i></p>", "<p>Beschikbaarheid: rood</p>", "<table><tr><td>Verfügbarkeit</td><td>rot</td></tr></table>",
    ], [
    "<p>Colour: red</p>", "<p>Available: red</p>", "<p>Availability: green</p>", "<p>Colour: <img src='a.gif' alt='Red'></p>", "<p>Farbe: rot</p>", "<p>Available colours: red, blue</p>", "<p>Stock photo: red mug</p>", "<p>Lagerstatus: grün</p>",
    "<p>Red wine</p>", "<img src='a.gif' alt='red'>",
    ]),
    "other colours or sizes alone": ([
    "<p>Only available in other colours</p>", "<p>Nur noch in anderen Farben erhältlich</p>", "<p>Disponible uniquement dans d'autres tailles</p>", "<p>Solo disponible en otros colores</p>", "<p>Disponibile solo in altri colori</p>",
    "<p>Alleen in andere maten leverbaar</p>", "<p>Dostępny tylko w innych rozmiarach</p>", "<p>Pouze v jiných barvách</p>", "<p>Есть только в других размерах</p>", "<p>Now available in another colour only</p>", "<p>仅其他颜色有货</p>",
    ], [
    "<p>Also available in other colours</p>", "<p>In stock. Other sizes on another page.</p>", "<p>Auch in anderen Farben erhältlich</p>", "<p>Disponible aussi dans d'autres tailles</p>", "<p>Not only red: see other colours</p>",
    "<p>Look at it in other colours</p>", "<p>We only use natural colours</p>", "<p>Только натуральные цвета</p>", "<p>Nur echte Farben</p>",
    ]),
    "on request": ([
    "<p>Available on request</p>", "<p>Verfügbarkeit auf Anfrage</p>", "<p>Disponibilità su richiesta</p>", "<p class='stock'>Auf Anfrage</p>", "<p>Disponible bajo consulta</p>", "<p>Beschikbaar op aanvraag</p>", "<p>Dostępność na zapytanie</p>",
    "<p>Наличие по запросу</p>", "<p>Disponibilidade sob consulta</p>", "<p>Lagerstatus: på förfrågan</p>", "<p>Disponibilité : sur demande</p>",
    ], [
    "<p>Samples available on request</p>", "<p>Gift wrapping on request</p>", "<p>Muster auf Anfrage</p>", "<p>Facture sur demande</p>", "<p>Certificado a petición</p>", "<p>Larger quantities on request</p>", "<p>Catalogo su richiesta</p>",
    "<p>By popular request: in stock</p>", "<p>Offerte op aanvraag</p>", "<p>Скидки по запросу</p>",
    ]),
    "not sent to where you are": ([
    "<p>Versand in Ihr Land ist derzeit nicht möglich.</p>", "<p>Der Versand in Ihr Land ist leider nicht möglich.</p>", "<p>Shipping to your country is not possible</p>", "<p>No delivery to your country</p>", "<p>Delivery to your region is not available at the moment</p>",
    "<p>La livraison vers votre pays n'est pas possible.</p>", "<p>El envío a tu país no es posible</p>", "<p>La spedizione nel tuo paese non è possibile</p>", "<p>Verzending naar jouw land is niet mogelijk</p>", "<p>Lieferung in deine Region nicht möglich</p>",
    ], [
    "<p>Shipping to your country isn't free</p>", "<p>Versand in Ihr Land kostet nicht mehr als 5 €</p>", "<p>Versand in Ihr Land ist möglich</p>", "<p>Delivery to your country takes no more than 5 days</p>", "<p>Versand an Packstationen ist nicht möglich</p>",
    "<p>La livraison vers votre pays est possible</p>", "<p>Wir liefern in Ihr Land</p>", "<p>Expressversand ist derzeit nicht verfügbar</p>", "<p>Express delivery is not available</p>", "<p>Sonntagszustellung nicht möglich</p>",
    ]),
    "a chosen kind without its name": ([
    "<p>This size is sold out</p>", "<p>Diese Größe ist nicht verfügbar</p>", "<p>La combinaison sélectionnée est indisponible</p>", "<p>The selected variant is out of stock</p>", "<p>Sold out of this colour</p>", "<p>De gekozen maat is uitverkocht</p>",
    "<p>Wybrany wariant jest niedostępny</p>", "<p>La talla seleccionada está agotada</p>", "<p>Этот размер закончился</p>", "<p>選択したサイズは在庫切れです</p>", "<p>Vald storlek är slut</p>", "<p>This combination is currently unavailable</p>",
    ], [
    "<p>This size runs small</p>", "<p>Your size is in stock</p>", "<p>Diese Größe ist auf Lager</p>", "<p>Other sizes are sold out</p>", "<p>Size XS is sold out</p>", "<p>Cette taille est disponible</p>", "<p>Wählen Sie diese Farbe</p>",
    "<p>This colour suits you</p>", "<p>Select your size</p>", "<p>This size was sold out last year</p>",
    ]),
    "a shop closed on some days of the week": ([
    "<p>Il negozio online è chiuso fino a lunedì</p>", "<p>Our online shop is closed until Monday</p>", "<p>Unser Onlineshop ist bis Montag geschlossen</p>", "<p>Objednávky momentálně nepřijímáme. Máme dovolenou.</p>", "<p>Momentálně nepřijímáme objednávky</p>",
    "<div role='alert'>Our workshop sleeps through winter. Orders open again on 1 March.</div>", "<p>Zamówienia nie są przyjmowane</p>", "<p>Şu anda sipariş kabul edilmiyor</p>", "<p>Emme ota vastaan tilauksia</p>", "<p>Notre boutique en ligne est fermée jusqu'à lundi</p>", "<p>De webshop is gesloten tot maandag</p>",
    ], [
    "<p>Il negozio di Roma è chiuso il lunedì</p>", "<p>Our shop is closed on Tuesdays</p>", "<p>Unser Laden ist montags geschlossen</p>", "<p>La boutique est fermée le lundi</p>", "<p>Onze winkel is op maandag gesloten</p>", "<p>Sklep nieczynny w niedziele</p>",
    "<p>Butiken är stängd på söndagar</p>", "<p>Магазин закрыт по воскресеньям</p>", "<p>La tienda está cerrada los lunes</p>", "<p>Obchod je zavřený v pondělí</p>",
    ]),
    "no of something that isn't stock": ([
    "<p>Pas de stock</p>", "<p>Aucun exemplaire disponible</p>", "<p>No stock</p>", "<p>Nėra sandėlyje</p>", "<p>Nema na zalihi</p>", "<p>لا يوجد مخزون</p>", "<p>Inga i lager</p>", "<p>Nav noliktavā</p>", "<p>Kein Bestand</p>", "<p>Nessuna scorta</p>",
    ], [
    "<p>Pas de stock minimum ni de commande minimum.</p>", "<p>Aucun exemplaire ne manque à cette série.</p>", "<p>No stock limit</p>", "<p>Nėra paslėptų mokesčių</p>", "<p>Nema skrivenih troškova</p>", "<p>لا يوجد حد أدنى للطلب</p>",
    "<p>Inga dolda avgifter</p>", "<p>Nav minimālā pasūtījuma</p>", "<p>Kein Mindestbestellwert</p>", "<p>Nessun minimo d'ordine</p>",
    ]),
    "sizes all of which are gone": ([
    "<ul><li>S - sold out</li><li>M - sold out</li></ul>", "<div><p>S: sold out</p><p>M: sold out</p></div>", "<label><input type=radio name=s>S <small>sold out</small></label><label><input type=radio name=s>M <small>sold out</small></label>",
    "<table><tr><td>S</td><td>Sold out</td></tr><tr><td>M</td><td>Sold out</td></tr></table>", "<ul><li>38 - ausverkauft</li><li>39 - ausverkauft</li></ul>", "<select><option>S ❌</option><option>M ❌</option></select>", "<ul><li>Red - sold out</li><li>Blue - sold out</li></ul>",
    ], [
    "<ul><li>S - sold out</li><li>M - in stock</li></ul>", "<div><p>S: sold out</p><p>M: in stock</p></div>", "<table><tr><td>S</td><td><img src=r.png alt=Ausverkauft></td></tr><tr><td>M</td><td><img src=g.png alt='Auf Lager'></td></tr></table>",
    "<select><option>S ❌</option><option>M ✅</option></select>", "<ul><li>S ✓</li><li>M ✓</li></ul>", "<ul><li>38 - sold out</li><li>39 - only 2 left</li></ul>", "<p>Sizes S x M x L</p>",
    ]),
    "another day in words": ([
    "<p>The next batch lands in our warehouse in April.</p>", "<p>Over drie weken weer voorradig</p>", "<p>In zwei Wochen wieder lieferbar</p>", "<p>Volta ao estoque em março</p>", "<p>Nächste Charge: April</p>", "<p>Prochain arrivage en avril</p>", "<p>Dans trois semaines de nouveau en stock</p>",
    "<p>Next restock: in spring</p>", "<p>次回入荷は4月です</p>", "<p>Następna dostawa w maju</p>", "<dl><dt>Available units</dt><dd>—</dd></dl>", "<p>In stock: –</p>", "<p>On stock? 👎</p>", "<p>20 exemplaires sur 20 vendus</p>", "<p>Only available in our app</p>", "<p>Tylko do odbioru w salonie</p>",
    ], [
    "<p>In stock. The next batch lands in April.</p>", "<p>Op voorraad, over twee dagen in huis</p>", "<p>Auf Lager, in zwei Tagen bei dir</p>", "<p>In stock – ships today</p>", "<p>3 exemplaires sur 20 vendus</p>", "<p>On stock? 👍</p>", "<p>Get our app</p>", "<p>In drei Wochen 100 Stück verkauft</p>",
    "<p>March hare print</p>", "<p>Available units: 5</p>",
    ]),
    "what comes into the stock": ([
    "<p>Arvioitu saapuminen varastoon 3.2.2027</p>", "<p>Expected arrival in stock: 3 March</p>", "<p>Eintreffen im Lager: 3.2.2027</p>", "<p>Arrivée en stock prévue le 3 mars</p>", "<p>Llegada a stock: 3 de marzo</p>", "<p>Поступление на склад 3 марта, товар ожидается</p>",
    "<p>Arrivo in stock previsto a marzo</p>", "<p>Naskladnění zásob 3.2.2027</p>", "<p>Ankomst till lager 3 mars</p>", "<img src='b.svg' alt='S-A EPUIZAT'>",
    ], [
    "<p>New arrivals in stock daily</p>", "<p>Arrival at your door in 3 days</p>", "<p>Sollte ein Artikel nicht lieferbar sein, erstatten wir den Betrag.</p>", "<p>Should an item be sold out, we refund you.</p>", "<p>En cas d'indisponibilité d'un article, vous serez remboursé.</p>",
    "<p class='stock'>In stock</p><p>Jos tuote on loppu, palautamme rahat.</p>", "<p>Nuovi arrivi ogni giorno</p>", "<p>Neue Ankunft jede Woche</p>", "<p>Estimated arrival: 3 days</p>", "<p>Приход весны</p>",
    ]),
    "the heads of a table's columns": ([
    "<table><tr><th>Size</th><th>In stock</th></tr><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>soon</td></tr></table>", "<table><tr><th>Size</th><th>Available</th></tr><tr><td>S</td><td>no</td></tr><tr><td>M</td><td>0</td></tr></table>",
    "<table><thead><tr><th>Größe</th><th>Auf Lager</th></tr></thead><tbody><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>✗</td></tr></tbody></table>", "<table><tr><th>Colour</th><th>In stock</th></tr><tr><td>Red</td><td>0</td></tr><tr><td>Blue</td><td>0</td></tr></table>",
    ], [
    "<table><tr><th>Size</th><th>In stock</th></tr><tr><td>S</td><td>2</td></tr><tr><td>M</td><td>4</td></tr></table>", "<table><tr><th>En stock</th><td>✔</td></tr><tr><th>Cadeau</th><td>✗</td></tr></table>",
    "<table><tr><th>Size</th><th>Width</th></tr><tr><td>S</td><td>0</td></tr><tr><td>M</td><td>0</td></tr></table>", "<table><tr><th>In stock</th><td>Yes</td></tr><tr><th>Sale</th><td>No</td></tr></table>",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_says_no_is_heard_and_what_is_only_like_it_is_not(kind: str) -> None:
    against, harmless = KINDS[kind]
    bought = {body: look(f"{BEGINNING}{body}", url=URL).availability.buyable for body in (*against, *harmless)}
    assert [body for body in against if bought[body]] == []
    assert [body for body in harmless if not bought[body]] == []


@pytest.mark.parametrize("words", [1, 59, 61, 249, 251, 400])
def test_of_a_long_text_as_much_is_read_as_is_kept_of_it(words: int) -> None:
    said = [f"word{number}" for number in range(words)]
    body = LexborHTMLParser("".join(f"<i>{word}</i><b hidden>Sold out</b>" for word in said)).body
    assert body is not None
    assert seen_text(body) == " ".join(said)[:500]
    assert seen_text(body).startswith(seen_beginning(body, 40))
    assert len(seen_beginning(body, 40)) >= min(40, len(seen_text(body)))


def test_what_a_minus_in_an_element_of_its_own_means_depends_on_all_that_follows() -> None:
    for end, begin in (("left", "-3"), ("+", "- 3")):
        body = LexborHTMLParser(f"<b>-</b><b>3</b>{'<i>  </i>' * 100} {end}").body
        assert body is not None
        assert seen_text(body).startswith(begin)
