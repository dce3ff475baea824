"""The rules of an organization that would forbid what a deployment makes. Pure.

https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Rule = tuple[Mapping[str, Any], ...]  # `spec.rules` of a policy as it holds in the end
Look = Callable[[str], Rule | None]  # a constraint's rule; None where there is no such constraint

ENFORCED = {
    "run.managed.requireInvokerIam": "the site can't be open to everybody",
    "iam.disableServiceAccountCreation": "the services can't have accounts of their own",
}
INGRESS = ("all", "internal")  # the site's and the other services'


def broken_rules(look: Look, region: str, apis: Sequence[str]) -> Iterator[str]:
    """List a sentence for each rule that stands in the way."""
    for constraint, harm in ENFORCED.items():
        if any(each.get("enforce") is True for each in look(constraint) or ()):
            yield f"{constraint} is enforced, so {harm}: {_exception(constraint)}"
    wanted = {"gcp.resourceLocations": [region], "run.allowedIngress": INGRESS, "gcp.restrictServiceUsage": apis}
    for constraint, values in wanted.items():
        rule = look(constraint) or ()
        if refused := [value for value in values if not allows(rule, value)]:
            yield f"{constraint} does not allow {', '.join(refused)}: {_exception(constraint)}"


def allows(rule: Rule, value: str) -> bool:
    """Return whether a list of values, as it holds in the end, lets this one through.

    A rule without conditions decides; those with conditions are for tagged resources, which ours are not.
    """
    for each in rule:
        if "condition" in each:
            continue
        if each.get("denyAll") is True:
            return False
        values = each.get("values", {})
        if any(_covers(listed, value) for listed in values.get("deniedValues", ())):
            return False
        if allowed := values.get("allowedValues"):
            return any(_covers(listed, value) for listed in allowed)
    return True


def _covers(listed: str, value: str) -> bool:
    """Whether an entry of a list is this value or a group that it is in: `in:us-locations` holds us-central1.

    The group of the European Union's regions counts for all of Europe's: which of them are in it is Google's to say.
    """
    kind, _, name = listed.rpartition(":")
    if kind != "in":
        return name == value
    group = name.removesuffix("-locations")
    return value == group or value.startswith(f"{group}-") or (group == "eu" and value.startswith("europe-"))


def _exception(constraint: str) -> str:
    return f"ask for an exception of {constraint} for this project."
