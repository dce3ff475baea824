"""The operator's pages have no browser in the cloud either: what somebody is about to watch is drawn by the renderer."""

from pathlib import Path

from tests.renderer.conftest import Renderer
from tests.renderer.test_drawing import COAT
from tests.signup_web.visiting import Site, enter, words


def test_the_preview_of_a_drawn_page_is_drawn_by_the_renderer(renderer: Renderer, tmp_path: Path) -> None:
    url = renderer.store.put("/shown", COAT)
    with renderer.called():
        place = renderer.store.address.removeprefix("http://")
        site = Site(tmp_path, renderer=renderer.url, browser="/no/browser/here", allow_hosts=(place,))
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=url)
    assert "read by page drawn by a browser" in words(visitor.page)
    assert "data:image/jpeg;base64," in visitor.page
    site.services.close()
