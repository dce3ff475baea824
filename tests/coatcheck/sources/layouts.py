"""Pages of a shop in every layout: made of the blocks that such pages have, nested and named as the common frameworks do."""

from hypothesis import strategies as st

from coatcheck.model import Availability
from coatcheck.sources.html.language.reading import read
from coatcheck.sources.html.language.stock_phrases import DISCONTINUED, SOLD_OUT, phrases
from tests.coatcheck.sources.pages import json_ld, product

NAME = "Trail Mug"
TAILWIND = [
    "flex flex-col gap-4", "grid grid-cols-2 md:grid-cols-3", "size-4", "size-full", "mx-auto max-w-7xl px-4 sm:px-6 lg:px-8", "mt-10 lg:col-span-2", "space-y-6",
    "sticky top-0", "relative group", "lg:hidden-scroll", "[&_svg:not([class*='size-'])]:size-4 inline-flex", "rounded-xl border bg-white/80 p-6", "w-1/2", "-mt-2",
    "prose prose-sm", "divide-y divide-gray-200", "order-first lg:order-none", "hidden md:block", "text-sm font-medium text-gray-900", "group/item peer", "",
]  # fmt: skip
BOOTSTRAP = [
    "container", "container-fluid", "row", "row g-4", "col", "col-md-6", "col-12 col-lg-4", "card", "card-body", "card-header", "card-footer", "list-group",
    "list-group-item", "d-flex justify-content-between", "p-3 mb-2", "accordion-body", "alert alert-warning", "badge bg-secondary", "input-group", "form-group",
    "carousel-item active", "position-relative", "text-muted small", "d-none d-md-block", "stretched", "vstack gap-3",
]  # fmt: skip
SHADCN = [
    "rounded-lg border bg-card text-card-foreground shadow-sm", "flex flex-col space-y-1.5 p-6", "p-6 pt-0", "text-2xl font-semibold leading-none tracking-tight",
    "inline-flex items-center justify-center gap-2 [&_svg]:size-4", "peer h-4 w-4", "bg-primary text-primary-foreground hover:bg-primary/90", "scroll-area",
    "data-[state=open]:animate-in", "flex items-center p-6 pt-0", "aspect-square size-20", "in-data-[slot=button-group]:rounded-md", "has-data-[icon=inline-end]:pr-2",
]  # fmt: skip
SHOPS = [
    "product", "product-page", "product__info", "product-main", "buybox", "product-form", "productView-details", "summary entry-summary", "pdp", "pdp-right", "info",
    "product_pickup_delivery", "product-page-header", "product-header__menu", "product-tabs", "product-sizes-info", "brand-overview", "preview-box", "main-offer",
    "product-detail-slider", "et_pb_module", "celwidget", "wp-block-column", "elementor-widget-wrap", "vc_column-inner", "main-column", "tab-pane", "description",
]  # fmt: skip
classes = st.sampled_from(TAILWIND + BOOTSTRAP + SHADCN + SHOPS)
slots = st.sampled_from(
    ["", ' data-slot="card-footer"', ' data-slot="card-header"', ' data-slot="button"', ' id="main-7"']
)
around = st.sampled_from(["div", "section", "div", "article", "div", "aside", "fieldset"])

ABSENT = sorted(
    phrase
    for table in (SOLD_OUT, DISCONTINUED)
    for phrase in phrases(table)
    if "#" not in phrase and read(phrase, own=False).meaning.buyable is False
)
written = st.one_of(
    st.sampled_from(ABSENT),
    st.builds(str.format, st.sampled_from(["{}!", "{}.", " {} ", "{} ", "\n{}"]), st.sampled_from(ABSENT)),
    st.builds(str.capitalize, st.sampled_from(ABSENT)),
    st.sampled_from(["SOLD OUT", "Sorry, this item is sold out.", "This product has been discontinued.", "Leider ausverkauft", "Currently unavailable", "Stock: 0",
                     "Cet article est en rupture de stock", "Este producto está agotado", "Nil in stock", "In stock ✗", "-2 in stock", "Availability: No"]),
)  # fmt: skip


def element(tag: str, names: str, slot: str, inner: str) -> str:
    return f'<{tag} class="{names}"{slot}>{inner}</{tag}>'


# What says that it is gone, in the shapes that people read as one line
SHAPES = [
    "<p>{}</p>", "<span>{}</span>", "<div>{}</div>", "<strong>{}</strong>", '<p class="stock">{}</p>', '<div class="availability"><span>{}</span></div>',
    "<ul><li>{}</li></ul>", "<ul><li>Warm</li><li>{}</li></ul>", "<p><b>{}</b></p>", "<p><em>19 EUR</em> <span>{}</span></p>", "<button disabled>{}</button>",
    '<button class="size-full" disabled>{}</button>', "<table><tr><td>{}</td></tr></table>", "<dl><dt>Status</dt><dd>{}</dd></dl>", "<h4>{}</h4>", "<small>{}</small>",
    "<label>{}</label>", "<article><footer>{}</footer></article>", "<p>{}<br>Free delivery over 50 EUR</p>", "<div><i></i>{}</div>", '<span class="badge">{}</span>',
]  # fmt: skip
saying = st.builds(lambda shape, words: shape.replace("{}", words), st.sampled_from(SHAPES), written)

# What else a product's own part has
HARMLESS = [
    "<p>Warm and dry, made of wool.</p>", '<div class="price">19,00 EUR</div>', "<p>19 EUR</p>", "<img alt='Trail Mug'>", "<ul><li>Red</li><li>Blue</li></ul>",
    "<form action='/cart/add'><input name='quantity' value='1'><button>Add to cart</button></form>", "<h2>Details</h2>", "<h3>Material</h3><p>Steel</p>",
    "<table><tr><th>Weight</th><td>200 g</td></tr></table>", "<p>Free delivery over 50 EUR</p>", '<a href="/brands/acme">Acme</a>', '<a href="/size-guide">Size guide</a>', "<hr>", "",
]  # fmt: skip
harmless = st.sampled_from(HARMLESS)

# Words about other things: another product's, hidden ones, the rest of the site
OTHER_TILES = [
    '<div class="card"><a href="/p/bowl-{n}"><img alt="Bowl {n}"></a><h3><a href="/p/bowl-{n}">Bowl {n}</a></h3><span class="price">{n} EUR</span>{}</div>',
    '<li class="item"><a href="/p/bowl-{n}"><h3>Bowl {n}</h3></a>{}</li>', '<article class="group relative"><a href="/p/bowl-{n}">Bowl {n}</a><p>{n} EUR</p>{}</article>',
    '<div class="col"><div class="card h-100"><a href="/p/bowl-{n}" class="stretched-link">Bowl {n}</a><div class="card-footer">{}</div></div></div>',
    '<div class="size-40 rounded" data-product-id="{n}"><h4>Bowl {n}</h4><b class="price">{n} EUR</b>{}</div>',
    '<a class="tile" href="/p/bowl-{n}"><h4>Bowl {n}</h4>{}</a>', '<div class="product-item"><h3>Bowl {n}</h3><span class="price">{n} EUR</span>{}</div>',
]  # fmt: skip
OTHER_PARTS = [
    "<footer>{}</footer>", "<nav>{}</nav>", "<div hidden>{}</div>", '<div style="display:none">{}</div>', '<div class="d-none">{}</div>', '<div class="reviews"><h3>Ann</h3>{}</div>',
    '<section><h2>You may also like</h2><div><a href="/p/bowl">Bowl</a>{}</div></section>', "<dialog>{}</dialog>", '<div class="cart-drawer">{}</div>',
    '<section class="related-products">{}</section>', "<template>{}</template>", '<div role="dialog">{}</div>', '<p>{}</p>',
]  # fmt: skip


@st.composite
def tiles(draw: st.DrawFn) -> str:
    """A list of other products, of which some say that they are gone."""
    tile = draw(st.sampled_from(OTHER_TILES))
    spoken = draw(st.lists(st.one_of(st.just(""), saying), min_size=2, max_size=4))
    return "".join(tile.replace("{n}", str(n)).replace("{}", words) for n, words in enumerate(spoken, 3))


@st.composite
def parts_of_others(draw: st.DrawFn) -> str:
    """A part that is about something else, and says that it is gone."""
    frame = draw(st.sampled_from(OTHER_PARTS[:-1]))
    return frame.replace("{}", draw(saying))


@st.composite
def pages(draw: st.DrawFn, inside: st.SearchStrategy[str], outside: st.SearchStrategy[str], data: str = "") -> str:
    """A product's page: its data, its name within layers of layout, blocks beside it in any order, and other things below.

    `inside` is one block of the product's own part, `outside` stands beside that part.
    """

    def layers(inner: str, most: int) -> str:
        for _ in range(draw(st.integers(0, most))):
            beside = draw(st.lists(harmless, max_size=2))
            parts = [*beside, inner] if draw(st.booleans()) else [inner, *beside]
            inner = element(draw(around), draw(classes), draw(slots), "".join(parts))
        return inner

    heading = f"<h1>{NAME}</h1>" if draw(st.integers(0, 9)) else ""
    blocks = [
        layers(heading, 5),
        layers(draw(inside), 5),
        *(layers(block, 2) for block in draw(st.lists(harmless, max_size=4))),
    ]
    own = layers("".join(draw(st.permutations(blocks))), 3)
    beside = draw(outside)
    body = f"{own}{beside if beside.startswith('<footer') else layers(beside, 2)}"  # in a section it would be that section's footer
    body = f"<main>{body}</main>" if draw(st.booleans()) else body
    return f"<title>{NAME}</title>{data or json_ld(product('InStock', NAME))}<body>{body}</body>"


def is_in_stock(availability: Availability) -> bool:
    return availability.buyable is True
