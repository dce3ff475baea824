"""Headings over parts of a page that are about something else than its product: other products, reviews, the shop's rules."""

from functools import lru_cache

from coatcheck.sources.html.language.marks import SPACELESS, Marks
from coatcheck.sources.html.language.sentences import words

LONGEST = 9  # words
OTHERS: dict[str, str] = {
    "en": "looked at; related; similar; you may also like; you might also like; you may like; you might like; also like; also bought; also viewed; recently viewed; recommended; recommendations; more from; more like this; customers also; frequently bought; pairs well with; goes well with; complete the look; other products; other items; people also; best sellers; bestsellers; trending; new arrivals; accessories; reviews; ratings; questions; faq; faqs; shipping; returns; delivery and returns; return policy; refund policy; terms; available in stores; find in store; store availability; newsletter; compare with similar; sponsored",
    "de": "ähnliche; verwandte; das könnte ihnen auch gefallen; das könnte dir auch gefallen; auch gefallen; kunden kauften auch; auch gekauft; auch angesehen; zuletzt angesehen; empfehlungen; empfohlen; passende; passend dazu; zubehör; weitere produkte; weitere artikel; bestseller; beliebte; neuheiten; bewertungen; rezensionen; fragen; versand; rückgabe; widerruf; versand und rückgabe; agb; verfügbarkeit in filialen; filialverfügbarkeit; newsletter",
    "fr": "produits similaires; similaires; produits associés; vous aimerez aussi; vous aimerez; vous pourriez aussi aimer; les clients ont aussi; ont également acheté; récemment consultés; recommandations; recommandés; nos suggestions; accessoires; autres produits; meilleures ventes; nouveautés; avis; questions; livraison; retours; livraison et retours; cgv; disponibilité en magasin; newsletter; à découvrir aussi",
    "es": "productos relacionados; relacionados; productos similares; similares; también te puede gustar; también te puede interesar; te puede interesar; los clientes también; vistos recientemente; recomendados; recomendaciones; accesorios; otros productos; más vendidos; novedades; opiniones; reseñas; valoraciones; preguntas; envío; envíos; devoluciones; disponibilidad en tienda; boletín",
    "it": "prodotti correlati; correlati; prodotti simili; simili; potrebbe piacerti; potrebbero piacerti; potrebbe interessarti; ti potrebbe; i clienti hanno; visti di recente; consigliati; raccomandati; accessori; altri prodotti; più venduti; novità; recensioni; domande; spedizione; spedizioni; resi; disponibilità in negozio; newsletter",
    "nl": "gerelateerde; vergelijkbare; soortgelijke; misschien vind je dit ook leuk; ook interessant; anderen kochten ook; ook gekocht; ook bekeken; recent bekeken; laatst bekeken; aanbevolen; aanbevelingen; accessoires; andere producten; bestsellers; nieuw binnen; beoordelingen; reviews; vragen; verzending; retourneren; bezorging; winkelvoorraad; nieuwsbrief",
    "pt": "produtos relacionados; relacionados; produtos similares; produtos semelhantes; também pode gostar; você também pode gostar; quem viu; quem comprou; vistos recentemente; recomendados; recomendações; acessórios; outros produtos; mais vendidos; novidades; avaliações; opiniões; perguntas; envio; envios; devoluções; disponibilidade na loja; newsletter",
    "pl": "podobne; powiązane; produkty podobne; może cię zainteresować; może ci się spodobać; klienci kupili także; ostatnio oglądane; polecane; polecamy; rekomendowane; akcesoria; inne produkty; bestsellery; nowości; opinie; recenzje; pytania; dostawa; zwroty; wysyłka; dostępność w sklepach; newsletter",
    "cs": "podobné; související; mohlo by se vám líbit; mohlo by vás zajímat; zákazníci také; naposledy prohlížené; doporučené; doporučujeme; příslušenství; další produkty; nejprodávanější; novinky; hodnocení; recenze; dotazy; doprava; vrácení; dostupnost na prodejnách; newsletter",
    "sk": "podobné; súvisiace; mohlo by sa vám páčiť; mohlo by vás zaujímať; zákazníci tiež; naposledy prezerané; odporúčané; odporúčame; príslušenstvo; ďalšie produkty; najpredávanejšie; novinky; hodnotenia; recenzie; otázky; doprava; vrátenie; newsletter",
    "hu": "hasonló; kapcsolódó; ez is érdekelheti; ezek is érdekelhetik; mások ezt is; legutóbb megtekintett; ajánlott; ajánljuk; kiegészítők; tartozékok; további termékek; legnépszerűbb; újdonságok; vélemények; értékelések; kérdések; szállítás; visszaküldés; hírlevél",
    "ro": "produse similare; similare; produse asemănătoare; produse înrudite; s ar putea să ți placă; ți ar putea plăcea; clienții au cumpărat; văzute recent; recomandate; recomandări; accesorii; alte produse; cele mai vândute; noutăți; recenzii; întrebări; livrare; retur; newsletter",
    "sv": "liknande; relaterade; du kanske också gillar; du kanske gillar; andra köpte; kunder köpte även; senast visade; rekommenderade; rekommendationer; tillbehör; fler produkter; bästsäljare; nyheter; recensioner; omdömen; frågor; frakt; leverans och retur; returer; lagersaldo i butik; nyhetsbrev",
    "da": "lignende; relaterede; du vil måske også kunne lide; måske er du også interesseret; andre købte; kunder købte også; senest sete; anbefalede; anbefalinger; tilbehør; flere produkter; bestsellere; nyheder; anmeldelser; spørgsmål; fragt; levering og retur; returnering; butikslager; nyhedsbrev",
    "nb": "lignende; relaterte; du liker kanskje også; andre kjøpte; kunder kjøpte også; sist sett; anbefalte; anbefalinger; tilbehør; flere produkter; bestselgere; nyheter; anmeldelser; omtaler; spørsmål; frakt; levering og retur; retur; butikklager; nyhetsbrev",
    "fi": "samankaltaiset; vastaavat; liittyvät tuotteet; saatat pitää myös; muut ostivat; asiakkaat ostivat myös; viimeksi katsotut; suositellut; suosittelemme; lisävarusteet; muita tuotteita; suosituimmat; uutuudet; arvostelut; arviot; kysymykset; toimitus; palautus; myymäläsaatavuus; uutiskirje",
    "tr": "benzer; ilgili ürünler; bunları da beğenebilirsiniz; ilginizi çekebilir; birlikte alınanlar; son baktıklarınız; önerilen; sizin için önerilenler; aksesuarlar; diğer ürünler; çok satanlar; yeni gelenler; yorumlar; değerlendirmeler; sorular; kargo; iade; teslimat ve iade; mağaza stok; bülten",
    "ru": "похожие; сопутствующие; с этим товаром; вам также понравится; вам может понравиться; также покупают; недавно просмотренные; вы смотрели; рекомендуем; рекомендуемые; аксессуары; другие товары; хиты продаж; новинки; отзывы; вопросы; доставка; возврат; наличие в магазинах; рассылка",
    "uk": "схожі; супутні; з цим товаром; вам також сподобається; вам може сподобатися; також купують; нещодавно переглянуті; рекомендуємо; рекомендовані; аксесуари; інші товари; хіти продажу; новинки; відгуки; питання; доставка; повернення; наявність у магазинах; розсилка",
    "bg": "подобни; свързани; може да харесате; може да ви хареса; клиентите купиха; последно разгледани; препоръчани; препоръчваме; аксесоари; други продукти; най продавани; нови продукти; отзиви; ревюта; въпроси; доставка; връщане",
    "el": "παρόμοια; σχετικά προϊόντα; σχετικά; μπορεί να σας αρέσουν; ίσως σας αρέσει; αγόρασαν επίσης; είδατε πρόσφατα; προτεινόμενα; προτείνουμε; αξεσουάρ; άλλα προϊόντα; δημοφιλή; νέες αφίξεις; κριτικές; αξιολογήσεις; ερωτήσεις; αποστολή; επιστροφές",
    "hr": "slični; povezani; srodni; moglo bi vam se svidjeti; možda vam se svidi; kupci su također; nedavno pregledano; preporučeno; preporučujemo; dodaci; ostali proizvodi; najprodavanije; novo u ponudi; recenzije; pitanja; dostava; povrat; podobni izdelki; sorodni; ocene",
    "ja": "関連商品; おすすめ; 類似商品; この商品を見た人; この商品を買った人; 一緒に購入; 最近チェックした; 閲覧履歴; 最近見た; 他の商品; ランキング; 新着; レビュー; 口コミ; よくある質問; 配送について; 返品; 送料; 店舗在庫; こちらもおすすめ; 合わせて",
    "zh": "相关商品; 相關商品; 相似商品; 猜你喜欢; 猜你喜歡; 为你推荐; 為你推薦; 推荐; 推薦; 看了又看; 买了又买; 最近浏览; 最近瀏覽; 浏览记录; 其他商品; 热卖; 熱賣; 新品; 评价; 評價; 评论; 評論; 常见问题; 常見問題; 配送说明; 退换; 退換; 運送; 门店库存; 門市庫存; 你可能也喜歡; 您可能也喜欢",
    "ko": "관련 상품; 관련상품; 추천 상품; 추천상품; 비슷한 상품; 함께 구매; 함께 본; 최근 본; 다른 상품; 인기 상품; 베스트; 신상품; 리뷰; 후기; 상품평; 문의; 배송 안내; 배송안내; 교환; 반품; 매장 재고",
    "ar": "منتجات ذات صلة; منتجات مشابهة; قد يعجبك; قد يعجبك أيضا; اشترى العملاء; شوهدت مؤخرا; موصى به; نوصي; إكسسوارات; منتجات أخرى; الأكثر مبيعا; وصل حديثا; التقييمات; المراجعات; الأسئلة; الشحن; الإرجاع",
    "he": "מוצרים קשורים; מוצרים דומים; אולי תאהבו; אולי יעניין אותך; לקוחות קנו גם; נצפו לאחרונה; מומלצים; אביזרים; מוצרים נוספים; רבי מכר; חדש באתר; ביקורות; חוות דעת; שאלות; משלוחים; החזרות",
    "fa": "محصولات مرتبط; محصولات مشابه; شاید بپسندید; ممکن است بپسندید; خریداران; بازدیدهای اخیر; پیشنهاد; لوازم جانبی; سایر محصولات; پرفروش; جدیدترین; نظرات; دیدگاه; پرسش; ارسال; بازگشت",
    "hi": "संबंधित उत्पाद; मिलते जुलते; आपको यह भी पसंद; हाल ही में देखे; सुझाव; एक्सेसरीज़; अन्य उत्पाद; समीक्षा; समीक्षाएं; प्रश्न; शिपिंग; वापसी",
    "vi": "sản phẩm liên quan; sản phẩm tương tự; có thể bạn thích; có thể bạn cũng thích; khách hàng cũng mua; đã xem gần đây; vừa xem; gợi ý; phụ kiện; sản phẩm khác; bán chạy; hàng mới; đánh giá; hỏi đáp; vận chuyển; đổi trả",
    "th": "สินค้าที่เกี่ยวข้อง; สินค้าใกล้เคียง; คุณอาจชอบ; ลูกค้าซื้อ; ดูล่าสุด; แนะนำ; อุปกรณ์เสริม; สินค้าอื่น; ขายดี; สินค้าใหม่; รีวิว; คำถาม; การจัดส่ง; การคืนสินค้า",
    "id": "produk terkait; produk serupa; mungkin anda suka; anda mungkin suka; pelanggan juga membeli; terakhir dilihat; rekomendasi; aksesoris; produk lainnya; terlaris; produk baru; ulasan; pertanyaan; pengiriman; pengembalian",
    "lt": "panašios prekės; susijusios; jums gali patikti; kiti pirko; neseniai žiūrėtos; rekomenduojame; priedai; kitos prekės; atsiliepimai; klausimai; pristatymas; grąžinimas; līdzīgas preces; saistītie; atsauksmes; piegāde; sarnased; seotud tooted; arvustused; tarne",
    "ca": "productes relacionats; productes similars; també et pot agradar; vistos recentment; recomanats; accessoris; altres productes; ressenyes; opinions; preguntes; enviaments; devolucions; antzeko; erlazionatutako",
}
_MARKS = Marks(OTHERS)


@lru_cache(2048)
def is_about_others(heading: str) -> bool:
    """Return whether what follows a heading is about something else than the page's product."""
    listed = words(heading)
    if not 0 < len(listed) <= LONGEST:
        return False
    return _MARKS.among(listed, heading if SPACELESS.search(heading) else "")
