"""Fill Oscar's database: a coat in three sizes of which one can be had, a hat and a coat for rain that are sold out, and somebody who may use the dashboard."""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from oscar.apps.catalogue.categories import create_from_breadcrumbs  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402

EMAIL, PASSWORD = sys.argv[1:]


Product, StockRecord = get_model("catalogue", "Product"), get_model("partner", "StockRecord")
partner = get_model("partner", "Partner").objects.create(name="Warehouse", code="warehouse")
clothing = get_model("catalogue", "ProductClass").objects.create(name="Clothing", track_stock=True)
get_model("catalogue", "ProductAttribute").objects.create(product_class=clothing, code="size", name="Size", type="text")
coats = create_from_breadcrumbs("Coats")


def stock(product: object, sku: str, count: int) -> None:
    StockRecord.objects.create(
        product=product, partner=partner, partner_sku=sku, num_in_stock=count, price=120, price_currency="EUR"
    )


coat = Product.objects.create(structure="parent", title="Storm Coat", product_class=clothing, description="A coat.")
coat.categories.add(coats)
for size, count in (("S", 0), ("M", 3), ("L", 0)):
    child = Product.objects.create(structure="child", parent=coat, title=f"Storm Coat {size}", upc=f"COAT-{size}")
    child.attr.size = size
    child.save()
    stock(child, f"COAT-{size}", count)
for title, code in (("Wool Hat", "HAT"), ("Rain Coat", "RAIN")):
    alone = Product.objects.create(structure="standalone", title=title, product_class=clothing, upc=code)
    alone.categories.add(coats)
    stock(alone, code, 0)
get_user_model().objects.create_superuser("keeper", EMAIL, PASSWORD)
for product in Product.objects.all():
    print(product.title, product.id, product.get_absolute_url(), sep="\t")
