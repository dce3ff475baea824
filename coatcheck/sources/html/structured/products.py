"""Product nodes of structured data, as products with variants.

https://schema.org/Product, https://schema.org/ProductGroup
"""

from collections.abc import Sequence
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from msgspec.structs import replace

from coatcheck.model import Availability, Frozen, Offer, Product, Variant
from coatcheck.sources.caps import ONE_TOO_MANY
from coatcheck.sources.html.document import Document, place
from coatcheck.sources.html.structured.graph import (
    ALONE,
    GROUPS,
    LISTS,
    OTHERS,
    PRODUCTS,
    Graph,
    Node,
    Path,
    each_node,
    named,
    nodes,
    once,
    outermost,
    types,
)
from coatcheck.sources.html.structured.offers import aggregate, best, code, is_offer, offer_nodes, read_offer, text

OPTION_NAMES = ("size", "color", "colour", "material", "pattern", "flavor", "scent", "model", "itemCondition")
VARIANT_QUERIES = ("variant", "variation_id", "sku", "v")


class Candidate(Frozen, frozen=True):
    """A product that is described somewhere in a page, perhaps the one the page is about."""

    product: Product
    places: tuple[str, ...] = ()  # the addresses it gives for itself, as `place` writes them
    main: bool = False  # named as the page's main entity
    listed: bool = False  # stands in a list of several things
    group: str = ""  # of which product it says to be a variant


def candidates(values: Sequence[object], witness: str, document: Document) -> list[Candidate]:
    """Return every product that these nodes describe, in the page's order; those mentioned as related ones are left out."""
    graph = Graph(values, witness, document)
    picked = outermost(graph.roots, lambda node, path: _product_in(node, path, graph))
    found = [_candidate(_group_of(product, graph) or product, path, graph) for product, path in picked]
    gathered = [_whole(candidate) for candidate in _gather(found)]
    graph.count(sum(len(candidate.product.variants) for candidate in gathered))
    return gathered


def _product_in(node: Node, path: Path, graph: Graph) -> Node | None:
    """The product that a node describes, if it does."""
    if OTHERS.intersection(path) or graph.is_other(node):
        return None
    if types(node) & PRODUCTS:
        product: Node | None = node if node.get("offers") or node.get("hasVariant") else graph.completed(node)
    else:
        product = _offered(node, path, graph)
    return product if product and _describes(product) else None


def _describes(node: Node) -> bool:
    """Whether a node says anything about a product beyond pointing at it."""
    return any(node.get(name) for name in ("name", "offers", "sku", "hasVariant", "availability"))


def _group_of(node: Node, graph: Graph) -> Node | None:
    """The group a variant belongs to, where the page lists all its variants there."""
    return next((group for group in graph.follow(node.get("isVariantOf")) if group.get("hasVariant")), None)


def _offered(node: Node, path: Path, graph: Graph) -> Node | None:
    """The product that an offer standing by itself is about, the offer put into its place."""
    if not is_offer(node) or (path and path[-1] not in ALONE) or graph.is_part(node):
        return None
    about = next(iter(graph.follow(node.get("itemOffered"))), None)
    if about is not None and not types(about) & PRODUCTS:
        return None
    about = about or {"name": node.get("name"), "sku": node.get("sku"), "url": node.get("url")}
    return graph.joined(about, {"offers": node})


def _candidate(node: Node, path: Path, graph: Graph) -> Candidate:
    product = read_product(node, graph)
    addresses = [node.get("url"), _address_of(node), node.get("mainEntityOfPage")]
    addresses += [offer.get("url") for offer in offer_nodes(node, graph)[:50]]
    absolute = {graph.document.absolute(text(address)) for address in addresses if address}
    group = node if types(node) & GROUPS else next(iter(nodes(node.get("isVariantOf"))), {})
    return Candidate(
        product=product,
        places=tuple(sorted(place(address) for address in absolute if address)),
        main="mainentity" in path or node.get("mainEntityOfPage") is True,
        listed=bool(LISTS.intersection(path)),
        group=text(group.get("@id")) or text(group.get("productGroupID")) or text(node.get("inProductGroupWithID")),
    )


def _address_of(node: Node) -> str:
    """The address a node has as its name; "" for a name that is of use within its page alone."""
    name = named(node)
    return "" if name.startswith("#") else name


@once
def read_product(node: Node, graph: Graph) -> Product:
    """Read a product node with its variants; one that names none is its own only variant."""
    title = text(node.get("name"))
    url = graph.document.absolute(text(node.get("url")))
    variants = _group_variants(node, graph) or _offer_variants(node, graph)
    above = aggregate(node, graph)
    own = read_offer(above, graph) if above else None
    if not variants and not (types(node) & GROUPS and not node.get("offers")):
        offers = [read_offer(offer, graph) for offer in offer_nodes(node, graph)]
        if not any(offer.witnesses for offer in offers) and (own or node.get("availability")):
            offers = [own] if own else [read_offer(node, graph)]
        identity = code(node) or named(node) or title or "product"
        offer = best(graph.document.limits.applied(offers)) if offers else Offer()
        offer = _unless_denied(offer, own) if own else offer
        variants = [Variant(id=identity, title=title, sku=text(node.get("sku")) or None, offer=offer)]
        own = None
    identity = text(node.get("productGroupID")) or code(node) or named(node) or url or title or "product"
    image = graph.document.absolute(text(node.get("image")))
    return Product(id=identity, title=title, url=url, image=image, variants=_distinct(variants), offer=own)


def _unless_denied(offer: Offer, above: Offer) -> Offer:
    """An offer, UNKNOWN where the aggregate that stands over all offers says the contrary."""
    if {offer.availability.buyable, above.availability.buyable} != {True, False}:
        return offer
    witnesses = tuple(dict.fromkeys((*offer.witnesses, *above.witnesses)))
    return replace(offer, availability=Availability.UNKNOWN, witnesses=witnesses)


def _group_variants(node: Node, graph: Graph) -> list[Variant]:
    """The variants that a product group lists: https://schema.org/hasVariant"""
    models = node.get("hasVariant") or (node.get("model") if types(node) & GROUPS else None)
    found = [_group_variant(part, graph) for part in graph.follow(models)[:ONE_TOO_MANY]]
    return [variant for variant in found if variant.id]


@once
def _group_variant(node: Node, graph: Graph) -> Variant:
    """A variant that a group lists; its id is "" where nothing tells it from the others."""
    offers = [read_offer(offer, graph) for offer in offer_nodes(node, graph)]
    if not offers and node.get("availability"):
        offers = [read_offer(node, graph)]
    name, options = text(node.get("name")), _options(node, graph)
    identity = code(node) or _queried(node.get("url")) or named(node) or name or " / ".join(options.values())
    offer = best(graph.document.limits.applied(offers)) if offers else Offer()
    return Variant(id=identity, title=name, options=options, sku=text(node.get("sku")) or None, offer=offer)


def _offer_variants(node: Node, graph: Graph) -> list[Variant]:
    """The variants of a product that makes an offer for each of them; empty where its offers are all of the same thing."""
    found = [_offer_variant(offer, graph) for offer in offer_nodes(node, graph)[:ONE_TOO_MANY]]
    keys = zip(*(keys for _, keys in found), strict=True)
    identities = next((ids for ids in keys if "" not in ids and len(set(ids)) > 1), ())
    return [replace(variant, id=identity) for (variant, _), identity in zip(found, identities, strict=False)]


@once
def _offer_variant(node: Node, graph: Graph) -> tuple[Variant, tuple[str, ...]]:
    """What an offer is for, and what may tell it from others, each "" where it says nothing of the kind."""
    item: Node = next(iter(graph.follow(node.get("itemOffered"))), {})
    offer = graph.document.limits.applied([read_offer(node, graph)])[0]
    name = text(item.get("name")) or ("" if offer.seller == text(node.get("name")) else text(node.get("name")))
    options = _options(node, graph) | _options(item, graph)
    known = code(node) or code(item) or _queried(node.get("url")) or name
    sku = text(node.get("sku")) or text(item.get("sku")) or None
    variant = Variant(id=known, title=name, options=options, sku=sku, offer=offer)
    return variant, (known, name, " / ".join(options.values()), _own_address(offer, graph))


def _own_address(offer: Offer, graph: Graph) -> str:
    """An offer's address within this shop; "" for one with a seller of its own, who may sell the same thing."""
    return place(offer.url) if offer.url and not offer.seller and _is_here(offer.url, graph.document) else ""


def _is_here(address: str, document: Document) -> bool:
    return place(address).partition("/")[0] == place(document.answer.url).partition("/")[0]


@once
def _options(node: Node, graph: Graph) -> dict[str, str]:
    """What tells a variant from its siblings: {"size": "M", "color": "Red"}."""
    options = {name.lower(): value for name in OPTION_NAMES if name in node and (value := text(node[name]))}
    for part in islice(each_node(node.get("additionalProperty")), 10):
        name, value = text(part.get("name")).lower(), text(part.get("value"))
        if name and value:
            options.setdefault(name, value)
    return options


def _queried(address: object) -> str:
    """The variant's id in an address like /products/jacket?variant=123."""
    try:
        query = parse_qs(urlsplit(text(address)).query)
    except ValueError:
        return ""
    return next((query[name][0] for name in VARIANT_QUERIES if name in query), "")


def _distinct(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The variants with each id once: offers of several sellers for one variant become the best of them."""
    by_id: dict[str, Variant] = {}
    for variant in variants:
        known = by_id.get(variant.id)
        if known is None or best([known.offer, variant.offer]) is not known.offer:
            by_id[variant.id] = variant
    return tuple(by_id.values())


def _gather(found: list[Candidate]) -> list[Candidate]:
    """Products that say to be variants of the same product, made one product of."""
    gathered: list[list[Candidate]] = []
    by_group: dict[str, list[Candidate]] = {}
    for candidate in found:
        members = by_group.get(candidate.group) if candidate.group else None
        if members is None:
            members = by_group[candidate.group] = []
            gathered.append(members)
        members.append(candidate)
    return [_joined(members) if len(members) > 1 else members[0] for members in gathered]


def _joined(members: Sequence[Candidate]) -> Candidate:
    """Several descriptions of one product: the variants of all of them."""
    products = {id(candidate.product): candidate.product for candidate in members}  # many may have named one group
    variants = [variant for product in products.values() for variant in product.variants]
    return replace(
        members[0],
        product=replace(members[0].product, variants=_distinct(variants)),
        places=tuple(sorted({address for candidate in members for address in candidate.places})),
        main=any(candidate.main for candidate in members),
        listed=all(candidate.listed for candidate in members),
    )


def _whole(candidate: Candidate) -> Candidate:
    """A group of which no variant was listed, as a product about which nothing is known."""
    product = candidate.product
    if product.variants:
        return candidate
    return replace(candidate, product=replace(product, variants=(Variant(id=product.id, title=product.title),)))
