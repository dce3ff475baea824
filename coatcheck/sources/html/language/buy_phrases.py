"""The words on buttons that buy, by language: a phrase with which a button begins, or a word for putting something in and one for the cart. All in lower case."""

BUY: dict[str, str] = {
    "en": "add to cart; add to basket; add to bag; buy now; buy it now; add to trolley; buy; order now; add to order; add to my bag; purchase; add to my cart; shop now and buy;"
    " get it now; add to shopping cart; add to shopping bag; add to shopping basket; add to your cart; add to your bag; add to your basket; place in cart; add # to cart; get tickets; book tickets; book now; add to my trolley",
    "de": "in den warenkorb; in den einkaufswagen; jetzt kaufen; in warenkorb; in den korb; kaufen; zum warenkorb hinzufügen; bestellen; jetzt bestellen; warenkorb; in die tasche; jetzt buchen; tickets buchen; in die einkaufstasche; tickets kaufen; karten kaufen; tickets sichern",
    "fr": "ajouter au panier; acheter; acheter maintenant; commander; j'achète; mettre au panier; ajouter à mon panier; achat immédiat; réserver maintenant; ajouter au sac; ajouter au caddie; acheter des billets; réserver; je réserve; je commande",
    "es": "añadir al carrito; agregar al carrito; comprar; comprar ahora; añadir a la cesta; añadir a la bolsa; agregar a la bolsa; agregar; comprar ya; lo quiero; reservar ahora; comprar entradas; añadir al carro; engadir ao pedido",
    "it": "aggiungi al carrello; acquista; acquista ora; compra; compra ora; metti nel carrello; aggiungi alla borsa; prenota ora; acquista biglietti; aggiungi al cestino",
    "nl": "in winkelwagen; in winkelmand; toevoegen aan winkelwagen; bestellen; koop nu; in mijn winkelwagen; bestel nu; in winkelmandje; voeg toe aan winkelwagen;"
    " in winkelwagentje; in mijn winkelwagentje; nu kopen; nu bestellen; nu boeken; in winkeltas; toevoegen aan winkelmand; toevoegen aan winkelmandje; voeg aan winkelwagen toe; voeg aan winkelmand toe",
    "pt": "adicionar ao carrinho; comprar; comprar agora; adicionar ao cesto; adicionar à sacola; comprar já; adicionar",
    "pl": "dodaj do koszyka; do koszyka; kup teraz; kup; zamów; dodaj do torby",
    "cs": "do košíku; přidat do košíku; koupit; vložit do košíku; koupit ihned; pridať do košíka; do košíka; kúpiť; vložiť do košíka",
    "hu": "kosárba; kosárba teszem; kosárba rakom; megveszem; megrendelem; kosárba helyezés; hozzáadás a kosárhoz; a kosárba teszem",
    "ro": "adaugă în coș; adauga in cos; cumpără; adaugă în coş; cumpara; comandă acum",
    "sv": "lägg i varukorg; köp; lägg i varukorgen; köp nu; lägg till i varukorg; læg i kurv; føj til kurv; tilføj til kurv; legg i handlekurv; kjøp; køb; læg i indkøbskurven;"
    " legg i handlekurven; handla; læg i kurven; køb nu; kjøp nå; lägg i varukorgen nu; boka nu; handla nu; lägg till i kundvagnen; lägg till i bokning; legg til i kurv; legg til handlekurv; læg i indkøbskurv",
    "fi": "lisää ostoskoriin; osta; lisää koriin; osta nyt",
    "tr": "sepete ekle; satın al; hemen al; şimdi al; sepete at",
    "ru": "в корзину; добавить в корзину; купить; купить сейчас; заказать; оформить заказ; положить в корзину; купить билет; купить билеты",
    "uk": "в кошик; до кошика; купити; додати в кошик; додати до кошика; замовити; у кошик; купити зараз; купити квиток; купити квитки",
    "bg": "добави в количката; купи; добави в количка; поръчай",
    "el": "προσθήκη στο καλάθι; αγορά; στο καλάθι; αγορά τώρα; προσθήκη στο καλάθι μου",
    "hr": "dodaj u košaricu; u košaricu; kupi; dodaj u korpu; u korpu; v košarico; dodaj v košarico; naruči; dodati u korpu",
    "ja": "カートに入れる; かごに入れる; 買い物かごに入れる; 今すぐ購入; 購入する; カートに追加; カートへ入れる; 購入手続きへ; 注文する; ショッピングカートに入れる; カゴに入れる; 買い物かごへ; 買物かごに入れる; カゴへ入れる; ご購入手続きへ; 購入手続きに進む; カートにいれる; 買い物カゴに追加; 買い物かごに追加; 今すぐ買う; チケットを購入; 申し込む; ご注文はこちら; 購入はこちら",
    "zh": "加入购物车; 立即购买; 加入購物車; 立即購買; 加入购物袋; 放入购物车; 加到購物車; 马上抢; 直接購買; 放入購物車; 購買; 添加到购物车; 添加至购物车; 新增至購物車; 新增至购物车; 立即訂購; 立即订购; 立即購票; 立即购票; 前往購票; 前往购票; 我要購票; 立刻購買; 立即搶購; 立即下單; 立即下单; 馬上購買; 我要購買; 線上購票; 立即预订; 立即預訂; 結帳; 直接结算",
    "ko": "장바구니; 장바구니 담기; 구매하기; 바로구매; 바로 구매; 장바구니에 담기; 쇼핑백 담기; 카트에 담기; 카트에 추가; 카트에 추가하기; 예매하기; 지금 구매; 구매; 주문하기; 바로 주문",
    "ar": "أضف إلى السلة; إضافة للسلة; اشتر الآن; أضف للسلة; اشتري الآن; أضف إلى العربة; إضافة إلى السلة; أضف الى السلة; شراء الآن; أضف إلى سلة التسوق; أضف الى سلة التسوق",
    "he": "הוסף לסל; הוספה לסל; קנה עכשיו; הוסף לעגלה; הוספה לעגלה; קנייה מהירה",
    "fa": "افزودن به سبد خرید; خرید; افزودن به سبد; اضافه کردن به سبد",
    "hi": "कार्ट में जोड़ें; अभी खरीदें; कार्ट में डालें",
    "vi": "thêm vào giỏ hàng; mua ngay; thêm vào giỏ; đặt hàng; cho vào giỏ; thêm vào xe đẩy",
    "th": "เพิ่มลงตะกร้า; ซื้อเลย; หยิบใส่ตะกร้า; ใส่ตะกร้า; ซื้อสินค้า; สั่งซื้อ; เพิ่มไปยังรถเข็น; หยิบใส่รถเข็น; เพิ่มลงในตะกร้า; สั่งของล่วงหน้า; ซื้อทันที; ซื้อตอนนี้; ซื้อบัตร",
    "id": "tambah ke keranjang; beli sekarang; masukkan keranjang; beli; + keranjang; tambahkan ke keranjang; tambah ke troli; masukkan ke keranjang; tambahkan pada keranjang",
    "lt": "į krepšelį; pridėti į krepšelį; pirkti; lisa korvi; ielikt grozā; pirkt; osta kohe; lisa ostukorvi; pievienot grozam; afegir a la cistella; afegeix a la cistella; saskira gehitu; orgara gehitu; engadir ao pedido",
}

# Something is put into a cart: one of these with a word for the cart ("Legg varen i handlevognen"), and with no word for several things
ADD = (
    "add; put; place; legen; lege; hinzufügen; füge; packen; ajouter; ajoutez; mettre; mettez; añadir; añade; añada; agregar; agrega; agregue; agregá; sumar; poner; aggiungi; aggiungere; metti; mettere; inserisci; toevoegen; voeg; leg; plaats; adicionar; adicione; adiciona; colocar; pôr; incluir; juntar; dodaj; dodać; wrzuć; włóż; přidat; přidej; vložit; vlož; dát; pridať; vložiť; teszem; tedd; rakom; helyezem; hozzáadás; adaugă; adaugați; pune; lägg; lägga; læg; legg; legge; tilføj; føj; put; lisää; laita; ekle; koy;"
    " добавить; добавьте; положить; положи; додати; додай; покласти; добави; добавяне; сложи; постави; προσθήκη; προσθέστε; πρόσθεσε; βάλε; dodajte; stavi; додај; стави; 入れる; いれる; 追加; 投入; 加入; 放入; 加到; 加至; 添加; 放进; 放進; 담기; 담는; 추가; 넣기; أضف; إضافة; اضافة; اضف; أضيف; הוסף; הוספה; הוסיפו; הוסיפי; להוסיף; הכנס; افزودن; اضافه; जोड़ें; डालें; thêm; cho vào; เพิ่ม; หยิบ; ใส่; tambah; tambahkan; masukkan; įdėti; pridėti; dėti; įdėk; pievienot; ielikt; likt; lisa; pane; afegeix; afegir; gehitu"
)
CARTS = (
    "cart; basket; trolley; warenkorb; einkaufswagen; einkaufskorb; einkaufstasche; korb; panier; caddie; chariot; carrito; carro; cesta; cistella; carrello; carello; cestino; winkelwagen; winkelwagentje; winkelmand; winkelmandje; mandje; carrinho; cesto; sacola; koszyka; koszyk; košíku; košíka; košík; kosárba; kosárhoz; coș; coş; cos; coșul; coşul; varukorg*; kundvagn*; kundkorg*; indkøbskurv*; kurv; kurven; handlekurv*; handlevogn*; ostoskori*; koriin; sepete; sepetime; sepetine;"
    " корзин*; кошик*; количка*; кошница*; корпу; καλάθι; košaric*; korpu; korpo; カート; かご; カゴ; バスケット; 购物车; 購物車; 购物袋; 購物袋; 购物篮; 購物籃; 장바구니; 카트; 쇼핑백; 바구니; السلة; للسلة; سلة; العربة; عربة; لعربة; לסל; לעגלה; לעגלת; سبد; कार्ट; टोकरी; giỏ; ตะกร้า; รถเข็น; keranjang; troli; krepšel*; grozā; groza; grozam; korvi; ostukorvi; saskira"
)
SEVERAL = "all; both; alle; alles; beide; tout; tous; toutes; todo; todos; todas; tutti; tutto; tutte; ambos; wszystkie; vše; všetko; összes; toate; alla; kaikki; tümünü; hepsini; все; всё; усе; всі; всички; όλα; sve; すべて; 全て; まとめて; 全部; 모두; 전체; الكل; הכל; همه; सभी; tất cả; ทั้งหมด; semua; visus; visas; kõik; totes; selected; set; bundle; ausgewählte; sélection; seleccionados"
