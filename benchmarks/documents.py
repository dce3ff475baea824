"""What the benchmark's shops answer: a Shopify product of about 5 KB, and a page of about 120 KB with JSON-LD."""

import random

import msgspec

SIZES = ("XS", "S", "M", "L", "XL", "XXL")


def product(number: int, nonce: str) -> bytes:
    """The answer of `/products/<handle>.js` for this product; another nonce makes other bytes and the same stock."""
    variants = [
        {
            "id": 40_000_000_000 + number * 10 + place,
            "title": size,
            "option1": size,
            "option2": None,
            "option3": None,
            "sku": f"COAT-{number}-{size}",
            "requires_shipping": True,
            "taxable": True,
            "featured_image": None,
            "available": place % 2 == 0,
            "name": f"Winter coat {number} - {size}",
            "public_title": size,
            "options": [size],
            "price": 12_000,
            "weight": 900,
            "compare_at_price": None,
            "inventory_management": "shopify",
            "barcode": f"40{number:08}{place}",
            "requires_selling_plan": False,
            "selling_plan_allocations": [],
        }
        for place, size in enumerate(SIZES)
    ]
    return msgspec.json.encode(
        {
            "id": 7_000_000_000 + number,
            "title": f"Winter coat {number}",
            "handle": f"coat-{number}",
            "description": f"<p>{words(number, 260)}</p><!-- {nonce} -->",
            "vendor": "Coats",
            "type": "Coat",
            "tags": ["winter", "coat"],
            "price": 12_000,
            "available": True,
            "variants": variants,
            "images": [f"//cdn.shop.example/coat-{number}-{place}.jpg" for place in range(4)],
            "options": [{"name": "Size", "position": 1, "values": list(SIZES)}],
            "url": f"/products/coat-{number}",
        }
    )


def page(number: int, nonce: str) -> bytes:
    """A product's page as shops serve them: much markup, scripts, other products, and the product's JSON-LD."""
    offers = [
        {
            "@type": "Product",
            "sku": f"COAT-{number}-{size}",
            "name": f"Winter coat {number} {size}",
            "size": size,
            "offers": {
                "@type": "Offer",
                "availability": f"https://schema.org/{'InStock' if place % 2 == 0 else 'OutOfStock'}",
                "price": "120.00",
                "priceCurrency": "USD",
            },
        }
        for place, size in enumerate(SIZES)
    ]
    group = {
        "@context": "https://schema.org",
        "@type": "ProductGroup",
        "name": f"Winter coat {number}",
        "productGroupID": f"coat-{number}",
        "variesBy": "https://schema.org/size",
        "hasVariant": offers,
    }
    cards = "".join(
        f'<li class="card"><a href="/p/{card}"><img src="/i/{card}.jpg" alt="{words(card, 6)}"><h3>{words(card, 5)}</h3>'
        f'<p class="price">$ {card % 90 + 10}.00</p><p>{words(card + 7, 40)}</p></a></li>'
        for card in range(102)
    )
    scripts = [
        f'<script nonce="{nonce}">window.data{place} = {{"a": "{words(place, 120)}"}};</script>' for place in range(60)
    ]
    above, below = "".join(scripts[:30]), "".join(scripts[30:])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Winter coat {number}</title>'
        f'<link rel="canonical" href="/coat-{number}">{above}'
        f'<script type="application/ld+json">{msgspec.json.encode(group).decode()}</script></head>'
        f"<body><main><h1>Winter coat {number}</h1><p>{words(number, 200)}</p></main>"
        f"<ul>{cards}</ul>{below}</body></html>"
    ).encode()


VOCABULARY = [
    "warm",
    "light",
    "heavy",
    "cotton",
    "wool",
    "shell",
    "lining",
    "hood",
    "pocket",
    "zip",
    "seam",
    "river",
    "stone",
    "forest",
    "amber",
    "slate",
    "navy",
    "olive",
    "made",
    "worn",
    "washed",
    "tested",
    "sewn",
    "cut",
    "long",
    "short",
    "regular",
    "slim",
    "loose",
    "fit",
    "style",
    "classic",
    "season",
    "weather",
    "rain",
    "wind",
    "snow",
    "day",
    "night",
]


def words(seed: int, count: int) -> str:
    """Words that pack about as well as a shop's do."""
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(VOCABULARY)}{chosen.randrange(1000)}" for _ in range(count))
