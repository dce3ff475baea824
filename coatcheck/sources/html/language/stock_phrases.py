"""The words with which shops say what can be had, by language.

One phrase is enough to tell what a short text means; `words.py` reads texts by this table. Phrases are in lower case,
`#` stands for a number above zero. A phrase that holds another one wins over it: "not in stock" is not "in stock".
"""

from coatcheck.model import Availability
from coatcheck.sources.html.language import counted
from coatcheck.sources.html.language.used_up import used_up

SOLD_OUT: dict[str, str] = {
    "en": "unavailable to buy; unavailable to buy online; unavailable online; not available to buy; out of stock; in stock: no; available: no; availability: no; stock: no; in stock: false; available: 0; 0 available; 0 left; quantity: 0; quantity available: 0; 0 units;"
    " 0 pieces; 0 pcs; 0 items; out-of-stock; outofstock; sold out; soldout; not in stock; no stock; none in stock; 0 in stock; zero in stock; in stock: 0; stock: 0;"
    " not available; isn't available; is not available; no longer in stock; isn't in stock; not currently available; currently unavailable; temporarily unavailable;"
    " unavailable; item unavailable; oos; all gone; we're sold out; back in stock soon; in stock soon; awaiting stock; coming soon; out of print; currently not in stock;"
    " not yet available; available soon; soon available; temporarily out of stock; stock expected; notify me when available; notify me when in stock; notify me when back in stock;"
    " email me when available; email when available; notify when available; let me know when available; join the waitlist; join waitlist; not orderable;"
    " not currently orderable; currently not orderable; no stock available; stock: out; this listing was ended; this listing has ended; pre-sale sold out; isnt available;"
    " isnt in stock; isn't currently available; sold out online; not available online; not available to purchase; no longer in production; no tickets available;"
    " stock level: 0; currently unavailable to order; pre-order sold out; preorder sold out; pre-orders sold out; pre-order closed; preorder closed; pre-orders closed;"
    " preorders closed; pre-orders are closed; preorders are closed; pre-order has ended; pre-order ended; pre-orders have ended; preorder ended; back-order closed;"
    " backorder closed; backorder unavailable; back-order unavailable; not available for backorder; not available for back-order; not available for pre-order;"
    " pre-order unavailable; preorder unavailable; order closed; orders closed; pre-order opens; pre-orders open; preorder opens; preorders open; pre-order starts;"
    " pre-order coming soon; no backorders; no pre-orders; zero left; zero available; none left; none available; no stock left; nothing left; run out of this; ran out of this; out of this item; out of this product; no offers available; no featured offers available; no units available; no items available; no copies available; no units in stock; no sellers available; restocking; awaiting restock; restock pending; being restocked; to stock soon; back soon; not enough products in stock; not enough items in stock; not enough stock; insufficient stock; gone for good; 0 item left; 0 pieces left; 0 left in stock; 0 tickets left; tickets left: 0; units left: 0; items left: 0; 0 units left; 0 items left; seats left: 0; 0 seats left; 0 places left; 0 spots left; fresh out; fresh out of these; fresh out of this; no longer stocked; not stocked; not currently stocked; no more available; fully booked; fully reserved; fully subscribed; out of season",
    "de": "restlos weg; alles weg; ausverkauft; nicht auf lager; nicht lieferbar; nicht verfügbar; derzeit nicht verfügbar; vergriffen; zurzeit vergriffen; momentan nicht verfügbar; nicht vorrätig;"
    " nicht mehr verfügbar; aktuell nicht lieferbar; nicht mehr lieferbar; bald wieder verfügbar; bald wieder lieferbar; demnächst verfügbar; leider ausverkauft;"
    " nicht auf vorrat; leider nicht verfügbar; benachrichtigen, wenn verfügbar; in kürze verfügbar; nicht erhältlich; nicht zur verfügung; nicht lagernd; nicht bestellbar;"
    " nicht mehr bestellbar; kein bestand; nicht an lager; auf lager: nein; verfügbar: nein; lieferbar: nein; vorrätig: nein; online nicht verfügbar; vorbestellung beendet;"
    " vorbestellung geschlossen; vorbestellung nicht mehr möglich; nicht mehr vorbestellbar; nicht vorbestellbar; bald vorbestellbar; nicht nachbestellbar; nicht am lager; nicht ab lager; keine angebote verfügbar; wird nachbestellt; nicht genügend artikel auf lager; nicht genügend produkte auf lager; nicht genug auf lager; nicht genügend vorrätig; leider schon weg; schon vergriffen; ausgebucht; restlos ausgebucht; wird nachproduziert; nachschub unterwegs",
    "fr": "épuisés; plus de stock; rupture de stock; en rupture de stock; rupture; en rupture; épuisé; épuisée; indisponible; actuellement indisponible; non disponible; n'est plus disponible; plus en stock; pas en stock;"
    " stock épuisé; bientôt disponible; victime de son succès; momentanément indisponible; hors stock; non disponible actuellement; m'alerter; prévenez-moi; plus disponible;"
    " pas disponible; article épuisé; produit épuisé; de retour bientôt; en stock: non; disponible: non; n'est pas disponible; en cours de réapprovisionnement;"
    " bientôt de retour; précommande terminée; précommandes terminées; précommande épuisée; précommande close; précommande bientôt; pas assez de produits en stock; stock insuffisant; réapprovisionnement en cours; réassort en cours; complètement réservé; entièrement réservé; ne sont pas disponibles; ne sont plus disponibles",
    "es": "se ha agotado; se agotó; agotados; agotadas; agotado; agotada; sin stock; no disponible; fuera de stock; sin existencias; no hay stock; sin inventario; actualmente no disponible; temporalmente agotado;"
    " próximamente; no hay existencias; producto agotado; sold out; no está disponible; avísame cuando esté disponible; avisarme cuando esté disponible;"
    " no disponible temporalmente; en stock: no; disponible: no; sin disponibilidad; preventa agotada; preventa cerrada; preventa finalizada; no hay suficientes productos en stock; stock insuficiente; reposición en curso; en reposición; todo vendido; todo reservado; totalmente reservado; completamente reservado; no están disponibles; ya no están disponibles",
    "it": "siamo rimasti senza; rimasti senza scorte; andato esaurito; andata esaurita; esauriti; esaurito; esaurita; non disponibile; attualmente non disponibile; prodotto esaurito; fuori stock; non disponibile al momento; presto disponibile; prossimamente;"
    " temporaneamente non disponibile; terminato; non più disponibile; disponibile a breve; avvisami quando disponibile; non in magazzino; disponibile: no;"
    " non più in vendita; preordine chiuso; preordini chiusi; prenotazioni chiuse; non ci sono abbastanza prodotti in magazzino; scorte insufficienti; riassortimento in corso; in riassortimento; tutto prenotato; completamente prenotato; non sono disponibili; non sono più disponibili",
    "nl": "uitverkocht; niet op voorraad; niet leverbaar; niet beschikbaar; niet meer leverbaar; tijdelijk uitverkocht; momenteel niet leverbaar; binnenkort leverbaar;"
    " binnenkort beschikbaar; geen voorraad; niet voorradig; tijdelijk niet leverbaar; binnenkort weer op voorraad; momenteel niet beschikbaar; niet meer beschikbaar;"
    " niet verkrijgbaar; niet online beschikbaar; op voorraad: nee; beschikbaar: nee; niet online verkrijgbaar; pre-order gesloten; pre-order uitverkocht; niet genoeg producten op voorraad; onvoldoende voorraad; volgeboekt; volzet; wordt aangevuld",
    "pt": "esgotado; esgotada; sem stock; sem estoque; indisponível; fora de estoque; produto indisponível; não disponível; avise-me quando chegar; brevemente; em breve;"
    " fora de stock; avise-me; temporariamente indisponível; pré-venda esgotada; pré-venda encerrada; pré-venda em breve; não há produtos suficientes em stock; stock insuficiente; estoque insuficiente; esgotado no momento; esgotada no momento; indisponível no momento; não está mais disponível; já não se encontra disponível; não se encontra disponível; não está disponível; já não está disponível; não está mais à venda; lotado; vagas esgotadas; totalmente reservado; tudo reservado; nenhum lugar sobrando; nenhum lugar disponível; não estão disponíveis; já não estão disponíveis",
    "pl": "wyprzedał się; wyprzedana; wyprzedano; skończył się; skończyły się; brak w magazynie; wyprzedane; niedostępny; niedostępne; niedostępna; produkt niedostępny; brak towaru; brak towaru w magazynie; brak w naszym magazynie; wyprzedany;"
    " chwilowo niedostępny; brak na stanie; powiadom o dostępności; dostępne wkrótce; dostępny wkrótce; tymczasowo niedostępny; na wyczerpaniu zapasów; zapytaj o dostępność;"
    " brak; czasowo niedostępny; na stanie: nie; dostępny: nie; nakład wyczerpany; przedsprzedaż zakończona; za mało produktów w magazynie; niewystarczająca ilość; w pełni zarezerwowane; wszystko zarezerwowane; nie pozostało żadnych miejsc; nie są dostępne; nie są już dostępne",
    "cs": "vyprodán; vyprodána; vyprodaný; došel; došly; vyprodáno; není skladem; nedostupné; momentálně nedostupné; dočasně nedostupné; nelze objednat; nedostupný; momentálně vyprodáno; již brzy; hlídat dostupnost; na dotaz;"
    " není na skladě; dočasně vyprodáno; skladem: ne; není k dispozici; nedostatek zboží na skladě; nedostatečné množství na skladě; rozebráno; rozebrané; není dostupné; není dostupný; není dostupná; aktuálně vyprodáno; obsazeno; plně obsazeno; zcela obsazeno; nezbyla žádná místa; nezbývají žádná místa; nejsou dostupná místa; nejsou dostupné; nejsou dostupní; nejsou dostupná; nejsou skladem",
    "sk": "vypredaný; vypredaná; došiel; vypredané; nie je skladom; momentálne nedostupné; nie je na sklade; nedostupný; dočasne nedostupné; čoskoro; úplne rezervované; plne obsadené; nie je k dispozícii; už nie je k dispozícii; momentálne nie je k dispozícii; nie sú dostupné; nie sú skladom; nie sú k dispozícii",
    "hu": "elfogyott a készlet; kifogyott; elfogyott; nincs készleten; nincs raktáron; nem elérhető; jelenleg nem elérhető; nem rendelhető; hamarosan; jelenleg nem rendelhető; átmenetileg nem elérhető;"
    " értesítést kérek; készleten: nem; raktáron: nem; készlethiány; telt ház; teltház; teltházas; nem maradt hely; nem elérhetők; nem elérhetőek; nem kaphatók",
    "ro": "epuizată; s-a epuizat; s-a terminat; stoc epuizat; indisponibil; nu este în stoc; nu este in stoc; epuizat; în curând; momentan indisponibil; fără stoc; nu este disponibil; nu e disponibil;"
    " nu mai este disponibil; nu este pe stoc; rezervat în întregime; complet rezervat; nu sunt disponibile; nu mai sunt disponibile",
    "sv": "har tagit slut; slutsålda; slutsåld; slut i lager; ej i lager; inte i lager; tillfälligt slut; slutsålt; finns ej i lager; utgått; kommer snart; ej tillgänglig; inte tillgänglig;"
    " tillfälligt slutsåld; finns inte i lager; slut på lager; bevaka produkt; slut i webblager; ej i webblager; inte i webblager; otillgänglig; för närvarande otillgänglig;"
    " i lager: nej; är slut; är tyvärr slut; finns inte längre; slut online; tyvärr slut; finns tyvärr inte; inte tillgängligt; ej tillgängligt; otillgängligt; fullbokad; fullbokat; fullsatt; inte tillgängliga",
    "da": "udsolgt; ikke på lager; ikke tilgængelig; midlertidigt udsolgt; kommer snart; ej på lager; restordre; på lager: nej; ikke på nettlager; ikke tilgængeligt; ikke længere tilgængelig; ikke længere tilgængeligt; utilgængelig; utilgængeligt; fuldt booket; fuldtegnet; ikke tilgængelige",
    "nb": "utsolgt; ikke på lager; ikke tilgjengelig; midlertidig utsolgt; kommer snart; ikke på nettlager; på lager: nei; tomt for denne; tomme for denne; vi er tomme; ikke lenger tilgjengelig; utilgjengelig; fullbooket; fulltegnet; ikke tilgjengelige",
    "fi": "myyty loppuun; on loppu; loppuunmyyty; ei varastossa; loppu varastosta; ei saatavilla; tilapäisesti loppu; tulossa pian; loppunut; varastossa: ei; ei varastossamme; loppu; ei ole enää saatavilla; ei ole saatavilla; ei enää saatavilla; täyteen varattu; täynnä; ei enää paikkoja jäljellä; eivät ole saatavilla; eivät ole saatavana; eivät ole enää saatavilla",
    "tr": "tükenmiş; stoğu kalmadı; stoklarımızda bulunmamaktadır; stoklarımızda yoktur; stoklarımızda yok; stokta bulunmamaktadır; stokta kalmadı; stoklarımızda kalmamıştır; tükendi; stokta yok; stokta bulunmuyor; mevcut değil; geçici olarak temin edilemiyor; yakında; stoklar tükendi; gelince haber ver; stok yok; satışta değil;"
    " tedarik edilemiyor; ürün tükendi; stokta kalmadı; ürün tükenmiştir; tükenmiştir; stokta: hayır; stoklarda yok; temin edilemiyor; temin edilememektedir; müsait değil; mevcut değildir",
    "ru": "распродан; распродана; раскуплен; раскуплено; закончилась; закончились; кончился; нет в наличии; распродано; закончился; закончилось; нет на складе; недоступен; недоступно; товар закончился; временно отсутствует; отсутствует; снят с производства; мест нет; нет мест; билетов нет; билеты закончились; места закончились;"
    " ожидается поступление; сообщить о поступлении; скоро в наличии; скоро в продаже; уведомить о поступлении; нет в продаже; ожидается; товар продан; нет наличия;"
    " товара нет в наличии; нету в наличии; в наличии: нет; под заказ: нет; нет на складах; предзаказ закрыт; предзаказ завершен; предзаказ завершён; предзаказ окончен;"
    " предзаказ скоро; недостаточно товара; недостаточно на складе; полностью забронировано; не доступны",
    "uk": "розпроданий; розпродана; скінчився; закінчилася; закінчилися; немає в наявності; немає на складі; розпродано; закінчився; закінчилось; відсутній; недоступний; очікується; повідомити про наявність; повідомити про надходження;"
    " повідомити, коли з'явиться; нема в наявності; товар закінчився; скоро в наявності; тимчасово відсутній; скоро у продажу; немає у наявності; нема на складі;"
    " в наявності: ні; повністю заброньовано; не доступні; немає в продажу",
    "bg": "изчерпана; изчерпани; разпродаден; разпродадена; свърши; изчерпан; изчерпано; няма в наличност; не е наличен; няма наличност; разпродадено; очаквайте скоро; не е налично; неналичен; неналично; неналична; не се предлага; вече не се предлага; не са налични; не е налична; не са в наличност",
    "el": "έχει εξαντληθεί; εξαντληθεί; εξαντλημένα; ξεπουλήθηκε; εξαντλήθηκε; εξαντλημένο; μη διαθέσιμο; εκτός αποθέματος; δεν είναι διαθέσιμο; προσωρινά μη διαθέσιμο; σύντομα; δεν υπάρχει σε απόθεμα; σε απόθεμα: όχι; όχι διαθέσιμο; δεν διατίθεται; δεν διατίθεται πλέον; δεν υπάρχει στο απόθεμα; μη διαθέσιμος; μη διαθέσιμη; μη διαθέσιμος; δεν είναι διαθέσιμα; δεν είναι διαθέσιμες; δεν είναι διαθέσιμοι",
    "hr": "rasprodan; rasprodana; razprodan; rasprodano; nema na zalihi; nije dostupno; nije na zalihi; trenutno nedostupno; nema na lageru; nije na stanju; nema na stanju; rasprodato; ni na zalogi; razprodano;"
    " trenutno nije dostupno; ni dostopno; nema na skladištu; nije dostupan; nije dostupna; trenutno nije dostupan; nedostupan; nedostupna; popunjeno; nisu dostupne; nisu dostupni; nisu dostupna; niso na voljo; ni na voljo",
    "ja": "在庫切れ; 売り切れ; 売切れ; 在庫なし; 品切れ; 入荷待ち; 再入荷通知; 再入荷お知らせ; 在庫がありません; 完売; 近日発売; 販売終了; 現在お取り扱いできません; 取り扱いできません; 入荷未定; 一時的に在庫切れ; 在庫無し; 再入荷リクエスト; 販売を終了; ×在庫なし; soldout; 在庫切; 在庫: なし;"
    " 在庫：なし; 在庫：×; 在庫×; お取り扱い終了; 予約受付を終了; 予約受付終了; 予約は終了; 予約終了; 予約を締め切り; 予約開始前; 入荷予定; 再入荷予定; 再入荷待ち; 取り扱い終了; 取扱終了; お取り扱いがございません; 取り扱いがありません; 欠品; 売切; 満席; 満員御礼; 提供不可; 提供終了; 残り箇所無し; 残席なし; 残席無し; 販売していません; 販売しておりません",
    "zh": "缺货; 售罄; 无货; 已售完; 暂时缺货; 到货通知; 已下架; 暂无库存; 卖完了; 缺貨; 售完; 無貨; 已售罄; 補貨中; 补货中; 即将上市; 貨到通知; 库存不足; 沒有庫存; 没有库存; 暫時缺貨; 目前無法購買; 目前无法购买; 目前缺貨; 即將推出; 完售; 銷售一空; 无库存; 無庫存; 暂无货; 暫無庫存; 選購一空; 搶購一空; 抢购一空; 选购一空;"
    " 預購結束; 预售已结束; 预售结束; 預購已結束; 预订已满; 預購已滿; 預購截止; 即將開放預購; 即将开放预购; 即將預購; 预售未开始; 预计到货; 預計到貨; 预计#月到货; 預計#月到貨; 预计补货; 等待补货; 等待到货; 已售空; 抢光; 搶光; 卖光; 賣光; 抢完; 额满; 額滿; 已报满; 已報滿; 客滿; 客满; 目前不可用; 当前不可用; 當前不可用; 不再可用; 没有剩余; 沒有剩餘; 不可售; 暂不可售; 不可预订; 不可預訂; 无法预订; 無法預訂; 停止预订; 禁止预订; 预订结束; 预订已结束; 已被预订",
    "ko": "품절; 일시품절; 재고 없음; 재고없음; 매진; 재입고 알림; 판매종료; 판매 종료; 출시 예정; 구매 불가; 판매중지; 일시 품절; 판매완료; 판매 완료; 재고수량 0; 예약 마감; 예약마감; 예약판매 종료; 입고 예정; 입고예정; 재입고 예정; 재입고예정; 입고 대기중; 입고 대기; 입고대기중; 구매하실 수 없는 상품입니다; 만석; 출시예정; 주문이 불가능; 구매가 불가능; 주문 불가; 주문불가; 주문이 불가능한; 구매가 불가능한; 남은 자리 없음; 남은 자리가 없",
    "ar": "نفذت الكمية; نفدت الكمية; غير متوفر; غير متاح; نفد المخزون; نفذ من المخزون; انتهى من المخزون; غير متوفرة; قريبا; أعلمني عند التوفر; أخبرني عندما يتوفر; نفدت; نفذت;"
    " نفد من المخزون; منتهي; غير متوفر حاليا; غير متاح حاليا; قريباً; لا يوجد مخزون; غير موجود; تم بيع جميع القطع; بيعت بالكامل; بيع بالكامل; غير متوفر في المخزون; غير متوفرة في المخزون; غير متاح في المخزون; محجوزة بالكامل; محجوز بالكامل; لم يعد متوفراً; لم يعد متوفرا",
    "he": "אזלו; נמכר הכל; אזל מהמלאי; אזל המלאי; לא במלאי; אין במלאי; לא זמין; נגמר המלאי; חסר במלאי; אזל; עדכנו אותי; בקרוב; אזל במלאי; הוזמן במלואו; תפוס לחלוטין; אינם זמינים; אינן זמינות",
    "fa": "ناموجود; موجود نیست; اتمام موجودی; به زودی; تمام شد; موجود شد خبرم کن",
    "hi": "स्टॉक में नहीं है; स्टॉक समाप्त; उपलब्ध नहीं; बिक गया; स्टॉक ख़त्म; फिलहाल उपलब्ध नहीं; बिक चुका है; बिक चुका; अनुपलब्ध; आउट ऑफ स्टॉक; उपलब्ध नहीं है; अभी उपलब्ध नहीं",
    "vi": "đã bán hết; bán hết; hết hàng; tạm hết hàng; ngừng kinh doanh; không có sẵn; sắp về hàng; sắp có hàng; tạm thời hết hàng; cháy hàng; chưa có hàng; không còn hàng; đã đặt hết; đã kín chỗ; đã đặt trước; đã được đặt trước; không có nữa",
    "th": "สินค้าหมด; หมด; ไม่มีสินค้า; หมดชั่วคราว; สินค้าหมดชั่วคราว; ไม่มีในสต็อก; เร็วๆ นี้; ไม่พร้อมจำหน่าย; ไม่มีจำหน่าย; จองเต็มแล้ว; ถูกจองเต็ม; แจ้งเตือนฉันเมื่อมี; แจ้งเตือนเมื่อมีสินค้า; แจ้งเตือนเมื่อมีของ",
    "id": "stok habis; habis terjual; tidak tersedia; stok kosong; habis; segera hadir; kehabisan stok; tiada stok; belum tersedia; tidak ada stok; stok sedang habis; sedang habis; sedang kosong; produk dihentikan; tidak dijual lagi; sudah terpesan semua; penuh dipesan",
    "lt": "išparduotas; išparduoti; baigėsi atsargos; izpārdota; välja müüdud; išparduota; neturime; nėra sandėlyje; nav noliktavā; izpārdots; laos puudub; otsas; prekės nėra; nėra prekyboje; nav pieejams; nav pieejama; pole laos; ei ole laos; šiuo metu neturime; prekės šiuo metu neturime;"
    " läbi müüdud; pole saadaval; prekės šiuo metu nėra; šiuo metu neturime; izpārdotas; pilnībā rezervēts; daugiau nebėra; pole enam saadaval; ei ole enam saadaval; nav pieejamas; nav pieejami; nėra prieinami",
    "ca": "esgotat; fora d'estoc; exhaurit; sense estoc; agortat; ez dago eskuragarri; agortuta; exhaurida; tot reservat; todo vendido; todo reservado",
}

DISCONTINUED: dict[str, str] = {
    "en": "discontinued; no longer available; no longer for sale; end of life; no longer sold; permanently unavailable; retired; product has been retired; item has been retired; style has been retired; model has been retired; set has been retired; product is retired; item is retired; retired product; retired item; end of line; replaced by; has been replaced by; superseded by; was replaced by; is replaced by; successor product; replacement product; withdrawn; listing has been archived; listing is archived; listing has been removed; listing was removed; listing has expired; listing expired; listing is no longer active; listing is closed; listing has been deactivated; item has been archived; product has been archived; ad has expired; ad is no longer active; item is no longer listed; auction has ended; auction ended; bidding has ended",
    "de": "eingestellt; artikel eingestellt; wird nicht mehr hergestellt; auslaufmodell; nicht mehr im sortiment; nicht im sortiment; nachfolgemodell; nachfolgeprodukt; nachfolgeartikel; ersetzt durch; wurde ersetzt durch; abgekündigt; produktion eingestellt; anzeige ist nicht mehr aktiv; anzeige ist abgelaufen; anzeige wurde gelöscht; angebot wurde beendet; angebot ist beendet; auktion beendet; auktion ist beendet",
    "fr": "arrêté; produit arrêté; n'est plus commercialisé; fin de série; retiré de la vente; remplacé par; remplacée par; a laissé la place; a laissé sa place; cède la place; produit de remplacement; abandonné; annonce expirée; annonce est expirée; annonce désactivée; annonce supprimée; annonce a expiré; enchère terminée; vente aux enchères terminée",
    "es": "descatalogado; discontinuado; sustituido por; reemplazado por; producto sustituto; discontinuada; retirado; fuera de catálogo; anuncio caducado; anuncio finalizado; publicación finalizada; publicación pausada; anuncio desactivado; subasta finalizada; subasta terminada",
    "it": "fuori produzione; fuori catalogo; sostituito da; prodotto sostitutivo; ritirato; discontinuato; annuncio scaduto; annuncio terminato; inserzione terminata; inserzione scaduta; annuncio rimosso; asta terminata; asta conclusa",
    "nl": "uit assortiment; niet meer verkrijgbaar; vervangen door; opvolger; uit productie; stopgezet; uit het assortiment; uit ons assortiment; advertentie verlopen; advertentie is verlopen; advertentie is gesloten; advertentie is verwijderd; veiling gesloten; veiling is gesloten",
    "pt": "fora de catálogo; descontinuado; fora de linha; substituído por; retirado; produto substituto; fora de produção; anúncio pausado; anúncio finalizado; anúncio encerrado; anúncio expirado; leilão encerrado; leilão finalizado",
    "pl": "wycofany; produkt wycofany; wycofany ze sprzedaży; koniec produkcji; zastąpiony przez; następca; zakończono produkcję; nieprodukowany; ogłoszenie nieaktualne; ogłoszenie nieaktywne; ogłoszenie zakończone; aukcja zakończona; oferta zakończona; ogłoszenie wygasło",
    "cs": "ukončený prodej; prodej ukončen; již se neprodává; ukončené; predaj ukončený; prodej skončil; nahrazen; nahrazeno; nástupce; výroba ukončena; nevyrábí se",
    "sv": "utgått ur sortimentet; utgått ur sortiment; ersatt av; ersätts av; utgången; har utgått",
    "ru": "снято с производства; снят с продажи; снято с продажи; заменен на; заменён на; преемник; больше не производится; не производится; объявление снято с публикации; объявление закрыто; объявление неактивно; аукцион завершен; аукцион завершён; торги завершены",
    "uk": "знято з виробництва; знятий з виробництва; знято з продажу; замінено на; більше не виробляється; не виробляється",
    "ja": "生産終了; 廃番; 製造終了; 後継機種; 後継品; 後継モデル; オークションは終了; 出品は終了; 出品終了; 掲載終了; 掲載を終了",
    "zh": "停产; 停產; 已停产; 已停售; 替代型号; 替代產品; 已被取代",
    "ko": "단종; 단종되었습니다; 후속 모델",
    "sk": "nahradený; nástupca; výroba ukončená; predaj ukončený",
    "hu": "megszűnt; kifutott termék; utódmodell; gyártása megszűnt",
    "ro": "înlocuit de; scos din producție; produs retras; scos din ofertă; scos din vânzare",
    "da": "udgået; er udgået; erstattet af; udgår",
    "nb": "utgått; er utgått; erstattet av; utgår",
    "fi": "poistunut valikoimasta; poistunut tuotannosta; korvaava tuote; valmistus lopetettu",
    "tr": "üretimden kaldırıldı; üretimi durduruldu; yerini aldı",
    "bg": "спрян от производство; заменен от",
    "el": "καταργήθηκε; αντικαταστάθηκε από; διακόπηκε",
    "hr": "povučen iz prodaje; zamijenjen; ukinut; proizvodnja obustavljena",
    "ar": "توقف إنتاجه; تم إيقاف المنتج; استبدل ب",
    "he": "הופסק; הוחלף ב; יצא מייצור",
    "fa": "تولید متوقف شده; جایگزین شده",
    "hi": "बंद कर दिया गया",
    "vi": "ngừng sản xuất; được thay thế bởi",
    "th": "เลิกผลิต; ยกเลิกการผลิต",
    "id": "dihentikan produksinya; digantikan oleh; diskontinu",
    "lt": "nebegaminama; pakeista; ražošana pārtraukta; tootmine lõpetatud",
    "ca": "descatalogat; substituït per",
}

# Of these what beside another thing is of an order: "10 % Rabatt auf Bestellung", "Detalls de la comanda"
ON_ORDER = (
    "auf bestellung; sur commande; bajo pedido; su ordinazione; op bestelling; por encomenda; sob encomenda; na zamówienie; na objednávku; rendelésre;"
    " la comandă; la comanda; под заказ; на заказ; под замовлення; на замовлення"
)
PRE_ORDER: dict[str, str] = {
    "en": "pre-order; preorder; pre order; available for pre-order; pre-order now; preorder now",
    "de": "vorbestellen; vorbestellung; vorbestellbar; jetzt vorbestellen",
    "fr": "précommande; précommander; pré-commande; pré-commander; en précommande; precommande",
    "es": "preventa; reservar ahora; pre-venta; reserva ya; preordenar; disponible para reserva",
    "it": "preordina; preordine; pre-ordine; prenotabile; pre-ordina; prenota ora; in prenotazione",
    "nl": "pre-orderen; reserveer nu; nu reserveren",
    "pt": "pré-venda; pré-encomenda; encomenda antecipada",
    "pl": "przedsprzedaż; zamów w przedsprzedaży; zamówienie przedpremierowe",
    "cs": "předobjednávka; předobjednat; předprodej; predobjednávka; predobjednať; předobjednávky",
    "hu": "előrendelés; előrendelhető; előrendelem",
    "ro": "precomandă; precomanda",
    "sv": "förbeställ; förhandsboka; förboka; forhåndsbestil; forhåndsbestill; forudbestil",
    "fi": "ennakkotilaa; ennakkotilaus; ennakkotilattavissa",
    "tr": "ön sipariş; ön siparişte; ön siparişe özel",
    "ru": "предзаказ; оформить предзаказ; под предзаказ",
    "uk": "передзамовлення; передзамовити; попереднє замовлення",
    "el": "προπαραγγελία",
    "ja": "予約する; 予約受付中; 予約注文; 予約販売; 予約商品; 予約可能; ご予約受付; ご予約商品; ご予約承り; ご予約可能; ご予約いただけます",
    "zh": "预售; 预购; 預購; 預售; 可预订; 可預訂; 接受预订; 接受預訂; 开放预订; 開放預訂; 预订中; 預訂中; 立即预订; 立即預訂; 马上预订; 我要预订",
    "ko": "예약구매; 예약 구매; 예약판매; 예약주문; 예약 판매",
    "ar": "طلب مسبق; الطلب المسبق; احجز الآن",
    "he": "הזמנה מוקדמת",
    "vi": "đặt trước; hàng đặt trước",
    "id": "pra-pesan; pra pesan",
}

BACK_ORDER: dict[str, str] = {
    "en": "onbackorder; backorder; back-order; back order; backordered; on backorder; available on backorder; available for backorder; available on back-order; on back order;"
    " can be backordered; available for order; made to order; backorders accepted; backorder accepted",
    "de": "auf bestellung; lieferbar auf bestellung; nachbestellbar; kann nachbestellt werden; lieferrückstand; nachlieferbar",
    "fr": "disponible sur commande; sur commande; disponible en réapprovisionnement; en réapprovisionnement",
    "es": "disponible bajo pedido; bajo pedido; disponible para reserva por agotado; se puede reservar",
    "it": "disponibile su ordinazione; su ordinazione; ordinabile; in arrivo ordinabile",
    "nl": "op bestelling; beschikbaar via nabestelling; in nabestelling; levering op bestelling; nabestelling",
    "pt": "disponível por encomenda; sob encomenda; por encomenda",
    "pl": "na zamówienie; dostępne na zamówienie; dostępny na zamówienie; dostępne na zamówienie przedpremierowe",
    "cs": "na objednávku; u dodavatele; dostupné na objednávku",
    "hu": "rendelésre; rendelhető; külső raktáron",
    "ro": "la comandă; disponibil la comandă; disponibil prin precomandă; la comanda",
    "sv": "beställningsvara; bestillingsvare; tilauksesta; tilaustuote; skaffevare",
    "ru": "под заказ; на заказ; доступно для предзаказа",
    "uk": "під замовлення; на замовлення",
    "ja": "取り寄せ; お取り寄せ; 受注生産",
    "he": "ניתן להזמין מראש",
}

IN_STOCK: dict[str, str] = {
    "en": "on stock; in stock; in stock: yes; available: yes; availability: yes; stock: yes; in-stock; instock; available; available now; in stock now; in stock & ready to ship;"
    " ready to ship; # in stock; in stock: #; stock: #; # available; # left; # pieces in stock; usually  ships today; ships within #; # pcs in stock;"
    " available for immediate delivery; available for delivery; in stock and ready to ship; now in stock; back in stock; back in stock now; available to ship;"
    " ready for dispatch; available online; in stock online; available to order; add to stock basket; current stock: #; ships from stock;"
    " # units in stock; # items in stock; # copies available; # copies in stock; units in stock: #; quantity available: #; available quantity: #; available stock: #;"
    " remaining: #; stock level: #; stock quantity: #; availability: #; more than # available; more than # in stock; more than # left; over # available; over # in stock; # + in stock",
    "de": "auf lager; lieferbar; sofort lieferbar; vorrätig; verfügbar; sofort verfügbar; am lager; ab lager; ab lager lieferbar; # auf lager; sofort versandfertig; auf vorrat;"
    " # vorrätig; lagernd; versandfertig; # stück verfügbar; noch # auf lager; online verfügbar; wieder lieferbar; wieder verfügbar; wieder auf lager; # stück auf lager;"
    " bestand: #; lagerbestand: #; # stk. auf lager; # stück lieferbar; verfügbarkeit: #",
    "fr": "en stock; disponible; disponible immédiatement; # en stock; en stock en ligne; disponible en ligne; de nouveau en stock; disponible tout de suite; livrable;"
    " il reste # en stock; stock disponible; prêt à être expédié; # disponibles; # pièces en stock; # exemplaires en stock; # articles en stock; disponibilité: #; de retour en stock",
    "es": "en stock; disponible; hay existencias; hay stock; # disponibles; # en stock; con stock; disponible ahora; en existencia; en existencias; unidades disponibles;"
    " stock disponible; disponible en línea; disponible online; envío inmediato; # unidades disponibles; disponibilidad inmediata; # unidades en stock; disponibilidad: #; de vuelta en stock; de nuevo en stock; de nuevo disponible",
    "it": "disponibile; disponibilità immediata; in stock; # disponibili; disponibile subito; immediatamente disponibile; in magazzino; pronta consegna; disponibile online;"
    " # pezzi disponibili; disponibile in magazzino; disponibile ora; pronto per la spedizione; # rimanente; # rimanenti; # unità disponibili; # pezzi in magazzino; disponibilità: #; di nuovo disponibile; di nuovo in stock; tornato disponibile",
    "nl": "op voorraad; direct leverbaar; leverbaar; beschikbaar; # op voorraad; uit voorraad leverbaar; voorradig; in voorraad; ruim op voorraad; weer op voorraad;"
    " direct uit voorraad leverbaar; online op voorraad; morgen in huis; vandaag besteld, morgen in huis; op werkdagen voor; # stuks op voorraad; beschikbaarheid: #; nu op voorraad; nu leverbaar; nu beschikbaar; nu verkrijgbaar; terug op voorraad; terug in voorraad",
    "pt": "em stock; em estoque; disponível; pronta entrega; # em stock; # em estoque; # disponíveis; disponível online; estoque disponível; envio imediato; # unidades em stock;"
    " # unidades em estoque; # unidades disponíveis; disponibilidade: #; de volta ao estoque; de volta em stock; novamente disponível",
    "pl": "dostępny; dostępna; dostępne; w magazynie; na stanie; produkt dostępny; # w magazynie; od ręki; wysyłka w 24h; dostępny od ręki; # szt.; dostępność: #; duża ilość;"
    " na magazynie; dostępna ilość: #; wysyłka w 24 godziny; # sztuk; dostępny online; # szt. w magazynie; # szt. na stanie",
    "cs": "skladem; na skladě; ihned k odeslání; k dispozici; skladem # ks; dostupné; skladem > # ks; skladem více než # ks; máme skladem; skladem u nás; # ks skladem; dostupnost: #",
    "sk": "na sklade; skladom; dostupné; ihneď k odoslaniu; skladom # ks; máme skladom; # ks skladom; dostupnosť: #",
    "hu": "készleten; raktáron; elérhető; azonnal szállítható; # készleten; raktáron van; készleten van; azonnal elérhető; # db raktáron; # db készleten; elérhetőség: #",
    "ro": "în stoc; in stoc; disponibil; # în stoc; # in stoc; stoc suficient; în stoc furnizor; livrare imediată; disponibilitate: #",
    "sv": "i lager; finns i lager; tillgänglig; # i lager; # st i lager; i webblager; finns i webblager; lagerstatus: i lager; tillgänglighet: #; nu i lager; finns nu i lager; tillgängligt; åter i lager; tillbaka i lager",
    "da": "på lager; tilgængelig; # på lager; # stk. på lager; på fjernlager; klar til afsendelse; tilgængelighed: #; nu på lager; er nu på lager; tilgængeligt; tilbage på lager",
    "nb": "på lager; tilgjengelig; # på lager; på nettlager; klar til sending; # stk. på lager; tilgjengelighet: #",
    "fi": "varastossa; saatavilla; heti saatavilla; # varastossa; heti lähetettävissä; # kpl varastossa; toimitus heti; saatavuus: #",
    "tr": "stokta; stokta var; mevcut; # adet stokta; stoklarda; stokta mevcut; hemen teslim; aynı gün kargo; hızlı teslimat; stok durumu: #",
    "ru": "в наличии; есть в наличии; на складе; доступно; # шт.; много; есть на складе; товар в наличии; осталось # шт; в наличии: #; в наличии на складе; доступен;"
    " имеется в наличии; готов к отправке; можно купить; есть; # в наличии; в достаточном количестве; готово к отправке; # шт. в наличии; # шт. на складе; остаток: #; наличие: #",
    "uk": "в наявності; є в наявності; на складі; готовий до відправки; готово до відправки; готовий до відправлення; є на складі; доступний; доступно; закінчується;"
    " товар в наявності; у наявності; # в наявності; є у наявності; # шт. в наявності; наявність: #",
    "bg": "в наличност; наличен; налично; на склад; в наличност: #; налична; наличност: #",
    "el": "διαθέσιμο; σε απόθεμα; άμεσα διαθέσιμο; άμεση παραλαβή; διαθέσιμη; # σε απόθεμα; διαθεσιμότητα: #",
    "hr": "na zalihi; dostupno; na stanju; na lageru; raspoloživo; na zalogi; dostupno odmah; isporuka odmah; dostupan; dostupna; raspoloživ",
    "ja": "在庫あり; 在庫有り; 在庫有; 残り#点; あと#点; 即納; 当日発送; 通常配送; 在庫◎; 在庫○; 在庫： あり; 発送可能; 入荷しました; 残り#個; 在庫: あり; 在庫数: #; 在庫数：#; 残りわずか; 在庫：○; 在庫：◎; 在庫: ○; 在庫: ◎; 在庫: #; 在庫：#点; 在庫: #点",
    "zh": "有货; 有貨; 现货; 現貨; 库存充足; 有庫存; 有库存; 现货供应; 現貨供應; 庫存充足; 仅剩#件; 库存: #; 库存#件; 可售; 供货中; 剩余#件; 库存：#",
    "ko": "재고 있음; 재고있음; 구매 가능; 판매중; 바로구매 가능; 재고: #; 재고 # 개; 즉시 배송; 오늘출발; 재고수량: #",
    "ar": "متوفر; متاح; في المخزون; متوفر في المخزون; متوفرة; # في المخزون; متوفر الآن; متوفر حاليا; متبقي #; موجود",
    "he": "במלאי; זמין; זמין במלאי; קיים במלאי; יש במלאי; נשארו # יחידות; # במלאי",
    "fa": "موجود; موجود در انبار; موجود است",
    "hi": "स्टॉक में; स्टॉक में है; उपलब्ध; स्टॉक में उपलब्ध",
    "vi": "còn hàng; có hàng; sẵn hàng; có sẵn; còn # sản phẩm; # còn hàng",
    "th": "มีสินค้า; พร้อมส่ง; มีสินค้าพร้อมส่ง; มีในสต็อก; มีของพร้อมส่ง; เหลือ # ชิ้น; สินค้าพร้อมส่ง",
    "id": "stok tersedia; tersedia; ready stock; stok: #; stok ada; ada stok; # tersedia; siap kirim",
    "lt": "turime; sandėlyje; turime sandėlyje; yra sandėlyje; prekė sandėlyje; ir noliktavā; noliktavā; laos; laos olemas; kohe saadaval; pieejams",
    "ca": "en estoc; eskuragarri",
}

LIMITED: dict[str, str] = {
    "en": "limited stock; low stock; limited availability; only # left; only # left in stock; few left; only a few left; last one; last items in stock; last few; low in stock;"
    " almost sold out; almost gone; selling fast; limited quantity; limited quantities; # left in stock; only # in stock; only # remaining; # remaining; few items left;"
    " just # left; last item in stock; very low stock; nearly sold out; last # pieces; last # items; last # in stock; few tickets left; only a few tickets left; few seats left; few places left; few spots left",
    "de": "nur noch # auf lager; nur noch # vorrätig; nur noch # stück; nur noch wenige; geringer bestand; fast ausverkauft; wenige verfügbar; nur # vorrätig;"
    " nur noch # verfügbar; nur noch # artikel; noch # stück; geringe stückzahl; knapper lagerbestand; begrenzt verfügbar; letzte # stück; letzten # stück; nur noch wenige tickets; nur noch wenige karten; nur noch wenige plätze; wenige restkarten; nur noch restkarten",
    "fr": "derniers articles en stock; plus que # en stock; stock limité; dernières pièces; il ne reste plus que #; il n'en reste plus que #; stock faible; bientôt épuisé;"
    " il ne reste que #; plus que # exemplaires; dernière pièce; faible stock; quantité limitée; dernières # pièces; derniers # exemplaires; derniers billets disponibles; quelques places restantes",
    "es": "últimas unidades; pocas unidades; quedan # en stock; solo queda #; solo quedan #; sólo quedan #; sólo queda #; quedan #; queda #; últimas unidades en stock;"
    " ultimas unidades; stock limitado; pocas existencias; bajo stock; disponibilidad limitada; últimas # unidades; ultimas # unidades; quedan pocas entradas; pocas entradas disponibles; quedan pocas plazas",
    "it": "ultimi pezzi; ultimi articoli in magazzino; solo # disponibili; disponibilità limitata; quasi esaurito; ne rimangono solo #; disponibilità: solo #; ultimo pezzo;"
    " solo # pezzi disponibili; solo # rimasti; ultimi # pezzi; pochi biglietti rimasti; ultimi biglietti disponibili; pochi posti rimasti",
    "nl": "nog maar # op voorraad; laatste stuks; bijna uitverkocht; beperkte voorraad; nog # op voorraad; nog # stuks; slechts # resterend; laatste exemplaren; nog maar #; laatste # stuks; nog enkele tickets; nog enkele kaarten; laatste tickets beschikbaar",
    "pt": "últimas unidades; poucas unidades; restam #; restam apenas #; últimos artigos em stock; apenas # em stock; quase esgotado; resta apenas #; restam # unidades; últimas # unidades; restam poucos ingressos; poucos ingressos disponíveis; últimos ingressos disponíveis; poucas vagas",
    "pl": "ostatnie sztuki; mała ilość; pozostało tylko #; ostatnia sztuka; pozostało #; tylko # w magazynie; na wyczerpaniu; średnia ilość; ostatnie # sztuki; ostatnie # szt.; ostatnie # szt; ostatnie wolne miejsca; niewiele biletów",
    "cs": "poslední kus; poslední kusy; poslední # ks; posledné kusy; posledný kus; zbývá #; skladem poslední; poslední # kusy; posledné # kusy; zbývá # vstupenek; poslední volná místa; zbývají # vstupenky",
    "hu": "utolsó darab; utolsó darabok; már csak # maradt; csak # készleten",
    "ro": "stoc limitat; ultimele bucăți; ultimele bucati; ultimul produs; ultimul produs în stoc; mai sunt #",
    "sv": "få kvar; fåtal i lager; endast # kvar; bara # kvar; få på lager; kun # igjen; kun # tilbage; få stk. på lager; nästan slut; fåtal kvar; få biljetter kvar; få platser kvar; få billetter igjen; få billetter tilbage; få pladser tilbage; få plasser igjen",
    "fi": "vain # jäljellä; viimeiset kappaleet; enää #; # lippua jäljellä; muutama lippu jäljellä; # paikkaa jäljellä",
    "tr": "son # ürün; tükenmek üzere; sınırlı stok; son # adet; az stok; son ürünler; son # bilet; son biletler",
    "ru": "осталось мало; мало; заканчивается; последний экземпляр; осталось #; осталось всего #; ограниченное количество; последняя штука",
    "uk": "закінчується; залишилось #; залишилося #; останній; обмежена кількість; мало",
    "el": "τελευταία τεμάχια; περιορισμένη διαθεσιμότητα; λίγα τεμάχια; μόνο # απομένουν",
    "ja": "在庫わずか; 残りわずか; 残り#点 ご注文はお早めに; 在庫僅少; 残り僅か; 残席わずか; 残席僅か; 残り#枚; 残り#席; 残席#",
    "zh": "库存紧张; 即将售罄; 仅剩#; 庫存緊張; 少量库存; 最后#件; 僅剩#; 余票紧张; 余票#张; 仅剩#张; 剩余#张; 剩餘#張",
    "ko": "품절임박; 품절 임박; 매진임박; # 개 남음; 재고 # 개 남음; # 개 남았습니다; 잔여석 #; 잔여 # 석; 잔여 # 매",
    "ar": "كمية محدودة; بقي # فقط; متبقي # فقط; الكمية محدودة",
    "he": "מלאי מוגבל; נותרו # יחידות; אחרונים במלאי; נשארו רק #",
    "vi": "sắp hết hàng; chỉ còn #",
    "id": "stok terbatas; sisa #; tersisa #",
}

IN_STORE_ONLY: dict[str, str] = {
    "en": "only in our shop; only in our shops; only in our store; only in our stores; only at our store; only at our shop; pickup only; pick-up only; collection only; local pickup only; click & collect only; click and collect only; in store only; in-store only; available in store only; available in-store only; only available in store; only available in stores; not sold online; pickup only;"
    " in stores only; sold in stores only; store purchase only",
    "de": "nur in unserem laden; nur in unserem geschäft; nur in unseren filialen; nur zur abholung; nur abholung; nur selbstabholung; nur selbstabholer; nur im laden; nur im geschäft erhältlich; nur in der filiale erhältlich; nur im markt erhältlich; nur in filiale",
    "fr": "seulement dans notre boutique; uniquement dans notre boutique; uniquement dans nos boutiques; retrait uniquement; uniquement en retrait; retrait en magasin uniquement; uniquement en magasin; disponible en magasin uniquement; en magasin uniquement",
    "es": "solo en nuestra tienda; solo en nuestras tiendas; solo recogida; sólo recogida; solo recogida en tienda; solo en tienda; sólo en tienda; solo disponible en tienda",
    "it": "solo nel nostro negozio; solo nei nostri negozi; solo ritiro; solo ritiro in negozio; solo in negozio; disponibile solo in negozio",
    "nl": "alleen in onze winkel; alleen in onze winkels; alleen afhalen; alleen ophalen; enkel afhalen; alleen in de winkel; alleen in winkel verkrijgbaar",
    "pl": "tylko odbiór osobisty; wyłącznie odbiór osobisty; tylko w sklepie stacjonarnym; dostępny tylko w sklepie",
    "sv": "endast hämtning; endast avhämtning; kun afhentning; kun henting; endast i butik; kun i butikk; kun i butik",
    "cs": "pouze osobní odběr; jen osobní odběr; len osobný odber",
    "hu": "csak személyes átvétel",
    "ru": "только самовывоз; лише самовивіз; тільки самовивіз",
    "fi": "vain nouto; vain noutona",
    "ja": "店頭受取のみ; 店舗受取のみ; 店頭販売のみ",
    "zh": "仅限自提; 僅限自取; 仅支持自提",
}

# How long it takes until it is sent: a sign of stock where nothing else is said of it.
DELIVERY: dict[str, str] = {
    "en": "usually ships within; ships within #; ships in #; usually dispatched within; usually dispatched in; usually ships in; available to ship in",
    "de": "gewöhnlich versandfertig in; lieferbar in; lieferbar innerhalb; versandfertig in",
    "fr": "expédié sous; expédition sous; habituellement expédié sous; expédié habituellement sous",
    "es": "habitualmente expedición",
    "it": "generalmente spedito entro; di solito spedito entro",
    "nl": "gewoonlijk verzonden binnen; meestal verzonden binnen",
    "da": "sendes inden for",
    "sv": "skickas inom",
    "el": "παράδοση σε",
    "ja": "以内に発送",
}

# Of a single piece that somebody has bought; "sold by" and "sold: 1,204" mean something else, so that no other words may stand
# beside it than these.
SOLD = (
    "sold; verkauft; vendu; vendue; vendus; vendues; vendido; vendida; vendidos; vendidas; venduto; venduta; venduti; vendute; verkocht; sprzedane; sprzedany; sprzedana; prodáno; predané; eladva; elkelt; vândut; såld; sålt; solgt; myyty; satıldı;"
    " продано; продан; продана; πουλήθηκε; prodano; prodan; 已售; 已售出; 已賣出; 売約済; 売約済み; 판매됨; تم البيع; נמכר; فروخته شد; đã bán; ขายแล้ว; terjual; parduota; pārdots; müüdud; venut"
)
BESIDE_SOLD = (
    "this; it; is; has; been; was; already; last; das; der; die; stück; letzte; letzter; letztes; dernier; dernière; último; última; ultimo; ultima; laatste; sorry; unfortunately; now; item; product; article; piece; one; the; dieser; dieses; artikel; produkt; wurde; ist; bereits; leider; schon; cet; ce; article; produit; a; été; est; déjà;"
    " este; producto; artículo; ha; sido; está; ya; questo; articolo; prodotto; è; stato; già; dit; product; al; produto; foi; já; ten; został; już; byl; bylo; již; товар; уже; вже; был; varen; er; den; on; jo"
)

MEANINGS: tuple[tuple[dict[str, str], Availability], ...] = (
    (SOLD_OUT, Availability.OUT_OF_STOCK),
    (DISCONTINUED, Availability.DISCONTINUED),
    (IN_STORE_ONLY, Availability.IN_STORE_ONLY),
    (PRE_ORDER, Availability.PRE_ORDER),
    (BACK_ORDER, Availability.BACK_ORDER),
    (LIMITED, Availability.LIMITED_AVAILABILITY),
    (IN_STOCK, Availability.IN_STOCK),
    (DELIVERY, Availability.IN_STOCK),
)

COUNTED = (
    (counted.NONE, Availability.OUT_OF_STOCK),
    (counted.LEFT, Availability.LIMITED_AVAILABILITY),
    (counted.THERE, Availability.IN_STOCK),
)


def phrases(table: dict[str, str]) -> list[str]:
    """Return all phrases of a table, whatever their language."""
    return [phrase.strip() for line in table.values() for phrase in line.split(";") if phrase.strip()]


def meanings() -> list[tuple[str, Availability]]:
    """Return every phrase with its meaning. One that counts what is there, or has a number behind it, means "sold out" with a zero."""
    listed = [(phrase, meaning) for table, meaning in MEANINGS for phrase in phrases(table)]
    listed += [(phrase, meaning) for table, meaning in COUNTED for phrase in counted.counted(table)]
    labelled = [f"{label}: #" for label in phrases(counted.LABELS)]
    listed += [(phrase, Availability.IN_STOCK) for phrase in labelled]
    present = (
        labelled
        + phrases(IN_STOCK)
        + phrases(LIMITED)
        + [*counted.counted(counted.LEFT), *counted.counted(counted.THERE)]
    )
    none = [phrase.replace("#", "0") if "#" in phrase else f"{phrase}: 0" for phrase in present]
    return listed + [(phrase, Availability.OUT_OF_STOCK) for phrase in (*none, *used_up())]
