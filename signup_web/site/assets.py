"""Style, script and pictures: kept by browsers for a year, under an address that changes with their content."""

from hashlib import blake2b
from pathlib import Path

from flask import Flask, current_app, url_for

YEAR = 365 * 86400


def build(app: Flask) -> str:
    """Name this build of templates and assets: a page kept from another build is not taken for this one."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    folder = Path(app.root_path)
    files = sorted([*(folder / "templates").rglob("*.*"), *(folder / "static").rglob("*.*")])
    name = blake2b(digest_size=5)
    for file in files:
        name.update(file.read_bytes())
    return name.hexdigest()


def static_url(filename: str) -> str:
    return url_for("static", filename=filename, v=current_app.config["BUILD"])
