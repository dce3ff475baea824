"""A renderer as Cloud Run runs it, and accounts that may call it or may not."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

import pytest
from google.auth.compute_engine import _metadata

from coatcheck.bootstrap import SystemClock
from coatcheck.browser import open_fetcher
from coatcheck.config import Settings
from coatcheck.ports import Fetcher
from coatcheck.process import google_tokens
from console.cloud.emulated import GUNICORN, Service
from console.cloud.identity import SERVICE_ACCOUNT, Identity
from console.serving import free_port
from tests.chromium import require_chromium
from tests.coatcheck.browser.pages import Shop, answer, shop


class Renderer:
    """The service, and a shop that its settings let it reach; other addresses inside it may not."""

    def __init__(self, url: str, store: Shop, identity: Identity) -> None:
        self.url, self.store, self.identity = url, store, identity

    @contextmanager
    def called(self, account: str = SERVICE_ACCOUNT, audience: str = "", url: str = "") -> Iterator[Fetcher]:
        """A fetcher of another service, which runs with this account; Google's metadata server gives it tokens for this audience."""
        said = self.identity.claims(audience or self.url) | {"email": account}
        with metadata(account, self.identity.sign(said)) as host, pytest.MonkeyPatch.context() as patch:
            patch.setattr(_metadata, "_GCE_METADATA_HOST", host)
            patch.setenv("GCE_METADATA_IP", host)
            patch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
            patch.setattr(google_tokens, "_identities", {})
            with closing(open_fetcher(Settings(renderer=url or self.url), SystemClock())) as fetcher:
                yield fetcher


@contextmanager
def metadata(account: str, token: str) -> Iterator[str]:
    """Google's metadata server: https://cloud.google.com/run/docs/container-contract#metadata-server"""
    json, text = {"Content-Type": "application/json"}, {"Content-Type": "text/html"}
    answers = {
        "/": ("", text),
        "/computeMetadata/v1/instance/service-accounts/default/": (f'{{"email": "{account}"}}', json),
        "/computeMetadata/v1/instance/service-accounts/default/identity": (token, text),
    }
    with shop() as server:
        for path, (said, kind) in answers.items():
            headers = kind | {"Metadata-Flavor": "Google"}
            server.pages[path] = partial(answer, text=said, **headers)  # type: ignore[arg-type]
        yield server.address.removeprefix("http://")


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    identity, port = Identity(), free_port()
    with ExitStack() as stack:
        store = stack.enter_context(shop())
        environment = {
            "COATCHECK_RENDERER": f"http://127.0.0.1:{port}",
            "COATCHECK_RENDERER_CALLERS": SERVICE_ACCOUNT,
            "COATCHECK_PUSH_CERTIFICATES_URL": stack.enter_context(identity.published()),
            "COATCHECK_ALLOW_HOSTS": store.address.removeprefix("http://"),
            "COATCHECK_BROWSER": require_chromium(),
        }
        log = tmp_path_factory.mktemp("renderer") / "log"
        service = Service("renderer", port, environment, log, GUNICORN)
        stack.callback(service.stop)
        service.start()
        service.wait_until_ready()
        yield Renderer(service.url, store, identity)
