"""One size is chosen and gone while others can be chosen: its words are not those of the product, in each shop software's markup."""

import pytest

from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import look, says, witnesses

SHOP = "<main><h1>Trail Jacket</h1><p class='price'>120 EUR</p>{}</main>"
GONE = ["<p class='stock'>Sold out</p>", "<button disabled>Sold out</button>", "<span id='product-availability'>Out of stock</span>"]  # fmt: skip

CHOSEN = {
    "select": '<select name="size"><option>S</option><option selected>M</option><option>L</option></select>',
    "first of a select": "<select><option>S</option><option>M</option></select>",
    "WooCommerce": '<form class="variations_form"><select name="attribute_pa_size"><option value="">Choose an option</option><option selected="selected">S</option><option>M</option></select></form>',
    "PrestaShop": '<div class="product-variants"><span>Taille</span><select name="group[1]"><option selected>S</option><option>M</option></select></div>',
    "PrestaShop colours": '<ul id="group_2"><li class="input-container"><label><input type="radio" name="group[2]" checked><span>Noir</span></label></li><li><label><input type="radio" name="group[2]"><span>Blanc</span></label></li></ul>',
    "radios": '<label><input type="radio" name="size" checked>S</label><label><input type="radio" name="size">M</label>',
    "Dawn": '<fieldset><legend>Size</legend><input type="radio" id="a" name="Size" checked class="disabled"><label for="a">S<span class="visually-hidden">Variant sold out</span></label><input type="radio" id="b" name="Size"><label for="b">M</label></fieldset>',
    "Shopware": '<div class="product-detail-configurator"><input type="radio" name="g" id="x" checked="checked"><label for="x">S</label><input type="radio" name="g" id="y"><label for="y">M</label></div>',
    "BigCommerce": '<div data-product-attribute="set-rectangle"><input class="form-radio" type="radio" id="r" name="attribute[1]" checked><label for="r"><span>S</span></label><input type="radio" id="q" name="attribute[1]"><label for="q"><span>M</span></label></div>',
    "Magento": '<div class="swatch-attribute size"><div role="radiogroup"><div class="swatch-option text selected" role="radio" aria-checked="true">S</div><div class="swatch-option text" role="radio" aria-checked="false">M</div></div></div>',
    "Magento colours": '<div class="swatch-attribute color"><div><div class="swatch-option color selected" aria-label="Red"></div><div class="swatch-option color" aria-label="Blue"></div></div></div>',
    "links": '<ul class="swatches"><li class="active"><a href="?size=s">S</a></li><li><a href="?size=m">M</a></li></ul>',
    "buttons": '<div class="size-list"><button class="is-selected">38</button><button>39</button></div>',
    "colours": '<div class="colors"><button class="color active">Red</button><button class="color">Blue</button></div>',
    "a toggle group": '<div role="group"><button aria-pressed="true" data-state="on">S</button><button aria-pressed="false" data-state="off">M</button></div>',
    "a radio group": '<div role="radiogroup"><button role="radio" aria-checked="true" id="s"></button><label for="s">S</label><button role="radio" aria-checked="false" id="m"></button><label for="m">M</label></div>',
    "pictures": '<div role="radiogroup" aria-label="Colour"><button role="radio" aria-checked="true" aria-label="Red"><img></button><button role="radio" aria-checked="false" aria-label="Blue"><img></button></div>',
    "a list box": '<ul role="listbox"><li role="option" aria-selected="true">S</li><li role="option" aria-selected="false">M</li></ul>',
    "Japanese": '<select name="サイズ"><option selected>S</option><option>M</option></select>',
}  # fmt: skip


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("kind", CHOSEN)
def test_words_beside_a_chosen_size_are_not_the_products(kind: str, gone: str) -> None:
    assert says(SHOP.format(CHOSEN[kind] + gone)) is UNKNOWN


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_chosen_size_that_is_there_is_one_that_can_be_had(kind: str) -> None:
    assert says(SHOP.format(CHOSEN[kind] + "<p class='stock'>In stock</p>")) is IN


NOT_CHOSEN = {
    "nothing to choose": "",
    "nothing chosen": '<select name="size"><option selected value="">Choose</option><option disabled>S - sold out</option><option disabled>M - sold out</option></select>',
    "all of them gone": '<label><input type="radio" name="size" checked disabled>S</label><label><input type="radio" name="size" disabled>M</label>',
    "the others gone": '<div class="size-list"><button class="is-selected">38</button><button class="sold-out">39</button></div>'.replace("is-selected", "is-selected sold-out"),
    "numbers of pieces": '<select name="quantity"><option selected>1</option><option>2</option><option>3</option></select>',
    "countries": '<select name="country"><option selected>Germany</option><option>France</option></select>',
    "one size": '<select name="size"><option selected>One size</option></select>',
    "ways of delivery": '<label><input type="radio" name="delivery" checked>Ship it</label><label><input type="radio" name="delivery">Pick up</label>',
    "tabs": '<ul class="tabs"><li class="active"><a href="#d">Description</a></li><li><a href="#r">Reviews</a></li></ul>',
    "tabs of a framework": '<div role="tablist"><button role="tab" aria-selected="true">Details</button><button role="tab" aria-selected="false">Care</button></div>',
    "stars": '<div class="stars"><a class="active">1</a><a>2</a><a>3</a></div>',
    "languages": '<select name="lang"><option selected>English</option><option>Deutsch</option></select>',
    "pictures of a gallery": '<div class="thumbs"><button class="active">1</button><button>2</button></div>',
    "another product's sizes": '<div class="related-products"><div class="sizes"><button class="active">S</button><button>M</button></div></div>',
    "a menu": '<nav><ul class="sizes"><li class="active">S</li><li>M</li></ul></nav>',
}  # fmt: skip


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("kind", NOT_CHOSEN)
def test_where_no_size_is_chosen_among_others_the_words_are_the_products(kind: str, gone: str) -> None:
    assert says(SHOP.format(NOT_CHOSEN[kind] + gone)) is OUT


FORM = "<main><h1>Trail Jacket</h1><p class='price'>120 EUR</p><form method='post' action='/cart'>{}<button>Add to cart</button></form></main>"
NOTHING = {
    "no option": "<label for='s'>Select size</label><select id='s' name='size'></select>",
    "a placeholder": '<select name="size"><option value="">Choose a size</option></select>',
    "two lists": '<select name="size"></select><select name="color"><option>Select a colour</option></select>',
}
SOMETHING = {
    "one size": '<select name="product_id"><option value="6">Storm Coat M</option></select>',
    "a list that follows another": '<select name="color"><option value="">Choose</option><option>Red</option></select><select name="size"><option value="">First choose a colour</option></select>',
    "pieces": '<select name="quantity"></select>',
    "countries": "<select name='country'></select>",
    "no list": "",
}  # fmt: skip


def test_a_button_beside_a_list_with_nothing_to_choose_sells_nothing_for_certain() -> None:
    """Shops leave sizes out that are gone, and keep the button."""
    assert {kind: says(FORM.format(markup)) for kind, markup in NOTHING.items()} == dict.fromkeys(NOTHING, UNKNOWN)
    assert {kind: says(FORM.format(markup)) for kind, markup in SOMETHING.items()} == dict.fromkeys(SOMETHING, IN)
    told = "<p class='stock'>In stock</p>"
    assert {says(FORM.format(markup + told)) for markup in NOTHING.values()} == {IN}
    assert witnesses(look(FORM.format(NOTHING["no option"]))) == {
        "buy-button": "Add to cart (there is nothing to choose)"
    }


FILLED_LATER = [
    '<div class="availability_messages"></div>',
    "<p id='stock-status'> <!-- --> </p>",
    "<span data-availability></span>",
]
FILLED = {
    "words": '<div class="availability_messages">In stock</div>',
    "a colour": '<div class="stock"><span class="dot"></span></div>',
    "an icon": '<i class="icon-in-stock"></i>',
    "a hidden place": '<p class="stock" style="display: none"></p>',
    "another name": '<div class="stockings"></div>',
}  # fmt: skip


def test_a_button_sells_nothing_for_certain_where_a_script_has_yet_to_write_the_stock() -> None:
    assert {says(FORM.format(empty)) for empty in FILLED_LATER} == {UNKNOWN}
    assert {kind: says(FORM.format(markup)) for kind, markup in FILLED.items()} == dict.fromkeys(FILLED, IN)
    others = '</form><div class="related-products"><a href="/p/2">Hat</a><span class="stock"></span></div></main>'
    assert says(FORM.format("").replace("</form></main>", others)) is IN
    assert says(FORM.format(FILLED_LATER[0] + "<p>In stock</p>")) is IN
    assert says(FORM.format(FILLED_LATER[0] + "<p>Sold out</p>")) is OUT
    assert witnesses(look(FORM.format(FILLED_LATER[0]))) == {"buy-button": "Add to cart (a script fills in the stock)"}
