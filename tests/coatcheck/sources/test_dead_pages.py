"""Pages that are sent with "200 OK" and aren't about the product that was asked for: gone, another's, closed, a queue."""

import contextlib

import pytest

from coatcheck.errors import Blocked, Gone, LookFailed, Unreadable
from coatcheck.ports import Target
from coatcheck.sources import page
from tests.coatcheck.sources.answering import IN, UNKNOWN, answer
from tests.coatcheck.sources.pages import json_ld, look, product, says

MUG = "https://shop.example/p/mug"
BOWL = json_ld(product("InStock", "Bowl", url="https://shop.example/p/bowl"))
TILE = (
    '<div class="tile"><a href="/p/bowl">Bowl</a><span class="stock">In stock</span><button>Add to cart</button></div>'
)

NOT_FOUND = [
    "Page not found", "404", "Error 404", "404: Page not found", "Oops! Page not found", "Sorry, we can't find that page", "The page you requested could not be found", "This page does not exist", "Product not found",
    "Seite nicht gefunden", "Die gesuchte Seite existiert nicht", "Page introuvable", "Cette page n'existe plus", "Página no encontrada", "Pagina non trovata", "Pagina niet gevonden", "Página não encontrada",
    "Nie znaleziono strony", "Stránka nenalezena", "Stránka sa nenašla", "Az oldal nem található", "Pagina nu a fost găsită", "Sidan hittades inte", "Siden blev ikke fundet", "Siden ble ikke funnet", "Sivua ei löytynyt",
    "Sayfa bulunamadı", "Страница не найдена", "Сторінку не знайдено", "Страницата не е намерена", "Η σελίδα δεν βρέθηκε", "Stranica nije pronađena", "ページが見つかりません", "お探しのページは見つかりませんでした", "页面不存在",
    "找不到頁面", "페이지를 찾을 수 없습니다", "الصفحة غير موجودة", "הדף לא נמצא", "صفحه یافت نشد", "पेज नहीं मिला", "Không tìm thấy trang", "ไม่พบหน้านี้", "Halaman tidak ditemukan", "Puslapis nerastas", "Lehte ei leitud",
    "Pàgina no trobada",
]  # fmt: skip


@pytest.mark.parametrize("heading", NOT_FOUND)
@pytest.mark.parametrize("rest", [BOWL + '<p>You might like</p><a href="/p/bowl">Bowl</a>', TILE, TILE * 3, ""])
def test_a_page_that_says_it_is_not_there_is_gone_whatever_it_offers_instead(heading: str, rest: str) -> None:
    for start in (
        f"<title>{heading} | Shop</title><h1>{heading}</h1>",
        f"<title>Shop</title><main><h1>{heading}</h1></main>",
        f"<title>{heading}</title><h1>Oops!</h1>",
    ):
        with pytest.raises(Gone):
            look(start + rest, url=MUG)


CLOSED = [
    "Maintenance", "We'll be back soon!", "Site under maintenance", "Wartungsarbeiten", "Wir sind gleich zurück", "Site en maintenance", "Nous revenons bientôt", "Sitio en mantenimiento", "Volvemos pronto", "Manutenzione",
    "Torniamo presto", "Website in onderhoud", "Em manutenção", "Przerwa techniczna", "Probíhá údržba", "Karbantartás alatt", "Revenim în curând", "Vi är snart tillbaka", "Vi er snart tilbage", "Huoltokatko", "Bakımdayız",
    "Технические работы", "Технічні роботи", "メンテナンス中", "网站维护中", "점검 중", "تحت الصيانة", "האתר בתחזוקה", "Đang bảo trì", "ปิดปรับปรุง", "Dalam pemeliharaan",
]  # fmt: skip


@pytest.mark.parametrize("heading", CLOSED)
@pytest.mark.parametrize(
    "words",
    [
        "",
        "<p>This site is currently unavailable.</p>",
        "<p>Unser Shop ist derzeit nicht verfügbar.</p>",
        "<p>Back soon.</p>",
    ],
)
def test_a_shop_that_is_closed_is_unreadable_and_not_sold_out(heading: str, words: str) -> None:
    with pytest.raises(Unreadable):
        look(f"<title>Shop</title><h1>{heading}</h1>{words}", url=MUG)


@pytest.mark.parametrize(
    "words",
    [
        "Currently unavailable",
        "Coming soon",
        "Bientôt disponible",
        "Il sito è temporaneamente non disponibile.",
        "Unser Shop ist derzeit nicht verfügbar.",
        "Back in stock soon",
    ],
)
def test_a_page_that_shows_nothing_of_a_product_is_never_sold_out(words: str) -> None:
    try:
        seen = look(f"<title>Trail Shop</title><h1>Trail Shop</h1><p>{words}</p>", url=MUG)
    except LookFailed:
        return
    assert seen.availability.buyable is None or "stock" in words


QUEUES = [
    "Just a moment...", "Einen Moment bitte", "Nur einen Moment…", "Un instant…", "Un momento…", "Um momento…", "Een ogenblik geduld", "Proszę czekać", "Okamžik prosím", "Egy pillanat", "Vă rugăm așteptați", "Vänligen vänta",
    "Vent venligst", "Hetkinen", "Lütfen bekleyin", "Подождите, пожалуйста", "Зачекайте, будь ласка", "しばらくお待ちください", "请稍候…", "잠시만 기다려 주세요", "يرجى الانتظار", "רק רגע", "Vui lòng chờ", "Mohon tunggu", "Waiting Room",
    "Warteraum", "Sie sind in der Warteschlange", "Salle d'attente", "File d'attente", "Sala de espera", "Sala d'attesa", "Wachtrij", "Poczekalnia", "Čekárna", "Очередь", "待機室", "您正在排队", "대기실", "Access denied",
    "Zugriff verweigert", "Accès refusé", "Acceso denegado", "Доступ запрещен", "セキュリティチェック", "安全验证",
    "Verifica que no eres un robot", "Bestätigen Sie, dass Sie kein Roboter sind", "Confirmez que vous êtes humain", "Potwierdź, że nie jesteś robotem", "ただいま大変混み合っています",
    "Client Challenge", "Request Rejected", "Making sure you're not a bot!", "Your access to this site has been limited by the site owner", "访问验证", "Even controleren of je een mens bent", "Bekräfta att du är en människa", "Подтвердите, что вы человек",
    "Confirma que eres humano", "Bestätige, dass du ein Mensch bist",
]  # fmt: skip


@pytest.mark.parametrize("title", QUEUES)
def test_a_queue_or_a_check_in_any_language_is_blocked(title: str) -> None:
    for body in (
        f"<title>{title}</title><p>x</p>",
        f"<title>{title} | Shop</title><h1>{title}</h1>",
        f"<title>Shop</title><h1>{title}</h1><p>123</p>",
    ):
        with pytest.raises(Blocked):
            look(f"<html><head>{body}", url=MUG)


@pytest.mark.parametrize(
    "body",
    ['<script src="/_Incapsula_Resource?SWJIYLWA=719d34d3"></script>', '<iframe src="/_Incapsula_Resource?CWUDNSAI=9"></iframe>Request unsuccessful. Incapsula incident ID: 1-2',
     '<script>window.KPSDK={};KPSDK.now=Date.now</script><script src="/149e9513/2d206a39/ips.js?tkrm=x"></script>'],
)  # fmt: skip
def test_challenges_of_imperva_and_kasada_are_blocked(body: str) -> None:
    with pytest.raises(Blocked):
        look(f"<html><head><title></title></head><body>{body}</body></html>", url=MUG)


@pytest.mark.parametrize(
    "name",
    ["Page Not Found T-Shirt", "Robot or human? A novel", "Just a Moment (hardcover)", "Waiting Room Chair", "404 Boxer Shorts", "Maintenance Kit", "Under Construction Puzzle", "Queue Barrier Post", "Cola", "Fila Disruptor",
     "Robot Vacuum", "Client Challenge Coin", "Request Rejected Stamp", "You Are Human Mug",
     "Coming Soon Poster", "Back Soon Door Sign", "Not Found: The Album", "Access Denied Sticker", "Security Check Game"],
)  # fmt: skip
def test_a_product_whose_name_holds_such_words_is_a_product(name: str) -> None:
    assert says(f"<title>{name} - Shop</title>{json_ld(product('InStock', name))}<h1>{name}</h1>") is IN
    assert (
        says(f"<title>{name} - Shop</title><h1>{name}</h1><p class='price'>$9</p><p class='stock'>In stock</p>") is IN
    )


def test_a_page_whose_title_says_that_it_is_not_there_is_gone_though_it_is_shared_under_the_shops_name() -> None:
    shared = '<meta property="og:type" content="product"><meta property="og:title" content="Shop"><meta property="product:availability" content="instock">'
    with pytest.raises(Gone):
        look(f"{shared}<title>Seite nicht gefunden</title><h1>Die Seite wurde nicht gefunden</h1>", url=MUG)


def test_data_of_a_successor_at_its_own_address_is_not_the_pages() -> None:
    page = '<link rel="canonical" href="{}"><h1>Trail Mug</h1>{}'
    later = json_ld(product("InStock", "Trail Mug 2", url="https://shop.example/p/mug-2"))
    assert look(page.format(MUG, later), url=MUG).availability is UNKNOWN
    assert look(page.format("https://shop.example/p/mug-2", later), url=MUG).availability is IN
    longer = json_ld(product("InStock", "Trail Mug 400 ml", url="https://shop.example/p/trail-mug"))
    assert look(page.format(MUG, longer), url=MUG).availability is IN


@pytest.mark.parametrize("name", ["404", "Maintenance", "Page not found", "Waiting Room"])
def test_a_product_that_is_called_just_so_is_one_where_its_data_says_so(name: str) -> None:
    assert says(f"<title>{name} - A shop of ours</title>{json_ld(product('InStock', name))}<h1>{name}</h1>") is IN


# Another product at this address

CANONICAL = '<link rel="canonical" href="https://shop.example{}">'


@pytest.mark.parametrize(
    ("asked", "canonical", "name"),
    [
        ("/p/mug", "/p/bowl", "Bowl"), ("/products/trail-mug", "/products/winter-bowl", "Winter Bowl"), ("/catalogue/mug_12/", "/catalogue/bowl_13/", "Bowl"), ("/p/mug.html", "/p/bowl.html", "The Bowl"),
        ("/shop/tassen/becher", "/shop/tassen/schale", "Schale"), ("/item/trail-mug-2", "/item/bowl-7", "Bowl"),
    ],
)  # fmt: skip
def test_another_product_at_the_address_that_was_asked_is_gone(asked: str, canonical: str, name: str) -> None:
    data = json_ld(product("InStock", name, url=f"https://shop.example{canonical}"))
    with pytest.raises(Gone, match="another product"):
        look(f"{CANONICAL.format(canonical)}{data}<main><h1>{name}</h1></main>", url=f"https://shop.example{asked}")
    with pytest.raises(Gone, match="another product"):
        look(f"{data}<h1>{name}</h1>", url=f"https://shop.example{asked}")


@pytest.mark.parametrize(
    ("asked", "canonical", "name"),
    [
        ("/p/mug", "/p/mug-red", "Mug, red"), ("/p/mug?ref=x", "/p/mug", "Trail Mug"), ("/en/p/mug", "/de/p/becher", "Becher"), ("/p/12345", "/p/bowl", "Bowl"), ("/dp/B0001", "/Bowl/dp/B0002", "Bowl"),
        ("/p/mug", "/p/cup", "Mug (Cup)"), ("/collections/all/products/mug", "/products/bowl-mug", "Bowl Mug"), ("/p/mugs", "/p/mug", "Mug"), ("/p/kruzhka", "/p/kruzhka", "Кружка"), ("/", "/p/bowl", "Bowl"),
        ("/p/mug", "/p/mug", "Bowl"), ("/p/tee", "/", "Bowl"),
    ],
)  # fmt: skip
def test_the_same_product_at_another_address_is_the_same(asked: str, canonical: str, name: str) -> None:
    data = json_ld(product("InStock", name))
    assert (
        look(f"{CANONICAL.format(canonical)}{data}<h1>{name}</h1>", url=f"https://shop.example{asked}").availability
        is IN
    )


@pytest.mark.parametrize("came", ["https://shop.example/p/bowl", "https://shop.example/", "https://shop.example"])
def test_a_redirect_to_another_product_or_to_the_front_page_is_gone(came: str) -> None:
    sent = answer(f"{json_ld(product('InStock', 'Bowl'))}<h1>Bowl</h1>".encode(), MUG, came=came)
    with pytest.raises(Gone):
        page.read(Target(MUG), [sent])


def test_a_redirect_to_the_same_product_is_no_trouble() -> None:
    sent = answer(
        f"{json_ld(product('InStock', 'Trail Mug'))}<h1>Trail Mug</h1>".encode(),
        MUG,
        came="https://shop.example/p/trail-mug",
    )
    assert page.read(Target(MUG), [sent]).products[0].availability is IN


SUCCESSORS = [
    "<p>This product has been discontinued. It was replaced by:</p>", "<p>Discontinued</p>", "<p>No longer available. See the new model:</p>", "<p>Dieser Artikel wurde eingestellt. Nachfolger:</p>",
    "<p>Produit arrêté, remplacé par</p>", "<p>Product descatalogado</p><p>Este producto ha sido descatalogado.</p>", "<p>Replaced by</p>", "<p>Nachfolgemodell</p>",
]  # fmt: skip


@pytest.mark.parametrize("words", SUCCESSORS)
@pytest.mark.parametrize("name", ["Trail Mug II", "Trail Mug 2", "Winter Bowl"])
def test_a_successors_data_never_makes_a_discontinued_product_in_stock(words: str, name: str) -> None:
    data = json_ld(product("InStock", name, url="https://shop.example/p/mug-2"))
    successor = f'<div class="successor"><a href="/p/mug-2">{name}</a> <button>Add to cart</button></div>'
    body = f"{CANONICAL.format('/p/mug')}{data}<main><h1>Trail Mug</h1>{words}{successor}</main>"
    with contextlib.suppress(LookFailed):
        assert look(body, url=MUG).availability.buyable is not True


# Data of a product that the page doesn't name

DEAD = [
    "<h1>Oops!</h1><p>The item you requested has been removed.</p>", "<h1>Ups!</h1><p>Das gesuchte Produkt wurde nicht gefunden.</p>", "<h1>Ops!</h1><p>Il prodotto che cerchi non esiste più.</p>",
    "<h1>Lo sentimos</h1><p>El producto que buscas ya no existe.</p>", "<h1>Извините</h1><p>Товар не найден или удалён.</p>", "<h1>お知らせ</h1><p>この商品は現在存在しません。</p>", "<h1>抱歉</h1><p>您访问的商品不存在</p>",
    "<h1>Hoppsan</h1><p>Produkten är borta.</p>", "<h2>Oops, this page is gone</h2>", "<h1>Bestsellers</h1><div>The page you were looking for was deleted.</div>", "<h1>Our favourites</h1>", "<h1>Search results for mug</h1>",
]  # fmt: skip


@pytest.mark.parametrize("data", [BOWL, json_ld(product("InStock", "Bowl"))])
@pytest.mark.parametrize("words", DEAD)
def test_data_of_a_product_that_the_page_does_not_name_is_never_its_own(words: str, data: str) -> None:
    with contextlib.suppress(LookFailed):
        assert look(f"<title>Shop</title>{data}<main>{words}{TILE}</main>", url=MUG).availability.buyable is not True


NAMED = [
    ("Trail Mug", "/p/mug", "Trail Mug"), ("Trail Mug TM-1", "/p/4711", "Our mug of the year"), ("Becher", "/p/becher-rot", "Welcome"), ("Mug", "/p/trail-mugs", "Unser Angebot"), ("マグカップ 赤", "/p/akai-mag", "赤いマグカップ"),
    ("Кружка походная", "/p/kruzhka", "Походная кружка"), ("Bowl", "/p/4711", "Welcome"), ("Bowl", "/", "Welcome"), ("Bowl No. 7", "/p/seven", "No. 7"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "heading"), NAMED)
def test_data_of_a_product_that_the_page_or_its_address_names_is_its_own(name: str, path: str, heading: str) -> None:
    body = f"<title>Shop</title>{json_ld(product('InStock', name))}<h1>{heading}</h1>"
    assert look(body, url=f"https://shop.example{path}").availability is IN


# Data of a successor, and a block that names it without a link or a class
SUCCESSORS = [
    "<div class=next><b>Trail Mug 2</b> 25 € <span>Auf Lager</span></div>", "<div><p>Trail Mug 2</p><p>25 €</p><p>In stock</p></div>", "<p>Trail Mug 2 is in stock.</p>", "<div><b>TRAIL MUG 2</b> 25 € <button>Add to cart</button></div>",
    "<ul><li>Trail Mug 2: en stock</li></ul>", "<section><h3>Trail Mug 2</h3><p class=stock>In stock</p></section>", "<table><tr><td>Trail Mug 2</td><td>在庫あり</td></tr></table>", "<p><b>Trail Mug 2</b> (25 €) <i>Disponible</i></p>",
    "<div><div>Trail Mug 2</div><form action='/cart/add'><button>Add to cart</button></form></div>", "<dl><dt>Trail Mug 2</dt><dd>Op voorraad</dd></dl>",
]  # fmt: skip
OWN = [
    "<p class=stock>In stock</p>", "<p>25 €</p><p>Auf Lager</p><div><p>Trail Mug 2</p><p>9 €</p></div>", "<p>In stock</p><p>Soon there will be a Trail Mug 2.</p>", "<div><p>25 €</p><p>En stock</p></div><p>Compare: Trail Mug 2</p>",
    "<div class=stock>In stock</div><div><b>Trail Mug 2</b> 25 € <span>In stock</span></div>", "<p>In stock</p><ul><li>0.4 l</li></ul>", "<p>Availability: in stock</p>", "<p>Trail Mug: in stock</p>",
    "<p>In stock. Older than the rest: made in 2019.</p>", "<p><b>Op voorraad</b></p><p>Trail Mug 2 komt later</p>",
]  # fmt: skip


def test_words_in_a_block_that_names_the_successor_whose_data_it_is_are_not_the_products_own() -> None:
    data = json_ld(product("InStock", "Trail Mug 2", url="https://shop.example/p/trail-mug-2"))
    page = f"<title>Trail Mug | Shop</title>{data}<main><h1>Trail Mug</h1><p>19 €</p>"
    said = {row: look(page + row, url="https://shop.example/p/trail-mug").availability for row in (*SUCCESSORS, *OWN)}
    assert [row for row in SUCCESSORS if said[row].buyable] == []
    assert [row for row in OWN if not said[row].buyable] == []


def test_the_successors_own_page_is_read_by_the_same_block() -> None:
    data = json_ld(product("InStock", "Trail Mug 2", url="https://shop.example/p/trail-mug-2"))
    page = f"<title>Trail Mug 2</title>{data}<main><h1>Trail Mug 2</h1>{SUCCESSORS[1]}</main>"
    assert look(page, url="https://shop.example/p/trail-mug-2").availability is IN
