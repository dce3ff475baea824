"""Makes of shops that answer in JSON of one form: how each is asked, and the options of `json_api` that read it. Pure.

Another make takes one more line in PRESETS. The watch's own options go before what is written here.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.ports import Option, grouped


class Preset(Frozen, frozen=True):
    """A make of shop: the path of its API behind the shop's address, what is sent to it, and what stands where in the answer.

    In `parameters` and `headers`, "$channel" is the watch's option of that name, left out where it has none; `query` (GraphQL)
    gets the options that it names as its variables. `mark`: what the shop's own pages say, and no others.
    """

    path: str
    mapping: dict[str, str]
    query: str = ""
    parameters: dict[str, str] = {}
    headers: dict[str, str] = {}
    needs: tuple[str, ...] = ("product",)
    mark: bytes = b""


PRESETS = {
    # https://docs.vendure.io/reference/graphql-api/shop/object-types/#productvariant: IN_STOCK, LOW_STOCK, OUT_OF_STOCK, unless the
    # shop's own StockDisplayStrategy says otherwise; prices in cents. A channel is named by its token.
    "vendure": Preset(
        path="/shop-api",
        query="query($product: String!) { product(slug: $product) { name featuredAsset { preview }"
        " variants { id name sku priceWithTax currencyCode stockLevel options { name } } } }",
        headers={"vendure-token": "$channel"},
        mapping={
            "name": "data.product.name",
            "image": "data.product.featuredAsset.preview",
            "items": "data.product.variants",
            "key": "id",
            "title": "options[].name || name",
            "value": "stockLevel",
            "price": "priceWithTax",
            "price_divisor": "currency",
            "currency": "currencyCode",
        },
    ),
    # https://docs.medusajs.com/resources/storefront-development/products/inventory: version 2, whose prices are no cents. What isn't
    # managed is always there. A channel is a region's id, without which there are no prices.
    "medusa": Preset(
        path="/store/products",
        parameters={
            "handle": "$product",
            "region_id": "$channel",
            "fields": "*variants.calculated_price,+variants.inventory_quantity,+variants.manage_inventory,+variants.allow_backorder",
        },
        headers={"x-publishable-api-key": "$api_key"},
        needs=("product", "channel", "api_key"),
        mapping={
            "name": "products[0].title",
            "image": "products[0].thumbnail",
            "items": "products[].variants[]",
            "key": "id",
            "title": "title",
            "value": "manage_inventory == `false` && 'in stock' || inventory_quantity > `0` && 'in stock'"
            " || type(inventory_quantity) == 'number' && (allow_backorder == `true` && 'on backorder'"
            " || allow_backorder == `false` && 'out of stock') || `null`",
            "price": "calculated_price.calculated_amount",
            "currency": "calculated_price.currency_code",
        },
    ),
    # https://docs.saleor.io/api-reference/products/objects/product-variant: a channel is named by its slug; there is no product without.
    "saleor": Preset(
        path="/graphql/",
        query="query($product: String!, $channel: String!) { product(slug: $product, channel: $channel) { name"
        " isAvailableForPurchase thumbnail { url } variants { id name sku quantityAvailable"
        " pricing { price { gross { amount currency } } } } } }",
        needs=("product", "channel"),
        mapping={
            "name": "data.product.name",
            "image": "data.product.thumbnail.url",
            "items": "data.product",
            "variants": "variants",
            "key": "id",
            "title": "name",
            "value": "parent.isAvailableForPurchase == `false` && 'out of stock' || quantityAvailable == `0` && 'out of stock'"
            " || parent.isAvailableForPurchase == `true` && quantityAvailable > `0` && 'in stock' || `null`",
            "price": "pricing.price.gross.amount",
            "currency": "pricing.price.gross.currency",
        },
    ),
    # https://developer.adobe.com/commerce/webapi/graphql/schema/products/interfaces/types/configurable/: a channel is a store view's code.
    "magento": Preset(
        path="/graphql",
        query="query($product: String!) { products(filter: { url_key: { eq: $product } }) { items { ...offer"
        " small_image { url } ... on ConfigurableProduct { variants { attributes { code label } product { ...offer } } } } } }"
        " fragment offer on ProductInterface { sku name stock_status"
        " price_range { minimum_price { final_price { value currency } } } }",
        headers={"Store": "$channel"},
        mark=b"text/x-magento-init",
        mapping={
            "name": "data.products.items[0].name",
            "image": "data.products.items[0].small_image.url",
            "items": "data.products.items",
            "variants": "variants",
            "key": "product.sku || sku",
            "title": "attributes[].label || name",
            "value": "parent.stock_status == 'OUT_OF_STOCK' && 'OUT_OF_STOCK' || product.stock_status || stock_status",
            "price": "(product || @).price_range.minimum_price.final_price.value",
            "currency": "(product || @).price_range.minimum_price.final_price.currency",
        },
    ),
    # https://shopify.dev/docs/api/storefront/latest/objects/ProductVariant, which a site made with Hydrogen passes on from its own host.
    # A product without options has one variant all the same.
    "hydrogen": Preset(
        path="/api/2026-04/graphql.json",
        query="query($product: String!) { product(handle: $product) { title featuredImage { url } variants(first: 250) { nodes { id sku"
        " availableForSale currentlyNotInStock selectedOptions { value } price { amount currencyCode } } } } }",
        headers={"X-Shopify-Storefront-Access-Token": "$api_key"},
        mapping={
            "name": "data.product.title",
            "image": "data.product.featuredImage.url",
            "items": "data.product.variants.nodes",
            "key": "id",
            "title": "selectedOptions[?value != 'Default Title'].value",
            "value": "availableForSale == `false` && 'out of stock' || availableForSale == `true`"
            " && (currentlyNotInStock == `true` && 'on backorder' || currentlyNotInStock == `false` && 'in stock') || `null`",
            "price": "price.amount",
            "currency": "price.currencyCode",
        },
    ),
    # https://docs.pretix.eu/dev/user/events/widget.html: what a ticket shop's widget shows; a product is an item's number, or several.
    # `avail` is 100 for what can be had; 20 and 10, all that is left is in carts or not paid for yet; 0, gone.
    # Where it can't be bought now, `current_unavailability_reason` says why: before and after its sale, or with a voucher alone.
    "pretix": Preset(
        path="/widget/product_list",
        parameters={"items": "$product"},
        needs=(),
        mark=b"pretixpresale",
        mapping={
            "name": "name",
            "items": "items_by_category[].items[]",
            "variants": "variations",
            "key": "parent && [parent.id, id] || id",
            "title": "value || name",
            "value": "contains(keys(@), 'current_unavailability_reason')"
            " && (current_unavailability_reason || parent.current_unavailability_reason || avail[0]) || 'not told'",
            "in_stock": "100",
            "out_of_stock": '[0, 10, 20, "available_from", "available_until"]',
            "price": "price.gross",
            "currency": "currency",
        },
    ),
}

API = "api"
OPTIONS = (
    Option("preset", "what the shop is made of: then the options below need not be given", choices=tuple(PRESETS)),
    *grouped(
        "Which product of which shop",
        Option(
            "product",
            "with a preset: the product's name in addresses (default: the address's last part), or its number",
        ),
        Option("channel", "with a preset: the part of the shop: a channel, a region's id, a store view's code"),
        Option("api_key", "with a preset: the key that the shop's pages send, where its API asks for one"),
        Option(
            API,
            "the address of the shop's API, where the product's page is another; with a preset, where it is unusual",
        ),
    ),
)
NAMES = frozenset(option.name for option in OPTIONS)
WITH_PRESET = NAMES - {"preset", API}
_VARIABLE = re.compile(r"\$(\w+): ")


def applied(url: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the address to ask and all options, for the address of a product's page and the options that a watch has.

    Without the option `preset` the options are as they were, and the address is the option `api`, if there is one.
    Raises `Invalid` where the preset is none, needs an option more, or `api` is no address.
    """
    options = {name: text for name, text in given.items() if name not in NAMES}
    if not given.get("preset"):
        if strange := given.keys() & WITH_PRESET:
            name = min(strange)
            raise Invalid(f"The option `{name}` goes with a `preset`: {', '.join(PRESETS)}.", name)
        return _api(given) or url, options
    preset = PRESETS.get(given["preset"])
    if preset is None:
        raise Invalid(f"There is no preset {given['preset']!r}. There are: {', '.join(PRESETS)}.", "preset")
    address = _address(url, preset, given)
    told = {**given, "product": given.get("product") or _last_part(url, preset)}
    for name in preset.needs:
        if not told.get(name):
            raise Invalid(f"The preset {given['preset']} needs the option `{name}`.", name)
    return _with_parameters(address, _filled(preset.parameters, told)), {
        **preset.mapping,
        **_sent(preset, told),
        **options,
    }


def recognised(url: str, page: bytes) -> Iterable[str]:
    """Name the presets whose API this address is, or whose mark the page behind it bears."""
    path = urlsplit(url).path.rstrip("/")
    for name, preset in PRESETS.items():
        if path.endswith(preset.path.rstrip("/")) or (preset.mark and preset.mark in page):
            yield name


def _address(url: str, preset: Preset, given: Mapping[str, str]) -> str:
    """Say where the API is: as it was given, else the address itself, else its usual place."""
    api, parts = _api(given), urlsplit(url)
    if api or parts.path.rstrip("/").endswith(preset.path.rstrip("/")):
        return api or url
    below = parts.path.rstrip("/") if "product" not in preset.needs else ""
    return urlunsplit((parts.scheme, parts.netloc, below + preset.path, "", ""))


def _api(given: Mapping[str, str]) -> str:
    api = given.get(API, "")
    if api and not _is_address(api):
        raise Invalid("The option `api` is an address that begins with https://.", API)
    return api


def _is_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:  # an impossible host
        return False


def _last_part(url: str, preset: Preset) -> str:
    """Read the product's name in the address of its page; "" where the address is the API's, or the make asks by numbers."""
    path = urlsplit(url).path.rstrip("/")
    if path.endswith(preset.path.rstrip("/")) or "product" not in preset.needs:
        return ""
    return unquote(path.rpartition("/")[2]).removesuffix(".html")


def _sent(preset: Preset, told: Mapping[str, str]) -> dict[str, str]:
    """Make the options that say what is sent."""
    sent = {}
    if headers := _filled(preset.headers, told):
        sent["headers"] = msgspec.json.encode(headers).decode()
    if preset.query:
        variables = {name: told[name] for name in _VARIABLE.findall(preset.query)}
        sent["body"] = msgspec.json.encode({"query": preset.query, "variables": variables}).decode()
    return sent


def _filled(written: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    values = {name: told.get(text[1:], "") if text.startswith("$") else text for name, text in written.items()}
    return {name: text for name, text in values.items() if text}


def _with_parameters(address: str, parameters: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    asked = {**parameters, **dict(parse_qsl(parts.query, keep_blank_values=True))}
    return urlunsplit(parts._replace(query=urlencode(asked)))
