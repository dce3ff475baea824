"""`coatcheck admin-link`: the way into the admin pages."""

import click

from console.operator import Operator, pass_operator


@click.command("admin-link", short_help="Print a link that opens the admin pages once.")
@pass_operator
def admin_link(operator: Operator) -> None:
    """Print a link that opens the admin pages once, in one browser. Links printed before stop working."""
    from signup_web.admin import lock

    click.echo(lock.admin_link(operator.services))
