"""The words that make a phrase about stock worth nothing, by what they do to it; read by `reading.py` as `marks.py` reads tables.

Those that turn "in stock" into another statement are in `qualifying_words.py`.
"""

# Words that put a sentence into the future or under a condition: "ships when in stock".
CONDITIONS = (
    "subject to; vorbehaltlich; unter vorbehalt; sous réserve; sujeto a; salvo conferma; salvo confirmación; onder voorbehoud; sujeito a;"
    " isnt; isn't; arent; aren't; wasn't; hardly; rarely; zero; nein; nee; nav; pole; slut; δεν; όχι; нету; belum; chưa;"
    " no; not; none; 0; false; non; nicht; kein; keine; pas; ne; sin; nem; nincs; nie; niet; geen; não; нет; не; немає; ikke; inte; ej; ei; yok; değil; không;"
    " tidak; לא; אין; لا; غير; ไม่; 不; ない;"
    " also; boxes; parcels; packages; if; when; once; until; unless; soon; expected; notif*; email; e-mail; alert*; will; should; may; might; before; whenever; filter*; show; hide;"
    " exclud*; includ*; waitlist; coming; never; check; after; depend*; estimat*; eta; select*; choose; view; see; was; were; would; only;"
    " wenn; wann; ob; sobald; falls; bald; voraussichtlich; benachrichtig*; erst; erwartet; wählen; prüf*; filiale*; si; dès; lorsque; quand; bientôt; prochainement;"
    " sélectionn*; choisi*; vérifi*; selon; cuando; pronto; próximamente; selecciona*; elige; hasta; según; quando; presto; appena; seleziona*; scegli;"
    " wanneer; zodra; binnenkort; verwacht; kies; selecteer; se; brevemente; escolha; selecione; gdy; kiedy; wkrótce; wybierz; jakmile; až; brzy; čoskoro;"
    " vyberte; ha; hamarosan; válassz; când; curând; alege; när; snart; når; välj; vælg; velg; pian; valitse; yakında; seçin*; gelince; когда; если; скоро;"
    " при; ожидается; выберите; уведом*; сообщ*; коли; якщо; незабаром; очікується; оберіть; повідом*; όταν; σύντομα; επιλέξτε; 入荷; 予定; 選択; 通知; 预计;"
    " 即将; 选择; 選擇; 預計; 예정; 선택; 알림; عند; عندما; قريبا; اختر; כאשר; בחר; khi; เมื่อ; หาก; ถ้า; เลือก; pilih; jika; 場合; なら; あれば; 次第; 限り; 如有; 如果; 若有; 경우"
)

# The same for "sold out": a filter, a legend, a warning. In front of the phrase only.
DOUBTS = (
    "if; case; never; before; hide; show; includ*; exclud*; filter*; unless; when; once; may; might; can; could; other; some; selected; was; were; until;"
    " should; in case; sollte; sollten; im fall; im falle; en cas; in caso; en caso; em caso; w przypadku; v případě; v prípade; în caz; în cazul; jos; mikäli; indien; mocht; jeśli; jeżeli; pokud; kdyby; hvis; eğer; в случае; у разі; в случай; ако; αν; εάν; σε περίπτωση; u slučaju; v primeru; ako; če; jei; kui;"
    " without; not; no; will; would; soon; wenn; falls; ohne; bevor; bald; si; sans; avant; cuando; sin; antes; pronto; se; quando; senza; prima; presto; als; zonder; gdy; bez; если; без; коли; якщо"
)

# The same in scripts that don't part words, wherever they stand: "売り切れの場合はご容赦ください", "售完为止".
DOUBTS_ANYWHERE = "場合; 次第; 前に; 恐れ; 可能性; ことがあ; かもしれ; でも; 続出; 間近; 必至; なり次第; 如果; 若; 如遇; 可能; 为止; 為止; 以免; 之前; 容易; 经常; 經常; 即将; 即將; หาก; ถ้า; อาจ; เมื่อ; เกือบ; 他の色; 別の色; 他のカラー; 他のサイズ; 更多颜色; 其他颜色; 更多顏色; 其他顏色; 更多款式; 其他尺码"

# Between two phrases, they leave open which of them is true.
ALTERNATIVES = "or; oder; ou; o; of; lub; nebo; alebo; vagy; sau; eller; tai; veya; или; або; ή; ili; atau; hoặc"

# A single word like "available" or "ausverkauft" tells of the product where no other words than these stand beside it.
COMPANIONS = (
    "#; im; moment; zur; zeit; il; ole; de; towar; aktuálně; dočasne; tento; tato; toto; længere; lenger; enää; 상품; 상품은; 상품이; 상품입니다; 제품; 제품은; 제품이; 제품입니다; 현재; 일시적으로; کالا; این; محصول; است; hetkel; laikinai; now; still; again; has; have; been; being; was; were; be; already; all; completely; fully; everything; everywhere; we; we're; our; us; sadly; currently; present; due; demand; high; until; further; notice; ticket; tickets;"
    " wurde; worden; wird; sind; wir; bereits; schon; komplett; restlos; vollständig; alles; alle; tickets; karten; bis; auf; weiteres; war; a; été; ont; sont; sera; complètement; entièrement; malheureusement; tous; tout; billets; déjà; plus;"
    " ha; han; sido; son; está; están; completamente; todo; todos; todas; entradas; lamentablemente; ya; hemos; es; era; stato; stata; stati; sono; è; completamente; tutto; tutti; tutte; biglietti; purtroppo; già; abbiamo;"
    " is; zijn; werd; geworden; geheel; helaas; allemaal; alle; kaarten; reeds; al; foi; foram; sido; são; está; infelizmente; bilhetes; ingressos; já; totalmente; został; została; zostało; zostały; niestety; już; całkowicie; wszystkie; bilety;"
    " byl; byla; bylo; byly; bohužel; již; už; zcela; vstupenky; bol; bola; boli; bohužiaľ; úplne; sajnos; már; jegyek; fost; au; din; păcate; deja; toate; biletele; har; blivit; redan; helt; alla; biljetter; biljetterna; blevet; allerede; alle; billetter; blitt; dessverre; ble;"
    " stars; sterne; étoiles; estrellas; stelle; sterren; sajnos; ez; a; az; már; rất; tiếc; sản; phẩm; đã; έχει; valitettavasti; jo; kokonaan; liput; maalesef; tamamen; biletler; tümü; был; была; было; были; уже; полностью; к; сожалению; билеты; все; бул; була; було; були; вже; повністю; на; жаль; квитки; усі; всі; е; са; бяха; вече; напълно; за; съжаление; билети; билетите;"
    " έχει; έχουν; δυστυχώς; ήδη; εντελώς; εισιτήρια; τα; το; αυτό; nažalost; već; potpuno; ulaznice; karte; su; žal; že; jau; visos; bilietai; diemžēl; biļetes; kahjuks; juba; piletid;"
    " online; immediately; instantly; directly; currently; temporarily; permanently; today; yes; completely; sorry; unfortunately; this; the; it; it's; is;"
    " are; item*; product*; article*; availability; status; stock; state; at; moment; pcs; pieces; pc; units; st; stk; stück; ks; db; szt; шт; kpl; adet;"
    " ja; sofort; noch; wieder; leider; derzeit; momentan; zurzeit; aktuell; artikel; produkt; dieser; dieses; ist; der; das; verfügbarkeit; lagerstatus;"
    " oui; immédiatement; actuellement; momentanément; temporairement; produit; cet; ce; est; désolé; disponibilité; toujours; encore; pièces;"
    " sí; si; sì; actualmente; temporalmente; momentáneamente; este; producto; está; disponibilidad; disponibilidade; unidades; attualmente; questo; prodotto; è; momento;"
    " disponibilità; subito; sim; produto; momentaneamente; imediatamente; inmediatamente; pezzi; nog; weer; direct; momenteel; tijdelijk; dit; beschikbaarheid; voorraad; stuks;"
    " tak; ten; jest; obecnie; chwilowo; czasowo; dostępność; sztuk; ihned; momentálně; dočasně; dostupnost; dostupnosť; kusů; ano; je; igen; jelenleg; készlet; azonnal; da; stoc; acum;"
    " lagersaldo; lager; tillgänglighet; nu; just; tyvärr; desværre; dessverre; varan; varen; är; er; tuote; on; tällä; hetkellä; saatavuus; heti; evet; ürün; şu; anda; stok; durumu;"
    " да; сейчас; временно; товар*; наличие; доступность; есть; так; зараз; тимчасово; наявність; διαθεσιμότητα; ναι; προϊόν; προσωρινά; trenutno; proizvod; hiện; sản; phẩm; tình; trạng; artículo; articolo; artigo; artykuł; zboží; tovar; termék; produsul; vare; varen; tuotetta; tuotteen; artikeln; produkten; ürünü; προϊόν; продукт; продуктът; izdelek; izdelku; proizvoda; preke; prekė; toode; prece; artikkelen; artikelen; titel; title; titre; título; titolo; model; version; modell; modèle; modelo; modello; ausführung; variant; there; n'y; hay; ci; sono; er; zijn; right; حاليا; حالياً; مؤقتا; مؤقتاً; الآن; هذا; المنتج; عذرا; عذراً; للأسف; זמנית; כרגע; עכשיו; המוצר; מוצר; זה; לצערנו; מצטערים; sedang; saat; ini; produk; maaf; sementara; xin; lỗi; này; tạm; thời; فعلا; اکنون; این; محصول; متاسفانه; अभी; फिलहाल; यह; उत्पाद; क्षमा; 현재; 상품; 이; 해당; 죄송합니다; actuelle; pour; l'instant; el; le; nous; sommes; estamos; siamo; jesteśmy; jsme"
)

# A sentence about these says nothing of the product's own stock now: "image not available", "more colours coming soon",
# "often sold out".
OTHER_THINGS = (
    "image*; photo*; picture*; video*; preview*; review*; rating*; question*; comment*; description*; shipping; delivery; pickup; collection; coupon*; code; voucher*; discount*;"
    " warranty; guarantee; wrap; wrapping; engraving; personalization; personalisation; cod; financing; klarna; information; details; data; chart; spec*; more; another; others; new; country; region; return*; exchange*; refund*;"
    " prices; price; cart; basket; wishlist; wish; newsletter; account; login; address; map; parking; support; chat; service; installments; instalments; payment; paypal; afterpay; affirm; subscription; subscriptions; replacement; replacements; spare;"
    " minimum; minimal*; mindestmenge; mínimo; mínima; minimo; minima; minimale; limit; limits; keeping; missing; lacking; fehlt; fehlen; manque; manquent; manca; mancano; ontbreekt; ontbreken; chybí; chýba; brakuje; hiányzik; lipsește; saknas; mangler; puuttuu; eksik;"
    " *versand; *lieferung; *zustellung; *abholung; *zahlung; *verzending; *bezorging; *levering; *betaling; *frakt; *leverans; *leveranse; *toimitus; *doručení;"
    " phone line*; telephone line*; helpline*; call centre; call center; office; offices; team; staff; telefonleitung*; telefonzentrale; büro; ligne téléphonique; bureau; línea telefónica; oficina; linea telefonica; ufficio; telefoonlijn; kantoor; linha telefônica; escritório; infolinia; biuro; telefonní linka;"
    " giỏ; корзине; кошику; krepšelyje; koszyku; košíku; kosárban; sepetinizde; sepetinizdeki;"
    " fast; quickly; often; usually; previously; times; no time; record time; last time; first time; second time; next time; every time; each time; all the time; time slot*; time window*; time frame*; lead time*; hours; minutes; batch;"
    " bild*; foto*; bewertung*; versand; lieferung; abholung; gutschein*; gravur; beschreibung*; avis; livraison; retrait; imagen*; imágenes; reseñas; envío; entrega; imagem; avaliações;"
    " immagin*; recension*; spedizione; consegna; afbeelding*; beoordeling*; levering; bezorging; zdjęc*; zdjęć; opinii; opinie; ocen; oceny; komentarz*; dostawy; wysyłk*; pytań; obráz*;"
    " hodnocení; recenz*; doprava; kép; értékelés*; szállítás*; recenzii; imagine*; livrare*; kuva*; arvostelu*; toimitus; görsel*; yorum*; kargo; teslimat; фото*; изображени*; отзыв*; оценок;"
    " вопрос*; доставк*; описани*; комментари*; зображенн*; відгук*; опис*; εικόνα; φωτογραφία; κριτικές; ratenzahlung; finanzierung; rechnungskauf; anleitung; handbuch; manual; manuals; instructions; handleiding; manuel; language; translation; download; downloads; pdf; brochure; hotline; abholung; ratenkauf; paiement; pago; pagamento; betaling; platba; płatność; weitere; farben; farbe; kleuren; autres; couleurs; coloris; otros; colores; altri; colori; kolorów; kolory; barvy; farby; färger; farver; farger; renkler; цвета; цветов; кольори; ersatzteil*; bulk; refill; refills; bonus; trade; promotions; promos; promociones; promozioni; engravings; lid; lids; nachfüll*"
)

# Goods in general: with these beside it a phrase describes many things and not the product, "sold out items", "articles épuisés".
GOODS = (
    "items; products; articles; orders; goods; pieces; sizes; styles; titles; colors; colours; models; parts; purchases; merchandise; inventory; options; variants; variations;"
    " produkte; waren; bestellungen; größen; farben; modelle; bücher; produits; commandes; tailles; couleurs; modèles; productos; artículos; pedidos; tallas; colores; modelos;"
    " prodotti; articoli; ordini; taglie; colori; modelli; producten; artikelen; bestellingen; maten; kleuren; produtos; artigos; encomendas; tamanhos; cores;"
    " produkty; artykuły; produktów; artykułów; zamówienia; rozmiary; kolory; zboží; objednávky; velikosti; tovary; výrobky; termékek; rendelések; méretek; produse; produsele; comenzi; comenzile;"
    " produkter; varor; beställningar; storlekar; varer; bestillinger; størrelser; tuotteet; tilaukset; koot; ürünler; ürünleri; siparişler; bedenler; товары; товаров; заказы; размеры; товари; замовлення; розміри;"
    " стоки; поръчки; προϊόντα; παραγγελίες; μεγέθη; proizvodi; narudžbe; veličine; izdelki; naročila; المنتجات; الطلبات; מוצרים; הזמנות; محصولات; سفارش‌ها; उत्पाद; ऑर्डर; prekės; preces; tooted; productes; comandes"
)

# What a shop's rules are about.
POLICIES = (
    "returned; return; returns; refund*; exchange*; exchanged; cancel*; policy; policies; terms; non-refundable; nonrefundable; final; customs; lead; typically; generally; normally; usually;"
    " rückgabe; rückgabe*; zurückgegeben; retoure*; umtausch*; umgetauscht; storniert; stornier*; widerruf*; agb; erstattet; erstattung; ausgeschlossen; üblicherweise; normalerweise;"
    " retourné*; retournable*; retours; échangé*; échange; remboursé*; remboursement*; annulé*; annulation; conditions; repris; reprises; généralement; habituellement;"
    " devoluciones; devolver*; devuelto*; devolución; reembols*; cambio*; cancelar*; cancelado*; condiciones; política; generalmente; normalmente;"
    " restituit*; reso; resi; rimbors*; cambi*; annullat*; condizioni; politica; solitamente; generalmente;"
    " geretourneerd; retour*; geruild; ruilen; terugbetaald; terugbetaling; geannuleerd; voorwaarden; doorgaans; meestal;"
    " devolvid*; devolver; devoluções; troca; trocad*; reembols*; cancelad*; condições; política;"
    " zwrot*; zwrócić; zwracać; zwrócon*; wymian*; wymienić; anulowa*; regulamin*; zazwyczaj; zwykle;"
    " vrátit; vrácen*; vrácení; reklamac*; storno; podmínky; vrátiť; vrátenie; podmienky; visszaküld*; visszavált*; cserél*; visszatérít*; feltétel*;"
    " returnat*; retur*; ramburs*; anulat*; condiții; returneras; byten; bytas; återbetal*; avbokas; villkor; returneres; byttes; refunderes; annulleres; betingelser; vilkår; palauttaa; palautus*; vaihto; peruuttaa; ehdot;"
    " iade; iptal; değişim; koşul*; возврат*; вернуть; обмен*; отмен*; услови*; обычно; повернен*; повернути; скасува*; умови; зазвичай; връщан*; замяна; условия;"
    " επιστροφ*; επιστρέφ*; αλλαγ*; ακύρωσ*; όροι; povrat*; zamjen*; otkaz*; uvjet*; uslov*; vračil*;"
    " إرجاع; استرجاع; استبدال; إلغاء; שינוי; החזר*; החלפ*; ביטול; מרجوع; بازگشت; تعویض; वापसी; वापस; đổi; trả; hoàn; คืน; เปลี่ยน; pengembalian; dikembalikan; grąžin*; atgriez*; tagasta*;"
    " 返品; 返金; 交換; キャンセル; 規約; ご了承; 退货; 退貨; 换货; 換貨; 退款; 取消; 条款; 條款; 반품*; 교환*; 환불*; 취소*"
)

# The phrases that hold one of these may be said of anything, a site or a page: "currently unavailable", "back soon".
OF_ANYTHING = (
    "available; unavailable; soon; back; coming; verfügbar; erreichbar; erhältlich; bald; demnächst; kürze; verfügung; disponible; disponibles; indisponible; bientôt; retour; próximamente; disponibile; disponibili; prossimamente; presto; breve;"
    " beschikbaar; binnenkort; disponível; disponíveis; indisponível; brevemente; dostępn*; niedostępn*; wkrótce; nedostupn*; dostupn*; dispozici; brzy; čoskoro; elérhető; hamarosan; disponibil*; indisponibil*; curând;"
    " tillgänglig; otillgänglig; snart; tilgængelig; tilgjengelig; saatavilla; pian; mevcut; yakında; недоступ*; доступ*; скоро; незабаром; відсутній; отсутствует; διαθέσιμο; διαθέσιμη; σύντομα; dostupno; nedostupno; dostopno; uskoro;"
    " متاح; متوفر; متوفرة; قريبا; قريباً; זמין; בקרוב; זودی; زودی; उपलब्ध; sẵn; sắp; tersedia; segera; pieejams; pieejama; saadaval; eskuragarri; temin"
)

# It is said of the page's product, whatever else stands beside it: "We apologise: this product is out of stock".
THIS = (
    "this item; this product; this article; this one; the item; the product; this listing; dieser artikel; dieses produkt; diesen artikel; der artikel; das produkt; dieser titel;"
    " cet article; ce produit; l'article; le produit; este producto; este artículo; el producto; el artículo; questo prodotto; questo articolo; il prodotto; l'articolo;"
    " dit product; dit artikel; het product; het artikel; este produto; este artigo; o produto; ten produkt; tego produktu; ten artykuł; tento produkt; tato položka; toto zboží; tento tovar;"
    " ez a termék; a termék; acest produs; produsul; den här varan; denna vara; denna produkt; produkten; varan; denne vare; dette produkt; denne varen; dette produktet; varen; tämä tuote; tuote on;"
    " bu ürün; этот товар; данный товар; цей товар; даний товар; този продукт; този артикул; αυτό το προϊόν; το προϊόν; ovaj proizvod; ta izdelek; この商品; 本商品; 当商品; こちらの商品; 该商品; 此商品; 該商品; 本产品; 该产品;"
    " 이 상품; 해당 상품; 이 상품은; 본 상품은; 해당 상품은; 이 제품은; 본 제품은; هذا المنتج; المنتج; המוצר; מוצר זה; این محصول; यह उत्पाद; sản phẩm này; สินค้านี้; produk ini; ši prekė; šī prece; see toode; aquest producte"
)

# Where somebody is: "not available in your region".
PLACES = (
    "region; country; location; area; state; territory; market; region*; land; standort; gebiet; pays; région; zone; país; región; ubicación; zona; paese; regione; zona; regio; land; locatie; região; localização; kraju; regionie; lokalizacji;"
    " zemi; regionu; krajine; országban; régióban; țară; țara; regiunea; regiunii; ort; område; alueella; maassa; bölge*; ülke*; konum*; регион*; стран*; країні; регіоні; държава; регион; περιοχή; χώρα; regiji; državi; 地域; お住まい; 国; 地区; 地區; 国家; 國家; 지역; 국가;"
    " منطقتك; بلدك; באזור; במדינה; منطقه; کشور; क्षेत्र; देश; khu vực; quốc gia; พื้นที่; ประเทศ; wilayah; negara; regione; šalyje; valstī; riigis; país"
)
