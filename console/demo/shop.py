"""A shop to try things on: products with sizes, read as a Shopify shop is, and a page with a switch for each size.

https://shopify.dev/docs/api/ajax/reference/product
"""

import zlib
from collections.abc import Mapping, Sequence
from threading import Condition
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from coatcheck.model import Frozen
from console.serving import Server

HANDLE = "harbor-jacket"
SIZES = ("S", "M", "L", "XL")
COLOURS = ("Moss", "Rust", "Sand", "Slate")
BETWEEN = " / "  # the two options of a size that has a colour, too
ALL_KINDS = {  # what the demo sells: sizes, a table of colours and sizes, and a page that nobody watches yet
    HANDLE: SIZES,
    "trail-shirt": tuple(f"{colour}{BETWEEN}{size}" for colour in COLOURS for size in ("XS", *SIZES)),
    "wool-beanie": ("Grey", "Navy"),
}
ANSWERS = {
    "well": "as it should",
    "error": "with an error (500)",
    "captcha": "with a captcha page",
    "empty": "with an empty list of sizes",
}


class Kind(Frozen, frozen=True):
    """What a product is beside its sizes. `price`: in cents."""

    description: str
    price: int
    picture: str  # its file among the demo's own


JACKET = Kind("Waxed cotton, four pockets, a warm collar.", 12000, "jacket.svg")
KINDS = {
    "trail-shirt": Kind("Brushed flannel that dries by the second hill.", 4800, "shirt.svg"),
    "wool-beanie": Kind("Thick ribs, one size for every head.", 2400, "beanie.svg"),
}


class Shop:
    """A shop on loopback whose products are all sold out at first. Safe to use from several threads."""

    def __init__(self, products: Mapping[str, Sequence[str]] | None = None, port: int = 0) -> None:
        """`products`: the sizes of each, by handle; "Moss / S" is a colour and a size."""
        products = products or {HANDLE: SIZES}
        self._stock = {handle: dict.fromkeys(sizes, False) for handle, sizes in products.items()}
        self._asked = dict.fromkeys(products, 0)
        self._changed = Condition()
        self.answers = "well"
        self._server = Server(create_app(self), port=port)
        self.url = self._server.url

    def page(self, handle: str = HANDLE) -> str:
        """Return the address of a product."""
        return f"{self.url}/products/{handle}"

    def variants(self, handle: str = HANDLE) -> list[dict[str, Any]]:
        """Return the variants of a product, as its API gives them."""
        found: list[dict[str, Any]] = product(self, handle)["variants"]
        return found

    def handles(self) -> list[str]:
        return list(self._stock)

    def stock(self, handle: str = HANDLE) -> dict[str, bool]:
        """Return whether each size can be had, by size; raises `KeyError` where there is no such product."""
        with self._changed:
            return dict(self._stock[handle])

    def put(self, size: str, in_stock: bool, handle: str = HANDLE) -> None:
        """Sell a size out, or bring it back."""
        with self._changed:
            if size not in self._stock[handle]:
                raise KeyError(size)
            self._stock[handle][size] = in_stock

    def note_look(self, handle: str) -> None:
        with self._changed:
            self._asked[handle] += 1
            self._changed.notify_all()

    def wait_for_looks(self, count: int, seconds: float, handle: str = HANDLE) -> bool:
        """Wait until the product was asked for so many times more; False if that takes longer."""
        with self._changed:
            wanted = self._asked[handle] + count
            return self._changed.wait_for(lambda: self._asked[handle] >= wanted, seconds)

    def close(self) -> None:
        self._server.close()


def create_app(shop: Shop) -> Flask:
    """Make the shop's pages, its API as Shopify has it, and its switches."""
    app = Flask(__name__)
    _add_pages(app, shop)
    _add_api(app, shop)
    _add_switches(app, shop)
    return app


def _add_pages(app: Flask, shop: Shop) -> None:
    @app.get("/")
    def front() -> Redirect:
        return redirect(url_for("page", handle=shop.handles()[0]))

    @app.get("/products/<handle>")
    def page(handle: str) -> str:
        _known(shop, handle)
        return render_template(
            "shop.html",
            product=product(shop, handle),
            titles={each: title(each) for each in shop.handles()},
            answers=ANSWERS,
            now=shop.answers,
            picture=KINDS.get(handle, JACKET).picture,
        )

    @app.get("/cart/<int:variant>:1")
    def buy(variant: int) -> str:
        """Show what the links in messages lead to: https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks"""
        items = (product(shop, handle) for handle in shop.handles())
        found = [(item, each) for item in items for each in item["variants"] if each["id"] == variant]
        if not found:
            abort(404)
        sold, chosen = found[0]
        picture = KINDS.get(str(sold["handle"]), JACKET).picture
        return render_template("cart.html", product=sold, variant=chosen, picture=picture)


def _add_api(app: Flask, shop: Shop) -> None:
    @app.get("/products/<handle>.js")
    def look(handle: str) -> Response:
        _known(shop, handle)
        shop.note_look(handle)
        if shop.answers == "error":
            abort(500)
        if shop.answers == "captcha":
            return Response("<title>Are you a human?</title><p>Complete the captcha to go on.", mimetype="text/html")
        answer = product(shop, handle)
        return jsonify({**answer, "variants": []} if shop.answers == "empty" else answer)

    @app.get("/cart.js")
    def cart() -> Response:
        return jsonify({"token": "demo", "currency": "USD", "items": [], "item_count": 0, "total_price": 0})


def _add_switches(app: Flask, shop: Shop) -> None:
    @app.post("/products/<handle>/stock")
    def switch(handle: str) -> Redirect:
        _known(shop, handle)
        wanted = set(request.form.getlist("in_stock"))
        for size in shop.stock(handle):
            shop.put(size, size in wanted, handle)
        return redirect(url_for("page", handle=handle))

    @app.post("/products/<handle>/answers")
    def behave(handle: str) -> Redirect:
        _known(shop, handle)
        wanted = request.form.get("answers", "")
        if wanted not in ANSWERS:
            abort(400)
        shop.answers = wanted
        return redirect(url_for("page", handle=handle))


def product(shop: Shop, handle: str) -> dict[str, Any]:
    """Write a product as Shopify's product API gives it: prices in cents, and no currency."""
    stock, kind = shop.stock(handle), KINDS.get(handle, JACKET)
    number = 10**12 + zlib.crc32(handle.encode())
    variants = [
        {
            "id": number * 100 + place,
            "title": size,
            **_options(size),
            "sku": f"{handle}-{size}".upper(),
            "available": in_stock,
            "name": f"{title(handle)} - {size}",
            "public_title": size,
            "options": size.split(BETWEEN),
            "price": kind.price,
            "compare_at_price": None,
            "requires_shipping": True,
        }
        for place, (size, in_stock) in enumerate(stock.items(), start=1)
    ]
    return {
        "id": number,
        "title": title(handle),
        "handle": handle,
        "description": kind.description,
        "vendor": "Demo shop",
        "type": "Jackets",
        "price": kind.price,
        "available": any(stock.values()),
        "variants": variants,
        "images": [],
        "options": _named(list(stock)),
        "url": f"/products/{handle}",
    }


def title(handle: str) -> str:
    """Write a product's handle as its title."""
    return handle.replace("-", " ").capitalize()


def _options(size: str) -> dict[str, str | None]:
    parts = [*size.split(BETWEEN), None, None]
    return {f"option{place}": part for place, part in enumerate(parts[:3], start=1)}


def _named(sizes: Sequence[str]) -> list[dict[str, Any]]:
    """Name the options of these sizes, each with its values in order."""
    columns = list(zip(*(size.split(BETWEEN) for size in sizes), strict=True))
    names = ("Color", "Size") if len(columns) > 1 else ("Size",)
    values = (list(dict.fromkeys(column)) for column in columns)
    return [
        {"name": name, "position": place, "values": each}
        for place, (name, each) in enumerate(zip(names, values, strict=True), start=1)
    ]


def _known(shop: Shop, handle: str) -> None:
    if handle not in shop.handles():
        abort(404)
