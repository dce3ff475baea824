"""What the fields of shops' JSON are called: of stock, of codes, names and prices; and of what only looks like goods.

Made after what shops' makers document: Shopify, WooCommerce, BigCommerce, Squarespace, Ecwid, PrestaShop, commercetools, Salesforce,
Adobe Commerce, Eventbrite, Ticket Tailor, Best Buy. Sets hold names in lower-case letters and digits alone; tuples hold them as written.
"""

import re

from coatcheck.sources.html.structured import stock_fields

_MORE_THERE = (
    *("saleable", "issaleable", "salable", "issalable", "isavailabletosell", "availabletosell", "onstock", "isonstock"),
    *("onlineavailability", "availableonline", "verfugbar", "verfuegbar", "verfügbar", "disponible", "disponibile"),
    *("disponivel", "disponível", "tillganglig", "tillgänglig"),
)
_MORE_COUNTED = (
    *(
        "left",
        "remaining",
        "unitsleft",
        "quantityleft",
        "quantityremaining",
        "stockonhand",
        "onhand",
        "quantityinstock",
    ),
    *("seatsleft", "seatsavailable", "availableseats", "seatsremaining", "ticketsleft", "ticketsavailable"),
    *("ticketsremaining", "availabletickets", "spotsleft", "spotsavailable", "availablespots", "placesleft"),
    *("availableunits", "availabletopromise", "sellablequantity", "bestand", "lagerbestand", "voorraad", "giacenza"),
    *("existencias", "estoque", "lagersaldo"),
)
THERE = stock_fields.THERE.union(_MORE_THERE)
GONE = stock_fields.GONE
COUNTED = stock_fields.COUNTED.union(_MORE_COUNTED)
WORDED = stock_fields.WORDED | THERE | {"onsalestatus", "stocklevel"}
VAGUE_COUNTS = frozenset({"quantity", "qty"})  # of an order, too
VAGUE_WORDS = frozenset({"status", "state", "salestatus", "level"})  # of anything
ON_SALE = frozenset({"onsale", "forsale"})
# Of people, machines and limits as much as of goods.
AMBIGUOUS = frozenset(
    {"available", "isavailable", "unavailable", "isunavailable", "availability", "left", "remaining", "disponible"}
)

# Objects within a thing whose fields are its own, and those that hold its stock.
ITSELF = frozenset({"product", "variant", "item", "offer", "sku"})
STOCK = frozenset({"stock", "inventory", "availability", "stockinfo", "inventoryinfo", "stockstatus", "stockitem"})
STOCK_COUNTED = frozenset({"quantity", "qty", "level", "count", "total", "amount", "value", "available"})
STOCK_WORDED = frozenset({"status", "state", "name", "code", "label", "type", "value", "statuscode"})

# Words of fields with two values, by whether the field is true.
YES_AND_NO = (
    *(("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("1", "0"), ("ja", "nein"), ("j", "n"), ("ja", "nee")),
    *(("ja", "nej"), ("oui", "non"), ("si", "no"), ("sí", "no"), ("sim", "não"), ("sim", "nao")),
)

# On the way to what may be "available" and is no product of this answer.
NO_GOODS = re.compile(
    r"cart|basket|wishlist|line_?items?|orders?|order_?(?:items?|lines?)|fulfil\w*|returns?|refunds?|coupons?|vouchers"  # line_items
    r"|promotions?|discounts?|shipping\w*|shipments?|deliver\w*|payments?\w*|pick_?up\w*|stores?|shops|store_?\w*|locations?"  # shippingMethods
    r"|warehouses?|branch\w*|sources|countries|regions?|zones?|languages?|locales?|currenc\w*|related\w*|recommend\w*"  # relatedProducts
    r"|similar\w*|up_?sells?|cross_?sells?|also_?\w*|reviews?|ratings?|users?|customers?|members|accounts?|facets?|filters?"  # similar_items
    r"|aggregations|categor\w*|collections|breadcrumbs?|menus?|navigation|images?|media|features?|flags|experiments"  # breadcrumbs
    r"|notifications?|servers?|services?|domains?|errors|extensions|meta|pagination",  # notification
    re.IGNORECASE,
)
GOODS = re.compile(
    r"products?|variants?|variations?\w*|skus?|sizes?|combinations?|simples|offers?|items?|tickets?\w*|articles?|\w*skus?",  # childSkus
    re.IGNORECASE,
)
ORDERED = frozenset({"orderid", "subtotal", "linetotal", "rowtotal", "lineitemid", "cartid", "totalprice", "orderedat"})

GOODS_CODES = ("sku", "skuId", "sku_id", "variantId", "variant_id", "ean", "gtin", "barcode", "articleNumber")
CODES = (
    *("id", "code", *GOODS_CODES, "productId", "product_id", "uid", "uuid", "reference", "handle", "slug", "key"),
)  # fmt: skip
TITLES = (
    *(
        "title",
        "name",
        "label",
        "displayName",
        "display_name",
        "size",
        "sizeName",
        "size_name",
        "displayValue",
        "value",
    ),
    *("variant", "variantName", "option1", "description"),
)
OPTIONS = ("size", "color", "colour", "width", "length", "fit", "flavor", "flavour", "style")
PRICES = frozenset(
    {
        *("price", "saleprice", "currentprice", "finalprice", "pricewithtax", "sellingprice", "specialprice"),
        *("unitprice", "pricevalue", "priceamount", "amount", "value", "gross", "current", "final", "majorvalue"),
    }
)
OF_STOCK = re.compile(r"stock|avail|sold|disponi|verf[uü]|inventor|tillg")
OF_PRICE = re.compile(r"pric|cost", re.IGNORECASE)
MINOR = re.compile(r"(?:in)?cents?$|^cent|minor|^unit(?=amount$)")
CURRENCIES = frozenset({"currency", "currencycode", "currencyisocode", "pricecurrency", "priceisocode", "isocode"})


def plain(place: str) -> str:
    """Write the last name of a place as the sets have it: `variant."stock-level"` is "stocklevel"."""
    last = re.sub(r"\[\d+\]$", "", place).rpartition(".")[2]
    return "".join(filter(str.isalnum, last.casefold()))


def holder(place: str) -> str:
    """Write the name of the object that a field stands in likewise; "" for a thing's own."""
    return plain(place.rpartition(".")[0])
