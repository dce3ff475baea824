"""`coatcheck tickets`: finding regions, theatres and movies by their names, and an alert made of them."""

import click

from coatcheck.errors import LookFailed
from coatcheck.ports import Target
from coatcheck.sources.tickets.searching import Named, did_you_mean, pick, search
from coatcheck.watching.box_office import SOURCE, BoxOffice, Movie, Wanted, titles
from console.finding import Seconds
from console.operator import Operator, one_team, pass_operator
from console.output import json_option, print_json, print_table


@click.group(short_help="Tickets: regions, theatres, movies, alert.")
def tickets() -> None:
    """Tickets at BookMyShow: find regions, theatres and movies by name, and make an alert of them.

    Asks the site in COATCHECK_TICKETS_SITE, which you set once you have read and accepted its terms.
    """


@tickets.command()
@click.argument("words", nargs=-1)
@json_option
@pass_operator
def regions(operator: Operator, words: tuple[str, ...], as_json: bool) -> None:
    """List the regions; with WORDS those that are called so."""
    found = _named(_office(operator).regions(), " ".join(words))
    _print(found, "region", as_json)


@tickets.command()
@click.argument("region")
@click.argument("words", nargs=-1)
@json_option
@pass_operator
def theatres(operator: Operator, region: str, words: tuple[str, ...], as_json: bool) -> None:
    """List the theatres of a REGION; with WORDS those that are called so."""
    office = _office(operator)
    found = _named(office.theatres(_region(office, region)), " ".join(words))
    _print(found, "theatre", as_json)


@tickets.command()
@click.argument("region")
@click.argument("words", nargs=-1)
@json_option
@pass_operator
def movies(operator: Operator, region: str, words: tuple[str, ...], as_json: bool) -> None:
    """List the movies in a REGION with their languages and formats; with WORDS those that are called so."""
    office = _office(operator)
    listed = office.movies(_region(office, region))
    wanted = {each.name for each in _named(titles(listed), " ".join(words))}
    found = [movie for movie in listed if movie.title in wanted]
    if as_json:
        print_json([_as_json(movie) for movie in found])
        return
    rows = [
        (movie.title, version.EventLanguage, version.EventDimension, version.EventCode)
        for movie in found
        for version in movie.versions
    ]
    print_table(("Movie", "Language", "Format", "Code"), rows, "No movie is listed there.")


@tickets.command()
@click.argument("movie")
@click.option("--region", required=True, help="Its name or code.")
@click.option("--theatre", "theatres", multiple=True, required=True, help="Its name or code; eight at the most.")
@click.option("--date", required=True, help="The day, 2026-11-21, or the first and the last: 2026-11-20/2026-11-22.")
@click.option("--days", default="", help="Of those only these weekdays: fri-sun, or mon,wed.")
@click.option("--after", default="", help="Only showings that begin at this time or later, 18:00.")
@click.option("--before", default="", help="Only showings that begin at this time or earlier, 22:30.")
@click.option("--language", default="", help="Only in this language, like Hindi.")
@click.option("--format", default="", help="Only in this format, like IMAX 3D.")
@click.option("--listed", is_flag=True, help="Tell as well that it is listed, though no showing is open.")
@click.option("--coming", is_flag=True, help="It may not be listed yet: MOVIE is exactly its title.")
@click.option("--every", type=Seconds(), default="60s", show_default=True, help="How often to look.")
@click.option("--title", help="What to call the alert; without, as the movie.")
@click.option("--zone", default="", help="The theatres' time zone, where the site's country has several.")
@click.option("--agent", "by_agent", is_flag=True, help="Let agents look at it, and never this server.")
@click.option("--unlisted", is_flag=True, help="Keep it off the site's list: only its address leads there.")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@one_team
@click.pass_context
def alert(
    ctx: click.Context,
    /,
    movie: str,
    every: int,
    title: str | None,
    by_agent: bool,
    unlisted: bool,
    yes: bool,
    **wanted: str | bool | tuple[str, ...],
) -> None:
    """Watch for tickets for MOVIE at these theatres.

    Names will do for codes. Shows what is seen, and asks before anything is stored, as `coatcheck watch add` does. With --agent nothing is
    seen from here; where the site refuses this server, write codes, and the movie's exact title.
    """
    from console.adding import add_command
    from console.agents import add as add_for_agents

    operator = ctx.find_object(Operator)
    assert operator is not None
    asked = Wanted(movie, **wanted)  # type: ignore[arg-type]  # each option has its field's type
    target = _target(_office(operator), asked, by_agent)
    given = {"options": tuple(target.options.items()), "interval": every, "title": title or target.options["title"]}
    given |= {"url": target.url, "source": SOURCE, "unlisted": unlisted}
    if by_agent:
        ctx.invoke(add_for_agents, **given)
    else:
        ctx.invoke(add_command, **given, yes=yes)


def _target(office: BoxOffice, wanted: Wanted, by_agent: bool) -> Target:
    """Find the codes for the names; what agents look at may be refused to us, and is taken as it is written then."""
    try:
        return office.target(wanted)
    except LookFailed as failure:
        if not by_agent:
            raise
        click.echo(
            f"{failure} The region and the theatres are taken for codes, the movie for its exact title.", err=True
        )
        return office.target_as_written(wanted)


def _office(operator: Operator) -> BoxOffice:
    return BoxOffice(operator.settings.tickets_site, operator.services.fetcher)


def _region(office: BoxOffice, words: str) -> Named:
    return pick(office.regions(), words, "region")


def _named(things: list[Named], words: str) -> list[Named]:
    """Those that are called so; where there are none, say what was probably meant."""
    found = search(things, words)
    if words and not found:
        click.echo(f"Nothing is called {words!r}. {did_you_mean(things, words)}".strip(), err=True)
    return found


def _print(found: list[Named], kind: str, as_json: bool) -> None:
    if as_json:
        print_json([{"code": each.code, "name": each.name, "also": each.also} for each in found])
        return
    rows = [(each.name, each.code, ", ".join(each.also)) for each in found]
    print_table((kind.capitalize(), "Code", "Also called"), rows, f"There is no such {kind}.")


def _as_json(movie: Movie) -> dict[str, object]:
    versions = [
        {"code": each.EventCode, "language": each.EventLanguage, "format": each.EventDimension}
        for each in movie.versions
    ]
    return {"title": movie.title, "versions": versions}
