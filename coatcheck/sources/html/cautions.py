"""The words that make a phrase about stock worth nothing, by what they do to it; read by `words.py`."""

# Words that put a sentence into the future or under a condition: "ships when in stock". A star stands for any ending.
CONDITIONS = (
    "no; not; none; 0; false; non; nicht; kein; keine; pas; ne; sin; nem; nincs; nie; niet; geen; não; нет; не; немає; ikke; inte; ej; ei; yok; değil; không;"
    " tidak; לא; אין; لا; غير; ไม่; 不; ない;"
    " if; when; once; until; unless; soon; expected; notif*; email; e-mail; alert*; will; should; may; might; before; whenever; filter*; show; hide;"
    " exclud*; includ*; waitlist; coming; never; check; after; depend*; estimat*; eta; select*; choose; view; see; was; were; would; only;"
    " wenn; wann; ob; sobald; falls; bald; voraussichtlich; benachrichtig*; erst; erwartet; wählen; prüf*; filiale*; si; dès; lorsque; quand; bientôt; prochainement;"
    " sélectionn*; choisi*; vérifi*; selon; cuando; pronto; próximamente; selecciona*; elige; hasta; según; quando; presto; appena; seleziona*; scegli;"
    " wanneer; zodra; binnenkort; verwacht; kies; selecteer; se; brevemente; escolha; selecione; gdy; kiedy; wkrótce; wybierz; jakmile; až; brzy; čoskoro;"
    " vyberte; ha; hamarosan; válassz; când; curând; alege; när; snart; når; välj; vælg; velg; pian; valitse; yakında; seçin*; gelince; когда; если; скоро;"
    " при; ожидается; выберите; уведом*; сообщ*; коли; якщо; незабаром; очікується; оберіть; повідом*; όταν; σύντομα; επιλέξτε; 入荷; 予定; 選択; 通知; 预计;"
    " 即将; 选择; 選擇; 預計; 예정; 선택; 알림; عند; عندما; قريبا; اختر; כאשר; בחר; khi; เมื่อ; เลือก; pilih; jika"
)

# The same for "sold out": a filter, a legend, a warning. In front of the phrase only.
DOUBTS = (
    "if; case; never; before; hide; show; includ*; exclud*; filter*; unless; when; once; may; might; can; could; other; some; selected; was; were; until;"
    " without; not; no; wenn; falls; ohne; bevor; si; sans; avant; cuando; sin; antes; se; quando; senza; prima; als; zonder; gdy; bez; ha; если; без; коли; якщо"
)

# A sentence about shops of brick says nothing of the web.
STORES = (
    "store; stores; storefront; branch; branches; pickup; collection; filiale; filialen; markt; magasin; magasins; boutique; boutiques; tienda; tiendas; negozio; negozi;"
    " winkel; winkels; loja; lojas; sklepie; sklepach; prodejně; prodejnách; predajni; predajniach; üzletben; magazin; magazine; butik; butikk; butiker; myymälässä; mağaza;"
    " mağazada; mağazalarda; магазине; магазинах; магазині; магазинах; κατάστημα; καταστήματα; trgovini; dućanu; 店舗; 门店; 門市; 매장"
)
