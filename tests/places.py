"""Where things are that tests read."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]  # of the checkout
MATERIAL = ROOT.parent / "shared"  # recorded pages and larger stand-ins that lie beside the checkout on some machines
