"""Looking at a page for the operator, and showing what was seen and why."""

from collections.abc import Mapping
from pathlib import Path

import click

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid
from coatcheck.model import Health, Product, Variant
from coatcheck.watching.discovery import Finding
from console.output import plain, print_table, screen

BUYABLE = {True: "yes", False: "no", None: "unknown"}


def find(
    services: Services, target: str, source: str | None, options: Mapping[str, str], page_url: str | None = None
) -> Finding:
    """Find what is seen at an address or in a saved file; nothing is stored. Raises `Invalid` where it is neither.

    A host on a private network that is typed here is the operator's own wish.
    """
    from coatcheck.ports import Target
    from coatcheck.watching import addresses
    from coatcheck.watching.discovery import discover, read_saved

    if "://" in target:
        addresses.refuse_other_addresses(target)
        wanted = Target(url=target, options=options, allow_private=addresses.names_private_host(target))
        with screen(stderr=True).status(f"Looking at {plain(target)} ..."):
            return discover(wanted, services.fetcher, services.clock, source)
    path = Path(target)
    if not path.is_file():
        raise Invalid(f"There is no file {target!r}; the address of a page begins with https://.")
    return read_saved(path, services.clock, options, page_url, source)


def show(finding: Finding) -> None:
    """Print what was seen, for each variant, and why."""
    from coatcheck.watching.discovery import reasons

    look = finding.look
    if look.health is not Health.HEALTHY or look.observation is None:
        click.echo(f"{look.health}: this look proves nothing about stock.")
        for reason in reasons(finding.tried):
            click.echo(f"  {plain(reason)}")
        return
    for product in look.observation.products:
        show_product(product, finding.name)
    for tried in finding.tried:  # why those that were asked before the chosen one were not chosen
        if tried.name != finding.name:
            click.echo(f"Not read as {tried.name}: {plain(tried.look.reason or 'it says nothing of stock')}")


def show_product(product: Product, reading: str) -> None:
    """Print what was seen of one product, for each variant, and why. `reading`: how it was read, in a word or two."""
    click.echo(f"{plain(product.title) or product.id}: {product.availability} (read as {reading})")
    if product.image:
        click.echo(f"Picture: {plain(product.image)}")
    columns = ("Id", "Variant", "State", "Buyable", "Price", "Because")
    print_table(columns, [_row(variant) for variant in product.variants], f"{plain(product.title)} has no variants.")


def _row(variant: Variant) -> tuple[str, ...]:
    offer = variant.offer
    title = variant.title or " / ".join(variant.options.values())
    price = " ".join(filter(None, [offer.price, offer.currency]))
    because = "; ".join(f"{witness.name} says {witness.says!r}" for witness in offer.witnesses)
    return (variant.id, title, str(offer.availability), BUYABLE[offer.availability.buyable], price, because)
