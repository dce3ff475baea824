"""What terraform.tfvars asks for, as far as it is looked at before anything is made."""

import re
from pathlib import Path

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import Frozen


class Intended(Frozen, frozen=True):
    """The variables that matter here, with the defaults of terraform/variables.tf."""

    project_id: str = ""
    region: str = "us-central1"
    firestore_location: str = ""
    database: str = "(default)"
    domain: str = ""
    operator: str = ""
    operator_email: str = ""
    admins: tuple[str, ...] = ()


def read_variables(file: Path) -> Intended:
    """Read the variables that are written as a text or a list of texts. Raises `Invalid` where there is no such file."""
    if not file.is_file():
        raise Invalid(f"There is no {file}: write it as docs/deploy.md says.")
    text = re.sub(r"(?m)^\s*#.*$", "", file.read_text())
    lists = {
        name: tuple(re.findall(r'"([^"]*)"', items)) for name, items in re.findall(r"(?ms)^(\w+)\s*=\s*\[(.*?)\]", text)
    }
    texts = dict(re.findall(r'(?m)^(\w+)\s*=\s*"([^"]*)"', text))
    try:
        return msgspec.convert(lists | texts, Intended)
    except msgspec.ValidationError as error:
        raise Invalid(f"{file} can't be used: {error}") from error
