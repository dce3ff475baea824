"""Every spelling of availability names one thing; whatever is not one of them names nothing."""

import pytest

from coatcheck.model import Availability
from coatcheck.sources.availability import read_availability

NAMED = [value for value in Availability if value is not Availability.UNKNOWN]


@pytest.mark.parametrize("value", NAMED)
@pytest.mark.parametrize(
    "spelling",
    ["{0}", "https://schema.org/{0}", "http://schema.org/{0}", "//schema.org/{0}", "file://schema.org/{0}", "schema.org/{0}", "schema:{0}",
     "http://www.schema.org/{0}", "http://schema.org/ItemAvailability/{0}", " https://schema.org/{0}/ ", "\n{0}\t"],
)  # fmt: skip
def test_every_name_of_schema_org_is_known_in_every_spelling(value: Availability, spelling: str) -> None:
    assert read_availability(spelling.format(value.value)) is value
    assert read_availability(spelling.format(value.value).lower()) is value
    assert read_availability(spelling.format(value.value).upper()) is value


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("in stock", Availability.IN_STOCK),
        ("in_stock", Availability.IN_STOCK),
        ("In-Stock", Availability.IN_STOCK),
        ("out of stock", Availability.OUT_OF_STOCK),
        ("OUT_OF_STOCK", Availability.OUT_OF_STOCK),
        ("oos", Availability.OUT_OF_STOCK),
        ("preorder", Availability.PRE_ORDER),
        ("pre-order", Availability.PRE_ORDER),
        ("available for order", Availability.BACK_ORDER),
        ("backorder", Availability.BACK_ORDER),
        ("discontinued", Availability.DISCONTINUED),
        ("mark_as_sold", Availability.SOLD_OUT),
        ("low_on_stock", Availability.LIMITED_AVAILABILITY),
        ("HIGH_IN_STOCK", Availability.IN_STOCK),
        ("STOCK_OUT", Availability.OUT_OF_STOCK),
        ("coming_soon", Availability.OUT_OF_STOCK),
        ("PRE_ORDER_SELLABLE", Availability.PRE_ORDER),
        ("PRE_ORDER_UNSELLABLE", Availability.OUT_OF_STOCK),
    ],
)
def test_the_words_of_product_feeds_are_known(said: str, meaning: Availability) -> None:
    assert read_availability(said) is meaning


@pytest.mark.parametrize(
    "said",
    ["", " ", "https://schema.org/", "pending", "en stock", "https://schema.org/EnStock", "AufLager", "InStockSoon",
     "In", "stock", "yes", "1", None, True, False, 3, [], {}, ["InStock", "OutOfStock"], [["InStock"]], "InStock" * 50],
)  # fmt: skip
def test_what_names_nothing_is_unknown_and_never_a_default(said: object) -> None:
    assert read_availability(said) is Availability.UNKNOWN


@pytest.mark.parametrize(
    "said",
    [["InStock"], ["InStock", "https://schema.org/InStock", ""], {"@id": "https://schema.org/InStock"}, {"name": "InStock"},
     [{"@value": "in stock"}], {"@id": "", "name": "InStock"}],
)  # fmt: skip
def test_a_list_of_one_meaning_and_an_object_that_points_at_it_are_read(said: object) -> None:
    assert read_availability(said) is Availability.IN_STOCK
