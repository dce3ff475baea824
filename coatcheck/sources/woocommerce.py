"""WooCommerce shops, by the Store API that every one of them has open.

A variable product is in stock while one of its variations is: what each variation has is asked for by itself, and
UNKNOWN where it can't be. The shop's REST API (v3), which needs a key, is read as well.
https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products/
https://woocommerce.github.io/woocommerce-rest-api-docs/#products
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, unquote, urlsplit

from msgspec.structs import replace

from coatcheck.errors import Gone, Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import fingerprint, is_live, observe, require_ok
from coatcheck.sources.caps import require_few_variants
from coatcheck.sources.limits import MAX_PRICE, limited
from coatcheck.sources.woocommerce_items import VARIABLE, Item, attributes, decode_items, read_offer, term_names, text

OPTIONS = (MAX_PRICE,)

PRODUCT_PATH = re.compile(r"^(.*?)/(?:product|produkt|produit|producto|produto|prodotto|tuote|produs)/([^/]+)/?$", re.I)
API_PATH = re.compile(r"^.*/wp-json/wc/store(?:/v\d+)?/products(?=/|$)")
PAGE = 100  # variations in one answer, the most there can be
Variations = dict[str, dict[str, str]]  # the options of each, by its id
ALL = "stock_status=instock,outofstock,onbackorder"  # many shops hide what is sold out unless they are asked for it


def request(target: Target) -> Request:
    """Ask for the Store API's answer for the address of a product's page, else for the address itself."""
    parts = urlsplit(target.url)
    match = PRODUCT_PATH.match(parts.path)
    if not match or not parts.netloc or API_PATH.match(parts.path):
        return Request(url=target.url)
    slug = quote(unquote(match[2]), safe="")
    return Request(url=f"{parts.scheme}://{parts.netloc}{match[1]}/wp-json/wc/store/v1/products?slug={slug}&{ALL}")


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read every product in the answer. The variations of a single variable product are asked for, page by page."""
    for answer in answers:
        require_ok(answer)
    items = decode_items(answers[0].body)
    if not items and "?slug=" in answers[0].request.url:
        raise Gone("The shop's API lists no product of this name.")
    following = _next_variations(items, answers)
    if following:
        return following
    known = {str(item.id): item for answer in answers for item in decode_items(answer.body)}
    if _api(answers[0]):
        _require_fields(known.values())
    shape = fingerprint("woocommerce", {name for item in known.values() for name in item.stock_fields})
    return observe([limited(product, target.options) for product in read_products(items, known)], shape)


def cart_url(page: str, variant_id: str) -> str | None:
    """Return the address that puts one of this product or variation in the cart and shows its page; None where its id is not the shop's.

    The shop's form handler takes `add-to-cart` with either id, and finds a variation's product itself
    (`WC_Form_Handler::add_to_cart_action`, https://github.com/woocommerce/woocommerce). A variation's own page names its options.
    """
    if API_PATH.match(urlsplit(page).path) or not (variant_id.isascii() and variant_id.isdecimal()):
        return None
    parts = urlsplit(page)
    query = "&".join(filter(None, (parts.query, f"add-to-cart={variant_id}")))
    return parts._replace(query=query, fragment="").geturl()


def read_products(items: Sequence[Item], known: Mapping[str, Item] | None = None) -> list[Product]:
    """Read the products among these items, with their variations: `known` items by id, and those that are listed."""
    known = known if known is not None else {str(item.id): item for item in items}
    children = _children(known)
    variations = {item.id: _variations(item, known, children) for item in items}
    listed = {id for options in variations.values() for id in options}
    require_few_variants(max(len(items), len(listed)))
    return [_product(item, known, variations[item.id]) for item in items if str(item.id) not in listed]


def _api(answer: Answer) -> str | None:
    """Return the address of the shop's products, where the shop's API just gave this answer."""
    parts = urlsplit(answer.request.url)
    match = API_PATH.match(parts.path)
    return f"{parts.scheme}://{parts.netloc}{match[0]}" if match and is_live(answer) else None


def _next_variations(items: Sequence[Item], answers: Sequence[Answer]) -> Request | None:
    """Ask for the next page of variations; None where there is none, or nobody to ask."""
    api = _api(answers[0])
    if not (api and len(items) == 1 and (items[0].is_variable or _listed(items[0]))):
        return None
    pages = answers[-1].headers.get("x-wp-totalpages", "1") if len(answers) > 1 else "1"
    if len(answers) > (int(pages) if pages.isdigit() else 1):
        return None
    return Request(url=f"{api}?type=variation&parent={items[0].id}&{ALL}&per_page={PAGE}&page={len(answers)}")


def _require_fields(items: Iterable[Item]) -> None:
    """Require what the Store API always has: where one is missing, the answer's form has changed."""
    for item in items:
        if not item.stock_fields:
            raise Unreadable(f"`is_in_stock` of {item.title!r} is missing.")
        if item.type == VARIABLE and not isinstance(item.variations, list):
            raise Unreadable(f"`variations` of {item.title!r} is missing.")


def _product(item: Item, known: Mapping[str, Item], variations: Variations) -> Product:
    offer = read_offer(item, None)
    variants = [_variation(id, options, known.get(id), item) for id, options in variations.items()]
    if not variants:
        # Of a variable product one thing or another can be bought, never the product itself.
        vague = item.is_variable and offer.availability.buyable
        own = replace(offer, availability=Availability.UNKNOWN) if vague else offer
        variants = [Variant(id=str(item.id), sku=text(item.sku) or None, offer=own)]
    uncertain = any(variant.offer.availability is Availability.UNKNOWN for variant in variants)
    return Product(
        id=str(item.id),
        title=item.title,
        url=item.url,
        image=item.image,
        variants=tuple(variants),
        offer=offer if uncertain else None,
    )


def _variation(id: str, options: dict[str, str], item: Item | None, parent: Item) -> Variant:
    title = " / ".join(options.values())
    if item is None:
        return Variant(id=id, title=title, options=options, offer=Offer(url=parent.url))
    return Variant(
        id=id,
        title=title or text(item.variation) or item.title,
        options=options,
        sku=text(item.sku) or None,
        offer=read_offer(item, parent.url),
    )


def _children(known: Mapping[str, Item]) -> dict[object, list[str]]:
    """List the ids of the items that name a parent, by that parent's id."""
    found: dict[object, list[str]] = {}
    for id, each in known.items():
        if isinstance(each.parent, int | str):
            found.setdefault(each.parent, []).append(id)
    return found


def _variations(item: Item, known: Mapping[str, Item], children: Mapping[object, list[str]]) -> Variations:
    """Read the options of each variation by its id: those listed, and those that a shop hides while they are sold out."""
    hidden = {id: attributes(known[id].attributes) for id in children.get(item.id, ())}
    return hidden | _listed(item)


def _listed(item: Item) -> Variations:
    """Read the options of each variation that a product lists. The REST API lists ids alone."""
    found: Variations = {}
    names = term_names(item.attributes)
    for place, each in enumerate(item.variations if isinstance(item.variations, list) else []):
        id = each.get("id") if isinstance(each, dict) else each
        if not isinstance(id, int | str) or isinstance(id, bool):
            raise Unreadable(f"`variations[{place}].id` of {item.title!r} is no id.")
        chosen = attributes(each.get("attributes")) if isinstance(each, dict) else {}
        found[str(id)] = {name: names.get((name, slug), slug) for name, slug in chosen.items()}
    return found
