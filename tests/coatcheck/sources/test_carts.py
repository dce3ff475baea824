"""Where a variant is bought: in the shop's cart where its source knows how, else on a page of the shop's."""

import pytest

from coatcheck.sources.carts import buy_url

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("source", "id", "pages", "bought"),
    [
        ("shopify", "41", [f"{SHOP}/products/coat?variant=41"], f"{SHOP}/cart/41:1"),
        ("shopify", "41", [None, f"{SHOP}/collections/all/products/coat"], f"{SHOP}/cart/41:1"),
        ("shopify", "41", [f"{SHOP}/en-gb/products/coat"], f"{SHOP}/en-gb/products/coat"),  # a market's own prices
        ("shopify", "COAT-M", [f"{SHOP}/products/coat"], f"{SHOP}/products/coat"),  # no id of the shop's
        ("shopify", "٤١", [f"{SHOP}/products/coat"], f"{SHOP}/products/coat"),
        ("shopify", "41", [f"{SHOP}/coats"], f"{SHOP}/coats"),
        ("woocommerce", "52", [f"{SHOP}/product/coat/"], f"{SHOP}/product/coat/?add-to-cart=52"),
        (
            "woocommerce",
            "52",
            [f"{SHOP}/product/coat/?attribute_pa_size=m#x"],
            f"{SHOP}/product/coat/?attribute_pa_size=m&add-to-cart=52",
        ),
        ("woocommerce", "coat", [f"{SHOP}/product/coat/"], f"{SHOP}/product/coat/"),
        (
            "woocommerce",
            "52",
            [None, f"{SHOP}/wp-json/wc/store/v1/products/5"],
            f"{SHOP}/wp-json/wc/store/v1/products/5",
        ),
        ("page", "41", [f"{SHOP}/products/coat"], f"{SHOP}/products/coat"),  # nobody said whose shop it is
        ("no longer installed", "41", [f"{SHOP}/coat"], f"{SHOP}/coat"),
        ("page", "M", ["javascript:alert(1)", f"{SHOP}/coat"], f"{SHOP}/coat"),
        ("shopify", "41", ["javascript:alert(1)//products/coat", None], ""),
    ],
)
def test_a_variant_is_bought_in_a_cart_that_is_told_of_else_on_its_page(
    source: str, id: str, pages: list[str | None], bought: str
) -> None:
    assert buy_url(source, id, *pages) == bought
