"""The notifier's door."""

from contextlib import closing
from pathlib import Path

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import Undecodable
from coatcheck.model import Batch
from coatcheck.ports.messages import PollBatch
from notifier.app import handler
from tests.fakes.ports import NOON


def test_a_message_for_somebody_else_is_refused(tmp_path: Path) -> None:
    settings = Settings(store=f"sqlite:///{tmp_path}/coatcheck.db")
    with closing(Services(settings)) as services, pytest.raises(Undecodable):
        handler(services)(PollBatch(batch=Batch(id="b1"), slot=NOON))
