"""The image of the service that draws pages: it has a browser, which works where nothing can be written, and the other image has none."""

import subprocess

import pytest

from tests.image.building import Files, Image, faults

HAS_PLAYWRIGHT = "import importlib.util as i; print(i.find_spec('playwright') is not None)"


def test_nothing_is_wrong_with_the_renderers_image(renderer: Image, capsys: pytest.CaptureFixture[str]) -> None:
    assert faults(renderer) == []
    with capsys.disabled():
        print(f"\nThe renderer's image adds {renderer.added / 1e6:.0f} MB to its base.")


def test_its_browser_draws_a_page_as_nobody_where_nothing_can_be_written(renderer: Image) -> None:
    with renderer.mounted() as drawing:
        assert renderer.config["User"] == "65532:65532"
        assert drawing.run("python", "-m", "renderer.smoke") == "The built-in page was drawn.\n"


def test_the_image_of_the_other_services_has_no_browser(renderer: Image, files: Files) -> None:
    assert files.run("python", "-c", HAS_PLAYWRIGHT) == "False\n"
    with pytest.raises(subprocess.CalledProcessError):
        files.run("chromium-headless-shell", "--version")
    with renderer.mounted() as drawing:
        assert drawing.run("python", "-c", HAS_PLAYWRIGHT) == "True\n"
        assert drawing.run("chromium-headless-shell", "--version").strip()
