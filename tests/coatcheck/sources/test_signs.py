"""Pictures, signs and numbers that say no beside "in stock", and those that don't."""

import pytest

from tests.coatcheck.sources.pages import json_ld, look, product

URL = "https://shop.example/p/mug"
BEGINNING = (
    json_ld(product("InStock", "Trail Mug", url=URL)) + '<body><main><h1>Trail Mug</h1><p class="price">19 EUR</p>'
)

# What says no, and what is much like it and doesn't: by kind
KINDS: dict[str, tuple[list[str], list[str]]] = {
    "words in a drawing, or in place of a picture": ([
    "<svg><text>SOLD OUT</text></svg>", "<svg class='badge'><g><text><tspan>Sold</tspan><tspan>Out</tspan></text></g></svg>", "<svg role='img'><title>Sold out</title><path d='M0'/></svg>",
    "<div class='flag'><svg viewBox='0 0 9 9'><circle r='4'/><text>Ausverkauft</text></svg></div>", "<p><svg aria-hidden='true'><text>ÉPUISÉ</text></svg></p>", "<svg aria-label='Out of stock'><path/></svg>",
    "<svg><title>Out of stock</title></svg>", "<svg><text>完売</text></svg>", "<a class='pic'><svg><text>Agotado</text></svg></a>", "<figure><img><svg><text>Esaurito</text></svg></figure>", "<img alt='Ausverkauft' src=a>",
    "<img alt='Épuisé' src=a>", "<img alt='売り切れ' src=a>", "<img alt='Нет в наличии' src=a>", "<img alt='Uitverkocht' src=a>", "<img alt='품절' src=a>", "<img alt='Agotado' src=a>",
    ], [
    "<svg><text>Sale</text></svg>", "<svg><title>Add to cart</title></svg><p>In stock</p>", "<svg style='display:none'><symbol id=s><title>Sold out</title></symbol></svg>",
    "<svg width=0><symbol id=s><title>Sold out</title></symbol></svg>", "<svg width=0><defs><text>Sold out</text></defs></svg>", "<nav><svg><text>Sold out</text></svg></nav>", "<div hidden><svg><text>Sold out</text></svg></div>",
    "<a href='/p/bowl'><svg><text>Sold out</text></svg></a>", "<svg><title>How often this sold out last year</title></svg>", "<svg class='hidden'><title>Sold out</title></svg>", "<svg><text>Stock exchange</text></svg>",
    "<img alt='Wood stock frame'>", "<img alt='Sold as a pair'>", "<img alt='A sold out show in Paris, seen from the stage'>",
    ]),
    "a picture that says no": ([
    "<p><img alt='No'> In stock</p>", "<p>In stock: <img alt='no' src=x></p>", "<li>In stock <img alt='✗'></li>", "<p><svg><title>No</title></svg> In stock</p>", "<p>Auf Lager: <img alt='Nein'></p>",
    "<p><img src=r.png alt='Cross'> In stock</p>", "<p class=stock><img alt='No'>In stock</p>", "<td><img alt='false'> Available online</td>", "<p>En stock : <img alt='Non'></p>",
    "<p><span role=img aria-label='no' ></span> In stock</p>",
    ], [
    "<p><img alt='Yes'> In stock</p>", "<p><img alt='✓'> In stock</p>", "<p><img alt='Norway'> In stock</p>", "<p><img alt=''> In stock</p>", "<p><img alt='No. 5'> In stock</p>", "<p>In stock <a href='#'><img alt='X'></a></p>",
    "<p>In stock <button><svg><title>No</title></svg></button></p>", "<p><img alt='Truck'> In stock</p>",
    ]),
    "a minus that stands apart from its number": ([
    "<p>Stock: <span>-</span><span>3</span></p>", "<p><span>-</span><span>3</span> in stock</p>", "<p>In stock: <b>-</b><b>2</b></p>", "<div class='stock'><span>-</span><span>5</span> in stock</div>", "<p>Available: - 4</p>",
    "<p>Qty in stock: <i>−</i><em>1</em></p>", "<p class='stock-level'><em>–</em><em>7</em> pieces in stock</p>", "<p>Lagerbestand: <span>-</span><span>12</span></p>", "<table><tr><td>Stock</td><td>- 2</td></tr></table>",
    "<dl><dt>Stock</dt><dd><span>-</span><span>2</span></dd></dl>",
    ], [
    "<p>In stock - 3 left</p>", "<p>In stock – 3 pieces</p>", "<p>Stock: 3</p>", "<p>In stock <span>-</span> ships today</p>", "<div><span>-</span><span>1</span><span>+</span></div><p>In stock</p>",
    "<p><span>-</span><span>1</span><span>+</span> In stock</p>", "<p>Size 3 - 5, in stock</p>", "<p>Delivery: 2 - 3 days</p><p>In stock</p>", "<p>In stock: 1 - 5 pieces</p>", "<p>Temperature: -5</p><p>In stock</p>",
    ]),
    "less than one": ([
    "<p>Less than 1 in stock</p>", "<p>Fewer than 1 left</p>", "<p>Less than 1 item left in stock</p>", "<p class=stock>&lt;1 in stock</p>", "<p>Weniger als 1 auf Lager</p>", "<p>Moins de 1 en stock</p>",
    "<p>Menos de 1 en stock</p>", "<p>Meno di 1 disponibile</p>", "<p>Minder dan 1 op voorraad</p>", "<p>Under 1 in stock</p>", "<p>Méně než 1 ks skladem</p>", "<p>Mindre än 1 i lager</p>",
    ], [
    "<p>Less than 10 in stock</p>", "<p>Less than 5 left</p>", "<p>In stock. Ships in less than 1 day</p>", "<p>Weighs less than 1 kg</p><p>In stock</p>", "<p>Less than 1% fat</p><p>In stock</p>",
    "<p>In stock, dispatched in under 1 hour</p>", "<p>Fewer than 12 left</p>", "<p>More than 1 in stock</p>", "<p>Weniger als 10 auf Lager</p>", "<p>Less than 1.5 l</p><p>In stock</p>", "<p>Menos de 1 hora</p><p>En stock</p>",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_says_no_is_heard_and_what_is_only_like_it_is_not(kind: str) -> None:
    against, harmless = KINDS[kind]
    bought = {body: look(f"{BEGINNING}{body}", url=URL).availability.buyable for body in (*against, *harmless)}
    assert [body for body in against if bought[body]] == []
    assert [body for body in harmless if not bought[body]] == []
