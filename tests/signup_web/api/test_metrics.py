"""What Prometheus is told: by a key alone, how it goes, and nothing of anybody."""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from coatcheck.model import Scope
from coatcheck.people import api_keys
from coatcheck.telling import dead_letters, switches
from tests.examples import delivery, letter, subscriber
from tests.signup_web.visiting import ANN, Site


def scraped(site: Site, scope: Scope = Scope.READ) -> tuple[int, str]:
    _, token = api_keys.make(site.store, f"prometheus-{scope}", "ann", [scope], site.clock.now())
    answer = site.app.test_client().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.text


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Each number by its name and what its labels say, in their order."""
    found = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, *dict(sorted(sample.labels.items())).values()): sample.value for sample in found}


@pytest.mark.parametrize("header", [None, "Bearer cc_wrong", "Basic cc_wrong"])
def test_without_a_key_nothing_is_told(site: Site, header: str | None) -> None:
    answer = site.app.test_client().get("/metrics", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert "coatcheck_" not in answer.text


def test_a_key_that_may_not_read_is_refused(site: Site) -> None:
    status, text = scraped(site, Scope.DEMAND)
    assert status == 403
    assert "coatcheck_" not in text


def test_how_it_goes_is_told_without_a_word_of_anybody(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "coatcheck-20260302T120000Z.db").touch()
    site = Site(tmp_path, backups=str(tmp_path / "backups"))
    site.watch("jacket")
    site.watch("parka", active=False)
    site.store.put_subscriber(subscriber(f"sms-{ANN}"))
    site.store.put_delivery(delivery())
    dead_letters.bury(site.store, letter())
    switches.stop(site.store, "a rehearsal")
    status, text = scraped(site)
    found = samples(text)
    assert status == 200
    assert found["coatcheck_watches", "healthy", "shop.example"] == 1
    assert found["coatcheck_watches", "paused", "shop.example"] == 1
    assert found["coatcheck_deliveries", "pending"] == 1
    assert (found["coatcheck_ok",], found["coatcheck_dead_letters",], found["coatcheck_messages_held",]) == (0, 1, 1)
    assert found["coatcheck_last_backup_timestamp_seconds",] == 1772452800
    assert found["process_resident_memory_bytes",] > 0
    assert ANN[1:] not in text
    assert "rehearsal" not in text
