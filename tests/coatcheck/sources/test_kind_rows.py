"""Rows that each name one of the sizes that the page's data lists: what a row says is said of its size alone."""

import json

from tests.coatcheck.sources.pages import look

URL = "https://shop.example/p/coat"
SIZES = ("S", "M", "L")
BUY = "<button>Add to bag</button>"


def states(body: str, sizes: tuple[str, ...] = SIZES) -> dict[str, bool | None]:
    """Return of each size whether it can be had, on a page whose data says that all can."""
    offer = {"@type": "Offer", "price": "49", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}
    variants = [
        {"@type": "Product", "name": f"Coat {size}", "size": size, "sku": size, "offers": offer} for size in sizes
    ]
    data = json.dumps(
        {"@context": "https://schema.org", "@type": "ProductGroup", "name": "Coat", "hasVariant": variants}
    )
    page = f'<script type="application/ld+json">{data}</script><body><main><h1>Coat</h1>{body}</main></body>'
    found = look(page, url=URL).variants
    return {variant.title.removeprefix("Coat "): variant.offer.availability.buyable for variant in found}


ONE_IS_GONE = {  # M; S and L stay
    "words behind it": "<ul><li>S</li><li>M – sold out</li><li>L</li></ul>",
    "words behind it in a list called sizes": '<ul class="sizes"><li>S</li><li>M – sold out</li><li>L</li></ul>',
    "words in an element of their own": '<div class="size-list"><div><b>S</b></div><div><b>M</b><i>Sold out</i></div><div><b>L</b></div></div>',
    "a table of sizes": "<table><tr><td>S</td><td>In stock</td></tr><tr><td>M</td><td>Sold out</td></tr><tr><td>L</td><td>In stock</td></tr></table>",
    "a table with a heading": "<table><tr><th>Size</th><th>Status</th></tr><tr><td>S</td><td>In stock</td></tr><tr><td>M</td><td>Sold out</td></tr><tr><td>L</td><td>3 left</td></tr></table>",
    "definitions": "<dl><div><dt>S</dt><dd>In stock</dd></div><div><dt>M</dt><dd>Sold out</dd></div><div><dt>L</dt><dd>In stock</dd></div></dl>",
    "a title": '<ul><li title="In stock">S</li><li title="Currently unavailable">M</li><li>L</li></ul>',
    "a label": '<p><button aria-label="S">S</button><button aria-label="M, sold out">M</button><button>L</button></p>',
    "a label in German": '<ul><li>S</li><li aria-label="M ausverkauft">M</li><li>L</li></ul>',
    "a line through it": "<ul><li>S</li><li><s>M</s></li><li>L</li></ul>",
    "a line through it by a class": '<p><span>S</span> <span class="text-gray-400 line-through">M</span> <span>L</span></p>',
    "a line through it by its style": '<p><span>S</span> <span style="text-decoration: line-through">M</span> <span>L</span></p>',
    "a radio button that can't be chosen": '<fieldset><label><input type="radio" name="s">S</label><label><input type="radio" name="s" disabled>M</label><label><input type="radio" name="s">L</label></fieldset>',
    "a button that can't be pressed": "<div><button>S</button><button disabled>M</button><button>L</button></div>",
    "an option that can't be chosen": "<select><option>S</option><option disabled>M</option><option>L</option></select>",
    "a button to be told": "<ul><li>S <button>Add</button></li><li>M <button>Notify me</button></li><li>L <button>Add</button></li></ul>",
    "a class": '<ul class="size-list"><li>S</li><li class="is-soldout">M</li><li>L</li></ul>',
    "a class and a title": '<div class="swatches"><a class="swatch">S</a><a class="swatch swatch--unavailable" title="M">M</a><a class="swatch">L</a></div>',
    "a group of options": '<select><optgroup label="In stock"><option>S</option><option>L</option></optgroup><optgroup label="Sold out"><option>M</option></optgroup></select>',
    "words in French": "<ul><li>S</li><li>M : épuisé</li><li>L</li></ul>",
    "words above a list": "<div><div><p>M - Sold out</p></div><ul><li>S</li><li>L</li></ul></div><div><ul><li>S</li><li>Blue</li></ul></div>",
    "words in Japanese": "<ul><li>S</li><li>M 売り切れ</li><li>L</li></ul>",
}  # fmt: skip

NONE_IS_GONE = {
    "sizes of another product": '<ul><li>S</li><li>M</li><li>L</li></ul><div class="related"><h3>Scarf</h3><ul><li>S</li><li>M – sold out</li></ul></div>',
    "another product's line": '<ul><li>S</li><li>M</li><li>L</li></ul><aside><h2>You may also like</h2><ul><li><a href="/p/hat">Hat</a> <s>M</s></li><li><a href="/p/cap">Cap</a> S</li></ul></aside>',
    "a price with a line through it": "<ul><li>S <s>€59</s> €49</li><li>M <s>€59</s> €49</li><li>L</li></ul>",
    "labels that say the contrary": '<ul><li title="In stock">S</li><li title="Available">M</li><li title="Low stock">L</li></ul>',
    "a size that there never was": "<ul><li>S</li><li>M</li><li>L</li></ul><p>Size XS is sold out</p>",
    "a table of measures": "<table><tr><td>S</td><td>90 cm</td></tr><tr><td>M</td><td>96 cm</td></tr><tr><td>L</td><td>102 cm</td></tr></table>",
    "what a customer wrote": '<ul><li>S</li><li>M</li><li>L</li></ul><div class="reviews"><p>M – sold out when I came, so I took L.</p><p>S runs small.</p></div>',
    "a hidden word that the theme writes in every size": '<div><label>S<span class="visually-hidden">Sold out</span></label><label>M<span class="visually-hidden">Sold out</span></label></div>',
    "groups of options": '<select><optgroup label="Tops"><option>S</option><option>M</option></optgroup><optgroup label="In stock"><option>L</option></optgroup></select>',
    "classes of something else": '<div class="swatches"><a class="swatch hide-soldout-note">S</a><a class="swatch">M</a><a class="swatch soldout-hidden">L</a></div>',
    "a size that is chosen": "<div><button aria-pressed='true'>S</button><button>M</button><button>L</button></div>",
    "words struck out behind it": "<ul><li>S</li><li>M <s>sold out</s> back again</li><li>L</li></ul>",
    "hidden words": "<ul><li>S</li><li>M <span hidden>sold out</span></li><li>L</li></ul>",
}  # fmt: skip


def test_what_a_row_says_is_of_its_size_alone() -> None:
    found = {shape: states(body + BUY) for shape, body in ONE_IS_GONE.items()}
    assert {shape: each for shape, each in found.items() if each != {"S": True, "M": None, "L": True}} == {}


def test_nothing_else_takes_a_size_away() -> None:
    found = {shape: states(body + BUY) for shape, body in NONE_IS_GONE.items()}
    assert {shape: each for shape, each in found.items() if each != dict.fromkeys(SIZES, True)} == {}


def test_words_beside_all_sizes_are_of_the_whole() -> None:
    gone = "<ul><li>S</li><li>M</li><li>L</li></ul><p>Sold out</p>"
    assert True not in states(gone).values()


def test_a_size_in_two_colours_is_not_told_by_its_name() -> None:
    found = states("<ul><li><s>M</s></li><li>L</li></ul>" + BUY, ("M red", "M blue", "L red", "L blue"))
    assert None not in found.values()
