"""What the options of a variant are called where a page's data tells them by codes, beside a list of what each code is called. Pure.

Salesforce Commerce's answers are so: {"variationAttributes": [{"id": "size", "name": "Size", "values": [{"value": "9MD", "name": "M"}]}],
"variants": [{"productId": "7", "orderable": true, "variationValues": {"size": "9MD"}}]}.
https://developer.salesforce.com/docs/commerce/commerce-api/references/shopper-products?meta=type:Product
"""

from collections.abc import Iterator, Mapping
from typing import Any

from coatcheck.sources.html.structured.offers import text

Names = Mapping[tuple[str, str], tuple[str, str]]

_CHOSEN = ("variationValues", "variation_values", "optionValues", "option_values", "options", "attributes")
_LONGEST = 100  # characters of a name


def option_names(thing: Mapping[str, Any]) -> Names:
    """Return what each option and its value are called, by their codes; empty where the thing lists none."""
    return {codes: names for listed in thing.values() for codes, names in _listed(listed)}


def chosen_options(variant: Mapping[str, Any], names: Names) -> dict[str, str]:
    """Return the options that a variant is of, each by its name, or by its code where that has none; empty where it doesn't tell them."""
    told = next((found for name in _CHOSEN if isinstance(found := variant.get(name), dict)), {})
    codes = ((text(option), text(value)) for option, value in told.items() if isinstance(value, str | int))
    return dict(names.get(pair, pair) for pair in codes if all(0 < len(code) <= _LONGEST for code in pair))


def _listed(options: object) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for option in _objects(options):
        code, name = text(option.get("id")) or text(option.get("code")), text(option.get("name"))
        for value in _objects(option.get("values")):
            said = text(value.get("value")) or text(value.get("id"))
            if code and said:
                yield (code, said), (name or code, text(value.get("name")) or text(value.get("label")) or said)


def _objects(listed: object) -> list[dict[str, Any]]:
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
