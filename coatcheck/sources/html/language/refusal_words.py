"""Words of a refusal: the shop shows the product and will not sell it. By language, in every one of `stock_phrases.py`;
read by `refusals.py`.

A star stands for any ending; several words stand for themselves in that order. Accents may be missing.
"""

# A refusal is one of these, with nothing but linking words before ...
NOT: dict[str, str] = {
    "en": "not; no longer; cannot; can't; cant; won't; isn't; aren't; don't; doesn't; unable; couldn't",
    "de": "nicht; nicht mehr; kein; keine; keinen; unmöglich",
    "fr": "pas; plus; ne; n'est; ne peut; impossible",
    "es": "no; ya no; imposible",
    "it": "non; non più; impossibile",
    "nl": "niet; niet meer; geen; onmogelijk",
    "pt": "não; já não; impossível",
    "pl": "nie; nie można; brak możliwości; niemożliwe",
    "cs": "nelze; není; není možné; nemůže; nemůžete; ne",
    "sk": "nie; nemožno; nedá sa; nemôžete; nie je možné",
    "hu": "nem; nem lehet; már nem; nincs",
    "ro": "nu; nu se; nu mai; nu poate; imposibil",
    "sv": "inte; ej; går inte; kan inte",
    "da": "ikke; kan ikke; ej",
    "nb": "ikke; kan ikke",
    "fi": "ei; ei voi; eivät; et voi; ei enää",
    "ru": "нельзя; не; невозможно; больше не; недоступен для; недоступна для; недоступно для",
    "uk": "не; не можна; неможливо; більше не; недоступний для; недоступна для; недоступно для",
    "bg": "не; не може; невъзможно; вече не",
    "el": "δεν; μη; πλέον δεν; αδύνατη",
    "hr": "nije; ne; nije moguće; ne može; više nije; ni; ni mogoče",
    "ar": "لا; لا يمكن; لا يمكنك; غير; لم يعد; غير قابل",
    "he": "לא; לא ניתן; אין; אי אפשר; אינו; אינה",
    "vi": "không; không thể; ngừng; tạm ngừng",
    "id": "tidak; tidak bisa; tidak dapat; belum bisa",
    "lt": "negalima; neįmanoma; ne; nevar; nav; ei; ei saa",
    "ca": "no; ja no; impossible; ez",
}

# ... one of these: bought, ordered, sold, added to the cart.
BOUGHT: dict[str, str] = {
    "en": "bought; buy; sell; selling; buyable; purchased; purchase; purchasable; ordered; order; orderable; sold; for sale; on sale; add to cart; added to cart; added to the cart; added to basket; added to your; checkout; checked out; backordered; booked; reserved; accepting orders; taking orders; accept orders; take orders",
    "de": "gekauft; verkaufen; kaufen; kaufbar; käuflich; erworben; erwerben; bestellt; bestellen; verkauft; verkäuflich; zu verkaufen; in den warenkorb; zum verkauf; buchbar; reserviert",
    "fr": "acheté; vendre; achetée; acheter; achetable; commandé; commandée; commander; vendu; vendue; à vendre; en vente; à la vente; ajouté au panier; ajouter au panier; réservé",
    "es": "comprar; comprarse; comprado; comprada; adquirir; adquirido; pedir; pedirse; vender; a la venta; en venta; añadir al carrito; añadir a la cesta; agregar al carrito; reservar",
    "it": "acquistato; vendere; acquistata; acquistare; acquistabile; comprare; comprato; ordinato; ordinare; ordinabile; venduto; venduta; vendibile; in vendita; aggiungere al carrello; aggiunto al carrello; prenotabile",
    "nl": "kopen; verkopen; gekocht; te koop; koopbaar; besteld; bestellen; bestelbaar; verkocht; in de winkelwagen; in winkelwagen",
    "pt": "comprado; vender; comprada; comprar; adquirido; adquirir; encomendado; encomendar; pedir; vendido; vendida; à venda; adicionar ao carrinho; adicionado ao carrinho",
    "pl": "kupić; sprzedać; sprzedawać; kupienia; zakupić; zakupu; zamówić; zamówienia; sprzedaży; sprzedania; do koszyka",
    "cs": "koupit; prodat; zakoupit; objednat; prodávat; prodeji; k prodeji; vložit do košíku; přidat do košíku; prodejné",
    "sk": "kúpiť; zakúpiť; objednať; predávať; predaji; na predaj; vložiť do košíka; pridať do košíka",
    "hu": "vásárolható; megvásárolható; megvásárolni; vásárolni; megrendelhető; rendelhető; rendelni; eladó; kosárba; kapható",
    "ro": "cumpăra; cumpărat; cumpărată; comanda; comandat; comandată; achiziționat; achiziționa; vânzare; de vânzare; adăuga în coș; adăugat în coș; vinde",
    "sv": "köpas; sälja; köpa; beställas; beställa; säljs; säljas; till salu; till försäljning; läggas i varukorgen; lägga i varukorgen",
    "da": "købes; sælge; købe; bestilles; bestille; sælges; til salg; lægges i kurven; lægge i kurven",
    "nb": "kjøpes; selge; kjøpe; bestilles; bestille; selges; til salgs; legges i handlekurven; legge i handlekurven",
    "fi": "ostaa; ostettavissa; tilata; tilattavissa; myydä; myynnissä; myytävänä; lisätä ostoskoriin; lisätä koriin",
    "ru": "купить; продать; продавать; покупки; приобрести; заказать; заказа; продается; продаётся; продажи; в продаже; добавить в корзину; оформить",
    "uk": "купити; купівлі; придбати; замовити; замовлення; продається; продажу; у продажу; додати до кошика; додати в кошик",
    "bg": "закупен; закупи; купи; купен; поръча; поръчан; поръчате; продава; за продажба; добавен в количката",
    "el": "αγοραστεί; αγορά; αγοράσετε; παραγγελθεί; παραγγελία; παραγγείλετε; πωλείται; προς πώληση; προστεθεί στο καλάθι",
    "hr": "kupiti; kupljen; naručiti; naručen; prodaje; prodaju; na prodaju; dodati u košaricu; kupiti; naročiti; naprodaj; poručiti",
    "ar": "شراء; لشراء; لطلب; بيع; شراؤه; شراؤها; الشراء; للشراء; طلب; طلبه; للطلب; للبيع; بيع; إضافته إلى السلة",
    "he": "לרכוש; לרכישה; לקנות; לקנייה; להזמין; להזמנה; למכירה; נמכר; להוסיף לסל",
    "vi": "mua; đặt hàng; đặt mua; bán; kinh doanh; thêm vào giỏ",
    "id": "dibeli; membeli; beli; dipesan; memesan; dijual; ditambahkan ke keranjang",
    "lt": "pirkti; įsigyti; užsakyti; parduodama; parduodamas; nopirkt; pasūtīt; pārdošanā; osta; tellida; müügil",
    "ca": "comprar; comprar se; demanar; vendre; en venda; afegir a la cistella; erosi; salgai",
}

# The same with the verb and the denial in one, and in scripts that don't part words.
REFUSED: dict[str, str] = {
    "en": "currently out; taken this out of our range; taken it out of our range; taken out of our range; left our range; its successor is; succeeded by; have found owners; have found homes; production ended; none to be had; can't get this; can't get these; can't get any; can't get hold of; not on the shelf; out for now; awaiting delivery; awaiting new delivery; awaiting next delivery; awaiting shipment; awaiting new shipment; awaiting next shipment; awaiting new stock; awaiting a delivery; awaiting a new delivery; out of this one; out of these; out of it at the moment; out of them at the moment; location isn't served; location is not served; area isn't served; area is not served; don't deliver to your; can't deliver to your; sale over; sales over; presale over; auction over; not a single one left; not one left; won't be back; will not be back; won't be restocked; will not be restocked; not be coming back; isn't coming back; too late sold; we ran out; we've run out; we have run out; sold our last; gone sorry; sorry gone; sales on hold; orders on hold; there are no more of these; there are no more of this; there are no more of them; there is no more of this; no more of these left; no more left; none of this left; none of these left; have none of; have no more of; have sold all; sold the last; last one went; last one is gone; last one has gone; last ones are gone; last of these is gone; copies are gone; pieces are gone; units are gone; all are gone; are all gone; is all gone; has found a home; found a new home; have found homes; found its home; just missed it; not for sale; not sell this; can't sell this; cannot sell this; not able to sell this; don't have any left; do not have any left; don't have any of these left; do not have any of these left; orders can't be placed; orders cannot be placed; order can't be placed; order cannot be placed; no orders can be placed; unable to place orders; unable to place an order; can't place orders; cannot place orders; unable to accept orders; no orders are accepted; sales suspended; sales are suspended; sale suspended; sales paused; ordering disabled; ordering is disabled; purchasing is disabled; purchasing disabled; purchase disabled; withdrawn from sale; off sale; taken off sale; removed from sale; stop sale; not purchasable; orders are paused; ordering is paused; goes on sale; go on sale; on sale soon; on sale from; sales start; sales begin; sales open; not yet on sale; not on sale yet; no longer offered; not accepting orders; not taking orders; no longer carry; no longer stock; no longer sell; no longer offer; no longer produce; don't carry; do not carry; restricted in your; prohibited in your; not sold in your; not available for delivery; unavailable for delivery; not available to ship; not available for shipping; cannot be delivered; not deliverable",
    "de": "aus dem programm genommen; aus dem sortiment genommen; aus unserem programm genommen; nicht mehr zu haben; nicht zu haben; kommt nicht mehr rein; kommt nicht mehr herein; kommt nicht mehr wieder; warten auf nachschub; warten auf ware; warten auf lieferung; gibt es keine mehr; gibt keine mehr; nehmen keine bestellungen; kommt nicht wieder; keine mehr da; keine mehr übrig; keines mehr da; keins mehr da; gibt es nicht mehr; haben wir nicht mehr; letzte ist weg; alle weg; alle verkauft; haben alle verkauft; letztes stück verkauft; unverkäuflich; nicht mehr da; verkauf eingestellt; verkauf gestoppt; verkaufsstopp; bestellstopp; bestellannahme geschlossen; aus dem verkauf genommen; bestellung nicht möglich; bestellungen nicht möglich; kauf nicht möglich; kauf ist nicht möglich; bestellung ist nicht möglich; führen wir nicht mehr; nicht mehr im angebot; verkaufen wir nicht mehr; bieten wir nicht mehr an; bestellung derzeit nicht möglich; bestellung momentan nicht möglich; bestellung zurzeit nicht möglich; bestellung aktuell nicht möglich; bestellung leider nicht möglich; kauf derzeit nicht möglich; kauf momentan nicht möglich; kauf zurzeit nicht möglich; kauf aktuell nicht möglich; kauf leider nicht möglich; nicht für die lieferung verfügbar; nicht für lieferung verfügbar; nicht für den versand verfügbar; nicht zur lieferung verfügbar; dieses angebot wurde beendet; auktion beendet",
    "fr": "retiré de notre gamme; sorti de notre gamme; ne fabriquons plus; ne produisons plus; ne le fabriquons plus; ne la fabriquons plus; n'en fabriquons plus; en attente de livraison; en attente de réassort; en attente de stock; plus aucun exemplaire; plus aucun article; plus aucune pièce; ne reviendra pas; il n'y en a plus; n'en reste plus; n'en avons plus; n'en reste aucun; sont tous partis; tous vendus; dernier est parti; dernier exemplaire vendu; vente suspendue; ventes suspendues; retiré de la vente; invendable; commande impossible; achat impossible; vente impossible; ne vendons plus; ne proposons plus; plus en vente; non disponible à la livraison; indisponible à la livraison; non disponible en livraison; indisponible en livraison; enchère terminée",
    "es": "en espera de stock; a la espera de stock; a la espera de reposición; no queda ni uno; no queda ni una; no queda nada; no volverá; no aceptamos pedidos; no quedan más; no queda ninguno; no queda ninguna; ya no quedan; no nos quedan; ya no tenemos; se acabaron; se han acabado; todos vendidos; el último se vendió; venta suspendida; ventas suspendidas; retirado de la venta; retirado del mercado; compra no disponible; fuera de venta; ya no vendemos; ya no ofrecemos; ya no se vende; ya no se fabrica; no disponible para entrega; no disponible para envío; no disponible a domicilio; subasta finalizada",
    "it": "non produciamo più; non fabbrichiamo più; non lo produciamo più; non la produciamo più; in attesa di rifornimento; in attesa di merce; rimasto zero; ne è rimasto nessuno; non ne è rimasto; non tornerà; non accettiamo ordini; non ce ne sono più; non ne abbiamo più; non ne restano; sono finiti; sono finite; tutti venduti; anche l'ultimo; venduto l'ultimo; vendita sospesa; vendite sospese; ritirato dalla vendita; fuori vendita; acquisto non disponibile; non vendiamo più; non più in vendita; non trattiamo più; non disponibile per la consegna; non disponibile per la spedizione; asta terminata",
    "nl": "wachten op voorraad; wachten op levering; in afwachting van levering; niet één meer; geen enkele meer; komt niet terug; zijn er niet meer; hebben we niet meer; hebben wij niet meer; allemaal weg; allemaal verkocht; laatste is weg; zijn allemaal op; verkoop gestopt; uit de verkoop; uit de handel; verkoop opgeschort; onverkoopbaar; verkopen we niet meer; verkopen wij niet meer; voeren we niet meer; niet beschikbaar voor levering; niet beschikbaar voor bezorging; niet beschikbaar voor verzending",
    "pt": "não produzimos mais; não fabricamos mais; aguardando reposição; aguardando estoque; a aguardar stock; não há mais destes; não restam; já não temos; não temos mais; acabaram todos; todos vendidos; venda suspensa; vendas suspensas; retirado de venda; fora de venda; compra indisponível; não vendemos mais; já não vendemos; deixou de ser vendido; indisponível para entrega; não disponível para entrega",
    "pl": "nie produkujemy już; już nie produkujemy; oczekujemy na dostawę; oczekiwanie na dostawę; w oczekiwaniu na dostawę; już ich nie ma; już nie mamy; nie ma ich już; wszystkie sprzedane; nie zostało już; sprzedaż wstrzymana; wstrzymano sprzedaż; sprzedaż zawieszona; zakup niemożliwy; wycofany z oferty; nie sprzedajemy już; już nie sprzedajemy; nie jest już sprzedawany; niedostępny w dostawie; niedostępne w dostawie; oferta zakończona; aukcja zakończona",
    "cs": "už nejsou; už nemáme; už žádné nemáme; všechny prodány; neprodejné; neprodáváme; prodej pozastaven; vyřazeno z prodeje; nákup není možný",
    "sk": "už nie sú; už nemáme; všetky predané; nepredajné; nepredávame; predaj pozastavený; vyradené z predaja; nákup nie je možný",
    "hu": "nincs belőle több; már nincs belőle; mind elkelt; nem vásárolható; értékesítés felfüggesztve; nem eladó; kifutott",
    "ro": "vânzare suspendată; vânzări suspendate; retras de la vânzare; retras din vânzare",
    "sv": "finns inga fler; har inga kvar; inga kvar; alla är sålda; sista är såld; säljs ej; säljs inte; försäljning stoppad; försäljningen pausad; ej till salu; ej beställningsbar; inte tillgänglig för leverans; ej tillgänglig för leverans",
    "da": "er ikke flere; har ikke flere; ingen tilbage; alle er solgt; sælges ikke; salg stoppet; salget er stoppet; salget er sat på pause; kan ikke købes; ikke tilgængelig for levering",
    "nb": "er ikke flere; har ikke flere; ingen igjen; alle er solgt; selges ikke; salg stoppet; salget er stoppet; kan ikke kjøpes; ikke tilgjengelig for levering",
    "fi": "ei ole enää jäljellä; ei enää jäljellä; kaikki myyty; myynti keskeytetty; poistunut myynnistä; poistettu myynnistä; ei myytävänä",
    "tr": "satın alınamaz; satın alınamıyor; satışa kapalı; satışa kapalıdır; satışı durduruldu; sipariş verilemez; sipariş verilemiyor; sipariş edilemez; satılmıyor; satılmaz; satışı yoktur; satılık değil; satılık değildir; satışta değil; satın alamazsınız; sipariş veremezsiniz",
    "ru": "заказы не принимаются; заказы временно не принимаются; не принимаем заказы; больше нет в продаже; больше не осталось; их больше нет; все проданы; все раскуплены; снят с продажи; продажа приостановлена; продажи приостановлены; не для продажи; заказ невозможен; покупка невозможна",
    "uk": "більше немає; більше не лишилося; усі продані; знято з продажу; продаж призупинено; продажі призупинено; не для продажу; замовлення неможливе; купівля неможлива",
    "bg": "спрян от продажба; продажбата е спряна; не се продава; не може да се поръча; не може да се закупи",
    "el": "δεν πωλείται; πώληση αναστέλλεται; αποσύρθηκε; εκτός πώλησης",
    "hr": "prodaja obustavljena; povučeno iz prodaje; nije na prodaju; ne prodaje se; prodaja ustavljena; ni naprodaj",
    "ja": "もうありません; もうございません; 残っていません; 残っておりません; 全て売れ; すべて売れ; 最後の一点が売れ; 購入できません; 購入できない; 購入いただけません; 購入不可; 注文できません; 注文いただけません; 注文不可; 販売しておりません; 販売していません; 買い求めいただけません; 販売停止; 販売休止; 販売を停止; 販売を休止; 受付停止; 受注停止; カートに入れることができません; 取扱い終了; 取り扱いしておりません",
    "zh": "不接受订单; 不接受訂單; 暂不接单; 停止接单; 不接单; 不接單; 已经没有了; 已經沒有了; 全部卖完; 全部賣完; 都卖光了; 卖光; 賣光; 一件不剩; 无法购买; 不能购买; 不可购买; 暂停销售; 停止销售; 不支持购买; 暂不支持; 暂不销售; 无法下单; 不可下单; 暂停售卖; 無法購買; 不能購買; 不可購買; 暫停銷售; 暫停販售; 停止販售; 停止銷售; 無法訂購; 無法下單; 暫不販售; 非賣品; 非卖品; 无法加入购物车; 無法加入購物車",
    "ko": "주문을 받지 않*; 주문 받지 않*; 더 이상 없*; 남아 있지 않*; 모두 팔렸*; 다 팔렸*; 구매할 수 없*; 구매하실 수 없*; 구매가 불가*; 구매불가; 주문할 수 없*; 주문하실 수 없*; 주문불가; 주문 불가; 판매하지 않*; 판매 중단; 판매중단; 판매가 중단*; 판매가 종료*; 판매를 중단*; 비매품; 장바구니에 담을 수 없*",
    "ar": "غير معروض للبيع; تم إيقاف البيع; توقف البيع; ليس للبيع; لا يباع",
    "he": "לא למכירה; המכירה הופסקה; אינו למכירה; הוסר מהמכירה; אינו ניתן לרכישה",
    "fa": "قابل خرید نیست; قابل سفارش نیست; فروش متوقف; توقف فروش; امکان خرید ندارد; امکان خرید وجود ندارد; غیر قابل فروش; فروشی نیست; به فروش نمی‌رسد",
    "hi": "खरीदा नहीं जा सकता; ऑर्डर नहीं किया जा सकता; बिक्री बंद; बिक्री के लिए नहीं; बिक्री रोक; नहीं खरीद सकते; खरीद के लिए नहीं",
    "vi": "ngừng bán; tạm ngừng bán; không bán; dừng bán; ngưng bán; hàng không bán",
    "th": "ไม่สามารถสั่งซื้อ; ไม่สามารถซื้อ; งดจำหน่าย; หยุดจำหน่าย; เลิกจำหน่าย; ปิดการขาย; ไม่จำหน่าย; สั่งซื้อไม่ได้; ซื้อไม่ได้; ยกเลิกการขาย",
    "id": "tidak dijual; penjualan dihentikan; penjualan ditutup; dihentikan penjualannya",
    "lt": "neparduodama; neparduodamas; pardavimas sustabdytas; netiek pārdots; pārdošana apturēta; müük peatatud; ei müüda; pole müügil",
    "ca": "venda suspesa; retirat de la venda; ez dago salgai; salmenta etenda",
}

# Sent, in place of bought; a refusal only where it is this product's, or to where you are.
SHIPPED: dict[str, str] = {
    "en": "shipped; ship; ships; deliver; delivered; deliverable; sent; send; mailed; shippable",
    "de": "versendet; versenden; verschickt; verschicken; geliefert; liefern; versandt; lieferbar; zugestellt",
    "fr": "expédié; expédiée; expédier; livré; livrée; livrer; livrable; envoyé; envoyer; livrons; expédions",
    "es": "enviar; enviarse; enviado; envía; envían; enviamos; entregar; entregarse; envíos",
    "it": "spedito; spedita; spedire; spediamo; consegnato; consegnare; inviato; spedibile",
    "nl": "verzonden; verzenden; verstuurd; versturen; geleverd; leveren; bezorgd; bezorgen",
    "pt": "enviado; enviada; enviar; enviamos; entregue; entregar; entregamos",
    "pl": "wysłać; wysyłamy; wysłany; dostarczyć; dostarczamy; dostarczony; wysyłki; dostawy",
    "cs": "doručit; doručujeme; zaslat; zasíláme; odeslat; dodat; dodáváme",
    "sk": "doručiť; doručujeme; zaslať; zasielame; odoslať; dodať; dodávame",
    "hu": "szállítható; szállítjuk; szállítunk; szállítani; kézbesíthető; küldhető",
    "ro": "livra; livrat; livrată; livrăm; expedia; expediat; trimite; trimis",
    "sv": "skickas; skickar; skicka; levereras; levererar; leverera",
    "da": "sendes; sender; sende; leveres; leverer; levere",
    "nb": "sendes; sender; sende; leveres; leverer; levere",
    "fi": "lähettää; lähetetä; toimittaa; toimiteta; toimitettavissa",
    "ru": "доставить; доставляется; доставляем; доставки; отправить; отправляется; отправляем",
    "uk": "доставити; доставляється; доставляємо; доставки; відправити; відправляється; надіслати",
    "bg": "доставен; доставя; доставяме; изпратен; изпращаме; доставим; изпратим",
    "el": "αποσταλεί; αποστέλλεται; αποστέλλουμε; παραδοθεί; παραδίδεται; αποστολή",
    "hr": "dostaviti; dostavljamo; dostavlja; isporučiti; isporučujemo; poslati; šaljemo",
    "ar": "شحن; شحنه; شحنها; الشحن; توصيل; توصيله; التوصيل; إرساله",
    "he": "לשלוח; למשלוח; נשלח; משלוח; לספק",
    "fa": "ارسال; تحویل",
    "hi": "भेजा; डिलीवर; शिप; डिलीवरी",
    "vi": "giao; giao hàng; vận chuyển; gửi",
    "id": "dikirim; mengirim; dikirimkan; pengiriman",
    "lt": "pristatyti; pristatome; siųsti; siunčiame; piegādāt; piegādājam; tarnida; saata",
    "ca": "enviar; enviar se; enviem; lliurar; bidali; bidaltzen",
}

# The sending itself, which "to your country" is "not possible".
SHIPMENT = (
    "shipping; shipment; delivery; dispatch; versand; lieferung; zustellung; belieferung; livraison; expédition; envoi; envío; envíos; entrega; spedizione; spedizioni; consegna; verzending; bezorging; levering; envio; envios;"
    " wysyłka; dostawa; doručení; dodání; zasílání; doručenie; dodanie; szállítás; kiszállítás; livrarea; livrare; expedierea; leverans; frakt; levering; forsendelse; toimitus; gönderim; teslimat; kargo; доставка; отправка; відправка; доставката; αποστολή; παράδοση; dostava; slanje; pošiljanje;"
    " 配送; 発送; お届け; 寄送; 送货; 送貨; 배송*; التوصيل; الشحن; משלוח; ارسال; डिलीवरी; giao hàng; vận chuyển; การจัดส่ง; จัดส่ง; pengiriman; pristatymas; piegāde; tarne; enviament; lliurament"
)

# The same with the denial in one.
NOT_SHIPPED: dict[str, str] = {
    "tr": "gönderilmiyor; gönderilemez; gönderilemiyor; teslim edilemez; teslim edilemiyor",
    "ja": "発送できません; 配送できません; お届けできません; 配送不可; 発送いたしかねます; 発送不可; 発送しておりません",
    "zh": "无法配送; 不配送; 不能配送; 无法送达; 不支持配送; 无法寄送; 無法配送; 無法寄送; 無法送達; 不寄送",
    "ko": "배송할 수 없*; 배송되지 않*; 배송 불가*; 배송불가*; 배송이 불가*",
    "th": "ไม่สามารถจัดส่ง; ไม่จัดส่ง; จัดส่งไม่ได้; ไม่ส่ง",
}

# Which product is meant, and who would have it: "this item", "your country", "here".
THIS_OR_YOURS: dict[str, str] = {
    "en": "this; your; you; here; selected; chosen",
    "de": "dieser; dieses; diese; diesen; dein; deine; deinem; deiner; ihr; ihre; ihrem; ihrer; hierher; sie; dir; dich; ausgewählte; ausgewählten",
    "fr": "ce; cet; cette; votre; vos; vous; ici; ton; ta; chez vous; sélectionné; sélectionnée",
    "es": "este; esta; tu; su; tus; aquí; usted; seleccionado; seleccionada",
    "it": "questo; questa; tuo; tua; suo; sua; qui; te; selezionato; selezionata",
    "nl": "dit; deze; jouw; je; uw; u; hier; jou; gekozen; geselecteerde",
    "pt": "este; esta; seu; sua; teu; tua; aqui; você; selecionado; selecionada",
    "pl": "ten; ta; to; tego; twojego; twój; twojej; twoim; państwa; tutaj; wybranego; wybranej",
    "cs": "tento; tato; toto; tuto; vaší; vaše; váš; vaši; vám; sem; zvolené",
    "sk": "tento; táto; toto; vašej; vaše; váš; vám; sem; zvolenej",
    "hu": "ez; ezt; ön; önhöz; országába; címére; ide; kiválasztott; a te",
    "ro": "acest; această; acestui; dumneavoastră; tău; ta; dvs; aici; selectat; selectată",
    "sv": "denna; detta; den här; din; ditt; dig; hit; vald; valda",
    "da": "denne; dette; din; dit; dig; hertil; valgte; varen",
    "nb": "denne; dette; din; ditt; deg; hit; valgt; valgte; varen",
    "fi": "tämä; tätä; tuotetta; sinun; maahasi; osoitteeseesi; tänne; valittu; valittuun",
    "tr": "bu; ülkenize; adresinize; bölgenize; size; buraya; seçilen; seçtiğiniz",
    "ru": "этот; эта; это; этого; ваш; вашу; ваш; ваша; вам; вашего; вашем; сюда; выбранный; выбранного",
    "uk": "цей; ця; це; цього; ваш; вашу; ваша; вам; вашої; вашого; сюди; обраного; вибраного",
    "bg": "този; тази; това; вашата; вашия; вас; тук; избраната; избрания",
    "el": "αυτό; το προϊόν; σας; στη χώρα σας; εδώ; επιλεγμένη; επιλεγμένο",
    "hr": "ovaj; ova; ovo; vašu; vaša; vaš; vam; ovamo; ta; izdelka; odabranu; odabrani",
    "ja": "選択した; 選択された; お選びの; ご希望の; この; お客様; 本商品; 当商品; こちら; ご指定; お住まい",
    "zh": "此; 该; 該; 本商品; 您; 你; 这; 這; 所选; 所選; 当前; 當前",
    "ko": "이; 해당; 고객님; 귀하; 선택한; 선택하신; 현재",
    "ar": "هذا; هذه; بلدك; منطقتك; عنوانك; إليك; لك; المحدد",
    "he": "זה; זו; מוצר זה; למדינה שלך; לכתובת שלך; שלך; אליך; שנבחר",
    "fa": "این; شما; کشور شما; منطقه شما; انتخابی",
    "hi": "यह; इस; आपके; आपकी; यहाँ; चयनित",
    "vi": "này; bạn; của bạn; đây; đã chọn",
    "th": "นี้; คุณ; ของคุณ; ที่นี่; ที่เลือก",
    "id": "ini; anda; kamu; sini; terpilih; dipilih",
    "lt": "šis; ši; šios; šios prekės; jūsų; čia; šo; jūsu; see; seda; teie; siia; pasirinktą",
    "ca": "aquest; aquesta; vostre; teu; aquí; hau; zure; hona; seleccionat",
}

# May stand between the two: "can't *currently be* bought".
LINKING = (
    "be; being; been; have; has; are; were; was; all; officially; able; to; possible; available; for; currently; now; yet; online; at; the; this; moment; time; directly; longer; any; item; product; right; temporarily; a; ship; we; is; are; it; from; here; anymore; more; presently; today;"
    " ist; sind; wurde; wurden; hat; haben; bereits; leider; derzeit; momentan; zurzeit; aktuell; leider; online; direkt; mehr; werden; zur; zum; den; möglich; im; moment; hier; ist; sind; vorübergehend; diesen; artikel; dieses; produkt; über; können; kann;"
    " est; sont; a; ont; été; déjà; maintenant; être; peut; peuvent; actuellement; momentanément; temporairement; pour; le; de; l'; à; en; ce; l'instant; moment; cet; article; produit; ligne; cette; possible; d;"
    " ha; han; sido; estado; están; ya; se; puede; pueden; ser; es; está; actualmente; momentáneamente; temporalmente; posible; por; el; ahora; disponible; este; producto; artículo; línea; para; la; su;"
    " ha; hanno; sono; stata; state; già; può; possono; essere; è; attualmente; momentaneamente; temporaneamente; possibile; più; al; momento; questo; prodotto; articolo; per;"
    " zijn; werd; inmiddels; al; worden; kan; kunnen; momenteel; tijdelijk; op; dit; meer; te; wordt; product; artikel; mogelijk; is; om; het; nu;"
    " foi; foram; estão; já; pode; podem; está; atualmente; momentaneamente; temporariamente; possível; mais; neste; este; produto; artigo;"
    " można; jest; obecnie; chwilowo; możliwy; możliwe; tego; produktu; już; aktualnie; ten; produkt; do;"
    " tohoto; výrobku; byl; byla; bylo; tohto; bol; bola; bolo; produktu; artikels; produkts; dieses; momentálně; aktuálně; dočasně; nyní; tento; produkt; možné; si; se; je; zboží; momentálne; aktuálne; dočasne; teraz; sa; tovar;"
    " jelenleg; pillanatnyilag; most; ez; a; termék; lehet; online; már; átmenetileg;"
    " poate; fi; se; în; prezent; momentan; temporar; acest; produs; mai; pot; acum;"
    " är; er; har; blivit; blitt; blevet; redan; allerede; kan; för; närvarande; tillfälligt; just; nu; den; här; varan; produkten; att; går; för; i; øjeblikket; midlertidigt; denne; vare; lige; varen; øyeblikket; midlertidig; nå; dette; produktet; å; at;"
    " voi; tällä; hetkellä; nyt; tilapäisesti; tätä; tuotetta; ole; enää;"
    " şu; anda; bu; ürün; için; geçici; olarak;"
    " была; были; уже; була; були; вже; са; сейчас; временно; в; данный; момент; этот; товар; можно; для; больше; онлайн; зараз; тимчасово; цей; даний; у; на; момента; бъде; да; се; може; този; продукт; тази; стока;"
    " μπορεί; μπορείτε; να; αυτή; τη; στιγμή; προσωρινά; το; προϊόν; είναι; αυτό; για; διαθέσιμο;"
    " trenutno; privremeno; se; može; moguće; ovaj; proizvod; je; biti; izdelka; ta; trenutno; mogoče;"
    " يمكن; يمكنك; حاليا; حالياً; هذا; المنتج; الآن; مؤقتا; قابل; متاح; متوفر; ניתן; כרגע; מוצר; זה; זמין; כעת; את; המוצר; أن; قابلة;"
    " lúc; tạm; thời; hiện; sản; phẩm; này; được; hàng; thể; hiện; tại; ini; saat; produk; bisa; dapat; untuk; sementara; barang;"
    " šiuo; metu; prekės; prekę; šios; šobrīd; preci; praegu; toodet; seda; saa; es; pot; ara; aquest; producte; ser"
)

# This product has a successor, in languages that put the verb last: "Dieses Produkt wurde durch X2 ersetzt"
REPLACED_BY = "durch; door"
REPLACED = "ersetzt; abgelöst; vervangen; opgevolgd"
REPLACED_THIS = "dieses modell; diese version; diese ausführung; dit model; deze versie; deze uitvoering"

# What sales may be of, between them and their end: "Ticket sales for this date are closed"
SALES_OF = "for; of; für; zu; zum; zur; pour; de; du; des; para; del; per; di; voor; van; na; för; til; for; do"
