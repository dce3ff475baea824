"""Watches as code: what a file says, where it is wrong, and what has to be done so that it is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Agreement, Answer, Ended, LookFrom, Watch
from coatcheck.watching.as_code.entries import entry_of, read, written
from coatcheck.watching.as_code.plan import differences, matched, planned, wanted
from coatcheck.watching.as_code.trees import LARGEST
from tests.examples import watch
from tests.fakes.ports import NOON

TAUGHT = watch(
    "coat",
    title="Mantel: 'Nº 5' #1 – コート 🧥",
    source="page",
    image="https://shop.example/coat.jpg",
    options={"selector": "p.stock > b", "in_stock": "yes|ja", "out_of_stock": "no", "max_price": "120.00"},
    tags=("Coats", "no", "2026-11-29"),
    interval=300,
    active=False,
    listed=False,
    settle=3,
    advance=True,
    cooldown=0,
    zone="Europe/Paris",
    learned={"buy-button: Add to cart": True, "text: ~": False},
    look_from=LookFrom.AGENT_OR_HERE,
    agree=2,
)


def entries(*watches: Watch) -> bytes:
    return written([entry_of(each) for each in watches]).encode()


def plans(content: bytes, watches: list[Watch], prune: bool = False) -> tuple[int, ...]:
    """How many are added, changed, removed, as they should be, and not in the file."""
    pairs = [(known, wanted(each.entry, known, NOON)) for each, known in matched(read(content), watches)]
    plan = planned(pairs, watches, NOON, prune)
    return tuple(map(len, (plan.added, plan.changed, plan.removed, plan.same, plan.unnamed)))


def fault(content: str | bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read(content.encode() if isinstance(content, str) else content)
    return str(caught.value)


def test_what_is_written_is_read_again_whatever_words_are_in_it() -> None:
    plain = watch("boots", title="boots", zone="UTC")
    assert [each.entry for each in read(entries(TAUGHT, plain))] == [
        entry_of(TAUGHT),
        replace(entry_of(plain), zone="UTC"),
    ]
    assert (
        entries(plain).decode()
        == "- url: https://shop.example/boots\n  source: shopify\n  title: boots\n  slug: boots\n  zone: UTC\n"
    )
    assert plans(entries(TAUGHT, plain), [TAUGHT, plain]) == (0, 0, 0, 2, 0)


@given(some.text(), some.dictionaries(some.text(), some.text()), some.lists(some.text()))
def test_any_words_come_back_as_they_were(title: str, options: dict[str, str], tags: list[str]) -> None:
    odd = replace(TAUGHT, title=title, options=options, tags=tuple(tags))
    (again,) = read(entries(odd))
    assert again.entry == entry_of(odd)


def test_json_is_read_too_and_types_are_those_of_the_fields() -> None:
    (each,) = read(
        b'[{"url": "https://a.example", "slug": 123, "title": "\\ud83e\\udde5", "interval": "60", "active": false, "zone": null}]'
    )
    assert (each.entry.slug, each.entry.title, each.entry.interval, each.entry.active) == ("123", "🧥", 60, False)
    (each,) = read(b"- url: https://a.example\n  options: {in_stock: yes, out_of_stock: no}\n  image:\n")
    assert (each.entry.options, each.entry.image) == ({"in_stock": "yes", "out_of_stock": "no"}, None)


def test_every_fault_is_told_with_its_line() -> None:
    good = "- url: https://a.example\n"
    assert fault(
        f"{good}  interval: often\n- title: b\n{good}  intervall: 5\n{good}  listed: maybe\n"
    ).splitlines() == [
        "Nothing was changed:",
        "  watch 1, line 2: interval: write a whole number",
        "  watch 2, line 3: Object missing required field `url`",
        "  watch 3, line 5: intervall: there is no such key. Did you mean interval?",
        "  watch 4, line 7: listed: write true or false",
    ]
    for content, says in (
        ("- url: https://a.example\n  title: [\n", "line 3"),
        ("- url: a\n  url: b\n", "line 2: url stands there twice"),
        ("- &a {url: x}\n- *a\n", r"line 2: aliases (\*a) are not read".replace("\\", "")),
        ("- !!python/object/apply:os.system [ls]\n", "line 1: tags"),
        ("- url: a\n---\n- url: b\n", "several documents"),
        ("- ? [a]\n  : b\n", "a key is a word"),
        ("[" * 30, "nested too deep"),
        ("[" * 100_000, "exceeded maximum nesting"),
        ('[{"url": ' + "[" * 100, "nested too deep"),
        ("watches:", "not a list of watches"),
        ("just words", "not a list of watches"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"- url: \x07\n", "The file is not YAML"),
        ('- title: "\\ud800"\n', "line 1: found invalid Unicode"),
        (b" " * (LARGEST + 1), "larger than 5 MB"),
    ):
        assert says in fault(content), content[:40]


def test_laughs_are_refused_before_they_grow() -> None:
    laughs = 'a0: &a0 ["lol"]\n' + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert "aliases" in fault(laughs)


def test_a_watch_is_the_one_of_its_slug_or_page_and_without_a_source_the_one_at_its_address() -> None:
    coat, boots = watch("coat"), watch("boots", options={"currency": "EUR"})
    both = [coat, boots]
    assert plans(b"- url: https://shop.example/coat\n  slug: coat\n  interval: 90\n", both) == (0, 1, 0, 0, 1)
    assert plans(b"- url: https://shop.example/coat\n  source: shopify\n", both) == (0, 0, 0, 1, 1)
    assert plans(b"- url: https://shop.example/boots\n", both, prune=True) == (0, 0, 1, 1, 0)
    assert plans(b"- url: https://shop.example/hat\n  source: page\n", both) == (1, 0, 0, 0, 2)
    twice = b"- url: https://shop.example/coat\n- url: https://shop.example/coat\n  slug: coat\n"
    same = [
        coat,
        watch("other", url=coat.url, options={"currency": "EUR"}),
        watch("third", url=coat.url, options={"a": "b"}),
    ]
    for content, watches, says in (
        (twice, both, "coat stands in watch 1"),
        (b"- url: https://shop.example/coat\n  options: {selector: p}\n", same, "coat or other or third"),
        (b"- url: https://shop.example/hat\n  slug: coat\n", both, "coat is the name of https://shop.example/coat"),
        (b"- url: https://shop.example/hat\n  slug: Storm Coat\n", both, "like storm-coat"),
        (b"- url: https://shop.example/hat\n  slug: 12\n", both, "write small Latin letters"),
    ):
        with pytest.raises(Invalid, match=says):
            plans(content, watches)


def test_what_is_left_out_keeps_its_name_and_reading_and_has_its_default_else() -> None:
    known = replace(TAUGHT, agreement=Agreement(answer=Answer.YES, at=NOON))
    (each,) = read(b"- url: https://shop.example/coat\n")
    after = wanted(each.entry, known, NOON)
    assert (after.title, after.slug, after.image, after.source, after.options, after.agreement) == (
        *(known.title, known.slug, known.image, known.source, known.options, known.agreement),
    )
    assert (after.interval, after.tags, after.active) == (60, (), True)
    (each,) = read(b"- url: https://shop.example/coat\n  options: {selector: p.new}\n")
    taught_anew = wanted(each.entry, known, NOON)
    assert taught_anew.agreement is None  # they agreed to another reading
    assert ("options.selector", "p.stock > b", "p.new") in differences(known, taught_anew)


def test_an_event_that_is_over_stays_so() -> None:
    over = watch("film", active=False, ended=Ended.OVER)
    assert plans(entries(over), [over]) == (0, 0, 0, 1, 0)
