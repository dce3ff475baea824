"""What leaves nothing to buy beside data that says "in stock", kind by kind, each with near misses that change nothing."""

from itertools import cycle

import pytest

from coatcheck.sources.html.language.stock_phrases import SOLD_OUT
from coatcheck.sources.html.seen.finding import LONGEST_LABEL
from tests.coatcheck.sources.pages import json_ld, look, product

URL = "https://shop.example/p/trail-mug"
DATA, PRICE = json_ld(product("InStock", "Trail Mug", url=URL)), '<p class="price">19 EUR</p>'
BUY = '<form action="/cart/add"><button>Add to cart</button></form>'

# Sentences beside a button that buys: what says that nothing is sold now, and what doesn't
CLOSURES: dict[str, tuple[list[str], list[str]]] = {
    "the shop is closed, or takes no orders": ([
        "Our online shop is closed until 3 May.", "The webshop is closed for stocktaking.", "Our store is closed for maintenance", "We're closed until Monday", "Unser Onlineshop ist bis 3. Mai geschlossen.",
        "Notre boutique en ligne est fermée jusqu'au 2 mai.", "La tienda online está cerrada hasta el 10 de enero", "Il negozio online è chiuso fino al 25 agosto", "Onze webshop is gesloten tot 3 mei",
        "A loja online está fechada até 5 de janeiro", "Sklep internetowy nieczynny do 10 sierpnia", "Náš obchod je zavřen do 5. ledna", "Webáruházunk zárva január 5-ig", "Webbutiken är stängd till 15 augusti",
        "Netbutikken er lukket indtil 3. maj", "Verkkokauppa on suljettu 5.1. asti", "Mağazamız 5 Ocak'a kadar kapalıdır", "Интернет-магазин закрыт до 10 января", "Наш магазин закрито до 5 січня", "オンラインショップは休業中です", "网店暂停营业",
        "온라인 스토어 휴무 안내", "المتجر مغلق حتى 5 يناير", "החנות סגורה עד 5 בינואר", "Cửa hàng online tạm nghỉ đến 5/1", "Toko kami tutup sampai 5 Januari", "No orders until 3 May", "Sorry, no new orders until Monday",
        "We can't take orders until 5 June", "Bis 6. Januar nehmen wir keine Bestellungen an.", "Nous ne prenons pas de commandes jusqu'au 4 mars", "No aceptamos pedidos hasta el 5 de enero",
        "Non accettiamo ordini fino al 7 gennaio", "Wij nemen geen bestellingen aan tot 3 mei", "Não aceitamos encomendas até 5 de janeiro", "Nie przyjmujemy zamówień do 10 sierpnia",
        "Vi tar inte emot beställningar till 15 augusti", "Orders resume on 25 August", "Gli ordini riprendono il 25 agosto", "Les commandes reprendront le 20 août", "ご注文は1月6日より受け付けます", "订单将于1月6日恢复接单",
    ], [
        "Our showroom is closed on Sundays.", "Our office is closed until 3 May; orders ship as usual", "Our Chicago branch is closed until May", "Orders placed until 22 December arrive before Christmas",
        "Orders until 3 pm ship today", "Bestellungen bis 14 Uhr werden heute versendet", "Commandez jusqu'à 14h, livré demain", "Closed toe sandals", "The box is closed with a ribbon", "Hand closed seams",
        "Our shop is open until 8 pm", "Phone support is closed at weekends", "No minimum order", "No order is too small", "Geschlossene Form", "We never close", "Closed-cell foam, closed until first use",
        "Our online shop never closes", "Chiuso con una zip", "We accept orders until midnight", "Ordini entro le 14 spediti oggi", "定休日は日曜日です", "Our store is closed on Sundays, order online any time",
    ]),
    "the sale begins later": ([
        "Sale opens on Friday", "Sale starts Friday at 10:00", "Sales begin on 5 May", "Launching 12/04 at 9:00 AM", "Drops Friday 6PM CET.", "Goes live on Monday", "Launches on May 3", "Verkaufsstart: 5. Mai",
        "Der Verkauf startet am Freitag", "Mise en vente le 5 mai", "La vente ouvre vendredi", "A la venta el 5 de mayo", "In vendita dal 5 maggio", "Te koop vanaf 5 mei", "Sprzedaż rusza w piątek", "V prodeji od 5. května",
        "Säljstart 5 maj", "Salget starter fredag", "Myynti alkaa perjantaina", "5 Mayıs'ta satışa çıkıyor", "Старт продаж 5 мая", "Старт продажів 5 травня", "12月5日 販売開始", "12月5日10:00开售", "12月5日10:00開賣", "12월 5일 판매 시작",
        "5月1日発売予定", "يبدأ البيع يوم الجمعة", "Mở bán ngày 5/5", "Penjualan dimulai Jumat",
    ], [
        "Summer sale starts Friday", "Sale starts now", "Black Friday sale opens today", "Sale: 20% off", "販売開始しました", "现已开售", "Sale begins: 20% off", "Launched in 2019", "This drops water temperature fast",
        "Drop-shoulder cut", "Live plants", "Already on sale", "Verkauf seit 1999", "End of season sale starts Monday", "Clearance sale starts Friday", "The launch price ends soon", "Flash sale goes live on Monday",
        "Now launching",
    ]),
}  # fmt: skip
# Blocks without a button: what leaves nothing, and what doesn't
BLOCKS: dict[str, tuple[list[str], list[str]]] = {
    "none is left": ([
        "<p>There are no more of these.</p>", "<p>There are no more of these</p>", "<p>We have none of this left at present.</p>", "<p>None of these left</p>", "<p>All copies are gone.</p>", "<p>S-a epuizat</p>", "<p>The last one is gone</p>",
        "<p>Sorry, we have sold all of them</p>", "<p>Davon gibt es keine mehr da</p>", "<p>Alle verkauft</p>", "<p>Il n'y en a plus</p>", "<p>Nous n'en avons plus</p>", "<p>Ya no quedan</p>", "<p>Todos vendidos</p>",
        "<p>Non ce ne sono più</p>", "<p>Abbiamo venduto anche l'ultimo pezzo</p>", "<p>Ze zijn allemaal weg</p>", "<p>Já não temos</p>", "<p>Już nie mamy</p>", "<p>Už nemáme</p>", "<p>Har inga kvar</p>",
        "<p>Kaikki myyty</p>", "<p>Больше не осталось</p>", "<p>もうありません</p>", "<p>已经没有了</p>", "<p>모두 팔렸습니다</p>", "<p>Sajnos ez a termék elfogyott.</p>", "<p>Το προϊόν έχει εξαντληθεί.</p>",
        "<p>Rất tiếc, sản phẩm đã bán hết.</p>", "<p>Prodej tohoto výrobku byl ukončen</p>", "<p>Der Verkauf dieses Artikels wurde beendet</p>",
    ], [
        "<p>No more tangles</p>", "<p>No more tears, no more knots</p>", "<p>None of our boxes contain plastic</p>", "<p>All colours are shown</p>", "<p>The last word in comfort</p>", "<p>Gone With the Wind</p>",
        "<p>Never gone</p>", "<p>You will want more of these</p>", "<p>There are no more than 3 per customer</p>", "<p>Il n'y en a pas deux comme lui</p>", "<p>All gone? Not with this lid</p>", "<p>No need for more</p>",
        "<p>It leaves no more than a trace</p>", "<p>Made of the last of our wool</p>", "<p>Everything you need, nothing more</p>",
    ]),
    "fetched, and not sent": ([
        "<ul><li>Click &amp; collect: in stock</li><li>Home delivery: not available</li></ul>", "<p>Delivery: unavailable</p><p>Click and collect: available</p>", "<p>Home delivery not available</p>",
        "<p>Shipping: not available</p>", "<p>Lieferung: nicht verfügbar</p><p>Abholung: verfügbar</p>", "<p>Livraison : indisponible</p>", "<p>Envío a domicilio: no disponible</p>",
        "<p>Consegna a domicilio: non disponibile</p>", "<p>Thuisbezorging: niet beschikbaar</p>", "<p>Ship to home: out of stock</p>", "<p>Nur zur Abholung in Köln</p>", "<p>Pickup only</p>", "<p>Retrait uniquement</p>",
        "<p>Solo ritiro in negozio</p>", "<p>Только самовывоз</p>", "<p>Not available for delivery</p><p>In stock for click &amp; collect</p>", "<p>Available for click &amp; collect only</p>",
    ], [
        "<p>Delivery: available</p>", "<p>Click &amp; collect: not available</p>", "<p>Pickup currently unavailable at Main Street</p>", "<p>Home delivery: in stock</p>", "<p>Express delivery: not available</p>",
        "<p>Next-day delivery unavailable</p>", "<p>Delivery on Sundays not available</p>", "<p>Free delivery</p>", "<p>Click and collect: 2 hours</p>", "<p>Abholung: nicht verfügbar</p>",
        "<p>Gift delivery not available</p>",
    ]),
    "a person is asked in place of a button": ([
        "<p><a href='mailto:a@shop.example'>Ask us</a></p>", "<p><a href='mailto:a@shop.example'>Ask us</a> whether we still have one.</p>", "<p><a href='mailto:a@shop.example'>Contact us</a></p>",
        "<a href='mailto:a@shop.example' class='link'>Email us</a>", "<p><a href='tel:5550100'>Call us</a> to order</p>", "<p><a href='mailto:a@shop.example'>Anfragen</a></p>",
        "<p><a href='MAILTO:a@shop.example'>Nous contacter</a></p>", "<p><a href='mailto:a@shop.example'>Pregúntanos</a></p>", "<p><a href='mailto:a@shop.example'>Scrivici</a></p>",
        "<p><a href='mailto:a@shop.example'>Mail ons</a></p>", "<div><a href='mailto:a@shop.example'>Ask for price</a></div>",
    ], [
        "<p>Questions? <a href='mailto:a@shop.example'>Ask us</a></p>", "<button>Add to cart</button><p><a href='mailto:a@shop.example'>Ask us</a></p>", "<footer><a href='mailto:a@shop.example'>Contact us</a></footer>",
        "<p><a href='mailto:a@shop.example'>a@shop.example</a></p>", "<nav><a href='mailto:a@shop.example'>Contact us</a></nav>", "<p>Made by <a href='mailto:a@shop.example'>Ann</a></p>",
        "<p>Need help? <a href='tel:1'>Call us</a></p>", "<button>Add to cart</button><a href='mailto:a@shop.example'>Email a friend</a>", "<a href='mailto:?subject=Trail%20Mug'>Share</a>",
        "<p><a href='/contact'>Contact us</a></p>", "<p><a href='tel:5550100'>555-0100</a></p>",
    ]),
    "stock with a line through it": ([
        "<p><del>In stock</del></p>", "<p><s>In stock</s></p>", "<p><strike>Available</strike></p>", "<p style='text-decoration: line-through'>In stock</p>",
        "<p class='line-through text-gray-400'>In stock</p>", "<p>Availability: <del>in stock</del></p>", "<p class='stock in-stock'><del>In stock</del></p>", "<s><p>Auf Lager</p></s>",
        "<p><del>En stock</del> <b>bientôt</b></p>", "<div class='stock'><span style='color:red;text-decoration:line-through'>På lager</span></div>", "<ul><li><del>在庫あり</del></li></ul>",
        "<p><del><b>3 in stock</b></del></p>", "<p><del>In stock</del> <ins>see you in spring</ins></p>", "<p><del>In stock</del></p><button>Add to cart</button>", "<p><del>Only 2 left</del></p>",
    ], [
        "<p><del>29 EUR</del> 19 EUR</p><button>Add to cart</button>", "<p><del>Out of stock</del> In stock</p>", "<p><del>10 in stock</del> <ins>8 in stock</ins></p>", "<p><del>Sold out</del></p>",
        "<p><s>In stock soon</s></p><button>Add to cart</button>", "<div hidden><del>In stock</del></div>", "<del style='display:none'>In stock</del>", "<p>Was <s>29 EUR</s></p>",
        "<p><s>Available in blue</s></p><button>Add to cart</button>", "<p><s>Ships in 2 days</s> Ships today. In stock</p>", "<p><del>Free shipping</del></p><button>Add to cart</button>",
        "<ul><li><a href='/p/bowl'>Bowl <s>In stock</s></a> 5 EUR</li><li><a href='/p/cup'>Cup</a> 6 EUR</li></ul>", "<div class='related'><a href='/p/bowl'>Bowl</a> <s>In stock</s></div>",
    ]),
    "a dialog that is open": ([
        "<dialog open><p>Sorry, this item has sold out.</p><button>OK</button></dialog>", "<dialog open>Sold out</dialog>", "<dialog open=''><h2>Ausverkauft</h2></dialog>",
        "<dialog open class='modal'><p>Out of stock</p></dialog>", "<dialog open><div><b>Épuisé</b></div></dialog>", "<dialog open><p>This product has been discontinued.</p></dialog>",
        "<dialog id=d open><p>売り切れ</p></dialog>", "<dialog open role=alertdialog><p>Agotado</p></dialog>", "<div><dialog open><p>Currently unavailable</p></dialog></div>", "<dialog open><p>Esaurito</p><p>OK</p></dialog>",
    ], [
        "<dialog><p>Sold out</p></dialog>", "<dialog open><p>We use cookies</p></dialog>", "<dialog open><p>Join our letters</p></dialog>", "<dialog hidden open><p>Sold out</p></dialog>",
        "<dialog open style='display:none'>Sold out</dialog>", "<dialog open><p>The winter bowl is sold out</p></dialog>", "<dialog open><p>Often sold out</p></dialog>",
        "<dialog open><a href='/p/bowl'>Bowl</a> 5 EUR <a href='/p/bowl'>sold out</a></dialog>", "<dialog class=open><p>Sold out</p></dialog>", "<dialog data-open><p>Sold out</p></dialog>",
    ]),
    "in words of many kinds": ([
        "<p>Ordering is switched off while we move house.</p>", "<p>Our shop takes a winter break; back on 1 February.</p>", "<p>Wir machen Urlaub, Bestellungen sind ab 12. Januar wieder möglich.</p>",
        "<p>Le site est fermé pendant l'inventaire.</p>", "<p>Pedidos abiertos a partir del lunes.</p>", "<p>Gli ordini sono sospesi per ferie.</p>", "<p>Verkoop begint maandag om 10 uur.</p>",
        "<p>Sprzedaż wznowimy po świętach.</p>", "<p>Butiken öppnar igen 3 januari.</p>", "<p>当店は年末年始休業中です</p>", "<p>现在不接受订单</p>", "<p>지금은 주문을 받지 않습니다</p>", "<p>Заказы временно не принимаются</p>",
        "<p>Siparişlerimiz geçici olarak kapalıdır</p>", "<p>The next drop is on Saturday.</p>", "<p>Tickets go on sale Thursday.</p>", "<p>Opens for orders on May 1</p>", "<p>This colour won't be back.</p>",
        "<p>Not a single one left.</p>", "<p>Gone, sorry!</p>", "<p>You're too late: sold.</p>", "<p>We ran out.</p>", "<p>Es gibt keine mehr.</p>", "<p>Plus aucun exemplaire disponible.</p>", "<p>No queda ni uno.</p>",
        "<p>Ne è rimasto zero.</p>", "<p>We sold our last one.</p>", "<p>Unavailable to buy online</p>", "<p>Only in our shop in Leeds</p>", "<svg role=\"img\" aria-label=\"Ausverkauft\"></svg>",
        "<img alt=\"SOLD\" src=\"s.png\">", "<div class=\"ribbon\"><span>SOLD</span></div>", "<dialog open aria-label=\"x\"><p>Sorry! Out of stock.</p></dialog>",
        "<p>In stock: <svg class=\"x\"><title>no</title><path/></svg></p>", "<p>Available: <img src=\"n.gif\" alt=\"no\"></p>", "<div class=\"stock\">-1</div>", "<p>Only <b>less than 1</b> left</p>",
        "<div class=\"reviews-strip\"><b>Sold out</b></div>", "<p>Stock: zero</p>",
    ], [
        "<p>We ship worldwide; our warehouse is closed on public holidays.</p>", "<p>Orders will not ship until Monday.</p>", "<p>Los pedidos no se envían hasta el lunes</p>", "<p>We are proud of its closed seams.</p>",
        "<p>This rocket launches 50 m high</p>", "<p>Date de mise en vente : 12/03/2020</p>", "<p>販売開始日：2015年3月1日</p>", "<p>Fecha de salida a la venta: 2019</p>", "<p>The store opens at nine</p>",
        "<p>Sale prices until Friday</p>", "<p>No orders below 10 EUR</p>", "<p>Temperature drops on contact</p>", "<p>Keep the lid closed until use. We are happy to help.</p>",
        "<p>Bestellungen bis Freitag kommen vor Weihnachten an</p>", "<p>Our shop: closed-loop recycling</p>", "<p>Đang mở bán</p>", "<p>เปิดขายแล้ว</p>", "<svg><title>Stock photo</title></svg>",
        "<img alt='No logo' src=l.png>In stock", "<p>No. 1 in stock</p>", "<div class='rating'><b>4.8</b> (1,204 sold)</div>", "<p><a href='mailto:x@shop.example'>Ann Miller</a> made it.</p>",
        "<p>Delivery: free. Pickup: free.</p>", "<p>Delivery not available to PO boxes</p>", "<dialog open><p>20% off for you</p></dialog>", "<p>In stock at our warehouse</p>", "<p>- In stock<br>- Free delivery</p>",
        "<p>We sold our first one in 1950.</p>", "<p>The last one of the series of books</p>", "<p>All colours gone wild</p>",
    ]),
    "it is made no more": ([
        "<p>We no longer make this mug.</p>", "<p>We don't make this any more.</p>", "<p>This pattern is no longer knitted.</p>", "<p>Wir stellen dieses Produkt nicht mehr her.</p>", "<p>Nous ne fabriquons plus ce produit.</p>",
        "<p>Ya no fabricamos este producto.</p>", "<p>Non produciamo più questo articolo.</p>", "<p>Wij maken dit product niet meer.</p>", "<p>Já não produzimos este artigo.</p>", "<p>Nie produkujemy już tego modelu.</p>",
        "<p>We no longer make this mug.</p><div class='card'><a href='/p/mug-2'>Trail Mug II</a><p>In stock</p></div>", "<p>Dieses Produkt wurde durch Modell X2 ersetzt.</p>",
        "<p>Dieses Produkt wurde durch <a href='/p/x2'>X2</a> ersetzt.</p><a href='/p/x2'>Zum X2</a><button>In den Warenkorb</button>", "<p>Dieser Artikel ist durch X2 abgelöst worden.</p>", "<p>Dit product is door X2 vervangen.</p>",
    ], [
        "<p>We no longer use plastic</p>", "<p>Das Netzteil wurde durch ein stärkeres ersetzt.</p>", "<p>Wird bei Defekt durch ein neues ersetzt.</p>", "<p>We make this mug by hand.</p>", "<p>Ersetzt die alte Kanne</p>",
        "<p>Nous fabriquons plus de 300 modèles</p>", "<p>Fabricamos este producto en Vigo.</p>", "<p>Wij maken dit product in Gent.</p>", "<p>Durch ihre Form ersetzt sie zwei Becher.</p>", "<p>Not made in a factory any more than a tree is</p>",
        "<button>Add to cart</button><p>We no longer make the handle out of wood.</p>",
    ]),
    "it is gone, and nothing else is said": ([
        "<p>Snapped up!</p>", "<p>It's gone</p>", "<p>This one's gone!</p>", "<p>Gone forever</p>", "<p>Sorry, you're too late</p>", "<p>Out for now</p>", "<p>We're out!</p>", "<p>Sorry, we are out of this one.</p>", "<p>Leider weg</p>",
        "<p>Der Artikel ist weg.</p>", "<p>Il est parti !</p>", "<p>Plus rien</p>", "<p>Se fue</p>", "<p>Ya no queda</p>", "<p>Volato via</p>", "<p>Acabou</p>", "<p>Poszło</p>", "<p>Slut</p>", "<p>Væk</p>", "<button>Out for now</button>",
        "<p>Awaiting new delivery</p>", "<p>Awaiting next shipment</p>", "<p>None to be had</p>", "<p>Nicht mehr zu haben</p>", "<p>En attente de réassort</p>", "<p>In attesa di rifornimento</p>", "<p>Wachten op levering</p>",
    ], [
        "<p>Out now</p>", "<p>Weg ist weg</p>", "<p>Op = op</p>", "<p>When it's gone, it's gone</p>", "<p>Never too late to learn</p>", "<p>Taken from life</p>", "<p>Finito in legno</p>", "<p>Auf dem Weg zu dir</p>",
        "<p>Slutar aldrig fascinera</p>", "<p>Il est parti de rien</p>", "<p>No chill: gone in a minute</p>", "<button>Add to cart</button><p>Gone</p>", "<p>Out of the ordinary</p>", "<p>Too late for a swim?</p>",
    ]),
    "sales of it are over": ([
        "<p>Ticket sales for this date are closed.</p>", "<p>Registration for this course has closed.</p>", "<p>Bookings for the 3 May have ended.</p>", "<p>Der Vorverkauf für diesen Termin ist beendet.</p>",
        "<p>La vente pour cette date est terminée.</p>", "<p>La venta para esta fecha ha finalizado.</p>", "<p>La vendita per questa data è terminata.</p>", "<p>De verkoop voor deze datum is gesloten.</p>",
        "<p>A venda para esta data terminou.</p>", "<button>Add to cart</button><p>Ticket sales for this date are closed.</p>",
    ], [
        "<p>The summer sale has ended.</p>", "<p>Our Black Friday sale is over.</p>", "<p>The flash sale has ended</p><button>Add to cart</button>", "<p>Registration for our newsletter is open</p>", "<p>Sales tax is included</p>",
        "<p>Orders for Christmas ship by 20 December</p>", "<p>Sale of the week</p>", "<p>Bookings for groups are welcome</p>", "<p>Our clearance sale is closed</p>", "<p>Reservations for two, closed kitchen</p>",
    ]),
    "a button says why it can't be pressed": ([
        "<button disabled title='This item is out of stock'>Add to cart</button>", "<button disabled aria-label='Sold out'>Add to cart</button>", "<button aria-disabled=true title='Ausverkauft'>In den Warenkorb</button>",
        "<input type=submit disabled title='Rupture de stock' value='Ajouter au panier'>", "<button class='btn disabled' title='Agotado'>Comprar</button>",
    ], [
        "<button disabled title='Choose a size'>Add to cart</button>", "<button title='Add to cart'>Add to cart</button>", "<button disabled aria-label='Add to cart'>Add to cart</button>", "<button disabled title='In stock'>Add to cart</button>",
        "<button title='Notify me of sold out items'>Add to cart</button>",
    ]),
    "it took place, or won't": ([
        "<p>This event has been cancelled.</p>", "<p>This event has already taken place.</p>", "<p>The show is over.</p>", "<p>This course is finished.</p>", "<p>Die Veranstaltung ist vorbei.</p>", "<p>Das Konzert hat bereits stattgefunden.</p>",
        "<p>Cet événement est terminé.</p>", "<p>Este evento ha finalizado.</p>", "<p>L'evento è concluso.</p>", "<p>Dit evenement is afgelopen.</p>", "<p>Este evento já terminou.</p>", "<p>To wydarzenie już się odbyło.</p>",
        "<p>Evenemanget är inställt</p>", "<p>このイベントは終了しました</p>", "<p>活动已结束</p>", "<button>Buy tickets</button><p>This event has been cancelled.</p>",
    ], [
        "<p>Last year's show is over</p>", "<p>The show must go on</p>", "<p>The concert starts at 8</p>", "<p>Our workshop is closed on Mondays</p>", "<p>Das Konzert beginnt um 20 Uhr</p>", "<p>Le concert commence à 20h</p>",
        "<p>Der Kurs beginnt am 5. Mai</p>", "<p>El concierto empieza a las 21</p>", "<p>The show is not yet over</p>", "<p>Festival finished cotton</p>", "<p>Course ground, hand finished</p>", "<p>Free returns if the event is cancelled</p>",
    ]),
    "it stands beside stars, a sign or a label": ([
        "<div><span>4.6 (89)</span><span>Out of stock</span></div>", "<p>4,5 (1.204) Nicht vorrätig</p>", "<span class='badge' aria-label='Sold out'>⊘</span>", "<i title='Épuisé'>●</i>",
        "<table><tr><th>Available online</th><td>✗</td></tr></table>", "<dl><dt>Online verfügbar</dt><dd>nein</dd></dl>", "<p>All of these have found owners</p>", "<p>We have taken this out of our range.</p>",
        "<p>Its successor is the <a href='/p/pan-2'>Pan Pro</a>.</p>", "<p>Cet atelier est complet.</p>", "<p>Fora de catálogo</p>", "<button>Currently out</button>", "<button>Find a stockist</button>",
        "<p>This year's allocation is spoken for.</p>",
    ], [
        "<p>4.6 (89)</p>", "<span class='badge' aria-label='Sold in pairs'>⊘</span>", "<span title='Sold out soon elsewhere'>Popular</span>",
        "<table><tr><th>Available online</th><td>✓</td></tr><tr><th>Available in store</th><td>✗</td></tr></table>", "<p>Successor of the Pan</p>", "<p>Un service complet</p>", "<p>Out of our range of mugs this is the lightest, and the one that most people take home</p>",
        "<p>Owners have found it light</p>", "<p>Fits 4.6 (and 4.8) cm cups</p>",
    ]),
    "its name stands before a single word": ([
        "<p>Trail Mug ausverkauft</p>", "<p>Trail Mug: épuisé</p>", "<p>Trail Mug – uitverkocht</p>", "<p>Trail Mug is unavailable</p>", "<p>Trail Mug agotado</p>", "<p><b>Trail Mug</b> vergriffen</p>", "<p>TRAIL MUG unavailable</p>",
    ], [
        "<p>Trail Mug lid unavailable</p>", "<p>Trail Mug Deckel ausverkauft? Nein!</p>", "<p>Trail Mug available in 5 colours</p>", "<p>Trail Mug verfügbar</p>", "<p>Bowl ausverkauft, Trail Mug lieferbar</p>", "<p>Trail Mug: engraving unavailable on Sundays</p>",
    ]),
    "each size of a list says that it is gone": ([
        "<ul class='sizes'><li>S – sold out</li><li>M – sold out</li></ul>", "<div class='size-list'><div>38: Sold out</div><div>39: Sold out</div></div>", "<table><tr><td>S</td><td>Ausverkauft</td></tr><tr><td>M</td><td>Ausverkauft</td></tr></table>",
        "<ul class='swatches'><li>S (épuisé)</li><li>M (épuisé)</li><li>L (épuisé)</li></ul>",
    ], [
        "<ul class='sizes'><li>S – sold out</li><li>M – in stock</li></ul>", "<ul class='sizes'><li>S</li><li>M – sold out</li></ul>", "<ul class='sizes'><li>S</li><li>M</li></ul>", "<div class='related'><ul><li>S – sold out</li><li>M – sold out</li></ul></div>",
    ]),
}  # fmt: skip
# What lies over the page, written before or behind its main part, and what doesn't
DIALOGS = ([
    "<dialog open><p>This product is sold out.</p></dialog>", "<dialog open><p>Sold out</p></dialog>", "<div role=dialog aria-modal=true class='modal show'><p>Sorry, this item is out of stock</p></div>",
    "<div class='modal fade in' style='display:block'><div class='modal-dialog'><div class=modal-content><div class=modal-body>Dieser Artikel ist ausverkauft.</div></div></div></div>",
    "<dialog open class='popup'><h2>Épuisé</h2><button>OK</button></dialog>", "<div class='popup is-open'><b>Este producto está agotado</b></div>",
    "<div role=alertdialog style='display:flex'><p>この商品は売り切れです</p></div>", "<dialog open><h3>Oh no!</h3><p>Trail Mug is sold out</p></dialog>",
    "<div class='modal is-visible' id=soldout><p>Denne vare er udsolgt</p></div>", "<dialog open><p>This product has been discontinued.</p></dialog>",
], [
    "<dialog><p>This product is sold out.</p></dialog>", "<div role=dialog class=modal><p>This item is sold out</p></div>", "<dialog open><p>The winter bowl is sold out</p></dialog>",
    "<dialog open><p>Get 10% off. Join our letters</p></dialog>", "<div class='modal show' hidden><p>Sold out</p></div>", "<div class='modal' style='display:none'><p>This product is sold out</p></div>",
    "<div class='cart-popup open'><p>Bowl: sold out</p></div>", "<dialog open><p>We use cookies. Some videos are unavailable without.</p></dialog>", "<div class='modal fade'><p>Sold out</p></div>",
    "<div class='lightbox'><p>Currently unavailable</p></div>", "<div class='newsletter-popup show'><p>Be told when what is sold out is back</p></div>", "<dialog open><p>In stock</p></dialog>",
])  # fmt: skip
# What stands for a picture or a mark without words
MARKS = ("<i class='dot' title='{}'></i>", "<span aria-label='{}'></span>", "<img alt='{}' src='r.png'>", "<svg role=img aria-label='{}'></svg>")  # fmt: skip
UNHEARD = ("In stock", "På lager", "Stock photo", "Out of stock items are on another shelf", "Sold by Fell", "Ikke i brug", "Ausverkauf", "Vi sælger på nettet", "Not a toy", "Brakes")  # fmt: skip
NAMES = (
    [
        "SOLD: Trail Mug", "Sold: Trail Mug", "SOLD - Trail Mug", "SOLD – Trail Mug", "SOLD OUT: Trail Mug", "Sold out: Trail Mug", "Verkauft: Trail Mug", "VERKAUFT – Trail Mug", "Vendu : Trail Mug", "Vendido: Trail Mug",
        "Venduto: Trail Mug", "VERKOCHT: Trail Mug", "売約済：Trail Mug", "Продано: Trail Mug", "AUSVERKAUFT: Trail Mug", "(SOLD) Trail Mug", "Trail Mug - SOLD",
    ],
    [
        "Sold: A Novel", "Sold: a true story", "Sold - a novel", "Unsold: Trail Mug", "Solder: Trail Mug", "Sold by Trail Mug", "Trail Mug: Sold as a pair", "Gold: Trail Mug", "Sold Soul: Trail Mug", "The Sold: Live",
        "SOLDIER - Trail Mug", "Trail Mug: sold in pairs",
    ],
)  # fmt: skip


def heard(rows: list[str], page: str) -> list[str]:
    """Those of these rows that leave a page, into which each is put, without a product to buy."""
    return [row for row in rows if not look(DATA + page.replace("{}", row), url=URL).availability.buyable]


@pytest.mark.parametrize("kind", CLOSURES)
def test_a_shop_that_sells_nothing_now_has_nothing_in_stock(kind: str) -> None:
    against, harmless = CLOSURES[kind]
    page = f"<main><h1>Trail Mug</h1>{PRICE}<p>{{}}</p>{BUY}</main>"
    assert (heard(against, page), heard(harmless, page)) == (against, [])


@pytest.mark.parametrize("kind", BLOCKS)
def test_what_leaves_nothing_to_buy_is_heard(kind: str) -> None:
    against, harmless = BLOCKS[kind]
    page = f"<main><h1>Trail Mug</h1>{PRICE}{{}}</main>"
    assert (heard(against, page), heard(harmless, page)) == (against, [])


@pytest.mark.parametrize("page", ["{}<main><h1>Trail Mug</h1>%s</main>", "<main><h1>Trail Mug</h1>%s</main>{}"])
def test_a_dialog_over_the_page_is_heard_wherever_it_is_written(page: str) -> None:
    assert (heard(DIALOGS[0], page % (PRICE + BUY)), heard(DIALOGS[1], page % (PRICE + BUY))) == (DIALOGS[0], [])


def test_a_picture_is_heard_in_every_language_in_which_words_are() -> None:
    page = f"<main><h1>Trail Mug</h1>{PRICE}<p>{{}}</p></main>"
    words = [phrase.strip() for line in SOLD_OUT.values() for phrase in line.split(";")[-3:] if "'" not in phrase]
    said = [phrase.capitalize() for phrase in words if len(phrase) <= LONGEST_LABEL and "#" not in phrase]
    marks = [mark.format(phrase) for phrase, mark in zip(said, cycle(MARKS), strict=False)]
    assert heard(marks, page) == marks
    assert heard(["<img alt='Out of stock'>" + "<img alt='Sold in pairs'>" * 1500], page) != []
    assert (
        heard(["<img alt='Camp Bowl'>" * 300 + marks[0]], page) != []
    )  # behind pictures of which none speaks of stock
    assert heard([mark.format(text) for text in UNHEARD for mark in MARKS], page) == []
    elsewhere = ["<a href='/p/bowl'>{}</a>", "<div hidden>{}</div>", "<div class='related-products'>{}</div>"]
    assert heard([part.format(marks[0]) for part in elsewhere] + ["<span title='Sold out'>19 EUR</span>"], page) == []


def test_a_name_that_begins_with_sold_and_a_colon_is_of_something_sold() -> None:
    page = f"<main><h1>{{}}</h1>{PRICE}{BUY}</main>"
    assert (heard(NAMES[0], page), heard(NAMES[1], page)) == (NAMES[0], [])


# What stands beside the main part, and says nothing but that the product is gone; and what says more
BARS = ([
    "<footer class='sticky'><span>Trail Mug</span><span>19 EUR</span><button disabled>Sold out</button></footer>", "<div class='foot'><p>Agotado temporalmente</p></div>", "<div><p>Sold out</p><p>€ 19</p></div>",
    "<div class='bar'><b>Trail Mug</b> <i>Ausverkauft</i></div>", "<section><div><p>Épuisé</p></div></section>", "<header class='bar'><span>Trail Mug</span><span>Sold out</span></header>",
], [
    "<footer><a href='/sold-out'>Sold out</a></footer>", "<div class='bar'>Advent calendars are sold out</div>", "<footer><p>Sold out items are refunded</p></footer>", "<div><h3>Bowl</h3><p>Sold out</p></div>", "<div><b>Bowl</b><p>Sold out</p></div>",
    "<footer>Sold out</footer>", "<header>Sold out</header>", "<nav>Sold out</nav>", "<dialog><p>Sold out</p></dialog>", "<div hidden>Sold out</div>", "<template>Sold out</template>", "<footer><p>Trail Mug</p><p>Made in Leeds</p></footer>",
])  # fmt: skip


def test_a_bar_that_says_nothing_but_that_the_product_is_gone_is_its_own() -> None:
    told, others = BARS
    page = f"<main><h1>Trail Mug</h1>{PRICE}</main>{{}}"
    assert (heard(told, page), heard(others, page)) == (told, [])


def test_a_foot_is_not_the_products_where_nothing_on_the_page_bears_its_name() -> None:
    page = f"<title>Trail Mug</title><div>{PRICE}</div>{{}}"
    feet = ["<{}><p><em>19 EUR</em> <span>0 available</span></p></{}>", "<{}> <b>Sold out</b> </{}>"]
    assert heard([foot.format(tag, tag) for foot in feet for tag in ("footer", "header")], page) == []


def test_a_shop_of_brick_by_its_name_is_not_the_whole_shop() -> None:
    page = f"<main><h1>Trail Mug</h1>{PRICE}<p>{{}}</p></main>"
    brick = [
        "Not available in our Leeds shop",
        "Sold out in the Camden store",
        "Out of stock at our Main Street branch",
    ]
    whole = ["Not available in our shop", "Not available in our online shop", "Sold out in the shop"]
    assert (heard(brick, page), heard(whole, page)) == ([], whole)
