"""A file is applied: all that it says is so afterwards, in either store; applied again it changes nothing."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid, StoreUnavailable
from coatcheck.model import MAXIMUM_BATCH, Watch
from coatcheck.ports import Store
from coatcheck.watching.as_code import applying
from coatcheck.watching.as_code.entries import entry_of, read, written
from coatcheck.watching.as_code.plan import Plan
from coatcheck.watching.as_code.telling import told
from tests.coatcheck.watching.test_as_code import TAUGHT
from tests.examples import after, subscription, watch
from tests.fakes.ports import NOON, Failing, HandClock
from tests.stores import open_sqlite

COAT = replace(TAUGHT, allow_private=False, look_from=entry_of(watch()).look_from, agree=1)
WATCHES = (replace(COAT, active=True), watch("boots", title="Boots"), watch("hat", title="Hat", interval=90))
FILE = written([entry_of(each) for each in WATCHES])


def exported(store: Store) -> str:
    return written([entry_of(each) for each in store.watches()])


def reader() -> applying.Reader:
    class Nowhere:
        def fetch(self, *asked: object) -> object:
            raise AssertionError("every entry names its source")

        def close(self) -> None: ...

    return applying.Reader(Nowhere(), HandClock(), ())  # type: ignore[arg-type]


def plan(store: Store, content: str, prune: bool = False, now: datetime = NOON) -> Plan:
    return applying.plan(read(content.encode()), store.watches(), reader(), now, prune=prune)


def apply(store: Store, content: str, prune: bool = False, now: datetime = NOON) -> Plan:
    found = plan(store, content, prune)
    assert len(list(applying.apply(store, found, now))) == found.steps
    return found


def test_what_a_file_says_is_so_afterwards_and_goes_from_deployment_to_deployment(store: Store, tmp_path: Path) -> None:
    assert apply(store, FILE).steps == 3
    assert exported(store) == FILE
    assert apply(store, FILE).steps == 0
    kept = store.put_subscription(subscription(watch_id=store.watches()[1].id))
    paused = FILE.replace("slug: hat", "slug: cap").replace("slug: boots", "slug: boots\n  active: false")
    assert [len(part) for part in (plan(store, paused).added, plan(store, paused).changed)] == [0, 2]
    apply(store, paused)
    boots = store.watches()[1]
    assert (boots.active, boots.paused_at, boots.updated_at) == (False, NOON, NOON)
    assert store.watch_by_slug("cap").interval == 90
    assert store.watch_by_slug("hat") is None
    assert apply(store, paused).steps == 0
    assert store.subscription(kept.id) == kept
    fewer = written([entry_of(store.watches()[0])])
    assert len(apply(store, fewer).unnamed) == 2
    assert len(apply(store, fewer, prune=True).removed) == 2
    assert exported(store) == fewer
    other = open_sqlite(tmp_path / "other.db")
    apply(other, fewer)
    assert exported(other) == fewer
    other.close()


def test_nothing_is_written_where_one_entry_is_wrong_and_what_ends_in_the_middle_is_completed(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")
    with pytest.raises(Invalid) as caught:
        apply(store, f"{FILE}- url: https://shop.example/x\n  source: magic\n- url: ftp://x\n  source: page\n")
    assert [line.partition(",")[0].strip() for line in str(caught.value).splitlines()[1:]] == ["watch 4", "watch 5"]
    assert store.watches() == []
    failing = Failing(store, "add_watch", StoreUnavailable("away"), after=True)
    with pytest.raises(StoreUnavailable):
        list(applying.apply(failing, plan(store, FILE), NOON))
    assert len(store.watches()) == 1
    rest = plan(store, FILE, now=after(1))
    assert len(list(applying.apply(store, rest, after(1)))) == 2
    assert exported(store) == FILE
    store.close()


def test_no_page_is_watched_twice_whatever_it_is_called_in_the_file(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")
    apply(store, FILE)
    taught = "- url: https://shop.example/boots\n  source: shopify\n  slug: boots\n  options: {currency: EUR}\n"
    apply(store, taught)
    other = "- url: https://shop.example/boots\n  source: shopify\n  slug: wellies\n"
    apply(store, other, now=after(60))  # the same page read in another way
    with pytest.raises(Invalid, match="is watched already, as boots"):
        plan(store, other.replace("wellies", "wellies\n  options: {currency: EUR}"))
    assert len(plan(store, other.replace("wellies", "wellies\n  options: {currency: EUR}"), prune=True).changed) == 1
    store.close()


def test_what_somebody_else_changed_after_the_plan_was_shown_is_not_overwritten(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")
    apply(store, FILE)
    shown = plan(store, FILE.replace("interval: 90", "interval: 30"))
    theirs: Watch = store.put_watch(replace(store.watches()[2], interval=45))
    with pytest.raises(Conflict):
        list(applying.apply(store, shown, NOON))
    assert store.watches()[2] == theirs
    store.close()


def test_sixty_of_one_title_are_added_under_the_slugs_that_the_plan_shows(store: Store) -> None:
    store.add_watch(watch("coat", created_at=after(-1)))
    entry = "- url: https://shop.example/{}\n  source: page\n  title: Coat\n"
    content = "".join(map(entry.format, range(60))) + entry.format("x").replace("Coat", "Coat\n  slug: coat-2")
    shown = apply(store, content).added
    assert [each.slug for each in shown] == [*(f"coat-{number}" for number in range(3, 63)), "coat-2"]
    assert [each.slug for each in store.watches()[1:]] == [each.slug for each in shown]
    assert apply(store, content).steps == 0


def test_a_slug_stands_in_the_file_once(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")
    entry = "- url: https://shop.example/{}\n  source: page\n  slug: twin\n"
    with pytest.raises(Invalid, match="watch 2, line 4: slug: twin stands in the file twice"):
        plan(store, entry.format(1) + entry.format(2))
    store.close()


def test_a_plan_that_two_carry_out_at_once_adds_each_watch_once(store: Store) -> None:
    shown = plan(store, FILE)
    first, second = applying.apply(store, shown, NOON), applying.apply(store, shown, NOON)
    next(first)
    with pytest.raises(Conflict):
        list(second)
    assert len(list(first)) == 2
    assert exported(store) == FILE


def test_two_plans_that_name_one_new_page_differently_add_it_once_also_where_a_list_is_an_old_one(store: Store) -> None:
    class Old(Failing):
        """The store as a process sees it that does not know yet what another has just added."""

        def watches(self) -> list[Watch]:
            return []

    page, old = "- url: https://shop.example/coat\n  source: page\n  slug: {}\n", Old(store, "", Conflict(""))
    ours, theirs = plan(store, page.format("coat")), plan(store, page.format("parka"))
    list(applying.apply(store, ours, NOON))
    with pytest.raises(Conflict, match="is watched since this was planned"):
        list(applying.apply(store, theirs, NOON))
    with pytest.raises(Conflict, match="may have been added within this minute"):
        list(applying.apply(old, theirs, after(59)))
    list(applying.apply(old, theirs, NOON, team="north"))  # two teams may watch one page
    assert sorted(each.slug for each in store.watches()) == ["coat", "parka"]


def test_a_page_whose_name_is_taken_is_added_under_another_at_once(store: Store) -> None:
    page = "- url: https://shop.example/coat\n  source: page\n  slug: {}\n"
    shown = plan(store, page.format("coat"))
    store.add_watch(watch("other", slug="coat"))
    with pytest.raises(Conflict):
        list(applying.apply(store, shown, NOON))
    assert len(apply(store, page.format("parka")).added) == 1


def test_a_plan_has_another_name_where_anything_else_would_be_done(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")

    def named(content: str, waiting: int = 0) -> str:
        return told(plan(store, content, prune=True), lambda _: waiting).plan

    names = [named(FILE), named(FILE.replace("title: Hat", "title: Cap")), named(FILE + "  settle: 3\n")]
    names.append(named(FILE.replace("source: shopify", "source: shopify\n  options: {currency: EUR}")))
    assert named(FILE) == names[0]
    hat = store.add_watch(watch("old"))
    names += [named("[]"), named("[]", waiting=1)]
    store.put_watch(replace(hat, tags=("New",)))
    names.append(named("[]"))
    assert len(set(names)) == len(names)
    store.close()


def test_a_long_list_fills_batches_to_their_limit_and_is_read_from_the_store_once(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "a.db")
    content = "".join(f"- url: https://shop{n % 3}.example/{n}\n  source: page\n" for n in range(MAXIMUM_BATCH + 50))
    shown, lists = plan(store, content), Counting(store)
    list(applying.apply(lists, shown, NOON))  # type: ignore[arg-type]
    assert sorted(Counter(each.batch for each in store.watches()).values()) == [50, MAXIMUM_BATCH]
    assert lists.asked == 1
    store.close()


class Counting:
    """A store that counts how often all watches are asked for."""

    def __init__(self, store: Store) -> None:
        self.store, self.asked = store, 0

    def watches(self) -> list[Watch]:
        self.asked += 1
        return self.store.watches()

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)
