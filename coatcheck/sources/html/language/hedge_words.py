"""Words with which a shop leaves a purchase open: it sends people elsewhere, puts it off, or says that all are gone. Read by `hedges.py`.

All languages of `stock_phrases.py` in one line each; a star stands for any ending.
"""

# What buying is called where it is a verb of its own, in languages whose other tables deny it in one word with it
TO_BUY = (
    "购买; 購買; 下单; 下單; 订购; 訂購; 購入; 注文; 구매*; 주문*; satın; sipariş; خرید; سفارش; खरीद*; ऑर्डर; ซื้อ; สั่งซื้อ"
)

# Where somebody is sent in place of the cart: "Call 555 to order", "Bestellung nur telefonisch" ...
CONTACT = (
    "call; phone; ring; telephone; contact; mail; e mail; email; write; message; enquire; inquire; enquiry; inquiry; whatsapp; dm; by phone; by appointment; on request; upon request; in touch;"
    " anruf*; ruf; rufen; telefon*; telephonisch; kontakt*; schreib*; anfrage*; anfragen; fragen; frag; nach vereinbarung; appelez; appeler; téléphone*; téléphonez; contactez; contacter; écrivez; renseignez; demandez; sur demande; sur rendez vous;"
    " llame; llama; llámenos; llámanos; llamar; teléfono; contacte; contacta; contáctenos; contáctanos; escríbanos; escríbenos; consulte; consultar; bajo consulta; chiama*; telefona*; telefonicamente; contatta*; scrivici; chiedi; su richiesta; su appuntamento;"
    " bel; bellen; telefoon; telefonisch; mailen; aanvraag; op afspraak; ligue; telefone; contacte; contate; escreva; pergunte; consulte; sob consulta; fale; zadzwoń; dzwoń; telefonicznie; telefoniczne; skontaktuj; napisz; zapytaj; zavolejte; volejte; telefonicky; kontaktujte; napište; poptáv*;"
    " zavolajte; volajte; napíšte; dopyt; hívjon; hívja; telefonon; írjon; érdeklődjön; keressen; sunați; sunaţi; sună; telefonic; contactați; contactează; scrieți; la cerere; ring; ringa; kontakta; mejla; maila; fråga; förfrågan; skriv; spørg; spør; forespørsel; forespørgsel;"
    " soita; puhelimitse; yhteyttä; kysy; arayın; arayınız; telefonla; iletişime; yazın; позвоните; звоните; телефону; свяжитесь; напишите; обращайтесь; запросу; уточняйте; зателефонуйте; телефонуйте; зв'яжіться; напишіть; звертайтеся; запитом; обадете; свържете; пишете;"
    " καλέστε; τηλεφων*; επικοινωνήστε; nazovite; telefonom; telefonski; kontaktirajte; javite; pokličite; 電話; お問い合わせ; 問合せ; ご連絡; 致电; 致電; 电话; 联系; 聯繫; 聯絡; 咨询; 諮詢; 客服; 私信; 전화*; 문의*; 연락*; اتصل; اتصلوا; تواصل; هاتف; راسلنا; התקשרו; צרו קשר; צור קשר; טלפונית; תماس; تماس; تلفنی;"
    " कॉल; संपर्क; gọi; liên hệ; điện thoại; โทร; ติดต่อ; สอบถาม; hubungi; telepon; skambinkite; susisiekite; zvaniet; sazinieties; helista*; truqueu; truca; contacteu; deitu"
)

# ... or whom alone it is sold to, and where: "Trade customers only", "Nur im Fachhandel", "By invitation only".
ONLY = (
    "only; exclusively; exclusive; nur; ausschließlich; exklusiv; seulement; uniquement; exclusivement; solo; sólo; solamente; únicamente; exclusivamente; soltanto; solamente; unicamente; esclusivamente; alleen; uitsluitend; enkel; só; apenas; somente; tylko; wyłącznie; jen; pouze; výhradně; len; iba; výhradne; csak; kizárólag; doar; numai; exclusiv;"
    " bara; endast; enbart; exklusivt; kun; udelukkende; bare; vain; ainoastaan; sadece; yalnızca; только; лишь; исключительно; тільки; лише; виключно; само; единствено; μόνο; αποκλειστικά; samo; isključivo; le; 限定; のみ; だけ; 仅; 僅; 只限; 仅限; 僅限; 만; 한정*; فقط; רק; בלבד; केवल; सिर्फ; chỉ; เท่านั้น; hanya; tik; tikai; ainult; només; bakarrik"
)
BUYERS = (
    "trade; invited; trade customers; dealers; dealer; retailers; retailer; stockists; stockist; resellers; wholesale; invitation; invite; members; subscribers; professionals; businesses; prescription; showroom; store; stores; in store; shop; boutique; appointment;"
    " fachhandel; handel; händler*; wiederverkäufer; einladung; mitglieder; gewerbe*; filiale*; laden; ladengeschäft; markt; rezept; magasin*; boutique*; revendeur*; invitation; adhérents; membres; professionnels; ordonnance; tienda*; distribuidor*; invitación; socios; profesionales; receta;"
    " negozio; negozi; rivenditor*; invito; soci; professionisti; ricetta; winkel*; dealer*; uitnodiging; leden; loja*; revendedor*; convite; sócios; profissionais; sklepach; sklepie; dealer*; zaproszenie; członk*; prodejn*; pozvánk*; členy; predajn*; üzlet*; boltban; meghívó*; magazin*; invitație; butik*; återförsäljare; inbjudan; medlemmar; forhandler*; medlemmer;"
    " myymälä*; jälleenmyyj*; kutsu*; jäsen*; mağaza*; bayi*; davet*; üye*; магазин*; дилер*; приглашени*; член*; магазин*; запрошення*; магазин*; κατάστημα*; καταστήματα; πρόσκληση; trgovin*; poslovnic*; pozivnic*; 店頭; 店舗; 会員; 会员; 會員; 门店; 門市; 实体店; 实体店; 매장*; 회원*; متجر; المتجر; بدعوة; חנות; بدعوت; فروشگاه; cửa hàng; thành viên; ร้าน; สมาชิก; toko; anggota; parduotuv*; veikal*; pood*; botig*"
)

# It is there or on sale later: "Back within three weeks", "Demnächst wieder da", "Drops Friday".
COMING = (
    "back; returning; restock; restocks; restocked; drops; drop; dropping; launches; launching; launch; releases; releasing; release; released; arrives; arriving; expected; expect; due; opens; reopens; resume; resumes; order again; available; more on order;"
    " wieder da; wieder; zurück; erscheint; erscheinungstermin; kommt; nachschub; erhältlich; verfügbar; lieferbar; bestellbar; retour; revient; reviendra; sortie; sort; arrive; arrivage; réassort; disponible; vente; vuelve; volverá; regresa; lanzamiento; llega; venta; disponible;"
    " torna; tornerà; ritorno; uscita; esce; arrivo; vendita; disponibile; terug; verschijnt; release; leverbaar; verkrijgbaar; beschikbaar; verkoop; regressa; volta; lançamento; chega; venda; disponível; wraca; wróci; premiera; sprzedaży; dostępn*; naskladn*; vydání; prodeji; skladem; dostupn*; skladom; predaji; naskladnen*;"
    " megjelen*; érkezik; elérhető; kapható; készleten; revine; lansare; vânzare; disponibil; stoc; tillbaka; släpp*; lager; åter; lanseras; tilbage; tilbake; lanceres; lanseres; lager; takaisin; varastoon; saatavilla; myyntiin; julkaisu*; tekrar; yeniden; çıkış; satışta; satışa; stokta; stoklarda;"
    " поступлени*; поступит; продаже; появится; выход; вернется; вернётся; наличии; надходження; надійде; продажу; з'явиться; наявності; продажба; наличност; επιστρέφει; κυκλοφορεί; διαθέσιμο; πώληση; natrag; ponovno; prodaji; dostupn*; stiže; spet; 入荷; 発売; 販売; 再販; 開始; 上市; 到货; 到貨; 开售; 開賣; 发售; 發售; 补货; 補貨; 입고*; 재입고*; 출시*; 발매*; 판매*;"
    " يعود; سيعود; متوفر; إصدار; يتوفر; חוזר; יחזור; למלאי; השקה; موجود; عرضه; वापस; उपलब्ध; có hàng; về hàng; trở lại; mở bán; กลับมา; เข้า; วางจำหน่าย; tersedia; kembali; rilis; pasirodys; papildysime; saabub; müügile; torna; arriba"
)
LATER = (
    "soon; shortly; later; next week; next month; next year; next spring; next summer; next autumn; in spring; in summer; in autumn; in winter; tomorrow; days; weeks; months; friday; saturday; sunday; monday; tuesday; wednesday; thursday;"
    " bald; demnächst; in kürze; kürze; nächste*; wochen; tagen; monaten; morgen; ab; voraussichtlich; montag; dienstag; mittwoch; donnerstag; freitag; samstag; sonntag; frühjahr; bientôt; prochainement; prochain*; semaines; semaine; jours; demain; dès; partir; lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche;"
    " pronto; próximamente; próxim*; breve; semanas; días; mañana; desde; partir; lunes; martes; miércoles; jueves; viernes; presto; prossim*; settimane; giorni; domani; dal; lunedì; martedì; mercoledì; giovedì; venerdì; binnenkort; volgende; weken; dagen; vanaf; maandag; dinsdag; woensdag; donderdag; vrijdag; brevemente; em breve; semanas; dias; amanhã;"
    " wkrótce; niebawem; tygodni*; dni; jutro; od; brzy; brzo; zanedlouho; týdn*; zítra; čoskoro; onedlho; týždň*; hamarosan; hét; nap; holnap; curând; săptămâni; zile; mâine; snart; inom; veckor; dagar; från; uger; dage; uker; dager; inden; fra; pian; viikko*; päivä*; yakında; hafta*; gün; скоро; вскоре; недел*; дней; незабаром; тижн*; скоро; седмиц*; σύντομα; εβδομάδ*; uskoro; kmalu; tjedn*; nedelj*;"
    " まもなく; 間もなく; 近日; 予定; 以降; より; 即将; 即將; 预计; 預計; 敬请期待; 敬請期待; 곧; 예정; 부터; قريبا; قريباً; بعد; בקרוב; به زودی; بزودی; जल्द; sắp; sớm; เร็ว; segera; netrukus; greitai; drīz; drīzumā; peagi; varsti; aviat; properament; laster"
)

# There are none any more: "Every last one has been sold", "All jars are allocated", "We've stopped making it".
EACH = "all; every; everything; each; last; final; none; this one; this piece; this item; these; them; both; alle; alles; sämtliche; letzte*; dieses stück; tous; toutes; tout; dernier*; dernière*; cette pièce; todos; todas; último*; última*; esta pieza; tutti; tutte; ultimo; ultimi; ultima; questo pezzo; allemaal; laatste; dit stuk; todas; último*; wszystkie; ostatni*; všechn*; poslední*; všetk*; posledn*; összes; mind; utolsó; toate; ultim*; alla; sista; denna; alle; siste; sidste; kaikki; viimeinen; hepsi; tümü; son; все; последн*; всі; усі; останн*; всички; όλα; τελευταί*; svi; sve; zadnj*; posljednj*; vsi; 全て; すべて; 最後; 全部; 最后; 最後; 모두; 다; 마지막*; كل; جميع; كلها; כולם; כל; האחרון; همه; سभी; सभी; tất cả; ทั้งหมด; semua; visi; kõik; tots"
TAKEN = "sold; gone; taken; allocated; claimed; reserved; spoken for; assigned; snapped up; bought; found; used up; weg; verkauft; vergeben; reserviert; aufgebraucht; vendus; vendues; vendu; vendue; partis; parties; partie; réservé*; attribué*; vendidos; vendidas; vendido; vendida; reservad*; asignad*; venduti; vendute; venduto; venduta; andati; assegnat*; riservat*; prenotat*; verkocht; weg; vergeven; gereserveerd; vendidos; esgotaram; sprzedan*; zarezerwowan*; przydzielon*; prodán*; rezervován*; pryč; predan*; rezervovan*; elkelt*; elfogyott*; lefoglal*; vândut*; rezervat*; såld*; borta; reserverad*; bokad*; solgt; væk; borte; reservert*; reserveret*; myyty; varattu; satıld*; tükendi; ayrıld*; rezerve; продан*; раскуплен*; зарезервирован*; разобран*; розкуплен*; зарезервован*; запазен*; πουλήθηκ*; κρατημέν*; prodan*; rezerviran*; 売れ; 予約済み; 卖完; 賣完; 预留; 預留; 售出; 팔렸*; 예약되*; بيع*; محجوز*; נמכר*; שמור*; فروخته; बिक; bán; đặt; ขาย; จอง; terjual; parduot*; rezervuot*; müüdud; venut*"
# ... or kept for others, wherever in the sentence: "This piece is reserved for a customer"; not "All rights reserved".
HELD = "reserved; on hold for; allocated; spoken for; reserviert; réservé*; reservad*; riservat*; gereserveerd; zarezerwowan*; rezerv*; reserver*; varattu; зарезервирован*; зарезервован*; запазен*; 予約済み; 预留; 預留; 예약되*; محجوز*; שמור*"
RIGHTS = "rights; rechte; droits; derechos; diritti; rechten; direitos; prawa; práva; jogok; jog; drepturile; rättigheter; rettigheder; rettigheter; oikeudet; hakları; haklar; права; δικαιώματα; prava; حقوق; זכויות; अधिकार; quyền; hak; teisės; tiesības; õigused; drets"
STOPPED = "stopped; ceased; ended; no longer; discontinued; retired; quit; eingestellt; aufgehört; nicht mehr; cessé; arrêté; n'est plus; ne sont plus; dejado; cesado; ya no; cessato; smesso; non più; gestopt; niet meer; deixou; cessou; já não; zakończon*; przestaliśmy; już nie; ukončen*; přestali; ukončil*; megszűnt; már nem; încetat; nu mai; slutat; upphört; inte längre; ophørt; sluttet; ikke lenger; ikke længere; lopetettu; ei enää; durduruldu; прекращен*; снят*; больше не; припинен*; більше не; спрян*; διακόπηκε; prekinut*; više; 終了; 停产; 停產; 停止; 중단*; 종료*; توقف; הופסק; متوقف; बंद; ngừng; เลิก; dihentikan"
MAKING = "making; producing; production; manufacturing; manufactured; produced; made; producing; range; assortment; hergestellt; herstellung; produktion; produziert; sortiment; fabriqué*; fabrication; production; fabricad*; fabricación; producción; fabricar; produzione; fabbricato; produrre; gemaakt; productie; assortiment; fabricad*; produção; produzid*; produkcj*; produkowan*; produkujemy; výroba; výroby; výrobu; vyráb*; gyárt*; producție; fabricat; tillverk*; produktion*; sortiment*; fremstill*; produsert*; produceret*; tuotan*; valmist*; üretim*; üretil*; производств*; производится; виробництв*; виробляється; производство; παραγωγή; proizvodnja; proizvodnje; proizvodi se; 生産; 製造; 生产; 生產; 생산*; إنتاج*; ייצור; تولید; उत्पादन; sản xuất; ผลิต; produksi; gamyb*"

# "We don't currently have any of these"
HAVING = "have; carry; keep; haben; führen; avons; tenemos; abbiamo; hebben; temos; mamy; máme; avem; har; имеем; маємо"

# Orders are taken from then on: "Orders for the next batch open on 1 February".
OPENING = (
    "open; opens; opening; reopen; reopens; start; starts; begin; begins; resume; resumes; öffnet; öffnen; eröffnet; startet; starten; beginnt; beginnen; ouvre; ouvrent; ouvrira; débute; débutera; commence; abre; abren; abrirá; empieza; comienza; apre; aprono; aprirà; inizia; iniziano; opent; openen; begint; start; abre; abrem; começa; otwiera*; rusza*; rozpocz*; otevír*; otevř*; začín*; otvár*; začín*; nyit*; kezdőd*; indul*; deschid*; încep*;"
    " öppnar; börjar; startar; åbner; åpner; begynder; begynner; starter; avautu*; alkaa; açıl*; başl*; откр*; начн*; начин*; відкри*; почн*; отваря*; започва*; ανοίγ*; ξεκιν*; otvara*; počinj*; odpr*; začn*; 開始; 开放; 開放; 开始; 오픈*; 시작*; يفتح; يبدأ; תיפתח; תתחיל; آغاز; शुरू; mở; เปิด; dibuka; mulai; prasid*; atver*; sāk*; avan*; alga*; obre*; comença*"
)

# The shop is away: "We're on holiday until 12 January", "Shop is in vacation mode".
AWAY = (
    "vacation mode; holiday mode; on vacation; on holiday; on holidays; holiday break; christmas break; summer break; winter break; annual leave; on leave; short break; away until; is away; are away; closed for; betriebsferien; betriebsurlaub; urlaubspause; sommerpause; winterpause; im urlaub; wegen urlaub*; in den ferien; ferienhalber;"
    " en congé; en congés; congés annuels; en vacances; fermeture annuelle; fermeture estivale; pause estivale; de vacaciones; por vacaciones; cierre por; in ferie; per ferie; chiusura estiva; pausa estiva; op vakantie; met vakantie; wegens vakantie; vakantiesluiting; zomersluiting; de férias; para férias; em férias; férias coletivas; przerwa urlopowa; przerwa świąteczna; na urlopie; z powodu urlopu;"
    " na dovolené; dovolená; z důvodu dovolené; celozávodní dovolená; na dovolenke; dovolenka; szabadság*; în concediu; în vacanță; semesterstäng*; på semester; semesteruppehåll; sommarstäng*; ferielukk*; ferieluk*; holder ferie; på ferie; sommerferie*; sommerstengt; juleferie*; lomalla; kesälomalla; lomatauko; tatilde; tatildeyiz; tatil nedeniyle; в отпуске; из за отпуска; каникулы; у відпустці; відпустк*; в отпуска; в отпуск; σε διακοπές; θερινές διακοπές; σε άδεια;"
    " na godišnjem; godišnji odmor; godišnjeg odmora; na dopustu; kolektivni dopust; 休業; 休暇; 夏季休; 年末年始; 休假; 放假; 度假; 휴가*; 휴무*; في إجازة; إجازة; בחופשה; בחופש; تعطیلات; अवकाश; छुट्टी; nghỉ lễ; nghỉ tết; tạm nghỉ; หยุดทำการ; หยุดยาว; libur; atostogose; atostogauj*; atvaļinājum*; puhkusel; de vacances; oporretan"
)
# Lots are drawn: "Enter the raffle"
DRAWN = "raffle; raffles; ballot; lottery; sweepstake; prize draw; the draw; enter draw; waitlist; waiting list; verlosung; auslosung; gewinnspiel; tirage au sort; sorteo; estrazione; loting; sorteio; losowani*; losován*; žrebovan*; sorsolás*; tragere la sorți; lottning; lodtrækning; loddtrekning; arvonta; çekiliş*; розыгрыш*; розіграш*; томбола; κλήρωση; izvlačenj*; žreb*; 抽選; 抽签; 抽籤; 추첨*; قرعة; הגרלה; قرعه; lô tô; จับฉลาก; undian; loterij*"
