"""What the API says of itself: an OpenAPI document, and a page on which it can be tried with nothing from elsewhere."""

import json
import re

from selectolax.lexbor import LexborHTMLParser

from signup_web.api.openapi import LEADS
from signup_web.api.table import ROUTES
from tests.signup_web.visiting import Site


def test_every_route_is_described_under_a_name_of_its_own(site: Site) -> None:
    answer = site.visitor().get("/api/v1/openapi.json")
    written = answer.json
    described = [
        (method.upper(), path, operation)
        for path, operations in written["paths"].items()
        for method, operation in operations.items()
    ]
    assert {(method, path) for method, path, _ in described} == {(route.method, route.path) for route in ROUTES}
    names = [operation["operationId"] for *_, operation in described]
    assert sorted(names) == sorted({route.name for route in ROUTES})
    assert [operation["operationId"] for *_, operation in described if not operation["summary"].endswith(".")] == []
    assert written["servers"] == [{"url": f"{site.settings.site}/api/v1"}]


def test_all_that_it_refers_to_is_there_and_all_that_is_there_is_referred_to(site: Site) -> None:
    answer = site.visitor().get("/api/v1/openapi.json")
    referred = set(re.findall(r'"#/components/(\w+/[\w-]+)"', answer.text))
    there = {f"{kind}/{name}" for kind, named in answer.json["components"].items() for name in named}
    assert referred == {each for each in there if not each.startswith("securitySchemes/")}


def test_the_page_has_a_form_for_each_route(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/api/v1/", **{"Accept-Encoding": "identity"})
    page = LexborHTMLParser(visitor.page)
    forms = {(form.attributes["data-method"], form.attributes["data-path"]) for form in page.css("details form")}
    assert forms == {(route.method, route.path) for route in ROUTES}
    ids = [each.attributes["id"] for each in page.css("[id]")]
    assert len(ids) == len(set(ids))


def test_no_answer_that_is_kept_holds_a_secret_or_somebodys_address(site: Site) -> None:
    schemas = site.visitor().get("/api/v1/openapi.json").json["components"]["schemas"]

    def names(schema: str) -> set[str]:
        found = set(schemas[schema].get("properties", ()))
        for other in re.findall(r"#/components/schemas/(\w+)", json.dumps(schemas[schema])):
            found |= names(other)
        return found

    kept = {route.name: route.answer.__name__ for route in ROUTES if route.once and route.answer}
    assert len(kept) > 5
    assert {name for name, answer in kept.items() if names(answer) & {"address", "token", "code", "consents"}} == set()
    assert "address" in names("PersonShown")  # it would be found


def test_every_answer_that_leads_on_is_there_and_leads_to_what_takes_it() -> None:
    names = {route.name: route for route in ROUTES}
    assert [name for name in LEADS if name not in names] == []
    taken = {parameter for route in ROUTES for parameter in re.findall(r"{(\w+)}", route.path)}
    assert taken >= {parameter for leads in LEADS.values() for parameter in leads}
