"""What scripts of other sites may read."""

from pathlib import Path

from signup_web.sharing.cross_origin import OPEN
from tests.signup_web.visiting import IN, PUBLIC, Site

ORIGIN = {"Origin": "https://blog.example"}
PATHS = (
    "/products.json",
    "/status.json",
    "/restocks.atom",
    "/restocks.ics",
    "/p/jacket.json",
    "/p/jacket.atom",
    "/p/jacket.ics",
)


def test_a_script_of_another_site_may_read_what_is_the_same_for_everybody(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.watch()
    client = site.app.test_client()
    for path in PATHS:
        answer = client.get(path, base_url=PUBLIC, headers=ORIGIN)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Set-Cookie" not in client.get(f"{path}?lang=de", base_url=PUBLIC, headers=ORIGIN).headers
        asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
        before = client.options(path, base_url=PUBLIC, headers=ORIGIN | asked)
        assert before.status_code == 200
        assert before.headers["Access-Control-Allow-Origin"] == "*"
        assert before.headers["Access-Control-Allow-Headers"] == "If-None-Match"
        assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_nothing_else_may_be_read_from_elsewhere(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.watch()
    client = site.app.test_client()
    closed = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint not in OPEN]
    assert len(closed) > 50
    for rule in closed:
        path = rule.rule.replace("<slug>", "jacket").replace("<", "").replace(">", "")
        for answer in (
            client.get(path, base_url=PUBLIC, headers=ORIGIN, buffered=True),
            client.options(path, base_url=PUBLIC),
        ):
            assert not [name for name, _ in answer.headers if name.startswith("Access-Control")], path
    for rule in site.app.url_map.iter_rules():
        assert rule.endpoint not in OPEN or rule.methods == {"GET", "HEAD", "OPTIONS"}


def test_the_list_of_products_says_how_each_is_and_goes_on_where_there_are_many(tmp_path: Path) -> None:
    site = Site(tmp_path)
    jacket = site.watch()
    site.watch("secret", listed=False)
    site.wait(minutes=1)
    site.look(jacket, M=IN)
    site.tick()
    site.wait(seconds=10)
    answer = site.visitor().get("/products.json", **{"Accept-Language": "de"}).json
    assert (answer["total"], answer["next"]) == (1, None)
    (product,) = answer["products"]
    assert (product["state"], product["in_stock"]) == ("In stock", [{"id": "M", "title": "M"}])
    assert product["json"] == f"{PUBLIC}/p/jacket.json"
    site.app.extensions["facts"].listed = lambda: [site.app.extensions["facts"].by_slug("jacket")] * 201
    first = site.visitor().get("/products.json").json
    assert len(first["products"]) == 200
    assert first["next"] == f"{PUBLIC}/products.json?page=2"
    assert len(site.visitor().get("/products.json?page=2").json["products"]) == 1
